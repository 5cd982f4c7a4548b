/*
 * url_parts.h - a request's target, taken apart
 */
#ifndef WTW_SERVE_URL_PARTS_H
#define WTW_SERVE_URL_PARTS_H

#include "base/failure.h"

/* No route has as many; more are refused, not dropped. */
enum { WTW_PARAMETERS_MOST = 24 };

struct wtw_parameter {
    struct wtw_span name;
    struct wtw_span value;
};

/* Zero-initialised is empty; ended by wtw_target_release(). Spans lie in 'decoded'. */
struct wtw_target {
    struct wtw_span path;
    struct wtw_parameter parameters[WTW_PARAMETERS_MOST];
    size_t parameter_count;
    struct wtw_buffer decoded; /* owned */
};

/*
 * wtw_target_parse() takes "/path?name=value&..." apart and decodes %XX, and + in
 * parameters. Returns WTW_OK; WTW_BAD_INPUT with words for the client; WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_target_parse(struct wtw_target *target,
                                                const char *uri, struct wtw_error *error);
void wtw_target_release(struct wtw_target *target);

/* wtw_target_value() is a parameter's value; NULL and 0 where it is not there or empty. */
struct wtw_span wtw_target_value(const struct wtw_target *target, const char *name);

/*
 * wtw_target_check() refuses parameters that are not in 'known', words with a space
 * between, or that are there twice.
 */
WTW_MUST_CHECK enum wtw_status wtw_target_check(const struct wtw_target *target,
                                                const char *known,
                                                struct wtw_error *error);

/*
 * wtw_target_number() sets '*number' to a parameter from 'least' to 'most', and
 * wtw_target_date() sets '*seconds'; both leave it as it is where the parameter is not
 * there, and return WTW_BAD_INPUT with words where it is no such thing.
 */
WTW_MUST_CHECK enum wtw_status wtw_target_number(const struct wtw_target *target,
                                                 const char *name, int64_t least,
                                                 int64_t most, int64_t *number,
                                                 struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_target_date(const struct wtw_target *target,
                                               const char *name, int64_t *seconds,
                                               struct wtw_error *error);

/* wtw_span_is() says whether a span has these characters; wtw_span_number() whether it is
 * digits only, and how many they say. */
bool wtw_span_is(struct wtw_span span, const char *words);
bool wtw_span_number(struct wtw_span span, int64_t *out_number);

#endif
