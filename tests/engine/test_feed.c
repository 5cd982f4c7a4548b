/*
 * test_feed.c - how a feed is opened, and when it is refused
 */
#include "engine/feed_runs.h"

Test(feed, refuses_a_second_writer_and_a_file_that_is_none)
{
    struct feed_run *run = begin_run();
    struct wtw_feed *second = NULL;
    struct wtw_feed_terms terms = run->terms;

    check_status(wtw_feed_open(&terms, &second, &run->error), WTW_IO);
    check(strstr(run->error.words, "only one may") != NULL);
    terms.path =
        write_text("not.db", "These are the words of a text, and of no database.");
    check_status(wtw_feed_open(&terms, &second, &run->error), WTW_BAD_INPUT);
    check(second == NULL);
    end_run(run);
}

Test(feed, refuses_options_that_a_feed_has_no_use_for)
{
    struct feed_run *run = begin_run();
    struct wtw_feed *second = NULL;

    close_run(run);
    run->options.memory_bytes = 1 << 30;
    check_status(wtw_feed_open(&run->terms, &second, &run->error), WTW_BAD_ARGUMENT);
    check(strstr(run->error.words, "memory_bytes") != NULL);
    run->options.memory_bytes = 0;
    run->options.threshold = 2;
    check_status(wtw_feed_open(&run->terms, &second, &run->error), WTW_BAD_ARGUMENT);
    end_run(run);
}
