/*
 * sketch_shelf.h - the odd sketches of all articles, in files
 */
#ifndef WTW_STAGE_SKETCH_SHELF_H
#define WTW_STAGE_SKETCH_SHELF_H

#include "stage/sorted_runs.h"

/*
 * Runs of sketches, one for each article and without a gap. Their parts are of
 * WTW_SHELF_ARTICLES sketches, the last ones of a run of less or none. Zero-initialised
 * with runs.folder, shape and so on set by wtw_sketch_shelf_init() is empty.
 */
enum { WTW_SHELF_ARTICLES = 1024 };

struct wtw_sketch_shelf {
    struct wtw_sorted_runs runs;
    uint32_t run_articles; /* most of a run */
    uint32_t article_count;
};

/* wtw_sketch_shelf_init() makes an empty shelf in 'folder', borrowed, for runs of up to
 * 'run_articles' articles. */
void wtw_sketch_shelf_init(struct wtw_sketch_shelf *shelf,
                           const struct wtw_stage_folder *folder, uint64_t settings,
                           uint32_t run_articles);

/* wtw_sketch_shelf_add() adds the sketches of the next 'count' articles, which may be
 * changed during the call, in as many runs as they need. Returns as wtw_runs_begin();
 * after a failure the shelf is as it was. */
WTW_MUST_CHECK enum wtw_status wtw_sketch_shelf_add(struct wtw_sketch_shelf *shelf,
                                                    uint64_t *sketches, uint32_t count,
                                                    struct wtw_error *error);

/*
 * A row of neighbouring articles whose sketches are in memory. Zero-initialised is empty;
 * ended by wtw_sketch_window_release().
 */
struct wtw_sketch_window {
    uint32_t begin;
    uint32_t end;
    uint64_t *words; /* of article 'begin' and those after */
    size_t capacity;
};

/* wtw_sketch_window_load() loads articles [begin, end), which are on the shelf, in place
 * of what was there. Returns as wtw_stage_file_read(). */
WTW_MUST_CHECK enum wtw_status wtw_sketch_window_load(
    struct wtw_sketch_window *window, const struct wtw_sketch_shelf *shelf,
    uint32_t begin, uint32_t end, struct wtw_error *error);
void wtw_sketch_window_release(struct wtw_sketch_window *window);

static inline const uint64_t *wtw_sketch_window_at(const struct wtw_sketch_window *window,
                                                   uint32_t article)
{
    return window->words + (size_t)(article - window->begin) * WTW_ODD_SKETCH_WORDS;
}

void wtw_sketch_shelf_release(struct wtw_sketch_shelf *shelf);

#endif
