/*
 * shingles.c - the set of an article's shingles
 *
 * A shingle is k neighbouring tokens; its hash is made of the tokens' 64-bit hashes by
 * rotating and adding, then one multiplication, so that order counts and every bit
 * depends on every token. The tokens' hashes are random already; hashing their bytes once
 * more was measured at four times the cost for no fewer collisions.
 *
 * Sketches want each shingle once. In news 4 shingles of 1,000 repeat an earlier one, so
 * a Bloom filter whose bits for one shingle are all in one word (Putze, Sanders, Singler,
 * WEA 2007) tells the others to be new at the cost of a load; only where all of its bits
 * are set already are the earlier ones looked at. A map with one bit a shingle takes as
 * many instructions and suspects 1,000 times as many. Articles of more than
 * FILTERED_SHINGLES are told apart with the index instead, since the filter would fill
 * up.
 *
 * Comparing wants "is it in?": an index of places, with linear probing, at most a quarter
 * full, so that a shingle that is not in finds an empty place at once as a rule and no
 * branch of the search is a surprise. What two texts share stands in rows, so the shingle
 * after the last one found is looked at first, and most are found without the index.
 * Sorting instead costs three times as much for an article of 400 words.
 */
#include "sketch/shingles.h"

#include "base/memory.h"
#include "base/sizes.h"
#include "sketch/mix.h"

#include <string.h>

/* 8 KB: two shingles a word at most. */
enum { FILTER_BITS = 10, FILTER_WORDS = 1 << FILTER_BITS, FILTERED_SHINGLES = 2048 };

/* The smallest index: 64 places, so that the shift by 64 - bits is always defined. */
enum { INDEX_BITS_MIN = 6, INDEX_SHARE = 4 };

struct wtw_shingles {
    uint64_t *in_order; /* all, as in the text */
    size_t in_order_count;
    size_t in_order_capacity;
    uint64_t *items; /* distinct, in order of first occurrence */
    size_t count;
    size_t item_capacity;
    uint32_t *index; /* for each place, 1 + the number of the item there, or 0 */
    size_t index_capacity;
    uint32_t index_bits; /* log2 of the places in use; the top bits of a hash choose its
                            place */
};

enum wtw_status wtw_shingles_new(struct wtw_shingles **out_shingles,
                                 struct wtw_error *error)
{
    return WTW_ALLOCATE(out_shingles, 1, error);
}

void wtw_shingles_free(struct wtw_shingles *shingles)
{
    if (!shingles)
        return;
    wtw_release_items(shingles->in_order);
    wtw_release_items(shingles->items);
    wtw_release_items(shingles->index);
    wtw_release_items(shingles);
}

size_t wtw_shingles_count(const struct wtw_shingles *shingles)
{
    return shingles->count;
}

const uint64_t *wtw_shingles_items(const struct wtw_shingles *shingles)
{
    return shingles->items;
}

const uint64_t *wtw_shingles_in_order(const struct wtw_shingles *shingles,
                                      size_t *out_count)
{
    *out_count = shingles->in_order_count;
    return shingles->in_order;
}

/* The place where 'hash' is, or where it belongs. */
static size_t place_of(const struct wtw_shingles *shingles, uint64_t hash)
{
    const uint32_t *index = shingles->index;
    size_t mask = ((size_t)1 << shingles->index_bits) - 1;
    size_t place = hash >> (64 - shingles->index_bits);

    while (index[place] && shingles->items[index[place] - 1] != hash)
        place = (place + 1) & mask;
    return place;
}

/* An empty index with at least INDEX_SHARE times as many places as 'count'. */
static enum wtw_status empty_index(struct wtw_shingles *shingles, size_t count,
                                   struct wtw_error *error)
{
    uint32_t bits = INDEX_BITS_MIN;

    while (((size_t)1 << bits) / INDEX_SHARE < count)
        bits++;
    WTW_TRY(
        WTW_GROW(&shingles->index, &shingles->index_capacity, (size_t)1 << bits, error));
    shingles->index_bits = bits;
    memset(shingles->index, 0, ((size_t)1 << bits) * sizeof shingles->index[0]);
    return WTW_OK;
}

/* Goes to the end whatever it finds, as compilers make vector code of that only. */
static bool is_among(const uint64_t *hashes, size_t count, uint64_t hash)
{
    uint64_t equal = 0;

    for (size_t i = 0; i < count; i++)
        equal |= hashes[i] == hash;
    return equal;
}

