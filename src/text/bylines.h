/*
 * bylines.h - names of people, alone and with their agency
 */
#ifndef WTW_TEXT_BYLINES_H
#define WTW_TEXT_BYLINES_H

#include "text/agencies.h"

/*
 * wtw_byline_is_names() says whether what follows "By" is people: two or more words with
 * capitals, more people, what they are and where. Nothing there that could be a sentence.
 */
bool wtw_byline_is_names(const char *text, size_t begin, size_t end);

/* wtw_byline_is_source() says whether what follows "Source:" is a name: an agency, a URL,
 * or a few words with capitals. */
bool wtw_byline_is_source(const char *text, size_t begin, size_t end);

/*
 * wtw_byline_is_signature() says whether a line is an agency alone, a credit, or "Name
 * Name, Agency", which is a byline, or a photographer's where the agency is in initials.
 */
bool wtw_byline_is_signature(const struct wtw_agency_index *agencies, const char *text,
                             size_t begin, size_t end,
                             enum wtw_boilerplate_kind *out_kind);

/*
 * wtw_caption_begin() is where the credit of a photograph begins that ends the line:
 * "Name Name / AFP", "REUTERS/Name Name". 'end' where there is none.
 */
size_t wtw_caption_begin(const struct wtw_agency_index *agencies, const char *text,
                         size_t begin, size_t end);

#endif
