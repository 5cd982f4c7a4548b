/*
 * write_queue.c - the one thread that writes to a feed, and those who wait for it
 *
 * The writer takes tasks in the order they came: articles of neighbouring tasks go into
 * one transaction, up to the batch limits; a judgement or a deletion stands alone. Where a
 * transaction of several tasks fails for what may be one task's own fault, each is tried
 * alone, so that nobody is refused for another's article.
 *
 * The queue is bounded by articles and by bytes. Beyond that a task is refused, and its
 * client told to come again, because a queue that grows only makes everybody wait longer.
 * Pieces of a stream are let in all the same: their client sends nothing more until its
 * piece is done, and there are no more of these than connections.
 *
 * Upkeep - letting go of what is older than the window, giving free pages back - goes on
 * between transactions in steps of a few milliseconds.
 */
#include "serve/write_queue.h"

#include "base/clock.h"
#include "base/faults.h"
#include "base/memory.h"

#include <string.h>
#include <time.h>

/* A few milliseconds of work each. */
enum { EXPIRY_STEP_ARTICLES = 64, TIDY_STEP_PAGES = 64 };

struct wtw_write_queue {
    struct wtw_write_terms terms;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t came; /* a task, or the end */
    pthread_cond_t left; /* the last who waited for a task */
    size_t owners;       /* who are in wtw_write_queue_do() */
    struct wtw_task *first;
    struct wtw_task *last;
    bool is_ending;
    struct wtw_write_counts counts;
    /* The writer's own: */
    struct wtw_feed_article *articles;
    size_t article_capacity;
    double upkeep_due;
};

/* A run of tasks that go into one transaction. */
struct batch {
    struct wtw_write_queue *queue;
    struct wtw_task *first;
    struct wtw_task *end; /* first that is not in it */
    size_t count;         /* articles */
    /* Whose article comes next: */
    struct wtw_task *at;
    size_t at_article;
};

/* ------------------------------------------------------------------ one transaction */

static void note_verdict(struct wtw_write_counts *counts,
                         const struct wtw_feed_receipt *receipt)
{
    if (receipt->is_known)
        counts->known++;
    else
        counts->verdicts[receipt->verdict]++;
}

/* Called when they are durable. */
static void note_changes(void *context, const struct wtw_feed_change *changes,
                         size_t count)
{
    struct wtw_write_queue *queue = context;

    if (queue->terms.events)
        wtw_event_log_put(queue->terms.events, changes, count);
}

static void take_answer(void *context, size_t i, const struct wtw_feed_answer *answer)
{
    struct batch *batch = context;

    (void)i;
    note_changes(batch->queue, answer->changes, answer->change_count);
    while (batch->at_article == batch->at->count) {
        batch->at = batch->at->next;
        batch->at_article = 0;
    }
    batch->at->receipts[batch->at_article++] = answer->receipt;
}

static size_t bucket_of(size_t count)
{
    size_t bucket = 0;

    for (size_t most = 1; count > most && bucket < WTW_BATCH_BUCKETS - 1; most *= 4)
        bucket++;
    return bucket;
}

static void count_commit(const struct batch *batch, double seconds)
{
    struct wtw_write_counts *counts = &batch->queue->counts;

    pthread_mutex_lock(&batch->queue->lock);
    counts->commits++;
    counts->articles += batch->count;
    counts->batches[bucket_of(batch->count)]++;
    counts->commit_seconds += seconds;
    for (const struct wtw_task *task = batch->first; task != batch->end;
         task = task->next)
        for (size_t i = 0; i < task->count; i++)
            note_verdict(counts, &task->receipts[i]);
    pthread_mutex_unlock(&batch->queue->lock);
}

/* A batch of one task has its articles together already. */
static enum wtw_status gather_articles(struct batch *batch,
                                       const struct wtw_feed_article **out_articles,
                                       struct wtw_error *error)
{
    struct wtw_write_queue *queue = batch->queue;
    size_t count = 0;

