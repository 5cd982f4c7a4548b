/*
 * sketch_batch.h - articles to digests, on all threads
 */
#ifndef WTW_ENGINE_SKETCH_BATCH_H
#define WTW_ENGINE_SKETCH_BATCH_H

#include "engine/archive.h"

/* Where articles come from: wtw_engine_add_many()'s arguments. */
struct wtw_article_giver {
    enum wtw_status (*give)(void *context, size_t i, struct wtw_buffer *scratch,
                            struct wtw_article *out_article, struct wtw_error *error);
    void *context;
    size_t count;
};

struct wtw_sketch_batch; /* opaque: the digests of one call of add_many */

/*
 * wtw_sketch_batch_make() takes all articles from 'giver' and digests them on
 * 'thread_count' threads; with 'keeps_texts' it copies their texts too. Gives the batch
 * to the caller. Returns WTW_OK, what give returned, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_sketch_batch_make(
    const struct wtw_digest_plan *plan, const struct wtw_article_giver *giver,
    uint32_t thread_count, bool keeps_texts, struct wtw_sketch_batch **out_batch,
    struct wtw_error *error);
void wtw_sketch_batch_free(struct wtw_sketch_batch *batch);

/* What a batch adds up to. */
struct wtw_sketch_sums {
    size_t articles;
    size_t winnow_keys;
    uint64_t text_bytes;
    uint64_t tokens;
    uint64_t bad_bytes;
    uint64_t empty;
};
struct wtw_sketch_sums wtw_sketch_batch_sums(const struct wtw_sketch_batch *batch);

/*
 * wtw_sketch_batch_next() gives the next article that was not skipped, in order of i,
 * beginning with
 * '*position' 0; false after the last. 'out_text' is empty unless texts are kept. All is
 * borrowed from the batch.
 */
bool wtw_sketch_batch_next(const struct wtw_sketch_batch *batch, size_t *position,
                           struct wtw_archive_entry *out_entry, const char **out_text,
                           size_t *out_text_bytes);

#endif
