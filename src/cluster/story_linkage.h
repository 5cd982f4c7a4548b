/*
 * story_linkage.h - which tellings are one story, from the pairs that may be
 */
#ifndef WTW_CLUSTER_STORY_LINKAGE_H
#define WTW_CLUSTER_STORY_LINKAGE_H

#include "match/tellings.h"

struct wtw_story_linkage {
    const struct wtw_tellings *tellings; /* weighed */
    const uint64_t *pairs;               /* as wtw_pair_of() makes them, each once */
    size_t pair_count;
    const uint64_t *forms; /* pairs that have nothing in common but a form, likewise */
    size_t form_count;
    uint32_t least; /* likeness from which two stories are one */
};

/*
 * wtw_story_linkage_make() writes to 'out_roots', one for each telling, the lowest number
 * of those that are one story with it, itself where there is none. Returns WTW_OK or
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_story_linkage_make(
    const struct wtw_story_linkage *linkage, uint32_t *out_roots,
    struct wtw_error *error);

#endif
