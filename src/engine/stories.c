/*
 * stories.c - clusters that tell one event
 *
 *     choose   of each cluster one article, whose terms stand for all
 *     order    these tellings by date and content, whatever the order of the input
 *     weigh    their terms, by how rare they are in the input
 *     join     pairs of tellings that are alike; those that copies know of besides
 *     follow   what is a copy of a larger cluster's articles, to there
 *     link     the tellings that hold together
 *     settle   those left alone, by what they are copies of
 *     list     the clusters of each story, and their origins
 *
 * The article that stands for a cluster is that of median length: the longest is often a
 * page with all its menus, the shortest a lead. What was taken for a form filled in anew
 * (forms.c) is no sign of a story, however alike.
 */
#include "engine/stories.h"

#include "base/memory.h"
#include "cluster/disjoint_sets.h"
#include "cluster/story_linkage.h"
#include "cluster/story_strays.h"
#include "engine/engine_state.h"
#include "engine/story_origins.h"
#include "match/relation.h"
#include "match/story_join.h"

#include <stdlib.h>
#include <string.h>

/* A cluster on its way to a story. */
struct draft {
    int64_t date; /* the earliest of its articles; INT64_MAX where none is known */
    uint64_t content;
    uint32_t cluster;
    uint32_t article; /* the telling */
    uint32_t texts;   /* articles, equal ones counted once */
};

struct storying {
    struct wtw_engine *engine;
    struct wtw_stories *stories;
    uint32_t least;
    struct draft *drafts; /* in the order of the tellings */
    uint32_t *articles;   /* likewise */
    int64_t *dates;
    uint32_t *places; /* by cluster, the number of its telling */
    struct wtw_tellings tellings;
    struct wtw_pairs pairs;
    struct wtw_pairs forms;
    struct wtw_story_tie *ties; /* of tellings */
    size_t tie_count;
    size_t tie_capacity;
    uint32_t *followed; /* by telling, the lowest of those that go together in any case */
    bool *follows;      /* whether it goes where another of them goes */
    uint32_t *roots;    /* by article */
};

/* ------------------------------------------------------------------ tellings */

/* A cluster's article, for the search of the median. */
struct candidate {
    uint32_t tokens;
    uint64_t content;
    uint32_t article;
};

static int compare_candidates(const void *left, const void *right)
{
    const struct candidate *x = left;
    const struct candidate *y = right;

    if (x->tokens != y->tokens)
        return x->tokens < y->tokens ? -1 : 1;
    if (x->content != y->content)
        return x->content < y->content ? -1 : 1;
    return x->article < y->article ? -1 : x->article > y->article;
}

/* The article of median length; 'out_texts' gets how many different texts there are. */
static uint32_t choose_telling(const struct wtw_archive *archive,
                               const struct wtw_cluster *cluster,
                               struct candidate *candidates, uint32_t *out_texts)
{
    uint32_t texts = 1;

    for (uint32_t i = 0; i < cluster->size; i++) {
        uint32_t article = cluster->members[i];

        candidates[i] = (struct candidate){archive->token_counts[article],
                                           archive->content_hashes[article], article};
    }
    if (cluster->size > 1)
        qsort(candidates, cluster->size, sizeof candidates[0], compare_candidates);
    for (uint32_t i = 1; i < cluster->size; i++)
        texts += candidates[i].content != candidates[i - 1].content;
    *out_texts = texts;
    return candidates[(cluster->size - 1) / 2].article;
}

/* Unknown dates are the lowest number, and are to come last. */
static int64_t earliest_of(const struct wtw_archive *archive,
                           const struct wtw_cluster *cluster)
{
    int64_t earliest = INT64_MAX;

    for (uint32_t i = 0; i < cluster->size; i++) {
        int64_t date = archive->published_seconds[cluster->members[i]];

        if (date != WTW_DATE_UNKNOWN && date < earliest)
            earliest = date;
    }
    return earliest;
}

