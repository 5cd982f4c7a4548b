/*
 * report_listing.c - wiretwin cluster --format html: clusters as one file to be read
 *
 * Articles are read again, cluster by cluster, and each member is compared with its
 * canonical, the one text that is held meanwhile. Articles bear their place in the input,
 * from 1 on, as a feed would number them.
 *
 * The largest clusters come first, and so are the last to be left out. Where the text of a
 * canonical finds no room, those of its members would show nothing, and are left out as
 * well.
 */
#include "cli/report_listing.h"

#include "base/failure.h"
#include "read/publisher.h"
#include "write/left_out.h"
#include "write/number_words.h"
#include "write/pair_evidence.h"
#include "write/report_html.h"
#include "write/valid_text.h"

/* An article of the cluster at hand; its text is valid. */
struct listed {
    struct wtw_article_view view;
    struct wtw_article_info info;
    struct wtw_buffer scratch;
    struct wtw_span text;
    bool has_room; /* for its text */
};

struct report_run {
    const struct wtw_session *session;
    struct wtw_report report;
    struct wtw_report_counts counts;
    struct wtw_pair_evidence pair;
    struct listed canonical;
    struct listed member;
    uint64_t listed_articles;
    uint64_t text_bytes;
};

static int64_t number_of(uint32_t article)
{
    return (int64_t)article + 1;
}

static void release_listed(struct listed *listed)
{
    wtw_buffer_release(&listed->scratch);
    wtw_article_view_release(&listed->view);
}

/* Reads an article, and takes room for its text if there is any and it is of use. */
static enum wtw_status load(struct report_run *run, uint32_t number, bool wants_text,
                            struct listed *listed, struct wtw_error *error)
{
    WTW_TRY(
        wtw_session_describe(run->session, number, &listed->view, &listed->info, error));
    WTW_TRY(wtw_valid_text(listed->view.text, &listed->scratch, &listed->text, error));
    listed->has_room =
        wants_text && listed->text.count <= WTW_REPORT_TEXT_BYTES - run->text_bytes;
    if (listed->has_room)
        run->text_bytes += listed->text.count;
    else
        run->counts.left_texts++;
    return WTW_OK;
}

static struct wtw_article article_of(const struct listed *listed)
{
    return (struct wtw_article){
        .text = listed->text.items,
        .text_bytes = listed->text.count,
        .title = listed->info.title.items,
        .title_bytes = listed->info.title.count,
        .published_seconds = listed->info.published_seconds,
    };
}

static struct wtw_report_parts parts_of(const struct wtw_comparer *comparer, uint32_t i)
{
    const struct wtw_boilerplate *found = wtw_comparer_boilerplate(comparer, i);

    if (!found || !wtw_parts_are_left_out(found, wtw_comparer_tokens(comparer, i)))
        return (struct wtw_report_parts){NULL, 0};
    return (struct wtw_report_parts){wtw_boilerplate_items(found),
                                     wtw_boilerplate_count(found)};
}

static enum wtw_status compare(struct report_run *run,
                               struct wtw_report_comparison *out_comparison,
                               struct wtw_error *error)
{
    const struct wtw_options *options = &run->session->settings->engine;
    struct wtw_article a = article_of(&run->canonical);
    struct wtw_article b = article_of(&run->member);
    struct wtw_pair_evidence *pair = &run->pair;

    WTW_TRY(wtw_pair_evidence_find(pair, options, &a, &b, error));
    *out_comparison = (struct wtw_report_comparison){
        .relation = pair->relation,
        .figures = pair->figures,
        .evidence = pair->evidence,
        .parts = {parts_of(pair->comparer, 0), parts_of(pair->comparer, 1)},
        .keeps_boilerplate = options->keeps_boilerplate,
    };
    return WTW_OK;
}

/* As a feed has it: a copy with changes of what its own source published is a revision. */
static enum wtw_feed_verdict verdict_of(const struct report_run *run,
                                        const struct listed *listed,
                                        enum wtw_relation relation)
{
    if (listed == &run->canonical)
        return WTW_FEED_NEW;
    if (relation != WTW_EXACT &&
        wtw_publisher_is_same(run->canonical.view.publisher, listed->view.publisher))
        return WTW_FEED_REVISION;
    return WTW_FEED_COPY;
}

/* A canonical is compared with nobody; the others with it. */
static struct wtw_feed_receipt receipt_of(const struct report_run *run, uint32_t number,
                                          const struct listed *listed)
{
    struct wtw_membership membership =
        wtw_result_membership(run->session->result, number);
    int64_t its = listed->info.published_seconds;
    int64_t canonical = run->canonical.info.published_seconds;
    bool is_canonical = membership.canonical == number;
    struct wtw_feed_receipt receipt = {
        .number = number_of(number),
        .verdict = verdict_of(run, listed, membership.relation),
        .partner = is_canonical ? 0 : number_of(membership.canonical),
        .relation = is_canonical ? WTW_UNRELATED : membership.relation,
        .figures = membership.figures,
        .cluster = number_of(membership.cluster),
        .canonical = number_of(membership.canonical),
        .size = membership.size,
        .agency = listed->view.agency,
    };

    receipt.figures.lag_seconds = its == WTW_DATE_UNKNOWN || canonical == WTW_DATE_UNKNOWN
                                      ? WTW_DATE_UNKNOWN
                                      : canonical - its;
    return receipt;
}

