/*
 * test_relation.c - the relation rules, table by table
 *
 * Each row was worked out by hand from the rules at the head of relation.c: exact; near
 * from Jaccard .8; abridged and expanded where the longer has 1.25 times the shingles and
 * holds .8 of the shorter's, which has 30 shingles or makes the pair reach the threshold;
 * revised from the threshold. Of texts of 70 tokens or more whose shingles say none of
 * this, revised where .75 of all tokens are aligned, or half of them and .3 of what
 * differs is misread; abridged and expanded where .85 of the shorter's are and the longer
 * has 1.25 times as many. Copies with many changed facts are templates. Excerpt from 24
 * tokens in passages, or 20 in long aligned parts and .25 of one text; unrelated.
 */
#include "check.h"
#include "random_input.h"

#include "match/relation.h"

struct row {
    uint32_t shared, a, b, passage_tokens;
    enum wtw_relation wanted;
};

static struct wtw_figures figures_of(const struct row *row)
{
    return (struct wtw_figures){.shared = row->shared,
                                .a_shingles = row->a,
                                .b_shingles = row->b,
                                .passage_tokens = row->passage_tokens,
                                .longest_passage_tokens = row->passage_tokens};
}

static void check_rows(const struct row *rows, size_t count,
                       const struct wtw_options *options)
{
    for (size_t i = 0; i < count; i++) {
        struct wtw_figures figures = figures_of(&rows[i]);
        struct wtw_figures reversed = wtw_figures_reversed(&figures);
        enum wtw_relation got = wtw_relation_of(&figures, false, options);
        enum wtw_relation back = wtw_relation_of(&reversed, false, options);

        cr_assert(got == rows[i].wanted, "shared %u of %u and %u: %s, not %s",
                  rows[i].shared, rows[i].a, rows[i].b, wtw_relation_name(got),
                  wtw_relation_name(rows[i].wanted));
        cr_assert(back == wtw_relation_reversed(rows[i].wanted),
                  "shared %u of %u and %u, reversed: %s", rows[i].shared, rows[i].a,
                  rows[i].b, wtw_relation_name(back));
        check_number(wtw_relation_of(&figures, true, options), WTW_EXACT);
    }
}

#define CHECK_ROWS(rows, options) check_rows(rows, sizeof rows / sizeof rows[0], options)

Test(relation, rules_at_the_defaults_with_their_borders)
{
    static const struct row rows[] = {
        {100, 100, 100, 0, WTW_NEAR}, /* same set, other order */
        {1, 1, 1, 0, WTW_NEAR},
        {80, 90, 90, 0, WTW_NEAR},       /* 80/100, on the border */
        {799, 899, 900, 0, WTW_REVISED}, /* 799/1000, under it */
        {80, 80, 100, 0, WTW_NEAR},      /* .8 and contained: near goes first */
        {80, 80, 101, 0, WTW_EXPANDED},  /* 80/101 < .8; longer by 1.26 */
        {80, 101, 80, 0, WTW_ABRIDGED},
        {90, 100, 125, 0, WTW_EXPANDED}, /* longer by 1.25, on the border; 90/135 */
        {90, 100, 124, 0, WTW_REVISED},  /* longer by 1.24 only */
        {80, 100, 200, 0, WTW_EXPANDED}, /* holds .8, on the border; 80/220 < .5 */
        {79, 100, 200, 0, WTW_UNRELATED},
        {79, 100, 130, 0, WTW_REVISED},  /* holds .79 only; 79/151 = .523 */
        {30, 30, 400, 0, WTW_EXPANDED},  /* 30 shingles are enough */
        {29, 29, 400, 0, WTW_UNRELATED}, /* 29 are not */
        {29, 29, 58, 0, WTW_EXPANDED},   /* but at the threshold, 29/58, they are */
        {29, 29, 59, 0, WTW_UNRELATED},  /* just under it */
        {50, 75, 75, 0, WTW_REVISED},    /* 50/100, on the border */
        {499, 749, 750, 0, WTW_UNRELATED} /* 499/1000 */,
        {0, 100, 100, 0, WTW_UNRELATED},
        {0, 0, 0, 0, WTW_UNRELATED},
        {0, 0, 10, 0, WTW_UNRELATED},
    };

    CHECK_ROWS(rows, NULL);
}

