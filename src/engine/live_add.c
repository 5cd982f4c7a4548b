/*
 * live_add.c - articles come, and the last ones are taken back
 *
 * A block of articles goes into the index, then each is looked up among those before it, then
 * all of its candidates are verified, both on all threads, and then each is placed among those
 * before it. What one is a candidate of does not depend on where others were placed, so it
 * is the same as if they had come one by one.
 */
#include "engine/live_state.h"

#include "base/memory.h"
#include "engine/forms.h"
#include "match/relation.h"

#include <string.h>

/* Articles of a block: their matches take some megabytes at most. Undos are kept for this
 * many articles and those of the last call. */
enum { BLOCK_ARTICLES = 512, UNDONE_ARTICLES = 1 << 16 };

/* Articles that a thread looks up at a time: about 0.2 ms of work. */
enum { CHUNK_ARTICLES = 8 };

/* How many articles before its turn what one needs of memory is asked for. */
enum { ASKED_AHEAD = 8 };

/* Where the candidates of an article are: those of a seeker from 'begin' on. */
struct candidates {
    uint32_t seeker;
    size_t begin;
    size_t count;
};

/* Articles on their way in. */
struct arriving {
    struct wtw_live *live;
    const struct wtw_live_arrival *arrivals;
    size_t count;
    uint32_t first;                /* place */
    struct candidates *candidates; /* of each article */
    uint64_t *pairs;
    size_t pair_count;
    size_t *pair_ends; /* of each article */
    struct wtw_match *matches;
    bool *are_estimated;
    uint32_t *seeds;
    size_t seed_count;
    size_t seed_capacity;
};

static enum wtw_status get_facts(const struct wtw_live *live, size_t sketched,
                                 struct wtw_buffer *scratch,
                                 struct wtw_live_facts *out_facts,
                                 struct wtw_error *error)
{
    size_t bytes = 0;
    const void *digest = wtw_live_digest(live, sketched, &bytes);

    return wtw_live_digest_get(digest, bytes, live->index.bands, scratch, out_facts,
                               error);
}

static bool is_looked_up(const struct wtw_live *live, uint32_t place)
{
    return live->texts[place] == place && live->shingle_counts[place];
}

static void ask_for(const struct wtw_live *live, const struct wtw_live_arrival *arrival)
{
    size_t bytes = 0;
    const void *digest = wtw_live_digest(live, arrival->sketched, &bytes);

    wtw_live_text_ask(live, digest, bytes);
}

static enum wtw_status put_in(struct wtw_live *live,
                              const struct wtw_live_arrival *arrival,
                              struct wtw_error *error)
{
    const struct wtw_live_sketched *sketched = &live->sketches->items[arrival->sketched];
    const struct wtw_live_newcomer newcomer = {
        arrival->number, sketched->published_seconds, sketched->rank};
    struct wtw_live_facts facts;
    uint32_t place = live->count;

    WTW_TRY(get_facts(live, arrival->sketched, &live->key_scratch, &facts, error));
    WTW_TRY(wtw_live_place_put(live, &newcomer, &facts, error));
    if (!is_looked_up(live, place))
        return WTW_OK;
    return wtw_live_index_add(&live->index, place, &facts.keys, live->flags, error);
}

static enum wtw_status look_up_some(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    const struct arriving *arriving = context;
    const struct wtw_live *live = arriving->live;
    struct wtw_live_seeker *seeker = &live->seekers[worker];

    for (size_t i = begin; i < end; i++) {
        uint32_t place = arriving->first + (uint32_t)i;
        struct candidates *candidates = &arriving->candidates[i];
        struct wtw_live_facts facts;

        *candidates = (struct candidates){worker, seeker->pair_count, 0};
        if (!is_looked_up(live, place))
            continue;
        WTW_TRY(get_facts(live, arriving->arrivals[i].sketched, &seeker->key_scratch,
                          &facts, error));
        WTW_TRY(wtw_live_seek(live, seeker, place, &facts.keys, error));
        candidates->count = seeker->pair_count - candidates->begin;
    }
    return WTW_OK;
}

/* Pairs of texts become pairs of the first articles that have them, in the same order. */
static uint64_t lead_pair(const struct wtw_live *live, uint64_t pair)
{
    uint32_t a = wtw_pair_a(pair);

    /* The other is the article itself, or comes first in its text as well. */
    if (live->lasts[a] != WTW_LIVE_NOBODY)
        a = wtw_live_first(live, a);
    return wtw_pair_of(a, wtw_pair_b(pair));
}

