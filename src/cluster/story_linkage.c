/*
 * story_linkage.c - which tellings are one story, from the pairs that may be
 *
 * Stories are united by average linkage, as copies are (linkage.c): the mean cosine of the
 * pairs between them, faded by the time between their mean dates. Here it needs no pair
 * but the first: the mean cosine of all pairs between two stories is the product of the
 * sums of their vectors, over the product of their sizes. So a member has to fit what the
 * story is about as a whole; neither one round-up nor one neighbour chains two stories,
 * and a topic of weeks falls apart where its words and names move on.
 *
 * Two tellings that are one form with other facts in it, reports of the weather in two
 * towns, are as alike as can be and tell of two events. In the mean they count as not alike
 * at all: what they add to the product of the sums is taken off again.
 *
 * Rounds of reciprocal nearest neighbours build the tree (Murtagh 1983). A story of CROWD
 * tellings takes in one round all that are nearest to it and near enough, which no more
 * than touches its mean; one by one, a story of thousands would take as many rounds.
 * The sum of a story keeps its CORE_TERMS heaviest terms when it has twice as many.
 *
 * Equal likenesses are told apart by a mix of the telling's numbers, which do not come
 * from the order of the input.
 */
#include "cluster/story_linkage.h"

#include "base/memory.h"
#include "cluster/disjoint_sets.h"
#include "match/pairs.h"
#include "sketch/mix.h"

#include <stdlib.h>
#include <string.h>

enum { CROWD = 32, CORE_TERMS = 512 };

/* No story has more tellings, so that products of sums fit in 64 bits. */
enum { STORY_TELLINGS_MAX = 1 << 16 };

/* Dates beyond 2 million years count as those, so that a story's fit in a sum. */
#define DATE_BOUND (INT64_C(1) << 46)

#define NOBODY UINT32_MAX

/* A term of a story, and the sum of its weights. */
struct core_term {
    uint32_t hash;
    uint32_t weight;
};

/* A story while it grows, in the place of its root. */
struct group {
    struct core_term *terms; /* ascending; NULL before its component's turn */
    uint32_t term_count;
    uint32_t size;
    uint32_t dated; /* tellings of known date, and the sum of those dates */
    int64_t date_sum;
    uint32_t nearest; /* NOBODY where nothing reaches the least */
    uint32_t nearness;
    uint64_t nearest_order; /* the higher comes first among equals */
    bool has_changed;
};

/* Two stories of which some tellings may be one; x lower. */
struct bond {
    uint32_t x;
    uint32_t y;
    uint32_t nearness;
    bool is_measured;
    uint64_t formal; /* the cosines of all pairs between them that are forms, summed up */
};

struct linking {
    const struct wtw_story_linkage *linkage;
    uint32_t *parents;
    struct group *groups;
    struct bond *bonds; /* those of the component at work */
    size_t bond_count;
};

/* ------------------------------------------------------------------ the sum of a story */

static enum wtw_status begin_terms(struct linking *linking, uint32_t i,
                                   struct wtw_error *error)
{
    struct wtw_telling telling = wtw_telling_of(linking->linkage->tellings, i);
    struct group *group = &linking->groups[i];

    if (group->terms)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&group->terms, telling.count, error));
    for (uint32_t k = 0; k < telling.count; k++)
        if (telling.vector[k])
            group->terms[group->term_count++] = (struct core_term){
                telling.terms[k] >> WTW_TERM_HASH_SHIFT, telling.vector[k]};
    return WTW_OK;
}

static void end_terms(struct group *group)
{
    wtw_release_items(group->terms);
    group->terms = NULL;
    group->term_count = 0;
}

/* Where in ascending 'terms' the first is that is not below 'hash', from 'begin' on. */
static uint32_t find_term(const struct group *group, uint32_t begin, uint32_t hash)
{
    uint32_t high = group->term_count;

    while (begin < high) {
        uint32_t middle = begin + (high - begin) / 2;

        if (group->terms[middle].hash < hash)
            begin = middle + 1;
        else
            high = middle;
    }
    return begin;
}

/* The product of two sums: each term of the shorter is looked for in the longer. */
static uint64_t product_of(const struct group *x, const struct group *y)
{
    const struct group *shorter = x->term_count < y->term_count ? x : y;
    const struct group *longer = shorter == x ? y : x;
    uint64_t sum = 0;
    uint32_t at = 0;

    for (uint32_t i = 0; i < shorter->term_count; i++) {
        at = find_term(longer, at, shorter->terms[i].hash);
        if (at < longer->term_count && longer->terms[at].hash == shorter->terms[i].hash)
            sum += (uint64_t)shorter->terms[i].weight * longer->terms[at].weight;
    }
    return sum;
}

