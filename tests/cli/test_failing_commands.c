/*
 * test_failing_commands.c - whole commands in which one allocation, read or write fails
 *
 * Whichever it is, the command ends with a status and words, leaves no file behind that
 * looks complete, and (under AddressSanitizer) has freed everything.
 */
#include "base/faults.h"
#include "check.h"
#include "cli/command_line.h"
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[64];
static char input[96];
static char output[96];
static char gold[96];
static char paper[96];
static char stats[96];
static char removed[96];

/* Four articles of one source that have a line in common and nothing else. */
static void make_paper(void)
{
    FILE *file = NULL;

    snprintf(paper, sizeof paper, "%s/paper.jsonl", folder);
    snprintf(stats, sizeof stats, "%s/stats.json", folder);
    snprintf(removed, sizeof removed, "%s/removed.jsonl", folder);
    file = fopen(paper, "w");
    check(file != NULL);
    for (char own = 'a'; own < 'e'; own++) {
        fputs("{\"source\":\"Bay\",\"text\":\"", file);
        for (int i = 0; i < 40; i++)
            fprintf(file, "%c%d ", own, i);
        fputs("\\n", file);
        for (int i = 0; i < 30; i++)
            fprintf(file, "foot%d ", i);
        fputs("\"}\n", file);
    }
    fclose(file);
}

/* Five articles, two of them alike and two of one story and publisher, and a line that is
 * rejected. */
static void make_input(void)
{
    FILE *file = NULL;

    snprintf(folder, sizeof folder, "/tmp/wtw_failing.XXXXXX");
    check(mkdtemp(folder) != NULL);
    snprintf(input, sizeof input, "%s/in.jsonl", folder);
    snprintf(output, sizeof output, "%s/out", folder);
    file = fopen(input, "w");
    check(file != NULL);
    fputs(
        "{\"id\":\"a\",\"text\":\"one two three four five six seven eight nine "
        "ten\\n\"}\n"
        "{\"id\":\"a\",\"text\":\"one two three four five six seven eight nine "
        "ten\xff!\"}\n"
        "broken\n"
        "{\"text\":\"quite another thing altogether, as anyone can see\"}\n"
        "{\"id\":\"t\",\"source\":\"a.paper.example\",\"title\":\"Bridge at Ostwick\","
        "\"text\":\"The bridge at Ostwick over the Tarn fell on Monday, 412 metres long, "
        "said Mayor Quendle.\"}\n"
        "{\"id\":\"u\",\"source\":\"b.paper.example\",\"title\":\"Tarn crossing gone\","
        "\"text\":\"Nobody crosses the Tarn: all 412 metres of Ostwick bridge are gone, "
        "and "
        "Quendle asks why.\"}\n",
        file);
    fclose(file);
    make_paper();
    snprintf(gold, sizeof gold, "%s/gold.tsv", folder);
    file = fopen(gold, "w");
    check(file != NULL);
    fprintf(file, "id\tcluster\tstory\na\t1\t1\na@%s:2\t1\t1\n%s:4\t2\t1\n", input,
            input);
    fclose(file);
}

static void remove_input(void)
{
    unlink(gold);
    unlink(paper);
    unlink(stats);
    unlink(removed);
    unlink(input);
    unlink(output);
    check(rmdir(folder) == 0); /* fails where a temporary file was left behind */
}

/* What a command is run on: the input twice, also to annotate it, or what recurs in the paper. */
enum subject { INPUT, PAPER, ANNOTATED };

/* 'level' is of cluster and eval; that of the others does not matter. */
struct command_run {
    const char *name;
    const char *format;
    enum subject subject;
    enum wtw_level level;
};

static enum wtw_status run(const struct command_run *wanted, struct wtw_error *error)
{
    bool is_dedup = strcmp(wanted->name, "dedup") == 0;
    const char *const words[] = {
        wanted->name,   "-q",  "-o", output, is_dedup ? "--compress" : "--format",
        wanted->format, input, input};
    struct wtw_settings settings;
    struct wtw_progress progress;
    enum wtw_exit exit_status = WTW_EXIT_DONE;
    enum wtw_status status;

    wtw_settings_init(&settings);
    status = wtw_command_line_parse(&settings, words, 8, error);
    settings.engine.thread_count = 1;
    settings.passages = true;
    settings.annotates = wanted->subject == ANNOTATED;
    settings.removed = is_dedup ? removed : NULL;
    settings.prefer = "a";
    settings.level = wanted->level;
    settings.engine.finds_stories = wanted->level == WTW_LEVEL_STORY;
    if (status == WTW_OK && wanted->subject == PAPER) {
        settings.input_count = 1;
        settings.inputs[0] = paper;
        settings.learned = settings.command->bit == WTW_INSPECT;
        settings.stats = settings.command->bit == WTW_CLUSTER ? stats : NULL;
    }
    wtw_progress_init(&progress, true);
    if (status == WTW_OK && settings.command->bit == WTW_COMPARE) {
        static char first[128];
        static char second[128];

        snprintf(first, sizeof first, "%s:1", input);
        snprintf(second, sizeof second, "%s:2", input);
        settings.inputs[0] = first;
        settings.inputs[1] = second;
    }
    if (status == WTW_OK && settings.command->bit & (WTW_EVAL | WTW_TUNE)) {
        settings.gold = gold;
        settings.resamples = 3;
        settings.input_count = 1;
        if (settings.command->bit == WTW_EVAL)
            settings.inputs[0] = gold;
    }
    if (status == WTW_OK)
        status = settings.command->run(&settings, &progress, &exit_status, error);
    wtw_settings_release(&settings);
    return status;
}

