/*
 * test_sketch_shelf.c - the odd sketches of all articles, in files
 */
#include "base/faults.h"
#include "stage/sketch_shelf.h"
#include "stage/stage_scene.h"

TestSuite(sketch_shelf, .init = make_test_folder, .fini = remove_test_folder);

enum { ARTICLES = 5000, RUN_ARTICLES = 2500 };

static struct wtw_stage_folder folder;
static uint64_t sketches[ARTICLES * WTW_ODD_SKETCH_WORDS];

/* Word w of article i is 10 i + w. */
static struct wtw_sketch_shelf make_shelf(void)
{
    struct wtw_sketch_shelf shelf;

    snprintf(folder.path, sizeof folder.path, "%s", test_folder);
    for (uint64_t i = 0; i < ARTICLES; i++)
        for (uint64_t w = 0; w < WTW_ODD_SKETCH_WORDS; w++)
            sketches[i * WTW_ODD_SKETCH_WORDS + w] = 10 * i + w;
    wtw_sketch_shelf_init(&shelf, &folder, 3, RUN_ARTICLES);
    return shelf;
}

static void check_window(const struct wtw_sketch_window *window)
{
    for (uint32_t i = window->begin; i < window->end; i++)
        for (uint32_t w = 0; w < WTW_ODD_SKETCH_WORDS; w++)
            check_number(wtw_sketch_window_at(window, i)[w], 10 * i + w);
}

Test(sketch_shelf, gives_any_row_of_articles_however_they_came)
{
    /* More than a run at once, less than a part, nothing. */
    static const uint32_t steps[] = {3000, 1, 0, 1024, 500, 475};
    static const uint32_t rows[][2] = {{0, 5000},    {0, 1},    {2499, 2501},
                                       {2999, 3002}, {0, 1024}, {1000, 1030},
                                       {4999, 5000}, {70, 70}};
    struct wtw_sketch_shelf shelf = make_shelf();
    struct wtw_sketch_window window = {.words = NULL};
    struct wtw_error error = {0};
    uint32_t next = 0;

    for (size_t s = 0; s < sizeof steps / sizeof steps[0]; s++) {
        check_ok(wtw_sketch_shelf_add(&shelf,
                                      sketches + (size_t)next * WTW_ODD_SKETCH_WORDS,
                                      steps[s], &error),
                 &error);
        next += steps[s];
    }
    check_number(next, ARTICLES);
    check_number(shelf.article_count, ARTICLES);
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        check_ok(wtw_sketch_window_load(&window, &shelf, rows[r][0], rows[r][1], &error),
                 &error);
        check_number(window.begin, rows[r][0]);
        check_window(&window);
    }
    wtw_sketch_window_release(&window);
    wtw_sketch_shelf_release(&shelf);
}

#ifdef WTW_FAULTS
Test(sketch_shelf, holds_what_it_held_whatever_fails)
{
    static const enum wtw_fault_kind kinds[] = {WTW_FAULT_WRITE, WTW_FAULT_READ,
                                                WTW_FAULT_ALLOCATION};
    struct wtw_error error = {0};

    for (int i = 0; i < 3; i++)
        for (uint64_t nth = 1;; nth++) {
            struct wtw_sketch_shelf shelf = make_shelf();
            struct wtw_sketch_window window = {.words = NULL};
            enum wtw_status status;

            check_ok(wtw_sketch_shelf_add(&shelf, sketches, 10, &error), &error);
            wtw_fault_plan(kinds[i], nth);
            status = wtw_sketch_shelf_add(&shelf, sketches + 10 * WTW_ODD_SKETCH_WORDS,
                                          ARTICLES - 10, &error);
            if (status == WTW_OK)
                status = wtw_sketch_window_load(&window, &shelf, 0, ARTICLES, &error);
            else
                check_number(shelf.article_count, 10);
            wtw_fault_plan(kinds[i], 0);
            wtw_sketch_window_release(&window);
            check_ok(wtw_sketch_window_load(&window, &shelf, 3, 9, &error), &error);
            check_window(&window);
            wtw_sketch_window_release(&window);
            wtw_sketch_shelf_release(&shelf);
            if (status == WTW_OK)
                break;
        }
}
#endif
