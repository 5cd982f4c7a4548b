/*
 * report_html.h - clusters as one HTML file that shows them
 *
 * The page's script and style, and the data as JSON between them. The data has the shapes
 * of the feed's JSON, so that the page shows a report as it shows a server.
 *
 *     open, then for each cluster: begin, its members, end; then close
 */
#ifndef WTW_WRITE_REPORT_HTML_H
#define WTW_WRITE_REPORT_HTML_H

#include "write/evidence.h"

#include "wiretwin_feed.h"

/*
 * What a report lists and shows at most. 20,000 articles and 16 MiB of text make a file of
 * 27 MB, which Chromium opens in three seconds and searches in less than one; a report of
 * all that a million articles share would not open at all, and is what the other formats
 * are for.
 */
enum { WTW_REPORT_ARTICLES = 20000, WTW_REPORT_TEXT_BYTES = 16 << 20 };

struct wtw_report {
    struct wtw_json json;
};

/* What was left out of what is compared, in order. */
struct wtw_report_parts {
    const struct wtw_boilerplate_part *items;
    size_t count;
};

/* A canonical, a, and a member of its cluster, b; ranges are into valid texts. */
struct wtw_report_comparison {
    enum wtw_relation relation; /* what b is to a */
    struct wtw_figures figures;
    struct wtw_evidence evidence;
    struct wtw_report_parts parts[2];
    bool keeps_boilerplate;
};

struct wtw_report_member {
    struct wtw_feed_article article; /* 'text.items' is NULL where it is left out */
    struct wtw_feed_receipt receipt;
    const struct wtw_report_comparison *comparison; /* or NULL */
};

/* What was found, and how much of it the report has no room for. */
struct wtw_report_counts {
    uint64_t articles;
    uint64_t clustered; /* articles in clusters of two or more */
    uint64_t clusters;  /* of two or more */
    uint64_t left_clusters;
    uint64_t left_articles; /* in those */
    uint64_t left_texts;    /* of articles that are listed */
    uint32_t least_size;    /* of a cluster that was to be listed */
};

void wtw_report_open(struct wtw_report *report, struct wtw_out *out);
void wtw_report_cluster_begin(struct wtw_report *report, int64_t number, uint32_t size,
                              int64_t canonical);
void wtw_report_member(struct wtw_report *report, const struct wtw_report_member *member);
void wtw_report_cluster_end(struct wtw_report *report);

/* 'version' is the program's. */
void wtw_report_close(struct wtw_report *report, const struct wtw_report_counts *counts,
                      const char *version);

#endif
