/*
 * live_components.c - who is tied to whom, clustered anew where something has changed
 *
 * An article can change only what is tied to it, directly or by way of others: matches that
 * are copies, and clusters. This component is given to the code that clusters a batch
 * (gather.c), and the clusters that come out get their numbers from those that were there.
 *
 * A component of thousands would take longer with each article that comes to it. Above
 * COMPONENT_TEXTS or COMPONENT_TIES only the neighbours of the new text are clustered, with
 * it, by what ties them to each other; it goes to the cluster that most of those are in
 * who are with it then, and nobody else moves. What is large stays as it is when an article
 * goes.
 */
#include "engine/live_components.h"

#include "base/memory.h"
#include "engine/forms.h"
#include "engine/gather.h"
#include "match/relation.h"

#include <stdlib.h>
#include <string.h>

enum { COMPONENT_TEXTS = 1024, COMPONENT_TIES = 1 << 13, NEIGHBOURS = 128 };

static int compare_numbers(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left;
    uint32_t y = *(const uint32_t *)right;

    return x < y ? -1 : x > y;
}

/* ------------------------------------------------------------------ looking for it */

static enum wtw_status add_text(struct wtw_live *live,
                                struct wtw_live_component *component, uint32_t text,
                                struct wtw_error *error)
{
    if (live->flags[text] & WTW_LIVE_MARK)
        return WTW_OK;
    WTW_TRY(WTW_GROW(&component->texts, &component->capacity,
                     (size_t)component->count + 1, error));
    live->flags[text] |= WTW_LIVE_MARK;
    component->texts[component->count++] = text;
    return WTW_OK;
}

/* All of the cluster of a text, unless they were added before. */
static enum wtw_status add_cluster(struct wtw_live *live,
                                   struct wtw_live_component *component, uint32_t text,
                                   struct wtw_error *error)
{
    struct wtw_live_cluster *cluster = NULL;

    if (live->clusters[text] == WTW_LIVE_NOBODY)
        return WTW_OK;
    cluster = wtw_live_cluster_of(live, text);
    if (cluster->is_marked)
        return WTW_OK;
    cluster->is_marked = true;
    for (uint32_t other = live->rings[text]; other != text; other = live->rings[other])
        WTW_TRY(add_text(live, component, other, error));
    return WTW_OK;
}

static enum wtw_status add_tied(struct wtw_live *live,
                                struct wtw_live_component *component, uint32_t text,
                                struct wtw_error *error)
{
    for (uint32_t number = live->edge_heads[text]; number;) {
        const struct wtw_live_edge *edge = wtw_live_edge_at(live, number);

        if (wtw_relation_is_copy(edge->match.relation)) {
            component->end_count++;
            WTW_TRY(add_text(live, component, wtw_live_edge_other(edge, text), error));
        }
        number = wtw_live_edge_next(edge, text);
    }
    return WTW_OK;
}

static bool is_too_large(const struct wtw_live_component *component)
{
    return component->is_bounded && (component->count > COMPONENT_TEXTS ||
                                     component->end_count > 2 * COMPONENT_TIES);
}

/* Each tie is seen from both of its ends. */
static enum wtw_status find_all(struct wtw_live *live,
                                struct wtw_live_component *component,
                                const uint32_t *seeds, size_t count,
                                struct wtw_error *error)
{
    for (size_t i = 0; i < count; i++)
        if (live->flags[seeds[i]] & WTW_LIVE_TEXT)
            WTW_TRY(add_text(live, component, seeds[i], error));
    for (uint32_t i = 0; i < component->count && !is_too_large(component); i++) {
        WTW_TRY(add_cluster(live, component, component->texts[i], error));
        WTW_TRY(add_tied(live, component, component->texts[i], error));
    }
    return WTW_OK;
}

/* The newcomer, and the texts that it is tied to. */
static enum wtw_status find_neighbours(struct wtw_live *live,
                                       struct wtw_live_component *component,
                                       uint32_t newcomer, struct wtw_error *error)
{
    WTW_TRY(add_text(live, component, newcomer, error));
    for (uint32_t number = live->edge_heads[newcomer];
         number && component->count <= NEIGHBOURS;) {
        const struct wtw_live_edge *edge = wtw_live_edge_at(live, number);

        if (wtw_relation_is_copy(edge->match.relation))
            WTW_TRY(
                add_text(live, component, wtw_live_edge_other(edge, newcomer), error));
        number = wtw_live_edge_next(edge, newcomer);
    }
    return WTW_OK;
}

