/*
 * test_forms.c - texts sent again on other days, told to be forms or copies by hand
 */
#include "check.h"

#include "base/faults.h"
#include "engine/forms.h"

#include <stdlib.h>

enum { HOUR = 3600, DAY = 24 * HOUR, SHORT = 100, LONG = 300, BRIEF = 40 };

/* Matches of articles 0 to 7, which have 'tokens' each. Templates differ in eight facts. */
struct wire {
    uint32_t token_counts[8];
    struct wtw_match_list matches;
};

static struct wire begin_wire(uint32_t tokens)
{
    struct wire wire = {.matches = {0}};

    for (int i = 0; i < 8; i++)
        wire.token_counts[i] = tokens;
    return wire;
}

static void match(struct wire *wire, uint32_t a, uint32_t b, enum wtw_relation relation,
                  int64_t lag_seconds)
{
    struct wtw_match made = {.a = a,
                             .b = b,
                             .relation = relation,
                             .figures = {.shared = 90,
                                         .a_shingles = 98,
                                         .b_shingles = 98,
                                         .lag_seconds = lag_seconds}};
    struct wtw_error error = {0};

    if (relation == WTW_TEMPLATE) {
        made.figures.a_tokens = made.figures.b_tokens = 100;
        made.figures.a_aligned = made.figures.b_aligned = 100;
        made.figures.aligned_shared = 92;
        made.figures.changed_figures = 8;
    }

    check_ok(wtw_match_list_add(&wire->matches, &made, &error), &error);
}

static enum wtw_status try_to_part(struct wire *wire, struct wtw_error *error)
{
    const struct wtw_archive archive = {.count = 8, .token_counts = wire->token_counts};
    struct wtw_options options;

    wtw_options_init(&options);
    return wtw_forms_part(&wire->matches, &archive, &options, error);
}

/* Parts the forms and checks what the i-th match became. */
static void check_parted(struct wire *wire, const enum wtw_relation *wanted)
{
    struct wtw_error error = {0};

    check_ok(try_to_part(wire, &error), &error);
    for (size_t i = 0; i < wire->matches.count; i++)
        cr_assert(wire->matches.items[i].relation == wanted[i],
                  "match %zu is %s and not %s", i,
                  wtw_relation_name(wire->matches.items[i].relation),
                  wtw_relation_name(wanted[i]));
    wtw_match_list_release(&wire->matches);
}

/* Articles 0 and 1 differ in facts, so both are forms; so are 2 and 3. What 0 and 2 are
 * to each other, sent so many seconds apart, becomes this. */
static enum wtw_relation between_forms(uint32_t tokens, enum wtw_relation relation,
                                       int64_t lag_seconds)
{
    struct wire wire = begin_wire(tokens);
    struct wtw_error error = {0};
    enum wtw_relation parted = WTW_UNRELATED;

    match(&wire, 0, 1, WTW_TEMPLATE, DAY);
    match(&wire, 0, 2, relation, lag_seconds);
    match(&wire, 2, 3, WTW_TEMPLATE, DAY);
    check_ok(try_to_part(&wire, &error), &error);
    parted = wire.matches.items[1].relation;
    check_number(wire.matches.items[0].relation, WTW_TEMPLATE);
    check_number(wire.matches.items[2].relation, WTW_TEMPLATE);
    wtw_match_list_release(&wire.matches);
    return parted;
}

Test(forms, two_known_forms_of_different_days_are_no_copies_whatever_kind_of_copy)
{
    for (int relation = WTW_ABRIDGED; relation <= WTW_EXACT; relation++) {
        check_number(between_forms(SHORT, (enum wtw_relation)relation, DAY),
                     WTW_TEMPLATE);
        check_number(between_forms(SHORT, (enum wtw_relation)relation, -DAY),
                     WTW_TEMPLATE);
    }
    check_number(between_forms(SHORT, WTW_EXCERPT, DAY), WTW_EXCERPT);
}

Test(forms, within_20_hours_a_form_sent_again_is_the_same_news)
{
    check_number(between_forms(SHORT, WTW_EXACT, 20 * HOUR), WTW_EXACT);
    check_number(between_forms(SHORT, WTW_EXACT, 20 * HOUR + 1), WTW_TEMPLATE);
    check_number(between_forms(SHORT, WTW_EXACT, -20 * HOUR), WTW_EXACT);
    check_number(between_forms(SHORT, WTW_EXACT, -20 * HOUR - 1), WTW_TEMPLATE);
    check_number(between_forms(SHORT, WTW_EXACT, 0), WTW_EXACT);
}

Test(forms, of_unknown_dates_are_copies)
{
    check_number(between_forms(SHORT, WTW_NEAR, WTW_DATE_UNKNOWN), WTW_NEAR);
    check_number(between_forms(BRIEF, WTW_NEAR, WTW_DATE_UNKNOWN), WTW_NEAR);
}

