/*
 * test_band_join.c - the pairs that share a band, against all pairs one by one
 */
#include "check.h"
#include "match/join_oracle.h"
#include "random_input.h"

static struct shelf shelf;

Test(band_join, bands_give_all_pairs_that_share_a_key_where_buckets_are_small)
{
    struct random_input random = random_begin(100);

    for (int round = 0; round < 60; round++) {
        struct wtw_joined joined;

        init_shelf(&shelf, random_below(&random, 300), random_between(&random, 1, 8));
        fill_bands(&shelf, &random, random_between(&random, 150, 2000));
        shelf.join.bucket_limit = 1000;
        joined = join_bands(&shelf);
        check_all_pairs(&shelf, &joined.pairs, share_a_band);
        check_number(joined.crowded_buckets, 0);
        wtw_joined_release(&joined);
    }
}

Test(band_join, a_crowded_bucket_costs_each_article_bucket_limit_comparisons_at_most)
{
    static const uint32_t sizes[] = {17, 18, 100, 2000};

    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        struct wtw_joined joined;
        uint32_t degrees[ARTICLES_MAX] = {0};

        init_shelf(&shelf, sizes[s], 1);
        joined = join_bands(&shelf);
        check_number(joined.crowded_buckets, sizes[s] > 17);
        /* 16 that follow each, fewer at the end. */
        check_number(joined.pairs.count, sizes[s] * 16 - 16 * 17 / 2);
        for (size_t p = 0; p < joined.pairs.count; p++) {
            degrees[wtw_pair_a(joined.pairs.items[p])]++;
            degrees[wtw_pair_b(joined.pairs.items[p])]++;
        }
        for (uint32_t i = 0; i < sizes[s]; i++)
            check(degrees[i] >= 16 && degrees[i] <= 32);
        wtw_joined_release(&joined);
    }
}

Test(band_join, crowded_columns_leave_out_other_pairs_each)
{
    struct wtw_joined joined;

    init_shelf(&shelf, 200, 8);
    joined = join_bands(&shelf);
    check_number(joined.crowded_buckets, 8);
    /* One column gives 3064 pairs of 19900; eight of the same order would give no more.
     */
    check(joined.pairs.count > 3 * 3064);
    wtw_joined_release(&joined);
}

/* Gives the first two articles sets that share 'shared' of 'a' and 'b' members. */
static void sketch_two(struct random_input *random, uint32_t shared, uint32_t a,
                       uint32_t b)
{
    uint64_t members[4000];
    struct wtw_error error = {0};

    random_fill(random, members, a + b - shared);
    shelf.shingle_counts[0] = a;
    shelf.shingle_counts[1] = b;
    check_ok(wtw_odd_sketch_make(members, a, 0, NULL, shelf.odd_sketches, &error),
             &error);
    check_ok(wtw_odd_sketch_make(members + a - shared, b, 0, NULL,
                                 shelf.odd_sketches + WTW_ODD_SKETCH_WORDS, &error),
             &error);
}

Test(band_join, no_pair_that_reaches_threshold_or_containment_is_refused_by_its_sketches)
{
    struct random_input random = random_begin(106);
    int copies = 0;

    for (int round = 0; round < 2000; round++) {
        uint32_t a = random_between(&random, 1, 400);
        uint32_t b = random_between(&random, 1, 400);
        uint32_t shorter = a < b ? a : b;
        uint32_t shared = random_between(&random, shorter / 2, shorter);
        struct wtw_figures figures = {.shared = shared, .a_shingles = a, .b_shingles = b};
        struct wtw_joined joined;

        init_shelf(&shelf, 2, 1);
        sketch_two(&random, shared, a, b);
        joined = join_bands(&shelf);
        if (wtw_jaccard(&figures) >= .5 || wtw_a_in_b(&figures) >= .8 ||
            wtw_b_in_a(&figures) >= .8) {
            check_number(joined.pairs.count, 1);
            copies++;
        }
        wtw_joined_release(&joined);
    }
    check(copies > 500);
}

/* 600 unshared shingles leave a distance near 231; their floor is then near 260. */
Test(band_join, nearly_all_band_pairs_that_share_nothing_are_refused_by_their_sketches)
{
    struct random_input random = random_begin(107);
    size_t kept = 0;

    for (int round = 0; round < 400; round++) {
        struct wtw_joined joined;

        init_shelf(&shelf, 2, 1);
        sketch_two(&random, 0, 300, 300);
        joined = join_bands(&shelf);
        kept += joined.pairs.count;
        wtw_joined_release(&joined);
    }
    check(kept < 20);
}

/* Which bands were said to be done, from any thread. */
static _Atomic uint32_t done_bands[BANDS_MAX];

static void note_done(void *context, uint32_t band)
{
    check(context == &shelf);
    done_bands[band]++;
}

Test(band_join, each_band_is_told_of_once_when_it_is_done)
{
    struct random_input random = random_begin(120);

    for (uint32_t threads = 1; threads <= 4; threads++) {
        struct wtw_joined joined;

        memset(done_bands, 0, sizeof done_bands);
        init_shelf(&shelf, 300, 8);
        fill_bands(&shelf, &random, 100);
        shelf.join.thread_count = threads;
        shelf.join.band_is_done = note_done;
        shelf.join.context = &shelf;
        joined = join_bands(&shelf);
        for (uint32_t band = 0; band < 8; band++)
            check_number(done_bands[band], 1);
        wtw_joined_release(&joined);
    }
}

/* More articles than are joined at a time, each of its own keys but for the first thousand:
 * the second half of them has the keys of the first. Only paired articles' sketches are
 * read. */
enum { MANY = 2200000, PAIRED = 500 };

static uint32_t many_keys[2][MANY];
static uint32_t many_counts[MANY];
static uint32_t many_numbers[MANY];

Test(band_join, more_keys_than_are_joined_at_a_time_give_the_same_pairs)
{
    const uint32_t *columns[] = {many_keys[0], many_keys[1]};

    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t as = i >= PAIRED && i < 2 * PAIRED ? i - PAIRED : i;

        many_keys[0][i] = as * 0x9e3779b1u;
        many_keys[1][i] = (as + 7) * 0x85ebca6bu;
        many_counts[i] = 100;
        many_numbers[i] = i;
    }
    for (uint32_t threads = 1; threads <= 2; threads++) {
        struct wtw_joined joined;

        memset(done_bands, 0, sizeof done_bands);
        init_shelf(&shelf, 2 * PAIRED, 2);
        shelf.digests.article_count = MANY;
        shelf.digests.band_keys = columns;
        shelf.digests.shingle_counts = many_counts;
        shelf.join.articles = many_numbers;
        shelf.join.article_count = MANY;
        shelf.join.thread_count = threads;
        shelf.join.band_is_done = note_done;
        shelf.join.context = &shelf;
        joined = join_bands(&shelf);
        check_number(joined.pairs.count, PAIRED);
        for (uint32_t i = 0; i < PAIRED; i++)
            check(joined.pairs.items[i] == wtw_pair_of(i, i + PAIRED));
        check(done_bands[0] == 1 && done_bands[1] == 1);
        wtw_joined_release(&joined);
    }
}
