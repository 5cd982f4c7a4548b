/*
 * test_term_weights.c - weights against the definition in floating point
 */
#include "match/made_tellings.h"

#include "base/faults.h"

#include <math.h>

static struct made_tellings made;

static void forget(void)
{
    wtw_tellings_release(&made.tellings);
    memset(&made, 0, sizeof made);
}

/* What 'count' tellings of 'have' have in common, by the definition: ln(1 / share) - 1. */
static double rarity(double have, double count, double prior_share)
{
    double rarity = log((count + 2000) / (have + 2000 * prior_share)) - 1;

    return rarity > 0 ? rarity : 0;
}

/* No vector is shorter than one of 16 terms that nobody else has. */
static double length_of(double squares, double count)
{
    double shortest = 4 * rarity(1, count, 1 / 3000.);

    return sqrt(squares) > shortest ? sqrt(squares) : shortest;
}

Test(term_weights, logarithms_are_right_to_four_digits)
{
    static const uint64_t numbers[] = {1,    2,       3,         7,         255,
                                       1000, 1000003, 123456789, UINT64_MAX};

    made_add(&made, (const uint32_t[]){1}, 1, WTW_DATE_UNKNOWN);
    made_weigh(&made, 1);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        check_real(wtw_log2(&made.tellings.weights, numbers[i]) / 65536.0,
                   log2((double)numbers[i]), 1e-4);
    forget();
}

/* Term 1 is in all of the tellings, term 2 in 10 of them, the last in one. */
Test(term_weights, are_ln_of_the_smoothed_share_less_one)
{
    double wanted[3] = {rarity(100, 100, 1 / 3000.), rarity(10, 100, 1 / 3000.),
                        rarity(1, 100, 1 / 3000.)};
    double length = length_of(
        wanted[0] * wanted[0] + wanted[1] * wanted[1] + wanted[2] * wanted[2], 100);
    struct wtw_telling telling;

    made.is_plain = true;
    for (uint32_t i = 0; i < 100; i++)
        made_add(&made, (const uint32_t[]){1, i < 10 ? 2 : 1000 + i, 2000 + i}, 3,
                 WTW_DATE_UNKNOWN);
    made_weigh(&made, 1);
    telling = wtw_telling_of(&made.tellings, 0);
    for (uint32_t k = 0; k < 3; k++) {
        uint32_t number = telling.terms[k] == made_term(1)   ? 0
                          : telling.terms[k] == made_term(2) ? 1
                                                             : 2;

        check_real(telling.vector[k], wanted[number] / length * WTW_TERM_VECTOR_LENGTH,
                   8);
    }
    forget();
}

Test(term_weights, of_what_most_have_are_nothing)
{
    struct wtw_telling telling;

    made.is_plain = true;
    for (uint32_t i = 0; i < 2500; i++)
        made_add(&made, (const uint32_t[]){1, 10 + i}, 2, WTW_DATE_UNKNOWN);
    made_weigh(&made, 1);
    telling = wtw_telling_of(&made.tellings, 7);
    for (uint32_t k = 0; k < 2; k++)
        check_number(telling.vector[k],
                     telling.terms[k] == made_term(1) ? 0 : WTW_TERM_VECTOR_LENGTH / 4);
    forget();
}

/* Telling i has i terms that nobody else has. */
Test(term_weights, of_short_texts_make_short_vectors)
{
    uint32_t number = 1;

    made.is_plain = true;
    for (uint32_t i = 0; i <= WTW_TERMS_MAX; i++) {
        uint32_t numbers[WTW_TERMS_MAX];

        for (uint32_t k = 0; k < i; k++)
            numbers[k] = number++;
        made_add(&made, numbers, i, WTW_DATE_UNKNOWN);
    }
    made_weigh(&made, 1);
    for (uint32_t i = 1; i <= WTW_TERMS_MAX; i++) {
        struct wtw_telling telling = wtw_telling_of(&made.tellings, i);
        double squares = 0;

        for (uint32_t k = 0; k < i; k++)
            squares += (double)telling.vector[k] * telling.vector[k];
        check_real(sqrt(squares) / WTW_TERM_VECTOR_LENGTH, i < 16 ? sqrt(i / 16.) : 1,
                   .001);
    }
    forget();
}

Test(term_weights, emphasis_multiplies)
{
    uint32_t terms[2] = {made_term(1) | 4, made_term(2)};
    uint16_t vector[2];

    made_add(&made, (const uint32_t[]){3}, 1, WTW_DATE_UNKNOWN);
    made_weigh(&made, 1);
    wtw_term_vector_make(&made.tellings.weights, terms, 2, vector);
    check_real((double)vector[0] / vector[1], wtw_term_emphasis(4) / 16.0, .01);
    forget();
}

#ifdef WTW_FAULTS

Test(term_weights, say_so_when_memory_runs_out)
{
    struct wtw_term_weights weights = {.counts = NULL};
    struct wtw_error error = {0};

    made_add(&made, (const uint32_t[]){1}, 1, WTW_DATE_UNKNOWN);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_term_weights_make(&weights,
                                       &(struct wtw_term_lists){made.items, made.starts},
                                       made.articles, 1, &error),
                 WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    wtw_term_weights_release(&weights);
}

#endif
