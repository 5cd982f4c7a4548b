/*
 * feed_record.c - from a record to an article of a feed
 */
#include "read/feed_record.h"

#include "base/failure.h"
#include "read/field_values.h"
#include "read/publisher.h"

#include <stdio.h>
#include <string.h>

static enum wtw_status make_up_id(const char *input_name, const struct wtw_place *place,
                                  struct wtw_buffer *id, struct wtw_error *error)
{
    char line[32];

    if (place->column)
        snprintf(line, sizeof line, ":%u:%u", place->line, place->column);
    else
        snprintf(line, sizeof line, ":%u", place->line);
    id->count = 0;
    WTW_TRY(wtw_buffer_append(id, input_name, strlen(input_name), error));
    return wtw_buffer_append(id, line, strlen(line), error);
}

enum wtw_status wtw_feed_record_fill(const struct wtw_fields *fields,
                                     const char *input_name,
                                     const struct wtw_place *place,
                                     struct wtw_buffer *id_room,
                                     struct wtw_feed_article *out_article,
                                     struct wtw_error *error)
{
    struct wtw_span id = wtw_fields_id(fields);
    bool has_id = id.count > 0;

    if (!has_id) {
        WTW_TRY(make_up_id(input_name, place, id_room, error));
        id = (struct wtw_span){id_room->items, id_room->count};
    }
    *out_article = (struct wtw_feed_article){
        .id = id,
        .has_made_up_id = !has_id,
        .url = wtw_field_text(fields, WTW_FIELD_URL),
        .source = wtw_publisher_of(fields),
        .title = wtw_field_text(fields, WTW_FIELD_TITLE),
        .text = wtw_field_text(fields, WTW_FIELD_TEXT),
        .published_seconds = fields->published_seconds,
    };
    return WTW_OK;
}
