/*
 * test_units.c - the lines and sentences of a text, as rows of its tokens
 */
#include "check.h"
#include "random_input.h"

#include "text/units.h"

#include <stdio.h>
#include <stdlib.h>

enum { UNITS_MAX = 64 };

/* A text, its tokens and its units. */
struct divided {
    const char *text;
    struct wtw_tokens *tokens;
    struct wtw_unit units[UNITS_MAX];
    size_t count;
};

static struct divided divide(const char *text)
{
    struct divided divided = {.text = text};
    struct wtw_error error = {0};
    size_t position = 0;

    check_ok(wtw_tokens_new(&divided.tokens, &error), &error);
    check_ok(wtw_tokens_make(divided.tokens, text, strlen(text), &error), &error);
    while (wtw_units_next(divided.tokens, text, &position, &divided.units[divided.count]))
        check(++divided.count < UNITS_MAX);
    return divided;
}

/* A text's tokens as they stand, with blanks between, and a bar between its units. */
static const char *spell_units(const struct divided *divided)
{
    static char out[2000];
    const struct wtw_range *ranges = wtw_tokens_ranges(divided->tokens);
    size_t bytes = 0;

    for (size_t i = 0; i < divided->count; i++)
        for (uint32_t t = 0; t < divided->units[i].count; t++) {
            struct wtw_range range = ranges[divided->units[i].first + t];

            if (bytes)
                out[bytes++] = t ? ' ' : '|';
            check(bytes + range.end - range.begin + 1 < sizeof out);
            memcpy(out + bytes, divided->text + range.begin, range.end - range.begin);
            bytes += range.end - range.begin;
        }
    out[bytes] = '\0';
    return out;
}

Test(units, end_at_line_breaks_full_stops_question_and_exclamation_marks)
{
    static const struct {
        const char *text;
        const char *wanted;
    } table[] = {
        {"", ""},
        {" ... \n", ""},
        {"rain", "rain"},
        {"It rained.", "It rained"},
        {"It rained. It snowed! Did it? Yes", "It rained|It snowed|Did it|Yes"},
        {"Read more\nIt rained\r\nSign up", "Read more|It rained|Sign up"},
        {"\n\n It rained ...\n\n\n it snowed", "It rained|it snowed"},
        {"It rained, they said; it - mostly: \"poured\" (twice)",
         "It rained they said it mostly poured twice"},
        {"It said \"no.\" And left.", "It said no|And left"},
        /* An abbreviation ends a unit too early. */
        {"Mr. Orr left", "Mr|Orr left"},
        {"In the U.S. it snowed", "In the U S|it snowed"},
        /* Inside of a number or of initials nothing ends. */
        {"It cost 3.50 crowns at 4 p.m. today", "It cost 3 50 crowns at 4 p m|today"},
        {"On 24.12.2031 it snowed", "On 24 12 2031 it snowed"},
        /* Text that lost its blanks has units all the same. */
        {"It rained.It snowed.3 times", "It rained|It snowed|3 times"},
        {"Read page 3.It rained", "Read page 3|It rained"},
        {"It cost 3. 50 came. Was it I. or you", "It cost 3|50 came|Was it I|or you"},
        {"It cost 3?50 came", "It cost 3|50 came"},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct divided divided = divide(table[i].text);

        check_string(spell_units(&divided), table[i].wanted);
        wtw_tokens_free(divided.tokens);
    }
}

/* Of Han text a token is two neighbouring characters; a mark is the end of the row. */
Test(units, end_at_the_full_stops_and_wide_marks_of_chinese_and_japanese)
{
    static const char *const marks[] = {"\u3002", "\uFF01", "\uFF1F"};
    static const char *const others[] = {"\u3001", "\uFF0C", "\uFF1A"};

    for (size_t i = 0; i < 3; i++) {
        struct divided divided;
        char text[64];

        snprintf(text, sizeof text, "\u5317\u4EAC%s\u4E0A\u6D77", marks[i]);
        divided = divide(text);
        check_string(spell_units(&divided), "\u5317\u4EAC|\u4E0A\u6D77");
        wtw_tokens_free(divided.tokens);
        memcpy(text + 6, others[i], 3);
        divided = divide(text);
        check_string(spell_units(&divided), "\u5317\u4EAC \u4E0A\u6D77");
        wtw_tokens_free(divided.tokens);
    }
}

