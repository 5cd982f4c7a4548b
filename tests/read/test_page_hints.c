/*
 * test_page_hints.c - what class names say
 */
#include "check.h"

#include "read/page_hints.h"

static void check_hints(const char *names, unsigned wanted)
{
    cr_assert(wtw_page_hints((struct wtw_span){names, strlen(names)}) == wanted, "%s",
              names);
}

Test(page_hints, take_names_apart_into_words)
{
    check_hints("sidebar", WTW_HINT_ASIDE);
    check_hints("has-sidebar wide", WTW_HINT_ASIDE);
    check_hints("left_sidebar_2", WTW_HINT_ASIDE);
    check_hints("relatedLinks", WTW_HINT_ASIDE);
    check_hints("Related", WTW_HINT_ASIDE);
    check_hints("PROMO", WTW_HINT_ASIDE);
    check_hints("photo-caption", WTW_HINT_DETAIL);
}

Test(page_hints, join_two_neighbouring_words)
{
    check_hints("article-body", WTW_HINT_BODY);
    check_hints("articleBody", WTW_HINT_BODY);
    check_hints("article__body--wide", WTW_HINT_BODY);
    check_hints("articlebody", WTW_HINT_BODY);
    check_hints("article main body", 0);
    check_hints("entry-content clearfix share", WTW_HINT_BODY | WTW_HINT_ASIDE);
}

Test(page_hints, are_silent_about_other_words)
{
    check_hints("", 0);
    check_hints("---", 0);
    check_hints("headline adverb shared commentary", 0);
    check_hints("averyveryverylongwordindeedthatmeansnothingatall-nav", WTW_HINT_ASIDE);
}