    *out_articles = batch->first->articles;
    if (batch->first->next == batch->end)
        return WTW_OK;
    WTW_TRY(WTW_GROW(&queue->articles, &queue->article_capacity, batch->count, error));
    for (const struct wtw_task *task = batch->first; task != batch->end;
         task = task->next) {
        memcpy(queue->articles + count, task->articles,
               task->count * sizeof *task->articles);
        count += task->count;
    }
    *out_articles = queue->articles;
    return WTW_OK;
}

static enum wtw_status add_batch(struct batch *batch, struct wtw_error *error)
{
    const struct wtw_feed_article *articles = NULL;
    double begun = wtw_seconds_now();
    struct wtw_feed_batch feed_batch = {
        .count = batch->count, .take = take_answer, .context = batch};
    enum wtw_status status = gather_articles(batch, &articles, error);

    batch->at = batch->first;
    batch->at_article = 0;
    feed_batch.articles = articles;
    if (status == WTW_OK)
        status = wtw_feed_add(batch->queue->terms.feed, &feed_batch, error);
    if (status == WTW_OK) {
        count_commit(batch, wtw_seconds_now() - begun);
        return WTW_OK;
    }
    pthread_mutex_lock(&batch->queue->lock);
    batch->queue->counts.failures++;
    pthread_mutex_unlock(&batch->queue->lock);
    return status;
}

static void settle(struct batch *batch, enum wtw_status status,
                   const struct wtw_error *error)
{
    for (struct wtw_task *task = batch->first; task != batch->end; task = task->next) {
        task->status = status;
        task->error = *error;
    }
}

/* A failed disk fails for all; a failure that an article may have caused is looked for. */
static bool may_be_of_one(const struct batch *batch, enum wtw_status status)
{
    return status != WTW_OK && status != WTW_IO && batch->first->next != batch->end;
}

static void run_adds(struct batch *batch)
{
    struct wtw_error error = {0};
    enum wtw_status status = add_batch(batch, &error);
    struct wtw_task *end = batch->end;

    if (!may_be_of_one(batch, status)) {
        settle(batch, status, &error);
        return;
    }
    for (struct wtw_task *task = batch->first; task != end; task = task->next) {
        struct batch alone = {.queue = batch->queue,
                              .first = task,
                              .end = task->next,
                              .count = task->count};

        error = (struct wtw_error){0};
        status = add_batch(&alone, &error);
        settle(&alone, status, &error);
    }
}

static void run_batch(struct batch *batch)
{
    struct wtw_task *task = batch->first;
    struct wtw_feed *feed = batch->queue->terms.feed;
    const struct wtw_feed_listener listener = {note_changes, batch->queue};

    switch (task->kind) {
    case WTW_TASK_ADD:
        run_adds(batch);
        break;
    case WTW_TASK_JUDGE:
        task->status = wtw_feed_judge(feed, task->articles, task->receipts, &task->error);
        break;
    case WTW_TASK_DELETE:
        task->status = wtw_feed_delete(feed, task->number, &listener, &task->was_there,
                                       &task->error);
        break;
    }
}

/* ------------------------------------------------------------------ the queue */

/* Takes the first tasks off as one batch. The lock is held. */
static void take_batch(struct wtw_write_queue *queue, struct batch *out_batch)
{
    const struct wtw_write_terms *terms = &queue->terms;
    struct wtw_task *last = queue->first;
    size_t count = last->count;
    uint64_t bytes = last->bytes;

    while (last->kind == WTW_TASK_ADD && last->next && last->next->kind == WTW_TASK_ADD &&
           count + last->next->count <= terms->batch_articles &&
           bytes + last->next->bytes <= terms->batch_bytes) {
        last = last->next;
        count += last->count;
        bytes += last->bytes;
    }
    *out_batch = (struct batch){.queue = queue, .first = queue->first, .count = count};
    queue->first = last->next;
    if (!queue->first)
        queue->last = NULL;
    last->next = NULL; /* the batch ends there, whatever comes to the queue */
    queue->counts.waiting_articles -= count;
    queue->counts.waiting_bytes -= bytes;
}

