/*
 * test_database.c - opening, batches, readers beside a writer, and trouble
 */
#include "store/feed_scene.h"

Test(database, keeps_a_second_writer_out_and_lets_readers_in)
{
    struct feed_scene scene;
    struct wtw_database other;
    struct wtw_database_terms terms;
    struct wtw_feed_counts counts;

    scene_begin(&scene);
    add_plain(&scene, "a", "one");
    terms = scene.terms;
    check_status(wtw_database_open(&other, &terms, &scene.error), WTW_IO);
    check_words(scene.error, "another program is writing to ");
    wtw_database_close(&other);
    terms.use = WTW_DATABASE_READ;
    terms.options = NULL;
    check_ok(wtw_database_open(&other, &terms, &scene.error), &scene.error);
    check(other.keeps_texts);
    check_ok(wtw_stored_counts(&other, &counts, &scene.error), &scene.error);
    check_number(counts.articles, 1);
    wtw_database_close(&other);
    scene_end(&scene);
}

Test(database, shows_readers_a_batch_when_it_is_committed_and_not_before)
{
    struct feed_scene scene;
    struct wtw_database reader;
    struct wtw_database_terms terms;
    struct wtw_feed_counts counts;

    scene_begin(&scene);
    terms = scene.terms;
    terms.use = WTW_DATABASE_READ;
    check_ok(wtw_database_open(&reader, &terms, &scene.error), &scene.error);
    check_ok(wtw_database_begin(&scene.database, &scene.error), &scene.error);
    add_plain(&scene, "a", "one");
    add_plain(&scene, "b", "two");
    check_ok(wtw_stored_counts(&reader, &counts, &scene.error), &scene.error);
    check_number(counts.articles, 0);
    check_ok(wtw_database_commit(&scene.database, &scene.error), &scene.error);
    check_ok(wtw_stored_counts(&reader, &counts, &scene.error), &scene.error);
    check_number(counts.articles, 2);
    wtw_database_close(&reader);
    scene_end(&scene);
}

Test(database, forgets_a_batch_that_is_rolled_back)
{
    struct feed_scene scene;

    scene_begin(&scene);
    check_ok(wtw_database_begin(&scene.database, &scene.error), &scene.error);
    add_plain(&scene, "a", "one");
    wtw_database_roll_back(&scene.database);
    wtw_database_roll_back(&scene.database);
    check_number(count_articles(&scene), 0);
    check_number(add_plain(&scene, "a", "one").verdict, WTW_STORED_NEW);
    scene_end(&scene);
}

Test(database, refuses_to_commit_a_batch_that_sqlite_rolled_back_by_itself)
{
    struct feed_scene scene;

    scene_begin(&scene);
    check_ok(wtw_database_begin(&scene.database, &scene.error), &scene.error);
    add_plain(&scene, "a", "one");
    check_ok(wtw_database_run(&scene.database, "ROLLBACK", "end", &scene.error),
             &scene.error);
    check_status(wtw_database_commit(&scene.database, &scene.error), WTW_IO);
    check_words(scene.error, "nothing of this batch was stored");
    check_status(wtw_database_commit(&scene.database, &scene.error), WTW_IO);
    check_number(count_articles(&scene), 0);
    scene_end(&scene);
}

Test(database, refuses_a_reader_to_write_and_to_open_what_is_not_there)
{
    struct feed_scene scene;
    const struct wtw_stored_article article = plain_article("a", "one");
    struct wtw_stored_receipt receipt;

    scene_begin(&scene);
    wtw_database_close(&scene.database);
    scene.terms.use = WTW_DATABASE_READ;
    scene_open(&scene);
    check_status(try_to_add(&scene, &article, &receipt), WTW_IO);
    check_words(scene.error, "it may be read only");
    wtw_database_close(&scene.database);
    scene.terms.path = "/nowhere/feed.db";
    check_status(wtw_database_open(&scene.database, &scene.terms, &scene.error), WTW_IO);
    check_words(scene.error, "cannot open /nowhere/feed.db: the file cannot be opened");
    scene_end(&scene);
}