static int compare_weights(const void *left, const void *right)
{
    const struct core_term *x = left;
    const struct core_term *y = right;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int compare_hashes(const void *left, const void *right)
{
    const struct core_term *x = left;
    const struct core_term *y = right;

    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static uint32_t keep_core(struct core_term *terms, uint32_t count)
{
    if (count <= 2 * CORE_TERMS)
        return count;
    qsort(terms, count, sizeof terms[0], compare_weights);
    qsort(terms, CORE_TERMS, sizeof terms[0], compare_hashes);
    return CORE_TERMS;
}

static uint32_t add_terms(const struct group *x, const struct group *y,
                          struct core_term *out_terms)
{
    uint32_t count = 0;
    uint32_t i = 0;
    uint32_t j = 0;

    while (i < x->term_count || j < y->term_count) {
        uint64_t x_hash = i < x->term_count ? x->terms[i].hash : UINT64_MAX;
        uint64_t y_hash = j < y->term_count ? y->terms[j].hash : UINT64_MAX;
        struct core_term term = {(uint32_t)(x_hash < y_hash ? x_hash : y_hash), 0};

        if (x_hash <= y_hash)
            term.weight += x->terms[i++].weight;
        if (y_hash <= x_hash)
            term.weight += y->terms[j++].weight;
        out_terms[count++] = term;
    }
    return keep_core(out_terms, count);
}

/* ------------------------------------------------------------------ likeness */

static int64_t mean_date(const struct group *group)
{
    return group->dated ? group->date_sum / group->dated : WTW_DATE_UNKNOWN;
}

static uint32_t nearness_of(const struct linking *linking, const struct bond *bond)
{
    const struct group *x = &linking->groups[bond->x];
    const struct group *y = &linking->groups[bond->y];
    uint64_t product = product_of(x, y);
    uint64_t cosine = product > bond->formal ? product - bond->formal : 0;

    cosine /= (uint64_t)x->size * y->size;
    return wtw_story_faded(linking->linkage->tellings, cosine,
                           wtw_dates_apart(mean_date(x), mean_date(y)));
}

static void offer(struct group *group, uint32_t other, uint32_t nearness, uint64_t order)
{
    if (group->nearest != NOBODY &&
        (nearness < group->nearness ||
         (nearness == group->nearness && order <= group->nearest_order)))
        return;
    group->nearest = other;
    group->nearness = nearness;
    group->nearest_order = order;
}

static void find_nearest(struct linking *linking)
{
    struct group *groups = linking->groups;

    for (size_t i = 0; i < linking->bond_count; i++) {
        groups[linking->bonds[i].x].nearest = NOBODY;
        groups[linking->bonds[i].y].nearest = NOBODY;
    }
    for (size_t i = 0; i < linking->bond_count; i++) {
        struct bond *bond = &linking->bonds[i];
        uint64_t order = wtw_mix((uint64_t)bond->x << 32 | bond->y);

        if (!bond->is_measured)
            bond->nearness = nearness_of(linking, bond);
        bond->is_measured = true;
        if (bond->nearness < linking->linkage->least ||
            groups[bond->x].size + groups[bond->y].size > STORY_TELLINGS_MAX)
            continue;
        offer(&groups[bond->x], bond->y, bond->nearness, order);
        offer(&groups[bond->y], bond->x, bond->nearness, order);
    }
}

/* ------------------------------------------------------------------ rounds */

static enum wtw_status unite_groups(struct linking *linking, uint32_t x, uint32_t y,
                                    struct wtw_error *error)
{
    struct group *groups = linking->groups;
    struct core_term *terms = NULL;
    uint32_t root = x < y ? x : y;
    uint32_t count = 0;

    WTW_TRY(
        WTW_ALLOCATE(&terms, (size_t)groups[x].term_count + groups[y].term_count, error));
    count = add_terms(&groups[x], &groups[y], terms);
    end_terms(&groups[x]);
    end_terms(&groups[y]);
    wtw_sets_unite(linking->parents, x, y);
    groups[root].terms = terms;
    groups[root].term_count = count;
    groups[root].size = groups[x].size + groups[y].size;
    groups[root].dated = groups[x].dated + groups[y].dated;
    groups[root].date_sum = groups[x].date_sum + groups[y].date_sum;
    groups[root].has_changed = true;
    return WTW_OK;
}

/* Whether x goes to the crowd that is nearest to it. */
static bool joins_crowd(const struct linking *linking, uint32_t x)
{
    const struct group *groups = linking->groups;
    uint32_t y = groups[x].nearest;

    return y != NOBODY && groups[y].size >= CROWD && groups[x].size < CROWD;
}

/* Lets x go to the story that its nearest belongs to by now. Twice asked, it is there. */
static enum wtw_status go_to_crowd(struct linking *linking, uint32_t x,
                                   struct wtw_error *error)
{
    uint32_t own = wtw_sets_root(linking->parents, x);
    uint32_t crowd = wtw_sets_root(linking->parents, linking->groups[x].nearest);

    if (own != x || own == crowd || linking->groups[x].has_changed ||
        linking->groups[crowd].size + linking->groups[x].size > STORY_TELLINGS_MAX)
        return WTW_OK;
    return unite_groups(linking, x, crowd, error);
}

static enum wtw_status unite_nearest(struct linking *linking, bool *out_has_united,
                                     struct wtw_error *error)
{
    struct group *groups = linking->groups;

    *out_has_united = false;
    for (size_t i = 0; i < linking->bond_count; i++) {
        uint32_t x = linking->bonds[i].x;
        uint32_t y = linking->bonds[i].y;

        if (groups[x].nearest != y || groups[y].nearest != x)
            continue;
        WTW_TRY(unite_groups(linking, x, y, error));
        *out_has_united = true;
    }
    for (size_t i = 0; i < linking->bond_count; i++) {
        if (joins_crowd(linking, linking->bonds[i].x))
            WTW_TRY(go_to_crowd(linking, linking->bonds[i].x, error));
        if (joins_crowd(linking, linking->bonds[i].y))
            WTW_TRY(go_to_crowd(linking, linking->bonds[i].y, error));
    }
    return WTW_OK;
}

static int compare_bonds(const void *left, const void *right)
{
    const struct bond *a = left;
    const struct bond *b = right;

    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    return a->y < b->y ? -1 : a->y > b->y;
}

/* Makes one bond of parallel ones, which stand together. */
static size_t unite_parallel(struct bond *bonds, size_t count)
{
    size_t distinct = 0;

    for (size_t i = 0; i < count; i++) {
        if (distinct && compare_bonds(&bonds[distinct - 1], &bonds[i]) == 0)
            bonds[distinct - 1].formal += bonds[i].formal;
        else
            bonds[distinct++] = bonds[i];
    }
    return distinct;
}

/* Lets the bonds tie the new roots: those inside of a story go, of parallel ones one
 * stays. What has changed is to be measured anew. */
static void renew_bonds(struct linking *linking)
{
    struct bond *bonds = linking->bonds;
    size_t kept = 0;

    for (size_t i = 0; i < linking->bond_count; i++) {
        struct bond bond = bonds[i];
        uint32_t x = wtw_sets_root(linking->parents, bond.x);
        uint32_t y = wtw_sets_root(linking->parents, bond.y);

        if (x == y)
            continue;
        bond.is_measured = bond.is_measured && !linking->groups[x].has_changed &&
                           !linking->groups[y].has_changed;
        bond.x = x < y ? x : y;
        bond.y = x < y ? y : x;
        bonds[kept++] = bond;
    }
    if (kept)
        qsort(bonds, kept, sizeof bonds[0], compare_bonds);
    kept = unite_parallel(bonds, kept);
    linking->bond_count = kept;
    for (size_t i = 0; i < kept; i++) {
        linking->groups[bonds[i].x].has_changed = false;
        linking->groups[bonds[i].y].has_changed = false;
    }
}

static enum wtw_status link_component(struct linking *linking, struct wtw_error *error)
{
    bool has_united = true;

    for (size_t i = 0; i < linking->bond_count; i++) {
        WTW_TRY(begin_terms(linking, linking->bonds[i].x, error));
        WTW_TRY(begin_terms(linking, linking->bonds[i].y, error));
    }
    while (linking->bond_count && has_united) {
        find_nearest(linking);
        WTW_TRY(unite_nearest(linking, &has_united, error));
        renew_bonds(linking);
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ components */

static void begin_groups(struct linking *linking)
{
    const struct wtw_tellings *tellings = linking->linkage->tellings;

    for (uint32_t i = 0; i < tellings->count; i++) {
        int64_t date = tellings->dates[i];
        struct group *group = &linking->groups[i];

        *group = (struct group){.size = 1, .nearest = NOBODY};
        if (date == WTW_DATE_UNKNOWN)
            continue;
        group->dated = 1;
        group->date_sum = date > DATE_BOUND ? DATE_BOUND : date;
        if (group->date_sum < -DATE_BOUND)
            group->date_sum = -DATE_BOUND;
    }
}

/* Forms tie nothing, and count where both are of one component. */
static bool form_counts(uint32_t *components, uint64_t form)
{
    return wtw_sets_root(components, wtw_pair_a(form)) ==
           wtw_sets_root(components, wtw_pair_b(form));
}

static struct bond bond_of(uint64_t pair)
{
    return (struct bond){.x = wtw_pair_a(pair), .y = wtw_pair_b(pair)};
}

static struct bond formal_bond(const struct wtw_story_linkage *linkage, uint64_t form)
{
    struct bond bond = bond_of(form);
    struct wtw_telling x = wtw_telling_of(linkage->tellings, bond.x);
    struct wtw_telling y = wtw_telling_of(linkage->tellings, bond.y);

    bond.formal = wtw_telling_cosine(&x, &y);
    return bond;
}

/* Brings the pairs and forms of each connected component together: a counting sort by the
 * component's root, for which 'starts' has one more than tellings, all zeros. */
static void order_by_component(const struct wtw_story_linkage *linkage,
                               uint32_t *components, size_t *starts, struct bond *bonds)
{
    const uint64_t *pairs = linkage->pairs;
    const uint64_t *forms = linkage->forms;

    for (size_t i = 0; i < linkage->pair_count; i++)
        wtw_sets_unite(components, wtw_pair_a(pairs[i]), wtw_pair_b(pairs[i]));
    for (size_t i = 0; i < linkage->pair_count; i++)
        starts[wtw_sets_root(components, wtw_pair_a(pairs[i])) + 1]++;
    for (size_t i = 0; i < linkage->form_count; i++)
        starts[wtw_sets_root(components, wtw_pair_a(forms[i])) + 1] +=
            form_counts(components, forms[i]);
    for (uint32_t i = 0; i < linkage->tellings->count; i++)
        starts[i + 1] += starts[i];
    for (size_t i = 0; i < linkage->pair_count; i++)
        bonds[starts[wtw_sets_root(components, wtw_pair_a(pairs[i]))]++] =
            bond_of(pairs[i]);
    for (size_t i = 0; i < linkage->form_count; i++)
        if (form_counts(components, forms[i]))
            bonds[starts[wtw_sets_root(components, wtw_pair_a(forms[i]))]++] =
                formal_bond(linkage, forms[i]);
}

/* 'members' are the ends of the component's bonds before they were worked on. */
static void end_component(struct linking *linking, const uint64_t *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        end_terms(&linking->groups[wtw_pair_a(members[i])]);
        end_terms(&linking->groups[wtw_pair_b(members[i])]);
    }
}

static enum wtw_status link_components(struct linking *linking, const size_t *starts,
                                       struct bond *bonds, uint64_t *members,
                                       struct wtw_error *error)
{
    size_t begin = 0;
    enum wtw_status status = WTW_OK;

    for (uint32_t i = 0; status == WTW_OK && i < linking->linkage->tellings->count; i++) {
        size_t count = starts[i] - begin;

        for (size_t k = 0; k < count; k++)
            members[k] = wtw_pair_of(bonds[begin + k].x, bonds[begin + k].y);
        linking->bonds = bonds + begin;
        linking->bond_count = count;
        status = link_component(linking, error);
        end_component(linking, members, count);
        begin = starts[i];
    }
    return status;
}

static enum wtw_status link_all(struct linking *linking, size_t *starts,
                                struct bond *bonds, uint64_t *members,
                                struct wtw_error *error)
{
    const struct wtw_story_linkage *linkage = linking->linkage;
    uint32_t count = linkage->tellings->count;

    /* The parents serve for the components first. */
    wtw_sets_begin(linking->parents, count);
    order_by_component(linkage, linking->parents, starts, bonds);
    wtw_sets_begin(linking->parents, count);
    begin_groups(linking);
    WTW_TRY(link_components(linking, starts, bonds, members, error));
    for (uint32_t i = 0; i < count; i++)
        linking->parents[i] = wtw_sets_root(linking->parents, i);
    return WTW_OK;
}

enum wtw_status wtw_story_linkage_make(const struct wtw_story_linkage *linkage,
                                       uint32_t *out_roots, struct wtw_error *error)
{
    struct linking linking = {.linkage = linkage, .parents = out_roots};
    size_t telling_count = linkage->tellings->count;
    size_t bond_count = linkage->pair_count + linkage->form_count;
    struct bond *bonds = NULL;
    uint64_t *members = NULL;
    size_t *starts = NULL;
    enum wtw_status status = WTW_ALLOCATE(&linking.groups, telling_count, error);

    if (status == WTW_OK)
        status = WTW_ALLOCATE(&bonds, bond_count, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&members, bond_count, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&starts, telling_count + 1, error);
    if (status == WTW_OK)
        status = link_all(&linking, starts, bonds, members, error);
    wtw_release_items(linking.groups);
    wtw_release_items(bonds);
    wtw_release_items(members);
    wtw_release_items(starts);
    return status;
}