static void wake_owners(const struct batch *batch)
{
    struct wtw_task *next = NULL;

    pthread_mutex_lock(&batch->queue->lock);
    for (struct wtw_task *task = batch->first; task; task = next) {
        next = task->next; /* once it is done, the task is its owner's */
        task->is_done = true;
        pthread_cond_signal(&task->done);
    }
    pthread_mutex_unlock(&batch->queue->lock);
}

static bool is_full(const struct wtw_write_queue *queue, const struct wtw_task *task)
{
    const struct wtw_write_counts *counts = &queue->counts;

    if (task->is_patient || !queue->first)
        return false;
    return counts->waiting_articles + task->count > queue->terms.waiting_articles ||
           counts->waiting_bytes + task->bytes > queue->terms.waiting_bytes;
}

static void append(struct wtw_write_queue *queue, struct wtw_task *task)
{
    task->next = NULL;
    task->is_done = false;
    if (queue->last)
        queue->last->next = task;
    else
        queue->first = task;
    queue->last = task;
    queue->counts.waiting_articles += task->count;
    queue->counts.waiting_bytes += task->bytes;
}

bool wtw_write_queue_do(struct wtw_write_queue *queue, struct wtw_task *task)
{
    bool is_taken = false;

    pthread_cond_init(&task->done, NULL);
    pthread_mutex_lock(&queue->lock);
    queue->owners++;
    is_taken = !is_full(queue, task);
    if (is_taken) {
        append(queue, task);
        pthread_cond_signal(&queue->came);
        while (!task->is_done)
            pthread_cond_wait(&task->done, &queue->lock);
    } else {
        queue->counts.refused++;
    }
    if (--queue->owners == 0)
        pthread_cond_signal(&queue->left);
    pthread_mutex_unlock(&queue->lock);
    pthread_cond_destroy(&task->done);
    return is_taken;
}

void wtw_write_queue_counts(struct wtw_write_queue *queue,
                            struct wtw_write_counts *out_counts)
{
    pthread_mutex_lock(&queue->lock);
    *out_counts = queue->counts;
    pthread_mutex_unlock(&queue->lock);
}

/* ------------------------------------------------------------------ upkeep */

static enum wtw_status expire_some(struct wtw_write_queue *queue, bool *out_more,
                                   struct wtw_error *error)
{
    const struct wtw_feed_listener listener = {note_changes, queue};
    uint32_t count = 0;
    int64_t before = (int64_t)time(NULL) - (int64_t)queue->terms.window_seconds;

    if (!queue->terms.window_seconds)
        return WTW_OK;
    WTW_TRY(wtw_feed_expire(queue->terms.feed, before, EXPIRY_STEP_ARTICLES, &listener,
                            &count, error));
    pthread_mutex_lock(&queue->lock);
    queue->counts.expired += count;
    pthread_mutex_unlock(&queue->lock);
    *out_more = count == EXPIRY_STEP_ARTICLES;
    return WTW_OK;
}

static enum wtw_status keep_up(struct wtw_write_queue *queue, bool *out_more,
                               struct wtw_error *error)
{
    struct wtw_feed_counts counts;

    WTW_TRY(expire_some(queue, out_more, error));
    if (!*out_more)
        WTW_TRY(wtw_feed_tidy(queue->terms.feed, TIDY_STEP_PAGES, out_more, error));
    if (*out_more)
        return WTW_OK;
    WTW_TRY(wtw_feed_count(queue->terms.feed, &counts, error)); /* which takes its time */
    pthread_mutex_lock(&queue->lock);
    queue->counts.index_bytes = counts.index_bytes;
    pthread_mutex_unlock(&queue->lock);
    return WTW_OK;
}

