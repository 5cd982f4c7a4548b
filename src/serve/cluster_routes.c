/*
 * cluster_routes.c - clusters as they form, one cluster, who has from whom, counts
 */
#include "base/memory.h"
#include "serve/look.h"
#include "serve/referees.h"

#include "write/article_info.h"

#include <inttypes.h>

enum {
    CLUSTERS_DEFAULT = 50,
    CLUSTERS_MOST = 500,
    MEMBERS_DEFAULT = 100,
    MEMBERS_MOST = 1000,
    FLOWS_MOST = 1000
};

/* A parameter that is wrong is the client's mistake. */
static enum wtw_status as_clients(enum wtw_status status)
{
    return status == WTW_BAD_INPUT ? WTW_BAD_ARGUMENT : status;
}

static void put_signed(struct wtw_json *json, const char *key, int64_t number)
{
    wtw_json_name(json, key);
    wtw_json_signed(json, number);
}

static void put_next(struct wtw_json *json, int64_t number)
{
    wtw_json_name(json, "next");
    if (number)
        wtw_json_signed(json, number);
    else
        wtw_json_null(json);
}

/* ------------------------------------------------------------------ all clusters */

static bool add_relation(struct wtw_span name, uint32_t *relations)
{
    for (uint32_t i = WTW_EXCERPT; i <= WTW_EXACT; i++) {
        if (wtw_span_is(name, wtw_relation_name((enum wtw_relation)i))) {
            *relations |= UINT32_C(1) << i;
            return true;
        }
    }
    return false;
}

static enum wtw_status read_relations(const struct wtw_target *target,
                                      uint32_t *out_relations, struct wtw_error *error)
{
    struct wtw_span words = wtw_target_value(target, "relation");
    size_t begin = 0;

    for (size_t i = 0; i <= words.count && words.count; i++) {
        struct wtw_span name = {words.items + begin, i - begin};

        if (i < words.count && words.items[i] != ',')
            continue;
        if (!add_relation(name, out_relations))
            return wtw_fail(error, WTW_BAD_INPUT,
                            "'relation' is some of exact, near, revised, abridged, "
                            "expanded, excerpt, template, with commas between; not "
                            "'%.*s'",
                            (int)(name.count < 60 ? name.count : 60), name.items);
        begin = i + 1;
    }
    return WTW_OK;
}

static enum wtw_status read_query(const struct wtw_target *target,
                                  struct wtw_feed_query *out_query, int64_t *out_limit,
                                  struct wtw_error *error)
{
    int64_t least_size = 0;

    *out_query = (struct wtw_feed_query){
        .words = wtw_target_value(target, "q"),
        .source = wtw_target_value(target, "source"),
        .since_seconds = WTW_DATE_UNKNOWN,
        .before_seconds = WTW_DATE_UNKNOWN,
    };
    *out_limit = CLUSTERS_DEFAULT;
    WTW_TRY(wtw_target_number(target, "least_size", 1, UINT32_MAX, &least_size, error));
    WTW_TRY(wtw_target_number(target, "limit", 1, CLUSTERS_MOST, out_limit, error));
    WTW_TRY(wtw_target_number(target, "newer_than", 0, INT64_MAX, &out_query->newer_than,
                              error));
    WTW_TRY(wtw_target_number(target, "older_than", 0, INT64_MAX, &out_query->older_than,
                              error));
    WTW_TRY(wtw_target_date(target, "since", &out_query->since_seconds, error));
    WTW_TRY(wtw_target_date(target, "before", &out_query->before_seconds, error));
    WTW_TRY(read_relations(target, &out_query->relations, error));
    out_query->least_size = (uint32_t)least_size;
    return WTW_OK;
}

static enum wtw_status put_cluster_line(struct wtw_look *look,
                                        const struct wtw_feed_cluster *cluster,
                                        struct wtw_error *error)
{
    struct wtw_feed_article article;
    enum wtw_status status = wtw_feed_describe(look->feed, cluster->canonical,
                                               &look->scratch, &article, error);

    if (status != WTW_OK)
        return status == WTW_END ? WTW_OK : status; /* gone meanwhile */
    wtw_json_open(look->json, '{');
    put_signed(look->json, "cluster", cluster->cluster);
    put_signed(look->json, "size", cluster->size);
    put_signed(look->json, "sources", cluster->source_count);
    put_signed(look->json, "newest", cluster->newest);
    wtw_date_json(look->json, "begin", cluster->begin_seconds);
    wtw_date_json(look->json, "end", cluster->end_seconds);
    wtw_json_name(look->json, "canonical");
    wtw_json_open(look->json, '{');
    wtw_feed_article_json(look->json, cluster->canonical, &article);
    wtw_feed_arrived_json(look->json, &article);
    wtw_json_close(look->json, '}');
    wtw_json_close(look->json, '}');
    return WTW_OK;
}

