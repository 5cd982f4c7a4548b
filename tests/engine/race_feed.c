/*
 * race_feed.c - two feeds in two threads, each with threads of its own, closed and opened again
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

enum { ARTICLES = 600, BATCH = 200 };

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

/* Adds a batch whose first article is number 'begin'; ids are their numbers. */
static bool add_batch(struct run *run, struct wtw_feed *feed, uint32_t begin)
{
    static const char source[] = "gazette.example";
    struct wtw_feed_article articles[BATCH] = {0};
    char ids[BATCH][16];
    const struct wtw_feed_batch batch = {articles, BATCH, take, run};
    struct wtw_error error = {0};

    for (uint32_t i = 0; i < BATCH; i++) {
        const struct made_article *made = &run->articles[begin + i];
        int count = snprintf(ids[i], sizeof ids[i], "%u", begin + i);

        articles[i].id = (struct wtw_span){ids[i], (size_t)count};
        articles[i].source = (struct wtw_span){source, sizeof source - 1};
        articles[i].text = (struct wtw_span){made->text, made->text_bytes};
        articles[i].published_seconds = made->published_seconds;
    }
    return wtw_feed_add(feed, &batch, &error) == WTW_OK;
}

/* Opens the feed, adds all, and closes it. */
static bool add_all(struct run *run)
{
    struct wtw_options options;
    const struct wtw_feed_terms terms = {
        .path = run->path, .use = WTW_FEED_WRITE, .options = &options};
    struct wtw_feed *feed = NULL;
    struct wtw_error error = {0};
    bool is_ok = true;

    wtw_options_init(&options);
    options.thread_count = run->thread_count;
    if (wtw_feed_open(&terms, &feed, &error) != WTW_OK)
        return false;
    for (uint32_t begin = 0; begin < ARTICLES && is_ok; begin += BATCH)
        is_ok = add_batch(run, feed, begin);
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
