/*
 * test_boilerplate.c - what is found in whole texts, and which agency they credit
 */
#include "text/boilerplate_runs.h"

/* The name of the agency that the text credits, or "none". */
static const char *agency_of(const char *text)
{
    struct wtw_error error = {0};
    struct wtw_boilerplate *boilerplate = NULL;
    const struct wtw_agency_credit *credit = NULL;
    const char *name = "none";

    check_ok(wtw_boilerplate_new(&boilerplate, &error), &error);
    check_ok(wtw_boilerplate_find(boilerplate, text, strlen(text), &error), &error);
    credit = wtw_boilerplate_agency(boilerplate);
    if (credit)
        name = wtw_agency_name(credit->agency);
    wtw_boilerplate_free(boilerplate);
    return name;
}

#define agency_is(text, wanted) check_string(agency_of(text), (wanted))

Test(boilerplate, is_none_in_a_plain_story)
{
    parts_are("", "");
    parts_are(STORY_ABOVE STORY_BELOW, "");
}

Test(boilerplate, of_two_layouts_of_one_article_leaves_the_same_story)
{
    parts_are("VELLMAR, March 15 (Reuters) - " STORY_ABOVE
              "Related article: Ferries Too Wide for the Old Basin\n\n"
              "https://news.example/ferries" STORY_BELOW
              "\n\n(Reporting by Jane Orr; Editing by Pol Sands)",
              "dateline[VELLMAR, March 15 (Reuters) - ]"
              "related[Related article: Ferries Too Wide for the Old Basin]"
              "link[https://news.example/ferries]"
              "credit[(Reporting by Jane Orr; Editing by Pol Sands)]");
    parts_are("# Harbour to be widened\n\nMarch 15, 2023\n\nBy Jane Orr\n\n" STORY_ABOVE
              "Related article: [Ferries Too Wide](#)" STORY_BELOW
              "\n\n*Reuters contributed reporting.*",
              "title[# Harbour to be widened]date[March 15, 2023]byline[By Jane Orr]"
              "related[Related article: [Ferries Too Wide](#)]"
              "credit[*Reuters contributed reporting.*]");
}

Test(boilerplate, names_the_agency_with_the_strongest_evidence)
{
    agency_is(STORY_ABOVE STORY_BELOW, "none");
    agency_is("VELLMAR (AP) - " STORY_ABOVE STORY_BELOW "\n\nSource: Xinhua", "AP");
    agency_is(STORY_ABOVE STORY_BELOW "\n\nSource: Xinhua", "Xinhua");
    agency_is("By Jane Orr, Associated Press\n\n" STORY_ABOVE STORY_BELOW, "AP");
    agency_is(STORY_ABOVE "Reuters reported it first." STORY_BELOW, "none");
}

Test(boilerplate, kinds_have_names)
{
    check_string(wtw_boilerplate_kind_name(WTW_BOILERPLATE_TITLE), "title");
    check_string(wtw_boilerplate_kind_name(WTW_BOILERPLATE_REPEATED), "repeated");
    check_string(wtw_boilerplate_kind_name((enum wtw_boilerplate_kind)99), "unknown");
}
