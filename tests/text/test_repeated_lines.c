/*
 * test_repeated_lines.c - lines that stood in the text before
 */
#include "text/boilerplate_runs.h"

#include "text/repeated_lines.h"

#include <stdio.h>

Test(repeated_lines, are_left_out_the_second_time)
{
    parts_are("The old basin on Tuesday\n\n" STORY_ABOVE "The old basin on Tuesday",
              "repeated[The old basin on Tuesday]");
}

Test(repeated_lines, have_four_words_or_more)
{
    parts_are("He said so.\n\n" STORY_ABOVE "He said so.", "");
    parts_are("Considerably considerable\n\n" STORY_ABOVE "Considerably considerable",
              "");
}

Test(repeated_lines, are_equal_to_the_last_byte)
{
    parts_are("The old basin on Tuesday\n\n" STORY_ABOVE "The old basin on Tuesday.", "");
    parts_are("The old basin on Tuesday\n\n" STORY_ABOVE "The old basin on tuesday", "");
}

Test(repeated_lines, are_told_apart_behind_what_is_hashed)
{
    static struct wtw_repeated_lines lines;
    char text[400];

    memset(text, 'a', sizeof text);
    text[199] = 'b';
    wtw_repeated_lines_begin(&lines);
    check(!wtw_repeated_lines_add(&lines, text, 0, 200));
    check(!wtw_repeated_lines_add(&lines, text, 200, 400));
    check(wtw_repeated_lines_add(&lines, text, 0, 200));
}

Test(repeated_lines, are_forgotten_with_the_next_text_and_when_there_are_too_many)
{
    static struct wtw_repeated_lines lines;
    static char text[WTW_REPEATED_LINES_MAX * 8 + 8];

    for (int round = 0; round < 3; round++) {
        wtw_repeated_lines_begin(&lines);
        for (size_t i = 0; i < WTW_REPEATED_LINES_MAX + 1; i++) {
            char line[16];

            snprintf(line, sizeof line, "%07zu", i);
            memcpy(text + 8 * i, line, 8);
            check(!wtw_repeated_lines_add(&lines, text, 8 * i, 8 * i + 8));
        }
        check(wtw_repeated_lines_add(&lines, text, 0, 8));
        check(!wtw_repeated_lines_add(&lines, text, 8 * WTW_REPEATED_LINES_MAX,
                                      8 * WTW_REPEATED_LINES_MAX + 8));
    }
}

Test(repeated_lines, begin_anew_when_generations_are_used_up)
{
    static struct wtw_repeated_lines lines;

    lines.generation = UINT32_MAX;
    check(!wtw_repeated_lines_add(&lines, "abcd", 0, 4));
    check(wtw_repeated_lines_add(&lines, "abcd", 0, 4));
    wtw_repeated_lines_begin(&lines);
    check_number(lines.generation, 1);
    check(!wtw_repeated_lines_add(&lines, "abcd", 0, 4));
}
