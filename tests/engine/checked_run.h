/*
 * checked_run.h - whole runs over made articles, and whether their matches are true
 */
#ifndef WTW_TESTS_ENGINE_CHECKED_RUN_H
#define WTW_TESTS_ENGINE_CHECKED_RUN_H

#include "check.h"
#include "engine/made_articles.h"
#include "engine/seen_result.h"

static inline struct wtw_engine *new_engine(const struct wtw_options *options)
{
    struct wtw_error error = {0};
    struct wtw_engine *engine = NULL;

    check_ok(wtw_engine_new(options, &engine, &error), &error);
    return engine;
}

/* All that one run over 'count' articles shows. */
static inline struct seen run(const struct wtw_options *options,
                              struct made_article *articles, uint32_t count)
{
    struct wtw_engine *engine = new_engine(options);
    struct wtw_error error = {0};
    const struct wtw_result *result = NULL;
    struct seen seen;

    check_ok(wtw_engine_add_many(engine, count, made_give, articles, &error), &error);
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    seen = see_result(engine, result);
    wtw_engine_free(engine);
    return seen;
}

/* The defaults, but for comparing all pairs of few articles, which hides what the join
 * does. */
static inline struct wtw_options joining_options(void)
{
    struct wtw_options options;

    wtw_options_init(&options);
    options.exhaustive_limit = 0;
    return options;
}

/* Options under which the join leaves nothing to luck. */
static inline struct wtw_options thorough_options(void)
{
    struct wtw_options options = joining_options();

    options.recall = .9999;
    options.bucket_limit = 10000;
    return options;
}

/* Made articles know what shingles they share, and nothing of how they are aligned. */
static inline bool same_counts(const struct wtw_figures *x, const struct wtw_figures *y)
{
    return x->shared == y->shared && x->a_shingles == y->a_shingles &&
           x->b_shingles == y->b_shingles;
}

static inline int64_t lag_between(const struct made_article *a,
                                  const struct made_article *b)
{
    if (a->published_seconds == WTW_DATE_UNKNOWN ||
        b->published_seconds == WTW_DATE_UNKNOWN)
        return WTW_DATE_UNKNOWN;
    return b->published_seconds - a->published_seconds;
}

/* What is known of figures without aligning texts. */
static inline void check_figures(const struct wtw_figures *figures,
                                 const struct made_article *a,
                                 const struct made_article *b)
{
    struct wtw_figures counts = made_figures(a, b);

    check(same_counts(figures, &counts));
    check_number(figures->lag_seconds, lag_between(a, b));
    check(figures->a_tokens == 0 || figures->a_tokens == a->word_count);
    check(figures->b_tokens == 0 || figures->b_tokens == b->word_count);
    check(figures->a_aligned <= figures->a_tokens);
    check(figures->b_aligned <= figures->b_tokens);
    check(figures->aligned_long <= figures->aligned_shared);
}

/* Every match is true and in order. */
static inline void check_matches(const struct seen *seen,
                                 const struct made_article *articles,
                                 const struct wtw_options *options)
{
    for (size_t i = 0; i < seen->match_count; i++) {
        const struct wtw_match *match = &seen->matches[i];
        const struct made_article *a = &articles[match->a];
        const struct made_article *b = &articles[match->b];

        check(match->a < match->b);
        check(i == 0 || match[-1].a < match->a ||
              (match[-1].a == match->a && match[-1].b < match->b));
        check(match->relation != WTW_UNRELATED);
        check_figures(&match->figures, a, b);
        check_number(match->relation,
                     wtw_relation_of(&match->figures, made_same_words(a, b), options));
    }
}

/* How many pairs that reach the threshold are not among the matches. */
static inline uint32_t count_missed(const struct seen *seen,
                                    const struct made_article *articles, uint32_t count,
                                    double threshold, uint32_t *out_wanted)
{
    uint32_t missed = 0;
    size_t next = 0;

    *out_wanted = 0;
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = a + 1; b < count; b++) {
            struct wtw_figures figures = made_figures(&articles[a], &articles[b]);

            while (next < seen->match_count &&
                   (seen->matches[next].a < a ||
                    (seen->matches[next].a == a && seen->matches[next].b < b)))
                next++;
            if (wtw_jaccard(&figures) < threshold)
                continue;
            ++*out_wanted;
            missed += next == seen->match_count || seen->matches[next].a != a ||
                      seen->matches[next].b != b;
        }
    return missed;
}

#endif
