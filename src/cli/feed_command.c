/*
 * feed_command.c - wiretwin feed: each article as it comes, new or a copy of what
 *
 * A batch is what the input has for now, up to some thousand articles: it is parsed and
 * prepared on all threads, made durable by one transaction, and only then told. So a line that
 * somebody has read is never lost, and a backfill costs a sync a batch and not one an article.
 *
 * Of a backfill three batches are on their way at a time: one is made ready (feed_ahead.c), one
 * is judged, and one is stored and told, by a thread of the library's. Where somebody may wait for
 * the answers, and where telling looks into the feed (--passages) or articles go (--window), each
 * batch is told before the next is taken.
 */
#include "base/failure.h"
#include "base/threads.h"
#include "cli/feed_ahead.h"
#include "cli/stop_signal.h"
#include "write/feed_jsonl.h"
#include "write/number_words.h"
#include "write/pair_evidence.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* How long to wait for another program's lock, and how many articles that are too old go
 * between two batches. */
enum { WAIT_MILLISECONDS = 5000, EXPIRED_AT_ONCE = 1000 };

/* Of the answers of a batch. */
struct feed_telling {
    struct feed_run *run;
    const struct wtw_feed_ready *ready;
};

struct feed_run {
    const struct wtw_settings *settings;
    struct wtw_progress *progress;
    struct wtw_feed *feed;
    struct wtw_intake intake;
    struct wtw_preferences preferences;
    struct wtw_feed_ahead ahead;
    struct wtw_out out;
    struct wtw_json json;
    struct wtw_buffer canonical_bytes;
    struct wtw_buffer partner_bytes;
    struct wtw_pair_evidence evidence;
    /* Of batches in turns; what telling changes is the telling thread's until that ends. */
    struct feed_telling tellings[2];
    size_t turn;
    bool goes_on;            /* the last batch need not have been told yet */
    enum wtw_status telling; /* of all answers so far, and why it failed */
    struct wtw_error why;
    atomic_bool has_failed; /* to tell; it may be asked at any time */
    uint64_t verdicts[WTW_FEED_EXCERPT + 1];
    uint64_t known;
    uint64_t expired;
};

/* ------------------------------------------------------------------ telling */

static enum wtw_status put_event(struct feed_run *run,
                                 const struct wtw_feed_change *change,
                                 struct wtw_error *error)
{
    struct wtw_feed_article article = {.arrived_seconds = 0};
    enum wtw_status status = wtw_feed_describe(run->feed, change->number,
                                               &run->canonical_bytes, &article, error);

    if (status != WTW_OK && status != WTW_END)
        return status;
    wtw_feed_event_json(&run->json, change, article.id);
    wtw_out_character(&run->out, '\n');
    return WTW_OK;
}

static enum wtw_status find_evidence(struct feed_run *run,
                                     const struct wtw_feed_article *article,
                                     const struct wtw_feed_article *partner,
                                     struct wtw_error *error)
{
    const struct wtw_article a = {.text = article->text.items,
                                  .text_bytes = article->text.count,
                                  .published_seconds = article->published_seconds};
    const struct wtw_article b = {.text = partner->text.items,
                                  .text_bytes = partner->text.count,
                                  .published_seconds = partner->published_seconds};

    return wtw_pair_evidence_find(&run->evidence, wtw_feed_options(run->feed), &a, &b,
                                  error);
}

/* The article that a line compares with, with its text where passages are wanted. */
static enum wtw_status get_partner(struct feed_run *run, int64_t number,
                                   struct wtw_feed_article *out_partner,
                                   struct wtw_error *error)
{
    struct wtw_feed_receipt unused;

    if (run->settings->passages)
        return wtw_feed_get(run->feed, number, &run->partner_bytes, out_partner, &unused,
                            error);
    return wtw_feed_describe(run->feed, number, &run->partner_bytes, out_partner, error);
}

static enum wtw_status put_line(struct feed_run *run,
                                const struct wtw_feed_article *article,
                                const struct wtw_feed_receipt *receipt,
                                struct wtw_error *error)
{
    struct wtw_feed_article canonical = *article;
    struct wtw_feed_article partner;
    struct wtw_feed_line line = {
        .article = article, .receipt = receipt, .canonical = &canonical};

