/*
 * command_main.c - the whole command, but for the name main
 */
#include "cli/command_main.h"

#include "base/failure.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/configuration.h"
#include "cli/help.h"
#include "cli/path_words.h"
#include "cli/reject_report.h"
#include "cli/result_file.h"
#include "cli/stop_signal.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

static enum wtw_status show_help(const struct wtw_settings *settings,
                                 struct wtw_error *error)
{
    struct wtw_whole_file file;
    struct wtw_page page;

    WTW_TRY(wtw_result_open(&file, NULL, error));
    wtw_page_init(&page, &file.out, (enum wtw_color_mode)settings->color);
    if (settings->wants_version)
        wtw_help_version(&page, settings->engine.kernel);
    else if (settings->topic)
        wtw_help_topic(&page, settings->topic);
    else if (settings->command)
        wtw_help_command(&page, settings->command);
    else
        wtw_help_overview(&page);
    return wtw_result_commit(&file, error);
}

/* For the bare name: it is a mistake, so it goes where messages go. */
static int show_short_help(void)
{
    struct wtw_out out;
    struct wtw_page page;

    if (wtw_out_init(&out, STDERR_FILENO, NULL) != WTW_OK)
        return WTW_EXIT_FAILED;
    wtw_page_init(&page, &out, WTW_COLOR_AUTO);
    wtw_help_short(&page);
    (void)!wtw_out_flush(&out, "standard error", NULL);
    wtw_out_release(&out);
    return WTW_EXIT_FAILED;
}

/* A pipe whose reader went away is no failure to talk about: that is what 'head' does. */
static int explain(struct wtw_progress *progress, enum wtw_status status,
                   const struct wtw_error *error)
{
    char words[sizeof error->input + sizeof error->words + 64];
    int signal = wtw_stop_signal();

    if (status == WTW_STOPPED && !signal) {
        wtw_progress_clear(progress);
        return WTW_EXIT_SIGNAL + SIGPIPE;
    }
    if (signal) {
        wtw_say(progress, "interrupted; no unfinished file was left behind");
        return WTW_EXIT_SIGNAL + signal;
    }
    wtw_error_text(error, words, sizeof words);
    wtw_say(progress, "%s", words);
    return WTW_EXIT_FAILED;
}

/* A place to write to, and who names it. */
struct place {
    const char *option;
    const char *path; /* NULL for none */
};

static enum wtw_status check_apart(const struct place *places, size_t count, size_t i,
                                   struct wtw_error *error)
{
    if (!places[i].path || !wtw_whole_file_replaces(places[i].path))
        return WTW_OK;
    for (size_t k = i + 1; k < count; k++)
        if (places[k].path && strcmp(places[i].path, places[k].path) == 0)
            return wtw_fail(error, WTW_BAD_ARGUMENT,
                            "%s and %s both name %s; give each a file of its own",
                            places[i].option, places[k].option, places[i].path);
    return WTW_OK;
}

/* What cannot be written, or should not, is told before the work and not after it. */
static enum wtw_status check_places(const struct wtw_settings *settings,
                                    struct wtw_error *error)
{
    const struct place places[] = {{"--output", settings->output},
                                   {"--stats", settings->stats},
                                   {"--rejects", settings->rejects},
                                   {"--removed", settings->removed},
                                   {"--db", settings->database}};
    const size_t count = sizeof places / sizeof places[0];

    for (size_t i = 0; i < count; i++) {
        WTW_TRY(wtw_place_check(places[i].path, error));
        WTW_TRY(check_apart(places, count, i, error));
    }
    WTW_TRY(wtw_report_check("--stats", settings->stats, WTW_STATS_BEGINNING, error));
    return wtw_report_check("--rejects", settings->rejects, WTW_REJECTS_HEADER, error);
}

static enum wtw_status run(struct wtw_settings *settings, struct wtw_progress *progress,
                           enum wtw_exit *out_exit, struct wtw_error *error)
{
    if (settings->wants_help || settings->wants_version) {
        *out_exit = WTW_EXIT_DONE;
        return show_help(settings, error);
    }
    wtw_progress_init(progress, settings->quiet);
    WTW_TRY(check_places(settings, error));
    wtw_configuration_remark(settings, progress);
    return settings->command->run(settings, progress, out_exit, error);
}

/* From all places; help and version ask for nothing. */
static enum wtw_status gather(struct wtw_settings *settings,
                              struct wtw_configuration *configuration,
                              const char *const *words, size_t count,
                              struct wtw_error *error)
{
    WTW_TRY(wtw_command_line_parse(settings, words, count, error));
    if (settings->wants_help || settings->wants_version)
        return WTW_OK;
    WTW_TRY(wtw_configuration_read(configuration, settings, error));
    return wtw_settings_settle(settings, error);
}

int wtw_command_main(int argument_count, char **arguments)
{
    struct wtw_configuration configuration = {0};
    struct wtw_settings settings;
    struct wtw_progress progress;
    struct wtw_error error = {0};
    enum wtw_exit exit_status = WTW_EXIT_DONE;
    enum wtw_status status = WTW_OK;
    int code = 0;

    if (argument_count < 2)
        return show_short_help();
    wtw_stop_listen();
    wtw_progress_init(&progress, false);
    wtw_settings_init(&settings);
    status = gather(&settings, &configuration, (const char *const *)arguments + 1,
                    (size_t)argument_count - 1, &error);
    if (status == WTW_OK)
        status = run(&settings, &progress, &exit_status, &error);
    code = status == WTW_OK ? (int)exit_status : explain(&progress, status, &error);
    wtw_settings_release(&settings);
    wtw_configuration_release(&configuration);
    return code;
}
