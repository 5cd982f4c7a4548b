/*
 * sorted_runs.h - more sorted numbers than fit in memory, read back part by part
 */
#ifndef WTW_STAGE_SORTED_RUNS_H
#define WTW_STAGE_SORTED_RUNS_H

#include "stage/stage_file.h"

/* Runs are files held open; there is a limit to those. */
enum { WTW_RUNS_MAX = 200 };

/*
 * Runs of one shape: each a file of its own without a name any more. Zero-initialised with
 * 'folder' and 'shape' set is empty; ended by release.
 */
struct wtw_sorted_runs {
    const struct wtw_stage_folder *folder; /* borrowed */
    struct wtw_stage_shape shape;          /* first_article does not count */
    struct wtw_stage_file *files;
    uint32_t count;
    size_t capacity;
    struct wtw_stage_writer writer; /* of the run that is begun */
};

/*
 * wtw_runs_begin() begins a run whose records begin with 'first_article', of which the
 * caller puts all parts with wtw_runs_put(), in order; wtw_runs_end() seals it. After a
 * failure of any of them there is no begun run. Return WTW_OK, WTW_IO, WTW_BAD_INPUT,
 * WTW_NO_MEMORY, or WTW_TOO_LARGE for more than WTW_RUNS_MAX runs.
 */
WTW_MUST_CHECK enum wtw_status wtw_runs_begin(struct wtw_sorted_runs *runs,
                                              uint32_t first_article,
                                              struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_runs_put(struct wtw_sorted_runs *runs,
                                            uint64_t *records, size_t count,
                                            struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_runs_end(struct wtw_sorted_runs *runs,
                                            struct wtw_error *error);

/* Which numbers are a part: those that are 'number' when shifted right by 'shift'. */
struct wtw_part_rule {
    uint64_t first;      /* number of the first part */
    uint32_t part_count; /* of the parts from there on */
    unsigned shift;
};

/* wtw_runs_put_parts() puts sorted numbers, all of some part of the rule, as its parts.
 * Returns as wtw_runs_put(). */
WTW_MUST_CHECK enum wtw_status wtw_runs_put_parts(struct wtw_sorted_runs *runs,
                                                  uint64_t *numbers, size_t count,
                                                  struct wtw_part_rule rule,
                                                  struct wtw_error *error);

/* wtw_runs_count() is how many records 'part' has in all runs; wtw_runs_read() reads them
 * to 'out_records', run after run. Returns as wtw_stage_file_read(). Any thread may. */
uint64_t wtw_runs_count(const struct wtw_sorted_runs *runs, uint32_t part);
WTW_MUST_CHECK enum wtw_status wtw_runs_read(const struct wtw_sorted_runs *runs,
                                             uint32_t part, uint64_t *out_records,
                                             struct wtw_error *error);

/* wtw_runs_cut() forgets all but the first 'count' runs. */
void wtw_runs_cut(struct wtw_sorted_runs *runs, uint32_t count);

/* wtw_runs_release() closes the files, which frees their room on the disk. */
void wtw_runs_release(struct wtw_sorted_runs *runs);

#endif
