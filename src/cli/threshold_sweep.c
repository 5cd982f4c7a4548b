/*
 * threshold_sweep.c - of scored and labelled pairs, the threshold that tells them apart
 * best
 *
 * Sorted by score, one pass sees every threshold that makes a difference. The bootstrap
 * does the same pass with each pair counted as often as its unit was drawn. Units are the
 * pairs themselves where people labelled pairs, and gold clusters where pairs came from
 * clusters: pairs of one cluster rise and fall together, and drawing them one by one
 * would make intervals too narrow.
 */
#include "cli/threshold_sweep.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* SplitMix64 (Steele, Lea, Flood 2014). The remainder's bias is below limit / 2^64. */
uint64_t wtw_random_below(uint64_t *state, uint64_t limit)
{
    uint64_t x = *state += 0x9e3779b97f4a7c15u;

    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    x ^= x >> 31;
    /* The usual case without a division. */
    return limit <= UINT32_MAX ? (x >> 32) * limit >> 32 : x % limit;
}

static int compare_scores(const void *first, const void *second)
{
    const struct wtw_sweep_pair *a = first;
    const struct wtw_sweep_pair *b = second;

    return (a->score < b->score) - (a->score > b->score);
}

void wtw_sweep_sort(struct wtw_sweep *sweep)
{
    if (sweep->count)
        qsort(sweep->pairs, sweep->count, sizeof *sweep->pairs, compare_scores);
}

static struct wtw_rates rates_of(double hits, double claims, double gold)
{
    struct wtw_rates rates = {claims > 0 ? hits / claims : 1, gold > 0 ? hits / gold : 1,
                              0};

    if (rates.precision + rates.recall > 0)
        rates.f1 = 2 * rates.precision * rates.recall / (rates.precision + rates.recall);
    return rates;
}

struct wtw_rates wtw_sweep_rates(const struct wtw_sweep *sweep, double threshold)
{
    double hits = 0;
    double wrong = 0;
    double gold = 0;

    for (size_t i = 0; i < sweep->count; i++) {
        const struct wtw_sweep_pair *pair = &sweep->pairs[i];
        bool is_claim = pair->score >= threshold;

        gold += pair->is_positive;
        hits += is_claim && pair->is_positive;
        wrong += is_claim && !pair->is_positive;
    }
    hits *= sweep->positive_weight;
    gold *= sweep->positive_weight;
    return rates_of(hits, hits + wrong * sweep->negative_weight, gold);
}

/* Where the best F1 begins: the pairs [0, end) are claimed. */
struct cut {
    size_t end;
    double hits;
    double claims;
    double gold;
    double f1;
};

/* 'draws' says how often each unit counts; NULL: once. */
static struct cut find_best_cut(const struct wtw_sweep *sweep, const uint32_t *draws)
{
    struct cut best = {0};
    double gold = 0;
    double hits = 0;
    double claims = 0;

    for (size_t i = 0; i < sweep->count; i++) {
        if (sweep->pairs[i].is_positive)
            gold += sweep->positive_weight * (draws ? draws[sweep->pairs[i].unit] : 1);
    }
    best.gold = gold;
    for (size_t i = 0; i < sweep->count && sweep->pairs[i].score >= sweep->least; i++) {
        const struct wtw_sweep_pair *pair = &sweep->pairs[i];
        double times = draws ? draws[pair->unit] : 1;
        double f1 = 0;

        claims +=
            times * (pair->is_positive ? sweep->positive_weight : sweep->negative_weight);
        hits += pair->is_positive ? times * sweep->positive_weight : 0;
        if (i + 1 < sweep->count && !(sweep->pairs[i + 1].score < pair->score))
            continue; /* no threshold can come between equals */
        f1 = claims + gold > 0 ? 2 * hits / (claims + gold) : 0;
        if (f1 > best.f1)
            best = (struct cut){i + 1, hits, claims, gold, f1};
    }
    return best;
}

static double score_above(const struct wtw_sweep *sweep, const struct cut *cut)
{
    double above = cut->end < sweep->count ? sweep->pairs[cut->end].score : 0;

    return above > sweep->least ? above : sweep->least;
}

static double score_upto(const struct wtw_sweep *sweep, const struct cut *cut)
{
    return cut->end ? sweep->pairs[cut->end - 1].score : 1;
}

/* The number with fewest decimals over 'above' and up to 'upto'. */
static double roundest(double above, double upto)
{
    double scale = 1;

    for (int decimals = 1; decimals <= 9; decimals++) {
        double number = 0;

        scale *= 10;
        number = floor((above + upto) / 2 * scale + .5) / scale;
        if (number > above && number <= upto)
            return number;
        number = floor(upto * scale) / scale;
        if (number > above && number <= upto)
            return number;
    }
    return upto;
}

struct wtw_best_threshold wtw_sweep_best(const struct wtw_sweep *sweep)
{
    struct cut cut = find_best_cut(sweep, NULL);
    struct wtw_best_threshold best = {
        .above = score_above(sweep, &cut),
        .upto = score_upto(sweep, &cut),
        .rates = rates_of(cut.hits, cut.claims, cut.gold),
    };

    best.threshold = roundest(best.above, best.upto);
    return best;
}

/* ------------------------------------------------------------------ bootstrap */

static int compare_numbers(const void *first, const void *second)
{
    double a = *(const double *)first;
    double b = *(const double *)second;

    return (a > b) - (a < b);
}

/* What the middle 95 % of the numbers lie in. */
static struct wtw_interval middle_of(double *numbers, size_t count)
{
    double last = (double)(count - 1);

    qsort(numbers, count, sizeof *numbers, compare_numbers);
    return (struct wtw_interval){numbers[(size_t)floor(.025 * last)],
                                 numbers[(size_t)ceil(.975 * last)]};
}

static void resample(const struct wtw_sweep *sweep, uint64_t *random, uint32_t *draws,
                     double *out_threshold, double *out_f1)
{
    struct cut cut;

    /* A draw without a positive pair says nothing of thresholds; another one is made. */
    do {
        memset(draws, 0, sweep->unit_count * sizeof *draws);
        for (uint32_t i = 0; i < sweep->unit_count; i++)
            draws[wtw_random_below(random, sweep->unit_count)]++;
        cut = find_best_cut(sweep, draws);
    } while (!(cut.gold > 0));
    *out_threshold = (score_above(sweep, &cut) + score_upto(sweep, &cut)) / 2;
    *out_f1 = cut.f1;
}

enum wtw_status wtw_sweep_bootstrap(const struct wtw_sweep *sweep, uint32_t resamples,
                                    uint64_t seed, struct wtw_interval *out_threshold,
                                    struct wtw_interval *out_f1, struct wtw_error *error)
{
    double *thresholds = NULL;
    double *f1s = NULL;
    uint32_t *draws = NULL;
    enum wtw_status status = WTW_ALLOCATE(&thresholds, resamples, error);

    if (status == WTW_OK)
        status = WTW_ALLOCATE(&f1s, resamples, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&draws, sweep->unit_count, error);
    if (status == WTW_OK) {
        for (uint32_t i = 0; i < resamples; i++)
            resample(sweep, &seed, draws, &thresholds[i], &f1s[i]);
        *out_threshold = middle_of(thresholds, resamples);
        *out_f1 = middle_of(f1s, resamples);
    }
    wtw_release_items(draws);
    wtw_release_items(f1s);
    wtw_release_items(thresholds);
    return status;
}
