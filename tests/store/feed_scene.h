/*
 * feed_scene.h - a database in a folder of its own, and articles to put into it
 */
#ifndef WTW_TESTS_FEED_SCENE_H
#define WTW_TESTS_FEED_SCENE_H

#include "check.h"
#include "read/temporary_files.h"

#include "store/database.h"
#include "store/packed_text.h"
#include "store/stored_articles.h"
#include "store/stored_clusters.h"
#include "store/stored_matches.h"

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

__attribute__((unused)) static struct wtw_span bytes_of(const char *text)
{
    return (struct wtw_span){text, strlen(text)};
}

/* An article of which only id and text matter. */
__attribute__((unused)) static struct wtw_stored_article plain_article(const char *id,
                                                                       const char *text)
{
    return (struct wtw_stored_article){
        .article = {.id = bytes_of(id),
                    .url = bytes_of("https://harbour.example/1"),
                    .source = bytes_of("harbour.example"),
                    .title = bytes_of("A title"),
                    .text = bytes_of(text),
                    .published_seconds = 1000,
                    .arrived_seconds = 2000},
        .agency = WTW_NO_AGENCY,
        .digest = bytes_of("digest"),
    };
}

/* Packs the text too. */
__attribute__((unused)) static enum wtw_status try_to_add(
    struct feed_scene *scene, const struct wtw_stored_article *article,
    struct wtw_stored_receipt *out_receipt)
{
    struct wtw_stored_article packed_article = *article;
    struct wtw_text_packer packer = {0};
    struct wtw_buffer packed = {0};
    enum wtw_status status =
        wtw_text_pack(&packer, article->article.text.items, article->article.text.count,
                      &packed, &scene->error);

    packed_article.packed = (struct wtw_span){packed.items, packed.count};
    packed_article.record = wtw_stored_article_hash(&article->article);
    if (status == WTW_OK)
        status = wtw_stored_article_add(&scene->database, &packed_article, out_receipt,
                                        &scene->error);
    wtw_text_packer_release(&packer);
    wtw_buffer_release(&packed);
    return status;
}

__attribute__((unused)) static struct wtw_stored_receipt add_article(
    struct feed_scene *scene, const struct wtw_stored_article *article)
{
    struct wtw_stored_receipt receipt = {.verdict = WTW_STORED_KNOWN};

    check_ok(try_to_add(scene, article, &receipt), &scene->error);
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
    struct wtw_feed_counts counts = {0};

    check_ok(wtw_stored_counts(&scene->database, &counts, &scene->error), &scene->error);
    return counts.articles;
}

/* A match of two articles that share 'shared' shingles. */
__attribute__((unused)) static void add_match(struct feed_scene *scene, int64_t a,
                                              int64_t b, enum wtw_relation relation,
                                              uint32_t shared)
{
    const struct wtw_stored_match match = {.match = {.a = a,
                                                     .b = b,
                                                     .relation = relation,
                                                     .figures = {.shared = shared,
                                                                 .a_shingles = 100,
                                                                 .b_shingles = 120,
                                                                 .lag_seconds = 60}}};

    check_ok(wtw_stored_match_put(&scene->database, &match, &scene->error),
             &scene->error);
}

/* Puts an article into a cluster and brings that up to date. */
__attribute__((unused)) static void join_cluster(struct feed_scene *scene, int64_t number,
                                                 int64_t cluster, int64_t canonical)
{
    check_ok(wtw_stored_article_move(&scene->database, number, cluster, &scene->error),
             &scene->error);
    check_ok(
        wtw_stored_cluster_settle(&scene->database, cluster, canonical, &scene->error),
        &scene->error);
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

/* SQLite's plan of a statement, a line for each step. */
__attribute__((unused)) static void explain(struct feed_scene *scene, const char *sql,
                                            char *out, size_t out_bytes)
{
    sqlite3_stmt *statement = NULL;
    char asked[4000];

    snprintf(asked, sizeof asked, "EXPLAIN QUERY PLAN %s", sql);
    cr_assert(sqlite3_prepare_v2(scene->database.handle, asked, -1, &statement, NULL) ==
                  SQLITE_OK,
              "%s: %s", sql, sqlite3_errmsg(scene->database.handle));
    out[0] = '\0';
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const size_t length = strlen(out);

        snprintf(out + length, out_bytes - length, "%s\n",
                 (const char *)sqlite3_column_text(statement, 3));
    }
    check(sqlite3_finalize(statement) == SQLITE_OK);
}

#define check_words(error, wanted)                                                       \
    cr_assert(strstr((error).words, (wanted)) != NULL, "\"%s\" does not say \"%s\"",     \
              (error).words, (wanted))

#endif
