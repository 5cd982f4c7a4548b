/*
 * join.c - find the pairs that share a bucket
 *
 * Each column of keys (a band, or a range of the keys) becomes an array of (key,
 * article) in one 64-bit number, which a radix sort brings into buckets. A hash table
 * instead costs twice as much, most of it cache misses.
 *
 * A bucket of m articles holds m (m - 1) / 2 pairs, which is quadratic where thousands
 * share a template. So an article is compared with bucket_limit others of its bucket at
 * most: those that follow it when the bucket is ordered by a hash of each article's
 * content. That order is the same whatever the order of the input, and another one in
 * each column, so two articles that miss each other in one crowded bucket have new luck
 * in the next. Such buckets are counted.
 *
 * A band candidate is refused without reading any text where the odd sketches prove, 6
 * standard deviations deep, that it can reach neither the threshold nor the containment.
 * Candidates by keys are not: two articles that share nothing but one passage must differ
 * nearly everywhere.
 *
 * Columns are joined on all threads, each into pairs of its own; sorting the union makes
 * the result independent of who did what.
 */
#include "match/join.h"

#include "base/memory.h"
#include "base/threads.h"
#include "match/pair_filter.h"
#include "match/radix_sort.h"
#include "sketch/mix.h"
#include "sketch/odd_sketch.h"
#include "sketch/samples.h"

/*
 * Entries of a column: 2 MB where bands are joined, the time of most memory in use, and 8
 * MB for the other keys, when the bands are gone; as many again for sorting. The first
 * allocation is 64 KB.
 */
enum { BAND_ENTRIES = 1 << 18, KEY_ENTRIES = 1 << 20, LEAST_ENTRIES = 1 << 13 };

struct join_counts {
    uint64_t crowded_buckets;
    uint64_t common_keys;
};

struct join_worker {
    uint64_t *entries; /* key << 32 | article */
    uint64_t *scratch;
    size_t capacity;
    struct wtw_pairs pairs;
    struct wtw_pairs noted; /* that share a sampled key, once for each */
    struct join_counts counts;
};

struct joiner {
    const struct wtw_join *join;
    struct join_worker *workers;
    unsigned range_bits; /* winnowed keys are joined in 2^range_bits ranges of their top
                            bits */
    uint32_t floors[WTW_ODD_SKETCH_BITS + 1];
    struct wtw_pair_filter filter; /* of pairs that share a sampled key */
    bool is_marking;               /* the first of two rounds over the sampled keys */
};

static bool can_be_copies(const struct joiner *joiner, uint32_t x, uint32_t y)
{
    const struct wtw_digests *digests = joiner->join->digests;
    const uint64_t *sketches = digests->odd_sketches;
    double x_count = digests->shingle_counts[x];
    double y_count = digests->shingle_counts[y];
    uint32_t distance =
        wtw_odd_sketch_distance(sketches + (size_t)x * WTW_ODD_SKETCH_WORDS,
                                sketches + (size_t)y * WTW_ODD_SKETCH_WORDS);
    double smaller = x_count < y_count ? x_count : y_count;
    double shared = (x_count + y_count - joiner->floors[distance]) / 2;

    shared = shared < smaller ? shared : smaller;
    return shared >= joiner->join->threshold * (x_count + y_count - shared) ||
           shared >= joiner->join->containment * smaller;
}

static enum wtw_status make_entries(struct join_worker *worker, size_t count,
                                    struct wtw_error *error)
{
    if (count <= worker->capacity)
        return WTW_OK;
    WTW_TRY(WTW_RESIZE(&worker->entries, count, error));
    WTW_TRY(WTW_RESIZE(&worker->scratch, count, error));
    worker->capacity = count;
    return WTW_OK;
}

/* Orders a crowded bucket by content, differently for each key and column. */
static void order_by_content(const struct joiner *joiner, struct join_worker *worker,
                             uint64_t *bucket, size_t count, uint32_t column)
{
    const uint64_t *content = joiner->join->digests->content_hashes;
    uint64_t variant = (bucket[0] >> 32) + column;

    for (size_t i = 0; i < count; i++) {
        uint32_t article = (uint32_t)bucket[i];
        uint64_t order = wtw_mix(content[article] + variant);

        bucket[i] = (order & ~(uint64_t)UINT32_MAX) | article;
    }
    wtw_radix_sort(bucket, worker->scratch, count, 32);
}

