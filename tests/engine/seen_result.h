/*
 * seen_result.h - all that a caller can see of a result, copied out of it to be compared
 */
#ifndef WTW_TESTS_ENGINE_SEEN_RESULT_H
#define WTW_TESTS_ENGINE_SEEN_RESULT_H

#include "wiretwin.h"

#include <stdlib.h>
#include <string.h>

struct seen {
    size_t match_count;
    size_t cluster_count;
    size_t article_count;
    struct wtw_match *matches;
    struct wtw_cluster *clusters; /* 'members' pointing into the copy below */
    uint32_t *members;
    struct wtw_membership *memberships;
    struct wtw_stats stats;
};

static inline void see_clusters(struct seen *seen, const struct wtw_result *result)
{
    uint32_t *next = seen->members;

    for (size_t i = 0; i < seen->cluster_count; i++) {
        struct wtw_cluster cluster = wtw_result_cluster(result, i);

        memcpy(next, cluster.members, cluster.size * sizeof next[0]);
        cluster.members = next;
        next += cluster.size;
        seen->clusters[i] = cluster;
    }
}

/* Copies a result; see_free() ends the copy. Aborts without memory. */
static inline struct seen see_result(const struct wtw_engine *engine,
                                     const struct wtw_result *result)
{
    struct seen seen = {.cluster_count = wtw_result_cluster_count(result)};
    const struct wtw_match *matches = wtw_result_matches(result, &seen.match_count);

    wtw_engine_stats(engine, &seen.stats);
    seen.article_count = seen.stats.articles;
    seen.matches = calloc(seen.match_count + 1, sizeof seen.matches[0]);
    seen.clusters = calloc(seen.cluster_count + 1, sizeof seen.clusters[0]);
    seen.members = calloc(seen.article_count + 1, sizeof seen.members[0]);
    seen.memberships = calloc(seen.article_count + 1, sizeof seen.memberships[0]);
    if (!seen.matches || !seen.clusters || !seen.members || !seen.memberships)
        abort();
    if (seen.match_count)
        memcpy(seen.matches, matches, seen.match_count * sizeof matches[0]);
    see_clusters(&seen, result);
    for (size_t i = 0; i < seen.article_count; i++)
        seen.memberships[i] = wtw_result_membership(result, (uint32_t)i);
    return seen;
}

static inline void see_free(struct seen *seen)
{
    free(seen->matches);
    free(seen->clusters);
    free(seen->members);
    free(seen->memberships);
    *seen = (struct seen){0};
}

static inline bool seen_same_clusters(const struct seen *x, const struct seen *y)
{
    if (x->cluster_count != y->cluster_count)
        return false;
    for (size_t i = 0; i < x->cluster_count; i++) {
        const struct wtw_cluster *left = &x->clusters[i];
        const struct wtw_cluster *right = &y->clusters[i];

        if (left->first != right->first || left->canonical != right->canonical ||
            left->size != right->size)
            return false;
    }
    return memcmp(x->members, y->members, x->article_count * sizeof x->members[0]) == 0;
}

/* Figures have no padding, unlike what holds them. */
_Static_assert(sizeof(struct wtw_figures) == 14 * 4 + 8, "figures are compared by bytes");

static inline bool seen_same_figures(const struct wtw_figures *x,
                                     const struct wtw_figures *y)
{
    return memcmp(x, y, sizeof *x) == 0;
}

static inline bool seen_same_matches(const struct seen *x, const struct seen *y)
{
    if (x->match_count != y->match_count)
        return false;
    for (size_t i = 0; i < x->match_count; i++) {
        const struct wtw_match *left = &x->matches[i];
        const struct wtw_match *right = &y->matches[i];

        if (left->a != right->a || left->b != right->b ||
            left->relation != right->relation ||
            !seen_same_figures(&left->figures, &right->figures))
            return false;
    }
    return true;
}

static inline bool seen_same_memberships(const struct seen *x, const struct seen *y)
{
    for (size_t i = 0; i < x->article_count; i++) {
        const struct wtw_membership *left = &x->memberships[i];
        const struct wtw_membership *right = &y->memberships[i];

        if (left->cluster != right->cluster || left->canonical != right->canonical ||
            left->size != right->size || left->relation != right->relation ||
            !seen_same_figures(&left->figures, &right->figures))
            return false;
    }
    return true;
}

/* Stats but for seconds, threads and bytes. */
static inline bool seen_same_stats(const struct wtw_stats *x, const struct wtw_stats *y)
{
    return memcmp(x, y, offsetof(struct wtw_stats, engine_bytes)) == 0 &&
           x->bands == y->bands && x->rows == y->rows && x->kernel == y->kernel;
}

/* Equal in every member, but for the time it took, the threads and the memory held. */
static inline bool seen_same_but_bytes(const struct seen *x, const struct seen *y)
{
    return x->article_count == y->article_count && seen_same_matches(x, y) &&
           seen_same_memberships(x, y) && seen_same_clusters(x, y) &&
           seen_same_stats(&x->stats, &y->stats);
}

static inline bool seen_same(const struct seen *x, const struct seen *y)
{
    return seen_same_but_bytes(x, y) && x->stats.engine_bytes == y->stats.engine_bytes;
}

#endif
