/*
 * cluster_command.c - wiretwin cluster: which articles are copies of each other
 *
 * TSV and CSV need ids only. For the other formats each member is read again when its cluster is
 * written; single articles come in input order, so that this reads the inputs from front
 * to back. Rows and lines of JSON are made on all threads.
 */
#include "base/memory.h"
#include "cli/annotating.h"
#include "cli/copy_details.h"
#include "cli/copy_kinds.h"
#include "cli/database_listing.h"
#include "cli/delivery.h"
#include "cli/report_listing.h"
#include "cli/session.h"
#include "cli/story_listing.h"
#include "write/clusters_out.h"
#include "write/number_words.h"
#include "write/parallel_out.h"

/* Members up to which a cluster's line is held in memory: a megabyte or two. */
enum { LARGE_LINE = 4096 };

/* An id that a row names beside its own, with room for it. */
struct other_id {
    struct wtw_buffer room;
    struct wtw_span id;
};

enum { CLUSTER, CANONICAL, STORY, OTHERS };

/* What a thread needs to write an article; zeroes are ready. */
struct writer {
    struct other_id others[OTHERS];
    struct wtw_article_view view;
};

/* A run of the command. */
struct cluster_run {
    struct wtw_session session;
    struct wtw_delivery delivery;
    struct writer *writers; /* of each thread */
    struct wtw_clusters_table table;
    size_t listed; /* clusters, or articles in rows */
};

/* Mostly it is the row's own. */
static enum wtw_status find_other(const struct wtw_session *session, uint32_t own,
                                  struct wtw_span own_id, uint32_t number,
                                  struct other_id *other, struct wtw_error *error)
{
    other->id = own_id;
    return number == own ? WTW_OK
                         : wtw_ledger_copy_id(&session->ledger, number, &other->room,
                                              &other->id, error);
}

static enum wtw_status put_row(void *context, uint32_t worker, size_t i,
                               struct wtw_out *out, struct wtw_error *error)
{
    const struct cluster_run *run = context;
    const struct wtw_session *session = &run->session;
    const struct wtw_row row = {out, run->delivery.format == WTW_FORMAT_CSV};
    struct other_id *others = run->writers[worker].others;
    uint32_t number = (uint32_t)i;
    struct wtw_membership membership = wtw_result_membership(session->result, number);
    struct wtw_span id = wtw_session_id(session, number);

    WTW_TRY(find_other(session, number, id, membership.cluster, &others[CLUSTER], error));
    WTW_TRY(
        find_other(session, number, id, membership.canonical, &others[CANONICAL], error));
    if (session->settings->engine.finds_stories)
        WTW_TRY(find_other(session, number, id, membership.story, &others[STORY], error));
    wtw_clusters_row(row, id, others[CLUSTER].id, others[CANONICAL].id, &membership,
                     others[STORY].id);
    return WTW_OK;
}

static void tell_written(void *context, size_t done)
{
    const struct cluster_run *run = context;

    wtw_progress_step(run->session.progress, "writing", done, run->listed, false);
}

static enum wtw_status put_rows(struct cluster_run *run, struct wtw_error *error)
{
    const struct wtw_session *session = &run->session;
    struct wtw_out *out = &run->delivery.file.out;
    const struct wtw_parallel_out rows = {.make = put_row,
                                          .tell = tell_written,
                                          .context = run,
                                          .item_end = session->ledger.count,
                                          .thread_count = session->options.thread_count};

    run->listed = session->ledger.count;
    wtw_clusters_row_header((struct wtw_row){out, run->delivery.format == WTW_FORMAT_CSV},
                            session->settings->engine.finds_stories);
    return wtw_parallel_out_run(&rows, out, error);
}

static struct wtw_cluster_head head_of(const struct wtw_session *session,
                                       const struct wtw_cluster *cluster)
{
    struct wtw_cluster_head head = {
        .id = wtw_session_id(session, cluster->first),
        .canonical.id = wtw_session_id(session, cluster->canonical),
        .size = cluster->size,
        .first_seen_seconds = wtw_session_first_seen(session, cluster),
    };

    if (session->settings->engine.finds_stories) {
        struct wtw_story story = wtw_session_story(session, cluster->first);

        head.story = wtw_session_id(session, story.first);
        head.story_clusters = story.cluster_count;
    }
    return head;
}