static enum wtw_status pair_bucket(const struct joiner *joiner,
                                   struct join_worker *worker, uint64_t *bucket,
                                   size_t count, uint32_t column, bool check_sketches,
                                   struct wtw_error *error)
{
    size_t limit = joiner->join->bucket_limit;

    if (count - 1 > limit) {
        worker->counts.crowded_buckets++;
        order_by_content(joiner, worker, bucket, count, column);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && j - i <= limit; j++) {
            uint32_t x = (uint32_t)bucket[i];
            uint32_t y = (uint32_t)bucket[j];

            if (check_sketches && !can_be_copies(joiner, x, y))
                continue;
            WTW_TRY(wtw_pairs_add(&worker->pairs, wtw_pair_of(x, y), error));
        }
    }
    return WTW_OK;
}

/* End of the bucket that begins at 'begin': entries of equal keys. */
static size_t bucket_end(const uint64_t *entries, size_t begin, size_t count)
{
    size_t end = begin + 1;

    while (end < count && entries[end] >> 32 == entries[begin] >> 32)
        end++;
    return end;
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

/* Lists the entries of one range of one band's keys; room is made as they come. */
static enum wtw_status list_band(struct joiner *joiner, struct join_worker *worker,
                                 uint32_t band, uint32_t range, size_t *out_count,
                                 struct wtw_error *error)
{
    const struct wtw_join *join = joiner->join;
    const uint32_t *keys = join->digests->band_keys[band];
    const struct range wanted = {joiner->range_bits, range};
    size_t count = 0;

    for (size_t i = 0; i < join->article_count; i++) {
        uint64_t key = keys[join->articles[i]];

        if (count == worker->capacity)
            WTW_TRY(make_entries(
                worker, wtw_grown_capacity(worker->capacity, count + LEAST_ENTRIES),
                error));
        worker->entries[count] = key << 32 | join->articles[i];
        count += is_in_range(wanted, key);
    }
    *out_count = count;
    return WTW_OK;
}

static enum wtw_status join_band(struct joiner *joiner, struct join_worker *worker,
                                 uint32_t band, uint32_t range, struct wtw_error *error)
{
    size_t count = 0;

    WTW_TRY(list_band(joiner, worker, band, range, &count, error));
    wtw_sort_hashes(worker->entries, worker->scratch, count, joiner->range_bits);
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        end = bucket_end(worker->entries, begin, count);
        if (end - begin > 1)
            WTW_TRY(pair_bucket(joiner, worker, worker->entries + begin, end - begin,
                                band, true, error));
    }
    return WTW_OK;
}

/* Appends the entries of an article's keys, with room for all; returns how many are in
 * the range. Parameters are restrict, so that no store makes the loop read them again. */
static size_t append_entries(const uint32_t *restrict keys, size_t key_count,
                             uint32_t article, struct range range,
                             uint64_t *restrict entries)
{
    size_t count = 0;

    for (size_t i = 0; i < key_count; i++) {
        uint64_t key = keys[i];

        entries[count] = key << 32 | article;
        count += is_in_range(range, key);
    }
    return count;
}

/* Lists the entries of one range of the winnowed keys, each (key, article) once for each
 * time. */
static enum wtw_status list_keys(struct joiner *joiner, struct join_worker *worker,
                                 uint32_t range, size_t *out_count,
                                 struct wtw_error *error)
{
    const struct wtw_join *join = joiner->join;
    const struct wtw_digests *digests = join->digests;
    size_t count = 0;

