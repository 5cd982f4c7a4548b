/*
 * pairs_jsonl.c - a line for each match
 *
 * A contract: keys are only ever added.
 */
#include "write/pairs_out.h"

static void put_range(struct wtw_json *json, const char *key, struct wtw_range range)
{
    wtw_json_name(json, key);
    wtw_json_open(json, '[');
    wtw_json_number(json, range.begin);
    wtw_json_number(json, range.end);
    wtw_json_close(json, ']');
}

void wtw_passages_json(struct wtw_json *json, const struct wtw_passage *passages,
                       size_t count, struct wtw_text a_text)
{
    wtw_json_name(json, "passages");
    wtw_json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        wtw_json_open(json, '{');
        wtw_json_name(json, "tokens");
        wtw_json_number(json, passages[i].token_count);
        put_range(json, "a", passages[i].a);
        put_range(json, "b", passages[i].b);
        wtw_json_name(json, "text");
        wtw_json_text(json, wtw_passage_text(a_text, passages[i].a));
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
}

static void put_article(struct wtw_json *json, const char *key,
                        const struct wtw_article_info *info)
{
    wtw_json_name(json, key);
    wtw_json_open(json, '{');
    wtw_article_json(json, info);
    wtw_article_place_json(json, info);
    wtw_json_close(json, '}');
}

/* Who was first, and how much later the other came. */
static void put_direction(struct wtw_json *json, int64_t a_seconds, int64_t b_seconds)
{
    bool is_known = a_seconds != WTW_DATE_UNKNOWN && b_seconds != WTW_DATE_UNKNOWN;
    const char *first = a_seconds < b_seconds   ? "a"
                        : a_seconds > b_seconds ? "b"
                                                : "together";
    uint64_t lag = a_seconds < b_seconds ? (uint64_t)b_seconds - (uint64_t)a_seconds
                                         : (uint64_t)a_seconds - (uint64_t)b_seconds;

    wtw_json_name(json, "first");
    wtw_json_words(json, is_known ? first : NULL);
    wtw_json_name(json, "lag_seconds");
    if (is_known)
        wtw_json_number(json, lag);
    else
        wtw_json_null(json);
}

/* Null where the texts were not aligned, because the rest settled what they are. */
static void put_alignment(struct wtw_json *json, const struct wtw_figures *figures)
{
    wtw_json_name(json, "aligned");
    if (!figures->aligned_shared) {
        wtw_json_null(json);
        return;
    }
    wtw_json_open(json, '{');
    wtw_json_name(json, "a_tokens");
    wtw_json_number(json, figures->a_tokens);
    wtw_json_name(json, "b_tokens");
    wtw_json_number(json, figures->b_tokens);
    wtw_json_name(json, "of_a");
    wtw_json_number(json, figures->a_aligned);
    wtw_json_name(json, "of_b");
    wtw_json_number(json, figures->b_aligned);
    wtw_json_name(json, "equal_tokens");
    wtw_json_number(json, figures->aligned_shared);
    wtw_json_name(json, "equal_in_long_parts");
    wtw_json_number(json, figures->aligned_long);
    wtw_json_name(json, "misread");
    wtw_json_number(json, figures->misread);
    wtw_json_name(json, "changed_figures");
    wtw_json_number(json, figures->changed_figures);
    wtw_json_name(json, "changed_names");
    wtw_json_number(json, figures->changed_names);
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
    put_alignment(json, &match->figures);
}

void wtw_pairs_jsonl_line(struct wtw_json *json, const struct wtw_pair_info *pair)
{
    wtw_json_open(json, '{');
    put_article(json, "a", &pair->a);
    put_article(json, "b", &pair->b);
    put_figures(json, pair->match);
    put_direction(json, pair->a.published_seconds, pair->b.published_seconds);
    if (pair->has_passages)
        wtw_passages_json(json, pair->passages, pair->passage_count, pair->a_text);
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}
