/*
 * database_listing.c - wiretwin cluster --format sqlite: articles, clusters and matches
 */
#include "cli/database_listing.h"

#include "base/failure.h"
#include "cli/result_file.h"
#include "write/results_database.h"

#include <inttypes.h>
#include <stdio.h>

struct listing {
    const struct wtw_session *session;
    struct wtw_results_database *database;
    struct wtw_article_view view;
};

static enum wtw_status put_facts(const struct listing *listing, struct wtw_error *error)
{
    const struct wtw_options *options = &listing->session->options;
    const struct {
        const char *name;
        double value;
    } numbers[] = {
        {"scheme", WTW_SCHEME},
        {"articles", (double)listing->session->ledger.count},
        {"threshold", options->threshold},
        {"containment", options->containment},
        {"shingle_tokens", options->shingle_tokens},
        {"seed", (double)options->seed},
        {"finds_stories", options->finds_stories},
    };
    char value[32];

    WTW_TRY(wtw_results_add_fact(listing->database, "version", WTW_VERSION, error));
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        snprintf(value, sizeof value, "%.15g", numbers[i].value);
        WTW_TRY(wtw_results_add_fact(listing->database, numbers[i].name, value, error));
    }
    return WTW_OK;
}

static enum wtw_status put_article(struct listing *listing, uint32_t number,
                                   struct wtw_error *error)
{
    const struct wtw_session *session = listing->session;
    struct wtw_cluster_member member = {
        .membership = wtw_result_membership(session->result, number),
    };

    member.is_canonical = member.membership.canonical == number;
    member.lag_seconds =
        wtw_ledger_lag(&session->ledger, member.membership.canonical, number);
    WTW_TRY(
        wtw_session_describe(session, number, &listing->view, &member.article, error));
    return wtw_results_add_article(listing->database, number, &member,
                                   session->options.finds_stories, error);
}

static enum wtw_status put_articles(struct listing *listing, struct wtw_error *error)
{
    uint32_t count = (uint32_t)listing->session->ledger.count;

    for (uint32_t i = 0; i < count; i++) {
        wtw_progress_step(listing->session->progress, "writing", i, count, false);
        WTW_TRY(put_article(listing, i, error));
    }
    return WTW_OK;
}

static enum wtw_status put_clusters(const struct listing *listing,
                                    struct wtw_error *error)
{
    const struct wtw_session *session = listing->session;
    size_t count = wtw_result_cluster_count(session->result);

    for (size_t i = 0; i < count; i++) {
        struct wtw_cluster cluster = wtw_result_cluster(session->result, i);

        WTW_TRY(wtw_results_add_cluster(listing->database, &cluster,
                                        wtw_session_first_seen(session, &cluster),
                                        error));
    }
    return WTW_OK;
}

static enum wtw_status put_matches(const struct listing *listing, struct wtw_error *error)
{
    size_t count = 0;
    const struct wtw_match *matches =
        wtw_result_matches(listing->session->result, &count);

    for (size_t i = 0; i < count; i++)
        WTW_TRY(wtw_results_add_match(listing->database, &matches[i], error));
    return WTW_OK;
}

static enum wtw_status fill(struct listing *listing, struct wtw_error *error)
{
    WTW_TRY(put_facts(listing, error));
    WTW_TRY(put_articles(listing, error));
    WTW_TRY(put_clusters(listing, error));
    return put_matches(listing, error);
}

static enum wtw_status write_file(struct listing *listing,
                                  const struct wtw_whole_file *file,
                                  struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    if (!file->temporary)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "a database cannot go to %s, which is no file; name one with -o",
                        file->path);
    WTW_TRY(
        wtw_results_database_new(file->temporary, file->path, &listing->database, error));
    status = fill(listing, error);
    if (status == WTW_OK)
        return wtw_results_database_close(listing->database, error);
    wtw_results_database_free(listing->database);
    return status;
}

enum wtw_status wtw_database_list(const struct wtw_session *session,
                                  struct wtw_error *error)
{
    struct listing listing = {.session = session};
    struct wtw_whole_file file;
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_result_open(&file, session->settings->output, error));
    status = write_file(&listing, &file, error);
    wtw_article_view_release(&listing.view);
    if (status == WTW_OK)
        return wtw_result_commit(&file, error);
    wtw_result_abandon(&file);
    return status;
}
