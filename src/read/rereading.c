/*
 * rereading.c - a record understood, and read again from its place
 */
#include "read/file_calls.h"
#include "read/json_scan.h"
#include "read/reader_state.h"

#include <unistd.h>

enum wtw_status wtw_record_parse(const struct wtw_reader *reader,
                                 const struct wtw_record *record,
                                 struct wtw_buffer *scratch,
                                 struct wtw_fields *out_fields,
                                 enum wtw_reject_reason *out_reason,
                                 struct wtw_error *error)
{
    const struct wtw_place *place = &record->place;
    const struct wtw_input *input = &reader->walk.inputs.items[place->input];
    const struct wtw_record_setting setting = {
        .finder = &reader->finder,
        .preamble = wtw_input_preamble(input),
        .spot = {input->name, place->line, place->column, place->offset},
    };

    scratch->count = 0;
    return wtw_format_of(input->container)
        ->understand(&setting, (struct wtw_span){record->bytes, place->byte_count},
                     scratch, out_fields, out_reason, error);
}

/* Reads from where the input is kept; a shorter count where that ends before. */
static enum wtw_status read_kept(const struct wtw_reader *reader,
                                 const struct wtw_place *place, char *out,
                                 size_t *out_count, struct wtw_error *error)
{
    const struct wtw_input *input = &reader->walk.inputs.items[place->input];
    uint64_t offset = input->base + place->offset;
    struct wtw_descriptor descriptor = {.number = STDIN_FILENO};
    enum wtw_status status = WTW_OK;

    if (input->keeping == WTW_KEEPING_SPILL)
        descriptor.number = reader->spill.descriptor;
    if (input->keeping == WTW_KEEPING_FILE)
        WTW_TRY(wtw_descriptors_borrow(reader->descriptors, input, place->input,
                                       &descriptor, error));
    status =
        wtw_file_read_at(descriptor.number, out, place->byte_count, offset, out_count);
    if (status != WTW_OK)
        status = wtw_file_fail(error, input->name, place->offset, "read it again");
    if (input->keeping == WTW_KEEPING_FILE)
        wtw_descriptors_return(reader->descriptors, &descriptor);
    return status;
}

enum wtw_status wtw_reader_reread(const struct wtw_reader *reader,
                                  const struct wtw_place *place, struct wtw_buffer *bytes,
                                  struct wtw_record *out_record, struct wtw_error *error)
{
    const struct wtw_input *input = &reader->walk.inputs.items[place->input];
    const struct wtw_spot spot = {input->name, place->line, 0, place->offset};
    size_t count = 0;

    if (input->keeping == WTW_KEEPING_NONE)
        return wtw_fail(error, WTW_BAD_ARGUMENT, "%s was read without keep_for_rereading",
                        input->name);
    bytes->count = 0;
    WTW_TRY(wtw_buffer_reserve(bytes, (size_t)place->byte_count + 1, error));
    if (place->byte_count)
        WTW_TRY(read_kept(reader, place, bytes->items, &count, error));
    if (count < place->byte_count)
        return wtw_fail_at(
            error, WTW_IO, &spot,
            "has changed while being read: it ends before this record does");
    bytes->count = count;
    *out_record = (struct wtw_record){.bytes = bytes->items, .place = *place};
    return WTW_OK;
}

/* The text by way of the whole record, wherever in it the text may be. */
static enum wtw_status reread_any_text(const struct wtw_reader *reader,
                                       const struct wtw_place *place,
                                       struct wtw_buffer *text, struct wtw_error *error)
{
    struct wtw_buffer bytes = {0};
    struct wtw_buffer scratch = {0};
    struct wtw_record record;
    struct wtw_fields fields;
    enum wtw_reject_reason reason;
    enum wtw_status status = wtw_reader_reread(reader, place, &bytes, &record, error);

    if (status == WTW_OK)
        status = wtw_record_parse(reader, &record, &scratch, &fields, &reason, error);
    text->count = 0;
    if (status == WTW_OK)
        status = wtw_buffer_append(text, fields.items[WTW_FIELD_TEXT].value.items,
                                   fields.items[WTW_FIELD_TEXT].value.count, error);
    wtw_buffer_release(&bytes);
    wtw_buffer_release(&scratch);
    return status;
}

/* Only what is behind the text's opening quote is read, and unescaped where it lies. */
enum wtw_status wtw_reader_reread_text(const struct wtw_reader *reader,
                                       const struct wtw_place *place,
                                       struct wtw_buffer *text, struct wtw_error *error)
{
    struct wtw_place rest = *place;
    struct wtw_record record = {0};
    struct wtw_json_cursor cursor;
    size_t count = 0;

    if (!place->text_begin)
        return reread_any_text(reader, place, text, error);
    rest.offset += place->text_begin;
    rest.byte_count -= place->text_begin;
    WTW_TRY(wtw_reader_reread(reader, &rest, text, &record, error));
    cursor = wtw_json_start((struct wtw_span){record.bytes, rest.byte_count});
    if (!wtw_json_take_text(&cursor, text->items, &count)) {
        const struct wtw_input *input = &reader->walk.inputs.items[place->input];
        const struct wtw_spot spot = {input->name, place->line, 0, place->offset};

        text->count = 0;
        return wtw_fail_at(error, WTW_IO, &spot,
                           "has changed while being read: %s where the text was",
                           cursor.problem);
    }
    text->count = count;
    return WTW_OK;
}
