/*
 * passage_order.c - passages in the order in which people want to see them
 */
#include "write/passage_order.h"

#include "base/memory.h"

#include <stdlib.h>

struct wtw_span wtw_passage_text(struct wtw_span text, struct wtw_range range)
{
    return (struct wtw_span){text.items + range.begin, range.end - range.begin};
}

/* qsort has no context, so a key carries what is compared: the least rank comes first. */
struct rank_key {
    uint32_t rank;
    uint32_t position;
};

static int compare_keys(const void *left, const void *right)
{
    const struct rank_key *a = left;
    const struct rank_key *b = right;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->position < b->position ? -1 : 1;
}

enum wtw_status wtw_passages_sort(const struct wtw_passage *passages, size_t count,
                                  enum wtw_passage_order order, uint32_t **out_positions,
                                  struct wtw_error *error)
{
    struct rank_key *keys = NULL;
    uint32_t *positions = NULL;
    enum wtw_status status = WTW_ALLOCATE(&keys, count, error);

    if (status == WTW_OK)
        status = WTW_ALLOCATE(&positions, count, error);
    if (status != WTW_OK) {
        wtw_release_items(keys);
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        bool by_length = order == WTW_PASSAGES_LONGEST_FIRST;

        keys[i].rank =
            by_length ? UINT32_MAX - passages[i].token_count : passages[i].b_token;
        keys[i].position = (uint32_t)i;
    }
    qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < count; i++)
        positions[i] = keys[i].position;
    wtw_release_items(keys);
    *out_positions = positions;
    return WTW_OK;
}
