/*
 * test_staged_join.c - what is joined in files is what is joined in memory
 *
 * The joins in memory are held against all pairs one by one (test_band_join.c,
 * test_key_join.c); here they are what those in files are held against.
 */
#include "base/faults.h"
#include "match/staged_shelf.h"

TestSuite(staged_join, .init = make_test_folder, .fini = remove_test_folder);

static struct shelf shelf;
static struct wtw_staged_digests staged;

/* Random digests of which some are not joined; sketches that refuse some pairs. */
static void fill_shelf(struct random_input *random, uint32_t articles)
{
    uint32_t joined = 0;

    init_shelf(&shelf, articles, random_between(random, 1, 8));
    fill_bands(&shelf, random, random_between(random, 1, 400));
    fill_winnowed(&shelf, random, random_between(random, 1, 30),
                  random_between(random, 10, 3000));
    sample_half(&shelf, random);
    random_fill(random, shelf.odd_sketches, (size_t)articles * WTW_ODD_SKETCH_WORDS);
    for (uint32_t i = 0; i < articles; i++) {
        shelf.shingle_counts[i] = random_between(random, 20, 600);
        if (random_chance(random, .6))
            memset(shelf.odd_sketches + (size_t)i * WTW_ODD_SKETCH_WORDS, 0,
                   WTW_ODD_SKETCH_WORDS * sizeof(uint64_t));
        if (random_chance(random, .9))
            shelf.numbers[joined++] = i;
    }
    shelf.join.article_count = joined;
}

static void check_same(const struct wtw_joined *x, const struct wtw_joined *y)
{
    check(same_pairs(&x->pairs, &y->pairs));
    check(same_pairs(&x->noted, &y->noted));
    check_number(x->crowded_buckets, y->crowded_buckets);
    check_number(x->common_keys, y->common_keys);
}

Test(staged_join, finds_what_is_found_in_memory_with_any_memory_runs_and_threads)
{
    static const uint64_t sizes[] = {1, 1 << 12, 1 << 16, 1 << 24};
    struct random_input random = random_begin(310);
    size_t pairs = 0;
    size_t noted = 0;

    for (int round = 0; round < 6; round++) {
        struct wtw_joined bands;
        struct wtw_joined keys;

        fill_shelf(&random, random_between(&random, 2, ARTICLES_MAX / (round % 3 + 1)));
        bands = join_bands(&shelf);
        keys = join_keys(&shelf);
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
            struct wtw_joined staged_bands;
            struct wtw_joined staged_keys;

            stage_shelf(&shelf, &staged, random_between(&random, 1, 4), sizes[s]);
            shelf.join.thread_count = random_between(&random, 1, 3);
            staged_bands = join_bands(&shelf);
            staged_keys = join_keys(&shelf);
            unstage(&shelf);
            check_same(&staged_bands, &bands);
            check_same(&staged_keys, &keys);
            wtw_joined_release(&staged_bands);
            wtw_joined_release(&staged_keys);
        }
        pairs += bands.pairs.count + keys.pairs.count;
        noted += keys.noted.count;
        wtw_joined_release(&bands);
        wtw_joined_release(&keys);
    }
    check(pairs > 5000);
    check(noted > 500);
    check_number(count_names(test_folder), 0);
}

Test(staged_join, of_nothing_finds_nothing)
{
    struct wtw_joined joined;

    init_shelf(&shelf, 4, 2);
    stage_shelf(&shelf, &staged, 1, 1 << 16);
    shelf.join.article_count = 0;
    joined = join_bands(&shelf);
    check_number(joined.pairs.count, 0);
    wtw_joined_release(&joined);
    joined = join_keys(&shelf);
    check_number(joined.pairs.count + joined.noted.count, 0);
    wtw_joined_release(&joined);
    unstage(&shelf);
}

Test(staged_join, tells_of_a_file_that_was_damaged)
{
    struct random_input random = random_begin(311);
    struct wtw_joined joined = {.common_keys = 0};
    struct wtw_error error = {0};
    char path[64];

    fill_shelf(&random, 500);
    stage_shelf(&shelf, &staged, 2, 1 << 16);
    snprintf(path, sizeof path, "/proc/self/fd/%d", staged.band_keys.files[1].descriptor);
    flip_bit(path, 64 + 16 * (long)staged.band_keys.shape.part_count + 100, 3);
    check_status(wtw_join_bands(&shelf.join, &joined, &error), WTW_BAD_INPUT);
    check(strstr(error.words, "damaged") != NULL);
    wtw_joined_release(&joined);
    unstage(&shelf);
}

#ifdef WTW_FAULTS
Test(staged_join, fails_with_words_whatever_fails_and_leaves_nothing)
{
    /* So few pairs are noted in memory: test_noted_pairs.c has the writes that fail. */
    static const enum wtw_fault_kind kinds[] = {WTW_FAULT_READ, WTW_FAULT_ALLOCATION};
    struct random_input random = random_begin(312);
    struct wtw_error error = {0};

    fill_shelf(&random, 300);
    stage_shelf(&shelf, &staged, 2, 1 << 12);
    for (int i = 0; i < 2; i++)
        for (uint64_t nth = 1, step = 1;; nth += step, step += nth > 20 ? nth / 8 : 0) {
            struct wtw_joined bands = {.common_keys = 0};
            struct wtw_joined keys = {.common_keys = 0};
            enum wtw_status status;

            error.words[0] = '\0';
            wtw_fault_plan(kinds[i], nth);
            status = wtw_join_bands(&shelf.join, &bands, &error);
            if (status == WTW_OK)
                status = wtw_join_keys(&shelf.join, &keys, &error);
            wtw_fault_plan(kinds[i], 0);
            wtw_joined_release(&bands);
            wtw_joined_release(&keys);
            check_number(count_names(test_folder), 0);
            if (status == WTW_OK) {
                check(nth > 5);
                break;
            }
            check(error.words[0] != '\0');
        }
    unstage(&shelf);
}
#endif
