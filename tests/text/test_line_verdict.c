/*
 * test_line_verdict.c - lines seen by their shape, and sentences at the end of paragraphs
 */
#include "text/boilerplate_runs.h"

Test(line_verdict, finds_bars_of_buttons)
{
    line_is("Share Tweet Email Print", "share");
    line_stays("Share prices fell");
}

Test(line_verdict, finds_credits_at_the_end_of_a_text_that_lost_its_lines)
{
    parts_are("The board met on Tuesday. It agreed. AFP contributed to this report.",
              "credit[AFP contributed to this report.]");
}
