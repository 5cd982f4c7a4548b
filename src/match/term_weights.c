/*
 * term_weights.c - how much each term counts, by how rare it is in the input
 *
 * A term's weight is the article's emphasis times ln(1 / share) - 1, where the share is of
 * the texts that have it: in the input, smoothed by what was counted beforehand, which
 * weighs as much as PRIOR texts. So five articles alone know what is common, and of a
 * million the input itself says it. The 1 that is taken off (what is in more than one of
 * e texts tells nothing) also lowers the middling common words of a field, "shares",
 * "profit", against names: without it template reports of one kind passed for one event.
 *
 * Texts are counted by slots, eight a text, and not by term: a table of terms would have
 * to grow and be shared. Terms that share a slot count as a little more common than they
 * are.
 *
 * A short text has few words, and the cosine takes those for all that there is to tell: two
 * items of a dozen words that say "steady, seen, private sources" of other towns were one
 * event, since they share all but the towns. So no vector is taken to be shorter than that
 * of SHORTEST_RARE words that no other text has; what a short text does not say counts as
 * not shared. On a day of a news wire 21 stories of 176 fell apart, 17 of which were forms
 * and tables; with none to 30 rare words for 16, dated events and Russian pairs are as they
 * were.
 *
 * All is in whole numbers, but for one square root and one division, which every machine
 * rounds alike; log() of one library differs from that of another in its last bit.
 */
#include "match/term_weights.h"

#include "base/byte_bits.h"
#include "base/memory.h"

#include <math.h>
#include <string.h>

/* As many texts as what was counted beforehand weighs; 500 to 4,000 find the same. */
enum { PRIOR = 2000 };

/* PRIOR times the share of each level of rarity, e^(-0.4 level), in 256ths; of what is
 * not known a share of 1 in 3,000, and of 1 in 120 where that is short. */
static const uint32_t priors[] = {512000, 343204, 230056, 154211, 103371, 69292,
                                  46448,  31135,  20870,  13990,  9378,   6286,
                                  4214,   2824,   1893,   1269};
enum { LEVELS = sizeof priors / sizeof priors[0], PRIOR_UNKNOWN = 171 };

/* 8 slots a text are 32 bytes a text. A slot is found by the topmost bits of a term. */
enum { SLOTS_PER_TEXT = 8, SLOT_BITS_MIN = 16, SLOT_BITS_MAX = 27 };

/* log2 by squaring, a bit at a time, of 1 + i / 256. */
static uint32_t log2_of_step(uint32_t i)
{
    uint64_t x = (UINT64_C(1) << 31) + ((uint64_t)i << 23);
    uint32_t logarithm = 0;

    if (i >= 256)
        return 1u << 16;
    for (uint32_t bit = 1u << 15; bit; bit >>= 1) {
        x = x * x >> 31;
        if (x >= UINT64_C(1) << 32) {
            x >>= 1;
            logarithm |= bit;
        }
    }
    return logarithm;
}

uint32_t wtw_log2(const struct wtw_term_weights *weights, uint64_t number)
{
    uint32_t exponent = wtw_highest_bit(number);
    uint64_t mantissa = number << (63 - exponent); /* the topmost bit is set */
    uint32_t i = (uint32_t)(mantissa >> 55 & 0xFFu);
    uint32_t between = (uint32_t)(mantissa >> 47 & 0xFFu);
    uint32_t low = weights->logarithms[i];
    uint32_t high = weights->logarithms[i + 1];

    return (exponent << 16) + low + ((high - low) * between >> 8);
}

static uint32_t slot_bits_for(uint32_t text_count)
{
    uint32_t bits = SLOT_BITS_MIN;

    while (bits < SLOT_BITS_MAX &&
           (UINT64_C(1) << bits) < (uint64_t)text_count * SLOTS_PER_TEXT)
        bits++;
    return bits;
}

