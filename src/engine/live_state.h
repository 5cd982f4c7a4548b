/*
 * live_state.h - the inside of a live one, shared by its files
 *
 * Articles of equal tokens are one text. A text has the place of the article that it came
 * with first as its number, keeps it when that article is gone, and is led by the first of
 * the articles that have it. Keys, matches and clusters are of texts.
 */
#ifndef WTW_ENGINE_LIVE_STATE_H
#define WTW_ENGINE_LIVE_STATE_H

#include "engine/live.h"
#include "engine/live_digest.h"
#include "engine/live_sketches.h"
#include "engine/match_list.h"
#include "match/join_worker.h"

#include <stdatomic.h>

#define WTW_LIVE_NOBODY UINT32_MAX

/* Beside WTW_LIVE_TEXT: the article is there; its number is a cluster's; and one that is
 * set while a component is looked for. */
enum { WTW_LIVE_PRESENT = 2, WTW_LIVE_NAMES = 4, WTW_LIVE_MARK = 8 };

/* A verified pair of texts, in the lists of both; a is the lower. */
struct wtw_live_edge {
    struct wtw_match
        match;         /* as verified, but for the lag, which is of the texts' dates */
    uint32_t nexts[2]; /* the next edge of a, and of b; counted from 1 */
    bool is_estimated;
};

struct wtw_live_cluster {
    int64_t number;     /* 0: not in use */
    uint32_t canonical; /* place; WTW_LIVE_NOBODY when it is gone */
    uint32_t size;      /* articles */
    uint32_t text;      /* one of its ring */
    bool is_marked;
};

/* Which article may not be with whom it was with when those that came last are taken
 * back: 'number' is the cluster that 'text' was in, 0 for none. */
struct wtw_live_undo {
    int64_t number;
    uint32_t text;
};

/* What a thread that looks for candidates keeps from one text to the next. */
struct wtw_live_seeker {
    struct wtw_buffer key_scratch;
    struct wtw_pairs found; /* of one text */
    struct wtw_pairs sampled;
    uint64_t *pairs; /* of a block, those of a text together */
    size_t pair_count;
    size_t pair_capacity;
};

struct wtw_live {
    struct wtw_options options; /* kernel NULL, thread_count settled */
    struct wtw_digest_plan plan;
    struct wtw_text_source source;      /* the caller's */
    struct wtw_live_sketches *sketches; /* of the articles that come next */

    /* Of each place. */
    uint32_t count;
    size_t capacity;
    int64_t *numbers;
    int64_t *dates;
    uint8_t *ranks;
    uint8_t *flags;
    struct wtw_live_loss {
        atomic_bool is_lost; /* its text is not kept; set while pairs are verified */
    } * losses;
    uint32_t *texts;
    uint32_t *nexts; /* the next article of the text, in a ring */
    uint32_t *token_counts;
    uint32_t *shingle_counts;
    uint32_t *agencies;
    uint64_t *content_hashes;
    uint64_t *odd_sketches;
    /* Of each text, at its number. */
    int64_t *text_dates; /* when it was first published */
    uint32_t *lasts;     /* the last article that has it */
    uint32_t *sizes;     /* how many have it */
    uint32_t *edge_heads;
    uint32_t *clusters;
    uint32_t *rings; /* the next text of the cluster, in a ring */

    uint32_t *content_table; /* texts by their content hash, counted from 1 */
    size_t content_slots;    /* a power of two */
    size_t content_count;    /* slots in use, by texts that are gone too */
    struct wtw_live_index index;

    struct wtw_live_edge *edges;
    size_t edge_count; /* ever used; those free are in a list */
    size_t edge_capacity;
    size_t free_edges;
    uint32_t free_edge; /* counted from 1 */

    struct wtw_live_cluster *cluster_items;
    size_t cluster_count;
    size_t cluster_capacity;
    uint32_t *free_clusters;
    size_t free_cluster_count;
    size_t free_cluster_capacity;

    struct wtw_live_undo *undos;
    size_t undo_count;
    size_t undo_capacity;
    size_t *undo_ends; /* of each of the last articles */
    size_t undo_end_count;
    size_t undo_end_capacity;

    struct wtw_join join; /* what wtw_can_be_copies() asks for */
    struct wtw_joiner joiner;
    struct wtw_digests join_digests;
    struct wtw_verify verify;

