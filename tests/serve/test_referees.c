/*
 * test_referees.c - the articles that another one's standing names
 */
#include "serve/referees.h"
#include "serve/service_at_hand.h"

static const struct wtw_feed_article sent = {.id = {"sent", 4}};

static struct wtw_feed_line line_of(struct at_hand *hand, struct wtw_referees *referees,
                                    const struct wtw_feed_receipt *receipt)
{
    struct wtw_feed_line line;
    struct wtw_error error = {0};

    check_ok(wtw_referees_line(referees, hand->feed, &sent, receipt, &line, &error),
             &error);
    return line;
}

Test(referees, are_looked_up_only_where_they_are_others)
{
    struct at_hand hand;
    struct wtw_referees referees = {0};
    struct wtw_feed_receipt own = {.number = 2, .canonical = 2, .partner = 1};
    struct wtw_feed_receipt copy = {.number = 2, .canonical = 1, .partner = 1};
    struct wtw_feed_receipt excerpt = {.number = 0, .canonical = 0, .partner = 1};
    struct wtw_feed_receipt gone = {.number = 2, .canonical = 7, .partner = 8};
    struct wtw_feed_line line;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", "{\"id\":\"a1\",\"text\":\"flood\"}");
    ask(&hand, "POST", "/v1/articles", "{\"id\":\"a2\",\"text\":\"storm\"}");
    line = line_of(&hand, &referees, &own);
    check(line.canonical == &sent);
    check(wtw_span_is(line.partner->id, "a1"));
    line = line_of(&hand, &referees, &copy);
    check(wtw_span_is(line.canonical->id, "a1"));
    check(line.partner == line.canonical);
    line = line_of(&hand, &referees, &excerpt);
    check(line.canonical == NULL);
    check(wtw_span_is(line.partner->id, "a1"));
    line = line_of(&hand, &referees, &gone);
    check(line.canonical == NULL && line.partner == NULL);
    wtw_referees_release(&referees);
    at_hand_end(&hand);
}

Test(referees, show_a_known_article_as_it_is_kept)
{
    struct at_hand hand;
    struct wtw_referees referees = {0};
    struct wtw_feed_receipt known = {.number = 1, .canonical = 1, .is_known = true};
    struct wtw_feed_receipt gone = {.number = 9, .canonical = 9, .is_version = true};
    struct wtw_feed_line line;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", "{\"id\":\"a1\",\"text\":\"flood\"}");
    line = line_of(&hand, &referees, &known);
    check(wtw_span_is(line.article->id, "a1"));
    check(line.canonical == line.article);
    line = line_of(&hand, &referees, &gone);
    check(line.article == &sent);
    wtw_referees_release(&referees);
    at_hand_end(&hand);
}

Test(referees, pass_on_what_the_feed_says)
{
    struct at_hand hand;
    struct wtw_referees referees = {0};
    struct wtw_feed_receipt copy = {.number = 2, .canonical = 1, .partner = 1};
    struct wtw_feed_line line;
    struct wtw_error error = {0};

    at_hand_begin(&hand);
    stand_in.get_status = WTW_IO;
    check_status(wtw_referees_line(&referees, hand.feed, &sent, &copy, &line, &error),
                 WTW_IO);
    wtw_referees_release(&referees);
    at_hand_end(&hand);
}
