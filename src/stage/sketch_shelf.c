/*
 * sketch_shelf.c - the odd sketches of all articles, in files
 *
 * Sketches are asked for in pairs that lie anywhere. One read for each would be a read of
 * the disk for each; so whoever has pairs sorts them and loads rows of a million articles
 * at a time (match/sketch_filter.c), from front to back.
 */
#include "stage/sketch_shelf.h"

#include "base/memory.h"

#include <string.h>

void wtw_sketch_shelf_init(struct wtw_sketch_shelf *shelf,
                           const struct wtw_stage_folder *folder, uint64_t settings,
                           uint32_t run_articles)
{
    *shelf = (struct wtw_sketch_shelf){.run_articles = run_articles};
    shelf->runs.folder = folder;
    shelf->runs.shape = (struct wtw_stage_shape){
        .kind = WTW_KIND_ODD_SKETCHES,
        .record_words = WTW_ODD_SKETCH_WORDS,
        .part_count = (run_articles - 1) / WTW_SHELF_ARTICLES + 1,
        .settings = settings};
}

static enum wtw_status add_run(struct wtw_sketch_shelf *shelf, uint64_t *sketches,
                               uint32_t count, struct wtw_error *error)
{
    struct wtw_sorted_runs *runs = &shelf->runs;
    uint32_t done = 0;

    WTW_TRY(wtw_runs_begin(runs, shelf->article_count, error));
    for (uint32_t part = 0; part < runs->shape.part_count; part++) {
        uint32_t left = count - done;
        uint32_t step = left < WTW_SHELF_ARTICLES ? left : WTW_SHELF_ARTICLES;

        WTW_TRY(wtw_runs_put(runs, sketches + (size_t)done * WTW_ODD_SKETCH_WORDS, step,
                             error));
        done += step;
    }
    WTW_TRY(wtw_runs_end(runs, error));
    shelf->article_count += count;
    return WTW_OK;
}

enum wtw_status wtw_sketch_shelf_add(struct wtw_sketch_shelf *shelf, uint64_t *sketches,
                                     uint32_t count, struct wtw_error *error)
{
    uint32_t runs_before = shelf->runs.count;
    uint32_t articles_before = shelf->article_count;

    for (uint32_t done = 0; done < count;) {
        uint32_t left = count - done;
        uint32_t step = left < shelf->run_articles ? left : shelf->run_articles;
        enum wtw_status status =
            add_run(shelf, sketches + (size_t)done * WTW_ODD_SKETCH_WORDS, step, error);

        if (status != WTW_OK) {
            wtw_runs_cut(&shelf->runs, runs_before);
            shelf->article_count = articles_before;
            return status;
        }
        done += step;
    }
    return WTW_OK;
}

/* Loads those articles of a part that the window covers. A part that the window cuts goes
 * by way of 'scratch'. */
static enum wtw_status load_part(struct wtw_sketch_window *window,
                                 const struct wtw_stage_file *file, uint32_t part,
                                 uint64_t *scratch, struct wtw_error *error)
{
    uint64_t begin = file->shape.first_article + (uint64_t)part * WTW_SHELF_ARTICLES;
    uint64_t end = begin + file->parts[part].count;
    uint64_t first = begin < window->begin ? window->begin : begin;
    uint64_t last = end < window->end ? end : window->end;
    uint64_t *out = NULL;

    if (first >= last)
        return WTW_OK;
    out = window->words + (first - window->begin) * WTW_ODD_SKETCH_WORDS;
    if (first == begin && last == end)
        return wtw_stage_file_read(file, part, out, error);
    WTW_TRY(wtw_stage_file_read(file, part, scratch, error));
    memcpy(out, scratch + (first - begin) * WTW_ODD_SKETCH_WORDS,
           (last - first) * WTW_ODD_SKETCH_WORDS * sizeof out[0]);
    return WTW_OK;
}

static enum wtw_status load_files(struct wtw_sketch_window *window,
                                  const struct wtw_sketch_shelf *shelf, uint64_t *scratch,
                                  struct wtw_error *error)
{
    for (uint32_t i = 0; i < shelf->runs.count; i++)
        for (uint32_t part = 0; part < shelf->runs.shape.part_count; part++)
            WTW_TRY(load_part(window, &shelf->runs.files[i], part, scratch, error));
    return WTW_OK;
}

enum wtw_status wtw_sketch_window_load(struct wtw_sketch_window *window,
                                       const struct wtw_sketch_shelf *shelf,
                                       uint32_t begin, uint32_t end,
                                       struct wtw_error *error)
{
    uint64_t *scratch = NULL;
    enum wtw_status status = WTW_OK;

    window->begin = begin;
    window->end = end;
    WTW_TRY(WTW_GROW(&window->words, &window->capacity,
                     (size_t)(end - begin) * WTW_ODD_SKETCH_WORDS, error));
    WTW_TRY(
        WTW_ALLOCATE(&scratch, (size_t)WTW_SHELF_ARTICLES * WTW_ODD_SKETCH_WORDS, error));
    status = load_files(window, shelf, scratch, error);
    wtw_release_items(scratch);
    return status;
}

void wtw_sketch_window_release(struct wtw_sketch_window *window)
{
    wtw_release_items(window->words);
    *window = (struct wtw_sketch_window){.words = NULL};
}

void wtw_sketch_shelf_release(struct wtw_sketch_shelf *shelf)
{
    wtw_runs_release(&shelf->runs);
    shelf->article_count = 0;
}
