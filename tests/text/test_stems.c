/*
 * test_stems.c - which words are one stem, against the definition in plain arithmetic
 */
#include "check.h"

#include "text/stems.h"

static uint64_t stem(const char *word)
{
    uint32_t characters = 0;

    return wtw_stem_hash(word, strlen(word), strlen(word), &characters);
}

static uint64_t figure(const char *bytes)
{
    return wtw_figure_hash(bytes, strlen(bytes));
}

/* The definition, for folded code points. */
static uint64_t hash_of(const uint32_t *code_points, size_t count)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < count; i++)
        hash = (hash + code_points[i] + 1) * 0x9e3779b97f4a7c15u;
    hash = (hash ^ hash / 4294967296u) * 0xbb67ae8584caa73bu;
    return hash ^ hash / 4294967296u;
}

Test(stems, forms_of_a_word_have_one)
{
    check(stem("minister") == stem("ministers"));
    check(stem("minister") == stem("Ministerial"));
    check(stem("MINISTE") == stem("minister"));
    check(stem("ministry") != stem("minister"));
    check(stem("города") != stem("городу"));
    check(stem("переговоры") == stem("Переговорами"));
    check(stem("mine") != stem("mines"));
}

Test(stems, of_ascii_are_one_number_of_the_letters)
{
    /* "ab": 0x6261 */
    uint64_t hash = UINT64_C(0x6261) * 0x9e3779b97f4a7c15u;

    hash = (hash ^ hash / 4294967296u) * 0xbb67ae8584caa73bu;
    check(stem("aB") == (hash ^ hash / 4294967296u));
}

Test(stems, of_plain_words_are_made_at_once_and_others_are_refused)
{
    uint64_t hash = 0;

    check(wtw_plain_stem_hash("aBxxxxxx", 2, &hash) && hash == stem("ab"));
    check(wtw_plain_stem_hash("Ministerial", 11, &hash) && hash == stem("ministe"));
    check(wtw_plain_stem_hash("7up \xff\xff\xff\xff", 3, &hash) && hash == stem("7up"));
    check(!wtw_plain_stem_hash("caf\xc3\xa9 is", 5, &hash));
    check(!wtw_plain_stem_hash("it's one", 4, &hash));
    check(wtw_plain_stem_hash("ministe\xc3\xa9", 9, &hash) && hash == stem("ministe"));
}

Test(stems, of_other_letters_take_them_one_by_one)
{
    static const uint32_t river[] = {0x440, 0x435, 0x43a, 0x430};
    static const uint32_t cafe[] = {'c', 'a', 'f', 0xe9};

    check(stem("РЕКА") == hash_of(river, 4));
    check(stem("Café") == hash_of(cafe, 4));
}

Test(stems, do_not_depend_on_what_stands_behind_the_word)
{
    uint32_t characters = 0;
    uint64_t alone = stem("dam");

    check(wtw_stem_hash("dam\xff\xff\xff\xff\xff", 3, 8, &characters) == alone);
    check_number(characters, 3);
    check(wtw_stem_hash("dam rest of it", 3, 14, &characters) == alone);
}

Test(stems, pass_over_what_the_tokeniser_leaves_out)
{
    uint32_t characters = 0;

    check(stem("re\u00ADform") == stem("re\u00ADform"));
    wtw_stem_hash("\u00ADab\u00AD", 6, 6, &characters);
    check_number(characters, 2);
}

Test(stems, count_characters_and_not_bytes)
{
    uint32_t characters = 0;

    wtw_stem_hash("电力", 6, 6, &characters);
    check_number(characters, 2);
    wtw_stem_hash("переговоры", 20, 20, &characters);
    check_number(characters, WTW_STEM_CHARACTERS);
}

Test(stems, a_figure_is_one_however_its_thousands_are_parted)
{
    check(figure("1,063,000") == figure("1063000"));
    check(figure("1.063.000") == figure("1063000"));
    check(figure("2,5") == figure("2.5"));
    check(figure("2.5") != figure("25"));
    check(figure("12:30") != figure("1230"));
    check(figure("153,770") != figure("154,830"));
    check(figure("123456789012") != figure("123456789013"));
    check(figure("1987") == stem("1987"));
}

static size_t figure_tokens(const char *text)
{
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    size_t taken = 0;

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    check_ok(wtw_tokens_make(tokens, text, strlen(text), &error), &error);
    taken = wtw_figure_tokens(text, wtw_tokens_ranges(tokens), wtw_tokens_count(tokens));
    wtw_tokens_free(tokens);
    return taken;
}

Test(stems, a_figure_goes_on_behind_one_separator_and_a_digit)
{
    check_number(figure_tokens("1,063,000 bags"), 3);
    check_number(figure_tokens("2.5"), 2);
    check_number(figure_tokens("1987"), 1);
    check_number(figure_tokens("7, 8 and 9"), 1);
    check_number(figure_tokens("7,eight"), 1);
    check_number(figure_tokens("7-8"), 1);
}
