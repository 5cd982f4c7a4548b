/*
 * test_capitals.c - what looks like a figure or a name, and where a sentence may begin
 */
#include "check.h"

#include "text/capitals.h"

static bool is_capital(const char *word)
{
    return wtw_begins_with_capital(word, strlen(word));
}

/* Of the place of '|' in 'marked', which is taken out. */
static bool may_begin_at(const char *marked)
{
    const char *mark = strchr(marked, '|');
    size_t offset = (size_t)(mark - marked);
    char text[200];

    memcpy(text, marked, offset);
    memcpy(text + offset, mark + 1, strlen(mark));
    return wtw_may_begin_sentence(text, offset);
}

Test(capitals, a_digit_anywhere_counts)
{
    check(wtw_has_digit("b2b", 3));
    check(wtw_has_digit("3rd", 3));
    check(!wtw_has_digit("third", 5));
    check(!wtw_has_digit("12", 0));
}

Test(capitals, are_known_in_all_scripts_that_have_them)
{
    check(is_capital("Ardin"));
    check(is_capital("Élan"));
    check(is_capital("Одер"));
    check(is_capital("Ωμέγα"));
    check(!is_capital("ardin"));
    check(!is_capital("одер"));
    check(!is_capital("中国"));
    check(!is_capital("7up"));
    check(!is_capital("\xff"));
}

Test(capitals, a_sentence_may_begin_behind_the_end_of_another_and_nothing_else)
{
    check(may_begin_at("|The mill"));
    check(may_begin_at("It burned. |The mill"));
    check(may_begin_at("It burned! \"|The mill"));
    check(may_begin_at("It burned.\u201D \u201C|The mill"));
    check(may_begin_at("a line\n|The mill"));
    check(may_begin_at("he said:\u00A0|The mill"));
    check(!may_begin_at("in |Ardin"));
    check(!may_begin_at("in, |Ardin"));
    check(!may_begin_at("in the \"|Ardin"));
    check(!may_begin_at("in the \u00AB|Ardin"));
    check(!may_begin_at("caf\u00E9 |Ardin"));
}
