/*
 * session.c - articles on their way from the inputs through the engine
 *
 * Texts are not kept: the engine has them read again for verification, and so do the writers
 * for what they print.
 */
#include "cli/session.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/threads.h"
#include "cli/article_fields.h"
#include "cli/learned_lines.h"
#include "cli/result_file.h"
#include "cli/said_options.h"
#include "cli/session_slots.h"
#include "cli/stop_signal.h"
#include "read/field_values.h"
#include "read/publisher.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static uint64_t peak_bytes(void)
{
    struct rusage usage;

    return getrusage(RUSAGE_SELF, &usage) == 0 ? (uint64_t)usage.ru_maxrss * 1024 : 0;
}

static bool keep_going(void *context, enum wtw_stage stage, uint64_t done, uint64_t total)
{
    static const char *const names[] = {
        [WTW_STAGE_SKETCH] = "sketching",
        [WTW_STAGE_JOIN] = "looking for candidates",
        [WTW_STAGE_VERIFY] = "verifying",
        [WTW_STAGE_CLUSTER] = "clustering",
        [WTW_STAGE_STORY] = "finding stories",
    };
    struct wtw_session *session = context;

    session->stage_peak_bytes[stage] = peak_bytes();
    /* While sketching, the intake tells how far the inputs are read. */
    if (stage != WTW_STAGE_SKETCH)
        wtw_progress_step(session->progress, names[stage], done, total, false);
    return !wtw_stop_signal();
}

static enum wtw_status read_again(const struct wtw_session *session, uint32_t number,
                                  struct wtw_buffer *bytes, struct wtw_buffer *scratch,
                                  struct wtw_fields *out_fields, struct wtw_error *error)
{
    const struct wtw_reader *reader = session->intake.reader;
    struct wtw_place place = wtw_ledger_place(&session->ledger, number);
    enum wtw_reject_reason reason;
    struct wtw_record record;

    WTW_TRY(wtw_reader_reread(reader, &place, bytes, &record, error));
    return wtw_record_parse(reader, &record, scratch, out_fields, &reason, error);
}

enum wtw_status wtw_session_text(const struct wtw_session *session, uint32_t number,
                                 struct wtw_buffer *out_text, struct wtw_error *error)
{
    struct wtw_place place = wtw_ledger_place(&session->ledger, number);

    return wtw_reader_reread_text(session->intake.reader, &place, out_text, error);
}

/* Called from the engine's threads. */
static enum wtw_status fetch_text(void *context, uint32_t number,
                                  struct wtw_buffer *out_text, struct wtw_error *error)
{
    return wtw_session_text(context, number, out_text, error);
}

static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");

    return folder && folder[0] ? folder : "/tmp";
}

enum wtw_status wtw_session_open(struct wtw_session *session,
                                 const struct wtw_settings *settings,
                                 struct wtw_progress *progress, struct wtw_error *error)
{
    struct wtw_options options = settings->engine;

    *session = (struct wtw_session){
        .settings = settings,
        .progress = progress,
        .begun_seconds = wtw_seconds_now(),
    };
    if (!options.thread_count)
        options.thread_count = wtw_threads_available();
    options.temporary_folder = temporary_folder();
    wtw_ledger_init(&session->ledger,
                    options.memory_bytes ? options.temporary_folder : NULL);
    WTW_TRY(wtw_preferences_parse(&session->preferences, settings->prefer, error));
    options.single_finish = true;
    options.text_source.fetch = fetch_text;
    options.text_source.context = session;
    options.watch.keep_going = keep_going;
    options.watch.context = session;
    session->options = options;
    session->origins.folder = options.memory_bytes ? options.temporary_folder : NULL;
    WTW_TRY(wtw_engine_new(&options, &session->engine, error));
    return wtw_intake_open(&session->intake, settings, progress, true, error);
}

void wtw_session_release(struct wtw_session *session)
{
    wtw_session_release_slots(session);
    wtw_ledger_release(&session->ledger);
    wtw_paged_release(&session->origins);
    wtw_engine_free(session->engine);
    wtw_intake_release(&session->intake);
}

/* A signal that came too late for the engine's watch ends the command all the same. */
static enum wtw_status check_signal(struct wtw_error *error)
{
    return wtw_stop_signal() ? wtw_fail(error, WTW_STOPPED, "interrupted") : WTW_OK;
}

static void remark_duplicates(const struct wtw_session *session)
{
    uint64_t count = session->ledger.duplicate_ids;

    if (count)
        wtw_remark(session->progress,
                   "%llu article%s an id that came before; each is told apart by its "
                   "place, as in "
                   "id@input:line",
                   (unsigned long long)count, count == 1 ? " has" : "s have");
}

