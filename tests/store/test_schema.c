/*
 * test_schema.c - what a file is, and how older tables become today's
 */
#include "store/feed_scene.h"

#include "store/schema.h"

static void check_refused(struct feed_scene *scene, const char *words)
{
    check_status(wtw_database_open(&scene->database, &scene->terms, &scene->error),
                 WTW_BAD_INPUT);
    check_words(scene->error, words);
    wtw_database_close(&scene->database);
}

Test(schema, leaves_a_file_that_is_no_database_as_it_was)
{
    struct feed_scene scene = {.path = ""};
    struct stat before;
    struct stat after;
    char text[5000];

    scene_terms(&scene);
    memset(text, 'x', sizeof text);
    write_bytes("feed.db", text, sizeof text);
    check(stat(scene.path, &before) == 0);
    check_refused(&scene, "it is not a database; name another file");
    check(stat(scene.path, &after) == 0);
    check_number(after.st_size, before.st_size);
    check_number(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
    scene_end(&scene);
}

Test(schema, leaves_the_database_of_another_program_alone)
{
    struct feed_scene scene = {.path = ""};
    struct stat before;
    struct stat after;

    scene_terms(&scene);
    run_sql(scene.path, "CREATE TABLE recipes (name TEXT)");
    check(stat(scene.path, &before) == 0);
    check_refused(&scene, "is the database of another program; name another file");
    check(stat(scene.path, &after) == 0);
    check_number(after.st_size, before.st_size);
    check_number(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
    scene_end(&scene);
}

Test(schema, of_a_newer_version_is_refused)
{
    struct feed_scene scene;

    scene_begin(&scene);
    wtw_database_close(&scene.database);
    run_sql(scene.path, "PRAGMA user_version = 99");
    check_refused(&scene, "has version 99 of the tables");
    check_words(scene.error, "use the newer wiretwin that made it");
    scene_end(&scene);
}

Test(schema, of_a_file_that_is_empty_is_made_by_a_writer_and_missed_by_a_reader)
{
    struct feed_scene scene = {.path = ""};

    scene_terms(&scene);
    write_bytes("feed.db", "", 0);
    scene.terms.use = WTW_DATABASE_READ;
    check_refused(&scene, "has not the tables of today");
    scene.terms.use = WTW_DATABASE_WRITE;
    scene_open(&scene);
    check_number(count_articles(&scene), 0);
    scene_end(&scene);
}

/* Today's first step, and one that a later version may have. */
static void later_steps(struct wtw_migration *steps, const char *sql)
{
    uint32_t count = 0;

    steps[0] = wtw_schema_steps(&count)[0];
    steps[1] = (struct wtw_migration){"language", sql};
}

Test(schema, of_an_older_version_takes_the_steps_it_has_not_seen_and_keeps_its_articles)
{
    struct feed_scene scene;
    struct wtw_migration steps[2];

    scene_begin(&scene);
    add_plain(&scene, "a", "The ferry sank");
    later_steps(steps, "ALTER TABLE articles ADD COLUMN language TEXT;"
                       "UPDATE articles SET language = 'en';");
    check_status(wtw_schema_follow(&scene.database, steps, 2, false, &scene.error),
                 WTW_BAD_INPUT);
    check_ok(wtw_schema_follow(&scene.database, steps, 2, true, &scene.error),
             &scene.error);
    check_ok(wtw_schema_follow(&scene.database, steps, 2, true, &scene.error),
             &scene.error);
    check_number(count_articles(&scene), 1);
    wtw_database_close(&scene.database);
    run_sql(scene.path, "CREATE TABLE seen AS SELECT CASE WHEN"
                        " (SELECT language FROM articles) = 'en' AND"
                        " (SELECT group_concat(what) FROM migrations) = 'articles, "
                        "matches and clusters,language'"
                        " AND (SELECT user_version FROM pragma_user_version) = 2"
                        " THEN 1 ELSE abs(-9223372036854775808) END");
    scene_end(&scene);
}

Test(schema, stays_as_it_was_where_a_step_fails)
{
    struct feed_scene scene;
    struct wtw_migration steps[2];

    scene_begin(&scene);
    later_steps(steps, "CREATE TABLE half (x); CREATE TABLE articles (x);");
    check_status(wtw_schema_follow(&scene.database, steps, 2, true, &scene.error),
                 WTW_IO);
    check_words(scene.error, "cannot bring up to date ");
    wtw_database_close(&scene.database);
    run_sql(scene.path, "CREATE TABLE half (x)"); /* there is none */
    scene_open(&scene);
    scene_end(&scene);
}
