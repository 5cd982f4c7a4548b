/*
 * story_comparer.c - whether two articles tell one event, and what says so
 *
 * What the engine does to all tellings, done to two, as if they were all of its input; and
 * the terms that they share, with their places in both texts.
 */
#include "base/memory.h"
#include "match/relation.h"
#include "match/tellings.h"
#include "text/story.h"

#include <stdlib.h>

struct told {
    struct wtw_story_text story;
    struct wtw_term_maker *maker;
};

struct wtw_story_comparer {
    struct wtw_options options;
    struct told sides[2];
    uint32_t terms[2 * WTW_TERMS_MAX]; /* those of b after those of a */
    uint64_t starts[3];
    int64_t dates[2];
    struct wtw_tellings tellings;
    struct wtw_shared_term shared[WTW_TERMS_MAX];
    uint32_t shared_count;
};

static const uint32_t both[] = {0, 1};

enum wtw_status wtw_story_comparer_new(const struct wtw_options *options,
                                       struct wtw_story_comparer **out_comparer,
                                       struct wtw_error *error)
{
    struct wtw_story_comparer *comparer = NULL;
    enum wtw_status status = WTW_OK;

    if (options)
        WTW_TRY(wtw_options_check(options, error));
    WTW_TRY(WTW_ALLOCATE(&comparer, 1, error));
    if (options)
        comparer->options = *options;
    else
        wtw_options_init(&comparer->options);
    comparer->options.kernel = NULL; /* the string is the caller's */
    for (int side = 0; side < 2 && status == WTW_OK; side++)
        status = wtw_term_maker_new(NULL, &comparer->sides[side].maker, error);
    if (status != WTW_OK) {
        wtw_story_comparer_free(comparer);
        return status;
    }
    *out_comparer = comparer;
    return WTW_OK;
}

void wtw_story_comparer_free(struct wtw_story_comparer *comparer)
{
    if (!comparer)
        return;
    for (int side = 0; side < 2; side++) {
        wtw_story_release(&comparer->sides[side].story);
        wtw_term_maker_free(comparer->sides[side].maker);
    }
    wtw_tellings_release(&comparer->tellings);
    wtw_release_items(comparer);
}

static enum wtw_status read_side(struct wtw_story_comparer *comparer, int side,
                                 const struct wtw_article *article,
                                 struct wtw_error *error)
{
    struct told *told = &comparer->sides[side];
    struct wtw_term_text text = {.bytes = article->text,
                                 .text_bytes = article->text_bytes,
                                 .title = article->title,
                                 .title_bytes = article->title_bytes};
    uint64_t begin = side ? comparer->starts[1] : 0;
    uint32_t count = 0;

    WTW_TRY(wtw_story_make(&told->story, article->text, article->text_bytes,
                           comparer->options.keeps_boilerplate, error));
    text.tokens = told->story.tokens;
    WTW_TRY(wtw_terms_make(told->maker, &text, comparer->terms + begin, &count, error));
    comparer->starts[side + 1] = begin + count;
    comparer->dates[side] = article->published_seconds;
    return WTW_OK;
}

static enum wtw_status weigh_both(struct wtw_story_comparer *comparer,
                                  struct wtw_error *error)
{
    wtw_tellings_release(&comparer->tellings);
    comparer->tellings =
        (struct wtw_tellings){.lists = {comparer->terms, comparer->starts},
                              .articles = both,
                              .dates = comparer->dates,
                              .count = 2,
                              .story_days = comparer->options.story_days,
                              .thread_count = 1};
    return wtw_tellings_weigh(&comparer->tellings, error);
}

/* Heaviest first; equal ones in the order of a, then of b. */
static int compare_shared(const void *left, const void *right)
{
    const struct wtw_shared_term *x = left;
    const struct wtw_shared_term *y = right;

    if (x->share != y->share)
        return x->share > y->share ? -1 : 1;
    if (x->a.begin != y->a.begin)
        return x->a.begin < y->a.begin ? -1 : 1;
    return x->b.begin < y->b.begin ? -1 : x->b.begin > y->b.begin;
}

/* The kind is that of a, unless it is a name in b alone. */
static void add_shared(struct wtw_story_comparer *comparer, uint32_t a_term,
                       uint32_t b_term, double share)
{
    struct wtw_shared_term *shared = &comparer->shared[comparer->shared_count++];
    enum wtw_term_kind b_kind = WTW_TERM_WORD;

    *shared = (struct wtw_shared_term){.share = share};
    wtw_terms_place(comparer->sides[0].maker, a_term, &shared->kind, &shared->a);
    wtw_terms_place(comparer->sides[1].maker, b_term, &b_kind, &shared->b);
    if (shared->kind == WTW_TERM_WORD)
        shared->kind = b_kind;
}

static void list_shared(struct wtw_story_comparer *comparer, uint32_t cosine)
{
    struct wtw_telling a = wtw_telling_of(&comparer->tellings, 0);
    struct wtw_telling b = wtw_telling_of(&comparer->tellings, 1);
    uint32_t i = 0;
    uint32_t j = 0;

    while (i < a.count && j < b.count) {
        uint32_t a_hash = a.terms[i] >> WTW_TERM_HASH_SHIFT;
        uint32_t b_hash = b.terms[j] >> WTW_TERM_HASH_SHIFT;
        uint64_t product = (uint64_t)a.vector[i] * b.vector[j];

        if (a_hash == b_hash && product)
            add_shared(comparer, a.terms[i], b.terms[j], (double)product / cosine);
        i += a_hash <= b_hash;
        j += b_hash <= a_hash;
    }
    if (comparer->shared_count)
        qsort(comparer->shared, comparer->shared_count, sizeof comparer->shared[0],
              compare_shared);
}

enum wtw_status wtw_story_comparer_compare(struct wtw_story_comparer *comparer,
                                           const struct wtw_article *a,
                                           const struct wtw_article *b,
                                           struct wtw_story_figures *out_figures,
                                           struct wtw_error *error)
{
    struct wtw_telling tellings[2];
    uint32_t cosine = 0;
    uint32_t likeness = 0;

    comparer->shared_count = 0;
    WTW_TRY(read_side(comparer, 0, a, error));
    WTW_TRY(read_side(comparer, 1, b, error));
    WTW_TRY(weigh_both(comparer, error));
    for (uint32_t side = 0; side < 2; side++)
        tellings[side] = wtw_telling_of(&comparer->tellings, side);
    cosine = wtw_telling_cosine(&tellings[0], &tellings[1]);
    likeness = wtw_telling_likeness(&comparer->tellings, 0, 1);
    list_shared(comparer, cosine);
    *out_figures = (struct wtw_story_figures){
        .a_terms = tellings[0].count,
        .b_terms = tellings[1].count,
        .shared_terms = comparer->shared_count,
        .cosine = (double)cosine / WTW_LIKENESS_ONE,
        .likeness = (double)likeness / WTW_LIKENESS_ONE,
        .lag_seconds = wtw_lag_between(a->published_seconds, b->published_seconds),
        .is_same_story =
            likeness >= (uint32_t)(comparer->options.story_likeness * WTW_LIKENESS_ONE) &&
            !wtw_tellings_are_one_form(&comparer->tellings, 0, 1)};
    return WTW_OK;
}

const struct wtw_shared_term *wtw_story_comparer_terms(
    const struct wtw_story_comparer *comparer, size_t *out_count)
{
    *out_count = comparer->shared_count;
    return comparer->shared;
}