/* Nothing but rejects is a failure, to be told before any output begins. */
static enum wtw_status check_articles(struct wtw_session *session,
                                      struct wtw_error *error)
{
    enum wtw_exit unused;

    if (session->ledger.count || !session->intake.rejects.total)
        return WTW_OK;
    return wtw_intake_close(&session->intake, 0, &unused, error);
}

enum wtw_status wtw_session_read(struct wtw_session *session, struct wtw_error *error)
{
    WTW_TRY(wtw_session_take_in(session, error));
    WTW_TRY(check_signal(error));
    session->stage_peak_bytes[WTW_STAGE_SKETCH] = peak_bytes();
    WTW_TRY(check_articles(session, error));
    remark_duplicates(session);
    return WTW_OK;
}

/* Reading, candidates, verifying, clustering, perhaps stories, writing. */
static uint32_t stages_of(const struct wtw_options *options)
{
    return 5 + options->finds_stories;
}

enum wtw_status wtw_session_run(struct wtw_session *session, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    wtw_progress_plan(session->progress, stages_of(&session->settings->engine));
    status = wtw_session_read(session, error);
    if (status != WTW_OK)
        return status;
    if (!session->finds_ids)
        wtw_ledger_close(&session->ledger);
    wtw_stop_hold_off();
    status = wtw_engine_finish(session->engine, &session->result, error);
    wtw_stop_let_through();
    WTW_TRY(status);
    wtw_progress_clear(session->progress);
    return check_signal(error);
}

struct wtw_span wtw_session_id(const struct wtw_session *session, uint32_t number)
{
    return wtw_ledger_id(&session->ledger, number);
}

struct wtw_article_origin wtw_session_origin(const struct wtw_session *session,
                                             uint32_t number)
{
    struct wtw_article_origin origin;

    wtw_paged_copy(&session->origins, number * sizeof origin, &origin, sizeof origin);
    return origin;
}

int64_t wtw_session_first_seen(const struct wtw_session *session,
                               const struct wtw_cluster *cluster)
{
    int64_t earliest = WTW_DATE_UNKNOWN;

    for (uint32_t i = 0; i < cluster->size; i++) {
        int64_t seconds = wtw_ledger_published(&session->ledger, cluster->members[i]);

        if (seconds != WTW_DATE_UNKNOWN &&
            (earliest == WTW_DATE_UNKNOWN || seconds < earliest))
            earliest = seconds;
    }
    return earliest;
}

struct wtw_story wtw_session_story(const struct wtw_session *session, uint32_t number)
{
    return wtw_result_story(session->result,
                            wtw_result_story_of(session->result, number));
}

void wtw_article_view_release(struct wtw_article_view *view)
{
    wtw_buffer_release(&view->bytes);
    wtw_buffer_release(&view->scratch);
    wtw_boilerplate_free(view->boilerplate);
    view->boilerplate = NULL;
}

/* Who sketches all of a text looks for no agency. */
static enum wtw_status find_agency(struct wtw_article_view *view, struct wtw_error *error)
{
    const struct wtw_agency_credit *credit = NULL;

    if (!view->boilerplate)
        WTW_TRY(wtw_boilerplate_new(&view->boilerplate, error));
    WTW_TRY(wtw_boilerplate_find(view->boilerplate, view->text.items, view->text.count,
                                 error));
    credit = wtw_boilerplate_agency(view->boilerplate);
    view->agency = credit ? credit->agency : WTW_NO_AGENCY;
    return WTW_OK;
}

enum wtw_status wtw_session_describe(const struct wtw_session *session, uint32_t number,
                                     struct wtw_article_view *view,
                                     struct wtw_article_info *out_info,
                                     struct wtw_error *error)
{
    struct wtw_place place = wtw_ledger_place(&session->ledger, number);
    const char *name = wtw_reader_input(session->intake.reader, place.input).name;
    struct wtw_fields fields;

    WTW_TRY(read_again(session, number, &view->bytes, &view->scratch, &fields, error));
    wtw_describe_fields(&fields, &place, name, out_info);
    out_info->id = wtw_session_id(session, number);
    view->publisher = wtw_publisher_of(&fields);
    view->text = wtw_field_text(&fields, WTW_FIELD_TEXT);
    if (session->result && !session->options.keeps_boilerplate)
        view->agency = wtw_result_membership(session->result, number).agency;
    else
        WTW_TRY(find_agency(view, error));
    out_info->agency = wtw_agency_name(view->agency);
    return WTW_OK;
}

