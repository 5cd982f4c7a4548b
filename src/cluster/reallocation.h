/*
 * reallocation.h - articles that linkage put with others than they hold to move there
 */
#ifndef WTW_CLUSTER_REALLOCATION_H
#define WTW_CLUSTER_REALLOCATION_H

#include "cluster/linkage.h"

/*
 * wtw_reallocate() moves articles between the clusters in 'roots', the lowest number of
 * each article's cluster, which is what wtw_linkage_make() made of 'linkage' and 'ties'.
 * Where an article was all that held a cluster together, the rest falls apart. Returns
 * WTW_OK, or WTW_NO_MEMORY, and leaves 'roots' as they were.
 */
WTW_MUST_CHECK enum wtw_status wtw_reallocate(const struct wtw_linkage *linkage,
                                              const struct wtw_tie *ties,
                                              size_t tie_count, uint32_t *roots,
                                              struct wtw_error *error);

#endif
