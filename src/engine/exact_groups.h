/*
 * exact_groups.h - articles of the same tokens, counted once
 */
#ifndef WTW_ENGINE_EXACT_GROUPS_H
#define WTW_ENGINE_EXACT_GROUPS_H

#include "engine/match_list.h"
#include "match/digests.h"

/*
 * Every article belongs to a group of equal token sequences, mostly alone. A group is
 * represented by its first article. Zero-initialised is empty; ended by release.
 */
struct wtw_exact_groups {
    uint32_t *leaders; /* [article_count]: the first article of each one's group */
    uint32_t
        *nexts; /* [article_count]: the next article of its group, itself at the end */
    /* The leaders that have a shingle, ascending: what is joined; NULL once that is done. */
    uint32_t *distinct;
    uint32_t distinct_count;
    /* [article_count]: when a leader's text was first published, by whomever of its
     * group, so that it does not matter who leads; of others their own date. */
    int64_t *dates;
    struct wtw_match_list matches; /* leader and member of each group, exact */
};

/*
 * wtw_exact_groups_find() finds the leaders and lists the distinct ones: articles are of
 * one group whose digests agree in all that they say of tokens and shingles. Empty articles
 * stay alone. wtw_exact_groups_tie() makes the rest, for which memory may be short before
 * the join. 'verify' has the token counts and dates. Both return WTW_OK or WTW_NO_MEMORY;
 * after a failure the groups are empty.
 */
WTW_MUST_CHECK enum wtw_status wtw_exact_groups_find(struct wtw_exact_groups *groups,
                                                     const struct wtw_digests *digests,
                                                     const struct wtw_verify *verify,
                                                     struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_exact_groups_tie(struct wtw_exact_groups *groups,
                                                    uint32_t article_count,
                                                    const struct wtw_verify *verify,
                                                    struct wtw_error *error);

void wtw_exact_groups_release(struct wtw_exact_groups *groups);

#endif