/* What fails here fails nobody's request: it is tried again, and shown. */
static void do_upkeep(struct wtw_write_queue *queue)
{
    struct wtw_error error = {0};
    bool has_more = false;
    enum wtw_status status = keep_up(queue, &has_more, &error);

    pthread_mutex_lock(&queue->lock);
    queue->counts.upkeep_words[0] = '\0';
    if (status != WTW_OK)
        wtw_error_text(&error, queue->counts.upkeep_words,
                       sizeof queue->counts.upkeep_words);
    pthread_mutex_unlock(&queue->lock);
    queue->upkeep_due =
        wtw_seconds_now() + (has_more && status == WTW_OK ? queue->terms.meanwhile_seconds
                                                          : queue->terms.upkeep_seconds);
}

/* Waits until there is a task, the end, or upkeep is due. The lock is held. */
static void wait_for_work(struct wtw_write_queue *queue)
{
    while (!queue->first && !queue->is_ending) {
        double left = queue->upkeep_due - wtw_seconds_now();
        struct timespec until;

        if (left <= 0)
            return;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += (time_t)left;
        until.tv_nsec += (long)((left - (double)(time_t)left) * 1e9);
        if (until.tv_nsec >= 1000000000L) {
            until.tv_nsec -= 1000000000L;
            until.tv_sec++;
        }
        pthread_cond_timedwait(&queue->came, &queue->lock, &until);
    }
}

static void *write_tasks(void *context)
{
    struct wtw_write_queue *queue = context;
    bool is_over = false;

    while (!is_over) {
        struct batch batch = {0};

        pthread_mutex_lock(&queue->lock);
        wait_for_work(queue);
        is_over = queue->is_ending && !queue->first;
        if (queue->first)
            take_batch(queue, &batch);
        pthread_mutex_unlock(&queue->lock);
        if (batch.first) {
            run_batch(&batch);
            wake_owners(&batch);
        }
        if (!is_over && wtw_seconds_now() >= queue->upkeep_due)
            do_upkeep(queue);
    }
    return NULL;
}

static void release_queue(struct wtw_write_queue *queue)
{
    pthread_cond_destroy(&queue->came);
    pthread_cond_destroy(&queue->left);
    pthread_mutex_destroy(&queue->lock);
    wtw_release_items(queue->articles);
    wtw_release_items(queue);
}

enum wtw_status wtw_write_queue_new(const struct wtw_write_terms *terms,
                                    struct wtw_write_queue **out_queue,
                                    struct wtw_error *error)
{
    struct wtw_write_queue *queue = NULL;

    WTW_TRY(WTW_ALLOCATE(&queue, 1, error));
    queue->terms = *terms;
    queue->upkeep_due = wtw_seconds_now();
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->came, NULL);
    pthread_cond_init(&queue->left, NULL);
    if (wtw_fault_is_due(WTW_FAULT_THREAD) ||
        pthread_create(&queue->thread, NULL, write_tasks, queue) != 0) {
        release_queue(queue);
        return wtw_fail(error, WTW_IO,
                        "cannot start the thread that writes; the system "
                        "has too many threads or too little memory");
    }
    *out_queue = queue;
    return WTW_OK;
}

void wtw_write_queue_free(struct wtw_write_queue *queue)
{
    if (!queue)
        return;
    pthread_mutex_lock(&queue->lock);
    queue->is_ending = true;
    pthread_cond_signal(&queue->came);
    pthread_mutex_unlock(&queue->lock);
    pthread_join(queue->thread, NULL);
    /* Who was told that its task is done may not have seen it yet. */
    pthread_mutex_lock(&queue->lock);
    while (queue->owners)
        pthread_cond_wait(&queue->left, &queue->lock);
    pthread_mutex_unlock(&queue->lock);
    release_queue(queue);
}
