/*
 * shingles.c - the set of an article's shingles
 *
 * A shingle is k neighbouring tokens; its hash is made of the tokens' 64-bit hashes by
 * rotating and adding, then one multiplication, so that order counts and every bit
 * depends on every token. The tokens' hashes are XXH3 and thus already random; hashing
 * their bytes once more with XXH3 was measured at four times the cost for no fewer
 * collisions.
 *
 * The set is the distinct hashes in order of first occurrence, for sketches that want
 * each once, and an open-addressing table over them (linear probing, at most half full)
 * that answers "is it in?". Sorting instead costs three times as much for an article of
 * 400 words and makes comparing slower.
 *
 * The hash 0 marks an empty place in the table; a shingle that hashes to it counts as 1.
 */
#include "sketch/shingles.h"

#include "base/memory.h"
#include "base/sizes.h"

#include <string.h>

struct wtw_shingles {
    uint64_t *items; /* distinct, in order of first occurrence */
    size_t count;
    size_t item_capacity;
    uint64_t *table; /* 0 marks an empty place */
    size_t table_capacity;
    uint32_t table_bits; /* log2 of the places in use now; its top hash bits choose the
                            place */
};

/* The smallest table: 64 places, so that the shift by 64 - bits is always defined. */
enum { TABLE_BITS_MIN = 6 };

enum wtw_status wtw_shingles_new(struct wtw_shingles **out_shingles,
                                 struct wtw_error *error)
{
    return WTW_ALLOCATE(out_shingles, 1, error);
}

void wtw_shingles_free(struct wtw_shingles *shingles)
{
    if (!shingles)
        return;
    wtw_release_items(shingles->items);
    wtw_release_items(shingles->table);
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

size_t wtw_shingles_bytes(const struct wtw_shingles *shingles)
{
    return (shingles->item_capacity + shingles->table_capacity) * sizeof(uint64_t);
}

/* Makes room for 'count' shingles and an empty table of at least twice as many places. */
static enum wtw_status prepare_set(struct wtw_shingles *shingles, size_t count,
                                   struct wtw_error *error)
{
    uint32_t bits = TABLE_BITS_MIN;
    size_t doubled = 0;

    if (!wtw_size_multiply(count, 4, &doubled))
        return wtw_fail(error, WTW_TOO_LARGE, "%zu shingles do not fit in memory", count);
    while (((size_t)1 << bits) < count * 2)
        bits++;
    shingles->count = 0;
    WTW_TRY(WTW_GROW(&shingles->items, &shingles->item_capacity, count, error));
    WTW_TRY(
        WTW_GROW(&shingles->table, &shingles->table_capacity, (size_t)1 << bits, error));
    shingles->table_bits = bits;
    memset(shingles->table, 0, ((size_t)1 << bits) * sizeof shingles->table[0]);
    return WTW_OK;
}

/* Keeps the first of each hash among the 'count' that stand in items. */
static void remove_repeats(struct wtw_shingles *shingles, size_t count)
{
    uint64_t *table = shingles->table;
    uint32_t shift = 64 - shingles->table_bits;
    size_t mask = ((size_t)1 << shingles->table_bits) - 1;
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t hash = shingles->items[i];
        size_t place = hash >> shift;

        while (table[place] && table[place] != hash)
            place = (place + 1) & mask;
        shingles->items[kept] = hash;
        kept += table[place] == 0;
        table[place] = hash;
    }
    shingles->count = kept;
}

enum wtw_status wtw_shingles_fill(struct wtw_shingles *shingles,
                                  const struct wtw_kernel *kernel,
                                  const uint64_t *token_hashes, size_t token_count,
                                  uint32_t k, struct wtw_error *error)
{
    uint32_t width = token_count < k ? (uint32_t)token_count : k;
    size_t count = token_count ? token_count - width + 1 : 0;

    shingles->count = 0;
    if (!k || k > WTW_SHINGLE_TOKENS_MAX)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "a shingle has 1 to %d tokens, %u are asked for",
                        WTW_SHINGLE_TOKENS_MAX, k);
    WTW_TRY(prepare_set(shingles, count, error));
    if (!count)
        return WTW_OK;
    kernel->hash_shingles(token_hashes, count, width, shingles->items);
    remove_repeats(shingles, count);
    return WTW_OK;
}

enum wtw_status wtw_shingles_make(struct wtw_shingles *shingles,
                                  const uint64_t *token_hashes, size_t token_count,
                                  uint32_t k, struct wtw_error *error)
{
    return wtw_shingles_fill(shingles, wtw_kernel_best(), token_hashes, token_count, k,
                             error);
}

bool wtw_shingles_contain(const struct wtw_shingles *shingles, uint64_t hash)
{
    uint32_t shift = 64 - shingles->table_bits;
    size_t mask = ((size_t)1 << shingles->table_bits) - 1;
    size_t place = hash >> shift;

    if (!shingles->count)
        return false;
    while (shingles->table[place] && shingles->table[place] != hash)
        place = (place + 1) & mask;
    return shingles->table[place] == hash;
}
