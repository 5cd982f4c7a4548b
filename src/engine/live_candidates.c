/*
 * live_candidates.c - which texts a new one has to be compared with
 *
 * The four ways of the batch (docs/matching.md), each asked for one text. Where a batch sees
 * a bucket whole, here those count that came before: a key that is over its ceiling only
 * later, or that only two had for a while, has made its candidates by then, so there are
 * some more of these, and no fewer.
 *
 * In a bucket of more texts than may be compared the batch orders all by a hash of their
 * content, and compares neighbours. Here it is the same order, of the last BUCKET_TEXTS of
 * the bucket. A text that comes into a crowd would have neighbours in each of its buckets,
 * and others in each, which is hundreds; CROWD times the limit of them are taken, so that
 * every text of a crowd has as many ties as make it one (linkage.c).
 */
#include "engine/live_state.h"

#include "base/memory.h"
#include "match/copy_bound.h"
#include "match/key_buckets.h"
#include "match/radix_sort.h"
#include "sketch/mix.h"
#include "sketch/samples.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKET_TEXTS = 256, CROWD = 6 };

/* Candidates of one text. */
struct seeking {
    const struct wtw_live *live;
    uint32_t text;
    struct wtw_live_sight sight; /* of those before it */
    struct wtw_pairs *pairs;
    struct wtw_pairs *sampled; /* once for each sampled key */
    uint32_t crowded;          /* taken from crowded buckets, each once */
    uint32_t texts[BUCKET_TEXTS];
};

static uint64_t order_of(const struct wtw_live *live, uint32_t text, uint64_t variant)
{
    return wtw_mix(live->content_hashes[text] + variant);
}

static int compare_places(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left;
    uint64_t y = *(const uint64_t *)right;

    return x < y ? -1 : x > y;
}

static bool is_candidate(const struct seeking *seeking, uint32_t text)
{
    const struct wtw_live *live = seeking->live;
    const uint64_t *sketches = live->odd_sketches;

    return wtw_can_be_copies(&live->joiner, wtw_pair_of(text, seeking->text),
                             sketches + (size_t)text * WTW_ODD_SKETCH_WORDS,
                             sketches + (size_t)seeking->text * WTW_ODD_SKETCH_WORDS);
}

static bool is_taken(const struct seeking *seeking, uint64_t pair)
{
    for (size_t i = 0; i < seeking->pairs->count; i++)
        if (seeking->pairs->items[i] == pair)
            return true;
    return false;
}

/* Takes the candidate at 'i' of an ordered bucket, if it is new and there is room. */
static enum wtw_status take_from_crowd(struct seeking *seeking, uint64_t ordered,
                                       bool is_band, struct wtw_error *error)
{
    uint32_t text = seeking->texts[(uint32_t)ordered & (BUCKET_TEXTS - 1)];
    uint64_t pair = wtw_pair_of(text, seeking->text);

    if (seeking->crowded >= CROWD * seeking->live->options.bucket_limit ||
        (is_band && !is_candidate(seeking, text)) || is_taken(seeking, pair))
        return WTW_OK;
    seeking->crowded++;
    return wtw_pairs_add(seeking->pairs, pair, error);
}

/* The nearest in the order of the bucket first, one before and one after. */
static enum wtw_status pair_crowd(struct seeking *seeking, uint32_t count,
                                  uint64_t variant, bool is_band, struct wtw_error *error)
{
    const struct wtw_live *live = seeking->live;
    const uint64_t mask = BUCKET_TEXTS - 1;
    uint64_t own = order_of(live, seeking->text, variant) & ~mask;
    uint64_t ordered[BUCKET_TEXTS];
    size_t after = 0;

    for (uint32_t i = 0; i < count; i++)
        ordered[i] = (order_of(live, seeking->texts[i], variant) & ~mask) | i;
    qsort(ordered, count, sizeof ordered[0], compare_places);
    while (after < count && ordered[after] < own)
        after++;
    for (size_t step = 0; step < live->options.bucket_limit; step++) {
        if (after + step < count)
            WTW_TRY(take_from_crowd(seeking, ordered[after + step], is_band, error));
        if (step < after)
            WTW_TRY(take_from_crowd(seeking, ordered[after - 1 - step], is_band, error));
    }
    return WTW_OK;
}

static enum wtw_status pair_all(struct seeking *seeking, struct wtw_pairs *pairs,
                                uint32_t count, struct wtw_error *error)
{
    for (uint32_t i = 0; i < count; i++)
        WTW_TRY(
            wtw_pairs_add(pairs, wtw_pair_of(seeking->texts[i], seeking->text), error));
    return WTW_OK;
}

/* ------------------------------------------------------------------ bands */

static enum wtw_status filter_pairs(struct seeking *seeking, size_t begin)
{
    struct wtw_pairs *pairs = seeking->pairs;
    size_t kept = begin;

    for (size_t i = begin; i < pairs->count; i++) {
        uint64_t pair = pairs->items[i];
        uint32_t other =
            wtw_pair_a(pair) == seeking->text ? wtw_pair_b(pair) : wtw_pair_a(pair);

        if (is_candidate(seeking, other))
            pairs->items[kept++] = pair;
    }
    pairs->count = kept;
    return WTW_OK;
}

static void ask_for_sketches(const struct seeking *seeking, uint32_t count)
{
    const struct wtw_live *live = seeking->live;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t text = seeking->texts[i];

        __builtin_prefetch(live->odd_sketches + (size_t)text * WTW_ODD_SKETCH_WORDS);
        __builtin_prefetch(&live->shingle_counts[text]);
    }
}

