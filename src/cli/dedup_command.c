/*
 * dedup_command.c - wiretwin dedup: the corpus without its copies
 *
 * Articles are clustered as by wiretwin cluster; who is kept is written in input order, read
 * again from its place, so that nothing but numbers is held in memory. The list of what was
 * removed is completed first: a corpus may be replaced by its own remainder, and then it
 * is the last word on what is gone.
 */
#include "base/failure.h"
#include "cli/copy_details.h"
#include "cli/copy_kinds.h"
#include "cli/copy_removal.h"
#include "cli/delivery.h"
#include "cli/kept_records.h"
#include "write/number_words.h"
#include "write/removed_jsonl.h"

/* An id from anywhere in the ledger, with room for it. */
struct roomy_id {
    struct wtw_buffer room;
    struct wtw_span id;
};

struct dedup_run {
    struct wtw_session session;
    struct wtw_copy_removal removal;
    enum wtw_joining joining;
    struct wtw_delivery kept;
    struct wtw_kept records;
    struct wtw_whole_file removed;
    struct wtw_json json;
    bool lists_removed;
    struct roomy_id ids[3];
    struct wtw_copy_kinds kinds;
};

/* ------------------------------------------------------------------ outputs */

static enum wtw_status open_removed(struct dedup_run *run, struct wtw_error *error)
{
    const char *path = run->session.settings->removed;

    if (!path)
        return WTW_OK;
    WTW_TRY(wtw_result_open(&run->removed, path, error));
    wtw_json_init(&run->json, &run->removed.out, false);
    run->lists_removed = true;
    return WTW_OK;
}

static enum wtw_status finish_removed(struct dedup_run *run, enum wtw_status status,
                                      struct wtw_error *error)
{
    if (!run->lists_removed)
        return status;
    run->lists_removed = false;
    if (status == WTW_OK)
        return wtw_result_commit(&run->removed, error);
    wtw_result_abandon(&run->removed);
    return status;
}

/* ------------------------------------------------------------------ articles */

static enum wtw_status find_ids(struct dedup_run *run, const uint32_t numbers[3],
                                struct wtw_error *error)
{
    for (size_t i = 0; i < 3; i++)
        WTW_TRY(wtw_ledger_copy_id(&run->session.ledger, numbers[i], &run->ids[i].room,
                                   &run->ids[i].id, error));
    return WTW_OK;
}

static enum wtw_status list_removed(struct dedup_run *run,
                                    const struct wtw_removed_copy *copy,
                                    struct wtw_error *error)
{
    const struct wtw_session *session = &run->session;
    const struct wtw_membership *membership = &copy->membership;
    struct wtw_place place = wtw_ledger_place(&session->ledger, copy->number);
    const uint32_t numbers[3] = {wtw_copy_kept_for(&run->removal, copy->number),
                                 membership->cluster, membership->canonical};
    struct wtw_removed_info info = {
        .membership = membership,
        .lag_seconds =
            wtw_ledger_lag(&session->ledger, membership->canonical, copy->number),
        .round = copy->round,
    };

    WTW_TRY(find_ids(run, numbers, error));
    info.article.id = wtw_session_id(session, copy->number);
    info.article.input = wtw_reader_input(session->intake.reader, place.input).name;
    info.article.line = place.line;
    info.article.offset = place.offset;
    info.kept = run->ids[0].id;
    info.cluster = run->ids[1].id;
    info.canonical = run->ids[2].id;
    wtw_removed_jsonl_line(&run->json, &info);
    return WTW_OK;
}

static enum wtw_status put_removed(struct dedup_run *run, uint32_t number,
                                   struct wtw_error *error)
{
    struct wtw_removed_copy copy = wtw_copy_removed(&run->removal, number);

    wtw_copy_kinds_count(&run->kinds, copy.membership.relation);
    return run->lists_removed ? list_removed(run, &copy, error) : WTW_OK;
}

static enum wtw_status put_all(struct dedup_run *run, struct wtw_error *error)
{
    uint32_t count = (uint32_t)run->session.ledger.count;

    for (uint32_t i = 0; i < count && !wtw_out_has_failed(&run->kept.file.out); i++) {
        wtw_progress_step(run->session.progress, "writing", i, count, false);
        if (wtw_copy_is_kept(&run->removal, i))
            WTW_TRY(wtw_kept_put(&run->records, i, error));
        else
            WTW_TRY(put_removed(run, i, error));
    }
    wtw_kept_finish(&run->records);
    return WTW_OK;
}

