/*
 * sketch_batch.c - articles to digests, on all threads
 *
 * Each worker takes a few articles at a time, asks for each (which is where a caller
 * parses it), and writes its digest to the article's own place in the batch; what varies
 * in length (winnowed keys, kept texts) goes to the worker's own lists, with a note
 * where. So nothing is shared but the batch's arrays, and reading the batch in order of i
 * gives the same whatever the threads did.
 */
#include "engine/sketch_batch.h"

#include "base/memory.h"
#include "base/sizes.h"

/* Articles that a worker takes at a time: about 0.1 ms of work. */
enum { CHUNK_ARTICLES = 8 };

struct sketched {
    struct wtw_digest digest;
    int64_t published_seconds;
    uint32_t source;
    uint8_t rank;
    size_t text_bytes;
    size_t text_begin; /* in its worker's texts */
    size_t winnow_begin;
    size_t winnow_count;
    uint32_t worker;
    bool is_kept; /* false: skipped */
};

struct sketch_worker {
    struct wtw_digester digester;
    struct wtw_buffer scratch; /* give's */
    struct wtw_winnow_keys winnow_keys;
    struct wtw_buffer texts;
};

struct wtw_sketch_batch {
    const struct wtw_digest_plan *plan;
    const struct wtw_article_giver *giver;
    bool keeps_texts;
    uint32_t thread_count;
    struct sketch_worker *workers;
    size_t count; /* articles asked for, skipped ones included */
    struct sketched *articles;
    size_t article_capacity;
    uint32_t *band_keys; /* [count][plan->bands] */
    size_t band_key_capacity;
};

static enum wtw_status digest_article(struct wtw_sketch_batch *batch,
                                      uint32_t worker_number, size_t i,
                                      const struct wtw_article *article,
                                      struct wtw_error *error)
{
    struct sketch_worker *worker = &batch->workers[worker_number];
    struct sketched *sketched = &batch->articles[i];

    sketched->winnow_begin = worker->winnow_keys.count;
    sketched->text_begin = worker->texts.count;
    WTW_TRY(wtw_digest_make(&worker->digester, batch->plan, article->text,
                            article->text_bytes, &sketched->digest,
                            batch->band_keys + i * batch->plan->bands,
                            &worker->winnow_keys, error));
    WTW_TRY(wtw_digest_add_terms(&worker->digester, batch->plan, article,
                                 &sketched->digest, error));
    if (batch->keeps_texts)
        WTW_TRY(
            wtw_buffer_append(&worker->texts, article->text, article->text_bytes, error));
    sketched->winnow_count = worker->winnow_keys.count - sketched->winnow_begin;
    sketched->published_seconds = article->published_seconds;
    sketched->source = article->source;
    sketched->rank = article->rank;
    sketched->text_bytes = article->text_bytes;
    sketched->worker = worker_number;
    sketched->is_kept = true;
    return WTW_OK;
}

static enum wtw_status sketch_chunk(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    struct wtw_sketch_batch *batch = context;
    const struct wtw_article_giver *giver = batch->giver;

    for (size_t i = begin; i < end; i++) {
        struct wtw_article article = {.published_seconds = WTW_DATE_UNKNOWN};
        enum wtw_status status = giver->give(
            giver->context, i, &batch->workers[worker].scratch, &article, error);

        if (status == WTW_SKIPPED)
            continue;
        if (status != WTW_OK)
            return status;
        WTW_TRY(digest_article(batch, worker, i, &article, error));
    }
    return WTW_OK;
}

enum wtw_status wtw_sketch_batch_new(const struct wtw_digest_plan *plan,
                                     uint32_t thread_count, bool keeps_texts,
                                     struct wtw_sketch_batch **out_batch,
                                     struct wtw_error *error)
{
    struct wtw_sketch_batch *batch = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&batch, 1, error));
    batch->plan = plan;
    batch->thread_count = thread_count;
    batch->keeps_texts = keeps_texts;
    status = WTW_ALLOCATE(&batch->workers, thread_count, error);
    if (status != WTW_OK) {
        wtw_sketch_batch_free(batch);
        return status;
    }
    *out_batch = batch;
    return WTW_OK;
}

