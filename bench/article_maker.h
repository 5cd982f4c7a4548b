/*
 * article_maker.h - article number n of a corpus, made from nothing but the options
 */
#ifndef WTW_BENCH_ARTICLE_MAKER_H
#define WTW_BENCH_ARTICLE_MAKER_H

#include "copy_plan.h"
#include "edits.h"

struct wtw_corpus_options {
    uint64_t seed;
    uint64_t article_count;
    uint32_t mean_words; /* from 10 to 100,000 */
    double copies;       /* share of articles that are copies, 0 to .95 */
    double edit_share;   /* most words that 'near' touches, 0 to 1 */
    uint32_t weights[WTW_EDIT_KIND_COUNT];
    enum wtw_prose_language language;
    bool escapes_unicode; /* \uXXXX instead of UTF-8 */
};

/* wtw_corpus_options_init() fills 'out_options' with the defaults that --help names. */
void wtw_corpus_options_init(struct wtw_corpus_options *out_options);

/* An article; its buffers are its maker's and hold until the next article is made. */
struct wtw_made_article {
    uint64_t number;
    uint64_t cluster; /* number of the base whose copy it is, or its own */
    struct wtw_article_role role;
    int64_t published_seconds; /* since 1970-01-01 UTC */
    const struct wtw_site *site;
    const struct wtw_buffer *title;
    const struct wtw_buffer *text;
};

struct wtw_article_maker; /* opaque */

/*
 * wtw_article_maker_new() makes the vocabulary. 'options' is copied; its ranges have been
 * checked by who read them. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_article_maker_new(
    const struct wtw_corpus_options *options, struct wtw_article_maker **out_maker,
    struct wtw_error *error);
void wtw_article_maker_free(struct wtw_article_maker *maker);

/*
 * wtw_article_make() makes article 'number', any number, in any order, always the same.
 * Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_article_make(struct wtw_article_maker *maker,
                                                uint64_t number,
                                                struct wtw_made_article *out_article,
                                                struct wtw_error *error);

#endif
