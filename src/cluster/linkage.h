/*
 * linkage.h - which articles hold together, from the ties between pairs of them
 */
#ifndef WTW_CLUSTER_LINKAGE_H
#define WTW_CLUSTER_LINKAGE_H

#include "base/failure.h"

/* Full weight of a tie. Whole numbers, so that sums do not depend on their order. */
enum { WTW_TIE_WEIGHT_MAX = 1000 };

/* Two articles that are copies, and how alike they are. */
struct wtw_tie {
    uint32_t x; /* lower than y */
    uint32_t y;
    uint32_t weight; /* 1 to WTW_TIE_WEIGHT_MAX */
};

struct wtw_linkage {
    uint32_t article_count;
    /* [article_count], equal only for equal texts: what decides between equal linkages,
     * so that the order of the input does not. */
    const uint64_t *content_hashes;
    /* Linkage, 0 to 1, from which two clusters are united. */
    double least;
    /* Ties that can be expected of an article at least, where there are partners enough: in
     * a large cluster nobody is compared with all. */
    uint32_t partner_limit;
};

/*
 * wtw_linkage_make() writes to 'out_roots', article_count of them, for each article the
 * lowest number of those that hold together with it, itself where there is none. 'ties',
 * each pair at most once, are in any order, and are left in another. Returns WTW_OK or
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_linkage_make(const struct wtw_linkage *linkage,
                                                struct wtw_tie *ties, size_t tie_count,
                                                uint32_t *out_roots,
                                                struct wtw_error *error);

#endif
