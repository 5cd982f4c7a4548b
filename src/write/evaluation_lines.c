/*
 * evaluation_lines.c - how a prediction agrees with gold, for programs
 *
 * A contract: measures and keys are only ever added. TSV has the figures; JSON Lines have
 * the errors as well.
 */
#include "write/evaluation_out.h"

#include "write/tsv_out.h"

#include <string.h>

const char *wtw_verdict_name(uint32_t verdict)
{
    if (verdict == WTW_VERDICT_TOGETHER)
        return "together";
    if (verdict == WTW_VERDICT_APART)
        return "apart";
    return wtw_relation_name((enum wtw_relation)verdict);
}

const char *wtw_error_kind_name(enum wtw_error_kind kind)
{
    static const char *const names[] = {
        [WTW_ERROR_SPLIT] = "split",
        [WTW_ERROR_MIXED] = "mixed",
        [WTW_ERROR_MISSED] = "missed",
        [WTW_ERROR_WRONG] = "wrong",
    };

    return names[kind];
}

/* A figure of the summary: a count, or a share where 'is_share'. */
struct measure {
    const char *name;
    uint64_t count;
    double share;
    bool is_share;
};

enum { MEASURES_MOST = 40 };

static size_t add_count(struct measure *measures, size_t used, const char *name,
                        uint64_t count)
{
    measures[used] = (struct measure){.name = name, .count = count};
    return used + 1;
}

static size_t add_share(struct measure *measures, size_t used, const char *name,
                        double share)
{
    measures[used] = (struct measure){.name = name, .share = share, .is_share = true};
    return used + 1;
}

static size_t add_bcubed(struct measure *measures, size_t used,
                         const struct wtw_agreement *agreement)
{
    used = add_share(measures, used, "bcubed_precision", agreement->bcubed.precision);
    used = add_share(measures, used, "bcubed_recall", agreement->bcubed.recall);
    return add_share(measures, used, "bcubed_f1", agreement->bcubed.f1);
}

static size_t add_agreement(struct measure *measures, size_t used,
                            const struct wtw_evaluation *evaluation)
{
    const struct wtw_agreement *agreement = &evaluation->agreement;
    const struct wtw_cluster_sizes *gold = &evaluation->gold_sizes;
    const struct wtw_cluster_sizes *predicted = &evaluation->predicted_sizes;

    used = add_share(measures, used, "adjusted_rand", agreement->adjusted_rand);
    if (!evaluation->of_stories)
        used = add_bcubed(measures, used, agreement);
    used = add_share(measures, used, "homogeneity", agreement->homogeneity);
    used = add_share(measures, used, "completeness", agreement->completeness);
    used = add_share(measures, used, "v_measure", agreement->v_measure);
    used = add_count(measures, used, "gold_clusters", gold->clusters);
    used = add_count(measures, used, "gold_singles", gold->singles);
    used = add_count(measures, used, "gold_largest", gold->largest[0].size);
    used = add_count(measures, used, "predicted_clusters", predicted->clusters);
    used = add_count(measures, used, "predicted_singles", predicted->singles);
    used = add_count(measures, used, "predicted_largest", predicted->largest[0].size);
    used = add_count(measures, used, "split", evaluation->errors_of[WTW_ERROR_SPLIT]);
    return add_count(measures, used, "mixed", evaluation->errors_of[WTW_ERROR_MIXED]);
}

static size_t list_measures(const struct wtw_evaluation *evaluation,
                            struct measure measures[MEASURES_MOST])
{
    const struct wtw_pair_scores *pairs = &evaluation->pairs;
    size_t used = 0;

    used = add_count(measures, used, "gold_articles", evaluation->gold_articles);
    used =
        add_count(measures, used, "predicted_articles", evaluation->predicted_articles);
    used = add_count(measures, used, "missing_articles", evaluation->missing.count);
    used = add_count(measures, used, "unjudged_articles", evaluation->unjudged.count);
    if (evaluation->has_agreement && evaluation->of_stories)
        used = add_bcubed(measures, used, &evaluation->agreement);
    used = add_count(measures, used, "gold_pairs", pairs->gold);
    used = add_count(measures, used, "predicted_pairs", pairs->predicted);
    used = add_count(measures, used, "shared_pairs", pairs->hits);
    used = add_share(measures, used, "pair_precision", pairs->rates.precision);
    used = add_share(measures, used, "pair_recall", pairs->rates.recall);
    used = add_share(measures, used, "pair_f1", pairs->rates.f1);
    if (evaluation->has_agreement)
        return add_agreement(measures, used, evaluation);
    used = add_count(measures, used, "negative_pairs", pairs->negatives);
    used = add_count(measures, used, "unscored_pairs", pairs->unscored);
    used = add_count(measures, used, "missed", evaluation->errors_of[WTW_ERROR_MISSED]);
    return add_count(measures, used, "wrong", evaluation->errors_of[WTW_ERROR_WRONG]);
}

void wtw_evaluation_tsv(struct wtw_out *out, const struct wtw_evaluation *evaluation)
{
    struct measure measures[MEASURES_MOST];
    size_t count = list_measures(evaluation, measures);

    wtw_out_words(out, "measure\tvalue\n");
    for (size_t i = 0; i < count; i++) {
        wtw_out_words(out, measures[i].name);
        wtw_tsv_tab(out);
        if (measures[i].is_share)
            wtw_out_ratio(out, measures[i].share);
        else
            wtw_out_number(out, measures[i].count);
        wtw_tsv_line(out);
    }
    for (size_t i = 0; i < evaluation->label_count; i++) {
        const struct wtw_label_row *row = &evaluation->labels[i];

        for (uint32_t verdict = 0; verdict < WTW_VERDICT_COUNT; verdict++) {
            if (!row->verdicts[verdict])
                continue;
            wtw_out_words(out, "label ");
            wtw_tsv_text(out, row->label);
            wtw_out_words(out, " predicted ");
            wtw_out_words(out, wtw_verdict_name(verdict));
            wtw_tsv_tab(out);
            wtw_out_number(out, row->verdicts[verdict]);
            wtw_tsv_line(out);
        }
    }
}