enum wtw_status wtw_term_weights_make(struct wtw_term_weights *weights,
                                      const struct wtw_term_lists *lists,
                                      const uint32_t *texts, uint32_t text_count,
                                      struct wtw_error *error)
{
    wtw_term_weights_release(weights);
    weights->slot_bits = slot_bits_for(text_count);
    weights->text_count = text_count;
    wtw_rarity_index_make(&weights->index);
    for (uint32_t i = 0; i < sizeof weights->logarithms / sizeof weights->logarithms[0];
         i++)
        weights->logarithms[i] = log2_of_step(i);
    WTW_TRY(WTW_ALLOCATE(&weights->counts, (size_t)1 << weights->slot_bits, error));
    for (uint32_t i = 0; i < text_count; i++)
        for (uint64_t k = lists->starts[texts[i]]; k < lists->starts[texts[i] + 1]; k++)
            weights->counts[wtw_term_slot(weights, lists->items[k])]++;
    return WTW_OK;
}

void wtw_term_weights_release(struct wtw_term_weights *weights)
{
    wtw_release_items(weights->counts);
    weights->counts = NULL;
}

/* log2 to ln, in 256ths: ln(2) with 16 bits more. */
enum { LN_2 = 45426 };

/* ln(1 / share) - 1 in 256ths, 0 where that is less, of what 'have' texts have, in 256ths
 * too and not 0. */
static uint32_t rarity_of_share(const struct wtw_term_weights *weights, uint64_t have)
{
    uint64_t all = ((uint64_t)weights->text_count + PRIOR) * 256;
    uint32_t of_have = wtw_log2(weights, have);
    uint32_t of_all = wtw_log2(weights, all);
    uint64_t rarity = 0;

    if (of_have >= of_all)
        return 0;
    rarity = (uint64_t)(of_all - of_have) * LN_2 >> 24;
    return rarity > 256 ? (uint32_t)rarity - 256 : 0;
}

/* Of a term that 'count' texts have. */
static uint32_t rarity_of(const struct wtw_term_weights *weights, uint32_t term,
                          uint32_t count)
{
    uint32_t unknown = term & WTW_TERM_SHORT_BIT ? WTW_RARITY_SHORT : WTW_RARITY_UNKNOWN;
    uint32_t level =
        wtw_rarity_level(&weights->index, term >> WTW_TERM_HASH_SHIFT, unknown);
    uint64_t prior = level < LEVELS ? priors[level] : PRIOR_UNKNOWN;

    return rarity_of_share(weights, (uint64_t)count * 256 + prior);
}

/* Of a length: 16 words with the weight w are as long as 4 w. */
enum { SHORTEST_RARE = 16, SHORTEST_ROOT = 4, PLAIN_EMPHASIS = 16 };

static double shortest_length(const struct wtw_term_weights *weights)
{
    return (double)SHORTEST_ROOT * PLAIN_EMPHASIS *
           rarity_of_share(weights, 256 + PRIOR_UNKNOWN);
}

/* The counts are read first, all at once: each of them is waited for. */
uint64_t wtw_term_vector_make(const struct wtw_term_weights *weights,
                              const uint32_t *terms, uint32_t count, uint16_t *out_vector)
{
    uint32_t have[WTW_TERMS_MAX];
    uint32_t own[WTW_TERMS_MAX];
    uint64_t shared = 0;
    uint64_t squares = 0;
    double shortest = shortest_length(weights);
    double length = 0;

    for (uint32_t i = 0; i < count; i++)
        have[i] = weights->counts[wtw_term_slot(weights, terms[i])];
    for (uint32_t i = 0; i < count; i++) {
        shared |= (uint64_t)(have[i] > 1) << i;
        own[i] = wtw_term_emphasis(terms[i]) * rarity_of(weights, terms[i], have[i]);
        squares += (uint64_t)own[i] * own[i];
    }
    length = sqrt((double)squares);
    if (length < shortest)
        length = shortest;
    for (uint32_t i = 0; i < count; i++)
        out_vector[i] = (uint16_t)(own[i] * (WTW_TERM_VECTOR_LENGTH / length) + .5);
    return shared;
}
