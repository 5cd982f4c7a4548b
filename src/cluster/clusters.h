/*
 * clusters.h - who belongs together, and who stands for them
 */
#ifndef WTW_CLUSTER_CLUSTERS_H
#define WTW_CLUSTER_CLUSTERS_H

#include "base/failure.h"

/*
 * A partition of the articles 0 to article_count - 1. Cluster i has the members
 * members[starts[i]] .. members[starts[i + 1] - 1], ascending. Larger clusters come
 * first, equal sizes by their first member. Zero-initialised is empty; ended by
 * wtw_clusters_release().
 */
struct wtw_clusters {
    uint32_t article_count;
    uint32_t cluster_count;
    uint32_t *cluster_of; /* [article_count] */
    uint32_t *members;    /* [article_count] */
    uint32_t *starts;     /* [cluster_count + 1] */
    uint32_t *canonicals; /* [cluster_count], article numbers */
};

/* What the choice of a canonical looks at, one entry an article. */
struct wtw_canonical_facts {
    const int64_t *published_seconds; /* WTW_DATE_UNKNOWN comes after every known date */
    const uint32_t *token_counts;
    const uint8_t *ranks; /* 1 is preferred most, 0 not at all; NULL: nobody is */
    enum wtw_canonical policy;
};

/*
 * wtw_clusters_make() makes a cluster of the articles with equal 'roots', article_count
 * of them, each the lowest number of its cluster; in place of what 'clusters' held.
 * Returns WTW_OK or WTW_NO_MEMORY; after a failure 'clusters' is empty.
 */
WTW_MUST_CHECK enum wtw_status wtw_clusters_make(struct wtw_clusters *clusters,
                                                 const uint32_t *roots,
                                                 uint32_t article_count,
                                                 const struct wtw_canonical_facts *facts,
                                                 struct wtw_error *error);

/* wtw_canonical_choose() gives who stands for 'members', 'count' of them and ascending. */
uint32_t wtw_canonical_choose(const uint32_t *members, size_t count,
                              const struct wtw_canonical_facts *facts);

void wtw_clusters_release(struct wtw_clusters *clusters);

#endif
