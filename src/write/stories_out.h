/*
 * stories_out.h - stories in each format
 *
 * TSV is one row per article, in input order; JSONL and the table go story by story: open,
 * then cluster by cluster (each by its earliest article) its members by date, then close.
 */
#ifndef WTW_WRITE_STORIES_OUT_H
#define WTW_WRITE_STORIES_OUT_H

#include "write/article_info.h"
#include "write/page.h"
#include "write/row_out.h"

/* Terms of a story that are shown, the heaviest. */
enum { WTW_STORY_WORDS = 12 };

/* A word, name or figure that clusters of a story share, as it stands in one of them. */
struct wtw_story_word {
    enum wtw_term_kind kind;
    struct wtw_span text;
    uint32_t cluster_count;
    double share; /* of all that ties the story together */
};

/* A cluster of a story. */
struct wtw_story_cluster {
    struct wtw_span id;
    struct wtw_span canonical;
    struct wtw_span
        title; /* of its earliest article; not in JSON, where members have it */
    uint32_t size;
    uint32_t origin; /* from 1 on */
    /* Where it is no origin of its own: the cluster that it is counted with, and the agency
     * that both credit or the publisher of both. Otherwise NULL. */
    struct wtw_span same_as;
    const char *agency;
    struct wtw_span publisher;
};

struct wtw_story_head {
    struct wtw_span id;
    uint32_t article_count;
    uint32_t cluster_count;
    uint32_t origin_count;
    int64_t begin_seconds; /* WTW_DATE_UNKNOWN where no article has a date; same below */
    int64_t end_seconds;
    struct wtw_article_info first; /* the article that told it first */
    const struct wtw_story_word *words;
    size_t word_count;
    const struct wtw_story_cluster *clusters; /* cluster_count, without titles */
};

struct wtw_story_member {
    struct wtw_article_info article;
    struct wtw_membership membership;
    struct wtw_span cluster;
    uint32_t origin; /* from 1 on */
    bool is_canonical;
    bool is_first;       /* of the story */
    int64_t lag_seconds; /* after the story's first date, or WTW_DATE_UNKNOWN */
};

/* wtw_stories_row_header() and _row() write the columns
 *     id story articles clusters origins cluster origin lag_seconds
 * where articles, clusters and origins are counts of the story; origin is the id of the
 * cluster that is the first of that origin; the lag is empty where it is not known. */
struct wtw_story_row {
    struct wtw_span id;
    struct wtw_span story;
    struct wtw_span cluster;
    struct wtw_span origin;
    uint32_t article_count;
    uint32_t cluster_count;
    uint32_t origin_count;
    int64_t lag_seconds;
};
void wtw_stories_row_header(struct wtw_row row);
void wtw_stories_row(struct wtw_row row, const struct wtw_story_row *story);

/* One story a line:
 * {"id","size","cluster_count","origins_at_most","first_seen","last_seen","first":{"id",...},
 * "terms":[{"kind","text","clusters","share"}],
 * "clusters":[{"id","size","canonical","origin","same_origin":{"cluster","agency",
 * "publisher"}}],
 * "members":[{"id",...,"cluster","origin","relation","jaccard","contained","contains",
 * "lag_seconds","input","line","offset"}]}; "same_origin" is null where a cluster is the
 * first of its origin. */
void wtw_stories_jsonl_open(struct wtw_json *json, const struct wtw_story_head *head);
void wtw_stories_jsonl_member(struct wtw_json *json,
                              const struct wtw_story_member *member);
void wtw_stories_jsonl_close(struct wtw_json *json);

struct wtw_story_line;

/* For people. Lines are held back until their columns can be fitted. */
struct wtw_stories_table {
    struct wtw_page page;
    struct wtw_story_line *lines; /* owned */
    size_t line_count;
    struct wtw_buffer texts; /* owned: what the lines say */
    uint64_t story_count;
};

/* wtw_stories_table_init() readies a table; end it with release. */
WTW_MUST_CHECK enum wtw_status wtw_stories_table_init(struct wtw_stories_table *table,
                                                      const struct wtw_page *page,
                                                      struct wtw_error *error);
void wtw_stories_table_release(struct wtw_stories_table *table);

/* A cluster comes before its members. Those two return WTW_OK or WTW_NO_MEMORY. */
void wtw_stories_table_open(struct wtw_stories_table *table,
                            const struct wtw_story_head *head);
WTW_MUST_CHECK enum wtw_status wtw_stories_table_cluster(
    struct wtw_stories_table *table, const struct wtw_story_cluster *cluster,
    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stories_table_member(
    struct wtw_stories_table *table, const struct wtw_story_member *member,
    struct wtw_error *error);
void wtw_stories_table_close(struct wtw_stories_table *table);

#endif
