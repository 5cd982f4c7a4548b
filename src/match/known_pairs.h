/*
 * known_pairs.h - whether a pair is among those that an earlier join has found
 *
 * Copies share a dozen keys, and nearly all of them are known by their bands before. To
 * see that costs less than to note them a dozen times and to sort what was noted.
 */
#ifndef WTW_MATCH_KNOWN_PAIRS_H
#define WTW_MATCH_KNOWN_PAIRS_H

#include "match/pairs.h"

#include <stdbool.h>

/* Settled pairs, borrowed, and by article where those begin of which it is the lower.
 * Zero-initialised has none; ended by wtw_known_pairs_release(). */
struct wtw_known_pairs {
    const uint64_t *items;
    uint32_t *begins; /* [article_count + 1]; NULL for none */
};

/*
 * wtw_known_pairs_make() indexes 'pairs', of articles below 'article_count', for 4 bytes an
 * article; more than fit in 32 bits are left unknown. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_known_pairs_make(struct wtw_known_pairs *known,
                                                    const struct wtw_pairs *pairs,
                                                    uint32_t article_count,
                                                    struct wtw_error *error);
void wtw_known_pairs_release(struct wtw_known_pairs *known);

/* wtw_known_pairs_have() looks through those of its lower article: none mostly, or a few. */
static inline bool wtw_known_pairs_have(const struct wtw_known_pairs *known,
                                        uint64_t pair)
{
    uint32_t begin = known->begins ? known->begins[wtw_pair_a(pair)] : 0;
    uint32_t end = known->begins ? known->begins[wtw_pair_a(pair) + 1] : 0;

    while (begin < end) {
        uint32_t middle = begin + (end - begin) / 2;

        if (known->items[middle] == pair)
            return true;
        if (known->items[middle] < pair)
            begin = middle + 1;
        else
            end = middle;
    }
    return false;
}

#endif
