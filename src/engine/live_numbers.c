/*
 * live_numbers.c - which of the clusters that came out goes on as which of those before
 *
 * A cluster goes on in the part that has most of its articles; of equal parts in that of the
 * lowest number. A part in which several go on takes the lowest of their numbers. A part in
 * which none does takes the lowest number of its articles that no cluster has; where all are
 * in use, as those who left their own cluster to others may find, the lowest of any.
 */
#include "engine/live_components.h"

#include "base/memory.h"

#include <stdlib.h>

/* How much of a cluster that was is in a part. */
struct share {
    uint32_t cluster;
    uint32_t part;  /* a root of the component */
    uint32_t size;  /* articles */
    uint32_t first; /* the lowest place */
};

struct numbering {
    struct wtw_live *live;
    const struct wtw_live_component *component;
    uint32_t newcomer;
    struct share *shares;
    size_t share_count;
    uint32_t clusterless;         /* texts */
    int64_t *numbers;             /* of each part, at its root; 0 for none yet */
    struct wtw_live_undo *wanted; /* the number of each text */
    struct wtw_live_undo *before;
};

static int compare_shares(const void *left, const void *right)
{
    const struct share *x = left;
    const struct share *y = right;

    if (x->cluster != y->cluster)
        return x->cluster < y->cluster ? -1 : 1;
    return x->part < y->part ? -1 : x->part > y->part;
}

static void list_shares(struct numbering *numbering)
{
    const struct wtw_live *live = numbering->live;
    const struct wtw_live_component *component = numbering->component;
    struct share *shares = numbering->shares;
    size_t count = 0;
    size_t kept = 0;

    for (uint32_t i = 0; i < component->count; i++) {
        uint32_t text = component->texts[i];

        if (live->clusters[text] != WTW_LIVE_NOBODY)
            shares[count++] = (struct share){live->clusters[text], component->roots[i],
                                             live->sizes[text], component->firsts[i]};
    }
    numbering->clusterless = component->count - (uint32_t)count;
    if (count)
        qsort(shares, count, sizeof shares[0], compare_shares);
    for (size_t i = 0; i < count; i++) {
        struct share *last = kept ? &shares[kept - 1] : NULL;

        if (!last || compare_shares(last, &shares[i]) != 0) {
            shares[kept++] = shares[i];
            continue;
        }
        last->size += shares[i].size;
        last->first = last->first < shares[i].first ? last->first : shares[i].first;
    }
    numbering->share_count = kept;
}

/* Each cluster goes on in one part; true if none has another, no part has two, and every
 * text but the newcomer has a cluster. */
static bool claim_parts(struct numbering *numbering)
{
    const struct share *shares = numbering->shares;
    bool is_as_before =
        numbering->clusterless == (numbering->newcomer != WTW_LIVE_NOBODY);

    for (size_t begin = 0, end = 0; begin < numbering->share_count; begin = end) {
        const struct share *best = &shares[begin];
        int64_t number = numbering->live->cluster_items[best->cluster].number;
        int64_t *claimed = NULL;

        for (end = begin + 1;
             end < numbering->share_count && shares[end].cluster == shares[begin].cluster;
             end++) {
            is_as_before = false;
            if (shares[end].size > best->size ||
                (shares[end].size == best->size && shares[end].first < best->first))
                best = &shares[end];
        }
        claimed = &numbering->numbers[best->part];
        is_as_before = is_as_before && !*claimed;
        if (!*claimed || number < *claimed)
            *claimed = number;
    }
    return is_as_before;
}

static bool is_free(const struct wtw_live *live, uint32_t place)
{
    return !(live->flags[place] & WTW_LIVE_NAMES);
}

/* The lowest place of those who have a text, among those whose number is free. */
static uint32_t lowest_free(const struct wtw_live *live, uint32_t text)
{
    uint32_t place = wtw_live_first(live, text);

    for (uint32_t i = 0; i < live->sizes[text]; i++, place = live->nexts[place])
        if (is_free(live, place))
            return place;
    return WTW_LIVE_NOBODY;
}

static uint32_t free_place_for(const struct numbering *numbering, uint32_t part)
{
    const struct wtw_live *live = numbering->live;
    const struct wtw_live_component *component = numbering->component;
    uint32_t lowest = WTW_LIVE_NOBODY;
    uint32_t place = 0;

    for (uint32_t i = 0; i < component->count; i++) {
        place = component->roots[i] == part ? lowest_free(live, component->texts[i])
                                            : WTW_LIVE_NOBODY;
        lowest = place < lowest ? place : lowest;
    }
    if (lowest != WTW_LIVE_NOBODY)
        return lowest;
    /* There are no more clusters than articles, and this one has no number yet. */
    for (place = 0; !is_free(live, place);)
        place++;
    return place;
}

