/*
 * test_terms.c - which words, names and figures are kept of a text, worked out by hand
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "sketch/terms.h"
#include "text/rarity.h"
#include "text/stems.h"

#include <stdio.h>

/* The terms of one text. */
struct made_terms {
    struct wtw_term_maker *maker;
    uint32_t terms[WTW_TERMS_MAX];
    uint32_t count;
};

static enum wtw_status make(struct made_terms *made, const char *text, const char *title,
                            struct wtw_error *error)
{
    struct wtw_tokens *tokens = NULL;
    struct wtw_term_text source = {.bytes = text,
                                   .text_bytes = strlen(text),
                                   .title = title,
                                   .title_bytes = title ? strlen(title) : 0};
    enum wtw_status status = wtw_tokens_new(&tokens, error);

    if (status == WTW_OK)
        status = wtw_tokens_make(tokens, text, strlen(text), error);
    source.tokens = tokens;
    if (status == WTW_OK && !made->maker)
        status = wtw_term_maker_new(NULL, &made->maker, error);
    if (status == WTW_OK)
        status = wtw_terms_make(made->maker, &source, made->terms, &made->count, error);
    wtw_tokens_free(tokens);
    return status;
}

static struct made_terms terms_of(const char *text, const char *title)
{
    struct made_terms made = {0};
    struct wtw_error error = {0};

    check_ok(make(&made, text, title, &error), &error);
    return made;
}

static uint32_t hash_of(const char *word)
{
    uint32_t characters = 0;
    uint64_t hash = wtw_stem_hash(word, strlen(word), strlen(word), &characters);

    return (uint32_t)(hash >> (64 - WTW_RARITY_HASH_BITS));
}

/* The term of a word; 0 where the text does not keep it. */
static uint32_t find(const struct made_terms *made, const char *word)
{
    for (uint32_t i = 0; i < made->count; i++)
        if (made->terms[i] >> WTW_TERM_HASH_SHIFT == hash_of(word))
            return made->terms[i];
    return 0;
}

/* In sixteenths; steps of 18 % err by 9 %. */
static void check_emphasis(const struct made_terms *made, const char *word, double wanted)
{
    double got = wtw_term_emphasis(find(made, word));

    check(find(made, word));
    cr_assert(got > wanted * 16 * .9 && got < wanted * 16 * 1.1, "%s: %g, not %g", word,
              got / 16, wanted);
}

Test(terms, leave_out_what_is_common)
{
    struct made_terms made =
        terms_of("it was not the dam that they would have, but for wexelby", NULL);

    check(find(&made, "wexelby"));
    check(!find(&made, "the") && !find(&made, "that") && !find(&made, "for"));
    wtw_term_maker_free(made.maker);
}

Test(terms, count_repeats_names_figures_and_titles)
{
    struct made_terms made =
        terms_of("so wexelby and quibbot, quibbot met the old Zarnitz at 1,063 again; "
                 "frobber",
                 "Frobber: quibbot");

    check_emphasis(&made, "wexelby", 1);
    check_emphasis(&made, "zarnitz", 1.25);
    check_emphasis(&made, "1063", 1.25);
    check_emphasis(&made, "frobber", 2 * 1.69);  /* 1 + ln 2 */
    check_emphasis(&made, "quibbot", 2 * 2.099); /* 1 + ln 3 */
    wtw_term_maker_free(made.maker);
}

/* A short one is none, and neither is what stands in the text too. */
Test(terms, that_only_the_title_has_are_facts_and_weigh_no_more)
{
    struct made_terms made =
        terms_of("the wexelby prices opened higher", "ORRIN WEXELBY UP AT QX");

    check(find(&made, "orrin") & WTW_TERM_FACT_BIT);
    check_emphasis(&made, "orrin", 2);
    check(find(&made, "wexelby") && !(find(&made, "wexelby") & WTW_TERM_FACT_BIT));
    check(find(&made, "qx") && !(find(&made, "qx") & WTW_TERM_FACT_BIT));
    wtw_term_maker_free(made.maker);
}

Test(terms, a_word_that_begins_a_sentence_is_no_name)
{
    struct made_terms made = terms_of("Wexelby burned. Quibbot saw Zarnitz.", NULL);

    check_emphasis(&made, "wexelby", 1);
    check_emphasis(&made, "quibbot", 1);
    check_emphasis(&made, "zarnitz", 1.25);
    wtw_term_maker_free(made.maker);
}

