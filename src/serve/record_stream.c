/*
 * record_stream.c - many records in one request, taken while they come
 *
 * Lines are gathered into a piece of a megabyte or so, which is added at once: so a body
 * of any length takes a bounded part of memory, and the network is not read while the
 * writer has enough to do. The lines of the answer go to a file without a name, since HTTP
 * wants the body read before the answer, and answers to a million articles are larger than
 * what one client may have of our memory.
 *
 * A piece that fails has an error for each of its lines, and the next one is tried all the
 * same: each line is acknowledged for itself.
 */
#include "serve/record_stream.h"

#include "base/memory.h"
#include "read/spill.h"
#include "serve/referees.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Large enough that a transaction costs little for each record. Where many such clients
 * hold all the memory that there is for bodies, the others go on with smaller pieces. */
enum {
    PIECE_BYTES = 2 << 20,
    PIECE_RECORDS = 4096,
    ROOM_WAIT_MILLISECONDS = 20, /* between looks whether there is room again, ... */
    ROOM_WAITS_MOST = 250        /* ... and how many of them */
};

struct wtw_record_stream {
    struct wtw_service *service;
    struct wtw_spill file; /* of the answer */
    struct wtw_out out;
    struct wtw_json json;
    struct wtw_buffer
        body; /* lines that were not added yet, the last perhaps unfinished */
    uint64_t held_bytes;
    size_t whole_bytes; /* of the body, lines that are whole */
    size_t whole_lines; /* and how many these are */
    uint64_t line;      /* of the last one that was taken */
    bool is_skipping;   /* the rest of a line that was too long */
    struct wtw_record_piece piece;
    struct wtw_feed_receipt *receipts;
    size_t receipt_capacity;
    struct wtw_referees referees;
    enum wtw_status status; /* the first failure that is not of a line */
    struct wtw_error error;
};

enum wtw_status wtw_record_stream_new(struct wtw_service *service,
                                      struct wtw_record_stream **out_stream,
                                      struct wtw_error *error)
{
    struct wtw_record_stream *stream = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&stream, 1, error));
    stream->service = service;
    wtw_spill_init(&stream->file);
    stream->out.descriptor = -1;
    status = wtw_spill_write(&stream->file, "", 0, 0, error);
    if (status == WTW_OK)
        status = wtw_out_init(&stream->out, stream->file.descriptor, error);
    if (status != WTW_OK) {
        wtw_record_stream_free(stream);
        return status == WTW_IO
                   ? wtw_fail(error, WTW_IO,
                              "cannot make a temporary file for the answer; nothing was "
                              "taken; $TMPDIR has to be a folder with room")
                   : status;
    }
    wtw_json_init(&stream->json, &stream->out, false);
    *out_stream = stream;
    return WTW_OK;
}

void wtw_record_stream_free(struct wtw_record_stream *stream)
{
    if (!stream)
        return;
    wtw_service_let_go(stream->service, stream->held_bytes);
    wtw_out_release(&stream->out);
    wtw_spill_release(&stream->file);
    wtw_buffer_release(&stream->body);
    wtw_piece_release(&stream->piece);
    wtw_release_items(stream->receipts);
    wtw_referees_release(&stream->referees);
    wtw_release_items(stream);
}

static void note_failure(struct wtw_record_stream *stream, enum wtw_status status,
                         const struct wtw_error *error)
{
    if (stream->status != WTW_OK || status == WTW_OK)
        return;
    stream->status = status;
    stream->error = *error;
}

/* ------------------------------------------------------------------ lines out */

static void put_error_line(struct wtw_record_stream *stream, enum wtw_http_status status,
                           const struct wtw_error *error)
{
    char words[sizeof error->input + sizeof error->words + 64];

    wtw_error_text(error, words, sizeof words);
    wtw_json_open(&stream->json, '{');
    wtw_json_name(&stream->json, "error");
    wtw_problem_json(&stream->json, status, (struct wtw_span){NULL, 0}, words);
    wtw_json_close(&stream->json, '}');
    wtw_out_character(&stream->out, '\n');
}

static enum wtw_http_status reject_status(const struct wtw_error *why)
{
    return why->status == WTW_BAD_INPUT ? WTW_HTTP_UNPROCESSABLE
                                        : wtw_http_status_of(why->status);
}

