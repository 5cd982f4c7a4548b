/*
 * record_piece.h - records of a request, made into articles of a feed
 */
#ifndef WTW_SERVE_RECORD_PIECE_H
#define WTW_SERVE_RECORD_PIECE_H

#include "read/fields.h"

#include "wiretwin_feed.h"

/* What became of a record, in order: the article or the reject numbered 'index'. */
struct wtw_piece_line {
    bool is_rejected;
    size_t index;
};

/* Where an article's bytes lie that do not lie in its record. */
struct wtw_piece_room {
    struct wtw_buffer scratch; /* what had to be unescaped */
    struct wtw_buffer id;      /* one that was made up */
};

/* Zero-initialised is empty; wtw_piece_clear() keeps the memory for the next, and
 * wtw_piece_release() ends it. */
struct wtw_record_piece {
    struct wtw_piece_line *lines;
    size_t line_count;
    size_t line_capacity;
    struct wtw_feed_article *articles;
    size_t article_count;
    size_t article_capacity;
    struct wtw_piece_room *rooms; /* [room_capacity], one for each article */
    size_t room_capacity;
    struct wtw_error *rejects; /* why a record is no article */
    size_t reject_count;
    size_t reject_capacity;
};

void wtw_piece_clear(struct wtw_record_piece *piece);
void wtw_piece_release(struct wtw_record_piece *piece);

/* Where a record comes from. */
struct wtw_piece_origin {
    const struct wtw_field_finder *finder;
    uint64_t line;           /* in the body, from 1 */
    int64_t arrived_seconds; /* of the request */
    uint64_t serial; /* never given twice by one server, for an id that is missing */
    uint8_t (*rank)(void *context, struct wtw_span source, struct wtw_span url);
    void *rank_context; /* what makes an article's rank; NULL: all have 0 */
};

/*
 * wtw_piece_add() adds a record, whose bytes are borrowed until the piece is cleared; one
 * that is no article is noted as such, with WTW_BAD_INPUT. wtw_piece_reject() notes one that
 * was not kept, for whatever reason. Both return WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE; after a
 * failure the piece holds what it held before.
 */
WTW_MUST_CHECK enum wtw_status wtw_piece_add(struct wtw_record_piece *piece,
                                             struct wtw_span record,
                                             const struct wtw_piece_origin *origin,
                                             struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_piece_reject(struct wtw_record_piece *piece,
                                                const struct wtw_error *why,
                                                struct wtw_error *error);

#endif
