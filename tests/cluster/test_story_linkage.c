/*
 * test_story_linkage.c - which tellings are one story, worked out by hand
 */
#include "match/made_tellings.h"

#include "base/faults.h"
#include "cluster/story_linkage.h"
#include "match/pairs.h"

static struct made_tellings made;
static uint64_t pairs[MADE_TELLINGS_MAX * 30];
static size_t pair_count;
static uint32_t roots[MADE_TELLINGS_MAX];

#define LEAST (WTW_LIKENESS_ONE / 4)

/* All pairs of 'reach' numbers or less apart that are alike enough. */
static void list_pairs(uint32_t reach)
{
    pair_count = 0;
    for (uint32_t x = 0; x < made.tellings.count; x++)
        for (uint32_t y = x + 1; y < made.tellings.count && y <= x + reach; y++)
            if (wtw_telling_likeness(&made.tellings, x, y) >= LEAST)
                pairs[pair_count++] = wtw_pair_of(x, y);
}

static void link_among(uint32_t reach, uint32_t text_count)
{
    struct wtw_story_linkage linkage = {
        .tellings = &made.tellings, .pairs = pairs, .least = LEAST};
    struct wtw_error error = {0};

    made_weigh(&made, 1);
    made_weigh_among(&made, text_count);
    list_pairs(reach);
    linkage.pair_count = pair_count;
    check_ok(wtw_story_linkage_make(&linkage, roots, &error), &error);
}

static void link_them(uint32_t reach)
{
    link_among(reach, made.tellings.count);
}

static void forget(void)
{
    wtw_tellings_release(&made.tellings);
    memset(&made, 0, sizeof made);
}

Test(story_linkage, tellings_that_share_half_are_one_story)
{
    made_add(&made, (const uint32_t[]){1, 2, 3, 4}, 4, 0);
    made_add(&made, (const uint32_t[]){1, 2, 5, 6}, 4, 0);
    made_add(&made, (const uint32_t[]){7, 8, 9, 10}, 4, 0);
    link_them(10);
    check_number(roots[0], 0);
    check_number(roots[1], 0);
    check_number(roots[2], 2);
    forget();
}

/*
 * Two events of three equal tellings, and a round-up of half of each: its cosine with
 * either is about .7, but that of the events, once it is with one of them, is
 * (3 * .7) / (4 * 3), about .18.
 */
Test(story_linkage, a_round_up_does_not_chain_two_events)
{
    for (int i = 0; i < 3; i++)
        made_add(&made, (const uint32_t[]){1, 2, 3, 4}, 4, 0);
    made_add(&made, (const uint32_t[]){1, 2, 3, 4, 5, 6, 7, 8}, 8, 0);
    for (int i = 0; i < 3; i++)
        made_add(&made, (const uint32_t[]){5, 6, 7, 8}, 4, 0);
    link_them(10);
    check_number(pair_count, 3 + 3 + 6);
    check(roots[0] == roots[1] && roots[1] == roots[2]);
    check(roots[4] == roots[5] && roots[5] == roots[6]);
    check(roots[0] != roots[4]);
    check(roots[3] == roots[0] || roots[3] == roots[4]);
    forget();
}

/* Each telling shares 3 of 6 terms with the one before; the first nothing with the last. */
Test(story_linkage, a_topic_that_moves_on_falls_into_stories)
{
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t k = 3 * i;

        made_add(&made, (const uint32_t[]){k, k + 1, k + 2, k + 3, k + 4, k + 5}, 6, 0);
    }
    link_them(20);
    check_number(pair_count, 11);
    check(roots[0] != roots[11]);
    for (uint32_t i = 0; i + 4 < 12; i++)
        check(roots[i] != roots[i + 4]);
    forget();
}

static bool is_among(const uint64_t *forms, size_t count, uint64_t pair)
{
    for (size_t i = 0; i < count; i++)
        if (forms[i] == pair)
            return true;
    return false;
}

/* Links three tellings that are alike; 'forms' are pairs of them. */
static void link_three(const uint64_t *forms, size_t form_count)
{
    struct wtw_story_linkage linkage = {.tellings = &made.tellings,
                                        .pairs = pairs,
                                        .forms = forms,
                                        .form_count = form_count,
                                        .least = LEAST};
    struct wtw_error error = {0};
    size_t kept = 0;

    wtw_tellings_release(&made.tellings);
    made.tellings.count = 3;
    made_weigh(&made, 1);
    made_weigh_among(&made, 3);
    list_pairs(3);
    for (size_t i = 0; i < pair_count; i++)
        if (!is_among(forms, form_count, pairs[i]))
            pairs[kept++] = pairs[i];
    pair_count = kept;
    linkage.pair_count = pair_count;
    check_ok(wtw_story_linkage_make(&linkage, roots, &error), &error);
}

