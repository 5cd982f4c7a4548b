/*
 * reader.c - records from any input, with their place, readable again
 *
 * The paths are walked to a list of inputs, which are read one after the other. Each turn
 * of the loop does one small step: open the next input, read a piece of the open one
 * behind the batch's open part, cut records off it, or finish the input. A batch is full
 * when it has its bytes and at least one record; then the loop stops wherever it is and
 * goes on there at the next call. That makes the records independent of the batch's size,
 * and lets many small files share a batch.
 *
 * An input that breaks off in the middle gives the records that were whole. The one that
 * was cut is left out: half an article would be taken for an abridged copy of itself.
 */
#include "base/memory.h"
#include "read/reader_state.h"
#include "read/rejects.h"

#include <string.h>

/* Far above any article; a line that is longer is not one. */
#define DEFAULT_RECORD_BYTES (UINT64_C(64) << 20)

/* Big enough for reading it to cost little, small enough to stay in the cache. */
#define DEFAULT_BATCH_BYTES (UINT64_C(1) << 20)

enum { DEFAULT_BATCH_RECORDS = 8192 };

/* However small a file is said to be, it may have grown. */
enum { LEAST_PIECE = 4096 };

/* As many as whoever keeps them is to keep of a batch. */
enum { MANY_REJECTS = 1000 };

/* ------------------------------------------------------------------ life */

static void set_defaults(struct wtw_reader_options *options)
{
    if (!options->max_record_bytes)
        options->max_record_bytes = DEFAULT_RECORD_BYTES;
    if (!options->batch_bytes)
        options->batch_bytes = DEFAULT_BATCH_BYTES;
    if (!options->batch_records)
        options->batch_records = DEFAULT_BATCH_RECORDS;
}

/* Passes a reject on. */
static void count_reject(void *context, enum wtw_reject_reason reason,
                         const struct wtw_error *error)
{
    struct wtw_reader *reader = context;

    reader->rejects++;
    wtw_reject(&reader->listener, reason, error);
}

enum wtw_status wtw_reader_new(const struct wtw_reader_options *options,
                               const struct wtw_reject_listener *listener,
                               struct wtw_reader **out_reader, struct wtw_error *error)
{
    struct wtw_reader *reader = NULL;
    enum wtw_status status = WTW_OK;

    if (!options->path_count)
        return wtw_fail(error, WTW_BAD_ARGUMENT, "no input was named");
    if (options->max_record_bytes > UINT32_MAX)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "the ceiling of a record is %llu bytes; it can be %lu at most",
                        (unsigned long long)options->max_record_bytes,
                        (unsigned long)UINT32_MAX);
    WTW_TRY(WTW_ALLOCATE(&reader, 1, error));
    status = wtw_descriptors_new(&reader->descriptors, error);
    if (status == WTW_OK)
        status = wtw_sources_new(options->ahead_threads, &reader->sources, error);
    if (status != WTW_OK) {
        wtw_descriptors_free(reader->descriptors);
        wtw_release_items(reader);
        return status;
    }
    reader->options = *options;
    set_defaults(&reader->options);
    if (listener)
        reader->listener = *listener;
    reader->walk.listener = (struct wtw_reject_listener){count_reject, reader};
    wtw_field_finder_init(&reader->finder, options->fields);
    wtw_spill_init(&reader->spill);
    reader->batch = &reader->own;
    *out_reader = reader;
    return WTW_OK;
}

void wtw_reader_free(struct wtw_reader *reader)
{
    if (!reader)
        return;
    wtw_sources_free(reader->sources);
    wtw_batch_release(&reader->own);
    wtw_spill_release(&reader->spill);
    wtw_descriptors_free(reader->descriptors);
    wtw_walk_release(&reader->walk);
    wtw_release_items(reader);
}

/* ------------------------------------------------------------------ one input */

static struct wtw_input *open_input(const struct wtw_reader *reader)
{
    return &reader->walk.inputs.items[reader->met - 1];
}

/* Ends the open input; what is left of its text is dropped. */
static void close_input(struct wtw_reader *reader)
{
    struct wtw_input *input = open_input(reader);
    uint64_t size = input->stored_bytes;

    input->stored_bytes = wtw_sources_stored(reader->sources);
    reader->finished_bytes += size > input->stored_bytes ? size : input->stored_bytes;
    if (reader->needs_spill)
        reader->spill_end += input->text_bytes;
    reader->batch->bytes.count = reader->batch->open;
    wtw_sources_close(reader->sources);
    reader->is_open = false;
}

