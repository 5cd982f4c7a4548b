/*
 * test_clusters.c - clusters laid out from the first article of each, and who stands for
 * them
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "cluster/clusters.h"

enum { ARTICLES_MAX = 200 };

static const int64_t no_dates[ARTICLES_MAX];
static const uint32_t no_tokens[ARTICLES_MAX];
static const struct wtw_canonical_facts first_facts = {no_dates, no_tokens, NULL,
                                                       WTW_CANONICAL_FIRST};

static void make(struct wtw_clusters *clusters, const uint32_t *roots, uint32_t articles,
                 const struct wtw_canonical_facts *facts)
{
    struct wtw_error error = {0};

    check_ok(wtw_clusters_make(clusters, roots, articles, facts, &error), &error);
}

/* Checks that cluster i has exactly the 'count' members. */
static void check_members(const struct wtw_clusters *clusters, uint32_t i,
                          const uint32_t *members, uint32_t count)
{
    check(i < clusters->cluster_count);
    check_number(clusters->starts[i + 1] - clusters->starts[i], count);
    for (uint32_t m = 0; m < count; m++) {
        check_number(clusters->members[clusters->starts[i] + m], members[m]);
        check_number(clusters->cluster_of[members[m]], i);
    }
}

Test(clusters, articles_that_hold_to_nobody_are_clusters_in_input_order)
{
    static const uint32_t roots[] = {0, 1, 2, 3, 4};
    struct wtw_clusters clusters = {0};

    make(&clusters, roots, 5, &first_facts);
    check_number(clusters.article_count, 5);
    check_number(clusters.cluster_count, 5);
    for (uint32_t i = 0; i < 5; i++) {
        check_members(&clusters, i, &i, 1);
        check_number(clusters.canonicals[i], i);
    }
    wtw_clusters_release(&clusters);
}

Test(clusters, no_articles_make_no_clusters)
{
    struct wtw_clusters clusters = {0};

    make(&clusters, no_tokens, 0, &first_facts);
    check_number(clusters.cluster_count, 0);
    check_number(clusters.starts[0], 0);
    wtw_clusters_release(&clusters);
    wtw_clusters_release(&clusters);
}

Test(clusters, larger_ones_come_first_then_those_whose_first_article_is_lower)
{
    static const uint32_t roots[] = {0, 1, 2, 3, 1, 3, 6, 1, 8, 0};
    static const uint32_t wanted_0[] = {1, 4, 7};
    static const uint32_t wanted_1[] = {0, 9};
    static const uint32_t wanted_2[] = {3, 5};
    static const uint32_t wanted_3[] = {2};
    static const uint32_t wanted_4[] = {6};
    static const uint32_t wanted_5[] = {8};
    struct wtw_clusters clusters = {0};

    make(&clusters, roots, 10, &first_facts);
    check_number(clusters.cluster_count, 6);
    check_members(&clusters, 0, wanted_0, 3);
    check_members(&clusters, 1, wanted_1, 2);
    check_members(&clusters, 2, wanted_2, 2);
    check_members(&clusters, 3, wanted_3, 1);
    check_members(&clusters, 4, wanted_4, 1);
    check_members(&clusters, 5, wanted_5, 1);
    wtw_clusters_release(&clusters);
}

static void check_partition(const struct wtw_clusters *clusters, const uint32_t *roots)
{
    uint32_t articles = clusters->article_count;

    for (uint32_t i = 0; i < articles; i++) {
        uint32_t cluster = clusters->cluster_of[i];
        uint32_t begin = clusters->starts[cluster];
        bool is_member = false;

        check_number(clusters->members[begin], roots[i]);
        for (uint32_t m = begin; m < clusters->starts[cluster + 1]; m++)
            is_member = is_member || clusters->members[m] == i;
        check(is_member);
    }
    check_number(clusters->starts[0], 0);
    check_number(clusters->starts[clusters->cluster_count], articles);
    for (uint32_t c = 0; c < clusters->cluster_count; c++) {
        uint32_t size = clusters->starts[c + 1] - clusters->starts[c];

        check(size >= 1);
        for (uint32_t m = clusters->starts[c] + 1; m < clusters->starts[c + 1]; m++)
            check(clusters->members[m - 1] < clusters->members[m]);
        if (c > 0) {
            uint32_t before = clusters->starts[c] - clusters->starts[c - 1];

            check(before > size ||
                  (before == size && clusters->members[clusters->starts[c - 1]] <
                                         clusters->members[clusters->starts[c]]));
        }
    }
}

