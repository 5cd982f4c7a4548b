/*
 * test_feed_remove.c - articles that go, one by one or by age
 */
#include "engine/feed_runs.h"

Test(feed_remove, lets_clusters_live_on_under_their_numbers_when_articles_go)
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

/* Of the first, third and fourth the words are the same, but the third came out days later: so it is a
 * text of its own, and what the first matches is the fourth's from then on. */
Test(feed_remove, leaves_matches_to_who_is_one_text_and_not_to_a_later_day)
{
    struct feed_run *run = begin_run();
    const struct wtw_feed_article articles[] = {
        sent("a", "harbour.example", HARBOUR, 1000),
        sent("b", "mirror.example", HARBOUR_REVISED, 1000),
        sent("c", "mirror.example", HARBOUR, 1000 + 5 * 86400),
        sent("d", "velm.example", HARBOUR, 4600)};
    struct wtw_feed_match matches[4];
    size_t count = 0;
    uint64_t checked = 0;
    bool is_deleted = false;

    check_ok(try_add(run, articles, 4), &run->error);
    check_ok(wtw_feed_delete(run->feed, 1, NULL, &is_deleted, &run->error), &run->error);
    check(is_deleted);
    check_ok(wtw_feed_matches(run->feed, 4, matches, 4, &count, &run->error),
             &run->error);
    check_number(count, 2);
    check_number(matches[0].a, 3);
    check_number(matches[1].a, 2);
    check_ok(wtw_feed_matches(run->feed, 3, matches, 4, &count, &run->error),
             &run->error);
    check_number(count, 2);
    check_ok(wtw_feed_check(run->feed, &checked, &run->error), &run->error);
    check_number(checked, 3);
    end_run(run);
}

Test(feed_remove, expires_what_is_too_old)
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
