/*
 * test_live_texts.c - articles of the same words are one text, short ones of one day
 */
#include "check.h"
#include "engine/live_scene.h"

/* 64 words are short: sent again next day they are another text, though a copy of the first. */
Test(live_texts, the_same_words_are_one_text_on_one_day)
{
    static const struct {
        int64_t seconds;
        uint32_t matches; /* of the third, with those before it */
    } rows[] = {{86400 + 100, 2}, {2000, 1}};

    for (size_t i = 0; i < 2; i++) {
        struct live_run *run = begin((uint32_t[]){M, M, OTHER}, 3);
        struct wtw_live_outcome outcome;
        struct wtw_error error = {0};

        spell(OTHER, 0, 0, 0);
        articles[OTHER].published_seconds = rows[i].seconds;
        for (int k = 0; k < 3; k++)
            come(run);
        check_ok(wtw_live_outcome_of(run->live, 2, &outcome, &error), &error);
        check_number(outcome.size, 3);
        check_number(outcome.relation, WTW_EXACT);
        check_number(outcome.partner, 0);
        check_number(outcome.match_count, 1);
        check_number(outcome.matches[0].a, 0);
        check_ok(wtw_live_outcome_of(run->live, 0, &outcome, &error), &error);
        check_number(outcome.match_count, 2);
        check_number(outcome.partner, 1);
        live_close(run);
    }
}

/* A text is as old as the earliest article that has it, whenever that comes. */
Test(live_texts, a_text_is_led_by_the_first_and_as_old_as_the_earliest)
{
    struct live_run *run = begin((uint32_t[]){M, N, OTHER}, 3);
    struct wtw_live_outcome outcome;
    struct wtw_error error = {0};

    spell(OTHER, 0, 0, 0);
    articles[OTHER].published_seconds = 10;
    for (int k = 0; k < 3; k++)
        come(run);
    check_ok(wtw_live_outcome_of(run->live, 1, &outcome, &error), &error);
    check_number(outcome.canonical, 2);
    check_number(outcome.match_count, 1);
    check_number(outcome.matches[0].a, 0);
    check_number(outcome.figures.lag_seconds, 10 - (1000 + N));
    live_close(run);
}
