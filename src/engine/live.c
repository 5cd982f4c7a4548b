/*
 * live.c - opens a live one, takes what was before, sketches what comes
 */
#include "engine/live_state.h"

#include "base/memory.h"
#include "base/threads.h"

#include <stdlib.h>

static enum wtw_status open_live(struct wtw_live *live, const struct wtw_options *options,
                                 struct wtw_error *error)
{
    live->options = *options;
    live->options.finds_stories = false;
    WTW_TRY(wtw_digest_plan_make(&live->options, &live->plan, error));
    if (!live->options.thread_count)
        live->options.thread_count = wtw_threads_available();
    live->source = live->options.text_source;
    live->options.text_source =
        (struct wtw_text_source){.fetch = wtw_live_fetch, .context = live};
    live->options.kernel = NULL; /* settled in the plan; the string is the caller's */
    live->options.temporary_folder = NULL;
    live->index.bands = live->plan.bands;
    live->index.sorting.thread_count = live->options.thread_count;
    live->join = (struct wtw_join){.digests = &live->join_digests,
                                   .threshold = live->options.threshold,
                                   .containment = live->options.containment};
    live->joiner.join = &live->join;
    wtw_odd_sketch_floors_make(live->joiner.floors);
    live->verify = (struct wtw_verify){.options = &live->options,
                                       .kernel = live->plan.kernel,
                                       .thread_count = live->options.thread_count};
    WTW_TRY(WTW_ALLOCATE(&live->seekers, live->options.thread_count, error));
    WTW_TRY(wtw_verify_crew_new(live->options.thread_count, &live->verify.crew, error));
    return wtw_live_sketches_new(options, &live->sketches, error);
}

enum wtw_status wtw_live_new(const struct wtw_options *options,
                             struct wtw_live **out_live, struct wtw_error *error)
{
    struct wtw_live *live = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_options_check(options, error));
    WTW_TRY(WTW_ALLOCATE(&live, 1, error));
    status = open_live(live, options, error);
    if (status != WTW_OK) {
        wtw_live_free(live);
        return status;
    }
    *out_live = live;
    return WTW_OK;
}

static void release_places(struct wtw_live *live)
{
    wtw_release_items(live->numbers);
    wtw_release_items(live->dates);
    wtw_release_items(live->ranks);
    wtw_release_items(live->flags);
    wtw_release_items(live->losses);
    wtw_release_items(live->texts);
    wtw_release_items(live->nexts);
    wtw_release_items(live->token_counts);
    wtw_release_items(live->shingle_counts);
    wtw_release_items(live->agencies);
    wtw_release_items(live->content_hashes);
    wtw_release_items(live->odd_sketches);
    wtw_release_items(live->text_dates);
    wtw_release_items(live->lasts);
    wtw_release_items(live->sizes);
    wtw_release_items(live->edge_heads);
    wtw_release_items(live->clusters);
    wtw_release_items(live->rings);
}

void wtw_live_free(struct wtw_live *live)
{
    if (!live)
        return;
    wtw_live_sketches_free(live->sketches);
    release_places(live);
    wtw_release_items(live->content_table);
    wtw_live_index_release(&live->index);
    wtw_release_items(live->edges);
    wtw_release_items(live->cluster_items);
    wtw_release_items(live->free_clusters);
    wtw_release_items(live->undos);
    wtw_release_items(live->undo_ends);
    wtw_buffer_release(&live->key_scratch);
    for (uint32_t i = 0; live->seekers && i < live->options.thread_count; i++)
        wtw_live_seeker_release(&live->seekers[i]);
    wtw_release_items(live->seekers);
    wtw_verify_crew_free(live->verify.crew);
    wtw_release_items(live->matches);
    wtw_release_items(live->changes);
    wtw_release_items(live->restored_clusters);
    wtw_release_items(live);
}

/* ------------------------------------------------------------------ sketching */

enum wtw_status wtw_live_sketch(struct wtw_live *live, const struct wtw_article *articles,
                                size_t count, struct wtw_error *error)
{
    return wtw_live_sketches_make(live->sketches, articles, count, error);
}

void wtw_live_sketches_swap(struct wtw_live *live, struct wtw_live_sketches **sketches)
{
    struct wtw_live_sketches *before = live->sketches;

    live->sketches = *sketches;
    *sketches = before;
}

const void *wtw_live_digest(const struct wtw_live *live, size_t i, size_t *out_bytes)
{
    return wtw_live_sketches_digest(live->sketches, i, out_bytes);
}

uint32_t wtw_live_agency(const struct wtw_live *live, size_t i)
{
    size_t bytes = 0;

    return wtw_live_digest_agency(wtw_live_digest(live, i, &bytes));
}

/* ------------------------------------------------------------------ what was before */

enum wtw_status wtw_live_expect_matches(struct wtw_live *live, size_t count,
                                        struct wtw_error *error)
{
    if (count <= live->edge_capacity)
        return WTW_OK;
    WTW_TRY(WTW_RESIZE(&live->edges, count, error));
    wtw_expect_large(live->edges, count * sizeof live->edges[0]);
    live->edge_capacity = count;
    return WTW_OK;
}

/* Those of equal tokens follow from the digests. */
enum wtw_status wtw_live_restore_match(struct wtw_live *live,
                                       const struct wtw_live_match *match,
                                       struct wtw_error *error)
{
    struct wtw_match kept = {.relation = match->relation, .figures = match->figures};

    if (match->a >= live->count || match->b >= live->count || match->a == match->b)
        return wtw_fail(error, WTW_BAD_INPUT, "a stored match is of no two articles");
    kept.a = live->texts[match->a];
    kept.b = live->texts[match->b];
    if (kept.a == kept.b)
        return WTW_OK;
    return wtw_live_edge_add(live, &kept, match->is_estimated, error);
}

