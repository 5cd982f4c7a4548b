/*
 * test_join.c - joins on all threads, of articles in any order, with memory that fails
 */
#include "check.h"
#include "match/join_oracle.h"
#include "random_input.h"

#include "base/faults.h"

static struct shelf shelf;

Test(join, any_thread_count_gives_the_same_pairs_and_counts)
{
    static const uint32_t threads[] = {2, 5, 16};
    struct random_input random = random_begin(103);

    for (int round = 0; round < 10; round++) {
        struct wtw_joined bands;
        struct wtw_joined by_keys;

        init_shelf(&shelf, 1000, 8);
        fill_bands(&shelf, &random, random_between(&random, 20, 400));
        fill_winnowed(&shelf, &random, 10, random_between(&random, 20, 3000));
        sample_half(&shelf, &random);
        bands = join_bands(&shelf);
        by_keys = join_keys(&shelf);
        for (size_t t = 0; t < sizeof threads / sizeof threads[0]; t++) {
            struct wtw_joined joined;

            shelf.join.thread_count = threads[t];
            joined = join_bands(&shelf);
            check_equal_joins(&joined, &bands);
            wtw_joined_release(&joined);
            joined = join_keys(&shelf);
            check_equal_joins(&joined, &by_keys);
            wtw_joined_release(&joined);
        }
        wtw_joined_release(&bands);
        wtw_joined_release(&by_keys);
    }
}

/* Moves article i of 'from' to place renumbered[i] of 'to'. */
static void renumber(const struct shelf *from, const uint32_t *renumbered,
                     struct shelf *to)
{
    uint32_t count = from->digests.article_count;
    uint32_t original[ARTICLES_MAX];
    uint64_t next = 0;

    init_shelf(to, count, from->digests.bands);
    for (uint32_t i = 0; i < count; i++) {
        original[renumbered[i]] = i;
        to->content_hashes[renumbered[i]] = from->content_hashes[i];
        for (uint32_t band = 0; band < from->digests.bands; band++)
            to->band_keys[band][renumbered[i]] = from->band_keys[band][i];
    }
    for (uint32_t i = 0; i < count; i++) {
        to->winnow_starts[i] = next;
        for (uint64_t k = from->winnow_starts[original[i]];
             k < from->winnow_starts[original[i] + 1]; k++)
            to->winnow_keys[next++] = from->winnow_keys[k];
    }
    to->winnow_starts[count] = next;
}

static void renumber_pairs(struct wtw_pairs *pairs, const uint32_t *renumbered)
{
    for (size_t p = 0; p < pairs->count; p++)
        pairs->items[p] = wtw_pair_of(renumbered[wtw_pair_a(pairs->items[p])],
                                      renumbered[wtw_pair_b(pairs->items[p])]);
    wtw_pairs_settle(pairs);
}

Test(join, renumbering_the_articles_renumbers_the_pairs_also_in_crowded_buckets)
{
    static struct shelf other;
    struct random_input random = random_begin(104);
    size_t repeated = 0;

    for (int round = 0; round < 20; round++) {
        uint32_t renumbered[500];
        struct wtw_joined joined;
        struct wtw_joined other_joined;

        init_shelf(&shelf, 500, 4);
        fill_bands(&shelf, &random, random_between(&random, 3, 100));
        fill_winnowed(&shelf, &random, 8, random_between(&random, 100, 400));
        sample_half(&shelf, &random);
        random_permutation(&random, renumbered, 500);
        renumber(&shelf, renumbered, &other);

        joined = join_bands(&shelf);
        other_joined = join_bands(&other);
        renumber_pairs(&joined.pairs, renumbered);
        check_equal_joins(&joined, &other_joined);
        wtw_joined_release(&joined);
        wtw_joined_release(&other_joined);

        joined = join_keys(&shelf);
        other_joined = join_keys(&other);
        renumber_pairs(&joined.pairs, renumbered);
        renumber_pairs(&joined.noted, renumbered);
        repeated += joined.noted.count;
        check_equal_joins(&joined, &other_joined);
        wtw_joined_release(&joined);
        wtw_joined_release(&other_joined);
    }
    check(repeated > 100);
}

