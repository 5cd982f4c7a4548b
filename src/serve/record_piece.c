/*
 * record_piece.c - records of a request, made into articles of a feed
 *
 * Fields are found as in any other input, by the same names. Nothing is copied: an article
 * points into its record, or into a scratch buffer of its own where something had to be
 * unescaped.
 */
#include "serve/record_piece.h"

#include "base/memory.h"
#include "read/field_values.h"

#include <inttypes.h>
#include <stdio.h>

void wtw_piece_clear(struct wtw_record_piece *piece)
{
    piece->line_count = 0;
    piece->article_count = 0;
    piece->id_count = 0;
    piece->reject_count = 0;
}

void wtw_piece_release(struct wtw_record_piece *piece)
{
    for (size_t i = 0; i < piece->scratch_capacity; i++)
        wtw_buffer_release(&piece->scratches[i]);
    wtw_release_items(piece->scratches);
    wtw_release_items(piece->lines);
    wtw_release_items(piece->articles);
    wtw_release_items(piece->ids);
    wtw_release_items(piece->rejects);
    *piece = (struct wtw_record_piece){0};
}

static enum wtw_status reserve_scratch(struct wtw_record_piece *piece,
                                       struct wtw_error *error)
{
    size_t before = piece->scratch_capacity;

    WTW_TRY(WTW_GROW(&piece->scratches, &piece->scratch_capacity,
                     piece->article_count + 1, error));
    for (size_t i = before; i < piece->scratch_capacity; i++)
        piece->scratches[i] = (struct wtw_buffer){0};
    return WTW_OK;
}

static enum wtw_status reserve(struct wtw_record_piece *piece, struct wtw_error *error)
{
    WTW_TRY(
        WTW_GROW(&piece->lines, &piece->line_capacity, piece->line_count + 1, error));
    WTW_TRY(WTW_GROW(&piece->articles, &piece->article_capacity, piece->article_count + 1,
                     error));
    WTW_TRY(WTW_GROW(&piece->ids, &piece->id_capacity, piece->id_count + 1, error));
    return reserve_scratch(piece, error);
}

static void add_line(struct wtw_record_piece *piece, bool is_rejected, size_t index)
{
    piece->lines[piece->line_count++] =
        (struct wtw_piece_line){.is_rejected = is_rejected, .index = index};
}

static enum wtw_status note_reject(struct wtw_record_piece *piece, bool is_too_long,
                                   const struct wtw_error *why, struct wtw_error *error)
{
    WTW_TRY(
        WTW_GROW(&piece->lines, &piece->line_capacity, piece->line_count + 1, error));
    WTW_TRY(WTW_GROW(&piece->rejects, &piece->reject_capacity, piece->reject_count + 1,
                     error));
    piece->rejects[piece->reject_count] =
        (struct wtw_piece_reject){.is_too_long = is_too_long, .error = *why};
    add_line(piece, true, piece->reject_count++);
    return WTW_OK;
}

enum wtw_status wtw_piece_reject(struct wtw_record_piece *piece,
                                 const struct wtw_error *why, struct wtw_error *error)
{
    return note_reject(piece, true, why, error);
}

/* As when a file is read, but that no place in a file can stand for the id. */
static void fill_article(struct wtw_record_piece *piece, const struct wtw_fields *fields,
                         const struct wtw_piece_origin *origin)
{
    struct wtw_feed_article *article = &piece->articles[piece->article_count];

    *article = (struct wtw_feed_article){
        .id = wtw_fields_id(fields),
        .url = wtw_field_text(fields, WTW_FIELD_URL),
        .source = wtw_field_text(fields, WTW_FIELD_SOURCE),
        .title = wtw_field_text(fields, WTW_FIELD_TITLE),
        .text = wtw_field_text(fields, WTW_FIELD_TEXT),
        .published_seconds = fields->published_seconds,
        .arrived_seconds = origin->arrived_seconds,
    };
    if (!article->source.count)
        article->source = wtw_url_host(article->url);
    if (article->id.count)
        return;
    article->has_made_up_id = true;
    snprintf(piece->ids[piece->id_count].items, sizeof piece->ids[0].items,
             "post:%" PRId64 ":%" PRIu64, origin->arrived_seconds, origin->serial);
    piece->id_count++;
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
                             &piece->scratches[piece->article_count], &fields, &reason,
                             &why);
    if (status == WTW_BAD_INPUT)
        return note_reject(piece, false, &why, error);
    if (status != WTW_OK) {
        if (error)
            *error = why;
        return status;
    }
    fill_article(piece, &fields, origin);
    add_line(piece, false, piece->article_count++);
    return WTW_OK;
}

void wtw_piece_settle(struct wtw_record_piece *piece)
{
    size_t next = 0;

    for (size_t i = 0; i < piece->article_count; i++) {
        struct wtw_feed_article *article = &piece->articles[i];
        size_t count = 0;

        if (!article->has_made_up_id)
            continue;
        while (piece->ids[next].items[count])
            count++;
        article->id = (struct wtw_span){piece->ids[next++].items, count};
    }
}