    struct wtw_buffer key_scratch;
    struct wtw_live_seeker *seekers; /* one for each thread */
    struct wtw_live_match *matches;  /* of an outcome */
    size_t match_capacity;
    size_t match_count;
    struct wtw_live_change *changes;
    size_t change_count;
    size_t change_capacity;
    int64_t *restored_clusters; /* by text, until all are settled; NULL else */
    size_t restored_capacity;
    bool is_settled;
};

/* ------------------------------------------------------------------ live_texts.c */

/*
 * wtw_live_place_put() makes a place for an article, present and of no cluster, with the
 * number of its text, which is its own where it has words that nobody else has. It is not
 * among those who have the text before wtw_live_text_join(), which tells whether the text
 * is older now. Return WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
struct wtw_live_newcomer {
    int64_t number;
    int64_t published_seconds;
    uint8_t rank;
};
WTW_MUST_CHECK enum wtw_status wtw_live_place_put(
    struct wtw_live *live, const struct wtw_live_newcomer *newcomer,
    const struct wtw_live_facts *facts, struct wtw_error *error);
bool wtw_live_text_join(struct wtw_live *live, uint32_t place);

/* wtw_live_text_ask() asks memory for where the text of a digest is looked up, some articles
 * before it is added. */
void wtw_live_text_ask(const struct wtw_live *live, const void *digest, size_t bytes);

/*
 * Many at once: wtw_live_places_make() makes 'count' places where there are none yet,
 * wtw_live_place_fill() fills one, each by any thread, and wtw_live_texts_find() looks for the
 * texts of all when they are filled, and lets all join theirs. Returns as wtw_live_place_put().
 */
WTW_MUST_CHECK enum wtw_status wtw_live_places_make(struct wtw_live *live, size_t count,
                                                    struct wtw_error *error);
void wtw_live_place_fill(struct wtw_live *live, uint32_t place,
                         const struct wtw_live_newcomer *newcomer,
                         const struct wtw_live_facts *facts);
void wtw_live_texts_find(struct wtw_live *live);

/* wtw_live_text_leave() takes an article from those who have its text, and says whether the
 * text is younger now. */
bool wtw_live_text_leave(struct wtw_live *live, uint32_t place);

/* wtw_live_places_cut() forgets the last place, which has left its text. */
void wtw_live_place_cut(struct wtw_live *live);

static inline uint32_t wtw_live_first(const struct wtw_live *live, uint32_t text)
{
    return live->nexts[live->lasts[text]];
}

/* ------------------------------------------------------------------ live_candidates.c */

/* wtw_live_seek() adds the texts before 'text', which may be in the index itself, that it has
 * to be compared with, as pairs of texts, to the seeker's pairs, each once. Nothing else is
 * changed, so every thread may seek by a seeker of its own. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_live_seek(const struct wtw_live *live,
                                             struct wtw_live_seeker *seeker,
                                             uint32_t text,
                                             const struct wtw_live_keys *keys,
                                             struct wtw_error *error);
void wtw_live_seeker_release(struct wtw_live_seeker *seeker);

/* ------------------------------------------------------------------ live_matches.c */

/*
 * wtw_live_verify() verifies pairs of places, by when their texts were first published; a
 * match of texts that are not both kept is estimated, as 'out_estimated' says of each.
 * Returns as wtw_verify_pairs().
 */
WTW_MUST_CHECK enum wtw_status wtw_live_verify(struct wtw_live *live,
                                               const uint64_t *pairs, size_t count,
                                               struct wtw_match *out_matches,
                                               bool *out_estimated,
                                               struct wtw_error *error);
enum wtw_status wtw_live_fetch(void *context, uint32_t number,
                               struct wtw_buffer *out_text, struct wtw_error *error);

WTW_MUST_CHECK enum wtw_status wtw_live_edge_add(struct wtw_live *live,
                                                 const struct wtw_match *match,
                                                 bool is_estimated,
                                                 struct wtw_error *error);
/* wtw_live_edges_drop() removes all matches of a text. */
void wtw_live_edges_drop(struct wtw_live *live, uint32_t text);
/* wtw_live_edges_date() judges the matches of a text anew whose date has changed. */
void wtw_live_edges_date(struct wtw_live *live, uint32_t text);

static inline struct wtw_live_edge *wtw_live_edge_at(const struct wtw_live *live,
                                                     uint32_t number)
{
    return &live->edges[number - 1];
}

static inline uint32_t wtw_live_edge_next(const struct wtw_live_edge *edge, uint32_t text)
{
    return edge->nexts[edge->match.b == text];
}

