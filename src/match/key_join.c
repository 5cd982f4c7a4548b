/*
 * key_join.c - find the pairs that share winnowed keys, or two sampled ones
 *
 * The lists of keys (key_lists.h) are joined one by one: keys that occur once are dropped,
 * the rest is sorted into buckets. Odd sketches are not asked: articles that share nothing
 * but one passage must differ nearly everywhere.
 *
 * A bucket of a winnowed key makes pairs as one of a band does, but for those that are
 * known already, as nearly all of copies are (known_pairs.h). Of sampled keys it takes two:
 * in a first round the pairs of each bucket are marked, in a second those are noted that may
 * have been marked twice (pair_filter.h). Between them the buckets are kept that had others
 * than known pairs, in six bytes for each of the articles in them at most; the bands, which
 * are gone by now, had more. Marks lie anywhere in memory, so each is asked for some pairs in
 * advance.
 */
#include "base/memory.h"
#include "match/key_buckets.h"
#include "match/key_lists.h"
#include "match/radix_sort.h"
#include "match/staged_join.h"

struct key_joiner {
    struct wtw_pair_filter filter; /* of pairs that share a sampled key */
    uint64_t *is_joined;           /* a bit an article */
    struct kept_buckets *kept;     /* of each worker */
};

/* Buckets of sampled keys, one after the other: how many articles, and which. */
struct kept_buckets {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

/* Writes the entries of a list that are joined to 'out_entries', which has room for a chunk
 * more than there are, and marks their keys; returns how many. Marks are local, so that no
 * store makes the loop read again where they are. */
static size_t mark_keys(const struct key_joiner *keys, struct wtw_key_cursor cursor,
                        const struct wtw_repeats *repeats, uint64_t *out_entries)
{
    struct wtw_repeats marks = *repeats;
    const uint64_t *bits = keys->is_joined;
    size_t kept = 0;
    size_t count = 0;

    while ((count = wtw_key_cursor_next(&cursor, out_entries + kept)) > 0) {
        const uint64_t *entries = out_entries + kept;

        for (size_t i = 0; i < count; i++) {
            uint64_t is_joined = wtw_joined_bit(bits, entries[i]);

            wtw_repeats_mark_if(&marks, (uint32_t)(entries[i] >> 32), is_joined);
            out_entries[kept] = entries[i];
            kept += is_joined;
        }
    }
    return kept;
}

/* Keeps those entries whose keys may be repeated; returns how many. */
static size_t keep_repeated(const struct wtw_repeats *repeats, uint64_t *entries,
                            size_t count)
{
    const struct wtw_repeats marks = *repeats;
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t entry = entries[i];

        entries[kept] = entry;
        kept += wtw_repeats_has(&marks, (uint32_t)(entry >> 32));
    }
    return kept;
}

/* First and second round of the pairs that wait for their marks. */
static void mark_waiting(struct key_joiner *keys, struct wtw_join_worker *worker)
{
    for (uint32_t i = 0; i < worker->waiting_count; i++)
        wtw_pair_filter_mark(&keys->filter, worker->waiting[i]);
    worker->waiting_count = 0;
}

static enum wtw_status note_waiting(const struct wtw_joiner *joiner,
                                    struct wtw_join_worker *worker,
                                    struct wtw_error *error)
{
    const struct key_joiner *keys = joiner->context;

    for (uint32_t i = 0; i < worker->waiting_count; i++)
        if (wtw_pair_filter_may_repeat(&keys->filter, worker->waiting[i]))
            WTW_TRY(wtw_pairs_note(&worker->noted, worker->waiting[i], error));
    worker->waiting_count = 0;
    return WTW_OK;
}

static enum wtw_status keep_bucket(struct kept_buckets *kept, const uint64_t *bucket,
                                   size_t count, struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&kept->items, &kept->capacity, kept->count + count + 1, error));
    kept->items[kept->count++] = (uint32_t)count;
    for (size_t i = 0; i < count; i++)
        kept->items[kept->count++] = (uint32_t)bucket[i];
    return WTW_OK;
}

/* Marks a pair before long. */
static void let_wait(struct key_joiner *keys, struct wtw_join_worker *worker,
                     uint64_t pair)
{
    wtw_pair_filter_ask_for(&keys->filter, pair);
    worker->waiting[worker->waiting_count++] = pair;
    if (worker->waiting_count == WTW_WAITING_PAIRS)
        mark_waiting(keys, worker);
}

/* Marks the pairs of a bucket of a sampled key that are not known, and keeps it for the
 * second round if there are any. */
