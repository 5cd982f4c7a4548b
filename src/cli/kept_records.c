/*
 * kept_records.c - records written back as they stood in their inputs
 *
 * A line is written with the end that it had, or with a newline where it was the last and
 * had none. A byte order mark is no part of a record: behind another file's lines it would
 * be one of the text.
 */
#include "cli/kept_records.h"

#include "base/failure.h"

#include <string.h>

/* By the reader's name of a container. A container that is not here cannot be joined. */
static const struct {
    const char *container;
    enum wtw_joining joining;
} joinings[] = {
    {"JSONL", WTW_JOINED_LINES},
    {"text", WTW_JOINED_NAMES},
};

static enum wtw_joining joining_of(const char *container)
{
    for (size_t i = 0; i < sizeof joinings / sizeof joinings[0]; i++) {
        if (strcmp(joinings[i].container, container) == 0)
            return joinings[i].joining;
    }
    return WTW_JOINED_NEVER;
}

static enum wtw_status fail_never(const struct wtw_input_summary *input,
                                  struct wtw_error *error)
{
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "%.200s is %s, whose records cannot be written one by one; 'wiretwin "
                    "cluster --format tsv' tells what to keep of it",
                    input->name, input->container);
}

static enum wtw_status fail_mixed(const struct wtw_input_summary *lines,
                                  const struct wtw_input_summary *whole,
                                  struct wtw_error *error)
{
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "%.200s has lines and %.200s is one article; of the first kind lines "
                    "are written, of the other paths, so give them to runs of their own, "
                    "or see 'wiretwin cluster --format tsv' for both",
                    lines->name, whole->name);
}

enum wtw_status wtw_joining_find(const struct wtw_session *session,
                                 enum wtw_joining *out_joining, struct wtw_error *error)
{
    const struct wtw_reader *reader = session->intake.reader;
    size_t count = wtw_reader_input_count(reader);
    struct wtw_input_summary first = {0};

    *out_joining = WTW_JOINED_LINES;
    for (size_t i = 0; i < count; i++) {
        struct wtw_input_summary input = wtw_reader_input(reader, i);
        enum wtw_joining joining = joining_of(input.container);

        if (!input.records)
            continue;
        if (joining == WTW_JOINED_NEVER)
            return fail_never(&input, error);
        if (first.name && joining != *out_joining)
            return joining == WTW_JOINED_NAMES ? fail_mixed(&first, &input, error)
                                               : fail_mixed(&input, &first, error);
        first = input;
        *out_joining = joining;
    }
    return WTW_OK;
}

/* Whether the input has another byte behind the record. */
static bool has_more(const struct wtw_session *session, const struct wtw_place *place)
{
    struct wtw_input_summary input =
        wtw_reader_input(session->intake.reader, place->input);

    return place->byte_count < UINT32_MAX &&
           place->offset + place->byte_count < input.text_bytes;
}

enum wtw_status wtw_record_read(const struct wtw_session *session, uint32_t number,
                                struct wtw_buffer *bytes, struct wtw_error *error)
{
    struct wtw_place place = wtw_ledger_place(&session->ledger, number);
    bool sees_end = has_more(session, &place);
    struct wtw_record record;

    place.byte_count += sees_end;
    WTW_TRY(wtw_reader_reread(session->intake.reader, &place, bytes, &record, error));
    if (sees_end && bytes->items[bytes->count - 1] != '\r')
        bytes->count--;
    return WTW_OK;
}

enum wtw_status wtw_kept_name_put(const struct wtw_session *session, uint32_t number,
                                  struct wtw_out *out, struct wtw_error *error)
{
    struct wtw_place place = wtw_ledger_place(&session->ledger, number);
    const char *name = wtw_reader_input(session->intake.reader, place.input).name;

    if (strpbrk(name, "\n\r"))
        return wtw_fail(error, WTW_BAD_INPUT,
                        "a list of paths, one a line, cannot hold '%.200s'; rename it",
                        name);
    wtw_out_words(out, name);
    wtw_out_character(out, '\n');
    return WTW_OK;
}