uint64_t wtw_session_large_clusters(const struct wtw_session *session)
{
    size_t count = session->result ? wtw_result_cluster_count(session->result) : 0;
    size_t large = 0;

    while (large < count &&
           wtw_result_cluster(session->result, large).size >= WTW_LARGE_CLUSTER)
        large++; /* the largest come first */
    return large;
}

/* Enough to see what it is that recurs; inspect --learned lists them all. */
enum { RECURRING_IN_STATS = 10 };

struct most_recurring {
    struct wtw_article_view views[RECURRING_IN_STATS];
    struct wtw_recurring_info lines[RECURRING_IN_STATS];
    size_t count;
};

static enum wtw_status find_most_recurring(const struct wtw_session *session,
                                           struct most_recurring *most,
                                           struct wtw_error *error)
{
    size_t count = 0;
    const struct wtw_recurring_line *lines =
        wtw_result_recurring_lines(session->result, &count);

    for (size_t i = 0; i < count && i < RECURRING_IN_STATS; i++) {
        WTW_TRY(wtw_learned_line(session, &lines[i], &most->views[i], &most->lines[i],
                                 error));
        most->count++;
    }
    return WTW_OK;
}

static void gather_stats(const struct wtw_session *session, struct wtw_run_stats *stats)
{
    const struct wtw_reader *reader = session->intake.reader;

    wtw_engine_stats(session->engine, &stats->engine);
    stats->command = session->settings->command->name;
    stats->options = session->settings->engine;
    stats->duplicate_ids = session->ledger.duplicate_ids;
    stats->large_clusters = wtw_session_large_clusters(session);
    stats->prefer = session->settings->prefer;
    stats->inputs = wtw_reader_input_count(reader);
    for (size_t i = 0; i < stats->inputs; i++) {
        struct wtw_input_summary input = wtw_reader_input(reader, i);

        stats->stored_bytes += input.bytes;
        stats->unpacked_bytes += input.text_bytes;
    }
    stats->total_seconds = wtw_seconds_now() - session->begun_seconds;
    memcpy(stats->stage_peak_bytes, session->stage_peak_bytes,
           sizeof stats->stage_peak_bytes);
    stats->peak_bytes = peak_bytes();
}

static size_t gather_settings(const struct wtw_settings *settings,
                              struct wtw_setting out[WTW_SAID_VALUES_MOST])
{
    static const char *const places[] = {
        [WTW_SAID_IN_FILE] = "file",
        [WTW_SAID_IN_ENVIRONMENT] = "environment",
        [WTW_SAID_ON_COMMAND_LINE] = "command line",
    };
    struct wtw_said_value values[WTW_SAID_VALUES_MOST];
    size_t count = wtw_said_values(settings, values);

    for (size_t i = 0; i < count; i++) {
        const struct wtw_said *said = values[i].said;

        out[i] = (struct wtw_setting){
            .name = values[i].option->name,
            .value = said->value ? said->value : "yes",
            .from = places[said->by],
            .line = said->line,
        };
    }
    return count;
}

static enum wtw_status put_stats(const struct wtw_session *session,
                                 const struct most_recurring *most,
                                 struct wtw_error *error)
{
    struct wtw_named_count rejects[WTW_REJECT_REASON_COUNT];
    struct wtw_setting settings[WTW_SAID_VALUES_MOST];
    struct wtw_run_stats stats = {.rejects = rejects,
                                  .reject_reasons = WTW_REJECT_REASON_COUNT,
                                  .most_recurring = most->lines,
                                  .most_recurring_count = most->count};
    struct wtw_whole_file file;

    wtw_rejects_by_reason(&session->intake.rejects, rejects);
    gather_stats(session, &stats);
    stats.config = session->settings->config;
    stats.settings = settings;
    stats.setting_count = gather_settings(session->settings, settings);
    WTW_TRY(wtw_result_open(&file, session->settings->stats, error));
    wtw_stats_json(&file.out, &stats);
    return wtw_result_commit(&file, error);
}

static enum wtw_status write_stats(const struct wtw_session *session,
                                   struct wtw_error *error)
{
    struct most_recurring most = {.count = 0};
    enum wtw_status status = WTW_OK;

    if (!session->settings->stats)
        return WTW_OK;
    status = find_most_recurring(session, &most, error);
    if (status == WTW_OK)
        status = put_stats(session, &most, error);
    for (size_t i = 0; i < RECURRING_IN_STATS; i++)
        wtw_article_view_release(&most.views[i]);
    return status;
}

enum wtw_status wtw_session_close(struct wtw_session *session, enum wtw_exit *out_exit,
                                  struct wtw_error *error)
{
    WTW_TRY(write_stats(session, error));
    return wtw_intake_close(&session->intake, session->ledger.count, out_exit, error);
}
