/*
 * test_spread.c - a match of two texts is a match of all articles that have them
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "engine/spread.h"

enum { ARTICLES = 60, UNDATED = 50 };

/* Articles in groups of equal texts, as exact_groups.h describes them. */
struct groups {
    uint32_t leaders[ARTICLES];
    uint32_t nexts[ARTICLES];
    struct wtw_exact_groups exact;
};

static void group_up(struct groups *groups, const uint32_t *leaders)
{
    struct wtw_error error = {0};

    *groups =
        (struct groups){.exact = {.leaders = groups->leaders, .nexts = groups->nexts}};
    for (uint32_t i = 0; i < ARTICLES; i++) {
        uint32_t next = i + 1;

        groups->leaders[i] = leaders[i];
        while (next < ARTICLES && leaders[next] != leaders[i])
            next++;
        groups->nexts[i] = next < ARTICLES ? next : i;
        if (leaders[i] != i) {
            struct wtw_match match = {
                .a = leaders[i],
                .b = i,
                .relation = WTW_EXACT,
                .figures = {.shared = 9, .a_shingles = 9, .b_shingles = 9}};

            check_ok(wtw_match_list_add(&groups->exact.matches, &match, &error), &error);
        }
    }
}

/* Neither ascending nor evenly spaced. */
static int64_t date_of(uint32_t article)
{
    return article == UNDATED ? WTW_DATE_UNKNOWN : (int64_t)article * article % 61 * 1000;
}

/* Every match that comes of it tells the time between its own two articles. */
static void spread(struct wtw_match_list *matches, const struct groups *groups,
                   uint32_t limit)
{
    int64_t dates[ARTICLES];
    struct wtw_error error = {0};

    for (uint32_t i = 0; i < ARTICLES; i++)
        dates[i] = date_of(i);
    check_ok(wtw_spread_matches(matches, &groups->exact, dates, limit, &error), &error);
    for (size_t i = 0; i < matches->count; i++) {
        const struct wtw_match *match = &matches->items[i];
        bool is_known = match->a != UNDATED && match->b != UNDATED;

        check_number(match->figures.lag_seconds,
                     is_known ? date_of(match->b) - date_of(match->a) : WTW_DATE_UNKNOWN);
    }
}

/* b has 10 shingles more than a: expanded from below, abridged from above. */
static void add_expanded(struct wtw_match_list *matches, uint32_t a, uint32_t b)
{
    struct wtw_match match = {.a = a,
                              .b = b,
                              .relation = WTW_EXPANDED,
                              .figures = {.shared = 30,
                                          .a_shingles = 40,
                                          .b_shingles = 50,
                                          .longest_passage_tokens = 7,
                                          .passage_tokens = 8}};
    struct wtw_error error = {0};

    check_ok(wtw_match_list_add(matches, &match, &error), &error);
}

Test(spread, every_article_of_one_text_matches_every_article_of_the_other)
{
    /* 0, 3 and 5 have one text, 1 and 4 another. */
    static const struct {
        uint32_t a, b;
        enum wtw_relation relation;
    } wanted[] = {
        {0, 1, WTW_EXPANDED}, {0, 3, WTW_EXACT},    {0, 4, WTW_EXPANDED},
        {0, 5, WTW_EXACT},    {1, 3, WTW_ABRIDGED}, {1, 4, WTW_EXACT},
        {1, 5, WTW_ABRIDGED}, {3, 4, WTW_EXPANDED}, {3, 5, WTW_EXACT},
        {4, 5, WTW_ABRIDGED},
    };
    static struct groups groups;
    struct wtw_match_list matches = {0};
    uint32_t leaders[ARTICLES];

    for (uint32_t i = 0; i < ARTICLES; i++)
        leaders[i] = i;
    leaders[3] = leaders[5] = 0;
    leaders[4] = 1;
    group_up(&groups, leaders);
    add_expanded(&matches, 0, 1);
    spread(&matches, &groups, 16);
    check_number(matches.count, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < matches.count; i++) {
        const struct wtw_match *match = &matches.items[i];

        check_number(match->a, wanted[i].a);
        check_number(match->b, wanted[i].b);
        check_number(match->relation, wanted[i].relation);
        if (match->relation == WTW_EXPANDED)
            check(match->figures.a_shingles == 40 && match->figures.b_shingles == 50);
        if (match->relation == WTW_ABRIDGED)
            check(match->figures.a_shingles == 50 && match->figures.b_shingles == 40);
        check(match->relation == WTW_EXACT || match->figures.longest_passage_tokens == 7);
    }
    wtw_match_list_release(&matches);
    wtw_match_list_release(&groups.exact.matches);
}