/* ------------------------------------------------------------------ JSON Lines */

static void put_named_text(struct wtw_json *json, const char *name, struct wtw_span text)
{
    wtw_json_name(json, name);
    wtw_json_text(json, text);
}

static void put_named_words(struct wtw_json *json, const char *name, const char *words)
{
    wtw_json_name(json, name);
    wtw_json_words(json, words);
}

static void put_named_number(struct wtw_json *json, const char *name, uint64_t number)
{
    wtw_json_name(json, name);
    wtw_json_number(json, number);
}

static void put_figure(struct wtw_json *json, const char *name, double figure)
{
    wtw_json_name(json, name);
    if (figure < 0)
        wtw_json_null(json);
    else
        wtw_json_ratio(json, figure);
}

static void put_largest(struct wtw_json *json, const char *name,
                        const struct wtw_cluster_sizes *sizes)
{
    wtw_json_name(json, name);
    wtw_json_open(json, '[');
    for (size_t i = 0; i < WTW_EVALUATION_NAMES && sizes->largest[i].size; i++) {
        wtw_json_open(json, '{');
        put_named_text(json, "cluster", sizes->largest[i].name);
        put_named_number(json, "size", sizes->largest[i].size);
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
}

static void put_few(struct wtw_json *json, const char *name,
                    const struct wtw_named_few *few)
{
    wtw_json_name(json, name);
    wtw_json_open(json, '[');
    for (size_t i = 0; i < WTW_EVALUATION_NAMES && i < few->count; i++)
        wtw_json_text(json, few->names[i]);
    wtw_json_close(json, ']');
}

static void put_labels(struct wtw_json *json, const struct wtw_evaluation *evaluation)
{
    wtw_json_name(json, "labels");
    wtw_json_open(json, '[');
    for (size_t i = 0; i < evaluation->label_count; i++) {
        const struct wtw_label_row *row = &evaluation->labels[i];

        wtw_json_open(json, '{');
        put_named_text(json, "label", row->label);
        wtw_json_name(json, "positive");
        if (row->is_scored)
            wtw_json_bool(json, row->is_positive);
        else
            wtw_json_null(json);
        wtw_json_name(json, "predicted");
        wtw_json_open(json, '{');
        for (uint32_t verdict = 0; verdict < WTW_VERDICT_COUNT; verdict++) {
            if (row->verdicts[verdict])
                put_named_number(json, wtw_verdict_name(verdict), row->verdicts[verdict]);
        }
        wtw_json_close(json, '}');
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
}

static void put_summary(struct wtw_json *json, const struct wtw_evaluation *evaluation)
{
    struct measure measures[MEASURES_MOST];
    size_t count = list_measures(evaluation, measures);

    wtw_json_open(json, '{');
    put_named_words(json, "gold", evaluation->gold_name);
    put_named_words(json, "predicted", evaluation->predicted_name);
    put_named_words(json, "level", evaluation->of_stories ? "story" : "cluster");
    for (size_t i = 0; i < count; i++) {
        wtw_json_name(json, measures[i].name);
        if (measures[i].is_share)
            wtw_json_ratio(json, measures[i].share);
        else
            wtw_json_number(json, measures[i].count);
    }
    put_few(json, "missing_examples", &evaluation->missing);
    put_few(json, "unjudged_examples", &evaluation->unjudged);
    if (evaluation->has_agreement) {
        put_largest(json, "gold_largest_clusters", &evaluation->gold_sizes);
        put_largest(json, "predicted_largest_clusters", &evaluation->predicted_sizes);
    }
    if (evaluation->label_count)
        put_labels(json, evaluation);
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}

static void put_side(struct wtw_json *json, const struct wtw_error_side *side)
{
    wtw_json_open(json, '{');
    put_named_text(json, "id", side->id);
    if (side->articles)
        put_named_number(json, "articles", side->articles);
    put_named_text(json, "cluster", side->cluster);
    put_named_text(json, "canonical", side->canonical);
    put_named_words(json, "relation", side->relation);
    put_figure(json, "jaccard", side->jaccard);
    put_figure(json, "contained", side->contained);
    put_figure(json, "contains", side->contains);
    wtw_json_close(json, '}');
}

static void put_error(struct wtw_json *json, const struct wtw_evaluation_error *error)
{
    wtw_json_open(json, '{');
    put_named_words(json, "error", wtw_error_kind_name(error->kind));
    if (error->kind == WTW_ERROR_SPLIT || error->kind == WTW_ERROR_MIXED) {
        put_named_text(json, "cluster", error->cluster);
        put_named_number(json, "size", error->size);
        put_named_number(json, "parts", error->parts);
        put_named_number(json, "pairs", error->pairs);
    } else {
        put_named_text(json, "label", error->label);
    }
    wtw_json_name(json, "articles");
    wtw_json_open(json, '[');
    for (uint32_t i = 0; i < error->side_count; i++)
        put_side(json, &error->sides[i]);
    wtw_json_close(json, ']');
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}

void wtw_evaluation_jsonl(struct wtw_json *json, const struct wtw_evaluation *evaluation)
{
    put_summary(json, evaluation);
    for (size_t i = 0; i < evaluation->error_count; i++)
        put_error(json, &evaluation->errors[i]);
}
