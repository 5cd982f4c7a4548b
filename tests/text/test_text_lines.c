/*
 * test_text_lines.c - hard wraps are undone, and nothing else
 */
#include "check.h"

#include "text/text_lines.h"

/* The lines of a text, their own breaks as '/', with '|' between them. */
static const char *lines_of(const char *text)
{
    static char out[4096];
    struct wtw_text_lines lines;
    struct wtw_text_line line;
    size_t count = 0;

    wtw_text_lines_begin(&lines, text, strlen(text));
    while (wtw_text_lines_next(&lines, &line)) {
        check(line.begin < line.end && line.end <= strlen(text));
        if (count)
            out[count++] = '|';
        for (size_t i = line.begin; i < line.end; i++)
            out[count++] = (char)(text[i] == '\n' ? '/' : text[i]);
    }
    out[count] = 0;
    return out;
}

#define lines_are(text, wanted) check_string(lines_of(text), (wanted))

Test(text_lines, are_cut_at_breaks_and_trimmed)
{
    lines_are("", "");
    lines_are(" \n\r\n\t\n", "");
    lines_are("One\n  Two \r\n\nThree", "One|Two|Three");
}

#define WRAPPED                                                                          \
    "The harbour board of Vellmar agreed to widen\n"                                     \
    "related works at the basin, which has been\n"                                       \
    "too narrow for the ferries for two years."
#define JOINED                                                                           \
    "The harbour board of Vellmar agreed to widen/"                                      \
    "related works at the basin, which has been/"                                        \
    "too narrow for the ferries for two years."

Test(text_lines, are_paragraphs_where_a_column_explains_the_breaks)
{
    lines_are(WRAPPED "\n\nWork begins soon.", JOINED "|Work begins soon.");
}

Test(text_lines, keep_items_apart)
{
    lines_are(WRAPPED "\n* Work begins soon.\n- It ends.",
              JOINED "|* Work begins soon.|- It ends.");
}

Test(text_lines, do_not_mind_an_address_longer_than_the_column)
{
    lines_are(WRAPPED
              "\n\nhttps://news.example/a/very/long/address/that/goes/on/and/on\n\n"
              "Work begins soon.",
              JOINED "|https://news.example/a/very/long/address/that/goes/on/and/on|"
                     "Work begins soon.");
}

#define ELEVEN "\u00C4\u00C4\u00C4\u00C4\u00C4\u00C4\u00C4\u00C4\u00C4\u00C4\u00C4"

Test(text_lines, of_one_word_have_as_many_columns_as_it_has_letters)
{
    /* 22 columns, behind which "Work" would have found room, in 44 bytes. */
    lines_are(WRAPPED "\n" ELEVEN ELEVEN "\nWork begins soon.",
              JOINED "/" ELEVEN ELEVEN "|Work begins soon.");
}

Test(text_lines, stay_as_they_are_in_lists)
{
    lines_are("Share\nTweet\nPrint\nEmail", "Share|Tweet|Print|Email");
    lines_are("The board met on Tuesday at noon\nIt agreed\nThe ferries are too wide\n"
              "Work begins\nIn spring",
              "The board met on Tuesday at noon|It agreed|The ferries are too wide|"
              "Work begins|In spring");
}

Test(text_lines, stay_as_they_are_beside_paragraphs_on_one_line)
{
    lines_are(WRAPPED
              "\nThe harbour board of Vellmar agreed on Tuesday to widen the "
              "northern basin, which has been too narrow for the new ferries since "
              "they came, it said.",
              "The harbour board of Vellmar agreed to widen|"
              "related works at the basin, which has been|"
              "too narrow for the ferries for two years.|"
              "The harbour board of Vellmar agreed on Tuesday to widen the "
              "northern basin, which has been too narrow for the new ferries since "
              "they came, it said.");
}

Test(text_lines, count_characters_and_not_bytes)
{
    lines_are("Паромы стоят у берега уже два года подряд,\n"
              "потому что гавань слишком узка для судов,\n"
              "которые город купил после долгих споров.\n",
              "Паромы стоят у берега уже два года подряд,/"
              "потому что гавань слишком узка для судов,/"
              "которые город купил после долгих споров.");
}
