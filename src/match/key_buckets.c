/*
 * key_buckets.c - what becomes of articles that share a winnowed or a sampled key
 */
#include "match/key_buckets.h"

#include "sketch/samples.h"

/* An article of 60 words in one of 900 has three sampled shingles there. */
enum { SHORT_SHINGLES = 100 };

/* Removes the neighbours of a bucket that are one article: a text that repeats itself. */
static size_t once_each(uint64_t *bucket, size_t count)
{
    size_t kept = 1;

    for (size_t i = 1; i < count; i++)
        if (bucket[i] != bucket[kept - 1])
            bucket[kept++] = bucket[i];
    return kept;
}

static enum wtw_status pair_bucket(const struct wtw_joiner *joiner,
                                   struct wtw_join_worker *worker, uint64_t *bucket,
                                   size_t count, struct wtw_error *error)
{
    if (count > joiner->join->key_ceiling) {
        worker->common_keys++;
        return WTW_OK;
    }
    return wtw_bucket_pair(joiner, worker, bucket, count, 0, error);
}

bool wtw_key_may_contain(const struct wtw_join *join, const uint64_t *bucket)
{
    const uint32_t *counts = join->digests->shingle_counts;
    uint32_t x_count = counts[(uint32_t)bucket[0]];
    uint32_t y_count = counts[(uint32_t)bucket[1]];
    uint32_t smaller = x_count < y_count ? x_count : y_count;
    uint32_t larger = x_count < y_count ? y_count : x_count;

    return smaller <= SHORT_SHINGLES && larger >= 2 * smaller;
}

enum wtw_status wtw_key_buckets_join(
    struct wtw_joiner *joiner, struct wtw_join_worker *worker, size_t count,
    enum wtw_status (*take_sampled)(struct wtw_joiner *joiner,
                                    struct wtw_join_worker *worker,
                                    const uint64_t *bucket, size_t count,
                                    struct wtw_error *error),
    struct wtw_error *error)
{
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        uint64_t *bucket = worker->entries + begin;
        size_t articles = 0;

        end = wtw_bucket_end(worker->entries, begin, count);
        articles = once_each(bucket, end - begin);
        if (articles < 2)
            continue;
        WTW_TRY(wtw_key_is_sampled((uint32_t)(bucket[0] >> 32))
                    ? take_sampled(joiner, worker, bucket, articles, error)
                    : pair_bucket(joiner, worker, bucket, articles, error));
    }
    return WTW_OK;
}
