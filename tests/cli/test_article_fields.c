/*
 * test_article_fields.c - from a record's fields to what writers know of an article
 */
#include "check.h"
#include "cli/article_fields.h"

static struct wtw_span text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

Test(article_fields, takes_the_host_for_the_source_where_there_is_no_source)
{
    struct wtw_fields fields = {.published_seconds = 12};
    struct wtw_place place = {.offset = 34, .line = 5};
    struct wtw_article_info info;

    fields.items[WTW_FIELD_URL].value = text("https://a.example/1");
    fields.items[WTW_FIELD_TITLE].value = text("T");
    wtw_describe_fields(&fields, &place, "in.jsonl", &info);
    check_bytes(info.source.items, info.source.count, "a.example");
    check_bytes(info.title.items, info.title.count, "T");
    check_string(info.input, "in.jsonl");
    check_number(info.offset, 34);
    check_number(info.line, 5);
    check_number(info.published_seconds, 12);
    fields.items[WTW_FIELD_SOURCE].value = text("Wire");
    wtw_describe_fields(&fields, &place, "in.jsonl", &info);
    check_bytes(info.source.items, info.source.count, "Wire");
}
