/*
 * test_boilerplate.c - what is found in whole texts, which agency they credit, and laws
 * that hold for any input
 */
#include "text/boilerplate_runs.h"

#include "base/faults.h"
#include "random_input.h"

#include <stdio.h>
#include <stdlib.h>

/* ------------------------------------------------------------------ whole texts */

Test(boilerplate, is_none_in_a_plain_story)
{
    parts_are("", "");
    parts_are("\n \n\t\n", "");
    parts_are(STORY_ABOVE STORY_BELOW, "");
}

Test(boilerplate, of_two_layouts_of_one_article_leaves_the_same_story)
{
    parts_are("VELLMAR, March 15 (Reuters) - " STORY_ABOVE
              "Related article: Ferries Too Wide for the Old Basin\n\n"
              "https://news.example/ferries" STORY_BELOW
              "\n\n(Reporting by Jane Orr; Editing by Pol Sands)",
              "dateline[VELLMAR, March 15 (Reuters) - ]"
              "related[Related article: Ferries Too Wide for the Old Basin]"
              "link[https://news.example/ferries]"
              "credit[(Reporting by Jane Orr; Editing by Pol Sands)]");
    parts_are("# Harbour to be widened\n\nMarch 15, 2023\n\nBy Jane Orr\n\n"
              "The old basin. **Jane Orr / Reuters**\n\n" STORY_ABOVE
              "Related article: [Ferries Too Wide](#)" STORY_BELOW
              "\n\n*Reuters contributed reporting.*\n\nOriginal url:\n\n"
              "<https://news.example/harbour>\n",
              "title[# Harbour to be widened]date[March 15, 2023]byline[By Jane Orr]"
              "caption[The old basin. **Jane Orr / Reuters**]"
              "related[Related article: [Ferries Too Wide](#)]"
              "credit[*Reuters contributed reporting.*]related[Original url:]"
              "link[https://news.example/harbour]");
}

Test(boilerplate, takes_only_the_header_that_opens_the_text_for_its_title)
{
    parts_are("# Harbour to be widened", "");
    parts_are("## Harbour to be widened" STORY_BELOW, "");
    parts_are("#harbour to be widened" STORY_BELOW, "");
    parts_are(STORY_ABOVE "# Harbour to be widened" STORY_BELOW, "");
}

Test(boilerplate, is_no_wrapped_line_that_happens_to_begin_like_some)
{
    parts_are("The harbour board of Vellmar agreed on Tuesday to\n"
              "read more: letters from owners of ferries, it said,\n"
              "had come in every day since the new ferries came to\n"
              "the old basin, which has been too narrow for them.\n",
              "");
    parts_are("Share prices of the ferry owners fell on Tuesday as\n"
              "Facebook Twitter WhatsApp and others took the films\n"
              "of the ferries down, which had been seen by all the\n"
              "town before the board of the harbour met at noon.\n",
              "");
}

Test(boilerplate, in_wrapped_text_is_a_paragraph_of_its_own)
{
    parts_are("The harbour board of Vellmar agreed on Tuesday to\n"
              "widen the basin, which has been too narrow for all\n"
              "the new ferries since they were bought years ago.\n\n"
              "Related article: Ferries are much too wide for the\n"
              "old basin\n\n"
              "Work is to begin in the spring, and will take about\n"
              "eighteen months if the winter is mild.\n",
              "related[Related article: Ferries are much too wide for the\nold basin]");
}

Test(boilerplate, takes_the_titles_below_an_open_label)
{
    parts_are(STORY_ABOVE "Related articles:\n* Ferries too wide\n* Basin too narrow\n\n"
                          "Work is to begin soon." STORY_BELOW,
              "related[Related articles:]related[* Ferries too wide]"
              "related[* Basin too narrow]");
    parts_are(STORY_ABOVE "Read more:\n\nFerries too wide for the basin" STORY_BELOW,
              "related[Read more:]related[Ferries too wide for the basin]");
    parts_are(STORY_ABOVE "Read more:\n\nThe board will meet again." STORY_BELOW,
              "related[Read more:]");
    parts_are(STORY_ABOVE "Read more\n\nFerries too wide for the basin" STORY_BELOW,
              "related[Read more]");
}

