/*
 * stored_clusters.h - which articles stand together, and who stands for them
 *
 * Only clusters of two and more are kept; an article that stands in none of them is a cluster
 * of its own under its own number. (Where that number is another cluster's, which it founded
 * and left, it has another and is kept with it.)
 */
#ifndef WTW_STORE_STORED_CLUSTERS_H
#define WTW_STORE_STORED_CLUSTERS_H

#include "store/database.h"

#include "wiretwin_feed.h"

/* What of an article goes with it into a cluster. */
struct wtw_stored_member {
    int64_t source; /* id; 0 where that is not known */
    int64_t published_seconds;
    int64_t arrived_seconds;
};

/*
 * wtw_stored_article_move() puts article 'number' into 'cluster', out of where it stood; one
 * that is alone from now on goes into the cluster of its own number. A founder that was alone
 * need not be moved when others come to it. wtw_stored_article_enter() is the same for an
 * article that stands nowhere, of which the caller knows what a member's row has.
 * wtw_stored_cluster_settle() brings the row of 'cluster' up to date with its members once they
 * are all there, however often that is: size, newest, dates and sources are counted, 'canonical'
 * is taken over, and nothing is kept of a cluster of one or none. Call it for each cluster that
 * changed, gained or lost, once, before a batch is committed. Return WTW_OK, or what the
 * database says.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_article_move(struct wtw_database *database,
                                                       int64_t number, int64_t cluster,
                                                       struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_article_enter(
    struct wtw_database *database, int64_t number, int64_t cluster,
    const struct wtw_stored_member *member, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_cluster_settle(struct wtw_database *database,
                                                         int64_t cluster,
                                                         int64_t canonical,
                                                         struct wtw_error *error);

/*
 * wtw_stored_cluster_of() gives the cluster in which article 'number' stands, its own number
 * where it is alone, 0 where there is no such article. wtw_stored_cluster_get() gives a
 * cluster, also of one; WTW_END where there is none.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_cluster_of(struct wtw_database *database,
                                                     int64_t number, int64_t *out_cluster,
                                                     struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_cluster_get(
    struct wtw_database *database, int64_t cluster, struct wtw_feed_cluster *out_cluster,
    struct wtw_error *error);

/* wtw_stored_members() is wtw_feed_members(). */
WTW_MUST_CHECK enum wtw_status wtw_stored_members(struct wtw_database *database,
                                                  int64_t cluster, int64_t *out_numbers,
                                                  size_t room, size_t *out_count,
                                                  struct wtw_error *error);

/* wtw_stored_counts() is wtw_feed_count(), but for index_bytes, which is 0. */
WTW_MUST_CHECK enum wtw_status wtw_stored_counts(struct wtw_database *database,
                                                 struct wtw_feed_counts *out_counts,
                                                 struct wtw_error *error);

#endif
