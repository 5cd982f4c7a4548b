/*
 * preferences.h - whose articles are to stand for their clusters
 */
#ifndef WTW_CLI_PREFERENCES_H
#define WTW_CLI_PREFERENCES_H

#include "read/reader.h"
#include "write/out.h"

/* As many as ranks of struct wtw_article can tell apart. */
enum { WTW_PREFERENCES_MOST = 255 };

/* Sources, most preferred first; borrowed from the words they were parsed from. */
struct wtw_preferences {
    struct wtw_span items[WTW_PREFERENCES_MOST];
    uint32_t count;
};

/*
 * wtw_preferences_parse() takes names of sources or domains with commas between; NULL is
 * none. Blanks around a name do not count, nor does "www." or a point before it. Returns
 * WTW_OK, or WTW_BAD_ARGUMENT where there is no name or there are too many.
 */
WTW_MUST_CHECK enum wtw_status wtw_preferences_parse(struct wtw_preferences *preferences,
                                                     const char *words,
                                                     struct wtw_error *error);

/*
 * wtw_preferences_rank() is 1 for the source that is preferred most, then 2, and 0 for
 * one that is not preferred. A name is that of the source, of the url's host or of a
 * domain that either of them belongs to, whatever the case of its ASCII letters.
 */
uint8_t wtw_preferences_rank(const struct wtw_preferences *preferences,
                             struct wtw_span source, struct wtw_span url);

#endif
