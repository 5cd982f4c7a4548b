/*
 * test_reader_trouble.c - the reader with inputs that are missing, broken, too large or
 * changed, and with a system that fails
 */
#include "check.h"

#include "base/faults.h"
#include "open_descriptors.h"
#include "reading_runs.h"

#include <sys/resource.h>

TestSuite(reader_trouble, .init = make_test_folder, .fini = remove_test_folder);

Test(reader_trouble, refuses_bad_options)
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

Test(reader_trouble, goes_on_after_inputs_that_cannot_be_read)
{
    const char *paths[] = {test_path("missing"),
                           write_text("printed", "%PDF-1.4"),
                           write_text("sitemap", "<urlset><url>x</url></urlset>"),
                           write_text("archive", "PK\x03\x04 and so on"),
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
    check(strstr(told[1].words, "pdftotext") != NULL);
    check(strstr(told[2].words, "this is XML") != NULL);
    check(strstr(told[3].words, "zip archive") != NULL);
    check(strstr(told[4].words, "compressed twice") != NULL);
    check_string(told[4].input, paths[5]);
    check_summary(reader, 0, "unread", "none", 0);
    check_summary(reader, 4, "unread", "zstd", 0);
    free_all(all);
    wtw_reader_free(reader);
}

Test(reader_trouble, tells_of_missing_files_before_the_first_record)
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

Test(reader_trouble, keeps_what_came_before_a_break)
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

Test(reader_trouble, gives_whole_records_wherever_a_small_file_is_cut)
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

Test(reader_trouble, rejects_articles_over_the_ceiling)
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
Test(reader_trouble, passes_over_a_line_of_200_megabytes)
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

Test(reader_trouble, unpacks_a_bomb_in_little_memory)
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

Test(reader_trouble, notices_files_that_changed_or_went_away)
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

Test(reader_trouble, bears_a_folder_of_odd_bytes)
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

Test(reader_trouble, survives_the_failure_of_every_allocation_read_and_write)
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
#endif
