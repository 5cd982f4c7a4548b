/*
 * test_facts.c - figures, names and misread words that differ, by sentences
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "match/facts.h"

#include <stdio.h>

/* Two texts and their tokens. */
struct texts {
    struct wtw_facts *facts;
    struct wtw_tokens *tokens[2];
    struct wtw_fact_text sides[2];
};

static struct texts open_texts(const char *a, const char *b, bool is_brief)
{
    const char *bytes[2] = {a, b};
    struct texts texts = {0};
    struct wtw_error error = {0};

    check_ok(wtw_facts_new(&texts.facts, &error), &error);
    for (int i = 0; i < 2; i++) {
        check_ok(wtw_tokens_new(&texts.tokens[i], &error), &error);
        check_ok(wtw_tokens_make(texts.tokens[i], bytes[i], strlen(bytes[i]), &error),
                 &error);
        texts.sides[i] = (struct wtw_fact_text){
            .tokens = texts.tokens[i], .bytes = bytes[i], .is_brief = is_brief};
    }
    return texts;
}

static void close_texts(struct texts *texts)
{
    wtw_facts_free(texts->facts);
    wtw_tokens_free(texts->tokens[0]);
    wtw_tokens_free(texts->tokens[1]);
}

/* What differs between two texts that are one difference from begin to end. */
static struct wtw_changes changes_of(const char *a, const char *b, bool is_brief)
{
    struct texts texts = open_texts(a, b, is_brief);
    struct wtw_difference all = {.a_count = (uint32_t)wtw_tokens_count(texts.tokens[0]),
                                 .b_count = (uint32_t)wtw_tokens_count(texts.tokens[1])};
    struct wtw_changes changes =
        wtw_facts_in(texts.facts, &all, &texts.sides[0], &texts.sides[1]);

    close_texts(&texts);
    return changes;
}

static void check_changes(const char *a, const char *b, bool is_brief, uint32_t figures,
                          uint32_t names, uint32_t misread)
{
    struct wtw_changes got = changes_of(a, b, is_brief);
    struct wtw_changes back = changes_of(b, a, is_brief);

    cr_assert(got.figures == figures && got.names == names && got.misread == misread,
              "\"%s\" and \"%s\": %u figures, %u names, %u misread, not %u, %u, %u", a, b,
              got.figures, got.names, got.misread, figures, names, misread);
    cr_assert(back.figures == figures && back.names == names && back.misread == misread,
              "\"%s\" and \"%s\", reversed: %u figures, %u names, %u misread", a, b,
              back.figures, back.names, back.misread);
}

#define changes_are(a, b, figures, names, misread)                                       \
    check_changes((a), (b), false, (figures), (names), (misread))

/* ------------------------------------------------------------------ figures */

Test(facts, numbers_in_digits_are_figures)
{
    changes_are("it rose to 31 points", "it rose to 42 points", 1, 0, 0);
    changes_are("it rose to 31 points", "it rose to 31 points", 0, 0, 0);
    changes_are("it rose by 2.5 to 1,060", "it rose by 3.7 to 1,090", 3, 0, 0);
    changes_are("the 3rd of its kind", "the 4th of its kind", 1, 0, 0);
    changes_are("on the A57 at night", "on the B58 at night", 1, 0, 0);
    changes_are("2019-05-14 in short", "2020-06-15 in short", 3, 0, 0);
}

/* A word is a figure if it stands in the place of one. */
static bool is_figure(const char *word)
{
    char text[200];

    snprintf(text, sizeof text, "there it was, %s in all", word);
    return changes_of(text, "there it was, 77 in all", false).figures == 1;
}