/* Each has two terms of four that the others have too, so that cosines are a half. */
Test(story_linkage, forms_count_as_not_alike)
{
    const uint64_t forms[] = {wtw_pair_of(0, 1), wtw_pair_of(0, 2), wtw_pair_of(1, 2)};

    made_add(&made, (const uint32_t[]){1, 2, 3, 4}, 4, 0);
    made_add(&made, (const uint32_t[]){1, 2, 5, 6}, 4, 0);
    made_add(&made, (const uint32_t[]){1, 2, 7, 8}, 4, 0);
    link_three(forms, 3);
    for (uint32_t i = 0; i < 3; i++)
        check_number(roots[i], i);
    link_three(NULL, 0);
    for (uint32_t i = 0; i < 3; i++)
        check_number(roots[i], 0);
    forget();
}

/* The third has three terms of four with either of two forms, and in the mean, with none
 * for the form, three eighths; or two of four, and a quarter at best. */
Test(story_linkage, two_forms_are_of_one_story_only_if_it_is_about_both)
{
    const uint64_t form = wtw_pair_of(0, 1);

    made_add(&made, (const uint32_t[]){1, 2, 3, 4}, 4, 0);
    made_add(&made, (const uint32_t[]){1, 2, 3, 5}, 4, 0);
    made_add(&made, (const uint32_t[]){1, 2, 3, 6}, 4, 0);
    link_three(&form, 1);
    check_number(roots[0], 0);
    check_number(roots[1], 0);
    check_number(roots[2], 0);
    forget();
    made_add(&made, (const uint32_t[]){1, 2, 3, 4}, 4, 0);
    made_add(&made, (const uint32_t[]){1, 2, 3, 5}, 4, 0);
    made_add(&made, (const uint32_t[]){1, 3, 6, 7, 8}, 5, 0);
    link_three(&form, 1);
    check(roots[0] != roots[1]);
    forget();
}

/* A cosine of about .3 is enough on one day; after 64 days, which take a third, it is
 * not: and their mean date counts. */
Test(story_linkage, time_parts_what_is_just_alike)
{
    for (int later = 0; later < 2; later++) {
        int64_t date = later ? 64 * 86400 : 0;

        for (int i = 0; i < 2; i++)
            made_add(&made, (const uint32_t[]){1, 2, 3, 4, 5, 6}, 6, 0);
        for (int i = 0; i < 2; i++)
            made_add(&made, (const uint32_t[]){1, 2, 7, 8, 9, 10}, 6, date);
        link_them(10);
        check(roots[0] == roots[1] && roots[2] == roots[3]);
        check((roots[0] == roots[2]) == !later);
        forget();
    }
}

Test(story_linkage, keeps_planted_events_together_and_apart)
{
    struct random_input random = random_begin(5);

    made_add_events(&made, &random, 100, 5, 300);
    link_them(MADE_TELLINGS_MAX);
    for (uint32_t i = 0; i < 500; i++)
        check_number(roots[i], i / 5 * 5);
    forget();
}

/* Each is compared with 20 neighbours on either side only. */
Test(story_linkage, a_crowd_of_thousands_is_one_story_and_soon_done)
{
    struct random_input random = random_begin(6);

    made_add_events(&made, &random, 1, 2000, 30);
    link_among(20, 1000000);
    for (uint32_t i = 0; i < 2000; i++)
        check_number(roots[i], 0);
    forget();
}

Test(story_linkage, dates_at_the_ends_of_all_numbers_do_no_harm)
{
    made_add(&made, (const uint32_t[]){1, 2, 3}, 3, INT64_MAX);
    made_add(&made, (const uint32_t[]){1, 2, 3}, 3, INT64_MAX);
    made_add(&made, (const uint32_t[]){1, 2, 3}, 3, INT64_MIN + 1);
    link_them(10);
    check_number(roots[1], 0);
    forget();
}

Test(story_linkage, of_no_pairs_leaves_all_alone)
{
    made_add(&made, (const uint32_t[]){1}, 1, 0);
    made_add(&made, NULL, 0, 0);
    link_them(10);
    check(roots[0] == 0 && roots[1] == 1);
    forget();
}

#ifdef WTW_FAULTS

Test(story_linkage, says_so_when_memory_runs_out)
{
    struct random_input random = random_begin(7);
    struct wtw_story_linkage linkage = {
        .tellings = &made.tellings, .pairs = pairs, .least = LEAST};
    bool failed = true;

    made_add_events(&made, &random, 4, 4, 30);
    made_weigh(&made, 1);
    list_pairs(MADE_TELLINGS_MAX);
    linkage.pair_count = pair_count;
    for (uint64_t nth = 1; failed; nth++) {
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_story_linkage_make(&linkage, roots, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        check(failed || nth > 20);
    }
    forget();
}

#endif
