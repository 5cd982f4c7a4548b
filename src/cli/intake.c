/*
 * intake.c - the inputs of a command: opened, read batch by batch, their rejects told
 *
 * A missing file is found before the first is read: better than after an hour's work
 * without it. What becomes unreadable later is a reject like any other.
 */
#include "cli/intake.h"

#include "base/failure.h"
#include "base/threads.h"
#include "cli/path_words.h"
#include "cli/stop_signal.h"
#include "read/batch.h"
#include "write/number_words.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const char *const standard_input[] = {"-"};

/* As many as there are to sketch, which wait for those that read while there is nothing to
 * do; with one thread everything is done by it. */
static uint32_t threads_ahead(const struct wtw_settings *settings)
{
    uint32_t wanted = settings->engine.thread_count;
    uint32_t count = wanted ? wanted : wtw_threads_available();

    return count > 1 ? count : 0;
}

/*
 * A batch of a feed is made durable at once, so it is large where there is much to read: each
 * writes all pages of the database's indexes that it touches, which in a million articles are
 * as many for 4,096 new ones as for 16,384. It is no larger because there are three of them, the
 * one that is made ready, the one that is judged and the one that is stored and told, and those of
 * 8,192 articles would take 100 MB more.
 */
enum { FEED_BATCH_BYTES = 32 << 20, FEED_BATCH_RECORDS = 5461 };

static bool wait_on(void *context)
{
    (void)context;
    return !wtw_stop_signal();
}

struct wtw_reader_options wtw_reader_options_from(const struct wtw_settings *settings,
                                                  const char *const *paths,
                                                  size_t path_count)
{
    struct wtw_reader_options options = {
        .paths = paths,
        .path_count = path_count,
        .max_record_bytes = settings->max_record_bytes,
        .ahead_threads = threads_ahead(settings),
    };

    memcpy(options.fields, settings->fields, sizeof options.fields);
    if (settings->command && settings->command->bit == WTW_FEED) {
        options.is_prompt = true;
        options.batch_bytes = FEED_BATCH_BYTES;
        options.batch_records = FEED_BATCH_RECORDS;
    }
    if (settings->follows)
        options.waiter.keep_waiting = wait_on;
    return options;
}

enum wtw_status wtw_input_check(const char *path, struct wtw_error *error)
{
    if (strcmp(path, "-") == 0 || access(path, R_OK) == 0)
        return WTW_OK;
    return wtw_fail_to_read(path, errno, error);
}

static void note_reject(void *context, enum wtw_reject_reason reason,
                        const struct wtw_error *error)
{
    struct wtw_intake *intake = context;
    const struct wtw_batch *batch = intake->batch;

    if (batch && (batch->count || intake->is_behind))
        wtw_rejects_hold(&intake->rejects,
                         (struct wtw_reject_turn){intake->batch_number, batch->count},
                         reason, error);
    else
        wtw_rejects_note(&intake->rejects, reason, error);
}

enum wtw_status wtw_intake_open(struct wtw_intake *intake,
                                const struct wtw_settings *settings,
                                struct wtw_progress *progress, bool rereads,
                                struct wtw_error *error)
{
    struct wtw_reject_listener listener = {note_reject, intake};
    struct wtw_reader_options options =
        wtw_reader_options_from(settings, settings->inputs, settings->input_count);

    *intake = (struct wtw_intake){.progress = progress,
                                  .is_strict = settings->strict,
                                  .follows = settings->follows};
    if (!settings->input_count) {
        if (isatty(STDIN_FILENO))
            return wtw_fail(
                error, WTW_BAD_ARGUMENT,
                "no INPUT: name files or folders, or - to type articles here");
        options.paths = standard_input;
        options.path_count = 1;
    }
    for (size_t i = 0; i < options.path_count; i++)
        WTW_TRY(wtw_input_check(options.paths[i], error));
    options.keep_for_rereading = rereads;
    WTW_TRY(wtw_rejects_open(&intake->rejects, settings, progress, error));
    return wtw_reader_new(&options, &listener, &intake->reader, error);
}

void wtw_intake_release(struct wtw_intake *intake)
{
    wtw_rejects_abandon(&intake->rejects);
    wtw_reader_free(intake->reader);
    intake->reader = NULL;
}

enum wtw_status wtw_intake_next(struct wtw_intake *intake, struct wtw_batch *batch,
                                uint64_t number, bool is_behind,
                                const struct wtw_record **out_records, size_t *out_count,
                                struct wtw_error *error)
{
    uint64_t total = 0;
    uint64_t done = wtw_reader_progress(intake->reader, &total);
    enum wtw_status status = WTW_OK;

    wtw_progress_step(intake->progress, "reading", done, total, true);
    intake->batch = batch;
    intake->batch_number = number;
    intake->is_behind = is_behind;
    status = wtw_reader_next_into(intake->reader, batch, out_records, out_count, error);
    intake->batch = NULL;
    return status;
}

static void remark_skipped(const struct wtw_intake *intake)
{
    const char *example = NULL;
    uint64_t count = wtw_reader_skipped(intake->reader, &example);

    if (count)
        wtw_remark(intake->progress, "%s file%s in folders passed over, such as %s",
                   wtw_grouped_words(count).items, count == 1 ? "" : "s", example);
}

enum wtw_status wtw_intake_close(struct wtw_intake *intake, uint64_t article_count,
                                 enum wtw_exit *out_exit, struct wtw_error *error)
{
    uint64_t rejected = intake->rejects.total;

    remark_skipped(intake);
    WTW_TRY(wtw_rejects_close(&intake->rejects, error));
    if (!article_count && rejected)
        return wtw_fail(error, WTW_BAD_INPUT, "not one article could be read");
    if (!article_count)
        wtw_remark(intake->progress, "the input holds no articles");
    *out_exit = rejected && intake->is_strict ? WTW_EXIT_REJECTED : WTW_EXIT_DONE;
    return WTW_OK;
}
