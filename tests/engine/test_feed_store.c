/*
 * test_feed_store.c - a batch may be stored and told while the next is judged
 */
#include "engine/feed_runs.h"

#include "base/faults.h"

#include <sqlite3.h>

enum { ARTICLES = 600, BATCH = 60, BATCHES = ARTICLES / BATCH };

/* Made articles, all of which are like some before them; a fifth of every second batch came in
 * the one before it, and every seventh has the id of another with other words. */
struct letters {
    struct made_article *made;
    char ids[ARTICLES][16];
    struct wtw_feed_article articles[ARTICLES];
};

static struct letters *write_letters(void)
{
    struct letters *letters = calloc(1, sizeof *letters);

    letters->made = made_articles(ARTICLES, 411);
    for (size_t i = 0; i < ARTICLES; i++) {
        size_t which = i / BATCH % 2 == 1 && i % 5 == 0 ? i - BATCH : i;

        letters->articles[i] = sent_made(&letters->made[which], which, letters->ids[i]);
        if (i > BATCH && i % 7 == 0)
            letters->articles[i].id = letters->articles[i - BATCH / 2].id;
    }
    return letters;
}

static void burn(struct letters *letters)
{
    free(letters->made);
    free(letters);
}

/* What was told, in order, of all batches. */
struct told {
    struct wtw_feed_receipt receipts[ARTICLES];
    size_t count;
    size_t change_count;
    struct wtw_feed *feed; /* in which each is looked up, or NULL */
};

static void take(void *context, size_t i, const struct wtw_feed_answer *answer)
{
    struct told *told = context;
    struct wtw_buffer scratch = {0};
    struct wtw_feed_article article;
    struct wtw_error error = {0};

    check_number(i, told->count % BATCH);
    told->receipts[told->count++] = answer->receipt;
    told->change_count += answer->change_count;
    if (!told->feed)
        return;
    check_ok(
        wtw_feed_describe(told->feed, answer->receipt.number, &scratch, &article, &error),
        &error);
    wtw_buffer_release(&scratch);
}

static struct feed_run *begin_run_with(uint32_t thread_count, bool leaves_texts_out)
{
    struct feed_run *run = begin_run();

    close_run(run);
    remove(run->path);
    run->terms.leaves_texts_out = leaves_texts_out;
    run->options.thread_count = thread_count;
    open_run(run);
    return run;
}

/* Batches in three turns, as what was prepared is borrowed for so long. */
struct sending {
    struct feed_run *run;
    const struct letters *letters;
    struct told *told;
    struct wtw_feed_prepared *prepared[3];
};

static struct sending begin_sending(struct feed_run *run, const struct letters *letters)
{
    struct sending sending = {
        .run = run, .letters = letters, .told = calloc(1, sizeof(struct told))};

    sending.told->feed = run->feed;
    for (size_t i = 0; i < 3; i++)
        check_ok(wtw_feed_prepared_new(run->feed, &sending.prepared[i], &run->error),
                 &run->error);
    return sending;
}

static void prepare(struct sending *sending, size_t number)
{
    check_ok(wtw_feed_prepare(sending->prepared[number % 3],
                              sending->letters->articles + number * BATCH, BATCH,
                              &sending->run->error),
             &sending->run->error);
}

static enum wtw_status begin_adding(struct sending *sending, size_t number)
{
    const struct wtw_feed_batch batch = {sending->letters->articles + number * BATCH,
                                         BATCH, take, sending->told};

    return wtw_feed_begin_adding(sending->run->feed, sending->prepared[number % 3],
                                 &batch, &sending->run->error);
}

static enum wtw_status try_send(struct sending *sending, size_t number)
{
    prepare(sending, number);
    return begin_adding(sending, number);
}

static void end_sending(struct sending *sending)
{
    for (size_t i = 0; i < 3; i++)
        wtw_feed_prepared_free(sending->prepared[i]);
    free(sending->told);
}

static size_t count_new(const struct told *told)
{
    size_t count = 0;

    for (size_t i = 0; i < told->count; i++)
        count += !told->receipts[i].is_known;
    return count;
}

/* One batch after the other, each told before the next is sent. */
static struct told *send_one_by_one(const struct letters *letters, bool leaves_texts_out)
{
    struct told *told = calloc(1, sizeof *told);
    struct feed_run *run = begin_run_with(1, leaves_texts_out);

    told->feed = run->feed;
    for (size_t i = 0; i < BATCHES; i++) {
        const struct wtw_feed_batch batch = {letters->articles + i * BATCH, BATCH, take,
                                             told};

        check_ok(wtw_feed_add(run->feed, &batch, &run->error), &run->error);
    }
    end_run(run);
    return told;
}

static void check_the_same(const struct letters *letters, const struct told *wanted,
                           uint32_t thread_count, bool leaves_texts_out)
{
    struct feed_run *run = begin_run_with(thread_count, leaves_texts_out);
    struct sending sending = begin_sending(run, letters);
    uint64_t count = 0;

    for (size_t i = 0; i < BATCHES; i++)
        check_ok(try_send(&sending, i), &run->error);
    check_ok(wtw_feed_end_adding(run->feed, &run->error), &run->error);
    check_number(sending.told->count, ARTICLES);
    check_number(sending.told->change_count, wanted->change_count);
    for (size_t i = 0; i < ARTICLES; i++)
        check_receipt(&sending.told->receipts[i], &wanted->receipts[i]);
    if (!leaves_texts_out)
        check_ok(wtw_feed_check(run->feed, &count, &run->error), &run->error);
    end_sending(&sending);
    end_run(run);
}