/* Tells the listener why the open input is given up, and closes it. */
static void give_up(struct wtw_reader *reader, enum wtw_reject_reason reason,
                    const struct wtw_error *cause)
{
    struct wtw_input *input = open_input(reader);

    if (input->container == WTW_CONTAINER_UNKNOWN)
        input->container = WTW_CONTAINER_UNREAD;
    wtw_reject(&reader->walk.listener, reason, cause);
    close_input(reader);
}

/* Decides where the records of the open input can be read again. */
static void choose_keeping(struct wtw_reader *reader,
                           const struct wtw_source_facts *facts)
{
    struct wtw_input *input = open_input(reader);
    bool is_stdin = strcmp(input->name, "-") == 0;

    input->inode = facts->inode;
    input->compression = facts->compression;
    reader->is_file = facts->is_file && facts->compression == WTW_COMPRESSION_NONE;
    if (reader->is_file) {
        input->keeping = is_stdin ? WTW_KEEPING_STDIN : WTW_KEEPING_FILE;
        input->base = facts->begin;
    } else if (reader->options.keep_for_rereading) {
        input->keeping = WTW_KEEPING_SPILL;
        input->base = reader->spill_end;
        reader->needs_spill = true;
    }
}

static enum wtw_status open_next_input(struct wtw_reader *reader, struct wtw_error *error)
{
    struct wtw_error cause = {0};
    struct wtw_source_facts facts;
    enum wtw_status status = WTW_OK;

    if (reader->met == reader->walk.inputs.count)
        return WTW_END;
    reader->met++;
    reader->is_open = true;
    reader->has_ended = false;
    reader->needs_spill = false;
    reader->cutter =
        (struct wtw_cutter){.name = open_input(reader)->name,
                            .input = (uint32_t)(reader->met - 1),
                            .max_record_bytes = reader->options.max_record_bytes,
                            .line = 1,
                            .counts = open_input(reader),
                            .listener = &reader->walk.listener};
    status = wtw_sources_open(reader->sources, &reader->walk.inputs, reader->met - 1,
                              &facts, &cause);
    if (status == WTW_OK)
        choose_keeping(reader, &facts);
    if (status == WTW_IO) {
        give_up(reader, WTW_REJECT_UNREADABLE, &cause);
        return WTW_OK;
    }
    if (status != WTW_OK && error)
        *error = cause;
    return status;
}

/* Finds out what the open input holds, if its bytes so far tell. */
static void recognise(struct wtw_reader *reader)
{
    struct wtw_input *input = open_input(reader);
    struct wtw_batch *batch = reader->batch;
    size_t count = batch->bytes.count - batch->open;
    struct wtw_container_finding finding =
        wtw_container_recognise(count ? batch->bytes.items + batch->open : "", count,
                                reader->has_ended, input->by_name);

    input->container = finding.container;
    reader->cutter.format = wtw_format_of(finding.container);
    if (reader->cutter.format && !reader->cutter.format->is_whole) {
        batch->open += finding.mark_bytes;
        reader->cutter.offset += finding.mark_bytes;
        reader->cutter.line_offset = finding.mark_bytes;
    } else if (finding.container == WTW_CONTAINER_UNREAD) {
        const struct wtw_spot spot = {.input = input->name, .byte_offset = UINT64_MAX};
        struct wtw_error cause = {0};

        wtw_fail_at(&cause, WTW_BAD_INPUT, &spot, "%s", finding.refusal);
        give_up(reader, WTW_REJECT_UNREADABLE, &cause);
    }
}

/* ------------------------------------------------------------------ pieces */

/* Room for the next piece: what the batch has left, or as much again for a record that
 * outgrows it; for a small file no more than it has, and a byte to see its end by. */
static size_t piece_room(const struct wtw_reader *reader)
{
    const struct wtw_input *input = open_input(reader);
    uint64_t used = wtw_batch_used(reader->batch);
    uint64_t wanted = reader->options.batch_bytes;
    uint64_t room = used < wanted ? wanted - used : wanted;
    uint64_t left = 0;

    if (!reader->is_file || input->stored_bytes < input->text_bytes)
        return (size_t)room;
    left = input->stored_bytes - input->text_bytes + 1;
    if (left < LEAST_PIECE)
        left = LEAST_PIECE;
    return (size_t)(left < room ? left : room);
}