Test(terms, pass_over_short_words_of_small_letters_only)
{
    struct made_terms made = terms_of("he met qzx and UQX and UQZX in o78", NULL);

    check(!find(&made, "qzx"));
    check(find(&made, "uqx") && find(&made, "uqzx"));
    wtw_term_maker_free(made.maker);
}

Test(terms, pieces_of_scripts_without_spaces_are_short)
{
    struct made_terms made = terms_of("电力公司 wexelby", NULL);

    check(find(&made, "电力") & WTW_TERM_SHORT_BIT);
    check(find(&made, "公司") & WTW_TERM_SHORT_BIT);
    check(!(find(&made, "wexelby") & WTW_TERM_SHORT_BIT));
    wtw_term_maker_free(made.maker);
}

Test(terms, names_and_figures_are_facts)
{
    struct made_terms made =
        terms_of("There wexelby met Quillan on 17 zarnitz with qwert", "Qwert");

    check(find(&made, "quillan") & WTW_TERM_FACT_BIT);
    check(find(&made, "17") & WTW_TERM_FACT_BIT);
    check(!(find(&made, "wexelby") & WTW_TERM_FACT_BIT));
    check(!(find(&made, "zarnitz") & WTW_TERM_FACT_BIT));
    check(find(&made, "qwert") && !(find(&made, "qwert") & WTW_TERM_FACT_BIT));
    wtw_term_maker_free(made.maker);
}

/* Words w00abc ... that nobody knows; those below 'repeated' stand twice. */
static size_t spell_words(char *text, uint32_t count, uint32_t repeated)
{
    size_t bytes = 0;

    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < (i < repeated ? 2u : 1u); k++)
            bytes += (size_t)snprintf(text + bytes, sizeof "zqxxk ", "zq%c%ck ",
                                      'a' + (int)(i % 26), 'a' + (int)(i / 26 % 26));
    return bytes;
}

Test(terms, of_many_the_weightiest_stay)
{
    static char text[20000];
    struct made_terms made = {0};
    struct wtw_error error = {0};

    for (uint32_t repeated = 0; repeated <= WTW_TERMS_MAX; repeated++) {
        uint32_t twice = 0;

        spell_words(text, 300, repeated);
        check_ok(make(&made, text, NULL, &error), &error);
        check_number(made.count, WTW_TERMS_MAX);
        for (uint32_t i = 0; i < made.count; i++) {
            check(!i || made.terms[i - 1] >> WTW_TERM_HASH_SHIFT < made.terms[i] >>
                            WTW_TERM_HASH_SHIFT);
            twice += wtw_term_emphasis(made.terms[i]) > 16;
        }
        check_number(twice, repeated);
    }
    wtw_term_maker_free(made.maker);
}

static int compare_numbers(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left;
    uint64_t y = *(const uint64_t *)right;

    return x > y ? -1 : x < y;
}

/* By emphasis, as all of them are unknown beforehand, then by hash. */
static uint64_t weigh_word(const struct made_terms *made, const char *word)
{
    uint32_t term = find(made, word);

    return (uint64_t)wtw_term_emphasis(term) << 32 | term;
}

/* Of 120 words those are kept that a sort of all would put first. */
Test(terms, are_those_that_sorting_all_would_take)
{
    struct random_input random = random_begin(8);
    struct wtw_error error = {0};
    struct made_terms made = {0};
    struct made_terms one = {0};

    for (int round = 0; round < 50; round++) {
        static char text[20000];
        static char alone[400];
        uint64_t all[120];
        size_t bytes = 0;

        for (uint32_t i = 0; i < 120; i++) {
            char word[8];
            uint32_t times = 1 + random_below(&random, 3) * random_below(&random, 2);
            size_t begin = bytes;

            snprintf(word, sizeof word, "zq%c%ck", 'a' + (int)(i % 26),
                     'a' + (int)(i / 26 + 3 * (uint32_t)(round % 7)));
            for (uint32_t k = 0; k < times; k++)
                bytes += (size_t)snprintf(text + bytes, sizeof text - bytes, "%s ", word);
            memcpy(alone, text + begin, bytes - begin);
            alone[bytes - begin] = 0;
            check_ok(make(&one, alone, NULL, &error), &error);
            all[i] = weigh_word(&one, word);
        }
        check_ok(make(&made, text, NULL, &error), &error);
        qsort(all, 120, sizeof all[0], compare_numbers);
        check_number(made.count, WTW_TERMS_MAX);
        for (uint32_t i = 0; i < WTW_TERMS_MAX; i++) {
            bool is_kept = false;

            for (uint32_t k = 0; k < made.count; k++)
                is_kept |= made.terms[k] == (uint32_t)all[i];
            check(is_kept);
        }
    }
    wtw_term_maker_free(made.maker);
    wtw_term_maker_free(one.maker);
}

