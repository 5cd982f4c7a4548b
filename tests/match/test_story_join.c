/*
 * test_story_join.c - pairs by keys against all pairs, on events that are known
 */
#include "match/made_tellings.h"

#include "base/faults.h"
#include "match/story_join.h"

static struct made_tellings made;

#define LEAST (WTW_LIKENESS_ONE / 4)

static struct wtw_pairs join(uint32_t exhaustive_limit, uint64_t *compared)
{
    const struct wtw_story_join join = {
        .tellings = &made.tellings, .least = LEAST, .exhaustive_limit = exhaustive_limit};
    struct wtw_pairs pairs = {0};
    struct wtw_pairs forms = {0};
    struct wtw_error error = {0};

    check_ok(wtw_story_join_make(&join, &pairs, &forms, compared, &error), &error);
    check_number(forms.count, 0);
    wtw_pairs_release(&forms);
    return pairs;
}

static void forget(void)
{
    wtw_tellings_release(&made.tellings);
    memset(&made, 0, sizeof made);
}

Test(story_join, of_few_compares_all_pairs)
{
    struct random_input random = random_begin(1);
    struct wtw_pairs pairs = {0};
    uint64_t compared = 0;
    size_t at = 0;

    made_add_events(&made, &random, 10, 4, 40);
    made_weigh(&made, 2);
    pairs = join(40, &compared);
    check_number(compared, 40 * 39 / 2);
    for (uint32_t x = 0; x < 40; x++)
        for (uint32_t y = x + 1; y < 40; y++)
            if (wtw_telling_likeness(&made.tellings, x, y) >= LEAST)
                check(pairs.items[at++] == wtw_pair_of(x, y));
    check_number(at, pairs.count);
    wtw_pairs_release(&pairs);
    forget();
}

/* Tellings of one event share 9 to 12 of 20 terms. */
Test(story_join, finds_tellings_of_one_event_among_thousands_without_comparing_all)
{
    struct random_input random = random_begin(2);
    struct wtw_pairs all = {0};
    struct wtw_pairs pairs = {0};
    uint64_t compared = 0;

    made_add_events(&made, &random, 750, 4, 2000);
    made_weigh(&made, 2);
    all = join(UINT32_MAX, &compared);
    check_number(all.count, 750 * 6);
    pairs = join(0, &compared);
    check(compared < 100000);
    check_number(pairs.count, all.count);
    check(memcmp(pairs.items, all.items, all.count * sizeof all.items[0]) == 0);
    wtw_pairs_release(&all);
    wtw_pairs_release(&pairs);
    forget();
}

Test(story_join, finds_the_same_by_any_number_of_threads)
{
    struct random_input random = random_begin(3);
    struct wtw_pairs pairs = {0};
    uint64_t one_compared = 0;
    uint64_t compared = 0;
    struct wtw_pairs one = {0};

    made_add_events(&made, &random, 300, 4, 200);
    made_weigh(&made, 1);
    one = join(0, &one_compared);
    made.tellings.thread_count = 7;
    pairs = join(0, &compared);
    check_number(compared, one_compared);
    check_number(pairs.count, one.count);
    check(memcmp(pairs.items, one.items, one.count * sizeof one.items[0]) == 0);
    wtw_pairs_release(&one);
    wtw_pairs_release(&pairs);
    forget();
}

/* All have the same terms; each looks at a bounded number of others, near in time. */
Test(story_join, a_crowd_costs_each_telling_a_bounded_number_of_comparisons)
{
    struct wtw_pairs pairs = {0};
    uint64_t compared = 0;

    for (uint32_t i = 0; i < 1000; i++)
        made_add(&made, (const uint32_t[]){1, 2, 3, 4, 5}, 5, i);
    made_weigh(&made, 1);
    made_weigh_among(&made, 100000); /* among their like alone they tell nothing */
    pairs = join(0, &compared);
    check(compared <= 1000 * 12);
    check(pairs.count >= 1000 * 12 / 2);
    wtw_pairs_release(&pairs);
    forget();
}

Test(story_join, of_nothing_is_nothing)
{
    struct wtw_pairs pairs = {0};
    uint64_t compared = 7;

    made_weigh(&made, 2);
    pairs = join(0, &compared);
    check_number(compared, 0);
    check_number(pairs.count, 0);
    wtw_pairs_release(&pairs);
    forget();
}

/* Ten reports of eight words and a name each, and ten tellings of one event, of as many of
 * their own: by all pairs, and by keys. */
Test(story_join, tells_forms_from_pairs)
{
    for (uint32_t exhaustive_limit = 0; exhaustive_limit <= 20; exhaustive_limit += 20) {
        const struct wtw_story_join join = {.tellings = &made.tellings,
                                            .least = LEAST,
                                            .exhaustive_limit = exhaustive_limit};
        struct wtw_pairs pairs = {0};
        struct wtw_pairs forms = {0};
        struct wtw_error error = {0};
        uint64_t compared = 0;

        made.facts_from = 1000;
        for (uint32_t i = 0; i < 10; i++) {
            const uint32_t report[] = {1, 2, 3, 4, 5, 6, 7, 8, 1000 + i};
            const uint32_t telling[] = {2000, 2001, 2002, 2003, 100 + i, 200 + i};

            made_add(&made, report, 9, 0);
            made_add(&made, telling, 6, 0);
        }
        made_weigh(&made, 1);
        made_weigh_among(&made, 1000);
        check_ok(wtw_story_join_make(&join, &pairs, &forms, &compared, &error), &error);
        wtw_pairs_settle(&forms);
        check_number(forms.count, 45);
        check_number(pairs.count, 45);
        for (size_t i = 0; i < 45; i++) {
            check_number(wtw_pair_a(forms.items[i]) % 2, 0);
            check_number(wtw_pair_a(pairs.items[i]) % 2, 1);
        }
        wtw_pairs_release(&pairs);
        wtw_pairs_release(&forms);
        forget();
    }
}

#ifdef WTW_FAULTS

Test(story_join, says_so_when_memory_runs_out)
{
    struct random_input random = random_begin(4);
    bool failed = true;

    made_add_events(&made, &random, 50, 4, 100);
    made.facts_from = 5000000;
    for (uint32_t i = 0; i < 10; i++)
        made_add(&made,
                 (const uint32_t[]){201, 202, 203, 204, 205, 206, 207, 5000000 + i}, 8,
                 WTW_DATE_UNKNOWN);
    made_weigh(&made, 1);
    for (uint64_t nth = 1; failed; nth++) {
        const struct wtw_story_join join = {.tellings = &made.tellings, .least = LEAST};
        struct wtw_pairs pairs = {0};
        struct wtw_pairs forms = {0};
        struct wtw_error error = {0};
        uint64_t compared = 0;
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_story_join_make(&join, &pairs, &forms, &compared, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        check(failed || nth > 5);
        check(failed || forms.count);
        wtw_pairs_release(&pairs);
        wtw_pairs_release(&forms);
    }
    forget();
}

#endif
