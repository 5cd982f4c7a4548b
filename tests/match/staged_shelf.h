/*
 * staged_shelf.h - a shelf of made-up digests (made_digests.h) put into files, run by run
 */
#ifndef WTW_TESTS_MATCH_STAGED_SHELF_H
#define WTW_TESTS_MATCH_STAGED_SHELF_H

#include "match/join_oracle.h"
#include "stage/stage_scene.h"

#include <stdlib.h>

/* What a run of 'count' articles from 'first' on has to put of one column. */
struct staged_row {
    uint64_t *entries;
    size_t count;
};

static inline int compare_entries(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left;
    uint64_t y = *(const uint64_t *)right;

    return x < y ? -1 : x > y;
}

static inline void put_row(struct wtw_sorted_runs *runs, struct staged_row *row,
                           unsigned part_bits)
{
    const struct wtw_part_rule rule = {.part_count = 1u << part_bits,
                                       .shift = 64 - part_bits};
    struct wtw_error error = {0};

    qsort(row->entries, row->count, sizeof row->entries[0], compare_entries);
    check_ok(wtw_runs_put_parts(runs, row->entries, row->count, rule, &error), &error);
}

static inline void stage_bands(struct wtw_staged_digests *staged,
                               const struct shelf *shelf, uint32_t begin, uint32_t end)
{
    struct staged_row row = {.entries = calloc(end - begin + 1, sizeof(uint64_t))};
    struct wtw_error error = {0};

    check_ok(wtw_runs_begin(&staged->band_keys, begin, &error), &error);
    for (uint32_t band = 0; band < shelf->digests.bands; band++) {
        row.count = 0;
        for (uint32_t i = begin; i < end; i++)
            row.entries[row.count++] = (uint64_t)shelf->band_keys[band][i] << 32 | i;
        put_row(&staged->band_keys, &row, WTW_BAND_PART_BITS);
    }
    check_ok(wtw_runs_end(&staged->band_keys, &error), &error);
    free(row.entries);
}

static inline void stage_keys(struct wtw_staged_digests *staged,
                              const struct shelf *shelf, uint32_t begin, uint32_t end)
{
    uint64_t first = shelf->winnow_starts[begin];
    struct staged_row row = {
        .entries = calloc(shelf->winnow_starts[end] - first + 1, sizeof(uint64_t))};
    struct wtw_error error = {0};

    for (uint32_t i = begin; i < end; i++)
        for (uint64_t k = shelf->winnow_starts[i]; k < shelf->winnow_starts[i + 1]; k++)
            row.entries[row.count++] = (uint64_t)shelf->winnow_keys[k] << 32 | i;
    check_ok(wtw_runs_begin(&staged->keys, begin, &error), &error);
    put_row(&staged->keys, &row, WTW_KEY_PART_BITS);
    check_ok(wtw_runs_end(&staged->keys, &error), &error);
    free(row.entries);
}

/* Puts the shelf into files in test_folder, in 'run_count' runs, and lets its join use
 * them with 'join_bytes' of memory. Ended by unstage(). */
static inline void stage_shelf(struct shelf *shelf, struct wtw_staged_digests *staged,
                               uint32_t run_count, uint64_t join_bytes)
{
    uint32_t count = shelf->digests.article_count;
    struct wtw_error error = {0};

    *staged = (struct wtw_staged_digests){.join_bytes = join_bytes};
    snprintf(staged->folder.path, sizeof staged->folder.path, "%s", test_folder);
    staged->band_keys = (struct wtw_sorted_runs){
        .folder = &staged->folder,
        .shape = {.kind = WTW_KIND_BAND_KEYS,
                  .record_words = 1,
                  .part_count = shelf->digests.bands << WTW_BAND_PART_BITS}};
    staged->keys =
        (struct wtw_sorted_runs){.folder = &staged->folder,
                                 .shape = {.kind = WTW_KIND_SHARED_KEYS,
                                           .record_words = 1,
                                           .part_count = 1u << WTW_KEY_PART_BITS}};
    wtw_sketch_shelf_init(&staged->sketches, &staged->folder, 0, 2000);
    for (uint32_t run = 0; run < run_count; run++) {
        uint32_t begin = count * run / run_count;
        uint32_t end = count * (run + 1) / run_count;

        stage_bands(staged, shelf, begin, end);
        stage_keys(staged, shelf, begin, end);
        check_ok(wtw_sketch_shelf_add(&staged->sketches,
                                      shelf->odd_sketches +
                                          (size_t)begin * WTW_ODD_SKETCH_WORDS,
                                      end - begin, &error),
                 &error);
    }
    shelf->digests.staged = staged;
}

static inline void unstage(struct shelf *shelf)
{
    struct wtw_staged_digests staged = *shelf->digests.staged;

    wtw_runs_release(&staged.band_keys);
    wtw_runs_release(&staged.keys);
    wtw_sketch_shelf_release(&staged.sketches);
    shelf->digests.staged = NULL;
}

static inline bool same_pairs(const struct wtw_pairs *x, const struct wtw_pairs *y)
{
    return x->count == y->count &&
           (!x->count || memcmp(x->items, y->items, x->count * sizeof x->items[0]) == 0);
}

#endif
