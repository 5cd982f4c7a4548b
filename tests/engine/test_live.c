/*
 * test_live.c - articles that come live stand as a batch of the same would have them
 */
#include "check.h"
#include "engine/live_runs.h"

#include "read/dates.h"

#include <jansson.h>
#include <stdio.h>

enum { ARTICLES = 2000, FAMILY = 100, FEW = 300 };

/* Ceilings and limits that these articles do not come near: above them a batch sees more
 * than who came before. */
static struct wtw_options wide_options(void)
{
    struct wtw_options options;

    wtw_options_init(&options);
    options.exhaustive_limit = 0;
    options.bucket_limit = 250;
    options.key_ceiling = 250;
    options.sample_ceiling = 250;
    options.thread_count = 2;
    return options;
}

/* Made articles on several days, in families of up to a hundred: of larger ones a batch
 * clusters all, and what comes live only its neighbours. */
static struct made_article *dated_articles(uint32_t count, uint32_t seed)
{
    struct made_article *articles = calloc(count, sizeof *articles);
    struct random_input random = random_begin(seed + 1);

    for (uint32_t begin = 0; begin < count; begin += FAMILY)
        for (uint32_t i = 0; i < FAMILY && begin + i < count; i++)
            made_next(articles + begin, i, &random);
    for (uint32_t i = 0; i < count; i++) {
        articles[i].published_seconds = random_below(&random, 9) * 50000;
        articles[i].rank = (uint8_t)random_below(&random, 4);
        if (random_chance(&random, .05))
            articles[i].published_seconds = WTW_DATE_UNKNOWN;
    }
    return articles;
}

static uint32_t *shuffled(uint32_t count, uint32_t seed)
{
    uint32_t *order = calloc(count, sizeof *order);
    struct random_input random = random_begin(seed);

    random_permutation(&random, order, count);
    return order;
}

/* ------------------------------------------------------------------ a batch */

struct batch {
    struct wtw_engine *engine;
    const struct wtw_result *result;
};

static struct batch batch_of(const struct live_run *run,
                             const struct wtw_options *options, const bool *are_gone)
{
    struct batch batch = {.engine = NULL};
    struct wtw_error error = {0};
    struct wtw_stats stats;

    check_ok(wtw_engine_new(options, &batch.engine, &error), &error);
    for (uint32_t i = 0; i < run->count; i++) {
        const struct made_article *made = &run->articles[run->order[i]];
        const struct wtw_article article = {.text = made->text,
                                            .text_bytes = made->text_bytes,
                                            .published_seconds = made->published_seconds,
                                            .source = i + 1,
                                            .rank = made->rank};

        if (!are_gone || !are_gone[i])
            check_ok(wtw_engine_add(batch.engine, &article, NULL, &error), &error);
    }
    check_ok(wtw_engine_finish(batch.engine, &batch.result, &error), &error);
    wtw_engine_stats(batch.engine, &stats);
    check_number(stats.recurring_lines, 0);
    check_number(stats.crowded_buckets, 0);
    check_number(stats.common_keys, 0);
    check(stats.clustered > run->count / 10);
    return batch;
}

/* Everybody has the canonical, the size and the figures that the batch gives, and is with
 * those it is with there. */
