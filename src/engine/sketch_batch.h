/*
 * sketch_batch.h - articles to digests, on all threads
 */
#ifndef WTW_ENGINE_SKETCH_BATCH_H
#define WTW_ENGINE_SKETCH_BATCH_H

#include "base/threads.h"
#include "engine/archive.h"

/* Where articles come from: wtw_engine_add_many()'s arguments. */
struct wtw_article_giver {
    enum wtw_status (*give)(void *context, size_t i, struct wtw_buffer *scratch,
                            struct wtw_article *out_article, struct wtw_error *error);
    void *context;
    size_t count;
};

/*
 * The digests of one call of add_many, and the workers that make them; refilled by the
 * next call, so that adding articles one by one allocates nothing. Opaque.
 */
struct wtw_sketch_batch;

/*
 * wtw_sketch_batch_new() gives a batch to the caller; 'plan' is borrowed for its life.
 * With 'keeps_texts' it copies the texts of its articles too. Returns WTW_OK or
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_sketch_batch_new(const struct wtw_digest_plan *plan,
                                                    uint32_t thread_count,
                                                    bool keeps_texts,
                                                    struct wtw_sketch_batch **out_batch,
                                                    struct wtw_error *error);
void wtw_sketch_batch_free(struct wtw_sketch_batch *batch);

/*
 * wtw_sketch_batch_fill() takes all articles from 'giver' and digests them on all
 * threads, in place of what the batch held. Returns WTW_OK, what give returned,
 * WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_sketch_batch_fill(
    struct wtw_sketch_batch *batch, const struct wtw_article_giver *giver,
    struct wtw_error *error);

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