static enum wtw_status mark_bucket(struct wtw_joiner *joiner,
                                   struct wtw_join_worker *worker, const uint64_t *bucket,
                                   size_t count, struct wtw_error *error)
{
    struct key_joiner *keys = joiner->context;
    bool has_new = false;

    if (count > joiner->join->sample_ceiling)
        return WTW_OK;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            uint64_t pair = wtw_pair_of((uint32_t)bucket[i], (uint32_t)bucket[j]);

            if (wtw_known_pairs_have(&joiner->known, pair))
                continue;
            let_wait(keys, worker, pair);
            has_new = true;
        }
    }
    if (!has_new)
        return WTW_OK;
    if (count == 2 && wtw_key_may_contain(joiner->join, bucket))
        return wtw_pairs_add(
            &worker->pairs, wtw_pair_of((uint32_t)bucket[0], (uint32_t)bucket[1]), error);
    return keep_bucket(&keys->kept[worker - joiner->workers], bucket, count, error);
}

/* The second round: notes those pairs of a kept bucket that may have been marked twice. */
static enum wtw_status note_bucket(const struct wtw_joiner *joiner,
                                   struct wtw_join_worker *worker,
                                   const uint32_t *articles, size_t count,
                                   struct wtw_error *error)
{
    const struct key_joiner *keys = joiner->context;

    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            uint64_t pair = wtw_pair_of(articles[i], articles[j]);

            if (wtw_known_pairs_have(&joiner->known, pair))
                continue;
            wtw_pair_filter_ask_for(&keys->filter, pair);
            worker->waiting[worker->waiting_count++] = pair;
            if (worker->waiting_count == WTW_WAITING_PAIRS)
                WTW_TRY(note_waiting(joiner, worker, error));
        }
    }
    return WTW_OK;
}

/* A column of the second round is what one worker kept in the first. */
static enum wtw_status note_kept(struct wtw_joiner *joiner,
                                 struct wtw_join_worker *worker, uint32_t number,
                                 struct wtw_error *error)
{
    struct key_joiner *keys = joiner->context;
    struct kept_buckets *kept = &keys->kept[number];

    for (size_t i = 0; i < kept->count; i += kept->items[i] + 1)
        WTW_TRY(note_bucket(joiner, worker, kept->items + i + 1, kept->items[i], error));
    wtw_release_items(kept->items);
    *kept = (struct kept_buckets){.items = NULL};
    return note_waiting(joiner, worker, error);
}

static enum wtw_status join_list(struct wtw_joiner *joiner,
                                 struct wtw_join_worker *worker, uint32_t number,
                                 struct wtw_error *error)
{
    struct key_joiner *keys = joiner->context;
    const struct wtw_key_lists *lists = joiner->join->digests->keys;
    const struct wtw_key_cursor cursor = {.lists = lists, .number = number};
    uint64_t key_count = wtw_key_list_count(&lists->lists[number]);
    size_t count = 0;

    if (key_count < 2)
        return WTW_OK;
    WTW_TRY(wtw_repeats_begin(&worker->repeats, key_count, error));
    WTW_TRY(wtw_join_worker_reserve(worker, key_count + WTW_KEY_CHUNK_KEYS, error));
    count = mark_keys(keys, cursor, &worker->repeats, worker->entries);
    count = keep_repeated(&worker->repeats, worker->entries, count);
    wtw_sort_hashes(worker->entries, worker->scratch, count, WTW_KEY_LIST_BITS);
    WTW_TRY(wtw_key_buckets_join(joiner, worker, count, mark_bucket, error));
    mark_waiting(keys, worker);
    return WTW_OK;
}

static enum wtw_status run_rounds(struct wtw_joiner *joiner, struct wtw_joined *joined,
                                  struct wtw_error *error)
{
    struct key_joiner *keys = joiner->context;
    const struct wtw_join *join = joiner->join;

    WTW_TRY(wtw_joined_bits_make(join, &keys->is_joined, error));
    if (join->known)
        WTW_TRY(wtw_known_pairs_make(&joiner->known, join->known,
                                     join->digests->article_count, error));
    WTW_TRY(WTW_ALLOCATE(&keys->kept, join->thread_count, error));
    WTW_TRY(wtw_pair_filter_init(&keys->filter, join->article_count, join->thread_count,
                                 error));
    joiner->join_column = join_list;
    WTW_TRY(wtw_joiner_run(joiner, WTW_KEY_LISTS, joined, error));
    if (join->keys_are_done)
        join->keys_are_done(join->context);
    joiner->join_column = note_kept;
    return wtw_joiner_run(joiner, join->thread_count, joined, error);
}

enum wtw_status wtw_join_keys(const struct wtw_join *join, struct wtw_joined *joined,
                              struct wtw_error *error)
{
    struct key_joiner keys = {.is_joined = NULL};
    struct wtw_joiner joiner = {.join = join, .context = &keys};
    enum wtw_status status = WTW_OK;

    if (join->article_count && join->digests->staged)
        return wtw_join_staged_keys(join, joined, error);
    if (!join->article_count || !join->digests->keys->key_count)
        return WTW_OK;
    status = run_rounds(&joiner, joined, error);
    wtw_pair_filter_release(&keys.filter);
    wtw_known_pairs_release(&joiner.known);
    for (uint32_t i = 0; keys.kept && i < join->thread_count; i++)
        wtw_release_items(keys.kept[i].items);
    wtw_release_items(keys.kept);
    wtw_release_items(keys.is_joined);
    return status;
}