static enum wtw_status describe_member(const struct wtw_session *session,
                                       const struct wtw_cluster *cluster, uint32_t number,
                                       struct wtw_article_view *view,
                                       struct wtw_cluster_member *out_member,
                                       struct wtw_error *error)
{
    *out_member = (struct wtw_cluster_member){
        .membership = wtw_result_membership(session->result, number),
        .is_canonical = number == cluster->canonical,
        .lag_seconds = wtw_ledger_lag(&session->ledger, cluster->canonical, number),
    };
    return wtw_session_describe(session, number, view, &out_member->article, error);
}

/* How many clusters are listed; the largest come first. */
static size_t count_listed(const struct cluster_run *run)
{
    const struct wtw_result *result = run->session.result;
    uint32_t least = run->session.settings->min_size;
    size_t count = wtw_result_cluster_count(result);

    if (!least)
        least = run->delivery.format == WTW_FORMAT_TABLE ? 2 : 1;
    while (count && wtw_result_cluster(result, count - 1).size < least)
        count--;
    return count;
}

/* ------------------------------------------------------------------ for people */

static enum wtw_status put_table_member(struct cluster_run *run,
                                        const struct wtw_cluster *cluster,
                                        uint32_t number, struct wtw_error *error)
{
    struct wtw_cluster_member member;

    WTW_TRY(describe_member(&run->session, cluster, number, &run->writers[0].view,
                            &member, error));
    return wtw_clusters_table_member(&run->table, &member, error);
}

/* People look for the canonical first. */
static enum wtw_status put_table_cluster(struct cluster_run *run,
                                         const struct wtw_cluster *cluster,
                                         struct wtw_error *error)
{
    struct wtw_cluster_head head = head_of(&run->session, cluster);

    WTW_TRY(wtw_session_describe(&run->session, cluster->canonical, &run->writers[0].view,
                                 &head.canonical, error));
    wtw_clusters_table_open(&run->table, &head);
    WTW_TRY(put_table_member(run, cluster, cluster->canonical, error));
    for (uint32_t i = 0; i < cluster->size; i++)
        if (cluster->members[i] != cluster->canonical)
            WTW_TRY(put_table_member(run, cluster, cluster->members[i], error));
    wtw_clusters_table_close(&run->table);
    return WTW_OK;
}

