/*
 * pair_evidence.c - two articles compared in full, ready to be shown
 */
#include "write/pair_evidence.h"

#include "base/memory.h"

static enum wtw_status mark_quotations(struct wtw_pair_evidence *pair,
                                       struct wtw_error *error)
{
    const struct wtw_alignment *alignment = wtw_comparer_alignment(pair->comparer);
    struct wtw_evidence *evidence = &pair->evidence;

    WTW_TRY(
        WTW_GROW(&pair->are_quotations, &pair->capacity, evidence->passage_count, error));
    wtw_quotations_mark(evidence->passages, evidence->passage_count,
                        wtw_alignment_items(alignment), wtw_alignment_count(alignment),
                        pair->are_quotations);
    evidence->are_quotations = pair->are_quotations;
    return WTW_OK;
}

enum wtw_status wtw_pair_evidence_find(struct wtw_pair_evidence *pair,
                                       const struct wtw_options *options,
                                       const struct wtw_article *a,
                                       const struct wtw_article *b,
                                       struct wtw_error *error)
{
    const struct wtw_passages *passages = NULL;

    if (!pair->comparer)
        WTW_TRY(wtw_comparer_new(options, &pair->comparer, error));
    WTW_TRY(wtw_comparer_compare(pair->comparer, a, b, &pair->figures, &pair->relation,
                                 error));
    passages = wtw_comparer_passages(pair->comparer);
    pair->evidence = (struct wtw_evidence){
        .texts = {{a->text, a->text_bytes}, {b->text, b->text_bytes}},
        .passages = wtw_passages_items(passages),
        .passage_count = wtw_passages_count(passages),
    };
    pair->evidence.changes =
        wtw_comparer_changes(pair->comparer, &pair->evidence.change_count);
    return mark_quotations(pair, error);
}

void wtw_pair_evidence_release(struct wtw_pair_evidence *pair)
{
    wtw_comparer_free(pair->comparer);
    wtw_release_items(pair->are_quotations);
    *pair = (struct wtw_pair_evidence){0};
}
