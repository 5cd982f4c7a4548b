/*
 * test_publisher.c - who published an article, papers of one house taken together
 */
#include "check.h"
#include "read/publisher.h"

static struct wtw_span text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static struct wtw_span slice(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static void check_text(struct wtw_span got, const char *wanted)
{
    cr_assert(got.count == strlen(wanted) &&
                  (!got.count || memcmp(got.items, wanted, got.count) == 0),
              "%.*s and not %s", (int)got.count, got.items ? got.items : "", wanted);
}

Test(publisher, of_a_host_is_what_its_owner_has_registered)
{
    static const struct {
        const char *host;
        const char *family;
    } rows[] = {
        {"paper.example", "paper.example"},
        {"lindle.paper.example", "paper.example"},
        {"a.b.paper.example", "paper.example"},
        {"news.paper.co.uk", "paper.co.uk"},
        {"paper.CO.UK", "paper.CO.UK"},
        {"north.paper.com.au", "paper.com.au"},
        {"north.paper.de", "paper.de"},
        {"co.uk", "co.uk"},
        {"shop.co.example", "co.example"}, /* no country has seven letters */
        {"anna.blogspot.com", "anna.blogspot.com"},
        {"www.anna.blogspot.com", "anna.blogspot.com"},
        {"blogspot.com", "blogspot.com"},
        {"192.0.2.17", "192.0.2.17"},
        {"localhost", "localhost"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check_text(wtw_host_family(text(rows[i].host)), rows[i].family);
}

Test(publisher, is_the_source_or_else_the_host_of_the_url)
{
    struct wtw_fields fields = {0};

    check_text(wtw_publisher_of(&fields), "");
    fields.items[WTW_FIELD_URL].value = slice("https://www.north.paper.example/a");
    check_text(wtw_publisher_of(&fields), "paper.example");
    fields.items[WTW_FIELD_SOURCE].value = slice("lindle.valepress.example");
    check_text(wtw_publisher_of(&fields), "valepress.example");
    fields.items[WTW_FIELD_SOURCE].value = slice("The St. Ives Times");
    check_text(wtw_publisher_of(&fields), "The St. Ives Times");
    fields.items[WTW_FIELD_SOURCE].value = slice("Mr.");
    check_text(wtw_publisher_of(&fields), "Mr.");
}

/* 70 bytes: more than are hashed at once. */
#define LONG "0123456789012345678901234567890123456789012345678901234567890123456789"

Test(publisher, has_one_number_however_it_is_capitalised)
{
    check_number(wtw_publisher_number(text("")), 0);
    check(wtw_publisher_number(text("a")) != 0);
    check_number(wtw_publisher_number(text("Paper.Example")),
                 wtw_publisher_number(text("paper.example")));
    check_number(wtw_publisher_number(text(LONG "A")),
                 wtw_publisher_number(text(LONG "a")));
    check(wtw_publisher_number(text(LONG "a")) != wtw_publisher_number(text(LONG "b")));
    check(wtw_publisher_is_same(text("AB"), text("ab")));
    check(!wtw_publisher_is_same(text("ab"), text("abc")));
    check(!wtw_publisher_is_same(text(""), text("")));
}
