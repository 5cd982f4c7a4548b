/*
 * test_record_piece.c - records of a request, made into articles of a feed
 */
#include "check.h"

#include "base/faults.h"
#include "serve/record_piece.h"

#include <stdio.h>

struct piece_at_hand {
    struct wtw_record_piece piece;
    struct wtw_field_finder finder;
    struct wtw_piece_origin origin;
};

static void begin(struct piece_at_hand *hand)
{
    static const char *const no_paths[WTW_FIELD_COUNT] = {NULL};

    memset(hand, 0, sizeof *hand);
    wtw_field_finder_init(&hand->finder, no_paths);
    hand->origin = (struct wtw_piece_origin){
        .finder = &hand->finder, .arrived_seconds = 1000, .serial = 40};
}

static enum wtw_status add(struct piece_at_hand *hand, const char *record,
                           struct wtw_error *error)
{
    hand->origin.line++;
    hand->origin.serial++;
    return wtw_piece_add(&hand->piece, (struct wtw_span){record, strlen(record)},
                         &hand->origin, error);
}

static void check_span(struct wtw_span span, const char *wanted)
{
    cr_assert(span.count == strlen(wanted) && memcmp(span.items, wanted, span.count) == 0,
              "got \"%.*s\", wanted \"%s\"", (int)span.count, span.items, wanted);
}

Test(record_piece, finds_fields_under_the_names_that_scrapers_give_them)
{
    struct piece_at_hand hand;
    struct wtw_error error = {0};
    const struct wtw_feed_article *article = NULL;

    begin(&hand);
    check_ok(add(&hand,
                 "{\"uuid\":\"u-1\",\"headline\":\"Flood\",\"maintext\":\"The \\u0054arn "
                 "rose.\",\"link\":\"https://www.alder.example:80/x\",\"date_publish\":"
                 "\"1970-01-01 00:02:00\"}",
                 &error),
             &error);
    check_number(hand.piece.article_count, 1);
    article = &hand.piece.articles[0];
    check_span(article->id, "u-1");
    check_span(article->title, "Flood");
    check_span(article->text, "The Tarn rose.");
    check_span(article->url, "https://www.alder.example:80/x");
    check_span(article->source, "alder.example");
    check_number(article->published_seconds, 120);
    check_number(article->arrived_seconds, 1000);
    check_number(article->rank, 0);
    check(!article->has_made_up_id);
    wtw_piece_release(&hand.piece);
}

Test(record_piece, makes_up_an_id_only_where_there_is_none)
{
    struct piece_at_hand hand;
    struct wtw_error error = {0};

    begin(&hand);
    check_ok(add(&hand, "{\"text\":\"one\"}", &error), &error);
    check_ok(add(&hand, "{\"url\":\"http://b.example/2\",\"text\":\"two\"}", &error),
             &error);
    for (int i = 0; i < 100; i++) /* so that rooms move */
        check_ok(add(&hand, "{\"text\":\"more\"}", &error), &error);
    check_span(hand.piece.articles[0].id, "post:1000:41");
    check(hand.piece.articles[0].has_made_up_id);
    check_span(hand.piece.articles[1].id, "http://b.example/2");
    check(!hand.piece.articles[1].has_made_up_id);
    check_span(hand.piece.articles[2].id, "post:1000:43");
    check_span(hand.piece.articles[101].id, "post:1000:142");
    wtw_piece_release(&hand.piece);
}

static uint8_t rank_of(void *context, struct wtw_span source, struct wtw_span url)
{
    return (uint8_t)(*(int *)context + (int)source.count + (int)url.count);
}

Test(record_piece, has_articles_ranked_by_what_their_record_says)
{
    struct piece_at_hand hand;
    struct wtw_error error = {0};
    int more = 100;

    begin(&hand);
    hand.origin.rank = rank_of;
    hand.origin.rank_context = &more;
    check_ok(
        add(&hand, "{\"text\":\"one\",\"source\":\"Alder\",\"url\":\"http:b\"}", &error),
        &error);
    check_number(hand.piece.articles[0].rank, 100 + 5 + 6);
    wtw_piece_release(&hand.piece);
}

Test(record_piece, keeps_the_order_of_articles_and_of_what_is_none)
{
    static const char *const records[] = {"{\"id\":\"a\",\"text\":\"x\"}", "no JSON",
                                          "{\"id\":\"b\",\"text\":\"\"}",
                                          "{\"id\":\"c\"}"};
    static const bool wanted[] = {false, true, false, true, true};
    struct piece_at_hand hand;
    struct wtw_error error = {0};
    struct wtw_error why = {.status = WTW_TOO_LARGE, .words = "too long"};

    begin(&hand);
    for (size_t i = 0; i < 4; i++)
        check_ok(add(&hand, records[i], &error), &error);
    check_ok(wtw_piece_reject(&hand.piece, &why, &error), &error);
    check_number(hand.piece.line_count, 5);
    for (size_t i = 0; i < 5; i++)
        check_number(hand.piece.lines[i].is_rejected, wanted[i]);
    check_number(hand.piece.lines[2].index, 1);
    check_number(hand.piece.lines[3].index, 1);
    check_number(hand.piece.rejects[0].line, 2);
    check_string(hand.piece.rejects[0].input, "body");
    check_number(hand.piece.rejects[1].status, WTW_BAD_INPUT);
    check_number(hand.piece.rejects[2].status, WTW_TOO_LARGE);
    check_string(hand.piece.rejects[2].words, "too long");
    wtw_piece_clear(&hand.piece);
    check_number(hand.piece.line_count, 0);
    check_ok(add(&hand, records[0], &error), &error);
    check_span(hand.piece.articles[0].id, "a");
    wtw_piece_release(&hand.piece);
}

#ifdef WTW_FAULTS
Test(record_piece, holds_what_it_held_when_memory_runs_out)
{
    static const char *const records[] = {"{\"id\":\"a\",\"text\":\"x\\ny\"}", "no JSON"};
    uint64_t nth = 1;

    for (size_t done = 0; done < 2; nth++) {
        struct piece_at_hand hand;
        struct wtw_error error = {0};

        begin(&hand);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        for (done = 0; done < 2; done++) {
            enum wtw_status status = add(&hand, records[done], &error);

            if (status != WTW_OK) {
                check_number(status, WTW_NO_MEMORY);
                break;
            }
        }
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check_number(hand.piece.line_count, done);
        check_number(hand.piece.article_count, done > 0);
        wtw_piece_release(&hand.piece);
    }
    check(nth > 5);
}
#endif