Test(clusters, hold_the_articles_of_equal_roots_in_order)
{
    struct random_input random = random_begin(120);
    struct wtw_clusters clusters = {0};

    for (int round = 0; round < 1000; round++) {
        uint32_t roots[ARTICLES_MAX];
        uint32_t articles = random_between(&random, 1, ARTICLES_MAX);
        double share = random_real(&random);

        for (uint32_t i = 0; i < articles; i++) {
            bool is_root = i == 0 || random_chance(&random, share);

            roots[i] = is_root ? i : roots[random_below(&random, i)];
        }
        make(&clusters, roots, articles, &first_facts);
        check_partition(&clusters, roots);
    }
    wtw_clusters_release(&clusters);
}

Test(clusters, of_100000_articles_may_be_one_and_take_the_place_of_small_ones)
{
    enum { ARTICLES = 100000 };
    static uint32_t roots[ARTICLES];
    static int64_t dates[ARTICLES];
    static uint32_t tokens[ARTICLES];
    static const uint32_t small[] = {0, 0, 2};
    const struct wtw_canonical_facts facts = {dates, tokens, NULL, WTW_CANONICAL_FIRST};
    struct wtw_clusters clusters = {0};

    make(&clusters, small, 3, &first_facts);
    make(&clusters, roots, ARTICLES, &facts);
    check_number(clusters.article_count, ARTICLES);
    check_number(clusters.cluster_count, 1);
    check_number(clusters.starts[1], ARTICLES);
    for (uint32_t i = 0; i < ARTICLES; i++)
        cr_assert(clusters.members[i] == i && clusters.cluster_of[i] == 0, "%u", i);
    wtw_clusters_release(&clusters);
}

#define UNKNOWN WTW_DATE_UNKNOWN

/* One cluster of four; who stands for it under each policy, worked out by hand. */
static const struct {
    int64_t dates[4];
    uint32_t tokens[4];
    uint32_t earliest, longest, first;
} choices[] = {
    {{40, 30, 20, 10}, {9, 9, 9, 9}, 3, 3, 0},
    {{10, 20, 30, 40}, {1, 2, 3, 4}, 0, 3, 0},
    {{20, 10, 10, 10}, {9, 5, 7, 7}, 2, 0, 0}, /* equal dates: the longest, then first */
    {{UNKNOWN, 50, UNKNOWN, 60}, {90, 5, 90, 7}, 1, 0, 0}, /* known before unknown */
    {{UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN}, {3, 8, 8, 2}, 1, 1, 0},
    {{5, 5, 5, 5}, {6, 6, 6, 6}, 0, 0, 0},
    {{-100, 0, UNKNOWN, -200}, {1, 1, 1, 1}, 3, 3, 0}, /* before 1970 */
    {{UNKNOWN, 70, 60, UNKNOWN}, {8, 8, 8, 9}, 2, 3, 0},
    {{UNKNOWN, 70, 60, UNKNOWN}, {8, 8, 8, 8}, 2, 2, 0}, /* longest: then earliest */
    {{UNKNOWN, INT64_MAX - 1, UNKNOWN, UNKNOWN}, {9, 1, 9, 9}, 1, 0, 0},
    {{UNKNOWN, INT64_MAX, UNKNOWN, UNKNOWN}, {9, 1, 9, 9}, 1, 0, 0},
};

