/*
 * bands.c - turn a signature into band keys, and a threshold into bands and rows
 *
 * A pair with Jaccard j shares at least one of b bands of r rows with probability 1 - (1
 * - j^r)^b (Leskovec, Rajaraman, Ullman, ch. 3). The more rows, the fewer unlike pairs
 * come along: a pair at j = .1 shares a given band with probability .1^r. So the choice
 * is the most rows whose bands, as many as the slots give, still reach the wanted recall
 * at the threshold. All slots are used even where fewer bands would do: they cost 4 bytes
 * each and buy recall just above the threshold.
 *
 * A key is a hash of the band's bytes, never a sum of slots: sums collide. 32 bits of it
 * are kept; two unlike bands agree once in 4 * 10^9, which only costs a comparison, since
 * every match is verified.
 */
#include "match/bands.h"

#include "sketch/signature.h"

#include <math.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

double wtw_bands_recall(uint32_t bands, uint32_t rows, double jaccard)
{
    return 1 - pow(1 - pow(jaccard, rows), bands);
}

enum wtw_status wtw_bands_choose(double threshold, double recall, uint32_t slot_count,
                                 uint32_t *out_bands, uint32_t *out_rows,
                                 struct wtw_error *error)
{
    uint32_t rows = 0;

    if (!(threshold > 0 && threshold <= 1))
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "threshold is over 0 and up to 1, not %g", threshold);
    if (!(recall > 0 && recall < 1))
        return wtw_fail(error, WTW_BAD_ARGUMENT, "recall is over 0 and under 1, not %g",
                        recall);
    if (!wtw_slot_count_is_valid(slot_count))
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "a signature has a power of two from %d to %d slots, not %u",
                        WTW_SLOTS_MIN, WTW_SLOTS_MAX, slot_count);
    for (rows = slot_count; rows > 1; rows--)
        if (wtw_bands_recall(slot_count / rows, rows, threshold) >= recall)
            break;
    *out_bands = slot_count / rows;
    *out_rows = rows;
    return WTW_OK;
}

void wtw_bands_keys(const uint32_t *slots, uint32_t bands, uint32_t rows,
                    uint32_t *out_keys)
{
    for (uint32_t band = 0; band < bands; band++)
        out_keys[band] =
            (uint32_t)XXH3_64bits(slots + (size_t)band * rows, rows * sizeof slots[0]);
}
