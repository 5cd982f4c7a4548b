/*
 * report_html.c - clusters as one HTML file that shows them
 *
 * The frame is built from src/serve/page/ and is part of the program. What is between its
 * two pieces is JSON in a script element of a type that browsers do not run; '<' is
 * escaped in it, so that nothing in an article can end that element or open another.
 *
 * A passage's text is not written: it stands in the texts already, at the passage's range.
 */
#include "write/report_html.h"

#include "write/feed_jsonl.h"

#include "report_frame.inc"

static void put_number(struct wtw_json *json, const char *key, uint64_t number)
{
    wtw_json_name(json, key);
    wtw_json_number(json, number);
}

void wtw_report_open(struct wtw_report *report, struct wtw_out *out)
{
    wtw_out_put(out, (const char *)report_head, sizeof report_head);
    wtw_json_init(&report->json, out, false);
    report->json.is_in_html = true;
    wtw_json_open(&report->json, '{');
    wtw_json_name(&report->json, "clusters");
    wtw_json_open(&report->json, '[');
}

void wtw_report_cluster_begin(struct wtw_report *report, int64_t number, uint32_t size,
                              int64_t canonical)
{
    struct wtw_json *json = &report->json;

    wtw_json_open(json, '{');
    put_number(json, "cluster", (uint64_t)number);
    put_number(json, "size", size);
    put_number(json, "canonical", (uint64_t)canonical);
    wtw_json_name(json, "members");
    wtw_json_open(json, '[');
}

static void put_passages(struct wtw_json *json, const struct wtw_evidence *evidence)
{
    wtw_json_name(json, "passages");
    wtw_json_open(json, '[');
    for (size_t i = 0; i < evidence->passage_count; i++) {
        const struct wtw_passage *passage = &evidence->passages[i];

        wtw_json_open(json, '{');
        put_number(json, "tokens", passage->token_count);
        wtw_range_json(json, "a", passage->a);
        wtw_range_json(json, "b", passage->b);
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
}

static void put_parts(struct wtw_json *json, const char *key,
                      const struct wtw_report_parts *parts)
{
    wtw_json_name(json, key);
    wtw_json_open(json, '[');
    for (size_t i = 0; i < parts->count; i++) {
        const struct wtw_boilerplate_part *part = &parts->items[i];

        wtw_json_open(json, '{');
        wtw_range_json(json, "range", (struct wtw_range){part->begin, part->end});
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, ']');
}

static void put_comparison(struct wtw_json *json,
                           const struct wtw_report_comparison *comparison)
{
    wtw_json_open(json, '{');
    wtw_json_name(json, "relation");
    wtw_json_words(json, wtw_relation_name(comparison->relation));
    wtw_json_name(json, "jaccard");
    wtw_json_ratio(json, wtw_jaccard(&comparison->figures));
    wtw_json_name(json, "a_in_b");
    wtw_json_ratio(json, wtw_a_in_b(&comparison->figures));
    wtw_json_name(json, "b_in_a");
    wtw_json_ratio(json, wtw_b_in_a(&comparison->figures));
    put_passages(json, &comparison->evidence);
    wtw_changes_json(json, &comparison->evidence);
    wtw_json_name(json, "boilerplate");
    if (comparison->keeps_boilerplate) {
        wtw_json_null(json);
    } else {
        wtw_json_open(json, '{');
        put_parts(json, "a", &comparison->parts[0]);
        put_parts(json, "b", &comparison->parts[1]);
        wtw_json_close(json, '}');
    }
    wtw_json_close(json, '}');
}

void wtw_report_member(struct wtw_report *report, const struct wtw_report_member *member)
{
    const struct wtw_feed_receipt *receipt = &member->receipt;
    struct wtw_json *json = &report->json;

    wtw_json_open(json, '{');
    wtw_feed_article_json(json, receipt->number, &member->article);
    wtw_feed_verdict_json(json, receipt);
    put_number(json, "canonical", (uint64_t)receipt->canonical);
    wtw_json_name(json, "partner");
    if (receipt->partner)
        wtw_json_signed(json, receipt->partner);
    else
        wtw_json_null(json);
    wtw_feed_standing_json(json, receipt);
    wtw_json_name(json, "text");
    wtw_json_text(json, member->article.text);
    wtw_json_name(json, "comparison");
    if (member->comparison)
        put_comparison(json, member->comparison);
    else
        wtw_json_null(json);
    wtw_json_close(json, '}');
}

void wtw_report_cluster_end(struct wtw_report *report)
{
    wtw_json_close(&report->json, ']');
    wtw_json_close(&report->json, '}');
}

void wtw_report_close(struct wtw_report *report, const struct wtw_report_counts *counts,
                      const char *version)
{
    struct wtw_json *json = &report->json;
    struct wtw_out *out = json->out;

    wtw_json_close(json, ']');
    wtw_json_name(json, "counts");
    wtw_json_open(json, '{');
    put_number(json, "articles", counts->articles);
    put_number(json, "clusters", counts->clusters);
    put_number(json, "clustered", counts->clustered);
    wtw_json_name(json, "version");
    wtw_json_words(json, version);
    wtw_json_close(json, '}');
    wtw_json_name(json, "left_out");
    wtw_json_open(json, '{');
    put_number(json, "clusters", counts->left_clusters);
    put_number(json, "articles", counts->left_articles);
    put_number(json, "texts", counts->left_texts);
    wtw_json_close(json, '}');
    wtw_json_name(json, "bounds");
    wtw_json_open(json, '{');
    put_number(json, "least_size", counts->least_size);
    put_number(json, "articles", WTW_REPORT_ARTICLES);
    put_number(json, "text_bytes", WTW_REPORT_TEXT_BYTES);
    wtw_json_close(json, '}');
    wtw_json_close(json, '}');
    wtw_out_put(out, (const char *)report_tail, sizeof report_tail);
}
