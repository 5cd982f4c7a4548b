/*
 * test_tokens.c - tokens of many scripts by hand, and against an oracle made of utf8proc
 * alone
 */
#include "check.h"

#include "base/faults.h"
#include "text/token_oracle.h"
#include "text/tokens.h"

/* ------------------------------------------------------------------ helpers */

/* The tokens of a text in normalised form, joined with '|', through the ranges: each
 * token's bytes are cut out of the original and normalised once more, which also shows
 * that the ranges are right. */
static const char *tokens_of(const char *text, size_t text_bytes)
{
    static struct wtw_buffer out;
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;

    out.count = 0;
    check_ok(wtw_tokens_new(&tokens, &error), &error);
    check_ok(wtw_tokens_make(tokens, text, text_bytes, &error), &error);
    for (size_t i = 0; i < wtw_tokens_count(tokens); i++) {
        struct wtw_range range = wtw_tokens_ranges(tokens)[i];
        size_t begin = out.count + 1;

        check(range.begin < range.end && range.end <= text_bytes);
        check_ok(wtw_buffer_append(&out, "|", 1, &error), &error);
        check_ok(wtw_normalise(text + range.begin, range.end - range.begin, &out, &error),
                 &error);
        cr_assert(naive_token_hash(out.items + begin, out.count - begin) ==
                      wtw_tokens_hashes(tokens)[i],
                  "token %zu is not what stands at its range: \"%.*s\"", i,
                  (int)(out.count - begin), out.items + begin);
    }
    wtw_tokens_free(tokens);
    check_ok(wtw_buffer_append(&out, "", 1, &error), &error);
    return out.count > 1 ? out.items + 1 : "";
}

#define tokens_are(text, wanted)                                                         \
    check_string(tokens_of((text), sizeof(text) - 1), (wanted))

static bool same_tokens(const char *a, const char *b)
{
    char *first = strdup(tokens_of(a, strlen(a)));
    bool are_same = strcmp(first, tokens_of(b, strlen(b))) == 0;

    free(first);
    return are_same;
}

/* ------------------------------------------------------------------ English, as it is
 * typed */

Test(tokens, are_words_and_numbers_in_lower_case)
{
    tokens_are("The Harbour Board met on Tuesday, 14 May 2019.",
               "the|harbour|board|met|on|tuesday|14|may|2019");
    tokens_are("It rose to 1,060 (up 2.5%)", "it|rose|to|1|060|up|2|5");
    tokens_are("B2B x86_64 @home #1", "b2b|x86|64|home|1");
}

Test(tokens, do_not_depend_on_which_quotes_and_dashes_were_typed)
{
    tokens_are("Russia's \"plan\"", "russia|s|plan");
    tokens_are("Russia\u2019s \u201Cplan\u201D", "russia|s|plan");
    tokens_are("Russia\u02BCs \u00ABplan\u00BB", "russia|s|plan");
    tokens_are("Russia`s ``plan''", "russia|s|plan");
    tokens_are("well-known\u2014they said\u2013often\u2010enough \u2212 5",
               "well|known|they|said|often|enough|5");
    tokens_are("\u2018tis\u2026gone", "tis|gone");
}

Test(tokens, are_separated_by_every_kind_of_blank)
{
    tokens_are("a\u00A0b\u2009c\u3000d\u2028e\tf\r\ng\vh", "a|b|c|d|e|f|g|h");
    tokens_are("before\0after", "before|after");
    tokens_are("one\nline", "one|line");
}

Test(tokens, leave_out_what_cannot_be_seen)
{
    tokens_are("gov\u00ADern\u00ADment", "government");
    tokens_are("zero\u200Bwidth \u200Ejoin\u200Der\u2060s\uFEFF", "zerowidth|joiners");
    tokens_are("\uFEFFFirst \u200B\u00AD second", "first|second");
    tokens_are("n\uFE0Fo", "no");
}

