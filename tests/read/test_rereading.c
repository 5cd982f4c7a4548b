/*
 * test_rereading.c - a record understood, and read again from its place
 */
#include "check.h"

#include "reading_runs.h"

#include <pthread.h>

TestSuite(rereading, .init = make_test_folder, .fini = remove_test_folder);

Test(rereading, parses_records_of_both_kinds)
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

Test(rereading, reads_a_pipe_and_reads_it_again)
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

Test(rereading, says_that_a_text_is_not_where_it_was)
{
    const char *paths[] = {write_text("a.jsonl", "{\"text\":\"one two\"}\n")};
    struct wtw_reader_options options = options_for(paths, 1);
    struct wtw_reader *reader = new_reader(&options);
    struct all *all = read_all(reader);
    struct wtw_buffer text = {0};
    struct wtw_error error = {0};

    all->places[0].text_begin = 9; /* behind the quote that it should be at */
    check_status(wtw_reader_reread_text(reader, &all->places[0], &text, &error), WTW_IO);
    check(strstr(error.words, "has changed"));
    all->places[0].text_begin = 16; /* the quote that closes it */
    check_status(wtw_reader_reread_text(reader, &all->places[0], &text, &error), WTW_IO);
    check_number(text.count, 0);
    wtw_buffer_release(&text);
    free_all(all);
    wtw_reader_free(reader);
}

Test(rereading, says_that_a_record_was_not_kept)
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

Test(rereading, reads_again_on_several_threads_at_once)
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