/* Looks at 'count' bytes that were just appended. */
static enum wtw_status take_piece(struct wtw_reader *reader, size_t count,
                                  struct wtw_error *error)
{
    struct wtw_input *input = open_input(reader);
    struct wtw_batch *batch = reader->batch;
    size_t kept = count;

    input->text_bytes += count;
    wtw_cutter_feed(&reader->cutter, batch);
    if (kept > batch->bytes.count - batch->open)
        kept = batch->bytes.count - batch->open;
    if (reader->needs_spill && kept)
        WTW_TRY(wtw_spill_write(&reader->spill,
                                batch->bytes.items + batch->bytes.count - kept, kept,
                                input->base + input->text_bytes - kept, error));
    if (input->container == WTW_CONTAINER_UNKNOWN)
        recognise(reader);
    return WTW_OK;
}

/* An empty file may become one of lines; whatever else holds no line yet is no such file. */
static bool may_grow(const struct wtw_reader *reader)
{
    const struct wtw_input *input = open_input(reader);

    return reader->options.waiter.keep_waiting && reader->is_file &&
           reader->met == reader->walk.inputs.count &&
           (input->container == WTW_CONTAINER_JSONL || !input->text_bytes);
}

/* All that the open input has was read. One that may grow is waited for, once the records
 * that are there were given; another file under its name is the next input. */
static enum wtw_status meet_end(struct wtw_reader *reader, struct wtw_error *error)
{
    const struct wtw_input *input = open_input(reader);
    enum wtw_growth growth = WTW_GROWTH_STOPPED;

    if (may_grow(reader)) {
        if (reader->batch->count) {
            reader->is_paused = true;
            return WTW_OK;
        }
        growth = wtw_growth_wait(&reader->options.waiter, input->name,
                                 input->base + wtw_sources_stored(reader->sources),
                                 input->inode);
    }
    if (growth == WTW_GROWTH_MORE) {
        wtw_sources_resume(reader->sources);
        return WTW_OK;
    }
    reader->has_ended = true;
    if (growth == WTW_GROWTH_REPLACED)
        WTW_TRY(wtw_inputs_add(&reader->walk.inputs, input->name, error));
    reader->cutter.counts = open_input(reader);
    return WTW_OK;
}

static enum wtw_status read_piece(struct wtw_reader *reader, struct wtw_error *error)
{
    struct wtw_batch *batch = reader->batch;
    size_t room = piece_room(reader);
    size_t count = 0;
    struct wtw_error cause = {0};
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_buffer_reserve(&batch->bytes, room, error));
    status = wtw_sources_read(reader->sources, batch->bytes.items + batch->bytes.count,
                              room, &count, &cause);
    if (status == WTW_OK) {
        batch->bytes.count += count;
        return take_piece(reader, count, error);
    }
    if (status == WTW_END)
        return meet_end(reader, error);
    if (status == WTW_BAD_INPUT)
        give_up(reader, WTW_REJECT_BROKEN_STREAM, &cause);
    else if (status == WTW_IO)
        give_up(reader, WTW_REJECT_UNREADABLE, &cause);
    else
        return wtw_fail(error, status, "%s", cause.words);
    return WTW_OK;
}

/* Cuts what is there. An input that has nothing more to give is not read to its end. */
static enum wtw_status cut_open_part(struct wtw_reader *reader, struct wtw_error *error)
{
    const struct wtw_cutter *cutter = &reader->cutter;

    WTW_TRY(wtw_cutter_cut(&reader->cutter, reader->batch, reader->options.batch_records,
                           error));
    if (cutter->is_broken || (cutter->is_skipping && cutter->format->is_whole))
        close_input(reader);
    return WTW_OK;
}

/* All bytes were read, and cut where they could be: what is left is the last record. */
static enum wtw_status finish_input(struct wtw_reader *reader, struct wtw_error *error)
{
    size_t batch_records = reader->options.batch_records;

    if (open_input(reader)->container == WTW_CONTAINER_UNKNOWN) {
        recognise(reader);
        return WTW_OK;
    }
    if (reader->cutter.format)
        WTW_TRY(wtw_cutter_finish(&reader->cutter, reader->batch, batch_records, error));
    if (reader->batch->count < batch_records)
        close_input(reader);
    return WTW_OK;
}

