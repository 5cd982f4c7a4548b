/*
 * ahead.c - reads a stream on a thread of its own, a few blocks ahead of who takes them
 *
 * A queue of blocks, each with what the stream said when it was read: bytes, or why there
 * are no more. The thread fills blocks while it may, and ends after the first that holds no
 * bytes; whoever takes them sees the same words in the same order as if it had asked the
 * stream itself.
 *
 * While its bytes are taken a stream is read fewer blocks ahead, which stay in a cache until
 * then: the block that was emptied last is filled next. While others are taken it is
 * read further, since it will be taken at once when its turn comes.
 */
#include "read/ahead.h"

#include "base/faults.h"
#include "base/memory.h"

#include <pthread.h>
#include <string.h>

/* Each thread takes a megabyte at a time, so 16 blocks have some more at hand when several
 * come at once: with 4, two threads waited for gzip and zstd for a tenth to a fifth of their
 * time. 32 are 8 MiB, which holds a small file whole, and is touched only as far as it is
 * filled. */
enum { BLOCKS = 32, BLOCKS_IN_TURN = 16, BLOCK_BYTES = 1 << 18 };

struct block {
    char *bytes;
    size_t count;
    size_t taken;
    uint64_t stored; /* bytes of the descriptor used up to here */
    enum wtw_status status;
    struct wtw_error error;
};

struct wtw_ahead {
    struct block blocks[BLOCKS];
    char *memory;               /* of all blocks */
    struct block *idle[BLOCKS]; /* a stack of those that are neither filled nor in work */
    size_t idle_count;
    struct block
        *queue[BLOCKS]; /* the filled ones, from empty_count on, round and round */
    struct wtw_stream *stream;
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t lock;
    pthread_cond_t filled;  /* a block, or */
    pthread_cond_t emptied; /* one was taken whole, or the thread is to end */
    size_t fill_count;      /* blocks filled since the stream began, and emptied */
    size_t empty_count;
    size_t limit; /* blocks that may be filled and not yet emptied */
    bool is_ending;
};

enum wtw_status wtw_ahead_new(struct wtw_ahead **out_ahead, struct wtw_error *error)
{
    struct wtw_ahead *ahead = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&ahead, 1, error));
    status = WTW_ALLOCATE(&ahead->memory, (size_t)BLOCKS * BLOCK_BYTES, error);
    if (status != WTW_OK) {
        wtw_release_items(ahead);
        return status;
    }
    for (size_t i = 0; i < BLOCKS; i++)
        ahead->blocks[i].bytes = ahead->memory + i * BLOCK_BYTES;
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->filled, NULL);
    pthread_cond_init(&ahead->emptied, NULL);
    *out_ahead = ahead;
    return WTW_OK;
}

void wtw_ahead_free(struct wtw_ahead *ahead)
{
    if (!ahead)
        return;
    wtw_ahead_end(ahead);
    pthread_cond_destroy(&ahead->emptied);
    pthread_cond_destroy(&ahead->filled);
    pthread_mutex_destroy(&ahead->lock);
    wtw_release_items(ahead->memory);
    wtw_release_items(ahead);
}

/* ------------------------------------------------------------------ the thread */

/* Waits for a block to fill; NULL when the thread is to end. */
static struct block *wait_for_idle(struct wtw_ahead *ahead)
{
    struct block *block = NULL;

    pthread_mutex_lock(&ahead->lock);
    while (!ahead->is_ending && ahead->fill_count - ahead->empty_count >= ahead->limit)
        pthread_cond_wait(&ahead->emptied, &ahead->lock);
    if (!ahead->is_ending)
        block = ahead->idle[--ahead->idle_count];
    pthread_mutex_unlock(&ahead->lock);
    return block;
}

static void hand_over(struct wtw_ahead *ahead, struct block *block)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->queue[ahead->fill_count++ % BLOCKS] = block;
    pthread_cond_signal(&ahead->filled);
    pthread_mutex_unlock(&ahead->lock);
}

static void *read_blocks(void *argument)
{
    struct wtw_ahead *ahead = argument;
    struct block *block = NULL;
    enum wtw_status status = WTW_OK;

    while (status == WTW_OK && (block = wait_for_idle(ahead))) {
        block->count = block->taken = 0;
        block->error = (struct wtw_error){0};
        status = wtw_stream_read(ahead->stream, block->bytes, BLOCK_BYTES, &block->count,
                                 &block->error);
        block->status = status;
        block->stored = ahead->stream->stored_offset;
        hand_over(ahead, block);
    }
    return NULL;
}

bool wtw_ahead_begin(struct wtw_ahead *ahead, struct wtw_stream *stream)
{
    ahead->stream = stream;
    ahead->fill_count = ahead->empty_count = 0;
    ahead->limit = BLOCKS;
    ahead->is_ending = false;
    for (ahead->idle_count = 0; ahead->idle_count < BLOCKS; ahead->idle_count++)
        ahead->idle[ahead->idle_count] = &ahead->blocks[ahead->idle_count];
    ahead->has_thread = !wtw_fault_is_due(WTW_FAULT_THREAD) &&
                        pthread_create(&ahead->thread, NULL, read_blocks, ahead) == 0;
    return ahead->has_thread;
}

void wtw_ahead_take_turn(struct wtw_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->limit = BLOCKS_IN_TURN;
    pthread_mutex_unlock(&ahead->lock);
}

void wtw_ahead_end(struct wtw_ahead *ahead)
{
    if (!ahead->has_thread)
        return;
    pthread_mutex_lock(&ahead->lock);
    ahead->is_ending = true;
    pthread_cond_signal(&ahead->emptied);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
    ahead->has_thread = false;
}

/* ------------------------------------------------------------------ who takes */

static struct block *wait_for_filled(struct wtw_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    while (ahead->fill_count == ahead->empty_count)
        pthread_cond_wait(&ahead->filled, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
    return ahead->queue[ahead->empty_count % BLOCKS];
}

static void give_back(struct wtw_ahead *ahead, struct block *block)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->empty_count++;
    ahead->idle[ahead->idle_count++] = block;
    pthread_cond_signal(&ahead->emptied);
    pthread_mutex_unlock(&ahead->lock);
}

enum wtw_status wtw_ahead_read(struct wtw_ahead *ahead, char *out, size_t room,
                               size_t *out_count, uint64_t *out_stored,
                               struct wtw_error *error)
{
    struct block *block = wait_for_filled(ahead);
    size_t left = block->count - block->taken;
    size_t count = left < room ? left : room;

    *out_stored = block->stored;
    if (block->status != WTW_OK) {
        /* The last block stays where it is: asked again, it says the same. */
        if (error)
            *error = block->error;
        return block->status;
    }
    memcpy(out, block->bytes + block->taken, count);
    block->taken += count;
    *out_count = count;
    if (block->taken == block->count)
        give_back(ahead, block);
    return WTW_OK;
}
