/*
 * test_preferences.c - whose articles are to stand for their clusters
 */
#include "check.h"
#include "cli/preferences.h"

#include <stdio.h>

static struct wtw_span text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

Test(preferences, are_none_where_nothing_is_said)
{
    struct wtw_preferences preferences = {.count = 7};
    struct wtw_error error = {0};

    check_ok(wtw_preferences_parse(&preferences, NULL, &error), &error);
    check_number(preferences.count, 0);
    check_number(wtw_preferences_rank(&preferences, text("a"), text("https://a/")), 0);
}

Test(preferences, rank_sources_and_domains_as_they_were_listed)
{
    static const struct {
        const char *source;
        const char *url;
        int rank;
    } rows[] = {
        {"Coast Wire", "", 1},
        {"COAST WIRE", "https://bay.example/1", 1}, /* the better of two */
        {"Coast Wire 2", "", 0},
        {"The Coast Wire", "", 0},
        {"bay.example", "", 2},
        {"www.Bay.example", "", 2},
        {"Bay Herald", "https://www.bay.example/1", 2},
        {"Bay Herald", "https://news.bay.example:8080/1?x#y", 2},
        {"Bay Herald", "https://broadbay.example/1", 0},
        {"Bay Herald", "https://example/bay.example", 0},
        {"Bay Herald", "https://bay.example.com/", 0},
        {"gov", "", 3},
        {"", "https://sea.gov/1", 3},
        {"", "", 0},
    };
    struct wtw_preferences preferences;
    struct wtw_error error = {0};

    check_ok(wtw_preferences_parse(&preferences,
                                   " coast wire ,,\twww.BAY.example, .gov ,", &error),
             &error);
    check_number(preferences.count, 3);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_assert(wtw_preferences_rank(&preferences, text(rows[i].source),
                                       text(rows[i].url)) == rows[i].rank,
                  "%s, %s", rows[i].source, rows[i].url);
}

Test(preferences, are_as_many_as_there_are_ranks)
{
    struct wtw_preferences preferences;
    struct wtw_error error = {0};
    char words[256 * 5 + 1];
    size_t used = 0;

    for (int i = 1; i <= 255; i++)
        used += (size_t)snprintf(words + used, sizeof words - used, "s%d,", i);
    check_ok(wtw_preferences_parse(&preferences, words, &error), &error);
    check_number(wtw_preferences_rank(&preferences, text("s255"), text("")), 255);
    snprintf(words + used, sizeof words - used, "s256");
    check_status(wtw_preferences_parse(&preferences, words, &error), WTW_BAD_ARGUMENT);
    check_string(error.words, "--prefer takes at most 255 sources");
}

Test(preferences, want_a_name)
{
    struct wtw_preferences preferences;
    struct wtw_error error = {0};

    check_status(wtw_preferences_parse(&preferences, " , .", &error), WTW_BAD_ARGUMENT);
    check_string(error.words, "--prefer is a list of sources or domains such as "
                              "reuters.com,bbc.co.uk, not ' , .'");
}
