/*
 * test_feed_prepare.c - a batch that was prepared before its turn comes to the same as any other
 */
#include "engine/feed_runs.h"

#include "base/faults.h"

#include <pthread.h>

enum { ARTICLES = 600, BATCH = 100, BATCHES = ARTICLES / BATCH };

/* Batches of made articles; a fifth of every second one came in the batch before it. */
struct letters {
    struct made_article *made;
    char ids[ARTICLES][16];
    struct wtw_feed_article articles[ARTICLES];
};

static struct letters *write_letters(uint64_t seed)
{
    struct letters *letters = calloc(1, sizeof *letters);

    letters->made = made_articles(ARTICLES, seed);
    for (size_t i = 0; i < ARTICLES; i++) {
        size_t which = i / BATCH % 2 == 1 && i % 5 == 0 ? i - BATCH : i;

        letters->articles[i] = sent_made(&letters->made[which], which, letters->ids[i]);
    }
    return letters;
}

static void burn(struct letters *letters)
{
    free(letters->made);
    free(letters);
}

struct preparing {
    struct wtw_feed_prepared *prepared;
    const struct wtw_feed_article *articles;
    enum wtw_status status;
};

static void *prepare(void *argument)
{
    struct preparing *preparing = argument;

    preparing->status =
        wtw_feed_prepare(preparing->prepared, preparing->articles, BATCH, NULL);
    return NULL;
}

static enum wtw_status try_add_prepared(struct feed_run *run,
                                        struct wtw_feed_prepared *prepared,
                                        const struct wtw_feed_article *articles,
                                        size_t count)
{
    const struct wtw_feed_batch batch = {articles, count, note_answer, run};

    run->receipt_count = run->change_count = 0;
    return wtw_feed_add_prepared(run->feed, prepared, &batch, &run->error);
}

static struct wtw_feed_prepared *new_prepared(struct feed_run *run)
{
    struct wtw_feed_prepared *prepared = NULL;

    check_ok(wtw_feed_prepared_new(run->feed, &prepared, &run->error), &run->error);
    return prepared;
}

/* Adds all batches, each while another thread prepares the next; keeps the receipts. */
static void add_all_ahead(struct feed_run *run, const struct letters *letters,
                          struct wtw_feed_receipt *receipts)
{
    struct preparing preparing[2] = {{.prepared = new_prepared(run)},
                                     {.prepared = new_prepared(run)}};

    preparing[0].articles = letters->articles;
    prepare(&preparing[0]);
    for (size_t i = 0; i < BATCHES; i++) {
        struct preparing *next = &preparing[(i + 1) % 2];
        const struct wtw_feed_article *articles = letters->articles + i * BATCH;
        pthread_t thread;

        next->articles = articles + BATCH;
        if (i + 1 < BATCHES)
            check(pthread_create(&thread, NULL, prepare, next) == 0);
        check_ok(try_add_prepared(run, preparing[i % 2].prepared, articles, BATCH),
                 &run->error);
        memcpy(receipts + i * BATCH, run->receipts, BATCH * sizeof *receipts);
        if (i + 1 < BATCHES)
            pthread_join(thread, NULL);
        check_number(preparing[i % 2].status, WTW_OK);
    }
    wtw_feed_prepared_free(preparing[0].prepared);
    wtw_feed_prepared_free(preparing[1].prepared);
}

static struct feed_run *begin_run_with(bool leaves_texts_out)
{
    struct feed_run *run = begin_run();

    close_run(run);
    remove(run->path);
    run->terms.leaves_texts_out = leaves_texts_out;
    run->options.thread_count = 3;
    open_run(run);
    return run;
}

static void check_same_either_way(bool leaves_texts_out)
{
    struct letters *letters = write_letters(71);
    struct wtw_feed_receipt *ahead = calloc(ARTICLES, sizeof *ahead);
    struct feed_run *run = begin_run_with(leaves_texts_out);
    uint64_t count = 0;

    add_all_ahead(run, letters, ahead);
    if (!leaves_texts_out)
        check_ok(wtw_feed_check(run->feed, &count, &run->error), &run->error);
    end_run(run);
    run = begin_run_with(leaves_texts_out);
    for (size_t i = 0; i < BATCHES; i++) {
        check_ok(try_add(run, letters->articles + i * BATCH, BATCH), &run->error);
        for (size_t j = 0; j < BATCH; j++)
            check_receipt(&ahead[i * BATCH + j], &run->receipts[j]);
    }
    check(ahead[BATCH + 5].is_known);
    check_number(ahead[BATCH + 5].number, 6);
    end_run(run);
    free(ahead);
    burn(letters);
}

