/*
 * stored_digests.h - what the index in memory is rebuilt from, read front to back
 */
#ifndef WTW_STORE_STORED_DIGESTS_H
#define WTW_STORE_STORED_DIGESTS_H

#include "store/database.h"

#include "wiretwin_feed.h"

/* Articles that came one after the other: all with numbers from 'first' up to 'end', which is
 * none of them. */
struct wtw_stored_stretch {
    int64_t first;
    int64_t end;
    uint32_t count;
};

/*
 * wtw_stored_stretches_find() parts all articles into stretches of about equal counts, of
 * 'most' or a few more, and gives the caller the list, to be freed by wtw_release_items().
 * Returns WTW_OK; WTW_NO_MEMORY; what the database says; or WTW_BAD_INPUT where numbers are so
 * far from each other that nobody can have given them.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_stretches_find(
    struct wtw_database *database, uint32_t most,
    struct wtw_stored_stretch **out_stretches, size_t *out_count,
    struct wtw_error *error);

struct wtw_stored_digest {
    int64_t number;
    int64_t cluster;           /* where it stands; its own number where it is alone */
    int64_t published_seconds; /* or WTW_DATE_UNKNOWN */
    int64_t source;            /* see wtw_stored_sources_walk(); 0: not known */
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
 * wtw_stored_digests_walk() gives the digests of a stretch in order of arrival. Returns
 * WTW_OK, what the taker did, or what the database says. The taker may look up and change
 * other things in the database, but not walk through digests itself.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_digests_walk(
    struct wtw_database *database, const struct wtw_stored_stretch *stretch,
    const struct wtw_digest_taker *taker, struct wtw_error *error);

/* wtw_stored_sources_walk() gives the names of all sources, by their ids ascending, each
 * borrowed during the call. Returns as wtw_stored_digests_walk(). */
struct wtw_source_taker {
    enum wtw_status (*take)(void *context, int64_t id, struct wtw_span name,
                            struct wtw_error *error);
    void *context;
};
WTW_MUST_CHECK enum wtw_status wtw_stored_sources_walk(
    struct wtw_database *database, const struct wtw_source_taker *taker,
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
