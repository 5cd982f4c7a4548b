/*
 * live_outcomes.c - where an article stands
 */
#include "engine/live_state.h"

#include "base/memory.h"
#include "engine/gather.h"
#include "match/relation.h"

/* An article and another, as a match has them: b is 'relation' of a. */
struct view {
    uint32_t other; /* place */
    enum wtw_relation relation;
    struct wtw_figures figures; /* a the article */
    bool is_estimated;
};

static int64_t lag_between(const struct wtw_live *live, uint32_t x, uint32_t y)
{
    return wtw_lag_between(live->dates[x], live->dates[y]);
}

static struct view view_of_equal(const struct wtw_live *live, uint32_t place,
                                 uint32_t other)
{
    return (struct view){.other = other,
                         .relation = WTW_EXACT,
                         .figures =
                             wtw_verify_equal(&live->verify, place, other).figures};
}

/* A match of texts seen from an article of one of them. */
static struct view view_of(const struct wtw_live *live, uint32_t place, uint32_t other,
                           const struct wtw_match *match, bool is_estimated)
{
    struct view view = {.other = other,
                        .relation = match->relation,
                        .figures = match->figures,
                        .is_estimated = is_estimated};

    if (match->a != live->texts[place]) {
        view.relation = wtw_relation_reversed(match->relation);
        view.figures = wtw_figures_reversed(&match->figures);
    }
    view.figures.lag_seconds = lag_between(live, place, other);
    return view;
}

static struct view view_of_edge(const struct wtw_live *live, uint32_t place,
                                const struct wtw_live_edge *edge)
{
    uint32_t text = wtw_live_edge_other(edge, live->texts[place]);

    return view_of(live, place, wtw_live_first(live, text), &edge->match,
                   edge->is_estimated);
}

/* ------------------------------------------------------------------ matches */

static enum wtw_status add_match(struct wtw_live *live, uint32_t place,
                                 const struct view *view, struct wtw_error *error)
{
    struct wtw_live_match *match = NULL;

    WTW_TRY(
        WTW_GROW(&live->matches, &live->match_capacity, live->match_count + 1, error));
    match = &live->matches[live->match_count++];
    *match = (struct wtw_live_match){.a = place,
                                     .b = view->other,
                                     .relation = view->relation,
                                     .is_estimated = view->is_estimated,
                                     .figures = view->figures};
    if (place < view->other)
        return WTW_OK;
    match->a = view->other;
    match->b = place;
    match->relation = wtw_relation_reversed(view->relation);
    match->figures = wtw_figures_reversed(&view->figures);
    return WTW_OK;
}

/* Those who have the same words match the first of them, and nobody else but by it. */
static enum wtw_status list_equals(struct wtw_live *live, uint32_t place, uint32_t end,
                                   struct wtw_error *error)
{
    uint32_t text = live->texts[place];
    uint32_t first = wtw_live_first(live, text);
    struct view view;

    if (first != place) {
        view = view_of_equal(live, place, first);
        return first < end ? add_match(live, place, &view, error) : WTW_OK;
    }
    for (uint32_t other = live->nexts[place]; other != place;
         other = live->nexts[other]) {
        view = view_of_equal(live, place, other);
        if (other < end)
            WTW_TRY(add_match(live, place, &view, error));
    }
    return WTW_OK;
}

static enum wtw_status list_matches(struct wtw_live *live, uint32_t place, uint32_t end,
                                    struct wtw_error *error)
{
    uint32_t text = live->texts[place];

