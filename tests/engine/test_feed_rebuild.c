/*
 * test_feed_rebuild.c - all of a feed judged anew under other options
 */
#include "engine/feed_runs.h"

Test(feed_rebuild, is_refused_under_other_options_until_it_is_judged_anew)
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
