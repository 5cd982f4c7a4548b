/*
 * reader_rates.c - how fast the records of an input are found, and understood
 *
 *     reader_rates INPUT
 *
 * Reads INPUT twice with one thread: once only cutting records off, once parsing each as
 * the command does. Prints a line: container, bytes, records, seconds to find, seconds to
 * find and understand, peak memory in bytes. Run by bench/measure_readers.
 */
#include "base/clock.h"
#include "read/reader.h"

#include <stdio.h>
#include <sys/resource.h>

struct pass {
    const char *path;
    bool understands;
    uint64_t records;
    uint64_t rejects;
    uint64_t bytes;
    const char *container;
    double seconds;
};

static void note_reject(void *context, enum wtw_reject_reason reason,
                        const struct wtw_error *error)
{
    struct pass *pass = context;

    (void)reason;
    (void)error;
    pass->rejects++;
}

static enum wtw_status understand(struct pass *pass, const struct wtw_reader *reader,
                                  const struct wtw_record *record,
                                  struct wtw_buffer *scratch, struct wtw_error *error)
{
    struct wtw_fields fields;
    enum wtw_reject_reason reason;
    enum wtw_status status =
        wtw_record_parse(reader, record, scratch, &fields, &reason, error);

    pass->rejects += status == WTW_BAD_INPUT;
    return status == WTW_BAD_INPUT ? WTW_OK : status;
}

static enum wtw_status read_all(struct pass *pass, struct wtw_reader *reader,
                                struct wtw_buffer *scratch, struct wtw_error *error)
{
    const struct wtw_record *records = NULL;
    size_t count = 0;
    enum wtw_status status = WTW_OK;

    while (status == WTW_OK) {
        status = wtw_reader_next_batch(reader, &records, &count, error);
        if (status != WTW_OK)
            break;
        pass->records += count;
        for (size_t i = 0; i < count && pass->understands && status == WTW_OK; i++)
            status = understand(pass, reader, &records[i], scratch, error);
    }
    return status == WTW_END ? WTW_OK : status;
}

static enum wtw_status run_pass(struct pass *pass, struct wtw_error *error)
{
    const struct wtw_reader_options options = {.paths = &pass->path, .path_count = 1};
    const struct wtw_reject_listener listener = {note_reject, pass};
    struct wtw_reader *reader = NULL;
    struct wtw_buffer scratch = {0};
    double begun = wtw_seconds_now();
    enum wtw_status status = wtw_reader_new(&options, &listener, &reader, error);

    if (status == WTW_OK)
        status = read_all(pass, reader, &scratch, error);
    pass->seconds = wtw_seconds_now() - begun;
    if (status == WTW_OK && wtw_reader_input_count(reader)) {
        pass->container = wtw_reader_input(reader, 0).container;
        pass->bytes = wtw_reader_input(reader, 0).text_bytes;
    }
    wtw_reader_free(reader);
    wtw_buffer_release(&scratch);
    return status;
}

int main(int argc, char **argv)
{
    struct pass found = {.path = argc == 2 ? argv[1] : "-"};
    struct pass understood = {.path = found.path, .understands = true};
    struct wtw_error error = {0};
    struct rusage usage;

    if (argc != 2 || run_pass(&found, &error) != WTW_OK ||
        run_pass(&understood, &error) != WTW_OK || !found.container) {
        fprintf(stderr, "reader_rates: %s\n",
                error.words[0] ? error.words : "give one file that can be read");
        return 2;
    }
    if (understood.rejects)
        fprintf(stderr, "reader_rates: %llu rejected\n",
                (unsigned long long)understood.rejects);
    getrusage(RUSAGE_SELF, &usage);
    printf("%s\t%llu\t%llu\t%.6f\t%.6f\t%llu\n", found.container,
           (unsigned long long)found.bytes, (unsigned long long)found.records,
           found.seconds, understood.seconds, (unsigned long long)usage.ru_maxrss * 1024);
    return 0;
}
