/*
 * test_tellings.c - cosines against floating point, and what time takes from them
 */
#include "match/made_tellings.h"

#include "base/faults.h"

#include <math.h>

static struct made_tellings made;
static struct made_tellings other;

static void forget(struct made_tellings *which)
{
    wtw_tellings_release(&which->tellings);
    memset(which, 0, sizeof *which);
}

static double naive_cosine(const struct wtw_telling *x, const struct wtw_telling *y)
{
    double product = 0;
    double x_squares = 0;
    double y_squares = 0;

    for (uint32_t i = 0; i < x->count; i++)
        x_squares += (double)x->vector[i] * x->vector[i];
    for (uint32_t j = 0; j < y->count; j++)
        y_squares += (double)y->vector[j] * y->vector[j];
    for (uint32_t i = 0; i < x->count; i++)
        for (uint32_t j = 0; j < y->count; j++)
            if (x->terms[i] == y->terms[j])
                product += (double)x->vector[i] * y->vector[j];
    return x_squares > 0 && y_squares > 0 ? product / sqrt(x_squares * y_squares) : 0;
}

Test(tellings, likeness_is_the_cosine_of_the_weights)
{
    struct random_input random = random_begin(3);

    made_add_events(&made, &random, 10, 4, 50);
    made_add(&made, NULL, 0, WTW_DATE_UNKNOWN);
    made_weigh(&made, 1);
    for (uint32_t x = 0; x < made.tellings.count; x++)
        for (uint32_t y = 0; y < made.tellings.count; y++) {
            struct wtw_telling x_telling = wtw_telling_of(&made.tellings, x);
            struct wtw_telling y_telling = wtw_telling_of(&made.tellings, y);

            check_real((double)wtw_telling_likeness(&made.tellings, x, y) /
                           WTW_LIKENESS_ONE,
                       naive_cosine(&x_telling, &y_telling), .002);
        }
    forget(&made);
}

/* Numbered terms fill the low bits of hashes unevenly, so that slots are shared, up to the
 * last of the table. */
Test(tellings, one_in_a_table_compares_as_two_lists_do)
{
    struct random_input random = random_begin(5);
    struct wtw_telling_index index;
    uint32_t in_last_slots[] = {0, 510, 511, 512, 1023, 1535, 2047};

    made_add_events(&made, &random, 20, 4, 50);
    for (uint32_t i = 0; i < 7; i++)
        made.items[made.starts[made.tellings.count] + i] = in_last_slots[i]
                                                           << WTW_TERM_HASH_SHIFT;
    made_add(&made, NULL, 0, WTW_DATE_UNKNOWN);
    made.starts[made.tellings.count] += 7;
    made_add(&made, NULL, 0, 0);
    made_weigh(&made, 1);
    for (uint32_t x = 0; x < made.tellings.count; x++) {
        wtw_telling_index_make(&index, &made.tellings, x);
        for (uint32_t y = 0; y < made.tellings.count; y++)
            check_number(wtw_telling_index_likeness(&index, &made.tellings, y),
                         wtw_telling_likeness(&made.tellings, x, y));
    }
    forget(&made);
}

Test(tellings, are_weighed_alike_by_any_number_of_threads)
{
    struct random_input random = random_begin(4);

    made_add_events(&made, &random, 200, 3, 100);
    other = made;
    made_weigh(&made, 1);
    made_weigh(&other, 5);
    check(memcmp(made.tellings.vectors, other.tellings.vectors,
                 made.tellings.starts[600] * sizeof made.tellings.vectors[0]) == 0);
    forget(&made);
    forget(&other);
}

static double faded(int64_t days)
{
    made.dates[1] = made.dates[0] + days * 86400;
    return (double)wtw_telling_likeness(&made.tellings, 0, 1) / WTW_LIKENESS_ONE;
}

/* Words are below 100. Of the words of either the other has two thirds, five of six and
 * not four, and of two facts none. */
