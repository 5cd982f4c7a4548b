/*
 * answer.h - what a request gets: status, headers and bytes
 *
 * Plain data: routes fill it, and only http_door.c knows how it goes out.
 */
#ifndef WTW_SERVE_ANSWER_H
#define WTW_SERVE_ANSWER_H

#include "write/json_out.h"

/* The statuses that are served; /openapi.json has all of them. */
enum wtw_http_status {
    WTW_HTTP_OK = 200,
    WTW_HTTP_CREATED = 201,
    WTW_HTTP_NO_CONTENT = 204,
    WTW_HTTP_NOT_MODIFIED = 304,
    WTW_HTTP_BAD_REQUEST = 400,
    WTW_HTTP_UNAUTHORIZED = 401,
    WTW_HTTP_NOT_FOUND = 404,
    WTW_HTTP_NOT_ALLOWED = 405,
    WTW_HTTP_CONFLICT = 409,
    WTW_HTTP_TOO_LARGE = 413,
    WTW_HTTP_BAD_TYPE = 415,
    WTW_HTTP_MISDIRECTED = 421,
    WTW_HTTP_UNPROCESSABLE = 422,
    WTW_HTTP_FAILED = 500,
    WTW_HTTP_UNAVAILABLE = 503
};

/* wtw_http_title() is the phrase for a status, such as "Not Found". */
const char *wtw_http_title(enum wtw_http_status status);

/* Zero-initialised but for 'file' is empty: wtw_answer_init(), ended by
 * wtw_answer_release(). */
struct wtw_answer {
    enum wtw_http_status status;
    const char *type;       /* of the content, a constant */
    struct wtw_buffer body; /* owned; bytes of the answer, unless ... */
    struct wtw_span fixed;  /* ... these, that live as long as the program */
    int file;               /* ... or all of this file are; owned, -1: none */
    const char *etag;       /* constants, NULL where there is none */
    const char *cache;
    const char *allow;
    char location[64];            /* empty: none */
    uint32_t retry_after_seconds; /* 0: not said */
    bool closes;                  /* the connection, after it */
};

void wtw_answer_init(struct wtw_answer *answer);
void wtw_answer_release(struct wtw_answer *answer);

/* Forgets what was put in so far. */
void wtw_answer_clear(struct wtw_answer *answer);

/* Puts a problem of RFC 9457 in place of whatever was there; 'detail' says what and what
 * to do, 'instance' is the path. */
void wtw_answer_problem(struct wtw_answer *answer, enum wtw_http_status status,
                        struct wtw_span instance, const char *detail);

/* The same for a failure: whose fault it was follows from the status. */
void wtw_answer_failure(struct wtw_answer *answer, struct wtw_span instance,
                        enum wtw_status status, const struct wtw_error *error);

/* wtw_http_status_of() is what a failure of the feed is to a client. */
enum wtw_http_status wtw_http_status_of(enum wtw_status status);

/* The object of a problem, where JSON is under way. */
void wtw_problem_json(struct wtw_json *json, enum wtw_http_status status,
                      struct wtw_span instance, const char *detail);

/* JSON that goes into an answer. Ready after begin; after end the answer has it, or is a
 * problem where memory ran out. */
struct wtw_answer_json {
    struct wtw_out out;
    struct wtw_json json;
};
void wtw_answer_json_begin(struct wtw_answer *answer, struct wtw_answer_json *writing);
void wtw_answer_json_end(struct wtw_answer *answer, struct wtw_answer_json *writing,
                         enum wtw_http_status status);

#endif
