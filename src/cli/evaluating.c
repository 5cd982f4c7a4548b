/*
 * evaluating.c - an evaluation while it is being made
 */
#include "cli/evaluating.h"

#include "base/memory.h"

void wtw_evaluating_release(struct wtw_evaluating *run)
{
    wtw_release_items(run->labels);
    wtw_release_items(run->errors);
    wtw_grouping_release(&run->gold);
    wtw_grouping_release(&run->predicted);
    wtw_id_table_release(&run->ids);
}

struct wtw_span wtw_id_words(const struct wtw_id_table *table, uint32_t number)
{
    return wtw_id_table_text(table, number);
}

/* ------------------------------------------------------------------ who is where */

enum { IN_GOLD = 1, IN_PREDICTED = 2, IN_BOTH = 3 };

static void mark(const struct wtw_grouping *grouping, uint8_t *marks, uint8_t side)
{
    for (uint32_t id = 0; id < grouping->member_room; id++) {
        if (wtw_grouping_member(grouping, id))
            marks[id] |= side;
    }
    for (size_t i = 0; i < grouping->pair_count; i++) {
        marks[grouping->pairs[i].a] |= side;
        marks[grouping->pairs[i].b] |= side;
    }
}

static void note_name(struct wtw_named_few *few, struct wtw_span name)
{
    if (few->count < WTW_EVALUATION_NAMES)
        few->names[few->count] = name;
    few->count++;
}

/* Returns how many articles both have. */
static uint64_t count_marks(struct wtw_evaluating *run, const uint8_t *marks)
{
    struct wtw_evaluation *evaluation = &run->evaluation;
    uint64_t shared = 0;

    for (uint32_t id = 0; id < run->ids.count; id++) {
        evaluation->gold_articles += (marks[id] & IN_GOLD) != 0;
        evaluation->predicted_articles += (marks[id] & IN_PREDICTED) != 0;
        shared += marks[id] == IN_BOTH;
        if (marks[id] == IN_GOLD && !evaluation->predicted_is_pairs)
            note_name(&evaluation->missing, wtw_id_words(&run->ids, id));
        if (marks[id] == IN_PREDICTED && !evaluation->gold_is_pairs)
            note_name(&evaluation->unjudged, wtw_id_words(&run->ids, id));
    }
    return shared;
}

static int shown(struct wtw_span text)
{
    return (int)(text.count < 60 ? text.count : 60);
}

/* Two tables of different articles: the figures would all be 0 and say nothing. */
static enum wtw_status fail_strangers(const struct wtw_evaluating *run,
                                      const uint8_t *marks, struct wtw_error *error)
{
    struct wtw_span gold = {"", 0};
    struct wtw_span predicted = {"", 0};

    for (uint32_t id = (uint32_t)run->ids.count; id-- > 0;) {
        if (marks[id] == IN_GOLD)
            gold = wtw_id_words(&run->ids, id);
        if (marks[id] == IN_PREDICTED)
            predicted = wtw_id_words(&run->ids, id);
    }
    return wtw_fail(error, WTW_BAD_INPUT,
                    "%s and %s have no article in common: ids there are such as %.*s, "
                    "here such as %.*s",
                    run->gold.name, run->predicted.name, shown(gold), gold.items,
                    shown(predicted), predicted.items);
}

enum wtw_status wtw_evaluating_count(struct wtw_evaluating *run, struct wtw_error *error)
{
    const struct wtw_evaluation *evaluation = &run->evaluation;
    enum wtw_status status = WTW_OK;
    uint8_t *marks = NULL;

    WTW_TRY(WTW_ALLOCATE(&marks, run->ids.count, error));
    mark(&run->gold, marks, IN_GOLD);
    mark(&run->predicted, marks, IN_PREDICTED);
    /* Of pairs, none may have been found; then there is nothing to look at twice. */
    if (!count_marks(run, marks) &&
        !(evaluation->predicted_is_pairs && !evaluation->predicted_articles))
        status = fail_strangers(run, marks, error);
    wtw_release_items(marks);
    return status;
}

/* ------------------------------------------------------------------ errors */

enum wtw_status wtw_evaluating_error(
    struct wtw_evaluating *run, struct wtw_evaluation_error **out_error_of_prediction,
    struct wtw_error *error)
{
    struct wtw_evaluation *evaluation = &run->evaluation;

    WTW_TRY(
        WTW_GROW(&run->errors, &run->error_capacity, evaluation->error_count + 1, error));
    run->errors[evaluation->error_count] = (struct wtw_evaluation_error){0};
    evaluation->errors = run->errors;
    *out_error_of_prediction = &run->errors[evaluation->error_count++];
    return WTW_OK;
}

struct wtw_error_side wtw_evaluating_side(const struct wtw_evaluating *run, uint32_t id)
{
    const struct wtw_grouping_member *member = wtw_grouping_member(&run->predicted, id);
    struct wtw_error_side side = {
        .id = wtw_id_words(&run->ids, id),
        .jaccard = -1,
        .contained = -1,
        .contains = -1,
    };

    if (!member)
        return side;
    side.cluster = wtw_id_words(&run->predicted.clusters, member->cluster);
    side.is_canonical = member->canonical == id;
    if (member->canonical != WTW_NO_NUMBER)
        side.canonical = wtw_id_words(&run->ids, member->canonical);
    if (member->relation <= WTW_EXACT)
        side.relation = wtw_relation_name((enum wtw_relation)member->relation);
    side.jaccard = (double)member->figures.jaccard;
    side.contained = (double)member->figures.forward;
    side.contains = (double)member->figures.backward;
    return side;
}
