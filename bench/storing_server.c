/*
 * storing_server.c - the server without its judgement, to see what that costs
 *
 *     storing_server DATABASE ADDRESS:PORT
 *
 * It is linked of the same rooms as `wiretwin serve`, so that requests are read, recognised,
 * put into transactions, stored, synced and answered by the same code. Only what the feed asks
 * the engine is answered here (the linker sends these calls to their __wrap_ names): an
 * article's digest is some bytes, as many as those of 400 words have, and every article is new.
 * So nothing is sketched, looked up or compared, and no match or cluster is stored; what is
 * left is what any store would have to do. The database has to be a new one, and is good for
 * nothing afterwards.
 */
#include "base/failure.h"
#include "engine/live.h"
#include "engine/live_sketches.h"
#include "serve/server.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { DIGEST_BYTES = 420 };

static volatile sig_atomic_t is_stopped;
static uint32_t
    places; /* given so far; that of the first article is 0, and its number 1 */

enum wtw_status __wrap_wtw_live_sketches_make(struct wtw_live_sketches *sketches,
                                              const struct wtw_article *articles,
                                              size_t count, struct wtw_error *error);
const void *__wrap_wtw_live_digest(const struct wtw_live *live, size_t i,
                                   size_t *out_bytes);
uint32_t __wrap_wtw_live_agency(const struct wtw_live *live, size_t i);
int64_t __wrap_wtw_live_number(const struct wtw_live *live, uint32_t place);
uint32_t __wrap_wtw_live_place(const struct wtw_live *live, int64_t number);
enum wtw_status __wrap_wtw_live_outcome_of(struct wtw_live *live, uint32_t place,
                                           struct wtw_live_outcome *out_outcome,
                                           struct wtw_error *error);
enum wtw_status __wrap_wtw_live_add(struct wtw_live *live,
                                    const struct wtw_live_arrival *arrivals, size_t count,
                                    const struct wtw_live_taker *taker,
                                    struct wtw_error *error);

enum wtw_status __wrap_wtw_live_sketches_make(struct wtw_live_sketches *sketches,
                                              const struct wtw_article *articles,
                                              size_t count, struct wtw_error *error)
{
    (void)sketches;
    (void)articles;
    (void)count;
    (void)error;
    return WTW_OK;
}

const void *__wrap_wtw_live_digest(const struct wtw_live *live, size_t i,
                                   size_t *out_bytes)
{
    static char digest[DIGEST_BYTES];

    (void)live;
    (void)i;
    *out_bytes = sizeof digest;
    return digest;
}

uint32_t __wrap_wtw_live_agency(const struct wtw_live *live, size_t i)
{
    (void)live;
    (void)i;
    return WTW_NO_AGENCY;
}

int64_t __wrap_wtw_live_number(const struct wtw_live *live, uint32_t place)
{
    (void)live;
    return (int64_t)place + 1;
}

uint32_t __wrap_wtw_live_place(const struct wtw_live *live, int64_t number)
{
    (void)live;
    return (uint32_t)(number - 1);
}

/* New, and alone. */
static struct wtw_live_outcome outcome_at(uint32_t place)
{
    return (struct wtw_live_outcome){.place = place,
                                     .cluster = (int64_t)place + 1,
                                     .canonical = place,
                                     .size = 1,
                                     .agency = WTW_NO_AGENCY,
                                     .partner = place,
                                     .relation = WTW_UNRELATED};
}

enum wtw_status __wrap_wtw_live_outcome_of(struct wtw_live *live, uint32_t place,
                                           struct wtw_live_outcome *out_outcome,
                                           struct wtw_error *error)
{
    (void)live;
    (void)error;
    *out_outcome = outcome_at(place);
    return WTW_OK;
}

enum wtw_status __wrap_wtw_live_add(struct wtw_live *live,
                                    const struct wtw_live_arrival *arrivals, size_t count,
                                    const struct wtw_live_taker *taker,
                                    struct wtw_error *error)
{
    (void)live;
    (void)arrivals;
    for (size_t i = 0; i < count; i++) {
        const struct wtw_live_outcome outcome = outcome_at(places++);

        WTW_TRY(taker->take(taker->context, i, &outcome, error));
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ serving */

static void note_signal(int number)
{
    (void)number;
    is_stopped = 1;
}

static bool wants_to_stop(void *context)
{
    (void)context;
    return is_stopped != 0;
}

static void say(void *context, const char *words)
{
    (void)context;
    fprintf(stderr, "%s\n", words);
}

int main(int argument_count, char **arguments)
{
    struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
    struct wtw_server_settings settings = {.wants_to_stop = wants_to_stop, .say = say};
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;

    if (argument_count != 3 || access(arguments[1], F_OK) == 0) {
        fprintf(stderr, "usage: storing_server NEW_DATABASE ADDRESS:PORT\n");
        return 2;
    }
    settings.db = arguments[1];
    settings.listen = arguments[2];
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    status = wtw_server_run(&settings, &error);
    if (status != WTW_OK)
        fprintf(stderr, "%s\n", error.words);
    return status == WTW_OK ? 0 : 1;
}
