/*
 * test_following.c - files that grow while they are read
 */
#include "check.h"

#include "reading_runs.h"

TestSuite(following, .init = make_test_folder, .fini = remove_test_folder);

/* A waiter that does one thing each time it is asked, and then has enough. */
struct script {
    void (*steps[4])(const char *path);
    size_t step_count;
    size_t asked;
    const char *path;
};

static bool take_next_step(void *context)
{
    struct script *script = context;

    if (script->asked == script->step_count)
        return false;
    script->steps[script->asked++](script->path);
    return true;
}

static void append(const char *path, const char *text)
{
    FILE *file = fopen(path, "ab");

    check(file != NULL);
    check(fputs(text, file) >= 0);
    check(fclose(file) == 0);
}

static void do_nothing(const char *path)
{
    (void)path;
}

static void add_half_a_line(const char *path)
{
    append(path, "{\"text\":\"tw");
}

static void add_the_rest(const char *path)
{
    append(path, "o\"}\n");
}

static void rotate(const char *path)
{
    char old[300];

    snprintf(old, sizeof old, "%s.1", path);
    check(rename(path, old) == 0);
    write_text("grows.jsonl", "{\"text\":\"other\"}\n");
}

static void remove_it(const char *path)
{
    check(unlink(path) == 0);
}

static void cut_it(const char *path)
{
    check(truncate(path, 0) == 0);
}

static enum wtw_growth wait_by(struct script *script, uint64_t byte_count)
{
    const struct wtw_waiter waiter = {take_next_step, script};
    struct stat status;

    check(stat(script->path, &status) == 0);
    return wtw_growth_wait(&waiter, script->path, byte_count, (uint64_t)status.st_ino);
}

Test(following, waits_until_a_file_has_more_than_was_read_of_it)
{
    const char *path = write_text("grows.jsonl", "{\"text\":\"one\"}\n");
    struct script script = {{do_nothing, add_half_a_line}, 2, 0, path};

    check_number(wait_by(&script, 15), WTW_GROWTH_MORE);
    check_number(script.asked, 2);
    check_number(wait_by(&script, 15), WTW_GROWTH_STOPPED);
}

Test(following, notices_a_file_that_was_rotated_or_cut)
{
    const char *path = write_text("grows.jsonl", "{\"text\":\"one\"}\n");
    struct script rotating = {{rotate}, 1, 0, path};
    struct script cutting = {{cut_it}, 1, 0, path};

    check_number(wait_by(&rotating, 15), WTW_GROWTH_REPLACED);
    check_number(wait_by(&cutting, 17), WTW_GROWTH_REPLACED);
}

Test(following, waits_on_while_a_file_has_no_name)
{
    const char *path = write_text("grows.jsonl", "{\"text\":\"one\"}\n");
    struct script script = {{remove_it, do_nothing, do_nothing}, 3, 0, path};

    check_number(wait_by(&script, 15), WTW_GROWTH_STOPPED);
    check_number(script.asked, 3);
}

static struct wtw_reader_options following_options(const char *const *paths, size_t count,
                                                   struct script *script)
{
    struct wtw_reader_options options = options_for(paths, count);

    options.waiter = (struct wtw_waiter){take_next_step, script};
    options.is_prompt = true;
    return options;
}

Test(following, gives_a_line_when_its_end_has_come)
{
    const char *paths[] = {write_text("a.jsonl", "{\"text\":\"zero\"}"),
                           write_text("grows.jsonl", "{\"text\":\"one\"}\n")};
    struct script script = {{add_half_a_line, add_the_rest}, 2, 0, paths[1]};
    struct wtw_reader_options options = following_options(paths, 2, &script);
    struct wtw_reader *reader = new_reader(&options);
    const struct wtw_record *records = NULL;
    size_t count = 0;
    struct wtw_error error = {0};

    check_ok(wtw_reader_next_batch(reader, &records, &count, &error), &error);
    check_number(count, 2);
    check_number(script.asked, 0);
    check_ok(wtw_reader_next_batch(reader, &records, &count, &error), &error);
    check_number(count, 1);
    check_number(script.asked, 2);
    check_number(records[0].place.line, 2);
    check_number(records[0].place.byte_count, 14);
    check(memcmp(records[0].bytes, "{\"text\":\"two\"}", 14) == 0);
    check_status(wtw_reader_next_batch(reader, &records, &count, &error), WTW_END);
    wtw_reader_free(reader);
}

Test(following, goes_on_with_the_file_that_took_the_name)
{
    const char *paths[] = {
        write_text("grows.jsonl", "{\"text\":\"one\"}\n{\"text\":\"l")};
    struct script script = {{rotate}, 1, 0, paths[0]};
    struct wtw_reader_options options = following_options(paths, 1, &script);
    struct wtw_reader *reader = new_reader(&options);
    struct all *all = read_all(reader);

    check_number(all->count, 3);
    check_record(all, 0, 0, 1, 0, "{\"text\":\"one\"}");
    check_record(all, 1, 0, 2, 15, "{\"text\":\"l"); /* it was never to be finished */
    check_record(all, 2, 1, 1, 0, "{\"text\":\"other\"}");
    check_number(wtw_reader_input_count(reader), 2);
    check_summary(reader, 0, "JSONL", "none", 2);
    check_summary(reader, 1, "JSONL", "none", 1);
    free_all(all);
    wtw_reader_free(reader);
}

Test(following, does_not_wait_for_text_or_compressed_files)
{
    const char *texts[] = {write_text("a.txt", "A text.\n")};
    const char *packed[] = {write_gzip("a.jsonl.gz", "{\"text\":\"one\"}\n")};
    struct script script = {{do_nothing}, 1, 0, texts[0]};
    struct wtw_reader_options options = following_options(texts, 1, &script);
    struct wtw_reader *reader = new_reader(&options);

    free_all(read_all(reader));
    wtw_reader_free(reader);
    options.paths = packed;
    reader = new_reader(&options);
    free_all(read_all(reader));
    check_number(script.asked, 0);
    wtw_reader_free(reader);
}

Test(following, gives_what_a_pipe_has_without_waiting_for_more)
{
    static const char line[] = "{\"text\":\"one\"}\n{\"te";
    const char *paths[] = {test_path("pipe")};
    struct wtw_reader_options options = options_for(paths, 1);
    struct wtw_reader *reader = NULL;
    const struct wtw_record *records = NULL;
    struct wtw_error error = {0};
    size_t count = 0;
    int end = -1;

    check(mkfifo(paths[0], 0600) == 0);
    end = open(paths[0], O_RDWR); /* so that neither end waits for the other */
    check(end >= 0);
    check(write(end, line, sizeof line - 1) == (ssize_t)sizeof line - 1);
    options.is_prompt = true;
    reader = new_reader(&options);
    check_ok(wtw_reader_next_batch(reader, &records, &count, &error), &error);
    check_number(count, 1);
    check_number(records[0].place.byte_count, 14);
    wtw_reader_free(reader);
    check(close(end) == 0);
}