static enum wtw_status gather_pairs(struct arriving *arriving, struct wtw_error *error)
{
    const struct wtw_live *live = arriving->live;
    size_t count = 0;

    for (size_t i = 0; i < arriving->count; i++)
        count += arriving->candidates[i].count;
    WTW_TRY(WTW_ALLOCATE(&arriving->pairs, count, error));
    for (size_t i = 0; i < arriving->count; i++) {
        const struct candidates *candidates = &arriving->candidates[i];
        const uint64_t *pairs = live->seekers[candidates->seeker].pairs;

        for (size_t j = 0; j < candidates->count; j++)
            arriving->pairs[arriving->pair_count++] =
                lead_pair(live, pairs[candidates->begin + j]);
        arriving->pair_ends[i] = arriving->pair_count;
    }
    return WTW_OK;
}

static enum wtw_status look_up_all(struct arriving *arriving, struct wtw_error *error)
{
    struct wtw_live *live = arriving->live;
    const struct wtw_loop loop = {.body = look_up_some,
                                  .context = arriving,
                                  .thread_count = live->options.thread_count,
                                  .item_count = arriving->count,
                                  .chunk_items = CHUNK_ARTICLES};

    for (size_t i = 0; i < arriving->count; i++) {
        if (i + ASKED_AHEAD < arriving->count)
            ask_for(live, &arriving->arrivals[i + ASKED_AHEAD]);
        WTW_TRY(put_in(live, &arriving->arrivals[i], error));
    }
    for (uint32_t i = 0; i < live->options.thread_count; i++)
        live->seekers[i].pair_count = 0;
    WTW_TRY(wtw_loop_run(&loop, error));
    return gather_pairs(arriving, error);
}

static enum wtw_status verify_all(struct arriving *arriving, struct wtw_error *error)
{
    size_t count = arriving->pair_count;

    if (!count)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&arriving->matches, count, error));
    WTW_TRY(WTW_ALLOCATE(&arriving->are_estimated, count, error));
    return wtw_live_verify(arriving->live, arriving->pairs, count, arriving->matches,
                           arriving->are_estimated, error);
}

/* ------------------------------------------------------------------ placing one */

static enum wtw_status add_seed(struct arriving *arriving, uint32_t text,
                                struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&arriving->seeds, &arriving->seed_capacity, arriving->seed_count + 1,
                     error));
    arriving->seeds[arriving->seed_count++] = text;
    return WTW_OK;
}

static enum wtw_status link_matches(struct arriving *arriving, size_t begin, size_t end,
                                    struct wtw_error *error)
{
    struct wtw_live *live = arriving->live;

    for (size_t i = begin; i < end; i++) {
        struct wtw_match match = arriving->matches[i];

        if (match.relation == WTW_UNRELATED)
            continue;
        match.a = live->texts[match.a];
        match.b = live->texts[match.b];
        WTW_TRY(wtw_live_edge_add(live, &match, arriving->are_estimated[i], error));
    }
    return WTW_OK;
}

/* Whom a new text changes: what it is a copy of; and what it shows to be a form. Only the
 * newcomer is a seed of the first. */
static enum wtw_status list_seeds(struct arriving *arriving, uint32_t text,
                                  bool *out_is_tied, struct wtw_error *error)
{
    struct wtw_live *live = arriving->live;

    arriving->seed_count = 0;
    *out_is_tied = false;
    WTW_TRY(add_seed(arriving, text, error));
    for (uint32_t number = live->edge_heads[text]; number;) {
        const struct wtw_live_edge *edge = wtw_live_edge_at(live, number);
        uint32_t other = wtw_live_edge_other(edge, text);

        number = wtw_live_edge_next(edge, text);
        *out_is_tied = *out_is_tied || wtw_relation_is_copy(edge->match.relation);
        if (wtw_match_makes_forms(&edge->match, &live->options) &&
            live->token_counts[other] <= WTW_TEMPLATE_TOKENS &&
            !wtw_live_is_form(live, other, text))
            WTW_TRY(add_seed(arriving, other, error));
    }
    return WTW_OK;
}

static enum wtw_status place_text(struct arriving *arriving, uint32_t text,
                                  struct wtw_error *error)
{
    struct wtw_live *live = arriving->live;
    bool is_tied = false;

    WTW_TRY(list_seeds(arriving, text, &is_tied, error));
    if (!is_tied)
        WTW_TRY(wtw_live_cluster_found(live, text, live->numbers[text], error));
    if (!is_tied && arriving->seed_count == 1)
        return WTW_OK;
    return wtw_live_regroup(live, arriving->seeds, arriving->seed_count,
                            is_tied ? text : WTW_LIVE_NOBODY, error);
}