Test(clusters, the_canonical_follows_the_policy_and_its_ties)
{
    static const uint32_t roots[] = {0, 0, 0, 0};

    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        const uint32_t wanted[] = {choices[i].earliest, choices[i].longest,
                                   choices[i].first};

        for (int policy = WTW_CANONICAL_EARLIEST; policy <= WTW_CANONICAL_FIRST;
             policy++) {
            const struct wtw_canonical_facts facts = {choices[i].dates, choices[i].tokens,
                                                      NULL, (enum wtw_canonical)policy};
            struct wtw_clusters clusters = {0};

            make(&clusters, roots, 4, &facts);
            check_number(clusters.cluster_count, 1);
            cr_assert(clusters.canonicals[0] == wanted[policy],
                      "row %zu, policy %d: %u, not %u", i, policy, clusters.canonicals[0],
                      wanted[policy]);
            wtw_clusters_release(&clusters);
        }
    }
}

Test(clusters, each_has_a_canonical_of_its_own)
{
    static const int64_t dates[] = {9, 8, 7, 6, 5};
    static const uint32_t tokens[] = {1, 1, 1, 1, 1};
    const struct wtw_canonical_facts facts = {dates, tokens, NULL,
                                              WTW_CANONICAL_EARLIEST};
    static const uint32_t roots[] = {0, 1, 0, 1, 4};
    struct wtw_clusters clusters = {0};

    make(&clusters, roots, 5, &facts);
    check_number(clusters.cluster_count, 3);
    check_number(clusters.canonicals[0], 2);
    check_number(clusters.canonicals[1], 3);
    check_number(clusters.canonicals[2], 4);
    wtw_clusters_release(&clusters);
}

/* Rank 2 before rank 5, any rank before none; then as the earliest. */
Test(clusters, preferred_ones_stand_for_a_cluster_by_rank_then_by_date)
{
    static const int64_t dates[] = {40, 30, 20, 10, 50, 60};
    static const uint32_t tokens[] = {1, 1, 1, 1, 1, 1};
    static const uint8_t ranks[] = {5, 2, 0, 0, 2, 0};
    static const uint32_t one[] = {0, 0, 0, 0, 0, 0};
    static const uint32_t two[] = {0, 1, 1, 1, 1, 0};
    static const uint32_t three[] = {0, 1, 2, 2, 1, 2};
    const struct wtw_canonical_facts facts = {dates, tokens, ranks,
                                              WTW_CANONICAL_PREFERRED};
    struct wtw_clusters clusters = {0};
    struct wtw_error error = {0};

    check_ok(wtw_clusters_make(&clusters, one, 6, &facts, &error), &error);
    check_number(clusters.canonicals[0], 1);
    check_ok(wtw_clusters_make(&clusters, two, 6, &facts, &error), &error);
    check_number(clusters.canonicals[0], 1);
    check_number(clusters.canonicals[1], 0);
    check_ok(wtw_clusters_make(&clusters, three, 6, &facts, &error), &error);
    check_number(clusters.canonicals[0], 3);
    wtw_clusters_release(&clusters);
}

#ifdef WTW_FAULTS

Test(clusters, are_empty_after_any_failed_allocation_and_can_be_made_again)
{
    static const uint32_t roots[] = {0, 1, 0, 3, 4};
    struct wtw_clusters clusters = {0};
    bool failed = true;
    uint64_t nth = 1;

    for (nth = 1; failed; nth++) {
        enum wtw_status status = WTW_OK;

        make(&clusters, roots, 5, &first_facts);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_clusters_make(&clusters, roots, 4, &first_facts, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (!failed)
            break;
        check_number(status, WTW_NO_MEMORY);
        check_number(clusters.cluster_count, 0);
        check_number(clusters.article_count, 0);
        check(clusters.members == NULL && clusters.starts == NULL);
    }
    check(nth > 5);
    check_number(clusters.cluster_count, 3);
    wtw_clusters_release(&clusters);
}

#endif
