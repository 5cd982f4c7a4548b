/*
 * key_join.c - find the pairs that share winnowed keys, or two sampled ones
 *
 * The lists of keys (key_lists.h) are joined one by one: keys that occur once are dropped,
 * the rest is sorted into buckets. Odd sketches are not asked: articles that share nothing
 * but one passage must differ nearly everywhere.
 *
 * A bucket of a winnowed key makes pairs as one of a band does. Of sampled keys it takes
 * two: the lists of those are joined twice, first to mark the pairs of each bucket, then
 * to note those that may have been marked twice (pair_filter.h). Marks lie anywhere in
 * memory, so each is asked for some pairs in advance.
 */
#include "base/memory.h"
#include "match/join_worker.h"
#include "match/key_lists.h"
#include "match/radix_sort.h"
#include "sketch/samples.h"

struct key_joiner {
    struct wtw_pair_filter filter; /* of pairs that share a sampled key */
    uint64_t *is_joined;           /* a bit an article; NULL where all are */
    bool is_marking;               /* the first of two rounds over the sampled keys */
};

/* Removes entries of articles that are not joined. */
static size_t keep_joined(const struct key_joiner *keys, uint64_t *entries, size_t count)
{
    size_t kept = 0;

    if (!keys->is_joined)
        return count;
    for (size_t i = 0; i < count; i++) {
        uint32_t article = (uint32_t)entries[i];

        entries[kept] = entries[i];
        kept += keys->is_joined[article / 64] >> article % 64 & 1;
    }
    return kept;
}

/* Marks the keys of a list; returns how many had met one of their slot before, of which
 * there are at least half as many as of keys that may be repeated. */
static size_t mark_keys(const struct key_joiner *keys, struct wtw_key_cursor cursor,
                        struct wtw_repeats *repeats)
{
    uint64_t entries[WTW_KEY_CHUNK_KEYS];
    size_t again = 0;
    size_t count = 0;

    while ((count = wtw_key_cursor_next(&cursor, entries)) > 0) {
        count = keep_joined(keys, entries, count);
        for (size_t i = 0; i < count; i++)
            again += wtw_repeats_mark(repeats, (uint32_t)(entries[i] >> 32));
    }
    return again;
}

/* Lists those entries whose keys may be repeated; 'out_entries' has room for one more. */
static size_t list_repeated(const struct key_joiner *keys, struct wtw_key_cursor cursor,
                            const struct wtw_repeats *repeats,
                            uint64_t *restrict out_entries)
{
    uint64_t entries[WTW_KEY_CHUNK_KEYS];
    size_t listed = 0;
    size_t count = 0;

    while ((count = wtw_key_cursor_next(&cursor, entries)) > 0) {
        count = keep_joined(keys, entries, count);
        for (size_t i = 0; i < count; i++) {
            out_entries[listed] = entries[i];
            listed += wtw_repeats_has(repeats, (uint32_t)(entries[i] >> 32));
        }
    }
    return listed;
}

/* Removes the neighbours of a bucket that are one article: a text that repeats itself. */
static size_t once_each(uint64_t *bucket, size_t count)
{
    size_t kept = 1;

    for (size_t i = 1; i < count; i++)
        if (bucket[i] != bucket[kept - 1])
            bucket[kept++] = bucket[i];
    return kept;
}

static enum wtw_status pair_bucket(const struct wtw_join *join,
                                   struct wtw_join_worker *worker, uint64_t *bucket,
                                   size_t count, struct wtw_error *error)
{
    size_t limit = join->bucket_limit;

    if (count > join->key_ceiling) {
        worker->common_keys++;
        return WTW_OK;
    }
    wtw_bucket_order(join, worker, bucket, count, 0);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count && j - i <= limit; j++)
            WTW_TRY(wtw_pairs_add(&worker->pairs,
                                  wtw_pair_of((uint32_t)bucket[i], (uint32_t)bucket[j]),
                                  error));
    return WTW_OK;
}

/* An article of 60 words in one of 900 has three sampled shingles there. */
enum { SHORT_SHINGLES = 100 };

/* Where only two hold a sampled key, and the one is short and the other long, it is
 * enough: more than one shared is too much to ask of them. */
static bool may_contain(const struct wtw_join *join, const uint64_t *bucket)
{
    const uint32_t *counts = join->digests->shingle_counts;
    uint32_t x_count = counts[(uint32_t)bucket[0]];
    uint32_t y_count = counts[(uint32_t)bucket[1]];
    uint32_t smaller = x_count < y_count ? x_count : y_count;
    uint32_t larger = x_count < y_count ? y_count : x_count;

    return smaller <= SHORT_SHINGLES && larger >= 2 * smaller;
}

static enum wtw_status settle_waiting(struct wtw_joiner *joiner,
                                      struct wtw_join_worker *worker,
                                      struct wtw_error *error)
{
    struct key_joiner *keys = joiner->context;
    uint32_t count = worker->waiting_count;