static void check_stands_as(struct live_run *run, const struct batch *batch,
                            const bool *are_gone)
{
    int64_t *clusters = calloc(run->count, sizeof *clusters); /* by the batch's first */
    uint32_t *places = calloc(run->count, sizeof *places);    /* by the batch's number */
    struct wtw_error error = {0};
    uint32_t number = 0;

    for (uint32_t i = 0; i < run->count; i++)
        if (!are_gone || !are_gone[i])
            places[number++] = i;
    for (uint32_t i = 0; i < number; i++) {
        struct wtw_membership wanted = wtw_result_membership(batch->result, i);
        struct wtw_live_outcome got;

        check_ok(wtw_live_outcome_of(run->live, places[i], &got, &error), &error);
        if (!clusters[wanted.cluster])
            clusters[wanted.cluster] = got.cluster;
        check_number(got.cluster, clusters[wanted.cluster]);
        check_number(got.canonical, places[wanted.canonical]);
        check_number(got.size, wanted.size);
        if (got.canonical == places[i])
            continue;
        check_number(got.partner, got.canonical);
        check_number(got.relation, wanted.relation);
        if (memcmp(&got.figures, &wanted.figures, sizeof got.figures)) {
            for (int q = 0; q < (int)(sizeof got.figures / 4); q++)
                fprintf(stderr, "%d:%u,%u ", q, ((uint32_t *)&got.figures)[q],
                        ((uint32_t *)&wanted.figures)[q]);
            fprintf(stderr, "rel %d place %u canon %u\n", got.relation, places[i],
                    got.canonical);
        }
        check(memcmp(&got.figures, &wanted.figures, sizeof got.figures) == 0);
    }
    free(clusters);
    free(places);
}

static void check_as_batch(struct live_run *run, const struct wtw_options *options)
{
    struct batch batch = batch_of(run, options, NULL);

    check_stands_as(run, &batch, NULL);
    wtw_engine_free(batch.engine);
}

Test(live, articles_in_any_order_stand_as_a_batch_of_them)
{
    static const enum wtw_canonical policies[] = {
        WTW_CANONICAL_EARLIEST, WTW_CANONICAL_LONGEST, WTW_CANONICAL_PREFERRED};
    struct live_run run = {.articles = dated_articles(ARTICLES, 600)};
    struct wtw_options options = wide_options();

    for (uint32_t i = 0; i < 3; i++) {
        options.canonical = policies[i];
        run.order = shuffled(ARTICLES, 601 + i);
        live_run_all(&run, &options, ARTICLES, i ? 1000 : 1);
        check_as_batch(&run, &options);
        live_close(&run);
        free(run.order);
    }
    free(run.articles);
}

/* ------------------------------------------------------------------ the corpus */

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
    fprintf(stderr, "corpus %u\n", count);
    for (uint32_t i = 0; i < 4; i++) {
        run.order = shuffled(count, 610 + i);
        live_run_all(&run, &options, count, i + 1);
        check_as_batch(&run, &options);
        live_close(&run);
        free(run.order);
    }
    free(run.articles);
}

/* ------------------------------------------------------------------ crowds */

/* Copies of one text of 300 words, each with some words changed: so many that they are not all
 * compared, and that the last are placed by their neighbours. */
static struct made_article *crowd_articles(uint32_t count, uint32_t seed)
{
    struct made_article *articles = calloc(count, sizeof *articles);
    struct random_input random = random_begin(seed);

    made_fresh(articles, 300, &random);
    for (uint32_t i = 1; i < count; i++)
        made_derived(articles + i, articles, 0, 300, .01, &random);
    return articles;
}

Test(live, a_crowd_is_one_cluster_and_none_of_it_is_compared_with_all)
{
    struct live_run run = {.articles = crowd_articles(FEW, 615)};
    struct wtw_options options;
    struct wtw_error error = {0};
    struct wtw_live_outcome outcome;
    struct wtw_buffer before;
    struct wtw_buffer after;

    wtw_options_init(&options);
    options.thread_count = 2;
    run.order = shuffled(FEW, 616);
    live_run_all(&run, &options, FEW - 20, 50);
    before = live_standing(&run);
    check_ok(live_come(&run, 20, &error), &error);
    for (uint32_t i = 0; i < FEW; i++) {
        check_ok(wtw_live_outcome_of(run.live, i, &outcome, &error), &error);
        check_number(outcome.size, FEW);
        check_number(outcome.cluster, live_number(0));
    }
    check(outcome.match_count < 150);
    check_ok(wtw_live_take_back(run.live, 20, &error), &error);
    run.count -= 20;
    after = live_standing(&run);
    check_same_bytes(&after, &before);
    wtw_buffer_release(&before);
    wtw_buffer_release(&after);
    live_close(&run);
    free(run.order);
    free(run.articles);
}

