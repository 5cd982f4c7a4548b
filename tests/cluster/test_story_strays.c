/*
 * test_story_strays.c - which clusters left alone join a story, worked out by hand
 */
#include "check.h"

#include "base/faults.h"
#include "cluster/story_strays.h"

/* Clusters 0 to 7: 0, 1, 2 are one story, 3 and 4 are another, 5, 6, 7 are alone. */
enum { COUNT = 8 };

static const uint32_t stories[COUNT] = {0, 0, 0, 3, 3, 5, 6, 7};

static enum wtw_status settle(const struct wtw_story_tie *ties, size_t tie_count,
                              const uint32_t *sizes, uint32_t *roots,
                              struct wtw_error *error)
{
    struct wtw_story_strays strays = {.ties = ties,
                                      .tie_count = tie_count,
                                      .sizes = sizes,
                                      .texts = sizes,
                                      .count = COUNT};

    memcpy(roots, stories, sizeof stories);
    return wtw_story_strays_settle(&strays, roots, error);
}

/* Settles clusters of one article each but cluster 5, which has 'size' of them. */
static void check_roots(const struct wtw_story_tie *ties, size_t tie_count, uint32_t size,
                        uint32_t five, uint32_t six, uint32_t seven)
{
    const uint32_t sizes[COUNT] = {1, 1, 1, 1, 1, size, 1, 1};
    uint32_t roots[COUNT];
    struct wtw_error error = {0};

    check_ok(settle(ties, tie_count, sizes, roots, &error), &error);
    for (uint32_t i = 0; i < 5; i++)
        check_number(roots[i], stories[i]);
    check_number(roots[5], five);
    check_number(roots[6], six);
    check_number(roots[7], seven);
}

Test(story_strays, go_where_two_thirds_of_their_copies_are)
{
    const struct wtw_story_tie ties[] = {{5, 1, 50, 0}, {1, 5, 10, 0}, {5, 2, 50, 0},
                                         {2, 5, 20, 0}, {5, 3, 50, 0}, {3, 5, 30, 0}};

    check_roots(ties, 2, 1, 0, 6, 7);
    check_roots(ties, 4, 1, 0, 6, 7);
    check_roots(ties, 6, 1, 0, 6, 7);
    /* Half of them here and half there. */
    check_roots(ties + 2, 4, 1, 5, 6, 7);
}

Test(story_strays, stay_where_there_are_no_ties)
{
    check_roots(NULL, 0, 1, 5, 6, 7);
}

/* One article of three is a copy of three others; then two are. */
Test(story_strays, need_copies_of_half_of_their_texts)
{
    struct wtw_story_tie ties[] = {{5, 0, 50, 0}, {5, 1, 50, 0}, {5, 2, 50, 0}};

    check_roots(ties, 3, 2, 0, 6, 7);
    ties[2].article = 51;
    check_roots(ties, 3, 2, 0, 6, 7);
    ties[2].article = 50;
    {
        /* The story they would go to is larger than three. */
        const uint32_t sizes[COUNT] = {5, 1, 1, 1, 1, 3, 1, 1};
        uint32_t roots[COUNT];
        struct wtw_error error = {0};

        check_ok(settle(ties, 3, sizes, roots, &error), &error);
        check_number(roots[5], 5);
        ties[2].article = 51;
        check_ok(settle(ties, 3, sizes, roots, &error), &error);
        check_number(roots[5], 0);
    }
}

/* Two articles of cluster 5 are copies of each other, and of two others; then of one. */
Test(story_strays, need_more_copies_there_than_among_each_other)
{
    const struct wtw_story_tie ties[] = {
        {5, 0, 50, 0}, {5, 5, 50, 0}, {5, 5, 51, 0}, {5, 1, 51, 0}, {5, 2, 51, 0}};

    check_roots(ties, 5, 2, 0, 6, 7);
    check_roots(ties, 4, 2, 5, 6, 7);
}