/* Random groups, and random matches between their leaders. */
struct scene {
    struct groups groups;
    struct wtw_match_list matches;
    bool are_matched[ARTICLES][ARTICLES];
};

static void set_scene(struct scene *scene, struct random_input *random)
{
    uint32_t leaders[ARTICLES];

    *scene = (struct scene){.matches = {0}};
    for (uint32_t i = 0; i < ARTICLES; i++)
        leaders[i] =
            i && random_chance(random, .6) ? leaders[random_below(random, i)] : i;
    group_up(&scene->groups, leaders);
    for (uint32_t a = 0; a < ARTICLES; a++)
        for (uint32_t b = a + 1; b < ARTICLES; b++)
            if (leaders[a] == a && leaders[b] == b && random_chance(random, .2)) {
                scene->are_matched[a][b] = scene->are_matched[b][a] = true;
                add_expanded(&scene->matches, a, b);
            }
}

static enum wtw_relation wanted_relation(const struct scene *scene, uint32_t a,
                                         uint32_t b)
{
    uint32_t a_leader = scene->groups.leaders[a];
    uint32_t b_leader = scene->groups.leaders[b];

    if (a_leader == b_leader)
        return WTW_EXACT;
    if (!scene->are_matched[a_leader][b_leader])
        return WTW_UNRELATED;
    return a_leader < b_leader ? WTW_EXPANDED : WTW_ABRIDGED;
}

Test(spread, with_a_high_limit_all_pairs_of_matched_groups_are_listed_once)
{
    static struct scene scene;
    struct random_input random = random_begin(340);

    for (int round = 0; round < 100; round++) {
        size_t next = 0;

        set_scene(&scene, &random);
        spread(&scene.matches, &scene.groups, 1000);
        for (uint32_t a = 0; a < ARTICLES; a++)
            for (uint32_t b = a + 1; b < ARTICLES; b++) {
                const struct wtw_match *match = scene.matches.items + next;

                if (wanted_relation(&scene, a, b) == WTW_UNRELATED)
                    continue;
                check(next++ < scene.matches.count);
                check(match->a == a && match->b == b);
                check_number(match->relation, wanted_relation(&scene, a, b));
            }
        check_number(scene.matches.count, next);
        wtw_match_list_release(&scene.matches);
        wtw_match_list_release(&scene.groups.exact.matches);
    }
}

Test(spread, the_limit_bounds_both_sides)
{
    static struct groups groups;
    struct wtw_match_list matches = {0};
    uint32_t leaders[ARTICLES];
    size_t between = 0;

    for (uint32_t i = 0; i < ARTICLES; i++)
        leaders[i] = i % 2;
    group_up(&groups, leaders);
    add_expanded(&matches, 0, 1);
    spread(&matches, &groups, 3);
    for (size_t i = 0; i < matches.count; i++)
        between += matches.items[i].relation != WTW_EXACT;
    check_number(between, 3 * 3);
    /* 29 members of each with their leader, 26 with three that follow, then 2, 1, none.
     */
    check_number(matches.count - between, 2 * (29 + 26 * 3 + 2 + 1));
    wtw_match_list_release(&matches);
    wtw_match_list_release(&groups.exact.matches);
}

#ifdef WTW_FAULTS

Test(spread, any_failed_allocation_is_told)
{
    static struct scene scene;
    static const int64_t dates[ARTICLES];
    bool failed = true;
    uint64_t nth = 1;

    for (nth = 1; failed; nth++) {
        struct random_input random = random_begin(341);
        enum wtw_status status = WTW_OK;

        set_scene(&scene, &random);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status =
            wtw_spread_matches(&scene.matches, &scene.groups.exact, dates, 1000, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(!failed || status == WTW_NO_MEMORY);
        wtw_match_list_release(&scene.matches);
        wtw_match_list_release(&scene.groups.exact.matches);
    }
    check(nth > 2);
}

#endif
