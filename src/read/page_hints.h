/*
 * page_hints.h - what the names that a page gives its elements say of their content
 */
#ifndef WTW_READ_PAGE_HINTS_H
#define WTW_READ_PAGE_HINTS_H

#include "wiretwin.h"

enum wtw_page_hint {
    WTW_HINT_BODY = 1,   /* the article's own text */
    WTW_HINT_ASIDE = 2,  /* something beside an article: links, comments, advertising */
    WTW_HINT_DETAIL = 4, /* a part of an article that is not its text: caption, byline */
};

/*
 * wtw_page_hints() looks at the words in a class or an id, which are parted by anything but
 * letters, and by capitals inside of words. Returns the hints, or'ed.
 */
unsigned wtw_page_hints(struct wtw_span names);

#endif
