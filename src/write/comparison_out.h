/*
 * comparison_out.h - two articles side by side
 */
#ifndef WTW_WRITE_COMPARISON_OUT_H
#define WTW_WRITE_COMPARISON_OUT_H

#include "write/pairs_out.h"

struct wtw_comparison_side {
    const char *name; /* as the user named it */
    int64_t number;   /* of a feed; 0: none */
    struct wtw_article_info article;
    struct wtw_span text;
    size_t token_count;                       /* of what was compared */
    const struct wtw_boilerplate_part *parts; /* that were left out, in order */
    size_t part_count;
    const struct wtw_agency_credit *credit; /* the agency's evidence, or NULL */
    bool is_mostly_boilerplate;             /* and so was taken whole */
};

struct wtw_comparison {
    struct wtw_comparison_side a;
    struct wtw_comparison_side b;
    struct wtw_figures figures;
    enum wtw_relation relation; /* what b is to a */
    double estimate; /* of Jaccard, by signature; negative where a side has no shingle */
    uint32_t slot_count;
    uint32_t shortest_passage; /* tokens below which no passage was looked for */
    struct wtw_evidence evidence;
    const uint32_t *longest_first; /* positions in the passages */
    const uint32_t *in_b_order;    /* positions in the passages */
    bool keeps_boilerplate;
    struct wtw_story_figures story;
    double story_likeness;               /* from which two tell one event */
    const struct wtw_shared_term *terms; /* the heaviest first */
    size_t term_count;
    bool tells_texts; /* as JSON, both texts stand in it too */
};

/* wtw_story_json() puts the key "story" into an object that is open: {"same","likeness",
 * "least","cosine","a_terms","b_terms","shared_terms","terms":[{"kind","text","a","b",
 * "share"}]}, with at most WTW_TERMS_LISTED terms. A range is null where the term stands
 * in the title only. */
enum { WTW_TERMS_LISTED = 20 };
void wtw_story_json(struct wtw_json *json, const struct wtw_comparison *comparison);

/* wtw_story_table() tells people whether two that are no copies are one story, and by
 * what. */
void wtw_story_table(const struct wtw_page *page,
                     const struct wtw_comparison *comparison);

/* One object on one line; of articles of a feed with "number". */
void wtw_comparison_jsonl(struct wtw_json *json, const struct wtw_comparison *comparison);

/* The columns of pairs, one row. */
void wtw_comparison_tsv(struct wtw_out *out, const struct wtw_comparison *comparison);

/*
 * For people: figures and changed facts, then the shared passages, longest first, each
 * with a little of what stands around it; 'shows_all' gives both whole texts instead,
 * with all that they share marked and what was left out dimmed.
 */
void wtw_comparison_table(const struct wtw_page *page,
                          const struct wtw_comparison *comparison, bool shows_all);

/* The part of that which shows the texts. */
void wtw_comparison_texts(const struct wtw_page *page,
                          const struct wtw_comparison *comparison, bool shows_all);

#endif
