/*
 * race_engines.c - two engines in two threads, each with threads of its own
 *
 * A plain program, because ThreadSanitizer does not start under Criterion. Both engines
 * work on the same articles at the same time and have to come to the same result; any
 * state that they share is a race that ThreadSanitizer reports. The one is given them all at
 * once, the other batch by batch. With the argument "race" the two share a plain counter,
 * which has to be reported. Prints TAP.
 */
#include "engine/made_articles.h"
#include "wiretwin.h"

#include <pthread.h>
#include <stdio.h>

enum { ARTICLES = 400, ROUNDS = 3, BATCH = 7, SLOTS_MOST = 8 };

/* What one thread is given and what it found. */
struct run {
    struct made_article *articles;
    bool in_batches;
    size_t given;              /* articles, in batches */
    size_t settled;            /* of these */
    size_t begins[SLOTS_MOST]; /* the first article of the batch in each slot */
    uint64_t *shared_counter;  /* NULL unless racing on purpose */
    uint32_t thread_count;
    bool is_ok;
    uint64_t fold; /* of all matches and memberships */
};

static uint64_t fold_number(uint64_t fold, uint64_t number)
{
    return (fold ^ number) * 0x100000001b3u;
}

static uint64_t fold_result(const struct wtw_result *result)
{
    uint64_t fold = 0;
    size_t count = 0;
    const struct wtw_match *matches = wtw_result_matches(result, &count);

    for (size_t i = 0; i < count; i++) {
        fold = fold_number(fold, (uint64_t)matches[i].a << 32 | matches[i].b);
        fold = fold_number(fold, (uint64_t)matches[i].relation << 32 |
                                     matches[i].figures.shared);
    }
    for (uint32_t i = 0; i < ARTICLES; i++) {
        struct wtw_membership membership = wtw_result_membership(result, i);

        fold =
            fold_number(fold, (uint64_t)membership.cluster << 32 | membership.canonical);
    }
    return fold;
}

/* Plain numbers on purpose: the engine promises that nothing here is done at once. */
static enum wtw_status next(void *context, uint32_t slot, size_t *out_count,
                            uint64_t *out_bytes, struct wtw_error *error)
{
    struct run *run = context;
    size_t left = ARTICLES - run->given;

    (void)error;
    if (!left)
        return WTW_END;
    *out_count = left < BATCH ? left : BATCH;
    *out_bytes = 1;
    run->begins[slot] = run->given;
    run->given += *out_count;
    return WTW_OK;
}

static enum wtw_status give(void *context, uint32_t slot, size_t i,
                            struct wtw_buffer *scratch, struct wtw_article *out_article,
                            struct wtw_error *error)
{
    const struct run *run = context;

    return made_give(run->articles, run->begins[slot] + i, scratch, out_article, error);
}

static enum wtw_status settle(void *context, uint32_t slot, struct wtw_error *error)
{
    struct run *run = context;

    (void)error;
    if (run->begins[slot] != run->settled)
        return WTW_BAD_ARGUMENT;
    run->settled += ARTICLES - run->settled < BATCH ? ARTICLES - run->settled : BATCH;
    return WTW_OK;
}

static enum wtw_status add_all(struct run *run, struct wtw_engine *engine)
{
    const struct wtw_batch_source source = {
        .next = next, .give = give, .settle = settle, .context = run};

    if (!run->in_batches)
        return wtw_engine_add_many(engine, ARTICLES, made_give, run->articles, NULL);
    run->given = run->settled = 0;
    return wtw_engine_batch_slots(engine) <= SLOTS_MOST
               ? wtw_engine_add_batches(engine, &source, NULL)
               : WTW_BAD_ARGUMENT;
}

static bool run_once(struct run *run)
{
    struct wtw_options options;
    struct wtw_engine *engine = NULL;
    const struct wtw_result *result = NULL;
    struct wtw_error error = {0};
    bool is_ok = false;

    wtw_options_init(&options);
    options.thread_count = run->thread_count;
    if (wtw_engine_new(&options, &engine, &error) != WTW_OK)
        return false;
    is_ok = add_all(run, engine) == WTW_OK &&
            wtw_engine_finish(engine, &result, &error) == WTW_OK;
    if (is_ok)
        run->fold = fold_result(result);
    if (run->shared_counter)
        ++*run->shared_counter;
    wtw_engine_free(engine);
    return is_ok;
}

static void *run_rounds(void *argument)
{
    struct run *run = argument;

    run->is_ok = true;
    for (int round = 0; round < ROUNDS; round++)
        run->is_ok = run_once(run) && run->is_ok;
    return NULL;
}

int main(int argument_count, char **arguments)
{
    bool is_racing = argument_count > 1 && strcmp(arguments[1], "race") == 0;
    struct made_article *articles = made_articles(ARTICLES, 300);
    uint64_t counter = 0;
    struct run runs[2] = {{.articles = articles, .thread_count = 3, .in_batches = true},
                          {.articles = articles, .thread_count = 2}};
    pthread_t threads[2];
    bool is_ok = false;

    for (int i = 0; i < 2; i++) {
        runs[i].shared_counter = is_racing ? &counter : NULL;
        if (pthread_create(&threads[i], NULL, run_rounds, &runs[i]) != 0)
            return 1;
    }
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    free(articles);
    is_ok = runs[0].is_ok && runs[1].is_ok && runs[0].fold == runs[1].fold;
    printf("1..1\n%s - two engines in two threads come to the same result\n",
           is_ok ? "ok" : "not ok");
    return is_ok ? 0 : 1;
}