Test(boilerplate, leaves_a_gallery_its_captions)
{
    parts_are("1. The old basin of Vellmar in the morning. Jane Orr / AFP\n"
              "2. A ferry leaves for the islands. Pol Sands / AP\n"
              "3. Children wait at the gate. Jane Orr / AFP\n",
              "caption[Jane Orr / AFP]caption[Pol Sands / AP]caption[Jane Orr / AFP]");
}

/* ------------------------------------------------------------------ agencies */

/* "AP by dateline of 2", or "none". */
static const char *agency_of(const char *text)
{
    static char found[128];
    struct wtw_error error = {0};
    struct wtw_boilerplate *boilerplate = NULL;
    const struct wtw_agency_credit *credit = NULL;

    check_ok(wtw_boilerplate_new(&boilerplate, &error), &error);
    check_ok(wtw_boilerplate_find(boilerplate, text, strlen(text), &error), &error);
    credit = wtw_boilerplate_agency(boilerplate);
    found[0] = 0;
    if (credit) {
        check(credit->name.begin >= credit->evidence.begin);
        check(credit->name.end <= credit->evidence.end);
        snprintf(found, sizeof found, "%s by %s, \"%.*s\", of %zu",
                 wtw_agency_name(credit->agency),
                 wtw_boilerplate_kind_name(credit->evidence.kind),
                 (int)(credit->name.end - credit->name.begin), text + credit->name.begin,
                 wtw_boilerplate_agency_count(boilerplate));
    }
    wtw_boilerplate_free(boilerplate);
    return found;
}

#define agency_is(text, wanted) check_string(agency_of(text), (wanted))

Test(boilerplate, names_the_agency_with_the_strongest_evidence)
{
    agency_is("VELLMAR (AP) - " STORY_ABOVE STORY_BELOW "\n\nSource: Xinhua",
              "AP by dateline, \"AP\", of 2");
    agency_is("By Jane Orr, Associated Press\n\n" STORY_ABOVE STORY_BELOW
              "\n\nAFP contributed reporting.",
              "AFP by credit, \"AFP\", of 2");
    agency_is("By Jane Orr, Associated Press\n\n" STORY_ABOVE STORY_BELOW,
              "AP by byline, \"Associated Press\", of 1");
    agency_is(STORY_ABOVE STORY_BELOW "\n\nCopyright 2024 The Associated Press.",
              "AP by notice, \"Associated Press\", of 1");
    agency_is(STORY_ABOVE STORY_BELOW "\n\nИсточник: ТАСС",
              "TASS by credit, \"ТАСС\", of 1");
}

Test(boilerplate, takes_the_first_of_two_agencies_with_equal_evidence)
{
    agency_is(STORY_ABOVE STORY_BELOW "\n\nReuters and AFP contributed to this report.",
              "Reuters by credit, \"Reuters\", of 2");
}

Test(boilerplate, names_no_agency_that_the_story_only_speaks_of)
{
    agency_is(STORY_ABOVE STORY_BELOW, "");
    agency_is(STORY_ABOVE "Reuters reported it first." STORY_BELOW, "");
    agency_is(STORY_ABOVE "Sign up for our Bloomberg newsletter" STORY_BELOW, "");
    agency_is(STORY_ABOVE "The old basin on Tuesday. Jane Orr / AFP" STORY_BELOW, "");
}

Test(boilerplate, kinds_have_names)
{
    check_string(wtw_boilerplate_kind_name(WTW_BOILERPLATE_TITLE), "title");
    check_string(wtw_boilerplate_kind_name(WTW_BOILERPLATE_REPEATED), "repeated");
    check_string(wtw_boilerplate_kind_name((enum wtw_boilerplate_kind)99), "unknown");
}

/* ------------------------------------------------------------------ laws */