static int compare_drafts(const void *left, const void *right)
{
    const struct draft *x = left;
    const struct draft *y = right;

    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    if (x->content != y->content)
        return x->content < y->content ? -1 : 1;
    return x->cluster < y->cluster ? -1 : x->cluster > y->cluster;
}

static enum wtw_status draft_clusters(struct storying *storying, struct wtw_error *error)
{
    const struct wtw_result *result = &storying->engine->result;
    const struct wtw_archive *archive = &storying->engine->archive;
    struct candidate *candidates = NULL;
    uint32_t largest = result->clusters.cluster_count ? result->clusters.starts[1] : 0;

    WTW_TRY(WTW_ALLOCATE(&candidates, largest, error));
    for (uint32_t i = 0; i < result->clusters.cluster_count; i++) {
        struct wtw_cluster cluster = wtw_result_cluster(result, i);
        uint32_t texts = 0;
        uint32_t article = choose_telling(archive, &cluster, candidates, &texts);

        storying->stories->tellings[i] = article;
        storying->drafts[i] = (struct draft){.date = earliest_of(archive, &cluster),
                                             .content = archive->content_hashes[article],
                                             .cluster = i,
                                             .article = article,
                                             .texts = texts};
    }
    wtw_release_items(candidates);
    return WTW_OK;
}

static enum wtw_status order_tellings(struct storying *storying, struct wtw_error *error)
{
    uint32_t count = storying->engine->result.clusters.cluster_count;

    WTW_TRY(WTW_ALLOCATE(&storying->stories->tellings, count, error));
    WTW_TRY(WTW_ALLOCATE(&storying->drafts, count, error));
    WTW_TRY(WTW_ALLOCATE(&storying->articles, count, error));
    WTW_TRY(WTW_ALLOCATE(&storying->dates, count, error));
    WTW_TRY(WTW_ALLOCATE(&storying->places, count, error));
    WTW_TRY(draft_clusters(storying, error));
    if (count)
        qsort(storying->drafts, count, sizeof storying->drafts[0], compare_drafts);
    for (uint32_t i = 0; i < count; i++) {
        const struct draft *draft = &storying->drafts[i];

        storying->articles[i] = draft->article;
        storying->dates[i] = draft->date == INT64_MAX ? WTW_DATE_UNKNOWN : draft->date;
        storying->places[draft->cluster] = i;
    }
    return WTW_OK;
}

static enum wtw_status weigh_tellings(struct storying *storying, struct wtw_error *error)
{
    const struct wtw_engine *engine = storying->engine;

    storying->tellings = (struct wtw_tellings){
        .lists = {engine->archive.terms, engine->archive.term_starts},
        .articles = storying->articles,
        .dates = storying->dates,
        .count = engine->result.clusters.cluster_count,
        .story_days = engine->options.story_days,
        .thread_count = engine->options.thread_count};
    return wtw_tellings_weigh(&storying->tellings, error);
}

/* ------------------------------------------------------------------ pairs */

/* Tellings x and y of the two articles of a match. */
struct told_match {
    const struct wtw_match *match;
    uint32_t x;
    uint32_t y;
    bool x_is_contained; /* wholly, or as much as makes a copy */
    bool y_is_contained;
};

/*
 * A copy is tied to the other, whichever of the two contains the other. A line of an
 * article that is too short for copies to make something of it is tied to the article, and
 * not the article to its line: it may be one of many that a round-up has.
 */
static struct told_match tell_match(const struct storying *storying,
                                    const struct wtw_match *match)
{
    const struct wtw_result *result = &storying->engine->result;
    double contained = storying->engine->options.containment;
    bool is_copy = wtw_relation_is_copy(match->relation);
    bool is_excerpt = match->relation == WTW_EXCERPT;

    return (struct told_match){
        .match = match,
        .x = storying->places[result->clusters.cluster_of[match->a]],
        .y = storying->places[result->clusters.cluster_of[match->b]],
        .x_is_contained =
            is_copy || (is_excerpt && wtw_a_in_b(&match->figures) >= contained),
        .y_is_contained =
            is_copy || (is_excerpt && wtw_b_in_a(&match->figures) >= contained)};
}

