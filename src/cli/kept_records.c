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
    {"JSONL", WTW_JOINED_LINES}, {"CSV", WTW_JOINED_ROWS},   {"TSV", WTW_JOINED_ROWS},
    {"JSON", WTW_JOINED_ARRAY},  {"text", WTW_JOINED_NAMES}, {"HTML", WTW_JOINED_NAMES},
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

static enum wtw_status fail_mixed(const struct wtw_input_summary *first,
                                  const struct wtw_input_summary *other,
                                  struct wtw_error *error)
{
    return wtw_fail(
        error, WTW_BAD_ARGUMENT,
        "%.200s is %s and %.200s is %s; one output cannot hold what is kept of "
        "both, so give them to runs of their own, or see 'wiretwin cluster "
        "--format tsv' for both",
        first->name, first->container, other->name, other->container);
}

/* Rows make sense under the header that they had. */
static enum wtw_status check_header(const struct wtw_reader *reader, size_t first,
                                    size_t other, struct wtw_error *error)
{
    struct wtw_span a = wtw_reader_preamble(reader, first);
    struct wtw_span b = wtw_reader_preamble(reader, other);

    if (a.count == b.count && (!a.count || memcmp(a.items, b.items, a.count) == 0))
        return WTW_OK;
    return wtw_fail(
        error, WTW_BAD_ARGUMENT,
        "the headers of %.200s and %.200s are not the same; give them to runs "
        "of their own",
        wtw_reader_input(reader, first).name, wtw_reader_input(reader, other).name);
}

static enum wtw_status check_input(const struct wtw_reader *reader, size_t first,
                                   size_t other, struct wtw_error *error)
{
    struct wtw_input_summary a = wtw_reader_input(reader, first);
    struct wtw_input_summary b = wtw_reader_input(reader, other);
    enum wtw_joining joining = joining_of(b.container);

    if (joining == WTW_JOINED_NEVER)
        return fail_never(&b, error);
    if (joining != joining_of(a.container) ||
        (joining == WTW_JOINED_ROWS && strcmp(a.container, b.container) != 0))
        return fail_mixed(&a, &b, error);
    return joining == WTW_JOINED_ROWS ? check_header(reader, first, other, error)
                                      : WTW_OK;
}

/* Several files with one object each are kept or not as files of text are. */
static bool are_single(const struct wtw_reader *reader)
{
    size_t count = wtw_reader_input_count(reader);
    size_t filled = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t records = wtw_reader_input(reader, i).records;

        if (records > 1)
            return false;
        filled += records;
    }
    return filled > 1;
}

enum wtw_status wtw_joining_find(const struct wtw_session *session,
                                 enum wtw_joining *out_joining, struct wtw_error *error)
{
    const struct wtw_reader *reader = session->intake.reader;
    size_t count = wtw_reader_input_count(reader);
    size_t first = SIZE_MAX;

    *out_joining = WTW_JOINED_LINES;
    for (size_t i = 0; i < count; i++) {
        if (!wtw_reader_input(reader, i).records)
            continue;
        if (first == SIZE_MAX)
            first = i;
        WTW_TRY(check_input(reader, first, i, error));
    }
    if (first == SIZE_MAX)
        return WTW_OK;
    *out_joining = joining_of(wtw_reader_input(reader, first).container);
    if (*out_joining == WTW_JOINED_ARRAY && are_single(reader))
        *out_joining = WTW_JOINED_NAMES;
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

static enum wtw_status put_name(const struct wtw_session *session, uint32_t number,
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

/* An element of an array, with nothing but its own bytes. */
static enum wtw_status put_element(struct wtw_kept *kept, uint32_t number,
                                   struct wtw_error *error)
{
    struct wtw_place place = wtw_ledger_place(&kept->session->ledger, number);
    struct wtw_record record;

    WTW_TRY(wtw_reader_reread(kept->session->intake.reader, &place, &kept->bytes, &record,
                              error));
    wtw_out_words(kept->out, kept->count ? ",\n" : "[\n");
    wtw_out_put(kept->out, record.bytes, place.byte_count);
    return WTW_OK;
}

/* The header is that of the input, which all others share. */
static void put_header(struct wtw_kept *kept, uint32_t number)
{
    struct wtw_place place = wtw_ledger_place(&kept->session->ledger, number);
    struct wtw_span header =
        wtw_reader_preamble(kept->session->intake.reader, place.input);

    wtw_out_put(kept->out, header.items, header.count);
    wtw_out_character(kept->out, '\n');
}

enum wtw_status wtw_kept_put(struct wtw_kept *kept, uint32_t number,
                             struct wtw_error *error)
{
    if (kept->joining == WTW_JOINED_NAMES)
        return put_name(kept->session, number, kept->out, error);
    if (kept->joining == WTW_JOINED_ARRAY) {
        WTW_TRY(put_element(kept, number, error));
        kept->count++;
        return WTW_OK;
    }
    if (kept->joining == WTW_JOINED_ROWS && !kept->count)
        put_header(kept, number);
    kept->count++;
    WTW_TRY(wtw_record_read(kept->session, number, &kept->bytes, error));
    wtw_out_put(kept->out, kept->bytes.items, kept->bytes.count);
    wtw_out_character(kept->out, '\n');
    return WTW_OK;
}

void wtw_kept_finish(struct wtw_kept *kept)
{
    if (kept->joining == WTW_JOINED_ARRAY)
        wtw_out_words(kept->out, kept->count ? "\n]\n" : "[]\n");
}
