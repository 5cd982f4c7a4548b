/*
 * live.h - articles judged as they come, against all that came before, in memory
 *
 * What the engine does for a whole input, done for one article after the other: its keys
 * are looked up among those of the articles before it, candidates are verified by exact
 * counts, and the articles that its copies tie together are clustered anew. The same
 * articles in the same order make the same clusters as wtw_engine_finish(), but for what a
 * batch learns from all of its input at once; docs/feed.md has what that is.
 *
 * Articles have places, from 0 on in order of coming; and numbers, ascending, by which
 * others know them and clusters are named.
 */
#ifndef WTW_ENGINE_LIVE_H
#define WTW_ENGINE_LIVE_H

#include "base/threads.h"

/* Opaque; for one thread at a time, and uses options.thread_count itself. */
struct wtw_live;

/*
 * wtw_live_new() gives an empty one to the caller. 'options' is copied; its text source is
 * asked for texts by place, and has to have those of articles that are being added too; a
 * text of which it says WTW_END is not kept, and is judged by estimates: shared shingles by
 * the odd sketches, the relation by these, so that there are no excerpts, templates or
 * alignments. Stories, memory_bytes and exhaustive_limit do not count here. Returns WTW_OK,
 * WTW_BAD_ARGUMENT or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_new(const struct wtw_options *options,
                                            struct wtw_live **out_live,
                                            struct wtw_error *error);
void wtw_live_free(struct wtw_live *live);

/* ------------------------------------------------------------------ what was before */

/* An article as a database keeps it. */
struct wtw_live_article {
    int64_t number;  /* above those of all before */
    int64_t cluster; /* where it belongs; 0: found by itself when all are restored */
    int64_t published_seconds;
    uint8_t rank;
    const void *digest; /* as wtw_live_digest() gave it */
    size_t digest_bytes;
};

/* A pair as it was verified; places, a before b. Those who have the words of an article before
 * them match that one, exactly; it alone has their matches with others. */
struct wtw_live_match {
    uint32_t a;
    uint32_t b;
    enum wtw_relation relation; /* what b is to a, by their own figures */
    bool is_estimated;
    struct wtw_figures figures;
};

/*
 * Articles are restored in stretches, each by one thread. wtw_live_restoring_new() makes
 * places in 'live', which is empty, for 'counts[0]' articles that are the first stretch, then
 * those of the second, and so on, and gives the caller what they are restored by. A 'worker',
 * below the options' thread count, begins with a stretch, puts all of its articles in order,
 * and ends it; several workers may be at it at a time, each with another stretch. When all
 * stretches are there, wtw_live_restoring_finish() finds out who says the same. Nothing is
 * judged. Return WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE, or WTW_BAD_INPUT for a digest that is
 * none and for more or fewer articles than were told; after that the live one is of no use but
 * to be freed.
 */
struct wtw_live_restoring; /* opaque */
WTW_MUST_CHECK enum wtw_status wtw_live_restoring_new(
    struct wtw_live *live, const uint32_t *counts, size_t stretch_count,
    struct wtw_live_restoring **out_restoring, struct wtw_error *error);
void wtw_live_restoring_begin(struct wtw_live_restoring *restoring, uint32_t worker,
                              size_t stretch);
