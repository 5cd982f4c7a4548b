/*
 * serve_command.c - wiretwin serve: a feed over HTTP
 */
#include "base/failure.h"
#include "cli/commands.h"
#include "cli/preferences.h"
#include "cli/stop_signal.h"

#ifdef WTW_HAS_SERVE
#include "serve/server.h"

static bool is_stopped(void *context)
{
    (void)context;
    return wtw_stop_signal() != 0;
}

static void say(void *context, const char *words)
{
    wtw_remark(context, "%s", words);
}

static uint8_t rank(void *context, struct wtw_span source, struct wtw_span url)
{
    return wtw_preferences_rank(context, source, url);
}

/* Whether anything was said about matching; otherwise a database is taken as it was made. */
static bool has_own_options(const struct wtw_options *options)
{
    struct wtw_options usual;

    wtw_options_init(&usual);
    return options->threshold != usual.threshold ||
           options->containment != usual.containment ||
           options->canonical != usual.canonical ||
           options->keeps_boilerplate != usual.keeps_boilerplate ||
           options->shingle_tokens != usual.shingle_tokens ||
           options->passage_tokens != usual.passage_tokens ||
           options->seed != usual.seed || options->bucket_limit != usual.bucket_limit ||
           options->key_ceiling != usual.key_ceiling ||
           options->sample_ceiling != usual.sample_ceiling;
}

static enum wtw_status serve(const struct wtw_settings *settings,
                             struct wtw_progress *progress, struct wtw_error *error)
{
    const struct wtw_serve_settings *given = &settings->serve;
    struct wtw_preferences preferences;
    const struct wtw_server_settings server = {
        .db = settings->database,
        .listen = given->listen,
        .token = given->token,
        .token_file = given->token_file,
        .fields = settings->fields,
        .window_seconds = settings->window_seconds,
        .body_bytes = given->max_body_bytes,
        .connections = given->max_connections,
        .options = has_own_options(&settings->engine) ? &settings->engine : NULL,
        .leaves_texts_out = settings->leaves_texts_out,
        .rank = rank,
        .rank_context = &preferences,
        .thread_count = settings->engine.thread_count,
        .kernel = settings->engine.kernel,
        .wants_to_stop = is_stopped,
        .say = say,
        .context = progress,
    };
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_preferences_parse(&preferences, settings->prefer, error));
    wtw_stop_hold_off();
    status = wtw_server_run(&server, error);
    wtw_stop_let_through();
    return status;
}
#else
static enum wtw_status serve(const struct wtw_settings *settings,
                             struct wtw_progress *progress, struct wtw_error *error)
{
    (void)settings;
    (void)progress;
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "this wiretwin was built without serve; libmicrohttpd was not there");
}
#endif

static enum wtw_status check(const struct wtw_settings *settings, struct wtw_error *error)
{
    if (settings->input_count)
        return wtw_fail(
            error, WTW_BAD_ARGUMENT,
            "serve reads no INPUT such as '%.80s'; articles are sent to it, or "
            "added to its database by 'wiretwin feed' before",
            settings->inputs[0]);
    if (!settings->database)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "serve needs a database: --db FILE, which is made where there is "
                        "none");
    return WTW_OK;
}

enum wtw_status wtw_serve_run(const struct wtw_settings *settings,
                              struct wtw_progress *progress, enum wtw_exit *out_exit,
                              struct wtw_error *error)
{
    enum wtw_status status = check(settings, error);

    if (status == WTW_OK)
        status = serve(settings, progress, error);
    if (status == WTW_OK)
        *out_exit = WTW_EXIT_DONE;
    return status;
}
