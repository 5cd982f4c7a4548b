/*
 * pairs_out.h - matches in each format
 */
#ifndef WTW_WRITE_PAIRS_OUT_H
#define WTW_WRITE_PAIRS_OUT_H

#include "write/article_info.h"
#include "write/page.h"
#include "write/passage_order.h"

/* wtw_pairs_tsv_header() and _row() write the columns
 *     id_a id_b relation jaccard a_in_b b_in_a shared_shingles longest_passage_tokens */
void wtw_pairs_tsv_header(struct wtw_out *out);
void wtw_pairs_tsv_row(struct wtw_out *out, struct wtw_text id_a, struct wtw_text id_b,
                       const struct wtw_match *match);

/* A match with all that is known of it. */
struct wtw_pair_info {
    const struct wtw_match *match;
    struct wtw_article_info a;
    struct wtw_article_info b;
    bool has_passages; /* they were asked for */
    const struct wtw_passage *passages;
    size_t passage_count;
    struct wtw_text a_text; /* that the passages are ranges of */
    struct wtw_text b_text;
};

/* One match a line: {"a":{...},"b":{...},"relation",...,"first":"a"|"b"|"together"|null,
 * "lag_seconds":N|null,"passages":[{"tokens","a":[begin,end],"b":[begin,end],"text"}]} */
void wtw_pairs_jsonl_line(struct wtw_json *json, const struct wtw_pair_info *pair);

/* For people; 'is_first' says whether it is the page's first. */
void wtw_pairs_table_entry(const struct wtw_page *page, const struct wtw_pair_info *pair,
                           bool is_first);

/* "passages": an array as above, for an object that is open. */
void wtw_passages_json(struct wtw_json *json, const struct wtw_passage *passages,
                       size_t count, struct wtw_text a_text);

#endif
