/*
 * stop_signal.c - Ctrl-C and its relatives
 *
 * Signals belong to the process, so this is the one file with state of its own. The
 * handler only does what POSIX allows there: it reads and sets flags, unlinks, writes and
 * exits.
 */
#include "cli/stop_signal.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

enum { REMEMBERED_MOST = 8, EXIT_SIGNAL = 128 };

static volatile sig_atomic_t noted_signal;
static volatile sig_atomic_t is_held_off;
static volatile sig_atomic_t is_watched; /* somebody sits at a terminal */
static const char *volatile remembered[REMEMBERED_MOST];

static void end_now(int number)
{
    static const char words[] =
        "\nwiretwin: interrupted; no unfinished file was left behind\n";

    for (size_t i = 0; i < REMEMBERED_MOST; i++) {
        if (remembered[i])
            unlink(remembered[i]);
    }
    if (write(STDERR_FILENO, words, sizeof words - 1) < 0)
        _exit(EXIT_SIGNAL + number);
    _exit(EXIT_SIGNAL + number);
}

static void say_that_it_ends(void)
{
    static const char words[] = "\nwiretwin: ending in order; once more ends at once\n";

    (void)!write(STDERR_FILENO, words, sizeof words - 1);
}

static void handle(int number)
{
    int kept_errno = errno;

    if (!is_held_off || noted_signal)
        end_now(number);
    noted_signal = number;
    if (is_watched)
        say_that_it_ends();
    errno = kept_errno;
}

static void listen_to(int number)
{
    struct sigaction action = {.sa_handler = handle};
    struct sigaction before;

    sigemptyset(&action.sa_mask);
    /* nohup and shells' background jobs ignore some signals on purpose. */
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler == SIG_IGN)
        return;
    sigaction(number, &action, NULL);
}

void wtw_stop_listen(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    is_watched = isatty(STDERR_FILENO);
    listen_to(SIGINT);
    listen_to(SIGTERM);
    listen_to(SIGHUP);
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
}

void wtw_stop_hold_off(void)
{
    is_held_off = 1;
}

void wtw_stop_let_through(void)
{
    is_held_off = 0;
}

int wtw_stop_signal(void)
{
    return noted_signal;
}

static void replace(const char *old, const char *new)
{
    for (size_t i = 0; i < REMEMBERED_MOST; i++) {
        if (remembered[i] == old) {
            remembered[i] = new;
            return;
        }
    }
}

void wtw_stop_remember(const char *path)
{
    if (path)
        replace(NULL, path);
}

void wtw_stop_forget(const char *path)
{
    if (path)
        replace(path, NULL);
}
