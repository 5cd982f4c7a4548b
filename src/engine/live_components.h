/*
 * live_components.h - texts that are tied to each other, and how they were clustered
 */
#ifndef WTW_ENGINE_LIVE_COMPONENTS_H
#define WTW_ENGINE_LIVE_COMPONENTS_H

#include "engine/live_state.h"

struct wtw_live_component {
    uint32_t *texts; /* by their first articles, once they are clustered */
    uint32_t count;
    size_t capacity;
    size_t end_count; /* of ties */
    bool is_bounded;
    uint32_t *firsts; /* of the texts, ascending */
    uint64_t *content_hashes;
    int64_t *dates;
    uint32_t *roots; /* places in 'texts'; NULL where it was not clustered */
};

/* ------------------------------------------------------------------ live_numbers.c */

/*
 * wtw_live_renumber() lets the clusters of a component that was clustered take the place of
 * those that its texts were in, and notes what that changed. wtw_live_newcomer_enter() lets a
 * text of no cluster into 'cluster', or for WTW_LIVE_NOBODY into one of its own. Return
 * WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_renumber(
    struct wtw_live *live, const struct wtw_live_component *component, uint32_t newcomer,
    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_newcomer_enter(struct wtw_live *live,
                                                       uint32_t newcomer,
                                                       uint32_t cluster,
                                                       struct wtw_error *error);

#endif
