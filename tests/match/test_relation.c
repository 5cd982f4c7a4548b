/*
 * test_relation.c - the relation rules, table by table
 *
 * Each row was worked out by hand from the rules at the head of relation.c: exact; near
 * from Jaccard .8; abridged and expanded where the longer has 1.25 times the shingles and
 * holds .8 of the shorter's, which has 30 shingles or makes the pair reach the threshold;
 * revised from the threshold; excerpt from 24 tokens in passages; unrelated.
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

Test(relation, of_reversed_figures_is_the_reversed_relation)
{
    struct random_input random = random_begin(90);
    struct wtw_options options;
    uint32_t seen[WTW_EXACT + 1] = {0};

    wtw_options_init(&options);
    for (int round = 0; round < 200000; round++) {
        struct row row = {.a = random_below(&random, 200),
                          .b = random_below(&random, 200)};
        uint32_t most = row.a < row.b ? row.a : row.b;
        struct wtw_figures figures;
        struct wtw_figures reversed;
        bool same_tokens = random_chance(&random, .02);
        enum wtw_relation relation = WTW_UNRELATED;

        row.shared = random_below(&random, most + 1);
        row.passage_tokens = random_below(&random, 60);
        options.threshold = random_real(&random) * .99 + .01;
        options.containment = random_real(&random) * .99 + .01;
        figures = figures_of(&row);
        reversed = wtw_figures_reversed(&figures);
        relation = wtw_relation_of(&figures, same_tokens, &options);
        seen[relation]++;
        check_number(wtw_relation_of(&reversed, same_tokens, &options),
                     wtw_relation_reversed(relation));
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
        {WTW_ABRIDGED, "abridged", true, WTW_EXPANDED},
        {WTW_EXPANDED, "expanded", true, WTW_ABRIDGED},
        {WTW_REVISED, "revised", true, WTW_REVISED},
        {WTW_NEAR, "near", true, WTW_NEAR},
        {WTW_EXACT, "exact", true, WTW_EXACT},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check_string(wtw_relation_name(table[i].relation), table[i].name);
        check(wtw_relation_is_copy(table[i].relation) == table[i].is_copy);
        check_number(wtw_relation_reversed(table[i].relation), table[i].reversed);
    }
    check(wtw_relation_name((enum wtw_relation)99) != NULL);
}

Test(relation, reversed_figures_exchange_a_and_b_and_nothing_else)
{
    struct wtw_figures figures = {1, 2, 3, 4, 5};
    struct wtw_figures wanted = {1, 3, 2, 4, 5};
    struct wtw_figures reversed = wtw_figures_reversed(&figures);

    check(memcmp(&reversed, &wanted, sizeof wanted) == 0);
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
        {{0, 300, 300, 0, 0}, false, false},
    };
    struct wtw_options options;

    wtw_options_init(&options);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct wtw_figures figures = figures_of(&table[i].row);

        check(wtw_relation_wants_passages(&figures, table[i].same_tokens, &options) ==
              table[i].wanted);
    }
}