/* One more than the limit is asked for, to know whether there is a next page. */
static enum wtw_status list_clusters(struct wtw_look *look,
                                     const struct wtw_feed_query *query, size_t limit,
                                     struct wtw_feed_cluster *clusters,
                                     struct wtw_error *error)
{
    size_t count = 0;
    bool has_more = false;

    WTW_TRY(wtw_feed_list(look->feed, query, clusters, limit + 1, &count, error));
    has_more = count > limit;
    if (has_more)
        count = limit;
    wtw_json_open(look->json, '{');
    wtw_json_name(look->json, "clusters");
    wtw_json_open(look->json, '[');
    for (size_t i = 0; i < count; i++)
        WTW_TRY(put_cluster_line(look, &clusters[i], error));
    wtw_json_close(look->json, ']');
    put_next(look->json, has_more ? clusters[count - 1].newest : 0);
    wtw_json_close(look->json, '}');
    return WTW_OK;
}

static enum wtw_status put_clusters(struct wtw_look *look, struct wtw_error *error)
{
    struct wtw_feed_cluster *clusters = NULL;
    struct wtw_feed_query query;
    int64_t limit = 0;
    enum wtw_status status = WTW_OK;

    WTW_TRY(as_clients(read_query(look->request->target, &query, &limit, error)));
    WTW_TRY(WTW_ALLOCATE(&clusters, (size_t)limit + 1, error));
    status = list_clusters(look, &query, (size_t)limit, clusters, error);
    wtw_release_items(clusters);
    return status;
}

void wtw_clusters_get(struct wtw_service *service, const struct wtw_request *request,
                      struct wtw_answer *answer)
{
    wtw_look_do(service, request, put_clusters, answer);
}

/* ------------------------------------------------------------------ one cluster */

/* The members of a cluster, from one after 'after' on. */
struct membership_list {
    int64_t cluster;
    int64_t after;
    size_t limit;
    int64_t *numbers; /* owned */
    size_t count;
};

static enum wtw_status get_numbers(struct wtw_look *look, struct membership_list *list,
                                   struct wtw_error *error)
{
    size_t room = 0;

    WTW_TRY(wtw_feed_members(look->feed, list->cluster, NULL, 0, &room, error));
    if (!room)
        return wtw_fail(error, WTW_END, "there is no cluster %" PRId64, list->cluster);
    WTW_TRY(WTW_ALLOCATE(&list->numbers, room, error));
    WTW_TRY(wtw_feed_members(look->feed, list->cluster, list->numbers, room, &list->count,
                             error));
    if (list->count > room)
        list->count = room;
    return WTW_OK;
}

static enum wtw_status put_member(struct wtw_look *look, int64_t number,
                                  int64_t *canonical, struct wtw_error *error)
{
    struct wtw_feed_article article;
    struct wtw_feed_receipt receipt;
    enum wtw_status status =
        wtw_feed_get(look->feed, number, &look->scratch, &article, &receipt, error);

    if (status != WTW_OK)
        return status == WTW_END ? WTW_OK : status;
    *canonical = receipt.canonical;
    wtw_json_open(look->json, '{');
    wtw_feed_article_json(look->json, number, &article);
    wtw_feed_arrived_json(look->json, &article);
    wtw_numbered_standing_json(look->json, &receipt);
    wtw_json_close(look->json, '}');
    return WTW_OK;
}

static enum wtw_status put_members(struct wtw_look *look,
                                   const struct membership_list *list,
                                   struct wtw_error *error)
{
    int64_t canonical = 0;
    size_t i = 0;
    size_t end = 0;

    while (i < list->count && list->numbers[i] <= list->after)
        i++;
    end = list->count - i > list->limit ? i + list->limit : list->count;
    wtw_json_name(look->json, "members");
    wtw_json_open(look->json, '[');
    for (; i < end; i++)
        WTW_TRY(put_member(look, list->numbers[i], &canonical, error));
    wtw_json_close(look->json, ']');
    put_next(look->json, end < list->count ? list->numbers[end - 1] : 0);
    return WTW_OK;
}

/* A cluster's canonical stands in the receipt of any member. */
static enum wtw_status put_head(struct wtw_look *look, const struct membership_list *list,
                                struct wtw_error *error)
{
    struct wtw_feed_article article;
    struct wtw_feed_receipt receipt;

