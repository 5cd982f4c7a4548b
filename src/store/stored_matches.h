/*
 * stored_matches.h - verified pairs of articles
 */
#ifndef WTW_STORE_STORED_MATCHES_H
#define WTW_STORE_STORED_MATCHES_H

#include "store/database.h"

#include "wiretwin_feed.h"

/* a has the lower number. */
struct wtw_stored_match {
    struct wtw_feed_match match;
    bool is_estimated;
};

/*
 * wtw_stored_match_put() stores a match, in place of what the two had before;
 * wtw_stored_match_drop() forgets that of 'a' and 'b', and is fine where there is none. Those
 * of an article go with it. Return WTW_OK, or what the database says.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_match_put(struct wtw_database *database,
                                                    const struct wtw_stored_match *match,
                                                    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_match_drop(struct wtw_database *database,
                                                     int64_t a, int64_t b,
                                                     struct wtw_error *error);

/* Gets each match, borrowed during the call; another status than WTW_OK ends the walk. */
struct wtw_match_taker {
    enum wtw_status (*take)(void *context, const struct wtw_stored_match *match,
                            struct wtw_error *error);
    void *context;
};

/*
 * wtw_stored_matches_walk() gives all matches, by b, then a. wtw_stored_matches_of() gives up
 * to 'room' of those of article 'number', those of most shared shingles first, then by a, then
 * b; 'out_count' is how many there are in all.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_matches_walk(
    struct wtw_database *database, const struct wtw_match_taker *taker,
    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_matches_of(struct wtw_database *database,
                                                     int64_t number,
                                                     struct wtw_stored_match *out_matches,
                                                     size_t room, size_t *out_count,
                                                     struct wtw_error *error);

/* wtw_stored_match_get() gives the match of two articles, a below b; WTW_END where there is
 * none. */
WTW_MUST_CHECK enum wtw_status wtw_stored_match_get(struct wtw_database *database,
                                                    int64_t a, int64_t b,
                                                    struct wtw_stored_match *out_match,
                                                    struct wtw_error *error);

#endif