static void unmark(struct wtw_live *live, const struct wtw_live_component *component)
{
    for (uint32_t i = 0; i < component->count; i++) {
        uint32_t text = component->texts[i];

        live->flags[text] &= (uint8_t)~WTW_LIVE_MARK;
        if (live->clusters[text] != WTW_LIVE_NOBODY)
            wtw_live_cluster_of(live, text)->is_marked = false;
    }
}

/* ------------------------------------------------------------------ clustering it */

/* Sorts by the first article of each text, which is the order of the batch. */
static void sort_texts(const struct wtw_live *live, struct wtw_live_component *component)
{
    for (uint32_t i = 0; i < component->count; i++)
        component->texts[i] = wtw_live_first(live, component->texts[i]);
    qsort(component->texts, component->count, sizeof component->texts[0],
          compare_numbers);
    for (uint32_t i = 0; i < component->count; i++)
        component->firsts[i] = component->texts[i];
    for (uint32_t i = 0; i < component->count; i++)
        component->texts[i] = live->texts[component->texts[i]];
}

static uint32_t local_of(const struct wtw_live *live,
                         const struct wtw_live_component *component, uint32_t text)
{
    uint32_t first = wtw_live_first(live, text);
    const uint32_t *found = bsearch(&first, component->firsts, component->count,
                                    sizeof first, compare_numbers);

    return (uint32_t)(found - component->firsts);
}

static struct wtw_match local_match(const struct wtw_live *live,
                                    const struct wtw_live_component *component,
                                    const struct wtw_live_edge *edge)
{
    struct wtw_match match = edge->match;

    match.a = local_of(live, component, edge->match.a);
    match.b = local_of(live, component, edge->match.b);
    if (match.a > match.b) {
        uint32_t a = match.a;

        match.a = match.b;
        match.b = a;
        match.relation = wtw_relation_reversed(match.relation);
        match.figures = wtw_figures_reversed(&match.figures);
    }
    return match;
}

static enum wtw_status list_matches(const struct wtw_live *live,
                                    const struct wtw_live_component *component,
                                    struct wtw_match_list *matches,
                                    struct wtw_error *error)
{
    for (uint32_t i = 0; i < component->count; i++) {
        uint32_t text = component->texts[i];

        for (uint32_t number = live->edge_heads[text]; number;) {
            const struct wtw_live_edge *edge = wtw_live_edge_at(live, number);
            struct wtw_match match;

            number = wtw_live_edge_next(edge, text);
            if (edge->match.a != text || !(live->flags[edge->match.b] & WTW_LIVE_MARK) ||
                !wtw_live_is_tie(live, edge))
                continue;
            match = local_match(live, component, edge);
            WTW_TRY(wtw_match_list_add(matches, &match, error));
        }
    }
    return WTW_OK;
}

static enum wtw_status gather_listed(const struct wtw_live *live,
                                     struct wtw_live_component *component,
                                     const struct wtw_match_list *matches,
                                     struct wtw_error *error)
{
    const struct wtw_gathering gathering = {.article_count = component->count,
                                            .content_hashes = component->content_hashes,
                                            .dates = component->dates,
                                            .matches = matches,
                                            .partner_limit = live->options.bucket_limit};

    for (uint32_t i = 0; i < component->count; i++) {
        component->content_hashes[i] = live->content_hashes[component->texts[i]];
        component->dates[i] = live->text_dates[component->texts[i]];
    }
    return wtw_gather_texts(&gathering, component->roots, error);
}

static enum wtw_status gather(const struct wtw_live *live,
                              struct wtw_live_component *component,
                              struct wtw_error *error)
{
    struct wtw_match_list matches = {.items = NULL};
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&component->firsts, component->count, error));
    WTW_TRY(WTW_ALLOCATE(&component->content_hashes, component->count, error));
    WTW_TRY(WTW_ALLOCATE(&component->dates, component->count, error));
    WTW_TRY(WTW_ALLOCATE(&component->roots, component->count, error));
    sort_texts(live, component);
    status = list_matches(live, component, &matches, error);
    if (status == WTW_OK)
        status = gather_listed(live, component, &matches, error);
    wtw_match_list_release(&matches);
    return status;
}