/* Numbers of clusters that do not go on are free for those that begin. */
static void name_parts(struct numbering *numbering)
{
    struct wtw_live *live = numbering->live;
    const struct wtw_live_component *component = numbering->component;

    wtw_live_names_mark(live, numbering->before, component->count, false);
    for (uint32_t i = 0; i < component->count; i++)
        numbering->wanted[i] = (struct wtw_live_undo){
            numbering->numbers[component->roots[i]], component->texts[i]};
    wtw_live_names_mark(live, numbering->wanted, component->count, true);
    for (uint32_t i = 0; i < component->count; i++) {
        int64_t *number = &numbering->numbers[component->roots[i]];

        if (!*number) {
            uint32_t place = free_place_for(numbering, component->roots[i]);

            *number = live->numbers[place];
            live->flags[place] |= WTW_LIVE_NAMES;
        }
        numbering->wanted[i].number = *number;
    }
}

/* ------------------------------------------------------------------ what that changed */

static int compare_changes(const void *left, const void *right)
{
    const struct wtw_live_change *x = left;
    const struct wtw_live_change *y = right;

    if (x->is_canonical != y->is_canonical)
        return x->is_canonical ? 1 : -1;
    if (x->is_canonical && x->cluster != y->cluster)
        return x->cluster < y->cluster ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static enum wtw_status note_moves(const struct numbering *numbering,
                                  struct wtw_error *error)
{
    struct wtw_live *live = numbering->live;

    for (uint32_t i = 0; i < numbering->component->count; i++) {
        const struct wtw_live_undo *wanted = &numbering->wanted[i];
        int64_t before = numbering->before[i].number;
        uint32_t place = live->lasts[wanted->text];

        if (!before || before == wanted->number)
            continue;
        for (uint32_t k = 0; k < live->sizes[wanted->text]; k++) {
            place = live->nexts[place];
            WTW_TRY(wtw_live_note_change(
                live,
                &(struct wtw_live_change){.place = place,
                                          .cluster = wanted->number,
                                          .before_cluster = before,
                                          .before_place = WTW_LIVE_NOBODY},
                error));
        }
    }
    return WTW_OK;
}

/* A cluster and its canonical, before or after. */
struct stand {
    int64_t number;
    uint32_t canonical;
};

static int compare_stands(const void *left, const void *right)
{
    const struct stand *x = left;
    const struct stand *y = right;

    return x->number < y->number ? -1 : x->number > y->number;
}

/* Lists the clusters of the component's texts by number, each once. */
static size_t list_stands(const struct wtw_live *live,
                          const struct wtw_live_component *component,
                          struct stand *stands)
{
    size_t count = 0;
    size_t kept = 0;

    for (uint32_t i = 0; i < component->count; i++) {
        const struct wtw_live_cluster *cluster = NULL;

        if (live->clusters[component->texts[i]] == WTW_LIVE_NOBODY)
            continue;
        cluster = wtw_live_cluster_of(live, component->texts[i]);
        stands[count++] = (struct stand){cluster->number, cluster->canonical};
    }
    if (count)
        qsort(stands, count, sizeof stands[0], compare_stands);
    for (size_t i = 0; i < count; i++)
        if (!kept || stands[kept - 1].number != stands[i].number)
            stands[kept++] = stands[i];
    return kept;
}

/* 'own' is the number of the newcomer, whose own cluster is no change. */
static enum wtw_status note_stands(struct wtw_live *live, const struct stand *before,
                                   size_t before_count, const struct stand *after,
                                   size_t after_count, int64_t own,
                                   struct wtw_error *error)
{
    for (size_t i = 0, j = 0; i < after_count; i++) {
        bool is_new = false;

        while (j < before_count && before[j].number < after[i].number)
            j++;
        is_new = j == before_count || before[j].number != after[i].number;
        if (is_new ? after[i].number == own : before[j].canonical == after[i].canonical)
            continue;
        WTW_TRY(wtw_live_note_change(
            live,
            &(struct wtw_live_change){.is_canonical = true,
                                      .place = after[i].canonical,
                                      .cluster = after[i].number,
                                      .before_place =
                                          is_new ? WTW_LIVE_NOBODY : before[j].canonical},
            error));
    }
    return WTW_OK;
}

static enum wtw_status note_undos(const struct numbering *numbering,
                                  struct wtw_error *error)
{
    for (uint32_t i = 0; i < numbering->component->count; i++)
        WTW_TRY(wtw_live_note_undo(numbering->live, numbering->before[i].text,
                                   numbering->before[i].number, error));
    return WTW_OK;
}

static enum wtw_status lay_out(const struct numbering *numbering, struct stand *before,
                               struct stand *after, struct wtw_error *error)
{
    struct wtw_live *live = numbering->live;
    const struct wtw_live_component *component = numbering->component;
    size_t before_count = list_stands(live, component, before);
    size_t change_count = live->change_count;
    int64_t own =
        numbering->newcomer == WTW_LIVE_NOBODY ? 0 : live->numbers[numbering->newcomer];

    WTW_TRY(note_undos(numbering, error));
    WTW_TRY(note_moves(numbering, error));
    WTW_TRY(wtw_live_clusters_lay(live, numbering->wanted, component->count, error));
    WTW_TRY(note_stands(live, before, before_count, after,
                        list_stands(live, component, after), own, error));
    if (live->change_count > change_count)
        qsort(live->changes + change_count, live->change_count - change_count,
              sizeof live->changes[0], compare_changes);
    return WTW_OK;
}

static enum wtw_status lay_all(struct numbering *numbering, struct wtw_error *error)
{
    uint32_t count = numbering->component->count;
    struct stand *before = NULL;
    struct stand *after = NULL;
    enum wtw_status status = WTW_ALLOCATE(&before, count, error);

    if (status == WTW_OK)
        status = WTW_ALLOCATE(&after, count, error);
    if (status == WTW_OK) {
        name_parts(numbering);
        status = lay_out(numbering, before, after, error);
    }
    wtw_release_items(before);
    wtw_release_items(after);
    return status;
}

/* ------------------------------------------------------------------ one newcomer */

static uint32_t cluster_beside(const struct wtw_live_component *component,
                               const struct wtw_live *live, uint32_t newcomer)
{
    uint32_t part = WTW_LIVE_NOBODY;

    for (uint32_t i = 0; i < component->count; i++)
        if (component->texts[i] == newcomer)
            part = component->roots[i];
    for (uint32_t i = 0; i < component->count; i++)
        if (component->roots[i] == part && component->texts[i] != newcomer)
            return live->clusters[component->texts[i]];
    return WTW_LIVE_NOBODY;
}

enum wtw_status wtw_live_newcomer_enter(struct wtw_live *live, uint32_t newcomer,
                                        uint32_t cluster, struct wtw_error *error)
{
    uint32_t place = wtw_live_first(live, newcomer);
    uint32_t before = WTW_LIVE_NOBODY;

    if (cluster == WTW_LIVE_NOBODY)
        return wtw_live_cluster_found(live, newcomer, live->numbers[place], error);
    before = live->cluster_items[cluster].canonical;
    wtw_live_cluster_enter(live, newcomer, cluster);
    wtw_live_cluster_stand(live, cluster, place);
    if (live->cluster_items[cluster].canonical == before)
        return WTW_OK;
    return wtw_live_note_change(
        live,
        &(struct wtw_live_change){.is_canonical = true,
                                  .place = live->cluster_items[cluster].canonical,
                                  .cluster = live->cluster_items[cluster].number,
                                  .before_place = before},
        error);
}

/* ------------------------------------------------------------------ all */

static enum wtw_status renumber(struct numbering *numbering, struct wtw_error *error)
{
    struct wtw_live *live = numbering->live;
    const struct wtw_live_component *component = numbering->component;

    WTW_TRY(WTW_ALLOCATE(&numbering->shares, component->count, error));
    WTW_TRY(WTW_ALLOCATE(&numbering->numbers, component->count, error));
    list_shares(numbering);
    if (claim_parts(numbering)) {
        if (numbering->newcomer == WTW_LIVE_NOBODY)
            return WTW_OK;
        return wtw_live_newcomer_enter(
            live, numbering->newcomer,
            cluster_beside(component, live, numbering->newcomer), error);
    }
    WTW_TRY(WTW_ALLOCATE(&numbering->wanted, component->count, error));
    WTW_TRY(WTW_ALLOCATE(&numbering->before, component->count, error));
    for (uint32_t i = 0; i < component->count; i++) {
        uint32_t text = component->texts[i];
        bool is_in = live->clusters[text] != WTW_LIVE_NOBODY;

        numbering->before[i] = (struct wtw_live_undo){
            is_in ? wtw_live_cluster_of(live, text)->number : 0, text};
    }
    return lay_all(numbering, error);
}

enum wtw_status wtw_live_renumber(struct wtw_live *live,
                                  const struct wtw_live_component *component,
                                  uint32_t newcomer, struct wtw_error *error)
{
    struct numbering numbering = {
        .live = live, .component = component, .newcomer = newcomer};
    enum wtw_status status = renumber(&numbering, error);

    wtw_release_items(numbering.shares);
    wtw_release_items(numbering.numbers);
    wtw_release_items(numbering.wanted);
    wtw_release_items(numbering.before);
    return status;
}