/* An article that was added; where what its line names cannot be read, it is said without. */
static void put_article_line(struct wtw_record_stream *stream, struct wtw_feed *feed,
                             size_t i)
{
    const struct wtw_feed_article *article = &stream->piece.articles[i];
    const struct wtw_feed_receipt *receipt = &stream->receipts[i];
    struct wtw_feed_line line = {.article = article, .receipt = receipt};

    if (feed && wtw_referees_line(&stream->referees, feed, article, receipt, &line,
                                  NULL) != WTW_OK)
        line = (struct wtw_feed_line){.article = article, .receipt = receipt};
    wtw_feed_line_json(&stream->json, &line);
    wtw_out_character(&stream->out, '\n');
}

static void put_lines(struct wtw_record_stream *stream, const struct wtw_task *task)
{
    const struct wtw_record_piece *piece = &stream->piece;
    struct wtw_reader_pool *readers = &stream->service->readers;
    struct wtw_feed *feed = NULL;

    if (task->status == WTW_OK && piece->article_count &&
        wtw_readers_borrow(readers, &feed, NULL) != WTW_OK)
        feed = NULL;
    for (size_t i = 0; i < piece->line_count; i++) {
        const struct wtw_piece_line *line = &piece->lines[i];

        if (line->is_rejected)
            put_error_line(stream, reject_status(&piece->rejects[line->index]),
                           &piece->rejects[line->index]);
        else if (task->status != WTW_OK)
            put_error_line(stream, wtw_http_status_of(task->status), &task->error);
        else
            put_article_line(stream, feed, line->index);
    }
    if (feed)
        wtw_readers_return(readers, feed);
}

/* ------------------------------------------------------------------ records in */

static enum wtw_status add_articles(struct wtw_record_stream *stream,
                                    struct wtw_task *task, struct wtw_error *error)
{
    struct wtw_record_piece *piece = &stream->piece;

    if (!piece->article_count)
        return WTW_OK;
    WTW_TRY(WTW_GROW(&stream->receipts, &stream->receipt_capacity, piece->article_count,
                     error));
    task->articles = piece->articles;
    task->receipts = stream->receipts;
    task->count = piece->article_count;
    (void)wtw_write_queue_do(stream->service->writer, task); /* patient: always taken */
    return WTW_OK;
}

/* Adds the articles of the piece and writes the lines of the answer. */
static void add_piece(struct wtw_record_stream *stream, uint64_t bytes)
{
    struct wtw_task task = {
        .kind = WTW_TASK_ADD, .is_patient = true, .status = WTW_OK, .bytes = bytes};
    struct wtw_error error = {0};
    enum wtw_status status = add_articles(stream, &task, &error);

    if (status != WTW_OK) {
        task.status = status;
        task.error = error;
    }
    atomic_fetch_add(&stream->service->metrics.rejected, stream->piece.reject_count);
    put_lines(stream, &task);
    wtw_piece_clear(&stream->piece);
}

static bool is_blank(struct wtw_span line)
{
    for (size_t i = 0; i < line.count; i++) {
        if (line.items[i] != ' ' && line.items[i] != '\t' && line.items[i] != '\r')
            return false;
    }
    return true;
}

static enum wtw_status reject_line(struct wtw_record_stream *stream,
                                   enum wtw_status status, struct wtw_error *error)
{
    const struct wtw_spot spot = {"body", stream->line, 0, UINT64_MAX};
    struct wtw_error why = {0};

    if (status == WTW_TOO_LARGE)
        wtw_fail_at(&why, status, &spot, "the record is longer than %" PRIu64 " bytes",
                    stream->service->limits.body_bytes);
    else
        wtw_fail_at(&why, status, &spot,
                    "other requests have all the memory that there is for bodies; send "
                    "this record again in a moment");
    return wtw_piece_reject(&stream->piece, &why, error);
}

static void take_line(struct wtw_record_stream *stream, struct wtw_span line)
{
    struct wtw_piece_origin origin;
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;

    stream->line++;
    if (is_blank(line))
        return;
    origin = wtw_service_origin(stream->service, stream->line);
    if (line.count > stream->service->limits.body_bytes)
        status = reject_line(stream, WTW_TOO_LARGE, &error);
    else
        status = wtw_piece_add(&stream->piece, line, &origin, &error);
    note_failure(stream, status, &error);
}

/* Takes the lines that are whole out of the body and adds them. They are parsed only now,
 * since a body that grows moves, and articles point into it. */
static void finish_piece(struct wtw_record_stream *stream)
{
    struct wtw_buffer *body = &stream->body;
    size_t whole = stream->whole_bytes;
    size_t begin = 0;

    while (begin < whole) {
        const char *at = body->items + begin;
        size_t count = (size_t)((const char *)memchr(at, '\n', whole - begin) - at);

        take_line(stream, (struct wtw_span){at, count});
        begin += count + 1;
    }
    add_piece(stream, whole);
    body->count -= whole;
    stream->whole_bytes = 0;
    stream->whole_lines = 0;
    if (whole && body->count)
        memmove(body->items, body->items + whole, body->count);
}