Test(tokens, are_whole_where_a_soft_hyphen_broke_them_over_a_line)
{
    tokens_are("sol\u00AD\ndiers marched", "soldiers|marched");
    tokens_are("sol\u00AD\r\ndiers", "soldiers");
    tokens_are("sol\u00AD\n\u00E9", "sol\u00E9");
    tokens_are("sol\u00AD \ndiers", "sol|diers");
    tokens_are("sol\u00AD\n diers", "sol|diers");
    tokens_are("sol\u00AD\n", "sol");
    tokens_are("sol\u00AD\n\ndiers", "sol|diers");
}

Test(tokens, are_none_in_texts_without_letters)
{
    tokens_are("", "");
    tokens_are("...!? \u2014 \u00AD\u200B \n", "");
    tokens_are("\xF0\x9F\x98\x80 \xE2\x82\xAC", "");
    check_string(tokens_of(NULL, 0), "");
}

/* ------------------------------------------------------------------ Unicode's many ways
 * to write one word */

Test(tokens, are_equal_for_composed_and_decomposed_accents)
{
    tokens_are("D\u00E9j\u00E0 vu", "d\u00E9j\u00E0|vu");
    tokens_are("De\u0301ja\u0300 vu", "d\u00E9j\u00E0|vu");
    check(same_tokens("Nguy\u1EC5n", "Nguye\u0302\u0303n"));
    check(same_tokens("q\u0307\u0323", "q\u0323\u0307"));
    check(same_tokens("\u0419\u043E\u0434", "\u0438\u0306\u043E\u0434"));
    check(!same_tokens("resume", "r\u00E9sum\u00E9"));
}

Test(tokens, spell_out_ligatures_and_other_compatibility_forms)
{
    tokens_are("of\uFB01ce \uFB02oor e\uFB03cient", "office|floor|efficient");
    tokens_are("\uFF26\uFF35\uFF2C\uFF2C \uFF12\uFF10\uFF12\uFF14", "full|2024");
    tokens_are("10 km\u00B2 H\u2082O", "10|km2|h2o");
    tokens_are("\u01C4ep \u0133s", "d\u017Eep|ijs");
    tokens_are("\u2163 \u2460", "iv|1");
    tokens_are("Acme\u2122 \u00BD", "acme|12");
}

Test(tokens, fold_case_as_unicode_has_it)
{
    tokens_are("Stra\u00DFe STRASSE STRA\u1E9EE", "strasse|strasse|strasse");
    tokens_are("\u039F\u0394\u039F\u03A3 \u03BF\u03B4\u03CC\u03C2",
               "\u03BF\u03B4\u03BF\u03C3|\u03BF\u03B4\u03CC\u03C3");
    tokens_are("ISPARTA \u0130zmir \u0131rmak", "isparta|i\u0307zmir|\u0131rmak");
    tokens_are("\u041C\u041E\u0421\u041A\u0412\u0410",
               "\u043C\u043E\u0441\u043A\u0432\u0430");
    tokens_are("\u00C0\u00C9\u00D1 \u0141\u00F3d\u017A \u212Angstrom",
               "\u00E0\u00E9\u00F1|\u0142\u00F3d\u017A|kngstrom");
}

/* ------------------------------------------------------------------ other scripts */

Test(tokens, of_arabic_do_not_depend_on_vowel_points_and_stretching)
{
    tokens_are(
        "\u0643\u064E\u062A\u064E\u0628\u064E \u0645\u062D\u0640\u0640\u0645\u062F",
        "\u0643\u062A\u0628|\u0645\u062D\u0645\u062F");
    check(same_tokens("\u0627\u0654", "\u0623")); /* hamza stays */
    check(same_tokens("\uFEFB", "\u0644\u0627")); /* presentation form of lam-alef */
    tokens_are("\u0662\u0660\u0662\u0664\u060C", "\u0662\u0660\u0662\u0664");
}

Test(tokens, of_hebrew_do_not_depend_on_points)
{
    check(same_tokens("\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD",
                      "\u05E9\u05DC\u05D5\u05DD"));
    tokens_are("\u05E6\u05D4\u05F4\u05DC", "\u05E6\u05D4|\u05DC");
}