static inline uint32_t wtw_live_edge_other(const struct wtw_live_edge *edge,
                                           uint32_t text)
{
    return edge->match.a == text ? edge->match.b : edge->match.a;
}

/* NULL where they have no match. */
const struct wtw_live_edge *wtw_live_edge_find(const struct wtw_live *live, uint32_t x,
                                               uint32_t y);

/* wtw_live_is_form() says whether some match but those with 'but' makes a text a form;
 * wtw_live_is_tie() whether a match is a copy, and not of a form that was filled in anew. */
bool wtw_live_is_form(const struct wtw_live *live, uint32_t place, uint32_t but);
bool wtw_live_is_tie(const struct wtw_live *live, const struct wtw_live_edge *edge);

/* ------------------------------------------------------------------ live_clusters.c */

/* Members of a cluster are those who have the texts of its ring. */
static inline struct wtw_live_cluster *wtw_live_cluster_of(const struct wtw_live *live,
                                                           uint32_t text)
{
    return &live->cluster_items[live->clusters[text]];
}

/*
 * wtw_live_cluster_found() makes a cluster of a text alone; wtw_live_cluster_enter() lets a
 * text into one. wtw_live_cluster_leave() takes a text out of its cluster, which ends with
 * the last. wtw_live_cluster_choose() chooses the canonical anew. wtw_live_cluster_stand()
 * chooses between it and an article that is new to the cluster. Return WTW_OK or
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_cluster_found(struct wtw_live *live,
                                                      uint32_t text, int64_t number,
                                                      struct wtw_error *error);
void wtw_live_cluster_enter(struct wtw_live *live, uint32_t text, uint32_t cluster);
WTW_MUST_CHECK enum wtw_status wtw_live_cluster_leave(struct wtw_live *live,
                                                      uint32_t text,
                                                      struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_cluster_choose(struct wtw_live *live,
                                                       uint32_t cluster,
                                                       struct wtw_error *error);
void wtw_live_cluster_stand(struct wtw_live *live, uint32_t cluster, uint32_t place);

/*
 * wtw_live_clusters_lay() puts texts, each once, into clusters of the numbers given, in
 * place of those they were in, all of whose texts are among them; texts of number 0 in
 * 'numbers' are left without.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_clusters_lay(struct wtw_live *live,
                                                     const struct wtw_live_undo *wanted,
                                                     size_t count,
                                                     struct wtw_error *error);

/* wtw_live_names_mark() notes that the numbers of 'items' are, or are not, of clusters. */
void wtw_live_names_mark(struct wtw_live *live, const struct wtw_live_undo *items,
                         size_t count, bool are_in_use);

WTW_MUST_CHECK enum wtw_status wtw_live_note_change(struct wtw_live *live,
                                                    const struct wtw_live_change *change,
                                                    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_note_undo(struct wtw_live *live, uint32_t text,
                                                  int64_t number,
                                                  struct wtw_error *error);

/* ------------------------------------------------------------------ live_components.c */

/*
 * wtw_live_regroup() clusters anew what is tied to 'seeds', and adds to the live one's
 * changes and undos what that changed. A 'newcomer' among them, or WTW_LIVE_NOBODY, is a
 * text of no cluster yet, and has one afterwards. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_regroup(struct wtw_live *live,
                                                const uint32_t *seeds, size_t count,
                                                uint32_t newcomer,
                                                struct wtw_error *error);

/* wtw_live_regroup_all() does it for a component of any size, and for seeds that are of no
 * cluster. */
WTW_MUST_CHECK enum wtw_status wtw_live_regroup_all(struct wtw_live *live,
                                                    const uint32_t *seeds, size_t count,
                                                    struct wtw_error *error);

/* ------------------------------------------------------------------ live_remove.c */

/* wtw_live_redate() judges the matches of a text anew whose date has changed, and clusters
 * anew what is tied to it, or was. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_live_redate(struct wtw_live *live, uint32_t text,
                                               struct wtw_error *error);
void wtw_live_forget_undos(struct wtw_live *live);

/* ------------------------------------------------------------------ live_outcomes.c */

/* wtw_live_outcome_make() says where an article stands; its matches are those with places
 * before 'end'. Changes are left out. Returns as wtw_verify_pairs(). */
WTW_MUST_CHECK enum wtw_status wtw_live_outcome_make(struct wtw_live *live,
                                                     uint32_t place, uint32_t end,
                                                     struct wtw_live_outcome *out_outcome,
                                                     struct wtw_error *error);

#endif
