/*
 * serve_command.c - wiretwin serve: a feed over HTTP
 */
#include "base/failure.h"
#include "cli/commands.h"
#include "cli/serve_config.h"
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

static enum wtw_status serve(const struct wtw_settings *settings,
                             struct wtw_progress *progress, struct wtw_error *error)
{
    const struct wtw_serve_settings *given = &settings->serve;
    const struct wtw_server_settings server = {
        .db = given->db,
        .listen = given->listen,
        .token = given->token,
        .token_file = given->token_file,
        .fields = settings->fields,
        .window_seconds = given->window_seconds,
        .body_bytes = given->max_body_bytes,
        .connections = given->max_connections,
        .thread_count = settings->engine.thread_count,
        .kernel = settings->engine.kernel,
        .wants_to_stop = is_stopped,
        .say = say,
        .context = progress,
    };
    enum wtw_status status = WTW_OK;

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
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "serve reads no INPUT such as '%.80s'; articles are sent to it, or "
                        "added to its database by 'wiretwin feed' before",
                        settings->inputs[0]);
    if (!settings->serve.db)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "serve needs a database: --db FILE, which is made where there is "
                        "none");
    return WTW_OK;
}

enum wtw_status wtw_serve_run(const struct wtw_settings *settings,
                              struct wtw_progress *progress, enum wtw_exit *out_exit,
                              struct wtw_error *error)
{
    struct wtw_settings filled = *settings;
    struct wtw_buffer bytes = {0};
    enum wtw_status status = wtw_serve_config(&filled, &bytes, error);

    if (status == WTW_OK)
        status = check(&filled, error);
    if (status == WTW_OK)
        status = serve(&filled, progress, error);
    if (status == WTW_OK)
        *out_exit = WTW_EXIT_DONE;
    wtw_buffer_release(&bytes);
    return status;
}
