/*
 * live_remove.c - articles go, or are taken back as if they had never come
 */
#include "engine/live_state.h"

#include "base/memory.h"

void wtw_live_forget_undos(struct wtw_live *live)
{
    live->undo_count = 0;
    live->undo_end_count = 0;
}

/* ------------------------------------------------------------------ whom it changes */

/* Texts, listed before the matches by which they are found are gone. */
struct seeds {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

static enum wtw_status add_seed(struct seeds *seeds, uint32_t text,
                                struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&seeds->items, &seeds->capacity, seeds->count + 1, error));
    seeds->items[seeds->count++] = text;
    return WTW_OK;
}

/* All that a text matches, but for excerpts: who was a form or a copy by it. */
static enum wtw_status list_partners(const struct wtw_live *live, uint32_t text,
                                     struct seeds *seeds, struct wtw_error *error)
{
    for (uint32_t number = live->edge_heads[text]; number;) {
        const struct wtw_live_edge *edge = wtw_live_edge_at(live, number);

        if (edge->match.relation != WTW_EXCERPT)
            WTW_TRY(add_seed(seeds, wtw_live_edge_other(edge, text), error));
        number = wtw_live_edge_next(edge, text);
    }
    return WTW_OK;
}

static enum wtw_status redate(struct wtw_live *live, uint32_t text, struct seeds *seeds,
                              struct wtw_error *error)
{
    WTW_TRY(add_seed(seeds, text, error));
    WTW_TRY(list_partners(live, text, seeds, error));
    wtw_live_edges_date(live, text);
    return wtw_live_regroup(live, seeds->items, seeds->count, WTW_LIVE_NOBODY, error);
}

enum wtw_status wtw_live_redate(struct wtw_live *live, uint32_t text,
                                struct wtw_error *error)
{
    struct seeds seeds = {.items = NULL};
    enum wtw_status status = redate(live, text, &seeds, error);

    wtw_release_items(seeds.items);
    return status;
}

/* ------------------------------------------------------------------ taking back */

static enum wtw_status choose_if_gone(struct wtw_live *live, uint32_t cluster,
                                      uint32_t place, struct wtw_error *error)
{
    const struct wtw_live_cluster *left = &live->cluster_items[cluster];

    if (!left->number || left->canonical != place)
        return WTW_OK;
    return wtw_live_cluster_choose(live, cluster, error);
}

static enum wtw_status take_follower_back(struct wtw_live *live, uint32_t place,
                                          size_t undo, struct wtw_error *error)
{
    uint32_t text = live->texts[place];
    uint32_t cluster = live->clusters[text];

    if (wtw_live_text_leave(live, place))
        wtw_live_edges_date(live, text);
    if (undo < live->undo_count)
        return wtw_live_clusters_lay(live, live->undos + undo, live->undo_count - undo,
                                     error);
    live->cluster_items[cluster].size--;
    return choose_if_gone(live, cluster, place, error);
}

static enum wtw_status take_text_back(struct wtw_live *live, uint32_t place, size_t undo,
                                      struct wtw_error *error)
{
    uint32_t cluster = live->clusters[place];
    bool is_laid = undo < live->undo_count;

    wtw_live_edges_drop(live, place);
    if (!is_laid)
        WTW_TRY(wtw_live_cluster_leave(live, place, error));
    wtw_live_text_leave(live, place);
    if (!is_laid)
        return choose_if_gone(live, cluster, place, error);
    /* It may have had a cluster of its own before others were clustered anew. */
    for (size_t i = undo; i < live->undo_count; i++)
        if (live->undos[i].text == place)
            live->undos[i].number = 0;
    return wtw_live_clusters_lay(live, live->undos + undo, live->undo_count - undo,
                                 error);
}

static enum wtw_status take_last_back(struct wtw_live *live, struct wtw_error *error)
{
    uint32_t place = live->count - 1;
    size_t undo = live->undo_ends[--live->undo_end_count];

