/*
 * look.h - a request that only looks: a handle of the feed and an answer in the making
 */
#ifndef WTW_SERVE_LOOK_H
#define WTW_SERVE_LOOK_H

#include "serve/service.h"
#include "write/feed_jsonl.h"

/* Valid during one wtw_look_do(). */
struct wtw_look {
    struct wtw_service *service;
    const struct wtw_request *request;
    struct wtw_feed *feed;
    struct wtw_json *json;     /* into the answer */
    struct wtw_buffer scratch; /* for an article's bytes */
};

/*
 * wtw_look_do() borrows a handle and has 'put' write the answer, a JSON value. What it
 * returns other than WTW_OK becomes a problem instead: WTW_END is 404, WTW_BAD_INPUT of
 * the client's making is told by WTW_BAD_ARGUMENT, WTW_TOO_SHORT is a conflict.
 */
void wtw_look_do(struct wtw_service *service, const struct wtw_request *request,
                 enum wtw_status (*put)(struct wtw_look *look, struct wtw_error *error),
                 struct wtw_answer *answer);

/*
 * wtw_look_resolve() finds the number of the article that 'name' names: digits are a
 * number, unless 'is_id', and anything else an id. Returns WTW_END with words where there
 * is none.
 */
WTW_MUST_CHECK enum wtw_status wtw_look_resolve(struct wtw_feed *feed,
                                                struct wtw_span name, bool is_id,
                                                int64_t *out_number,
                                                struct wtw_error *error);

/* wtw_look_article() gets article 'number'; WTW_END with words where it is not there. Its
 * bytes lie in 'look->scratch'. */
WTW_MUST_CHECK enum wtw_status wtw_look_article(struct wtw_look *look, int64_t number,
                                                struct wtw_feed_article *out_article,
                                                struct wtw_feed_receipt *out_receipt,
                                                struct wtw_error *error);

#endif
