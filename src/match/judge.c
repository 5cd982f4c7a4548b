/*
 * judge.c - what two texts that are not equal are to each other
 *
 * Shared shingles settle most pairs. An alignment is made only where it can change the
 * answer, and passages are looked for only where the figures cannot tell an excerpt, or
 * where the caller wants them of every match: each costs about as much as all the rest.
 */
#include "match/judge.h"

#include "base/memory.h"
#include "match/relation.h"

struct wtw_judge {
    const struct wtw_options *options;
    struct wtw_alignment *alignment;
    struct wtw_passages *passages;
    struct wtw_facts *facts;
};

enum wtw_status wtw_judge_new(const struct wtw_options *options,
                              struct wtw_judge **out_judge, struct wtw_error *error)
{
    struct wtw_judge *judge = NULL;

    WTW_TRY(WTW_ALLOCATE(&judge, 1, error));
    judge->options = options;
    *out_judge = judge;
    return WTW_OK;
}

void wtw_judge_free(struct wtw_judge *judge)
{
    if (!judge)
        return;
    wtw_alignment_free(judge->alignment);
    wtw_passages_free(judge->passages);
    wtw_facts_free(judge->facts);
    wtw_release_items(judge);
}

/* A headline, or an item of one sentence. */
enum { BRIEF_TOKENS = 30 };

/* Shorter parts are idioms and names, which any two texts share. */
enum { LONG_PART_TOKENS = 10 };

static void add_part(const struct wtw_aligned *part, struct wtw_figures *figures)
{
    figures->aligned_shared += part->shared_tokens;
    if (part->shared_tokens >= LONG_PART_TOKENS)
        figures->aligned_long += part->shared_tokens;
}

static void mark_brief(struct wtw_fact_text *a, struct wtw_fact_text *b)
{
    a->is_brief = b->is_brief = wtw_tokens_count(a->tokens) < BRIEF_TOKENS &&
                                wtw_tokens_count(b->tokens) < BRIEF_TOKENS;
}

static enum wtw_status measure_alignment(struct wtw_judge *judge,
                                         const struct wtw_fact_text *a,
                                         const struct wtw_fact_text *b,
                                         struct wtw_figures *figures,
                                         struct wtw_error *error)
{
    const struct wtw_aligned *items = NULL;
    struct wtw_fact_text a_text = *a;
    struct wtw_fact_text b_text = *b;
    struct wtw_changes changes;

    mark_brief(&a_text, &b_text);
    if (!judge->alignment)
        WTW_TRY(wtw_alignment_new(&judge->alignment, error));
    if (!judge->facts)
        WTW_TRY(wtw_facts_new(&judge->facts, error));
    WTW_TRY(wtw_alignment_make(judge->alignment, a->tokens, b->tokens, error));
    wtw_alignment_cover(judge->alignment, &figures->a_aligned, &figures->b_aligned);
    items = wtw_alignment_items(judge->alignment);
    for (size_t i = 0; i < wtw_alignment_count(judge->alignment); i++)
        add_part(&items[i], figures);
    changes = wtw_facts_changed(judge->facts, wtw_alignment_differences(judge->alignment),
                                wtw_alignment_difference_count(judge->alignment), &a_text,
                                &b_text);
    figures->changed_figures = changes.figures;
    figures->changed_names = changes.names;
    figures->misread = changes.misread;
    return WTW_OK;
}

static enum wtw_status measure_passages(struct wtw_judge *judge,
                                        const struct wtw_fact_text *a,
                                        const struct wtw_fact_text *b,
                                        struct wtw_figures *figures,
                                        struct wtw_error *error)
{
    const struct wtw_passage *passages = NULL;
    size_t count = 0;

    if (!judge->passages)
        WTW_TRY(wtw_passages_new(&judge->passages, error));
    WTW_TRY(wtw_passages_find(judge->passages, a->tokens, b->tokens,
                              judge->options->passage_tokens, error));
    passages = wtw_passages_items(judge->passages);
    count = wtw_passages_count(judge->passages);
    for (size_t i = 0; i < count; i++) {
        figures->passage_tokens += passages[i].token_count;
        if (passages[i].token_count > figures->longest_passage_tokens)
            figures->longest_passage_tokens = passages[i].token_count;
    }
    return WTW_OK;
}

enum wtw_status wtw_judge_pair(struct wtw_judge *judge, const struct wtw_fact_text *a,
                               const struct wtw_fact_text *b, struct wtw_figures *figures,
                               enum wtw_relation *out_relation, struct wtw_error *error)
{
    const struct wtw_options *options = judge->options;

    figures->a_tokens = (uint32_t)wtw_tokens_count(a->tokens);
    figures->b_tokens = (uint32_t)wtw_tokens_count(b->tokens);
    if (wtw_relation_wants_alignment(figures, options))
        WTW_TRY(measure_alignment(judge, a, b, figures, error));
    if (options->measure_passages || wtw_relation_wants_passages(figures, false, options))
        WTW_TRY(measure_passages(judge, a, b, figures, error));
    *out_relation = wtw_relation_of(figures, false, options);
    return WTW_OK;
}

enum wtw_status wtw_judge_measure_all(
    struct wtw_judge *judge, const struct wtw_fact_text *a, const struct wtw_fact_text *b,
    struct wtw_figures *figures, enum wtw_relation *out_relation, struct wtw_error *error)
{
    struct wtw_figures all;

    WTW_TRY(wtw_judge_pair(judge, a, b, figures, out_relation, error));
    all = *figures;
    all.aligned_shared = all.aligned_long = 0;
    WTW_TRY(measure_alignment(judge, a, b, &all, error));
    all.passage_tokens = all.longest_passage_tokens = 0;
    WTW_TRY(measure_passages(judge, a, b, &all, error));
    *figures = all;
    return WTW_OK;
}

const struct wtw_alignment *wtw_judge_alignment(const struct wtw_judge *judge)
{
    return judge->alignment;
}

const struct wtw_passages *wtw_judge_passages(const struct wtw_judge *judge)
{
    return judge->passages;
}

struct wtw_changes wtw_judge_changes(const struct wtw_judge *judge,
                                     const struct wtw_difference *difference,
                                     const struct wtw_fact_text *a,
                                     const struct wtw_fact_text *b)
{
    struct wtw_fact_text a_text = *a;
    struct wtw_fact_text b_text = *b;

    mark_brief(&a_text, &b_text);
    return wtw_facts_in(judge->facts, difference, &a_text, &b_text);
}
