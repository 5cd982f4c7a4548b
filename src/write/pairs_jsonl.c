/*
 * pairs_jsonl.c - a line for each match
 *
 * A contract: keys are only ever added.
 */
#include "write/pairs_out.h"

static void put_article(struct wtw_json *json, const char *key,
                        const struct wtw_article_info *info)
{
    wtw_json_name(json, key);
    wtw_json_open(json, '{');
    wtw_article_json(json, info);
    wtw_article_place_json(json, info);
    wtw_json_close(json, '}');
}

static void put_figures(struct wtw_json *json, const struct wtw_match *match)
{
    wtw_json_name(json, "relation");
    wtw_json_words(json, wtw_relation_name(match->relation));
    wtw_json_name(json, "jaccard");
    wtw_json_ratio(json, wtw_jaccard(&match->figures));
    wtw_json_name(json, "a_in_b");
    wtw_json_ratio(json, wtw_a_in_b(&match->figures));
    wtw_json_name(json, "b_in_a");
    wtw_json_ratio(json, wtw_b_in_a(&match->figures));
    wtw_json_name(json, "shared_shingles");
    wtw_json_number(json, match->figures.shared);
    wtw_json_name(json, "longest_passage_tokens");
    wtw_json_number(json, match->figures.longest_passage_tokens);
    wtw_aligned_json(json, &match->figures);
}

void wtw_pairs_jsonl_line(struct wtw_json *json, const struct wtw_pair_info *pair)
{
    wtw_json_open(json, '{');
    put_article(json, "a", &pair->a);
    put_article(json, "b", &pair->b);
    put_figures(json, pair->match);
    wtw_direction_json(json, pair->a.published_seconds, pair->b.published_seconds);
    if (pair->evidence) {
        wtw_changes_json(json, pair->evidence);
        wtw_passages_json(json, pair->evidence);
    }
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}
