/*
 * test_feed_look.c - what readers and writers see of a feed
 */
#include "engine/feed_runs.h"

Test(feed_look, tells_a_reader_the_same_as_the_writer)
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
