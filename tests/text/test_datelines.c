/*
 * test_datelines.c - places, dates and agencies before the first sentence
 */
#include "text/boilerplate_runs.h"

#define dateline_is(line, wanted)                                                        \
    parts_are(line "The board met." STORY_BELOW, "dateline[" wanted "]")
#define has_no_dateline(line) parts_are(line STORY_BELOW, "")

Test(datelines, are_left_out_up_to_the_dash)
{
    dateline_is("VELLMAR (AP) - ", "VELLMAR (AP) - ");
    dateline_is("VELLMAR, March 15 (Xinhua) -- ", "VELLMAR, March 15 (Xinhua) -- ");
    dateline_is("VELLMAR, March 15. /TASS/. ", "VELLMAR, March 15. /TASS/. ");
    dateline_is("Berlin (dpa) - ", "Berlin (dpa) - ");
}

Test(datelines, are_not_made_of_the_words_of_a_sentence)
{
    has_no_dateline("The Associated Press (AP) reported it on Tuesday.");
    has_no_dateline("NATO - which met in Vellmar - agreed.");
    has_no_dateline("CNN: board agrees to widen the basin");
}