    for (size_t i = 0; i < join->article_count; i++) {
        uint32_t article = join->articles[i];
        uint64_t end = digests->winnow_starts[article + 1];
        uint64_t begin = digests->winnow_starts[article];

        if (worker->capacity - count < end - begin)
            WTW_TRY(make_entries(
                worker,
                wtw_grown_capacity(worker->capacity, count + (size_t)(end - begin)),
                error));
        count += append_entries(digests->winnow_keys + begin, (size_t)(end - begin),
                                article, (struct range){joiner->range_bits, range},
                                worker->entries + count);
    }
    *out_count = count;
    return WTW_OK;
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

/* An article of 60 words in one of 900 has three sampled shingles there. */
enum { SHORT_SHINGLES = 100 };

/* A bucket of a sampled key: its pairs are candidates only if another one holds them too.
 * First all are marked, then those are noted that may have been marked twice. But where only
 * two hold the key, and the one is short and the other long, it is enough: more than one
 * shared is too much to ask of them. */
static bool may_contain(const struct joiner *joiner, const uint64_t *bucket)
{
    const uint32_t *counts = joiner->join->digests->shingle_counts;
    uint32_t x_count = counts[(uint32_t)bucket[0]];
    uint32_t y_count = counts[(uint32_t)bucket[1]];
    uint32_t smaller = x_count < y_count ? x_count : y_count;
    uint32_t larger = x_count < y_count ? y_count : x_count;

    return smaller <= SHORT_SHINGLES && larger >= 2 * smaller;
}

static enum wtw_status note_bucket(struct joiner *joiner, struct join_worker *worker,
                                   const uint64_t *bucket, size_t count,
                                   struct wtw_error *error)
{
    if (count > joiner->join->sample_ceiling)
        return WTW_OK;
    if (count == 2 && !joiner->is_marking && may_contain(joiner, bucket))
        return wtw_pairs_add(
            &worker->pairs, wtw_pair_of((uint32_t)bucket[0], (uint32_t)bucket[1]), error);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            uint64_t pair = wtw_pair_of((uint32_t)bucket[i], (uint32_t)bucket[j]);

            if (joiner->is_marking)
                wtw_pair_filter_mark(&joiner->filter, pair);
            else if (wtw_pair_filter_may_repeat(&joiner->filter, pair))
                WTW_TRY(wtw_pairs_note(&worker->noted, pair, error));
        }
    }
    return WTW_OK;
}

static enum wtw_status join_key_bucket(struct joiner *joiner, struct join_worker *worker,
                                       uint64_t *bucket, size_t count, uint32_t range,
                                       struct wtw_error *error)
{
    if (wtw_key_is_sampled((uint32_t)(bucket[0] >> 32)))
        return note_bucket(joiner, worker, bucket, count, error);
    if (count > joiner->join->key_ceiling) {
        worker->counts.common_keys++;
        return WTW_OK;
    }
    return pair_bucket(joiner, worker, bucket, count, range, false, error);
}

static enum wtw_status join_key_range(struct joiner *joiner, struct join_worker *worker,
                                      uint32_t range, struct wtw_error *error)
{
    size_t count = 0;

    WTW_TRY(list_keys(joiner, worker, range, &count, error));
    wtw_sort_hashes(worker->entries, worker->scratch, count, joiner->range_bits);
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        size_t articles = 0;

        end = bucket_end(worker->entries, begin, count);
        articles = once_each(worker->entries + begin, end - begin);
        if (articles > 1)
            WTW_TRY(join_key_bucket(joiner, worker, worker->entries + begin, articles,
                                    range, error));
    }
    return WTW_OK;
}

/* A column of the bands is a band and a range of its keys. */
static enum wtw_status join_band_columns(void *context, uint32_t worker, size_t begin,
                                         size_t end, struct wtw_error *error)
{
    struct joiner *joiner = context;

    for (size_t column = begin; column < end; column++) {
        uint32_t band = (uint32_t)(column >> joiner->range_bits);
        uint32_t range = (uint32_t)(column - ((size_t)band << joiner->range_bits));

        WTW_TRY(join_band(joiner, &joiner->workers[worker], band, range, error));
    }
    return WTW_OK;
}

static enum wtw_status join_key_ranges(void *context, uint32_t worker, size_t begin,
                                       size_t end, struct wtw_error *error)
{
    struct joiner *joiner = context;

    for (size_t range = begin; range < end; range++)
        WTW_TRY(join_key_range(joiner, &joiner->workers[worker], (uint32_t)range, error));
    return WTW_OK;
}

/* The first round: sampled keys, with their highest bit, are in the upper half of the
 * ranges. */