/* Of what is contained itself; what only contains the other is no part of it. */
static uint32_t share_of(double contained, double least)
{
    return contained >= least ? (uint32_t)(contained * 1e6) : 0;
}

static enum wtw_status add_ties(struct storying *storying, const struct told_match *told,
                                struct wtw_error *error)
{
    const struct wtw_match *match = told->match;
    double least = storying->engine->options.containment;

    WTW_TRY(WTW_GROW(&storying->ties, &storying->tie_capacity, storying->tie_count + 2,
                     error));
    if (told->x_is_contained)
        storying->ties[storying->tie_count++] = (struct wtw_story_tie){
            told->x, told->y, match->a, share_of(wtw_a_in_b(&match->figures), least)};
    if (told->y_is_contained)
        storying->ties[storying->tie_count++] = (struct wtw_story_tie){
            told->y, told->x, match->b, share_of(wtw_b_in_a(&match->figures), least)};
    return WTW_OK;
}

static enum wtw_status add_pair(struct storying *storying, const struct told_match *told,
                                struct wtw_error *error)
{
    uint64_t pair = wtw_pair_of(told->x, told->y);

    if (told->match->relation == WTW_TEMPLATE ||
        (told->match->relation == WTW_EXCERPT &&
         wtw_is_filled_form(&told->match->figures)))
        return wtw_pairs_add(&storying->forms, pair, error);
    if (wtw_telling_likeness(&storying->tellings, told->x, told->y) < storying->least)
        return WTW_OK;
    if (wtw_tellings_are_one_form(&storying->tellings, told->x, told->y))
        return wtw_pairs_add(&storying->forms, pair, error);
    return wtw_pairs_add(&storying->pairs, pair, error);
}

/* What copies know: who shares a passage, or is a copy of one that went elsewhere, may be
 * of one story; forms are not. */
static enum wtw_status take_matches(struct storying *storying, struct wtw_error *error)
{
    const struct wtw_result *result = &storying->engine->result;

    for (size_t i = 0; i < result->matches.count; i++) {
        struct told_match told = tell_match(storying, &result->matches.items[i]);

        WTW_TRY(add_ties(storying, &told, error));
        if (told.x != told.y)
            WTW_TRY(add_pair(storying, &told, error));
    }
    return WTW_OK;
}

static enum wtw_status join_tellings(struct storying *storying, struct wtw_error *error)
{
    const struct wtw_story_join join = {.tellings = &storying->tellings,
                                        .least = storying->least,
                                        .exhaustive_limit =
                                            storying->engine->options.exhaustive_limit};

    WTW_TRY(wtw_story_join_make(&join, &storying->pairs, &storying->forms,
                                &storying->stories->compared, error));
    WTW_TRY(take_matches(storying, error));
    wtw_pairs_settle(&storying->pairs);
    wtw_pairs_settle(&storying->forms);
    wtw_pairs_remove(&storying->pairs, &storying->forms);
    return WTW_OK;
}

/* ------------------------------------------------------------------ stories */

/* Makes of the roots of tellings those of articles: the lowest article of each story. */
static enum wtw_status root_articles(const struct storying *storying,
                                     const uint32_t *telling_roots, uint32_t *out_roots,
                                     struct wtw_error *error)
{
    const struct wtw_clusters *clusters = &storying->engine->result.clusters;
    uint32_t *lowest = NULL; /* by the root of the tellings */

    WTW_TRY(WTW_ALLOCATE(&lowest, clusters->cluster_count, error));
    memset(lowest, 0xFF, clusters->cluster_count * sizeof lowest[0]);
    for (uint32_t i = 0; i < clusters->cluster_count; i++) {
        uint32_t root = telling_roots[storying->places[i]];
        uint32_t first = clusters->members[clusters->starts[i]];

        if (first < lowest[root])
            lowest[root] = first;
    }
    for (uint32_t i = 0; i < clusters->article_count; i++)
        out_roots[i] = lowest[telling_roots[storying->places[clusters->cluster_of[i]]]];
    wtw_release_items(lowest);
    return WTW_OK;
}

