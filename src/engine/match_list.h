/*
 * match_list.h - a growing list of matches, sorted by a, then b
 */
#ifndef WTW_ENGINE_MATCH_LIST_H
#define WTW_ENGINE_MATCH_LIST_H

#include "match/pairs.h"
#include "match/verify.h"

/* Zero-initialised is empty; ended by wtw_match_list_release(). */
struct wtw_match_list {
    struct wtw_match *items;
    size_t count;
    size_t capacity;
};

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

void wtw_match_list_sort(struct wtw_match_list *list);

/* wtw_match_list_find() gives the match of x and y, in any order, in a sorted list; NULL
 * for none. */
const struct wtw_match *wtw_match_list_find(const struct wtw_match_list *list, uint32_t x,
                                            uint32_t y);

void wtw_match_list_release(struct wtw_match_list *list);

#endif
