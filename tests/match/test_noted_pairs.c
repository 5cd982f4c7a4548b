/*
 * test_noted_pairs.c - pairs noted twice, among more than memory holds
 */
#include "base/faults.h"
#include "match/noted_pairs.h"
#include "random_input.h"
#include "stage/stage_scene.h"

TestSuite(noted_pairs, .init = make_test_folder, .fini = remove_test_folder);

static struct wtw_stage_folder folder;

enum { ARTICLES = 60, NOTES = 3000 };

/* Notes random pairs and counts them by hand in 'counts'. */
static enum wtw_status note(struct wtw_noted_pairs *noted, uint8_t (*counts)[ARTICLES],
                            uint64_t seed, struct wtw_error *error)
{
    struct random_input random = random_begin(seed);
    enum wtw_status status = WTW_OK;

    for (int i = 0; status == WTW_OK && i < NOTES; i++) {
        uint32_t a = random_below(&random, ARTICLES - 1);
        uint32_t b = random_between(&random, a + 1, ARTICLES - 1);
        uint64_t pair = wtw_pair_of(a, b);
        struct wtw_pairs one = {.items = &pair, .count = 1};

        status = wtw_noted_pairs_add(noted, &one, error);
        counts[a][b] += counts[a][b] < 9;
    }
    return status;
}

Test(noted_pairs, are_given_back_when_they_were_noted_twice)
{
    static const uint64_t sizes[] = {1000, 16 * NOTES, 1 << 20};

    snprintf(folder.path, sizeof folder.path, "%s", test_folder);
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        static uint8_t counts[ARTICLES][ARTICLES];
        struct wtw_noted_pairs noted;
        struct wtw_pairs repeated = {0};
        struct wtw_error error = {0};
        size_t wanted = 0;
        size_t next = 0;

        memset(counts, 0, sizeof counts);
        wtw_noted_pairs_init(&noted, &folder, 0, ARTICLES, sizes[s]);
        check_ok(note(&noted, counts, 340 + s, &error), &error);
        check_number(noted.runs.count > 0, sizes[s] == 1000);
        check_ok(wtw_noted_pairs_repeated(&noted, &repeated, &error), &error);
        wtw_pairs_keep_repeated(&repeated);
        for (uint32_t a = 0; a < ARTICLES; a++)
            for (uint32_t b = a + 1; b < ARTICLES; b++)
                if (counts[a][b] > 1) {
                    wanted++;
                    check(next < repeated.count);
                    check(repeated.items[next++] == wtw_pair_of(a, b));
                }
        check_number(repeated.count, wanted);
        check(wanted > 100);
        wtw_pairs_release(&repeated);
        wtw_noted_pairs_release(&noted);
    }
    check_number(count_names(test_folder), 0);
}

Test(noted_pairs, of_articles_with_the_highest_numbers_have_a_part)
{
    struct wtw_noted_pairs noted;
    struct wtw_pairs repeated = {0};
    struct wtw_error error = {0};
    uint64_t pair = wtw_pair_of(UINT32_MAX - 2, UINT32_MAX - 1);
    struct wtw_pairs one = {.items = &pair, .count = 1};

    snprintf(folder.path, sizeof folder.path, "%s", test_folder);
    wtw_noted_pairs_init(&noted, &folder, 0, UINT32_MAX - 1, 1);
    for (int i = 0; i < 3; i++)
        check_ok(wtw_noted_pairs_add(&noted, &one, &error), &error);
    check_number(noted.runs.count, 2);
    check_ok(wtw_noted_pairs_repeated(&noted, &repeated, &error), &error);
    wtw_pairs_keep_repeated(&repeated);
    check_number(repeated.count, 1);
    check(repeated.items[0] == pair);
    wtw_pairs_release(&repeated);
    wtw_noted_pairs_release(&noted);
}

#ifdef WTW_FAULTS
Test(noted_pairs, fail_with_words_whatever_fails)
{
    static const enum wtw_fault_kind kinds[] = {WTW_FAULT_READ, WTW_FAULT_WRITE,
                                                WTW_FAULT_ALLOCATION};
    static uint8_t counts[ARTICLES][ARTICLES];

    snprintf(folder.path, sizeof folder.path, "%s", test_folder);
    for (int i = 0; i < 3; i++)
        for (uint64_t nth = 1;; nth = nth * 5 / 4 + 1) {
            struct wtw_noted_pairs noted;
            struct wtw_pairs repeated = {0};
            struct wtw_error error = {0};
            enum wtw_status status;

            wtw_noted_pairs_init(&noted, &folder, 0, ARTICLES, 8000);
            wtw_fault_plan(kinds[i], nth);
            status = note(&noted, counts, 345, &error);
            if (status == WTW_OK)
                status = wtw_noted_pairs_repeated(&noted, &repeated, &error);
            wtw_fault_plan(kinds[i], 0);
            wtw_pairs_release(&repeated);
            wtw_noted_pairs_release(&noted);
            check_number(count_names(test_folder), 0);
            if (status == WTW_OK)
                break;
            check(error.words[0] != '\0');
        }
}
#endif
