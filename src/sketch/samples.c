/*
 * samples.c - single shingles by which noisy copies of a text find each other
 *
 * A text that was misread by a machine shares no run of eight words with its original,
 * and too few shingles for the bands. But what it does share are ordinary shingles, and
 * most shingles occur in one story only. So both texts sample theirs by the same rule,
 * the value of a hash: what they share and one samples, the other does too. Winnowing,
 * which looks at the neighbours, would choose differently wherever a neighbour was
 * misread.
 *
 * Two texts that share two sampled shingles are compared; one alone is chance too often.
 * Of OCR against its transcription .98 of the pairs are found so (docs/matching.md).
 *
 * Sampling "hash below a bound" gives short texts too few, so they take their least
 * hashes (bottom-k, Cohen and Kaplan 2007).
 */
#include "sketch/samples.h"

#include "base/memory.h"
#include "base/sizes.h"

/*
 * To offer each of hundreds of hashes costs a branch that goes wrong; of those up to a
 * bound under which 36 are expected, 24 are there 98 times in 100. A text that has fewer
 * than one sampled shingle in 16 has fewer than ROOM shingles with hardly an exception.
 */
enum { EXPECTED = 36, ROOM = 1024 };

/* The least hashes so far, in order. */
struct least {
    uint64_t hashes[WTW_SAMPLES_MIN];
    size_t count;
};

static void offer(struct least *least, uint64_t hash)
{
    size_t i = least->count;

    if (i == WTW_SAMPLES_MIN && hash >= least->hashes[i - 1])
        return;
    if (i == WTW_SAMPLES_MIN)
        i--;
    else
        least->count++;
    for (; i > 0 && least->hashes[i - 1] > hash; i--)
        least->hashes[i] = least->hashes[i - 1];
    least->hashes[i] = hash;
}

static uint32_t key_of(uint64_t hash)
{
    return (uint32_t)(hash >> 24) | UINT32_C(1) << 31;
}

/*
 * Offers the hashes up to 'most' only; returns how many there were. Where those are at
 * least WTW_SAMPLES_MIN, the least of all are among them.
 */
static size_t offer_up_to(const uint64_t *shingles, size_t count, uint64_t multiplier,
                          uint64_t most, struct least *least)
{
    uint64_t few[ROOM];
    size_t found = 0;

    least->count = 0;
    for (size_t i = 0; i < count && found < ROOM; i++) {
        uint64_t hash = shingles[i] * multiplier;

        few[found] = hash;
        found += hash <= most;
    }
    for (size_t i = 0; i < found; i++)
        offer(least, few[i]);
    return found;
}

static size_t choose_least(const uint64_t *shingles, size_t count, uint64_t multiplier,
                           uint32_t *out_keys)
{
    struct least least = {.count = 0};
    uint64_t most = count > EXPECTED ? UINT64_MAX / count * EXPECTED : UINT64_MAX;
    size_t found =
        count < ROOM ? offer_up_to(shingles, count, multiplier, most, &least) : 0;

    if (found < WTW_SAMPLES_MIN) {
        least.count = 0;
        for (size_t i = 0; i < count; i++)
            offer(&least, shingles[i] * multiplier);
    }
    for (size_t i = 0; i < least.count; i++)
        out_keys[i] = key_of(least.hashes[i]);
    return least.count;
}

/* Writes the keys to 'out_keys', which has room for one more than there are shingles;
 * returns how many. */
static size_t choose_keys(const uint64_t *shingles, size_t count, uint64_t multiplier,
                          uint32_t *out_keys)
{
    size_t chosen = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t hash = shingles[i] * multiplier;

        out_keys[chosen] = key_of(hash);
        chosen += hash >> (64 - WTW_SAMPLE_BITS) == 0;
    }
    return chosen >= WTW_SAMPLES_MIN
               ? chosen
               : choose_least(shingles, count, multiplier, out_keys);
}

enum wtw_status wtw_samples_append(const uint64_t *shingles, size_t count,
                                   uint64_t multiplier, struct wtw_winnow_keys *keys,
                                   struct wtw_error *error)
{
    size_t needed = 0;

    if (!wtw_size_add(keys->count, count + 1, &needed))
        return wtw_fail(error, WTW_TOO_LARGE, "%zu shingles are too many to sample",
                        count);
    WTW_TRY(WTW_GROW(&keys->items, &keys->capacity, needed, error));
    keys->count += choose_keys(shingles, count, multiplier, keys->items + keys->count);
    return WTW_OK;
}