Test(tokens, of_hindi_keep_their_vowel_signs)
{
    tokens_are("\u0939\u093F\u0928\u094D\u0926\u0940 \u092E\u0947\u0902\u0964",
               "\u0939\u093F\u0928\u094D\u0926\u0940|\u092E\u0947\u0902");
    check(same_tokens("\u0958", "\u0915\u093C"));
    check(same_tokens("\u0929", "\u0928\u093C"));
}

Test(tokens, of_korean_are_words_whole_or_in_jamo)
{
    tokens_are("\uD55C\uAD6D \uB274\uC2A4", "\uD55C\uAD6D|\uB274\uC2A4");
    check(same_tokens("\uD55C\uAD6D", "\u1112\u1161\u11AB\u1100\u116E\u11A8"));
}

Test(tokens, of_chinese_are_pairs_of_characters)
{
    tokens_are("\u5317\u4EAC\u5E02", "\u5317\u4EAC|\u4EAC\u5E02");
    tokens_are("\u5317\u4EAC\uFF0C\u5E02\u3002", "\u5317\u4EAC|\u5E02");
    tokens_are("2024\u5E745\u6708GDP", "2024|\u5E74|5|\u6708|gdp");
    tokens_are("\u2F00\uF9E4",
               "\u4E00\u7406"); /* a Kangxi radical, a compatibility form */
    tokens_are("\u5317\n\u4EAC", "\u5317|\u4EAC");
    tokens_are("\u5317\u200B\u4EAC", "\u5317\u4EAC");
    tokens_are("\U00020000\U00020001", "\U00020000\U00020001");
}

Test(tokens, of_japanese_mix_all_its_scripts)
{
    tokens_are("\u30AB\u30E1\u30E9\u3068\u72AC\u30FB\u3005",
               "\u30AB\u30E1|\u30E1\u30E9|\u30E9\u3068|\u3068\u72AC|\u3005");
    check(same_tokens("\uFF76\uFF9E\uFF77\uFF9E\uFF70", "\u30AC\u30AE\u30FC"));
    check(same_tokens("\u30AB\u3099\u30AD\u3099\u30FC", "\u30AC\u30AE\u30FC"));
}

Test(tokens, of_thai_are_pairs_of_characters_with_their_marks)
{
    tokens_are("\u0E19\u0E49\u0E33\u0E15\u0E32",
               "\u0E19\u0E49\u0E4D\u0E32|\u0E4D\u0E32\u0E15|\u0E15\u0E32");
    tokens_are("\u0E1E.\u0E28. \u0E52\u0E55", "\u0E1E|\u0E28|\u0E52\u0E55");
}

Test(tokens, may_begin_with_a_mark_that_stands_on_nothing)
{
    tokens_are(" \u0301a", "\u0301a");
    tokens_are("\u0E48\u0E01", "\u0E48|\u0E01");
}

/* ------------------------------------------------------------------ bytes that are not
 * UTF-8, and sizes */

Test(tokens, are_separated_by_bad_bytes_which_are_counted)
{
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;

    tokens_are("caf\xE9 noir", "caf|noir");
    tokens_are("a\xE2\x80z\xC0\xAFq", "a|z|q");
    check_ok(wtw_tokens_new(&tokens, &error), &error);
    check_ok(wtw_tokens_make(tokens, "caf\xE9 a\xE2\x80z\xC0\xAFq \uFFFD", 17, &error),
             &error);
    check_number(wtw_tokens_bad_bytes(tokens), 5);
    check_ok(wtw_tokens_make(tokens, "fine", 4, &error), &error);
    check_number(wtw_tokens_bad_bytes(tokens), 0);
    wtw_tokens_free(tokens);
}

static size_t token_count_of(const char *text, size_t text_bytes)
{
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    size_t count = 0;

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    check_ok(wtw_tokens_make(tokens, text, text_bytes, &error), &error);
    count = wtw_tokens_count(tokens);
    for (size_t i = 1; i < count; i++)
        check(wtw_tokens_ranges(tokens)[i].begin >=
              wtw_tokens_ranges(tokens)[i - 1].begin);
    wtw_tokens_free(tokens);
    return count;
}

