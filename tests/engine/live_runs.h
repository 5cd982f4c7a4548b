/*
 * live_runs.h - made articles that come live, and all that is told of them
 */
#ifndef WTW_TESTS_ENGINE_LIVE_RUNS_H
#define WTW_TESTS_ENGINE_LIVE_RUNS_H

#include "check.h"
#include "engine/made_articles.h"

#include "base/memory.h"
#include "engine/live.h"

/* Articles in the order in which they come; the text at a place is that of order[place].
 * Those of places that went are passed over by whoever restores the rest. */
struct live_run {
    struct wtw_live *live;
    struct made_article *articles;
    uint32_t *order;
    uint32_t count;          /* that have come */
    struct wtw_buffer told;  /* outcomes as bytes, one after the other */
    bool *are_texts_missing; /* by article; NULL: none is */
};

static inline enum wtw_status live_fetch(void *context, uint32_t number,
                                         struct wtw_buffer *out_text,
                                         struct wtw_error *error)
{
    const struct live_run *run = context;

    if (run->are_texts_missing && run->are_texts_missing[run->order[number]])
        return WTW_END;
    return made_fetch(run->articles, run->order[number], out_text, error);
}

/* Not by the project's own memory, which is made to fail here and there. */
static inline void told(struct wtw_buffer *bytes, const void *items, size_t count)
{
    if (!count)
        return;
    if (bytes->count + count > bytes->capacity) {
        bytes->capacity = 2 * (bytes->count + count);
        bytes->items = realloc(bytes->items, bytes->capacity);
        check(bytes->items != NULL);
    }
    memcpy(bytes->items + bytes->count, items, count);
    bytes->count += count;
}

/* Field by field, for the bytes between fields say nothing. */
static inline void tell_outcome(struct wtw_buffer *bytes,
                                const struct wtw_live_outcome *outcome)
{
    const int64_t head[] = {outcome->place,
                            outcome->cluster,
                            outcome->canonical,
                            outcome->size,
                            outcome->agency,
                            outcome->partner,
                            outcome->relation,
                            outcome->is_estimated,
                            (int64_t)outcome->match_count,
                            (int64_t)outcome->change_count};

    told(bytes, head, sizeof head);
    told(bytes, &outcome->figures, sizeof outcome->figures);
    for (size_t i = 0; i < outcome->match_count; i++) {
        const struct wtw_live_match *match = &outcome->matches[i];
        const int64_t row[] = {match->a, match->b, match->relation, match->is_estimated};

        told(bytes, row, sizeof row);
        told(bytes, &match->figures, sizeof match->figures);
    }
    for (size_t i = 0; i < outcome->change_count; i++) {
        const struct wtw_live_change *change = &outcome->changes[i];
        const int64_t row[] = {change->is_canonical, change->place, change->cluster,
                               change->before_cluster, change->before_place};

        told(bytes, row, sizeof row);
    }
}

static inline enum wtw_status take_told(void *context, size_t i,
                                        const struct wtw_live_outcome *outcome,
                                        struct wtw_error *error)
{
    struct live_run *run = context;

    (void)i;
    (void)error;
    tell_outcome(&run->told, outcome);
    return WTW_OK;
}

/* An article's number; with gaps, as those of a database have. */
static inline int64_t live_number(uint32_t place)
{
    return (int64_t)place * 3 + 5;
}

static inline enum wtw_status live_open(struct live_run *run,
                                        const struct wtw_options *options,
                                        struct wtw_error *error)
{
    struct wtw_options own = *options;

    own.text_source = (struct wtw_text_source){.fetch = live_fetch, .context = run};
    return wtw_live_new(&own, &run->live, error);
}

/* The next 'count' of the order come together. */
static inline enum wtw_status live_come(struct live_run *run, uint32_t count,
                                        struct wtw_error *error)
{
    struct wtw_article *articles = calloc(count, sizeof *articles);
    struct wtw_live_arrival *arrivals = calloc(count, sizeof *arrivals);
    const struct wtw_live_taker taker = {.take = take_told, .context = run};
    enum wtw_status status = WTW_OK;

    for (uint32_t i = 0; i < count; i++) {
        const struct made_article *made = &run->articles[run->order[run->count + i]];

        articles[i] = (struct wtw_article){.text = made->text,
                                           .text_bytes = made->text_bytes,
                                           .published_seconds = made->published_seconds,
                                           .rank = made->rank};
        arrivals[i] = (struct wtw_live_arrival){i, live_number(run->count + i)};
    }
    run->count += count;
    status = wtw_live_sketch(run->live, articles, count, error);
    if (status == WTW_OK)
        status = wtw_live_add(run->live, arrivals, count, &taker, error);
    free(articles);
    free(arrivals);
    return status;
}

static inline void live_close(struct live_run *run)
{
    wtw_live_free(run->live);
    wtw_buffer_release(&run->told);
    run->live = NULL;
    run->count = 0;
}

/* All 'count' come, 'batch' at a time. */
static inline void live_run_all(struct live_run *run, const struct wtw_options *options,
                                uint32_t count, uint32_t batch)
{
    struct wtw_error error = {0};

    check_ok(live_open(run, options, &error), &error);
    while (run->count < count) {
        uint32_t left = count - run->count;

        check_ok(live_come(run, left < batch ? left : batch, &error), &error);
    }
}

/* What stands now, of all articles that are there. */
static inline struct wtw_buffer live_standing(struct live_run *run)
{
    struct wtw_buffer bytes = {.items = NULL};
    struct wtw_error error = {0};

    for (uint32_t i = 0; i < run->count; i++) {
        struct wtw_live_outcome outcome;

        if (wtw_live_place(run->live, live_number(i)) == UINT32_MAX)
            continue;
        check_ok(wtw_live_outcome_of(run->live, i, &outcome, &error), &error);
        tell_outcome(&bytes, &outcome);
    }
    return bytes;
}

static inline void check_same_bytes(const struct wtw_buffer *got,
                                    const struct wtw_buffer *wanted)
{
    check_number(got->count, wanted->count);
    check(got->count && memcmp(got->items, wanted->items, got->count) == 0);
}

#endif