    if (live->texts[place] == place)
        WTW_TRY(take_text_back(live, place, undo, error));
    else
        WTW_TRY(take_follower_back(live, place, undo, error));
    live->undo_count = undo;
    wtw_live_place_cut(live);
    return WTW_OK;
}

enum wtw_status wtw_live_take_back(struct wtw_live *live, size_t count,
                                   struct wtw_error *error)
{
    if (count > live->undo_end_count)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "of the last articles %zu can be taken back, not %zu",
                        live->undo_end_count, count);
    for (size_t i = 0; i < count; i++)
        WTW_TRY(take_last_back(live, error));
    return wtw_live_index_cut(&live->index, live->count, live->flags, error);
}

/* ------------------------------------------------------------------ removing */

static enum wtw_status remove_follower(struct wtw_live *live, uint32_t place,
                                       struct wtw_error *error)
{
    uint32_t text = live->texts[place];
    struct wtw_live_cluster *cluster = wtw_live_cluster_of(live, text);

    cluster->size--;
    if (cluster->canonical == place)
        cluster->canonical = WTW_LIVE_NOBODY;
    return wtw_live_text_leave(live, place) ? wtw_live_redate(live, text, error) : WTW_OK;
}

static enum wtw_status remove_text(struct wtw_live *live, uint32_t place,
                                   struct seeds *seeds, struct wtw_error *error)
{
    uint32_t text = live->texts[place];
    struct wtw_live_cluster *cluster = wtw_live_cluster_of(live, text);

    WTW_TRY(list_partners(live, text, seeds, error));
    if (cluster->canonical == place)
        cluster->canonical = WTW_LIVE_NOBODY;
    WTW_TRY(wtw_live_cluster_leave(live, text, error));
    wtw_live_edges_drop(live, text);
    wtw_live_text_leave(live, place);
    WTW_TRY(wtw_live_index_forget(&live->index, text, live->flags, error));
    return wtw_live_regroup(live, seeds->items, seeds->count, WTW_LIVE_NOBODY, error);
}

/* The cluster that the article was in goes on with another canonical, where that has not been
 * chosen yet. */
static enum wtw_status name_heir(struct wtw_live *live, uint32_t cluster,
                                 struct wtw_error *error)
{
    const struct wtw_live_cluster *left = &live->cluster_items[cluster];

    if (!left->number || left->canonical != WTW_LIVE_NOBODY)
        return WTW_OK;
    WTW_TRY(wtw_live_cluster_choose(live, cluster, error));
    return wtw_live_note_change(
        live,
        &(struct wtw_live_change){.is_canonical = true,
                                  .place = left->canonical,
                                  .cluster = left->number,
                                  .before_place = WTW_LIVE_NOBODY},
        error);
}

uint32_t wtw_live_heir(const struct wtw_live *live, uint32_t place)
{
    uint32_t text = live->texts[place];
    uint32_t first = wtw_live_first(live, text);

    if (live->sizes[text] < 2)
        return WTW_LIVE_NOBODY;
    return first == place ? live->nexts[place] : first;
}

enum wtw_status wtw_live_remove(struct wtw_live *live, uint32_t place,
                                const struct wtw_live_change **out_changes,
                                size_t *out_count, struct wtw_error *error)
{
    struct seeds seeds = {.items = NULL};
    uint32_t cluster = 0;
    enum wtw_status status = WTW_OK;

    if (place >= live->count || !(live->flags[place] & WTW_LIVE_PRESENT))
        return wtw_fail(error, WTW_BAD_ARGUMENT, "there is no article at place %u",
                        place);
    if (!live->is_settled)
        WTW_TRY(wtw_live_settle(live, error));
    live->change_count = 0;
    cluster = live->clusters[live->texts[place]];
    if (live->sizes[live->texts[place]] > 1)
        status = remove_follower(live, place, error);
    else
        status = remove_text(live, place, &seeds, error);
    wtw_release_items(seeds.items);
    WTW_TRY(status);
    WTW_TRY(name_heir(live, cluster, error));
    wtw_live_forget_undos(live);
    *out_changes = live->changes;
    *out_count = live->change_count;
    return WTW_OK;
}
