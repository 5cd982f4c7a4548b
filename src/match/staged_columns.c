/*
 * staged_columns.c - sorted runs read as the columns of a join
 *
 * Each run is sorted, but a merge of many runs costs a heap and a branch that nobody can
 * foresee for each entry; the radix sort of a column that fits in the cache costs less.
 */
#include "match/staged_columns.h"

#include "match/radix_sort.h"

/* Beyond that a column leaves the caches for nothing. */
enum { COLUMN_ENTRIES = 1 << 19 };

static uint64_t entries_in(const struct wtw_sorted_runs *runs)
{
    uint64_t count = 0;

    for (uint32_t part = 0; part < runs->shape.part_count; part++)
        count += wtw_runs_count(runs, part);
    return count;
}

struct wtw_staged_columns wtw_staged_columns_cut(const struct wtw_sorted_runs *runs,
                                                 const uint64_t *is_joined,
                                                 unsigned part_bits,
                                                 uint64_t worker_bytes)
{
    struct wtw_staged_columns columns = {
        .runs = runs, .is_joined = is_joined, .part_bits = part_bits};
    uint32_t shares = runs->shape.part_count >> part_bits; /* none without parts */
    uint64_t entries = shares ? entries_in(runs) / shares : 0;
    uint64_t most = worker_bytes / (2 * sizeof(uint64_t));

    if (most > COLUMN_ENTRIES)
        most = COLUMN_ENTRIES;
    while (columns.column_bits < part_bits && entries >> columns.column_bits > most)
        columns.column_bits++;
    return columns;
}

uint32_t wtw_staged_column_count(const struct wtw_staged_columns *columns)
{
    return columns->runs->shape.part_count >> (columns->part_bits - columns->column_bits);
}

static size_t keep_joined(const uint64_t *bits, uint64_t *entries, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t entry = entries[i];

        entries[kept] = entry;
        kept += wtw_joined_bit(bits, entry);
    }
    return kept;
}

enum wtw_status wtw_staged_column_read(const struct wtw_staged_columns *columns,
                                       struct wtw_join_worker *worker, uint32_t column,
                                       size_t *out_count, struct wtw_error *error)
{
    unsigned shift = columns->part_bits - columns->column_bits;
    uint32_t begin = column << shift;
    uint32_t end = (column + 1) << shift;
    uint64_t count = 0;
    uint64_t read = 0;

    for (uint32_t part = begin; part < end; part++)
        count += wtw_runs_count(columns->runs, part);
    WTW_TRY(wtw_join_worker_reserve(worker, (size_t)count + 1, error));
    for (uint32_t part = begin; part < end; part++) {
        WTW_TRY(wtw_runs_read(columns->runs, part, worker->entries + read, error));
        read += wtw_runs_count(columns->runs, part);
    }
    *out_count = keep_joined(columns->is_joined, worker->entries, (size_t)count);
    wtw_sort_hashes(worker->entries, worker->scratch, *out_count, columns->column_bits);
    return WTW_OK;
}
