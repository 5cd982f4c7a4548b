/*
 * live_sketches.c - articles as the digests that a live one takes
 */
#include "engine/live_sketches.h"

#include "base/memory.h"
#include "base/threads.h"
#include "engine/live_digest.h"

static enum wtw_status open_sketches(struct wtw_live_sketches *sketches,
                                     const struct wtw_options *options,
                                     struct wtw_error *error)
{
    struct wtw_options own = *options;

    own.finds_stories = false;
    WTW_TRY(wtw_digest_plan_make(&own, &sketches->plan, error));
    return wtw_sketch_batch_new(
        &sketches->plan, own.thread_count ? own.thread_count : wtw_threads_available(),
        false, &sketches->batch, error);
}

enum wtw_status wtw_live_sketches_new(const struct wtw_options *options,
                                      struct wtw_live_sketches **out_sketches,
                                      struct wtw_error *error)
{
    struct wtw_live_sketches *sketches = NULL;
    enum wtw_status status = WTW_ALLOCATE(&sketches, 1, error);

    if (status == WTW_OK)
        status = open_sketches(sketches, options, error);
    if (status == WTW_OK)
        *out_sketches = sketches;
    else
        wtw_live_sketches_free(sketches);
    return status;
}

void wtw_live_sketches_free(struct wtw_live_sketches *sketches)
{
    if (!sketches)
        return;
    wtw_sketch_batch_free(sketches->batch);
    wtw_buffer_release(&sketches->digests);
    wtw_release_items(sketches->ends);
    wtw_release_items(sketches->items);
    wtw_release_items(sketches);
}

static enum wtw_status give_article(void *context, size_t i, struct wtw_buffer *scratch,
                                    struct wtw_article *out_article,
                                    struct wtw_error *error)
{
    const struct wtw_article *articles = context;

    (void)scratch;
    (void)error;
    *out_article = articles[i];
    return WTW_OK;
}

static enum wtw_status keep_digests(struct wtw_live_sketches *sketches,
                                    struct wtw_error *error)
{
    struct wtw_archive_entry entry;
    const char *text = NULL;
    size_t text_bytes = 0;
    size_t position = 0;

    while (
        wtw_sketch_batch_next(sketches->batch, &position, &entry, &text, &text_bytes)) {
        WTW_TRY(
            wtw_live_digest_put(&entry, sketches->plan.bands, &sketches->digests, error));
        sketches->ends[sketches->count] = sketches->digests.count;
        sketches->items[sketches->count++] =
            (struct wtw_live_sketched){entry.published_seconds, entry.rank};
    }
    return WTW_OK;
}

enum wtw_status wtw_live_sketches_make(struct wtw_live_sketches *sketches,
                                       const struct wtw_article *articles, size_t count,
                                       struct wtw_error *error)
{
    struct wtw_article_giver giver = {
        .give = give_article, .context = (void *)(uintptr_t)articles, .count = count};

    sketches->digests.count = 0;
    sketches->count = 0;
    WTW_TRY(WTW_GROW(&sketches->ends, &sketches->end_capacity, count, error));
    WTW_TRY(WTW_GROW(&sketches->items, &sketches->item_capacity, count, error));
    WTW_TRY(wtw_sketch_batch_fill(sketches->batch, &giver, error));
    return keep_digests(sketches, error);
}

const void *wtw_live_sketches_digest(const struct wtw_live_sketches *sketches, size_t i,
                                     size_t *out_bytes)
{
    size_t begin = i ? sketches->ends[i - 1] : 0;

    *out_bytes = sketches->ends[i] - begin;
    return sketches->digests.items + begin;
}
