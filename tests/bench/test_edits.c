/*
 * test_edits.c - every planted copy differs from its base in the way that its kind says
 */
#include "article_maker.h"
#include "check.h"
#include "text_measures.h"

#include <criterion/criterion.h>

enum { COPIES_WANTED = 120, NUMBERS_MOST = 2000 };

struct sample {
    enum wtw_edit_kind kind;
    const char *base;
    size_t base_bytes;
    const char *copy;
    size_t copy_bytes;
    const char *other_base; /* of a merge */
    size_t other_bytes;
};

static char *make_text(struct wtw_article_maker *maker, uint64_t number,
                       size_t *out_bytes, struct wtw_article_role *out_role)
{
    struct wtw_made_article article;
    struct wtw_error error = {0};

    check_ok(wtw_article_make(maker, number, &article, &error), &error);
    char *text = malloc(article.text->count + 1);

    memcpy(text, article.text->items, article.text->count);
    text[article.text->count] = '\0';
    *out_bytes = article.text->count;
    *out_role = article.role;
    return text;
}

static struct wtw_corpus_options options_of(enum wtw_edit_kind kind,
                                            enum wtw_prose_language language)
{
    struct wtw_corpus_options options;

    wtw_corpus_options_init(&options);
    memset(options.weights, 0, sizeof options.weights);
    options.weights[kind] = 1;
    options.language = language;
    options.mean_words = 200;
    options.copies = .5;
    options.seed = 77;
    return options;
}

/* Calls 'visit' with copies of one kind and their bases, made afresh. */
static void for_copies(enum wtw_edit_kind kind, enum wtw_prose_language language,
                       void (*visit)(const struct sample *sample))
{
    struct wtw_corpus_options options = options_of(kind, language);
    struct wtw_article_maker *maker;
    struct wtw_error error = {0};
    size_t visited = 0;

    check_ok(wtw_article_maker_new(&options, &maker, &error), &error);
    for (uint64_t number = 0; number < NUMBERS_MOST && visited < COPIES_WANTED;
         number++) {
        struct sample sample = {.kind = kind};
        struct wtw_article_role role, base_role;
        char *copy = make_text(maker, number, &sample.copy_bytes, &role);

        sample.copy = copy;
        if (!role.is_base) {
            char *base = make_text(maker, role.base, &sample.base_bytes, &base_role);
            char *other =
                make_text(maker, role.other_base, &sample.other_bytes, &base_role);

            sample.base = base;
            sample.other_base = other;
            visit(&sample);
            visited++;
            free(base);
            free(other);
        }
        free(copy);
    }
    wtw_article_maker_free(maker);
    check_number(visited, COPIES_WANTED);
}

static void for_copies_of_all_languages(enum wtw_edit_kind kind,
                                        void (*visit)(const struct sample *sample))
{
    for_copies(kind, WTW_PROSE_EN, visit);
    for_copies(kind, WTW_PROSE_RU, visit);
    for_copies(kind, WTW_PROSE_ZH, visit);
    for_copies(kind, WTW_PROSE_FR, visit);
}

/* ------------------------------------------------------------------ exact, rewrap,
 * requote */

static void expect_same_bytes(const struct sample *sample)
{
    check_number(sample->copy_bytes, sample->base_bytes);
    check(memcmp(sample->copy, sample->base, sample->base_bytes) == 0);
}

Test(edits, an_exact_copy_is_the_same_bytes)
{
    for_copies_of_all_languages(WTW_EDIT_EXACT, expect_same_bytes);
}

static size_t bytes_without_spaces(const char *text, size_t text_bytes, char *out)
{
    size_t count = 0;

    for (size_t i = 0; i < text_bytes; i++)
        if (!measured_is_space(text[i]))
            out[count++] = text[i];
    return count;
}

static void expect_same_but_for_spaces(const struct sample *sample)
{
    char *base = malloc(sample->base_bytes);
    char *copy = malloc(sample->copy_bytes);
    size_t base_bytes = bytes_without_spaces(sample->base, sample->base_bytes, base);
    size_t copy_bytes = bytes_without_spaces(sample->copy, sample->copy_bytes, copy);

    check_number(copy_bytes, base_bytes);
    check(memcmp(copy, base, base_bytes) == 0);
    free(base);
    free(copy);

    /* 79 columns and an indent of 4, or one word that is longer */
    for (const char *line = sample->copy; line < sample->copy + sample->copy_bytes;) {
        size_t line_bytes = strcspn(line, "\n");

        check(line_bytes <= 83 || !memchr(line, ' ', line_bytes));
        line += line_bytes + 1;
    }
}

Test(edits, a_rewrapped_copy_differs_in_spaces_only_and_has_short_lines)
{
    for_copies_of_all_languages(WTW_EDIT_REWRAP, expect_same_but_for_spaces);
}