static enum wtw_status settle_strays(const struct storying *storying,
                                     uint32_t *telling_roots, bool *has_moved,
                                     struct wtw_error *error)
{
    const struct wtw_clusters *clusters = &storying->engine->result.clusters;
    uint32_t count = storying->tellings.count;
    uint32_t *sizes = NULL; /* then the texts */
    struct wtw_story_strays strays = {.ties = storying->ties,
                                      .tie_count = storying->tie_count,
                                      .count = count,
                                      .has_moved = has_moved};
    enum wtw_status status = WTW_ALLOCATE(&sizes, 2 * (size_t)count, error);

    if (status != WTW_OK)
        return status;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t cluster = storying->drafts[i].cluster;

        sizes[i] = clusters->starts[cluster + 1] - clusters->starts[cluster];
        sizes[count + i] = storying->drafts[i].texts;
    }
    strays.sizes = sizes;
    strays.texts = sizes + count;
    status = wtw_story_strays_settle(&strays, telling_roots, error);
    wtw_release_items(sizes);
    return status;
}

/*
 * What is a copy of articles of one larger cluster goes where that goes, and has no say in
 * it: two pages with all their site's menus, each a copy of its own article, would be alike
 * by those menus and become a story apart.
 */
static enum wtw_status follow_copies(struct storying *storying, struct wtw_error *error)
{
    struct wtw_pairs *pairs = &storying->pairs;
    uint32_t count = storying->tellings.count;
    size_t kept = 0;

    WTW_TRY(WTW_ALLOCATE(&storying->followed, count, error));
    WTW_TRY(WTW_ALLOCATE(&storying->follows, count, error));
    wtw_sets_begin(storying->followed, count);
    WTW_TRY(settle_strays(storying, storying->followed, storying->follows, error));
    for (size_t i = 0; i < pairs->count; i++) {
        pairs->items[kept] = pairs->items[i];
        kept += !storying->follows[wtw_pair_a(pairs->items[i])] &&
                !storying->follows[wtw_pair_b(pairs->items[i])];
    }
    pairs->count = kept;
    return WTW_OK;
}

/* Lets those that follow be of the story of the one they follow. */
static void join_followed(const struct storying *storying, uint32_t *telling_roots)
{
    uint32_t count = storying->tellings.count;

    for (uint32_t i = 0; i < count; i++)
        wtw_sets_unite(telling_roots, i, storying->followed[i]);
    for (uint32_t i = 0; i < count; i++)
        telling_roots[i] = wtw_sets_root(telling_roots, i);
}

static enum wtw_status make_roots(const struct storying *storying,
                                  uint32_t *telling_roots, struct wtw_error *error)
{
    const struct wtw_story_linkage linkage = {.tellings = &storying->tellings,
                                              .pairs = storying->pairs.items,
                                              .pair_count = storying->pairs.count,
                                              .forms = storying->forms.items,
                                              .form_count = storying->forms.count,
                                              .least = storying->least};

    WTW_TRY(wtw_story_linkage_make(&linkage, telling_roots, error));
    join_followed(storying, telling_roots);
    WTW_TRY(settle_strays(storying, telling_roots, NULL, error));
    return root_articles(storying, telling_roots, storying->roots, error);
}

static enum wtw_status link_tellings(struct storying *storying, struct wtw_error *error)
{
    const struct wtw_archive *archive = &storying->engine->archive;
    struct wtw_canonical_facts facts = {.published_seconds = archive->published_seconds,
                                        .token_counts = archive->token_counts,
                                        .policy = WTW_CANONICAL_EARLIEST};
    uint32_t *telling_roots = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&storying->roots, archive->count, error));
    WTW_TRY(WTW_ALLOCATE(&telling_roots, storying->tellings.count, error));
    status = make_roots(storying, telling_roots, error);
    wtw_release_items(telling_roots);
    if (status != WTW_OK)
        return status;
    return wtw_clusters_make(&storying->stories->articles, storying->roots,
                             archive->count, &facts, error);
}