/* Pieces of pages, some of them broken. */
static const char *const pieces[] = {
    "\n",           "\n\n",        " ",           "Read more: ",
    "By Jane Orr",  "VELLMAR ",    "(AP) ",       "- ",
    "https://a.b/", "<p>",         "&nbsp;",      "](http://a)",
    "![x",          "<script>",    "</script>",   "AFP",
    " / ",          "contributed", " reporting.", "The board met. ",
    "\xE2\x80",     "\xC2\xA0",    "\xFF",        "Читайте ",
    "также: ",      "@",           "a@b.cd",      "www.",
    "© ",           "2024",        "March 7,",    ".",
    "(Photo: ",     ")",           "来源：",      "#",
    "* ",           "Share",       " Tweet",      "&amp;amp;",
};

enum { PIECE_COUNT = sizeof pieces / sizeof *pieces };

static size_t make_page(struct random_input *random, char *out, size_t room)
{
    size_t count = 0;

    for (uint32_t n = random_below(random, 60); n > 0; n--) {
        const char *piece = pieces[random_below(random, PIECE_COUNT)];
        size_t bytes = strlen(piece);

        if (count + bytes + 1 > room)
            break;
        memcpy(out + count, piece, bytes);
        count += bytes;
        if (random_chance(random, 0.02))
            out[count++] = 0;
    }
    return count;
}

static bool cuts_a_character(const char *text, size_t bytes, size_t at)
{
    return at < bytes && ((unsigned char)text[at] & 0xC0) == 0x80 && at > 0 &&
           (unsigned char)text[at - 1] >= 0xC2;
}

Test(boilerplate, has_parts_in_order_inside_of_any_text)
{
    struct random_input random = random_begin(1);
    struct wtw_boilerplate *boilerplate = NULL;
    struct wtw_error error = {0};
    static char page[1024];

    check_ok(wtw_boilerplate_new(&boilerplate, &error), &error);
    for (int run = 0; run < 20000; run++) {
        size_t bytes = make_page(&random, page, sizeof page);
        /* Its own block, so that a read behind it is noticed. */
        char *text = malloc(bytes + 1);
        uint32_t done = 0;

        memcpy(text, page, bytes);
        text = realloc(text, bytes ? bytes : 1);
        check_ok(wtw_boilerplate_find(boilerplate, text, bytes, &error), &error);
        for (size_t i = 0; i < wtw_boilerplate_count(boilerplate); i++) {
            struct wtw_boilerplate_part part = wtw_boilerplate_items(boilerplate)[i];

            check(part.begin >= done && part.begin < part.end && part.end <= bytes);
            check(!cuts_a_character(text, bytes, part.begin));
            check(!cuts_a_character(text, bytes, part.end));
            check((unsigned)part.kind < WTW_BOILERPLATE_KIND_COUNT);
            done = part.end;
        }
        free(text);
    }
    wtw_boilerplate_free(boilerplate);
}

Test(boilerplate, is_none_in_plain_sentences_however_they_are_joined)
{
    static const char *const sentences[] = {
        "The board met on Tuesday.",
        "Reporting by three newspapers had shown it.",
        "More than forty ferries pass each day.",
        "By then the ferries had left for the islands.",
        "Source after source denied it.",
        "\"Share it,\" she said, \"or leave it.\"",
        "Reuters was told of it by the mayor.",
        "Photos were taken; none of them was shown.",
        "Also there were the children.",
        "In the end AFP reported it on March 7, 2023.",
        "Паромы стоят у берега.",
        "Sie lesen auch abends.",
    };
    static const char *const joints[] = {" ", "\n", "\n\n"};
    struct random_input random = random_begin(2);
    char text[4096];

    for (int run = 0; run < 3000; run++) {
        uint32_t order[12];
        size_t count = 0;

        random_permutation(&random, order, 12);
        for (size_t i = 0; i < 12; i++)
            count +=
                (size_t)snprintf(text + count, sizeof text - count, "%s%s",
                                 sentences[order[i]], joints[random_below(&random, 3)]);
        check_string(parts_of_bytes(text, count), "");
    }
}

Test(boilerplate, is_the_same_when_asked_twice_and_after_other_texts)
{
    struct random_input random = random_begin(3);
    static char page[1024];

    for (int run = 0; run < 500; run++) {
        size_t bytes = make_page(&random, page, sizeof page);
        char *first = strdup(parts_of_bytes(page, bytes));

        parts_of(STORY_ABOVE "Read more: Ferries" STORY_BELOW);
        check_string(parts_of_bytes(page, bytes), first);
        free(first);
    }
}

