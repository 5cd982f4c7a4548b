/*
 * test_feed_record.c - from a record to an article of a feed
 */
#include "check.h"
#include "read/feed_record.h"

static struct wtw_span text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static const struct wtw_place place = {.line = 12};
static const struct wtw_place inside = {.line = 1, .column = 345};

Test(feed_record, takes_the_fields_as_they_are_and_the_publisher_for_the_source)
{
    struct wtw_fields fields = {.published_seconds = 34};
    struct wtw_buffer room = {0};
    struct wtw_feed_article article;
    struct wtw_error error = {0};

    fields.items[WTW_FIELD_ID].value = text("a-1");
    fields.items[WTW_FIELD_URL].value = text("https://news.paper.example/1");
    fields.items[WTW_FIELD_TITLE].value = text("A title");
    fields.items[WTW_FIELD_TEXT].value = text("A text.");
    check_ok(wtw_feed_record_fill(&fields, "in", &place, &room, &article, &error),
             &error);
    check_bytes(article.id.items, article.id.count, "a-1");
    check(!article.has_made_up_id);
    check_bytes(article.url.items, article.url.count, "https://news.paper.example/1");
    check_bytes(article.source.items, article.source.count, "paper.example");
    check_bytes(article.title.items, article.title.count, "A title");
    check_bytes(article.text.items, article.text.count, "A text.");
    check_number(article.published_seconds, 34);
    check(!room.items);
}

Test(feed_record, is_called_after_its_place_where_it_has_no_name)
{
    struct wtw_fields fields = {.published_seconds = WTW_DATE_UNKNOWN};
    struct wtw_buffer room = {0};
    struct wtw_feed_article article;
    struct wtw_error error = {0};

    check_ok(wtw_feed_record_fill(&fields, "in.jsonl", &place, &room, &article, &error),
             &error);
    check_bytes(article.id.items, article.id.count, "in.jsonl:12");
    check(article.has_made_up_id);
    check_ok(wtw_feed_record_fill(&fields, "in.json", &inside, &room, &article, &error),
             &error);
    check_bytes(article.id.items, article.id.count, "in.json:1:345");
    check_number(article.source.count, 0);
    wtw_buffer_release(&room);
}
