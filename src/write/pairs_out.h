/*
 * pairs_out.h - matches in each format
 */
#ifndef WTW_WRITE_PAIRS_OUT_H
#define WTW_WRITE_PAIRS_OUT_H

#include "write/article_info.h"
#include "write/evidence.h"
#include "write/page.h"
#include "write/passage_order.h"
#include "write/row_out.h"

/* wtw_pairs_row_header() and _row() write the columns
 *     id_a id_b relation jaccard a_in_b b_in_a shared_shingles longest_passage_tokens */
void wtw_pairs_row_header(struct wtw_row row);
void wtw_pairs_row(struct wtw_row row, struct wtw_span id_a, struct wtw_span id_b,
                   const struct wtw_match *match);

/* A match with all that is known of it. */
struct wtw_pair_info {
    const struct wtw_match *match;
    struct wtw_article_info a;
    struct wtw_article_info b;
    const struct wtw_evidence *evidence; /* NULL where it was not asked for */
};

/* One match a line: {"a":{...},"b":{...},"relation",...,"aligned","first","lag_seconds"},
 * and with evidence "changes" and "passages", as evidence.h has them. */
void wtw_pairs_jsonl_line(struct wtw_json *json, const struct wtw_pair_info *pair);

/* For people; 'is_first' says whether it is the page's first. */
void wtw_pairs_table_entry(const struct wtw_page *page, const struct wtw_pair_info *pair,
                           bool is_first);

#endif