    if (receipt->canonical != receipt->number)
        WTW_TRY(wtw_feed_describe(run->feed, receipt->canonical, &run->canonical_bytes,
                                  &canonical, error));
    if (receipt->partner == receipt->canonical && !run->settings->passages) {
        line.partner = &canonical;
    } else if (receipt->partner) {
        WTW_TRY(get_partner(run, receipt->partner, &partner, error));
        line.partner = &partner;
    }
    if (receipt->partner && run->settings->passages) {
        WTW_TRY(find_evidence(run, article, &partner, error));
        line.evidence = &run->evidence.evidence;
    }
    wtw_feed_line_json(&run->json, &line);
    wtw_out_character(&run->out, '\n');
    return WTW_OK;
}

static enum wtw_status tell(const struct feed_telling *telling, size_t i,
                            const struct wtw_feed_answer *answer, struct wtw_error *error)
{
    struct feed_run *run = telling->run;
    const struct wtw_feed_articles *articles = &telling->ready->articles;
    const struct wtw_feed_receipt *receipt = &answer->receipt;

    if (receipt->is_known)
        run->known++;
    else
        run->verdicts[receipt->verdict]++;
    WTW_TRY(put_line(run, &articles->items[i], receipt, error));
    for (size_t j = 0; j < answer->change_count; j++)
        WTW_TRY(put_event(run, &answer->changes[j], error));
    /* What was told goes out at once: somebody may be waiting for it. */
    return i + 1 < articles->count ? WTW_OK
                                   : wtw_out_flush(&run->out, "standard output", error);
}

static void take(void *context, size_t i, const struct wtw_feed_answer *answer)
{
    const struct feed_telling *telling = context;
    struct feed_run *run = telling->run;

    if (run->telling == WTW_OK)
        run->telling = tell(telling, i, answer, &run->why);
    if (run->telling != WTW_OK)
        atomic_store(&run->has_failed, true);
}

static void take_changes(void *context, const struct wtw_feed_change *changes,
                         size_t count)
{
    struct feed_run *run = context;

    for (size_t i = 0; i < count && run->telling == WTW_OK; i++)
        run->telling = put_event(run, &changes[i], &run->why);
}

static enum wtw_status finish_telling(struct feed_run *run, struct wtw_error *error)
{
    if (run->telling != WTW_OK) {
        *error = run->why;
        return run->telling;
    }
    return wtw_out_flush(&run->out, "standard output", error);
}

/* ------------------------------------------------------------------ batches */

static enum wtw_status expire(struct feed_run *run, uint32_t *out_count,
                              struct wtw_error *error)
{
    const struct wtw_feed_listener listener = {take_changes, run};
    int64_t before = (int64_t)time(NULL) - (int64_t)run->settings->window_seconds;

    *out_count = 0;
    if (!run->settings->window_seconds)
        return WTW_OK;
    WTW_TRY(
        wtw_feed_expire(run->feed, before, EXPIRED_AT_ONCE, &listener, out_count, error));
    run->expired += *out_count;
    return finish_telling(run, error);
}

/* Waits until all is told that was added. */
static enum wtw_status end_adding(struct feed_run *run, struct wtw_error *error)
{
    WTW_TRY(wtw_feed_end_adding(run->feed, error));
    return finish_telling(run, error);
}

/* Whether the next batch may be judged before the last one was told. */
static bool may_go_on(struct feed_run *run)
{
    return run->ahead.has_thread && !run->settings->passages &&
           !run->settings->window_seconds && !atomic_load(&run->has_failed);
}

static enum wtw_status add_batch(struct feed_run *run, const struct wtw_feed_ready *ready,
                                 struct wtw_error *error)
{
    struct feed_telling *telling = &run->tellings[run->turn];
    const struct wtw_feed_batch batch = {.articles = ready->articles.items,
                                         .count = ready->articles.count,
                                         .take = take,
                                         .context = telling};
    uint32_t expired = 0;

