/*
 * in_one_process.c - runs the tests of a suite one after the other, in the suite's own process
 *
 * Criterion starts a process for every test. That takes a twentieth of a second, and three times
 * that where sanitizers have their tables to lay out and leaks to search for at each end, which is
 * longer than nearly every test. So suites bring a main() of their own, and their own of what
 * Criterion's macros call when a test begins, fails or is skipped; a program's functions come before
 * those of a library. A leak is named by the place that allocated, a crash by the last test that was
 * told of; what one test leaves behind the next one meets.
 *
 *     suites_of_ROOM [--tap] [--filter SUITE/TEST]        words with * and ? as the shell has them
 *
 * Prints TAP. Ends with 0 when no test failed.
 */
#include <criterion/criterion.h>
#include <criterion/event.h>
#include <fnmatch.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the linker puts at both ends of the sections that Test() and TestSuite() fill. */
extern struct criterion_test *const __start_cr_tst[];
extern struct criterion_test *const __stop_cr_tst[];
extern struct criterion_suite *const __start_cr_sts[] __attribute__((weak));
extern struct criterion_suite *const __stop_cr_sts[] __attribute__((weak));

enum outcome { PASSED, FAILED, SKIPPED };

/* The test that runs, and where to go on when it ends before its last line. */
static const struct criterion_test *running;
static enum outcome outcome;
static char why_skipped[256];
static jmp_buf *way_out;

/* The environment as the first test finds it, which each finds. */
static char **first_environment;
extern char **environ;

/* What TestSuite() says of a test's suite; NULL if it says nothing. */
static const struct criterion_test_extra_data *suite_of(const struct criterion_test *test)
{
    for (struct criterion_suite *const *suite = __start_cr_sts; suite < __stop_cr_sts;
         suite++)
        if (strcmp((*suite)->name, test->category) == 0)
            return (*suite)->data;
    return NULL;
}

/* The functions that Criterion's header declares and Test() calls, in this order. */
void criterion_internal_test_setup(void)
{
    const struct criterion_test_extra_data *suite = suite_of(running);

    if (suite != NULL && suite->init != NULL)
        suite->init();
    if (running->data->init != NULL)
        running->data->init();
}

void criterion_internal_test_main(void (*body)(void))
{
    jmp_buf *way_out_of_setup = way_out;
    jmp_buf after_body;

    way_out = &after_body;
    if (setjmp(after_body) == 0)
        body();
    way_out = way_out_of_setup; /* and of teardown */
}

void criterion_internal_test_teardown(void)
{
    const struct criterion_test_extra_data *suite = suite_of(running);

    if (running->data->fini != NULL)
        running->data->fini();
    if (suite != NULL && suite->fini != NULL)
        suite->fini();
}

/* And those that its assertions call. */
void criterion_send_assert(struct criterion_assert_stats *stats)
{
    if (stats->passed)
        return;
    outcome = FAILED;
    printf("# %s:%u: %s\n", stats->file, stats->line, stats->message);
}

void criterion_abort_test(void)
{
    longjmp(*way_out, 1);
}

void criterion_continue_test(void)
{
}

__attribute__((format(printf, 1, 2))) void criterion_skip_test(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(why_skipped, sizeof why_skipped, format, arguments);
    va_end(arguments);
    outcome = SKIPPED;
    longjmp(*way_out, 1);
}

/* Whether a test is asked for; all are without a pattern. */
static bool is_wanted(const struct criterion_test *test, const char *pattern)
{
    return pattern == NULL || fnmatch(pattern, test->data->identifier_, 0) == 0;
}

/* The strings are never freed: they are the environment's from then on. */
static void remember_environment(void)
{
    size_t count = 0;

    while (environ[count] != NULL)
        count++;
    first_environment = calloc(count + 1, sizeof *first_environment);
    for (size_t i = 0; i < count; i++)
        first_environment[i] = strdup(environ[i]);
}

static void restore_environment(void)
{
    clearenv();
    for (char **variable = first_environment; *variable != NULL; variable++)
        putenv(*variable);
}

static enum outcome run_test(const struct criterion_test *test)
{
    jmp_buf after_test;

    running = test;
    outcome = PASSED;
    restore_environment();
    way_out = &after_test;
    if (setjmp(after_test) == 0)
        test->test();
    printf("%s - %s::%s", outcome == FAILED ? "not ok" : "ok", test->category,
           test->name);
    if (outcome == SKIPPED)
        printf("  # SKIP %s", why_skipped);
    putchar('\n');
    fflush(stdout);
    return outcome;
}

int main(int argc, char **argv)
{
    const char *pattern = NULL;
    int planned = 0;
    int failed = 0;

    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--filter") == 0 && i + 1 < argc)
            pattern = argv[++i];
    for (struct criterion_test *const *test = __start_cr_tst; test < __stop_cr_tst;
         test++)
        planned += is_wanted(*test, pattern);
    remember_environment();
    printf("TAP version 13\n1..%d\n", planned);
    fflush(stdout);
    for (struct criterion_test *const *test = __start_cr_tst; test < __stop_cr_tst;
         test++)
        if (is_wanted(*test, pattern))
            failed += run_test(*test) == FAILED;
    return failed != 0;
}
