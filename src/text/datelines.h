/*
 * datelines.h - place, date and agency before the first sentence, and lines that are
 * nothing but a date
 */
#ifndef WTW_TEXT_DATELINES_H
#define WTW_TEXT_DATELINES_H

#include "text/agencies.h"

/*
 * wtw_dateline_end() is where the dateline ends with which the line text[begin .. end)
 * begins, its dash and blanks taken in; 'begin' where there is none.
 */
size_t wtw_dateline_end(const struct wtw_agency_index *agencies, const char *text,
                        size_t begin, size_t end);

/*
 * wtw_dateline_is_date() says whether a line is nothing but a date or time. Away from the
 * top of a text a word has to say that it is the article's ("Updated", "ago"): elsewhere
 * dates head the days of a chronicle.
 */
bool wtw_dateline_is_date(const char *text, size_t begin, size_t end, bool at_top);

#endif