    *telling = (struct feed_telling){run, ready};
    run->turn = !run->turn;
    WTW_TRY(wtw_feed_begin_adding(run->feed, ready->prepared, &batch, error));
    run->goes_on = may_go_on(run);
    if (run->goes_on)
        return WTW_OK;
    WTW_TRY(end_adding(run, error));
    return expire(run, &expired, error);
}

static enum wtw_status add_batches(struct feed_run *run, struct wtw_error *error)
{
    struct wtw_feed_ready *ready = NULL;
    enum wtw_status status = wtw_feed_ahead_take(&run->ahead, &ready, error);

    while (status == WTW_OK) {
        wtw_stop_hold_off();
        wtw_feed_ahead_begin(&run->ahead);
        status = add_batch(run, ready, error);
        if (!run->goes_on)
            wtw_stop_let_through();
        if (status == WTW_OK && wtw_stop_signal())
            return wtw_fail(error, WTW_STOPPED, "interrupted");
        if (status == WTW_OK)
            status = wtw_feed_ahead_take(&run->ahead, &ready, error);
    }
    return status;
}

/* Adds all, and lets go of the last batches when nobody needs them any more. */
static enum wtw_status add_all(struct feed_run *run, struct wtw_error *error)
{
    enum wtw_status status = add_batches(run, error);
    struct wtw_error why;
    enum wtw_status ended = end_adding(run, &why);

    wtw_stop_let_through();
    wtw_feed_ahead_release(&run->ahead);
    if (status != WTW_END || ended == WTW_OK)
        return status;
    *error = why;
    return ended;
}

static enum wtw_status read_all(struct feed_run *run, struct wtw_error *error)
{
    uint32_t threads = run->settings->engine.thread_count;
    uint32_t expired = EXPIRED_AT_ONCE;
    enum wtw_status status = WTW_OK;

    run->ahead = (struct wtw_feed_ahead){.intake = &run->intake,
                                         .preferences = &run->preferences,
                                         .feed = run->feed,
                                         .thread_count =
                                             threads ? threads : wtw_threads_available()};
    status = add_all(run, error);
    wtw_progress_clear(run->progress);
    if (status != WTW_END)
        return status;
    while (expired == EXPIRED_AT_ONCE)
        WTW_TRY(expire(run, &expired, error));
    return WTW_OK;
}

static uint64_t count_judged(const struct feed_run *run)
{
    uint64_t count = 0;

    for (int i = 0; i <= WTW_FEED_EXCERPT; i++)
        count += run->verdicts[i];
    return count;
}

static void summarise(const struct feed_run *run)
{
    uint64_t judged = count_judged(run);
    char expired[80] = "";

    if (run->expired)
        snprintf(expired, sizeof expired, "; %s too old, deleted",
                 wtw_grouped_words(run->expired).items);
    wtw_remark(run->progress,
               "%s article%s: %s new, %s cop%s, %s revision%s, %s excerpt%s; %s known%s",
               wtw_grouped_words(judged).items, judged == 1 ? "" : "s",
               wtw_grouped_words(run->verdicts[WTW_FEED_NEW]).items,
               wtw_grouped_words(run->verdicts[WTW_FEED_COPY]).items,
               run->verdicts[WTW_FEED_COPY] == 1 ? "y" : "ies",
               wtw_grouped_words(run->verdicts[WTW_FEED_REVISION]).items,
               run->verdicts[WTW_FEED_REVISION] == 1 ? "" : "s",
               wtw_grouped_words(run->verdicts[WTW_FEED_EXCERPT]).items,
               run->verdicts[WTW_FEED_EXCERPT] == 1 ? "" : "s",
               wtw_grouped_words(run->known).items, expired);
}

static enum wtw_status read_inputs(struct feed_run *run, enum wtw_exit *out_exit,
                                   struct wtw_error *error)
{
    WTW_TRY(wtw_preferences_parse(&run->preferences, run->settings->prefer, error));
    WTW_TRY(wtw_intake_open(&run->intake, run->settings, run->progress, false, error));
    WTW_TRY(read_all(run, error));
    summarise(run);
    return wtw_intake_close(&run->intake, count_judged(run) + run->known, out_exit,
                            error);
}

