/*
 * noted_pairs.h - pairs noted many times more often than memory holds, and which of them
 * were noted twice
 */
#ifndef WTW_MATCH_NOTED_PAIRS_H
#define WTW_MATCH_NOTED_PAIRS_H

#include "match/pairs.h"
#include "stage/sorted_runs.h"

/* Ended by wtw_noted_pairs_release(). */
struct wtw_noted_pairs {
    struct wtw_pairs pairs; /* noted since the last run */
    size_t most;            /* that are to be in memory */
    struct wtw_sorted_runs runs;
    struct wtw_part_rule rule;
};

/* wtw_noted_pairs_init() begins with none, of articles below 'article_count', of which
 * 'bytes' of memory may hold some; the rest goes to files in 'folder', borrowed. */
void wtw_noted_pairs_init(struct wtw_noted_pairs *noted,
                          const struct wtw_stage_folder *folder, uint64_t settings,
                          uint32_t article_count, uint64_t bytes);

/*
 * wtw_noted_pairs_add() notes pairs. wtw_noted_pairs_repeated() adds to 'out_pairs', begun
 * empty, those that were noted twice or more, twice each. Return WTW_OK, WTW_NO_MEMORY,
 * WTW_TOO_LARGE, WTW_IO or WTW_BAD_INPUT.
 */
WTW_MUST_CHECK enum wtw_status wtw_noted_pairs_add(struct wtw_noted_pairs *noted,
                                                   const struct wtw_pairs *more,
                                                   struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_noted_pairs_repeated(struct wtw_noted_pairs *noted,
                                                        struct wtw_pairs *out_pairs,
                                                        struct wtw_error *error);
void wtw_noted_pairs_release(struct wtw_noted_pairs *noted);

#endif