static enum wtw_status put_table(struct cluster_run *run, struct wtw_error *error)
{
    for (size_t i = 0; i < run->listed && !wtw_out_has_failed(&run->delivery.file.out);
         i++) {
        struct wtw_cluster cluster = wtw_result_cluster(run->session.result, i);

        wtw_progress_step(run->session.progress, "writing", i, run->listed, false);
        WTW_TRY(put_table_cluster(run, &cluster, error));
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ for programs */

/* Members come in input order. */
static enum wtw_status put_line(void *context, uint32_t worker, size_t i,
                                struct wtw_out *out, struct wtw_error *error)
{
    struct cluster_run *run = context;
    struct wtw_cluster cluster = wtw_result_cluster(run->session.result, i);
    struct wtw_cluster_head head = head_of(&run->session, &cluster);
    struct wtw_cluster_member member;
    struct wtw_json json;

    wtw_json_init(&json, out, false);
    wtw_clusters_jsonl_open(&json, &head);
    for (uint32_t k = 0; k < cluster.size && !wtw_out_has_failed(out); k++) {
        WTW_TRY(describe_member(&run->session, &cluster, cluster.members[k],
                                &run->writers[worker].view, &member, error));
        wtw_clusters_jsonl_member(&json, &member);
    }
    wtw_clusters_jsonl_close(&json);
    return WTW_OK;
}

static size_t members_of(const void *context, size_t i)
{
    const struct cluster_run *run = context;

    return wtw_result_cluster(run->session.result, i).size;
}

/* Lines of the largest go straight to the output. */
static enum wtw_status put_lines(struct cluster_run *run, struct wtw_error *error)
{
    struct wtw_out *out = &run->delivery.file.out;
    struct wtw_parallel_out lines = {.make = put_line,
                                     .weight_of = members_of,
                                     .tell = tell_written,
                                     .context = run,
                                     .item_end = run->listed,
                                     .thread_count = run->session.options.thread_count};

    while (lines.item_begin < lines.item_end &&
           members_of(run, lines.item_begin) > LARGE_LINE && !wtw_out_has_failed(out)) {
        tell_written(run, lines.item_begin);
        WTW_TRY(put_line(run, 0, lines.item_begin++, out, error));
    }
    return wtw_parallel_out_run(&lines, out, error);
}

static enum wtw_status put_result(struct cluster_run *run, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    if (run->session.settings->level == WTW_LEVEL_STORY)
        return wtw_stories_list(&run->session, run->delivery.format,
                                &run->delivery.file.out, error);
    if (run->session.settings->annotates)
        return wtw_annotations_list(&run->session, &run->delivery.file.out, error);
    if (run->delivery.format == WTW_FORMAT_HTML)
        return wtw_report_list(&run->session, &run->delivery.file.out, error);
    WTW_TRY(WTW_ALLOCATE(&run->writers, run->session.options.thread_count, error));
    if (run->delivery.format == WTW_FORMAT_TSV || run->delivery.format == WTW_FORMAT_CSV)
        return put_rows(run, error);
    run->listed = count_listed(run);
    if (run->delivery.format == WTW_FORMAT_JSONL)
        return put_lines(run, error);
    WTW_TRY(wtw_clusters_table_init(&run->table, &run->delivery.page, error));
    status = put_table(run, error);
    wtw_clusters_table_release(&run->table);
    return status;
}

/* A walk over the members of clusters that are not canonical. */
struct copy_walk {
    const struct wtw_result *result;
    size_t cluster;
    uint32_t member;
};

/* Clusters of two and more come first. */
static bool next_copy(void *context, uint32_t *out_number)
{
    struct copy_walk *walk = context;
    size_t count = wtw_result_cluster_count(walk->result);

    for (; walk->cluster < count; walk->cluster++, walk->member = 0) {
        struct wtw_cluster cluster = wtw_result_cluster(walk->result, walk->cluster);

        if (cluster.size < 2)
            return false;
        while (walk->member < cluster.size) {
            *out_number = cluster.members[walk->member++];
            if (*out_number != cluster.canonical)
                return true;
        }
    }
    return false;
}

/* What those that are not canonical are to it. */
static struct wtw_copy_kinds count_copies(const struct wtw_result *result)
{
    struct wtw_copy_kinds kinds = {.total = 0};
    struct copy_walk walk = {.result = result};
    uint32_t number = 0;

    while (next_copy(&walk, &number))
        wtw_copy_kinds_count(&kinds, wtw_result_membership(result, number).relation);
    return kinds;
}

static void tell_recurring(const struct wtw_session *session)
{
    size_t count = 0;
    const struct wtw_recurring_line *lines =
        wtw_result_recurring_lines(session->result, &count);

    if (count)
        wtw_remark(session->progress,
                   "%s line%s in unlike articles of one source and %s not compared, the "
                   "most common in %s articles; inspect --learned shows them",
                   wtw_grouped_words(count).items, count == 1 ? " recurs" : "s recur",
                   count == 1 ? "is" : "are",
                   wtw_grouped_words(lines[0].article_count).items);
}

static void tell_stories(const struct wtw_session *session, const struct wtw_stats *stats)
{
    if (!stats->stories)
        return;
    wtw_remark(session->progress, "%s stor%s told in two texts or more, by %s articles",
               wtw_grouped_words(stats->stories).items,
               stats->stories == 1 ? "y is" : "ies are",
               wtw_grouped_words(stats->storied).items);
}

static void warn_of_large(const struct wtw_session *session)
{
    uint64_t large = wtw_session_large_clusters(session);
    struct wtw_cluster cluster;
    struct wtw_span id;

    if (!large)
        return;
    cluster = wtw_result_cluster(session->result, 0);
    id = wtw_session_id(session, cluster.first);
    wtw_remark(session->progress,
               "%s cluster%s of %s articles or more; look whether %.*s, of %s, is one "
               "text",
               wtw_grouped_words(large).items, large == 1 ? "" : "s",
               wtw_grouped_words(WTW_LARGE_CLUSTER).items,
               (int)(id.count < 200 ? id.count : 200), id.items,
               wtw_grouped_words(cluster.size).items);
}

static void summarise(const struct wtw_session *session)
{
    struct wtw_stats stats;
    struct wtw_copy_kinds kinds;
    struct copy_walk walk = {.result = session->result};
    uint64_t copies = 0;

    if (session->progress->is_quiet || !session->ledger.count)
        return;
    wtw_engine_stats(session->engine, &stats);
    kinds = count_copies(session->result);
    copies = kinds.total;
    wtw_remark(session->progress, "%s article%s, %s cluster%s of two or more%s%s",
               wtw_grouped_words(stats.articles).items, stats.articles == 1 ? "" : "s",
               wtw_grouped_words(stats.clusters).items, stats.clusters == 1 ? "" : "s",
               stats.clusters ? ", the largest of " : "",
               stats.clusters ? wtw_grouped_words(stats.largest).items : "");
    if (copies)
        wtw_remark(session->progress,
                   "%s cop%s could go (%s of all); to their canonical they are: %s",
                   wtw_grouped_words(copies).items, copies == 1 ? "y" : "ies",
                   wtw_percent_words((double)copies / (double)stats.articles).items,
                   wtw_copy_kinds_words(&kinds).items);
    wtw_copy_details_tell(session, copies, next_copy, &walk);
    tell_stories(session, &stats);
    tell_recurring(session);
    warn_of_large(session);
    if (session->preferences.count && !session->preferred)
        wtw_remark(session->progress,
                   "no article is of a source that --prefer names; inspect shows the "
                   "sources of each article with --format tsv");
}

/* A database is a file of its own making; all else goes through a delivery. */
static enum wtw_status deliver(struct cluster_run *run, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    if (run->session.settings->format == WTW_FORMAT_SQLITE) {
        status = wtw_database_list(&run->session, error);
        wtw_progress_clear(run->session.progress);
        return status;
    }
    WTW_TRY(wtw_delivery_open(&run->delivery, run->session.settings, WTW_FORMAT_JSONL,
                              error));
    status = put_result(run, error);
    wtw_progress_clear(run->session.progress);
    return wtw_delivery_close(&run->delivery, status, error);
}

static enum wtw_status run_session(struct cluster_run *run, enum wtw_exit *out_exit,
                                   struct wtw_error *error)
{
    WTW_TRY(wtw_session_run(&run->session, error));
    WTW_TRY(deliver(run, error));
    summarise(&run->session);
    return wtw_session_close(&run->session, out_exit, error);
}

static void release_writers(struct cluster_run *run)
{
    for (uint32_t i = 0; run->writers && i < run->session.options.thread_count; i++) {
        wtw_article_view_release(&run->writers[i].view);
        for (int k = 0; k < OTHERS; k++)
            wtw_buffer_release(&run->writers[i].others[k].room);
    }
    wtw_release_items(run->writers);
}

enum wtw_status wtw_cluster_run(const struct wtw_settings *settings,
                                struct wtw_progress *progress, enum wtw_exit *out_exit,
                                struct wtw_error *error)
{
    struct cluster_run run = {0};
    enum wtw_status status = wtw_session_open(&run.session, settings, progress, error);

    if (status == WTW_OK)
        status = run_session(&run, out_exit, error);
    release_writers(&run);
    wtw_session_release(&run.session);
    return status;
}