Test(feed_store, batches_under_way_together_come_to_the_same_as_one_after_the_other)
{
    struct letters *letters = write_letters();

    for (int leaves_texts_out = 0; leaves_texts_out < 2; leaves_texts_out++) {
        struct told *wanted = send_one_by_one(letters, leaves_texts_out);
        size_t versions = 0;

        for (size_t i = 0; i < ARTICLES; i++)
            versions += wanted->receipts[i].is_version;
        check(count_new(wanted) < ARTICLES * 19 / 20 && versions > ARTICLES / 20);
        for (uint32_t threads = 1; threads <= 3; threads++)
            check_the_same(letters, wanted, threads, leaves_texts_out);
        free(wanted);
    }
    burn(letters);
}

Test(feed_store, what_is_under_way_when_the_feed_is_closed_is_stored_and_told)
{
    struct letters *letters = write_letters();
    struct feed_run *run = begin_run_with(2, false);
    struct sending sending = begin_sending(run, letters);
    struct wtw_feed_counts counts;

    check_ok(try_send(&sending, 0), &run->error);
    close_run(run);
    check_number(sending.told->count, BATCH);
    open_run(run);
    check_ok(wtw_feed_count(run->feed, &counts, &run->error), &run->error);
    check_number(counts.articles, BATCH);
    end_sending(&sending);
    end_run(run);
    burn(letters);
}

/* What was borrowed for the first is the caller's again, who may let go of all after a refusal. */
Test(feed_store, a_batch_that_is_refused_comes_back_when_the_one_before_it_was_told)
{
    struct feed_run *run = begin_run_with(2, false);
    struct letters *letters = write_letters();
    struct sending sending = begin_sending(run, letters);

    check_ok(try_send(&sending, 0), &run->error);
    check_status(begin_adding(&sending, 1), WTW_BAD_ARGUMENT); /* it was not prepared */
    check_number(sending.told->count, BATCH);
    check_ok(try_send(&sending, 1), &run->error);
    check_ok(wtw_feed_end_adding(run->feed, &run->error), &run->error);
    check_number(sending.told->count, 2 * BATCH);
    end_sending(&sending);
    end_run(run);
    burn(letters);
}

/* Another program has a transaction open. Both batches are sent again when that has ended. */
static void check_failure(uint32_t thread_count)
{
    struct letters *letters = write_letters();
    struct feed_run *run = begin_run_with(thread_count, false);
    struct sending sending = begin_sending(run, letters);
    sqlite3 *stranger = NULL;
    enum wtw_status first = WTW_OK;

    check(sqlite3_open(run->path, &stranger) == SQLITE_OK);
    check(sqlite3_exec(stranger, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK);
    first = try_send(&sending, 0);
    check_number(first, thread_count > 1 ? WTW_OK : WTW_IO);
    check_status(try_send(&sending, 1), WTW_IO);
    check(strstr(run->error.words, "another program") != NULL);
    check_ok(wtw_feed_end_adding(run->feed, &run->error), &run->error);
    check_number(sending.told->count, 0);
    check(sqlite3_exec(stranger, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
    check(sqlite3_close(stranger) == SQLITE_OK);
    for (size_t i = 0; i < 2; i++)
        check_ok(try_send(&sending, i), &run->error);
    check_ok(wtw_feed_end_adding(run->feed, &run->error), &run->error);
    check_number(sending.told->count, 2 * BATCH);
    check_number(sending.told->receipts[0].number, 1);
    check(!sending.told->receipts[0].is_known);
    end_sending(&sending);
    end_run(run);
    burn(letters);
}

Test(feed_store, after_a_failure_nothing_is_there_that_was_not_told)
{
    for (uint32_t threads = 1; threads <= 2; threads++)
        check_failure(threads);
}

#ifdef WTW_FAULTS

Test(feed_store, without_a_thread_a_batch_is_told_when_it_was_begun)
{
    struct letters *letters = write_letters();
    struct feed_run *run = begin_run_with(2, false);
    struct sending sending = begin_sending(run, letters);

    for (uint64_t nth = 1; nth < 8; nth++) {
        wtw_fault_plan(WTW_FAULT_THREAD, nth);
        check_ok(try_send(&sending, nth - 1), &run->error);
        wtw_fault_plan(WTW_FAULT_THREAD, 0);
    }
    check_ok(wtw_feed_end_adding(run->feed, &run->error), &run->error);
    check_number(sending.told->count, 7 * BATCH);
    end_sending(&sending);
    end_run(run);
    burn(letters);
}

/* What was told is there, and nothing else, wherever in two batches it happens. */
Test(feed_store, has_what_was_told_after_memory_ran_out_anywhere)
{
    struct letters *letters = write_letters();
    uint64_t nth = 1;
    bool has_failed = true;

    for (; has_failed; nth += 17) {
        struct feed_run *run = begin_run_with(2, false);
        struct sending sending = begin_sending(run, letters);
        struct wtw_feed_counts counts;

        sending.told->feed = NULL;
        prepare(&sending, 1);
        check_ok(try_send(&sending, 0), &run->error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        has_failed = begin_adding(&sending, 1) != WTW_OK;
        has_failed = wtw_feed_end_adding(run->feed, &run->error) != WTW_OK || has_failed;
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check_number(has_failed ? run->error.status : WTW_NO_MEMORY, WTW_NO_MEMORY);
        check_ok(wtw_feed_count(run->feed, &counts, &run->error), &run->error);
        check_number(counts.articles, count_new(sending.told));
        check_number(has_failed || sending.told->count == 2 * BATCH, true);
        end_sending(&sending);
        end_run(run);
    }
    check(nth > 60);
    burn(letters);
}

#endif
