/*
 * test_line_verdict.c - sentences and credits at the end of paragraphs
 */
#include "text/boilerplate_runs.h"

#define STORY "The board met on Tuesday. It agreed to widen the basin."

Test(line_verdict, finds_credits_at_the_end_of_a_text_that_lost_its_lines)
{
    parts_are(STORY " AFP contributed to this report.",
              "credit[AFP contributed to this report.]");
    parts_are(STORY " (Reporting by Jane Orr; Editing by Pol Sands)",
              "credit[(Reporting by Jane Orr; Editing by Pol Sands)]");
    parts_are(STORY " Copyright 2024 The Associated Press. All rights reserved. This "
                    "material may not be published, broadcast or rewritten.",
              "notice[Copyright 2024 The Associated Press.]notice[All rights reserved.]"
              "notice[This material may not be published, broadcast or rewritten.]");
}

Test(line_verdict, finds_credits_at_the_end_of_any_paragraph)
{
    parts_are(
        STORY " Jane A. Orr and J.P. Sands in St. Vell contributed to this report."
              "\n\nMr. Sands left it in May, and has not been seen since, it said.",
        "credit[Jane A. Orr and J.P. Sands in St. Vell contributed to this report.]");
}

Test(line_verdict, loses_no_sentence_before_or_after_them)
{
    parts_are("AFP contributed to this report. " STORY, "");
    parts_are(STORY " He read more: letters, books and the papers.", "");
    parts_are(STORY " The rain contributed to this reporter's cold.", "");
    parts_are(STORY " \"All that contributed to this report,\" he said.", "");
    parts_are(STORY " Share. Print. Video.", "");
    parts_are("It was seen in Washington D.C. The Associated Press contributed to this "
              "report.",
              "credit[The Associated Press contributed to this report.]");
}

Test(line_verdict, takes_a_whole_line_for_a_caption_only_beside_a_story)
{
    parts_are("The old basin of Vellmar on Tuesday. (Photo: Jane Orr)",
              "caption[(Photo: Jane Orr)]");
    line_is("The old basin of Vellmar on Tuesday. (Photo: Jane Orr)", "caption");
}
