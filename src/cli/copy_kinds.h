/*
 * copy_kinds.h - how many copies of which kind, in words
 */
#ifndef WTW_CLI_COPY_KINDS_H
#define WTW_CLI_COPY_KINDS_H

#include "wiretwin.h"

/* Copies by what they are to their canonical. */
struct wtw_copy_kinds {
    uint64_t counts[WTW_EXACT + 1]; /* by relation */
    uint64_t total;
};

void wtw_copy_kinds_count(struct wtw_copy_kinds *kinds, enum wtw_relation relation);

/* wtw_copy_kinds_words() is "412 exact, 80 near, 3 by way of others". */
struct wtw_copy_kinds_words {
    char items[256];
};
struct wtw_copy_kinds_words wtw_copy_kinds_words(const struct wtw_copy_kinds *kinds);

#endif
