/*
 * test_markup_remnants.c - URLs, addresses, tags, entities and targets inside of lines
 */
#include "text/boilerplate_runs.h"

Test(markup_remnants, are_urls_and_addresses)
{
    parts_are("See https://news.example/a?b=1. Then go.",
              "link[https://news.example/a?b=1]");
    parts_are("Write to desk@news.example, or not.", "link[desk@news.example]");
    parts_are("We met @ noon // and left.", "");
}

Test(markup_remnants, are_tags_entities_and_targets)
{
    parts_are("A <b>bold</b> plan&nbsp;it is", "markup[<b>]markup[</b>]markup[&nbsp;]");
    parts_are("The board [said](https://news.example/a) so",
              "markup[](https://news.example/a)]");
    parts_are("If a < b and AT&T; <NIPN.T> rose", "");
}
