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
 * Fewer than one in 16 are 24 at least in half of the texts of 400 words; those that have
 * fewer take more, up to a bound under which 36 are expected: 24 are there 98 times in
 * 100. Texts of more than 576 take one in 16 with hardly an exception.
 */
enum { EXPECTED = 36, BLOCK = EXPECTED << WTW_SAMPLE_BITS };

/* Hashes of this many bits are sampled in any case. */
enum { SAMPLED_BITS = 64 - WTW_SAMPLE_BITS };

static uint32_t key_of(uint64_t hash)
{
    return (uint32_t)(hash >> 24) | UINT32_C(1) << 31;
}

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

/* Looks at one after the other, which is right and slow. */
static size_t choose_one_by_one(const uint64_t *shingles, size_t count,
                                uint64_t multiplier, uint32_t *out_keys)
{
    struct least least = {.count = 0};

    for (size_t i = 0; i < count; i++)
        offer(&least, shingles[i] * multiplier);
    for (size_t i = 0; i < least.count; i++)
        out_keys[i] = key_of(least.hashes[i]);
    return least.count;
}

/*
 * Writes the keys of the WTW_SAMPLES_MIN least of 'count' hashes; returns how many it
 * wrote, more where some have their upper halves in common. To put hashes in order costs
 * branches that nobody can foresee; to count for each how many are less does not.
 */
static size_t choose_least(const uint64_t *hashes, size_t count, uint32_t *out_keys)
{
    int32_t halves[BLOCK];
    size_t chosen = 0;

    for (size_t i = 0; i < count; i++)
        halves[i] = (int32_t)(uint32_t)(hashes[i] >> 32 ^ UINT32_C(1) << 31);
    for (size_t i = 0; i < count; i++) {
        int32_t half = halves[i];
        int32_t less = 0;

        for (size_t j = 0; j < count; j++)
            less += halves[j] < half;
        out_keys[chosen] = key_of(hashes[i]);
        chosen += less < WTW_SAMPLES_MIN;
    }
    return chosen;
}

/* Of a text of fewer than BLOCK shingles: 'most' is 2^60 at least. */
static size_t choose_of_few(const struct wtw_kernel *kernel, const uint64_t *shingles,
                            size_t count, uint64_t multiplier, uint32_t *out_keys)
{
    uint64_t hashes[BLOCK + WTW_HASHES_SPARE];
    uint64_t most = count > EXPECTED ? UINT64_MAX / count * EXPECTED : UINT64_MAX;
    size_t found = kernel->pick_up_to(shingles, count, multiplier, most, hashes);
    size_t chosen = 0;

    for (size_t i = 0; i < found; i++) {
        out_keys[chosen] = key_of(hashes[i]);
        chosen += hashes[i] >> SAMPLED_BITS == 0;
    }
    if (chosen >= WTW_SAMPLES_MIN)
        return chosen;
    chosen = choose_least(hashes, found, out_keys);
    if (chosen == WTW_SAMPLES_MIN || (chosen == count && count < WTW_SAMPLES_MIN))
        return chosen;
    return choose_one_by_one(shingles, count, multiplier, out_keys);
}

static size_t choose_of_many(const struct wtw_kernel *kernel, const uint64_t *shingles,
                             size_t count, uint64_t multiplier, uint32_t *out_keys)
{
    uint64_t most = (UINT64_C(1) << SAMPLED_BITS) - 1;
    size_t chosen = 0;

    for (size_t begin = 0; begin < count; begin += BLOCK) {
        uint64_t hashes[BLOCK + WTW_HASHES_SPARE];
        size_t left = count - begin;
        size_t found = kernel->pick_up_to(shingles + begin, left < BLOCK ? left : BLOCK,
                                          multiplier, most, hashes);

        for (size_t i = 0; i < found; i++)
            out_keys[chosen++] = key_of(hashes[i]);
    }
    return chosen >= WTW_SAMPLES_MIN
               ? chosen
               : choose_one_by_one(shingles, count, multiplier, out_keys);
}

enum wtw_status wtw_samples_append(const struct wtw_kernel *kernel,
                                   const uint64_t *shingles, size_t count,
                                   uint64_t multiplier, struct wtw_winnow_keys *keys,
                                   struct wtw_error *error)
{
    size_t needed = 0;
    uint32_t *end = NULL;

    if (!wtw_size_add(keys->count, count + 1, &needed))
        return wtw_fail(error, WTW_TOO_LARGE, "%zu shingles are too many to sample",
                        count);
    WTW_TRY(WTW_GROW(&keys->items, &keys->capacity, needed, error));
    end = keys->items + keys->count;
    keys->count += count < BLOCK
                       ? choose_of_few(kernel, shingles, count, multiplier, end)
                       : choose_of_many(kernel, shingles, count, multiplier, end);
    return WTW_OK;
}
