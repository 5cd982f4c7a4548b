/*
 * stored_clusters.c - which articles stand together, and who stands for them
 *
 * Most articles of a feed are alone, and rows for them would only say so again. A cluster's
 * row is counted anew from its members when it changed, which takes a walk through them;
 * counting on from what it said was rejected, because dates and newest cannot be counted back
 * when an article goes. SQLite would count sources in a table of its own, which it makes for each
 * cluster anew and takes longer to make than most clusters to be walked through.
 */
#include "store/stored_clusters.h"

#include "store/statements.h"

#include <stdlib.h>

static enum wtw_status change_one(struct wtw_database *database,
                                  enum wtw_statement statement, int64_t number,
                                  struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, statement);

    wtw_give_number(&asked, number);
    return wtw_change(&asked, error);
}

/* Where an article stands, and what goes with it into a cluster. */
struct membership {
    int64_t cluster; /* 0 where it is alone */
    struct wtw_stored_member member;
    bool is_there; /* the article */
};

static enum wtw_status find_membership(struct wtw_database *database, int64_t number,
                                       struct membership *out, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_MEMBERSHIP);
    enum wtw_status status = WTW_OK;

    *out = (struct membership){.is_there = false};
    wtw_give_number(&asked, number);
    status = wtw_row(&asked, &out->is_there, error);
    if (status == WTW_OK && out->is_there) {
        out->cluster = wtw_column_number(&asked, 0);
        out->member.source = wtw_column_number(&asked, 1); /* 0 of NULL */
        out->member.published_seconds = wtw_column_date(&asked, 2);
        out->member.arrived_seconds = wtw_column_number(&asked, 3);
    }
    wtw_done(&asked);
    return status;
}

enum wtw_status wtw_stored_article_enter(struct wtw_database *database, int64_t number,
                                         int64_t cluster,
                                         const struct wtw_stored_member *member,
                                         struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_ENTER_CLUSTER);

    wtw_give_number(&asked, cluster);
    wtw_give_number(&asked, number);
    if (member->source)
        wtw_give_number(&asked, member->source);
    else
        wtw_give_null(&asked);
    wtw_give_date(&asked, member->published_seconds);
    wtw_give_number(&asked, member->arrived_seconds);
    return wtw_change(&asked, error);
}

enum wtw_status wtw_stored_article_move(struct wtw_database *database, int64_t number,
                                        int64_t cluster, struct wtw_error *error)
{
    struct membership membership;

    WTW_TRY(find_membership(database, number, &membership, error));
    if (!membership.is_there || membership.cluster == cluster)
        return WTW_OK;
    if (membership.cluster)
        WTW_TRY(change_one(database, WTW_LEAVE_CLUSTER, number, error));
    return wtw_stored_article_enter(database, number, cluster, &membership.member, error);
}

/* Of a cluster that was one article: its founder, where that is there and stands nowhere. */
static enum wtw_status enter_founder(struct wtw_database *database, int64_t cluster,
                                     struct wtw_error *error)
{
    struct membership membership;

    WTW_TRY(find_membership(database, cluster, &membership, error));
    if (!membership.is_there || membership.cluster)
        return WTW_OK;
    return wtw_stored_article_enter(database, cluster, cluster, &membership.member,
                                    error);
}

static int compare_sources(const void *left, const void *right)
{
    int64_t x = *(const int64_t *)left;
    int64_t y = *(const int64_t *)right;

    return x < y ? -1 : x > y;
}

/* How many of 'count' sources differ; they are sorted by it. */
static uint32_t count_distinct(int64_t *sources, size_t count)
{
    uint32_t distinct = count > 0;

    if (count)
        qsort(sources, count, sizeof *sources, compare_sources);
    for (size_t i = 1; i < count; i++)
        distinct += sources[i] != sources[i - 1];
    return distinct;
}

