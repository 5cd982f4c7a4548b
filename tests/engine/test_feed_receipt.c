/*
 * test_feed_receipt.c - what relation and sources make of an article
 */
#include "check.h"
#include "engine/feed_state.h"

static uint32_t hash_of(const char *source)
{
    return wtw_feed_source_hash((struct wtw_span){source, strlen(source)});
}

Test(feed_receipt, calls_only_a_changed_copy_of_the_same_source_a_revision)
{
    static const struct {
        enum wtw_relation relation;
        enum wtw_feed_verdict of_others;
        enum wtw_feed_verdict of_the_same;
    } rows[] = {
        {WTW_UNRELATED, WTW_FEED_NEW, WTW_FEED_NEW},
        {WTW_TEMPLATE, WTW_FEED_NEW, WTW_FEED_NEW},
        {WTW_EXCERPT, WTW_FEED_EXCERPT, WTW_FEED_EXCERPT},
        {WTW_ABRIDGED, WTW_FEED_COPY, WTW_FEED_REVISION},
        {WTW_EXPANDED, WTW_FEED_COPY, WTW_FEED_REVISION},
        {WTW_REVISED, WTW_FEED_COPY, WTW_FEED_REVISION},
        {WTW_NEAR, WTW_FEED_COPY, WTW_FEED_REVISION},
        {WTW_EXACT, WTW_FEED_COPY, WTW_FEED_COPY},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_number(wtw_feed_verdict_of(rows[i].relation, false), rows[i].of_others);
        check_number(wtw_feed_verdict_of(rows[i].relation, true), rows[i].of_the_same);
    }
}

Test(feed_receipt, takes_names_that_differ_in_case_for_one_source)
{
    static const char name[] =
        "A newspaper whose name is longer than a line of sixty-four letters, as some are";

    check_number(hash_of("Harbour.Example"), hash_of("harbour.example"));
    check(hash_of("harbour.example") != hash_of("harbor.example"));
    check_number(hash_of(""), 0);
    check(hash_of(name) != 0);
    check(hash_of(name) != hash_of(name + 1));
}

Test(feed_receipt, names_the_verdicts)
{
    check_string(wtw_feed_verdict_name(WTW_FEED_NEW), "new");
    check_string(wtw_feed_verdict_name(WTW_FEED_COPY), "copy");
    check_string(wtw_feed_verdict_name(WTW_FEED_REVISION), "revision");
    check_string(wtw_feed_verdict_name(WTW_FEED_EXCERPT), "excerpt");
}
