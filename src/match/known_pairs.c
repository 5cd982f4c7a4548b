/*
 * known_pairs.c - whether a pair is among those that an earlier join has found
 */
#include "match/known_pairs.h"

#include "base/memory.h"

enum wtw_status wtw_known_pairs_make(struct wtw_known_pairs *known,
                                     const struct wtw_pairs *pairs,
                                     uint32_t article_count, struct wtw_error *error)
{
    uint32_t *begins = NULL;
    uint32_t article = 0;

    if (!pairs->count || pairs->count >= UINT32_MAX)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&begins, (size_t)article_count + 1, error));
    for (uint32_t i = 0; i < pairs->count; i++)
        while (article <= wtw_pair_a(pairs->items[i]))
            begins[article++] = i;
    while (article <= article_count)
        begins[article++] = (uint32_t)pairs->count;
    *known = (struct wtw_known_pairs){pairs->items, begins};
    return WTW_OK;
}

void wtw_known_pairs_release(struct wtw_known_pairs *known)
{
    wtw_release_items(known->begins);
    *known = (struct wtw_known_pairs){NULL, NULL};
}
