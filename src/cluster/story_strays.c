/*
 * story_strays.c - where a cluster goes that no story took in, by what it is a copy of
 *
 * A paragraph of an article, or a page with all that stands around the article, may have
 * hardly a telling word in common with the other versions of it, and be no member of their
 * cluster, since it is a copy of a few of them only. But who contains an article, or is
 * contained in it, tells of the same event. So a cluster that is alone in its story joins
 * the story that two thirds of its copies are in, if these are copies of half of its texts
 * and more than its articles have among each other: who is held together by its own does
 * not go after the one of them that went elsewhere. Where no story has two thirds, of each
 * article only those copies count that have most of it: a headline and a notice of the site
 * are in all long versions of two pages, but the headline in those of one.
 *
 * What keeps round-ups from tying the events that they tell of: only who is alone moves,
 * it moves to one story, and that has to be larger, so that of two who are alone the
 * smaller moves, and single articles never meet in a single round-up. A page with
 * everything around it may be a copy of another such page of its site; that half of the
 * texts have copies keeps it from moving all articles that it is clustered with. A form filled in
 * anew, or a passage shared, is no copy and counts for nothing here.
 */
#include "cluster/story_strays.h"

#include "base/memory.h"
#include "cluster/disjoint_sets.h"

#include <stdlib.h>

/* A story takes a cluster in if it has two of three ties, of one of two texts. */
enum { TIES_WANTED = 2, TIES_OF = 3, TEXTS_OF = 2 };

/* A way to another story: from a cluster that is alone, by an article of it. */
struct move {
    uint32_t cluster;
    uint32_t story;
    uint32_t article;
    uint32_t share;
};

struct settling {
    const struct wtw_story_strays *strays;
    const uint32_t *roots;
    uint32_t *sizes;  /* of stories, by root, in articles */
    uint32_t *counts; /* and in clusters */
    uint32_t *inner;  /* ties of each cluster's articles to others of it */
    struct move *moves;
    size_t move_count;
};

static void measure_stories(struct settling *settling)
{
    const struct wtw_story_strays *strays = settling->strays;

    for (uint32_t i = 0; i < strays->count; i++) {
        settling->sizes[settling->roots[i]] += strays->sizes[i];
        settling->counts[settling->roots[i]]++;
    }
}

static void note_move(struct settling *settling, const struct wtw_story_tie *tie)
{
    uint32_t own = settling->roots[tie->cluster];
    uint32_t story = settling->roots[tie->other];

    if (tie->cluster == tie->other)
        settling->inner[tie->cluster]++;
    else if (own != story && settling->counts[own] == 1)
        settling->moves[settling->move_count++] =
            (struct move){tie->cluster, story, tie->article, tie->share};
}

static int compare_moves(const void *left, const void *right)
{
    const struct move *x = left;
    const struct move *y = right;

    if (x->cluster != y->cluster)
        return x->cluster < y->cluster ? -1 : 1;
    if (x->story != y->story)
        return x->story < y->story ? -1 : 1;
    return x->article < y->article ? -1 : x->article > y->article;
}

/* How many articles there are in 'moves', in the order of articles. */
static size_t count_articles(const struct move *moves, size_t count)
{
    size_t articles = 0;

    for (size_t i = 0; i < count; i++)
        articles += i == 0 || moves[i].article != moves[i - 1].article;
    return articles;
}

/* Lets a cluster go where 'moves' lead, 'count' of its 'all' moves; whether they do. */
static bool move_to(const struct settling *settling, const struct move *moves,
                    size_t count, size_t all, uint32_t *parents)
{
    const struct wtw_story_strays *strays = settling->strays;
    uint32_t cluster = moves[0].cluster;
    uint32_t story = moves[0].story;

    if (count * TIES_OF < all * TIES_WANTED || count <= settling->inner[cluster] ||
        count_articles(moves, count) * TEXTS_OF < strays->texts[cluster] ||
        settling->sizes[story] <= settling->sizes[settling->roots[cluster]])
        return false;
    wtw_sets_unite(parents, cluster, story);
    if (strays->has_moved)
        strays->has_moved[cluster] = true;
    return true;
}

/* 'moves' are those of one cluster. Only one story can have two thirds of them. */
static bool move_by_number(const struct settling *settling, const struct move *moves,
                           size_t count, uint32_t *parents)
{
    bool has_moved = false;
    size_t begin = 0;

    for (size_t i = 1; i <= count; i++) {
        if (i < count && moves[i].story == moves[begin].story)
            continue;
        has_moved |= move_to(settling, moves + begin, i - begin, count, parents);
        begin = i;
    }
    return has_moved;
}

static int compare_shares(const void *left, const void *right)
{
    const struct move *x = left;
    const struct move *y = right;

    if (x->article != y->article)
        return x->article < y->article ? -1 : 1;
    return x->share > y->share ? -1 : x->share < y->share;
}

/* Keeps those of copies that have most of their article; of one that is part of nothing
 * there are none. */
static size_t keep_best(struct move *moves, size_t count)
{
    uint32_t best = 0;
    size_t kept = 0;

    qsort(moves, count, sizeof moves[0], compare_shares);
    for (size_t i = 0; i < count; i++) {
        struct move move = moves[i];

        if (i == 0 || moves[i].article != moves[i - 1].article)
            best = move.share;
        if (best && move.share == best)
            moves[kept++] = move;
    }
    if (kept)
        qsort(moves, kept, sizeof moves[0], compare_moves);
    return kept;
}

/* 'moves' are those of one cluster, and may come out in another order. */
static void move_cluster(const struct settling *settling, struct move *moves,
                         size_t count, uint32_t *parents)
{
    if (!move_by_number(settling, moves, count, parents))
        move_by_number(settling, moves, keep_best(moves, count), parents);
}

static void settle(struct settling *settling, uint32_t *parents)
{
    const struct wtw_story_strays *strays = settling->strays;
    struct move *moves = settling->moves;
    size_t begin = 0;

    measure_stories(settling);
    for (size_t i = 0; i < strays->tie_count; i++)
        note_move(settling, &strays->ties[i]);
    if (settling->move_count)
        qsort(settling->moves, settling->move_count, sizeof moves[0], compare_moves);
    for (size_t i = 1; i <= settling->move_count; i++) {
        if (i < settling->move_count && moves[i].cluster == moves[begin].cluster)
            continue; /* those before are of this cluster, in whatever order */
        move_cluster(settling, moves + begin, i - begin, parents);
        begin = i;
    }
}

enum wtw_status wtw_story_strays_settle(const struct wtw_story_strays *strays,
                                        uint32_t *roots, struct wtw_error *error)
{
    struct settling settling = {.strays = strays, .roots = roots};
    uint32_t *parents = NULL;
    enum wtw_status status = WTW_ALLOCATE(&settling.sizes, strays->count, error);

    if (status == WTW_OK)
        status = WTW_ALLOCATE(&settling.counts, strays->count, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&settling.inner, strays->count, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&settling.moves, strays->tie_count, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&parents, strays->count, error);
    if (status == WTW_OK) {
        /* Roots are the lowest of their sets, so they are parents already. */
        for (uint32_t i = 0; i < strays->count; i++)
            parents[i] = roots[i];
        settle(&settling, parents);
        for (uint32_t i = 0; i < strays->count; i++)
            roots[i] = wtw_sets_root(parents, i);
    }
    wtw_release_items(settling.sizes);
    wtw_release_items(settling.counts);
    wtw_release_items(settling.inner);
    wtw_release_items(settling.moves);
    wtw_release_items(parents);
    return status;
}