/* In the order of the tellings, so that clusters come by their date, those without one
 * by their content; then by number, as the result promises. */
static enum wtw_status list_clusters(struct storying *storying, struct wtw_error *error)
{
    struct wtw_stories *stories = storying->stories;
    const struct wtw_clusters *clusters = &storying->engine->result.clusters;
    uint32_t story_count = stories->articles.cluster_count;

    WTW_TRY(WTW_ALLOCATE(&stories->starts, (size_t)story_count + 2, error));
    WTW_TRY(WTW_ALLOCATE(&stories->clusters, clusters->cluster_count, error));
    for (uint32_t i = 0; i < clusters->cluster_count; i++)
        stories->starts[stories->articles.cluster_of[storying->drafts[i].article] + 2]++;
    for (uint32_t i = 2; i < story_count + 2; i++)
        stories->starts[i] += stories->starts[i - 1];
    for (uint32_t i = 0; i < clusters->cluster_count; i++) {
        const struct draft *draft = &storying->drafts[i];
        uint32_t story = stories->articles.cluster_of[draft->article];

        stories->clusters[stories->starts[story + 1]++] = draft->cluster;
    }
    return WTW_OK;
}

static void count_stories(struct wtw_engine *engine)
{
    const struct wtw_stories *stories = &engine->result.stories;
    struct wtw_stats *stats = &engine->stats;

    stats->stories = 0;
    stats->storied = 0;
    stats->story_candidates = stories->compared;
    stats->largest_story =
        stories->articles.cluster_count ? stories->articles.starts[1] : 0;
    for (uint32_t i = 0; i < stories->articles.cluster_count; i++) {
        if (stories->starts[i + 1] - stories->starts[i] < 2)
            continue;
        stats->stories++;
        stats->storied += stories->articles.starts[i + 1] - stories->articles.starts[i];
    }
}

static enum wtw_status take_steps(struct storying *storying, struct wtw_error *error)
{
    WTW_TRY(order_tellings(storying, error));
    WTW_TRY(weigh_tellings(storying, error));
    WTW_TRY(join_tellings(storying, error));
    WTW_TRY(follow_copies(storying, error));
    WTW_TRY(link_tellings(storying, error));
    WTW_TRY(list_clusters(storying, error));
    return wtw_story_origins_make(storying->engine, error);
}

enum wtw_status wtw_stories_make(struct wtw_engine *engine, struct wtw_error *error)
{
    struct storying storying = {
        .engine = engine,
        .stories = &engine->result.stories,
        .least = (uint32_t)(engine->options.story_likeness * WTW_LIKENESS_ONE)};
    enum wtw_status status = WTW_OK;

    wtw_stories_release(storying.stories);
    status = take_steps(&storying, error);
    wtw_release_items(storying.drafts);
    wtw_release_items(storying.articles);
    wtw_release_items(storying.dates);
    wtw_release_items(storying.places);
    wtw_release_items(storying.followed);
    wtw_release_items(storying.follows);
    wtw_release_items(storying.roots);
    wtw_tellings_release(&storying.tellings);
    wtw_pairs_release(&storying.pairs);
    wtw_pairs_release(&storying.forms);
    wtw_release_items(storying.ties);
    if (status == WTW_OK)
        count_stories(engine);
    return status;
}

void wtw_stories_release(struct wtw_stories *stories)
{
    wtw_clusters_release(&stories->articles);
    wtw_release_items(stories->starts);
    wtw_release_items(stories->clusters);
    wtw_release_items(stories->origins);
    wtw_release_items(stories->origin_counts);
    wtw_release_items(stories->tellings);
    *stories = (struct wtw_stories){.compared = 0};
}