Test(facts, number_words_months_and_weekdays_are_figures_in_several_languages)
{
    static const char *const words[] = {
        "one",
        "Seven",
        "TWELVE",
        "nineteen",
        "forty",
        "hundred",
        "million",
        "dozen",
        "half",
        "second",
        "third",
        "January",
        "May",
        "sept",
        "Dec",
        "Monday",
        "sunday",
        "zwei",
        "F\u00FCnf",
        "zw\u00F6lf",
        "Tausend",
        "Millionen",
        "M\u00E4rz",
        "Mai",
        "Dezember",
        "Mittwoch",
        "SAMSTAG",
        "deux",
        "sept",
        "vingt",
        "mille",
        "f\u00E9vrier",
        "ao\u00FBt",
        "D\u00E9cembre",
        "lundi",
        "dimanche",
        "dos",
        "siete",
        "cien",
        "mil",
        "millones",
        "enero",
        "septiembre",
        "Mi\u00E9rcoles",
        "s\u00E1bado",
        "\u0434\u0432\u0430",
        "\u0421\u0442\u043E",
        "\u043C\u0438\u043B\u043B\u0438\u043E\u043D\u043E\u0432",
        "\u044F\u043D\u0432\u0430\u0440\u044F",
        "\u041C\u0430\u044F",
        "\u0441\u0440\u0435\u0434\u0443",
        "\u0432\u043E\u0441\u043A\u0440\u0435\u0441\u0435\u043D\u044C\u0435",
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        cr_assert(is_figure(words[i]), "%s", words[i]);
}

Test(facts, other_words_are_no_figures_nor_are_number_words_that_are_articles)
{
    static const char *const words[] = {
        "table", "Vellmar", "ones",   "un",  "une",
        "ein",   "eine",    "uno",    "una", "\u043E\u0434\u0438\u043D",
        "today", "monthly", "weekday"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        cr_assert(!is_figure(words[i]), "%s", words[i]);
}

Test(facts, a_figure_at_the_begin_of_a_sentence_is_one_all_the_same)
{
    changes_are("It ended. Monday was dull.", "It ended. Friday was dull.", 1, 0, 0);
    changes_are("Seven came", "Nine came", 1, 0, 0);
}

/* Four figures of a, one of b; the fewer are those that stand for others. */
Test(facts, only_as_many_have_changed_as_there_are_on_both_sides)
{
    changes_are("from 31 to 42, then 53 to 64", "from 77 on", 1, 0, 0);
    changes_are("from 31 on", "from there on", 0, 0, 0);
    changes_are("", "31", 0, 0, 0);
    changes_are("31 points", "Vellmar", 0, 0, 0);
}

Test(facts, figures_that_changed_their_places_within_a_difference_are_the_same)
{
    changes_are("from 31 to 42", "from 42 to 31", 0, 0, 0);
    changes_are("from 31 to 42", "from 42 to 53", 1, 0, 0);
    changes_are("31 and 31", "31 and 42", 0, 0, 0); /* a says nothing but 31 */
}

/* ------------------------------------------------------------------ names */

Test(facts, capitalised_words_inside_of_sentences_are_names)
{
    changes_are("it was Orr who said", "it was Vell who said", 0, 1, 0);
    changes_are("it was orr who said", "it was Vell who said", 0, 0, 0);
    changes_are("said Jane Orr, of Bexley", "said Pol Venn, of Quarn", 0, 3, 0);
    changes_are("when in \u041C\u043E\u0441\u043A\u0432\u0430",
                "when in \u041A\u0438\u0435\u0432", 0, 1, 0);
    changes_are("when in \u00C5lsund", "when in Bergen", 0, 1, 0);
    changes_are("in \u5317\u4EAC", "in \u4E0A\u6D77", 0, 0, 0); /* no capitals there */
}

/* Where a sentence may begin a capital says nothing; in a brief text it may say all. */
static void check_is_name(const char *before, const char *after, bool is_name)
{
    char a[100];
    char b[100];

    snprintf(a, sizeof a, "%sOrr%s", before, after);
    snprintf(b, sizeof b, "%sVell%s", before, after);
    check_changes(a, b, false, 0, is_name, 0);
    check_changes(a, b, true, 0, 1, 0);
}

Test(facts, words_that_begin_a_sentence_are_names_in_brief_texts_only)
{
    check_is_name("", " said so", false);
    check_is_name("\"", "\" said so", false);
    check_is_name("it ended. ", " said so", false);
    check_is_name("it ended! ", " said so", false);
    check_is_name("it ended? ", " said so", false);
    check_is_name("it ended: ", " said so", false);
    check_is_name("it ended\n", " said so", false);
    check_is_name("it ended\r\n\t ", " said so", false);
    check_is_name("it ended. \"", " said so", false);
    check_is_name("it ended.\" ", " said so", false);
    check_is_name("it ended. ([*_'", " said so", false);
    check_is_name("it ended, ", " said so", true);
    check_is_name("it ended; ", " said so", true);
    check_is_name("it ended \"", "\" and so", true);
    check_is_name("it ended (", ") and so", true);
    check_is_name("it was ", " said so", true);
}

Test(facts, sentences_in_typographic_quotes_begin_as_in_others)
{
    check_is_name("\u201C", "\u201D said so", false);
    check_is_name("it ended. \u201C", " said so", false);
    check_is_name("it ended.\u201D ", " said so", false);
    check_is_name("it ended. \u2018", " said so", false);
    check_is_name("it ended. \u201E", " said so", false);
    check_is_name("it ended. \u00AB", " said so", false);
    check_is_name("it ended. \u00AB\u00A0", " said so", false);
    check_is_name("it ended \u201C", "\u201D and so", true);
    check_is_name("it ended \u2014 ", " and so", true);
}

/* ------------------------------------------------------------------ misread words */

Test(facts, words_that_look_like_one_in_the_other_text_are_misread)
{
    changes_are("of tbe town", "of the town", 0, 0, 1);
    changes_are("an Inspector came", "an Ihspector came", 0, 0, 1); /* no other name */
    changes_are("a cat came", "a dog came", 0, 0, 0);
    changes_are("the rn0rning after", "the morning after", 0, 0, 0); /* figure and none */
    changes_are("tbe wbole of it", "the whole of it", 0, 0, 2);
    changes_are("it is walks", "it is walk", 0, 0, 1);
}

/* The letters that are the same at both ends have to be half of the longer word. */
Test(facts, half_of_the_longer_word_has_to_be_the_same)
{
    changes_are("go abcd on", "go abxy on", 0, 0, 1);
    changes_are("go abcd on", "go axyz on", 0, 0, 0);
    changes_are("go abcd on", "go axyd on", 0, 0, 1);
    changes_are("go abcde on", "go abxyz on", 0, 0, 0);
    changes_are("go abcde on", "go abxye on", 0, 0, 1);
    changes_are("go ab on", "go abcd on", 0, 0, 1);
    changes_are("go ab on", "go abcde on", 0, 0, 0);
    changes_are("go aa on", "go aaaaa on", 0, 0, 0); /* no letter counts twice */
    changes_are("go aa on", "go aaaa on", 0, 0, 1);
}

Test(facts, figures_that_look_alike_are_other_figures)
{
    changes_are("it rose to 1051 points", "it rose to 1052 points", 1, 0, 0);
    changes_are("it was on Monday", "it was on Sunday", 1, 0, 0);
}

/* ------------------------------------------------------------------ differences */

/* "it rose 31 on Monday in Vellmar" and "it rose 42 on Friday in Quarn": tokens 2, 4, 6. */
Test(facts, only_what_is_inside_of_differences_is_looked_at)
{
    struct texts texts = open_texts("it rose 31 on Monday in Vellmar",
                                    "so it rose 42 on Friday in Quarn", false);
    const struct wtw_difference differences[] = {
        {.a_token = 2, .b_token = 3, .a_count = 1, .b_count = 1},
        {.a_token = 4, .b_token = 5, .a_count = 1, .b_count = 1},
        {.a_token = 5, .b_token = 6, .a_count = 2, .b_count = 2},
    };
    const uint32_t figures[] = {0, 1, 2, 2};
    const uint32_t names[] = {0, 0, 0, 1};

    for (size_t count = 0; count <= 3; count++) {
        struct wtw_changes changes =
            wtw_facts_changed(texts.facts, count ? differences : NULL, count,
                              &texts.sides[0], &texts.sides[1]);

        check_number(changes.figures, figures[count]);
        check_number(changes.names, names[count]);
        check_number(changes.misread, 0);
    }
    close_texts(&texts);
}

Test(facts, figures_that_changed_their_places_over_two_differences_are_others)
{
    struct texts texts = open_texts("from 31 to 42", "from 42 to 31", false);
    const struct wtw_difference differences[] = {
        {.a_token = 1, .b_token = 1, .a_count = 1, .b_count = 1},
        {.a_token = 3, .b_token = 3, .a_count = 1, .b_count = 1},
    };

    check_number(
        wtw_facts_changed(texts.facts, differences, 2, &texts.sides[0], &texts.sides[1])
            .figures,
        2);
    close_texts(&texts);
}

Test(facts, a_difference_that_is_empty_on_one_side_changes_nothing)
{
    struct texts texts = open_texts("it rose 31 in Vellmar", "it rose", false);
    const struct wtw_difference gone = {.a_token = 2, .b_token = 2, .a_count = 3};
    struct wtw_changes changes =
        wtw_facts_in(texts.facts, &gone, &texts.sides[0], &texts.sides[1]);

    check_number(changes.figures + changes.names + changes.misread, 0);
    close_texts(&texts);
}

/* ------------------------------------------------------------------ laws */

/* Words of which is known what they are, and that no other looks like. */
static const char *const known_words[] = {"blue",    "quick", "31",    "400",
                                          "Tuesday", "June",  "Orr",   "Vell",
                                          "Pym",     "jumpy", "seven", "Quarn"};
static const char known_kinds[] = "wwffffnnnwfn";

enum { KNOWN = sizeof known_words / sizeof known_words[0], WORDS_MAX = 12 };

/* Words at random; all of them inside of one sentence. */
struct sentence {
    uint32_t words[WORDS_MAX];
    uint32_t count;
    char text[WORDS_MAX * 8 + 4];
};

static void write_sentence(struct random_input *random, struct sentence *sentence)
{
    size_t bytes = (size_t)snprintf(sentence->text, sizeof sentence->text, "so");

    sentence->count = random_below(random, WORDS_MAX + 1);
    for (uint32_t i = 0; i < sentence->count; i++) {
        sentence->words[i] = random_below(random, KNOWN);
        bytes += (size_t)snprintf(sentence->text + bytes, sizeof sentence->text - bytes,
                                  " %s", known_words[sentence->words[i]]);
    }
}

/* How many words of a kind are in one sentence and not at all in the other. */
static uint32_t count_own(const struct sentence *sentence, const struct sentence *other,
                          char kind)
{
    uint32_t own = 0;

    for (uint32_t i = 0; i < sentence->count; i++) {
        bool is_own = known_kinds[sentence->words[i]] == kind;

        for (uint32_t j = 0; j < other->count; j++)
            is_own = is_own && other->words[j] != sentence->words[i];
        own += is_own;
    }
    return own;
}

Test(facts, of_random_sentences_are_those_counted_by_a_table)
{
    struct random_input random = random_begin(200);

    for (int round = 0; round < 3000; round++) {
        struct sentence a;
        struct sentence b;
        uint32_t counts[2];

        write_sentence(&random, &a);
        write_sentence(&random, &b);
        for (int i = 0; i < 2; i++) {
            uint32_t of_a = count_own(&a, &b, "fn"[i]);
            uint32_t of_b = count_own(&b, &a, "fn"[i]);

            counts[i] = of_a < of_b ? of_a : of_b;
        }
        changes_are(a.text, b.text, counts[0], counts[1], 0);
    }
}

Test(facts, none_may_be_freed)
{
    wtw_facts_free(NULL);
}

#ifdef WTW_FAULTS

Test(facts, a_failed_allocation_is_told)
{
    struct wtw_facts *facts = NULL;
    struct wtw_error error = {0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_facts_new(&facts, &error), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check(facts == NULL);
    check(strlen(error.words) > 0);
}

#endif
