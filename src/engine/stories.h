/*
 * stories.h - clusters that tell one event
 */
#ifndef WTW_ENGINE_STORIES_H
#define WTW_ENGINE_STORIES_H

#include "cluster/clusters.h"

/* Zero-initialised is empty; ended by wtw_stories_release(). */
struct wtw_stories {
    struct wtw_clusters
        articles; /* the stories as sets of articles; empty: not looked for */
    /* Clusters by story: those of story i from starts[i] to before starts[i + 1]. */
    uint32_t *starts;
    uint32_t *clusters;
    uint32_t *origins;       /* of each of them, in the same place */
    uint32_t *origin_counts; /* [story_count] */
    uint32_t *tellings;      /* by cluster, the article whose terms stand for it */
    uint64_t compared;       /* pairs of clusters */
};

/*
 * wtw_stories_make() puts the clusters of the engine's result into stories, in place of
 * those it held. Returns WTW_OK or WTW_NO_MEMORY; after a failure the result is to be
 * released.
 */
struct wtw_engine;
WTW_MUST_CHECK enum wtw_status wtw_stories_make(struct wtw_engine *engine,
                                                struct wtw_error *error);

void wtw_stories_release(struct wtw_stories *stories);

#endif