static const struct command_run runs[] = {
    {"cluster", "tsv", INPUT, WTW_LEVEL_CLUSTER},
    {"cluster", "jsonl", INPUT, WTW_LEVEL_CLUSTER},
    {"cluster", "table", INPUT, WTW_LEVEL_CLUSTER},
    {"cluster", "html", INPUT, WTW_LEVEL_CLUSTER},
    {"cluster", "tsv", INPUT, WTW_LEVEL_STORY},
    {"cluster", "jsonl", INPUT, WTW_LEVEL_STORY},
    {"cluster", "table", INPUT, WTW_LEVEL_STORY},
    {"cluster", "csv", INPUT, WTW_LEVEL_CLUSTER},
    {"cluster", "sqlite", INPUT, WTW_LEVEL_CLUSTER},
    {"cluster", "jsonl", ANNOTATED, WTW_LEVEL_CLUSTER},
    {"dedup", "none", INPUT, WTW_LEVEL_CLUSTER},
    {"dedup", "gzip", INPUT, WTW_LEVEL_CLUSTER},
    {"pairs", "jsonl", INPUT, WTW_LEVEL_CLUSTER},
    {"pairs", "graphml", INPUT, WTW_LEVEL_CLUSTER},
    {"compare", "table", INPUT, WTW_LEVEL_CLUSTER},
    {"compare", "jsonl", INPUT, WTW_LEVEL_CLUSTER},
    {"inspect", "table", INPUT, WTW_LEVEL_CLUSTER},
    {"inspect", "jsonl", INPUT, WTW_LEVEL_CLUSTER},
    {"eval", "table", INPUT, WTW_LEVEL_CLUSTER},
    {"eval", "jsonl", INPUT, WTW_LEVEL_CLUSTER},
    {"eval", "table", INPUT, WTW_LEVEL_STORY},
    {"tune", "table", INPUT, WTW_LEVEL_CLUSTER},
    {"tune", "jsonl", INPUT, WTW_LEVEL_CLUSTER},
    {"cluster", "tsv", PAPER, WTW_LEVEL_CLUSTER},
    {"inspect", "table", PAPER, WTW_LEVEL_CLUSTER},
    {"inspect", "jsonl", PAPER, WTW_LEVEL_CLUSTER},
    {"inspect", "tsv", PAPER, WTW_LEVEL_CLUSTER},
};

Test(failing_commands, do_their_work_where_nothing_fails)
{
    make_input();
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        struct wtw_error error = {0};

        check_ok(run(&runs[i], &error), &error);
        check(access(output, F_OK) == 0);
        unlink(output);
    }
    remove_input();
}

Test(failing_commands, find_in_the_paper_what_recurs)
{
    static const struct command_run wanted = {"inspect", "tsv", PAPER, WTW_LEVEL_CLUSTER};
    struct wtw_error error = {0};
    char line[400] = "";
    FILE *file = NULL;

    make_input();
    check_ok(run(&wanted, &error), &error);
    file = fopen(output, "r");
    check(file != NULL);
    for (int i = 0; i < 2; i++)
        check(fgets(line, sizeof line, file) != NULL);
    fclose(file);
    check(strncmp(line, "4\t4\tBay\t", 8) == 0);
    check(strstr(line, "\tfoot0 foot1 ") != NULL);
    remove_input();
}

#ifdef WTW_FAULTS

/* What a command completes last. */
static const char *last_file(const struct command_run *run)
{
    return run->subject == PAPER && strcmp(run->name, "cluster") == 0 ? stats : output;
}

/* Lets the 1st, 2nd, ... of a kind fail until the command gets through; gives how many
 * did. */
static uint64_t fail_each(size_t i, enum wtw_fault_kind kind)
{
    for (uint64_t nth = 1;; nth++) {
        struct wtw_error error = {0};
        enum wtw_status status;
        bool was_asked = false;

        unlink(output);
        unlink(stats);
        wtw_fault_plan(kind, nth);
        status = run(&runs[i], &error);
        was_asked = wtw_fault_count(kind) >= nth;
        wtw_fault_plan(kind, 0);
        if (!was_asked) {
            check_ok(status, &error);
            return nth - 1;
        }
        if (status == WTW_OK)
            continue; /* it was done without: a read that became a reject */
        cr_assert(access(last_file(&runs[i]), F_OK) != 0 || kind == WTW_FAULT_WRITE,
                  "%s %s, %d %llu: %s", runs[i].name, runs[i].format, kind,
                  (unsigned long long)nth, error.words);
        check(error.words[0] != '\0');
        check_number(error.status, status);
    }
}

Test(failing_commands, end_in_order_whichever_allocation_fails)
{
    make_input();
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++)
        check(fail_each(i, WTW_FAULT_ALLOCATION) > 10);
    remove_input();
}

Test(failing_commands, end_in_order_whichever_read_fails)
{
    make_input();
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++)
        check(fail_each(i, WTW_FAULT_READ) > 0);
    remove_input();
}

Test(failing_commands, end_in_order_whichever_write_fails)
{
    make_input();
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++)
        check(fail_each(i, WTW_FAULT_WRITE) > 0);
    remove_input();
}

#endif