static void release(struct wtw_live_component *component)
{
    wtw_release_items(component->texts);
    wtw_release_items(component->firsts);
    wtw_release_items(component->content_hashes);
    wtw_release_items(component->dates);
    wtw_release_items(component->roots);
    *component = (struct wtw_live_component){.count = 0};
}

/* ------------------------------------------------------------------ the newcomer alone */

/* The cluster of most articles among the texts that came out with the newcomer; of equals the
 * lowest number. */
static uint32_t most_frequent_cluster(const struct wtw_live *live,
                                      const struct wtw_live_component *component,
                                      uint32_t newcomer)
{
    uint32_t root = component->roots[local_of(live, component, newcomer)];
    uint32_t best = WTW_LIVE_NOBODY;
    uint64_t most = 0;

    for (uint32_t i = 0; i < component->count; i++) {
        uint32_t cluster = live->clusters[component->texts[i]];
        uint64_t count = 0;

        if (component->roots[i] != root || cluster == WTW_LIVE_NOBODY || cluster == best)
            continue;
        for (uint32_t j = 0; j < component->count; j++)
            if (component->roots[j] == root &&
                live->clusters[component->texts[j]] == cluster)
                count += live->sizes[component->texts[j]];
        if (count > most || (count == most && live->cluster_items[cluster].number <
                                                  live->cluster_items[best].number)) {
            best = cluster;
            most = count;
        }
    }
    return best;
}

static enum wtw_status place_among(struct wtw_live *live,
                                   struct wtw_live_component *component,
                                   uint32_t newcomer, struct wtw_error *error)
{
    uint32_t cluster = WTW_LIVE_NOBODY;

    WTW_TRY(find_neighbours(live, component, newcomer, error));
    WTW_TRY(gather(live, component, error));
    cluster = most_frequent_cluster(live, component, newcomer);
    return wtw_live_newcomer_enter(live, newcomer, cluster, error);
}

static enum wtw_status place_newcomer(struct wtw_live *live, uint32_t newcomer,
                                      struct wtw_error *error)
{
    struct wtw_live_component component = {.count = 0};
    enum wtw_status status = place_among(live, &component, newcomer, error);

    unmark(live, &component);
    release(&component);
    return status;
}

/* ------------------------------------------------------------------ all of it */

static enum wtw_status regroup(struct wtw_live *live,
                               struct wtw_live_component *component,
                               const uint32_t *seeds, size_t count,
                               struct wtw_error *error)
{
    WTW_TRY(find_all(live, component, seeds, count, error));
    if (is_too_large(component) || !component->count)
        return WTW_OK;
    return gather(live, component, error);
}

static enum wtw_status settle(struct wtw_live *live, struct wtw_live_component *component,
                              uint32_t newcomer, struct wtw_error *error)
{
    if (component->roots)
        return wtw_live_renumber(live, component, newcomer, error);
    return newcomer == WTW_LIVE_NOBODY ? WTW_OK : place_newcomer(live, newcomer, error);
}

static enum wtw_status regroup_within(struct wtw_live *live, const uint32_t *seeds,
                                      size_t count, uint32_t newcomer, bool is_bounded,
                                      struct wtw_error *error)
{
    struct wtw_live_component component = {.is_bounded = is_bounded};
    enum wtw_status status = regroup(live, &component, seeds, count, error);

    unmark(live, &component);
    if (status == WTW_OK)
        status = settle(live, &component, newcomer, error);
    release(&component);
    return status;
}

enum wtw_status wtw_live_regroup(struct wtw_live *live, const uint32_t *seeds,
                                 size_t count, uint32_t newcomer, struct wtw_error *error)
{
    return regroup_within(live, seeds, count, newcomer, true, error);
}

enum wtw_status wtw_live_regroup_all(struct wtw_live *live, const uint32_t *seeds,
                                     size_t count, struct wtw_error *error)
{
    return regroup_within(live, seeds, count, WTW_LIVE_NOBODY, false, error);
}
