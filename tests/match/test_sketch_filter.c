/*
 * test_sketch_filter.c - pairs refused by sketches in files are those refused in memory
 */
#include "match/copy_bound.h"
#include "match/sketch_filter.h"
#include "match/staged_shelf.h"

TestSuite(sketch_filter, .init = make_test_folder, .fini = remove_test_folder);

static struct shelf shelf;
static struct wtw_staged_digests staged;

static const uint64_t *sketch_of(uint32_t article)
{
    return shelf.odd_sketches + (size_t)article * WTW_ODD_SKETCH_WORDS;
}

Test(sketch_filter, keeps_the_pairs_that_can_be_copies_whatever_the_window)
{
    static const uint32_t windows[] = {1, 7, 300, 1024, 3000, 100000};
    struct random_input random = random_begin(330);
    struct wtw_joiner joiner = {.join = &shelf.join};
    size_t kept = 0;

    init_shelf(&shelf, ARTICLES_MAX, 1);
    random_fill(&random, shelf.odd_sketches, ARTICLES_MAX * WTW_ODD_SKETCH_WORDS);
    for (uint32_t i = 0; i < ARTICLES_MAX; i += 2)
        memset(shelf.odd_sketches + (size_t)i * WTW_ODD_SKETCH_WORDS, 0, 64);
    stage_shelf(&shelf, &staged, 4, 0);
    wtw_odd_sketch_floors_make(joiner.floors);
    for (size_t w = 0; w < sizeof windows / sizeof windows[0]; w++) {
        struct wtw_pairs pairs = {0};
        struct wtw_pairs wanted = {0};
        struct wtw_error error = {0};

        for (int i = 0; i < 400; i++) {
            uint32_t x = random_below(&random, ARTICLES_MAX);
            uint32_t y = (x + 1 + random_below(&random, ARTICLES_MAX - 1)) % ARTICLES_MAX;
            uint64_t pair = wtw_pair_of(x, y);

            check_ok(wtw_pairs_add(&pairs, pair, &error), &error);
            if (wtw_can_be_copies(&joiner, pair, sketch_of(wtw_pair_a(pair)),
                                  sketch_of(wtw_pair_b(pair))))
                check_ok(wtw_pairs_add(&wanted, pair, &error), &error);
        }
        check_ok(wtw_sketch_filter(&joiner, &pairs, windows[w], &error), &error);
        wtw_pairs_settle(&wanted);
        check(same_pairs(&pairs, &wanted));
        kept += pairs.count;
        wtw_pairs_release(&pairs);
        wtw_pairs_release(&wanted);
    }
    /* One pair in four has no bit set on either side. */
    check(kept > 6 * 60 && kept < 6 * 200);
    unstage(&shelf);
}

Test(sketch_filter, of_no_pairs_reads_nothing)
{
    struct wtw_joiner joiner = {.join = &shelf.join};
    struct wtw_pairs pairs = {0};
    struct wtw_error error = {0};

    init_shelf(&shelf, 3, 1);
    check_ok(wtw_sketch_filter(&joiner, &pairs, 10, &error), &error);
    check_number(pairs.count, 0);
}
