/*
 * pairs.c - a growing set of article pairs
 *
 * A pair that is alike shares many bands, and would be noted once for each. A hash set of
 * all pairs costs a cache miss for each of these; appending, and now and then sorting and
 * removing repeats, does not.
 */
#include "match/pairs.h"

#include "base/memory.h"
#include "match/radix_sort.h"

#include <string.h>

/* Up to 64 Ki pairs, half a megabyte, the array just grows: a few articles need little, and
 * small runs never settle twice. */
enum { CAPACITY_FIRST = 1 << 10, CAPACITY_SETTLING = 1 << 16 };

void wtw_pairs_settle(struct wtw_pairs *pairs)
{
    pairs->count = wtw_sort_unique(pairs->items, pairs->scratch, pairs->count);
}

static enum wtw_status grow(struct wtw_pairs *pairs, struct wtw_error *error)
{
    size_t capacity = CAPACITY_FIRST;

    if (pairs->capacity >= CAPACITY_SETTLING)
        capacity = pairs->capacity / 2 * 3;
    else if (pairs->capacity > 0)
        capacity = pairs->capacity * 4;
    WTW_TRY(WTW_RESIZE(&pairs->scratch, capacity, error));
    WTW_TRY(WTW_RESIZE(&pairs->items, capacity, error));
    pairs->capacity = capacity;
    return WTW_OK;
}

/* After settling, a quarter of the room has to be free, so that the next settling is not
 * soon. */
static enum wtw_status make_room(struct wtw_pairs *pairs, struct wtw_error *error)
{
    if (pairs->capacity >= CAPACITY_SETTLING)
        wtw_pairs_settle(pairs);
    if (pairs->count < pairs->capacity / 4 * 3)
        return WTW_OK;
    return grow(pairs, error);
}

enum wtw_status wtw_pairs_add(struct wtw_pairs *pairs, uint64_t pair,
                              struct wtw_error *error)
{
    if (pairs->count == pairs->capacity)
        WTW_TRY(make_room(pairs, error));
    pairs->items[pairs->count++] = pair;
    return WTW_OK;
}

void wtw_pairs_keep_two(struct wtw_pairs *pairs)
{
    uint64_t *items = pairs->items;
    size_t kept = 0;

    wtw_radix_sort(items, pairs->scratch, pairs->count, 0);
    for (size_t i = 0; i < pairs->count; i++)
        if (kept < 2 || items[kept - 2] != items[i])
            items[kept++] = items[i];
    pairs->count = kept;
}

enum wtw_status wtw_pairs_note(struct wtw_pairs *pairs, uint64_t pair,
                               struct wtw_error *error)
{
    if (pairs->count == pairs->capacity) {
        if (pairs->capacity >= CAPACITY_SETTLING)
            wtw_pairs_keep_two(pairs);
        if (pairs->count >= pairs->capacity / 4 * 3)
            WTW_TRY(grow(pairs, error));
    }
    pairs->items[pairs->count++] = pair;
    return WTW_OK;
}

void wtw_pairs_keep_repeated(struct wtw_pairs *pairs)
{
    uint64_t *items = pairs->items;
    size_t kept = 0;

    wtw_pairs_keep_two(pairs);
    for (size_t i = 1; i < pairs->count; i++)
        if (items[i] == items[i - 1])
            items[kept++] = items[i];
    pairs->count = kept;
}

void wtw_pairs_trim(struct wtw_pairs *pairs)
{
    wtw_release_items(pairs->scratch);
    pairs->scratch = NULL;
    pairs->capacity = 0;
    /* Where even this fails, the larger block serves as well. */
    if (WTW_RESIZE(&pairs->items, pairs->count, NULL) != WTW_OK)
        return;
}

enum wtw_status wtw_pairs_add_all(struct wtw_pairs *pairs, const struct wtw_pairs *more,
                                  struct wtw_error *error)
{
    for (size_t i = 0; i < more->count; i++)
        WTW_TRY(wtw_pairs_add(pairs, more->items[i], error));
    return WTW_OK;
}

void wtw_pairs_remove(struct wtw_pairs *pairs, const struct wtw_pairs *known)
{
    size_t kept = 0;
    size_t j = 0;

    for (size_t i = 0; i < pairs->count; i++) {
        while (j < known->count && known->items[j] < pairs->items[i])
            j++;
        if (j == known->count || known->items[j] != pairs->items[i])
            pairs->items[kept++] = pairs->items[i];
    }
    pairs->count = kept;
}

static uint32_t root_of(uint32_t *parents, uint32_t article)
{
    while (parents[article] != article) {
        parents[article] = parents[parents[article]];
        article = parents[article];
    }
    return article;
}

/* The lower root wins, so that components come in the order of their first articles. */
static void unite_pair(uint32_t *parents, uint64_t pair)
{
    uint32_t a_root = root_of(parents, wtw_pair_a(pair));
    uint32_t b_root = root_of(parents, wtw_pair_b(pair));

    if (a_root < b_root)
        parents[b_root] = a_root;
    else
        parents[a_root] = b_root;
}

/* Sorts (root, place) and puts the pairs in that order. */
static void sort_by_root(struct wtw_pairs *pairs, uint32_t *parents, uint64_t *order,
                         uint64_t *scratch)
{
    for (size_t i = 0; i < pairs->count; i++)
        order[i] = (uint64_t)root_of(parents, wtw_pair_a(pairs->items[i])) << 32 | i;
    wtw_radix_sort(order, scratch, pairs->count, 32);
    for (size_t i = 0; i < pairs->count; i++)
        scratch[i] = pairs->items[(uint32_t)order[i]];
    memcpy(pairs->items, scratch, pairs->count * sizeof pairs->items[0]);
}

enum wtw_status wtw_pairs_order_by_component(struct wtw_pairs *pairs,
                                             uint32_t article_count,
                                             struct wtw_error *error)
{
    uint32_t *parents = NULL;
    uint64_t *order = NULL;
    uint64_t *scratch = NULL;
    enum wtw_status status = WTW_OK;

    if (pairs->count < 2 || pairs->count >= UINT32_MAX)
        return WTW_OK;
    status = WTW_ALLOCATE(&parents, article_count, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&order, pairs->count, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&scratch, pairs->count, error);
    if (status == WTW_OK) {
        for (uint32_t i = 0; i < article_count; i++)
            parents[i] = i;
        for (size_t i = 0; i < pairs->count; i++)
            unite_pair(parents, pairs->items[i]);
        sort_by_root(pairs, parents, order, scratch);
    }
    wtw_release_items(parents);
    wtw_release_items(order);
    wtw_release_items(scratch);
    return status;
}

void wtw_pairs_release(struct wtw_pairs *pairs)
{
    wtw_release_items(pairs->items);
    wtw_release_items(pairs->scratch);
    *pairs = (struct wtw_pairs){0};
}
