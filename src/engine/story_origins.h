/*
 * story_origins.h - how many tellings of a story may be independent of each other
 */
#ifndef WTW_ENGINE_STORY_ORIGINS_H
#define WTW_ENGINE_STORY_ORIGINS_H

#include "base/failure.h"

/* wtw_story_origins_make() finds the origins of all stories of the engine's result, whose
 * clusters are listed. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_story_origins_make(struct wtw_engine *engine,
                                                      struct wtw_error *error);

#endif