static void put_member(struct report_run *run, uint32_t number,
                       const struct listed *listed,
                       const struct wtw_report_comparison *comparison)
{
    struct wtw_report_member member = {
        .article = {.id = listed->info.id,
                    .url = listed->info.url,
                    .source = listed->info.source,
                    .title = listed->info.title,
                    .published_seconds = listed->info.published_seconds},
        .receipt = receipt_of(run, number, listed),
        .comparison = comparison,
    };

    if (listed->has_room)
        member.article.text = listed->text;
    if (comparison) /* the engine looked for passages only where it had to */
        member.receipt.figures.longest_passage_tokens =
            comparison->figures.longest_passage_tokens;
    wtw_report_member(&run->report, &member);
}

static enum wtw_status list_member(struct report_run *run, uint32_t number,
                                   struct wtw_error *error)
{
    struct wtw_report_comparison comparison;

    WTW_TRY(load(run, number, run->canonical.has_room, &run->member, error));
    if (!run->member.has_room) {
        put_member(run, number, &run->member, NULL);
        return WTW_OK;
    }
    WTW_TRY(compare(run, &comparison, error));
    put_member(run, number, &run->member, &comparison);
    return WTW_OK;
}

static enum wtw_status list_cluster(struct report_run *run,
                                    const struct wtw_cluster *cluster,
                                    struct wtw_error *error)
{
    WTW_TRY(load(run, cluster->canonical, true, &run->canonical, error));
    wtw_report_cluster_begin(&run->report, number_of(cluster->first), cluster->size,
                             number_of(cluster->canonical));
    for (uint32_t i = 0; i < cluster->size; i++) {
        uint32_t number = cluster->members[i];

        if (number == cluster->canonical)
            put_member(run, number, &run->canonical, NULL);
        else
            WTW_TRY(list_member(run, number, error));
    }
    wtw_report_cluster_end(&run->report);
    return WTW_OK;
}

static bool has_room(struct report_run *run, const struct wtw_cluster *cluster)
{
    if (cluster->size <= WTW_REPORT_ARTICLES - run->listed_articles) {
        run->listed_articles += cluster->size;
        return true;
    }
    run->counts.left_clusters++;
    run->counts.left_articles += cluster->size;
    return false;
}

static enum wtw_status list_clusters(struct report_run *run, const struct wtw_out *out,
                                     struct wtw_error *error)
{
    const struct wtw_session *session = run->session;
    size_t count = wtw_result_cluster_count(session->result);
    uint32_t least = run->counts.least_size;

    for (size_t i = 0; i < count && !wtw_out_has_failed(out); i++) {
        struct wtw_cluster cluster = wtw_result_cluster(session->result, i);

        if (cluster.size < 2)
            break; /* the largest come first */
        run->counts.clusters++;
        run->counts.clustered += cluster.size;
        if (cluster.size < least || !has_room(run, &cluster))
            continue;
        wtw_progress_step(session->progress, "writing", i, count, false);
        WTW_TRY(list_cluster(run, &cluster, error));
    }
    return WTW_OK;
}

static void tell_left_out(const struct report_run *run)
{
    const struct wtw_report_counts *counts = &run->counts;
    struct wtw_progress *progress = run->session->progress;

    wtw_progress_clear(progress);
    if (counts->left_clusters)
        wtw_remark(progress,
                   "the report lists %s articles at most; %s cluster%s of %s articles "
                   "had no room, and %s in jsonl",
                   wtw_grouped_words(WTW_REPORT_ARTICLES).items,
                   wtw_grouped_words(counts->left_clusters).items,
                   counts->left_clusters == 1 ? "" : "s",
                   wtw_grouped_words(counts->left_articles).items,
                   counts->left_clusters == 1 ? "is" : "are");
    if (counts->left_texts)
        wtw_remark(progress,
                   "the report holds %u MiB of text at most; the text%s of %s listed "
                   "article%s had no room",
                   WTW_REPORT_TEXT_BYTES >> 20, counts->left_texts == 1 ? "" : "s",
                   wtw_grouped_words(counts->left_texts).items,
                   counts->left_texts == 1 ? "" : "s");
}

enum wtw_status wtw_report_list(const struct wtw_session *session, struct wtw_out *out,
                                struct wtw_error *error)
{
    uint32_t min_size = session->settings->min_size;
    struct report_run run = {
        .session = session,
        .counts = {.articles = session->ledger.count,
                   .least_size = min_size > 2 ? min_size : 2},
    };
    enum wtw_status status = WTW_OK;

    wtw_report_open(&run.report, out);
    status = list_clusters(&run, out, error);
    if (status == WTW_OK) {
        wtw_report_close(&run.report, &run.counts, WTW_VERSION);
        tell_left_out(&run);
    }
    wtw_pair_evidence_release(&run.pair);
    release_listed(&run.canonical);
    release_listed(&run.member);
    return status;
}
