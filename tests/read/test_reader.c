/*
 * test_reader.c - records from any input, the same in any portions, and the same when
 * read again
 */
#include "check.h"

#include "open_descriptors.h"
#include "reading_runs.h"

#include "read/batch.h"

TestSuite(reader, .init = make_test_folder, .fini = remove_test_folder);

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
    for (size_t i = 0; i < a->count; i++) {
        check_number(a->places[i].input, b->places[i].input);
        check_number(a->places[i].line, b->places[i].line);
        check_number(a->places[i].offset, b->places[i].offset);
        check_number(a->places[i].byte_count, b->places[i].byte_count);
    }
    check_number(a->bytes.count, b->bytes.count);
    check(memcmp(a->bytes.items, b->bytes.items, a->bytes.count) == 0);
}

/* Ends the reader, and the parts that were read by it. */
static void check_parts(struct wtw_reader *reader, struct all *parts,
                        const struct all *whole)
{
    check_same(parts, whole);
    check_all_again(reader, parts);
    free_all(parts);
    wtw_reader_free(reader);
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

        check_parts(reader, parts, whole);
    }
    free_all(whole);
    free(text);
}

enum { HANDS_MOST = 4 };

/* Reads all into 'hands' batches in turn; what is in one is looked at as late as can be, when
 * others were read. */
static struct all *read_in_hands(struct wtw_reader *reader, size_t hands)
{
    struct all *all = calloc(1, sizeof *all);
    struct wtw_batch batches[HANDS_MOST] = {0};
    const struct wtw_record *records[HANDS_MOST] = {0};
    size_t counts[HANDS_MOST] = {0};
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;
    size_t turn = 0;

    for (; status == WTW_OK; turn++) {
        size_t hand = turn % hands;

        keep_records(all, records[hand], counts[hand]);
        counts[hand] = 0;
        status = wtw_reader_next_into(reader, &batches[hand], &records[hand],
                                      &counts[hand], &error);
    }
    cr_assert(status == WTW_END, "%s", error.words);
    for (size_t i = 0; i < hands; i++, turn++)
        keep_records(all, records[turn % hands], counts[turn % hands]);
    for (size_t i = 0; i < hands; i++)
        wtw_batch_release(&batches[i]);
    return all;
}

Test(reader, gives_the_same_records_to_who_has_several_batches_at_a_time)
{
    static const uint64_t sizes[] = {1, 5, 64, 4096, 100000};
    char *text = make_lines(300);
    const char *paths[] = {
        write_text("a.jsonl", text), write_gzip("b", text),
        write_text("c.txt", "Short.\n"), write_text("d.md", text),
        write_text("e.csv", "id,text\n1,one two\n2,\"three\nfour\"\n")};
    struct wtw_reader_options options = options_for(paths, 5);
    struct wtw_reader *reader = new_reader(&options);
    struct all *whole = read_all(reader);

    wtw_reader_free(reader);
    for (size_t i = 0; i < 20; i++) {
        options.batch_bytes = sizes[i / HANDS_MOST];
        options.batch_records = i % 3;
        reader = new_reader(&options);
        struct all *parts = read_in_hands(reader, 1 + i % HANDS_MOST);

        check_parts(reader, parts, whole);
    }
    free_all(whole);
    free(text);
}

Test(reader, gives_a_batch_without_records_when_a_thousand_rejects_were_told)
{
    enum { BROKEN = 2500 };
    const char *broken = write_text("a.gz", "\x1f\x8b\x08 is no gzip");
    const char *paths[BROKEN + 1];
    struct wtw_reader_options options = options_for(paths, BROKEN + 1);
    struct wtw_reader *reader = NULL;
    struct wtw_batch batch = {0};
    const struct wtw_record *records = NULL;
    struct wtw_error error = {0};
    size_t count = 77;

    for (size_t i = 0; i < BROKEN; i++)
        paths[i] = broken;
    paths[BROKEN] = write_text("b.jsonl", "{}\n");
    reader = new_reader(&options);
    for (unsigned rejects = 1000; rejects <= 2000; rejects += 1000) {
        check_ok(wtw_reader_next_into(reader, &batch, &records, &count, &error), &error);
        check_number(count, 0);
        check_number(told_count, rejects);
    }
    check_ok(wtw_reader_next_into(reader, &batch, &records, &count, &error), &error);
    check_number(count, 1);
    check_number(told_count, BROKEN);
    check_status(wtw_reader_next_into(reader, &batch, &records, &count, &error), WTW_END);
    wtw_reader_free(reader);
    wtw_batch_release(&batch);
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

/* ------------------------------------------------------------------ standard input */

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
    char *other = make_lines(90);
    const char *paths[] = {write_gzip("a.gz", other), test_path("pipe"),
                           write_zstd("c.zst", other + 22)};
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
    check_number(all->count, 90 + 100 + 89);
    check_all_again(reader, all);
    check_summary(reader, 0, "JSONL", "gzip", 90);
    check_summary(reader, 1, "JSONL", "none", 100);
    check_summary(reader, 2, "JSONL", "zstd", 89);
    waitpid(child, NULL, 0);
    free_all(all);
    free(text);
    free(other);
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
    write_text("b.log", "x");
    write_text("c.png", "{}");
    reader = new_reader(&options);
    free_all(read_all(reader));
    check_number(wtw_reader_skipped(reader, &example), 2);
    check_string(example, test_path("b.log"));
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

/* ------------------------------------------------------------------ threads */

Test(reader, gives_the_same_records_when_it_reads_ahead)
{
    enum { LINES = 3000 };
    struct wtw_buffer text = {0};
    struct wtw_error error = {0};
    char *packed = malloc(LINES * 200);

    for (int i = 0; i < LINES; i++) {
        char line[200];
        int count = snprintf(line, sizeof line,
                             "{\"id\": %d, \"text\": \"Ferry %d sails at %d; so much for "
                             "the timetable of the northern line, said the harbour\"}\n",
                             i, i * 7, i % 24);

        check_ok(wtw_buffer_append(&text, line, (size_t)count, &error), &error);
    }
    for (int is_packed = 0; is_packed < 2; is_packed++) {
        size_t count = is_packed ? gzip_bytes(text.items, text.count, packed, LINES * 200)
                                 : text.count;
        const char *const paths[] = {
            write_bytes("a.jsonl", is_packed ? packed : text.items, count)};
        struct wtw_reader_options options = options_for(paths, 1);
        struct wtw_reader *reader = NULL;
        struct all *all = NULL;

        options.ahead_threads = 2;
        options.batch_bytes = 10000;
        reader = new_reader(&options);
        all = read_all(reader);
        check_number(all->count, LINES);
        for (size_t i = 0, at = 0; i < LINES; i++) {
            const char *line = text.items + at;
            size_t length = (size_t)(strchr(line, '\n') - line);

            check_number(all->places[i].offset, at);
            check_number(all->places[i].byte_count, length);
            check(memcmp(all->bytes.items + all->starts[i], line, length) == 0);
            at += length + 1;
        }
        check_number(wtw_reader_input(reader, 0).bytes, count);
        free_all(all);
        wtw_reader_free(reader);
    }
    wtw_buffer_release(&text);
    free(packed);
}
