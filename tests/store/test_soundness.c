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
    static const char noise[16384] = {'x'};
    uint64_t articles = 7;
    struct stat file;
    FILE *written = NULL;
    enum wtw_status status = WTW_OK;

    fill(&scene);
    wtw_database_close(&scene.database);
    check(stat(scene.path, &file) == 0);
    written = fopen(scene.path, "r+b");
    check(written != NULL);
    for (long page = 4; page < file.st_size / 16384; page += 3) {
        check(fseek(written, page * 16384, SEEK_SET) == 0);
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
    run_sql(scene.path, "UPDATE texts SET packed = substr(packed, 1, 12) || x'58' ||"
                        " substr(packed, 14) WHERE number = 150");
    scene_open(&scene);
    check_status(check_all(&scene, &articles), WTW_BAD_INPUT);
    check_words(scene.error, "packed by zstd is damaged");
    scene_end(&scene);
}

/* Articles 1 to 3 are a cluster and 1 and 3 a match. */
static void fill_few(struct feed_scene *scene)
{
    scene_begin(scene);
    for (int i = 0; i < 4; i++)
        add_plain(scene, (const char *[]){"a", "b", "c", "d"}[i], "one");
    add_match(scene, 1, 3, WTW_NEAR, 90);
    check_ok(wtw_stored_article_move(&scene->database, 2, 1, &scene->error),
             &scene->error);
    join_cluster(scene, 3, 1, 1);
    wtw_database_close(&scene->database);
}

Test(soundness, finds_what_tables_say_of_each_other_and_is_not_so)
{
    static const struct {
        const char *sql;
        const char *words;
    } rows[] = {
        {"DELETE FROM digests WHERE number = 2",
         "article 2 has no digest that is its own"},
        {"UPDATE digests SET source = 9 WHERE number = 2", "article 2 has no digest"},
        {"INSERT INTO digests VALUES (9, 1, 1, 0, NULL, 'x')", "digest 9 has no article"},
        {"INSERT INTO texts VALUES (9, 'x')", "text 9 has no article"},
        {"DELETE FROM texts WHERE number = 4", "has not the length it had"},
        {"DELETE FROM sources", "the source of article 1 is not there"},
        {"UPDATE articles SET id = 'a', id_hash = (SELECT id_hash FROM articles WHERE"
         " number = 1) WHERE number = 4",
         "article 4 has an id that another has"},
        {"UPDATE members SET published = 5 WHERE number = 3",
         "member 3 of a cluster is not as its article says"},
        {"INSERT INTO members VALUES (1, 9, 1, 1000, 2000)", "member 9 of a cluster"},
        {"INSERT INTO members VALUES (4, 4, 1, 1000, 2000)",
         "article 4 is in a cluster that is not there"},
        {"UPDATE clusters SET size = 2", "cluster 1 is not what its members make"},
        {"UPDATE clusters SET newest = 2", "cluster 1 is not what its members make"},
        {"UPDATE clusters SET begins = NULL", "cluster 1 is not what its members make"},
        {"UPDATE clusters SET sources = 2", "cluster 1 is not what its members make"},
        {"INSERT INTO clusters VALUES (4, 4, 1, 1, 4, 1, 1)", "cluster 4 is not"},
        {"UPDATE clusters SET canonical = 4", "has a canonical that is no member"},
        {"UPDATE matches SET a = 9", "a match of article 3 has no two articles"},
        {"UPDATE matches SET b = 9", "a match of article 9 has no two articles"},
    };
    uint64_t articles = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct feed_scene scene;

        fill_few(&scene);
        scene_open(&scene);
        check_ok(check_all(&scene, &articles), &scene.error);
        check_number(articles, 4);
        wtw_database_close(&scene.database);
        run_sql(scene.path, rows[i].sql);
        scene_open(&scene);
        check_status(check_all(&scene, &articles), WTW_BAD_INPUT);
        check_words(scene.error, rows[i].words);
        scene_end(&scene);
    }
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