/* Makes room for 'count' articles and empties what is left of the last ones. */
static enum wtw_status prepare_batch(struct wtw_sketch_batch *batch, size_t count,
                                     struct wtw_error *error)
{
    size_t band_keys = 0;

    batch->count = 0;
    if (!wtw_size_multiply(count, batch->plan->bands, &band_keys))
        return wtw_fail(error, WTW_TOO_LARGE, "%zu articles at a time are too many",
                        count);
    WTW_TRY(WTW_GROW(&batch->articles, &batch->article_capacity, count, error));
    WTW_TRY(WTW_GROW(&batch->band_keys, &batch->band_key_capacity, band_keys, error));
    for (size_t i = 0; i < count; i++)
        batch->articles[i].is_kept = false;
    for (uint32_t i = 0; i < batch->thread_count; i++) {
        batch->workers[i].winnow_keys.count = 0;
        batch->workers[i].texts.count = 0;
    }
    batch->count = count;
    return WTW_OK;
}

enum wtw_status wtw_sketch_batch_fill(struct wtw_sketch_batch *batch,
                                      const struct wtw_article_giver *giver,
                                      struct wtw_error *error)
{
    struct wtw_loop loop = {.body = sketch_chunk,
                            .context = batch,
                            .thread_count = batch->thread_count,
                            .item_count = giver->count,
                            .chunk_items = CHUNK_ARTICLES};

    batch->giver = giver;
    WTW_TRY(prepare_batch(batch, giver->count, error));
    return wtw_loop_run(&loop, error);
}

void wtw_sketch_batch_free(struct wtw_sketch_batch *batch)
{
    if (!batch)
        return;
    for (uint32_t i = 0; batch->workers && i < batch->thread_count; i++) {
        struct sketch_worker *worker = &batch->workers[i];

        wtw_digester_release(&worker->digester);
        wtw_buffer_release(&worker->scratch);
        wtw_winnow_keys_release(&worker->winnow_keys);
        wtw_buffer_release(&worker->texts);
    }
    wtw_release_items(batch->workers);
    wtw_release_items(batch->articles);
    wtw_release_items(batch->band_keys);
    wtw_release_items(batch);
}

struct wtw_sketch_sums wtw_sketch_batch_sums(const struct wtw_sketch_batch *batch)
{
    struct wtw_sketch_sums sums = {0};

    for (size_t i = 0; i < batch->count; i++) {
        const struct sketched *sketched = &batch->articles[i];

        if (!sketched->is_kept)
            continue;
        sums.articles++;
        sums.winnow_keys += sketched->winnow_count;
        sums.text_bytes += sketched->text_bytes;
        sums.tokens += sketched->digest.token_count;
        sums.bad_bytes += sketched->digest.bad_bytes;
        sums.empty += sketched->digest.token_count == 0;
    }
    return sums;
}

bool wtw_sketch_batch_next(const struct wtw_sketch_batch *batch, size_t *position,
                           struct wtw_archive_entry *out_entry, const char **out_text,
                           size_t *out_text_bytes)
{
    const struct sketched *sketched = NULL;
    const struct sketch_worker *worker = NULL;
    size_t i = *position;

    while (i < batch->count && !batch->articles[i].is_kept)
        i++;
    *position = i + 1;
    if (i >= batch->count)
        return false;

    sketched = &batch->articles[i];
    worker = &batch->workers[sketched->worker];
    *out_entry = (struct wtw_archive_entry){
        .digest = &sketched->digest,
        .published_seconds = sketched->published_seconds,
        .source = sketched->source,
        .rank = sketched->rank,
        .band_keys = batch->band_keys + i * batch->plan->bands,
        .winnow_count = sketched->winnow_count,
    };
    if (sketched->winnow_count)
        out_entry->winnow_keys = worker->winnow_keys.items + sketched->winnow_begin;
    *out_text = batch->keeps_texts && sketched->text_bytes
                    ? worker->texts.items + sketched->text_begin
                    : NULL;
    *out_text_bytes = batch->keeps_texts ? sketched->text_bytes : 0;
    return true;
}
