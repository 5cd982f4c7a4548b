/*
 * agencies.h - news agencies and the names by which they are credited
 */
#ifndef WTW_TEXT_AGENCIES_H
#define WTW_TEXT_AGENCIES_H

#include "wiretwin.h"

/* Agencies are numbered below WTW_AGENCIES_MAX, so that a number fits into a byte beside one
 * that means none. */
enum { WTW_AGENCIES_MAX = UINT8_MAX };

enum { WTW_AGENCY_NAMES_MAX = 512, WTW_AGENCY_BUCKETS = 1024 };

/* The way from the first two bytes of a name to the names. Made once a handle. */
struct wtw_agency_index {
    uint16_t first[WTW_AGENCY_BUCKETS]; /* name number + 1, 0 for none */
    uint16_t next[WTW_AGENCY_NAMES_MAX];
};

void wtw_agency_index_make(struct wtw_agency_index *index);

struct wtw_agency_hit {
    uint32_t agency;
    size_t begin;
    size_t end;
};

/*
 * wtw_agency_at() finds the longest name that stands at 'at', where a word has to begin,
 * within text[begin .. end); wtw_agency_find() the first one from 'at' on. A name that is
 * an ordinary word or initials too counts only where it stands alone: between brackets,
 * slashes, dashes or the ends of the range.
 */
bool wtw_agency_at(const struct wtw_agency_index *index, const char *text, size_t begin,
                   size_t at, size_t end, struct wtw_agency_hit *out_hit);
bool wtw_agency_find(const struct wtw_agency_index *index, const char *text, size_t begin,
                     size_t at, size_t end, struct wtw_agency_hit *out_hit);

#endif