Test(boilerplate, of_a_text_without_its_parts_is_nothing_more)
{
    parts_are(STORY_ABOVE STORY_BELOW, "");
    parts_are("\n\n" STORY_ABOVE "\n\n" STORY_BELOW "\n\n", "");
}

/* ------------------------------------------------------------------ sizes */

static void check_large(const char *piece, size_t times)
{
    size_t bytes = strlen(piece);
    char *text = malloc(bytes * times);
    struct wtw_boilerplate *boilerplate = NULL;
    struct wtw_error error = {0};

    for (size_t i = 0; i < times; i++)
        memcpy(text + i * bytes, piece, bytes);
    check_ok(wtw_boilerplate_new(&boilerplate, &error), &error);
    check_ok(wtw_boilerplate_find(boilerplate, text, bytes * times, &error), &error);
    check(wtw_boilerplate_count(boilerplate) <= WTW_BOILERPLATE_MAX_PARTS);
    check(wtw_boilerplate_agency_count(boilerplate) <= WTW_BOILERPLATE_MAX_AGENCIES);
    wtw_boilerplate_free(boilerplate);
    free(text);
}

Test(boilerplate, is_found_in_linear_time_whatever_repeats, .timeout = 60)
{
    static const char *const repeated[] = {
        "\n",
        "(",
        "<",
        "<script>",
        "](",
        "![",
        "&amp;",
        "@",
        "a@",
        "w",
        "/",
        "http://",
        ". ",
        " \n",
        "A",
        "a ",
        "-",
        "\xE2",
        "\x80",
        "(AP)",
        "A/",
        "word\n",
        "A. ",
        "<!--",
        "&#",
        "Share ",
        ", A",
        "\xE2\x80\xA2 ",
        "By A B\n",
        "AFP / Al\n",
        "(Photo: ",
        "AP\n",
        "<svg>\n",
        "\"",
        "Read more:\n* a\n",
    };

    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++)
        check_large(repeated[i], 300000);
}

Test(boilerplate, has_a_ceiling_on_its_parts)
{
    struct wtw_boilerplate *boilerplate = NULL;
    struct wtw_error error = {0};
    size_t times = WTW_BOILERPLATE_MAX_PARTS + 100;
    char *text = malloc(times * 4);

    for (size_t i = 0; i < times; i++)
        memcpy(text + 4 * i, "<p>.", 4);
    check_ok(wtw_boilerplate_new(&boilerplate, &error), &error);
    check_ok(wtw_boilerplate_find(boilerplate, text, times * 4, &error), &error);
    check_number(wtw_boilerplate_count(boilerplate), WTW_BOILERPLATE_MAX_PARTS);
    check_status(wtw_boilerplate_find(boilerplate, text, (size_t)UINT32_MAX + 1, &error),
                 WTW_TOO_LARGE);
    check_number(wtw_boilerplate_count(boilerplate), 0);
    wtw_boilerplate_free(boilerplate);
    wtw_boilerplate_free(NULL);
    free(text);
}

/* ------------------------------------------------------------------ memory that runs out
 */

#ifdef WTW_FAULTS
Test(boilerplate, stays_usable_when_any_allocation_fails)
{
    static const char text[] = "By Jane Orr\n\n" STORY_ABOVE "Source: AFP";
    struct wtw_error error = {0};
    struct wtw_boilerplate *boilerplate = NULL;
    bool has_failed = true;

    for (uint64_t nth = 1; has_failed; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);

        enum wtw_status status = wtw_boilerplate_new(&boilerplate, &error);

        if (status == WTW_OK) {
            status = wtw_boilerplate_find(boilerplate, text, sizeof text - 1, &error);
            has_failed = status != WTW_OK;
            check_number(wtw_boilerplate_count(boilerplate), has_failed ? 0 : 2);
            wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
            check_ok(wtw_boilerplate_find(boilerplate, text, sizeof text - 1, &error),
                     &error);
            check_number(wtw_boilerplate_count(boilerplate), 2);
            wtw_boilerplate_free(boilerplate);
        }
        check(status == WTW_OK || status == WTW_NO_MEMORY);
    }
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
}
#endif
