/*
 * gather.h - from the matches of distinct texts to clusters of all articles
 */
#ifndef WTW_ENGINE_GATHER_H
#define WTW_ENGINE_GATHER_H

#include "engine/engine_state.h"
#include "engine/exact_groups.h"

/*
 * wtw_gather_roots() writes to 'out_roots', one for each of the engine's articles, the
 * lowest number of its cluster, given the engine's
 * result.matches, which are those among the leaders of
 * 'groups'. wtw_gather_clusters() makes the engine's result.clusters of them. Return
 * WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_gather_roots(const struct wtw_engine *engine,
                                                const struct wtw_exact_groups *groups,
                                                uint32_t *out_roots,
                                                struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_gather_clusters(struct wtw_engine *engine,
                                                   const uint32_t *roots,
                                                   struct wtw_error *error);

#endif
