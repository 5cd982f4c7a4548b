/*
 * root_element.h - what kind of markup something is, by its outermost element
 */
#ifndef WTW_READ_ROOT_ELEMENT_H
#define WTW_READ_ROOT_ELEMENT_H

#include "wiretwin.h"

enum wtw_root {
    WTW_ROOT_NONE,   /* this is no markup */
    WTW_ROOT_UNSEEN, /* more bytes are needed */
    WTW_ROOT_HTML,
    WTW_ROOT_RSS,
    WTW_ROOT_ATOM,
    WTW_ROOT_NEWSML,
    WTW_ROOT_OTHER /* XML of a kind that holds no articles that we know of */
};

/*
 * wtw_root_find() looks for the first element in 'bytes', behind a byte order mark, white
 * space, declarations and comments. What has none in 64 KiB is WTW_ROOT_OTHER.
 */
enum wtw_root wtw_root_find(struct wtw_span bytes, bool is_all);

#endif
