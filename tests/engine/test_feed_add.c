/*
 * test_feed_add.c - articles judged as they come, and told once they are durable
 */
#include "engine/feed_runs.h"

Test(feed_add, calls_the_first_of_its_kind_new_and_what_repeats_it_a_copy)
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

Test(feed_add, calls_a_changed_text_of_the_same_source_a_revision)
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

Test(feed_add,
     knows_again_what_was_sent_before_and_keeps_another_text_of_an_id_as_a_version)
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

Test(feed_add, knows_again_within_a_batch)
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

Test(feed_add, judges_without_keeping)
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

Test(feed_add, clusters_as_a_run_over_all_of_its_articles_does_however_they_are_sent)
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
