/*
 * test_repeated_lines.c - lines that stood in the text before
 */
#include "text/boilerplate_runs.h"

Test(repeated_lines, are_left_out_the_second_time)
{
    parts_are("The old basin on Tuesday\n\n" STORY_ABOVE "The old basin on Tuesday",
              "repeated[The old basin on Tuesday]");
    parts_are("He said so.\n\n" STORY_ABOVE "He said so.", "");
}
