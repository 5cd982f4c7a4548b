/*
 * test_article_routes.c - single articles: sent, judged, shown, deleted
 */
#include "serve/service_at_hand.h"

static const char first[] = "{\"id\":\"a1\",\"source\":\"Alder\",\"text\":\"flood one\"}";
static const char second[] =
    "{\"id\":\"a2\",\"source\":\"Birch\",\"text\":\"flood two\"}";
static const char changed[] = "{\"id\":\"a1\",\"source\":\"Alder\",\"text\":\"flood 3\"}";

Test(article_routes, add_an_article_and_know_it_again)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    check_number(ask(&hand, "POST", "/v1/articles", first), 201);
    check_string(hand.answer.location, "/v1/articles/1");
    check_member_number(&hand, "number", 1);
    check_member_string(&hand, "verdict", "new");
    check_member_number(&hand, "canonical.number", 1);
    check_member_null(&hand, "partner");
    check(json_is_false(member(&hand, "known")));
    check_number(ask(&hand, "POST", "/v1/articles", first), 200);
    check_string(hand.answer.location, "");
    check(json_is_true(member(&hand, "known")));
    check_member_number(&hand, "number", 1);
    at_hand_end(&hand);
}

Test(article_routes, name_the_canonical_and_the_partner_of_a_copy)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", first);
    check_number(ask(&hand, "POST", "/v1/articles", second), 201);
    check_member_string(&hand, "verdict", "copy");
    check_member_string(&hand, "canonical.id", "a1");
    check_member_string(&hand, "partner.source", "Alder");
    check_member_string(&hand, "relation", "near");
    check_number(ask(&hand, "POST", "/v1/articles", changed), 201);
    check(json_is_true(member(&hand, "version")));
    check_member_string(&hand, "id", "a1@2"); /* as which it is kept */
    at_hand_end(&hand);
}

Test(article_routes, judge_without_storing)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", first);
    check_number(ask(&hand, "POST", "/v1/match", second), 200);
    check_member_null(&hand, "number");
    check_member_string(&hand, "verdict", "copy");
    check_member_string(&hand, "canonical.id", "a1");
    check_number(ask(&hand, "GET", "/v1/stats", NULL), 200);
    check_member_number(&hand, "articles", 1);
    at_hand_end(&hand);
}

Test(article_routes, say_why_a_record_is_no_article)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    check_number(ask(&hand, "POST", "/v1/articles", "{\"id\":\"x\"}"), 422);
    check_string(hand.answer.type, "application/problem+json");
    check(strstr(json_string_value(member(&hand, "detail")), "there are: id") != NULL);
    check_number(ask(&hand, "POST", "/v1/articles", "flood"), 422);
    check(strstr(json_string_value(member(&hand, "detail")), "not a JSON object"));
    check_number(ask(&hand, "POST", "/v1/articles", ""), 422);
    check_number(hand.service.metrics.rejected, 3);
    at_hand_end(&hand);
}

Test(article_routes, show_an_article_with_its_matches_from_its_own_side)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", first);
    ask(&hand, "POST", "/v1/articles", second);
    check_number(ask(&hand, "GET", "/v1/articles/1", NULL), 200);
    check_member_string(&hand, "id", "a1");
    check_member_string(&hand, "text", "flood one");
    check_member_number(&hand, "size", 2);
    check_member_number(&hand, "match_count", 1);
    check_member_string(&hand, "matches.0.article.id", "a2");
    /* Number 2 is an expansion of number 1, so 1 is an abridgement of 2; of its 10
     * shingles the other has 9. */
    check_member_string(&hand, "matches.0.relation", "abridged");
    check_real(json_real_value(member(&hand, "matches.0.contained")), .9, 1e-9);
    check_real(json_real_value(member(&hand, "matches.0.contains")), 1, 1e-9);
    check_number(ask(&hand, "GET", "/v1/articles/a2", NULL), 200);
    check_member_string(&hand, "matches.0.article.id", "a1");
    check_member_string(&hand, "matches.0.relation", "expanded");
    check_real(json_real_value(member(&hand, "matches.0.contained")), 1, 1e-9);
    check_real(json_real_value(member(&hand, "matches.0.contains")), .9, 1e-9);
    at_hand_end(&hand);
}

Test(article_routes, tell_a_number_from_an_id_of_digits)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", first);
    ask(&hand, "POST", "/v1/articles", "{\"id\":\"1\",\"text\":\"storm\"}");
    check_number(ask(&hand, "GET", "/v1/articles/1", NULL), 200);
    check_member_string(&hand, "id", "a1");
    check_number(ask(&hand, "GET", "/v1/articles/1?as=id", NULL), 200);
    check_member_number(&hand, "number", 2);
    check_number(ask(&hand, "GET", "/v1/articles/1?as=name", NULL), 400);
    at_hand_end(&hand);
}

Test(article_routes, do_not_find_what_is_not_there)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    check_number(ask(&hand, "GET", "/v1/articles/1", NULL), 404);
    check_number(ask(&hand, "GET", "/v1/articles/0", NULL), 404);
    check_number(ask(&hand, "GET", "/v1/articles/nothing", NULL), 404);
    check_member_string(&hand, "detail", "there is no article nothing");
    check_number(ask(&hand, "DELETE", "/v1/articles/nothing", NULL), 404);
    check_number(ask(&hand, "DELETE", "/v1/articles/7", NULL), 404);
    at_hand_end(&hand);
}

Test(article_routes, delete_by_number_and_by_id)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", first);
    ask(&hand, "POST", "/v1/articles", second);
    check_number(ask(&hand, "DELETE", "/v1/articles/a2", NULL), 204);
    check_number(hand.answer.body.count, 0);
    check_number(ask(&hand, "GET", "/v1/articles/2", NULL), 404);
    check_number(ask(&hand, "DELETE", "/v1/articles/1", NULL), 204);
    at_hand_end(&hand);
}

Test(article_routes, pass_on_what_the_feed_says)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    stand_in.add_status = WTW_IO;
    check_number(ask(&hand, "POST", "/v1/articles", first), 503);
    check(hand.answer.retry_after_seconds > 0);
    check_member_string(&hand, "detail", "the stand-in was told to fail");
    stand_in.add_status = WTW_BAD_INPUT;
    check_number(ask(&hand, "POST", "/v1/articles", first), 500);
    stand_in.judge_status = WTW_NO_MEMORY;
    check_number(ask(&hand, "POST", "/v1/match", first), 503);
    stand_in.get_status = WTW_BAD_INPUT;
    check_number(ask(&hand, "GET", "/v1/articles/1", NULL), 500);
    at_hand_end(&hand);
}

#ifdef WTW_FAULTS
Test(article_routes, survive_when_memory_runs_out)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    check_survives_no_memory(&hand, "POST", "/v1/match", "{\"text\":\"flood \\n\"}", 200);
    ask(&hand, "POST", "/v1/articles", first);
    ask(&hand, "POST", "/v1/articles", second);
    check_survives_no_memory(&hand, "GET", "/v1/articles/1", NULL, 200);
    check_survives_no_memory(&hand, "POST", "/v1/match", second, 200);
    at_hand_end(&hand);
}
#endif
