/*
 * test_threshold_sweep.c - the threshold that tells pairs apart best, worked out by hand
 */
#include "check.h"
#include "cli/threshold_sweep.h"
#include "random_input.h"

#include "base/faults.h"

enum { PAIRS_MOST = 300 };

static struct wtw_sweep_pair pairs[PAIRS_MOST];

/* Pairs from a text: a score in tenths and + or - for each, as in "9+ 8+ 7-". */
static struct wtw_sweep sweep_of(const char *text)
{
    struct wtw_sweep sweep = {.pairs = pairs, .positive_weight = 1, .negative_weight = 1};

    for (; text[0] && text[1]; text += text[2] ? 3 : 2) {
        pairs[sweep.count] = (struct wtw_sweep_pair){(text[0] - '0') / 10.,
                                                     sweep.unit_count++, text[1] == '+'};
        sweep.count++;
    }
    wtw_sweep_sort(&sweep);
    return sweep;
}

static void check_best(const struct wtw_sweep *sweep, double above, double upto,
                       double threshold, double f1)
{
    struct wtw_best_threshold best = wtw_sweep_best(sweep);

    check_real(best.above, above, 1e-9);
    check_real(best.upto, upto, 1e-9);
    check_real(best.threshold, threshold, 1e-9);
    check_real(best.rates.f1, f1, 1e-9);
    check_real(wtw_sweep_rates(sweep, best.threshold).f1, f1, 1e-9);
}

/* Claiming .9 and .8: 2 of 2 right, 2 of 3 found, F1 4/5. Down to .6: 3 of 4 right, 3 of
 * 3 found, F1 6/7. */
Test(threshold_sweep, finds_the_best_cut)
{
    struct wtw_sweep sweep = sweep_of("4- 9+ 6+ 7- 8+ 5-");

    check_best(&sweep, .5, .6, .6, 6. / 7);
    check_real(wtw_sweep_rates(&sweep, .75).precision, 1, 1e-9);
    check_real(wtw_sweep_rates(&sweep, .75).recall, 2. / 3, 1e-9);
    check_real(wtw_sweep_rates(&sweep, .6).precision, 3. / 4, 1e-9);
    check_real(wtw_sweep_rates(&sweep, .6).recall, 1, 1e-9);
}

/* Were each negative ten pairs, .6 would claim 3 right of 13: F1 6/16; so .8 is best. */
Test(threshold_sweep, weighs_what_was_sampled)
{
    struct wtw_sweep sweep = sweep_of("9+ 8+ 7- 6+ 5-");

    sweep.negative_weight = 10;
    check_best(&sweep, .7, .8, .8, 4. / 5);
    check_real(wtw_sweep_rates(&sweep, .6).precision, 3. / 13, 1e-9);
}

/* From .65 on only 9 and 8 of the three copies can be found: F1 4/5, from .7 or .65 on. */
Test(threshold_sweep, tries_no_threshold_below_the_least)
{
    struct wtw_sweep sweep = sweep_of("9+ 8+ 6+ 5-");

    check_best(&sweep, .5, .6, .6, 1);
    sweep.least = .65;
    check_best(&sweep, .65, .8, .7, 4. / 5);
    sweep.least = .95;
    check_real(wtw_sweep_best(&sweep).rates.f1, 0, 1e-9);
}

/* No threshold comes between equals: of 8+ 8- both or none. */
Test(threshold_sweep, does_not_cut_between_equal_scores)
{
    struct wtw_sweep sweep = sweep_of("8- 8+ 3-");

    check_best(&sweep, .3, .8, .6, 2. / 3);
}

Test(threshold_sweep, separates_what_is_separate_by_a_round_number)
{
    struct wtw_sweep sweep = sweep_of("9+ 7+ 2- 0-");

    check_best(&sweep, .2, .7, .5, 1);
    sweep = sweep_of("9+");
    check_best(&sweep, 0, .9, .5, 1);
    pairs[0] = (struct wtw_sweep_pair){.1234, 0, true};
    pairs[1] = (struct wtw_sweep_pair){.1229, 1, false};
    sweep = (struct wtw_sweep){pairs, 2, 2, 1, 1, 0};
    check_best(&sweep, .1229, .1234, .123, 1);
}

