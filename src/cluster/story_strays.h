/*
 * story_strays.h - where a cluster goes that no story took in, by what it is a copy of
 */
#ifndef WTW_CLUSTER_STORY_STRAYS_H
#define WTW_CLUSTER_STORY_STRAYS_H

#include "base/failure.h"

/* That an article of a cluster is a copy of one in another, or in the same. */
struct wtw_story_tie {
    uint32_t cluster;
    uint32_t other;
    uint32_t article;
    uint32_t share; /* of the article that is in the other one, in millionths; 0: no
                     * part of it, for what that counts */
};

/* Clusters by number; of a pair of copies both ties are there. */
struct wtw_story_strays {
    const struct wtw_story_tie *ties;
    size_t tie_count;
    const uint32_t *sizes; /* of each cluster, in articles */
    const uint32_t *texts; /* the same, equal texts counted once */
    uint32_t count;
    bool *has_moved; /* set for those that join another's story; NULL: not wanted */
};

/*
 * wtw_story_strays_settle() lets each cluster that is alone in its story join the one that
 * its copies are in; 'roots', the lowest number of each cluster's story, is changed to
 * those of the stories that come of it. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_story_strays_settle(
    const struct wtw_story_strays *strays, uint32_t *roots, struct wtw_error *error);

#endif
