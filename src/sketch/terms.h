/*
 * terms.h - the words, names and figures that tell most about an article
 */
#ifndef WTW_SKETCH_TERMS_H
#define WTW_SKETCH_TERMS_H

#include "base/failure.h"

/*
 * A term in 32 bits, from the highest: 26 of its stem's hash, so that terms sort by it; one
 * that says it is a fact, a name or figure or in the title only; one that says it is short
 * and so, unless the table knows better, not rare; and 4 of how much the article makes of
 * it.
 */
enum {
    WTW_TERM_HASH_SHIFT = 6,
    WTW_TERM_FACT_BIT = 1 << 5,
    WTW_TERM_SHORT_BIT = 1 << 4,
    WTW_TERM_EMPHASIS_BITS = 4
};

/* Terms that are kept of an article, at most: with the place where they begin 148 bytes.
 * docs/stories.md has what fewer and more of them find. */
enum { WTW_TERMS_MAX = 35 };

/* wtw_term_emphasis() is how much the article makes of a term, in sixteenths: 16 for a
 * plain word that it has once, up to 192. */
uint32_t wtw_term_emphasis(uint32_t term);

/* An article's text and its tokens, with their ranges; borrowed. */
struct wtw_term_text {
    const char *bytes;
    size_t text_bytes;
    const struct wtw_tokens *tokens;
    const char *title; /* NULL when title_bytes is 0 */
    size_t title_bytes;
};

struct wtw_term_maker; /* opaque, reusable */

/* 'kernel' picks the words; NULL: the best of this CPU. */
struct wtw_kernel;
WTW_MUST_CHECK enum wtw_status wtw_term_maker_new(const struct wtw_kernel *kernel,
                                                  struct wtw_term_maker **out_maker,
                                                  struct wtw_error *error);
void wtw_term_maker_free(struct wtw_term_maker *maker);

/*
 * wtw_terms_make() writes the terms of an article to 'out_terms', which has room for
 * WTW_TERMS_MAX, ascending, no hash twice, and their number to 'out_count', which is 0 for
 * a table of figures. Returns WTW_OK
 * or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_terms_make(struct wtw_term_maker *maker,
                                              const struct wtw_term_text *text,
                                              uint32_t *out_terms, uint32_t *out_count,
                                              struct wtw_error *error);

/* wtw_terms_place() finds where a term of the text made last stands first in it, and of
 * what kind it is there; the range is empty where it stands in the title only. False
 * where the text does not have it. */
bool wtw_terms_place(const struct wtw_term_maker *maker, uint32_t term,
                     enum wtw_term_kind *out_kind, struct wtw_range *out_range);

#endif