    worker->waiting_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t pair = worker->waiting[i];

        if (keys->is_marking)
            wtw_pair_filter_mark(&keys->filter, pair);
        else if (wtw_pair_filter_may_repeat(&keys->filter, pair))
            WTW_TRY(wtw_pairs_note(&worker->noted, pair, joiner->join->known, error));
    }
    return WTW_OK;
}

static enum wtw_status note_bucket(struct wtw_joiner *joiner,
                                   struct wtw_join_worker *worker, const uint64_t *bucket,
                                   size_t count, struct wtw_error *error)
{
    const struct key_joiner *keys = joiner->context;

    if (count > joiner->join->sample_ceiling)
        return WTW_OK;
    if (count == 2 && !keys->is_marking && may_contain(joiner->join, bucket))
        return wtw_pairs_add(
            &worker->pairs, wtw_pair_of((uint32_t)bucket[0], (uint32_t)bucket[1]), error);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            uint64_t pair = wtw_pair_of((uint32_t)bucket[i], (uint32_t)bucket[j]);

            wtw_pair_filter_ask_for(&keys->filter, pair);
            worker->waiting[worker->waiting_count++] = pair;
            if (worker->waiting_count == WTW_WAITING_PAIRS)
                WTW_TRY(settle_waiting(joiner, worker, error));
        }
    }
    return WTW_OK;
}

static enum wtw_status join_list(struct wtw_joiner *joiner,
                                 struct wtw_join_worker *worker, uint32_t number,
                                 struct wtw_error *error)
{
    const struct key_joiner *keys = joiner->context;
    const struct wtw_key_lists *lists = joiner->join->digests->keys;
    const struct wtw_key_cursor cursor = {.lists = lists, .number = number};
    size_t count = 0;

    if (lists->lists[number].key_count < 2)
        return WTW_OK;
    WTW_TRY(wtw_repeats_begin(&worker->repeats, lists->lists[number].key_count, error));
    count = mark_keys(keys, cursor, &worker->repeats);
    WTW_TRY(wtw_join_worker_reserve(worker, 2 * count + 1, error));
    count = list_repeated(keys, cursor, &worker->repeats, worker->entries);
    wtw_sort_hashes(worker->entries, worker->scratch, count, WTW_KEY_LIST_BITS);
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        uint64_t *bucket = worker->entries + begin;
        size_t articles = 0;

        end = wtw_bucket_end(worker->entries, begin, count);
        articles = once_each(bucket, end - begin);
        if (articles < 2)
            continue;
        WTW_TRY(wtw_key_is_sampled((uint32_t)(bucket[0] >> 32))
                    ? note_bucket(joiner, worker, bucket, articles, error)
                    : pair_bucket(joiner->join, worker, bucket, articles, error));
    }
    return settle_waiting(joiner, worker, error);
}

/* The lists of sampled keys only. */
static enum wtw_status mark_list(struct wtw_joiner *joiner,
                                 struct wtw_join_worker *worker, uint32_t number,
                                 struct wtw_error *error)
{
    return join_list(joiner, worker, WTW_KEY_LISTS / 2 + number, error);
}

static enum wtw_status list_joined(const struct wtw_join *join, struct key_joiner *keys,
                                   struct wtw_error *error)
{
    uint32_t count = join->digests->article_count;

    if (join->article_count == count)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&keys->is_joined, count / 64 + 1, error));
    for (uint32_t i = 0; i < join->article_count; i++)
        keys->is_joined[join->articles[i] / 64] |= UINT64_C(1) << join->articles[i] % 64;
    return WTW_OK;
}

static enum wtw_status run_rounds(struct wtw_joiner *joiner, struct wtw_joined *joined,
                                  struct wtw_error *error)
{
    struct key_joiner *keys = joiner->context;
    const struct wtw_join *join = joiner->join;

    WTW_TRY(list_joined(join, keys, error));
    WTW_TRY(wtw_pair_filter_init(&keys->filter, join->article_count,
                                 join->thread_count > 1, error));
    keys->is_marking = true;
    joiner->join_column = mark_list;
    WTW_TRY(wtw_joiner_run(joiner, WTW_KEY_LISTS / 2, joined, error));
    keys->is_marking = false;
    joiner->join_column = join_list;
    return wtw_joiner_run(joiner, WTW_KEY_LISTS, joined, error);
}

enum wtw_status wtw_join_keys(const struct wtw_join *join, struct wtw_joined *joined,
                              struct wtw_error *error)
{
    struct key_joiner keys = {.is_joined = NULL};
    struct wtw_joiner joiner = {.join = join, .context = &keys};
    enum wtw_status status = WTW_OK;

    if (!join->article_count || !join->digests->keys->key_count)
        return WTW_OK;
    status = run_rounds(&joiner, joined, error);
    wtw_pair_filter_release(&keys.filter);
    wtw_release_items(keys.is_joined);
    return status;
}
