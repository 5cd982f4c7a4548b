/*
 * clusters_out.h - clusters in each format
 *
 * TSV is one row per article, in input order; JSONL and the table go cluster by cluster:
 * open, then each member, then close.
 */
#ifndef WTW_WRITE_CLUSTERS_OUT_H
#define WTW_WRITE_CLUSTERS_OUT_H

#include "write/article_info.h"
#include "write/page.h"
#include "write/row_out.h"

/* wtw_clusters_row_header() and _row() write the columns
 *     id cluster size canonical relation jaccard contained contains story
 * where cluster, canonical and story are ids, contained is the share of the article's
 * shingles that its canonical has, and contains the share of its canonical's shingles
 * that the article has. The last column is left out where no stories were looked for;
 * 'story' is NULL then. */
void wtw_clusters_row_header(struct wtw_row row, bool has_stories);
void wtw_clusters_row(struct wtw_row row, struct wtw_span id, struct wtw_span cluster,
                      struct wtw_span canonical, const struct wtw_membership *membership,
                      struct wtw_span story);

/* A cluster's head: the id is that of its first article. */
struct wtw_cluster_head {
    struct wtw_span id;
    struct wtw_article_info canonical;
    uint32_t size;
    int64_t first_seen_seconds; /* earliest date of its members, or WTW_DATE_UNKNOWN */
    struct wtw_span story;      /* its id; NULL where none were looked for */
    uint32_t story_clusters;    /* of that story, 1: this cluster alone */
};

struct wtw_cluster_member {
    struct wtw_article_info article;
    struct wtw_membership membership;
    bool is_canonical;
    int64_t lag_seconds; /* after the canonical, or WTW_DATE_UNKNOWN */
};

/* wtw_standing_json() writes what a member is to its canonical, from "relation" to
 * "lag_seconds", into an object that is open; stories have it too. */
void wtw_standing_json(struct wtw_json *json, const struct wtw_membership *membership,
                       int64_t lag_seconds);

/* One cluster a line:
 * {"id","size","canonical","first_seen","story","members":[{"id",...,"relation","jaccard",
 * "contained","contains","lag_seconds","input","line","offset"}]}, where a lag before the
 * canonical is negative, and one that is not known null; "story" is left out where none
 * were looked for. */
void wtw_clusters_jsonl_open(struct wtw_json *json, const struct wtw_cluster_head *head);
void wtw_clusters_jsonl_member(struct wtw_json *json,
                               const struct wtw_cluster_member *member);
void wtw_clusters_jsonl_close(struct wtw_json *json);

struct wtw_cluster_row;

/* For people. Rows are held back until their columns can be fitted. */
struct wtw_clusters_table {
    struct wtw_page page;
    struct wtw_cluster_row *rows; /* owned */
    size_t row_count;
    struct wtw_buffer texts; /* owned: what the rows say */
    uint64_t cluster_count;
};

/* wtw_clusters_table_init() readies a table; end it with release. */
WTW_MUST_CHECK enum wtw_status wtw_clusters_table_init(struct wtw_clusters_table *table,
                                                       const struct wtw_page *page,
                                                       struct wtw_error *error);
void wtw_clusters_table_release(struct wtw_clusters_table *table);

/* wtw_clusters_table_member() returns WTW_OK or WTW_NO_MEMORY. */
void wtw_clusters_table_open(struct wtw_clusters_table *table,
                             const struct wtw_cluster_head *head);
WTW_MUST_CHECK enum wtw_status wtw_clusters_table_member(
    struct wtw_clusters_table *table, const struct wtw_cluster_member *member,
    struct wtw_error *error);
void wtw_clusters_table_close(struct wtw_clusters_table *table);

#endif
