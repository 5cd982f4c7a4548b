/*
 * test_rule_table.c - phrases of every kind and language, and sentences that come near
 */
#include "text/boilerplate_runs.h"

#include "text/boilerplate_rules.h"

/* A line as it stands in the middle of a story, and what it is there. */
struct line_kind {
    const char *line;
    const char *kind;
};

#define check_lines(table)                                                               \
    for (size_t i = 0; i < sizeof(table) / sizeof *(table); i++)                         \
    cr_assert(strcmp(kind_of_line((table)[i].line), (table)[i].kind) == 0,               \
              "\"%s\" is %s, wanted %s", (table)[i].line, kind_of_line((table)[i].line), \
              (table)[i].kind)

#define check_stay(lines)                                                                \
    for (size_t i = 0; i < sizeof(lines) / sizeof *(lines); i++)                         \
    cr_assert(strcmp(kind_of_line((lines)[i]), "none") == 0,                             \
              "\"%s\" is %s, has to stay", (lines)[i], kind_of_line((lines)[i]))

Test(rule_table, has_phrases_in_plain_form)
{
    for (size_t i = 0; i < wtw_rule_count(); i++) {
        const struct wtw_boilerplate_rule *rule = wtw_rule(i);
        size_t bytes = strlen(rule->phrase);
        struct wtw_plain_line plain;

        check(bytes > 0 && bytes < 64);
        check(rule->kind < WTW_BOILERPLATE_KIND_COUNT);
        check(rule->where && rule->where <= WTW_RULE_ANYWHERE);
        wtw_plain_line_make(&plain, rule->phrase, 0, bytes);
        cr_assert(memcmp(plain.bytes, rule->phrase, plain.count) == 0,
                  "\"%s\" is \"%.*s\" in plain form", rule->phrase, (int)plain.count,
                  plain.bytes);
    }
}

/* Where no other rule is longer: a phrase found by a key that it does not have would be
 * found never. */
Test(rule_table, has_whole_phrases_that_are_all_found)
{
    for (size_t i = 0; i < wtw_rule_count(); i++) {
        const struct wtw_boilerplate_rule *rule = wtw_rule(i);

        if (rule->form == WTW_RULE_WHOLE || rule->form == WTW_RULE_LABEL)
            cr_assert(strcmp(parts_of(rule->phrase), "") != 0, "\"%s\" is not found",
                      rule->phrase);
    }
}

Test(rule_table, finds_what_leads_to_other_articles)
{
    static const struct line_kind lines[] = {
        {"Related article: Ferries Too Wide for the Old Basin", "related"},
        {"Related article: [Ferries Too Wide](#)", "related"},
        {"**Read also:** Ferries too wide for the old basin", "related"},
        {"READ MORE: Ferries too wide", "related"},
        {"Also read | Ferries too wide", "related"},
        {"Don\u2019t miss: Ferries too wide", "related"},
        {"> See also", "related"},
        {"Original url:", "related"},
        {"Continue reading the main story", "related"},
        {"You may also like", "related"},
        {"Читайте также: Паромы слишком широки", "related"},
        {"Читайте також: Пороми надто широкі", "related"},
        {"Lesen Sie auch: Fähren zu breit", "related"},
        {"À lire aussi : Des ferries trop larges", "related"},
        {"Lea también: Transbordadores demasiado anchos", "related"},
        {"Leggi anche: Traghetti troppo larghi", "related"},
        {"Leia também: Balsas largas demais", "related"},
        {"Czytaj także: Promy za szerokie", "related"},
        {"阅读更多：渡轮太宽", "related"},
        {"اقرأ أيضا: العبارات واسعة", "related"},
    };

    check_lines(lines);
}

Test(rule_table, leaves_sentences_that_begin_like_links)
{
    static const char *const lines[] = {
        "Read more books, the minister told the pupils of Vellmar.",
        "Related companies have to say so by the end of June.",
        "Also on Tuesday the board chose its chairwoman.",
        "More than forty ferries a day pass the basin.",
        "See also what the harbour master had to say about it, she added.",
        "Original paintings of the basin hang in the town hall.",
        "\"Read more: that is all I ask of them,\" the minister said.",
        "Up next: the ferries. The board will hear the owners on Friday.",
        "Читайте также книги, сказал министр школьникам.",
        "Lesen Sie auch die Fahrpläne, sagte der Minister.",
        "Lea también los horarios, dijo el ministro.",
    };

    check_stay(lines);
}

