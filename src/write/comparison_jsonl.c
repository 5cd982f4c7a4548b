/*
 * comparison_jsonl.c - two articles compared, for programs
 *
 * A contract: keys are only ever added.
 */
#include "write/comparison_out.h"

static void put_evidence_of_agency(struct wtw_json *json,
                                   const struct wtw_comparison_side *side)
{
    const struct wtw_boilerplate_part *part = NULL;
    struct wtw_range range;

    wtw_json_name(json, "agency_evidence");
    if (!side->credit) {
        wtw_json_null(json);
        return;
    }
    part = &side->credit->evidence;
    range = (struct wtw_range){part->begin, part->end};
    wtw_json_open(json, '{');
    wtw_json_name(json, "kind");
    wtw_json_words(json, wtw_boilerplate_kind_name(part->kind));
    wtw_range_json(json, "range", range);
    wtw_json_name(json, "text");
    wtw_json_text(json, wtw_passage_text(side->text, range));
    wtw_json_close(json, '}');
}

static void put_side(struct wtw_json *json, const char *key,
                     const struct wtw_comparison_side *side, uint32_t shingles,
                     bool tells_text)
{
    wtw_json_name(json, key);
    wtw_json_open(json, '{');
    if (side->number) {
        wtw_json_name(json, "number");
        wtw_json_signed(json, side->number);
    }
    wtw_article_json(json, &side->article);
    put_evidence_of_agency(json, side);
    wtw_article_place_json(json, &side->article);
    wtw_json_name(json, "text_bytes");
    wtw_json_number(json, side->text.count);
    wtw_json_name(json, "tokens");
    wtw_json_number(json, side->token_count);
    wtw_json_name(json, "shingles");
    wtw_json_number(json, shingles);
    if (tells_text) {
        wtw_json_name(json, "text");
        wtw_json_text(json, side->text);
    }
    wtw_json_close(json, '}');
}

static void put_parts(struct wtw_json *json, const char *key,
                      const struct wtw_comparison_side *side)
{
    wtw_json_name(json, key);
    wtw_json_open(json, '[');
    for (size_t i = 0; i < side->part_count; i++) {
        const struct wtw_boilerplate_part *part = &side->parts[i];

        wtw_json_open(json, '{');
        wtw_json_name(json, "kind");
        wtw_json_words(json, wtw_boilerplate_kind_name(part->kind));
        wtw_range_json(json, "range", (struct wtw_range){part->begin, part->end});
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
}

/* What was left out; null where the texts were compared whole because that was asked. */
static void put_boilerplate(struct wtw_json *json,
                            const struct wtw_comparison *comparison)
{
    wtw_json_name(json, "boilerplate");
    if (comparison->keeps_boilerplate) {
        wtw_json_null(json);
        return;
    }
    wtw_json_open(json, '{');
    put_parts(json, "a", &comparison->a);
    put_parts(json, "b", &comparison->b);
    wtw_json_close(json, '}');
}

void wtw_comparison_jsonl(struct wtw_json *json, const struct wtw_comparison *comparison)
{
    const struct wtw_figures *figures = &comparison->figures;

    wtw_json_open(json, '{');
    put_side(json, "a", &comparison->a, figures->a_shingles, comparison->tells_texts);
    put_side(json, "b", &comparison->b, figures->b_shingles, comparison->tells_texts);
    wtw_json_name(json, "relation");
    wtw_json_words(json, wtw_relation_name(comparison->relation));
    wtw_json_name(json, "copy");
    wtw_json_bool(json, wtw_relation_is_copy(comparison->relation));
    wtw_json_name(json, "jaccard");
    wtw_json_ratio(json, wtw_jaccard(figures));
    wtw_json_name(json, "estimated_jaccard");
    if (comparison->estimate >= 0)
        wtw_json_ratio(json, comparison->estimate);
    else
        wtw_json_null(json);
    wtw_json_name(json, "a_in_b");
    wtw_json_ratio(json, wtw_a_in_b(figures));
    wtw_json_name(json, "b_in_a");
    wtw_json_ratio(json, wtw_b_in_a(figures));
    wtw_json_name(json, "shared_shingles");
    wtw_json_number(json, figures->shared);
    wtw_json_name(json, "longest_passage_tokens");
    wtw_json_number(json, figures->longest_passage_tokens);
    wtw_aligned_json(json, figures);
    wtw_direction_json(json, comparison->a.article.published_seconds,
                       comparison->b.article.published_seconds);
    wtw_story_json(json, comparison);
    wtw_changes_json(json, &comparison->evidence);
    put_boilerplate(json, comparison);
    wtw_passages_json(json, &comparison->evidence);
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}

void wtw_comparison_tsv(struct wtw_out *out, const struct wtw_comparison *comparison)
{
    const struct wtw_row row = {.out = out};
    struct wtw_match match = {.relation = comparison->relation,
                              .figures = comparison->figures};

    wtw_pairs_row_header(row);
    wtw_pairs_row(row, comparison->a.article.id, comparison->b.article.id, &match);
}
