/*
 * digest_relay.c - articles on their way from the thread that reads the database to one that
 * puts them into the index
 *
 * Two blocks change hands: one is filled while the other is restored. Reading rows and
 * sorting their keys take about as long as each other, so two threads are enough.
 */
#include "engine/digest_relay.h"

#include "base/memory.h"

#include <pthread.h>

enum { BLOCK_ARTICLES = 2048, BLOCKS = 2 };

/* How many articles before its turn what one needs of memory is asked for. */
enum { ASKED_AHEAD = 8 };

struct block {
    struct wtw_live_article items[BLOCK_ARTICLES]; /* their digests lie in 'digests' */
    size_t count;
    struct wtw_buffer digests;
    bool is_handed_over;
};

struct wtw_digest_relay {
    struct wtw_live *live;
    bool has_thread;
    bool has_ended; /* no more blocks come */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct block blocks[BLOCKS];
    size_t filling;
    enum wtw_status status; /* of restoring */
    struct wtw_error error;
};

static enum wtw_status restore_block(const struct wtw_digest_relay *relay,
                                     struct block *block, struct wtw_error *error)
{
    const char *digest = block->digests.items;

    for (size_t i = 0; i < block->count; i++) {
        block->items[i].digest = digest;
        digest += block->items[i].digest_bytes;
    }
    for (size_t i = 0; i < block->count; i++) {
        if (i + ASKED_AHEAD < block->count)
            wtw_live_text_ask(relay->live, block->items[i + ASKED_AHEAD].digest,
                              block->items[i + ASKED_AHEAD].digest_bytes);
        WTW_TRY(wtw_live_restore(relay->live, &block->items[i], error));
    }
    return WTW_OK;
}

/* Waits until a block's turn has come; false where none comes any more. */
static bool await_block(struct wtw_digest_relay *relay, struct block *block)
{
    bool has_come = false;

    pthread_mutex_lock(&relay->lock);
    while (!block->is_handed_over && !relay->has_ended)
        pthread_cond_wait(&relay->changed, &relay->lock);
    has_come = block->is_handed_over;
    pthread_mutex_unlock(&relay->lock);
    return has_come;
}

/* Gives a block back, and tells how it went; after a failure the rest is only passed on. */
static void give_back(struct wtw_digest_relay *relay, struct block *block,
                      enum wtw_status status)
{
    pthread_mutex_lock(&relay->lock);
    block->is_handed_over = false;
    relay->status = status;
    pthread_cond_signal(&relay->changed);
    pthread_mutex_unlock(&relay->lock);
}

static void *restore_all(void *context)
{
    struct wtw_digest_relay *relay = context;
    enum wtw_status status = WTW_OK;

    for (size_t i = 0; await_block(relay, &relay->blocks[i]); i = (i + 1) % BLOCKS) {
        if (status == WTW_OK)
            status = restore_block(relay, &relay->blocks[i], &relay->error);
        give_back(relay, &relay->blocks[i], status);
    }
    return NULL;
}

enum wtw_status wtw_digest_relay_new(struct wtw_live *live, uint32_t thread_count,
                                     struct wtw_digest_relay **out_relay,
                                     struct wtw_error *error)
{
    struct wtw_digest_relay *relay = NULL;

    WTW_TRY(WTW_ALLOCATE(&relay, 1, error));
    relay->live = live;
    pthread_mutex_init(&relay->lock, NULL);
    pthread_cond_init(&relay->changed, NULL);
    relay->has_thread =
        thread_count > 1 && pthread_create(&relay->thread, NULL, restore_all, relay) == 0;
    *out_relay = relay;
    return WTW_OK;
}

/* What restoring came to so far; where all was given back, for good. */
static enum wtw_status take_status(struct wtw_digest_relay *relay,
                                   struct wtw_error *error)
{
    if (relay->status != WTW_OK && error)
        *error = relay->error;
    return relay->status;
}

/* Hands the filled block over, and waits for the other one. */
static enum wtw_status change_blocks(struct wtw_digest_relay *relay,
                                     struct wtw_error *error)
{
    struct block *next = NULL;
    enum wtw_status status = WTW_OK;

    pthread_mutex_lock(&relay->lock);
    relay->blocks[relay->filling].is_handed_over = true;
    pthread_cond_signal(&relay->changed);
    relay->filling = (relay->filling + 1) % BLOCKS;
    next = &relay->blocks[relay->filling];
    while (next->is_handed_over)
        pthread_cond_wait(&relay->changed, &relay->lock);
    status = take_status(relay, error);
    pthread_mutex_unlock(&relay->lock);
    next->count = next->digests.count = 0;
    return status;
}

enum wtw_status wtw_digest_relay_put(struct wtw_digest_relay *relay,
                                     const struct wtw_live_article *article,
                                     struct wtw_error *error)
{
    struct block *block = &relay->blocks[relay->filling];

    if (!relay->has_thread)
        return wtw_live_restore(relay->live, article, error);
    WTW_TRY(wtw_buffer_append(&block->digests, article->digest, article->digest_bytes,
                              error));
    block->items[block->count++] = *article;
    return block->count == BLOCK_ARTICLES ? change_blocks(relay, error) : WTW_OK;
}

/* Ends the thread, which restores what it was given. */
static void end_thread(struct wtw_digest_relay *relay)
{
    if (!relay->has_thread)
        return;
    pthread_mutex_lock(&relay->lock);
    relay->has_ended = true;
    pthread_cond_signal(&relay->changed);
    pthread_mutex_unlock(&relay->lock);
    pthread_join(relay->thread, NULL);
    relay->has_thread = false;
}

enum wtw_status wtw_digest_relay_finish(struct wtw_digest_relay *relay,
                                        struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    if (relay->has_thread)
        status = change_blocks(relay, error);
    end_thread(relay);
    return status == WTW_OK ? take_status(relay, error) : status;
}

void wtw_digest_relay_free(struct wtw_digest_relay *relay)
{
    if (!relay)
        return;
    end_thread(relay);
    for (size_t i = 0; i < BLOCKS; i++)
        wtw_buffer_release(&relay->blocks[i].digests);
    pthread_cond_destroy(&relay->changed);
    pthread_mutex_destroy(&relay->lock);
    wtw_release_items(relay);
}