static void keep_first_by_filter(struct wtw_shingles *shingles)
{
    uint64_t filter[FILTER_WORDS] = {0};
    const uint64_t *in_order = shingles->in_order;
    uint64_t *items = shingles->items;
    size_t kept = 0;

    for (size_t i = 0, count = shingles->in_order_count; i < count; i++) {
        uint64_t hash = in_order[i];
        uint64_t *word = &filter[hash >> (64 - FILTER_BITS)];
        uint64_t before = *word;

        /* 16 bits of 64: they cover one another once in 600,000 words. */
        *word |= hash & wtw_rotate_left(hash, 21);
        if (*word == before && is_among(items, kept, hash))
            continue;
        items[kept++] = hash;
    }
    shingles->count = kept;
}

static enum wtw_status keep_first_by_index(struct wtw_shingles *shingles,
                                           struct wtw_error *error)
{
    size_t kept = 0;

    WTW_TRY(empty_index(shingles, shingles->in_order_count, error));
    for (size_t i = 0; i < shingles->in_order_count; i++) {
        uint64_t hash = shingles->in_order[i];
        size_t place = place_of(shingles, hash);

        if (shingles->index[place])
            continue;
        shingles->items[kept++] = hash;
        shingles->index[place] = (uint32_t)kept;
    }
    shingles->count = kept;
    return WTW_OK;
}

/* Fills in_order, with room for as many items. */
static enum wtw_status hash_all(struct wtw_shingles *shingles,
                                const struct wtw_kernel *kernel,
                                const uint64_t *token_hashes, size_t token_count,
                                uint32_t k, struct wtw_error *error)
{
    uint32_t width = token_count < k ? (uint32_t)token_count : k;
    size_t count = token_count ? token_count - width + 1 : 0;

    shingles->count = 0;
    shingles->in_order_count = 0;
    if (!k || k > WTW_SHINGLE_TOKENS_MAX)
        return wtw_fail(error, WTW_BAD_ARGUMENT, "a shingle has 1 to %d tokens, not %u",
                        WTW_SHINGLE_TOKENS_MAX, k);
    if (!count)
        return WTW_OK;
    if (count >= UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE, "%zu shingles are too many", count);
    WTW_TRY(WTW_GROW(&shingles->in_order, &shingles->in_order_capacity, count, error));
    WTW_TRY(WTW_GROW(&shingles->items, &shingles->item_capacity, count, error));
    kernel->hash_shingles(token_hashes, count, width, shingles->in_order);
    shingles->in_order_count = count;
    return WTW_OK;
}

enum wtw_status wtw_shingles_fill(struct wtw_shingles *shingles,
                                  const struct wtw_kernel *kernel,
                                  const uint64_t *token_hashes, size_t token_count,
                                  uint32_t k, struct wtw_error *error)
{
    WTW_TRY(hash_all(shingles, kernel, token_hashes, token_count, k, error));
    if (shingles->in_order_count > FILTERED_SHINGLES)
        return keep_first_by_index(shingles, error);
    keep_first_by_filter(shingles);
    return WTW_OK;
}

enum wtw_status wtw_shingles_fill_indexed(struct wtw_shingles *shingles,
                                          const struct wtw_kernel *kernel,
                                          const uint64_t *token_hashes,
                                          size_t token_count, uint32_t k,
                                          struct wtw_error *error)
{
    WTW_TRY(hash_all(shingles, kernel, token_hashes, token_count, k, error));
    return keep_first_by_index(shingles, error);
}

enum wtw_status wtw_shingles_make(struct wtw_shingles *shingles,
                                  const uint64_t *token_hashes, size_t token_count,
                                  uint32_t k, struct wtw_error *error)
{
    return wtw_shingles_fill_indexed(shingles, wtw_kernel_best(), token_hashes,
                                     token_count, k, error);
}

uint32_t wtw_shingles_count_shared(const struct wtw_shingles *indexed,
                                   const struct wtw_shingles *other)
{
    uint32_t shared = 0;
    size_t next = 0; /* the item of 'indexed' after the last one found */

    if (!indexed->count)
        return 0;
    for (size_t i = 0; i < other->count; i++) {
        uint64_t hash = other->items[i];

        if (next == indexed->count || indexed->items[next] != hash) {
            uint32_t found = indexed->index[place_of(indexed, hash)];

            if (!found)
                continue;
            next = found - 1;
        }
        shared++;
        next++;
    }
    return shared;
}
