/*
 * referees.h - the articles that another one's standing names, fetched to be shown
 */
#ifndef WTW_SERVE_REFEREES_H
#define WTW_SERVE_REFEREES_H

#include "write/feed_jsonl.h"

#include "wiretwin_feed.h"

/* An article that was looked up. */
struct wtw_referee {
    int64_t number; /* 0: none */
    struct wtw_feed_article article;
    struct wtw_buffer scratch; /* owned */
};

/* Zero-initialised is ready, for any number of lines; ended by release. */
struct wtw_referees {
    struct wtw_referee canonical;
    struct wtw_referee partner;
    struct wtw_referee itself;
};

void wtw_referees_release(struct wtw_referees *referees);

/*
 * wtw_referees_line() puts an article and its receipt together with the canonical and the
 * partner that it names, as far as they are still there; all borrowed until the next call.
 * Of an article that is known, or a version, what was stored is shown, with its id. Returns
 * WTW_OK or what wtw_feed_describe() returns.
 */
WTW_MUST_CHECK enum wtw_status wtw_referees_line(struct wtw_referees *referees,
                                                 struct wtw_feed *feed,
                                                 const struct wtw_feed_article *article,
                                                 const struct wtw_feed_receipt *receipt,
                                                 struct wtw_feed_line *out_line,
                                                 struct wtw_error *error);

/* wtw_numbered_standing_json() puts a receipt into an object that is open, with "canonical" and
 * "partner" as numbers, the latter null where there is none. */
void wtw_numbered_standing_json(struct wtw_json *json,
                                const struct wtw_feed_receipt *receipt);

#endif
