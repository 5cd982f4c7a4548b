/*
 * join.h - find the pairs that share a bucket
 */
#ifndef WTW_MATCH_JOIN_H
#define WTW_MATCH_JOIN_H

#include "match/digests.h"
#include "match/pairs.h"

struct wtw_join {
    const struct wtw_digests *digests;
    const uint32_t *articles; /* the numbers to join, ascending; others are passed over */
    uint32_t article_count;
    double threshold;   /* band candidates that cannot reach this Jaccard ... */
    double containment; /* ... nor this containment are refused by their odd sketches */
    uint32_t bucket_limit;   /* comparisons that an article may cause in a bucket */
    uint32_t key_ceiling;    /* articles that may share a winnowed key */
    uint32_t sample_ceiling; /* articles that may share a sampled key */
    uint32_t thread_count;
    /* Settled pairs that need not be found again by keys; NULL for none. */
    const struct wtw_pairs *known;
    /* Told of each band, from any thread, and of the lists of keys when nobody is going to
     * read them again; NULL where nobody wants to know. */
    void (*band_is_done)(void *context, uint32_t band);
    void (*keys_are_done)(void *context);
    void *context;
};

/* What joining found; zero-initialised is empty. Ended by wtw_joined_release(). */
struct wtw_joined {
    struct wtw_pairs pairs; /* that share a bucket; settled */
    struct wtw_pairs noted; /* that share a sampled key, once for each; not settled */
    uint64_t crowded_buckets;
    uint64_t common_keys;
};

/*
 * wtw_join_bands() adds to 'joined', begun empty, the pairs that share a band key,
 * wtw_join_keys() those that share keys and are not known, and maybe some of these; equal, once the noted ones are settled by
 * wtw_pairs_keep_repeated(), for any thread count. That is left to the caller, who may
 * have memory to free before. Return WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_join_bands(const struct wtw_join *join,
                                              struct wtw_joined *joined,
                                              struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_join_keys(const struct wtw_join *join,
                                             struct wtw_joined *joined,
                                             struct wtw_error *error);

void wtw_joined_release(struct wtw_joined *joined);

#endif
