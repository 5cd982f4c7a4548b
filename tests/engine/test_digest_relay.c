/*
 * test_digest_relay.c - articles arrive in order, all of them, on one thread or two
 */
#include "check.h"
#include "engine/live_scene.h"

#include "base/faults.h"
#include "engine/digest_relay.h"

/* More than a few blocks. */
enum { ARTICLES = 9001 };

/* A digest of the first text of the scene. */
static char digest[1 << 16];
static size_t digest_bytes;

static void make_digest(void)
{
    const uint32_t come[] = {A};
    struct live_run *run = begin(come, 1);
    struct wtw_error error = {0};
    const void *made = NULL;

    check_ok(live_come(run, 1, &error), &error);
    made = wtw_live_digest(run->live, 0, &digest_bytes);
    memcpy(digest, made, digest_bytes);
    live_close(run);
}

static struct wtw_live *new_live(void)
{
    struct wtw_options options;
    struct wtw_live *live = NULL;
    struct wtw_error error = {0};

    wtw_options_init(&options);
    options.text_source.fetch = live_fetch;
    check_ok(wtw_live_new(&options, &live, &error), &error);
    return live;
}

/* Puts articles 1 to 'count', that of number 'bad' with half a digest. */
static enum wtw_status put_all(struct wtw_digest_relay *relay, uint32_t count,
                               uint32_t bad, struct wtw_error *error)
{
    for (uint32_t i = 1; i <= count; i++) {
        const struct wtw_live_article article = {
            .number = live_number(i),
            .cluster = live_number(1),
            .published_seconds = i,
            .digest = digest,
            .digest_bytes = i == bad ? digest_bytes / 2 : digest_bytes};

        WTW_TRY(wtw_digest_relay_put(relay, &article, error));
    }
    return WTW_OK;
}

Test(digest_relay, restores_all_in_order_on_one_thread_or_two)
{
    make_digest();
    for (uint32_t threads = 1; threads <= 2; threads++) {
        struct wtw_live *live = new_live();
        struct wtw_digest_relay *relay = NULL;
        struct wtw_error error = {0};

        check_ok(wtw_digest_relay_new(live, threads, &relay, &error), &error);
        check_ok(put_all(relay, ARTICLES, 0, &error), &error);
        check_ok(wtw_digest_relay_finish(relay, &error), &error);
        wtw_digest_relay_free(relay);
        for (uint32_t i = 1; i <= ARTICLES; i++)
            check_number(wtw_live_place(live, live_number(i)), i - 1);
        check_number(wtw_live_place(live, live_number(ARTICLES + 1)), UINT32_MAX);
        wtw_live_free(live);
    }
}

Test(digest_relay, tells_of_a_digest_that_is_none_at_the_end_at_the_latest)
{
    static const uint32_t bad[] = {1, 3000, ARTICLES};

    make_digest();
    for (size_t i = 0; i < 6; i++) {
        struct wtw_live *live = new_live();
        struct wtw_digest_relay *relay = NULL;
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        check_ok(wtw_digest_relay_new(live, i < 3 ? 1 : 2, &relay, &error), &error);
        status = put_all(relay, ARTICLES, bad[i % 3], &error);
        if (status == WTW_OK)
            status = wtw_digest_relay_finish(relay, &error);
        check_status(status, WTW_BAD_INPUT);
        check_number(error.status, WTW_BAD_INPUT);
        wtw_digest_relay_free(relay);
        wtw_live_free(live);
    }
}

Test(digest_relay, can_be_left_before_it_has_finished)
{
    struct wtw_live *live = new_live();
    struct wtw_digest_relay *relay = NULL;
    struct wtw_error error = {0};

    make_digest();
    check_ok(wtw_digest_relay_new(live, 2, &relay, &error), &error);
    check_ok(put_all(relay, 5000, 0, &error), &error);
    wtw_digest_relay_free(relay);
    wtw_digest_relay_free(NULL);
    wtw_live_free(live);
}

#ifdef WTW_FAULTS
Test(digest_relay, tells_where_memory_ends_on_either_thread)
{
    make_digest();
    for (uint64_t nth = 1; nth < 60; nth++) {
        struct wtw_live *live = new_live();
        struct wtw_digest_relay *relay = NULL;
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_digest_relay_new(live, 2, &relay, &error);
        if (status == WTW_OK)
            status = put_all(relay, 5000, 0, &error);
        if (status == WTW_OK)
            status = wtw_digest_relay_finish(relay, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        wtw_digest_relay_free(relay);
        wtw_live_free(live);
    }
}
#endif
