/*
 * comparison_jsonl.c - two articles compared, for programs
 */
#include "write/comparison_out.h"

static void put_side(struct wtw_json *json, const char *key,
                     const struct wtw_comparison_side *side, uint32_t shingles)
{
    wtw_json_name(json, key);
    wtw_json_open(json, '{');
    wtw_article_json(json, &side->article);
    wtw_article_place_json(json, &side->article);
    wtw_json_name(json, "text_bytes");
    wtw_json_number(json, side->text.count);
    wtw_json_name(json, "tokens");
    wtw_json_number(json, side->token_count);
    wtw_json_name(json, "shingles");
    wtw_json_number(json, shingles);
    wtw_json_close(json, '}');
}

void wtw_comparison_jsonl(struct wtw_json *json, const struct wtw_comparison *comparison)
{
    const struct wtw_figures *figures = &comparison->figures;

    wtw_json_open(json, '{');
    put_side(json, "a", &comparison->a, figures->a_shingles);
    put_side(json, "b", &comparison->b, figures->b_shingles);
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
    wtw_passages_json(json, comparison->passages, comparison->passage_count,
                      comparison->a.text);
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}

void wtw_comparison_tsv(struct wtw_out *out, const struct wtw_comparison *comparison)
{
    struct wtw_match match = {.relation = comparison->relation,
                              .figures = comparison->figures};

    wtw_pairs_tsv_header(out);
    wtw_pairs_tsv_row(out, comparison->a.article.id, comparison->b.article.id, &match);
}
