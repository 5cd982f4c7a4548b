/*
 * edits.h - the ways in which a copy differs from its base
 */
#ifndef WTW_BENCH_EDITS_H
#define WTW_BENCH_EDITS_H

#include "site_lines.h"

/* The last two are not copies: what they make is an article of its own that shares text
 * with others. */
enum wtw_edit_kind {
    WTW_EDIT_EXACT,    /* the same bytes */
    WTW_EDIT_REWRAP,   /* lines broken at a width, as in mail and old agency feeds */
    WTW_EDIT_REQUOTE,  /* typographic quotes and dashes to ASCII, or back */
    WTW_EDIT_NEAR,     /* some words replaced, left out, put in */
    WTW_EDIT_TRUNCATE, /* only the first 60 to 95 % of the words */
    WTW_EDIT_PAD,      /* the site's lines before and after */
    WTW_EDIT_EXPAND,   /* new paragraphs, 10 to 60 % as many words as the base has */
    WTW_EDIT_MIXED,    /* several of the above at once */
    WTW_EDIT_MERGE,    /* two bases, one after the other */
    WTW_EDIT_EXCERPT   /* a new article that quotes 20 to 60 words of a base */
};
enum { WTW_EDIT_KIND_COUNT = 10 };

/* wtw_edit_kind_name() gives "exact", "rewrap", ..., a constant. */
const char *wtw_edit_kind_name(enum wtw_edit_kind kind);
bool wtw_edit_makes_copy(enum wtw_edit_kind kind);

/* What the edits need; borrowed, but for the drafts, which the editor owns. */
struct wtw_editor {
    const struct wtw_word_model *model;
    const struct wtw_site *sites;
    uint32_t edit_share_per_mille; /* most words that 'near' touches, of 1000 */
    struct wtw_buffer drafts[2];
};

void wtw_editor_release(struct wtw_editor *editor);

/*
 * wtw_edit_apply() clears 'out' and writes the copy of 'text' by 'kind' (one that makes a
 * copy) as 'site' would print it. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_edit_apply(struct wtw_editor *editor,
                                              enum wtw_edit_kind kind,
                                              struct wtw_random *random, uint32_t site,
                                              const struct wtw_buffer *text,
                                              struct wtw_buffer *out,
                                              struct wtw_error *error);

/*
 * wtw_edit_quote() appends a paragraph that quotes 20 to 60 neighbouring words of 'text'
 * - all of it where it has fewer. Returns as wtw_edit_apply().
 */
WTW_MUST_CHECK enum wtw_status wtw_edit_quote(const struct wtw_word_model *model,
                                              struct wtw_random *random,
                                              const struct wtw_buffer *text,
                                              struct wtw_buffer *out,
                                              struct wtw_error *error);

#endif
