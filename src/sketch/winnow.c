/*
 * winnow.c - choose few keys of a text so that shared passages are sure to share one
 *
 * Winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003): of every window of w neighbouring
 * hashes keep the least, the rightmost of equals; neighbouring windows mostly keep the
 * same one, so 2/(w+1) of the hashes remain, and any run of w hashes that two texts share
 * keeps the same key in both. Sampling by "hash divisible by n" was rejected: it leaves
 * gaps without a bound, and finds .988 where this finds .9996 of contained articles.
 *
 * A key equal to the one before it is not repeated: text like "la la la" would have one
 * for each word.
 *
 * The least is taken by the hash's upper half and the key is its lower half, so that the
 * choice of small hashes does not crowd the keys. A kernel finds the places whose topmost
 * 16 bits are least in a window, which vectors do many at a time. That finds all that are
 * to be chosen, and others only where two of a window have the same 16 bits; these are
 * next to each other in what was found. If they are one hash, they give one key. If not,
 * as happens in one text of 100, all are chosen anew one by one, by the upper halves.
 *
 * A key's highest bit is cleared, which tells it from a sampled one (samples.h).
 */
#include "sketch/winnow.h"

#include "base/memory.h"
#include "base/sizes.h"
#include "sketch/mix.h"

static uint64_t hash_at(const uint64_t *shingles, size_t i)
{
    return wtw_rotate_left(shingles[i], 32) + shingles[i + WTW_WINNOW_STEP];
}

/* The place of the least of the hashes in [begin, end) by their upper halves, the last of
 * equals. */
static size_t least_of(const uint64_t *shingles, size_t begin, size_t end)
{
    size_t least = begin;

    for (size_t i = begin + 1; i < end; i++)
        if (hash_at(shingles, i) >> 32 <= hash_at(shingles, least) >> 32)
            least = i;
    return least;
}

static uint32_t key_of(uint64_t hash)
{
    return (uint32_t)hash & INT32_MAX;
}

/* Writes the keys of 'count' hashes, window by window, to 'out_keys'; returns how many.
 */
static size_t choose_one_by_one(const uint64_t *shingles, size_t count,
                                uint32_t *out_keys)
{
    size_t window = count < WTW_WINNOW_WINDOW ? count : WTW_WINNOW_WINDOW;
    size_t least = least_of(shingles, 0, window);
    size_t chosen = 0;

    out_keys[chosen++] = key_of(hash_at(shingles, least));
    for (size_t end = window + 1; end <= count; end++) {
        uint32_t key = 0;

        if (least < end - window)
            least = least_of(shingles, end - window, end);
        else if (hash_at(shingles, end - 1) >> 32 <= hash_at(shingles, least) >> 32)
            least = end - 1;
        key = key_of(hash_at(shingles, least));
        if (out_keys[chosen - 1] != key)
            out_keys[chosen++] = key;
    }
    return chosen;
}

/* Writes the keys of hashes found, each over a place that is done with; returns how many,
 * or 0 where places with the same 16 bits are not of one hash. */
static size_t write_keys(const uint64_t *shingles, size_t found, uint32_t *places)
{
    uint64_t before = hash_at(shingles, places[0]);
    bool is_tied = false;
    size_t chosen = 1;

    places[0] = key_of(before);
    for (size_t i = 1; i < found; i++) {
        uint64_t hash = hash_at(shingles, places[i]);

        is_tied |= hash != before && hash >> 48 == before >> 48;
        places[chosen] = key_of(hash);
        chosen += key_of(hash) != key_of(before);
        before = hash;
    }
    return is_tied ? 0 : chosen;
}

/* Writes the keys of 'count' shingles to 'out_keys', which has room for WTW_PLACES_SPARE
 * more. */
static size_t choose_keys(const struct wtw_kernel *kernel, const uint64_t *shingles,
                          size_t count, uint32_t *out_keys)
{
    size_t hash_count = count - WTW_WINNOW_STEP;
    size_t chosen = 0;

    if (hash_count >= WTW_WINNOW_WINDOW)
        chosen =
            write_keys(shingles, kernel->find_least(shingles, count, out_keys), out_keys);
    return chosen ? chosen : choose_one_by_one(shingles, hash_count, out_keys);
}

enum wtw_status wtw_winnow_append(const struct wtw_kernel *kernel,
                                  const uint64_t *shingles, size_t count,
                                  struct wtw_winnow_keys *keys, struct wtw_error *error)
{
    size_t needed = 0;

    if (count <= WTW_WINNOW_STEP)
        return WTW_OK;
    if (count > UINT32_MAX ||
        !wtw_size_add(keys->count, count + WTW_PLACES_SPARE, &needed))
        return wtw_fail(error, WTW_TOO_LARGE, "%zu shingles are too many to winnow",
                        count);
    WTW_TRY(WTW_GROW(&keys->items, &keys->capacity, needed, error));
    keys->count += choose_keys(kernel, shingles, count, keys->items + keys->count);
    return WTW_OK;
}

void wtw_winnow_keys_release(struct wtw_winnow_keys *keys)
{
    wtw_release_items(keys->items);
    *keys = (struct wtw_winnow_keys){0};
}