/* The article goes where its words are; if it makes them older, others may go with it. */
static enum wtw_status place_follower(struct wtw_live *live, uint32_t place,
                                      bool is_older, struct wtw_error *error)
{
    uint32_t text = live->texts[place];
    uint32_t cluster = live->clusters[text];
    uint32_t before = WTW_LIVE_NOBODY;

    live->cluster_items[cluster].size++;
    if (is_older)
        WTW_TRY(wtw_live_redate(live, text, error));
    cluster = live->clusters[text];
    before = live->cluster_items[cluster].canonical;
    wtw_live_cluster_stand(live, cluster, place);
    if (live->cluster_items[cluster].canonical == before)
        return WTW_OK;
    return wtw_live_note_change(
        live,
        &(struct wtw_live_change){.is_canonical = true,
                                  .place = place,
                                  .cluster = live->cluster_items[cluster].number,
                                  .before_place = before},
        error);
}

/* That the article itself went from where its words were is nobody else's change. */
static void drop_own_moves(struct wtw_live *live, uint32_t place)
{
    size_t kept = 0;

    for (size_t i = 0; i < live->change_count; i++)
        if (live->changes[i].is_canonical || live->changes[i].place != place)
            live->changes[kept++] = live->changes[i];
    live->change_count = kept;
}

static enum wtw_status place_article(struct arriving *arriving, size_t i,
                                     struct wtw_error *error)
{
    struct wtw_live *live = arriving->live;
    uint32_t place = arriving->first + (uint32_t)i;
    bool is_older = false;

    live->change_count = 0;
    WTW_TRY(WTW_GROW(&live->undo_ends, &live->undo_end_capacity, live->undo_end_count + 1,
                     error));
    live->undo_ends[live->undo_end_count++] = live->undo_count;
    is_older = wtw_live_text_join(live, place);
    if (live->texts[place] != place) {
        WTW_TRY(place_follower(live, place, is_older, error));
        drop_own_moves(live, place);
        return WTW_OK;
    }
    WTW_TRY(link_matches(arriving, i ? arriving->pair_ends[i - 1] : 0,
                         arriving->pair_ends[i], error));
    return place_text(arriving, place, error);
}

/* ------------------------------------------------------------------ adding */

static enum wtw_status add_block(struct arriving *arriving, size_t done,
                                 const struct wtw_live_taker *taker,
                                 struct wtw_error *error)
{
    struct wtw_live *live = arriving->live;

    WTW_TRY(WTW_ALLOCATE(&arriving->pair_ends, arriving->count, error));
    WTW_TRY(WTW_ALLOCATE(&arriving->candidates, arriving->count, error));
    WTW_TRY(look_up_all(arriving, error));
    WTW_TRY(verify_all(arriving, error));
    for (size_t i = 0; i < arriving->count; i++) {
        uint32_t place = arriving->first + (uint32_t)i;
        struct wtw_live_outcome outcome;

        WTW_TRY(place_article(arriving, i, error));
        WTW_TRY(wtw_live_outcome_make(live, place, place, &outcome, error));
        outcome.changes = live->changes;
        outcome.change_count = live->change_count;
        WTW_TRY(taker->take(taker->context, done + i, &outcome, error));
    }
    return WTW_OK;
}

static void release_arriving(struct arriving *arriving)
{
    wtw_release_items(arriving->candidates);
    wtw_release_items(arriving->pairs);
    wtw_release_items(arriving->pair_ends);
    wtw_release_items(arriving->matches);
    wtw_release_items(arriving->are_estimated);
    wtw_release_items(arriving->seeds);
}

enum wtw_status wtw_live_add(struct wtw_live *live,
                             const struct wtw_live_arrival *arrivals, size_t count,
                             const struct wtw_live_taker *taker, struct wtw_error *error)
{
    if (!live->is_settled)
        WTW_TRY(wtw_live_settle(live, error));
    if (live->undo_end_count > UNDONE_ARTICLES)
        wtw_live_forget_undos(live);
    for (size_t done = 0; done < count;) {
        size_t left = count - done;
        size_t block = left < BLOCK_ARTICLES ? left : BLOCK_ARTICLES;
        struct arriving arriving = {.live = live,
                                    .arrivals = arrivals + done,
                                    .count = block,
                                    .first = live->count};
        enum wtw_status status = add_block(&arriving, done, taker, error);

        release_arriving(&arriving);
        if (status != WTW_OK)
            return status;
        done += block;
    }
    return WTW_OK;
}
