/*
 * test_reader.c - records from any input, the same in any portions, and the same when
 * read again
 */
#include "check.h"

#include "base/faults.h"
#include "read/reader.h"
#include "temporary_files.h"

#include <dirent.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>

TestSuite(reader, .init = make_test_folder, .fini = remove_test_folder);

/* ------------------------------------------------------------------ help */

static struct wtw_error told[64];
static enum wtw_reject_reason reasons[64];
static size_t told_count;

static void note(void *context, enum wtw_reject_reason reason,
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

static struct wtw_reader *new_reader(const struct wtw_reader_options *options)
{
    struct wtw_reader *reader = NULL;
    struct wtw_error error = {0};

    told_count = 0;
    check_ok(wtw_reader_new(options, &listener, &reader, &error), &error);
    return reader;
}

static struct wtw_reader_options options_for(const char *const *paths, size_t count)
{
    return (struct wtw_reader_options){
        .paths = paths, .path_count = count, .keep_for_rereading = true};
}

static struct all *read_all(struct wtw_reader *reader)
{
    struct all *all = calloc(1, sizeof *all);
    const struct wtw_record *records = NULL;
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;
    size_t count = 0;

    while ((status = wtw_reader_next_batch(reader, &records, &count, &error)) == WTW_OK) {
        check(count > 0);
        for (size_t i = 0; i < count; i++) {
            check(all->count < 4000);
            all->places[all->count] = records[i].place;
            all->starts[all->count++] = all->bytes.count;
            check_ok(wtw_buffer_append(&all->bytes, records[i].bytes,
                                       records[i].place.byte_count, &error),
                     &error);
        }
    }
    cr_assert(status == WTW_END, "%s", error.words);
    check_status(wtw_reader_next_batch(reader, &records, &count, &error), WTW_END);
    return all;
}

static void free_all(struct all *all)
{
    wtw_buffer_release(&all->bytes);
    free(all);
}

static void check_record(const struct all *all, size_t i, uint32_t input, uint32_t line,
                         uint64_t offset, const char *bytes)
{
    check(i < all->count);
    check_number(all->places[i].input, input);
    check_number(all->places[i].line, line);
    check_number(all->places[i].offset, offset);
    cr_assert(all->places[i].byte_count == strlen(bytes) &&
                  memcmp(all->bytes.items + all->starts[i], bytes, strlen(bytes)) == 0,
              "record %zu: got %.*s", i, (int)all->places[i].byte_count,
              all->bytes.items + all->starts[i]);
}

/* Reads one record again and compares it. */
static void check_again(const struct wtw_reader *reader, const struct all *all, size_t i,
                        struct wtw_buffer *buffer)
{
    struct wtw_record record;
    struct wtw_error error = {0};

    check_ok(wtw_reader_reread(reader, &all->places[i], buffer, &record, &error), &error);
    check_number(record.place.byte_count, all->places[i].byte_count);
    check(memcmp(record.bytes, all->bytes.items + all->starts[i],
                 record.place.byte_count) == 0);
}

static void check_all_again(const struct wtw_reader *reader, const struct all *all)
{
    struct wtw_buffer buffer = {0};

    for (size_t i = 0; i < all->count; i++)
        check_again(reader, all, (i * 7919) % all->count, &buffer);
    wtw_buffer_release(&buffer);
}

static void check_summary(const struct wtw_reader *reader, size_t i,
                          const char *container, const char *compression,
                          uint64_t records)
{
    struct wtw_input_summary summary = wtw_reader_input(reader, i);

    check_string(summary.container, container);
    check_string(summary.compression, compression);
    check_number(summary.records, records);
}

/* 'count' lines of JSON of various lengths. */
static char *make_lines(int count)
{
    char *text = malloc((size_t)count * 400 + 1);
    size_t used = 0;

    for (int i = 0; i < count; i++) {
        used += (size_t)sprintf(text + used, "{\"id\":%d,\"text\":\"", i);
        memset(text + used, 'a' + i % 26, (size_t)(i * 37 % 300));
        used += (size_t)(i * 37 % 300);
        used += (size_t)sprintf(text + used, "\"}%s\n", i % 5 ? "" : "\r");
        if (i % 11 == 0)
            used += (size_t)sprintf(text + used, " \n");
    }
    return text;
}

static const char *write_gzip(const char *name, const char *text)
{
    size_t room = strlen(text) + 1000;
    char *packed = malloc(room);
    const char *path =
        write_bytes(name, packed, gzip_bytes(text, strlen(text), packed, room));

    free(packed);
    return path;
}

static const char *write_zstd(const char *name, const char *text)
{
    size_t room = strlen(text) + 1000;
    char *packed = malloc(room);
    const char *path =
        write_bytes(name, packed, zstd_bytes(text, strlen(text), packed, room));

    free(packed);
    return path;
}

/* Puts 'text' behind standard input, through a pipe that a child fills. */
static pid_t pipe_to_stdin(const char *text, size_t count)
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

/* ------------------------------------------------------------------ records */

Test(reader, gives_records_with_their_places)
{
    const char *paths[] = {
        write_text("a.jsonl", "{\"text\":\"one\"}\n\n{\"text\":\"two\"}\r\n"),
        write_text("b.txt", "Three\n\nlines.\n"),
        write_text("c", "\xef\xbb\xbf {\"text\":\"four\"}")};
    struct wtw_reader_options options = options_for(paths, 3);
    struct wtw_reader *reader = new_reader(&options);
    struct all *all = read_all(reader);

    check_number(all->count, 4);
    check_record(all, 0, 0, 1, 0, "{\"text\":\"one\"}");
    check_record(all, 1, 0, 3, 16, "{\"text\":\"two\"}");
    check_record(all, 2, 1, 1, 0, "Three\n\nlines.\n");
    check_record(all, 3, 2, 1, 3, " {\"text\":\"four\"}");
    check_all_again(reader, all);
    check_number(told_count, 0);
    check_number(wtw_reader_input_count(reader), 3);
    check_summary(reader, 0, "JSONL", "none", 2);
    check_summary(reader, 1, "text", "none", 1);
    check_summary(reader, 2, "JSONL", "none", 1);
    check_number(wtw_reader_input(reader, 0).bytes, 32);
    check_number(wtw_reader_input(reader, 0).text_bytes, 32);
    check_string(wtw_reader_input(reader, 1).name, paths[1]);
    free_all(all);
    wtw_reader_free(reader);
}

static void check_same(const struct all *a, const struct all *b)
{
    check_number(a->count, b->count);
    check(memcmp(a->places, b->places, a->count * sizeof a->places[0]) == 0);
    check_number(a->bytes.count, b->bytes.count);
    check(memcmp(a->bytes.items, b->bytes.items, a->bytes.count) == 0);
}

Test(reader, gives_the_same_records_in_batches_of_any_size)
{
    static const uint64_t sizes[] = {1, 2, 3, 5, 64, 1000, 4096, 100000};
    static const uint32_t counts[] = {0, 1, 3};
    char *text = make_lines(300);
    const char *paths[] = {
        write_text("a.jsonl", text),  write_gzip("b", text),
        write_zstd("c.ndjson", text), write_text("d.txt", "Short.\n"),
        write_text("e.md", text),     write_text("f", " \n\n {\"text\":\"x\"}"),
        write_gzip("g.txt.gz", "")};
    struct wtw_reader_options options = options_for(paths, 7);
    struct wtw_reader *reader = new_reader(&options);
    struct all *whole = read_all(reader);

    options.keep_for_rereading = true;
    check_number(whole->count, 904);
    check_all_again(reader, whole);
    wtw_reader_free(reader);
    for (size_t i = 0; i < 24; i++) {
        options.batch_bytes = sizes[i / 3];
        options.batch_records = counts[i % 3];
        reader = new_reader(&options);
        struct all *parts = read_all(reader);

        check_same(parts, whole);
        check_all_again(reader, parts);
        free_all(parts);
        wtw_reader_free(reader);
    }
    free_all(whole);
    free(text);
}

Test(reader, lets_many_small_files_share_a_batch)
{
    const char *paths[] = {test_folder};
    struct wtw_reader_options options = options_for(paths, 1);
    const struct wtw_record *records = NULL;
    struct wtw_error error = {0};
    struct wtw_reader *reader = NULL;
    size_t count = 0;
    char name[32];

    for (int i = 0; i < 500; i++) {
        snprintf(name, sizeof name, "%03d.txt", i);
        write_text(name, name);
    }
    reader = new_reader(&options);
    check_ok(wtw_reader_next_batch(reader, &records, &count, &error), &error);
    check_number(count, 500);
    check_bytes(records[77].bytes, records[77].place.byte_count, "077.txt");
    check_status(wtw_reader_next_batch(reader, &records, &count, &error), WTW_END);
    wtw_reader_free(reader);
}

Test(reader, counts_an_empty_text_file_and_no_other_empty_file)
{
    const char *paths[] = {write_text("a.txt", ""), write_text("b.jsonl", ""),
                           write_text("c", ""), write_text("d", " \n "),
                           write_gzip("e.md.gz", "")};
    struct wtw_reader_options options = options_for(paths, 5);
    struct wtw_reader *reader = new_reader(&options);
    struct all *all = read_all(reader);

    check_number(all->count, 2);
    check_record(all, 0, 0, 1, 0, "");
    check_record(all, 1, 4, 1, 0, "");
    check_all_again(reader, all);
    check_summary(reader, 0, "text", "none", 1);
    check_summary(reader, 1, "empty", "none", 0);
    check_summary(reader, 2, "empty", "none", 0);
    check_summary(reader, 3, "empty", "none", 0);
    check_summary(reader, 4, "text", "gzip", 1);
    check_number(told_count, 0);
    free_all(all);
    wtw_reader_free(reader);
}

Test(reader, parses_records_of_both_kinds)
{
    const char *paths[] = {
        write_text("a.jsonl",
                   "{\"title\":\"T\",\"text\":\"one \\u2014 two\"}\n{\"text\":}\n"),
        write_text("b.txt", "# Title\n\nMarch 07, 2023\n\nBody.\n")};
    struct wtw_reader_options options = options_for(paths, 2);
    struct wtw_reader *reader = new_reader(&options);
    const struct wtw_record *records = NULL;
    struct wtw_buffer scratch = {0};
    struct wtw_fields fields;
    enum wtw_reject_reason reason = WTW_REJECT_NO_TEXT;
    struct wtw_error error = {0};
    size_t count = 0;

    check_ok(wtw_reader_next_batch(reader, &records, &count, &error), &error);
    check_number(count, 3);
    check_ok(wtw_record_parse(reader, &records[0], &scratch, &fields, &reason, &error),
             &error);
    check_bytes(fields.items[WTW_FIELD_TEXT].value.items,
                fields.items[WTW_FIELD_TEXT].value.count, "one \xe2\x80\x94 two");
    check(!fields.title_is_in_text);
    check_status(
        wtw_record_parse(reader, &records[1], &scratch, &fields, &reason, &error),
        WTW_BAD_INPUT);
    check_number(reason, WTW_REJECT_NOT_JSON);
    check_string(error.input, paths[0]);
    check_number(error.line, 2);
    check_number(error.column, 9);
    check_number(error.byte_offset, 38 + 8);
    check_ok(wtw_record_parse(reader, &records[2], &scratch, &fields, &reason, &error),
             &error);
    check_bytes(fields.items[WTW_FIELD_TITLE].value.items,
                fields.items[WTW_FIELD_TITLE].value.count, "Title");
    check(fields.title_is_in_text);
    check_number(fields.published_seconds, INT64_C(1678147200));
    wtw_buffer_release(&scratch);
    wtw_reader_free(reader);
}

/* ------------------------------------------------------------------ standard input */

Test(reader, reads_a_pipe_and_reads_it_again)
{
    const char *paths[] = {"-"};
    struct wtw_reader_options options = options_for(paths, 1);
    char *text = make_lines(200);
    pid_t child = pipe_to_stdin(text, strlen(text));
    struct wtw_reader *reader = NULL;
    struct all *all = NULL;
    uint64_t total = 1;

    options.batch_bytes = 3000;
    reader = new_reader(&options);
    all = read_all(reader);
    check_number(all->count, 200);
    check_all_again(reader, all);
    check_summary(reader, 0, "JSONL", "none", 200);
    check_string(wtw_reader_input(reader, 0).name, "-");
    check_number(wtw_reader_progress(reader, &total), strlen(text));
    check_number(total, 0);
    waitpid(child, NULL, 0);
    free_all(all);
    free(text);
    wtw_reader_free(reader);
}

Test(reader, reads_standard_input_that_is_a_file_without_a_spill)
{
    const char *paths[] = {"-"};
    struct wtw_reader_options options = options_for(paths, 1);
    char *text = make_lines(50);
    int descriptor = open(write_text("a", text), O_RDONLY);
    struct wtw_reader *reader = NULL;
    struct all *all = NULL;

    setenv("TMPDIR", "/nowhere/at/all", 1);
    check(dup2(descriptor, STDIN_FILENO) == STDIN_FILENO);
    /* Someone before us has taken the first line. */
    check(lseek(STDIN_FILENO, strchr(text, '\n') + 1 - text, SEEK_SET) > 0);
    reader = new_reader(&options);
    all = read_all(reader);
    check_number(all->count, 49);
    check_number(all->places[0].offset, 2);
    check_all_again(reader, all);
    free_all(all);
    free(text);
    wtw_reader_free(reader);
}

Test(reader, reads_a_named_pipe_and_packed_files_through_one_spill_file)
{
    char *text = make_lines(100);
    const char *paths[] = {write_gzip("a.gz", text), test_path("pipe"),
                           write_zstd("c.zst", text)};
    struct wtw_reader_options options = options_for(paths, 3);
    struct wtw_reader *reader = NULL;
    struct all *all = NULL;
    pid_t child = 0;

    check(mkfifo(paths[1], 0666) == 0);
    child = fork();
    if (child == 0) {
        FILE *pipe_end = fopen(paths[1], "wb");

        _exit(pipe_end && fputs(text, pipe_end) >= 0 && fclose(pipe_end) == 0 ? 0 : 1);
    }
    reader = new_reader(&options);
    all = read_all(reader);
    check_number(all->count, 300);
    check_all_again(reader, all);
    check_summary(reader, 0, "JSONL", "gzip", 100);
    check_summary(reader, 1, "JSONL", "none", 100);
    check_summary(reader, 2, "JSONL", "zstd", 100);
    waitpid(child, NULL, 0);
    free_all(all);
    free(text);
    wtw_reader_free(reader);
}

Test(reader, says_that_a_record_was_not_kept)
{
    const char *paths[] = {write_gzip("a.gz", "{\"text\":\"one two\"}\n")};
    struct wtw_reader_options options = {.paths = paths, .path_count = 1};
    struct wtw_reader *reader = new_reader(&options);
    struct all *all = read_all(reader);
    struct wtw_buffer buffer = {0};
    struct wtw_record record;
    struct wtw_error error = {0};

    check_status(wtw_reader_reread(reader, &all->places[0], &buffer, &record, &error),
                 WTW_BAD_ARGUMENT);
    free_all(all);
    wtw_reader_free(reader);
}

Test(reader, cannot_go_on_without_room_for_the_spill)
{
    const char *paths[] = {write_gzip("a.gz", "{\"text\":\"one two\"}\n")};
    struct wtw_reader_options options = options_for(paths, 1);
    struct wtw_reader *reader = new_reader(&options);
    const struct wtw_record *records = NULL;
    struct wtw_error error = {0};
    size_t count = 0;

    setenv("TMPDIR", "/nowhere/at/all", 1);
    check_status(wtw_reader_next_batch(reader, &records, &count, &error), WTW_IO);
    check(strstr(error.words, "/nowhere/at/all") && strstr(error.words, "TMPDIR"));
    wtw_reader_free(reader);
}

/* ------------------------------------------------------------------ what goes wrong */

Test(reader, refuses_bad_options)
{
    struct wtw_reader_options options = {.path_count = 0};
    const char *paths[] = {"a"};
    struct wtw_reader *reader = NULL;
    struct wtw_error error = {0};

    check_status(wtw_reader_new(&options, &listener, &reader, &error), WTW_BAD_ARGUMENT);
    options = (struct wtw_reader_options){
        .paths = paths, .path_count = 1, .max_record_bytes = UINT64_C(1) << 32};
    check_status(wtw_reader_new(&options, &listener, &reader, &error), WTW_BAD_ARGUMENT);
    check(reader == NULL);
    wtw_reader_free(NULL);
}

Test(reader, goes_on_after_inputs_that_cannot_be_read)
{
    const char *paths[] = {test_path("missing"),
                           write_text("array", "[{\"text\":\"one\"}]"),
                           write_text("page", "<html><body>x</body></html>"),
                           write_text("archive", "WARC/1.0\r\nWARC-Type: response\r\n"),
                           write_text("good.txt", "Good."),
                           NULL};
    struct wtw_reader_options options = options_for(paths, 5);
    struct wtw_reader *reader = NULL;
    struct all *all = NULL;

    /* A gzip file inside a zstd file. */
    char packed[1000];
    char twice[1000];
    size_t count = gzip_bytes("one two three four", 18, packed, sizeof packed);
    paths[5] = write_bytes("twice.txt.zst", twice,
                           zstd_bytes(packed, count, twice, sizeof twice));
    options.path_count = 6;

    reader = new_reader(&options);
    all = read_all(reader);
    check_number(all->count, 1);
    check_record(all, 0, 3, 1, 0, "Good.");
    check_number(told_count, 5);
    for (size_t i = 0; i < 5; i++)
        check_number(reasons[i], WTW_REJECT_UNREADABLE);
    check_string(told[0].input, paths[0]);
    check(strstr(told[1].words, "jq -c '.[]'") != NULL);
    check(strstr(told[2].words, "HTML") != NULL);
    check(strstr(told[3].words, "WARC") != NULL);
    check(strstr(told[4].words, "compressed twice") != NULL);
    check_string(told[4].input, paths[5]);
    check_summary(reader, 0, "unread", "none", 0);
    check_summary(reader, 4, "unread", "zstd", 0);
    free_all(all);
    wtw_reader_free(reader);
}

Test(reader, tells_of_missing_files_before_the_first_record)
{
    const char *paths[] = {write_text("a.txt", "One."), test_path("missing")};
    struct wtw_reader_options options = options_for(paths, 2);
    const struct wtw_record *records = NULL;
    struct wtw_reader *reader = NULL;
    struct wtw_error error = {0};
    size_t count = 0;

    options.batch_records = 1;
    reader = new_reader(&options);
    check_number(told_count, 0);
    check_ok(wtw_reader_next_batch(reader, &records, &count, &error), &error);
    check_number(told_count, 1);
    wtw_reader_free(reader);
}

Test(reader, keeps_what_came_before_a_break)
{
    char *text = make_lines(300);
    char *packed = malloc(100000);
    size_t count = gzip_bytes(text, strlen(text), packed, 100000);
    const char *paths[] = {write_bytes("a.gz", packed, count / 2),
                           write_text("b.txt", "Good."),
                           write_bytes("c.txt.gz", packed, count - 1)};
    struct wtw_reader_options options = options_for(paths, 3);
    struct wtw_reader *reader = new_reader(&options);
    struct all *all = read_all(reader);

    check(all->count > 20 && all->count < 280);
    check_record(all, all->count - 1, 1, 1, 0, "Good.");
    for (size_t i = 0; i + 1 < all->count; i++)
        check(memcmp(all->bytes.items + all->starts[i], text + all->places[i].offset,
                     all->places[i].byte_count) == 0 &&
              text[all->places[i].offset + all->places[i].byte_count - 1] == '}');
    check_number(told_count, 2);
    check_number(reasons[0], WTW_REJECT_BROKEN_STREAM);
    check_string(told[0].input, paths[0]);
    check_number(told[0].byte_offset, count / 2);
    check_number(reasons[1], WTW_REJECT_BROKEN_STREAM);
    check_string(told[1].input, paths[2]);
    check_all_again(reader, all);
    free_all(all);
    wtw_reader_free(reader);
    free(packed);
    free(text);
}

Test(reader, gives_whole_records_wherever_a_small_file_is_cut)
{
    const char *text =
        "{\"text\":\"the bridge\"}\n{\"text\":\"was closed\"}\n{\"text\":\"again\"}\n";
    char packed[1000];
    size_t counts[2] = {gzip_bytes(text, strlen(text), packed, 1000), 0};

    for (int kind = 0; kind < 2; kind++) {
        if (kind == 1)
            counts[1] = zstd_bytes(text, strlen(text), packed, 1000);
        for (size_t cut = 4; cut < counts[kind]; cut++) {
            const char *paths[] = {write_bytes("a", packed, cut)};
            struct wtw_reader_options options = options_for(paths, 1);
            struct wtw_reader *reader = new_reader(&options);
            struct all *all = read_all(reader);

            check(all->count <= 3);
            check_number(told_count, 1);
            check_number(reasons[0], WTW_REJECT_BROKEN_STREAM);
            free_all(all);
            wtw_reader_free(reader);
        }
    }
}

Test(reader, rejects_articles_over_the_ceiling)
{
    const char *paths[] = {
        write_text("a.jsonl", "{\"text\":\"0123456789\"}\n{\"text\":\"1\"}\n"),
        write_text("b.txt", "0123456789012345"), write_text("c.txt", "012345"),
        write_gzip("d.txt.gz", "01234567890123456789")};
    struct wtw_reader_options options = options_for(paths, 4);

    options.max_record_bytes = 15;
    for (uint64_t size = 1; size < 40; size++) {
        options.batch_bytes = size;
        struct wtw_reader *reader = new_reader(&options);
        struct all *all = read_all(reader);

        check_number(all->count, 2);
        check_record(all, 0, 0, 2, 22, "{\"text\":\"1\"}");
        check_record(all, 1, 2, 1, 0, "012345");
        check_number(told_count, 3);
        for (size_t i = 0; i < 3; i++)
            check_number(reasons[i], WTW_REJECT_TOO_LONG);
        check_number(told[0].line, 1);
        check_string(told[1].input, paths[1]);
        check_all_again(reader, all);
        check_number(wtw_reader_input(reader, 0).records, 2);
        free_all(all);
        wtw_reader_free(reader);
    }
}

static long peak_kilobytes(void)
{
    struct rusage usage = {0};

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* A line of 200 MB through a pipe, in little memory, with an article before and after it.
 */
Test(reader, passes_over_a_line_of_200_megabytes)
{
    const char *paths[] = {"-"};
    struct wtw_reader_options options = options_for(paths, 1);
    struct wtw_reader *reader = NULL;
    struct all *all = NULL;
    long before = peak_kilobytes();
    int ends[2];
    pid_t child = 0;

    check(pipe(ends) == 0);
    child = fork();
    if (child == 0) {
        static char piece[1 << 16];
        bool is_good = write(ends[1], "{\"text\":\"1\"}\n", 13) == 13;

        memset(piece, 'x', sizeof piece);
        for (int i = 0; i < 3200 && is_good; i++)
            is_good = write(ends[1], piece, sizeof piece) == sizeof piece;
        is_good = is_good && write(ends[1], "\n{\"text\":\"3\"}\n", 14) == 14;
        _exit(is_good ? 0 : 1);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    options.max_record_bytes = 1 << 20;
    reader = new_reader(&options);
    all = read_all(reader);
    check_number(all->count, 2);
    check_record(all, 1, 0, 3, 13 + 3200 * 65536 + 1, "{\"text\":\"3\"}");
    check_number(told_count, 1);
    check_number(told[0].line, 2);
    check_all_again(reader, all);
    check(peak_kilobytes() - before < 20000);
    waitpid(child, NULL, 0);
    free_all(all);
    wtw_reader_free(reader);
}

/* Writes a gzip file of 'megabytes' zeros, a newline and an article. */
static const char *write_bomb(const char *name, int megabytes)
{
    const char *path = test_path(name);
    static char zeros[1 << 20];
    gzFile file = gzopen(path, "wb1");

    for (int i = 0; i < megabytes; i++)
        check(gzwrite(file, zeros, sizeof zeros) == sizeof zeros);
    check(gzputs(file, "\n{\"text\":\"after\"}\n") > 0);
    check(gzclose(file) == Z_OK);
    return path;
}

Test(reader, unpacks_a_bomb_in_little_memory)
{
    const char *paths[] = {write_bomb("bomb.jsonl.gz", 64),
                           write_bomb("bomb.txt.gz", 64)};
    struct wtw_reader_options options = options_for(paths, 2);
    struct wtw_reader *reader = NULL;
    struct all *all = NULL;
    long before = peak_kilobytes();

    options.max_record_bytes = 1 << 20;
    reader = new_reader(&options);
    all = read_all(reader);
    check_number(all->count, 1);
    check_record(all, 0, 0, 2, (64 << 20) + 1, "{\"text\":\"after\"}");
    check_number(told_count, 2);
    check_number(reasons[0], WTW_REJECT_TOO_LONG);
    check_number(reasons[1], WTW_REJECT_TOO_LONG);
    check(peak_kilobytes() - before < 20000);
    check_all_again(reader, all);
    free_all(all);
    wtw_reader_free(reader);
}

Test(reader, notices_files_that_changed_or_went_away)
{
    const char *paths[] = {write_text("a.txt", "A whole article."),
                           write_text("b.txt", "Another.")};
    struct wtw_reader_options options = options_for(paths, 2);
    struct wtw_reader *reader = new_reader(&options);
    struct all *all = read_all(reader);
    struct wtw_buffer buffer = {0};
    struct wtw_record record;
    struct wtw_error error = {0};

    check(truncate(paths[0], 5) == 0);
    check(unlink(paths[1]) == 0);
    check_status(wtw_reader_reread(reader, &all->places[0], &buffer, &record, &error),
                 WTW_IO);
    check_string(error.input, paths[0]);
    check(strstr(error.words, "has changed while being read") != NULL);
    check_status(wtw_reader_reread(reader, &all->places[1], &buffer, &record, &error),
                 WTW_IO);
    check_string(error.input, paths[1]);
    wtw_buffer_release(&buffer);
    free_all(all);
    wtw_reader_free(reader);
}

Test(reader, bears_a_folder_of_odd_bytes)
{
    static const char *const odd[] = {"\0\0\0\0",
                                      "\xff\xfe\xfd",
                                      "{",
                                      "}",
                                      "\"",
                                      "\\",
                                      "{\"",
                                      "\n\n\n",
                                      "{\"text\":\"\\ud800\"}",
                                      "{\"text\":\"\xed\xa0\x80\"}"};
    const char *paths[] = {test_folder};
    struct wtw_reader_options options = options_for(paths, 1);
    struct wtw_buffer scratch = {0};
    struct wtw_buffer again = {0};
    struct wtw_reader *reader = NULL;
    struct all *all = NULL;
    size_t good = 0;
    char name[32];

    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        snprintf(name, sizeof name, "%zu.jsonl", i);
        write_bytes(name, odd[i], i ? strlen(odd[i]) : 4);
        snprintf(name, sizeof name, "%zu.txt", i);
        write_bytes(name, odd[i], i ? strlen(odd[i]) : 4);
    }
    reader = new_reader(&options);
    all = read_all(reader);
    for (size_t i = 0; i < all->count; i++) {
        struct wtw_record record;
        struct wtw_fields fields;
        struct wtw_error error = {0};
        enum wtw_reject_reason reason;

        check_ok(wtw_reader_reread(reader, &all->places[i], &again, &record, &error),
                 &error);
        good += wtw_record_parse(reader, &record, &scratch, &fields, &reason, &error) ==
                WTW_OK;
    }
    /* UTF-16 is refused in both files, the lines of white space hold no record. */
    check_number(all->count, 9 + 8);
    check_number(good, 9 + 2);
    wtw_buffer_release(&scratch);
    wtw_buffer_release(&again);
    free_all(all);
    wtw_reader_free(reader);
}

/* ------------------------------------------------------------------ counts */

Test(reader, knows_how_far_it_is)
{
    char *text = make_lines(100);
    const char *paths[] = {write_text("a.jsonl", text), write_text("b.jsonl", text)};
    struct wtw_reader_options options = options_for(paths, 2);
    const struct wtw_record *records = NULL;
    struct wtw_reader *reader = NULL;
    struct wtw_error error = {0};
    size_t count = 0;
    uint64_t before = 0;
    uint64_t total = 1;

    options.batch_bytes = 4000;
    reader = new_reader(&options);
    check_number(wtw_reader_progress(reader, &total), 0);
    check_number(total, 0);
    while (wtw_reader_next_batch(reader, &records, &count, &error) == WTW_OK) {
        uint64_t done = wtw_reader_progress(reader, &total);

        check(done >= before && done <= total);
        check_number(total, 2 * strlen(text));
        before = done;
    }
    check_number(wtw_reader_progress(reader, &total), 2 * strlen(text));
    free(text);
    wtw_reader_free(reader);
}

Test(reader, counts_what_folders_hold_beside_articles)
{
    const char *paths[] = {test_folder};
    struct wtw_reader_options options = options_for(paths, 1);
    struct wtw_reader *reader = NULL;
    const char *example = NULL;

    write_text("a.txt", "One.");
    write_text("b.csv", "x");
    write_text("c.json", "{}");
    reader = new_reader(&options);
    free_all(read_all(reader));
    check_number(wtw_reader_skipped(reader, &example), 2);
    check_string(example, test_path("b.csv"));
    wtw_reader_free(reader);
}

Test(reader, needs_no_listener)
{
    const char *paths[] = {test_path("missing")};
    struct wtw_reader_options options = options_for(paths, 1);
    const struct wtw_record *records = NULL;
    struct wtw_reader *reader = NULL;
    struct wtw_error error = {0};
    size_t count = 0;

    check_ok(wtw_reader_new(&options, NULL, &reader, &error), &error);
    check_status(wtw_reader_next_batch(reader, &records, &count, &error), WTW_END);
    wtw_reader_free(reader);
}

/* ------------------------------------------------------------------ threads and faults
 */

struct shared {
    const struct wtw_reader *reader;
    const struct all *all;
};

static void *read_again(void *argument)
{
    const struct shared *shared = argument;

    check_all_again(shared->reader, shared->all);
    return NULL;
}

Test(reader, reads_again_on_several_threads_at_once)
{
    char *text = make_lines(100);
    const char *paths[] = {test_folder, NULL};
    struct wtw_reader_options options = options_for(paths, 2);
    struct shared shared = {0};
    struct wtw_reader *reader = NULL;
    struct all *all = NULL;
    pthread_t threads[4];
    char name[32];

    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "%03d.txt", i);
        write_text(name, name);
    }
    paths[1] = write_gzip("x.jsonl.gz", text);
    reader = new_reader(&options);
    all = read_all(reader);
    check_number(all->count, 500);
    shared = (struct shared){reader, all};
    for (int i = 0; i < 4; i++)
        check(pthread_create(&threads[i], NULL, read_again, &shared) == 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    free_all(all);
    free(text);
    wtw_reader_free(reader);
}

static size_t count_open(void)
{
    DIR *folder = opendir("/proc/self/fd");
    size_t count = 0;

    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

#ifdef WTW_FAULTS
/* Reads, parses and reads again everything; the first status that is not OK or END. */
static enum wtw_status run_through(const struct wtw_reader_options *options)
{
    const struct wtw_record *records = NULL;
    struct wtw_buffer scratch = {0};
    struct wtw_buffer again = {0};
    struct wtw_reader *reader = NULL;
    struct wtw_error error = {0};
    size_t count = 0;
    enum wtw_status status = wtw_reader_new(options, &listener, &reader, &error);

    while (status == WTW_OK) {
        status = wtw_reader_next_batch(reader, &records, &count, &error);
        for (size_t i = 0; status == WTW_OK && i < count; i++) {
            struct wtw_record record;
            struct wtw_fields fields;
            enum wtw_reject_reason reason;

            status =
                wtw_record_parse(reader, &records[i], &scratch, &fields, &reason, &error);
            if (status == WTW_OK)
                status =
                    wtw_reader_reread(reader, &records[i].place, &again, &record, &error);
        }
    }
    check(status == WTW_END || error.words[0]);
    wtw_buffer_release(&scratch);
    wtw_buffer_release(&again);
    wtw_reader_free(reader);
    return status == WTW_END ? WTW_OK : status;
}

Test(reader, survives_the_failure_of_every_allocation_read_and_write)
{
    const char *paths[] = {test_folder};
    struct wtw_reader_options options = options_for(paths, 1);
    size_t open_before = count_open();

    write_text("a.jsonl", "{\"text\":\"one\\n\"}\n{\"text\":\"two\"}\n");
    write_gzip("b.jsonl.gz", "{\"text\":\"three\"}\n");
    write_zstd("c.txt.zst", "Four.");
    write_text("d.txt", "Five.");
    for (int kind = WTW_FAULT_ALLOCATION; kind <= WTW_FAULT_WRITE; kind++) {
        bool was_due = true;

        for (uint64_t nth = 1; was_due; nth++) {
            enum wtw_status status = WTW_OK;

            told_count = 0;
            wtw_fault_plan(kind, nth);
            status = run_through(&options);
            was_due = wtw_fault_count(kind) >= nth;
            wtw_fault_plan(kind, 0);
            check_number(count_open(), open_before);
            if (!was_due)
                check(status == WTW_OK && told_count == 0);
            else if (kind == WTW_FAULT_ALLOCATION)
                check_status(status, WTW_NO_MEMORY);
            else
                check(status == WTW_IO || told_count == 1);
            check(nth < 200);
        }
    }
}
#else
Test(reader, leaves_no_file_open)
{
    const char *paths[] = {test_folder};
    struct wtw_reader_options options = options_for(paths, 1);
    size_t open_before = count_open();
    struct wtw_reader *reader = NULL;

    write_text("a.jsonl", "{\"text\":\"one\"}\n");
    write_gzip("b.jsonl.gz", "{\"text\":\"three\"}\n");
    reader = new_reader(&options);
    struct all *all = read_all(reader);
    check_all_again(reader, all);
    free_all(all);
    wtw_reader_free(reader);
    check_number(count_open(), open_before);
}
#endif