/* ------------------------------------------------------------------ batches, threads */

Test(live, what_is_told_is_the_same_in_batches_of_any_size_and_on_any_threads)
{
    static const uint32_t sizes[] = {2, 7, 600, ARTICLES};
    struct live_run run = {.articles = dated_articles(ARTICLES, 620)};
    struct wtw_options options = wide_options();
    struct wtw_buffer told_before = {.items = NULL};

    options.bucket_limit = 3; /* crowded, and over the ceilings */
    options.key_ceiling = 8;
    options.sample_ceiling = 4;
    run.order = shuffled(ARTICLES, 621);
    live_run_all(&run, &options, ARTICLES, 1);
    told_before = run.told;
    run.told = (struct wtw_buffer){0};
    live_close(&run);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        options.thread_count = (uint32_t)i + 1;
        live_run_all(&run, &options, ARTICLES, sizes[i]);
        check_same_bytes(&run.told, &told_before);
        live_close(&run);
    }
    wtw_buffer_release(&told_before);
    free(run.order);
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

static enum wtw_status restore_articles(struct live_run *from, struct live_run *to,
                                        const struct wtw_buffer *digests,
                                        bool gives_clusters, struct wtw_error *error)
{
    for (uint32_t i = 0; i < from->count; i++) {
        const struct made_article *made = &from->articles[from->order[i]];
        struct wtw_live_article article = {.number = live_number(i),
                                           .published_seconds = made->published_seconds,
                                           .rank = made->rank,
                                           .digest = digests[i].items,
                                           .digest_bytes = digests[i].count};
        struct wtw_live_outcome outcome;
        enum wtw_status status = WTW_OK;

        if (gives_clusters) {
            check_ok(wtw_live_outcome_of(from->live, i, &outcome, NULL), error);
            article.cluster = outcome.cluster;
        }
        status = wtw_live_restore(to->live, &article, error);
        if (status != WTW_OK)
            return status;
        to->count++;
    }
    return WTW_OK;
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
    struct live_run run = {.articles = dated_articles(ARTICLES, 630)};
    struct live_run again = {.articles = run.articles};
    struct wtw_options options = wide_options();
    struct wtw_error error = {0};
    struct wtw_buffer *digests = NULL;
    struct wtw_buffer standing;
    struct wtw_buffer standing_again;
    uint32_t half = ARTICLES / 2;

    run.order = again.order = shuffled(ARTICLES, 631);
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

/* ------------------------------------------------------------------ going */

Test(live, what_is_taken_back_had_never_come)
{
    struct live_run run = {.articles = dated_articles(ARTICLES, 640)};
    struct live_run plain = {.articles = run.articles};
    struct wtw_options options = wide_options();
    struct random_input random = random_begin(641);
    struct wtw_error error = {0};
    struct wtw_buffer standing;
    struct wtw_buffer plain_standing;

    run.order = plain.order = shuffled(ARTICLES, 642);
    live_run_all(&plain, &options, ARTICLES, 200);
    check_ok(live_open(&run, &options, &error), &error);
    while (run.count < ARTICLES) {
        uint32_t left = ARTICLES - run.count;
        uint32_t more = 1 + random_below(&random, left < 90 ? left : 90);
        uint32_t back = random_below(&random, more + 1);
        size_t told_before = 0;
        struct wtw_buffer before = live_standing(&run);

        told_before = run.told.count;
        check_ok(live_come(&run, more, &error), &error);
        if (random_chance(&random, .5))
            back = more;
        check_ok(wtw_live_take_back(run.live, back, &error), &error);
        run.count -= back;
        if (back == more) {
            struct wtw_buffer after = live_standing(&run);

            check(after.count == before.count);
            check(!after.count || memcmp(after.items, before.items, after.count) == 0);
            run.told.count = told_before;
            wtw_buffer_release(&after);
        }
        wtw_buffer_release(&before);
    }
    standing = live_standing(&run);
    plain_standing = live_standing(&plain);
    check_same_bytes(&standing, &plain_standing);
    wtw_buffer_release(&standing);
    wtw_buffer_release(&plain_standing);
    live_close(&run);
    live_close(&plain);
    free(run.order);
    free(run.articles);
}

Test(live, more_than_came_cannot_be_taken_back)
{
    struct live_run run = {.articles = made_articles(4, 643)};
    struct wtw_options options = wide_options();

    run.order = shuffled(4, 644);
    live_run_all(&run, &options, 4, 4);
    check_status(wtw_live_take_back(run.live, 5, NULL), WTW_BAD_ARGUMENT);
    check_status(wtw_live_take_back(run.live, 4, NULL), WTW_OK);
    live_close(&run);
    free(run.order);
    free(run.articles);
}

/* True for the first of those that have the same words. */
static bool leads_others(struct live_run *run, uint32_t place)
{
    struct wtw_live_outcome outcome;
    struct wtw_error error = {0};

    check_ok(wtw_live_outcome_of(run->live, place, &outcome, &error), &error);
    for (size_t i = 0; i < outcome.match_count; i++)
        if (outcome.matches[i].relation == WTW_EXACT && outcome.matches[i].a == place)
            return true;
    return false;
}

/* Articles that lead others stay: where another one leads, the batch compares its text with
 * others the other way round, which an alignment need not survive to the last word. */
Test(live, what_is_removed_leaves_a_batch_of_the_rest)
{
    struct live_run run = {.articles = dated_articles(ARTICLES, 650)};
    struct wtw_options options = wide_options();
    struct random_input random = random_begin(651);
    bool *are_gone = calloc(ARTICLES, sizeof *are_gone);
    struct wtw_error error = {0};
    struct batch batch;

    run.order = shuffled(ARTICLES, 652);
    live_run_all(&run, &options, ARTICLES, 250);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        const struct wtw_live_change *changes = NULL;
        size_t count = 0;

        if (random_chance(&random, .6) || leads_others(&run, i))
            continue;
        are_gone[i] = true;
        check_ok(wtw_live_remove(run.live, i, &changes, &count, &error), &error);
        check_number(wtw_live_place(run.live, live_number(i)), UINT32_MAX);
    }
    batch = batch_of(&run, &options, are_gone);
    check_stands_as(&run, &batch, are_gone);
    wtw_engine_free(batch.engine);
    live_close(&run);
    free(are_gone);
    free(run.order);
    free(run.articles);
}