Test(relation, excerpt_is_for_the_otherwise_unlike_with_24_tokens_in_passages)
{
    static const struct row rows[] = {
        {22, 300, 300, 24, WTW_EXCERPT},  {22, 300, 300, 23, WTW_UNRELATED},
        {22, 300, 300, 500, WTW_EXCERPT}, {100, 101, 101, 24, WTW_NEAR},
        {60, 80, 90, 60, WTW_REVISED},    {40, 40, 400, 42, WTW_EXPANDED},
        {29, 29, 400, 31, WTW_EXCERPT},
    };

    check_number(WTW_EXCERPT_TOKENS, 24);
    CHECK_ROWS(rows, NULL);
}

Test(relation, a_threshold_over_point_8_moves_near_up)
{
    static const struct row rows[] = {
        {90, 95, 95, 0, WTW_NEAR},      /* 90/100 */
        {89, 94, 95, 0, WTW_UNRELATED}, /* 89/100 */
        {80, 80, 100, 0, WTW_EXPANDED}, /* .8, contained, 30 shingles */
        {24, 24, 30, 0, WTW_UNRELATED}, /* .8, contained, but short */
        {200, 210, 210, 0, WTW_NEAR},   /* 200/220 = .909 */
        {500, 1000, 1000, 0, WTW_UNRELATED},
    };
    struct wtw_options options;

    wtw_options_init(&options);
    options.threshold = .9;
    CHECK_ROWS(rows, &options);
}

Test(relation, a_low_threshold_makes_more_revised_and_a_high_containment_fewer_expanded)
{
    static const struct row rows[] = {
        {10, 55, 55, 0, WTW_REVISED},    /* 10/100 */
        {99, 100, 200, 0, WTW_EXPANDED}, /* .99 */
        {98, 100, 200, 0, WTW_REVISED},  /* .98 held, 98/202 */
        {99, 1000, 1000, 0, WTW_UNRELATED},
    };
    struct wtw_options options;

    wtw_options_init(&options);
    options.threshold = .1;
    options.containment = .99;
    CHECK_ROWS(rows, &options);
}

/* ------------------------------------------------------------------ by alignment */

/* Figures of alignment and what has to come of them; shingles say nothing. */
struct aligned_row {
    struct wtw_figures figures;
    enum wtw_relation wanted;
};

static void check_aligned_rows(const struct aligned_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct wtw_figures *figures = &rows[i].figures;
        struct wtw_figures reversed = wtw_figures_reversed(figures);
        enum wtw_relation got = wtw_relation_of(figures, false, NULL);
        enum wtw_relation back = wtw_relation_of(&reversed, false, NULL);

        cr_assert(got == rows[i].wanted, "row %zu: %s, not %s", i, wtw_relation_name(got),
                  wtw_relation_name(rows[i].wanted));
        cr_assert(back == wtw_relation_reversed(rows[i].wanted), "row %zu, reversed: %s",
                  i, wtw_relation_name(back));
    }
}

#define CHECK_ALIGNED_ROWS(rows) check_aligned_rows(rows, sizeof rows / sizeof rows[0])

/* Of texts of a and b tokens, a_aligned and b_aligned are in aligned parts that share
 * 'same' of them. */
#define ALIGNED(a, b, in_a, in_b, same)                                                  \
    .shared = 10, .a_shingles = 1000, .b_shingles = 1000, .a_tokens = (a),               \
    .b_tokens = (b), .a_aligned = (in_a), .b_aligned = (in_b), .aligned_shared = (same)

Test(relation, texts_of_which_three_quarters_are_aligned_are_revised)
{
    static const struct aligned_row rows[] = {
        {{ALIGNED(200, 200, 150, 150, 100)}, WTW_REVISED}, /* 300/400, on the border */
        {{ALIGNED(200, 200, 150, 149, 100)}, WTW_UNRELATED},
        {{ALIGNED(200, 200, 100, 200, 90)}, WTW_REVISED},  /* together they have .75 */
        {{ALIGNED(200, 220, 120, 195, 100)}, WTW_REVISED}, /* 315/420 */
        {{ALIGNED(200, 220, 120, 194, 100)}, WTW_UNRELATED},
        {{ALIGNED(70, 70, 70, 35, 30)}, WTW_REVISED}, /* 70 tokens are enough */
        {{ALIGNED(69, 70, 69, 70, 30)}, WTW_UNRELATED},
        {{ALIGNED(69, 4000, 69, 4000, 60)}, WTW_UNRELATED},
        {{ALIGNED(0, 0, 0, 0, 0)}, WTW_UNRELATED},
    };

    CHECK_ALIGNED_ROWS(rows);
}

