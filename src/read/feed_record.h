/*
 * feed_record.h - from a record to an article of a feed
 */
#ifndef WTW_READ_FEED_RECORD_H
#define WTW_READ_FEED_RECORD_H

#include "read/reader.h"

#include "wiretwin_feed.h"

/*
 * wtw_feed_record_fill() makes an article of a record's fields, which it borrows; when it
 * arrived and its rank are the caller's. The source is who published it (publisher.h). An
 * article without id and url gets one of the input's name and the record's line and column, for which
 * 'id_room' is needed as long as the article. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_feed_record_fill(const struct wtw_fields *fields,
                                                    const char *input_name,
                                                    const struct wtw_place *place,
                                                    struct wtw_buffer *id_room,
                                                    struct wtw_feed_article *out_article,
                                                    struct wtw_error *error);

#endif
