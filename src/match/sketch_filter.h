/*
 * sketch_filter.h - pairs that cannot be copies, refused by sketches that are in files
 */
#ifndef WTW_MATCH_SKETCH_FILTER_H
#define WTW_MATCH_SKETCH_FILTER_H

#include "match/join_worker.h"

/*
 * wtw_sketch_filter() settles 'pairs' and removes those that cannot be copies
 * (copy_bound.h), with 'window_articles' sketches in memory twice. Returns as
 * wtw_sketch_window_load().
 */
WTW_MUST_CHECK enum wtw_status wtw_sketch_filter(const struct wtw_joiner *joiner,
                                                 struct wtw_pairs *pairs,
                                                 uint32_t window_articles,
                                                 struct wtw_error *error);

#endif
