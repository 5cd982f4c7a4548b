/*
 * feed_scene.h - a database in a folder of its own, and articles to put into it
 */
#ifndef WTW_TESTS_FEED_SCENE_H
#define WTW_TESTS_FEED_SCENE_H

#include "check.h"
#include "read/temporary_files.h"

#include "store/database.h"
#include "store/stored_articles.h"

#include <sqlite3.h>
#include <stdio.h>

struct feed_scene {
    struct wtw_options options;
    struct wtw_database_terms terms;
    struct wtw_database database;
    struct wtw_error error;
    char path[256];
};

__attribute__((unused)) static void scene_terms(struct feed_scene *scene)
{
    make_test_folder();
    snprintf(scene->path, sizeof scene->path, "%s", test_path("feed.db"));
    wtw_options_init(&scene->options);
    scene->database.lock = -1;
    scene->terms = (struct wtw_database_terms){
        .path = scene->path, .options = &scene->options, .wait_milliseconds = 10};
}

__attribute__((unused)) static void scene_open(struct feed_scene *scene)
{
    check_ok(wtw_database_open(&scene->database, &scene->terms, &scene->error),
             &scene->error);
}

__attribute__((unused)) static void scene_begin(struct feed_scene *scene)
{
    *scene = (struct feed_scene){.path = ""};
    scene_terms(scene);
    scene_open(scene);
}

__attribute__((unused)) static void scene_end(struct feed_scene *scene)
{
    wtw_database_close(&scene->database);
    remove_test_folder();
}

__attribute__((unused)) static struct wtw_stored_bytes bytes_of(const char *text)
{
    return (struct wtw_stored_bytes){text, strlen(text)};
}

/* An article of which only id and text matter. */
__attribute__((unused)) static struct wtw_stored_article plain_article(const char *id,
                                                                       const char *text)
{
    return (struct wtw_stored_article){
        .id = bytes_of(id),
        .url = bytes_of("https://harbour.example/1"),
        .source = bytes_of("harbour.example"),
        .title = bytes_of("A title"),
        .text = bytes_of(text),
        .published_seconds = 1000,
        .arrived_seconds = 2000,
        .digest = bytes_of("digest"),
    };
}

__attribute__((unused)) static struct wtw_stored_receipt add_article(
    struct feed_scene *scene, const struct wtw_stored_article *article)
{
    struct wtw_stored_receipt receipt = {0, WTW_STORED_KNOWN};

    check_ok(wtw_stored_article_add(&scene->database, article, &receipt, &scene->error),
             &scene->error);
    return receipt;
}

__attribute__((unused)) static struct wtw_stored_receipt add_plain(
    struct feed_scene *scene, const char *id, const char *text)
{
    const struct wtw_stored_article article = plain_article(id, text);

    return add_article(scene, &article);
}

__attribute__((unused)) static uint64_t count_articles(struct feed_scene *scene)
{
    uint64_t count = 0;

    check_ok(wtw_stored_articles_count(&scene->database, &count, &scene->error),
             &scene->error);
    return count;
}

/* What a stranger with SQLite does to the file. */
__attribute__((unused)) static void run_sql(const char *path, const char *sql)
{
    sqlite3 *stranger = NULL;
    char *said = NULL;

    check(sqlite3_open(path, &stranger) == SQLITE_OK);
    cr_assert(sqlite3_exec(stranger, sql, NULL, NULL, &said) == SQLITE_OK, "%s: %s", sql,
              said ? said : "");
    check(sqlite3_close(stranger) == SQLITE_OK);
}

#define check_words(error, wanted)                                                       \
    cr_assert(strstr((error).words, (wanted)) != NULL, "\"%s\" does not say \"%s\"",     \
              (error).words, (wanted))

#endif