/* ------------------------------------------------------------------ batches */

static bool is_full(const struct wtw_reader *reader)
{
    const struct wtw_batch *batch = reader->batch;

    return reader->is_paused || batch->count >= reader->options.batch_records ||
           (reader->may_be_empty && reader->rejects >= MANY_REJECTS) ||
           (batch->count && wtw_batch_used(batch) >= reader->options.batch_bytes);
}

/* Whether to give the records that are there, as the next read would have to wait. */
static bool would_wait(const struct wtw_reader *reader)
{
    return reader->options.is_prompt && reader->batch->count &&
           !wtw_sources_has_more(reader->sources);
}

static enum wtw_status step(struct wtw_reader *reader, struct wtw_error *error)
{
    if (!reader->is_open)
        return open_next_input(reader, error);
    if (wtw_cutter_has_work(&reader->cutter, reader->batch))
        return cut_open_part(reader, error);
    if (reader->has_ended)
        return finish_input(reader, error);
    reader->is_paused = would_wait(reader);
    return reader->is_paused ? WTW_OK : read_piece(reader, error);
}

static enum wtw_status walk_all(struct wtw_reader *reader, struct wtw_error *error)
{
    if (reader->is_walked)
        return WTW_OK;
    for (size_t i = 0; i < reader->options.path_count; i++)
        WTW_TRY(wtw_walk_path(&reader->walk, reader->options.paths[i], error));
    reader->is_walked = true;
    return WTW_OK;
}

/* Fills the batch, which was begun. */
static enum wtw_status fill_batch(struct wtw_reader *reader,
                                  const struct wtw_record **out_records,
                                  size_t *out_count, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;
    bool has_any = false;

    reader->is_paused = false;
    reader->rejects = 0;
    status = walk_all(reader, error);
    while (status == WTW_OK && !is_full(reader))
        status = step(reader, error);
    has_any = reader->batch->count || (reader->may_be_empty && reader->rejects);
    if (status == WTW_END ? !has_any : status != WTW_OK)
        return status;
    *out_records = wtw_batch_records(reader->batch);
    *out_count = reader->batch->count;
    return WTW_OK;
}

enum wtw_status wtw_reader_next_batch(struct wtw_reader *reader,
                                      const struct wtw_record **out_records,
                                      size_t *out_count, struct wtw_error *error)
{
    reader->may_be_empty = false;
    wtw_batch_begin(reader->batch);
    return fill_batch(reader, out_records, out_count, error);
}

enum wtw_status wtw_reader_next_into(struct wtw_reader *reader, struct wtw_batch *batch,
                                     const struct wtw_record **out_records,
                                     size_t *out_count, struct wtw_error *error)
{
    reader->may_be_empty = true;
    WTW_TRY(wtw_batch_begin_behind(batch, reader->batch, error));
    reader->batch = batch;
    return fill_batch(reader, out_records, out_count, error);
}

/* ------------------------------------------------------------------ what was met */

size_t wtw_reader_input_count(const struct wtw_reader *reader)
{
    return reader->met;
}

struct wtw_input_summary wtw_reader_input(const struct wtw_reader *reader, size_t input)
{
    const struct wtw_input *met = &reader->walk.inputs.items[input];
    bool is_open = reader->is_open && input + 1 == reader->met;

    return (struct wtw_input_summary){
        .name = met->name,
        .container = wtw_container_name(met->container),
        .compression = wtw_compression_name(met->compression),
        .bytes = is_open ? wtw_sources_stored(reader->sources) : met->stored_bytes,
        .text_bytes = met->text_bytes,
        .records = met->records,
    };
}

struct wtw_span wtw_reader_preamble(const struct wtw_reader *reader, size_t input)
{
    return wtw_input_preamble(&reader->walk.inputs.items[input]);
}

uint64_t wtw_reader_skipped(const struct wtw_reader *reader, const char **out_example)
{
    *out_example = reader->walk.skipped_example;
    return reader->walk.skipped;
}

uint64_t wtw_reader_progress(const struct wtw_reader *reader, uint64_t *out_total)
{
    bool is_known = reader->is_walked && !reader->walk.has_pipe;

    *out_total = is_known ? reader->walk.total_bytes : 0;
    return reader->finished_bytes +
           (reader->is_open ? wtw_sources_stored(reader->sources) : 0);
}
