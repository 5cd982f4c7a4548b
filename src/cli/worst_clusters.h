/*
 * worst_clusters.h - the gold clusters that were split worst, the predicted ones mixed
 * most
 */
#ifndef WTW_CLI_WORST_CLUSTERS_H
#define WTW_CLI_WORST_CLUSTERS_H

#include "wiretwin.h"

enum { WTW_WORST_PARTS = 4 };

/* The articles that an outer and an inner cluster share. */
struct wtw_overlap {
    uint32_t inner;
    uint32_t count;
    uint32_t first; /* position of its first article, as given */
};

struct wtw_worst_cluster {
    uint32_t outer;
    uint32_t size;
    uint32_t part_count;
    uint64_t lost_pairs; /* pairs of the outer cluster that are in no inner one */
    struct wtw_overlap parts[WTW_WORST_PARTS]; /* the largest, then by first article */
};

/*
 * wtw_worst_clusters_find() finds the outer clusters that the inner partition cuts into
 * several parts: those that lose most pairs by it first, then by their label. 'outer' and
 * 'inner' are labels of 'count' articles. Gives at most 'room' to 'out_worst', how many
 * to 'out_count', and the number of all such clusters to 'out_all'. Returns WTW_OK or
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_worst_clusters_find(
    const uint32_t *outer, const uint32_t *inner, size_t count,
    struct wtw_worst_cluster *out_worst, size_t room, size_t *out_count,
    uint64_t *out_all, struct wtw_error *error);

#endif
