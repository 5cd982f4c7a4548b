/*
 * test_live.c - articles that come live stand as a batch of the same would have them
 */
#include "check.h"
#include "engine/live_batches.h"

#include "read/dates.h"

#include <jansson.h>
#include <stdio.h>

/* Among them are members who have no match with their canonical, where either is of an older
 * text: what they are to each other is told by when the texts were first published. */
Test(live, articles_in_any_order_stand_as_a_batch_of_them)
{
    static const enum wtw_canonical policies[] = {
        WTW_CANONICAL_EARLIEST, WTW_CANONICAL_LONGEST, WTW_CANONICAL_PREFERRED};
    enum { COUNT = ARTICLES / 2 };
    struct live_run run = {.articles = dated_articles(COUNT, 600)};
    struct wtw_options options = wide_options();

    for (uint32_t i = 0; i < 3; i++) {
        options.canonical = policies[i];
        run.order = shuffled(COUNT, 601 + i);
        live_run_all(&run, &options, COUNT, i ? 700 : 1);
        check_as_batch(&run, &options);
        live_close(&run);
        free(run.order);
    }
    free(run.articles);
}

static void read_corpus(const char *name, struct made_article *articles, uint32_t *count)
{
    FILE *file = fopen(name, "r");
    char *line = NULL;
    size_t capacity = 0;

    cr_assert(file != NULL, "%s cannot be read", name);
    while (getline(&line, &capacity, file) > 0) {
        json_t *record = json_loads(line, 0, NULL);
        const char *text = json_string_value(json_object_get(record, "text"));
        const char *date = json_string_value(json_object_get(record, "date"));
        struct made_article *made = &articles[*count];

        if (text && strlen(text) < MADE_TEXT_BYTES) {
            made->text_bytes = strlen(text);
            memcpy(made->text, text, made->text_bytes);
            made->published_seconds =
                date ? wtw_date_parse(date, strlen(date)) : WTW_DATE_UNKNOWN;
            ++*count;
        }
        json_decref(record);
    }
    free(line);
    fclose(file);
}

Test(live, the_articles_of_the_corpus_stand_as_a_batch_of_them)
{
    struct live_run run = {.articles = calloc(400, sizeof *run.articles)};
    struct wtw_options options = wide_options();
    uint32_t count = 0;

    read_corpus(CORPUS "/articles.jsonl", run.articles, &count);
    read_corpus(CORPUS "/stories/articles.jsonl", run.articles, &count);
    check(count > 70);
    for (uint32_t i = 0; i < 4; i++) {
        run.order = shuffled(count, 610 + i);
        live_run_all(&run, &options, count, i + 1);
        check_as_batch(&run, &options);
        live_close(&run);
        free(run.order);
    }
    free(run.articles);
}

/* ------------------------------------------------------------------ restoring */

/* The digests of all articles, as a database would have them. */
static struct wtw_buffer *digests_of(struct live_run *run, uint32_t count)
{
    struct wtw_buffer *digests = calloc(count, sizeof *digests);
    struct wtw_error error = {0};

    for (uint32_t i = 0; i < count; i++) {
        const struct made_article *made = &run->articles[run->order[i]];
        const struct wtw_article article = {.text = made->text,
                                            .text_bytes = made->text_bytes,
                                            .published_seconds = made->published_seconds,
                                            .rank = made->rank};
        const void *bytes = NULL;
        size_t byte_count = 0;

        check_ok(wtw_live_sketch(run->live, &article, 1, &error), &error);
        bytes = wtw_live_digest(run->live, 0, &byte_count);
        told(&digests[i], bytes, byte_count);
    }
    return digests;
}

static enum wtw_status put_articles(struct live_run *from,
                                    struct wtw_live_restoring *restoring,
                                    const struct wtw_buffer *digests, bool gives_clusters,
                                    struct wtw_error *error)
{
    wtw_live_restoring_begin(restoring, 0, 0);
    for (uint32_t i = 0; i < from->count; i++) {
        const struct made_article *made = &from->articles[from->order[i]];
        struct wtw_live_article article = {.number = live_number(i),
                                           .published_seconds = made->published_seconds,
                                           .rank = made->rank,
                                           .digest = digests[i].items,
                                           .digest_bytes = digests[i].count};
        struct wtw_live_outcome outcome;

        if (gives_clusters) {
            check_ok(wtw_live_outcome_of(from->live, i, &outcome, NULL), error);
            article.cluster = outcome.cluster;
        }
        WTW_TRY(wtw_live_restoring_put(restoring, 0, &article, error));
    }
    return wtw_live_restoring_end(restoring, 0, error);
}

