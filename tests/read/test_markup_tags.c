/*
 * test_markup_tags.c - elements and attributes by their names
 */
#include "check.h"

#include "read/markup_tags.h"

static enum wtw_markup_tag tag(const char *name)
{
    return wtw_markup_tag_named(name, strlen(name));
}

Test(markup_tags, are_found_by_name)
{
    check_number(tag("a"), WTW_TAG_A);
    check_number(tag("article"), WTW_TAG_ARTICLE);
    check_number(tag("h1"), WTW_TAG_H1);
    check_number(tag("h6"), WTW_TAG_H6);
    check_number(tag("p"), WTW_TAG_P);
    check_number(tag("pre"), WTW_TAG_PRE);
    check_number(tag("td"), WTW_TAG_TD);
    check_number(tag("ul"), WTW_TAG_UL);
    check_number(tag("video"), WTW_TAG_VIDEO);
}

Test(markup_tags, are_other_for_names_that_are_none_of_theirs)
{
    check_number(tag(""), WTW_TAG_OTHER);
    check_number(tag("ar"), WTW_TAG_OTHER);
    check_number(tag("articles"), WTW_TAG_OTHER);
    check_number(tag("zebra"), WTW_TAG_OTHER);
}

Test(markup_tags, say_what_begins_a_line_and_what_is_never_read)
{
    check(wtw_markup_is_block(WTW_TAG_P) && wtw_markup_is_block(WTW_TAG_LI));
    check(!wtw_markup_is_block(WTW_TAG_A) && !wtw_markup_is_block(WTW_TAG_TEXT));
    check(!wtw_markup_is_block(WTW_TAG_OTHER));
    check(wtw_markup_is_mute(WTW_TAG_SCRIPT) && wtw_markup_is_mute(WTW_TAG_TITLE));
    check(!wtw_markup_is_mute(WTW_TAG_HEAD) && !wtw_markup_is_mute(WTW_TAG_TEXT));
}

Test(markup_tags, know_attributes_in_capitals_or_not)
{
    check_number(wtw_markup_attribute_named("class"), WTW_ATTRIBUTE_CLASS);
    check_number(wtw_markup_attribute_named("CLASS"), WTW_ATTRIBUTE_CLASS);
    check_number(wtw_markup_attribute_named("aria-hidden"), WTW_ATTRIBUTE_ARIA_HIDDEN);
    check_number(wtw_markup_attribute_named("contenttype"), WTW_ATTRIBUTE_CONTENTTYPE);
    check_number(wtw_markup_attribute_named("isPermaLink"), WTW_ATTRIBUTE_IS_PERMALINK);
    check_number(wtw_markup_attribute_named("xml:lang"), WTW_ATTRIBUTE_XML_LANG);
    check_number(wtw_markup_attribute_named("onclick"), WTW_NO_ATTRIBUTE);
    check_number(wtw_markup_attribute_named(""), WTW_NO_ATTRIBUTE);
}
