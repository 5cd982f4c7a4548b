/*
 * staged_columns.h - sorted runs read as the columns of a join
 */
#ifndef WTW_MATCH_STAGED_COLUMNS_H
#define WTW_MATCH_STAGED_COLUMNS_H

#include "match/join_worker.h"

/* How runs are cut into columns: 2^part_bits parts of one band or list of keys are as many
 * columns or fewer, and a column is joined in memory. */
struct wtw_staged_columns {
    const struct wtw_sorted_runs *runs;
    const uint64_t *is_joined; /* of wtw_joined_bits_make() */
    unsigned part_bits;
    unsigned column_bits;
};

/* wtw_staged_columns_cut() cuts runs into columns that let 'worker_bytes' suffice where
 * keys are spread evenly. */
struct wtw_staged_columns wtw_staged_columns_cut(const struct wtw_sorted_runs *runs,
                                                 const uint64_t *is_joined,
                                                 unsigned part_bits,
                                                 uint64_t worker_bytes);

/* wtw_staged_column_count() is how many columns there are in all. */
uint32_t wtw_staged_column_count(const struct wtw_staged_columns *columns);

/*
 * wtw_staged_column_read() reads the entries of 'column' whose articles are joined to the
 * worker's, sorted by key and then article, and their number to 'out_count'. Returns as
 * wtw_runs_read().
 */
WTW_MUST_CHECK enum wtw_status wtw_staged_column_read(
    const struct wtw_staged_columns *columns, struct wtw_join_worker *worker,
    uint32_t column, size_t *out_count, struct wtw_error *error);

#endif
