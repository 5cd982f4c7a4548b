/*
 * band_join.c - find the pairs that share a band
 *
 * Each band's column of keys becomes an array of (key, article) in one 64-bit number, which
 * a radix sort brings into buckets. A hash table instead costs twice as much, most of it
 * cache misses. Keys that occur once are dropped before (repeats.h), which leaves a third.
 *
 * A bucket of m articles holds m (m - 1) / 2 pairs, which is quadratic where thousands
 * share a template. So an article is compared with bucket_limit others of its bucket at
 * most: those that follow it when the bucket is ordered by a hash of each article's
 * content. That order is the same whatever the order of the input, and another one in
 * each column, so two articles that miss each other in one crowded bucket have new luck
 * in the next. Such buckets are counted.
 *
 * A candidate is refused without reading any text where the odd sketches prove, 6 standard
 * deviations deep, that it can reach neither the threshold nor the containment. Sketches
 * are asked for some pairs in advance, since they lie anywhere in memory.
 */
#include "base/memory.h"
#include "match/copy_bound.h"
#include "match/radix_sort.h"
#include "match/staged_join.h"

#include <stdatomic.h>

/* Keys of a range, so that its marks stay in the reach of the second-level cache. Each
 * range reads the whole column twice, so there are few of them, and 32 at most. */
enum { RANGE_KEYS = 1 << 21, RANGE_BITS_MAX = 5 };

struct band_joiner {
    unsigned range_bits;           /* a band is joined in 2^range_bits ranges of keys */
    _Atomic uint32_t *ranges_left; /* of each band */
};

static const uint64_t *sketch_of(const struct wtw_joiner *joiner, uint32_t article)
{
    return joiner->join->digests->odd_sketches + (size_t)article * WTW_ODD_SKETCH_WORDS;
}

static enum wtw_status settle_waiting(const struct wtw_joiner *joiner,
                                      struct wtw_join_worker *worker,
                                      struct wtw_error *error)
{
    for (uint32_t i = 0; i < worker->waiting_count; i++) {
        uint64_t pair = worker->waiting[i];

        if (wtw_can_be_copies(joiner, pair, sketch_of(joiner, wtw_pair_a(pair)),
                              sketch_of(joiner, wtw_pair_b(pair))))
            WTW_TRY(wtw_pairs_add(&worker->pairs, pair, error));
    }
    worker->waiting_count = 0;
    return WTW_OK;
}

/* Asks memory for a sketch, which may lie across two lines of the cache. */
static void ask_for_sketch(const struct wtw_digests *digests, uint32_t article)
{
    const uint64_t *sketch =
        digests->odd_sketches + (size_t)article * WTW_ODD_SKETCH_WORDS;

    __builtin_prefetch(sketch);
    __builtin_prefetch(sketch + WTW_ODD_SKETCH_WORDS - 1);
    __builtin_prefetch(&digests->shingle_counts[article]);
}

static enum wtw_status pair_bucket(const struct wtw_joiner *joiner,
                                   struct wtw_join_worker *worker, uint64_t *bucket,
                                   size_t count, uint32_t column, struct wtw_error *error)
{
    size_t limit = joiner->join->bucket_limit;

    wtw_bucket_order(joiner->join, worker, bucket, count, column);
    for (size_t i = 0; i < count; i++)
        ask_for_sketch(joiner->join->digests, (uint32_t)bucket[i]);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && j - i <= limit; j++) {
            worker->waiting[worker->waiting_count++] =
                wtw_pair_of((uint32_t)bucket[i], (uint32_t)bucket[j]);
            if (worker->waiting_count == WTW_WAITING_PAIRS)
                WTW_TRY(settle_waiting(joiner, worker, error));
        }
    }
    return WTW_OK;
}

/* Keys of which a column joins one range: their top bits say which. */
struct range {
    unsigned bits;
    uint32_t number;
};

static bool is_in_range(struct range range, uint64_t key)
{
    return key << range.bits >> 32 == range.number;
}

/* Marks the keys of a range; returns how many had met one of their slot before, of which
 * there are at least half as many as of keys that may be repeated. Marks are local, so that
 * no store makes the loop read again where they are. */
