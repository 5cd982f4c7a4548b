/*
 * live_sketches.h - articles as the digests that a live one takes
 *
 * They depend on nothing but the articles and the options, so that those of the next articles
 * can be made by other threads while the last are being judged.
 */
#ifndef WTW_ENGINE_LIVE_SKETCHES_H
#define WTW_ENGINE_LIVE_SKETCHES_H

#include "engine/digest.h"
#include "engine/sketch_batch.h"

/* What of an article is no part of its digest. */
struct wtw_live_sketched {
    int64_t published_seconds;
    uint8_t rank;
};

/* For one thread at a time, which lets options.thread_count work. */
struct wtw_live_sketches {
    struct wtw_digest_plan plan;
    struct wtw_sketch_batch *batch;
    struct wtw_buffer digests; /* one behind the other */
    size_t *ends;
    size_t end_capacity;
    struct wtw_live_sketched *items;
    size_t item_capacity;
    size_t count;
};

/*
 * wtw_live_sketches_new() gives empty ones to the caller. wtw_live_sketches_make() digests
 * 'count' articles, which are borrowed meanwhile, on all threads, in place of those before;
 * wtw_live_sketches_digest() gives the digest of the i-th, borrowed until the next are made.
 * Return WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_sketches_new(
    const struct wtw_options *options, struct wtw_live_sketches **out_sketches,
    struct wtw_error *error);
void wtw_live_sketches_free(struct wtw_live_sketches *sketches);
WTW_MUST_CHECK enum wtw_status wtw_live_sketches_make(struct wtw_live_sketches *sketches,
                                                      const struct wtw_article *articles,
                                                      size_t count,
                                                      struct wtw_error *error);
const void *wtw_live_sketches_digest(const struct wtw_live_sketches *sketches, size_t i,
                                     size_t *out_bytes);

#endif