Test(threshold_sweep, has_intervals_that_are_points_where_chance_has_no_say)
{
    struct wtw_sweep sweep = sweep_of("9+ 7+ 2- 0-");
    struct wtw_interval threshold;
    struct wtw_interval f1;
    struct wtw_error error = {0};

    for (size_t i = 0; i < sweep.count; i++)
        pairs[i].unit = 0;
    sweep.unit_count = 1;
    check_ok(wtw_sweep_bootstrap(&sweep, 50, 1, &threshold, &f1, &error), &error);
    check_real(threshold.low, .45, 1e-9);
    check_real(threshold.high, .45, 1e-9);
    check_real(f1.low, 1, 1e-9);
    check_real(f1.high, 1, 1e-9);
}

/* Positives around .7, negatives around .4, 150 each: the best cut lies between, and its
 * interval holds it and is not wide. */
Test(threshold_sweep, has_equal_intervals_for_equal_seeds_around_the_best)
{
    struct random_input random = random_begin(3);
    struct wtw_sweep sweep = {pairs, PAIRS_MOST, PAIRS_MOST, 1, 1, 0};
    struct wtw_interval threshold[3];
    struct wtw_interval f1[3];
    struct wtw_error error = {0};
    struct wtw_best_threshold best;

    for (uint32_t i = 0; i < PAIRS_MOST; i++) {
        double spread = (random_real(&random) + random_real(&random) - 1) * .3;

        pairs[i] = (struct wtw_sweep_pair){(i % 2 ? .7 : .4) + spread, i, i % 2};
    }
    wtw_sweep_sort(&sweep);
    best = wtw_sweep_best(&sweep);
    for (size_t i = 0; i < 3; i++)
        check_ok(wtw_sweep_bootstrap(&sweep, 400, i == 2 ? 8 : 7, &threshold[i], &f1[i],
                                     &error),
                 &error);
    check_real(threshold[0].low, threshold[1].low, 0);
    check_real(f1[0].high, f1[1].high, 0);
    check(f1[0].low != f1[2].low || threshold[0].low != threshold[2].low);
    check(threshold[0].low <= best.upto && best.above <= threshold[0].high);
    check(threshold[0].high - threshold[0].low < .2);
    check(f1[0].low < best.rates.f1 && f1[0].high > f1[0].low && f1[0].high <= 1);
}

/* Against trying every score as a threshold. */
Test(threshold_sweep, finds_what_trying_all_would_find)
{
    struct random_input random = random_begin(11);

    for (int round = 0; round < 100; round++) {
        struct wtw_sweep sweep = {pairs, 1 + random_below(&random, 40), 1, 2, 3, 0};
        double most = 0;

        for (size_t i = 0; i < sweep.count; i++)
            pairs[i] = (struct wtw_sweep_pair){random_below(&random, 20) / 20. + .01, 0,
                                               i == 0 || random_chance(&random, .5)};
        wtw_sweep_sort(&sweep);
        for (size_t i = 0; i < sweep.count; i++) {
            double f1 = wtw_sweep_rates(&sweep, pairs[i].score).f1;

            most = f1 > most ? f1 : most;
        }
        check_real(wtw_sweep_best(&sweep).rates.f1, most, 1e-9);
        check_real(wtw_sweep_rates(&sweep, wtw_sweep_best(&sweep).threshold).f1, most,
                   1e-9);
    }
}

Test(threshold_sweep, draws_numbers_below_a_limit_evenly)
{
    uint64_t state = 5;
    int counts[10] = {0};

    for (int i = 0; i < 10000; i++) {
        uint64_t number = wtw_random_below(&state, 10);

        check(number < 10);
        counts[number]++;
        check(wtw_random_below(&state, UINT64_C(1) << 40) < UINT64_C(1) << 40);
    }
    for (int i = 0; i < 10; i++)
        check(counts[i] > 850 && counts[i] < 1150);
    check_number(wtw_random_below(&state, 1), 0);
}

#ifdef WTW_FAULTS

Test(threshold_sweep, fails_in_order_when_memory_does)
{
    struct wtw_sweep sweep = sweep_of("9+ 2-");
    struct wtw_interval threshold;
    struct wtw_interval f1;

    for (uint64_t nth = 1; nth <= 3; nth++) {
        struct wtw_error error = {0};

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_sweep_bootstrap(&sweep, 5, 1, &threshold, &f1, &error),
                     WTW_NO_MEMORY);
    }
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
}

#endif