Test(relation, a_shorter_text_that_is_aligned_with_a_part_is_abridged_or_expanded)
{
    static const struct aligned_row rows[] = {
        {{ALIGNED(300, 100, 90, 85, 60)}, WTW_ABRIDGED}, /* .85 of b */
        {{ALIGNED(300, 100, 90, 84, 60)}, WTW_UNRELATED},
        {{ALIGNED(100, 300, 85, 90, 60)}, WTW_EXPANDED},
        {{ALIGNED(100, 300, 84, 90, 60)}, WTW_UNRELATED},
        {{ALIGNED(125, 100, 50, 85, 40)}, WTW_ABRIDGED}, /* 1.25 times as long */
        {{ALIGNED(124, 100, 50, 85, 40)}, WTW_UNRELATED},
        {{ALIGNED(300, 100, 255, 10, 10)}, WTW_UNRELATED}, /* .85 of the longer */
        {{ALIGNED(125, 100, 84, 85, 60)}, WTW_REVISED},    /* 169/225 goes first */
        {{ALIGNED(1000, 70, 60, 60, 50)}, WTW_ABRIDGED},
        {{ALIGNED(1000, 69, 69, 69, 60)}, WTW_UNRELATED},
    };

    CHECK_ALIGNED_ROWS(rows);
}

Test(relation, an_abridgement_keeps_half_of_the_words_that_are_aligned)
{
    static const struct aligned_row rows[] = {
        {{ALIGNED(300, 100, 100, 100, 50)}, WTW_ABRIDGED},
        {{ALIGNED(300, 100, 100, 100, 49)}, WTW_UNRELATED},
        {{ALIGNED(100, 300, 100, 100, 50)}, WTW_EXPANDED},
        {{ALIGNED(100, 300, 90, 110, 49)}, WTW_UNRELATED},
        {{ALIGNED(300, 100, 100, 100, 49), .passage_tokens = 30}, WTW_EXCERPT},
    };

    CHECK_ALIGNED_ROWS(rows);
}

/* Half of all tokens aligned, 100 of them different, 30 of those misread. */
Test(relation, less_alignment_is_enough_where_words_differ_by_misreading)
{
    static const struct aligned_row rows[] = {
        {{ALIGNED(400, 400, 200, 200, 100), .misread = 30}, WTW_REVISED},
        {{ALIGNED(400, 400, 200, 200, 100), .misread = 29}, WTW_UNRELATED},
        {{ALIGNED(400, 400, 200, 199, 100), .misread = 30}, WTW_UNRELATED},
        {{ALIGNED(400, 400, 220, 180, 100), .misread = 30}, WTW_REVISED},
        {{ALIGNED(70, 70, 35, 35, 25), .misread = 3}, WTW_REVISED},
        {{ALIGNED(69, 71, 35, 35, 25), .misread = 3}, WTW_UNRELATED},
    };

    CHECK_ALIGNED_ROWS(rows);
}

Test(relation, half_a_text_word_for_word_in_another_is_no_copy_through_misreading)
{
    static const struct aligned_row rows[] = {
        {{ALIGNED(400, 400, 200, 200, 200)}, WTW_UNRELATED},
        {{ALIGNED(400, 400, 200, 200, 200), .passage_tokens = 200}, WTW_EXCERPT},
    };

    CHECK_ALIGNED_ROWS(rows);
}

Test(relation, what_the_shingles_say_goes_before_the_alignment)
{
    static const struct aligned_row rows[] = {
        {{.shared = 80,
          .a_shingles = 90,
          .b_shingles = 90,
          .a_tokens = 92,
          .b_tokens = 92},
         WTW_NEAR},
        {{.shared = 60,
          .a_shingles = 80,
          .b_shingles = 90,
          .a_tokens = 82,
          .b_tokens = 92,
          .a_aligned = 82,
          .b_aligned = 10},
         WTW_REVISED},
        {{.shared = 90,
          .a_shingles = 100,
          .b_shingles = 125,
          .a_tokens = 102,
          .b_tokens = 127,
          .a_aligned = 102,
          .b_aligned = 127,
          .aligned_shared = 95},
         WTW_EXPANDED},
    };

    CHECK_ALIGNED_ROWS(rows);
}

