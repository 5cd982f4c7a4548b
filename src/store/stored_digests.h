/*
 * stored_digests.h - what the index in memory is rebuilt from, read front to back
 */
#ifndef WTW_STORE_STORED_DIGESTS_H
#define WTW_STORE_STORED_DIGESTS_H

#include "store/database.h"

#include "wiretwin_feed.h"

struct wtw_stored_digest {
    int64_t number;
    int64_t cluster;           /* where it stands; its own number where it is alone */
    int64_t published_seconds; /* or WTW_DATE_UNKNOWN */
    struct wtw_span source;
    uint8_t rank;
    uint32_t agency; /* or WTW_NO_AGENCY */
    struct wtw_span digest;
};

/* Gets each digest, borrowed during the call; another status than WTW_OK ends the walk. */
struct wtw_digest_taker {
    enum wtw_status (*take)(void *context, const struct wtw_stored_digest *digest,
                            struct wtw_error *error);
    void *context;
};

/*
 * wtw_stored_digests_walk() gives the digests of all articles in order of arrival. Returns
 * WTW_OK, what the taker did, or what the database says. The taker may look up and change
 * other things in the database, but not walk through digests itself.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_digests_walk(
    struct wtw_database *database, const struct wtw_digest_taker *taker,
    struct wtw_error *error);

/*
 * For judging all anew, inside of a batch: wtw_stored_judgements_clear() drops all matches and
 * clusters; wtw_stored_digest_replace() puts another digest and agency of an article in place
 * of those it had.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_judgements_clear(struct wtw_database *database,
                                                           struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_digest_replace(struct wtw_database *database,
                                                         int64_t number,
                                                         struct wtw_span digest,
                                                         uint32_t agency,
                                                         struct wtw_error *error);

#endif
