/*
 * feed_runs.h - a feed in a folder of its own, articles to send it, and its answers
 */
#ifndef WTW_TESTS_ENGINE_FEED_RUNS_H
#define WTW_TESTS_ENGINE_FEED_RUNS_H

#include "check.h"
#include "engine/made_articles.h"
#include "read/temporary_files.h"

#include "wiretwin_feed.h"

#include <stdio.h>

/* One story, the same with a change in the middle, and another. */
#define HARBOUR                                                                          \
    "The harbour of Corrant was closed on Tuesday after a crane fell across both of "    \
    "its "                                                                               \
    "piers and blocked the fishing fleet. Nobody was hurt, the port's master said, but " \
    "sixty boats could not leave before the evening tide, and the market in the town "   \
    "opened without a catch for the first time since the great storm of the last "       \
    "winter."
#define HARBOUR_REVISED                                                                  \
    "The harbour of Corrant was closed on Tuesday after a crane fell across both of "    \
    "its "                                                                               \
    "piers and blocked the fishing fleet. One man was hurt, the port's master said, "    \
    "and "                                                                               \
    "sixty boats could not leave before the evening tide, and the market in the town "   \
    "opened without a catch for the first time since the great storm of the last "       \
    "winter."
#define OTHER                                                                            \
    "A schoolteacher from Velm has won the national prize for poetry with a book about " \
    "her grandmother's garden. The jury praised the quiet voice of its forty poems, of " \
    "which most were written on the train between home and work over eleven long years."

enum { RUN_ARTICLES = 2000 };

struct feed_run {
    char path[256];
    struct wtw_options options;
    struct wtw_feed_terms terms;
    struct wtw_feed *feed;
    struct wtw_error error;
    struct wtw_feed_receipt receipts[RUN_ARTICLES]; /* of the last batch */
    struct wtw_feed_change changes[RUN_ARTICLES];
    size_t receipt_count;
    size_t change_count;
};

__attribute__((unused)) static void open_run(struct feed_run *run)
{
    check_ok(wtw_feed_open(&run->terms, &run->feed, &run->error), &run->error);
}

__attribute__((unused)) static struct feed_run *begin_run(void)
{
    struct feed_run *run = calloc(1, sizeof *run);

    make_test_folder();
    snprintf(run->path, sizeof run->path, "%s", test_path("feed.db"));
    wtw_options_init(&run->options);
    run->terms = (struct wtw_feed_terms){.path = run->path, .options = &run->options};
    open_run(run);
    return run;
}

__attribute__((unused)) static void close_run(struct feed_run *run)
{
    wtw_feed_close(run->feed);
    run->feed = NULL;
}

__attribute__((unused)) static void end_run(struct feed_run *run)
{
    close_run(run);
    free(run);
    remove_test_folder();
}

__attribute__((unused)) static void note_changes(void *context,
                                                 const struct wtw_feed_change *changes,
                                                 size_t count)
{
    struct feed_run *run = context;

    for (size_t i = 0; i < count; i++)
        run->changes[run->change_count++] = changes[i];
}

__attribute__((unused)) static void note_answer(void *context, size_t i,
                                                const struct wtw_feed_answer *answer)
{
    struct feed_run *run = context;

    check_number(i, run->receipt_count);
    run->receipts[run->receipt_count++] = answer->receipt;
    note_changes(run, answer->changes, answer->change_count);
}

__attribute__((unused)) static enum wtw_status try_add(
    struct feed_run *run, const struct wtw_feed_article *articles, size_t count)
{
    const struct wtw_feed_batch batch = {articles, count, note_answer, run};

    run->receipt_count = run->change_count = 0;
    return wtw_feed_add(run->feed, &batch, &run->error);
}

__attribute__((unused)) static struct wtw_feed_receipt add_one(
    struct feed_run *run, const struct wtw_feed_article *article)
{
    check_ok(try_add(run, article, 1), &run->error);
    check_number(run->receipt_count, 1);
    return run->receipts[0];
}

__attribute__((unused)) static struct wtw_span span_of(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

/* An article of 'source' that came out at 'seconds'. */
__attribute__((unused)) static struct wtw_feed_article sent(const char *id,
                                                            const char *source,
                                                            const char *text,
                                                            int64_t seconds)
{
    return (struct wtw_feed_article){.id = span_of(id),
                                     .source = span_of(source),
                                     .title = span_of("A title"),
                                     .text = span_of(text),
                                     .published_seconds = seconds,
                                     .arrived_seconds = 1000000};
}

/* A made article, its number as its id, which needs 16 bytes. */
__attribute__((unused)) static struct wtw_feed_article sent_made(
    const struct made_article *made, size_t number, char *id)
{
    snprintf(id, 16, "a%zu", number);
    return (struct wtw_feed_article){.id = span_of(id),
                                     .text = {made->text, made->text_bytes},
                                     .published_seconds = made->published_seconds,
                                     .arrived_seconds = 1000000,
                                     .rank = made->rank};
}

/* All that a receipt says of where its article stands. */
__attribute__((unused)) static void check_receipt(const struct wtw_feed_receipt *x,
                                                  const struct wtw_feed_receipt *y)
{
    check_number(x->number, y->number);
    check_number(x->is_known, y->is_known);
    check_number(x->is_version, y->is_version);
    check_number(x->verdict, y->verdict);
    check_number(x->partner, y->partner);
    check_number(x->relation, y->relation);
    check_number(x->is_estimated, y->is_estimated);
    check_number(x->cluster, y->cluster);
    check_number(x->canonical, y->canonical);
    check_number(x->size, y->size);
    check_number(x->figures.shared, y->figures.shared);
    check_number(x->figures.longest_passage_tokens, y->figures.longest_passage_tokens);
}

#endif