Test(story_strays, are_told_from_those_they_go_to)
{
    const struct wtw_story_tie ties[] = {{5, 1, 50, 0}, {7, 3, 70, 0}, {6, 6, 60, 0}};
    const uint32_t sizes[COUNT] = {1, 1, 1, 1, 1, 1, 1, 1};
    const bool wanted[COUNT] = {[5] = true, [7] = true};
    bool has_moved[COUNT] = {false};
    uint32_t roots[COUNT];
    struct wtw_error error = {0};
    struct wtw_story_strays strays = {.ties = ties,
                                      .tie_count = 3,
                                      .sizes = sizes,
                                      .texts = sizes,
                                      .count = COUNT,
                                      .has_moved = has_moved};

    memcpy(roots, stories, sizeof stories);
    check_ok(wtw_story_strays_settle(&strays, roots, &error), &error);
    for (uint32_t i = 0; i < COUNT; i++)
        check(has_moved[i] == wanted[i]);
}

/* Articles 6 and 7 are in the round-up 5, and nowhere else. */
Test(story_strays, of_a_single_round_up_stay_apart)
{
    const struct wtw_story_tie ties[] = {
        {6, 5, 60, 0}, {5, 6, 50, 0}, {7, 5, 70, 0}, {5, 7, 50, 0}};

    check_roots(ties, 4, 1, 5, 6, 7);
}

Test(story_strays, of_two_alone_the_smaller_moves)
{
    const struct wtw_story_tie ties[] = {{6, 5, 60, 0}, {5, 6, 50, 0}};

    check_roots(ties, 2, 1, 5, 6, 7);
    check_roots(ties, 2, 2, 5, 5, 7);
}

/* Half of its copies here and half there; 9 in 10 of it are in one of the latter. */
Test(story_strays, in_two_stories_go_where_most_of_them_is)
{
    struct wtw_story_tie ties[] = {
        {5, 0, 50, 850000}, {0, 5, 1, 0},  {5, 1, 50, 850000}, {1, 5, 10, 0},
        {5, 3, 50, 850000}, {3, 5, 30, 0}, {5, 4, 50, 900000}, {4, 5, 40, 0}};

    check_roots(ties, 8, 1, 3, 6, 7);
    ties[2].share = 900000;
    check_roots(ties, 8, 1, 5, 6, 7);
    ties[2].share = 900001;
    check_roots(ties, 8, 1, 0, 6, 7);
    /* A round-up contains them, and is contained in neither. */
    for (size_t i = 0; i < 8; i++)
        ties[i].share = 0;
    check_roots(ties, 8, 1, 5, 6, 7);
}

Test(story_strays, only_who_is_alone_moves)
{
    const struct wtw_story_tie ties[] = {
        {3, 1, 30, 0}, {1, 3, 10, 0}, {4, 1, 40, 0}, {1, 4, 10, 0}};

    check_roots(ties, 4, 1, 5, 6, 7);
}

/* 7 goes to 5, which goes to the first story. */
Test(story_strays, may_follow_one_another)
{
    const struct wtw_story_tie ties[] = {{5, 0, 50, 0}, {0, 5, 1, 0},  {5, 1, 51, 0},
                                         {1, 5, 10, 0}, {7, 5, 70, 0}, {5, 7, 50, 0}};

    check_roots(ties, 6, 2, 0, 6, 0);
}

#ifdef WTW_FAULTS

Test(story_strays, say_so_when_memory_runs_out)
{
    const struct wtw_story_tie ties[] = {{5, 1, 50, 0}, {1, 5, 10, 0}};
    const uint32_t sizes[COUNT] = {1, 1, 1, 1, 1, 1, 1, 1};
    bool failed = true;

    for (uint64_t nth = 1; failed; nth++) {
        uint32_t roots[COUNT];
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = settle(ties, 2, sizes, roots, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        check_number(roots[5], failed ? 5 : 0);
    }
}

#endif
