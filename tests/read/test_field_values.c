/*
 * test_field_values.c - what the fields of a record say of it
 */
#include "check.h"
#include "read/field_values.h"

static struct wtw_span text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

Test(field_values, finds_the_host_in_a_url)
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
        struct wtw_span host = wtw_url_host(text(rows[i].url));

        cr_assert(host.count == strlen(rows[i].host) &&
                      (!host.count || memcmp(host.items, rows[i].host, host.count) == 0),
                  "%s: %.*s", rows[i].url, (int)host.count, host.items ? host.items : "");
    }
}

Test(field_values, takes_the_url_for_the_id_where_there_is_no_id)
{
    struct wtw_fields fields = {0};

    check_number(wtw_fields_id(&fields).count, 0);
    fields.items[WTW_FIELD_URL].value = text("https://a.example/1");
    check_bytes(wtw_fields_id(&fields).items, wtw_fields_id(&fields).count,
                "https://a.example/1");
    fields.items[WTW_FIELD_ID].value = text("a-1");
    check_bytes(wtw_fields_id(&fields).items, wtw_fields_id(&fields).count, "a-1");
}
