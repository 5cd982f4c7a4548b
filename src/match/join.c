/*
 * join.c - a join on all threads, whatever it joins
 *
 * Columns are joined on all threads, each into pairs of its own; sorting the union makes
 * the result independent of who did what.
 */
#include "match/join_worker.h"

#include "base/memory.h"
#include "base/threads.h"
#include "match/radix_sort.h"
#include "sketch/mix.h"

enum wtw_status wtw_join_worker_reserve(struct wtw_join_worker *worker, size_t count,
                                        struct wtw_error *error)
{
    size_t capacity = 0;

    if (count <= worker->capacity)
        return WTW_OK;
    capacity = wtw_grown_capacity(worker->capacity, count);
    wtw_release_items(worker->entries);
    wtw_release_items(worker->scratch);
    worker->entries = NULL;
    worker->scratch = NULL;
    worker->capacity = 0;
    WTW_TRY(WTW_RESIZE(&worker->entries, capacity, error));
    WTW_TRY(WTW_RESIZE(&worker->scratch, capacity, error));
    worker->capacity = capacity;
    return WTW_OK;
}

void wtw_bucket_order(const struct wtw_join *join, struct wtw_join_worker *worker,
                      uint64_t *bucket, size_t count, uint32_t column)
{
    const uint64_t *content = join->digests->content_hashes;
    uint64_t variant = (bucket[0] >> 32) + column;

    if (count - 1 <= join->bucket_limit)
        return;
    worker->crowded_buckets++;
    for (size_t i = 0; i < count; i++) {
        uint32_t article = (uint32_t)bucket[i];
        uint64_t order = wtw_mix(content[article] + variant);

        bucket[i] = (order & ~(uint64_t)UINT32_MAX) | article;
    }
    wtw_radix_sort(bucket, worker->scratch, count, 32);
}

enum wtw_status wtw_bucket_pair(const struct wtw_joiner *joiner,
                                struct wtw_join_worker *worker, uint64_t *bucket,
                                size_t count, uint32_t column, struct wtw_error *error)
{
    size_t limit = joiner->join->bucket_limit;

    wtw_bucket_order(joiner->join, worker, bucket, count, column);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && j - i <= limit; j++) {
            uint64_t pair = wtw_pair_of((uint32_t)bucket[i], (uint32_t)bucket[j]);

            if (!wtw_known_pairs_have(&joiner->known, pair))
                WTW_TRY(wtw_pairs_add(&worker->pairs, pair, error));
        }
    }
    return WTW_OK;
}

enum wtw_status wtw_joined_bits_make(const struct wtw_join *join, uint64_t **out_bits,
                                     struct wtw_error *error)
{
    uint64_t *bits = NULL;

    WTW_TRY(WTW_ALLOCATE(&bits, join->digests->article_count / 64 + 1, error));
    for (uint32_t i = 0; i < join->article_count; i++)
        bits[join->articles[i] / 64] |= UINT64_C(1) << join->articles[i] % 64;
    *out_bits = bits;
    return WTW_OK;
}

static enum wtw_status join_columns(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    struct wtw_joiner *joiner = context;

    for (size_t column = begin; column < end; column++)
        WTW_TRY(joiner->join_column(joiner, &joiner->workers[worker],
                                    joiner->first_column + (uint32_t)column, error));
    return WTW_OK;
}

/* Moves a worker's pairs to the result; those of the first become it, so that the most of
 * them are never copied. */
static enum wtw_status move_pairs(struct wtw_pairs *from, struct wtw_pairs *to,
                                  bool are_noted, struct wtw_error *error)
{
    if (!to->items) {
        *to = *from;
        *from = (struct wtw_pairs){0};
        return WTW_OK;
    }
    for (size_t i = 0; i < from->count; i++)
        WTW_TRY(are_noted ? wtw_pairs_note(to, from->items[i], error)
                          : wtw_pairs_add(to, from->items[i], error));
    wtw_pairs_release(from);
    return WTW_OK;
}

static void release_room(struct wtw_join_worker *worker)
{
    wtw_release_items(worker->entries);
    wtw_release_items(worker->scratch);
    wtw_repeats_release(&worker->repeats);
    worker->entries = NULL;
    worker->scratch = NULL;
}

static enum wtw_status merge_workers(struct wtw_joiner *joiner, struct wtw_joined *joined,
                                     struct wtw_error *error)
{
    for (uint32_t i = 0; i < joiner->join->thread_count; i++)
        release_room(&joiner->workers[i]);
    for (uint32_t i = 0; i < joiner->join->thread_count; i++) {
        struct wtw_join_worker *worker = &joiner->workers[i];

        wtw_pairs_settle(&worker->pairs);
        WTW_TRY(move_pairs(&worker->pairs, &joined->pairs, false, error));
        WTW_TRY(move_pairs(&worker->noted, &joined->noted, true, error));
        joined->crowded_buckets += worker->crowded_buckets;
        joined->common_keys += worker->common_keys;
    }
    wtw_pairs_settle(&joined->pairs);
    return WTW_OK;
}

static void free_workers(struct wtw_joiner *joiner)
{
    for (uint32_t i = 0; i < joiner->join->thread_count; i++) {
        release_room(&joiner->workers[i]);
        wtw_pairs_release(&joiner->workers[i].pairs);
        wtw_pairs_release(&joiner->workers[i].noted);
    }
    wtw_release_items(joiner->workers);
    joiner->workers = NULL;
}

enum wtw_status wtw_joiner_run(struct wtw_joiner *joiner, size_t column_count,
                               struct wtw_joined *joined, struct wtw_error *error)
{
    struct wtw_loop loop = {.body = join_columns,
                            .context = joiner,
                            .thread_count = joiner->join->thread_count,
                            .item_count = column_count,
                            .chunk_items = 1};
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&joiner->workers, joiner->join->thread_count, error));
    status = wtw_loop_run(&loop, error);
    if (status == WTW_OK)
        status = merge_workers(joiner, joined, error);
    free_workers(joiner);
    return status;
}

void wtw_joined_release(struct wtw_joined *joined)
{
    wtw_pairs_release(&joined->pairs);
    wtw_pairs_release(&joined->noted);
    *joined = (struct wtw_joined){0};
}
