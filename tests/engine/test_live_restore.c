/*
 * test_live_restore.c - stretches of articles come back in any order, by any thread
 */
#include "check.h"
#include "engine/live_scene.h"

#include <pthread.h>

enum { ARTICLES = 9001, STRETCHES = 3 };

static const uint32_t counts[STRETCHES] = {4000, 5000, 1};

/* A digest of the first text of the scene, and of another. */
static char digests[2][1 << 13];
static size_t digest_bytes[2];

static void make_digests(void)
{
    const uint32_t come[] = {A, OTHER};
    struct live_run *run = begin(come, 2);
    struct wtw_error error = {0};

    check_ok(live_come(run, 2, &error), &error);
    for (size_t i = 0; i < 2; i++) {
        const void *made = wtw_live_digest(run->live, i, &digest_bytes[i]);

        memcpy(digests[i], made, digest_bytes[i]);
    }
    live_close(run);
}

static struct wtw_live *new_live(uint32_t threads)
{
    struct wtw_options options;
    struct wtw_live *live = NULL;
    struct wtw_error error = {0};

    wtw_options_init(&options);
    options.text_source.fetch = live_fetch;
    options.thread_count = threads;
    check_ok(wtw_live_new(&options, &live, &error), &error);
    return live;
}

struct putting {
    struct wtw_live_restoring *restoring;
    uint32_t worker;
    size_t stretch;
    uint32_t count;
    uint32_t bad; /* an article of it whose digest is cut; UINT32_MAX: none */
    enum wtw_status status;
    struct wtw_error error;
};

/* Every third article says something else than the others. */
static enum wtw_status put_stretch(struct putting *putting)
{
    uint32_t first = 0;

    for (size_t i = 0; i < putting->stretch; i++)
        first += counts[i];
    wtw_live_restoring_begin(putting->restoring, putting->worker, putting->stretch);
    for (uint32_t i = 0; i < putting->count; i++) {
        size_t which = (first + i) % 3 == 2;
        const struct wtw_live_article article = {
            .number = live_number(first + i),
            .cluster = live_number(which ? 2 : 0),
            .published_seconds = first + i,
            .digest = digests[which],
            .digest_bytes =
                i == putting->bad ? digest_bytes[which] / 2 : digest_bytes[which]};

        WTW_TRY(wtw_live_restoring_put(putting->restoring, putting->worker, &article,
                                       &putting->error));
    }
    return wtw_live_restoring_end(putting->restoring, putting->worker, &putting->error);
}

static void *put_alone(void *context)
{
    struct putting *putting = context;

    putting->status = put_stretch(putting);
    return NULL;
}

static void check_all_there(struct wtw_live *live)
{
    struct wtw_live_standing standing;
    struct wtw_error error = {0};

    check_ok(wtw_live_settle(live, &error), &error);
    for (uint32_t i = 0; i <= ARTICLES - 1; i++) {
        check_number(wtw_live_place(live, live_number(i)), i);
        check_number(wtw_live_cluster(live, i), live_number(i % 3 == 2 ? 2 : 0));
    }
    check_number(wtw_live_place(live, live_number(ARTICLES)), UINT32_MAX);
    check_number(wtw_live_place(live, live_number(0) - 1), UINT32_MAX);
    check_number(wtw_live_place(live, live_number(5) + 1), UINT32_MAX);
    check_ok(wtw_live_standing(live, ARTICLES - 1, &standing, &error), &error);
    check_number(standing.size, 6001);
    check_ok(wtw_live_standing(live, 2, &standing, &error), &error);
    check_number(standing.size, 3000);
}

Test(live_restore, stretches_come_back_on_one_thread_in_any_order)
{
    static const size_t orders[][STRETCHES] = {{0, 1, 2}, {2, 0, 1}};

    make_digests();
    for (size_t i = 0; i < 2; i++) {
        struct wtw_live *live = new_live(1);
        struct putting putting = {.bad = UINT32_MAX};

        check_ok(wtw_live_restoring_new(live, counts, STRETCHES, &putting.restoring,
                                        &putting.error),
                 &putting.error);
        for (size_t k = 0; k < STRETCHES; k++) {
            putting.stretch = orders[i][k];
            putting.count = counts[putting.stretch];
            check_ok(put_stretch(&putting), &putting.error);
        }
        check_ok(wtw_live_restoring_finish(putting.restoring, &putting.error),
                 &putting.error);
        wtw_live_restoring_free(putting.restoring);
        check_all_there(live);
        wtw_live_free(live);
    }
}

Test(live_restore, stretches_come_back_on_a_thread_each)
{
    struct wtw_live *live = new_live(STRETCHES);
    struct wtw_live_restoring *restoring = NULL;
    struct putting puttings[STRETCHES] = {{0}};
    pthread_t threads[STRETCHES];
    struct wtw_error error = {0};

    make_digests();
    check_ok(wtw_live_restoring_new(live, counts, STRETCHES, &restoring, &error), &error);
    for (uint32_t i = 0; i < STRETCHES; i++) {
        puttings[i] =
            (struct putting){restoring, i, i, counts[i], UINT32_MAX, WTW_OK, {0}};
        check(pthread_create(&threads[i], NULL, put_alone, &puttings[i]) == 0);
    }
    for (uint32_t i = 0; i < STRETCHES; i++) {
        pthread_join(threads[i], NULL);
        check_ok(puttings[i].status, &puttings[i].error);
    }
    check_ok(wtw_live_restoring_finish(restoring, &error), &error);
    wtw_live_restoring_free(restoring);
    check_all_there(live);
    wtw_live_free(live);
}

Test(live_restore, refuses_what_is_no_digest_and_more_or_fewer_than_were_counted)
{
    static const struct {
        uint32_t count;
        uint32_t bad;
    } rows[] = {{4000, 0}, {4000, 3999}, {4001, UINT32_MAX}, {3999, UINT32_MAX}};

    make_digests();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wtw_live *live = new_live(1);
        struct putting putting = {.count = rows[i].count, .bad = rows[i].bad};

        check_ok(wtw_live_restoring_new(live, counts, STRETCHES, &putting.restoring,
                                        &putting.error),
                 &putting.error);
        check_status(put_stretch(&putting), WTW_BAD_INPUT);
        check(putting.error.words[0] != '\0');
        wtw_live_restoring_free(putting.restoring);
        wtw_live_free(live);
    }
}

Test(live_restore, none_at_all_is_fine_and_too_many_are_not)
{
    static const uint32_t many[] = {UINT32_MAX - 1, 1};
    struct wtw_live *live = new_live(1);
    struct wtw_live_restoring *restoring = NULL;
    struct wtw_error error = {0};

    check_status(wtw_live_restoring_new(live, many, 2, &restoring, &error),
                 WTW_TOO_LARGE);
    check(!restoring);
    check_ok(wtw_live_restoring_new(live, NULL, 0, &restoring, &error), &error);
    check_ok(wtw_live_restoring_finish(restoring, &error), &error);
    wtw_live_restoring_free(restoring);
    wtw_live_restoring_free(NULL);
    check_ok(wtw_live_settle(live, &error), &error);
    check_number(wtw_live_place(live, 1), UINT32_MAX);
    wtw_live_free(live);
}