Test(tokens, are_cut_after_128_characters)
{
    enum { LENGTH = 1000000 };
    char *text = malloc(LENGTH);

    memset(text, 'x', LENGTH);
    check_number(token_count_of(text, 128), 1);
    check_number(token_count_of(text, 129), 2);
    check_number(token_count_of(text, LENGTH), (LENGTH + 127) / 128);
    text[0] = ' ';
    check_number(token_count_of(text, LENGTH), (LENGTH - 1 + 127) / 128);
    for (size_t i = 0; i + 1 < LENGTH;
         i += 2) /* o with diaeresis: two bytes, one character */
        memcpy(text + i, "\u00F6", 2);
    check_number(token_count_of(text, LENGTH), (LENGTH / 2 + 127) / 128);
    free(text);
}

/* Words of every length that are their own normalised form, so the text is what has to
 * come out. */
static void append_words(struct wtw_buffer *text, size_t text_bytes, size_t first_length)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz";
    struct wtw_error error = {0};

    for (size_t i = first_length; text->count < text_bytes; i += 7) {
        check_ok(wtw_buffer_append(text, letters + i % 13, 1 + i % 49, &error), &error);
        if (i % 5 == 0)
            check_ok(wtw_buffer_append(text, "\u00E9", 2, &error), &error);
        if (i % 15 == 0)
            check_ok(wtw_buffer_append(text, "rs", 2, &error), &error);
        check_ok(wtw_buffer_append(text, " ", 1, &error), &error);
    }
    text->count--;
}

Test(tokens, do_not_depend_on_where_chunks_of_the_scan_end)
{
    struct wtw_error error = {0};

    for (size_t i = 0; i < 300; i++) {
        struct wtw_buffer text = {0};
        struct wtw_buffer out = {0};

        append_words(&text, 3 * 4096 - 100 + i, i);
        check_ok(wtw_normalise(text.items, text.count, &out, &error), &error);
        cr_assert(out.count == text.count &&
                      memcmp(out.items, text.items, out.count) == 0,
                  "words from %zu on: %.*s", i, (int)out.count, out.items);
        tokens_of(text.items, text.count);
        wtw_buffer_release(&text);
        wtw_buffer_release(&out);
    }
}

Test(tokens, refuse_four_gigabytes_before_they_read_them)
{
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    struct wtw_buffer out = {0};

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    check_ok(wtw_tokens_make(tokens, "something", 9, &error), &error);
    check_status(wtw_tokens_make(tokens, "x", (size_t)1 << 32, &error), WTW_TOO_LARGE);
    check_number(error.status, WTW_TOO_LARGE);
    check_number(wtw_tokens_count(tokens), 0);
    check_status(wtw_normalise("x", (size_t)1 << 32, &out, NULL), WTW_TOO_LARGE);
    wtw_tokens_free(tokens);
}

/* By integers of unlimited size; those over 16 bytes by the xxhsum command. */
Test(tokens, hash_to_known_answers_of_scheme_1)
{
    static const struct {
        const char *word;
        uint64_t hash;
    } known[] = {
        {"a", 0xdb750b8b238448df},
        {"1", 0x31481671fe1f681d},
        {"The", 0x7011fab62d7058e0},
        {"wiretwin", 0x3fad8b8af9df6b7a},
        {"D\u00C9J\u00C0", 0x5afc6a34dec9efc5},
        {"vu", 0xcdd26ee2f4764353},
        {"Stra\u00DFe", 0xcb4a57222333f497},
        {"\u5317\u4EAC", 0xbcc6e75a7b7c72e8},
        {"internationalisation", 0xc3ae0482870c03be},
        {"Antidisestablishmentarianism", 0x286f005c74f768fc},
    };
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        check_ok(wtw_tokens_make(tokens, known[i].word, strlen(known[i].word), &error),
                 &error);
        check_number(wtw_tokens_count(tokens), 1);
        cr_assert(wtw_tokens_hashes(tokens)[0] == known[i].hash, "%s", known[i].word);
    }
    wtw_tokens_free(tokens);
}

/* ------------------------------------------------------------------ against the oracle
 */

static uint64_t random_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Characters of many scripts, in part those that make trouble; all of Unicode now and
 * then. */
