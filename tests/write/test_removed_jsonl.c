/*
 * test_removed_jsonl.c - what dedup removed, a line for each article
 */
#include "capture.h"
#include "write/removed_jsonl.h"

static void put(const struct wtw_membership *membership, int64_t lag_seconds,
                struct capture *capture)
{
    struct wtw_removed_info info = {
        .article = {.id = text_of("a\"1"), .input = "in.jsonl", .line = 7, .offset = 420},
        .kept = text_of("k"),
        .cluster = text_of("f"),
        .canonical = text_of("c"),
        .membership = membership,
        .lag_seconds = lag_seconds,
        .round = 2,
    };
    struct wtw_json json;

    capture_begin(capture);
    wtw_json_init(&json, &capture->out, false);
    wtw_removed_jsonl_line(&json, &info);
    capture_end(capture);
}

/* 30 of 40 and of 60 shingles are shared: Jaccard is 30 / 70. */
Test(removed_jsonl, has_the_place_the_reason_and_the_figures)
{
    struct wtw_membership membership = {
        .size = 3,
        .relation = WTW_ABRIDGED,
        .figures = {.shared = 30, .a_shingles = 40, .b_shingles = 60},
    };
    struct capture capture;

    put(&membership, -60, &capture);
    check_string(capture.bytes,
                 "{\"id\":\"a\\\"1\",\"input\":\"in.jsonl\",\"line\":7,\"offset\":420,"
                 "\"reason\":\"abridged\",\"kept\":\"k\",\"cluster\":\"f\","
                 "\"canonical\":\"c\",\"size\":3,\"relation\":\"abridged\","
                 "\"jaccard\":0.4286,\"contained\":0.7500,\"contains\":0.5000,"
                 "\"lag_seconds\":-60,\"round\":2}\n");
    capture_release(&capture);
}

Test(removed_jsonl, says_of_what_is_no_copy_by_itself_that_others_tie_it)
{
    struct wtw_membership membership = {.size = 3, .relation = WTW_EXCERPT};
    struct capture capture;

    put(&membership, WTW_DATE_UNKNOWN, &capture);
    check(strstr(capture.bytes, "\"reason\":\"by way of others\"") != NULL);
    check(strstr(capture.bytes, "\"relation\":\"excerpt\"") != NULL);
    check(strstr(capture.bytes, "\"lag_seconds\":null") != NULL);
    capture_release(&capture);
}
