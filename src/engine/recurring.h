/*
 * recurring.h - lines that stand in many unlike articles of one source
 */
#ifndef WTW_ENGINE_RECURRING_H
#define WTW_ENGINE_RECURRING_H

#include "engine/engine_state.h"

/*
 * Lines learned from the input, with where each stands in one article. Zero-initialised
 * is empty; ended by wtw_recurring_release().
 */
struct wtw_recurring {
    uint64_t *hashes;                 /* of units, ascending */
    struct wtw_recurring_line *lines; /* likewise */
    size_t count;
    bool *is_touched; /* by article: has one of them, as far as it was looked at */
};

/*
 * wtw_recurring_learn() looks for them in the articles of 'matches' that are no copies,
 * given who holds together so far ('roots', by article). Returns WTW_OK, WTW_NO_MEMORY,
 * or what the text source returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_recurring_learn(struct wtw_recurring *recurring,
                                                   const struct wtw_engine *engine,
                                                   const struct wtw_match_list *matches,
                                                   const uint32_t *roots,
                                                   struct wtw_error *error);

void wtw_recurring_release(struct wtw_recurring *recurring);

#endif
