/*
 * compare_command.c - wiretwin compare: how alike two articles are, and what they share
 *
 * Done with the library's level 2, stage by stage: what the engine does to millions,
 * shown on two.
 */
#include "base/failure.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/one_article.h"
#include "cli/result_file.h"
#include "write/comparison_out.h"

#include <string.h>

struct side {
    struct wtw_one_article article;
    struct wtw_tokens *tokens;
    struct wtw_shingles *shingles;
    uint32_t *slots;
};

struct comparison_run {
    const struct wtw_settings *settings;
    struct side a;
    struct side b;
    struct wtw_passages *passages;
    uint32_t *longest_first;
    uint32_t *in_b_order;
    struct wtw_comparison comparison;
};

static enum wtw_status load_side(struct side *side, const char *name,
                                 const struct wtw_settings *settings,
                                 struct wtw_error *error)
{
    const struct wtw_options *options = &settings->engine;

    WTW_TRY(wtw_one_article_load(&side->article, name, settings, error));
    WTW_TRY(wtw_tokens_new(&side->tokens, error));
    WTW_TRY(wtw_tokens_make(side->tokens, side->article.text.items,
                            side->article.text.count, error));
    WTW_TRY(wtw_shingles_new(&side->shingles, error));
    WTW_TRY(wtw_shingles_make(side->shingles, wtw_tokens_hashes(side->tokens),
                              wtw_tokens_count(side->tokens), options->shingle_tokens,
                              error));
    if (!wtw_shingles_count(side->shingles))
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&side->slots, options->slot_count, error));
    return wtw_signature_make(wtw_shingles_items(side->shingles),
                              wtw_shingles_count(side->shingles), options->seed,
                              options->kernel, side->slots, options->slot_count, error);
}

static void release_side(struct side *side)
{
    wtw_release_items(side->slots);
    wtw_shingles_free(side->shingles);
    wtw_tokens_free(side->tokens);
    wtw_one_article_release(&side->article);
}

static bool have_same_tokens(const struct wtw_tokens *a, const struct wtw_tokens *b)
{
    size_t count = wtw_tokens_count(a);

    if (wtw_tokens_count(b) != count)
        return false;
    return !count || memcmp(wtw_tokens_hashes(a), wtw_tokens_hashes(b),
                            count * sizeof(uint64_t)) == 0;
}

static enum wtw_status find_passages(struct comparison_run *run, struct wtw_error *error)
{
    struct wtw_comparison *comparison = &run->comparison;
    uint32_t shortest = run->settings->engine.passage_tokens;
    const struct wtw_passage *items = NULL;
    size_t count = 0;

    WTW_TRY(wtw_passages_new(&run->passages, error));
    WTW_TRY(
        wtw_passages_find(run->passages, run->a.tokens, run->b.tokens, shortest, error));
    items = wtw_passages_items(run->passages);
    count = wtw_passages_count(run->passages);
    WTW_TRY(wtw_passages_sort(items, count, WTW_PASSAGES_LONGEST_FIRST,
                              &run->longest_first, error));
    WTW_TRY(
        wtw_passages_sort(items, count, WTW_PASSAGES_AS_IN_B, &run->in_b_order, error));
    comparison->shortest_passage = shortest;
    comparison->passages = items;
    comparison->passage_count = count;
    comparison->longest_first = run->longest_first;
    comparison->in_b_order = run->in_b_order;
    for (size_t i = 0; i < count; i++)
        comparison->figures.passage_tokens += items[i].token_count;
    if (count)
        comparison->figures.longest_passage_tokens =
            items[run->longest_first[0]].token_count;
    return WTW_OK;
}

static struct wtw_comparison_side describe_side(const struct side *side, const char *name)
{
    return (struct wtw_comparison_side){
        .name = name,
        .article = side->article.info,
        .text = side->article.text,
        .token_count = wtw_tokens_count(side->tokens),
    };
}

static enum wtw_status compare(struct comparison_run *run, struct wtw_error *error)
{
    const struct wtw_settings *settings = run->settings;
    struct wtw_comparison *comparison = &run->comparison;

    WTW_TRY(load_side(&run->a, settings->inputs[0], settings, error));
    WTW_TRY(load_side(&run->b, settings->inputs[1], settings, error));
    comparison->a = describe_side(&run->a, settings->inputs[0]);
    comparison->b = describe_side(&run->b, settings->inputs[1]);
    wtw_shingles_compare(run->a.shingles, run->b.shingles, &comparison->figures);
    comparison->slot_count = settings->engine.slot_count;
    comparison->estimate = -1;
    if (run->a.slots && run->b.slots)
        comparison->estimate =
            wtw_signature_estimate(run->a.slots, run->b.slots, comparison->slot_count);
    WTW_TRY(find_passages(run, error));
    comparison->relation = wtw_relation_of(&comparison->figures,
                                           have_same_tokens(run->a.tokens, run->b.tokens),
                                           &settings->engine);
    return WTW_OK;
}

static enum wtw_status put_result(const struct comparison_run *run,
                                  struct wtw_error *error)
{
    const struct wtw_settings *settings = run->settings;
    struct wtw_whole_file file;
    enum wtw_format format;
    struct wtw_page page;
    struct wtw_json json;

    WTW_TRY(wtw_result_open(&file, settings->output, error));
    format = wtw_result_format(settings, &file, WTW_FORMAT_TABLE);
    wtw_page_init(&page, &file.out, (enum wtw_color_mode)settings->color);
    wtw_json_init(&json, &file.out, false);
    if (format == WTW_FORMAT_TABLE)
        wtw_comparison_table(&page, &run->comparison, settings->all);
    else if (format == WTW_FORMAT_TSV)
        wtw_comparison_tsv(&file.out, &run->comparison);
    else
        wtw_comparison_jsonl(&json, &run->comparison);
    return wtw_result_commit(&file, error);
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
    wtw_release_items(run.in_b_order);
    wtw_release_items(run.longest_first);
    wtw_passages_free(run.passages);
    release_side(&run.b);
    release_side(&run.a);
    return status;
}
