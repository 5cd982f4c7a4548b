/*
 * test_walk.c - folders, links, and names that lead nowhere
 */
#include "check.h"

#include "base/faults.h"
#include "read/walk.h"
#include "temporary_files.h"

TestSuite(walk, .init = make_test_folder, .fini = remove_test_folder);

/* What a walk told its listener. */
static struct wtw_error told[16];
static size_t told_count;

static void note(void *context, enum wtw_reject_reason reason,
                 const struct wtw_error *error)
{
    (void)context;
    check_number(reason, WTW_REJECT_UNREADABLE);
    if (told_count < 16)
        told[told_count] = *error;
    told_count++;
}

static struct wtw_walk walk_path(const char *path)
{
    struct wtw_walk walk = {.listener = {note, NULL}};
    struct wtw_error error = {0};

    told_count = 0;
    check_ok(wtw_walk_path(&walk, path, &error), &error);
    return walk;
}

/* Checks the names found, relative to the test's folder, and releases the walk. */
static void check_names(struct wtw_walk *walk, const char *const *names, size_t count)
{
    check_number(walk->inputs.count, count);
    for (size_t i = 0; i < count; i++)
        check_string(walk->inputs.items[i].name, test_path(names[i]));
    wtw_walk_release(walk);
}

Test(walk, finds_articles_in_folders_in_the_order_of_bytes)
{
    static const char *const names[] = {"B.txt", "a/y.txt",      "a/z.txt",     "a.jsonl",
                                        "a.md",  "b.ndjson.zst", "\xc3\xa9.TXT"};

    make_folder("a");
    for (size_t i = 7; i > 0; i--)
        write_text(names[i - 1], "x");
    struct wtw_walk walk = walk_path(test_folder);
    check_number(told_count, 0);
    check_number(walk.skipped, 0);
    check_number(walk.total_bytes, 7);
    check(!walk.has_pipe);
    check_names(&walk, names, 7);
}

Test(walk, counts_what_it_passes_over_and_names_the_first)
{
    static const char *const names[] = {"a.txt"};

    write_text("a.txt", "x");
    write_text(".hidden.txt", "x");
    write_text("b.png", "x");
    write_text("c.log", "x");
    make_folder(".git");
    write_text(".git/d.txt", "x");
    check(mkfifo(test_path("e.txt"), 0666) == 0);
    struct wtw_walk walk = walk_path(test_folder);
    check_number(told_count, 0);
    check_number(walk.skipped, 5);
    check_string(walk.skipped_example, test_path(".git"));
    check_names(&walk, names, 1);
}

Test(walk, follows_links_to_files_but_not_to_folders)
{
    static const char *const names[] = {"a/one.txt", "b.txt"};

    make_folder("a");
    write_text("a/one.txt", "x");
    check(symlink("a/one.txt", test_path("b.txt")) == 0);
    check(symlink("..", test_path("a/up")) == 0);
    check(symlink(".", test_path("c")) == 0);
    check(symlink("d", test_path("d")) == 0);
    struct wtw_walk walk = walk_path(test_folder);
    check_number(told_count, 0);
    check_number(walk.skipped, 3);
    check_names(&walk, names, 2);
}

Test(walk, follows_a_link_to_a_folder_that_was_named)
{
    static const char *const names[] = {"link/one.txt"};

    make_folder("a");
    write_text("a/one.txt", "x");
    check(symlink("a", test_path("link")) == 0);
    struct wtw_walk walk = walk_path(test_path("link"));
    check_names(&walk, names, 1);
}

Test(walk, tells_of_a_link_that_leads_nowhere_if_it_looks_like_an_article)
{
    check(symlink("gone", test_path("a.txt")) == 0);
    check(symlink("gone", test_path("b")) == 0);
    struct wtw_walk walk = walk_path(test_folder);
    check_number(told_count, 1);
    check_string(told[0].input, test_path("a.txt"));
    check_string(told[0].words, "cannot read it: No such file or directory");
    check_names(&walk, NULL, 0);
}