/* 24 tokens word for word; or 20 in parts of ten and more, and a quarter of one text. */
Test(relation, a_good_part_of_a_text_reworded_in_another_makes_an_excerpt)
{
    static const struct aligned_row rows[] = {
        {{ALIGNED(400, 400, 100, 90, 30), .aligned_long = 20}, WTW_EXCERPT},
        {{ALIGNED(400, 400, 100, 90, 30), .aligned_long = 19}, WTW_UNRELATED},
        {{ALIGNED(400, 400, 99, 99, 30), .aligned_long = 40}, WTW_UNRELATED},
        {{ALIGNED(400, 100, 25, 25, 20), .aligned_long = 20}, WTW_EXCERPT},
        {{ALIGNED(400, 100, 24, 24, 20), .aligned_long = 20}, WTW_UNRELATED},
        {{ALIGNED(400, 100, 24, 24, 20), .passage_tokens = 24}, WTW_EXCERPT},
        {{ALIGNED(400, 100, 24, 24, 20), .passage_tokens = 23}, WTW_UNRELATED},
        {{ALIGNED(40, 400, 40, 40, 20), .aligned_long = 20},
         WTW_EXCERPT}, /* any length */
    };

    CHECK_ALIGNED_ROWS(rows);
}

/* ------------------------------------------------------------------ templates */

enum { HOUR = 3600 };

/* Two copies by their shingles of 'tokens' each, aligned from begin to end with 'differ'
 * tokens that differ. */
#define FORM(tokens, differ)                                                             \
    .shared = 900, .a_shingles = 1000, .b_shingles = 1000, .a_tokens = (tokens),         \
    .b_tokens = (tokens), .a_aligned = (tokens), .b_aligned = (tokens),                  \
    .aligned_shared = (tokens) - (differ)

Test(relation, a_short_text_with_a_changed_fact_in_17_words_is_a_template)
{
    static const struct aligned_row rows[] = {
        {{FORM(100, 50), .changed_figures = 6}, WTW_TEMPLATE},
        {{FORM(100, 50), .changed_figures = 5}, WTW_NEAR},
        {{FORM(100, 50), .changed_names = 6}, WTW_TEMPLATE}, /* names count as well */
        {{FORM(100, 50), .changed_names = 5}, WTW_NEAR},
        {{FORM(100, 50), .changed_figures = 3, .changed_names = 3}, WTW_TEMPLATE},
        {{FORM(100, 50), .changed_figures = 3, .changed_names = 2}, WTW_NEAR},
        {{FORM(200, 90), .changed_names = 12}, WTW_TEMPLATE},
        {{FORM(200, 90), .changed_names = 11}, WTW_NEAR},
        {{FORM(201, 90), .changed_names = 40}, WTW_NEAR}, /* longer than a form */
        {{FORM(5, 1), .changed_figures = 1}, WTW_TEMPLATE},
        {{FORM(100, 0)}, WTW_NEAR},
    };

    check_number(WTW_TEMPLATE_TOKENS, 200);
    CHECK_ALIGNED_ROWS(rows);
}

Test(relation, on_another_day_one_changed_fact_in_50_words_makes_a_template)
{
    static const struct aligned_row rows[] = {
        {{FORM(100, 50), .changed_figures = 2, .lag_seconds = 20 * HOUR + 1},
         WTW_TEMPLATE},
        {{FORM(100, 50), .changed_figures = 2, .lag_seconds = 20 * HOUR}, WTW_NEAR},
        {{FORM(100, 50), .changed_figures = 1, .lag_seconds = 20 * HOUR + 1}, WTW_NEAR},
        {{FORM(100, 50), .changed_names = 2, .lag_seconds = -20 * HOUR - 1},
         WTW_TEMPLATE},
        {{FORM(100, 50), .changed_names = 2, .lag_seconds = -20 * HOUR}, WTW_NEAR},
        {{FORM(100, 50), .changed_names = 5, .lag_seconds = WTW_DATE_UNKNOWN}, WTW_NEAR},
        {{FORM(100, 50), .changed_names = 6, .lag_seconds = WTW_DATE_UNKNOWN},
         WTW_TEMPLATE},
        {{FORM(200, 50), .changed_names = 4, .lag_seconds = 48 * HOUR}, WTW_TEMPLATE},
        {{FORM(200, 50), .changed_names = 3, .lag_seconds = 48 * HOUR}, WTW_NEAR},
        {{FORM(201, 50), .changed_names = 20, .lag_seconds = 48 * HOUR}, WTW_NEAR},
        {{FORM(100, 0), .lag_seconds = 48 * HOUR}, WTW_NEAR},
    };

    CHECK_ALIGNED_ROWS(rows);
}

