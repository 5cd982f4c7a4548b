/*
 * pair_filter.h - which pairs may have been met twice, in a few bytes an article
 */
#ifndef WTW_MATCH_PAIR_FILTER_H
#define WTW_MATCH_PAIR_FILTER_H

#include "base/failure.h"

#include <stdatomic.h>
#include <stdbool.h>

/* Two bits for each of 2^slot_bits slots: met, and met again. Ended by release. */
struct wtw_pair_filter {
    void *memory; /* the same, for its release */
    _Atomic uint64_t *words;
    uint32_t slot_bits;
    bool is_shared; /* by several threads */
};

/* wtw_pair_filter_init() makes an empty filter for 'articles' articles, of 16 to 32 bytes
 * each, which up to 'thread_count' threads may mark at once and as many clear now. Returns
 * WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE. */
WTW_MUST_CHECK enum wtw_status wtw_pair_filter_init(struct wtw_pair_filter *filter,
                                                    uint64_t articles,
                                                    uint32_t thread_count,
                                                    struct wtw_error *error);
void wtw_pair_filter_release(struct wtw_pair_filter *filter);

/*
 * wtw_pair_filter_mark() notes that 'pair' was met; what is left does not depend on the
 * order. wtw_pair_filter_may_repeat() is true for each pair that was met twice, and for
 * some others. wtw_pair_filter_ask_for() changes nothing; called some pairs earlier it
 * spares either of them the wait for memory.
 */
void wtw_pair_filter_ask_for(const struct wtw_pair_filter *filter, uint64_t pair);
void wtw_pair_filter_mark(struct wtw_pair_filter *filter, uint64_t pair);
bool wtw_pair_filter_may_repeat(const struct wtw_pair_filter *filter, uint64_t pair);

#endif
