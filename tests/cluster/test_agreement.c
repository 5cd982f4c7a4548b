/*
 * test_agreement.c - agreement of partitions: examples worked out by hand, a published
 * one, and the definitions applied to every pair of articles
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"

#include <math.h>

static struct wtw_agreement measure(const uint32_t *gold, const uint32_t *predicted,
                                    size_t count)
{
    struct wtw_agreement agreement;
    struct wtw_error error = {0};

    check_ok(wtw_agreement_measure(gold, predicted, count, &agreement, &error), &error);
    return agreement;
}

static void check_rates(struct wtw_rates rates, double precision, double recall,
                        double f1)
{
    check_real(rates.precision, precision, 1e-9);
    check_real(rates.recall, recall, 1e-9);
    check_real(rates.f1, f1, 1e-9);
}

/*
 * Articles a b c d e f; gold {a b c} {d e} {f}, predicted {a b} {c d e} {f}.
 *
 * Pairs: gold 3 + 1 = 4, predicted 1 + 3 = 4; in both: ab and de, 2. So P = R = 1/2.
 *
 * Rand: of 15 pairs chance would put 4 * 4 / 15 = 16/15 into both; at most (4 + 4) / 2:
 * (2 - 16/15) / (4 - 16/15) = 14 / 44.
 *
 * BCubed precision of a b c d e f: 1 1 1/3 2/3 2/3 1, the mean 14/18; recall:
 * 2/3 2/3 1/3 1 1 1, the mean 14/18.
 *
 * Entropy of gold: 1/2 lb 2 + 1/3 lb 3 + 1/6 lb 6 = .5 + .5283 + .4308 = 1.4591 bits.
 * Within {c d e} it is H(1/3, 2/3) = .9183, for half of the articles: .4591. Homogeneity
 * is 1 - .4591 / 1.4591 = .6853, and completeness the same, by symmetry.
 */
Test(agreement, is_as_worked_out_for_six_articles)
{
    const uint32_t gold[] = {7, 7, 7, 2, 2, 9};
    const uint32_t predicted[] = {0, 0, 4000000000, 4000000000, 4000000000, 1};
    struct wtw_agreement agreement = measure(gold, predicted, 6);
    double whole = .5 + log2(3) / 3 + log2(6) / 6;
    double within = (log2(3) / 3 + log2(1.5) * 2 / 3) / 2;

    check_number(agreement.gold_clusters, 3);
    check_number(agreement.predicted_clusters, 3);
    check_number(agreement.gold_pairs, 4);
    check_number(agreement.predicted_pairs, 4);
    check_number(agreement.shared_pairs, 2);
    check_rates(agreement.pairs, .5, .5, .5);
    check_real(agreement.adjusted_rand, 14. / 44, 1e-9);
    check_rates(agreement.bcubed, 14. / 18, 14. / 18, 14. / 18);
    check_real(agreement.homogeneity, 1 - within / whole, 1e-9);
    check_real(agreement.homogeneity, .6853, 1e-4);
    check_real(agreement.completeness, 1 - within / whole, 1e-9);
    check_real(agreement.v_measure, 1 - within / whole, 1e-9);
}

/* The example of Yeung and Ruzzo 2001 for the index of Hubert and Arabie: overlaps
 * 1 1 0 / 1 2 1 / 0 0 4, adjusted Rand .313. */
Test(agreement, has_the_adjusted_rand_of_a_published_example)
{
    const uint32_t gold[] = {1, 1, 2, 2, 2, 2, 3, 3, 3, 3};
    const uint32_t predicted[] = {1, 2, 1, 2, 2, 3, 3, 3, 3, 3};

    check_real(measure(gold, predicted, 10).adjusted_rand, .313, .0005);
}

/* Gold {1 2} {3 4}, predicted {1 3} {2 4}: 0 shared of 2 and 2, chance expects 4/6:
 * (0 - 2/3) / (2 - 2/3) = -1/2. */
Test(agreement, may_be_worse_than_chance)
{
    const uint32_t gold[] = {1, 1, 2, 2};
    const uint32_t predicted[] = {1, 2, 1, 2};
    struct wtw_agreement agreement = measure(gold, predicted, 4);

    check_rates(agreement.pairs, 0, 0, 0);
    check_real(agreement.adjusted_rand, -.5, 1e-9);
    check_real(agreement.v_measure, 0, 1e-9);
}

/*
 * Gold {1 2 3 4} {5 6} in one predicted cluster: 7 of 15 pairs are right, and all of gold
 * is found; that is what chance would do. BCubed precision: (4 * 4/6 + 2 * 2/6) / 6.
 */
Test(agreement, of_one_cluster_for_all_is_complete_and_says_nothing)
{
    const uint32_t gold[] = {1, 1, 1, 1, 2, 2};
    const uint32_t predicted[6] = {0};
    struct wtw_agreement agreement = measure(gold, predicted, 6);

    check_rates(agreement.pairs, 7. / 15, 1, 14. / 22);
    check_real(agreement.adjusted_rand, 0, 1e-9);
    check_rates(agreement.bcubed, 20. / 36, 1, 40. / 56);
    check_real(agreement.homogeneity, 0, 1e-9);
    check_real(agreement.completeness, 1, 1e-9);
    check_real(agreement.v_measure, 0, 1e-9);
}

/*
 * The same gold in single articles: nothing is claimed, so no claim is wrong. BCubed
 * recall: (4 * 1/4 + 2 * 1/2) / 6. Completeness: 1 - (4/6 lb 4 + 2/6 lb 2) / lb 6.
 */
