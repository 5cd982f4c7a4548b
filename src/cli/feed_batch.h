/*
 * feed_batch.h - the records of a batch as articles of a feed
 */
#ifndef WTW_CLI_FEED_BATCH_H
#define WTW_CLI_FEED_BATCH_H

#include "cli/intake.h"
#include "cli/preferences.h"

#include "wiretwin_feed.h"

struct wtw_feed_item;
struct wtw_feed_parser;

/* Reused for one batch after the other. Zero-initialised is empty; ended by release. */
struct wtw_feed_articles {
    struct wtw_feed_article *items; /* those that were understood, in order */
    size_t count;
    size_t capacity;
    struct wtw_feed_item *parsed; /* one for each record */
    size_t parsed_count;
    size_t parsed_capacity;
    struct wtw_feed_parser *parsers; /* one for each thread */
    size_t parser_capacity;
};

/*
 * wtw_feed_articles_parse() makes articles of 'count' records, the intake's last batch, from
 * which they borrow, on 'thread_count' threads, and notes what is rejected with the intake, in
 * the order of the input. They arrived at 'arrived_seconds'. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_feed_articles_parse(
    struct wtw_feed_articles *articles, struct wtw_intake *intake,
    const struct wtw_preferences *preferences, const struct wtw_record *records,
    size_t count, uint32_t thread_count, int64_t arrived_seconds,
    struct wtw_error *error);

void wtw_feed_articles_release(struct wtw_feed_articles *articles);

#endif
