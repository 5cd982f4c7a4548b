/*
 * test_killed_writers.c - a writer killed at any moment loses and doubles nothing
 *
 * A child stores articles, one by one and in batches, and tells of each that was
 * acknowledged by a pipe; it is killed at a random moment. The next child begins some
 * articles before the last that was heard of, as a feed does that saw no answer. What
 * belongs to the articles of a batch, matches and clusters, is there with them or not at all.
 */
#include "random_input.h"
#include "store/feed_scene.h"

#include "store/soundness.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

enum { KILLS = 12, BATCH = 10, OVERLAP = 15, MOST_MILLISECONDS = 200 };

/* Article i is the copy of the first of its ten, in its cluster, unless it is that. */
static bool store_what_belongs_to_it(struct wtw_database *database, int64_t number,
                                     uint32_t i)
{
    const struct wtw_stored_match match = {
        .match = {.a = number - i % BATCH, .b = number, .relation = WTW_NEAR}};

    if (i % BATCH == 0)
        return true;
    return wtw_stored_match_put(database, &match, NULL) == WTW_OK &&
           wtw_stored_article_move(database, number, match.match.a, NULL) == WTW_OK &&
           wtw_stored_cluster_settle(database, match.match.a, match.match.a, NULL) ==
               WTW_OK;
}

static bool store_one(struct wtw_database *database, uint32_t i)
{
    static struct wtw_text_packer packer;
    static struct wtw_buffer packed;
    struct wtw_stored_receipt receipt;
    struct wtw_stored_article article = plain_article("", "");
    char id[32];
    char text[128];

    snprintf(id, sizeof id, "a-%u", i);
    snprintf(text, sizeof text, "Article %u tells of harbour number %u.", i, i * 7);
    article.article.id = bytes_of(id);
    article.article.text = bytes_of(text);
    packed.count = 0;
    if (wtw_text_pack(&packer, text, strlen(text), &packed, NULL) != WTW_OK)
        return false;
    article.packed = (struct wtw_span){packed.items, packed.count};
    article.record = wtw_stored_article_hash(&article.article);
    if (wtw_stored_article_add(database, &article, &receipt, NULL) != WTW_OK)
        return false;
    return !database->is_in_batch ||
           store_what_belongs_to_it(database, receipt.number, i);
}

static bool acknowledge(int channel, uint32_t stored)
{
    return write(channel, &stored, sizeof stored) == sizeof stored;
}

static bool store_singly(struct wtw_database *database, uint32_t from, int channel)
{
    for (uint32_t i = from; i < from + BATCH; i++) {
        if (!store_one(database, i) || !acknowledge(channel, i + 1))
            return false;
    }
    return true;
}

static bool store_batch(struct wtw_database *database, uint32_t from, int channel)
{
    if (wtw_database_begin(database, NULL) != WTW_OK)
        return false;
    for (uint32_t i = from; i < from + BATCH; i++) {
        if (!store_one(database, i))
            return false;
    }
    return wtw_database_commit(database, NULL) == WTW_OK &&
           acknowledge(channel, from + BATCH);
}

/* Every other ten articles go in one batch. */
static void store_until_killed(const struct wtw_database_terms *terms, uint32_t from,
                               int channel)
{
    struct wtw_database database;
    uint32_t i = from - from % BATCH;
    bool is_stored = wtw_database_open(&database, terms, NULL) == WTW_OK;

    for (; is_stored; i += BATCH)
        is_stored = i / BATCH % 2 ? store_batch(&database, i, channel)
                                  : store_singly(&database, i, channel);
    _exit(1);
}

/* Runs a writer and kills it; gives the number of articles that were acknowledged. */
static uint32_t run_and_kill(const struct wtw_database_terms *terms, uint32_t from,
                             uint32_t milliseconds)
{
    const struct timespec pause_time = {0, (long)milliseconds * 1000000};
    uint32_t acknowledged = from;
    uint32_t told = 0;
    int status = 0;
    int channel[2];
    pid_t child = 0;

    check(pipe(channel) == 0);
    child = fork();
    if (child == 0)
        store_until_killed(terms, from > OVERLAP ? from - OVERLAP : 0, channel[1]);
    close(channel[1]);
    nanosleep(&pause_time, NULL);
    check(kill(child, SIGKILL) == 0);
    check(waitpid(child, &status, 0) == child);
    check(WIFSIGNALED(status)); /* it did not end by a failure of its own */
    while (read(channel[0], &told, sizeof told) == sizeof told)
        acknowledged = told > acknowledged ? told : acknowledged;
    close(channel[0]);
    return acknowledged;
}

/* Every other ten came in one batch: all ten are there, with nine matches, in one cluster of
 * ten, or none of it. Articles are numbered as they are counted, since nothing is lost and
 * nothing comes twice. */
static void check_batches_are_whole(struct feed_scene *scene, uint64_t count)
{
    struct wtw_feed_cluster cluster;
    struct wtw_stored_match matches[BATCH];
    size_t match_count = 0;

    for (uint32_t i = BATCH; i < count; i += 2 * BATCH) {
        check(i + BATCH <= count);
        check_ok(wtw_stored_cluster_get(&scene->database, i + 1, &cluster, &scene->error),
                 &scene->error);
        check_number(cluster.size, BATCH);
        check_number(cluster.newest, i + BATCH);
        check_ok(wtw_stored_matches_of(&scene->database, i + 1, matches, BATCH,
                                       &match_count, &scene->error),
                 &scene->error);
        check_number(match_count, BATCH - 1);
    }
}

static void check_each_is_there_once(struct feed_scene *scene, uint32_t acknowledged)
{
    uint64_t sound = 0;
    int64_t number = 0;

    check_ok(wtw_soundness_check(&scene->database, &sound, &scene->error), &scene->error);
    check(sound >= acknowledged);
    /* Beyond them at most what was stored while the last acknowledgement was under way. */
    check(sound <= acknowledged + BATCH);
    check_batches_are_whole(scene, sound);
    for (uint32_t i = 0; i < sound; i++) {
        char id[32];

        snprintf(id, sizeof id, "a-%u", i);
        check_ok(wtw_stored_article_find(&scene->database, bytes_of(id), &number,
                                         &scene->error),
                 &scene->error);
        cr_assert(number > 0, "%s of %u is missing", id, acknowledged);
        snprintf(id, sizeof id, "a-%u@2", i);
        check_ok(wtw_stored_article_find(&scene->database, bytes_of(id), &number,
                                         &scene->error),
                 &scene->error);
        check_number(number, 0);
    }
}

Test(killed_writers, lose_and_double_nothing_that_was_acknowledged)
{
    struct feed_scene scene = {.path = ""};
    struct random_input random = random_begin((uint32_t)getpid());
    uint32_t acknowledged = 0;

    scene_terms(&scene);
    /* On a slow machine some more, each with more time. */
    for (int i = 0; i < KILLS || (acknowledged <= BATCH && i < 10 * KILLS); i++) {
        acknowledged =
            run_and_kill(&scene.terms, acknowledged,
                         random_below(&random, MOST_MILLISECONDS) + (uint32_t)i);
        if (i % 4 < 3)
            continue;
        scene_open(&scene);
        check_each_is_there_once(&scene, acknowledged);
        wtw_database_close(&scene.database);
    }
    check(acknowledged > BATCH);
    scene_end(&scene);
}
