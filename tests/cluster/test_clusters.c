/*
 * test_clusters.c - who belongs together, against spreading labels until nothing changes
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "cluster/clusters.h"

enum { ARTICLES_MAX = 200, MATCHES_MAX = 400 };

static const int64_t no_dates[ARTICLES_MAX];
static const uint32_t no_tokens[ARTICLES_MAX];
static const struct wtw_canonical_facts first_facts = {no_dates, no_tokens,
                                                       WTW_CANONICAL_FIRST};

static struct wtw_match match_of(uint32_t a, uint32_t b, enum wtw_relation relation)
{
    return (struct wtw_match){.a = a, .b = b, .relation = relation};
}

static void make(struct wtw_clusters *clusters, uint32_t articles,
                 const struct wtw_match *matches, size_t match_count,
                 const struct wtw_canonical_facts *facts)
{
    struct wtw_error error = {0};

    check_ok(wtw_clusters_make(clusters, articles, matches, match_count, facts, &error),
             &error);
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

Test(clusters, without_matches_every_article_is_a_cluster_in_input_order)
{
    struct wtw_clusters clusters = {0};

    make(&clusters, 5, NULL, 0, &first_facts);
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

    make(&clusters, 0, NULL, 0, &first_facts);
    check_number(clusters.cluster_count, 0);
    check_number(clusters.starts[0], 0);
    wtw_clusters_release(&clusters);
    wtw_clusters_release(&clusters);
}

Test(clusters, larger_ones_come_first_then_those_whose_first_article_is_lower)
{
    static const uint32_t wanted_0[] = {1, 4, 7};
    static const uint32_t wanted_1[] = {0, 9};
    static const uint32_t wanted_2[] = {3, 5};
    static const uint32_t wanted_3[] = {2};
    static const uint32_t wanted_4[] = {6};
    static const uint32_t wanted_5[] = {8};
    const struct wtw_match matches[] = {
        match_of(3, 5, WTW_NEAR),    match_of(4, 7, WTW_ABRIDGED),
        match_of(0, 9, WTW_REVISED), match_of(1, 7, WTW_EXACT),
        match_of(6, 8, WTW_EXCERPT), match_of(2, 6, WTW_UNRELATED),
    };
    struct wtw_clusters clusters = {0};

    make(&clusters, 10, matches, 6, &first_facts);
    check_number(clusters.cluster_count, 6);
    check_members(&clusters, 0, wanted_0, 3);
    check_members(&clusters, 1, wanted_1, 2);
    check_members(&clusters, 2, wanted_2, 2);
    check_members(&clusters, 3, wanted_3, 1);
    check_members(&clusters, 4, wanted_4, 1);
    check_members(&clusters, 5, wanted_5, 1);
    wtw_clusters_release(&clusters);
}

/* Gives each article the lowest number that it is tied to, going on until all is quiet.
 */
static void spread_labels(uint32_t *labels, uint32_t articles,
                          const struct wtw_match *matches, size_t match_count)
{
    bool is_quiet = false;

    for (uint32_t i = 0; i < articles; i++)
        labels[i] = i;
    while (!is_quiet) {
        is_quiet = true;
        for (size_t m = 0; m < match_count; m++) {
            uint32_t *a = &labels[matches[m].a];
            uint32_t *b = &labels[matches[m].b];

            if (matches[m].relation <= WTW_EXCERPT || *a == *b)
                continue;
            *a = *b = *a < *b ? *a : *b;
            is_quiet = false;
        }
    }
}