Test(forms, have_200_tokens_at_most)
{
    check_number(between_forms(200, WTW_EXACT, DAY), WTW_TEMPLATE);
    check_number(between_forms(201, WTW_EXACT, DAY), WTW_EXACT);
}

/* Each of the two has to be a form itself: 4 is, 5 is not; 6 is, but 7 is too long. */
Test(forms, a_copy_of_a_form_that_is_no_form_is_a_copy)
{
    static const enum wtw_relation wanted[] = {WTW_TEMPLATE, WTW_EXACT,    WTW_NEAR,
                                               WTW_TEMPLATE, WTW_EXPANDED, WTW_EXACT};
    struct wire wire = begin_wire(SHORT);

    wire.token_counts[7] = LONG;
    match(&wire, 0, 4, WTW_TEMPLATE, DAY);
    match(&wire, 4, 5, WTW_EXACT, DAY);
    match(&wire, 1, 2, WTW_NEAR, DAY);
    match(&wire, 6, 7, WTW_TEMPLATE, DAY);
    match(&wire, 4, 7, WTW_EXPANDED, DAY);
    match(&wire, 3, 5, WTW_EXACT, 3 * DAY);
    check_parted(&wire, wanted);
}

Test(forms, what_makes_an_article_a_form_may_come_later_in_the_list)
{
    static const enum wtw_relation wanted[] = {WTW_TEMPLATE, WTW_TEMPLATE, WTW_TEMPLATE};
    struct wire wire = begin_wire(SHORT);

    match(&wire, 0, 2, WTW_EXACT, DAY);
    match(&wire, 0, 7, WTW_TEMPLATE, DAY);
    match(&wire, 2, 6, WTW_TEMPLATE, 0);
    check_parted(&wire, wanted);
}

/* 0 and 2 are parted by this, which must not make 2 and 3 forms in turn. */
Test(forms, who_was_parted_does_not_part_others)
{
    static const enum wtw_relation wanted[] = {WTW_TEMPLATE, WTW_EXACT};
    struct wire wire = begin_wire(BRIEF);

    match(&wire, 0, 2, WTW_EXACT, 5 * DAY);
    match(&wire, 2, 3, WTW_EXACT, 2 * DAY);
    check_parted(&wire, wanted);
}

/* As after recurring lines were learned. The same text on three days: five days apart it
 * is no copy, two days apart it is, as nothing tells that it is a form. */
Test(forms, to_part_them_again_changes_nothing)
{
    static const enum wtw_relation wanted[] = {WTW_TEMPLATE, WTW_TEMPLATE, WTW_EXACT,
                                               WTW_TEMPLATE};
    struct wire wire = begin_wire(BRIEF);
    struct wtw_error error = {0};

    match(&wire, 0, 1, WTW_EXACT, 5 * DAY);
    match(&wire, 0, 2, WTW_EXACT, 7 * DAY);
    match(&wire, 1, 2, WTW_EXACT, 2 * DAY);
    match(&wire, 5, 6, WTW_TEMPLATE, 2 * DAY);
    check_ok(try_to_part(&wire, &error), &error);
    check_parted(&wire, wanted);
}

/* "The bank left its rates unchanged after today's meeting." */
Test(forms,
     an_item_of_60_tokens_that_comes_again_after_four_days_is_one_without_relatives)
{
    static const struct {
        uint32_t a_tokens, b_tokens;
        int64_t lag_seconds;
        enum wtw_relation wanted;
    } rows[] = {
        {60, 60, 4 * DAY + 1, WTW_TEMPLATE},  {60, 60, -4 * DAY - 1, WTW_TEMPLATE},
        {60, 60, 4 * DAY, WTW_NEAR},          {60, 60, -4 * DAY, WTW_NEAR},
        {61, 60, 100 * DAY, WTW_NEAR},        {60, 61, 100 * DAY, WTW_NEAR},
        {60, 60, WTW_DATE_UNKNOWN, WTW_NEAR}, {1, 2, INT64_MAX, WTW_TEMPLATE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wire wire = begin_wire(SHORT);

        wire.token_counts[0] = rows[i].a_tokens;
        wire.token_counts[1] = rows[i].b_tokens;
        match(&wire, 0, 1, WTW_NEAR, rows[i].lag_seconds);
        check_parted(&wire, &rows[i].wanted);
    }
}

Test(forms, without_matches_there_is_nothing_to_do)
{
    struct wire wire = begin_wire(SHORT);

    check_parted(&wire, NULL);
}

#ifdef WTW_FAULTS

Test(forms, without_memory_nothing_is_parted)
{
    struct wire wire = begin_wire(BRIEF);
    struct wtw_error error = {0};

    match(&wire, 0, 1, WTW_EXACT, 9 * DAY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(try_to_part(&wire, &error), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check(error.words[0] != '\0');
    check_number(wire.matches.items[0].relation, WTW_EXACT);
    wtw_match_list_release(&wire.matches);
}

#endif