/* ------------------------------------------------------------------ other errands */

static enum wtw_status delete_one(struct feed_run *run, struct wtw_error *error)
{
    const char *id = run->settings->deleted_id;
    const struct wtw_feed_listener listener = {take_changes, run};
    bool is_deleted = false;
    int64_t number = 0;

    WTW_TRY(wtw_feed_find(run->feed, (struct wtw_span){id, strlen(id)}, &number, error));
    if (number)
        WTW_TRY(wtw_feed_delete(run->feed, number, &listener, &is_deleted, error));
    if (!is_deleted)
        return wtw_fail(error, WTW_BAD_ARGUMENT, "%s has no article '%s'",
                        run->settings->database, id);
    wtw_remark(run->progress, "deleted %s", id);
    return finish_telling(run, error);
}

static enum wtw_status check(struct feed_run *run, struct wtw_error *error)
{
    uint64_t count = 0;

    WTW_TRY(wtw_feed_check(run->feed, &count, error));
    wtw_say(run->progress, "%s is sound: %s article%s", run->settings->database,
            wtw_grouped_words(count).items, count == 1 ? "" : "s");
    return WTW_OK;
}

static bool keep_going(void *context, enum wtw_stage stage, uint64_t done, uint64_t total)
{
    struct feed_run *run = context;

    (void)stage;
    wtw_progress_step(run->progress, "judging anew", done, total, false);
    return !wtw_stop_signal();
}

static enum wtw_status open_feed(struct feed_run *run, struct wtw_error *error)
{
    const struct wtw_settings *settings = run->settings;
    struct wtw_options options = settings->engine;
    struct wtw_feed_terms terms = {
        .path = settings->database,
        .use = settings->checks ? WTW_FEED_READ : WTW_FEED_WRITE,
        .options = &options,
        .wait_milliseconds = WAIT_MILLISECONDS,
        .leaves_texts_out = settings->leaves_texts_out,
        .rebuild = settings->rebuild,
    };
    enum wtw_status status = WTW_OK;

    if (!settings->database)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "feed needs a database: --db FILE, made where there is none");
    options.watch.keep_going = keep_going;
    options.watch.context = run;
    wtw_stop_hold_off();
    status = wtw_feed_open(&terms, &run->feed, error);
    wtw_stop_let_through();
    wtw_progress_clear(run->progress);
    return status;
}

static enum wtw_status do_errands(struct feed_run *run, enum wtw_exit *out_exit,
                                  struct wtw_error *error)
{
    const struct wtw_settings *settings = run->settings;
    bool has_errand = settings->checks || settings->rebuild || settings->deleted_id;

    if (settings->checks && (settings->input_count || settings->rebuild ||
                             settings->deleted_id || settings->follows))
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--check only looks; leave INPUT and all that writes out");
    WTW_TRY(open_feed(run, error));
    *out_exit = WTW_EXIT_DONE;
    if (settings->checks)
        return check(run, error);
    if (settings->rebuild)
        wtw_remark(run->progress, "judged all of %s anew", settings->database);
    if (settings->deleted_id)
        WTW_TRY(delete_one(run, error));
    if (has_errand && !settings->input_count)
        return WTW_OK;
    return read_inputs(run, out_exit, error);
}

enum wtw_status wtw_feed_run(const struct wtw_settings *settings,
                             struct wtw_progress *progress, enum wtw_exit *out_exit,
                             struct wtw_error *error)
{
    struct feed_run run = {.settings = settings, .progress = progress};
    enum wtw_status status = wtw_out_init(&run.out, STDOUT_FILENO, error);

    wtw_json_init(&run.json, &run.out, false);
    if (status == WTW_OK)
        status = do_errands(&run, out_exit, error);
    wtw_intake_release(&run.intake);
    wtw_feed_close(run.feed);
    wtw_pair_evidence_release(&run.evidence);
    wtw_buffer_release(&run.canonical_bytes);
    wtw_buffer_release(&run.partner_bytes);
    wtw_out_release(&run.out);
    return status;
}
