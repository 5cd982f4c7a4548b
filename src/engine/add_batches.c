/*
 * add_batches.c - articles that come batch by batch, while earlier ones are worked on
 *
 * Batches go through three hands: the source gives them, in order; a worker digests one
 * alone, so that it stays in the cache of one core and nobody waits for the slowest of all;
 * and whoever comes by when the oldest is ready settles it and all that are ready behind
 * it, again in order. So the archive is the same whatever the threads did. A number counts
 * the batches; its slot is what is left of it by the number of slots.
 *
 * One lock guards the numbers, and is held while the source gives or settles, which must not
 * happen at the same time. Moving digests into the archive takes longer, and is done without
 * it: is_settling keeps others from it.
 */
#include "engine/engine_state.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/threads.h"

#include <pthread.h>

/* As the header says; enough for batches as they should be on a hundred threads. */
#define MOST_BYTES (UINT64_C(64) << 20)

struct slot {
    struct wtw_sketch_batch *batch;
    size_t count;
    uint64_t bytes;
    bool is_ready; /* digested, and not yet settled */
};

struct line {
    struct wtw_engine *engine;
    const struct wtw_batch_source *source;
    struct slot *slots;
    uint32_t slot_count;
    pthread_mutex_t lock;
    pthread_cond_t moved; /* a slot is free, or nothing more comes */
    uint64_t given;       /* batches that the source gave */
    uint64_t settled;     /* of these */
    uint64_t failed;  /* the first that did, which is never ready; UINT64_MAX for none */
    uint64_t bytes;   /* of those given and not settled */
    bool is_over;     /* the source is asked no more */
    bool is_settling; /* a worker is at it */
    enum wtw_status status;
    struct wtw_error error;
};

/* What give is called with. */
struct slot_source {
    const struct wtw_batch_source *source;
    uint32_t slot;
};

uint32_t wtw_engine_batch_slots(const struct wtw_engine *engine)
{
    uint32_t threads = engine->options.thread_count;

    return threads > 1 ? 2 * threads : 1;
}

static uint32_t slot_of(const struct line *line, uint64_t number)
{
    return (uint32_t)(number % line->slot_count);
}

/* Below, all but digest() is called under the lock. */

static void end_line(struct line *line)
{
    line->is_over = true;
    pthread_cond_broadcast(&line->moved);
}

/* Batch 'number' failed; what is told in the end is the first of all failures. */
static void fail_line(struct line *line, uint64_t number, enum wtw_status status,
                      const struct wtw_error *error)
{
    if (number < line->failed) {
        line->failed = number;
        line->status = status;
        line->error = *error;
    }
    end_line(line);
}

static bool is_full(const struct line *line)
{
    return line->given - line->settled == line->slot_count ||
           (line->given > line->settled && line->bytes >= MOST_BYTES);
}

/* Takes the next batch as soon as there may be one more; false after the last. */
static bool take_next(struct line *line, uint64_t *out_number)
{
    const struct wtw_batch_source *source = line->source;
    struct wtw_error error = {0};
    struct slot *slot = NULL;
    enum wtw_status status = WTW_OK;

    while (!line->is_over && is_full(line))
        pthread_cond_wait(&line->moved, &line->lock);
    if (line->is_over)
        return false;
    *out_number = line->given;
    slot = &line->slots[slot_of(line, line->given)];
    slot->count = 0;
    slot->bytes = 0;
    status = source->next(source->context, slot_of(line, line->given), &slot->count,
                          &slot->bytes, &error);
    if (status == WTW_END)
        end_line(line);
    else if (status != WTW_OK)
        fail_line(line, line->given, status, &error);
    if (status != WTW_OK)
        return false;
    line->given++;
    line->bytes += slot->bytes;
    return true;
}

static enum wtw_status give(void *context, size_t i, struct wtw_buffer *scratch,
                            struct wtw_article *out_article, struct wtw_error *error)
{
    const struct slot_source *from = context;

    return from->source->give(from->source->context, from->slot, i, scratch, out_article,
                              error);
}

static enum wtw_status digest(const struct line *line, uint64_t number,
                              struct wtw_error *error)
{
    struct slot_source from = {line->source, slot_of(line, number)};
    const struct slot *slot = &line->slots[from.slot];
    const struct wtw_article_giver giver = {
        .give = give, .context = &from, .count = slot->count};