/* ------------------------------------------------------------------ settling */

struct settling {
    struct wtw_live *live;
    struct wtw_live_undo *wanted; /* clusters that were given, of more than one text */
    size_t wanted_count;
    uint32_t *seeds; /* texts whose clusters were not */
    size_t seed_count;
};

/* Marks the articles after which clusters of others are named. */
static void mark_named(struct wtw_live *live)
{
    for (uint32_t i = 0; i < live->count; i++) {
        int64_t number = live->restored_clusters[i];
        uint32_t place = 0;

        if (live->texts[i] != i || !number || number == live->numbers[i])
            continue;
        place = wtw_live_place(live, number);
        if (place != WTW_LIVE_NOBODY)
            live->flags[live->texts[place]] |= WTW_LIVE_MARK;
    }
}

static enum wtw_status settle_text(struct settling *settling, uint32_t text,
                                   struct wtw_error *error)
{
    struct wtw_live *live = settling->live;
    int64_t number = live->restored_clusters[text];
    bool is_marked = live->flags[text] & WTW_LIVE_MARK;

    live->flags[text] &= (uint8_t)~WTW_LIVE_MARK;
    if (number == live->numbers[text] && !is_marked)
        return wtw_live_cluster_found(live, text, number, error);
    if (number)
        settling->wanted[settling->wanted_count++] = (struct wtw_live_undo){number, text};
    else
        settling->seeds[settling->seed_count++] = text;
    return WTW_OK;
}

static enum wtw_status settle_clusters(struct settling *settling, struct wtw_error *error)
{
    struct wtw_live *live = settling->live;

    WTW_TRY(WTW_ALLOCATE(&settling->wanted, live->count, error));
    WTW_TRY(WTW_ALLOCATE(&settling->seeds, live->count, error));
    mark_named(live);
    for (uint32_t i = 0; i < live->count; i++)
        if (live->texts[i] == i)
            WTW_TRY(settle_text(settling, i, error));
    WTW_TRY(wtw_live_clusters_lay(live, settling->wanted, settling->wanted_count, error));
    if (!settling->seed_count)
        return WTW_OK;
    return wtw_live_regroup_all(live, settling->seeds, settling->seed_count, error);
}

enum wtw_status wtw_live_settle(struct wtw_live *live, struct wtw_error *error)
{
    struct settling settling = {.live = live};
    enum wtw_status status = WTW_OK;

    if (live->is_settled)
        return WTW_OK;
    status = settle_clusters(&settling, error);
    wtw_release_items(settling.wanted);
    wtw_release_items(settling.seeds);
    WTW_TRY(status);
    wtw_release_items(live->restored_clusters);
    live->restored_clusters = NULL;
    live->restored_capacity = 0;
    wtw_live_forget_undos(live);
    live->change_count = 0;
    live->is_settled = true;
    return WTW_OK;
}

/* ------------------------------------------------------------------ looking */

static enum wtw_status check_place(struct wtw_live *live, uint32_t place,
                                   struct wtw_error *error)
{
    if (place >= live->count || !(live->flags[place] & WTW_LIVE_PRESENT))
        return wtw_fail(error, WTW_BAD_ARGUMENT, "there is no article at place %u",
                        place);
    return live->is_settled ? WTW_OK : wtw_live_settle(live, error);
}

static struct wtw_live_standing standing_of(const struct wtw_live_cluster *cluster)
{
    return (struct wtw_live_standing){.cluster = cluster->number,
                                      .size = cluster->size,
                                      .canonical = cluster->canonical};
}

void wtw_live_find_cluster(const struct wtw_live *live, int64_t number,
                           struct wtw_live_standing *out_standing)
{
    *out_standing = (struct wtw_live_standing){.cluster = number};
    for (size_t i = 0; i < live->cluster_count; i++)
        if (live->cluster_items[i].number == number)
            *out_standing = standing_of(&live->cluster_items[i]);
}

enum wtw_status wtw_live_standing(struct wtw_live *live, uint32_t place,
                                  struct wtw_live_standing *out_standing,
                                  struct wtw_error *error)
{
    WTW_TRY(check_place(live, place, error));
    *out_standing = standing_of(wtw_live_cluster_of(live, live->texts[place]));
    return WTW_OK;
}

enum wtw_status wtw_live_outcome_of(struct wtw_live *live, uint32_t place,
                                    struct wtw_live_outcome *out_outcome,
                                    struct wtw_error *error)
{
    WTW_TRY(check_place(live, place, error));
    return wtw_live_outcome_make(live, place, WTW_LIVE_NOBODY, out_outcome, error);
}

uint64_t wtw_live_bytes(const struct wtw_live *live)
{
    uint64_t place_bytes = sizeof live->numbers[0] + sizeof live->dates[0] +
                           sizeof live->ranks[0] + sizeof live->flags[0] +
                           sizeof live->losses[0] + sizeof live->content_hashes[0] +
                           sizeof live->text_dates[0] + 9 * sizeof(uint32_t) +
                           WTW_ODD_SKETCH_WORDS * sizeof live->odd_sketches[0];

    return sizeof *live + live->capacity * place_bytes +
           live->content_slots * sizeof live->content_table[0] +
           wtw_live_index_bytes(&live->index) +
           live->edge_capacity * sizeof live->edges[0] +
           live->cluster_capacity * sizeof live->cluster_items[0] +
           live->free_cluster_capacity * sizeof live->free_clusters[0] +
           live->undo_capacity * sizeof live->undos[0] +
           live->undo_end_capacity * sizeof live->undo_ends[0] +
           live->sketches->digests.capacity;
}
