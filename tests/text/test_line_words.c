/*
 * test_line_words.c - words, how they are written, and lists of them
 */
#include "check.h"

#include "text/line_words.h"

static struct wtw_word word(const char *text)
{
    return wtw_word_at(text, 0, strlen(text));
}

Test(line_words, are_told_apart_by_their_case)
{
    check_number(word("Vellmar").written, WTW_WORD_CAPITALISED);
    check_number(word("VELLMAR").written, WTW_WORD_CAPITALS);
    check_number(word("A").written, WTW_WORD_CAPITALISED);
    check_number(word("basin").written, WTW_WORD_LOWER);
    check_number(word("15th").written, WTW_WORD_NUMBER);
    check_number(word("Москва").written, WTW_WORD_CAPITALISED);
    check_number(word("МОСКВА").written, WTW_WORD_CAPITALS);
    check_number(word("паром").written, WTW_WORD_LOWER);
    check_number(word("北京").written, WTW_WORD_CASELESS);
    check_number(word("رويترز").written, WTW_WORD_CASELESS);
    check_number(word("").written, WTW_WORD_NONE);
    check_number(word(", a").written, WTW_WORD_NONE);
}

Test(line_words, have_apostrophes_and_hyphens_inside)
{
    check_number(word("O'Brien said").end, 7);
    check_number(word("Wilkes-Barre, Pa").end, 12);
    check_number(word("Orr- she").end, 3);
    check_number(word("Élysée!").end, 8);
}

Test(line_words, are_found_in_lists_as_wholes)
{
    struct wtw_word march = word("March");
    struct wtw_word arch = word("arch");

    check(wtw_word_is("March", &march, " april march may "));
    check(!wtw_word_is("arch", &arch, " april march may "));
}

Test(line_words, know_months_days_and_the_words_around_them)
{
    static const char *const dates[] = {"March", "sept",  "Montag",
                                        "août",  "марта", "січня"};
    static const char *const times[] = {"Updated", "EST", "Uhr", "назад", "обновлено"};
    static const char *const others[] = {"Marching", "board", "Vellmar", "паром"};

    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct wtw_word it = word(dates[i]);

        cr_assert(wtw_is_date_word(dates[i], &it), "%s", dates[i]);
    }
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct wtw_word it = word(times[i]);

        cr_assert(wtw_is_time_word(times[i], &it), "%s", times[i]);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct wtw_word it = word(others[i]);

        check(!wtw_is_date_word(others[i], &it) && !wtw_is_time_word(others[i], &it));
    }
}

Test(line_words, are_not_found_when_longer_than_any_in_the_lists)
{
    char text[200];
    struct wtw_word it;

    memset(text, 'm', sizeof text);
    it = wtw_word_at(text, 0, sizeof text);
    check(!wtw_is_date_word(text, &it));
}

Test(line_words, have_dashes_of_any_length)
{
    check_number(wtw_dash_at("- a", 0, 3), 1);
    check_number(wtw_dash_at("-- a", 0, 4), 2);
    check_number(wtw_dash_at("\u2014a", 0, 4), 3);
    check_number(wtw_dash_at("a", 0, 1), 0);
    check_number(wtw_dash_at("", 0, 0), 0);
}
