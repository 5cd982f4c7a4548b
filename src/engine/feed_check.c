/*
 * feed_check.c - whether all that a feed holds is as it was stored, and agrees
 *
 * The database is read whole, each text is digested again and compared with what is kept of
 * it, and the clusters that the matches make are compared with those that are kept.
 */
#include "base/memory.h"
#include "engine/feed_state.h"
#include "store/soundness.h"
#include "store/stored_articles.h"
#include "store/stored_digests.h"

#include <stdlib.h>
#include <string.h>

/* The cluster that is kept of an article, and that which the matches make. */
struct pairing {
    int64_t kept;
    int64_t made;
    int64_t number;
};

struct checking {
    struct wtw_feed *feed;
    struct wtw_live *made; /* of digests and matches alone; sketches texts again, too */
    struct pairing *pairings;
    size_t count;
    size_t capacity;
    struct wtw_buffer scratch;
};

static enum wtw_status fail(const struct wtw_feed *feed, const char *what, int64_t number,
                            struct wtw_error *error)
{
    return wtw_fail(error, WTW_BAD_INPUT,
                    "%s does not agree with itself: %s %lld; judge all anew by wiretwin "
                    "feed --rebuild, or go back to a copy of it",
                    feed->database.path.items, what, (long long)number);
}

static enum wtw_status check_text(struct checking *checking,
                                  const struct wtw_stored_digest *digest,
                                  struct wtw_error *error)
{
    struct wtw_feed *feed = checking->feed;
    struct wtw_stored_article stored;
    struct wtw_article article;
    const void *made = NULL;
    size_t bytes = 0;

    WTW_TRY(wtw_stored_article_get(&feed->database, digest->number, &checking->scratch,
                                   &stored, error));
    article = wtw_feed_article_to_sketch(&stored.article);
    WTW_TRY(wtw_live_sketch(checking->made, &article, 1, error));
    made = wtw_live_digest(checking->made, 0, &bytes);
    if (bytes != digest->digest.count || memcmp(made, digest->digest.items, bytes) != 0)
        return fail(feed, "the digest is not that of the text of article", digest->number,
                    error);
    return WTW_OK;
}

static enum wtw_status check_one(void *context, const struct wtw_stored_digest *digest,
                                 struct wtw_error *error)
{
    struct checking *checking = context;
    uint32_t place = wtw_live_place(checking->made, digest->number);

    if (checking->feed->database.keeps_texts)
        WTW_TRY(check_text(checking, digest, error));
    WTW_TRY(
        WTW_GROW(&checking->pairings, &checking->capacity, checking->count + 1, error));
    checking->pairings[checking->count++] = (struct pairing){
        digest->cluster, wtw_live_cluster(checking->made, place), digest->number};
    return WTW_OK;
}

static int compare(int64_t x, int64_t y)
{
    return x < y ? -1 : x > y;
}

static int by_kept(const void *left, const void *right)
{
    const struct pairing *x = left;
    const struct pairing *y = right;

    return x->kept != y->kept ? compare(x->kept, y->kept) : compare(x->number, y->number);
}

static int by_made(const void *left, const void *right)
{
    const struct pairing *x = left;
    const struct pairing *y = right;

    return x->made != y->made ? compare(x->made, y->made) : compare(x->number, y->number);
}

/* Numbers of clusters tell their history, so it is who is together that has to agree. */
static enum wtw_status check_clusters(struct checking *checking, struct wtw_error *error)
{
    struct pairing *items = checking->pairings;

    if (checking->count)
        qsort(items, checking->count, sizeof items[0], by_kept);
    for (size_t i = 1; i < checking->count; i++)
        if (items[i].kept == items[i - 1].kept && items[i].made != items[i - 1].made)
            return fail(checking->feed, "its matches do not make the cluster of article",
                        items[i].number, error);
    if (checking->count)
        qsort(items, checking->count, sizeof items[0], by_made);
    for (size_t i = 1; i < checking->count; i++)
        if (items[i].made == items[i - 1].made && items[i].kept != items[i - 1].kept)
            return fail(checking->feed,
                        "its matches make a larger one of the cluster of article",
                        items[i].number, error);
    return WTW_OK;
}

static enum wtw_status check_all(struct checking *checking, struct wtw_error *error)
{
    struct wtw_feed *feed = checking->feed;
    const struct wtw_digest_taker taker = {check_one, checking};
    const struct wtw_stored_stretch all = {.first = INT64_MIN, .end = INT64_MAX};

    WTW_TRY(wtw_live_new(&feed->options, &checking->made, error));
    WTW_TRY(wtw_feed_fill(feed, checking->made, false, error));
    WTW_TRY(wtw_stored_digests_walk(&feed->database, &all, &taker, error));
    return check_clusters(checking, error);
}

enum wtw_status wtw_feed_check(struct wtw_feed *feed, uint64_t *out_articles,
                               struct wtw_error *error)
{
    struct checking checking = {.feed = feed};
    enum wtw_status status = wtw_database_hold(&feed->database, error);

    if (status == WTW_OK)
        status = wtw_soundness_check(&feed->database, out_articles, error);
    if (status == WTW_OK)
        status = check_all(&checking, error);
    wtw_database_let_go(&feed->database);
    wtw_live_free(checking.made);
    wtw_release_items(checking.pairings);
    wtw_buffer_release(&checking.scratch);
    return status;
}
