/*
 * stored_flows.c - who had first what others had later
 *
 * One walk through the members of all clusters, which lie cluster by cluster. Each cluster
 * gives one step for each source that copied its first article; sorted by the two sources and
 * then by lag, the steps of a flow lie together with their median in the middle.
 */
#include "store/stored_flows.h"

#include "base/memory.h"
#include "store/statements.h"

#include <stdlib.h>

struct member {
    int64_t number;
    int64_t source;    /* 0 where not known */
    int64_t published; /* or WTW_DATE_UNKNOWN */
    int64_t seen;      /* published, or else arrived */
};

struct step {
    int64_t from;
    int64_t to;
    int64_t lag; /* or WTW_DATE_UNKNOWN, which is below all others */
};

struct flow {
    int64_t from;
    int64_t to;
    uint64_t clusters;
    int64_t median_lag;
};

struct walk {
    struct member *members; /* of the cluster at hand */
    size_t member_count;
    size_t member_room;
    struct step *steps;
    size_t step_count;
    size_t step_room;
    struct flow *flows;
    size_t flow_count;
    size_t flow_room;
    int64_t since;
};

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Whether a was first: known dates before others, the earliest first; then by arrival. */
static int compare_times(const struct member *a, const struct member *b)
{
    const bool is_a_known = a->published != WTW_DATE_UNKNOWN;
    const bool is_b_known = b->published != WTW_DATE_UNKNOWN;

    if (is_a_known != is_b_known)
        return is_a_known ? -1 : 1;
    if (a->published != b->published)
        return compare_numbers(a->published, b->published);
    return compare_numbers(a->number, b->number);
}

static int compare_members(const void *left, const void *right)
{
    const struct member *a = left;
    const struct member *b = right;

    return a->source == b->source ? compare_times(a, b)
                                  : compare_numbers(a->source, b->source);
}

static int compare_steps(const void *left, const void *right)
{
    const struct step *a = left;
    const struct step *b = right;

    if (a->from != b->from)
        return compare_numbers(a->from, b->from);
    if (a->to != b->to)
        return compare_numbers(a->to, b->to);
    return compare_numbers(a->lag, b->lag);
}

/* Those of most clusters first, then in the order in which sources were first seen. */
static int compare_flows(const void *left, const void *right)
{
    const struct flow *a = left;
    const struct flow *b = right;

    if (a->clusters != b->clusters)
        return a->clusters > b->clusters ? -1 : 1;
    if (a->from != b->from)
        return compare_numbers(a->from, b->from);
    return compare_numbers(a->to, b->to);
}

/* ------------------------------------------------------------------ steps of a cluster */

static struct member first_of(const struct walk *walk)
{
    const struct member *first = walk->members;

    for (size_t i = 1; i < walk->member_count; i++) {
        if (compare_times(&walk->members[i], first) < 0)
            first = &walk->members[i];
    }
    return *first;
}

static enum wtw_status add_step(struct walk *walk, const struct member *first,
                                const struct member *copy, struct wtw_error *error)
{
    const bool has_lag = copy->published != WTW_DATE_UNKNOWN;

    WTW_TRY(WTW_GROW(&walk->steps, &walk->step_room, walk->step_count + 1, error));
    walk->steps[walk->step_count++] =
        (struct step){first->source, copy->source,
                      has_lag ? copy->published - first->published : WTW_DATE_UNKNOWN};
    return WTW_OK;
}

/* Sorted by source and time, the first in time of each source is its step. */
static enum wtw_status end_cluster(struct walk *walk, struct wtw_error *error)
{
    struct member first;
    int64_t done = 0; /* the source that had its step; 0, which flows nowhere */

    if (!walk->member_count)
        return WTW_OK;
    first = first_of(walk);
    qsort(walk->members, walk->member_count, sizeof *walk->members, compare_members);
    for (size_t i = 0; i < walk->member_count && first.source; i++) {
        const struct member *copy = &walk->members[i];

        if (copy->source == done || copy->source == first.source ||
            copy->seen < walk->since)
            continue;
        WTW_TRY(add_step(walk, &first, copy, error));
        done = copy->source;
    }
    walk->member_count = 0;
    return WTW_OK;
}

