/*
 * test_make_corpus.c - the program: the same bytes everywhere, a memory that stays flat,
 * failures with words
 */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xxhash.h>

/* The exit code of 'make_corpus ARGUMENTS'; the standard output in 'out', if not NULL,
 * freed by the caller. */
static int run(const char *arguments, char **out, size_t *out_bytes)
{
    char command[512];
    FILE *pipe;
    size_t count = 0, capacity = 1 << 16;
    char *bytes = malloc(capacity);

    (void)snprintf(command, sizeof command, "%s %s", MAKE_CORPUS, arguments);
    pipe = popen(command, "r");
    check(pipe);
    for (size_t got; (got = fread(bytes + count, 1, capacity - count, pipe)) > 0;) {
        count += got;
        if (count == capacity)
            bytes = realloc(bytes, capacity *= 2);
    }
    int status = pclose(pipe);

    if (out) {
        *out = bytes;
        *out_bytes = count;
    } else {
        free(bytes);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Benchmarks made on different machines, and later, are comparable only while these stay
 * as they are. */
Test(make_corpus, its_bytes_are_the_same_on_every_machine)
{
    static const struct {
        const char *arguments;
        uint64_t hash;
    } known[] = {
        {"-n 1000", UINT64_C(0x0359ebce053ee044)},
        {"-n 300 -s 2 -c .6 -l ru --edits mixed", UINT64_C(0x28289ae9b2ff2a40)},
        {"-n 300 -l zh --escape unicode", UINT64_C(0xe5255a7e0eed1b93)},
        {"-n 500 --edits merge,excerpt", UINT64_C(0xee5e823767e0096a)},
        {"-n 300 -l fr --edits mixed", UINT64_C(0x400d35f7c771d39f)},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char *bytes;
        size_t byte_count;

        check_number(run(known[i].arguments, &bytes, &byte_count), 0);
        uint64_t hash = XXH3_64bits(bytes, byte_count);

        cr_assert(hash == known[i].hash, "%s: got 0x%016llx", known[i].arguments,
                  (unsigned long long)hash);
        free(bytes);
    }
}

Test(make_corpus, the_first_line_is_known)
{
    char *bytes;
    size_t byte_count;

    check_number(run("-n 1 -w 10", &bytes, &byte_count), 0);
    check_bytes(
        bytes, byte_count,
        "{\"id\": \"n0000000\", \"url\": "
        "\"https://www.norwell.example/2026/01/05/n0000000\", \"source\": \"Manind "
        "Post\", "
        "\"date\": \"2026-01-05T06:50:03Z\", "
        "\"title\": \"That fusousthinds venbrean fun rastly\", "
        "\"text\": \"Pin kethendbosing meing nestdrohan selsankea gidrorer.\"}\n");
    free(bytes);
}

Test(make_corpus, a_longer_corpus_begins_with_the_shorter_one)
{
    char *shorter, *longer;
    size_t shorter_bytes, longer_bytes;

    check_number(run("-n 200", &shorter, &shorter_bytes), 0);
    check_number(run("-n 400", &longer, &longer_bytes), 0);
    check(longer_bytes > shorter_bytes);
    check(memcmp(shorter, longer, shorter_bytes) == 0);
    free(shorter);
    free(longer);
}

/* Peak kilobytes of this run, whose output goes nowhere, and all before it. */
static long peak_of(const char *articles)
{
    struct rusage usage;
    int status;
    pid_t child = fork();

    if (child == 0) {
        execl(MAKE_CORPUS, MAKE_CORPUS, "-n", articles, "-w", "50", "-o", "/dev/null",
              (char *)NULL);
        _exit(127);
    }
    check(waitpid(child, &status, 0) == child);
    check(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    check(getrusage(RUSAGE_CHILDREN, &usage) == 0);
    return usage.ru_maxrss;
}

Test(make_corpus, memory_does_not_grow_with_the_number_of_articles)
{
    long few = peak_of("2000");
    long many = peak_of("200000");

    cr_assert(many < few + 1024, "%ld KB for 2,000 articles, %ld KB for 200,000", few,
              many);
}

Test(make_corpus, gold_has_a_row_for_every_article_and_pairs_one_for_every_copy)
{
    char gold_path[] = "/tmp/wiretwin-gold-XXXXXX";
    char arguments[256];
    char *rows;
    size_t row_bytes;
    int descriptor = mkstemp(gold_path);

    check(descriptor >= 0);
    (void)close(descriptor);
    (void)snprintf(arguments, sizeof arguments,
                   "-n 50 -w 10 -c .9 --edits pad -o /dev/null --gold %s --gold-pairs -",
                   gold_path);
    check_number(run(arguments, &rows, &row_bytes), 0);

    /* Every pair's copy is in gold with the pair's base as its cluster; the others are
     * their own. */
    FILE *gold = fopen(gold_path, "r");
    char line[128], id[32], cluster[32], pair[80];
    size_t articles = 0, copies = 0, pair_rows = 0;

    check(gold && fgets(line, sizeof line, gold));
    check_string(line, "id\tcluster\n");
    check(memcmp(rows, "id1\tid2\tkind\n", 13) == 0);
    while (fgets(line, sizeof line, gold)) {
        check_number(sscanf(line, "%31s %31s", id, cluster), 2);
        articles++;
        if (strcmp(id, cluster) == 0)
            continue;
        int pair_bytes = snprintf(pair, sizeof pair, "\n%s\t%s\tpad\n", cluster, id);
        bool is_there = false;

        for (size_t i = 0; i + (size_t)pair_bytes <= row_bytes; i++)
            is_there |= memcmp(rows + i, pair, (size_t)pair_bytes) == 0;
        check(is_there);
        copies++;
    }
    for (size_t i = 0; i < row_bytes; i++)
        pair_rows += rows[i] == '\n';
    check_number(articles, 50);
    check(copies > 35);
    check_number(pair_rows, copies + 1);
    (void)fclose(gold);
    (void)remove(gold_path);
    free(rows);
}

Test(make_corpus, what_cannot_be_done_ends_with_2)
{
    check_number(run("-n x 2>/dev/null", NULL, NULL), 2);
    check_number(run("-n 10 -o /no/such/folder/x 2>/dev/null", NULL, NULL), 2);
    check_number(run("-n 1000 -o /dev/full 2>/dev/null", NULL, NULL), 2);
    check_number(run("-n 10 --gold /dev/full >/dev/null 2>&1", NULL, NULL), 2);
}

Test(make_corpus, a_full_disk_and_an_unwritable_file_are_named)
{
    char *words;
    size_t byte_count;

    check_number(run("-n 1000 -o /dev/full 2>&1", &words, &byte_count), 2);
    check_bytes(words, byte_count,
                "make_corpus: cannot write to /dev/full: No space left on device\n");
    free(words);
    check_number(run("-n 10 -o /no/such/folder/x 2>&1", &words, &byte_count), 2);
    check_bytes(
        words, byte_count,
        "make_corpus: cannot write /no/such/folder/x: No such file or directory\n");
    free(words);
}

Test(make_corpus, help_goes_to_standard_output)
{
    char *words;
    size_t byte_count;

    check_number(run("--help 2>/dev/null", &words, &byte_count), 0);
    check(byte_count > 1000);
    free(words);
}
