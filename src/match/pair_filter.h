/*
 * pair_filter.h - which pairs may have been met twice, in a few bytes an article
 */
#ifndef WTW_MATCH_PAIR_FILTER_H
#define WTW_MATCH_PAIR_FILTER_H

#include "base/failure.h"

#include <stdatomic.h>

/* Two bits for each of 2^slot_bits slots: met, and met again. Ended by release. */
struct wtw_pair_filter {
    void *memory; /* the same, for its release */
    _Atomic uint64_t *words;
    uint32_t slot_bits;
};

/* wtw_pair_filter_init() makes an empty filter for 'articles' articles, of 16 to 32 bytes
 * each. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE. */
WTW_MUST_CHECK enum wtw_status wtw_pair_filter_init(struct wtw_pair_filter *filter,
                                                    uint64_t articles,
                                                    struct wtw_error *error);
void wtw_pair_filter_release(struct wtw_pair_filter *filter);

/*
 * wtw_pair_filter_mark() notes that 'pair' was met; several threads may do so at once, and
 * what is left does not depend on their order. wtw_pair_filter_may_repeat() is true for
 * each pair that was met twice, and for some others.
 */
void wtw_pair_filter_mark(struct wtw_pair_filter *filter, uint64_t pair);
bool wtw_pair_filter_may_repeat(const struct wtw_pair_filter *filter, uint64_t pair);

#endif