/* E3 80 of the full stop, cut off where the text ends or goes on as another. */
Test(units, half_a_wide_mark_is_none)
{
    struct divided divided = divide("it rained\xE3\x80 it snowed \xE3\x80");

    check_string(spell_units(&divided), "it rained it snowed");
    wtw_tokens_free(divided.tokens);
}

Test(units, of_the_same_tokens_have_one_hash_and_of_others_another)
{
    struct divided divided =
        divide("Sign up now. It rained. SIGN up, now! Sign now up. Sign up. now");

    check_number(divided.count, 6);
    check(divided.units[0].hash == divided.units[2].hash);
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < i; j++)
            check((divided.units[i].hash == divided.units[j].hash) == (j == 0 && i == 2));
    wtw_tokens_free(divided.tokens);
}

Test(units, a_set_has_the_hashes_that_are_in_it)
{
    struct random_input random = random_begin(400);

    for (size_t count = 0; count < 40; count++) {
        uint64_t hashes[40];
        const struct wtw_unit_set set = {hashes, count};

        for (size_t i = 0; i < count; i++)
            hashes[i] = 10 * i + 3 + random_below(&random, 5);
        if (count > 30)
            hashes[count - 1] = UINT64_MAX;
        for (uint64_t hash = 0; hash < 420; hash++) {
            bool wanted = false;

            for (size_t i = 0; i < count; i++)
                wanted = wanted || hashes[i] == hash;
            check(wtw_unit_set_has(&set, hash) == wanted);
        }
        check(wtw_unit_set_has(&set, UINT64_MAX) == (count > 30));
    }
}

static int compare_hashes(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left;
    uint64_t y = *(const uint64_t *)right;

    return x < y ? -1 : x > y;
}

/* Leaves out of 'text' the units of 'lines'. */
static void check_left(const char *text, const char *lines, const char *wanted)
{
    struct divided known = divide(lines);
    struct divided divided = divide(text);
    uint64_t hashes[UNITS_MAX];
    size_t position = 0;

    for (size_t i = 0; i < known.count; i++)
        hashes[i] = known.units[i].hash;
    qsort(hashes, known.count, sizeof hashes[0], compare_hashes);
    wtw_units_leave_out(divided.tokens, text,
                        &(const struct wtw_unit_set){hashes, known.count});
    divided.count = 0;
    while (wtw_units_next(divided.tokens, text, &position, &divided.units[divided.count]))
        divided.count++;
    check_string(spell_units(&divided), wanted);
    for (size_t i = 0; i < known.count; i++)
        for (size_t j = 0; j < divided.count; j++)
            check(divided.units[j].hash != known.units[i].hash);
    wtw_tokens_free(known.tokens);
    wtw_tokens_free(divided.tokens);
}

/* What is left keeps its hashes and its ranges into the text. */
Test(units, that_are_in_a_set_are_left_out_wherever_they_stand)
{
    static const char text[] = "Sign up now\nIt rained. We sell your data!\nIt snowed.\n"
                               "Sign up now\nShare this";

    check_left(text, "",
               "Sign up now|It rained|We sell your data|It snowed|Sign up now|"
               "Share this");
    check_left(text, "sign up NOW", "It rained|We sell your data|It snowed|Share this");
    check_left(text, "Share this. We sell your data",
               "Sign up now|It rained|It snowed|"
               "Sign up now");
    check_left(text, "sign up now. share this. we sell your data", "It rained|It snowed");
    check_left(text, "Sign up",
               "Sign up now|It rained|We sell your data|It snowed|"
               "Sign up now|Share this");
    check_left(text, text, "");
    check_left("", text, "");
}
