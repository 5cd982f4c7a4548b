/*
 * live_matches.c - verified pairs of texts, in a list of each of the two
 *
 * A match is kept as it was verified. What its lag says of it is told anew when another
 * article of one of the texts turns out to be older, or the oldest goes: the relation
 * follows from the figures alone, so that nothing is read again.
 *
 * Where a text is not kept, its digest has to tell: the odd sketches say in how many
 * shingles two texts differ, so how many they share, and the relation is that of these
 * figures. There are no passages then, and no excerpts.
 */
#include "engine/live_state.h"

#include "base/memory.h"
#include "engine/forms.h"
#include "match/relation.h"

#include <string.h>

/* ------------------------------------------------------------------ texts not kept */

static bool is_lost(const struct wtw_live *live, uint32_t place)
{
    return atomic_load_explicit(&live->losses[place].is_lost, memory_order_relaxed);
}

/* The text source that verification sees: a text that is not kept is noted and empty. */
enum wtw_status wtw_live_fetch(void *context, uint32_t number,
                               struct wtw_buffer *out_text, struct wtw_error *error)
{
    const struct wtw_live *live = context;
    enum wtw_status status = WTW_END;

    if (live->source.fetch)
        status = live->source.fetch(live->source.context, number, out_text, error);
    if (status != WTW_END)
        return status;
    atomic_store_explicit(&live->losses[number].is_lost, true, memory_order_relaxed);
    out_text->count = 0;
    return WTW_OK;
}

static bool have_equal_tokens(const struct wtw_live *live, uint32_t x, uint32_t y)
{
    return live->content_hashes[x] == live->content_hashes[y] &&
           live->token_counts[x] == live->token_counts[y] &&
           live->shingle_counts[x] == live->shingle_counts[y] && live->shingle_counts[x];
}

static struct wtw_match estimate(const struct wtw_live *live, uint64_t pair)
{
    struct wtw_match match = {.a = wtw_pair_a(pair), .b = wtw_pair_b(pair)};
    uint32_t a_count = live->shingle_counts[match.a];
    uint32_t b_count = live->shingle_counts[match.b];
    double smaller = a_count < b_count ? a_count : b_count;
    double shared = ((double)a_count + b_count -
                     wtw_odd_sketch_difference(
                         live->odd_sketches + (size_t)match.a * WTW_ODD_SKETCH_WORDS,
                         live->odd_sketches + (size_t)match.b * WTW_ODD_SKETCH_WORDS)) /
                    2;

    if (have_equal_tokens(live, match.a, match.b))
        return wtw_verify_equal(&live->verify, match.a, match.b);
    shared = shared < smaller ? shared : smaller;
    match.figures = (struct wtw_figures){.shared = shared > 0 ? (uint32_t)shared : 0,
                                         .a_shingles = a_count,
                                         .b_shingles = b_count,
                                         .a_tokens = live->token_counts[match.a],
                                         .b_tokens = live->token_counts[match.b]};
    return match;
}

/* What two texts are to each other is told by when each was first published, whichever of
 * the articles that have it were compared. */
static void date_match(const struct wtw_live *live, struct wtw_match *match)
{
    match->figures.lag_seconds = wtw_lag_between(live->text_dates[live->texts[match->a]],
                                                 live->text_dates[live->texts[match->b]]);
    if (match->relation != WTW_EXACT)
        match->relation = wtw_relation_of(&match->figures, false, &live->options);
}