/* ------------------------------------------------------------------ texts not kept */

Test(live, against_a_text_that_is_not_kept_figures_are_estimates)
{
    struct live_run run = {.articles = made_articles(FEW, 660)};
    struct wtw_options options = wide_options();
    struct random_input random = random_begin(661);
    struct wtw_error error = {0};
    bool missing[FEW] = {false};
    struct wtw_live_outcome outcome;

    run.order = calloc(FEW, sizeof *run.order);
    for (uint32_t i = 0; i < FEW; i++)
        run.order[i] = i;
    made_derived(&run.articles[FEW - 1], &run.articles[0], 0, run.articles[0].word_count,
                 .02, &random);
    run.are_texts_missing = missing;
    live_run_all(&run, &options, FEW - 1, 50);
    memset(missing, true, FEW - 1);
    check_ok(live_come(&run, 1, &error), &error);
    check_ok(wtw_live_outcome_of(run.live, FEW - 1, &outcome, &error), &error);
    check(outcome.is_estimated || outcome.relation == WTW_EXACT);
    check(outcome.match_count > 0);
    for (size_t i = 0; i < outcome.match_count; i++) {
        const struct wtw_live_match *match = &outcome.matches[i];
        struct wtw_figures figures =
            made_figures(&run.articles[match->a], &run.articles[match->b]);

        check_number(match->figures.a_shingles, figures.a_shingles);
        check(match->is_estimated || match->relation == WTW_EXACT);
        check_real(match->figures.shared, figures.shared, 60);
    }
    live_close(&run);
    free(run.order);
    free(run.articles);
}
