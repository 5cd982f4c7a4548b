/*
 * test_feed_ahead.c - batches come in their order, made before their turn or not
 */
#include "check.h"

#include "base/faults.h"
#include "cli/feed_ahead.h"
#include "cli/progress.h"
#include "read/temporary_files.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { RECORDS = 60, BATCH = 7 };

/* A feed, and an intake in small batches. */
struct ahead_run {
    struct wtw_progress progress;
    struct wtw_intake intake;
    struct wtw_preferences preferences;
    struct wtw_feed *feed;
    struct wtw_feed_ahead ahead;
    const char *paths[1];
};

/* Ids are numbers; each fifth record is no article. The text of an even one is unescaped. */
static const char *write_records(void)
{
    static char text[RECORDS * 160];
    size_t count = 0;

    for (int i = 0; i < RECORDS; i++)
        count += (size_t)snprintf(
            text + count, sizeof text - count,
            i % 5 == 4
                ? "{\"id\":\"%d\"}\n"
                : "{\"id\":\"%d\",\"text\":\"Ship%s%d came to harbour %d at dawn.\"}\n",
            i, i % 2 ? " " : "\\u0020", i, i * 3);
    return write_text("in.jsonl", text);
}

static struct ahead_run *begin(uint32_t thread_count, const char *path, bool follows)
{
    struct ahead_run *run = calloc(1, sizeof *run);
    struct wtw_reader_options options = {.path_count = 1,
                                         .batch_records = BATCH,
                                         .is_prompt = true,
                                         .lends_for_two = true};
    const struct wtw_feed_terms terms = {.path = test_path("feed.db")};
    struct wtw_error error = {0};

    run->paths[0] = path;
    options.paths = run->paths;
    wtw_progress_init(&run->progress, true);
    run->intake.progress = run->intake.rejects.progress = &run->progress;
    run->intake.follows = follows;
    check_ok(wtw_reader_new(&options, NULL, &run->intake.reader, &error), &error);
    check_ok(wtw_feed_open(&terms, &run->feed, &error), &error);
    run->ahead = (struct wtw_feed_ahead){.intake = &run->intake,
                                         .preferences = &run->preferences,
                                         .feed = run->feed,
                                         .thread_count = thread_count};
    return run;
}

static void end(struct ahead_run *run)
{
    wtw_feed_ahead_release(&run->ahead);
    wtw_feed_close(run->feed);
    wtw_reader_free(run->intake.reader);
    free(run);
    remove_test_folder();
}

static void check_span(struct wtw_span span, const char *wanted)
{
    check(span.count == strlen(wanted) && memcmp(span.items, wanted, span.count) == 0);
}

static void check_article(const struct wtw_feed_article *article, int number)
{
    char wanted[80];

    snprintf(wanted, sizeof wanted, "%d", number);
    check_span(article->id, wanted);
    snprintf(wanted, sizeof wanted, "Ship %d came to harbour %d at dawn.", number,
             number * 3);
    check_span(article->text, wanted);
}

/* Takes all batches and adds them; each is looked at while the next may be in the making. */
static int take_all(struct ahead_run *run, int *out_ahead)
{
    struct wtw_feed_ready *ready = NULL;
    struct wtw_error error = {0};
    int next = 0;
    int batches = 0;
    enum wtw_status status = WTW_OK;

    *out_ahead = 0;
    while ((status = wtw_feed_ahead_take(&run->ahead, &ready, &error)) == WTW_OK) {
        struct wtw_feed_batch batch = {.articles = ready->articles.items,
                                       .count = ready->articles.count};

        wtw_feed_ahead_begin(&run->ahead);
        *out_ahead += run->ahead.has_thread;
        check_ok(wtw_feed_add_prepared(run->feed, ready->prepared, &batch, &error),
                 &error);
        for (size_t i = 0; i < batch.count; i++) {
            next += next % 5 == 4;
            check_article(&batch.articles[i], next++);
        }
        batches++;
    }
    check_number(status, WTW_END);
    check_number(next, RECORDS - 1); /* the last was none */
    return batches;
}