    WTW_TRY(wtw_look_article(look, list->numbers[0], &article, &receipt, error));
    put_signed(look->json, "cluster", list->cluster);
    wtw_json_name(look->json, "size");
    wtw_json_number(look->json, list->count);
    put_signed(look->json, "canonical", receipt.canonical);
    return WTW_OK;
}

static enum wtw_status put_cluster(struct wtw_look *look, struct wtw_error *error)
{
    const struct wtw_target *target = look->request->target;
    struct membership_list list = {0};
    int64_t limit = MEMBERS_DEFAULT;
    enum wtw_status status = WTW_OK;

    if (!wtw_span_number(look->request->rest, &list.cluster))
        return wtw_fail(error, WTW_END, "a cluster has a number, as in /v1/clusters/7");
    WTW_TRY(
        as_clients(wtw_target_number(target, "limit", 1, MEMBERS_MOST, &limit, error)));
    WTW_TRY(
        as_clients(wtw_target_number(target, "after", 0, INT64_MAX, &list.after, error)));
    list.limit = (size_t)limit;
    wtw_json_open(look->json, '{');
    status = get_numbers(look, &list, error);
    if (status == WTW_OK)
        status = put_head(look, &list, error);
    if (status == WTW_OK)
        status = put_members(look, &list, error);
    if (status == WTW_OK)
        wtw_json_close(look->json, '}');
    wtw_release_items(list.numbers);
    return status;
}

void wtw_cluster_get(struct wtw_service *service, const struct wtw_request *request,
                     struct wtw_answer *answer)
{
    wtw_look_do(service, request, put_cluster, answer);
}

/* ------------------------------------------------------------------ flows and counts */

static void put_flow(struct wtw_json *json, const struct wtw_feed_flow *flow)
{
    wtw_json_open(json, '{');
    wtw_json_name(json, "from");
    wtw_json_text(json, flow->from);
    wtw_json_name(json, "to");
    wtw_json_text(json, flow->to);
    wtw_json_name(json, "clusters");
    wtw_json_number(json, flow->clusters);
    wtw_json_name(json, "median_lag_seconds");
    if (flow->median_lag_seconds == WTW_DATE_UNKNOWN)
        wtw_json_null(json);
    else
        wtw_json_signed(json, flow->median_lag_seconds);
    wtw_json_close(json, '}');
}

static enum wtw_status put_flows(struct wtw_look *look, struct wtw_error *error)
{
    int64_t since = WTW_DATE_UNKNOWN;
    struct wtw_feed_flow *flows = NULL;
    size_t count = 0;
    enum wtw_status status = WTW_OK;

    WTW_TRY(as_clients(wtw_target_date(look->request->target, "since", &since, error)));
    WTW_TRY(WTW_ALLOCATE(&flows, FLOWS_MOST, error));
    status = wtw_feed_flows(look->feed, since, &look->scratch, flows, FLOWS_MOST, &count,
                            error);
    wtw_json_open(look->json, '{');
    wtw_json_name(look->json, "flows");
    wtw_json_open(look->json, '[');
    for (size_t i = 0; status == WTW_OK && i < count && i < FLOWS_MOST; i++)
        put_flow(look->json, &flows[i]);
    wtw_json_close(look->json, ']');
    wtw_json_close(look->json, '}');
    wtw_release_items(flows);
    return status;
}

void wtw_flows_get(struct wtw_service *service, const struct wtw_request *request,
                   struct wtw_answer *answer)
{
    wtw_look_do(service, request, put_flows, answer);
}

static void put_count(struct wtw_json *json, const char *key, uint64_t number)
{
    wtw_json_name(json, key);
    wtw_json_number(json, number);
}

static enum wtw_status put_stats(struct wtw_look *look, struct wtw_error *error)
{
    struct wtw_write_counts writer;
    struct wtw_feed_counts counts;

    WTW_TRY(wtw_feed_count(look->feed, &counts, error));
    wtw_write_queue_counts(look->service->writer, &writer);
    wtw_json_open(look->json, '{');
    put_count(look->json, "articles", counts.articles);
    put_count(look->json, "clusters", counts.clusters);
    put_count(look->json, "clustered", counts.clustered);
    put_count(look->json, "matches", counts.matches);
    put_signed(look->json, "newest", counts.newest);
    put_count(look->json, "database_bytes", counts.database_bytes);
    put_count(look->json, "index_bytes", writer.index_bytes);
    wtw_json_name(look->json, "version");
    wtw_json_words(look->json, wtw_version());
    wtw_json_close(look->json, '}');
    return WTW_OK;
}

void wtw_stats_get(struct wtw_service *service, const struct wtw_request *request,
                   struct wtw_answer *answer)
{
    wtw_look_do(service, request, put_stats, answer);
}
