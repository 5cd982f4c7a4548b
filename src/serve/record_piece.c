/*
 * record_piece.c - records of a request, made into articles of a feed
 *
 * Fields are found as in any other input, by the same names. Nothing is copied: an article
 * points into its record, or into a scratch buffer of its own where something had to be
 * unescaped.
 */
#include "serve/record_piece.h"

#include "base/memory.h"
#include "read/feed_record.h"

#include <inttypes.h>
#include <stdio.h>

/* A buffer that had to hold more than this is not kept for the next piece: some thousand
 * of the largest records would be more than a server has. */
enum { BYTES_KEPT = 1 << 16 };

static void tidy(struct wtw_buffer *buffer)
{
    buffer->count = 0;
    if (buffer->capacity > BYTES_KEPT)
        wtw_buffer_release(buffer);
}

void wtw_piece_clear(struct wtw_record_piece *piece)
{
    for (size_t i = 0; i < piece->room_capacity; i++) {
        tidy(&piece->rooms[i].scratch);
        tidy(&piece->rooms[i].id);
    }
    piece->line_count = 0;
    piece->article_count = 0;
    piece->reject_count = 0;
}

void wtw_piece_release(struct wtw_record_piece *piece)
{
    for (size_t i = 0; i < piece->room_capacity; i++) {
        wtw_buffer_release(&piece->rooms[i].scratch);
        wtw_buffer_release(&piece->rooms[i].id);
    }
    wtw_release_items(piece->rooms);
    wtw_release_items(piece->lines);
    wtw_release_items(piece->articles);
    wtw_release_items(piece->rejects);
    *piece = (struct wtw_record_piece){0};
}

static enum wtw_status reserve(struct wtw_record_piece *piece, struct wtw_error *error)
{
    size_t before = piece->room_capacity;

    WTW_TRY(WTW_GROW(&piece->lines, &piece->line_capacity, piece->line_count + 1, error));
    WTW_TRY(WTW_GROW(&piece->articles, &piece->article_capacity, piece->article_count + 1,
                     error));
    WTW_TRY(
        WTW_GROW(&piece->rooms, &piece->room_capacity, piece->article_count + 1, error));
    for (size_t i = before; i < piece->room_capacity; i++)
        piece->rooms[i] = (struct wtw_piece_room){.id = {0}};
    return WTW_OK;
}

static void add_line(struct wtw_record_piece *piece, bool is_rejected, size_t index)
{
    piece->lines[piece->line_count++] =
        (struct wtw_piece_line){.is_rejected = is_rejected, .index = index};
}

enum wtw_status wtw_piece_reject(struct wtw_record_piece *piece,
                                 const struct wtw_error *why, struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&piece->lines, &piece->line_capacity, piece->line_count + 1, error));
    WTW_TRY(WTW_GROW(&piece->rejects, &piece->reject_capacity, piece->reject_count + 1,
                     error));
    piece->rejects[piece->reject_count] = *why;
    add_line(piece, true, piece->reject_count++);
    return WTW_OK;
}

/* As when a file is read; but that a request's name is its time, and its lines are counted
 * over all requests. */
static enum wtw_status fill_article(struct wtw_record_piece *piece,
                                    const struct wtw_fields *fields,
                                    const struct wtw_piece_origin *origin,
                                    struct wtw_error *error)
{
    struct wtw_feed_article *article = &piece->articles[piece->article_count];
    const struct wtw_place place = {.line = (uint32_t)origin->serial};
    char name[48];

    snprintf(name, sizeof name, "post:%" PRId64, origin->arrived_seconds);
    WTW_TRY(wtw_feed_record_fill(fields, name, &place,
                                 &piece->rooms[piece->article_count].id, article, error));
    article->arrived_seconds = origin->arrived_seconds;
    if (origin->rank)
        article->rank = origin->rank(origin->rank_context,
                                     fields->items[WTW_FIELD_SOURCE].value, article->url);
    return WTW_OK;
}

enum wtw_status wtw_piece_add(struct wtw_record_piece *piece, struct wtw_span record,
                              const struct wtw_piece_origin *origin,
                              struct wtw_error *error)
{
    const struct wtw_spot spot = {"body", origin->line, 0, UINT64_MAX};
    enum wtw_reject_reason reason = WTW_REJECT_NOT_JSON;
    struct wtw_fields fields;
    struct wtw_error why = {0};
    enum wtw_status status = WTW_OK;

    WTW_TRY(reserve(piece, error));
    status = wtw_fields_find(origin->finder, record, &spot,
                             &piece->rooms[piece->article_count].scratch, &fields,
                             &reason, &why);
    if (status == WTW_BAD_INPUT)
        return wtw_piece_reject(piece, &why, error);
    if (status == WTW_OK)
        status = fill_article(piece, &fields, origin, &why);
    if (status != WTW_OK) {
        if (error)
            *error = why;
        return status;
    }
    add_line(piece, false, piece->article_count++);
    return WTW_OK;
}