static enum wtw_status walk_members(struct wtw_database *database, struct walk *walk,
                                    struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_WALK_MEMBERS);
    enum wtw_status status = WTW_OK;
    bool is_row = true;
    int64_t cluster = 0;

    while (status == WTW_OK && is_row) {
        status = wtw_row(&asked, &is_row, error);
        if (status == WTW_OK && (!is_row || wtw_column_number(&asked, 0) != cluster))
            status = end_cluster(walk, error);
        if (status == WTW_OK && is_row)
            status = WTW_GROW(&walk->members, &walk->member_room, walk->member_count + 1,
                              error);
        if (status == WTW_OK && is_row) {
            cluster = wtw_column_number(&asked, 0);
            walk->members[walk->member_count++] = (struct member){
                wtw_column_number(&asked, 1), wtw_column_number(&asked, 2),
                wtw_column_date(&asked, 3), wtw_column_number(&asked, 4)};
        }
    }
    wtw_done(&asked);
    return status;
}

/* ------------------------------------------------------------------ flows of steps */

/* Of the steps of one flow, in order of lag; the lower one of two in the middle. */
static struct flow flow_of(const struct step *steps, size_t count)
{
    size_t unknown = 0;

    while (unknown < count && steps[unknown].lag == WTW_DATE_UNKNOWN)
        unknown++;
    return (struct flow){
        .from = steps->from,
        .to = steps->to,
        .clusters = count,
        .median_lag = unknown == count ? WTW_DATE_UNKNOWN
                                       : steps[unknown + (count - unknown - 1) / 2].lag,
    };
}

static enum wtw_status make_flows(struct walk *walk, struct wtw_error *error)
{
    if (walk->step_count)
        qsort(walk->steps, walk->step_count, sizeof *walk->steps, compare_steps);
    for (size_t i = 0; i < walk->step_count;) {
        size_t end = i + 1;

        while (end < walk->step_count && walk->steps[end].from == walk->steps[i].from &&
               walk->steps[end].to == walk->steps[i].to)
            end++;
        WTW_TRY(WTW_GROW(&walk->flows, &walk->flow_room, walk->flow_count + 1, error));
        walk->flows[walk->flow_count++] = flow_of(walk->steps + i, end - i);
        i = end;
    }
    if (walk->flow_count)
        qsort(walk->flows, walk->flow_count, sizeof *walk->flows, compare_flows);
    return WTW_OK;
}

/* ------------------------------------------------------------------ names */

static enum wtw_status append_name(struct wtw_database *database, int64_t source,
                                   struct wtw_buffer *scratch, size_t *out_bytes,
                                   struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_SOURCE_NAME);
    enum wtw_status status = WTW_OK;
    bool is_row = false;

    *out_bytes = 0;
    wtw_give_number(&asked, source);
    status = wtw_row(&asked, &is_row, error);
    if (status == WTW_OK && is_row) {
        const struct wtw_span name = wtw_column_bytes(&asked, 0);

        *out_bytes = name.count;
        status = wtw_buffer_append(scratch, name.items, name.count, error);
    }
    wtw_done(&asked);
    return status;
}

static enum wtw_status give(struct wtw_database *database, const struct walk *walk,
                            struct wtw_buffer *scratch, struct wtw_feed_flow *out,
                            size_t count, struct wtw_error *error)
{
    size_t at = 0;

    scratch->count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct flow *flow = &walk->flows[i];

        out[i].clusters = flow->clusters;
        out[i].median_lag_seconds = flow->median_lag;
        WTW_TRY(append_name(database, flow->from, scratch, &out[i].from.count, error));
        WTW_TRY(append_name(database, flow->to, scratch, &out[i].to.count, error));
    }
    /* When all are there, because they move as they come. */
    for (size_t i = 0; i < count; i++) {
        out[i].from.items = scratch->items + at;
        out[i].to.items = scratch->items + at + out[i].from.count;
        at += out[i].from.count + out[i].to.count;
    }
    return WTW_OK;
}

enum wtw_status wtw_stored_flows(struct wtw_database *database, int64_t since_seconds,
                                 struct wtw_buffer *scratch,
                                 struct wtw_feed_flow *out_flows, size_t room,
                                 size_t *out_count, struct wtw_error *error)
{
    struct walk walk = {.since = since_seconds};
    enum wtw_status status = wtw_database_hold(database, error);
    size_t count = 0;

    if (status != WTW_OK)
        return status;
    status = walk_members(database, &walk, error);
    if (status == WTW_OK)
        status = make_flows(&walk, error);
    count = walk.flow_count < room ? walk.flow_count : room;
    if (status == WTW_OK)
        status = give(database, &walk, scratch, out_flows, count, error);
    wtw_database_let_go(database);
    wtw_release_items(walk.members);
    wtw_release_items(walk.steps);
    wtw_release_items(walk.flows);
    if (status == WTW_OK)
        *out_count = count;
    return status;
}
