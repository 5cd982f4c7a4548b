/*
 * gather.h - from the matches of distinct texts to clusters of all articles
 */
#ifndef WTW_ENGINE_GATHER_H
#define WTW_ENGINE_GATHER_H

#include "engine/engine_state.h"
#include "engine/exact_groups.h"

/*
 * wtw_gather_clusters() fills the engine's result.clusters from its result.matches, which
 * are those among the leaders of 'groups'. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_gather_clusters(struct wtw_engine *engine,
                                                   const struct wtw_exact_groups *groups,
                                                   struct wtw_error *error);

#endif
