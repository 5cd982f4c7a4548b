/*
 * feed_fill.c - what a feed has in memory, made of its database
 *
 * The database is read by all threads, each with a handle of its own, as far as they see the
 * same: a writer keeps all other writers out, but a reader, who may be overtaken by one, reads
 * with the one handle by which it holds on to a commit. Articles are parted into stretches,
 * and one more piece of work is to read the matches, which are put in when all articles are
 * there.
 */
#include "base/memory.h"
#include "base/threads.h"
#include "engine/feed_state.h"
#include "store/stored_digests.h"
#include "store/stored_matches.h"

/* Of another program's lock, which is none that lasts. */
enum { WAIT_MILLISECONDS = 2000 };

struct known_source {
    int64_t id;
    uint32_t hash;
};

struct filling {
    struct wtw_feed *feed;
    struct wtw_live *live;
    bool with_clusters;
    struct wtw_database *databases; /* of each thread; that of the first is the feed's */
    struct wtw_stored_stretch *stretches;
    uint32_t *counts; /* of each stretch */
    size_t stretch_count;
    struct known_source *sources; /* by their ids */
    size_t source_count;
    size_t source_capacity;
    struct wtw_stored_match *matches;
    size_t match_count;
    size_t match_capacity;
    struct wtw_live_restoring *restoring;
};

/* ------------------------------------------------------------------ sources */

static enum wtw_status take_source(void *context, int64_t id, struct wtw_span name,
                                   struct wtw_error *error)
{
    struct filling *filling = context;

    WTW_TRY(WTW_GROW(&filling->sources, &filling->source_capacity,
                     filling->source_count + 1, error));
    filling->sources[filling->source_count++] =
        (struct known_source){id, wtw_feed_source_hash(name)};
    return WTW_OK;
}