static enum wtw_status restore_articles(struct live_run *from, struct live_run *to,
                                        const struct wtw_buffer *digests,
                                        bool gives_clusters, struct wtw_error *error)
{
    struct wtw_live_restoring *restoring = NULL;
    enum wtw_status status =
        wtw_live_restoring_new(to->live, &from->count, 1, &restoring, error);

    if (status == WTW_OK)
        status = put_articles(from, restoring, digests, gives_clusters, error);
    if (status == WTW_OK)
        status = wtw_live_restoring_finish(restoring, error);
    wtw_live_restoring_free(restoring);
    to->count = from->count;
    return status;
}

/* Matches the last first: their order does not matter. */
static enum wtw_status restore_matches(struct live_run *from, struct live_run *to,
                                       struct wtw_error *error)
{
    for (uint32_t i = from->count; i-- > 0;) {
        struct wtw_live_outcome outcome;

        check_ok(wtw_live_outcome_of(from->live, i, &outcome, NULL), error);
        for (size_t k = outcome.match_count; k-- > 0;) {
            enum wtw_status status = WTW_OK;

            if (outcome.matches[k].b != i)
                continue;
            status = wtw_live_restore_match(to->live, &outcome.matches[k], error);
            if (status != WTW_OK)
                return status;
        }
    }
    return wtw_live_settle(to->live, error);
}

static int compare_matches(const void *left, const void *right)
{
    const struct wtw_live_match *x = left;
    const struct wtw_live_match *y = right;

    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static void check_standing(struct wtw_live *live, uint32_t place,
                           const struct wtw_live_outcome *outcome)
{
    struct wtw_live_standing standing;
    struct wtw_error error = {0};

    check_ok(wtw_live_standing(live, place, &standing, &error), &error);
    check_number(standing.cluster, outcome->cluster);
    check_number(standing.size, outcome->size);
    check_number(standing.canonical, outcome->canonical);
    wtw_live_find_cluster(live, outcome->cluster, &standing);
    check_number(standing.cluster, outcome->cluster);
    check_number(standing.size, outcome->size);
    check_number(standing.canonical, outcome->canonical);
    wtw_live_find_cluster(live, -1, &standing);
    check_number(standing.size, 0);
    check_status(wtw_live_standing(live, UINT32_MAX, &standing, &error),
                 WTW_BAD_ARGUMENT);
}

/* As live_standing(), matches in order. */
static struct wtw_buffer sorted_standing(struct live_run *run)
{
    struct wtw_buffer bytes = {.items = NULL};
    struct wtw_error error = {0};

    for (uint32_t i = 0; i < run->count; i++) {
        struct wtw_live_outcome outcome;
        struct wtw_live_match *matches = NULL;

        if (wtw_live_place(run->live, live_number(i)) == UINT32_MAX)
            continue;
        check_ok(wtw_live_outcome_of(run->live, i, &outcome, &error), &error);
        check_standing(run->live, i, &outcome);
        matches = calloc(outcome.match_count + 1, sizeof *matches);
        if (outcome.match_count) {
            memcpy(matches, outcome.matches, outcome.match_count * sizeof *matches);
            qsort(matches, outcome.match_count, sizeof *matches, compare_matches);
        }
        outcome.matches = matches;
        tell_outcome(&bytes, &outcome);
        free(matches);
    }
    return bytes;
}

static void check_restored(bool gives_clusters)
{
    struct live_run run = {.articles = dated_articles(MANY, 630)};
    struct live_run again = {.articles = run.articles};
    struct wtw_options options = wide_options();
    struct wtw_error error = {0};
    struct wtw_buffer *digests = NULL;
    struct wtw_buffer standing;
    struct wtw_buffer standing_again;
    uint32_t half = MANY / 2;

    run.order = again.order = shuffled(MANY, 631);
    live_run_all(&run, &options, half, 100);
    digests = digests_of(&run, half);
    check_ok(live_open(&again, &options, &error), &error);
    check_ok(restore_articles(&run, &again, digests, gives_clusters, &error), &error);
    check_ok(restore_matches(&run, &again, &error), &error);
    if (gives_clusters) {
        standing = sorted_standing(&run);
        standing_again = sorted_standing(&again);
        check_same_bytes(&standing_again, &standing);
        wtw_buffer_release(&standing);
        wtw_buffer_release(&standing_again);
        run.told.count = 0;
        check_ok(live_come(&run, half, &error), &error);
        check_ok(live_come(&again, half, &error), &error);
        check_same_bytes(&again.told, &run.told);
    }
    check_as_batch(&again, &options);
    for (uint32_t i = 0; i < half; i++)
        wtw_buffer_release(&digests[i]);
    free(digests);
    live_close(&run);
    live_close(&again);
    free(run.order);
    free(run.articles);
}

Test(live, what_is_restored_goes_on_as_if_it_had_never_stopped)
{
    check_restored(true);
}

Test(live, clusters_that_were_not_given_are_those_of_a_batch)
{
    check_restored(false);
}
