/*
 * live_clusters.c - clusters as rings of texts, their numbers and canonicals
 *
 * A number is in use as long as some cluster has it; the article it came from is marked.
 * What is done is noted, so that it can be undone for articles that are taken back.
 */
#include "engine/live_state.h"

#include "base/memory.h"
#include "cluster/clusters.h"

#include <stdlib.h>
#include <string.h>

static struct wtw_canonical_facts facts_of(const struct wtw_live *live)
{
    return (struct wtw_canonical_facts){.published_seconds = live->dates,
                                        .token_counts = live->token_counts,
                                        .ranks = live->ranks,
                                        .policy = live->options.canonical};
}

/*
 * The place of an article, there or gone; WTW_LIVE_NOBODY for none. Numbers ascend, so that
 * an article has no more places before it than numbers, nor behind it: where few numbers are
 * missing there is little left to look through.
 */
static uint32_t place_of(const struct wtw_live *live, int64_t number)
{
    int64_t first = live->count ? live->numbers[0] : 0;
    int64_t last = live->count ? live->numbers[live->count - 1] : -1;
    uint32_t begin = 0;
    uint32_t end = live->count;

    if (number < first || number > last)
        return WTW_LIVE_NOBODY;
    if (number - first < end)
        end = (uint32_t)(number - first) + 1;
    if (last - number < live->count)
        begin = live->count - 1 - (uint32_t)(last - number);
    while (begin < end) {
        uint32_t middle = begin + (end - begin) / 2;

        if (live->numbers[middle] < number)
            begin = middle + 1;
        else
            end = middle;
    }
    return live->numbers[begin] == number ? begin : WTW_LIVE_NOBODY;
}

uint32_t wtw_live_place(const struct wtw_live *live, int64_t number)
{
    uint32_t place = place_of(live, number);

    if (place == WTW_LIVE_NOBODY || !(live->flags[place] & WTW_LIVE_PRESENT))
        return WTW_LIVE_NOBODY;
    return place;
}

int64_t wtw_live_number(const struct wtw_live *live, uint32_t place)
{
    return live->numbers[place];
}

int64_t wtw_live_cluster(const struct wtw_live *live, uint32_t place)
{
    return wtw_live_cluster_of(live, live->texts[place])->number;
}

/* ------------------------------------------------------------------ one cluster */

/* Most clusters have the number of their only text. */
static void mark_name(struct wtw_live *live, int64_t number, uint32_t text,
                      bool is_in_use)
{
    uint32_t place = live->numbers[text] == number ? text : place_of(live, number);

    if (place == WTW_LIVE_NOBODY)
        return;
    if (is_in_use)
        live->flags[place] |= WTW_LIVE_NAMES;
    else
        live->flags[place] &= (uint8_t)~WTW_LIVE_NAMES;
}

static enum wtw_status new_cluster(struct wtw_live *live, int64_t number, uint32_t text,
                                   uint32_t *out_cluster, struct wtw_error *error)
{
    uint32_t cluster = 0;

    if (live->free_cluster_count) {
        cluster = live->free_clusters[--live->free_cluster_count];
    } else {
        WTW_TRY(WTW_GROW(&live->cluster_items, &live->cluster_capacity,
                         live->cluster_count + 1, error));
        cluster = (uint32_t)live->cluster_count++;
    }
    live->cluster_items[cluster] = (struct wtw_live_cluster){
        .number = number, .canonical = WTW_LIVE_NOBODY, .text = WTW_LIVE_NOBODY};
    mark_name(live, number, text, true);
    *out_cluster = cluster;
    return WTW_OK;
}

static enum wtw_status end_cluster(struct wtw_live *live, uint32_t cluster,
                                   struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&live->free_clusters, &live->free_cluster_capacity,
                     live->free_cluster_count + 1, error));
    live->free_clusters[live->free_cluster_count++] = cluster;
    mark_name(live, live->cluster_items[cluster].number,
              live->cluster_items[cluster].text, false);
    live->cluster_items[cluster].number = 0;
    return WTW_OK;
}

void wtw_live_cluster_enter(struct wtw_live *live, uint32_t text, uint32_t cluster)
{
    struct wtw_live_cluster *entered = &live->cluster_items[cluster];

    live->clusters[text] = cluster;
    live->rings[text] = text;
    if (entered->text == WTW_LIVE_NOBODY) {
        entered->text = text;
    } else {
        live->rings[text] = live->rings[entered->text];
        live->rings[entered->text] = text;
    }
    entered->size += live->sizes[text];
}

enum wtw_status wtw_live_cluster_found(struct wtw_live *live, uint32_t text,
                                       int64_t number, struct wtw_error *error)
{
    uint32_t cluster = 0;

    WTW_TRY(new_cluster(live, number, text, &cluster, error));
    wtw_live_cluster_enter(live, text, cluster);
    if (live->sizes[text] > 1)
        return wtw_live_cluster_choose(live, cluster, error);
    live->cluster_items[cluster].canonical = wtw_live_first(live, text);
    return WTW_OK;
}

/* 'text' may have lost its last article already, so its size counts as it was before. */
enum wtw_status wtw_live_cluster_leave(struct wtw_live *live, uint32_t text,
                                       struct wtw_error *error)
{
    uint32_t cluster = live->clusters[text];
    struct wtw_live_cluster *left = &live->cluster_items[cluster];
    uint32_t before = left->text; /* who entered last stands behind it */

