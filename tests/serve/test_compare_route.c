/*
 * test_compare_route.c - two articles of the feed, side by side
 */
#include "serve/service_at_hand.h"

static const char first[] =
    "{\"id\":\"a1\",\"title\":\"Flood\",\"date\":\"2031-03-05\",\"text\":\"The river "
    "rose over "
    "the low bridge on Monday and took 12 boats with it, said the mayor of Ostwick.\"}";
static const char second[] =
    "{\"id\":\"a2\",\"date\":\"2031-03-06\",\"text\":\"The river rose over the low "
    "bridge on "
    "Monday and took 14 boats with it, said the mayor of Ostwick.\"}";

Test(compare_route, tells_figures_passages_changes_and_texts)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", first);
    ask(&hand, "POST", "/v1/articles", second);
    check_number(ask(&hand, "GET", "/v1/compare?a=1&b=a2", NULL), 200);
    check_member_number(&hand, "a.number", 1);
    check_member_string(&hand, "a.title", "Flood");
    check_member_number(&hand, "b.number", 2);
    check_number(strncmp(json_string_value(member(&hand, "b.text")), "The river", 9), 0);
    check_member_number(&hand, "lag_seconds", 86400);
    check(json_array_size(member(&hand, "passages")) > 0);
    check_number(json_array_size(member(&hand, "changes")), 1);
    check_number(hand.answer.body.items[hand.answer.body.count - 1], '\n');
    at_hand_end(&hand);
}

/* Each byte that is no UTF-8 is three in the answer, and the ranges are the answer's. */
Test(compare_route, gives_ranges_into_the_texts_as_they_are_told)
{
    static const char broken[] =
        "{\"id\":\"a3\",\"text\":\"\xff\xff \xff The river rose over the low bridge on "
        "Monday and took 12 boats with it, said the mayor of Ostwick.\"}";
    struct at_hand hand;
    const char *text = NULL;
    json_t *range = NULL;
    size_t begin = 0;
    size_t end = 0;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", first);
    ask(&hand, "POST", "/v1/articles", broken);
    check_number(ask(&hand, "GET", "/v1/compare?a=1&b=2", NULL), 200);
    text = json_string_value(member(&hand, "b.text"));
    range = json_object_get(json_array_get(member(&hand, "passages"), 0), "b");
    begin = (size_t)json_integer_value(json_array_get(range, 0));
    end = (size_t)json_integer_value(json_array_get(range, 1));
    check_number(strncmp(text, "\xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd The", 14), 0);
    check_number(begin, 11);
    check_number(strncmp(text + begin, "The river", 9), 0);
    check_number(strncmp(text + end - 7, "Ostwick", 7), 0);
    at_hand_end(&hand);
}

Test(compare_route, wants_two_articles_with_texts)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", first);
    check_number(ask(&hand, "GET", "/v1/compare?a=1", NULL), 400);
    check_number(ask(&hand, "GET", "/v1/compare", NULL), 400);
    check_number(ask(&hand, "GET", "/v1/compare?a=1&b=2", NULL), 404);
    check_number(ask(&hand, "GET", "/v1/compare?a=zz&b=1", NULL), 404);
    stand_in.leaves_texts_out = true;
    check_number(ask(&hand, "GET", "/v1/compare?a=1&b=1", NULL), 409);
    check_member_string(&hand, "detail",
                        "this feed keeps no text of article 1, so there is nothing to "
                        "compare");
    at_hand_end(&hand);
}

#ifdef WTW_FAULTS
Test(compare_route, survives_when_memory_runs_out)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    ask(&hand, "POST", "/v1/articles", first);
    ask(&hand, "POST", "/v1/articles", second);
    check_survives_no_memory(&hand, "GET", "/v1/compare?a=1&b=2", NULL, 200);
    at_hand_end(&hand);
}
#endif
