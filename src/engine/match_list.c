/*
 * match_list.c - a growing list of matches, sorted by a, then b
 *
 * A list that lies in a file is sorted in runs of some megabytes, which are then merged
 * into another file: to sort it where it is would have all of it in memory, twice.
 */
#include "engine/match_list.h"

#include "base/memory.h"
#include "base/sizes.h"
#include "match/radix_sort.h"

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

static bool is_sorted(const struct wtw_match *items, size_t count)
{
    size_t i = 1;

    while (i < count && compare_matches(&items[i - 1], &items[i]) < 0)
        i++;
    return i >= count;
}

/* Moves items so that the one whose place is in the lower half of order[i] comes to i, along
 * the cycles of the permutation; their places become where they are. */
static void move_into_order(struct wtw_match *items, uint64_t *order, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct wtw_match first = items[i];
        size_t to = i;

        for (size_t from = (uint32_t)order[to]; from != i; from = (uint32_t)order[to]) {
            order[to] = to;
            items[to] = items[from];
            to = from;
        }
        order[to] = to;
        items[to] = first;
    }
}

/* By b, then, what keeps that order among equals, by a; 'order' is room for twice as many. */
static void sort_places(struct wtw_match *items, uint64_t *order, size_t count)
{
    for (size_t i = 0; i < count; i++)
        order[i] = (uint64_t)items[i].b << 32 | i;
    wtw_radix_sort(order, order + count, count, 32);
    for (size_t i = 0; i < count; i++) {
        uint32_t place = (uint32_t)order[i];

        order[i] = (uint64_t)items[place].a << 32 | place;
    }
    wtw_radix_sort(order, order + count, count, 32);
    move_into_order(items, order, count);
}

static enum wtw_status sort_run(struct wtw_match *items, size_t count,
                                struct wtw_error *error)
{
    uint64_t *order = NULL;

    if (is_sorted(items, count))
        return WTW_OK;
    WTW_TRY(WTW_RESIZE(&order, 2 * count, error));
    sort_places(items, order, count);
    wtw_release_items(order);
    return WTW_OK;
}

static enum wtw_status sort_in_runs(struct wtw_match_list *list, struct wtw_error *error)
{
    size_t runs = (list->count - 1) / WTW_MATCHES_A_REST + 1;
    struct run *heap = NULL;
    enum wtw_status status = WTW_OK;

    for (size_t begin = 0; begin < list->count; begin += WTW_MATCHES_A_REST) {
        size_t left = list->count - begin;

        WTW_TRY(sort_run(list->items + begin,
                         left < WTW_MATCHES_A_REST ? left : WTW_MATCHES_A_REST, error));
        wtw_paged_rest(&list->memory);
    }
    if (runs == 1)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&heap, runs, error));
    status = merge_all(list, heap, runs, error);
    wtw_release_items(heap);
    return status;
}

enum wtw_status wtw_match_list_sort(struct wtw_match_list *list, struct wtw_error *error)
{
    if (list->count && (list->memory.folder || list->count > UINT32_MAX))
        return sort_in_runs(list, error);
    return sort_run(list->items, list->count, error);
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