Test(tellings, are_one_form_where_words_are_shared_and_facts_are_not)
{
    static const struct {
        uint32_t a[10], b[10]; /* 0 ends them */
        bool wanted;
    } rows[] = {
        {{1, 2, 3, 4, 5, 6, 100, 101}, {1, 2, 3, 4, 5, 7, 102, 103}, true},
        {{1, 2, 3, 4, 5, 6, 100, 101}, {1, 2, 3, 4, 7, 8, 102, 103}, false},
        {{1, 2, 3, 4, 5, 6, 100, 101}, {1, 2, 3, 4, 5, 6, 100, 103}, false},
        {{1, 2, 3, 4, 5, 6, 100, 101}, {1, 2, 3, 4, 5, 6, 102}, true},
        {{1, 2, 3, 4, 5, 6, 100, 101, 104}, {1, 2, 3, 4, 5, 6, 100, 105, 106}, true},
        {{1, 2, 3, 4, 5, 6, 100, 101}, {1, 2, 3, 4, 5, 6}, false}, /* no facts */
        {{1, 2, 3, 100, 101}, {1, 2, 3, 4, 5, 102, 103}, false},   /* a part of it */
        {{100, 101}, {102, 103}, false},                           /* no words */
        {{0}, {0}, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t a_count = 0;
        uint32_t b_count = 0;

        while (rows[i].a[a_count])
            a_count++;
        while (rows[i].b[b_count])
            b_count++;
        made.facts_from = 100;
        made_add(&made, rows[i].a, a_count, 0);
        made_add(&made, rows[i].b, b_count, 0);
        made_weigh(&made, 1);
        check(wtw_tellings_are_one_form(&made.tellings, 0, 1) == rows[i].wanted);
        check(wtw_tellings_are_one_form(&made.tellings, 1, 0) == rows[i].wanted);
        forget(&made);
    }
}

/* A name is a word to the one that begins a sentence with it. */
Test(tellings, share_a_fact_that_is_a_word_to_one_of_them)
{
    made.facts_from = 100;
    made_add(&made, (const uint32_t[]){1, 2, 3, 4, 5, 6, 100, 101}, 8, 0);
    made.facts_from = 101;
    made_add(&made, (const uint32_t[]){1, 2, 3, 4, 5, 6, 100, 102, 103}, 9, 0);
    made_weigh(&made, 1);
    check(!wtw_tellings_are_one_form(&made.tellings, 0, 1));
    forget(&made);
}

/* Equal terms: a cosine of 1, divided by 1 + n / 10 at 4 days times 2^n. */
Test(tellings, fade_by_a_tenth_for_each_doubling_of_the_days_between)
{
    made_add(&made, (const uint32_t[]){1, 2, 3}, 3, 1000000);
    made_add(&made, (const uint32_t[]){1, 2, 3}, 3, 1000000);
    made_weigh(&made, 1);
    check_real(faded(0), 1, .002);
    check_real(faded(4), 1, .002);
    check_real(faded(-4), 1, .002);
    check_real(faded(8), 1 / 1.1, .002);
    check_real(faded(-16), 1 / 1.2, .002);
    check_real(faded(4096), 1 / 2.0, .002);
    made.dates[1] = WTW_DATE_UNKNOWN;
    check_real((double)wtw_telling_likeness(&made.tellings, 0, 1) / WTW_LIKENESS_ONE, 1,
               .002);
    forget(&made);
}

Test(tellings, dates_may_be_as_far_apart_as_numbers_go)
{
    check(wtw_dates_apart(INT64_MAX, INT64_MIN + 1) == UINT64_MAX - 1);
    check(wtw_dates_apart(3, 10) == 7 && wtw_dates_apart(10, 3) == 7);
    check(wtw_dates_apart(WTW_DATE_UNKNOWN, 3) == 0);
}

#ifdef WTW_FAULTS

Test(tellings, say_so_when_memory_runs_out)
{
    bool failed = true;

    made_add(&made, (const uint32_t[]){1, 2, 3}, 3, 1000000);
    made_weigh(&made, 1);
    for (uint64_t nth = 1; failed; nth++) {
        struct wtw_tellings tellings = {.lists = made.tellings.lists,
                                        .articles = made.articles,
                                        .dates = made.dates,
                                        .count = 1,
                                        .story_days = 4,
                                        .thread_count = 1};
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_tellings_weigh(&tellings, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        check(failed || nth > 3);
        wtw_tellings_release(&tellings);
    }
    forget(&made);
}

#endif
