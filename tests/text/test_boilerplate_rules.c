/*
 * test_boilerplate_rules.c - the forms in which a line meets a phrase
 */
#include "text/boilerplate_runs.h"

Test(boilerplate_rules, ask_labels_for_their_mark)
{
    line_is("Read more: Ferries too wide for the basin", "related");
    line_is("Read more", "related");
    line_stays("Read more books, the minister told pupils on Tuesday.");
}

Test(boilerplate_rules, do_not_hear_quoted_phrases)
{
    line_stays("\"Read more: that is all I ask of them,\" the minister said.");
}