Test(join, articles_that_are_not_listed_are_passed_over)
{
    struct random_input random = random_begin(105);

    for (int round = 0; round < 20; round++) {
        struct wtw_joined joined;

        init_shelf(&shelf, 200, 3);
        fill_bands(&shelf, &random, 300);
        fill_winnowed(&shelf, &random, 5, 500);
        shelf.join.bucket_limit = 1000;
        shelf.join.key_ceiling = 6;
        shelf.join.article_count = 0;
        for (uint32_t i = 0; i < 200; i++)
            if (random_chance(&random, .5))
                shelf.numbers[shelf.join.article_count++] = i;
        joined = join_bands(&shelf);
        check_all_pairs(&shelf, &joined.pairs, share_a_band);
        wtw_joined_release(&joined);
        joined = join_keys(&shelf);
        check_all_pairs(&shelf, &joined.pairs, share_a_rare_key);
        wtw_joined_release(&joined);
    }
}

Test(join, no_articles_make_no_pairs)
{
    struct wtw_joined joined;

    init_shelf(&shelf, 0, 4);
    joined = join_bands(&shelf);
    check_number(joined.pairs.count, 0);
    wtw_joined_release(&joined);
    joined = join_keys(&shelf);
    check_number(joined.pairs.count, 0);
    wtw_joined_release(&joined);
}

#ifdef WTW_FAULTS

static enum wtw_status join_both(struct wtw_joined *by_bands, struct wtw_joined *by_keys)
{
    enum wtw_status status = wtw_join_bands(&shelf.join, by_bands, NULL);

    if (status == WTW_OK)
        status = wtw_join_keys(&shelf.join, by_keys, NULL);
    if (status == WTW_OK)
        wtw_pairs_keep_repeated(&by_keys->noted);
    return status;
}

Test(join, a_failed_allocation_is_told_and_the_next_join_is_whole)
{
    struct random_input random = random_begin(109);
    struct wtw_joined wanted_bands;
    struct wtw_joined wanted_keys;
    bool failed = true;
    uint64_t nth = 1;

    init_shelf(&shelf, 1000, 4);
    fill_bands(&shelf, &random, 50);
    fill_winnowed(&shelf, &random, 5, 800);
    sample_half(&shelf, &random);
    shelf.join.thread_count = 2;
    wanted_bands = join_bands(&shelf);
    wanted_keys = join_keys(&shelf);
    check(wanted_keys.pairs.count > 0 && wanted_keys.noted.count > 0);
    list_keys(&shelf);
    for (nth = 1; failed; nth++) {
        struct wtw_joined by_bands = {0};
        struct wtw_joined by_keys = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = join_both(&by_bands, &by_keys);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed) {
            check_number(status, WTW_NO_MEMORY);
        } else {
            check_equal_joins(&by_bands, &wanted_bands);
            check_equal_joins(&by_keys, &wanted_keys);
        }
        wtw_joined_release(&by_bands);
        wtw_joined_release(&by_keys);
    }
    check(nth > 10);
    wtw_key_lists_release(&shelf.keys);
    wtw_joined_release(&wanted_bands);
    wtw_joined_release(&wanted_keys);
}

Test(join, threads_that_cannot_start_change_no_result)
{
    struct random_input random = random_begin(110);
    struct wtw_joined wanted;

    init_shelf(&shelf, 1000, 8);
    fill_bands(&shelf, &random, 100);
    shelf.join.thread_count = 4;
    wanted = join_bands(&shelf);
    for (uint64_t nth = 1; nth <= 3; nth++) {
        struct wtw_joined joined;

        wtw_fault_plan(WTW_FAULT_THREAD, nth);
        joined = join_bands(&shelf);
        check(wtw_fault_count(WTW_FAULT_THREAD) == nth);
        check_equal_joins(&joined, &wanted);
        wtw_joined_release(&joined);
    }
    wtw_fault_plan(WTW_FAULT_THREAD, 0);
    wtw_joined_release(&wanted);
}

#endif
