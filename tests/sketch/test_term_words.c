/*
 * test_term_words.c - which words of a text are counted, how often and as what
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "sketch/term_words.h"
#include "text/rarity.h"
#include "text/stems.h"

#include <stdio.h>

static enum wtw_status add(struct wtw_term_words *words, const char *text,
                           const char *title, struct wtw_error *error)
{
    struct wtw_tokens *of_text = NULL;
    struct wtw_tokens *of_title = NULL;
    enum wtw_status status = wtw_tokens_new(&of_text, error);

    if (status == WTW_OK)
        status = wtw_tokens_new(&of_title, error);
    if (status == WTW_OK)
        status = wtw_tokens_make(of_text, text, strlen(text), error);
    if (status == WTW_OK)
        status = wtw_tokens_make(of_title, title, strlen(title), error);
    if (status == WTW_OK)
        status = wtw_term_words_begin(
            words, wtw_tokens_count(of_text) + wtw_tokens_count(of_title), error);
    if (status == WTW_OK) {
        wtw_term_words_add(words, text, strlen(text), of_text, false);
        wtw_term_words_add(words, title, strlen(title), of_title, true);
    }
    wtw_tokens_free(of_text);
    wtw_tokens_free(of_title);
    return status;
}

static struct wtw_term_words words_of(const char *text, const char *title)
{
    struct wtw_term_words words = {0};
    struct wtw_error error = {0};

    check_ok(add(&words, text, title, &error), &error);
    return words;
}

static uint32_t stem_of(const char *word)
{
    uint32_t characters = 0;

    return (uint32_t)(wtw_stem_hash(word, strlen(word), strlen(word), &characters) >>
                      (64 - WTW_RARITY_HASH_BITS));
}

static const struct wtw_term_word *find(const struct wtw_term_words *words, uint32_t stem)
{
    for (size_t i = 0; i < words->count; i++)
        if (words->items[i].stem == stem)
            return &words->items[i];
    return NULL;
}

/* Checks how often a word was counted, the lowest four flags, and where it was first. */
static void check_word(const struct wtw_term_words *words, const char *word,
                       uint32_t count, uint32_t flags, uint32_t begin)
{
    const struct wtw_term_word *found = find(words, stem_of(word));

    cr_assert(found, "%s", word);
    check_number(found->count, count);
    check_number(found->flags % 16, flags);
    check_number(found->range.begin, begin);
}

Test(term_words, are_counted_with_all_their_forms)
{
    /*                          0         10        20        30 */
    struct wtw_term_words words =
        words_of("The minister and ministers of Ministerio", "");

    check_word(&words, "minister", 3, WTW_WORD_IS_NAME, 4);
    check_number(words.words, 6);
    check_number(words.figures, 0);
    /* "The" is not of small letters only; "and" and "of" are passed over. */
    check_word(&words, "the", 1, 0, 0);
    check_number(words.count, 2);
    wtw_term_words_release(&words);
}

Test(term_words, are_names_by_a_capital_in_the_middle_of_a_sentence)
{
    struct wtw_term_words words = words_of(
        "Rain fell. Snow too, said Orr of \u00c9tel \u2014 Nobody \u201cEven", "");

    check_word(&words, "rain", 1, 0, 0);
    check_word(&words, "snow", 1, 0, 11);
    check_word(&words, "orr", 1, WTW_WORD_IS_NAME, 26);
    check_word(&words, "\u00e9tel", 1, WTW_WORD_IS_NAME, 33);
    check_word(&words, "nobody", 1, WTW_WORD_IS_NAME, 43);
    check_word(&words, "even", 1, WTW_WORD_IS_NAME, 53);
    wtw_term_words_release(&words);
}

Test(term_words, of_a_title_have_no_place_and_are_no_names)
{
    struct wtw_term_words words = words_of("in frobber", "The Frobber of Zarnitz");

    check_word(&words, "frobber", 2, WTW_WORD_IS_IN_TITLE, 3);
    check_word(&words, "zarnitz", 1, WTW_WORD_IS_IN_TITLE, 0);
    check_number(find(&words, stem_of("zarnitz"))->range.end, 0);
    wtw_term_words_release(&words);
}

Test(term_words, figures_are_one_with_all_their_groups)
{
    struct wtw_term_words words = words_of("from 1,063,000 to 54 or 1063000, at 5", "");
    const struct wtw_term_word *found = find(
        &words, (uint32_t)(wtw_figure_hash("1063000", 7) >> (64 - WTW_RARITY_HASH_BITS)));

    check(found);
    check_number(found->count, 2);
    check_number(found->flags % 16, WTW_WORD_IS_FIGURE);
    check_number(found->range.begin, 5);
    check_number(found->range.end, 14);
    check_number(words.figures, 4);
    check_number(words.words, 8);
    check_number(words.count, 4); /* "from" is one */
    wtw_term_words_release(&words);
}

Test(term_words, of_two_characters_are_short)
{
    struct wtw_term_words words = words_of("see UK and \u7535\u529b and Erz", "");

    check_word(&words, "uk", 1, WTW_WORD_IS_SHORT | WTW_WORD_IS_NAME, 4);
    check_word(&words, "\u7535\u529b", 1, WTW_WORD_IS_SHORT, 11);
    check_word(&words, "erz", 1, WTW_WORD_IS_NAME, 22);
    wtw_term_words_release(&words);
}

/* The last words, behind which eight bytes cannot be read, are as all others. */
Test(term_words, are_the_same_at_the_end_of_a_text)
{
    struct wtw_term_words words = words_of("quibbot tovar Nerl quibbot tovar Nerl", "");

    check_word(&words, "quibbot", 2, 0, 0);
    check_word(&words, "tovar", 2, 0, 8);
    check_word(&words, "nerl", 2, WTW_WORD_IS_NAME, 14);
    check_number(words.count, 3);
    wtw_term_words_release(&words);
}

/* 3,000 words of 400, each with one more letter than small ones are passed over with. */
Test(term_words, are_counted_as_one_by_one)
{
    static char text[40000];
    uint32_t counts[400] = {0};
    struct random_input random = random_begin(21);
    struct wtw_term_words words = {0};
    struct wtw_error error = {0};
    size_t bytes = 0;

    for (int i = 0; i < 3000; i++) {
        uint32_t word = random_below(&random, 20) * random_below(&random, 20);

        counts[word]++;
        bytes += (size_t)snprintf(text + bytes, sizeof text - bytes, "v%c%cx ",
                                  'a' + (int)(word % 20), 'a' + (int)(word / 20));
    }
    check_ok(add(&words, text, "", &error), &error);
    for (uint32_t word = 0, found = 0; word < 400; word++) {
        char spelled[8];

        snprintf(spelled, sizeof spelled, "v%c%cx", 'a' + (int)(word % 20),
                 'a' + (int)(word / 20));
        found += counts[word] > 0;
        check(!find(&words, stem_of(spelled)) == !counts[word]);
        if (counts[word])
            check_number(find(&words, stem_of(spelled))->count, counts[word]);
        if (word == 399)
            check_number(words.count, found);
    }
    wtw_term_words_release(&words);
}

#ifdef WTW_FAULTS

Test(term_words, say_so_when_memory_runs_out)
{
    bool failed = true;

    for (uint64_t nth = 1; failed; nth++) {
        struct wtw_term_words words = {0};
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = add(&words, "quibbot tovar Nerl", "Wexelby", &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        wtw_term_words_release(&words);
    }
}

#endif
