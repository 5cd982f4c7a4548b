/*
 * units.h - the lines and sentences of a text, as rows of its tokens
 */
#ifndef WTW_TEXT_UNITS_H
#define WTW_TEXT_UNITS_H

#include "base/failure.h"

/* Tokens [first, first + count) and what they are together. */
struct wtw_unit {
    uint32_t first;
    uint32_t count;
    uint64_t hash;
};

/*
 * wtw_units_next() gives the unit that begins at token '*position' and moves on to the
 * next; false behind the last. A unit ends at a line break or a full stop, question or
 * exclamation mark, but for the stops inside of numbers and of "p.m". 'text' is what the tokens were made of.
 */
bool wtw_units_next(const struct wtw_tokens *tokens, const char *text, size_t *position,
                    struct wtw_unit *out_unit);

/* Hashes of units to leave out, ascending; borrowed. */
struct wtw_unit_set {
    const uint64_t *hashes;
    size_t count;
};

bool wtw_unit_set_has(const struct wtw_unit_set *set, uint64_t hash);

/* wtw_units_leave_out() removes from 'tokens' those of the units that are in 'set'. */
void wtw_units_leave_out(struct wtw_tokens *tokens, const char *text,
                         const struct wtw_unit_set *set);

#endif
