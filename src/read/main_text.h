/*
 * main_text.h - the article's own text on a page
 */
#ifndef WTW_READ_MAIN_TEXT_H
#define WTW_READ_MAIN_TEXT_H

#include "read/markup.h"

/*
 * wtw_main_text_append() appends the text of the article on a page to 'out': paragraphs
 * and headings with an empty line between them, without navigation, links to other
 * articles, captions and comments. A page without any text appends nothing. Returns WTW_OK
 * or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_main_text_append(const struct wtw_markup *page,
                                                    struct wtw_buffer *out,
                                                    struct wtw_error *error);

/*
 * wtw_whole_text_append() appends all text that 'node' of a page or a piece of one shows,
 * in the same form. Returns as wtw_main_text_append().
 */
WTW_MUST_CHECK enum wtw_status wtw_whole_text_append(const struct wtw_markup *page,
                                                     uint32_t node,
                                                     struct wtw_buffer *out,
                                                     struct wtw_error *error);

#endif