/* Counts in the member that a row is of; those of known source have it put into 'sources'. */
static enum wtw_status count_in(const struct wtw_asked *asked, struct wtw_buffer *sources,
                                struct wtw_feed_cluster *out, struct wtw_error *error)
{
    const int64_t source = wtw_column_number(asked, 1); /* 0 of NULL */
    const int64_t date = wtw_column_date(asked, 2);

    out->size++;
    out->newest = wtw_column_number(asked, 0);
    if (date != WTW_DATE_UNKNOWN) {
        if (out->begin_seconds == WTW_DATE_UNKNOWN || date < out->begin_seconds)
            out->begin_seconds = date;
        if (out->end_seconds == WTW_DATE_UNKNOWN || date > out->end_seconds)
            out->end_seconds = date;
    }
    return source
               ? wtw_buffer_append(sources, (const char *)&source, sizeof source, error)
               : WTW_OK;
}

static enum wtw_status count_members(struct wtw_database *database, int64_t cluster,
                                     struct wtw_feed_cluster *out,
                                     struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_LOOK_AT_MEMBERS);
    struct wtw_buffer *sources = &database->scratch;
    bool is_row = false;
    enum wtw_status status = WTW_OK;

    sources->count = 0;
    out->begin_seconds = out->end_seconds = WTW_DATE_UNKNOWN;
    wtw_give_number(&asked, cluster);
    status = wtw_row(&asked, &is_row, error);
    while (status == WTW_OK && is_row) {
        status = count_in(&asked, sources, out, error);
        if (status == WTW_OK)
            status = wtw_row(&asked, &is_row, error);
    }
    wtw_done(&asked);
    out->source_count = count_distinct((int64_t *)(void *)sources->items,
                                       sources->count / sizeof(int64_t));
    return status;
}

static void give_cluster(struct wtw_asked *asked, const struct wtw_feed_cluster *cluster)
{
    wtw_give_number(asked, cluster->cluster);
    wtw_give_number(asked, cluster->canonical);
    wtw_give_number(asked, cluster->size);
    wtw_give_number(asked, cluster->source_count);
    wtw_give_number(asked, cluster->newest);
    wtw_give_date(asked, cluster->begin_seconds);
    wtw_give_date(asked, cluster->end_seconds);
}

static enum wtw_status put_cluster(struct wtw_database *database,
                                   const struct wtw_feed_cluster *cluster,
                                   struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_PUT_CLUSTER);
    bool is_there = false;

    give_cluster(&asked, cluster);
    WTW_TRY(wtw_put(&asked, &is_there, error));
    if (!is_there)
        return WTW_OK;
    asked = wtw_ask(database, WTW_REPLACE_CLUSTER);
    give_cluster(&asked, cluster);
    return wtw_change(&asked, error);
}

enum wtw_status wtw_stored_cluster_settle(struct wtw_database *database, int64_t cluster,
                                          int64_t canonical, struct wtw_error *error)
{
    struct wtw_feed_cluster counted = {.cluster = cluster, .canonical = canonical};

    WTW_TRY(enter_founder(database, cluster, error));
    WTW_TRY(count_members(database, cluster, &counted, error));
    if (counted.size < 2 && (!counted.size || counted.newest == cluster)) {
        WTW_TRY(change_one(database, WTW_DROP_MEMBERS, cluster, error));
        return change_one(database, WTW_DROP_CLUSTER, cluster, error);
    }
    return put_cluster(database, &counted, error);
}

/* ------------------------------------------------------------------ looking */

enum wtw_status wtw_stored_cluster_of(struct wtw_database *database, int64_t number,
                                      int64_t *out_cluster, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_CLUSTER_OF);

    wtw_give_number(&asked, number);
    return wtw_number(&asked, out_cluster, error);
}