    return wtw_sketch_batch_fill(slot->batch, &giver, error);
}

/* Moves the oldest batch into the archive, and has the source settle it. */
static enum wtw_status settle_oldest(struct line *line, struct wtw_error *error)
{
    const struct wtw_batch_source *source = line->source;
    struct wtw_engine *engine = line->engine;
    uint32_t number = slot_of(line, line->settled);
    struct slot *slot = &line->slots[number];
    enum wtw_status status = WTW_OK;

    pthread_mutex_unlock(&line->lock);
    status = wtw_engine_make_way(engine, slot->count, error);
    if (status == WTW_OK)
        status = wtw_engine_take(engine, slot->batch, error);
    pthread_mutex_lock(&line->lock);
    if (status == WTW_OK)
        status = source->settle(source->context, number, error);
    return status;
}

/* Settles all that is ready and has nothing unready before it, unless another does. */
static void settle_ready(struct line *line)
{
    if (line->is_settling)
        return;
    line->is_settling = true;
    while (line->slots[slot_of(line, line->settled)].is_ready) {
        struct slot *slot = &line->slots[slot_of(line, line->settled)];
        struct wtw_error error = {0};
        enum wtw_status status = settle_oldest(line, &error);

        slot->is_ready = false;
        if (status != WTW_OK) {
            fail_line(line, line->settled, status, &error);
            break;
        }
        line->settled++;
        line->bytes -= slot->bytes;
        pthread_cond_broadcast(&line->moved);
    }
    line->is_settling = false;
}

/* What each thread does until nothing more comes. */
static enum wtw_status work(void *context, uint32_t worker, size_t begin, size_t end,
                            struct wtw_error *error)
{
    struct line *line = context;
    uint64_t number = 0;

    (void)worker, (void)begin, (void)end, (void)error;
    pthread_mutex_lock(&line->lock);
    while (take_next(line, &number)) {
        struct wtw_error why = {0};
        enum wtw_status status = WTW_OK;

        pthread_mutex_unlock(&line->lock);
        status = digest(line, number, &why);
        pthread_mutex_lock(&line->lock);
        if (status == WTW_OK)
            line->slots[slot_of(line, number)].is_ready = true;
        else
            fail_line(line, number, status, &why);
        settle_ready(line);
    }
    pthread_mutex_unlock(&line->lock);
    return WTW_OK;
}

static enum wtw_status open_slots(struct line *line, struct wtw_error *error)
{
    const struct wtw_engine *engine = line->engine;

    WTW_TRY(WTW_ALLOCATE(&line->slots, line->slot_count, error));
    for (uint32_t i = 0; i < line->slot_count; i++)
        WTW_TRY(wtw_sketch_batch_new(&engine->plan, 1, engine->keeps_texts,
                                     &line->slots[i].batch, error));
    return WTW_OK;
}

static void release_slots(struct line *line)
{
    for (uint32_t i = 0; line->slots && i < line->slot_count; i++)
        wtw_sketch_batch_free(line->slots[i].batch);
    wtw_release_items(line->slots);
}

static enum wtw_status run_line(struct line *line, struct wtw_error *error)
{
    uint32_t threads = line->engine->options.thread_count;
    const struct wtw_loop loop = {.body = work,
                                  .context = line,
                                  .thread_count = threads,
                                  .item_count = threads,
                                  .chunk_items = 1};

    WTW_TRY(wtw_loop_run(&loop, error));
    if (line->status != WTW_OK && error)
        *error = line->error;
    return line->status;
}

enum wtw_status wtw_engine_add_batches(struct wtw_engine *engine,
                                       const struct wtw_batch_source *source,
                                       struct wtw_error *error)
{
    struct line line = {.engine = engine,
                        .source = source,
                        .slot_count = wtw_engine_batch_slots(engine),
                        .failed = UINT64_MAX,
                        .status = WTW_OK};
    double begin = wtw_seconds_now();
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_engine_open_for_more(engine, error));
    pthread_mutex_init(&line.lock, NULL);
    pthread_cond_init(&line.moved, NULL);
    status = open_slots(&line, error);
    if (status == WTW_OK)
        status = run_line(&line, error);
    release_slots(&line);
    pthread_cond_destroy(&line.moved);
    pthread_mutex_destroy(&line.lock);
    engine->stats.seconds[WTW_STAGE_SKETCH] += wtw_seconds_now() - begin;
    return status;
}
