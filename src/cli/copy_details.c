/*
 * copy_details.c - of what a run found, what people ask next
 *
 * The engine has the sources and agencies of articles by number; only for their names an
 * article that has them is read again. Of more copies than a million some are counted.
 */
#include "cli/copy_details.h"

#include "base/failure.h"
#include "base/memory.h"
#include "write/number_words.h"
#include "write/screen_text.h"

#include <stdlib.h>

enum {
    COPIES_LEAST = 10,            /* of fewer the result is as short as a summary */
    COPIES_COUNTED = 1000 * 1000, /* at most: 16 MB */
    CLUSTERS_TOLD = 3,
    NAMES_TOLD = 5,
    NAME_COLUMNS = 58,
    SOURCE_COLUMNS = 30
};

/* A copy and what it is counted under. */
struct counted {
    uint32_t key;
    uint32_t number;
};

/* What has one key. */
struct group {
    uint32_t count;
    uint32_t number; /* its first copy, for the name */
};

struct details {
    const struct wtw_session *session;
    struct wtw_article_view view;
    struct counted *sources;  /* owned */
    struct counted *agencies; /* owned */
    size_t source_count;
    size_t agency_count;
    uint64_t counted;
    uint64_t step; /* of so many copies about one is counted */
    struct wtw_buffer line;
};

static void start_line(struct details *details, struct wtw_out *out)
{
    details->line.count = 0;
    wtw_out_into(out, &details->line);
}

static void say_line(const struct details *details, const char *heading)
{
    wtw_remark(details->session->progress, "%-17s  %.*s", heading,
               (int)details->line.count, details->line.items);
}

/* ------------------------------------------------------------------ clusters */

static enum wtw_status tell_cluster(struct details *details, size_t i,
                                    struct wtw_error *error)
{
    struct wtw_cluster cluster = wtw_result_cluster(details->session->result, i);
    struct wtw_short_words size = wtw_grouped_words(cluster.size);
    struct wtw_article_info info;
    struct wtw_out out;

    WTW_TRY(wtw_session_describe(details->session, cluster.canonical, &details->view,
                                 &info, error));
    start_line(details, &out);
    wtw_out_words(&out, size.items);
    wtw_out_words(&out, " of ");
    wtw_screen_put(&out, wtw_article_name(&info), NAME_COLUMNS, WTW_CUT_END);
    WTW_TRY(wtw_out_flush(&out, "a summary", error));
    say_line(details, i ? "" : "largest clusters");
    return WTW_OK;
}

static enum wtw_status tell_clusters(struct details *details, struct wtw_error *error)
{
    const struct wtw_result *result = details->session->result;
    size_t count = wtw_result_cluster_count(result);

