/*
 * test_feed.c - articles judged as they come, kept across restarts, and told once
 */
#include "engine/feed_runs.h"

/* Sixteen words each, so that a change of one in the middle leaves 11 of 17 shingles. */
#define HARBOUR                                                                          \
    "The harbour of Corrant was closed on Tuesday after a crane fell across both of "    \
    "its "                                                                               \
    "piers and blocked the fishing fleet. Nobody was hurt, the port's master said, but " \
    "sixty boats could not leave before the evening tide, and the market in the town "   \
    "opened without a catch for the first time since the great storm of the last "       \
    "winter."
#define HARBOUR_REVISED                                                                  \
    "The harbour of Corrant was closed on Tuesday after a crane fell across both of "    \
    "its "                                                                               \
    "piers and blocked the fishing fleet. One man was hurt, the port's master said, "    \
    "and "                                                                               \
    "sixty boats could not leave before the evening tide, and the market in the town "   \
    "opened without a catch for the first time since the great storm of the last "       \
    "winter."
#define OTHER                                                                            \
    "A schoolteacher from Velm has won the national prize for poetry with a book about " \
    "her grandmother's garden. The jury praised the quiet voice of its forty poems, of " \
    "which most were written on the train between home and work over eleven long years."

Test(feed, calls_the_first_of_its_kind_new_and_what_repeats_it_a_copy)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article first = sent("a", "harbour.example", HARBOUR, 1000);
    const struct wtw_feed_article copy = sent("b", "mirror.example", HARBOUR, 4600);
    struct wtw_feed_receipt receipt = add_one(run, &first);

    check_number(receipt.number, 1);
    check_number(receipt.verdict, WTW_FEED_NEW);
    check_number(receipt.partner, 0);
    check_number(receipt.cluster, 1);
    check_number(receipt.size, 1);
    receipt = add_one(run, &copy);
    check_number(receipt.number, 2);
    check_number(receipt.verdict, WTW_FEED_COPY);
    check_number(receipt.partner, 1);
    check_number(receipt.relation, WTW_EXACT);
    check_number(receipt.cluster, 1);
    check_number(receipt.canonical, 1);
    check_number(receipt.size, 2);
    check_number(receipt.figures.lag_seconds, -3600); /* from it to its partner */
    check_number(run->change_count, 0);
    end_run(run);
}

Test(feed, calls_a_changed_text_of_the_same_source_a_revision)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article first = sent("a", "harbour.example", HARBOUR, 1000);
    const struct wtw_feed_article mine =
        sent("b", "Harbour.Example", HARBOUR_REVISED, 2000);
    const struct wtw_feed_article theirs =
        sent("c", "mirror.example", HARBOUR_REVISED, 3000);

    add_one(run, &first);
    check_number(add_one(run, &mine).verdict, WTW_FEED_REVISION);
    check_number(add_one(run, &theirs).verdict, WTW_FEED_COPY);
    check_number(run->receipts[0].size, 3);
    end_run(run);
}

Test(feed, knows_again_what_was_sent_before_and_keeps_another_text_of_an_id_as_a_version)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article first = sent("a", "harbour.example", HARBOUR, 1000);
    const struct wtw_feed_article later = sent("a", "harbour.example", OTHER, 1000);
    struct wtw_feed_counts counts;
    int64_t number = 0;

    add_one(run, &first);
    check(add_one(run, &first).is_known);
    check_number(run->receipts[0].number, 1);
    check(add_one(run, &later).is_version);
    check(!run->receipts[0].is_known);
    check_ok(wtw_feed_find(run->feed, span_of("a@2"), &number, &run->error), &run->error);
    check_number(number, 2);
    check_ok(wtw_feed_count(run->feed, &counts, &run->error), &run->error);
    check_number(counts.articles, 2);
    end_run(run);
}