Test(database, that_another_program_locks_says_so_and_goes_on_after)
{
    struct feed_scene scene;
    const struct wtw_stored_article article = plain_article("a", "one");
    struct wtw_stored_receipt receipt;
    sqlite3 *stranger = NULL;

    scene_begin(&scene);
    check(sqlite3_open(scene.path, &stranger) == SQLITE_OK);
    check(sqlite3_exec(stranger, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK);
    check_status(try_to_add(&scene, &article, &receipt), WTW_IO);
    check_words(scene.error, "another program holds it locked; end that program");
    check_status(wtw_database_begin(&scene.database, &scene.error), WTW_IO);
    check(sqlite3_exec(stranger, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
    check(sqlite3_close(stranger) == SQLITE_OK);
    check_number(add_article(&scene, &article).verdict, WTW_STORED_NEW);
    scene_end(&scene);
}

Test(database, is_durable_by_a_log_that_is_synced_at_each_commit)
{
    struct feed_scene scene;
    sqlite3_stmt *statement = NULL;

    scene_begin(&scene);
    check(sqlite3_prepare_v2(scene.database.handle, "PRAGMA journal_mode", -1, &statement,
                             NULL) == SQLITE_OK);
    check(sqlite3_step(statement) == SQLITE_ROW);
    check_string((const char *)sqlite3_column_text(statement, 0), "wal");
    sqlite3_finalize(statement);
    check(sqlite3_prepare_v2(scene.database.handle, "PRAGMA synchronous", -1, &statement,
                             NULL) == SQLITE_OK);
    check(sqlite3_step(statement) == SQLITE_ROW);
    check_number(sqlite3_column_int(statement, 0), 2); /* FULL */
    sqlite3_finalize(statement);
    scene_end(&scene);
}

/* ------------------------------------------------------------------ SQLite's own memory */

static sqlite3_mem_methods plain_memory;
static long allocations_left; /* until one fails; 0 never */

static bool is_due(void)
{
    return allocations_left > 0 && --allocations_left == 0;
}

static void *allocate_or_fail(int bytes)
{
    return is_due() ? NULL : plain_memory.xMalloc(bytes);
}

static void *resize_or_fail(void *memory, int bytes)
{
    return is_due() ? NULL : plain_memory.xRealloc(memory, bytes);
}

/* SQLite is told of its memory before it starts, or between an end and a start. */
static void plan_failures(void)
{
    sqlite3_mem_methods methods;

    sqlite3_shutdown();
    check(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain_memory) == SQLITE_OK);
    methods = plain_memory;
    methods.xMalloc = allocate_or_fail;
    methods.xRealloc = resize_or_fail;
    check(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK);
}

static enum wtw_status open_and_add(struct feed_scene *scene)
{
    const struct wtw_stored_article article = plain_article("a", "The ferry sank");
    struct wtw_stored_receipt receipt;

    WTW_TRY(wtw_database_open(&scene->database, &scene->terms, &scene->error));
    return try_to_add(scene, &article, &receipt);
}

Test(database, without_memory_for_sqlite_says_so_and_is_whole_the_next_time)
{
    struct feed_scene scene = {.path = ""};
    enum wtw_status status = WTW_NO_MEMORY;
    long nth = 0;
    int failed = 0;
    bool was_reached = true;

    plan_failures();
    scene_terms(&scene);
    /* Of the many allocations each seventeenth; some that fail SQLite does without. */
    while (was_reached) {
        nth += 17;
        allocations_left = nth;
        status = open_and_add(&scene);
        was_reached = allocations_left == 0;
        allocations_left = 0;
        check(status == WTW_OK || (status == WTW_NO_MEMORY && scene.error.words[0]));
        failed += status == WTW_NO_MEMORY;
        wtw_database_close(&scene.database);
    }
    check(status == WTW_OK && failed > 10);
    sqlite3_shutdown();
    check(sqlite3_config(SQLITE_CONFIG_MALLOC, &plain_memory) == SQLITE_OK);
    scene_open(&scene);
    check_number(count_articles(&scene), 1);
    scene_end(&scene);
}
