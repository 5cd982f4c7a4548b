/*
 * test_rejudge.c - matches judged again without the lines that recur
 */
#include "check.h"

#include "base/failure.h"
#include "base/faults.h"
#include "engine/rejudge.h"

#define LINE                                                                             \
    "\nOur correspondents walk every street of the seven valleys on foot in search of "  \
    "whatever moves their readers and may be met at the fountain on any afternoon\n"
#define BRIDGE                                                                           \
    "The bridge at the northern lock will be closed for heavy lorries from next week "   \
    "because two of its bearings have moved since the frost"
#define CHOIR                                                                            \
    "A choir of forty children sang at the opening of the new library which had been "   \
    "promised to the quarter for nearly twenty years"

/* 0 and 1 differ in one word of 27, 2 and 3 in nothing but the line. */
static const char *const texts[] = {
    BRIDGE " of March" LINE, BRIDGE " of May" LINE, CHOIR LINE, CHOIR, "Other words",
};
enum { ARTICLES = sizeof texts / sizeof texts[0], GONE = ARTICLES };

static enum wtw_status fetch(void *context, uint32_t number, struct wtw_buffer *out_text,
                             struct wtw_error *error)
{
    const uint32_t *broken = context;

    if (number == *broken)
        return wtw_fail(error, WTW_IO, "text %u is gone", number);
    out_text->count = 0;
    return wtw_buffer_append(out_text, texts[number], strlen(texts[number]), error);
}

static uint64_t hash_of_line(void)
{
    struct wtw_tokens *tokens = NULL;
    struct wtw_error error = {0};
    struct wtw_unit unit;
    size_t position = 0;

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    check_ok(wtw_tokens_make(tokens, LINE, strlen(LINE), &error), &error);
    check(wtw_units_next(tokens, LINE, &position, &unit));
    check_number(unit.count, wtw_tokens_count(tokens));
    wtw_tokens_free(tokens);
    return unit.hash;
}

/* Article 4 is the only one without the line that nobody looked at. */
static enum wtw_status rejudge_without(uint64_t hash, struct wtw_match_list *matches,
                                       uint32_t broken, uint64_t *out_verified)
{
    static const bool is_touched[ARTICLES] = {true, true, true, true, false};
    static const uint32_t counts[ARTICLES] = {100, 100, 100, 100, 100};
    static const int64_t dates[ARTICLES] = {10, 20, 30, 40, 50};
    const struct wtw_unit_set left_out = {&hash, 1};
    struct wtw_options options;
    struct wtw_verify verify = {.options = &options,
                                .kernel = wtw_kernel_best(),
                                .shingle_counts = counts,
                                .token_counts = counts,
                                .published_seconds = dates,
                                .left_out = &left_out,
                                .thread_count = 1};

    wtw_options_init(&options);
    options.text_source = (struct wtw_text_source){.fetch = fetch, .context = &broken};
    return wtw_rejudge_touched(matches, &verify, is_touched, out_verified, NULL);
}

static enum wtw_status rejudge(struct wtw_match_list *matches, uint32_t broken,
                               uint64_t *out_verified)
{
    return rejudge_without(hash_of_line(), matches, broken, out_verified);
}

static void add(struct wtw_match_list *list, uint32_t a, uint32_t b,
                enum wtw_relation relation)
{
    const struct wtw_match match = {.a = a, .b = b, .relation = relation};
    struct wtw_error error = {0};

    check_ok(wtw_match_list_add(list, &match, &error), &error);
}

/* 27 words of 0 and 1 are 25 shingles, of which one has the last word; 24 of 3 are 22. */
Test(rejudge, copies_become_what_they_are_and_what_shared_nothing_else_goes)
{
    static const struct {
        uint32_t a, b, shared;
        enum wtw_relation relation;
    } wanted[] = {{0, 1, 24, WTW_NEAR}, {2, 3, 22, WTW_EXACT}};
    struct wtw_match_list matches = {0};
    uint64_t verified = 0;

    add(&matches, 0, 1, WTW_NEAR);
    add(&matches, 0, 2, WTW_EXCERPT);
    add(&matches, 1, 3, WTW_REVISED);
    add(&matches, 2, 3, WTW_ABRIDGED);
    check_number(rejudge(&matches, GONE, &verified), WTW_OK);
    check_number(verified, 4);
    check_number(matches.count, 2);
    for (size_t i = 0; i < 2; i++) {
        check_number(matches.items[i].a, wanted[i].a);
        check_number(matches.items[i].b, wanted[i].b);
        check_number(matches.items[i].relation, wanted[i].relation);
        check_number(matches.items[i].figures.shared, wanted[i].shared);
        check_number(matches.items[i].figures.lag_seconds, 10);
    }
    wtw_match_list_release(&matches);
}

/* Their texts are not even fetched. */
Test(rejudge, forms_equal_texts_and_untouched_pairs_stay_as_they_are)
{
    struct wtw_match_list matches = {0};
    uint64_t verified = 77;

    add(&matches, 4, 4, WTW_REVISED);
    add(&matches, 0, 2, WTW_TEMPLATE);
    add(&matches, 0, 1, WTW_EXACT);
    check_number(rejudge(&matches, 0, &verified), WTW_OK);
    check_number(verified, 0);
    check_number(matches.count, 3);
    check_number(matches.items[0].relation, WTW_EXACT);
    check_number(matches.items[1].relation, WTW_TEMPLATE);
    check_number(matches.items[2].relation, WTW_REVISED);
    wtw_match_list_release(&matches);
}

/* One touched article is enough: 4 has nothing of 0. */
Test(rejudge, a_pair_with_one_article_that_has_a_line_is_judged_and_all_are_sorted)
{
    struct wtw_match_list matches = {0};
    uint64_t verified = 0;

    add(&matches, 4, 4, WTW_REVISED);
    add(&matches, 2, 3, WTW_ABRIDGED);
    add(&matches, 0, 4, WTW_EXCERPT);
    add(&matches, 0, 1, WTW_NEAR);
    check_number(rejudge(&matches, GONE, &verified), WTW_OK);
    check_number(verified, 3);
    check_number(matches.count, 3);
    check(matches.items[0].a == 0 && matches.items[1].a == 2 && matches.items[2].a == 4);
    wtw_match_list_release(&matches);
}

Test(rejudge, passes_on_what_fetch_returned)
{
    struct wtw_match_list matches = {0};
    uint64_t verified = 0;

    add(&matches, 0, 1, WTW_NEAR);
    check_number(rejudge(&matches, 1, &verified), WTW_IO);
    wtw_match_list_release(&matches);
}

#ifdef WTW_FAULTS

Test(rejudge, any_failed_allocation_is_told)
{
    const uint64_t hash = hash_of_line();
    bool failed = true;
    uint64_t nth = 1;

    for (nth = 1; failed; nth++) {
        struct wtw_match_list matches = {0};
        uint64_t verified = 0;
        enum wtw_status status = WTW_OK;

        add(&matches, 0, 1, WTW_NEAR);
        add(&matches, 0, 2, WTW_EXCERPT);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = rejudge_without(hash, &matches, GONE, &verified);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(!failed || status == WTW_NO_MEMORY);
        wtw_match_list_release(&matches);
    }
    check(nth > 5);
}

#endif