Test(feed, knows_again_within_a_batch)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article articles[] = {
        sent("a", "harbour.example", HARBOUR, 1000),
        sent("b", "velm.example", OTHER, 1000),
        sent("a", "harbour.example", HARBOUR, 1000)};

    check_ok(try_add(run, articles, 3), &run->error);
    check_number(run->receipt_count, 3);
    check(!run->receipts[0].is_known);
    check(!run->receipts[1].is_known);
    check(run->receipts[2].is_known);
    check_number(run->receipts[2].number, 1);
    check_number(run->receipts[1].number, 2);
    end_run(run);
}

Test(feed, goes_on_after_it_was_closed_as_if_it_never_had_been)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article first = sent("a", "harbour.example", HARBOUR, 1000);
    const struct wtw_feed_article copy = sent("b", "mirror.example", HARBOUR, 4600);
    const struct wtw_feed_article revised =
        sent("c", "harbour.example", HARBOUR_REVISED, 5000);

    add_one(run, &first);
    add_one(run, &copy);
    close_run(run);
    open_run(run);
    check_number(add_one(run, &revised).verdict, WTW_FEED_REVISION);
    check_number(run->receipts[0].number, 3);
    check_number(run->receipts[0].cluster, 1);
    check_number(run->receipts[0].size, 3);
    check(add_one(run, &copy).is_known);
    check_number(run->receipts[0].size, 3);
    end_run(run);
}

Test(feed, judges_without_keeping)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article first = sent("a", "harbour.example", HARBOUR, 1000);
    const struct wtw_feed_article copy = sent("b", "mirror.example", HARBOUR, 500);
    const struct wtw_feed_article other = sent("c", "velm.example", OTHER, 500);
    struct wtw_feed_receipt receipt;

    add_one(run, &first);
    for (int i = 0; i < 3; i++) {
        check_ok(wtw_feed_judge(run->feed, &copy, &receipt, &run->error), &run->error);
        check_number(receipt.number, 0);
        check_number(receipt.verdict, WTW_FEED_COPY);
        check_number(receipt.partner, 1);
        check_number(receipt.cluster, 1);
        check_number(receipt.canonical, 0); /* it would be: it is older */
        check_number(receipt.size, 2);
        check_ok(wtw_feed_judge(run->feed, &other, &receipt, &run->error), &run->error);
        check_number(receipt.verdict, WTW_FEED_NEW);
        check_number(receipt.cluster, 0);
    }
    check_number(add_one(run, &copy).number, 2);
    check_number(run->receipts[0].size, 2);
    check_number(run->receipts[0].canonical, 2);
    check_number(run->change_count, 1);
    check_number(run->changes[0].kind, WTW_FEED_CANONICAL);
    check_number(run->changes[0].cluster, 1);
    check_number(run->changes[0].number, 2);
    check_number(run->changes[0].before, 1);
    end_run(run);
}

Test(feed, tells_a_reader_the_same_as_the_writer)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article articles[] = {
        sent("a", "harbour.example", HARBOUR, 1000),
        sent("b", "mirror.example", HARBOUR, 4600),
        sent("c", "harbour.example", HARBOUR_REVISED, 5000),
        sent("d", "velm.example", OTHER, 5000)};
    struct wtw_feed_terms terms = {.path = run->path, .use = WTW_FEED_READ};
    struct wtw_feed *reader = NULL;

    check_ok(try_add(run, articles, 4), &run->error);
    check_ok(wtw_feed_open(&terms, &reader, &run->error), &run->error);
    for (int64_t number = 1; number <= 4; number++) {
        struct wtw_buffer scratch = {0};
        struct wtw_feed_article article;
        struct wtw_feed_receipt seen[2];

        check_ok(
            wtw_feed_get(run->feed, number, &scratch, &article, &seen[0], &run->error),
            &run->error);
        check_ok(wtw_feed_get(reader, number, &scratch, &article, &seen[1], &run->error),
                 &run->error);
        check_number(article.text.count, articles[number - 1].text.count);
        check(memcmp(article.text.items, articles[number - 1].text.items,
                     article.text.count) == 0);
        check_number(seen[1].number, number);
        check_number(seen[1].verdict, seen[0].verdict);
        check_number(seen[1].cluster, seen[0].cluster);
        check_number(seen[1].canonical, seen[0].canonical);
        check_number(seen[1].size, seen[0].size);
        check_number(seen[1].partner, seen[0].partner);
        check_number(seen[1].relation, seen[0].relation);
        check_number(seen[1].figures.shared, seen[0].figures.shared);
        check_number(seen[1].figures.longest_passage_tokens,
                     seen[0].figures.longest_passage_tokens);
        check_number(seen[1].figures.lag_seconds, seen[0].figures.lag_seconds);
        wtw_buffer_release(&scratch);
    }
    check_status(try_add(&(struct feed_run){.feed = reader}, articles, 1),
                 WTW_BAD_ARGUMENT);
    wtw_feed_close(reader);
    end_run(run);
}

