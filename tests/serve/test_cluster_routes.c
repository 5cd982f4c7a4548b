/*
 * test_cluster_routes.c - clusters as they form, one cluster, who has from whom, counts
 */
#include "serve/service_at_hand.h"

#include <stdio.h>

/* Articles 1 to 6: flood (1, 3, 5), storm (2, 6), quiet (4). */
static void fill(struct at_hand *hand)
{
    static const char *const words[] = {"flood", "storm", "flood",
                                        "quiet", "flood", "storm"};
    char record[128];

    for (int i = 0; i < 6; i++) {
        snprintf(record, sizeof record,
                 "{\"id\":\"a%d\",\"source\":\"S%d\",\"text\":\"%s %d\"}", i + 1, i % 2,
                 words[i], i);
        check_number(ask(hand, "POST", "/v1/articles", record), 201);
    }
}

Test(cluster_routes, list_those_with_the_newest_member_first_page_by_page)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    fill(&hand);
    check_number(ask(&hand, "GET", "/v1/clusters?limit=2", NULL), 200);
    check_number(json_array_size(member(&hand, "clusters")), 2);
    check_member_number(&hand, "clusters.0.cluster", 2);
    check_member_number(&hand, "clusters.0.newest", 6);
    check_member_number(&hand, "clusters.0.size", 2);
    check_member_string(&hand, "clusters.0.canonical.id", "a2");
    check_member_number(&hand, "clusters.1.cluster", 1);
    check_member_null(&hand, "clusters.0.begin");
    check_member_number(&hand, "next", 5);
    check_number(ask(&hand, "GET", "/v1/clusters?limit=2&older_than=5", NULL), 200);
    check_number(json_array_size(member(&hand, "clusters")), 1);
    check_member_number(&hand, "clusters.0.cluster", 4);
    check_member_null(&hand, "next");
    at_hand_end(&hand);
}

Test(cluster_routes, list_what_was_asked_for)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    fill(&hand);
    check_number(ask(&hand, "GET", "/v1/clusters?least_size=3", NULL), 200);
    check_number(json_array_size(member(&hand, "clusters")), 1);
    check_number(ask(&hand, "GET",
                     "/v1/clusters?newer_than=5&relation=near,exact&q=x"
                     "&since=2031-01-01&before=2031-02-01",
                     NULL),
                 200);
    check_number(json_array_size(member(&hand, "clusters")), 1);
    at_hand_end(&hand);
}

Test(cluster_routes, refuse_what_makes_no_sense)
{
    static const char *const wrong[] = {
        "/v1/clusters?limit=0",
        "/v1/clusters?limit=501",
        "/v1/clusters?least_size=x",
        "/v1/clusters?relation=alike",
        "/v1/clusters?relation=near,",
        "/v1/clusters?since=soon",
        "/v1/clusters?relation=unrelated",
        "/v1/flows?since=soon",
        "/v1/clusters/1?limit=1001",
        "/v1/clusters/1?after=x",
    };
    struct at_hand hand;

    at_hand_begin(&hand);
    fill(&hand);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_assert(ask(&hand, "GET", wrong[i], NULL) == 400, "%s", wrong[i]);
    at_hand_end(&hand);
}

Test(cluster_routes, show_a_cluster_with_its_members_in_order_of_arrival)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    fill(&hand);
    check_number(ask(&hand, "GET", "/v1/clusters/1?limit=2", NULL), 200);
    check_member_number(&hand, "size", 3);
    check_member_number(&hand, "canonical", 1);
    check_member_number(&hand, "members.0.number", 1);
    check_member_number(&hand, "members.1.number", 3);
    check_member_string(&hand, "members.1.relation", "near");
    check_member_number(&hand, "members.1.partner", 1);
    check_member_number(&hand, "next", 3);
    check_number(ask(&hand, "GET", "/v1/clusters/1?limit=2&after=3", NULL), 200);
    check_number(json_array_size(member(&hand, "members")), 1);
    check_member_number(&hand, "members.0.number", 5);
    check_member_null(&hand, "next");
    check_number(ask(&hand, "GET", "/v1/clusters/1?after=5", NULL), 200);
    check_number(json_array_size(member(&hand, "members")), 0);
    at_hand_end(&hand);
}

Test(cluster_routes, do_not_find_a_cluster_that_is_none)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    check_number(ask(&hand, "GET", "/v1/clusters/9", NULL), 404);
    check_member_string(&hand, "detail", "there is no cluster 9");
    check_number(ask(&hand, "GET", "/v1/clusters/first", NULL), 404);
    at_hand_end(&hand);
}

Test(cluster_routes, tell_flows_and_counts)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    fill(&hand);
    check_number(ask(&hand, "GET", "/v1/flows?since=2031-01-01", NULL), 200);
    check_member_string(&hand, "flows.0.from", "Alder");
    check_member_null(&hand, "flows.0.median_lag_seconds");
    check_number(ask(&hand, "GET", "/v1/stats", NULL), 200);
    check_member_number(&hand, "articles", 6);
    check_member_number(&hand, "newest", 6);
    check_member_string(&hand, "version", wtw_version());
    at_hand_end(&hand);
}

#ifdef WTW_FAULTS
Test(cluster_routes, survive_when_memory_runs_out)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    fill(&hand);
    check_survives_no_memory(&hand, "GET", "/v1/clusters", NULL, 200);
    check_survives_no_memory(&hand, "GET", "/v1/clusters/1", NULL, 200);
    check_survives_no_memory(&hand, "GET", "/v1/flows", NULL, 200);
    check_survives_no_memory(&hand, "GET", "/v1/stats", NULL, 200);
    at_hand_end(&hand);
}
#endif
