/*
 * sorted_runs.c - more sorted numbers than fit in memory, read back part by part
 *
 * What fills memory is sorted and becomes a file (a run), and so on; whoever wants a part,
 * say all keys that begin with the same byte, reads that part of each run. Runs that need
 * not be merged as a whole need no heap and no second pass over the disk: the parts are
 * small, and sorted again in memory (external sorting by distribution, Knuth, vol. 3,
 * 5.4.7).
 *
 * A run loses its name as soon as it is whole and open again. However the process ends,
 * the system frees it.
 */
#include "stage/sorted_runs.h"

#include "base/memory.h"

#include <stdio.h>
#include <unistd.h>

enum wtw_status wtw_runs_begin(struct wtw_sorted_runs *runs, uint32_t first_article,
                               struct wtw_error *error)
{
    char name[48];

    if (runs->count == WTW_RUNS_MAX)
        return wtw_fail(
            error, WTW_TOO_LARGE,
            "with so little memory there would be more than %d temporary files "
            "of one kind; allow twice as much",
            WTW_RUNS_MAX);
    snprintf(name, sizeof name, "%u-%u", (unsigned)runs->shape.kind, runs->count);
    runs->shape.first_article = first_article;
    return wtw_stage_writer_open(&runs->writer, runs->folder, name, &runs->shape, error);
}

enum wtw_status wtw_runs_put(struct wtw_sorted_runs *runs, uint64_t *records,
                             size_t count, struct wtw_error *error)
{
    return wtw_stage_writer_put(&runs->writer, records, count, error);
}

enum wtw_status wtw_runs_put_parts(struct wtw_sorted_runs *runs, uint64_t *numbers,
                                   size_t count, struct wtw_part_rule rule,
                                   struct wtw_error *error)
{
    size_t begin = 0;

    for (uint32_t part = 0; part < rule.part_count; part++) {
        size_t end = begin;

        while (end < count && numbers[end] >> rule.shift == rule.first + part)
            end++;
        WTW_TRY(wtw_runs_put(runs, numbers + begin, end - begin, error));
        begin = end;
    }
    return WTW_OK;
}

enum wtw_status wtw_runs_end(struct wtw_sorted_runs *runs, struct wtw_error *error)
{
    enum wtw_status status =
        WTW_GROW(&runs->files, &runs->capacity, (size_t)runs->count + 1, error);

    if (status != WTW_OK) {
        wtw_stage_writer_abandon(&runs->writer);
        return status;
    }
    WTW_TRY(wtw_stage_writer_commit(&runs->writer, error));
    status = wtw_stage_writer_reopen(&runs->writer, &runs->files[runs->count], error);
    if (!runs->folder->is_private)
        unlink(runs->writer.path);
    runs->count += status == WTW_OK;
    return status;
}

uint64_t wtw_runs_count(const struct wtw_sorted_runs *runs, uint32_t part)
{
    uint64_t count = 0;

    for (uint32_t i = 0; i < runs->count; i++)
        count += runs->files[i].parts[part].count;
    return count;
}

enum wtw_status wtw_runs_read(const struct wtw_sorted_runs *runs, uint32_t part,
                              uint64_t *out_records, struct wtw_error *error)
{
    for (uint32_t i = 0; i < runs->count; i++) {
        const struct wtw_stage_file *file = &runs->files[i];

        if (!file->parts[part].count)
            continue; /* 'out_records' may be NULL where there are none at all */
        WTW_TRY(wtw_stage_file_read(file, part, out_records, error));
        out_records += file->parts[part].count * file->shape.record_words;
    }
    return WTW_OK;
}

void wtw_runs_cut(struct wtw_sorted_runs *runs, uint32_t count)
{
    while (runs->count > count)
        wtw_stage_file_release(&runs->files[--runs->count]);
}

void wtw_runs_release(struct wtw_sorted_runs *runs)
{
    wtw_runs_cut(runs, 0);
    wtw_release_items(runs->files);
    runs->files = NULL;
    runs->capacity = 0;
}
