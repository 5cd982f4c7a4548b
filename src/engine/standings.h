/*
 * standings.h - how each clustered article stands to its canonical
 */
#ifndef WTW_ENGINE_STANDINGS_H
#define WTW_ENGINE_STANDINGS_H

#include "engine/engine_state.h"
#include "engine/exact_groups.h"

/*
 * wtw_standings_make() fills the engine's result.standings from its matches and clusters.
 * Pairs of member and canonical that were never candidates are verified now, and counted
 * in the engine's stats. Returns WTW_OK, WTW_NO_MEMORY, or what the text source returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_standings_make(struct wtw_engine *engine,
                                                  const struct wtw_exact_groups *groups,
                                                  const struct wtw_verify *verify,
                                                  struct wtw_error *error);

#endif
