/*
 * test_article_fields.c - from a record's fields to what writers know of an article
 */
#include "check.h"
#include "cli/article_fields.h"

static struct wtw_text text(const char *words)
{
    return (struct wtw_text){words, strlen(words)};
}

static struct wtw_slice slice(const char *words)
{
    return (struct wtw_slice){words, strlen(words)};
}

Test(article_fields, finds_the_host_in_a_url)
{
    static const struct {
        const char *url;
        const char *host;
    } rows[] = {
        {"https://paper.example/a/b", "paper.example"},
        {"http://www.paper.example", "paper.example"},
        {"HTTPS://WWW.Paper.example?x=1", "Paper.example"},
        {"https://user:word@paper.example:8080/a@b", "paper.example"},
        {"ftp://paper.example#end", "paper.example"},
        {"https://www.", "www."},
        {"https://", ""},
        {"paper.example/a", ""},
        {"/a/b://c", ""},
        {"mailto:a@b", ""},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wtw_text host = wtw_url_host(text(rows[i].url));

        cr_assert(host.count == strlen(rows[i].host) &&
                      (!host.count || memcmp(host.items, rows[i].host, host.count) == 0),
                  "%s: %.*s", rows[i].url, (int)host.count, host.items ? host.items : "");
    }
}

Test(article_fields, takes_the_url_for_the_id_where_there_is_no_id)
{
    struct wtw_fields fields = {0};

    check_number(wtw_fields_id(&fields).count, 0);
    fields.items[WTW_FIELD_URL].value = slice("https://a.example/1");
    check_bytes(wtw_fields_id(&fields).items, wtw_fields_id(&fields).count,
                "https://a.example/1");
    fields.items[WTW_FIELD_ID].value = slice("a-1");
    check_bytes(wtw_fields_id(&fields).items, wtw_fields_id(&fields).count, "a-1");
}

Test(article_fields, takes_the_host_for_the_source_where_there_is_no_source)
{
    struct wtw_fields fields = {.published_seconds = 12};
    struct wtw_place place = {.offset = 34, .line = 5};
    struct wtw_article_info info;

    fields.items[WTW_FIELD_URL].value = slice("https://a.example/1");
    fields.items[WTW_FIELD_TITLE].value = slice("T");
    wtw_describe_fields(&fields, &place, "in.jsonl", &info);
    check_bytes(info.source.items, info.source.count, "a.example");
    check_bytes(info.title.items, info.title.count, "T");
    check_string(info.input, "in.jsonl");
    check_number(info.offset, 34);
    check_number(info.line, 5);
    check_number(info.published_seconds, 12);
    fields.items[WTW_FIELD_SOURCE].value = slice("Wire");
    wtw_describe_fields(&fields, &place, "in.jsonl", &info);
    check_bytes(info.source.items, info.source.count, "Wire");
}