Test(feed_prepare, ahead_by_another_thread_changes_no_answer)
{
    check_same_either_way(false);
}

Test(feed_prepare, ahead_changes_no_answer_where_texts_are_left_out)
{
    check_same_either_way(true);
}

/* After a batch that was known nothing but hashes is made ahead, and then all again. */
Test(feed_prepare, goes_on_with_what_is_new_after_what_was_known)
{
    struct letters *letters = write_letters(72);
    struct feed_run *run = begin_run();
    struct wtw_feed_prepared *prepared = new_prepared(run);
    static const size_t begins[] = {0, 0, BATCH, 2 * BATCH};
    static const size_t knows[] = {0, BATCH, BATCH / 5, 0};

    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        size_t known = 0;

        check_ok(
            wtw_feed_prepare(prepared, letters->articles + begins[i], BATCH, &run->error),
            &run->error);
        check_ok(try_add_prepared(run, prepared, letters->articles + begins[i], BATCH),
                 &run->error);
        for (size_t j = 0; j < BATCH; j++)
            known += run->receipts[j].is_known;
        check_number(known, knows[i]);
    }
    wtw_feed_prepared_free(prepared);
    end_run(run);
    burn(letters);
}

Test(feed_prepare, takes_no_other_articles_than_were_prepared_and_each_once)
{
    struct feed_run *run = begin_run();
    struct wtw_feed_prepared *prepared = new_prepared(run);
    const struct wtw_feed_article articles[] = {
        sent("a", "harbour.example", HARBOUR, 1000),
        sent("b", "velm.example", OTHER, 2000)};

    check_status(try_add_prepared(run, prepared, articles, 1), WTW_BAD_ARGUMENT);
    check_ok(wtw_feed_prepare(prepared, articles, 1, &run->error), &run->error);
    check_status(try_add_prepared(run, prepared, articles, 2), WTW_BAD_ARGUMENT);
    check_status(try_add_prepared(run, prepared, articles + 1, 1), WTW_BAD_ARGUMENT);
    check(strstr(run->error.words, "prepared") != NULL);
    check_number(run->receipt_count, 0);
    check_ok(try_add_prepared(run, prepared, articles, 1), &run->error);
    check_number(run->receipts[0].number, 1);
    check_status(try_add_prepared(run, prepared, articles, 1), WTW_BAD_ARGUMENT);
    check_status(
        wtw_feed_prepare(prepared, articles, WTW_FEED_BATCH_MAX + 1, &run->error),
        WTW_TOO_LARGE);
    wtw_feed_prepared_free(prepared);
    end_run(run);
}

Test(feed_prepare, is_for_writers)
{
    struct feed_run *run = begin_run();
    struct wtw_feed_terms terms = run->terms;
    struct wtw_feed *reader = NULL;
    struct wtw_feed_prepared *prepared = NULL;

    terms.use = WTW_FEED_READ;
    check_ok(wtw_feed_open(&terms, &reader, &run->error), &run->error);
    check_status(wtw_feed_prepared_new(reader, &prepared, &run->error), WTW_BAD_ARGUMENT);
    check(prepared == NULL);
    wtw_feed_close(reader);
    wtw_feed_prepared_free(NULL);
    end_run(run);
}

#ifdef WTW_FAULTS

static enum wtw_status prepare_and_add(struct feed_run *run,
                                       const struct wtw_feed_article *article)
{
    struct wtw_feed_prepared *prepared = NULL;
    enum wtw_status status = wtw_feed_prepared_new(run->feed, &prepared, NULL);

    if (status == WTW_OK)
        status = wtw_feed_prepare(prepared, article, 1, NULL);
    if (status == WTW_OK)
        status = try_add_prepared(run, prepared, article, 1);
    wtw_feed_prepared_free(prepared);
    return status;
}

Test(feed_prepare, without_memory_stores_nothing_and_goes_on_when_there_is_some)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article first = sent("a", "harbour.example", HARBOUR, 1000);
    const struct wtw_feed_article copy = sent("b", "mirror.example", HARBOUR, 4600);
    enum wtw_status status = WTW_NO_MEMORY;
    uint64_t nth = 1;

    run->options.thread_count = 1;
    close_run(run);
    open_run(run);
    add_one(run, &first);
    for (; status != WTW_OK; nth++) {
        struct wtw_feed_counts counts;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = prepare_and_add(run, &copy);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        check_ok(wtw_feed_count(run->feed, &counts, &run->error), &run->error);
        check_number(counts.articles, status == WTW_OK ? 2 : 1);
    }
    check(nth > 40);
    check_number(run->receipts[0].verdict, WTW_FEED_COPY);
    check_number(run->receipts[0].size, 2);
    end_run(run);
}

#endif
