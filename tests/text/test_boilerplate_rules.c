/*
 * test_boilerplate_rules.c - the forms in which a line meets a phrase
 */
#include "text/boilerplate_runs.h"

#include "text/boilerplate_rules.h"

static struct wtw_rule_index rules;
static struct wtw_plain_line plain;

/* The phrase that begins, ends or opens the bracket of a line; "none". */
static const char *phrase(const struct wtw_boilerplate_rule *rule)
{
    return rule ? rule->phrase : "none";
}

static const char *begins(const char *line, unsigned where)
{
    wtw_rule_index_make(&rules);
    return phrase(wtw_rule_for_begin(&rules, &plain, line, 0, strlen(line), where));
}

static const char *ends(const char *line)
{
    wtw_rule_index_make(&rules);
    return phrase(wtw_rule_for_end(&rules, &plain, line, 0, strlen(line)));
}

static const char *bracket(const char *inside)
{
    wtw_rule_index_make(&rules);
    return phrase(wtw_rule_for_bracket(&rules, &plain, inside, 0, strlen(inside)));
}

Test(boilerplate_rules, ask_labels_for_their_mark)
{
    check_string(begins("Read more: Ferries", WTW_RULE_ANYWHERE), "read more");
    check_string(begins("Read more - Ferries", WTW_RULE_ANYWHERE), "read more");
    check_string(begins("Read more \u00BB Ferries", WTW_RULE_ANYWHERE), "read more");
    check_string(begins("Read more", WTW_RULE_ANYWHERE), "read more");
    check_string(begins("Read more-or-less true stories", WTW_RULE_ANYWHERE), "none");
    check_string(begins("Read moreover: no", WTW_RULE_ANYWHERE), "none");
}

Test(boilerplate_rules, take_the_longest_phrase)
{
    check_string(begins("Continue reading the main story", WTW_RULE_ANYWHERE),
                 "continue reading the main story");
    check_string(begins("Read more about: ferries", WTW_RULE_ANYWHERE),
                 "read more about");
}

Test(boilerplate_rules, mind_where_a_line_stands)
{
    check_string(begins("By Jane Orr", WTW_RULE_HEAD), "by");
    check_string(begins("By Jane Orr", WTW_RULE_TAIL), "by");
    check_string(begins("By Jane Orr", WTW_RULE_ANYWHERE & ~(unsigned)3), "none");
}

Test(boilerplate_rules, want_whole_sentences_at_ends)
{
    check_string(ends("AFP contributed to this report."), "contributed to this report");
    check_string(ends("AFP contributed to this reporter."), "none");
    check_string(ends("\u00AB AFP contributed to this report"), "none");
}

Test(boilerplate_rules, know_the_credits_in_brackets)
{
    check_string(bracket("Photo: Jane Orr"), "photo");
    check_string(bracket("AP Photo/Jane Orr"), "ap photo");
    check_string(bracket("photographed in May"), "none");
}

Test(boilerplate_rules, do_not_hear_quoted_phrases)
{
    check_string(begins("\"Read more: that is all,\" she said", WTW_RULE_ANYWHERE),
                 "none");
}

Test(boilerplate_rules, do_not_take_two_sentences_for_a_title)
{
    check_string(begins("Up next: the ferries. They are wide.", WTW_RULE_ANYWHERE),
                 "none");
    check_string(begins("Up next: the U.S. ferries of Mr. Orr", WTW_RULE_ANYWHERE),
                 "up next");
}
