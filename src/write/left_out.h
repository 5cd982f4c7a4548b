/*
 * left_out.h - whether a text's boilerplate was left out of what is compared
 */
#ifndef WTW_WRITE_LEFT_OUT_H
#define WTW_WRITE_LEFT_OUT_H

#include "wiretwin.h"

/*
 * wtw_parts_are_left_out() is false where a token stands in one of the parts: a text that
 * is boilerplate for the most part is taken whole. Both are in the order of the text.
 */
bool wtw_parts_are_left_out(const struct wtw_boilerplate *boilerplate,
                            const struct wtw_tokens *tokens);

#endif
