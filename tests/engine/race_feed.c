/*
 * race_feed.c - two feeds in two threads, each with threads of its own, closed and opened again
 *
 * Each batch is prepared by one more thread while the last is judged, and stored and told by
 * another while the next is.
 *
 * A plain program, as race_engines.c is, and for the same use: any state that the two share,
 * or that the threads of one use without a lock, is a race that ThreadSanitizer reports. With
 * the argument "race" they share a plain counter, which has to be reported. Prints TAP.
 */
#include "engine/made_articles.h"
#include "wiretwin_feed.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ARTICLES = 300, BATCH = 50, TURNS = 3 };

struct run {
    struct made_article *articles;
    uint64_t *shared_counter; /* NULL unless racing on purpose */
    uint32_t thread_count;
    char path[64];
    bool is_ok;
    uint64_t fold; /* of all receipts */
};

static void take(void *context, size_t i, const struct wtw_feed_answer *answer)
{
    struct run *run = context;

    (void)i;
    run->fold = (run->fold ^ (uint64_t)answer->receipt.cluster << 16 ^
                 answer->receipt.size ^ (uint64_t)answer->receipt.is_known << 8) *
                0x100000001b3u;
}

/* A batch that is prepared while the one before it is judged. */
struct batch {
    const struct run *run;
    uint32_t begin; /* its first article */
    char ids[BATCH][16];
    struct wtw_feed_article articles[BATCH];
    struct wtw_feed_prepared *prepared;
    bool is_ok;
};

/* Ids are the articles' numbers. */
static void *prepare(void *argument)
{
    static const char source[] = "gazette.example";
    struct batch *batch = argument;

    for (uint32_t i = 0; i < BATCH; i++) {
        const struct made_article *made = &batch->run->articles[batch->begin + i];
        int count = snprintf(batch->ids[i], sizeof batch->ids[i], "%u", batch->begin + i);

        batch->articles[i] =
            (struct wtw_feed_article){.id = {batch->ids[i], (size_t)count},
                                      .source = {source, sizeof source - 1},
                                      .text = {made->text, made->text_bytes},
                                      .published_seconds = made->published_seconds};
    }
    batch->is_ok =
        wtw_feed_prepare(batch->prepared, batch->articles, BATCH, NULL) == WTW_OK;
    return NULL;
}

static bool add_prepared(struct run *run, struct wtw_feed *feed, struct batch *batch)
{
    const struct wtw_feed_batch whole = {batch->articles, BATCH, take, run};

    return batch->is_ok &&
           wtw_feed_begin_adding(feed, batch->prepared, &whole, NULL) == WTW_OK;
}

static bool add_batches(struct run *run, struct wtw_feed *feed)
{
    static _Thread_local struct batch batches[TURNS];
    bool is_ok = true;

    for (int i = 0; i < TURNS; i++) {
        batches[i] = (struct batch){.run = run};
        is_ok =
            is_ok && wtw_feed_prepared_new(feed, &batches[i].prepared, NULL) == WTW_OK;
    }
    if (is_ok)
        prepare(&batches[0]);
    for (uint32_t begin = 0; begin < ARTICLES && is_ok; begin += BATCH) {
        struct batch *batch = &batches[begin / BATCH % TURNS];
        struct batch *next = &batches[(begin / BATCH + 1) % TURNS];
        bool has_next = begin + BATCH < ARTICLES;
        pthread_t thread;

        next->begin = begin + BATCH;
        if (has_next && pthread_create(&thread, NULL, prepare, next) != 0)
            return false;
        is_ok = add_prepared(run, feed, batch);
        if (has_next)
            pthread_join(thread, NULL);
    }
    is_ok = wtw_feed_end_adding(feed, NULL) == WTW_OK && is_ok;
    for (int i = 0; i < TURNS; i++)
        wtw_feed_prepared_free(batches[i].prepared);
    return is_ok;
}

/* Opens the feed, adds all, and closes it. */
static bool add_all(struct run *run)
{
    struct wtw_options options;
    const struct wtw_feed_terms terms = {
        .path = run->path, .use = WTW_FEED_WRITE, .options = &options};
    struct wtw_feed *feed = NULL;
    struct wtw_error error = {0};
    bool is_ok = false;

    wtw_options_init(&options);
    options.thread_count = run->thread_count;
    if (wtw_feed_open(&terms, &feed, &error) != WTW_OK)
        return false;
    is_ok = add_batches(run, feed);
    wtw_feed_close(feed);
    return is_ok;
}

static void *run_twice(void *argument)
{
    struct run *run = argument;

    /* Before SQLite, whose own locks would put one thread behind the other. */
    if (run->shared_counter)
        ++*run->shared_counter;
    run->is_ok = add_all(run);
    run->is_ok = add_all(run) && run->is_ok;
    return NULL;
}

static void remove_database(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".lock"};
    char name[80];

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

int main(int argument_count, char **arguments)
{
    bool is_racing = argument_count > 1 && strcmp(arguments[1], "race") == 0;
    struct made_article *articles = made_articles(ARTICLES, 300);
    uint64_t counter = 0;
    struct run runs[2] = {{.articles = articles, .thread_count = 3},
                          {.articles = articles, .thread_count = 2}};
    char folder[] = "/tmp/wiretwin-race-XXXXXX";
    pthread_t threads[2];
    bool is_ok = false;

    if (!mkdtemp(folder))
        return 1;
    for (int i = 0; i < 2; i++) {
        snprintf(runs[i].path, sizeof runs[i].path, "%s/%d.db", folder, i);
        runs[i].shared_counter = is_racing ? &counter : NULL;
        if (pthread_create(&threads[i], NULL, run_twice, &runs[i]) != 0)
            return 1;
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
        remove_database(runs[i].path);
    }
    rmdir(folder);
    free(articles);
    is_ok = runs[0].is_ok && runs[1].is_ok && runs[0].fold == runs[1].fold;
    printf("1..1\n%s - two feeds in two threads come to the same receipts\n",
           is_ok ? "ok" : "not ok");
    return is_ok ? 0 : 1;
}