    while (live->rings[before] != text)
        before = live->rings[before];
    live->rings[before] = live->rings[text];
    live->rings[text] = text;
    live->clusters[text] = WTW_LIVE_NOBODY;
    left->size -= live->sizes[text];
    if (left->text == text)
        left->text = before;
    return before == text ? end_cluster(live, cluster, error) : WTW_OK;
}

static int compare_places(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left;
    uint32_t y = *(const uint32_t *)right;

    return x < y ? -1 : x > y;
}

enum wtw_status wtw_live_cluster_choose(struct wtw_live *live, uint32_t cluster,
                                        struct wtw_error *error)
{
    struct wtw_live_cluster *chosen = &live->cluster_items[cluster];
    const struct wtw_canonical_facts facts = facts_of(live);
    uint32_t *members = NULL;
    uint32_t count = 0;
    uint32_t text = chosen->text;

    WTW_TRY(WTW_ALLOCATE(&members, chosen->size, error));
    do {
        uint32_t place = live->lasts[text];

        for (uint32_t i = 0; i < live->sizes[text]; i++, place = live->nexts[place])
            members[count++] = place;
        text = live->rings[text];
    } while (text != chosen->text);
    qsort(members, count, sizeof members[0], compare_places);
    chosen->canonical = wtw_canonical_choose(members, count, &facts);
    wtw_release_items(members);
    return WTW_OK;
}

void wtw_live_cluster_stand(struct wtw_live *live, uint32_t cluster, uint32_t place)
{
    struct wtw_live_cluster *entered = &live->cluster_items[cluster];
    const struct wtw_canonical_facts facts = facts_of(live);
    uint32_t other = entered->canonical;
    const uint32_t both[] = {place < other ? place : other,
                             place < other ? other : place};

    entered->canonical = wtw_canonical_choose(both, 2, &facts);
}

/* ------------------------------------------------------------------ many */

void wtw_live_names_mark(struct wtw_live *live, const struct wtw_live_undo *items,
                         size_t count, bool are_in_use)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].number)
            mark_name(live, items[i].number, items[i].text, are_in_use);
}

static int compare_wanted(const void *left, const void *right)
{
    const struct wtw_live_undo *x = left;
    const struct wtw_live_undo *y = right;

    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return x->text < y->text ? -1 : x->text > y->text;
}

static enum wtw_status end_all(struct wtw_live *live, const struct wtw_live_undo *wanted,
                               size_t count, struct wtw_error *error)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t cluster = live->clusters[wanted[i].text];

        if (cluster != WTW_LIVE_NOBODY && live->cluster_items[cluster].number)
            WTW_TRY(end_cluster(live, cluster, error));
        live->clusters[wanted[i].text] = WTW_LIVE_NOBODY;
    }
    return WTW_OK;
}

static enum wtw_status lay_sorted(struct wtw_live *live,
                                  const struct wtw_live_undo *wanted, size_t count,
                                  struct wtw_error *error)
{
    uint32_t cluster = 0;

    for (size_t i = 0; i < count; i++) {
        bool is_first = i == 0 || wanted[i - 1].number != wanted[i].number;
        bool is_last = i + 1 == count || wanted[i + 1].number != wanted[i].number;

        if (!wanted[i].number)
            continue;
        if (is_first && is_last) {
            WTW_TRY(
                wtw_live_cluster_found(live, wanted[i].text, wanted[i].number, error));
            continue;
        }
        if (is_first)
            WTW_TRY(new_cluster(live, wanted[i].number, wanted[i].text, &cluster, error));
        wtw_live_cluster_enter(live, wanted[i].text, cluster);
        if (is_last)
            WTW_TRY(wtw_live_cluster_choose(live, cluster, error));
    }
    return WTW_OK;
}

enum wtw_status wtw_live_clusters_lay(struct wtw_live *live,
                                      const struct wtw_live_undo *wanted, size_t count,
                                      struct wtw_error *error)
{
    struct wtw_live_undo *sorted = NULL;
    enum wtw_status status = WTW_OK;

    if (!count)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&sorted, count, error));
    memcpy(sorted, wanted, count * sizeof wanted[0]);
    qsort(sorted, count, sizeof sorted[0], compare_wanted);
    status = end_all(live, sorted, count, error);
    if (status == WTW_OK)
        status = lay_sorted(live, sorted, count, error);
    wtw_release_items(sorted);
    return status;
}

/* ------------------------------------------------------------------ notes */

enum wtw_status wtw_live_note_change(struct wtw_live *live,
                                     const struct wtw_live_change *change,
                                     struct wtw_error *error)
{
    WTW_TRY(
        WTW_GROW(&live->changes, &live->change_capacity, live->change_count + 1, error));
    live->changes[live->change_count++] = *change;
    return WTW_OK;
}

enum wtw_status wtw_live_note_undo(struct wtw_live *live, uint32_t text, int64_t number,
                                   struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&live->undos, &live->undo_capacity, live->undo_count + 1, error));
    live->undos[live->undo_count++] = (struct wtw_live_undo){number, text};
    return WTW_OK;
}
