/*
 * rejudge.h - matches judged again without the lines that recur
 */
#ifndef WTW_ENGINE_REJUDGE_H
#define WTW_ENGINE_REJUDGE_H

#include "engine/match_list.h"

/*
 * wtw_rejudge_touched() verifies those of 'matches' again, by 'verify', that are no forms
 * and have an article for which 'is_touched' is true; who is unrelated now is dropped.
 * The list ends up sorted. Returns WTW_OK, WTW_NO_MEMORY, or what the text source
 * returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_rejudge_touched(struct wtw_match_list *matches,
                                                   const struct wtw_verify *verify,
                                                   const bool *is_touched,
                                                   uint64_t *out_verified,
                                                   struct wtw_error *error);

#endif
