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

#include <string.h>

struct checking {
    struct wtw_feed *feed;
    struct wtw_live *apart; /* sketches texts again */
    struct wtw_buffer scratch;
};

static enum wtw_status fail(const struct wtw_feed *feed, const char *what, int64_t number,
                            struct wtw_error *error)
{
    return wtw_fail(
        error, WTW_BAD_INPUT,
        "%s does not agree with itself: %s %lld; judge all anew with wiretwin "
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
    WTW_TRY(wtw_live_sketch(checking->apart, &article, 1, error));
    made = wtw_live_digest(checking->apart, 0, &bytes);
    if (bytes != digest->digest.count || memcmp(made, digest->digest.items, bytes) != 0)
        return fail(feed, "the digest is not that of the text of article", digest->number,
                    error);
    return WTW_OK;
}

static enum wtw_status check_cluster(struct checking *checking,
                                     const struct wtw_stored_digest *digest,
                                     struct wtw_error *error)
{
    struct wtw_feed *feed = checking->feed;
    uint32_t place = wtw_live_place(feed->live, digest->number);
    struct wtw_live_outcome outcome;

    WTW_TRY(wtw_live_outcome_of(feed->live, place, &outcome, error));
    if (outcome.cluster != digest->cluster)
        return fail(feed, "its matches do not make the cluster of article",
                    digest->number, error);
    return WTW_OK;
}

static enum wtw_status check_one(void *context, const struct wtw_stored_digest *digest,
                                 struct wtw_error *error)
{
    struct checking *checking = context;

    if (checking->feed->database.keeps_texts)
        WTW_TRY(check_text(checking, digest, error));
    return check_cluster(checking, digest, error);
}

static enum wtw_status check_all(struct checking *checking, struct wtw_error *error)
{
    struct wtw_feed *feed = checking->feed;
    const struct wtw_digest_taker taker = {check_one, checking};

    WTW_TRY(wtw_feed_load(feed, error));
    WTW_TRY(wtw_live_new(&feed->options, &checking->apart, error));
    return wtw_stored_digests_walk(&feed->database, &taker, error);
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
    wtw_live_free(checking.apart);
    wtw_buffer_release(&checking.scratch);
    if (!feed->is_writer)
        wtw_feed_unload(feed);
    return status;
}
