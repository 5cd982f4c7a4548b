/*
 * evidence_jsonl.c - what two texts share and where they differ, for programs
 */
#include "write/evidence.h"
#include "write/passage_order.h"

void wtw_range_json(struct wtw_json *json, const char *key, struct wtw_range range)
{
    wtw_json_name(json, key);
    wtw_json_open(json, '[');
    wtw_json_number(json, range.begin);
    wtw_json_number(json, range.end);
    wtw_json_close(json, ']');
}

void wtw_passages_json(struct wtw_json *json, const struct wtw_evidence *evidence)
{
    wtw_json_name(json, "passages");
    wtw_json_open(json, '[');
    for (size_t i = 0; i < evidence->passage_count; i++) {
        const struct wtw_passage *passage = &evidence->passages[i];

        wtw_json_open(json, '{');
        wtw_json_name(json, "tokens");
        wtw_json_number(json, passage->token_count);
        wtw_range_json(json, "a", passage->a);
        wtw_range_json(json, "b", passage->b);
        wtw_json_name(json, "text");
        wtw_json_text(json, wtw_passage_text(evidence->texts[0], passage->a));
        wtw_json_name(json, "quotation");
        wtw_json_bool(json, evidence->are_quotations[i]);
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
}

void wtw_changes_json(struct wtw_json *json, const struct wtw_evidence *evidence)
{
    wtw_json_name(json, "changes");
    wtw_json_open(json, '[');
    for (size_t i = 0; i < evidence->change_count; i++) {
        const struct wtw_change *change = &evidence->changes[i];

        wtw_json_open(json, '{');
        wtw_range_json(json, "a", change->a);
        wtw_range_json(json, "b", change->b);
        wtw_json_name(json, "a_text");
        wtw_json_text(json, wtw_passage_text(evidence->texts[0], change->a));
        wtw_json_name(json, "b_text");
        wtw_json_text(json, wtw_passage_text(evidence->texts[1], change->b));
        wtw_json_name(json, "figures");
        wtw_json_bool(json, change->has_figures);
        wtw_json_name(json, "names");
        wtw_json_bool(json, change->has_names);
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
}

void wtw_aligned_json(struct wtw_json *json, const struct wtw_figures *figures)
{
    const struct {
        const char *key;
        uint32_t number;
    } counts[] = {
        {"a_tokens", figures->a_tokens},
        {"b_tokens", figures->b_tokens},
        {"of_a", figures->a_aligned},
        {"of_b", figures->b_aligned},
        {"equal_tokens", figures->aligned_shared},
        {"equal_in_long_parts", figures->aligned_long},
        {"misread", figures->misread},
        {"changed_figures", figures->changed_figures},
        {"changed_names", figures->changed_names},
    };

    wtw_json_name(json, "aligned");
    if (!figures->aligned_shared) {
        wtw_json_null(json);
        return;
    }
    wtw_json_open(json, '{');
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        wtw_json_name(json, counts[i].key);
        wtw_json_number(json, counts[i].number);
    }
    wtw_json_close(json, '}');
}

void wtw_direction_json(struct wtw_json *json, int64_t a_seconds, int64_t b_seconds)
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
