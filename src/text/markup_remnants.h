/*
 * markup_remnants.h - URLs, addresses, tags, entities and Markdown targets inside of
 * lines
 */
#ifndef WTW_TEXT_MARKUP_REMNANTS_H
#define WTW_TEXT_MARKUP_REMNANTS_H

#include "text/text_kernels.h"
#include "wiretwin.h"

/* A walk over the remnants of one text, from left to right. */
struct wtw_remnants {
    const struct wtw_text_kernel *kernel;
    const char *text;
    size_t text_bytes;
    size_t next;     /* everything before is dealt with */
    size_t no_close; /* from here on, elements that hide their content are never closed */
};

void wtw_remnants_begin(struct wtw_remnants *remnants,
                        const struct wtw_text_kernel *kernel, const char *text,
                        size_t text_bytes);

/*
 * wtw_remnants_next() gives the next remnant that begins at 'from' or behind and before
 * 'end'; it may end behind it. False where there is none.
 */
bool wtw_remnants_next(struct wtw_remnants *remnants, size_t from, size_t end,
                       struct wtw_boilerplate_part *out_part);

#endif
