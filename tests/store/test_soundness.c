/*
 * test_soundness.c - damage is found and told
 */
#include "store/feed_scene.h"

#include "base/faults.h"
#include "store/soundness.h"

enum { ARTICLES = 200 };

static void fill(struct feed_scene *scene)
{
    scene_begin(scene);
    check_ok(wtw_database_begin(&scene->database, &scene->error), &scene->error);
    for (int i = 0; i < ARTICLES; i++) {
        char id[16];

        snprintf(id, sizeof id, "a-%d", i);
        add_plain(scene, id, "The ferry sank at dawn, and the harbour was closed.");
    }
    check_ok(wtw_database_commit(&scene->database, &scene->error), &scene->error);
}

static enum wtw_status check_all(struct feed_scene *scene, uint64_t *out_articles)
{
    return wtw_soundness_check(&scene->database, out_articles, &scene->error);
}

Test(soundness, of_a_whole_database_counts_its_articles)
{
    struct feed_scene scene;
    uint64_t articles = 0;

    fill(&scene);
    check_ok(check_all(&scene, &articles), &scene.error);
    check_number(articles, ARTICLES);
    scene_end(&scene);
}

Test(soundness, finds_pages_overwritten)
{
    struct feed_scene scene;
    static const char noise[4096] = {'x'};
    uint64_t articles = 7;
    struct stat file;
    FILE *written = NULL;
    enum wtw_status status = WTW_OK;

    fill(&scene);
    wtw_database_close(&scene.database);
    check(stat(scene.path, &file) == 0);
    written = fopen(scene.path, "r+b");
    check(written != NULL);
    for (long page = 8; page < file.st_size / 4096; page += 3) {
        check(fseek(written, page * 4096, SEEK_SET) == 0);
        check(fwrite(noise, 1, sizeof noise, written) == sizeof noise);
    }
    check(fclose(written) == 0);
    scene_open(&scene);
    status = check_all(&scene, &articles);
    check_status(status, WTW_BAD_INPUT);
    check_words(scene.error, "damaged");
    check_words(scene.error, "go back to a copy of it");
    check_number(articles, 7);
    scene_end(&scene);
}

Test(soundness, finds_a_text_that_changed_where_sqlite_sees_nothing)
{
    struct feed_scene scene;
    uint64_t articles = 0;

    fill(&scene);
    wtw_database_close(&scene.database);
    run_sql(scene.path, "UPDATE articles SET text = substr(text, 1, 12) || x'58' ||"
                        " substr(text, 14) WHERE number = 150");
    scene_open(&scene);
    check_status(check_all(&scene, &articles), WTW_BAD_INPUT);
    check_words(scene.error, "packed by zstd is damaged");
    scene_end(&scene);
}

#ifdef WTW_FAULTS

Test(soundness, without_memory_says_so)
{
    struct feed_scene scene;
    uint64_t articles = 0;

    fill(&scene);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(check_all(&scene, &articles), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    scene_end(&scene);
}

#endif
