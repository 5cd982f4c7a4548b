/*
 * feed_jsonl.c - articles of a feed, and what became of them, as JSON
 */
#include "write/feed_jsonl.h"

#include "write/article_info.h"

static void span_or_null(struct wtw_json *json, const char *key, struct wtw_span span)
{
    wtw_json_name(json, key);
    if (span.count)
        wtw_json_text(json, span);
    else
        wtw_json_null(json);
}

/* Numbers begin at 1, so 0 is none. */
static void number_or_null(struct wtw_json *json, const char *key, int64_t number)
{
    wtw_json_name(json, key);
    if (number)
        wtw_json_signed(json, number);
    else
        wtw_json_null(json);
}

static void put_bool(struct wtw_json *json, const char *key, bool value)
{
    wtw_json_name(json, key);
    wtw_json_bool(json, value);
}

static void put_id(struct wtw_json *json, struct wtw_span id)
{
    wtw_json_name(json, "id");
    wtw_json_text(json, id);
}

void wtw_feed_article_json(struct wtw_json *json, int64_t number,
                           const struct wtw_feed_article *article)
{
    number_or_null(json, "number", number);
    put_id(json, article->id);
    span_or_null(json, "url", article->url);
    span_or_null(json, "source", article->source);
    span_or_null(json, "title", article->title);
    wtw_date_json(json, "published", article->published_seconds);
}

void wtw_feed_arrived_json(struct wtw_json *json, const struct wtw_feed_article *article)
{
    wtw_date_json(json, "arrived", article->arrived_seconds);
}

void wtw_feed_reference_json(struct wtw_json *json, const char *key, int64_t number,
                             const struct wtw_feed_article *article)
{
    wtw_json_name(json, key);
    if (!article) {
        wtw_json_null(json);
        return;
    }
    wtw_json_open(json, '{');
    number_or_null(json, "number", number);
    put_id(json, article->id);
    span_or_null(json, "url", article->url);
    span_or_null(json, "source", article->source);
    wtw_date_json(json, "published", article->published_seconds);
    wtw_json_close(json, '}');
}

static void put_figures(struct wtw_json *json, const struct wtw_figures *figures)
{
    wtw_json_name(json, "jaccard");
    wtw_json_ratio(json, wtw_jaccard(figures));
    wtw_json_name(json, "contained");
    wtw_json_ratio(json, wtw_a_in_b(figures));
    wtw_json_name(json, "contains");
    wtw_json_ratio(json, wtw_b_in_a(figures));
    wtw_json_name(json, "shared_shingles");
    wtw_json_number(json, figures->shared);
    wtw_json_name(json, "longest_passage_tokens");
    wtw_json_number(json, figures->longest_passage_tokens);
    wtw_json_name(json, "lag_seconds");
    if (figures->lag_seconds == WTW_DATE_UNKNOWN)
        wtw_json_null(json);
    else
        wtw_json_signed(json, -figures->lag_seconds); /* the figures have a's to b's */
}

void wtw_feed_figures_json(struct wtw_json *json, enum wtw_relation relation,
                           const struct wtw_figures *figures)
{
    static const char *const keys[] = {"jaccard",
                                       "contained",
                                       "contains",
                                       "shared_shingles",
                                       "longest_passage_tokens",
                                       "lag_seconds"};

    wtw_json_name(json, "relation");
    if (relation != WTW_UNRELATED) {
        wtw_json_words(json, wtw_relation_name(relation));
        put_figures(json, figures);
        return;
    }
    wtw_json_null(json);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        wtw_json_name(json, keys[i]);
        wtw_json_null(json);
    }
}

void wtw_feed_verdict_json(struct wtw_json *json, const struct wtw_feed_receipt *receipt)
{
    wtw_json_name(json, "verdict");
    wtw_json_words(json, wtw_feed_verdict_name(receipt->verdict));
    number_or_null(json, "cluster", receipt->cluster);
    wtw_json_name(json, "size");
    wtw_json_number(json, receipt->size);
}

void wtw_feed_standing_json(struct wtw_json *json, const struct wtw_feed_receipt *receipt)
{
    wtw_feed_figures_json(json, receipt->relation, &receipt->figures);
    wtw_json_name(json, "agency");
    wtw_json_words(json, wtw_agency_name(receipt->agency));
    put_bool(json, "estimated", receipt->is_estimated);
}

void wtw_feed_line_json(struct wtw_json *json, const struct wtw_feed_line *line)
{
    const struct wtw_feed_receipt *receipt = line->receipt;

    wtw_json_open(json, '{');
    wtw_feed_article_json(json, receipt->number, line->article);
    put_bool(json, "known", receipt->is_known);
    put_bool(json, "version", receipt->is_version);
    wtw_feed_verdict_json(json, receipt);
    wtw_feed_reference_json(json, "canonical", receipt->canonical, line->canonical);
    wtw_feed_reference_json(json, "partner", receipt->partner, line->partner);
    wtw_feed_standing_json(json, receipt);
    if (line->evidence) {
        wtw_passages_json(json, line->evidence);
        wtw_changes_json(json, line->evidence);
    }
    wtw_json_close(json, '}');
}

void wtw_feed_event_members_json(struct wtw_json *json,
                                 const struct wtw_feed_change *change, struct wtw_span id)
{
    bool has_moved = change->kind == WTW_FEED_MOVED;

    wtw_json_name(json, "event");
    wtw_json_words(json, has_moved ? "moved" : "canonical");
    if (has_moved) {
        number_or_null(json, "article", change->number);
        put_id(json, id);
        number_or_null(json, "from", change->before);
        number_or_null(json, "cluster", change->cluster);
    } else {
        number_or_null(json, "cluster", change->cluster);
        number_or_null(json, "canonical", change->number);
        put_id(json, id);
        number_or_null(json, "before", change->before);
    }
}

void wtw_feed_event_json(struct wtw_json *json, const struct wtw_feed_change *change,
                         struct wtw_span id)
{
    wtw_json_open(json, '{');
    wtw_feed_event_members_json(json, change, id);
    wtw_json_close(json, '}');
}
