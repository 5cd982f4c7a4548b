/*
 * record_stream.h - many records in one request, taken while they come
 */
#ifndef WTW_SERVE_RECORD_STREAM_H
#define WTW_SERVE_RECORD_STREAM_H

#include "serve/service.h"

struct wtw_record_stream; /* opaque */

/*
 * wtw_record_stream_new() begins with a body of one record a line. Returns WTW_OK,
 * WTW_NO_MEMORY, or WTW_IO where there is no room for the answer in $TMPDIR.
 */
WTW_MUST_CHECK enum wtw_status wtw_record_stream_new(
    struct wtw_service *service, struct wtw_record_stream **out_stream,
    struct wtw_error *error);
void wtw_record_stream_free(struct wtw_record_stream *stream);

/*
 * wtw_record_stream_take() takes the next bytes of the body, and waits while what was
 * taken is added. wtw_record_stream_end() adds the rest and puts all lines into the
 * answer. Of a body that never ends what was taken so far stays added.
 */
void wtw_record_stream_take(struct wtw_record_stream *stream, const char *bytes,
                            size_t count);
void wtw_record_stream_end(struct wtw_record_stream *stream, struct wtw_span instance,
                           struct wtw_answer *answer);

#endif
