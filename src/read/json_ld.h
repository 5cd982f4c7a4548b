/*
 * json_ld.h - the article that a page describes in JSON-LD
 */
#ifndef WTW_READ_JSON_LD_H
#define WTW_READ_JSON_LD_H

#include "read/page_facts.h"

/*
 * wtw_json_ld_find() notes what 'script', the text of one script element, says of an
 * article: an object whose @type is an article's, alone, in an array or in a @graph. What
 * is not JSON, or describes no article, notes nothing. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_json_ld_find(struct wtw_span script,
                                                struct wtw_page_facts *facts,
                                                struct wtw_buffer *values,
                                                struct wtw_error *error);

#endif