static int32_t random_character(uint64_t *state)
{
    static const int32_t pools[][2] = {
        {0x20, 0x7E},       {0x41, 0x7A},       {0xA0, 0x17F},      {0x180, 0x24F},
        {0x250, 0x2FF},     {0x300, 0x36F},     {0x370, 0x3FF},     {0x400, 0x52F},
        {0x590, 0x5FF},     {0x600, 0x6FF},     {0x900, 0x97F},     {0xB80, 0xBFF},
        {0xD00, 0xD7F},     {0xE00, 0xE7F},     {0xE80, 0xEFF},     {0x1000, 0x109F},
        {0x1100, 0x11FF},   {0x1780, 0x17FF},   {0x1E00, 0x1FFF},   {0x2000, 0x206F},
        {0x2070, 0x218F},   {0x2E80, 0x2FDF},   {0x3000, 0x30FF},   {0x3130, 0x33FF},
        {0x4E00, 0x4E40},   {0xAC00, 0xAC40},   {0xF900, 0xFA10},   {0xFB00, 0xFB4F},
        {0xFB50, 0xFEFF},   {0xFF00, 0xFFEF},   {0xA640, 0xA69F},   {0xA980, 0xAAFF},
        {0x1D160, 0x1D1F0}, {0x1D400, 0x1D500}, {0x20000, 0x20010}, {0x2F800, 0x2F810},
        {0, 0xD7FF},        {0xE000, 0x10FFFF},
    };
    uint64_t bits = random_number(state);
    const int32_t *pool = pools[bits % (sizeof pools / sizeof *pools)];

    return pool[0] + (int32_t)((bits >> 20) % (uint64_t)(pool[1] - pool[0] + 1));
}

/* A text from one or two pools at a time would be tame: characters change script at
 * random, often staying, with separators, marks and bad bytes between. */
static void make_random_text(struct oracle *oracle, struct wtw_buffer *text,
                             uint64_t seed)
{
    uint64_t state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    int32_t base = 'a';
    size_t length = 0;

    oracle->character_count = oracle->count = oracle->bad_bytes = 0;
    oracle->spelled.count = text->count = 0;
    for (int i = 0; i < 10; i++)
        random_number(&state);
    length = random_number(&state) % 200;
    for (size_t i = 0; i < length; i++) {
        uint64_t dice = random_number(&state) >> 32;
        int32_t next = base;

        if (dice % 4 == 0)
            base = next = random_character(&state);
        else if (dice % 4 == 1)
            next = base ^ (int32_t)(dice >> 4 & 7);
        else if (dice % 32 == 2)
            next = ' ';
        else if (dice % 32 == 6)
            next = -1;
        else if (dice % 32 == 10)
            next = 0x300 + (int32_t)(dice >> 8 & 31);
        else if (dice % 256 == 14)
            next = 0xAD;
        oracle_add(oracle, text, next >= 0xD800 && next <= 0xDFFF ? 'Z' : next);
    }
}

Test(tokens, are_those_of_an_oracle_on_random_text_of_many_scripts)
{
    static struct oracle oracle;
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    struct wtw_buffer text = {0};

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    for (uint64_t seed = 1; seed <= 4000; seed++) {
        make_random_text(&oracle, &text, seed);
        oracle_join_lines(&oracle);
        oracle_split(&oracle);
        compare_with_oracle(&oracle, &text, tokens, seed);
    }
    wtw_buffer_release(&text);
    wtw_buffer_release(&oracle.spelled);
    wtw_tokens_free(tokens);
}

Test(tokens, are_those_of_an_oracle_for_every_single_character)
{
    static struct oracle oracle;
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    struct wtw_buffer text = {0};

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    for (int32_t i = 0; i <= 0x10FFFF; i++) {
        if (i >= 0x323B0 && i < 0xE0000)
            i = 0xE0000; /* nothing is assigned between */
        if (is_between(i, 0xD800, 0xDFFF))
            continue;
        oracle.character_count = oracle.count = oracle.bad_bytes = 0;
        oracle.spelled.count = text.count = 0;
        oracle_add(&oracle, &text, 'e');
        oracle_add(&oracle, &text, i);
        oracle_add(&oracle, &text, 0x301);
        oracle_add(&oracle, &text, i);
        oracle_split(&oracle);
        compare_with_oracle(&oracle, &text, tokens, (uint64_t)i);
    }
    wtw_buffer_release(&text);
    wtw_buffer_release(&oracle.spelled);
    wtw_tokens_free(tokens);
}

