/*
 * html_page.h - the fields of an article that is a page of HTML
 */
#ifndef WTW_READ_HTML_PAGE_H
#define WTW_READ_HTML_PAGE_H

#include "read/format.h"

/*
 * wtw_html_page_fields() fills 'out_fields' from 'page', the bytes of a whole page in any
 * encoding. 'charset' is the label that a server gave, or empty. 'scratch' is cleared and
 * holds the values. A page without text is an article with an empty one. Returns WTW_OK;
 * WTW_TOO_LARGE with words for a page of too many elements; WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_html_page_fields(struct wtw_span page,
                                                    struct wtw_span charset,
                                                    struct wtw_buffer *scratch,
                                                    struct wtw_fields *out_fields,
                                                    struct wtw_error *error);

/*
 * wtw_html_piece_append() appends the readable text of 'piece', some HTML in UTF-8, to
 * 'out': all of it but what is hidden, paragraphs with an empty line between them. Returns
 * as wtw_html_page_fields().
 */
WTW_MUST_CHECK enum wtw_status wtw_html_piece_append(struct wtw_span piece,
                                                     struct wtw_buffer *out,
                                                     struct wtw_error *error);

/* A record is a whole file. */
extern const struct wtw_format wtw_html_format;

/*
 * wtw_page_reject() turns the failure of a page that is too much for us into a reject of
 * the record at 'spot', with '*out_reason'; it passes on all others.
 */
enum wtw_status wtw_page_reject(enum wtw_status status, const struct wtw_spot *spot,
                                enum wtw_reject_reason *out_reason,
                                struct wtw_error *error);

#endif