WTW_MUST_CHECK enum wtw_status wtw_live_restoring_put(
    struct wtw_live_restoring *restoring, uint32_t worker,
    const struct wtw_live_article *article, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_restoring_end(
    struct wtw_live_restoring *restoring, uint32_t worker, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_restoring_finish(
    struct wtw_live_restoring *restoring, struct wtw_error *error);
void wtw_live_restoring_free(struct wtw_live_restoring *restoring);

/* Articles of a stretch, at most: what a thread sorts at a time takes some hundred MB. */
enum { WTW_LIVE_STRETCH = 1 << 17 };

/*
 * wtw_live_expect_matches() makes room for 'count' matches, so that none has to be moved while
 * they come. wtw_live_restore_match() takes a match of two articles that were restored, in any
 * order. wtw_live_settle() makes the clusters where they were not given. Return WTW_OK,
 * WTW_NO_MEMORY, WTW_TOO_LARGE, or WTW_BAD_INPUT for a match of no two articles.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_expect_matches(struct wtw_live *live,
                                                       size_t count,
                                                       struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_restore_match(struct wtw_live *live,
                                                      const struct wtw_live_match *match,
                                                      struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_settle(struct wtw_live *live,
                                               struct wtw_error *error);

/* ------------------------------------------------------------------ what comes */

/*
 * wtw_live_sketch() digests 'count' articles on all threads, in place of those sketched
 * before; wtw_live_digest() gives the digest of the i-th for the database, borrowed until
 * the next sketch. Nothing is added yet.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_sketch(struct wtw_live *live,
                                               const struct wtw_article *articles,
                                               size_t count, struct wtw_error *error);
const void *wtw_live_digest(const struct wtw_live *live, size_t i, size_t *out_bytes);

/* wtw_live_sketches_swap() takes sketches that were made by the caller, under the same
 * options, in place of the live one's own, which it gives to the caller. */
struct wtw_live_sketches;
void wtw_live_sketches_swap(struct wtw_live *live, struct wtw_live_sketches **sketches);

/* wtw_live_agency() is the agency that the i-th credits, or WTW_NO_AGENCY. */
uint32_t wtw_live_agency(const struct wtw_live *live, size_t i);

/* One of the sketched articles to be added. */
struct wtw_live_arrival {
    size_t sketched; /* which of those of wtw_live_sketch() */
    int64_t number;
};

/* What an article's coming or going changed for others: as wtw_feed_change, by places; a
 * place of UINT32_MAX is one that is gone. */
struct wtw_live_change {
    bool is_canonical; /* else moved */
    uint32_t place;
    int64_t cluster;
    int64_t before_cluster; /* of one that moved */
    uint32_t before_place;  /* of another canonical; UINT32_MAX too where the cluster is
                             * a part that others left, or that left others */
};

/* What became of an article, when it was in and none after it. */
struct wtw_live_outcome {
    uint32_t place;
    int64_t cluster;
    uint32_t canonical; /* place */
    uint32_t size;
    uint32_t agency;
    /* The canonical, unless that is the article itself; else the article of its most alike
     * copy, else of its longest shared passage, else itself, for none. */
    uint32_t partner;
    enum wtw_relation relation; /* what the article is to its partner */
    bool is_estimated;
    struct wtw_figures figures;           /* a the article, b its partner */
    const struct wtw_live_match *matches; /* all that it has with those before it */
    size_t match_count;
    const struct wtw_live_change *changes;
    size_t change_count;
};

/*
 * wtw_live_add() adds articles in order, each judged against all before it, and calls
 * 'take' for each, in order. What take gets is borrowed during the call; a status other
 * than WTW_OK ends it. After any failure the live one is of no use but to be freed; of the
 * other functions that change something too. Returns
 * WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE, what the text source returned, or what take did.
 */
struct wtw_live_taker {
    enum wtw_status (*take)(void *context, size_t i,
                            const struct wtw_live_outcome *outcome,
                            struct wtw_error *error);
    void *context;
};
WTW_MUST_CHECK enum wtw_status wtw_live_add(struct wtw_live *live,
                                            const struct wtw_live_arrival *arrivals,
                                            size_t count,
                                            const struct wtw_live_taker *taker,
                                            struct wtw_error *error);

/* wtw_live_take_back() takes the last 'count' articles out as if they had never come, after
 * a commit that failed and for what was only judged. It can for those of the last call of add,
 * and of those before up to 2^16, as long as nothing was removed since; for more it returns
 * WTW_BAD_ARGUMENT. */
WTW_MUST_CHECK enum wtw_status wtw_live_take_back(struct wtw_live *live, size_t count,
                                                  struct wtw_error *error);

/* ------------------------------------------------------------------ what goes */

/* wtw_live_remove() takes out the article at 'place', whose place stays empty until all is
 * restored anew, and gives
 * the changes, borrowed until the next call. Where others have the same words, their matches
 * go on with the first of them. */
WTW_MUST_CHECK enum wtw_status wtw_live_remove(struct wtw_live *live, uint32_t place,
                                               const struct wtw_live_change **out_changes,
                                               size_t *out_count,
                                               struct wtw_error *error);

/* wtw_live_heir() gives the first of the others that are one text with the article at 'place',
 * to whom its matches go when it goes; UINT32_MAX for none. Who has the same words is no heir
 * for that: short ones of other days are texts of their own. */
uint32_t wtw_live_heir(const struct wtw_live *live, uint32_t place);

/* ------------------------------------------------------------------ looking */

/* wtw_live_place() gives the place of the article with 'number', UINT32_MAX for none;
 * wtw_live_number() the number at a place. wtw_live_outcome_of() says where the article at
 * 'place' stands now; its matches are all that it has, changes none; borrowed until the
 * next call. */
uint32_t wtw_live_place(const struct wtw_live *live, int64_t number);
int64_t wtw_live_number(const struct wtw_live *live, uint32_t place);

/* wtw_live_cluster() is the number of the cluster of the article at 'place';
 * wtw_live_standing() says more of it, without looking at its partner and matches. It returns
 * WTW_OK, or WTW_BAD_ARGUMENT where there is no article. */
struct wtw_live_standing {
    int64_t cluster;
    uint32_t size;
    uint32_t canonical; /* place */
};
int64_t wtw_live_cluster(const struct wtw_live *live, uint32_t place);

/* wtw_live_find_cluster() says it of a cluster of which no article is known, after a look at all;
 * of size 0 where there is none of that number. */
void wtw_live_find_cluster(const struct wtw_live *live, int64_t number,
                           struct wtw_live_standing *out_standing);
WTW_MUST_CHECK enum wtw_status wtw_live_standing(struct wtw_live *live, uint32_t place,
                                                 struct wtw_live_standing *out_standing,
                                                 struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_outcome_of(struct wtw_live *live, uint32_t place,
                                                   struct wtw_live_outcome *out_outcome,
                                                   struct wtw_error *error);
uint64_t wtw_live_bytes(const struct wtw_live *live);

#endif
