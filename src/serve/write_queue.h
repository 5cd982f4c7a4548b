/*
 * write_queue.h - the one thread that writes to a feed, and those who wait for it
 *
 * Many threads bring articles; each is told when its own are durable. What came while the
 * last transaction was being synced goes into the next one together ("group commit"), so
 * that the disk's sync rate bounds transactions, not articles.
 */
#ifndef WTW_SERVE_WRITE_QUEUE_H
#define WTW_SERVE_WRITE_QUEUE_H

#include "serve/event_log.h"

#include "wiretwin_feed.h"

#include <pthread.h>

enum wtw_task_kind {
    WTW_TASK_ADD,   /* 'articles', to 'receipts' */
    WTW_TASK_JUDGE, /* the one article, to the one receipt */
    WTW_TASK_DELETE /* 'number', to 'was_there' */
};

/* What one thread wants. It owns all of it, and lends it during wtw_write_queue_do(). */
struct wtw_task {
    enum wtw_task_kind kind;
    /* One piece of many of a client that waits for its turn, whatever the queue holds. */
    bool is_patient;
    const struct wtw_feed_article *articles;
    struct wtw_feed_receipt *receipts;
    size_t count;
    uint64_t bytes; /* of the articles, about */
    int64_t number;
    bool was_there;
    enum wtw_status status; /* how it went, with words in 'error' */
    struct wtw_error error;
    /* The queue's own: */
    struct wtw_task *next;
    pthread_cond_t done;
    bool is_done;
};

/* What the writer is to do and to keep to; copied. */
struct wtw_write_terms {
    struct wtw_feed *feed; /* borrowed; only the writer's thread uses it meanwhile */
    struct wtw_event_log *events; /* borrowed, gets what changes; NULL: nobody wants it */
    uint64_t window_seconds;      /* articles that are older go; 0: none does */
    size_t batch_articles;        /* in one transaction, at most; but for a larger task */
    uint64_t batch_bytes;
    size_t waiting_articles; /* beyond these a task is refused */
    uint64_t waiting_bytes;
    double upkeep_seconds;    /* between looks for what is too old or free */
    double meanwhile_seconds; /* between two steps of upkeep while there is more */
};

/* Buckets of the sizes of batches: up to 1, 4, 16, ... 65536, and larger. */
enum { WTW_BATCH_BUCKETS = 10 };

/* What was done so far. */
struct wtw_write_counts {
    uint64_t commits;
    uint64_t failures;                       /* transactions that were not */
    uint64_t articles;                       /* in commits */
    uint64_t known;                          /* of them, there already */
    uint64_t verdicts[WTW_FEED_EXCERPT + 1]; /* of the others */
    uint64_t batches[WTW_BATCH_BUCKETS];     /* commits by size; each once */
    double commit_seconds;
    uint64_t expired;
    size_t waiting_articles; /* now */
    uint64_t waiting_bytes;
    uint64_t refused; /* tasks */
    uint64_t index_bytes;
    char upkeep_words[256]; /* why upkeep failed last; empty: it did not */
};

struct wtw_write_queue; /* opaque */

/*
 * wtw_write_queue_new() starts the thread. wtw_write_queue_free() lets it finish what
 * waits, and ends it; nobody may bring more by then. Returns WTW_OK, WTW_NO_MEMORY, or
 * WTW_IO where no thread can be started.
 */
WTW_MUST_CHECK enum wtw_status wtw_write_queue_new(const struct wtw_write_terms *terms,
                                                   struct wtw_write_queue **out_queue,
                                                   struct wtw_error *error);
void wtw_write_queue_free(struct wtw_write_queue *queue);

/*
 * wtw_write_queue_do() brings a task and waits until it is done: its status says how it
 * went. False where the queue is full, and nothing was done.
 */
bool wtw_write_queue_do(struct wtw_write_queue *queue, struct wtw_task *task);

void wtw_write_queue_counts(struct wtw_write_queue *queue,
                            struct wtw_write_counts *out_counts);

#endif
