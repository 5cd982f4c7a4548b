/*
 * shingles.c - the set of an article's shingles
 *
 * A shingle is k neighbouring tokens; its hash is made of the tokens' 64-bit hashes by
 * rotating and adding, then one multiplication, so that order counts and every bit
 * depends on every token. The tokens' hashes are random already; hashing their bytes once
 * more was measured at four times the cost for no fewer collisions.
 *
 * Sketches want each shingle once, and comparing wants "is it in?". In news 4 shingles of
 * 1,000 repeat an earlier one and one in twenty falls on the place of another, so both
 * are answered by a table in which each shingle writes its number into its place, the
 * last of the text first, and nobody looks what was there. Who then finds its own number
 * is new; the others, twenty as a rule, are looked at one by one, and those that
 * are new though another has their place are kept in a list. A shingle is in if it is
 * the one that its place names, or in the list, of which a filter of 1024 bits knows for
 * nearly all others that they are not. There is no branch that depends on most
 * hashes, and no write that a read has to wait for. A Bloom filter for the one and an
 * index with linear probing for the other, which were here before, took twice as many
 * instructions. A table that is not cleared, in which what an earlier text left is told
 * by its place, was slower: its writes find nothing in the first-level cache.
 *
 * Texts of more than WTW_FEW_PLACED shingles have a table four times as large. In those of
 * more than WTW_PLACED_MAX the list would grow long; they have an index of places with linear
 * probing, at most a quarter full, with three times as many instructions a shingle. Sorting
 * instead costs three times as much for an article of 400 words.
 *
 * What two texts share stands in rows, so the shingle after the last one found is looked
 * at first, and most are found without the table.
 */
#include "sketch/shingles.h"

#include "base/memory.h"
#include "base/sizes.h"
#include "sketch/mix.h"

#include <string.h>

/* The smallest index: 64 places, so that the shift by 64 - bits is always defined. */
enum { INDEX_BITS_MIN = 6, INDEX_SHARE = 4 };

struct wtw_shingles {
    uint64_t *in_order; /* all, as in the text */
    size_t in_order_count;
    size_t in_order_capacity;
    uint64_t *items; /* distinct, in order of first occurrence */
    size_t count;
    size_t item_capacity;
    const struct wtw_kernel *kernel;
    struct wtw_placed_shingles placed; /* of texts of up to WTW_PLACED_MAX shingles */
    size_t place_capacity;
    size_t displaced_capacity;
    uint32_t *index; /* of longer ones: for each place, 1 + the number of the item there,
                        or 0 */
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
    wtw_release_items(shingles->placed.first);
    wtw_release_items(shingles->placed.displaced);
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

static enum wtw_status keep_first_by_places(struct wtw_shingles *shingles,
                                            struct wtw_error *error)
{
    struct wtw_placed_shingles *placed = &shingles->placed;
    size_t count = shingles->in_order_count;

    WTW_TRY(WTW_GROW(&placed->first, &shingles->place_capacity,
                     (size_t)1 << wtw_place_bits(count), error));
    WTW_TRY(WTW_GROW(&placed->displaced, &shingles->displaced_capacity, count, error));
    placed->in_order = shingles->in_order;
    placed->count = count;
    shingles->count = shingles->kernel->keep_first(placed, shingles->items);
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
    shingles->kernel = kernel;
    return WTW_OK;
}

enum wtw_status wtw_shingles_fill(struct wtw_shingles *shingles,
                                  const struct wtw_kernel *kernel,
                                  const uint64_t *token_hashes, size_t token_count,
                                  uint32_t k, struct wtw_error *error)
{
    WTW_TRY(hash_all(shingles, kernel, token_hashes, token_count, k, error));
    if (!shingles->in_order_count)
        return WTW_OK;
    return shingles->in_order_count > WTW_PLACED_MAX
               ? keep_first_by_index(shingles, error)
               : keep_first_by_places(shingles, error);
}

enum wtw_status wtw_shingles_make(struct wtw_shingles *shingles,
                                  const uint64_t *token_hashes, size_t token_count,
                                  uint32_t k, struct wtw_error *error)
{
    return wtw_shingles_fill(shingles, wtw_kernel_best(), token_hashes, token_count, k,
                             error);
}

static uint32_t count_by_index(const struct wtw_shingles *indexed,
                               const struct wtw_shingles *other)
{
    uint32_t shared = 0;
    size_t next = 0; /* the item of 'indexed' after the last one found */

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

uint32_t wtw_shingles_count_shared(const struct wtw_shingles *a,
                                   const struct wtw_shingles *b)
{
    if (!a->count || !b->count)
        return 0;
    if (a->in_order_count > WTW_PLACED_MAX)
        return count_by_index(a, b);
    return (uint32_t)a->kernel->count_shared(&a->placed, b->items, b->count);
}