    if (count < 2 || wtw_result_cluster(result, 1).size < 2)
        return WTW_OK; /* all that is to be said of one has been said */
    for (size_t i = 0; i < count && i < CLUSTERS_TOLD; i++) {
        if (wtw_result_cluster(result, i).size < 2)
            break; /* the largest come first */
        WTW_TRY(tell_cluster(details, i, error));
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ names */

static void count_copy(struct details *details, uint32_t number)
{
    const struct wtw_membership membership =
        wtw_result_membership(details->session->result, number);

    if (membership.source)
        details->sources[details->source_count++] =
            (struct counted){membership.source, number};
    if (membership.agency != WTW_NO_AGENCY)
        details->agencies[details->agency_count++] =
            (struct counted){membership.agency, number};
    details->counted++;
}

/* One in 'step', but in no rhythm: two papers may take turns. The factor is that of
 * Fibonacci hashing, 2^64 by the golden ratio. */
static bool is_drawn(uint64_t i, uint64_t step)
{
    return (i * UINT64_C(0x9E3779B97F4A7C15) >> 32) % step == 0;
}

static enum wtw_status count_copies(
    struct details *details, bool (*next_copy)(void *context, uint32_t *out_number),
    void *context, uint64_t copies, struct wtw_error *error)
{
    size_t room = copies < COPIES_COUNTED ? (size_t)copies : COPIES_COUNTED;
    uint64_t met = 0;
    uint32_t number = 0;

    WTW_TRY(WTW_ALLOCATE(&details->sources, room, error));
    WTW_TRY(WTW_ALLOCATE(&details->agencies, room, error));
    while (details->counted < room && next_copy(context, &number))
        if (is_drawn(met++, details->step))
            count_copy(details, number);
    return WTW_OK;
}

static int compare_counted(const void *left, const void *right)
{
    const struct counted *x = left;
    const struct counted *y = right;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Puts a group into its place among the largest; of equal ones the first stays before. */
static void insert(struct group groups[NAMES_TOLD], struct group group)
{
    for (size_t i = 0; i < NAMES_TOLD; i++) {
        struct group other = groups[i];

        if (group.count < other.count ||
            (group.count == other.count && group.number > other.number))
            continue;
        groups[i] = group;
        group = other;
    }
}

static void find_largest(struct counted *counted, size_t count,
                         struct group groups[NAMES_TOLD])
{
    size_t begin = 0;

    qsort(counted, count, sizeof *counted, compare_counted);
    for (size_t i = 1; i <= count; i++) {
        if (i < count && counted[i].key == counted[begin].key)
            continue;
        insert(groups, (struct group){(uint32_t)(i - begin), counted[begin].number});
        begin = i;
    }
}

/* "Bay Courier 12, Inland Reader 8"; the agencies' names are those that the copies credit. */
static enum wtw_status tell_names(struct details *details, struct counted *counted,
                                  size_t count, bool are_agencies,
                                  struct wtw_error *error)
{
    struct group groups[NAMES_TOLD] = {{0}};
    struct wtw_out out;

    if (!count)
        return WTW_OK;
    find_largest(counted, count, groups);
    start_line(details, &out);
    for (size_t i = 0; i < NAMES_TOLD && groups[i].count; i++) {
        struct wtw_article_info info;

        WTW_TRY(wtw_session_describe(details->session, groups[i].number, &details->view,
                                     &info, error));
        wtw_out_words(&out, i ? ", " : "");
        if (are_agencies)
            wtw_out_words(&out, info.agency);
        else
            wtw_screen_put(&out, info.source, SOURCE_COLUMNS, WTW_CUT_END);
        wtw_out_character(&out, ' ');
        wtw_out_words(&out, wtw_grouped_words(groups[i].count).items);
    }
    if (details->step > 1)
        wtw_out_words(&out, ", of ");
    if (details->step > 1)
        wtw_out_words(&out, wtw_grouped_words(details->counted).items);
    if (details->step > 1)
        wtw_out_words(&out, " copies looked at");
    WTW_TRY(wtw_out_flush(&out, "a summary", error));
    say_line(details, are_agencies ? "agencies credited" : "copies by source");
    return WTW_OK;
}

static enum wtw_status tell(struct details *details,
                            bool (*next_copy)(void *context, uint32_t *out_number),
                            void *context, uint64_t copies, struct wtw_error *error)
{
    WTW_TRY(tell_clusters(details, error));
    WTW_TRY(count_copies(details, next_copy, context, copies, error));
    WTW_TRY(tell_names(details, details->sources, details->source_count, false, error));
    return tell_names(details, details->agencies, details->agency_count, true, error);
}

void wtw_copy_details_tell(const struct wtw_session *session, uint64_t copies,
                           bool (*next_copy)(void *context, uint32_t *out_number),
                           void *context)
{
    struct details details = {
        .session = session,
        .step = (copies + COPIES_COUNTED - 1) / COPIES_COUNTED,
    };
    struct wtw_error unsaid;

    if (session->progress->is_quiet || copies < COPIES_LEAST)
        return;
    /* The result was delivered; a summary that cannot be made is none. */
    (void)!tell(&details, next_copy, context, copies, &unsaid);
    wtw_release_items(details.sources);
    wtw_release_items(details.agencies);
    wtw_buffer_release(&details.line);
    wtw_article_view_release(&details.view);
}
