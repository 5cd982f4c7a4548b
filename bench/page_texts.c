/*
 * page_texts.c - the main text of saved pages, to be scored, and how fast it was found
 *
 *     page_texts INPUT... >predicted.json
 *
 * INPUT is what the command reads: files, folders, web archives. Writes one object of JSON
 * with a member for each article, {"NAME": {"articleBody": TEXT, "url": ..., ...}}, where
 * NAME is the input's file name before its first dot, or for an archive the article's url.
 * That is the form of the public benchmark of article extraction (scrapinghub). Prints
 * pages, seconds, pages a second on one core, and peak memory.
 */
#include "base/clock.h"
#include "read/field_values.h"
#include "read/reader.h"
#include "write/json_out.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

struct run {
    struct wtw_reader *reader;
    struct wtw_out out;
    struct wtw_json json;
    struct wtw_buffer scratch;
    uint64_t pages;
    uint64_t rejects;
};

static void note_reject(void *context, enum wtw_reject_reason reason,
                        const struct wtw_error *error)
{
    struct run *run = context;

    (void)reason;
    run->rejects++;
    fprintf(stderr, "page_texts: %s: %s\n", error->input, error->words);
}

/* The file's name, without folders and from its first dot on. */
static struct wtw_span bare_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    return (struct wtw_span){name, strcspn(name, ".")};
}

static void write_page(struct run *run, const struct wtw_record *record,
                       const struct wtw_fields *fields)
{
    static const char *const names[WTW_FIELD_COUNT] = {
        "articleBody", "id", "url", "title", "date", "source", "language"};
    struct wtw_input_summary input = wtw_reader_input(run->reader, record->place.input);
    struct wtw_span name = wtw_fields_id(fields);
    char key[1024];

    if (strcmp(input.container, "HTML") == 0 || !name.count)
        name = bare_name(input.name);
    snprintf(key, sizeof key, "%.*s", (int)(name.count < 1000 ? name.count : 1000),
             name.items);
    wtw_json_name(&run->json, key);
    wtw_json_open(&run->json, '{');
    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        if (!fields->items[i].key)
            continue;
        wtw_json_name(&run->json, names[i]);
        wtw_json_text(&run->json, fields->items[i].value);
    }
    wtw_json_close(&run->json, '}');
    wtw_out_character(&run->out, '\n');
}

static enum wtw_status take_batch(struct run *run, const struct wtw_record *records,
                                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct wtw_fields fields;
        enum wtw_reject_reason reason = WTW_REJECT_NO_TEXT;
        struct wtw_error error = {0};
        enum wtw_status status = wtw_record_parse(run->reader, &records[i], &run->scratch,
                                                  &fields, &reason, &error);

        if (status == WTW_BAD_INPUT)
            note_reject(run, reason, &error);
        else if (status != WTW_OK)
            return status;
        else
            write_page(run, &records[i], &fields);
        run->pages++;
    }
    return WTW_OK;
}

static enum wtw_status take_all(struct run *run, struct wtw_error *error)
{
    const struct wtw_record *records = NULL;
    size_t count = 0;
    enum wtw_status status = WTW_OK;

    wtw_json_open(&run->json, '{');
    while (status == WTW_OK) {
        status = wtw_reader_next_batch(run->reader, &records, &count, error);
        if (status == WTW_OK)
            status = take_batch(run, records, count);
    }
    wtw_json_close(&run->json, '}');
    wtw_out_character(&run->out, '\n');
    return status == WTW_END ? wtw_out_flush(&run->out, "standard output", error)
                             : status;
}

static void print_figures(const struct run *run, double seconds)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    fprintf(stderr, "%llu pages in %.2f s, %.0f a second; %llu rejected; peak %.1f MiB\n",
            (unsigned long long)run->pages, seconds, (double)run->pages / seconds,
            (unsigned long long)run->rejects, (double)usage.ru_maxrss / 1024);
}

int main(int argc, char **argv)
{
    struct run run = {0};
    const struct wtw_reader_options options = {.paths = (const char *const *)argv + 1,
                                               .path_count = (size_t)argc - 1};
    const struct wtw_reject_listener listener = {note_reject, &run};
    struct wtw_error error = {0};
    double begun = wtw_seconds_now();
    enum wtw_status status = wtw_reader_new(&options, &listener, &run.reader, &error);

    if (status == WTW_OK)
        status = wtw_out_init(&run.out, STDOUT_FILENO, &error);
    if (status == WTW_OK) {
        wtw_json_init(&run.json, &run.out, false);
        status = take_all(&run, &error);
    }
    if (status == WTW_OK)
        print_figures(&run, wtw_seconds_now() - begun);
    else
        fprintf(stderr, "page_texts: %s\n", error.words);
    wtw_reader_free(run.reader);
    wtw_out_release(&run.out);
    wtw_buffer_release(&run.scratch);
    return status == WTW_OK ? 0 : 2;
}