static uint32_t source_hash(const struct filling *filling, int64_t id)
{
    size_t begin = 0;
    size_t end = filling->source_count;

    while (begin < end) {
        size_t middle = begin + (end - begin) / 2;

        if (filling->sources[middle].id < id)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin < filling->source_count && filling->sources[begin].id == id
               ? filling->sources[begin].hash
               : 0;
}

/* ------------------------------------------------------------------ one piece of work */

/* What a thread puts the articles of a stretch in by. */
struct putting {
    struct filling *filling;
    uint32_t worker;
    uint32_t *sources; /* of the places of the stretch; NULL where they are known */
    uint32_t count;    /* that were put */
    uint32_t wanted;
};

static enum wtw_status refuse_counts(const struct filling *filling,
                                     struct wtw_error *error)
{
    return wtw_fail(error, WTW_BAD_INPUT,
                    "%s has articles without digests, or digests without articles; see "
                    "wiretwin feed --check",
                    filling->feed->database.path.items);
}

static enum wtw_status take_digest(void *context, const struct wtw_stored_digest *stored,
                                   struct wtw_error *error)
{
    struct putting *putting = context;
    const struct filling *filling = putting->filling;
    const struct wtw_live_article article = {
        .number = stored->number,
        .cluster = filling->with_clusters ? stored->cluster : 0,
        .published_seconds = stored->published_seconds,
        .rank = stored->rank,
        .digest = stored->digest.items,
        .digest_bytes = stored->digest.count,
    };

    if (putting->count == putting->wanted)
        return refuse_counts(filling, error);
    if (putting->sources)
        putting->sources[putting->count] = source_hash(filling, stored->source);
    putting->count++;
    return wtw_live_restoring_put(filling->restoring, putting->worker, &article, error);
}

static enum wtw_status read_stretch(struct filling *filling, uint32_t worker,
                                    size_t stretch, struct wtw_database *database,
                                    struct wtw_error *error)
{
    struct putting putting = {
        .filling = filling, .worker = worker, .wanted = filling->counts[stretch]};
    const struct wtw_digest_taker taker = {take_digest, &putting};
    size_t first = 0;

    for (size_t i = 0; i < stretch; i++)
        first += filling->counts[i];
    if (filling->live == filling->feed->live)
        putting.sources = filling->feed->sources + first;
    wtw_live_restoring_begin(filling->restoring, worker, stretch);
    WTW_TRY(
        wtw_stored_digests_walk(database, &filling->stretches[stretch], &taker, error));
    if (putting.count != putting.wanted)
        return refuse_counts(filling, error);
    return wtw_live_restoring_end(filling->restoring, worker, error);
}

static enum wtw_status take_match(void *context, const struct wtw_stored_match *stored,
                                  struct wtw_error *error)
{
    struct filling *filling = context;

    WTW_TRY(WTW_GROW(&filling->matches, &filling->match_capacity,
                     filling->match_count + 1, error));
    filling->matches[filling->match_count++] = *stored;
    return WTW_OK;
}

/* ------------------------------------------------------------------ all threads */

static enum wtw_status open_database(struct filling *filling, uint32_t worker,
                                     struct wtw_database **out_database,
                                     struct wtw_error *error)
{
    struct wtw_feed *feed = filling->feed;
    const struct wtw_database_terms terms = {.path = feed->database.path.items,
                                             .use = WTW_DATABASE_READ,
                                             .wait_milliseconds = WAIT_MILLISECONDS};

    *out_database = worker ? &filling->databases[worker] : &feed->database;
    if ((*out_database)->handle)
        return WTW_OK;
    return wtw_database_open(*out_database, &terms, error);
}

/* The first piece of work is the matches, the others are stretches. */
static enum wtw_status read_piece(void *context, uint32_t worker, size_t begin,
                                  size_t end, struct wtw_error *error)
{
    struct filling *filling = context;
    const struct wtw_match_taker matches = {take_match, filling};
    struct wtw_database *database = NULL;

    WTW_TRY(open_database(filling, worker, &database, error));
    for (size_t piece = begin; piece < end; piece++) {
        if (piece)
            WTW_TRY(read_stretch(filling, worker, piece - 1, database, error));
        else
            WTW_TRY(wtw_stored_matches_walk(database, &matches, error));
    }
    return WTW_OK;
}

static enum wtw_status read_pieces(struct filling *filling, struct wtw_error *error)
{
    const struct wtw_feed *feed = filling->feed;
    const struct wtw_loop loop = {.body = read_piece,
                                  .context = filling,
                                  .thread_count =
                                      feed->is_writer ? feed->options.thread_count : 1,
                                  .item_count = filling->stretch_count + 1,
                                  .chunk_items = 1};

    WTW_TRY(WTW_ALLOCATE(&filling->databases, feed->options.thread_count, error));
    for (uint32_t i = 0; i < feed->options.thread_count; i++)
        filling->databases[i].lock = -1;
    return wtw_loop_run(&loop, error);
}

/* ------------------------------------------------------------------ all of it */

static enum wtw_status plan(struct filling *filling, struct wtw_error *error)
{
    struct wtw_feed *feed = filling->feed;
    const struct wtw_source_taker sources = {take_source, filling};
    size_t count = 0;

    WTW_TRY(wtw_stored_sources_walk(&feed->database, &sources, error));
    WTW_TRY(wtw_stored_stretches_find(&feed->database, WTW_LIVE_STRETCH,
                                      &filling->stretches, &filling->stretch_count,
                                      error));
    WTW_TRY(WTW_ALLOCATE(&filling->counts, filling->stretch_count, error));
    for (size_t i = 0; i < filling->stretch_count; i++)
        count += filling->counts[i] = filling->stretches[i].count;
    WTW_TRY(wtw_live_restoring_new(filling->live, filling->counts, filling->stretch_count,
                                   &filling->restoring, error));
    if (filling->live != feed->live)
        return WTW_OK;
    WTW_TRY(WTW_GROW(&feed->sources, &feed->source_capacity, count, error));
    feed->places = (uint32_t)count;
    return WTW_OK;
}

static enum wtw_status put_match(const struct filling *filling,
                                 const struct wtw_stored_match *stored,
                                 struct wtw_error *error)
{
    const struct wtw_live_match match = {
        .a = wtw_live_place(filling->live, stored->match.a),
        .b = wtw_live_place(filling->live, stored->match.b),
        .relation = stored->match.relation,
        .is_estimated = stored->is_estimated,
        .figures = stored->match.figures,
    };

    if (match.a == UINT32_MAX || match.b == UINT32_MAX)
        return wtw_fail(error, WTW_BAD_INPUT,
                        "%s has a match of articles %lld and %lld, of which one is not "
                        "there; see wiretwin feed --check",
                        filling->feed->database.path.items, (long long)stored->match.a,
                        (long long)stored->match.b);
    return wtw_live_restore_match(filling->live, &match, error);
}

static enum wtw_status fill(struct filling *filling, struct wtw_error *error)
{
    WTW_TRY(plan(filling, error));
    WTW_TRY(read_pieces(filling, error));
    WTW_TRY(wtw_live_restoring_finish(filling->restoring, error));
    WTW_TRY(wtw_live_expect_matches(filling->live, filling->match_count, error));
    for (size_t i = 0; i < filling->match_count; i++)
        WTW_TRY(put_match(filling, &filling->matches[i], error));
    return wtw_live_settle(filling->live, error);
}

enum wtw_status wtw_feed_fill(struct wtw_feed *feed, struct wtw_live *live,
                              bool with_clusters, struct wtw_error *error)
{
    struct filling filling = {.feed = feed, .live = live, .with_clusters = with_clusters};
    enum wtw_status status = fill(&filling, error);

    for (uint32_t i = 1; filling.databases && i < feed->options.thread_count; i++)
        wtw_database_close(&filling.databases[i]);
    wtw_live_restoring_free(filling.restoring);
    wtw_release_items(filling.databases);
    wtw_release_items(filling.stretches);
    wtw_release_items(filling.counts);
    wtw_release_items(filling.sources);
    wtw_release_items(filling.matches);
    return status;
}