/* What two texts keep of the same words is the same, in any order. */
Test(terms, do_not_depend_on_the_order_of_words)
{
    static char text[20000];
    static char turned[20000];
    struct made_terms made = {0};
    struct made_terms other = {0};
    struct wtw_error error = {0};
    size_t bytes = spell_words(text, 200, 20);

    for (size_t i = 0; i < bytes; i += 6)
        memcpy(turned + bytes - 6 - i, text + i, 6);
    check_ok(make(&made, text, NULL, &error), &error);
    check_ok(make(&other, turned, NULL, &error), &error);
    check_number(made.count, other.count);
    check(memcmp(made.terms, other.terms, made.count * sizeof made.terms[0]) == 0);
    wtw_term_maker_free(made.maker);
    wtw_term_maker_free(other.maker);
}

Test(terms, have_a_kind_and_a_place)
{
    const char *text = "so wexelby met Zarnitz at 1,063 again, old Zarnitz";
    struct made_terms made = terms_of(text, "Frobber");
    enum wtw_term_kind kind = WTW_TERM_WORD;
    struct wtw_range range = {0};

    check(wtw_terms_place(made.maker, find(&made, "zarnitz"), &kind, &range));
    check_number(kind, WTW_TERM_NAME);
    check_bytes(text + range.begin, range.end - range.begin, "Zarnitz");
    check_number(range.begin, 15);
    check(wtw_terms_place(made.maker, find(&made, "1063"), &kind, &range));
    check_number(kind, WTW_TERM_FIGURE);
    check_bytes(text + range.begin, range.end - range.begin, "1,063");
    check(wtw_terms_place(made.maker, find(&made, "wexelby"), &kind, &range));
    check_number(kind, WTW_TERM_WORD);
    check(wtw_terms_place(made.maker, find(&made, "frobber"), &kind, &range));
    check_number(range.end, 0);
    check(!wtw_terms_place(made.maker, hash_of("nobody") << WTW_TERM_HASH_SHIFT, &kind,
                           &range));
    wtw_term_maker_free(made.maker);
}

Test(terms, a_table_of_figures_has_none)
{
    struct made_terms made = {0};
    struct wtw_error error = {0};

    /* 3 of 9 are figures, then 3 of 10. */
    check_ok(
        make(&made, "cocoa opened steady: july 1,960 sept 1,982 decem 2.5", NULL, &error),
        &error);
    check_number(made.count, 0);
    check_ok(make(&made, "cocoa opened quite steady: july 1,960 sept 1,982 decem 2.5",
                  NULL, &error),
             &error);
    check(made.count > 3);
    wtw_term_maker_free(made.maker);
}

Test(terms, of_nothing_are_none)
{
    struct made_terms made = terms_of("", NULL);
    struct wtw_error error = {0};

    check_number(made.count, 0);
    check_ok(make(&made, "", "Wexelby", &error), &error);
    check_number(made.count, 1);
    check_ok(make(&made, "quibbot", NULL, &error), &error);
    check_number(made.count, 1);
    check(find(&made, "quibbot"));
    wtw_term_maker_free(made.maker);
}

#ifdef WTW_FAULTS

Test(terms, say_so_when_memory_runs_out)
{
    static char text[20000];
    bool failed = true;

    spell_words(text, 300, 0);
    for (uint64_t nth = 1; failed; nth++) {
        struct made_terms made = {0};
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = make(&made, text, "Wexelby", &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        wtw_term_maker_free(made.maker);
    }
}

#endif
