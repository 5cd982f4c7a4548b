/*
 * match_list.c - a growing list of matches, sorted by a, then b
 */
#include "engine/match_list.h"

#include "base/memory.h"

#include <stdlib.h>

enum wtw_status wtw_match_list_add(struct wtw_match_list *list,
                                   const struct wtw_match *match, struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&list->items, &list->capacity, list->count + 1, error));
    list->items[list->count++] = *match;
    return WTW_OK;
}

enum wtw_status wtw_match_list_verify(struct wtw_match_list *list,
                                      const struct wtw_verify *verify,
                                      const uint64_t *pairs, size_t count,
                                      bool keeps_unrelated, struct wtw_error *error)
{
    struct wtw_match *matches = NULL;

    WTW_TRY(WTW_GROW(&list->items, &list->capacity, list->count + count, error));
    matches = list->items + list->count;
    WTW_TRY(wtw_verify_pairs(verify, pairs, count, matches, error));
    for (size_t i = 0; i < count; i++)
        if (keeps_unrelated || matches[i].relation != WTW_UNRELATED)
            list->items[list->count++] = matches[i];
    return WTW_OK;
}

static int compare_matches(const void *left, const void *right)
{
    const struct wtw_match *x = left;
    const struct wtw_match *y = right;

    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

void wtw_match_list_sort(struct wtw_match_list *list)
{
    if (list->count)
        qsort(list->items, list->count, sizeof list->items[0], compare_matches);
}

const struct wtw_match *wtw_match_list_find(const struct wtw_match_list *list, uint32_t x,
                                            uint32_t y)
{
    struct wtw_match wanted = {.a = x < y ? x : y, .b = x < y ? y : x};

    if (!list->count)
        return NULL;
    return bsearch(&wanted, list->items, list->count, sizeof list->items[0],
                   compare_matches);
}

void wtw_match_list_release(struct wtw_match_list *list)
{
    wtw_release_items(list->items);
    *list = (struct wtw_match_list){0};
}