/* 60 figures in 1000 tokens, and .3 of what differs. */
Test(relation, in_a_text_of_any_length_figures_have_to_be_a_good_part_of_what_differs)
{
    static const struct aligned_row rows[] = {
        {{FORM(1000, 200), .changed_figures = 60}, WTW_TEMPLATE},
        {{FORM(1000, 200), .changed_figures = 59}, WTW_NEAR},
        {{FORM(1000, 201), .changed_figures = 60}, WTW_NEAR},
        {{FORM(1000, 201), .changed_figures = 60, .changed_names = 1}, WTW_TEMPLATE},
        {{FORM(1000, 200), .changed_names = 200}, WTW_NEAR}, /* names alone do not */
        {{FORM(1000, 0), .changed_figures = 60}, WTW_TEMPLATE},
    };

    CHECK_ALIGNED_ROWS(rows);
}

/* The shorter text is the measure: 100 of 100 and 300 tokens. */
Test(relation, facts_are_measured_by_the_shorter_text)
{
    static const struct aligned_row rows[] = {
        {{ALIGNED(300, 100, 100, 100, 90), .changed_figures = 6}, WTW_TEMPLATE},
        {{ALIGNED(300, 100, 100, 100, 90), .changed_figures = 5}, WTW_ABRIDGED},
        {{ALIGNED(100, 300, 100, 100, 90), .changed_figures = 6}, WTW_TEMPLATE},
        {{ALIGNED(100, 300, 100, 100, 90), .changed_figures = 5}, WTW_EXPANDED},
    };

    CHECK_ALIGNED_ROWS(rows);
}

Test(relation, only_copies_become_templates)
{
    static const struct aligned_row rows[] = {
        {{ALIGNED(200, 200, 100, 100, 50), .changed_figures = 40}, WTW_UNRELATED},
        {{ALIGNED(200, 200, 100, 100, 50), .changed_figures = 40, .passage_tokens = 30},
         WTW_EXCERPT},
        {{ALIGNED(200, 200, 180, 180, 100), .changed_figures = 40}, WTW_TEMPLATE},
    };
    const struct wtw_figures form = {FORM(100, 50), .changed_figures = 50};

    CHECK_ALIGNED_ROWS(rows);
    check_number(wtw_relation_of(&form, true, NULL), WTW_EXACT);
}

Test(relation, without_an_alignment_no_copy_is_a_template)
{
    static const struct aligned_row rows[] = {
        {{.shared = 90, .a_shingles = 100, .b_shingles = 100}, WTW_NEAR},
        {{.shared = 90,
          .a_shingles = 100,
          .b_shingles = 100,
          .a_tokens = 102,
          .b_tokens = 102,
          .lag_seconds = 48 * HOUR},
         WTW_NEAR},
        {{.shared = 40, .a_shingles = 40, .b_shingles = 400}, WTW_EXPANDED},
        {{.shared = 60, .a_shingles = 80, .b_shingles = 80}, WTW_REVISED},
    };

    CHECK_ALIGNED_ROWS(rows);
}

/* ------------------------------------------------------------------ laws */

/* Any figures that an alignment could give. */
static struct wtw_figures random_figures(struct random_input *random)
{
    struct wtw_figures figures = {.a_shingles = random_below(random, 200),
                                  .b_shingles = random_below(random, 200),
                                  .passage_tokens = random_below(random, 60)};
    uint32_t most =
        figures.a_shingles < figures.b_shingles ? figures.a_shingles : figures.b_shingles;

    figures.shared = random_below(random, most + 1);
    if (random_chance(random, .3))
        return figures;
    figures.a_tokens = figures.a_shingles + 2;
    figures.b_tokens = figures.b_shingles + 2;
    figures.a_aligned = random_below(random, figures.a_tokens + 1);
    figures.b_aligned = random_below(random, figures.b_tokens + 1);
    most = figures.a_aligned < figures.b_aligned ? figures.a_aligned : figures.b_aligned;
    figures.aligned_shared = random_below(random, most + 1);
    figures.aligned_long = random_below(random, figures.aligned_shared + 1);
    figures.misread = random_below(random, 10);
    figures.changed_figures = random_below(random, 6);
    figures.changed_names = random_below(random, 6);
    figures.lag_seconds = (int64_t)random_below(random, 80 * HOUR) - 40 * HOUR;
    return figures;
}

