/*
 * feed_items.h - the articles in a feed: RSS and Atom
 */
#ifndef WTW_READ_FEED_ITEMS_H
#define WTW_READ_FEED_ITEMS_H

#include "read/format.h"

/* RSS 0.9 to 2.0: a record is an item. Atom: a record is an entry. */
extern const struct wtw_format wtw_rss_format;
extern const struct wtw_format wtw_atom_format;

#endif