    live->match_count = 0;
    WTW_TRY(list_equals(live, place, end, error));
    if (wtw_live_first(live, text) != place)
        return WTW_OK;
    for (uint32_t number = live->edge_heads[text]; number;) {
        const struct wtw_live_edge *edge = wtw_live_edge_at(live, number);
        const struct view view = view_of_edge(live, place, edge);

        if (view.other < end)
            WTW_TRY(add_match(live, place, &view, error));
        number = wtw_live_edge_next(edge, text);
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ partners */

/* A copy of a form that was filled in anew is a template in what people see. */
static struct view parted_view(const struct wtw_live *live, uint32_t place,
                               uint32_t other, const struct wtw_live_edge *edge)
{
    struct view view = view_of(live, place, other, &edge->match, edge->is_estimated);

    if (wtw_relation_is_copy(view.relation) && !wtw_live_is_tie(live, edge))
        view.relation = WTW_TEMPLATE;
    return view;
}

/* A member and its canonical are compared even where they were no candidates. */
static enum wtw_status view_canonical(struct wtw_live *live, uint32_t place,
                                      uint32_t canonical, struct view *out_view,
                                      struct wtw_error *error)
{
    uint32_t text = live->texts[place];
    uint32_t other = live->texts[canonical];
    const struct wtw_live_edge *edge = NULL;
    struct wtw_match match;
    bool is_estimated = false;
    uint64_t pair = 0;

    if (text == other) {
        *out_view = view_of_equal(live, place, canonical);
        return WTW_OK;
    }
    edge = wtw_live_edge_find(live, text, other);
    if (edge) {
        *out_view = parted_view(live, place, canonical, edge);
        return WTW_OK;
    }
    pair = wtw_pair_of(wtw_live_first(live, text), wtw_live_first(live, other));
    WTW_TRY(wtw_live_verify(live, &pair, 1, &match, &is_estimated, error));
    match.a = live->texts[match.a];
    *out_view = view_of(live, place, canonical, &match, is_estimated);
    return WTW_OK;
}

/* What makes one partner better than another; compared in this order. */
struct worth {
    bool is_copy;
    double likeness;  /* of copies */
    uint32_t passage; /* the longest of an excerpt */
    uint32_t shared;
};

static struct worth worth_of(const struct view *view, const struct wtw_match *match)
{
    struct worth worth = {.is_copy = wtw_relation_is_copy(view->relation),
                          .shared = view->figures.shared};

    if (worth.is_copy)
        worth.likeness = wtw_match_likeness(match);
    else
        worth.passage = view->figures.longest_passage_tokens;
    return worth;
}

static bool is_better(const struct worth *x, uint32_t x_place, const struct worth *y,
                      uint32_t y_place)
{
    if (x->is_copy != y->is_copy)
        return x->is_copy;
    if (x->likeness < y->likeness || y->likeness < x->likeness)
        return x->likeness > y->likeness;
    if (x->passage != y->passage)
        return x->passage > y->passage;
    return x->shared != y->shared ? x->shared > y->shared : x_place < y_place;
}

/* The partner of a canonical: 'place' itself where there is none. */
static struct view view_best(const struct wtw_live *live, uint32_t place)
{
    uint32_t text = live->texts[place];
    struct view best = view_of_equal(live, place, place);
    struct worth most = {.is_copy = false};

    if (live->sizes[text] > 1) {
        uint32_t first = wtw_live_first(live, text);

        return view_of_equal(live, place, first == place ? live->nexts[place] : first);
    }
    for (uint32_t number = live->edge_heads[text]; number;) {
        const struct wtw_live_edge *edge = wtw_live_edge_at(live, number);
        uint32_t other = wtw_live_first(live, wtw_live_edge_other(edge, text));
        const struct view view = parted_view(live, place, other, edge);
        const struct worth worth = worth_of(&view, &edge->match);

        number = wtw_live_edge_next(edge, text);
        if (view.relation == WTW_TEMPLATE ||
            (best.other != place && !is_better(&worth, other, &most, best.other)))
            continue;
        best = view;
        most = worth;
    }
    return best;
}

enum wtw_status wtw_live_outcome_make(struct wtw_live *live, uint32_t place, uint32_t end,
                                      struct wtw_live_outcome *out_outcome,
                                      struct wtw_error *error)
{
    const struct wtw_live_cluster cluster =
        *wtw_live_cluster_of(live, live->texts[place]);
    struct view view;

    if (cluster.canonical == place)
        view = view_best(live, place);
    else
        WTW_TRY(view_canonical(live, place, cluster.canonical, &view, error));
    WTW_TRY(list_matches(live, place, end, error));
    *out_outcome = (struct wtw_live_outcome){
        .place = place,
        .cluster = cluster.number,
        .canonical = cluster.canonical,
        .size = cluster.size,
        .agency = live->agencies[place],
        .partner = view.other,
        .relation = wtw_relation_reversed(view.relation),
        .is_estimated = view.is_estimated,
        .figures = view.figures,
        .matches = live->matches,
        .match_count = live->match_count,
    };
    return WTW_OK;
}
