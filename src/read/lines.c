/*
 * lines.c - the lines of one input, decompressed, with their numbers
 *
 * For tables of ids, which are read once from front to back. Articles go through
 * reader.h, which can read them again and goes on behind what it cannot use; half a table
 * of judgements would give figures that are wrong without looking so, hence here the
 * first bad line is the end.
 */
#include "read/lines.h"

#include "base/memory.h"
#include "read/file_calls.h"

#include <string.h>
#include <unistd.h>

#define DEFAULT_LINE_BYTES (UINT64_C(64) << 20)

/* As much as is read at a time. */
enum { PIECE_BYTES = 1 << 16 };

enum wtw_status wtw_lines_open(struct wtw_lines *lines, const char *name,
                               uint64_t max_line_bytes, struct wtw_error *error)
{
    *lines = (struct wtw_lines){
        .name = name,
        .max_line_bytes = max_line_bytes ? max_line_bytes : DEFAULT_LINE_BYTES,
        .descriptor = STDIN_FILENO,
    };
    if (strcmp(name, "-") != 0) {
        WTW_TRY(wtw_file_open(name, &lines->descriptor, error));
        lines->owns_descriptor = true;
    }
    return wtw_stream_open(&lines->stream, lines->descriptor, name, error);
}

void wtw_lines_release(struct wtw_lines *lines)
{
    wtw_stream_release(&lines->stream);
    wtw_buffer_release(&lines->bytes);
    if (lines->owns_descriptor)
        close(lines->descriptor);
    *lines = (struct wtw_lines){0};
}

static enum wtw_status fail_line(const struct wtw_lines *lines, struct wtw_error *error,
                                 const char *words)
{
    const struct wtw_spot spot = {lines->name, lines->line, 0, UINT64_MAX};

    return wtw_fail_at(error, WTW_BAD_INPUT, &spot, "%s", words);
}

/* Reads on; what was given before is dropped. */
static enum wtw_status read_piece(struct wtw_lines *lines, struct wtw_error *error)
{
    struct wtw_buffer *bytes = &lines->bytes;
    size_t kept = bytes->count - lines->begin;
    size_t count = 0;
    enum wtw_status status = WTW_OK;

    if (lines->begin) {
        memmove(bytes->items, bytes->items + lines->begin, kept);
        lines->searched -= lines->begin;
        lines->begin = 0;
        bytes->count = kept;
    }
    WTW_TRY(wtw_buffer_reserve(bytes, PIECE_BYTES, error));
    status = wtw_stream_read(&lines->stream, bytes->items + bytes->count, PIECE_BYTES,
                             &count, error);
    if (status == WTW_END) {
        lines->has_ended = true;
        return WTW_OK;
    }
    WTW_TRY(status);
    bytes->count += count;
    return WTW_OK;
}

/* The end of the line that begins at lines->begin, NULL where it was not read yet. */
static const char *find_end(struct wtw_lines *lines)
{
    size_t left = lines->bytes.count - lines->searched;
    const char *end =
        left ? memchr(lines->bytes.items + lines->searched, '\n', left) : NULL;

    if (!end)
        lines->searched = lines->bytes.count;
    return end;
}

/* Gives 'count' bytes from lines->begin, of which 'ended' more bytes are the line end. */
static enum wtw_status give_line(struct wtw_lines *lines, size_t count, size_t ended,
                                 char **out_line, size_t *out_count,
                                 struct wtw_error *error)
{
    char *line = lines->bytes.items + lines->begin;
    size_t given = count;

    if (given && line[given - 1] == '\r')
        given--;
    if (given > lines->max_line_bytes)
        return fail_line(lines, error,
                         "the line is longer than --max-record allows; is this the "
                         "right file?");
    if (given && memchr(line, '\0', given))
        return fail_line(lines, error,
                         "the line holds a NUL byte, so this is no UTF-8 text; UTF-16 "
                         "can be converted with iconv");
    if (lines->line == 1 && given >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
        line += 3;
        given -= 3;
    }
    lines->begin += count + ended;
    lines->searched = lines->begin;
    *out_line = line;
    *out_count = given;
    return WTW_OK;
}

enum wtw_status wtw_lines_next(struct wtw_lines *lines, char **out_line,
                               size_t *out_count, struct wtw_error *error)
{
    const char *end = find_end(lines);

    lines->line++;
    while (!end && !lines->has_ended) {
        size_t open = lines->bytes.count - lines->begin;

        if (open > lines->max_line_bytes)
            return give_line(lines, open, 0, out_line, out_count, error);
        WTW_TRY(read_piece(lines, error));
        end = find_end(lines);
    }
    if (!end && lines->begin == lines->bytes.count)
        return WTW_END;
    if (!end)
        return give_line(lines, lines->bytes.count - lines->begin, 0, out_line, out_count,
                         error);
    return give_line(lines, (size_t)(end - lines->bytes.items) - lines->begin, 1,
                     out_line, out_count, error);
}
