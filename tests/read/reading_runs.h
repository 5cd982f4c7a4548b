/*
 * reading_runs.h - a reader run from begin to end, and what it gave
 */
#ifndef WTW_TESTS_READING_RUNS_H
#define WTW_TESTS_READING_RUNS_H

#include "read/reader.h"
#include "temporary_files.h"

#include <sys/wait.h>

static struct wtw_error told[64];
static enum wtw_reject_reason reasons[64];
static size_t told_count;

__attribute__((unused)) static void note(void *context, enum wtw_reject_reason reason,
                                         const struct wtw_error *error)
{
    (void)context;
    told[told_count % 64] = *error;
    reasons[told_count % 64] = reason;
    told_count++;
}

static const struct wtw_reject_listener listener = {note, NULL};

/* All records of a run, copied. */
struct all {
    struct wtw_buffer bytes;
    struct wtw_place places[4000];
    size_t starts[4000];
    size_t count;
};

__attribute__((unused)) static struct wtw_reader *new_reader(
    const struct wtw_reader_options *options)
{
    struct wtw_reader *reader = NULL;
    struct wtw_error error = {0};

    told_count = 0;
    check_ok(wtw_reader_new(options, &listener, &reader, &error), &error);
    return reader;
}

__attribute__((unused)) static struct wtw_reader_options options_for(
    const char *const *paths, size_t count)
{
    return (struct wtw_reader_options){
        .paths = paths, .path_count = count, .keep_for_rereading = true};
}

static void keep_records(struct all *all, const struct wtw_record *records, size_t count)
{
    struct wtw_error error = {0};

    for (size_t i = 0; i < count; i++) {
        check(all->count < 4000);
        all->places[all->count] = records[i].place;
        all->starts[all->count++] = all->bytes.count;
        check_ok(wtw_buffer_append(&all->bytes, records[i].bytes,
                                   records[i].place.byte_count, &error),
                 &error);
    }
}

__attribute__((unused)) static struct all *read_all(struct wtw_reader *reader)
{
    struct all *all = calloc(1, sizeof *all);
    const struct wtw_record *records = NULL;
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;
    size_t count = 0;

    while ((status = wtw_reader_next_batch(reader, &records, &count, &error)) == WTW_OK) {
        check(count > 0);
        keep_records(all, records, count);
    }
    cr_assert(status == WTW_END, "%s", error.words);
    check_status(wtw_reader_next_batch(reader, &records, &count, &error), WTW_END);
    return all;
}

__attribute__((unused)) static void free_all(struct all *all)
{
    wtw_buffer_release(&all->bytes);
    free(all);
}

__attribute__((unused)) static void check_record(const struct all *all, size_t i,
                                                 uint32_t input, uint32_t line,
                                                 uint64_t offset, const char *bytes)
{
    check(i < all->count);
    check_number(all->places[i].input, input);
    check_number(all->places[i].line, line);
    check_number(all->places[i].offset, offset);
    cr_assert(all->places[i].byte_count == strlen(bytes) &&
                  (!bytes[0] ||
                   memcmp(all->bytes.items + all->starts[i], bytes, strlen(bytes)) == 0),
              "record %zu: got %.*s", i, (int)all->places[i].byte_count,
              all->bytes.items + all->starts[i]);
}

/* Reads only the text of a record again, in both ways, and compares it with the record's. */
__attribute__((unused)) static void check_text_again(const struct wtw_reader *reader,
                                                     const struct wtw_record *record)
{
    struct wtw_place place = record->place;
    struct wtw_buffer scratch = {0};
    struct wtw_buffer text = {0};
    struct wtw_fields fields;
    enum wtw_reject_reason reason;
    struct wtw_error error = {0};
    struct wtw_span wanted;

    if (wtw_record_parse(reader, record, &scratch, &fields, &reason, NULL) == WTW_OK) {
        wanted = fields.items[WTW_FIELD_TEXT].value;
        for (int i = 0; i < 2; i++) {
            place.text_begin = i == 0 ? 0 : fields.text_begin;
            check_ok(wtw_reader_reread_text(reader, &place, &text, &error), &error);
            check_number(text.count, wanted.count);
            check(!wanted.count || memcmp(text.items, wanted.items, wanted.count) == 0);
        }
    }
    wtw_buffer_release(&scratch);
    wtw_buffer_release(&text);
}

/* Reads one record again and compares it. */
__attribute__((unused)) static void check_again(const struct wtw_reader *reader,
                                                const struct all *all, size_t i,
                                                struct wtw_buffer *buffer)
{
    struct wtw_record record;
    struct wtw_error error = {0};

    check_ok(wtw_reader_reread(reader, &all->places[i], buffer, &record, &error), &error);
    check_number(record.place.byte_count, all->places[i].byte_count);
    if (record.place.byte_count)
        check(memcmp(record.bytes, all->bytes.items + all->starts[i],
                     record.place.byte_count) == 0);
    check_text_again(reader, &record);
}

__attribute__((unused)) static void check_all_again(const struct wtw_reader *reader,
                                                    const struct all *all)
{
    struct wtw_buffer buffer = {0};

    for (size_t i = 0; i < all->count; i++)
        check_again(reader, all, (i * 7919) % all->count, &buffer);
    wtw_buffer_release(&buffer);
}

__attribute__((unused)) static void check_summary(const struct wtw_reader *reader,
                                                  size_t i, const char *container,
                                                  const char *compression,
                                                  uint64_t records)
{
    struct wtw_input_summary summary = wtw_reader_input(reader, i);

    check_string(summary.container, container);
    check_string(summary.compression, compression);
    check_number(summary.records, records);
}

/* 'count' lines of JSON of various lengths. */
__attribute__((unused)) static char *make_lines(int count)
{
    size_t room = (size_t)count * 400 + 1;
    char *text = malloc(room);
    size_t used = 0;

    for (int i = 0; i < count; i++) {
        used += (size_t)snprintf(text + used, room - used, "{\"id\":%d,\"text\":\"", i);
        memset(text + used, 'a' + i % 26, (size_t)(i * 37 % 300));
        used += (size_t)(i * 37 % 300);
        used += (size_t)snprintf(text + used, room - used, "\"}%s\n", i % 5 ? "" : "\r");
        if (i % 11 == 0)
            used += (size_t)snprintf(text + used, room - used, " \n");
    }
    return text;
}

__attribute__((unused)) static const char *write_gzip(const char *name, const char *text)
{
    size_t room = strlen(text) + 1000;
    char *packed = malloc(room);
    const char *path =
        write_bytes(name, packed, gzip_bytes(text, strlen(text), packed, room));

    free(packed);
    return path;
}

__attribute__((unused)) static const char *write_zstd(const char *name, const char *text)
{
    size_t room = strlen(text) + 1000;
    char *packed = malloc(room);
    const char *path =
        write_bytes(name, packed, zstd_bytes(text, strlen(text), packed, room));

    free(packed);
    return path;
}

/* Puts 'text' behind standard input, through a pipe that a child fills. */
__attribute__((unused)) static pid_t pipe_to_stdin(const char *text, size_t count)
{
    int ends[2];
    pid_t child = 0;

    check(pipe(ends) == 0);
    child = fork();
    if (child == 0) {
        close(ends[0]);
        while (count) {
            ssize_t step = write(ends[1], text, count < 1000 ? count : 1000);

            if (step < 0)
                _exit(1);
            text += step;
            count -= (size_t)step;
        }
        _exit(0);
    }
    close(ends[1]);
    check(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    close(ends[0]);
    return child;
}

#endif