/* What is there of a line that cannot be kept goes, and so will its rest. */
static void skip_line(struct wtw_record_stream *stream, enum wtw_status status)
{
    struct wtw_error error = {0};

    finish_piece(stream);
    stream->line++;
    note_failure(stream, reject_line(stream, status, &error), &error);
    add_piece(stream, 0);
    stream->is_skipping = true;
    stream->body.count = 0;
}

/* Holds what the body grows to; false where that is not to be had. */
static bool has_room(struct wtw_record_stream *stream, size_t more)
{
    uint64_t wanted = (uint64_t)stream->body.count + more;
    uint64_t missing = wanted > stream->held_bytes ? wanted - stream->held_bytes : 0;

    if (missing && !wtw_service_hold(stream->service, missing))
        return false;
    stream->held_bytes += missing;
    return wtw_buffer_reserve(&stream->body, more, NULL) == WTW_OK;
}

/* Makes room of what is there already, or waits until others have given some back. */
static bool find_room(struct wtw_record_stream *stream, size_t more)
{
    const struct timespec pause = {0, ROOM_WAIT_MILLISECONDS * 1000000L};

    if (has_room(stream, more))
        return true;
    finish_piece(stream);
    for (int i = 0; i < ROOM_WAITS_MOST && !stream->service->is_stopping; i++) {
        if (has_room(stream, more))
            return true;
        nanosleep(&pause, NULL);
    }
    return has_room(stream, more);
}

/* What of the bytes belongs to a line that is skipped. */
static size_t count_skipped(struct wtw_record_stream *stream, const char *bytes,
                            size_t count)
{
    const char *end = NULL;

    if (!stream->is_skipping)
        return 0;
    end = memchr(bytes, '\n', count);
    if (!end)
        return count;
    stream->is_skipping = false;
    return (size_t)(end - bytes) + 1;
}

/* There is room for them. */
static void append_bytes(struct wtw_record_stream *stream, const char *bytes,
                         size_t count)
{
    struct wtw_buffer *body = &stream->body;

    for (size_t i = 0; i < count;) {
        const char *end = memchr(bytes + i, '\n', count - i);

        if (!end)
            break;
        i = (size_t)(end - bytes) + 1;
        stream->whole_lines++;
        stream->whole_bytes = body->count + i;
    }
    memcpy(body->items + body->count, bytes, count);
    body->count += count;
    if (stream->whole_bytes >= PIECE_BYTES || stream->whole_lines >= PIECE_RECORDS)
        finish_piece(stream);
    if (body->count - stream->whole_bytes > stream->service->limits.body_bytes)
        skip_line(stream, WTW_TOO_LARGE);
}

void wtw_record_stream_take(struct wtw_record_stream *stream, const char *bytes,
                            size_t count)
{
    size_t skipped = count_skipped(stream, bytes, count);

    if (skipped == count)
        return;
    bytes += skipped;
    count -= skipped;
    if (!find_room(stream, count)) {
        skip_line(stream, WTW_NO_MEMORY);
        skipped = count_skipped(stream, bytes, count);
        bytes += skipped;
        count -= skipped;
    }
    if (count && has_room(stream, count))
        append_bytes(stream, bytes, count);
}

/* ------------------------------------------------------------------ the end */

static enum wtw_status finish(struct wtw_record_stream *stream, struct wtw_error *error)
{
    struct wtw_buffer *body = &stream->body;

    if (body->count > stream->whole_bytes) { /* a last line without its end */
        if (find_room(stream, 1))
            append_bytes(stream, "\n", 1);
        else
            skip_line(stream, WTW_NO_MEMORY);
    }
    finish_piece(stream);
    if (stream->status != WTW_OK) {
        *error = stream->error;
        return stream->status;
    }
    return wtw_out_flush(&stream->out, "the answer", error);
}

void wtw_record_stream_end(struct wtw_record_stream *stream, struct wtw_span instance,
                           struct wtw_answer *answer)
{
    struct wtw_error error = {0};
    enum wtw_status status = finish(stream, &error);

    if (status != WTW_OK) {
        wtw_answer_failure(answer, instance, status, &error);
        return;
    }
    wtw_answer_clear(answer);
    answer->status = WTW_HTTP_OK;
    answer->type = "application/x-ndjson";
    answer->file = dup(stream->file.descriptor);
    if (answer->file < 0)
        wtw_answer_problem(answer, WTW_HTTP_UNAVAILABLE, instance,
                           "all was added, but there are too many open files to say so; "
                           "what is sent again is known");
}