Test(feed, lets_clusters_live_on_under_their_numbers_when_articles_go)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article articles[] = {
        sent("a", "harbour.example", HARBOUR, 1000),
        sent("b", "mirror.example", HARBOUR, 4600),
        sent("c", "harbour.example", HARBOUR_REVISED, 5000)};
    const struct wtw_feed_listener listener = {note_changes, run};
    int64_t members[4];
    size_t count = 0;
    bool is_deleted = false;

    check_ok(try_add(run, articles, 3), &run->error);
    run->change_count = 0;
    check_ok(wtw_feed_delete(run->feed, 1, &listener, &is_deleted, &run->error),
             &run->error);
    check(is_deleted);
    check_ok(wtw_feed_members(run->feed, 1, members, 4, &count, &run->error),
             &run->error);
    check_number(count, 2);
    check_number(members[0], 2);
    check_number(members[1], 3);
    check_number(run->change_count, 1);
    check_number(run->changes[0].kind, WTW_FEED_CANONICAL);
    check_number(run->changes[0].number, 2);
    check_number(run->changes[0].before, 0);
    close_run(run);
    open_run(run);
    check_number(add_one(run, &articles[0]).cluster, 1);
    check_number(run->receipts[0].number, 4);
    check_number(run->receipts[0].size, 3);
    end_run(run);
}

Test(feed, expires_what_is_too_old)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article articles[] = {
        sent("a", "harbour.example", HARBOUR, 1000),
        sent("b", "mirror.example", HARBOUR, 4600),
        sent("c", "velm.example", OTHER, WTW_DATE_UNKNOWN)};
    struct wtw_feed_counts counts;
    uint32_t count = 0;

    check_ok(try_add(run, articles, 3), &run->error);
    check_ok(wtw_feed_expire(run->feed, 2000, 10, NULL, &count, &run->error),
             &run->error);
    check_number(count, 1);
    check_ok(wtw_feed_count(run->feed, &counts, &run->error), &run->error);
    check_number(counts.articles, 2);
    check_number(counts.clusters, 0);
    check_ok(wtw_feed_expire(run->feed, 2000, 10, NULL, &count, &run->error),
             &run->error);
    check_number(count, 0);
    end_run(run);
}

Test(feed, is_refused_under_other_options_until_it_is_judged_anew)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article articles[] = {
        sent("a", "harbour.example", HARBOUR, 1000),
        sent("b", "mirror.example", HARBOUR_REVISED, 4600)};
    struct wtw_feed_counts counts;
    uint64_t checked = 0;

    check_ok(try_add(run, articles, 2), &run->error);
    close_run(run);
    run->options.threshold = .95;
    run->options.containment = .99;
    check_status(wtw_feed_open(&run->terms, &run->feed, &run->error), WTW_BAD_ARGUMENT);
    check(strstr(run->error.words, "threshold 0.5") != NULL);
    check(strstr(run->error.words, "0.95") != NULL);
    check(strstr(run->error.words, "--rebuild") != NULL);
    run->terms.rebuild = true;
    open_run(run);
    check_ok(wtw_feed_count(run->feed, &counts, &run->error), &run->error);
    check_number(counts.articles, 2);
    check_ok(wtw_feed_check(run->feed, &checked, &run->error), &run->error);
    check_number(checked, 2);
    close_run(run);
    run->terms.rebuild = false;
    open_run(run);
    end_run(run);
}

