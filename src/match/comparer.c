/*
 * comparer.c - two articles compared in full, with all that can be shown of it
 *
 * What verification does to millions of pairs, done to one, and nothing left out because
 * the relation did not call for it. The relation is the engine's; only forms.c, which
 * looks at other articles too, may say more there.
 */
#include "base/memory.h"
#include "match/judge.h"
#include "match/relation.h"
#include "sketch/shingles.h"
#include "text/story.h"

#include <string.h>

struct compared {
    struct wtw_story_text story;
    struct wtw_shingles *shingles;
    struct wtw_fact_text text;
};

struct wtw_comparer {
    struct wtw_options options;
    struct wtw_judge *judge;
    struct compared sides[2];
    struct wtw_change *changes;
    size_t change_count;
    size_t change_capacity;
};

enum wtw_status wtw_comparer_new(const struct wtw_options *options,
                                 struct wtw_comparer **out_comparer,
                                 struct wtw_error *error)
{
    struct wtw_comparer *comparer = NULL;
    enum wtw_status status = WTW_OK;

    if (options)
        WTW_TRY(wtw_options_check(options, error));
    WTW_TRY(WTW_ALLOCATE(&comparer, 1, error));
    if (options)
        comparer->options = *options;
    else
        wtw_options_init(&comparer->options);
    comparer->options.kernel = NULL; /* the string is the caller's */
    status = wtw_judge_new(&comparer->options, &comparer->judge, error);
    for (int side = 0; side < 2 && status == WTW_OK; side++)
        status = wtw_shingles_new(&comparer->sides[side].shingles, error);
    if (status != WTW_OK) {
        wtw_comparer_free(comparer);
        return status;
    }
    *out_comparer = comparer;
    return WTW_OK;
}

void wtw_comparer_free(struct wtw_comparer *comparer)
{
    if (!comparer)
        return;
    for (int side = 0; side < 2; side++) {
        wtw_story_release(&comparer->sides[side].story);
        wtw_shingles_free(comparer->sides[side].shingles);
    }
    wtw_judge_free(comparer->judge);
    wtw_release_items(comparer->changes);
    wtw_release_items(comparer);
}

static enum wtw_status prepare_side(struct wtw_comparer *comparer, struct compared *side,
                                    const struct wtw_article *article,
                                    struct wtw_error *error)
{
    WTW_TRY(wtw_story_make(&side->story, article->text, article->text_bytes,
                           comparer->options.keeps_boilerplate, error));
    side->text =
        (struct wtw_fact_text){.tokens = side->story.tokens, .bytes = article->text};
    return wtw_shingles_make(side->shingles, wtw_tokens_hashes(side->story.tokens),
                             wtw_tokens_count(side->story.tokens),
                             comparer->options.shingle_tokens, error);
}

static enum wtw_status list_changes(struct wtw_comparer *comparer,
                                    struct wtw_error *error)
{
    const struct wtw_alignment *alignment = wtw_judge_alignment(comparer->judge);
    const struct wtw_difference *differences = wtw_alignment_differences(alignment);
    size_t count = wtw_alignment_difference_count(alignment);

    comparer->change_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct wtw_changes changes =
            wtw_judge_changes(comparer->judge, &differences[i], &comparer->sides[0].text,
                              &comparer->sides[1].text);

        if (!changes.figures && !changes.names)
            continue;
        WTW_TRY(WTW_GROW(&comparer->changes, &comparer->change_capacity,
                         comparer->change_count + 1, error));
        comparer->changes[comparer->change_count++] = (struct wtw_change){
            differences[i].a, differences[i].b, changes.figures > 0, changes.names > 0};
    }
    return WTW_OK;
}

static bool have_same_tokens(const struct compared *a, const struct compared *b)
{
    size_t count = wtw_tokens_count(a->story.tokens);

    if (wtw_tokens_count(b->story.tokens) != count)
        return false;
    return !count ||
           memcmp(wtw_tokens_hashes(a->story.tokens), wtw_tokens_hashes(b->story.tokens),
                  count * sizeof(uint64_t)) == 0;
}

enum wtw_status wtw_comparer_compare(struct wtw_comparer *comparer,
                                     const struct wtw_article *a,
                                     const struct wtw_article *b,
                                     struct wtw_figures *out_figures,
                                     enum wtw_relation *out_relation,
                                     struct wtw_error *error)
{
    struct compared *sides = comparer->sides;
    enum wtw_relation relation = WTW_UNRELATED;
    struct wtw_figures figures;

    WTW_TRY(prepare_side(comparer, &sides[0], a, error));
    WTW_TRY(prepare_side(comparer, &sides[1], b, error));
    wtw_shingles_compare(sides[0].shingles, sides[1].shingles, &figures);
    figures.lag_seconds = wtw_lag_between(a->published_seconds, b->published_seconds);
    WTW_TRY(wtw_judge_measure_all(comparer->judge, &sides[0].text, &sides[1].text,
                                  &figures, &relation, error));
    WTW_TRY(list_changes(comparer, error));
    if (figures.a_shingles && have_same_tokens(&sides[0], &sides[1]))
        relation = WTW_EXACT;
    *out_figures = figures;
    *out_relation = relation;
    return WTW_OK;
}

const struct wtw_tokens *wtw_comparer_tokens(const struct wtw_comparer *comparer,
                                             uint32_t side)
{
    return comparer->sides[side].story.tokens;
}

const struct wtw_shingles *wtw_comparer_shingles(const struct wtw_comparer *comparer,
                                                 uint32_t side)
{
    return comparer->sides[side].shingles;
}

const struct wtw_boilerplate *wtw_comparer_boilerplate(
    const struct wtw_comparer *comparer, uint32_t side)
{
    return comparer->sides[side].story.boilerplate;
}

const struct wtw_passages *wtw_comparer_passages(const struct wtw_comparer *comparer)
{
    return wtw_judge_passages(comparer->judge);
}

const struct wtw_alignment *wtw_comparer_alignment(const struct wtw_comparer *comparer)
{
    return wtw_judge_alignment(comparer->judge);
}

const struct wtw_change *wtw_comparer_changes(const struct wtw_comparer *comparer,
                                              size_t *out_count)
{
    *out_count = comparer->change_count;
    return comparer->changes;
}
