/*
 * comparison_out.h - two articles side by side
 */
#ifndef WTW_WRITE_COMPARISON_OUT_H
#define WTW_WRITE_COMPARISON_OUT_H

#include "write/pairs_out.h"

struct wtw_comparison_side {
    const char *name; /* as the user named it */
    struct wtw_article_info article;
    struct wtw_text text;
    size_t token_count;
};

struct wtw_comparison {
    struct wtw_comparison_side a;
    struct wtw_comparison_side b;
    struct wtw_figures figures;
    enum wtw_relation relation; /* what b is to a */
    double estimate; /* of Jaccard, by signature; negative where a side has no shingle */
    uint32_t slot_count;
    uint32_t shortest_passage;          /* tokens below which no passage was looked for */
    const struct wtw_passage *passages; /* in the order of a */
    size_t passage_count;
    const uint32_t *longest_first; /* positions in 'passages' */
    const uint32_t *in_b_order;    /* positions in 'passages' */
};

/* One object on one line. */
void wtw_comparison_jsonl(struct wtw_json *json, const struct wtw_comparison *comparison);

/* The columns of pairs, one row. */
void wtw_comparison_tsv(struct wtw_out *out, const struct wtw_comparison *comparison);

/*
 * For people: figures, then the shared passages, longest first, each with a little of
 * what stands around it; 'shows_all' gives both whole texts instead, with all that they
 * share marked.
 */
void wtw_comparison_table(const struct wtw_page *page,
                          const struct wtw_comparison *comparison, bool shows_all);

#endif