/* ------------------------------------------------------------------ equal to a batch */

/* The lowest member of each article's cluster, by a run over all of them. */
static void batch_clusters(struct made_article *articles, uint32_t count, uint32_t *out)
{
    struct wtw_options options;
    struct wtw_engine *engine = NULL;
    const struct wtw_result *result = NULL;
    size_t lines = 0;

    wtw_options_init(&options);
    options.exhaustive_limit = 0;
    check_ok(wtw_engine_new(&options, &engine, NULL), &(struct wtw_error){0});
    check_ok(wtw_engine_add_many(engine, count, made_give, articles, NULL),
             &(struct wtw_error){0});
    check_ok(wtw_engine_finish(engine, &result, NULL), &(struct wtw_error){0});
    wtw_result_recurring_lines(result, &lines);
    check_number(lines, 0); /* of which a feed learns none */
    for (uint32_t i = 0; i < count; i++)
        out[i] = wtw_result_membership(result, i).cluster;
    wtw_engine_free(engine);
}

/* The same of a feed, for articles numbered from 1. */
static void feed_clusters(struct wtw_feed *feed, uint32_t count, uint32_t *out)
{
    for (uint32_t i = 0; i < count; i++) {
        struct wtw_buffer scratch = {0};
        struct wtw_feed_article article;
        struct wtw_feed_receipt receipt;
        int64_t lowest = 0;
        size_t members = 0;
        struct wtw_error error = {0};

        check_ok(wtw_feed_get(feed, i + 1, &scratch, &article, &receipt, &error), &error);
        check_ok(wtw_feed_members(feed, receipt.cluster, &lowest, 1, &members, &error),
                 &error);
        check_number(members, receipt.size);
        out[i] = (uint32_t)lowest - 1;
        wtw_buffer_release(&scratch);
    }
}

enum { FAMILIES = 60, FAMILY = 10, MADE = FAMILIES * FAMILY };

/* Families of a few articles each, one after the other: where hundreds are alike, a run
 * chooses whom it compares, and a feed chooses others. */
static struct made_article *made_families(void)
{
    struct made_article *all = calloc(MADE, sizeof *all);

    for (uint32_t i = 0; i < FAMILIES; i++) {
        struct made_article *family = made_articles(FAMILY, 71 + i);

        memcpy(all + (size_t)i * FAMILY, family, FAMILY * sizeof *all);
        free(family);
    }
    return all;
}

Test(feed, clusters_as_a_run_over_all_of_its_articles_does_however_they_are_sent)
{
    static struct wtw_feed_article articles[MADE];
    static char ids[MADE][16];
    static uint32_t wanted[MADE];
    static uint32_t got[MADE];
    static const size_t batches[] = {1, 7, MADE};
    struct made_article *made = made_families();

    batch_clusters(made, MADE, wanted);
    for (size_t i = 0; i < MADE; i++)
        articles[i] = sent_made(&made[i], i, ids[i]);
    for (size_t j = 0; j < sizeof batches / sizeof batches[0]; j++) {
        struct feed_run *run = begin_run();
        uint64_t checked = 0;

        for (size_t i = 0; i < MADE; i += batches[j])
            check_ok(
                try_add(run, articles + i, batches[j] < MADE - i ? batches[j] : MADE - i),
                &run->error);
        feed_clusters(run->feed, MADE, got);
        for (uint32_t i = 0; i < MADE; i++)
            check_number(got[i], wanted[i]);
        check_ok(wtw_feed_check(run->feed, &checked, &run->error), &run->error);
        check_number(checked, MADE);
        end_run(run);
    }
    free(made);
}