static enum wtw_status look_up(struct wtw_database *database,
                               enum wtw_statement statement, int64_t cluster,
                               struct wtw_feed_cluster *out_cluster, bool *out_is_there,
                               struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, statement);
    enum wtw_status status = WTW_OK;

    wtw_give_number(&asked, cluster);
    status = wtw_row(&asked, out_is_there, error);
    if (status == WTW_OK && *out_is_there)
        *out_cluster = wtw_column_cluster(&asked);
    wtw_done(&asked);
    return status;
}

enum wtw_status wtw_stored_cluster_get(struct wtw_database *database, int64_t cluster,
                                       struct wtw_feed_cluster *out_cluster,
                                       struct wtw_error *error)
{
    bool is_there = false;

    WTW_TRY(look_up(database, WTW_GET_CLUSTER, cluster, out_cluster, &is_there, error));
    if (!is_there)
        WTW_TRY(
            look_up(database, WTW_GET_SINGLE, cluster, out_cluster, &is_there, error));
    if (is_there)
        return WTW_OK;
    return wtw_fail(error, WTW_END, "there is no cluster %lld", (long long)cluster);
}

enum wtw_status wtw_stored_members(struct wtw_database *database, int64_t cluster,
                                   int64_t *out_numbers, size_t room, size_t *out_count,
                                   struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_MEMBERS);
    struct wtw_feed_cluster single;
    enum wtw_status status = WTW_OK;
    bool is_row = false;
    size_t count = 0;

    wtw_give_number(&asked, cluster);
    status = wtw_row(&asked, &is_row, error);
    for (; status == WTW_OK && is_row; count++) {
        if (count < room)
            out_numbers[count] = wtw_column_number(&asked, 0);
        status = wtw_row(&asked, &is_row, error);
    }
    wtw_done(&asked);
    if (status == WTW_OK && !count) {
        status = look_up(database, WTW_GET_SINGLE, cluster, &single, &is_row, error);
        if (status == WTW_OK && is_row && ++count <= room)
            out_numbers[0] = cluster;
    }
    if (status == WTW_OK)
        *out_count = count;
    return status;
}

/* ------------------------------------------------------------------ counting */

static enum wtw_status count_of(struct wtw_database *database,
                                enum wtw_statement statement, uint64_t *out_count,
                                struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, statement);
    int64_t count = 0;

    WTW_TRY(wtw_number(&asked, &count, error));
    *out_count = (uint64_t)count;
    return WTW_OK;
}

static enum wtw_status count_clusters(struct wtw_database *database,
                                      struct wtw_feed_counts *out_counts,
                                      struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_COUNT_CLUSTERS);
    bool is_row = false;
    enum wtw_status status = wtw_row(&asked, &is_row, error);

    if (status == WTW_OK) {
        out_counts->clusters = (uint64_t)wtw_column_number(&asked, 0);
        out_counts->clustered = (uint64_t)wtw_column_number(&asked, 1);
    }
    wtw_done(&asked);
    return status;
}

static enum wtw_status count_all(struct wtw_database *database,
                                 struct wtw_feed_counts *out_counts,
                                 struct wtw_error *error)
{
    struct wtw_asked asked;

    WTW_TRY(count_of(database, WTW_COUNT_ARTICLES, &out_counts->articles, error));
    WTW_TRY(count_of(database, WTW_COUNT_MATCHES, &out_counts->matches, error));
    WTW_TRY(count_of(database, WTW_COUNT_BYTES, &out_counts->database_bytes, error));
    WTW_TRY(count_clusters(database, out_counts, error));
    asked = wtw_ask(database, WTW_NEWEST_ARTICLE);
    return wtw_number(&asked, &out_counts->newest, error);
}

enum wtw_status wtw_stored_counts(struct wtw_database *database,
                                  struct wtw_feed_counts *out_counts,
                                  struct wtw_error *error)
{
    struct wtw_feed_counts counts = {.index_bytes = 0};
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_database_hold(database, error));
    status = count_all(database, &counts, error);
    wtw_database_let_go(database);
    if (status == WTW_OK)
        *out_counts = counts;
    return status;
}
