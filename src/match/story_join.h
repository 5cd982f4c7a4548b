/*
 * story_join.h - find the pairs of tellings that may be one story
 */
#ifndef WTW_MATCH_STORY_JOIN_H
#define WTW_MATCH_STORY_JOIN_H

#include "match/pairs.h"
#include "match/tellings.h"

struct wtw_story_join {
    const struct wtw_tellings *tellings; /* weighed */
    uint32_t least;                      /* likeness that a pair has to reach */
    uint32_t exhaustive_limit;           /* tellings up to which all pairs are compared */
};

/*
 * wtw_story_join_make() adds to 'pairs', begun empty, the pairs of tellings whose likeness
 * was compared and reaches the least, settled; to 'forms' those that reach it and are two
 * fillings of one form, not settled. 'out_compared' gets how many were compared.
 * Equal for any thread count. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_story_join_make(const struct wtw_story_join *join,
                                                   struct wtw_pairs *pairs,
                                                   struct wtw_pairs *forms,
                                                   uint64_t *out_compared,
                                                   struct wtw_error *error);

#endif
