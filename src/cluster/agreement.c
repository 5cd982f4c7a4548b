/*
 * agreement.c - how well a partition agrees with another one that is held to be right
 *
 * Everything follows from the overlaps: how many articles gold cluster i and predicted
 * cluster j have in common. An article's two labels are packed into one number and
 * sorted, so that overlaps are runs; no pair is ever listed, and a million articles take
 * a fraction of a second. The same walk is done twice, once with gold labels outside and
 * once with the predicted ones: precision is recall with the roles exchanged, and so are
 * homogeneity and completeness.
 *
 * - Pairs: an article pair in one predicted cluster is a claim; precision, recall, F1.
 * - Adjusted Rand index: Hubert and Arabie, Comparing partitions, 1985. Of pair counts,
 *   how far above chance.
 * - BCubed: Bagga and Baldwin 1998; the form for partitions of Amigo et al. 2009. Each
 *   article counts once, so that one large cluster does not drown the rest.
 * - V-measure: Rosenberg and Hirschberg 2007, with beta 1. What knowing one partition
 *   tells of the other, in information.
 *
 * Purity and "macro F1" over best matching clusters were rejected: they hardly punish
 * clusters that were melted together.
 */
#include "base/memory.h"
#include "match/radix_sort.h"

#include <math.h>

enum { LABEL_BITS = 32 };

/* What one walk gathers of its outer clusters. */
struct walk {
    uint64_t clusters;
    uint64_t pairs;        /* within outer clusters */
    uint64_t shared_pairs; /* within overlaps */
    double bcubed;         /* mean over articles of overlap / outer size */
    double entropy;        /* of the outer partition, in nats */
    double conditional;    /* entropy of the inner partition, given the outer */
};

static uint64_t pairs_of(uint64_t count)
{
    return count ? count * (count - 1) / 2 : 0;
}

static double ratio(uint64_t part, uint64_t whole)
{
    return whole ? (double)part / (double)whole : 1;
}

static double harmonic_mean(double a, double b)
{
    return a + b > 0 ? 2 * a * b / (a + b) : 0;
}

struct wtw_rates wtw_rates_of(uint64_t hits, uint64_t predicted, uint64_t gold)
{
    struct wtw_rates rates = {ratio(hits, predicted), ratio(hits, gold), 0};

    rates.f1 = harmonic_mean(rates.precision, rates.recall);
    return rates;
}

/* Ends the run [begin, end) of one overlap inside an outer cluster of 'size' articles. */
static void note_overlap(struct walk *walk, uint64_t overlap, uint64_t size, double total)
{
    double share = (double)overlap / (double)size;

    walk->shared_pairs += pairs_of(overlap);
    walk->bcubed += (double)overlap / total * share;
    walk->conditional -= (double)overlap / total * log(share);
}

/* 'keys' are sorted; the outer label is in the upper half. */
static struct walk walk_overlaps(const uint64_t *keys, size_t count)
{
    struct walk walk = {0};
    double total = (double)count;
    size_t outer_end = 0;

    for (size_t begin = 0; begin < count; begin = outer_end) {
        uint64_t size = 0;

        while (outer_end < count &&
               keys[outer_end] >> LABEL_BITS == keys[begin] >> LABEL_BITS)
            outer_end++;
        size = outer_end - begin;
        for (size_t inner = begin, end = begin; inner < outer_end; inner = end) {
            while (end < outer_end && keys[end] == keys[inner])
                end++;
            note_overlap(&walk, end - inner, size, total);
        }
        walk.clusters++;
        walk.pairs += pairs_of(size);
        walk.entropy -= (double)size / total * log((double)size / total);
    }
    return walk;
}

static struct walk walk_labels(const uint32_t *outer, const uint32_t *inner, size_t count,
                               uint64_t *keys, uint64_t *scratch)
{
    for (size_t i = 0; i < count; i++)
        keys[i] = (uint64_t)outer[i] << LABEL_BITS | inner[i];
    wtw_radix_sort(keys, scratch, count, 0);
    return walk_overlaps(keys, count);
}

/*
 * (index - expected) / (largest - expected). Where both partitions are all single
 * articles, or both one cluster, there is nothing that chance could do otherwise: 1.
 */
static double adjusted_rand(uint64_t shared, uint64_t gold, uint64_t predicted,
                            uint64_t all)
{
    double expected = all ? (double)gold * (double)predicted / (double)all : 0;
    double largest = ((double)gold + (double)predicted) / 2;

    if (gold == predicted && (gold == 0 || gold == all))
        return 1;
    return ((double)shared - expected) / (largest - expected);
}

/* 1 - H(a given b) / H(a), kept from falling below 0 by rounding; 1 where a is one
 * cluster. */
static double told(double conditional, double entropy)
{
    double share = entropy > 0 ? 1 - conditional / entropy : 1;

    return share > 0 ? share : 0;
}

static struct wtw_agreement agreement_of(const struct walk *gold,
                                         const struct walk *predicted, uint64_t count)
{
    struct wtw_agreement agreement = {
        .gold_clusters = gold->clusters,
        .predicted_clusters = predicted->clusters,
        .gold_pairs = gold->pairs,
        .predicted_pairs = predicted->pairs,
        .shared_pairs = gold->shared_pairs,
        .pairs = wtw_rates_of(gold->shared_pairs, predicted->pairs, gold->pairs),
        .adjusted_rand = adjusted_rand(gold->shared_pairs, gold->pairs, predicted->pairs,
                                       pairs_of(count)),
        .bcubed = {predicted->bcubed, gold->bcubed,
                   harmonic_mean(predicted->bcubed, gold->bcubed)},
        .homogeneity = told(predicted->conditional, gold->entropy),
        .completeness = told(gold->conditional, predicted->entropy),
    };

    agreement.v_measure = harmonic_mean(agreement.homogeneity, agreement.completeness);
    return agreement;
}

enum wtw_status wtw_agreement_measure(const uint32_t *gold, const uint32_t *predicted,
                                      size_t count, struct wtw_agreement *out_agreement,
                                      struct wtw_error *error)
{
    uint64_t *keys = NULL;
    uint64_t *scratch = NULL;
    struct walk gold_walk;
    struct walk predicted_walk;
    enum wtw_status status = WTW_OK;

    if (!count)
        return wtw_fail(error, WTW_TOO_SHORT, "there is no article to compare labels of");
    if (count > UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE,
                        "%zu articles are more than the %lu that can be compared", count,
                        (unsigned long)UINT32_MAX);
    WTW_TRY(WTW_ALLOCATE(&keys, count, error));
    status = WTW_ALLOCATE(&scratch, count, error);
    if (status == WTW_OK) {
        gold_walk = walk_labels(gold, predicted, count, keys, scratch);
        predicted_walk = walk_labels(predicted, gold, count, keys, scratch);
        *out_agreement = agreement_of(&gold_walk, &predicted_walk, count);
    }
    wtw_release_items(scratch);
    wtw_release_items(keys);
    return status;
}
