/*
 * test_bylines.c - names after "By", signatures, photographers
 */
#include "text/boilerplate_runs.h"

#include "text/bylines.h"

#include <stdio.h>

Test(bylines, are_names_after_by)
{
    line_is("By Jane Orr", "byline");
    line_is("BY JANE ORR", "byline");
    line_is("By JANE ORR, Associated Press", "byline");
    line_is("By Jane Orr and Pol Sands, staff writers", "byline");
    line_is("By Jane van der Orr in Vellmar", "byline");
    line_is("By Jane Orr | March 5, 2024 | 4:10pm", "byline");
    line_is("By Jane Orr jane@news.example", "byline");
    line_is("By The Associated Press", "byline");
    line_is("By Reuters", "byline");
    line_is("Von Max Orr", "byline");
    line_is("Par Jeanne Orr et Paul Sable", "byline");
    line_is("Por Juana Orr", "byline");
    line_is("Автор: Анна Орлова", "byline");
    line_is("责任编辑：王小明", "byline");
}

Test(bylines, are_no_titles_or_sentences_that_begin_with_by)
{
    line_stays("By Monday Vellmar will have its ferries back");
    line_stays("By then the ferries had left.");
    line_stays("By Land and Sea");
    line_stays("By Jane Orr's account, the ferries were too wide");
    line_stays("By Jane Orr it was said that the ferries were too wide.");
    line_stays("Von der Leyen kommt nach Vellmar");
    line_stays("Par mesure de prudence");
    line_stays("Von Hand zu Hand");
}

Test(bylines, are_no_longer_looked_for_in_the_middle_of_a_long_text)
{
    struct wtw_buffer text = {0};
    struct wtw_error error = {0};

    for (int i = 0; i < 40; i++) {
        if (i == 20)
            check_ok(wtw_buffer_append(&text, "By Jane Orr\n\n", 13, &error), &error);

        char line[80];
        int bytes =
            snprintf(line, sizeof line, "Ferry number %d was seen to pass.\n\n", i);

        check_ok(wtw_buffer_append(&text, line, (size_t)bytes, &error), &error);
    }
    for (int i = 0; i < 30; i++)
        check_ok(wtw_buffer_append(&text, STORY_ABOVE, 40, &error), &error);
    check_string(parts_of_bytes(text.items, text.count), "");
    wtw_buffer_release(&text);
}

Test(bylines, without_by_need_an_agency)
{
    line_is("Jane Orr, Associated Press", "byline");
    line_is("Jane Orr, The Associated Press", "byline");
    line_is("Jane Orr, AP", "caption");
    line_is("AFP", "credit");
    line_is("The Associated Press", "credit");
    line_is("(AP/AFP)", "credit");
    line_is("(dpa/rb)", "credit");
    line_is("dpa/lnw", "credit");
    line_stays("(dpa/rbxyz)");
    line_stays("(dpa/rb und andere)");
    line_stays("(dpa rb)");
    line_stays("(rb/dpa)");
    line_stays("Jane Orr, Vellmar");
    line_stays("Jane Orr, AP said");
    line_stays("AFP board meets");
}

Test(bylines, of_photographers_make_a_caption)
{
    line_is("The old basin of Vellmar on Tuesday. Jane Orr / AFP", "caption");
    line_is("The old basin of Vellmar on Tuesday. **Jane Orr / AFP**", "caption");
    line_is("The old basin of Vellmar AFP / Jane Orr", "caption");
    line_is("REUTERS/Jane Orr", "caption");
    line_is("JANE ORR/AFP/Getty Images", "caption");
    line_is("The old basin (Jane Orr/Getty Images)", "caption");
}

Test(bylines, of_photographers_are_not_every_slash)
{
    line_stays("The old basin of Vellmar on Tuesday");
    line_stays("Ferries cost more, says a Reuters/Ipsos poll");
    line_stays("Jane Orr was AFP/Getty's first photographer in Vellmar.");
    line_stays("He plays AC/DC on the ferry");
    line_stays("The vote was 5/4 in favour");
}
