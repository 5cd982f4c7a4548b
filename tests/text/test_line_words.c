/*
 * test_line_words.c - words and how they are written
 */
#include "check.h"

#include "text/line_words.h"

Test(line_words, are_told_apart_by_their_case)
{
    check_number(wtw_word_at("Vellmar", 0, 7).written, WTW_WORD_CAPITALISED);
    check_number(wtw_word_at("VELLMAR", 0, 7).written, WTW_WORD_CAPITALS);
    check_number(wtw_word_at("basin", 0, 5).written, WTW_WORD_LOWER);
    check_number(wtw_word_at("15", 0, 2).written, WTW_WORD_NUMBER);
    check_number(wtw_word_at("", 0, 0).written, WTW_WORD_NONE);
}