Test(agreement, of_single_articles_is_homogeneous_and_finds_nothing)
{
    const uint32_t gold[] = {1, 1, 1, 1, 2, 2};
    const uint32_t predicted[] = {0, 1, 2, 3, 4, 5};
    struct wtw_agreement agreement = measure(gold, predicted, 6);

    check_rates(agreement.pairs, 1, 0, 0);
    check_real(agreement.adjusted_rand, 0, 1e-9);
    check_rates(agreement.bcubed, 1, 1. / 3, .5);
    check_real(agreement.homogeneity, 1, 1e-9);
    check_real(agreement.completeness, 1 - (8. / 6 + 2. / 6) / log2(6), 1e-9);
}

static void check_perfect(const uint32_t *gold, const uint32_t *predicted, size_t count)
{
    struct wtw_agreement agreement = measure(gold, predicted, count);

    check_rates(agreement.pairs, 1, 1, 1);
    check_rates(agreement.bcubed, 1, 1, 1);
    check_real(agreement.adjusted_rand, 1, 1e-9);
    check_real(agreement.homogeneity, 1, 1e-9);
    check_real(agreement.completeness, 1, 1e-9);
    check_real(agreement.v_measure, 1, 1e-9);
}

Test(agreement, of_equal_partitions_is_1_whatever_their_labels)
{
    const uint32_t gold[] = {1, 1, 2, 3, 3};
    const uint32_t renamed[] = {9, 9, 0, UINT32_MAX, UINT32_MAX};
    const uint32_t singles[] = {4, 3, 2, 1, 0};
    const uint32_t other_singles[] = {0, 1, 2, 3, 4};
    const uint32_t one[] = {6, 6, 6, 6, 6};

    check_perfect(gold, renamed, 5);
    check_perfect(singles, other_singles, 5);
    check_perfect(one, one, 5);
    check_perfect(one, singles, 1);
}

Test(agreement, of_no_article_at_all_is_refused_with_words)
{
    struct wtw_agreement agreement;
    struct wtw_error error = {0};

    check_status(wtw_agreement_measure(NULL, NULL, 0, &agreement, &error), WTW_TOO_SHORT);
    check(error.words[0] != '\0');
}

Test(agreement, counts_what_is_claimed_of_nothing_as_no_mistake)
{
    check_rates(wtw_rates_of(0, 0, 0), 1, 1, 1);
    check_rates(wtw_rates_of(0, 0, 5), 1, 0, 0);
    check_rates(wtw_rates_of(0, 5, 0), 0, 1, 0);
    check_rates(wtw_rates_of(2, 4, 8), .5, .25, 1. / 3);
}

/* ------------------------------------------------------------------ the definitions */

enum { ARTICLES = 60 };

/* Counts pairs one by one, and BCubed article by article. */
static void check_by_definition(const uint32_t *gold, const uint32_t *predicted,
                                const struct wtw_agreement *agreement)
{
    uint64_t in_gold = 0, in_predicted = 0, in_both = 0;
    double precision = 0, recall = 0;

    for (size_t i = 0; i < ARTICLES; i++) {
        double gold_size = 0, predicted_size = 0, overlap = 0;

        for (size_t j = 0; j < ARTICLES; j++) {
            bool same_gold = gold[i] == gold[j];
            bool same_predicted = predicted[i] == predicted[j];

            gold_size += same_gold;
            predicted_size += same_predicted;
            overlap += same_gold && same_predicted;
            in_gold += i < j && same_gold;
            in_predicted += i < j && same_predicted;
            in_both += i < j && same_gold && same_predicted;
        }
        precision += overlap / predicted_size / ARTICLES;
        recall += overlap / gold_size / ARTICLES;
    }
    check_number(agreement->gold_pairs, in_gold);
    check_number(agreement->predicted_pairs, in_predicted);
    check_number(agreement->shared_pairs, in_both);
    check_real(agreement->bcubed.precision, precision, 1e-9);
    check_real(agreement->bcubed.recall, recall, 1e-9);
}

Test(agreement, is_that_of_counting_pair_by_pair)
{
    struct random_input random = random_begin(5);

    for (int round = 0; round < 200; round++) {
        uint32_t gold[ARTICLES];
        uint32_t predicted[ARTICLES];
        uint32_t labels = 1 + random_below(&random, ARTICLES);
        struct wtw_agreement agreement;
        struct wtw_agreement swapped;

        for (size_t i = 0; i < ARTICLES; i++) {
            gold[i] = random_below(&random, labels);
            predicted[i] = random_below(&random, 3) ? gold[i] : random_below(&random, 40);
        }
        agreement = measure(gold, predicted, ARTICLES);
        swapped = measure(predicted, gold, ARTICLES);
        check_by_definition(gold, predicted, &agreement);
        check_real(agreement.adjusted_rand, swapped.adjusted_rand, 1e-9);
        check_real(agreement.homogeneity, swapped.completeness, 1e-9);
        check_real(agreement.bcubed.precision, swapped.bcubed.recall, 1e-9);
    }
}

#ifdef WTW_FAULTS

Test(agreement, fails_in_order_when_memory_does)
{
    const uint32_t labels[] = {1, 1, 2};
    struct wtw_agreement agreement = {.gold_pairs = 77};

    for (uint64_t nth = 1; nth <= 2; nth++) {
        struct wtw_error error = {0};

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_agreement_measure(labels, labels, 3, &agreement, &error),
                     WTW_NO_MEMORY);
        check(error.words[0] != '\0');
        check_number(agreement.gold_pairs, 77);
    }
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
}

#endif