static size_t mark_keys(const struct wtw_join *join, const uint32_t *keys,
                        struct range range, const struct wtw_repeats *repeats)
{
    struct wtw_repeats marks = *repeats;
    const uint32_t *articles = join->articles;
    size_t count = join->article_count;
    size_t again = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t key = keys[articles[i]];

        again += wtw_repeats_mark_if(&marks, key, is_in_range(range, key));
    }
    return again;
}

/* Lists those entries of a range whose keys may be repeated; 'entries' has room for one
 * more. */
static size_t list_repeated(const struct wtw_join *join, const uint32_t *keys,
                            struct range range, const struct wtw_repeats *repeats,
                            uint64_t *entries)
{
    const struct wtw_repeats marks = *repeats;
    const uint32_t *articles = join->articles;
    size_t article_count = join->article_count;
    size_t count = 0;

    for (size_t i = 0; i < article_count; i++) {
        uint32_t article = articles[i];
        uint32_t key = keys[article];

        entries[count] = (uint64_t)key << 32 | article;
        count += (size_t)is_in_range(range, key) & wtw_repeats_has(&marks, key);
    }
    return count;
}

static enum wtw_status join_range(const struct wtw_joiner *joiner,
                                  struct wtw_join_worker *worker, uint32_t band,
                                  struct range range, struct wtw_error *error)
{
    const struct wtw_join *join = joiner->join;
    const uint32_t *keys = join->digests->band_keys[band];
    size_t count = 0;

    WTW_TRY(
        wtw_repeats_begin(&worker->repeats, join->article_count >> range.bits, error));
    count = mark_keys(join, keys, range, &worker->repeats);
    WTW_TRY(wtw_join_worker_reserve(worker, 2 * count + 1, error));
    count = list_repeated(join, keys, range, &worker->repeats, worker->entries);
    wtw_sort_hashes(worker->entries, worker->scratch, count, range.bits);
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        end = wtw_bucket_end(worker->entries, begin, count);
        if (end - begin > 1)
            WTW_TRY(pair_bucket(joiner, worker, worker->entries + begin, end - begin,
                                band, error));
    }
    return settle_waiting(joiner, worker, error);
}

/* A column is a band and a range of its keys. */
static enum wtw_status join_column(struct wtw_joiner *joiner,
                                   struct wtw_join_worker *worker, uint32_t column,
                                   struct wtw_error *error)
{
    struct band_joiner *bands = joiner->context;
    const struct wtw_join *join = joiner->join;
    uint32_t band = column >> bands->range_bits;
    const struct range range = {bands->range_bits, column - (band << bands->range_bits)};

    WTW_TRY(join_range(joiner, worker, band, range, error));
    if (atomic_fetch_sub(&bands->ranges_left[band], 1) == 1 && join->band_is_done)
        join->band_is_done(join->context, band);
    return WTW_OK;
}

static unsigned range_bits_for(uint32_t keys)
{
    unsigned bits = 0;

    while (bits < RANGE_BITS_MAX && keys >> bits > RANGE_KEYS)
        bits++;
    return bits;
}

enum wtw_status wtw_join_bands(const struct wtw_join *join, struct wtw_joined *joined,
                               struct wtw_error *error)
{
    uint32_t bands = join->digests->bands;
    struct band_joiner context = {.range_bits = range_bits_for(join->article_count)};
    struct wtw_joiner joiner = {
        .join = join, .join_column = join_column, .context = &context};
    enum wtw_status status = WTW_OK;
    void *counters = NULL;

    if (!join->article_count)
        return WTW_OK;
    if (join->digests->staged)
        return wtw_join_staged_bands(join, joined, error);
    WTW_TRY(wtw_allocate_items(&counters, bands, sizeof context.ranges_left[0], error));
    context.ranges_left = counters;
    for (uint32_t band = 0; band < bands; band++)
        atomic_init(&context.ranges_left[band], UINT32_C(1) << context.range_bits);
    wtw_odd_sketch_floors_make(joiner.floors);
    status = wtw_joiner_run(&joiner, (size_t)bands << context.range_bits, joined, error);
    wtw_release_items(counters);
    return status;
}
