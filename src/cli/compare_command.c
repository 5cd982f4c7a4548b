/*
 * compare_command.c - wiretwin compare: how alike two articles are, and what they share
 *
 * What the engine does to millions, done by a comparer to two, and all of it shown. The
 * signatures are made only to show how well they estimate.
 */
#include "base/failure.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/delivery.h"
#include "cli/left_out.h"
#include "cli/one_article.h"
#include "cli/pair_evidence.h"
#include "write/comparison_out.h"

struct side {
    struct wtw_one_article article;
    struct wtw_boilerplate *found; /* where the comparer looks for none */
    uint32_t *slots;
};

struct comparison_run {
    const struct wtw_settings *settings;
    struct side sides[2];
    struct wtw_pair_evidence pair;
    struct wtw_story_comparer *stories;
    uint32_t *longest_first;
    uint32_t *in_b_order;
    struct wtw_comparison comparison;
};

static enum wtw_status compare_texts(struct comparison_run *run, struct wtw_error *error)
{
    const struct wtw_settings *settings = run->settings;
    struct wtw_article articles[2] = {{0}};

    for (size_t i = 0; i < 2; i++) {
        struct wtw_one_article *article = &run->sides[i].article;

        WTW_TRY(wtw_one_article_load(article, settings->inputs[i], settings, error));
        articles[i] = (struct wtw_article){
            .text = article->text.items,
            .text_bytes = article->text.count,
            .title = article->info.title.items,
            .title_bytes = article->info.title.count,
            .published_seconds = article->info.published_seconds,
        };
    }
    WTW_TRY(wtw_pair_evidence_find(&run->pair, &settings->engine, &articles[0],
                                   &articles[1], error));
    WTW_TRY(wtw_story_comparer_new(&settings->engine, &run->stories, error));
    return wtw_story_comparer_compare(run->stories, &articles[0], &articles[1],
                                      &run->comparison.story, error);
}

/* Whom a text credits is worth knowing also where its boilerplate is compared too. */
static enum wtw_status find_agency(struct side *side,
                                   const struct wtw_boilerplate *boilerplate,
                                   struct wtw_comparison_side *out_side,
                                   struct wtw_error *error)
{
    struct wtw_span text = side->article.text;

    if (!boilerplate) {
        WTW_TRY(wtw_boilerplate_new(&side->found, error));
        WTW_TRY(wtw_boilerplate_find(side->found, text.items, text.count, error));
        boilerplate = side->found;
    }
    out_side->credit = wtw_boilerplate_agency(boilerplate);
    if (out_side->credit)
        out_side->article.agency = wtw_agency_name(out_side->credit->agency);
    return WTW_OK;
}

static enum wtw_status describe_side(struct comparison_run *run, uint32_t i,
                                     struct wtw_comparison_side *out_side,
                                     struct wtw_error *error)
{
    const struct wtw_comparer *comparer = run->pair.comparer;
    const struct wtw_boilerplate *boilerplate = wtw_comparer_boilerplate(comparer, i);
    const struct wtw_tokens *tokens = wtw_comparer_tokens(comparer, i);

    *out_side = (struct wtw_comparison_side){
        .name = run->settings->inputs[i],
        .article = run->sides[i].article.info,
        .text = run->sides[i].article.text,
        .token_count = wtw_tokens_count(tokens),
    };
    if (boilerplate && wtw_parts_are_left_out(boilerplate, tokens)) {
        out_side->parts = wtw_boilerplate_items(boilerplate);
        out_side->part_count = wtw_boilerplate_count(boilerplate);
    } else {
        out_side->is_mostly_boilerplate = boilerplate != NULL;
    }
    return find_agency(&run->sides[i], boilerplate, out_side, error);
}

static enum wtw_status sketch_side(struct comparison_run *run, uint32_t i,
                                   struct wtw_error *error)
{
    const struct wtw_options *options = &run->settings->engine;
    const struct wtw_shingles *shingles = wtw_comparer_shingles(run->pair.comparer, i);
    struct side *side = &run->sides[i];

    if (!wtw_shingles_count(shingles))
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&side->slots, options->slot_count, error));
    return wtw_signature_make(wtw_shingles_items(shingles), wtw_shingles_count(shingles),
                              options->seed, options->kernel, side->slots,
                              options->slot_count, error);
}

static enum wtw_status sort_passages(struct comparison_run *run, struct wtw_error *error)
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

static enum wtw_status compare(struct comparison_run *run, struct wtw_error *error)
{
    const struct wtw_options *options = &run->settings->engine;
    struct wtw_comparison *comparison = &run->comparison;

    WTW_TRY(compare_texts(run, error));
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
    WTW_TRY(describe_side(run, 0, &comparison->a, error));
    WTW_TRY(describe_side(run, 1, &comparison->b, error));
    WTW_TRY(sketch_side(run, 0, error));
    WTW_TRY(sketch_side(run, 1, error));
    if (run->sides[0].slots && run->sides[1].slots)
        comparison->estimate = wtw_signature_estimate(
            run->sides[0].slots, run->sides[1].slots, comparison->slot_count);
    return sort_passages(run, error);
}

static enum wtw_status put_result(const struct comparison_run *run,
                                  struct wtw_error *error)
{
    struct wtw_delivery delivery;

    WTW_TRY(wtw_delivery_open(&delivery, run->settings, WTW_FORMAT_TABLE, error));
    if (delivery.format == WTW_FORMAT_TABLE)
        wtw_comparison_table(&delivery.page, &run->comparison, run->settings->all);
    else if (delivery.format == WTW_FORMAT_TSV)
        wtw_comparison_tsv(&delivery.file.out, &run->comparison);
    else
        wtw_comparison_jsonl(&delivery.json, &run->comparison);
    return wtw_delivery_close(&delivery, WTW_OK, error);
}

static void release_run(struct comparison_run *run)
{
    wtw_release_items(run->in_b_order);
    wtw_release_items(run->longest_first);
    wtw_story_comparer_free(run->stories);
    wtw_pair_evidence_release(&run->pair);
    for (size_t i = 0; i < 2; i++) {
        wtw_release_items(run->sides[i].slots);
        wtw_boilerplate_free(run->sides[i].found);
        wtw_one_article_release(&run->sides[i].article);
    }
}

enum wtw_status wtw_compare_run(const struct wtw_settings *settings,
                                struct wtw_progress *progress, enum wtw_exit *out_exit,
                                struct wtw_error *error)
{
    struct comparison_run run = {.settings = settings};
    enum wtw_status status = WTW_OK;

    (void)progress;
    if (settings->input_count != 2)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "compare takes two articles, A and B; %zu given",
                        settings->input_count);
    WTW_TRY(wtw_options_check(&settings->engine, error));
    status = compare(&run, error);
    if (status == WTW_OK)
        status = put_result(&run, error);
    if (status == WTW_OK)
        *out_exit =
            wtw_relation_is_copy(run.comparison.relation) ? WTW_EXIT_DONE : WTW_EXIT_NO;
    release_run(&run);
    return status;
}