Test(rule_table, finds_credits)
{
    static const struct line_kind lines[] = {
        {"AFP contributed reporting.", "credit"},
        {"*AFP contributed reporting.*", "credit"},
        {"The Associated Press contributed to this report.", "credit"},
        {"Jane Orr in Vellmar and Pol Sands contributed to this article.", "credit"},
        {"(Reporting by Jane Orr; Editing by Pol Sands)", "credit"},
        {"Additional reporting by Jane Orr", "credit"},
        {"Our Standards: The Trust Principles.", "credit"},
        {"This article was originally published by The Vellmar Post.", "credit"},
        {"Source: Xinhua", "credit"},
        {"Источник: ТАСС", "credit"},
        {"Quelle: dpa", "credit"},
        {"Fuente: EFE", "credit"},
        {"来源：新华社", "credit"},
        {"المصدر: رويترز", "credit"},
    };

    check_lines(lines);
}

Test(rule_table, leaves_sentences_that_sound_like_credits)
{
    static const char *const lines[] = {
        "Heavy rain contributed to this year's poor harvest of apples.",
        "Reporting by three newspapers has shown how wide the ferries are.",
        "The sources: two men who worked on the ferries for ten years.",
        "Source: board to choose the wider basin",
        "She said that Reuters contributed to the report's success.",
        "The source of the river lies above Vellmar.",
    };

    check_stay(lines);
}

Test(rule_table, finds_buttons_and_notices)
{
    static const struct line_kind lines[] = {
        {"Share", "share"},
        {"Share this article", "share"},
        {"Share on Facebook", "share"},
        {"Facebook Twitter WhatsApp", "share"},
        {"Share Tweet Email 12 Comments", "share"},
        {"Поделиться", "share"},
        {"Teilen", "share"},
        {"Follow us on Twitter @vellmarpost", "share"},
        {"Advertisement", "notice"},
        {"ADVERTISEMENT", "notice"},
        {"We use cookies to make this site better for you.", "notice"},
        {"Sign up for our newsletter and get the news each morning.", "notice"},
        {"\u00A9 2024 The Vellmar Post", "notice"},
        {"Copyright 2024 The Vellmar Post", "notice"},
        {"The Vellmar Post 2024, all rights reserved.", "notice"},
        {"Alle Rechte vorbehalten", "notice"},
        {"Реклама", "notice"},
        {"Anzeige", "notice"},
        {"Publicité", "notice"},
    };

    check_lines(lines);
}

Test(rule_table, leaves_sentences_that_sound_like_buttons_and_notices)
{
    static const char *const lines[] = {
        "Share prices fell on Tuesday.",
        "Share on the left, said the ferryman, and keep to the right.",
        "Facebook and Twitter said they had taken the film down.",
        "Print is not dead, the publisher of the Vellmar Post said.",
        "Advertisement spending fell by a tenth, the owners said.",
        "Cookies were served to the members of the board.",
        "Subscribe to no party, was the advice of her father.",
        "All rights reserved to the crown were given up in 1848.",
        "Copyright law has no answer to that, the judge wrote.",
        "Close to forty ferries a day pass the basin.",
    };

    check_stay(lines);
}

Test(rule_table, finds_captions)
{
    static const struct line_kind lines[] = {
        {"Photo: Jane Orr", "caption"},
        {"Photo by Jane Orr", "caption"},
        {"Фото: Анна Орлова", "caption"},
        {"Foto: Max Orr", "caption"},
        {"The old basin on Tuesday. (Photo: Jane Orr, Vellmar Post)", "caption"},
        {"The old basin on Tuesday. (AP Photo/Jane Orr)", "caption"},
        {"FILE - In this May 3, 2016, file photo, ferries pass the basin.", "caption"},
    };

    check_lines(lines);
}

Test(rule_table, leaves_sentences_about_pictures)
{
    static const char *const lines[] = {
        "Photo shops have closed in all three towns of the county.",
        "Photographs by the harbour master hang in the town hall.",
        "The ferry in the picture (the older one) has been sold.",
        "He was photographed by Jane Orr on his way out of the court.",
    };

    check_stay(lines);
}