static void check_partition(const struct wtw_clusters *clusters, const uint32_t *labels)
{
    uint32_t articles = clusters->article_count;

    for (uint32_t i = 0; i < articles; i++) {
        uint32_t cluster = clusters->cluster_of[i];
        uint32_t begin = clusters->starts[cluster];
        bool is_member = false;

        check_number(clusters->members[begin], labels[i]);
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

Test(clusters, are_the_connected_components_of_copies_in_order)
{
    struct random_input random = random_begin(120);
    struct wtw_clusters clusters = {0};

    for (int round = 0; round < 1000; round++) {
        struct wtw_match matches[MATCHES_MAX];
        uint32_t labels[ARTICLES_MAX];
        uint32_t articles = random_between(&random, 2, ARTICLES_MAX);
        size_t count = random_below(&random, articles * 2);

        for (size_t m = 0; m < count; m++) {
            uint32_t a = random_below(&random, articles - 1);

            matches[m] = match_of(a, random_between(&random, a + 1, articles - 1),
                                  (enum wtw_relation)random_below(&random, 7));
        }
        spread_labels(labels, articles, matches, count);
        make(&clusters, articles, matches, count, &first_facts);
        check_partition(&clusters, labels);
    }
    wtw_clusters_release(&clusters);
}

Test(clusters, do_not_depend_on_the_order_of_matches)
{
    struct random_input random = random_begin(121);
    struct wtw_match matches[60];

    for (size_t m = 0; m < 60; m++)
        matches[m] = match_of(random_below(&random, 50), random_between(&random, 50, 99),
                              WTW_NEAR);
    for (int round = 0; round < 100; round++) {
        struct wtw_clusters straight = {0};
        struct wtw_clusters shuffled = {0};
        struct wtw_match other[60];
        uint32_t places[60];

        random_permutation(&random, places, 60);
        for (size_t m = 0; m < 60; m++)
            other[places[m]] = matches[m];
        make(&straight, 100, matches, 60, &first_facts);
        make(&shuffled, 100, other, 60, &first_facts);
        check_number(straight.cluster_count, shuffled.cluster_count);
        check(memcmp(straight.cluster_of, shuffled.cluster_of, 100 * 4) == 0);
        check(memcmp(straight.members, shuffled.members, 100 * 4) == 0);
        wtw_clusters_release(&straight);
        wtw_clusters_release(&shuffled);
    }
}

Test(clusters, a_chain_of_100000_articles_is_one_cluster)
{
    enum { LENGTH = 100000 };
    static struct wtw_match matches[LENGTH];
    static int64_t dates[LENGTH + 1];
    static uint32_t tokens[LENGTH + 1];
    const struct wtw_canonical_facts facts = {dates, tokens, WTW_CANONICAL_FIRST};
    struct wtw_clusters clusters = {0};

    for (uint32_t i = 0; i < LENGTH; i++)
        matches[LENGTH - 1 - i] = match_of(i, i + 1, WTW_REVISED);
    make(&clusters, LENGTH + 1, matches, LENGTH, &facts);
    check_number(clusters.cluster_count, 1);
    check_number(clusters.members[LENGTH], LENGTH);
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
    const struct wtw_match matches[] = {
        match_of(0, 1, WTW_NEAR), match_of(1, 2, WTW_NEAR), match_of(2, 3, WTW_NEAR)};

    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        const uint32_t wanted[] = {choices[i].earliest, choices[i].longest,
                                   choices[i].first};

        for (int policy = WTW_CANONICAL_EARLIEST; policy <= WTW_CANONICAL_FIRST;
             policy++) {
            const struct wtw_canonical_facts facts = {choices[i].dates, choices[i].tokens,
                                                      (enum wtw_canonical)policy};
            struct wtw_clusters clusters = {0};

            make(&clusters, 4, matches, 3, &facts);
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
    const struct wtw_canonical_facts facts = {dates, tokens, WTW_CANONICAL_EARLIEST};
    const struct wtw_match matches[] = {match_of(0, 2, WTW_NEAR),
                                        match_of(1, 3, WTW_NEAR)};
    struct wtw_clusters clusters = {0};

    make(&clusters, 5, matches, 2, &facts);
    check_number(clusters.cluster_count, 3);
    check_number(clusters.canonicals[0], 2);
    check_number(clusters.canonicals[1], 3);
    check_number(clusters.canonicals[2], 4);
    wtw_clusters_release(&clusters);
}

#ifdef WTW_FAULTS

Test(clusters, are_empty_after_any_failed_allocation_and_can_be_made_again)
{
    const struct wtw_match matches[] = {match_of(0, 2, WTW_NEAR)};
    struct wtw_clusters clusters = {0};
    bool failed = true;
    uint64_t nth = 1;

    for (nth = 1; failed; nth++) {
        enum wtw_status status = WTW_OK;

        make(&clusters, 5, matches, 1, &first_facts);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_clusters_make(&clusters, 4, matches, 1, &first_facts, NULL);
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
