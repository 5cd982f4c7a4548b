/*
 * match_list.c - a growing list of matches, sorted by a, then b
 *
 * A list that lies in a file is sorted in runs of some megabytes, which are then merged
 * into another file: to sort it where it is would have all of it in memory, twice.
 */
#include "engine/match_list.h"

#include "base/memory.h"
#include "base/sizes.h"

#include <stdlib.h>

static enum wtw_status reserve(struct wtw_match_list *list, size_t count,
                               struct wtw_error *error)
{
    size_t bytes = 0;

    if (!wtw_size_multiply(count, sizeof list->items[0], &bytes))
        return wtw_fail(error, WTW_TOO_LARGE, "%zu matches are too many", count);
    WTW_TRY(wtw_paged_reserve(&list->memory, bytes, error));
    list->items = list->memory.memory;
    return WTW_OK;
}

enum wtw_status wtw_match_list_add(struct wtw_match_list *list,
                                   const struct wtw_match *match, struct wtw_error *error)
{
    WTW_TRY(reserve(list, list->count + 1, error));
    wtw_match_list_step(list, list->count);
    list->items[list->count++] = *match;
    return WTW_OK;
}

enum wtw_status wtw_match_list_verify(struct wtw_match_list *list,
                                      const struct wtw_verify *verify,
                                      const uint64_t *pairs, size_t count,
                                      bool keeps_unrelated, struct wtw_error *error)
{
    struct wtw_match *matches = NULL;

    if (!count)
        return WTW_OK;
    WTW_TRY(reserve(list, list->count + count, error));
    matches = list->items + list->count;
    WTW_TRY(wtw_verify_pairs(verify, pairs, count, matches, error));
    for (size_t i = 0; i < count; i++)
        if (keeps_unrelated || matches[i].relation != WTW_UNRELATED)
            list->items[list->count++] = matches[i];
    wtw_paged_rest(&list->memory);
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

/* A sorted run of a list, and where its merge has come to. */
struct run {
    const struct wtw_match *next;
    const struct wtw_match *end;
};

/* Lets the run at 'place' of a heap sink to where it belongs. */
static void sink(struct run *heap, size_t count, size_t place)
{
    for (;;) {
        size_t least = place;
        struct run run = heap[place];

        for (size_t child = 2 * place + 1; child <= 2 * place + 2 && child < count;
             child++)
            if (compare_matches(heap[child].next, heap[least].next) < 0)
                least = child;
        if (least == place)
            return;
        heap[place] = heap[least];
        heap[least] = run;
        place = least;
    }
}

static void merge_runs(const struct wtw_match_list *from, struct run *heap, size_t count,
                       struct wtw_match_list *to)
{
    for (size_t i = count; i-- > 0;)
        sink(heap, count, i);
    while (count) {
        if (to->count % WTW_MATCHES_A_REST == 0)
            wtw_paged_rest(&from->memory);
        wtw_match_list_step(to, to->count);
        to->items[to->count++] = *heap[0].next++;
        if (heap[0].next == heap[0].end)
            heap[0] = heap[--count];
        sink(heap, count, 0);
    }
}

static enum wtw_status merge_all(struct wtw_match_list *list, struct run *heap,
                                 size_t runs, struct wtw_error *error)
{
    struct wtw_match_list merged = {.memory = {.folder = list->memory.folder}};
    enum wtw_status status = reserve(&merged, list->count, error);

    for (size_t i = 0; i < runs; i++) {
        size_t begin = i * WTW_MATCHES_A_REST;
        size_t end = begin + WTW_MATCHES_A_REST;

        heap[i] = (struct run){list->items + begin,
                               list->items + (end < list->count ? end : list->count)};
    }
    if (status != WTW_OK) {
        wtw_match_list_release(&merged);
        return status;
    }
    merge_runs(list, heap, runs, &merged);
    wtw_match_list_release(list);
    *list = merged;
    return WTW_OK;
}

static void sort_run(struct wtw_match_list *list, size_t begin)
{
    size_t left = list->count - begin;

    qsort(list->items + begin, left < WTW_MATCHES_A_REST ? left : WTW_MATCHES_A_REST,
          sizeof list->items[0], compare_matches);
    wtw_paged_rest(&list->memory);
}

static enum wtw_status sort_in_file(struct wtw_match_list *list, struct wtw_error *error)
{
    size_t runs = (list->count - 1) / WTW_MATCHES_A_REST + 1;
    struct run *heap = NULL;
    enum wtw_status status = WTW_OK;

    for (size_t i = 0; i < runs; i++)
        sort_run(list, i * WTW_MATCHES_A_REST);
    if (runs == 1)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&heap, runs, error));
    status = merge_all(list, heap, runs, error);
    wtw_release_items(heap);
    return status;
}

enum wtw_status wtw_match_list_sort(struct wtw_match_list *list, struct wtw_error *error)
{
    if (list->count && list->memory.folder)
        return sort_in_file(list, error);
    if (list->count)
        qsort(list->items, list->count, sizeof list->items[0], compare_matches);
    return WTW_OK;
}

const struct wtw_match *wtw_match_list_find(const struct wtw_match_list *list, uint32_t x,
                                            uint32_t y)
{
    struct wtw_match wanted = {.a = x < y ? x : y, .b = x < y ? y : x};

    if (!list->count)
        return NULL;
    wtw_paged_touch(&list->memory);
    return bsearch(&wanted, list->items, list->count, sizeof list->items[0],
                   compare_matches);
}

void wtw_match_list_release(struct wtw_match_list *list)
{
    wtw_paged_release(&list->memory);
    list->items = NULL;
    list->count = 0;
}