Test(edits, a_rewrapped_copy_has_the_same_words)
{
    struct wtw_corpus_options options = options_of(WTW_EDIT_REWRAP, WTW_PROSE_EN);
    struct wtw_article_maker *maker;
    struct wtw_error error = {0};
    struct wtw_article_role role;
    size_t run;

    check_ok(wtw_article_maker_new(&options, &maker, &error), &error);
    for (uint64_t number = 1; number < 40; number++) {
        size_t copy_bytes, base_bytes;
        char *copy = make_text(maker, number, &copy_bytes, &role);
        char *base =
            make_text(maker, role.is_base ? number : role.base, &base_bytes, &role);
        struct measured_words *copy_words = measured_words_of(copy, copy_bytes);
        struct measured_words *base_words = measured_words_of(base, base_bytes);

        check_number(copy_words->count, base_words->count);
        check_number(measured_common(copy_words, base_words, &run), base_words->count);
        free(copy);
        free(base);
        free(copy_words);
        free(base_words);
    }
    wtw_article_maker_free(maker);
}

/* The text with every quote and dash made the plainest, whichever it was; returns its
 * length. */
static size_t make_plainest(const char *text, size_t text_bytes, char *out)
{
    static const char *const from[] = {"“", "”", "«", "»", "’", "——", "—", "--"};
    static const char to[] = "\"\"\"\"'---";
    size_t count = 0;

    for (size_t i = 0; i < text_bytes;) {
        size_t q = 0;

        while (q < 8 && strncmp(text + i, from[q], strlen(from[q])) != 0)
            q++;
        out[count++] = q < 8 ? to[q] : text[i];
        i += q < 8 ? strlen(from[q]) : 1;
    }
    return count;
}

static bool has_quotes(const struct sample *sample)
{
    return strstr(sample->base, "“") || strstr(sample->base, "«") ||
           strstr(sample->base, "’") || strstr(sample->base, "—") ||
           strchr(sample->base, '"') || strchr(sample->base, '\'');
}

static void expect_same_but_for_quotes(const struct sample *sample)
{
    char *base = malloc(sample->base_bytes);
    char *copy = malloc(sample->copy_bytes);
    size_t base_bytes = make_plainest(sample->base, sample->base_bytes, base);
    size_t copy_bytes = make_plainest(sample->copy, sample->copy_bytes, copy);

    check_number(copy_bytes, base_bytes);
    check(memcmp(copy, base, base_bytes) == 0);
    if (has_quotes(sample))
        check(sample->copy_bytes != sample->base_bytes ||
              memcmp(sample->copy, sample->base, sample->base_bytes) != 0);
    free(base);
    free(copy);
}

Test(edits, a_requoted_copy_differs_in_quotes_and_dashes_only)
{
    for_copies_of_all_languages(WTW_EDIT_REQUOTE, expect_same_but_for_quotes);
}

/* ------------------------------------------------------------------ near */

/* Shares of the base's words that are lost, over all copies. */
static double lost_sum;
static double lost_most;

static void note_lost_words(const struct sample *sample)
{
    struct measured_words *base = measured_words_of(sample->base, sample->base_bytes);
    struct measured_words *copy = measured_words_of(sample->copy, sample->copy_bytes);
    size_t run;
    size_t common = measured_common(base, copy, &run);
    double lost = 1 - (double)common / (double)base->count;

    lost_sum += lost;
    if (lost > lost_most)
        lost_most = lost;
    free(base);
    free(copy);
}

Test(edits, a_near_copy_loses_no_more_words_than_the_edit_share_allows)
{
    for_copies(WTW_EDIT_NEAR, WTW_PROSE_EN, note_lost_words);

    /* The share is even from 0 to .15 and three of four touched words are lost: .056 on
     * average, some 1/8 of it by chance; the worst of 120 copies of 35 words and more may
     * be at twice its share. */
    check_real(lost_sum / COPIES_WANTED, .056, .012);
    check(lost_most < .30);
}

/* ------------------------------------------------------------------ truncate, pad,
 * expand */

static size_t bytes_without_ellipsis(const struct sample *sample)
{
    static const char ellipsis[] = " …";
    size_t count = sizeof ellipsis - 1;
    bool has_one =
        sample->copy_bytes > count &&
        memcmp(sample->copy + sample->copy_bytes - count, ellipsis, count) == 0;

    return has_one ? sample->copy_bytes - count : sample->copy_bytes;
}

static void expect_a_beginning(const struct sample *sample)
{
    size_t copy_bytes = bytes_without_ellipsis(sample);
    struct measured_words *base = measured_words_of(sample->base, sample->base_bytes);
    struct measured_words *copy = measured_words_of(sample->copy, copy_bytes);

    check(copy_bytes <= sample->base_bytes);
    check(memcmp(sample->copy, sample->base, copy_bytes) == 0);
    check(copy->count <= .951 * base->count);
    check(copy->count >= .60 * base->count - 1);
    free(base);
    free(copy);
}

