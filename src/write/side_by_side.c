/*
 * side_by_side.c - two articles compared with all that can be shown of it
 *
 * What the engine does to millions, done by a comparer to two, and all of it shown. The
 * signatures are made only to show how well they estimate.
 */
#include "write/side_by_side.h"

#include "base/memory.h"
#include "write/left_out.h"

static enum wtw_status compare_texts(struct wtw_side_by_side *run,
                                     const struct wtw_options *options,
                                     const struct wtw_compared_article compared[2],
                                     struct wtw_error *error)
{
    struct wtw_article articles[2] = {{0}};

    for (size_t i = 0; i < 2; i++) {
        const struct wtw_compared_article *article = &compared[i];

        articles[i] = (struct wtw_article){
            .text = article->text.items,
            .text_bytes = article->text.count,
            .title = article->info.title.items,
            .title_bytes = article->info.title.count,
            .published_seconds = article->info.published_seconds,
        };
    }
    WTW_TRY(
        wtw_pair_evidence_find(&run->pair, options, &articles[0], &articles[1], error));
    WTW_TRY(wtw_story_comparer_new(options, &run->stories, error));
    return wtw_story_comparer_compare(run->stories, &articles[0], &articles[1],
                                      &run->comparison.story, error);
}

/* Whom a text credits is worth knowing also where its boilerplate is compared too. */
static enum wtw_status find_agency(struct wtw_side_by_side *run, uint32_t i,
                                   const struct wtw_boilerplate *boilerplate,
                                   struct wtw_comparison_side *out_side,
                                   struct wtw_error *error)
{
    struct wtw_span text = out_side->text;

    if (!boilerplate) {
        WTW_TRY(wtw_boilerplate_new(&run->found[i], error));
        WTW_TRY(wtw_boilerplate_find(run->found[i], text.items, text.count, error));
        boilerplate = run->found[i];
    }
    out_side->credit = wtw_boilerplate_agency(boilerplate);
    if (out_side->credit)
        out_side->article.agency = wtw_agency_name(out_side->credit->agency);
    return WTW_OK;
}

static enum wtw_status describe_side(struct wtw_side_by_side *run, uint32_t i,
                                     const struct wtw_compared_article *article,
                                     struct wtw_comparison_side *out_side,
                                     struct wtw_error *error)
{
    const struct wtw_comparer *comparer = run->pair.comparer;
    const struct wtw_boilerplate *boilerplate = wtw_comparer_boilerplate(comparer, i);
    const struct wtw_tokens *tokens = wtw_comparer_tokens(comparer, i);

    *out_side = (struct wtw_comparison_side){
        .name = article->name,
        .number = article->number,
        .article = article->info,
        .text = article->text,
        .token_count = wtw_tokens_count(tokens),
    };
    if (boilerplate && wtw_parts_are_left_out(boilerplate, tokens)) {
        out_side->parts = wtw_boilerplate_items(boilerplate);
        out_side->part_count = wtw_boilerplate_count(boilerplate);
    } else {
        out_side->is_mostly_boilerplate = boilerplate != NULL;
    }
    return find_agency(run, i, boilerplate, out_side, error);
}

static enum wtw_status sketch_side(struct wtw_side_by_side *run, uint32_t i,
                                   const struct wtw_options *options,
                                   struct wtw_error *error)
{
    const struct wtw_shingles *shingles = wtw_comparer_shingles(run->pair.comparer, i);

    if (!wtw_shingles_count(shingles))
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&run->slots[i], options->slot_count, error));
    return wtw_signature_make(wtw_shingles_items(shingles), wtw_shingles_count(shingles),
                              options->seed, options->kernel, run->slots[i],
                              options->slot_count, error);
}

static enum wtw_status sort_passages(struct wtw_side_by_side *run,
                                     struct wtw_error *error)
{
    struct wtw_comparison *comparison = &run->comparison;
    const struct wtw_passage *items = comparison->evidence.passages;
    size_t count = comparison->evidence.passage_count;

    WTW_TRY(wtw_passages_sort(items, count, WTW_PASSAGES_LONGEST_FIRST,
                              &run->longest_first, error));
    WTW_TRY(
        wtw_passages_sort(items, count, WTW_PASSAGES_AS_IN_B, &run->in_b_order, error));
    comparison->longest_first = run->longest_first;
    comparison->in_b_order = run->in_b_order;
    return WTW_OK;
}

enum wtw_status wtw_side_by_side_compare(struct wtw_side_by_side *run,
                                         const struct wtw_options *options,
                                         const struct wtw_compared_article articles[2],
                                         struct wtw_error *error)
{
    struct wtw_comparison *comparison = &run->comparison;

    WTW_TRY(compare_texts(run, options, articles, error));
    *comparison = (struct wtw_comparison){
        .story = comparison->story,
        .story_likeness = options->story_likeness,
        .figures = run->pair.figures,
        .relation = run->pair.relation,
        .estimate = -1,
        .slot_count = options->slot_count,
        .shortest_passage = options->passage_tokens,
        .evidence = run->pair.evidence,
        .keeps_boilerplate = options->keeps_boilerplate,
    };
    comparison->terms = wtw_story_comparer_terms(run->stories, &comparison->term_count);
    WTW_TRY(describe_side(run, 0, &articles[0], &comparison->a, error));
    WTW_TRY(describe_side(run, 1, &articles[1], &comparison->b, error));
    WTW_TRY(sketch_side(run, 0, options, error));
    WTW_TRY(sketch_side(run, 1, options, error));
    if (run->slots[0] && run->slots[1])
        comparison->estimate =
            wtw_signature_estimate(run->slots[0], run->slots[1], comparison->slot_count);
    return sort_passages(run, error);
}

void wtw_side_by_side_release(struct wtw_side_by_side *run)
{
    wtw_release_items(run->in_b_order);
    wtw_release_items(run->longest_first);
    for (size_t i = 0; i < 2; i++) {
        wtw_release_items(run->slots[i]);
        wtw_boilerplate_free(run->found[i]);
    }
    wtw_story_comparer_free(run->stories);
    wtw_pair_evidence_release(&run->pair);
    *run = (struct wtw_side_by_side){0};
}
