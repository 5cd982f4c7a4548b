/*
 * test_datelines.c - places, dates and agencies before the first sentence
 */
#include "text/boilerplate_runs.h"

#define SENTENCE "The board met on Tuesday and agreed to widen the basin."

/* Whether the dateline of 'line' is 'dateline' and the sentence behind it stays. */
#define dateline_is(dateline) parts_are(dateline SENTENCE, "dateline[" dateline "]")
#define has_no_dateline(line) parts_are(line, "")

Test(datelines, with_an_agency_are_left_out_up_to_the_sentence)
{
    dateline_is("VELLMAR (AP) - ");
    dateline_is("VELLMAR (AP) \u2014 ");
    dateline_is("VELLMAR, Ohio (AP) -- ");
    dateline_is("VELLMAR, March 15 (Reuters) - ");
    dateline_is("VELLMAR, March 15, 2024 (Xinhua) -- ");
    dateline_is("VELLMAR, March 15. /TASS/. ");
    dateline_is("VELLMAR, March 15, 2024 /PRNewswire/ -- ");
    dateline_is("NEW VELLMAR (PTI) ");
    dateline_is("Vellmar (CNN) - ");
    dateline_is("Berlin (dpa) - ");
    dateline_is("Madrid, 15 mar (EFE).- ");
    dateline_is("PARIS, 15 mars (AFP) - ");
    dateline_is("(ANSA) - ROMA, 15 MAR - ");
    dateline_is("(Reuters) - ");
    dateline_is("(CNN) ");
    dateline_is("AFP - ");
}

Test(datelines, in_other_scripts_are_read_too)
{
    dateline_is("МОСКВА, 15 марта. /ТАСС/. ");
    dateline_is("МОСКВА, 15 мар - РИА Новости. ");
    dateline_is("Москва. 15 марта. INTERFAX.RU - ");
    dateline_is("Киев. 15 марта. УНН. ");
    dateline_is("القاهرة (رويترز) - ");
    dateline_is("新华社北京3月15日电（记者王小明）");
    dateline_is("中新网3月15日电 ");
    has_no_dateline("新华社记者王小明3月15日在北京说，电已经来了。");
    has_no_dateline("新华社发电");
}

Test(datelines, without_an_agency_need_capitals_or_a_date_and_a_dash)
{
    dateline_is("VELLMAR -- ");
    dateline_is("NEW VELLMAR \u2014 ");
    dateline_is("VELLMAR, Ohio \u2013 ");
    dateline_is("Vellmar, March 15 - ");
}

Test(datelines, are_not_made_of_the_words_of_a_sentence)
{
    has_no_dateline("The Associated Press (AP) reported it on Tuesday.");
    has_no_dateline("Jane Orr (AP) reported it on Tuesday.");
    has_no_dateline("NATO - which met in Vellmar - agreed.");
    has_no_dateline("NATO \u2014 Its members met in Vellmar.");
    has_no_dateline("Vellmar \u2014 The board met.");
    has_no_dateline("CNN: board agrees to widen the basin");
    has_no_dateline("AP-NORC polls show that ferries are liked.");
    has_no_dateline("COVID-19 - The disease came by ferry.");
    has_no_dateline("MH17 - The plane that fell.");
    has_no_dateline("Reuters said it first.");
    has_no_dateline("In March (AP was there) the board met.");
}

Test(datelines, have_small_words_between_capitals_only_as_names_of_places_do)
{
    dateline_is("Ciudad de Vellmar (EFE) - ");
    dateline_is("Frankfurt am Main (dpa) - ");
    has_no_dateline("Vellmar board (AP) - " SENTENCE);
    has_no_dateline("Vellmar met (AP) - " SENTENCE);
    has_no_dateline("Reuters board (AP) - " SENTENCE);
    has_no_dateline("\"Vellmar (AP) - " SENTENCE);
    has_no_dateline("\u201CVellmar (AP) - " SENTENCE);
}

Test(datelines, are_no_headings_in_capitals)
{
    has_no_dateline("VELLMAR GOLD CLOSING - APRIL 7");
    has_no_dateline(
        "FERRY OWNERS SEE NO NEED OF WIDER BASIN VELLMAR, March 15 - " SENTENCE);
    has_no_dateline("CORRECTION - Ferry owners agreed.");
    has_no_dateline("UPDATE 2 - Ferry owners agreed.");
}

Test(datelines, are_found_once_and_near_the_top)
{
    parts_are("Ferries to have a wider basin\n\nVELLMAR (AP) - " SENTENCE
              "\n\nVELLMAR (AP) - It did.",
              "dateline[VELLMAR (AP) - ]");
}

/* ------------------------------------------------------------------ dates alone */

#define top_line_is(line, wanted) parts_are(line "\n\n" STORY_ABOVE STORY_BELOW, wanted)
#define is_date(line) top_line_is(line, "date[" line "]")
#define is_no_date(line) top_line_is(line, "")

Test(datelines, are_dates_on_lines_of_their_own)
{
    is_date("March 07, 2023");
    is_date("Tuesday, 7 March 2023");
    is_date("Published: March 7, 2023 5:30 PM ET");
    is_date("Updated at 9:50 p.m. ET Thursday");
    is_date("5 hours ago");
    is_date("2023-03-07 17:30");
    is_date("07.03.2023");
    is_date("7 марта 2023 г.");
    is_date("7. M\u00E4rz 2023, 17:30 Uhr");
}

Test(datelines, are_no_dates_in_sentences_tables_and_chronicles)
{
    is_no_date("In March 2023");
    is_no_date("March 7, 2023, was a Tuesday");
    is_no_date("Saturday, Jan. 14");
    is_no_date("May 2023");
    is_no_date("Sep 1340 1341 1345 1337 276");
    is_no_date("- 1885.00");
    is_no_date("1986/87 1985/86");
    is_no_date("7 March 2023.");
    is_no_date("May");
    parts_are(
        "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nSix.\n\nSept. 8, 2016" STORY_BELOW,
        "");
}