Test(relation, of_reversed_figures_is_the_reversed_relation)
{
    struct random_input random = random_begin(90);
    struct wtw_options options;
    uint32_t seen[WTW_EXACT + 1] = {0};

    wtw_options_init(&options);
    for (int round = 0; round < 200000; round++) {
        struct wtw_figures figures = random_figures(&random);
        struct wtw_figures reversed = wtw_figures_reversed(&figures);
        bool same_tokens = random_chance(&random, .02);
        enum wtw_relation relation = WTW_UNRELATED;

        options.threshold = random_real(&random) * .99 + .01;
        options.containment = random_real(&random) * .99 + .01;
        relation = wtw_relation_of(&figures, same_tokens, &options);
        seen[relation]++;
        check_number(wtw_relation_of(&reversed, same_tokens, &options),
                     wtw_relation_reversed(relation));
        check_number(wtw_relation_wants_alignment(&reversed, &options),
                     wtw_relation_wants_alignment(&figures, &options));
    }
    for (int relation = 0; relation <= WTW_EXACT; relation++)
        check(seen[relation] > 100);
}

Test(relation, names_copies_and_reversals_are_as_the_header_says)
{
    static const struct {
        enum wtw_relation relation;
        const char *name;
        bool is_copy;
        enum wtw_relation reversed;
    } table[] = {
        {WTW_UNRELATED, "unrelated", false, WTW_UNRELATED},
        {WTW_EXCERPT, "excerpt", false, WTW_EXCERPT},
        {WTW_TEMPLATE, "template", false, WTW_TEMPLATE},
        {WTW_ABRIDGED, "abridged", true, WTW_EXPANDED},
        {WTW_EXPANDED, "expanded", true, WTW_ABRIDGED},
        {WTW_REVISED, "revised", true, WTW_REVISED},
        {WTW_NEAR, "near", true, WTW_NEAR},
        {WTW_EXACT, "exact", true, WTW_EXACT},
    };

    check_number(sizeof table / sizeof table[0], WTW_EXACT + 1);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check_string(wtw_relation_name(table[i].relation), table[i].name);
        check(wtw_relation_is_copy(table[i].relation) == table[i].is_copy);
        check_number(wtw_relation_reversed(table[i].relation), table[i].reversed);
    }
    check(wtw_relation_name((enum wtw_relation)99) != NULL);
}

/* The figures have no gaps between their members: equal bytes are equal figures. */
Test(relation, reversed_figures_exchange_a_and_b_turn_the_lag_and_change_nothing_else)
{
    struct wtw_figures figures = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    struct wtw_figures wanted = {1, 3, 2, 4, 5, 7, 6, 9, 8, 10, 11, 12, 13, 14, -15};
    struct wtw_figures reversed = wtw_figures_reversed(&figures);

    check(memcmp(&reversed, &wanted, sizeof wanted) == 0);
    figures.lag_seconds = wanted.lag_seconds = WTW_DATE_UNKNOWN;
    reversed = wtw_figures_reversed(&figures);
    check(memcmp(&reversed, &wanted, sizeof wanted) == 0);
}

/* ------------------------------------------------------------------ dates */

Test(relation, the_lag_goes_from_a_to_b_and_is_unknown_where_a_date_is)
{
    const int64_t unknown = WTW_DATE_UNKNOWN;
    const int64_t most = INT64_MAX / 2;

    check_number(wtw_lag_between(1000, 1500), 500);
    check_number(wtw_lag_between(1500, 1000), -500);
    check_number(wtw_lag_between(-70, 30), 100);
    check_number(wtw_lag_between(0, 0), 0);
    check_number(wtw_lag_between(unknown, 0), unknown);
    check_number(wtw_lag_between(0, unknown), unknown);
    check_number(wtw_lag_between(unknown, unknown), unknown);
    /* Dates so far apart that their distance might not fit. */
    check_number(wtw_lag_between(-most, most), 2 * most);
    check_number(wtw_lag_between(most, -most), -2 * most);
    check_number(wtw_lag_between(0, most + 1), unknown);
    check_number(wtw_lag_between(most + 1, 0), unknown);
    check_number(wtw_lag_between(0, -most - 1), unknown);
    check_number(wtw_lag_between(-most - 1, 0), unknown);
    check_number(wtw_lag_between(INT64_MAX, INT64_MAX), unknown);
}

