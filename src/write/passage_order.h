/*
 * passage_order.h - passages in the order in which people want to see them
 */
#ifndef WTW_WRITE_PASSAGE_ORDER_H
#define WTW_WRITE_PASSAGE_ORDER_H

#include "write/out.h"

enum wtw_passage_order {
    WTW_PASSAGES_LONGEST_FIRST, /* equal ones in the order of a */
    WTW_PASSAGES_AS_IN_B
};

/*
 * wtw_passages_sort() gives the caller an array of 'count' positions in 'passages', to be
 * ended with wtw_release_items(). 'passages' are in the order of a. Returns WTW_OK or
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_passages_sort(const struct wtw_passage *passages,
                                                 size_t count,
                                                 enum wtw_passage_order order,
                                                 uint32_t **out_positions,
                                                 struct wtw_error *error);

/* wtw_passage_text() is the part of 'text' that a range marks. */
struct wtw_span wtw_passage_text(struct wtw_span text, struct wtw_range range);

#endif