static enum wtw_status write_all(struct dedup_run *run, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    WTW_TRY(
        wtw_delivery_open(&run->kept, run->session.settings, WTW_FORMAT_JSONL, error));
    run->records = (struct wtw_kept){
        .session = &run->session, .joining = run->joining, .out = &run->kept.file.out};
    status = open_removed(run, error);
    if (status == WTW_OK)
        status = put_all(run, error);
    wtw_progress_clear(run->session.progress);
    status = finish_removed(run, status, error);
    return wtw_delivery_close(&run->kept, status, error);
}

/* ------------------------------------------------------------------ what people hear */

static void tell_undecided(const struct dedup_run *run)
{
    const struct wtw_copy_removal *removal = &run->removal;
    bool is_day = run->session.settings->within == WTW_WITHIN_DAY;

    if (removal->undecided)
        wtw_remark(run->session.progress,
                   "%s article%s of clusters %s kept, since the %s is not known",
                   wtw_grouped_words(removal->undecided).items,
                   removal->undecided == 1 ? "" : "s",
                   removal->undecided == 1 ? "is" : "are", is_day ? "day" : "source");
}

static void tell_rounds(const struct dedup_run *run)
{
    const struct wtw_copy_removal *removal = &run->removal;

    if (removal->later_count)
        wtw_remark(run->session.progress,
                   "%s of them %s found only when what is left was looked at again",
                   wtw_grouped_words(removal->later_count).items,
                   removal->later_count == 1 ? "was" : "were");
    if (!removal->is_settled)
        wtw_remark(run->session.progress,
                   "what is left was not looked at again after round %u; it may hold "
                   "copies that only show without the others (--rounds)",
                   run->session.settings->rounds);
}

static void tell_preferences(const struct dedup_run *run)
{
    if (run->session.preferences.count && !run->session.preferred)
        wtw_remark(run->session.progress,
                   "no article is of a source that --keep names; inspect shows the "
                   "sources of each article with --format tsv");
}

/* A walk over the copies that were removed. */
struct removed_walk {
    const struct dedup_run *run;
    uint32_t next;
};

static bool next_removed(void *context, uint32_t *out_number)
{
    struct removed_walk *walk = context;
    uint32_t count = (uint32_t)walk->run->session.ledger.count;

    while (walk->next < count && wtw_copy_is_kept(&walk->run->removal, walk->next))
        walk->next++;
    *out_number = walk->next;
    return walk->next++ < count;
}

static void summarise(const struct dedup_run *run)
{
    uint64_t all = run->session.ledger.count;
    uint64_t removed = run->removal.removed;
    struct removed_walk walk = {.run = run};

    if (!all)
        return;
    wtw_remark(run->session.progress, "%s article%s, %s kept, %s removed (%s)%s%s",
               wtw_grouped_words(all).items, all == 1 ? "" : "s",
               wtw_grouped_words(all - removed).items, wtw_grouped_words(removed).items,
               wtw_percent_words((double)removed / (double)all).items,
               removed ? ": " : "", wtw_copy_kinds_words(&run->kinds).items);
    wtw_copy_details_tell(&run->session, removed, next_removed, &walk);
    tell_rounds(run);
    tell_undecided(run);
    tell_preferences(run);
}

/* ------------------------------------------------------------------ the command */

static enum wtw_status run_session(struct dedup_run *run, enum wtw_exit *out_exit,
                                   struct wtw_error *error)
{
    WTW_TRY(wtw_session_run(&run->session, error));
    WTW_TRY(wtw_joining_find(&run->session, &run->joining, error));
    WTW_TRY(wtw_copy_removal_run(&run->removal, &run->session, error));
    WTW_TRY(write_all(run, error));
    summarise(run);
    return wtw_session_close(&run->session, out_exit, error);
}

enum wtw_status wtw_dedup_run(const struct wtw_settings *settings,
                              struct wtw_progress *progress, enum wtw_exit *out_exit,
                              struct wtw_error *error)
{
    struct dedup_run run = {0};
    enum wtw_status status = wtw_session_open(&run.session, settings, progress, error);

    run.session.keeps_origins = true;
    if (status == WTW_OK)
        status = run_session(&run, out_exit, error);
    for (size_t i = 0; i < sizeof run.ids / sizeof run.ids[0]; i++)
        wtw_buffer_release(&run.ids[i].room);
    wtw_buffer_release(&run.records.bytes);
    wtw_copy_removal_release(&run.removal);
    wtw_session_release(&run.session);
    return status;
}