Test(walk, tells_once_of_a_folder_with_nothing_in_it)
{
    make_folder("empty");
    make_folder("empty/deeper");
    write_text("empty/x.log", "x");
    struct wtw_walk walk = walk_path(test_path("empty"));
    check_number(told_count, 1);
    check_string(told[0].input, test_path("empty"));
    check(strstr(told[0].words, "holds no file of articles: .txt") != NULL);
    check(strstr(told[0].words, "1 other") != NULL);
    check_names(&walk, NULL, 0);
}

Test(walk, tells_once_of_a_folder_that_cannot_be_opened)
{
    if (geteuid() == 0)
        cr_skip_test("root reads everything");
    make_folder("closed");
    chmod(test_path("closed"), 0);
    struct wtw_walk walk = walk_path(test_path("closed"));
    check_number(told_count, 1);
    check_string(told[0].words, "cannot open the folder: Permission denied");
    check_names(&walk, NULL, 0);
}

Test(walk, tells_of_a_path_that_is_not_there)
{
    struct wtw_walk walk = walk_path(test_path("nothing"));

    check_number(told_count, 1);
    check_string(told[0].input, test_path("nothing"));
    check_string(told[0].words, "cannot read it: No such file or directory");
    check_names(&walk, NULL, 0);
}

Test(walk, takes_a_file_that_was_named_whatever_it_is_called)
{
    static const char *const names[] = {".hidden.log", ".hidden.log"};
    struct wtw_walk walk = {.listener = {note, NULL}};
    struct wtw_error error = {0};

    write_text(".hidden.log", "xyz");
    check_ok(wtw_walk_path(&walk, test_path(".hidden.log"), &error), &error);
    check_ok(wtw_walk_path(&walk, test_path(".hidden.log"), &error), &error);
    check_number(walk.total_bytes, 6);
    check_names(&walk, names, 2);
}

Test(walk, adds_no_second_slash)
{
    char path[128];

    write_text("a.txt", "x");
    snprintf(path, sizeof path, "%s/", test_folder);
    struct wtw_walk walk = walk_path(path);
    check_number(walk.inputs.count, 1);
    check_string(walk.inputs.items[0].name, test_path("a.txt"));
    wtw_walk_release(&walk);
}

Test(walk, bears_folders_deeper_than_a_path_can_be)
{
    char name[201];
    size_t depth = 0;

    memset(name, 'd', 200);
    name[200] = '\0';
    check(chdir(test_folder) == 0);
    while (depth < 30 && mkdir(name, 0777) == 0 && chdir(name) == 0)
        depth++;
    check_number(depth, 30);
    struct wtw_walk walk = walk_path(test_folder);
    check(chdir("/") == 0);
    check_number(told_count, 1);
    check_string(told[0].words, "cannot read it: File name too long");
    wtw_walk_release(&walk);
}

Test(walk, knows_that_the_size_of_a_pipe_is_unknown)
{
    check(mkfifo(test_path("pipe"), 0666) == 0);
    struct wtw_walk walk = walk_path(test_path("pipe"));
    check(walk.has_pipe);
    check_number(walk.inputs.count, 1);
    wtw_walk_release(&walk);
}

#ifdef WTW_FAULTS
Test(walk, releases_everything_at_every_failed_allocation)
{
    make_folder("a");
    write_text("a/one.txt", "x");
    write_text("a/two.log", "x");
    write_text("three.md", "x");
    for (uint64_t nth = 1; nth < 40; nth++) {
        struct wtw_walk walk = {.listener = {note, NULL}};
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_walk_path(&walk, test_folder, &error);
        check_status(status, wtw_fault_count(WTW_FAULT_ALLOCATION) >= nth ? WTW_NO_MEMORY
                                                                          : WTW_OK);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        wtw_walk_release(&walk);
    }
}

Test(walk, tells_of_a_folder_that_breaks_off_and_takes_what_it_gave)
{
    write_text("one.txt", "x");
    write_text("two.txt", "x");
    wtw_fault_plan(WTW_FAULT_READ, 5);
    struct wtw_walk walk = walk_path(test_folder);
    wtw_fault_plan(WTW_FAULT_READ, 0);
    check_number(told_count, 1);
    check_string(told[0].words, "cannot read the folder to its end: Input/output error");
    check_number(walk.inputs.count, 2);
    wtw_walk_release(&walk);
}
#endif