static void expect_a_beginning_of_characters(const struct sample *sample)
{
    size_t copy_bytes = bytes_without_ellipsis(sample);

    check(memcmp(sample->copy, sample->base, copy_bytes) == 0);
    /* Digits and spaces have fewer bytes than characters, so that bytes say it only
     * roughly. */
    check(copy_bytes >= .5 * sample->base_bytes && copy_bytes < sample->base_bytes);
}

Test(edits, a_truncated_copy_is_the_first_60_to_95_percent_of_its_base)
{
    for_copies(WTW_EDIT_TRUNCATE, WTW_PROSE_EN, expect_a_beginning);
    for_copies(WTW_EDIT_TRUNCATE, WTW_PROSE_RU, expect_a_beginning);
    for_copies(WTW_EDIT_TRUNCATE, WTW_PROSE_ZH, expect_a_beginning_of_characters);
}

static void expect_lines_around(const struct sample *sample)
{
    check(measured_contains(sample->copy, sample->copy_bytes, sample->base,
                            sample->base_bytes));
    check(memcmp(sample->copy, sample->base, 8) != 0);
    check(memcmp(sample->copy + sample->copy_bytes - 8,
                 sample->base + sample->base_bytes - 8, 8));
    check(sample->copy_bytes < sample->base_bytes + 400);
}

Test(edits, a_padded_copy_holds_its_base_between_short_lines)
{
    for_copies_of_all_languages(WTW_EDIT_PAD, expect_lines_around);
}

static void expect_new_paragraphs(const struct sample *sample)
{
    size_t before = 0, after = 0;

    while (before < sample->base_bytes && sample->base[before] == sample->copy[before])
        before++;
    while (after < sample->base_bytes && sample->base[sample->base_bytes - 1 - after] ==
                                             sample->copy[sample->copy_bytes - 1 - after])
        after++;
    check(before + after >= sample->base_bytes);

    struct measured_words *base = measured_words_of(sample->base, sample->base_bytes);
    struct measured_words *copy = measured_words_of(sample->copy, sample->copy_bytes);
    double added = (double)(copy->count - base->count);

    /* A sentence is not cut, and a name has two words. */
    check(added >= .10 * base->count * .8);
    check(added <= .60 * base->count * 1.3 + 30);
    free(base);
    free(copy);
}

Test(edits, an_expanded_copy_holds_its_base_and_10_to_60_percent_more)
{
    for_copies(WTW_EDIT_EXPAND, WTW_PROSE_EN, expect_new_paragraphs);
    for_copies(WTW_EDIT_EXPAND, WTW_PROSE_RU, expect_new_paragraphs);
}

/* ------------------------------------------------------------------ mixed, merge,
 * excerpt */

static void expect_much_in_common(const struct sample *sample)
{
    struct measured_words *base = measured_words_of(sample->base, sample->base_bytes);
    struct measured_words *copy = measured_words_of(sample->copy, sample->copy_bytes);
    size_t run;

    /* .60 kept when cut, .75 of .15 touched, and quotes that change the words that they
     * stand at */
    check(measured_common(base, copy, &run) >= .40 * base->count);
    free(base);
    free(copy);
}

Test(edits, a_mixed_copy_keeps_most_words_in_their_order)
{
    for_copies(WTW_EDIT_MIXED, WTW_PROSE_EN, expect_much_in_common);
}

static void expect_both_texts(const struct sample *sample)
{
    check(measured_contains(sample->copy, sample->copy_bytes, sample->base,
                            sample->base_bytes));
    check(measured_contains(sample->copy, sample->copy_bytes, sample->other_base,
                            sample->other_bytes));
}

Test(edits, a_merge_holds_both_its_bases)
{
    for_copies_of_all_languages(WTW_EDIT_MERGE, expect_both_texts);
}

static void expect_a_quoted_passage(const struct sample *sample)
{
    struct measured_words *base = measured_words_of(sample->base, sample->base_bytes);
    struct measured_words *copy = measured_words_of(sample->copy, sample->copy_bytes);
    size_t run;

    (void)measured_common(base, copy, &run);
    /* The quotes stand at the passage's first and last word. */
    check(run >= 18 && run <= 60);
    free(base);
    free(copy);
}

Test(edits, an_excerpt_shares_one_run_of_20_to_60_words)
{
    for_copies(WTW_EDIT_EXCERPT, WTW_PROSE_EN, expect_a_quoted_passage);
}

/* ------------------------------------------------------------------ names */

Test(edits, names_of_kinds_are_as_documented)
{
    check_string(wtw_edit_kind_name(WTW_EDIT_EXACT), "exact");
    check_string(wtw_edit_kind_name(WTW_EDIT_MIXED), "mixed");
    check_string(wtw_edit_kind_name(WTW_EDIT_EXCERPT), "excerpt");
    check(wtw_edit_makes_copy(WTW_EDIT_EXPAND));
    check(!wtw_edit_makes_copy(WTW_EDIT_MERGE));
    check(!wtw_edit_makes_copy(WTW_EDIT_EXCERPT));
}
