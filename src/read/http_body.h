/*
 * http_body.h - the body of an HTTP response as it was archived
 */
#ifndef WTW_READ_HTTP_BODY_H
#define WTW_READ_HTTP_BODY_H

#include "base/failure.h"

enum wtw_coding {
    WTW_CODING_NONE,
    WTW_CODING_GZIP,
    WTW_CODING_DEFLATE,
    WTW_CODING_OTHER
};

/* Slices of the response. */
struct wtw_http_response {
    unsigned status; /* 200, or 0 where this is no response */
    struct wtw_span body;
    struct wtw_span content_type; /* without parameters, in capitals or not */
    struct wtw_span charset;
    struct wtw_span coding_name; /* as the response has it */
    enum wtw_coding coding;      /* of the body, as its bytes say where they can */
    bool is_chunked;
};

/* wtw_header_line() takes the next line off 'rest', without its end, CR and newline or newline
 * alone. */
struct wtw_span wtw_header_line(struct wtw_span *rest);

/*
 * wtw_header_value() is the value of the first line "name: value" in 'head', lines that are
 * ended by newlines; empty where there is none. wtw_header_end() is where the body begins
 * behind an empty line in 'bytes', or 0.
 */
struct wtw_span wtw_header_value(struct wtw_span head, const char *name);
size_t wtw_header_end(struct wtw_span bytes);

/* wtw_http_response_read() takes a response apart; what is none is all body. */
struct wtw_http_response wtw_http_response_read(struct wtw_span response);

/* wtw_content_type_split() parts "text/html; charset=x" into type and charset. */
void wtw_content_type_split(struct wtw_span value, struct wtw_span *out_type,
                            struct wtw_span *out_charset);

/*
 * wtw_http_body_decode() appends the body, without chunks and inflated, to 'out', at most
 * 'most' bytes of it. '*out_is_whole' is false where there are more. Returns WTW_OK;
 * WTW_BAD_INPUT with words for a body in an encoding that is not read or that is broken;
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_http_body_decode(
    const struct wtw_http_response *response, size_t most, struct wtw_buffer *out,
    bool *out_is_whole, struct wtw_error *error);

#endif
