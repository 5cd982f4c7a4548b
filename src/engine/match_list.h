/*
 * match_list.h - a growing list of matches, sorted by a, then b
 */
#ifndef WTW_ENGINE_MATCH_LIST_H
#define WTW_ENGINE_MATCH_LIST_H

#include "base/paged_memory.h"
#include "match/pairs.h"
#include "match/verify.h"

/* Zero-initialised is empty, also with memory.folder set, for a list that may be larger
 * than memory; ended by wtw_match_list_release(). */
struct wtw_match_list {
    struct wtw_match *items;
    size_t count;
    struct wtw_paged memory; /* of the items */
};

/* Matches that a pass over a list of any size leaves in memory, 5 MB. */
enum { WTW_MATCHES_A_REST = 1 << 16 };

/* wtw_match_list_step() is for each step of a pass, with the place it has come to. */
static inline void wtw_match_list_step(const struct wtw_match_list *list, size_t i)
{
    if (i % WTW_MATCHES_A_REST == 0)
        wtw_paged_rest(&list->memory);
}

WTW_MUST_CHECK enum wtw_status wtw_match_list_add(struct wtw_match_list *list,
                                                  const struct wtw_match *match,
                                                  struct wtw_error *error);

/*
 * wtw_match_list_verify() verifies 'pairs' and appends their matches, in their order;
 * unrelated ones only with 'keeps_unrelated'. Returns WTW_OK, WTW_NO_MEMORY, or what the
 * text source returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_match_list_verify(struct wtw_match_list *list,
                                                     const struct wtw_verify *verify,
                                                     const uint64_t *pairs, size_t count,
                                                     bool keeps_unrelated,
                                                     struct wtw_error *error);

/* wtw_match_list_sort() sorts by a, then b. Returns WTW_OK or WTW_NO_MEMORY; where the list
 * lies in a file also WTW_TOO_LARGE or WTW_IO. */
WTW_MUST_CHECK enum wtw_status wtw_match_list_sort(struct wtw_match_list *list,
                                                   struct wtw_error *error);

/* wtw_match_list_find() gives the match of x and y, in any order, in a sorted list; NULL
 * for none. */
const struct wtw_match *wtw_match_list_find(const struct wtw_match_list *list, uint32_t x,
                                            uint32_t y);

void wtw_match_list_release(struct wtw_match_list *list);

#endif