static enum wtw_status seek_bands(struct seeking *seeking,
                                  const struct wtw_live_keys *keys,
                                  struct wtw_error *error)
{
    const struct wtw_live *live = seeking->live;

    for (uint32_t band = 0; band < live->index.bands; band++) {
        uint32_t count =
            wtw_live_index_band(&live->index, band, keys->band_keys[band], seeking->sight,
                                seeking->texts, BUCKET_TEXTS);

        ask_for_sketches(seeking, count);
        if (count <= live->options.bucket_limit)
            WTW_TRY(pair_all(seeking, seeking->pairs, count, error));
    }
    wtw_pairs_settle(seeking->pairs);
    return filter_pairs(seeking, 0);
}

static enum wtw_status seek_crowded_bands(struct seeking *seeking,
                                          const struct wtw_live_keys *keys,
                                          struct wtw_error *error)
{
    const struct wtw_live *live = seeking->live;
    uint32_t most = CROWD * live->options.bucket_limit;

    for (uint32_t band = 0; band < live->index.bands && seeking->crowded < most; band++) {
        uint32_t key = keys->band_keys[band];
        uint32_t count = wtw_live_index_band(&live->index, band, key, seeking->sight,
                                             seeking->texts, BUCKET_TEXTS);

        if (count > live->options.bucket_limit)
            WTW_TRY(pair_crowd(seeking, count, (uint64_t)key + band, true, error));
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ keys */

static enum wtw_status take_sampled(struct seeking *seeking, uint32_t key, uint32_t count,
                                    struct wtw_error *error)
{
    const struct wtw_live *live = seeking->live;
    uint64_t bucket[2];

    if (count + 1 > live->options.sample_ceiling)
        return WTW_OK;
    bucket[0] = (uint64_t)key << 32 | seeking->texts[0];
    bucket[1] = (uint64_t)key << 32 | seeking->text;
    if (count == 1 && wtw_key_may_contain(&live->join, bucket))
        return pair_all(seeking, seeking->pairs, count, error);
    return pair_all(seeking, seeking->sampled, count, error);
}

static enum wtw_status take_winnowed(struct seeking *seeking, uint32_t key,
                                     uint32_t count, struct wtw_error *error)
{
    const struct wtw_options *options = &seeking->live->options;

    if (count + 1 > options->key_ceiling)
        return WTW_OK;
    if (count > options->bucket_limit)
        return pair_crowd(seeking, count, key, false, error);
    return pair_all(seeking, seeking->pairs, count, error);
}

static enum wtw_status seek_keys(struct seeking *seeking,
                                 const struct wtw_live_keys *keys,
                                 struct wtw_error *error)
{
    const struct wtw_live *live = seeking->live;

    for (uint32_t i = 0; i < keys->key_count; i++) {
        uint32_t key = keys->keys[i];
        bool is_sampled = wtw_key_is_sampled(key);
        uint32_t room =
            is_sampled ? live->options.sample_ceiling : live->options.key_ceiling;
        uint32_t count =
            wtw_live_index_key(&live->index, key, seeking->sight, seeking->texts,
                               room < BUCKET_TEXTS ? room : BUCKET_TEXTS);

        if (count)
            WTW_TRY(is_sampled ? take_sampled(seeking, key, count, error)
                               : take_winnowed(seeking, key, count, error));
    }
    return WTW_OK;
}

static enum wtw_status seek_all(struct seeking *seeking, const struct wtw_live_keys *keys,
                                struct wtw_error *error)
{
    wtw_live_index_ask(&seeking->live->index, keys);
    WTW_TRY(seek_bands(seeking, keys, error));
    WTW_TRY(seek_keys(seeking, keys, error));
    wtw_pairs_keep_repeated(seeking->sampled);
    WTW_TRY(wtw_pairs_add_all(seeking->pairs, seeking->sampled, error));
    WTW_TRY(seek_crowded_bands(seeking, keys, error));
    wtw_pairs_settle(seeking->pairs);
    return WTW_OK;
}

static enum wtw_status keep_pairs(struct wtw_live_seeker *seeker, struct wtw_error *error)
{
    size_t count = seeker->pair_count + seeker->found.count;

    WTW_TRY(WTW_GROW(&seeker->pairs, &seeker->pair_capacity, count, error));
    if (seeker->found.count)
        memcpy(seeker->pairs + seeker->pair_count, seeker->found.items,
               seeker->found.count * sizeof seeker->pairs[0]);
    seeker->pair_count = count;
    return WTW_OK;
}

enum wtw_status wtw_live_seek(const struct wtw_live *live, struct wtw_live_seeker *seeker,
                              uint32_t text, const struct wtw_live_keys *keys,
                              struct wtw_error *error)
{
    struct seeking seeking = {.live = live,
                              .text = text,
                              .sight = {live->flags, text},
                              .pairs = &seeker->found,
                              .sampled = &seeker->sampled};

    seeker->found.count = 0;
    seeker->sampled.count = 0;
    WTW_TRY(seek_all(&seeking, keys, error));
    return keep_pairs(seeker, error);
}

void wtw_live_seeker_release(struct wtw_live_seeker *seeker)
{
    wtw_buffer_release(&seeker->key_scratch);
    wtw_pairs_release(&seeker->found);
    wtw_pairs_release(&seeker->sampled);
    wtw_release_items(seeker->pairs);
    *seeker = (struct wtw_live_seeker){.pairs = NULL};
}
