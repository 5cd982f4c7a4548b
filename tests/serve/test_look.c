/*
 * test_look.c - a request that only looks
 */
#include "serve/look.h"
#include "serve/service_at_hand.h"

static enum wtw_status wanted_status;

static enum wtw_status put_something(struct wtw_look *look, struct wtw_error *error)
{
    wtw_json_open(look->json, '[');
    if (wanted_status != WTW_OK)
        return wtw_fail(error, wanted_status, "as wanted");
    wtw_json_close(look->json, ']');
    return WTW_OK;
}

static int look(struct at_hand *hand, enum wtw_status status)
{
    const struct wtw_request request = {.target = &hand->target};

    wanted_status = status;
    wtw_look_do(&hand->service, &request, put_something, &hand->answer);
    return (int)hand->answer.status;
}

Test(look, answers_with_what_was_put_or_with_a_problem_instead)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    check_number(look(&hand, WTW_OK), 200);
    check_bytes(hand.answer.body.items, hand.answer.body.count, "[]\n");
    check_number(look(&hand, WTW_END), 404);
    check_number(look(&hand, WTW_BAD_ARGUMENT), 400);
    check_number(look(&hand, WTW_TOO_SHORT), 409);
    check_number(look(&hand, WTW_BAD_INPUT), 500);
    check_number(look(&hand, WTW_IO), 503);
    check_number(hand.answer.body.items[0], '{'); /* nothing is left of the half answer */
    at_hand_end(&hand);
}

Test(look, says_when_the_feed_cannot_be_opened)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    stand_in.open_status = WTW_IO;
    check_number(look(&hand, WTW_OK), 503);
    stand_in.open_status = WTW_BAD_INPUT;
    check_number(look(&hand, WTW_OK), 500);
    at_hand_end(&hand);
}

Test(look, cuts_a_long_name_in_its_words)
{
    struct at_hand hand;
    struct wtw_error error = {0};
    char name[200];
    int64_t number = 5;

    at_hand_begin(&hand);
    memset(name, 'n', sizeof name);
    check_status(wtw_look_resolve(hand.feed, (struct wtw_span){name, sizeof name}, false,
                                  &number, &error),
                 WTW_END);
    check_number(strlen(error.words), strlen("there is no article ") + 80 + 3);
    check_number(number, 5);
    at_hand_end(&hand);
}