enum wtw_status wtw_live_verify(struct wtw_live *live, const uint64_t *pairs,
                                size_t count, struct wtw_match *out_matches,
                                bool *out_estimated, struct wtw_error *error)
{
    if (count)
        WTW_TRY(wtw_verify_pairs(&live->verify, pairs, count, out_matches, error));
    for (size_t i = 0; i < count; i++) {
        out_estimated[i] =
            is_lost(live, wtw_pair_a(pairs[i])) || is_lost(live, wtw_pair_b(pairs[i]));
        if (out_estimated[i])
            out_matches[i] = estimate(live, pairs[i]);
        date_match(live, &out_matches[i]);
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ lists */

static enum wtw_status take_edge(struct wtw_live *live, uint32_t *out_number,
                                 struct wtw_error *error)
{
    if (live->free_edge) {
        *out_number = live->free_edge;
        live->free_edge = wtw_live_edge_at(live, live->free_edge)->nexts[0];
        live->free_edges--;
        return WTW_OK;
    }
    if (live->edge_count >= UINT32_MAX - 1)
        return wtw_fail(error, WTW_TOO_LARGE, "%zu matches are too many",
                        live->edge_count);
    WTW_TRY(WTW_GROW(&live->edges, &live->edge_capacity, live->edge_count + 1, error));
    *out_number = (uint32_t)++live->edge_count;
    return WTW_OK;
}

enum wtw_status wtw_live_edge_add(struct wtw_live *live, const struct wtw_match *match,
                                  bool is_estimated, struct wtw_error *error)
{
    struct wtw_live_edge *edge = NULL;
    uint32_t number = 0;

    WTW_TRY(take_edge(live, &number, error));
    edge = wtw_live_edge_at(live, number);
    *edge = (struct wtw_live_edge){.match = *match, .is_estimated = is_estimated};
    if (match->a > match->b) {
        edge->match.a = match->b;
        edge->match.b = match->a;
        edge->match.relation = wtw_relation_reversed(match->relation);
        edge->match.figures = wtw_figures_reversed(&match->figures);
    }
    date_match(live, &edge->match);
    edge->nexts[0] = live->edge_heads[edge->match.a];
    edge->nexts[1] = live->edge_heads[edge->match.b];
    live->edge_heads[edge->match.a] = number;
    live->edge_heads[edge->match.b] = number;
    return WTW_OK;
}

/* Takes an edge out of the list of 'text'. */
static void unlink_edge(struct wtw_live *live, uint32_t text, uint32_t number)
{
    uint32_t *link = &live->edge_heads[text];

    while (*link != number) {
        struct wtw_live_edge *edge = wtw_live_edge_at(live, *link);

        link = &edge->nexts[edge->match.b == text];
    }
    *link = wtw_live_edge_next(wtw_live_edge_at(live, number), text);
}

void wtw_live_edges_drop(struct wtw_live *live, uint32_t text)
{
    uint32_t number = live->edge_heads[text];

    while (number) {
        struct wtw_live_edge *edge = wtw_live_edge_at(live, number);
        uint32_t next = wtw_live_edge_next(edge, text);

        unlink_edge(live, wtw_live_edge_other(edge, text), number);
        edge->nexts[0] = live->free_edge;
        live->free_edge = number;
        live->free_edges++;
        number = next;
    }
    live->edge_heads[text] = 0;
}

void wtw_live_edges_date(struct wtw_live *live, uint32_t text)
{
    for (uint32_t number = live->edge_heads[text]; number;) {
        struct wtw_live_edge *edge = wtw_live_edge_at(live, number);

        date_match(live, &edge->match);
        number = wtw_live_edge_next(edge, text);
    }
}

/* The shorter list of the two need not be known: who came last has few. */
const struct wtw_live_edge *wtw_live_edge_find(const struct wtw_live *live, uint32_t x,
                                               uint32_t y)
{
    uint32_t x_next = live->edge_heads[x];
    uint32_t y_next = live->edge_heads[y];

    while (x_next && y_next) {
        const struct wtw_live_edge *from_x = wtw_live_edge_at(live, x_next);
        const struct wtw_live_edge *from_y = wtw_live_edge_at(live, y_next);

        if (wtw_live_edge_other(from_x, x) == y)
            return from_x;
        if (wtw_live_edge_other(from_y, y) == x)
            return from_y;
        x_next = wtw_live_edge_next(from_x, x);
        y_next = wtw_live_edge_next(from_y, y);
    }
    return NULL;
}

/* ------------------------------------------------------------------ forms */

bool wtw_live_is_form(const struct wtw_live *live, uint32_t place, uint32_t but)
{
    if (live->token_counts[place] > WTW_TEMPLATE_TOKENS)
        return false;
    for (uint32_t number = live->edge_heads[place]; number;) {
        const struct wtw_live_edge *edge = wtw_live_edge_at(live, number);

        if (wtw_live_edge_other(edge, place) != but &&
            wtw_match_makes_forms(&edge->match, &live->options))
            return true;
        number = wtw_live_edge_next(edge, place);
    }
    return false;
}

bool wtw_live_is_tie(const struct wtw_live *live, const struct wtw_live_edge *edge)
{
    const struct wtw_match *match = &edge->match;
    struct wtw_form_side a = {live->token_counts[match->a], false};
    struct wtw_form_side b = {live->token_counts[match->b], false};

    if (!wtw_relation_is_copy(match->relation))
        return false;
    if (!wtw_lag_is_other_day(match->figures.lag_seconds))
        return true;
    a.is_form = wtw_live_is_form(live, match->a, WTW_LIVE_NOBODY);
    b.is_form = a.is_form && wtw_live_is_form(live, match->b, WTW_LIVE_NOBODY);
    return !wtw_form_is_filled_anew(match, &a, &b);
}