static enum wtw_status mark_key_ranges(void *context, uint32_t worker, size_t begin,
                                       size_t end, struct wtw_error *error)
{
    const struct joiner *joiner = context;
    size_t half = (size_t)1 << (joiner->range_bits - 1);

    return join_key_ranges(context, worker, half + begin, half + end, error);
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

static enum wtw_status merge_workers(struct joiner *joiner, struct wtw_joined *joined,
                                     struct wtw_error *error)
{
    for (uint32_t i = 0; i < joiner->join->thread_count; i++) {
        struct join_worker *worker = &joiner->workers[i];

        wtw_pairs_settle(&worker->pairs);
        WTW_TRY(move_pairs(&worker->pairs, &joined->pairs, false, error));
        WTW_TRY(move_pairs(&worker->noted, &joined->noted, true, error));
        joined->crowded_buckets += worker->counts.crowded_buckets;
        joined->common_keys += worker->counts.common_keys;
    }
    wtw_pairs_settle(&joined->pairs);
    return WTW_OK;
}

static void free_workers(struct joiner *joiner)
{
    for (uint32_t i = 0; i < joiner->join->thread_count; i++) {
        wtw_release_items(joiner->workers[i].entries);
        wtw_release_items(joiner->workers[i].scratch);
        wtw_pairs_release(&joiner->workers[i].pairs);
        wtw_pairs_release(&joiner->workers[i].noted);
    }
    wtw_release_items(joiner->workers);
}

void wtw_joined_release(struct wtw_joined *joined)
{
    wtw_pairs_release(&joined->pairs);
    wtw_pairs_release(&joined->noted);
    *joined = (struct wtw_joined){0};
}

static enum wtw_status run_columns(struct joiner *joiner, const struct wtw_loop *loop,
                                   struct wtw_joined *joined, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&joiner->workers, joiner->join->thread_count, error));
    status = wtw_loop_run(loop, error);
    if (status == WTW_OK)
        status = merge_workers(joiner, joined, error);
    free_workers(joiner);
    return status;
}

/*
 * Ranges of about 'column_entries' keys need little memory and are sorted in the reach of
 * the caches. Each range reads all keys of its column once, so there are few of them, and
 * 32 at most.
 */
static unsigned range_bits_for(uint64_t keys, uint64_t column_entries)
{
    unsigned bits = 0;

    while (bits < 5 && keys >> bits > column_entries)
        bits++;
    return bits;
}

enum wtw_status wtw_join_bands(const struct wtw_join *join, struct wtw_joined *joined,
                               struct wtw_error *error)
{
    struct joiner joiner = {
        .join = join, .range_bits = range_bits_for(join->article_count, BAND_ENTRIES)};
    struct wtw_loop loop = {.body = join_band_columns,
                            .context = &joiner,
                            .thread_count = join->thread_count,
                            .item_count = (size_t)join->digests->bands
                                          << joiner.range_bits,
                            .chunk_items = 1};

    if (!join->article_count)
        return WTW_OK;
    wtw_odd_sketch_floors_make(joiner.floors);
    return run_columns(&joiner, &loop, joined, error);
}

static enum wtw_status run_key_rounds(struct joiner *joiner, struct wtw_joined *joined,
                                      struct wtw_error *error)
{
    const struct wtw_join *join = joiner->join;
    struct wtw_loop loop = {.body = mark_key_ranges,
                            .context = joiner,
                            .thread_count = join->thread_count,
                            .item_count = (size_t)1 << (joiner->range_bits - 1),
                            .chunk_items = 1};

    WTW_TRY(wtw_pair_filter_init(&joiner->filter, join->article_count, error));
    joiner->is_marking = true;
    WTW_TRY(run_columns(joiner, &loop, joined, error));
    joiner->is_marking = false;
    loop.body = join_key_ranges;
    loop.item_count = (size_t)1 << joiner->range_bits;
    return run_columns(joiner, &loop, joined, error);
}

enum wtw_status wtw_join_keys(const struct wtw_join *join, struct wtw_joined *joined,
                              struct wtw_error *error)
{
    struct joiner joiner = {.join = join};
    enum wtw_status status = WTW_OK;

    if (!join->digests->article_count)
        return WTW_OK;
    joiner.range_bits = range_bits_for(
        join->digests->winnow_starts[join->digests->article_count], KEY_ENTRIES);
    joiner.range_bits += joiner.range_bits == 0;
    status = run_key_rounds(&joiner, joined, error);
    wtw_pair_filter_release(&joiner.filter);
    return status;
}