Test(relation, another_day_begins_after_20_hours_either_way)
{
    check_number(WTW_OTHER_DAY_SECONDS, 72000);
    check(!wtw_lag_is_other_day(0));
    check(!wtw_lag_is_other_day(72000) && wtw_lag_is_other_day(72001));
    check(!wtw_lag_is_other_day(-72000) && wtw_lag_is_other_day(-72001));
    check(wtw_lag_is_other_day(INT64_MAX) && wtw_lag_is_other_day(-INT64_MAX));
    check(!wtw_lag_is_other_day(WTW_DATE_UNKNOWN));
}

/* ------------------------------------------------------------------ what is wanted */

/* Copies up to 200 shingles may be forms; the unlike may be noisy copies if they share 4
 * shingles and one in 64. */
Test(relation, an_alignment_is_wanted_where_it_can_change_the_relation)
{
    static const struct {
        struct row row;
        bool wanted;
    } table[] = {
        {{200, 200, 200, 0, 0}, true},  {{180, 200, 210, 0, 0}, true},
        {{201, 201, 201, 0, 0}, false}, {{180, 201, 201, 0, 0}, false},
        {{100, 100, 900, 0, 0}, true},  {{300, 300, 900, 0, 0}, false},
        {{1, 1, 1, 0, 0}, true},        {{4, 256, 256, 0, 0}, true},
        {{4, 257, 300, 0, 0}, false},   {{4, 256, 9000, 0, 0}, true},
        {{3, 100, 100, 0, 0}, false},   {{4, 100, 100, 0, 0}, true},
        {{40, 2560, 2560, 0, 0}, true}, {{40, 2561, 2561, 0, 0}, false},
        {{0, 100, 100, 0, 0}, false},   {{0, 0, 0, 0, 0}, false},
    };
    struct wtw_options options;

    wtw_options_init(&options);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct wtw_figures figures = figures_of(&table[i].row);
        struct wtw_figures reversed = wtw_figures_reversed(&figures);

        cr_assert(wtw_relation_wants_alignment(&figures, &options) == table[i].wanted,
                  "row %zu", i);
        cr_assert(wtw_relation_wants_alignment(&reversed, &options) == table[i].wanted,
                  "row %zu, reversed", i);
    }
}

/* Two copies never need passages; the unlike do when they share enough for 24 tokens. */
Test(relation, passages_are_wanted_only_where_they_decide)
{
    static const struct {
        struct row row;
        bool same_tokens;
        bool wanted;
    } table[] = {
        {{100, 100, 100, 0, 0}, true, false}, {{80, 90, 90, 0, 0}, false, false},
        {{60, 80, 90, 0, 0}, false, false},   {{40, 40, 400, 0, 0}, false, false},
        {{22, 300, 300, 0, 0}, false, true},  {{18, 300, 300, 0, 0}, false, true},
        {{0, 300, 300, 0, 0}, false, false},  {{17, 300, 300, 0, 0}, false, false},
    };
    struct wtw_options options;

    wtw_options_init(&options);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct wtw_figures figures = figures_of(&table[i].row);

        check(wtw_relation_wants_passages(&figures, table[i].same_tokens, &options) ==
              table[i].wanted);
    }
}

Test(relation, no_passages_are_wanted_once_the_alignment_has_told)
{
    const struct wtw_figures noisy = {ALIGNED(200, 200, 150, 150, 100)};
    const struct wtw_figures reworded = {ALIGNED(400, 400, 100, 90, 30),
                                         .aligned_long = 20};
    const struct wtw_figures form = {FORM(100, 50), .changed_figures = 6};
    struct wtw_figures unlike = {ALIGNED(400, 400, 90, 90, 30)};
    struct wtw_options options;

    wtw_options_init(&options);
    check(!wtw_relation_wants_passages(&noisy, false, &options));
    check(!wtw_relation_wants_passages(&reworded, false, &options));
    check(!wtw_relation_wants_passages(&form, false, &options));
    check(!wtw_relation_wants_passages(&unlike, false, &options));
    unlike.shared = 18;
    check(wtw_relation_wants_passages(&unlike, false, &options));
}