/* ------------------------------------------------------------------ laws */

Test(tokens, of_two_texts_with_a_space_between_are_the_tokens_of_both)
{
    static struct oracle oracle;
    struct wtw_error error = {0};
    struct wtw_buffer first = {0};
    struct wtw_buffer both = {0};
    struct wtw_buffer text = {0};
    struct wtw_buffer apart = {0};
    struct wtw_buffer together = {0};

    for (uint64_t seed = 5001; seed < 6000; seed++) {
        make_random_text(&oracle, &first, seed);
        make_random_text(&oracle, &text, seed + 1000);
        both.count = apart.count = together.count = 0;
        check_ok(wtw_buffer_append(&both, first.items, first.count, &error), &error);
        check_ok(wtw_buffer_append(&both, " ", 1, &error), &error);
        check_ok(wtw_buffer_append(&both, text.items, text.count, &error), &error);
        check_ok(wtw_normalise(first.items, first.count, &apart, &error), &error);

        size_t before = apart.count;

        check_ok(wtw_buffer_append(&apart, " ", 1, &error), &error);
        check_ok(wtw_normalise(text.items, text.count, &apart, &error), &error);
        if (before == 0)
            memmove(apart.items, apart.items + 1, --apart.count);
        else if (apart.count == before + 1)
            apart.count--;
        check_ok(wtw_normalise(both.items, both.count, &together, &error), &error);
        cr_assert(apart.count == together.count &&
                      (apart.count == 0 ||
                       memcmp(apart.items, together.items, apart.count) == 0),
                  "seed %llu", (unsigned long long)seed);
    }
    wtw_buffer_release(&first);
    wtw_buffer_release(&both);
    wtw_buffer_release(&text);
    wtw_buffer_release(&apart);
    wtw_buffer_release(&together);
}

Test(tokens, of_every_letter_are_the_same_in_either_case)
{
    for (int32_t i = 'A'; i < 0x1E944; i++) {
        int32_t upper = utf8proc_toupper(i);
        int32_t lower = utf8proc_tolower(i);
        char text[3][8] = {{0}};

        /* The dotted and the dotless i change into each other's case in Turkish only. */
        if (upper == lower || is_between(i, 0xD800, 0xDFFF) || i == 0x130 || i == 0x131)
            continue;
        utf8proc_encode_char(i, (utf8proc_uint8_t *)text[0]);
        utf8proc_encode_char(upper, (utf8proc_uint8_t *)text[1]);
        utf8proc_encode_char(lower, (utf8proc_uint8_t *)text[2]);
        cr_assert(same_tokens(text[0], text[1]) && same_tokens(text[0], text[2]),
                  "U+%04X", i);
    }
}

/* ------------------------------------------------------------------ memory that runs out
 */

#ifdef WTW_FAULTS
Test(tokens, stay_usable_when_any_allocation_fails)
{
    static const char text[] =
        "The caf\u00E9 at \u5317\u4EAC\u5E02 and De\u0301ja\u0300 vu";
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    bool has_failed = true;

    for (uint64_t nth = 1; has_failed; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);

        enum wtw_status status = wtw_tokens_new(&tokens, &error);

        if (status == WTW_OK) {
            status = wtw_tokens_make(tokens, text, sizeof text - 1, &error);
            has_failed = status != WTW_OK;
            check_number(wtw_tokens_count(tokens), has_failed ? 0 : 8);
            wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
            check_ok(wtw_tokens_make(tokens, text, sizeof text - 1, &error), &error);
            check_number(wtw_tokens_count(tokens), 8);
            wtw_tokens_free(tokens);
        }
        check(status == WTW_OK || status == WTW_NO_MEMORY);
    }
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
}
#endif
