/*
 * gather.h - from the matches of distinct texts to clusters of all articles
 */
#ifndef WTW_ENGINE_GATHER_H
#define WTW_ENGINE_GATHER_H

#include "engine/engine_state.h"
#include "engine/exact_groups.h"

/* Articles and the matches among the leaders of their groups; all borrowed. */
struct wtw_gathering {
    uint32_t article_count;
    const uint64_t *content_hashes; /* [article_count] */
    const int64_t *dates;           /* [article_count]: as in struct wtw_exact_groups */
    const uint32_t *leaders;        /* likewise; NULL where each article is its own */
    const struct wtw_match_list *matches;
    uint32_t partner_limit;            /* as in struct wtw_linkage */
    const struct wtw_archive *archive; /* that may rest meanwhile; NULL for none */
};

/*
 * wtw_gather_texts() writes to 'out_roots', one for each article, the lowest number of its
 * cluster. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_gather_texts(const struct wtw_gathering *gathering,
                                                uint32_t *out_roots,
                                                struct wtw_error *error);

/* wtw_match_likeness() says how alike two copies are, 0 to 1, as their tie weighs it. */
double wtw_match_likeness(const struct wtw_match *match);

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
