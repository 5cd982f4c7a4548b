/*
 * live_restore.c - what was before, taken in by several threads
 *
 * Places are known before their articles come, so each thread fills those of its stretch and
 * makes a segment of the index of their keys, which takes most of the time; nothing of that
 * is another's. Who says the same as whom is found out when all are there, in order, since the
 * first of them is the text. Those that follow it have keys in a segment as well, which nobody
 * finds, as they have no text of their own.
 */
#include "engine/live_segment.h"
#include "engine/live_state.h"

#include "base/memory.h"

/* What a thread has of its stretch, and keeps for the next. */
struct worker {
    struct wtw_buffer key_scratch;
    struct wtw_live_recent keys;
    struct wtw_live_sorting sorting;
    size_t stretch;
    uint32_t next; /* place */
};

struct wtw_live_restoring {
    struct wtw_live *live;
    size_t stretch_count;
    uint32_t *ends;                    /* of each stretch: where its places end */
    struct wtw_live_segment *segments; /* of each stretch */
    uint32_t worker_count;
    struct worker *workers;
};

static enum wtw_status make_places(struct wtw_live_restoring *restoring,
                                   const uint32_t *counts, struct wtw_error *error)
{
    struct wtw_live *live = restoring->live;
    uint64_t count = 0;

    WTW_TRY(WTW_ALLOCATE(&restoring->ends, restoring->stretch_count, error));
    WTW_TRY(WTW_ALLOCATE(&restoring->segments, restoring->stretch_count, error));
    WTW_TRY(WTW_ALLOCATE(&restoring->workers, restoring->worker_count, error));
    for (size_t i = 0; i < restoring->stretch_count; i++) {
        count += counts[i];
        if (count >= UINT32_MAX)
            return wtw_fail(error, WTW_TOO_LARGE, "%llu articles are too many",
                            (unsigned long long)count);
        restoring->ends[i] = (uint32_t)count;
    }
    if (!count)
        return WTW_OK;
    WTW_TRY(WTW_GROW(&live->restored_clusters, &live->restored_capacity, (size_t)count,
                     error));
    return wtw_live_places_make(live, (size_t)count, error);
}

enum wtw_status wtw_live_restoring_new(struct wtw_live *live, const uint32_t *counts,
                                       size_t stretch_count,
                                       struct wtw_live_restoring **out_restoring,
                                       struct wtw_error *error)
{
    struct wtw_live_restoring *restoring = NULL;
    enum wtw_status status = WTW_ALLOCATE(&restoring, 1, error);

    if (status != WTW_OK)
        return status;
    restoring->live = live;
    restoring->stretch_count = stretch_count;
    restoring->worker_count = live->options.thread_count;
    status = make_places(restoring, counts, error);
    if (status == WTW_OK)
        *out_restoring = restoring;
    else
        wtw_live_restoring_free(restoring);
    return status;
}

void wtw_live_restoring_begin(struct wtw_live_restoring *restoring, uint32_t worker,
                              size_t stretch)
{
    struct worker *own = &restoring->workers[worker];

    own->stretch = stretch;
    own->next = stretch ? restoring->ends[stretch - 1] : 0;
    own->keys.first = own->next;
    own->keys.count = 0;
}

enum wtw_status wtw_live_restoring_put(struct wtw_live_restoring *restoring,
                                       uint32_t worker,
                                       const struct wtw_live_article *article,
                                       struct wtw_error *error)
{
    const struct wtw_live_newcomer newcomer = {article->number,
                                               article->published_seconds, article->rank};
    struct worker *own = &restoring->workers[worker];
    struct wtw_live *live = restoring->live;
    struct wtw_live_facts facts;
    uint32_t place = own->next;

    if (place == restoring->ends[own->stretch])
        return wtw_fail(error, WTW_BAD_INPUT,
                        "there are more articles than were counted");
    WTW_TRY(wtw_live_digest_get(article->digest, article->digest_bytes, live->index.bands,
                                &own->key_scratch, &facts, error));
    wtw_live_place_fill(live, place, &newcomer, &facts);
    live->restored_clusters[place] = article->cluster;
    own->next++;
    if (!facts.shingle_count)
        return WTW_OK;
    return wtw_live_recent_put(&own->keys, live->index.bands, place, &facts.keys, error);
}

enum wtw_status wtw_live_restoring_end(struct wtw_live_restoring *restoring,
                                       uint32_t worker, struct wtw_error *error)
{
    struct worker *own = &restoring->workers[worker];
    uint32_t end = restoring->ends[own->stretch];

    if (own->next != end)
        return wtw_fail(error, WTW_BAD_INPUT,
                        "there are fewer articles than were counted");
    if (!own->keys.count)
        return WTW_OK;
    return wtw_live_segment_pack(&own->keys, restoring->live->index.bands,
                                 end - own->keys.first, &own->sorting,
                                 &restoring->segments[own->stretch], error);
}

static void release_worker(struct worker *worker)
{
    wtw_buffer_release(&worker->key_scratch);
    wtw_live_recent_release(&worker->keys);
    wtw_live_sorting_release(&worker->sorting);
}

/* What workers sorted by is not needed any more, and more than what comes now takes. */
enum wtw_status wtw_live_restoring_finish(struct wtw_live_restoring *restoring,
                                          struct wtw_error *error)
{
    struct wtw_live *live = restoring->live;

    for (uint32_t i = 0; i < restoring->worker_count; i++)
        release_worker(&restoring->workers[i]);
    for (size_t i = 0; i < restoring->stretch_count; i++)
        if (restoring->segments[i].columns)
            WTW_TRY(wtw_live_index_extend(&live->index, &restoring->segments[i], error));
    wtw_live_texts_find(live);
    return WTW_OK;
}

void wtw_live_restoring_free(struct wtw_live_restoring *restoring)
{
    if (!restoring)
        return;
    for (uint32_t i = 0; restoring->workers && i < restoring->worker_count; i++)
        release_worker(&restoring->workers[i]);
    for (size_t i = 0; restoring->segments && i < restoring->stretch_count; i++)
        wtw_live_segment_release(&restoring->segments[i]);
    wtw_release_items(restoring->workers);
    wtw_release_items(restoring->segments);
    wtw_release_items(restoring->ends);
    wtw_release_items(restoring);
}
