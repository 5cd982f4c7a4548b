/*
 * regrouping.c - a session's articles clustered again, without some of them
 *
 * A new engine gets their texts, read again from their places, on all threads.
 */
#include "cli/regrouping.h"

#include "base/memory.h"
#include "cli/stop_signal.h"

/* As many as a session's batch may have. */
enum { ADDED_AT_A_TIME = 8192 };

static enum wtw_status give(void *context, size_t i, struct wtw_buffer *scratch,
                            struct wtw_article *out_article, struct wtw_error *error)
{
    const struct wtw_regrouping *regrouping = context;
    uint32_t number = regrouping->numbers[regrouping->added + i];
    struct wtw_article_origin origin = wtw_session_origin(regrouping->session, number);

    WTW_TRY(wtw_session_text(regrouping->session, number, scratch, error));
    *out_article = (struct wtw_article){
        .text = scratch->items,
        .text_bytes = scratch->count,
        .published_seconds = wtw_ledger_published(&regrouping->session->ledger, number),
        .source = origin.source,
        .rank = origin.rank,
    };
    return WTW_OK;
}

static enum wtw_status fetch_text(void *context, uint32_t number,
                                  struct wtw_buffer *out_text, struct wtw_error *error)
{
    const struct wtw_regrouping *regrouping = context;

    return wtw_session_text(regrouping->session, regrouping->numbers[number], out_text,
                            error);
}

static enum wtw_status add_all(struct wtw_regrouping *regrouping, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    while (regrouping->added < regrouping->count && status == WTW_OK) {
        uint32_t left = regrouping->count - regrouping->added;
        uint32_t count = left < ADDED_AT_A_TIME ? left : ADDED_AT_A_TIME;

        wtw_progress_step(regrouping->session->progress, "looking again",
                          regrouping->added, regrouping->count, false);
        status = wtw_engine_add_many(regrouping->engine, count, give, regrouping, error);
        regrouping->added += count;
    }
    return status;
}

static enum wtw_status choose(struct wtw_regrouping *regrouping,
                              bool (*is_left)(const void *context, uint32_t number),
                              const void *context, struct wtw_error *error)
{
    size_t all = regrouping->session->ledger.count;

    WTW_TRY(WTW_ALLOCATE(&regrouping->numbers, all, error));
    for (uint32_t i = 0; i < all; i++) {
        if (is_left(context, i))
            regrouping->numbers[regrouping->count++] = i;
    }
    return WTW_OK;
}

enum wtw_status wtw_regrouping_run(struct wtw_regrouping *regrouping,
                                   const struct wtw_session *session,
                                   bool (*is_left)(const void *context, uint32_t number),
                                   const void *context, struct wtw_error *error)
{
    struct wtw_options options = session->options;
    enum wtw_status status = WTW_OK;

    regrouping->session = session;
    options.text_source.fetch = fetch_text;
    options.text_source.context = regrouping;
    WTW_TRY(choose(regrouping, is_left, context, error));
    WTW_TRY(wtw_engine_new(&options, &regrouping->engine, error));
    wtw_stop_hold_off();
    status = add_all(regrouping, error);
    if (status == WTW_OK)
        status = wtw_engine_finish(regrouping->engine, &regrouping->result, error);
    wtw_stop_let_through();
    WTW_TRY(status);
    wtw_progress_clear(session->progress);
    return wtw_stop_signal() ? wtw_fail(error, WTW_STOPPED, "interrupted") : WTW_OK;
}

void wtw_regrouping_release(struct wtw_regrouping *regrouping)
{
    wtw_engine_free(regrouping->engine);
    wtw_release_items(regrouping->numbers);
    *regrouping = (struct wtw_regrouping){0};
}