static void check_all_there(struct ahead_run *run)
{
    struct wtw_feed_counts counts;
    struct wtw_error error = {0};

    check_ok(wtw_feed_count(run->feed, &counts, &error), &error);
    check_number(counts.articles, RECORDS * 4 / 5);
}

/* 60 records are 9 batches of 7 at most; after each of them one more was asked for. */
Test(feed_ahead, makes_the_batches_of_a_file_before_their_turn)
{
    struct ahead_run *run = NULL;
    int ahead = 0;

    make_test_folder();
    run = begin(2, write_records(), false);
    check_number(take_all(run, &ahead), 9);
    check_number(ahead, 9);
    check_all_there(run);
    end(run);
}

Test(feed_ahead, makes_them_in_their_turn_with_one_thread_or_where_more_may_be_written)
{
    for (int follows = 0; follows < 2; follows++) {
        struct ahead_run *run = NULL;
        int ahead = 0;

        make_test_folder();
        run = begin(follows ? 2 : 1, write_records(), follows);
        check_number(take_all(run, &ahead), 9);
        check_number(ahead, 0);
        check_all_there(run);
        end(run);
    }
}

/* What is ahead when nobody wants it any more is waited for and let go of. */
Test(feed_ahead, can_be_left_at_any_time)
{
    struct ahead_run *run = NULL;
    struct wtw_feed_ready *ready = NULL;
    struct wtw_error error = {0};

    make_test_folder();
    run = begin(2, write_records(), false);
    check_ok(wtw_feed_ahead_take(&run->ahead, &ready, &error), &error);
    wtw_feed_ahead_begin(&run->ahead);
    check(run->ahead.has_thread);
    end(run);
}

Test(feed_ahead, never_reads_a_pipe_before_its_turn)
{
    const char *path = NULL;
    const char *const record = "{\"id\":\"1\",\"text\":\"Ship 1 came.\"}\n";
    struct ahead_run *run = NULL;
    struct wtw_feed_ready *ready = NULL;
    struct wtw_error error = {0};
    int kept = dup(STDIN_FILENO);
    int ends[2];

    make_test_folder();
    path = "-";
    check(pipe(ends) == 0);
    check(write(ends[1], record, strlen(record)) == (ssize_t)strlen(record));
    check(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    run = begin(2, path, false);
    check_ok(wtw_feed_ahead_take(&run->ahead, &ready, &error), &error);
    check_number(ready->articles.count, 1);
    wtw_feed_ahead_begin(&run->ahead);
    check(!run->ahead.has_thread);
    close(ends[1]);
    check_status(wtw_feed_ahead_take(&run->ahead, &ready, &error), WTW_END);
    end(run);
    check(dup2(kept, STDIN_FILENO) == STDIN_FILENO);
    close(kept);
    close(ends[0]);
}

#ifdef WTW_FAULTS

Test(feed_ahead, goes_on_without_a_thread_that_cannot_be_started)
{
    struct ahead_run *run = NULL;
    struct wtw_feed_ready *ready = NULL;
    struct wtw_error error = {0};

    make_test_folder();
    run = begin(2, write_records(), false);
    check_ok(wtw_feed_ahead_take(&run->ahead, &ready, &error), &error);
    wtw_fault_plan(WTW_FAULT_THREAD, 1);
    wtw_feed_ahead_begin(&run->ahead);
    wtw_fault_plan(WTW_FAULT_THREAD, 0);
    check(!run->ahead.has_thread);
    check_ok(wtw_feed_ahead_take(&run->ahead, &ready, &error), &error);
    check_bytes(ready->articles.items[0].id.items, 1, "7");
    end(run);
}

Test(feed_ahead, without_memory_says_so_when_the_batch_is_taken)
{
    uint64_t nth = 1;
    enum wtw_status status = WTW_NO_MEMORY;

    for (; status != WTW_OK; nth++) {
        struct ahead_run *run = NULL;
        struct wtw_feed_ready *ready = NULL;
        struct wtw_error error = {0};

        make_test_folder();
        run = begin(1, write_records(), false);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_feed_ahead_take(&run->ahead, &ready, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        end(run);
    }
    check(nth > 10);
}

#endif
