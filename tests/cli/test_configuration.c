/*
 * test_configuration.c - what the environment and a file say where the command line does not
 */
#include "base/faults.h"
#include "check.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/configuration.h"
#include "cli/said_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[64];

static void write_config(const char *words)
{
    FILE *file = NULL;
    int descriptor = -1;

    snprintf(path, sizeof path, "/tmp/wtw_config.XXXXXX");
    descriptor = mkstemp(path);
    check(descriptor >= 0);
    file = fdopen(descriptor, "w");
    fputs(words, file);
    fclose(file);
}

struct filled {
    struct wtw_settings settings;
    struct wtw_configuration configuration;
    struct wtw_error error;
};

static void begin(struct filled *filled, const char *command)
{
    memset(filled, 0, sizeof *filled);
    wtw_settings_init(&filled->settings);
    filled->settings.command = wtw_command_named(command);
    unsetenv("WIRETWIN_CONFIG"); /* which keeps whoever runs this out of other tests */
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("HOME");
}

static void end(struct filled *filled)
{
    wtw_settings_release(&filled->settings);
    wtw_configuration_release(&filled->configuration);
}

/* As if on the command line. */
static void say(struct filled *filled, const char *name, const char *value)
{
    struct wtw_said said = {.by = WTW_SAID_ON_COMMAND_LINE};

    check_ok(wtw_option_say(&filled->settings, wtw_option_named(name, strlen(name)),
                            value, said, &filled->error),
             &filled->error);
}

static enum wtw_status fill(struct filled *filled, const char *config)
{
    enum wtw_status status = WTW_OK;

    if (config) {
        write_config(config);
        filled->settings.config = path;
    }
    status =
        wtw_configuration_read(&filled->configuration, &filled->settings, &filled->error);
    if (config)
        unlink(path);
    return status;
}

static void fill_well(struct filled *filled, const char *config)
{
    check_ok(fill(filled, config), &filled->error);
}

Test(configuration, reads_options_of_every_kind)
{
    struct filled filled;

    begin(&filled, "serve");
    fill_well(&filled,
              "# a server\n\n  db = news.db  \nlisten=[::1]:1\n"
              "token-file = t\nwindow = 2h\nmax-body = 4M\nmax-connections = 7\n"
              "prefer = a, b\nthreads = 3\nno-texts = yes\nquiet = no\n"
              "threshold = .25\nseed = 9\ncanonical = longest\nfield = text=body\n"
              "field = id=key=1\nlisten = [::1]:2");
    check_string(filled.settings.database, "news.db");
    check_string(filled.settings.serve.listen, "[::1]:2"); /* the last one counts */
    check_string(filled.settings.serve.token_file, "t");
    check_number(filled.settings.window_seconds, 7200);
    check_number(filled.settings.serve.max_body_bytes, 4 << 20);
    check_number(filled.settings.serve.max_connections, 7);
    check_string(filled.settings.prefer, "a, b");
    check_number(filled.settings.engine.thread_count, 3);
    check(filled.settings.leaves_texts_out);
    check(!filled.settings.quiet);
    check_real(filled.settings.engine.threshold, .25, 0);
    check_number(filled.settings.engine.seed, 9);
    check_number(filled.settings.engine.canonical, WTW_CANONICAL_LONGEST);
    check_string(filled.settings.fields[WTW_FIELD_TEXT], "body");
    check_string(filled.settings.fields[WTW_FIELD_ID], "key=1");
    end(&filled);
}

Test(configuration, takes_the_command_line_over_the_environment_over_the_file)
{
    struct filled filled;

    begin(&filled, "serve");
    setenv("WIRETWIN_LISTEN", "environment:1", 1);
    setenv("WIRETWIN_MAX_CONNECTIONS", "11", 1);
    setenv("WIRETWIN_DB", "", 1); /* as good as not there */
    say(&filled, "listen", "line:1");
    fill_well(&filled, "listen = file:1\nmax-connections = 22\nmax-body = 1M\ndb = f");
    check_string(filled.settings.serve.listen, "line:1");
    check_number(filled.settings.serve.max_connections, 11);
    check_number(filled.settings.serve.max_body_bytes, 1 << 20);
    check_string(filled.settings.database, "f");
    end(&filled);
}

Test(configuration, refuses_a_variable_that_is_nearly_an_option_and_no_other)
{
    struct filled filled;

    begin(&filled, "cluster");
    setenv("WIRETWIN_TOKEN", "of the server", 1);
    setenv("WIRETWIN_ARCHIVE_HOST", "somebody else's", 1);
    setenv("WIRETWINS", "no prefix", 1);
    fill_well(&filled, NULL);
    setenv("WIRETWIN_SHINGEL", "4", 1);
    check_status(fill(&filled, NULL), WTW_BAD_ARGUMENT);
    check_string(filled.error.words,
                 "there is no $WIRETWIN_SHINGEL; did you mean $WIRETWIN_SHINGLE?");
    unsetenv("WIRETWIN_SHINGEL");
    setenv("WIRETWIN_MAX_RECORDS", "1M", 1);
    check_status(fill(&filled, NULL), WTW_BAD_ARGUMENT);
    check_string(filled.error.words,
                 "there is no $WIRETWIN_MAX_RECORDS; did you mean $WIRETWIN_MAX_RECORD?");
    end(&filled);
}

Test(configuration, takes_each_field_from_the_place_that_counts_most)
{
    struct filled filled;

    begin(&filled, "cluster");
    setenv("WIRETWIN_FIELD", "id=environment", 1);
    say(&filled, "field", "text=line");
    fill_well(&filled, "field = text=file\nfield = id=file\nfield = url=file");
    check_string(filled.settings.fields[WTW_FIELD_TEXT], "line");
    check_string(filled.settings.fields[WTW_FIELD_ID], "environment");
    check_string(filled.settings.fields[WTW_FIELD_URL], "file");
    end(&filled);
}

Test(configuration, lets_a_switch_be_taken_back)
{
    struct filled filled;

    begin(&filled, "cluster");
    say(&filled, "strict", "no");
    fill_well(&filled, "strict = yes\nquiet = yes\nkeep-boilerplate = yes\n"
                       "keep-boilerplate = no");
    check(!filled.settings.strict);
    check(filled.settings.quiet);
    check(!filled.settings.engine.keeps_boilerplate);
    end(&filled);
}

Test(configuration, sets_what_the_command_knows_and_its_sections_are_for)
{
    static const char config[] = "max-connections = 5\nthreshold = .1\n"
                                 "[cluster]\nthreshold = .2\nmin-size = 3\n"
                                 "[pairs]\nthreshold = .3\npassages = yes\n";
    struct filled filled;

    begin(&filled, "cluster");
    fill_well(&filled, config);
    check_real(filled.settings.engine.threshold, .2, 0);
    check_number(filled.settings.min_size, 3);
    check(!filled.settings.passages);
    check_number(filled.settings.serve.max_connections, 0);
    end(&filled);
    begin(&filled, "compare");
    fill_well(&filled, config);
    check_real(filled.settings.engine.threshold, .1, 0);
    check_number(filled.settings.min_size, 0);
    end(&filled);
}

Test(configuration, knows_where_each_value_was_said)
{
    struct wtw_said_value values[WTW_SAID_VALUES_MOST];
    struct filled filled;

    begin(&filled, "cluster");
    setenv("WIRETWIN_SHINGLE", "4", 1);
    say(&filled, "threshold", ".7");
    fill_well(&filled, "\nfield = id=key\n");
    check_number(wtw_said_values(&filled.settings, values), 3);
    check_string(values[0].option->name, "field");
    check_string(values[0].said->value, "id=key");
    check_number(values[0].said->by, WTW_SAID_IN_FILE);
    check_number(values[0].said->line, 2);
    check_string(values[1].option->name, "threshold");
    check_number(values[1].said->by, WTW_SAID_ON_COMMAND_LINE);
    check_string(values[2].said->value, "4");
    check_number(values[2].said->by, WTW_SAID_IN_ENVIRONMENT);
    end(&filled);
}

Test(configuration, has_one_token_from_the_place_that_counts_most)
{
    struct filled filled;

    begin(&filled, "serve");
    setenv("WIRETWIN_TOKEN", "secret", 1);
    setenv("WIRETWIN_TOKEN_FILE", "environment", 1);
    fill_well(&filled, "token-file = file");
    check_string(filled.settings.serve.token, "secret");
    check(filled.settings.serve.token_file == NULL);
    end(&filled);
    begin(&filled, "serve");
    say(&filled, "token-file", "line");
    fill_well(&filled, "token-file = file");
    check(filled.settings.serve.token == NULL);
    check_string(filled.settings.serve.token_file, "line");
    end(&filled);
    unsetenv("WIRETWIN_TOKEN");
    begin(&filled, "serve");
    fill_well(&filled, "token-file = file");
    check_string(filled.settings.serve.token_file, "environment");
    end(&filled);
}

/* Of two that contradict each other, the weaker one is passed over. */
Test(configuration, yields_to_what_the_command_line_says_instead)
{
    struct filled filled;

    begin(&filled, "cluster");
    say(&filled, "canonical", "longest");
    say(&filled, "no-stories", NULL);
    say(&filled, "level", "cluster");
    fill_well(&filled, "prefer = a\nstories = yes\nformat = html");
    check_ok(wtw_settings_settle(&filled.settings, &filled.error), &filled.error);
    check(filled.settings.prefer == NULL);
    check_number(filled.settings.engine.canonical, WTW_CANONICAL_LONGEST);
    check(!filled.settings.engine.finds_stories);
    end(&filled);

    begin(&filled, "cluster");
    say(&filled, "prefer", "a");
    say(&filled, "level", "story");
    fill_well(&filled, "canonical = longest\nno-stories = yes\nformat = html");
    check_ok(wtw_settings_settle(&filled.settings, &filled.error), &filled.error);
    check_number(filled.settings.engine.canonical, WTW_CANONICAL_PREFERRED);
    check(filled.settings.engine.finds_stories);
    check_number(filled.settings.format, WTW_FORMAT_AUTO);
    end(&filled);

    begin(&filled, "inspect");
    say(&filled, "learned", NULL);
    fill_well(&filled, "keep-boilerplate = yes\nformat = html");
    check_ok(wtw_settings_settle(&filled.settings, &filled.error), &filled.error);
    check(filled.settings.learned && !filled.settings.engine.keeps_boilerplate);
    check_number(filled.settings.format, WTW_FORMAT_AUTO);
    end(&filled);
}

Test(configuration, refuses_what_it_would_have_to_pass_over)
{
    static const char *const wrong[] = {
        "config = x",     "db",         "= x",          "max-body = tiny",
        "quiet = 1",      "DB = x",     "output = x",   "delete = x",
        "treshold = .7",  "[clutser]",  "[cluster",     "[]",
        "threshold = 7",  "help = yes", "passages = 3", "[cluster] threshold = .7",
        "field = body=x", "db =",       "check = yes",
    };

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct filled filled;

        begin(&filled, "cluster");
        cr_assert(fill(&filled, wrong[i]) == WTW_BAD_ARGUMENT, "%s", wrong[i]);
        check_number(filled.error.line, 1);
        end(&filled);
    }
}

Test(configuration, suggests_the_name_that_was_perhaps_meant)
{
    struct filled filled;

    begin(&filled, "cluster");
    check_status(fill(&filled, "\n\ntreshold = .7"), WTW_BAD_ARGUMENT);
    check_number(filled.error.line, 3);
    check_string(filled.error.words, "there is no 'treshold'; did you mean 'threshold'?");
    end(&filled);
    begin(&filled, "cluster");
    check_status(fill(&filled, "[clutser]"), WTW_BAD_ARGUMENT);
    check_string(filled.error.words,
                 "there is no command 'clutser'; did you mean [cluster]?");
    end(&filled);
    begin(&filled, "cluster");
    check_status(fill(&filled, "[pairs]\nmin-size = 2"), WTW_BAD_ARGUMENT);
    check_number(filled.error.line, 2);
    end(&filled);
    begin(&filled, "cluster");
    setenv("WIRETWIN_SHINGLE", "many", 1);
    check_status(fill(&filled, NULL), WTW_BAD_ARGUMENT);
    check_string(filled.error.words,
                 "$WIRETWIN_SHINGLE: --shingle is a number from 1 to 16, not 'many'");
    end(&filled);
}

Test(configuration, refuses_a_file_that_is_no_list_of_options)
{
    static char words[70000];
    struct filled filled;

    memset(words, '#', sizeof words - 1);
    begin(&filled, "serve");
    check_status(fill(&filled, words), WTW_BAD_ARGUMENT);
    end(&filled);
    begin(&filled, "serve");
    filled.settings.config = "/nowhere";
    check_status(fill(&filled, NULL), WTW_IO);
    end(&filled);
    begin(&filled, "serve");
    filled.settings.config = "/tmp";
    check_status(fill(&filled, NULL), WTW_IO);
    end(&filled);
}

Test(configuration, reads_the_users_own_file_where_there_is_one)
{
    char home[] = "/tmp/wtw_home.XXXXXX";
    char file[96];
    struct filled filled;

    check(mkdtemp(home) != NULL);
    begin(&filled, "cluster");
    setenv("HOME", home, 1);
    setenv("XDG_CONFIG_HOME", "not/absolute", 1);
    fill_well(&filled, NULL);
    check(filled.settings.config == NULL);
    snprintf(file, sizeof file, "%s/.config", home);
    mkdir(file, 0700);
    snprintf(file, sizeof file, "%s/.config/wiretwin", home);
    mkdir(file, 0700);
    snprintf(file, sizeof file, "%s/.config/wiretwin/config", home);
    write_config("threshold = .6");
    check(rename(path, file) == 0);
    end(&filled);

    begin(&filled, "cluster");
    setenv("HOME", home, 1);
    fill_well(&filled, NULL);
    check_string(filled.settings.config, file);
    check_real(filled.settings.engine.threshold, .6, 0);
    end(&filled);

    begin(&filled, "cluster");
    snprintf(file, sizeof file, "%s/.config", home);
    setenv("XDG_CONFIG_HOME", file, 1);
    fill_well(&filled, NULL);
    check_real(filled.settings.engine.threshold, .6, 0);
    end(&filled);

    begin(&filled, "cluster");
    setenv("HOME", home, 1);
    filled.settings.config = "/dev/null"; /* in its place */
    fill_well(&filled, NULL);
    check_real(filled.settings.engine.threshold, .5, 0);
    end(&filled);
    snprintf(file, sizeof file, "rm -r %s", home);
    check(system(file) == 0);
}

#ifdef WTW_FAULTS
Test(configuration, says_when_it_cannot_read_or_has_no_memory)
{
    struct filled filled;

    begin(&filled, "serve");
    wtw_fault_plan(WTW_FAULT_READ, 1);
    check_status(fill(&filled, "db = x"), WTW_IO);
    end(&filled);
    begin(&filled, "serve");
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(fill(&filled, "db = x"), WTW_NO_MEMORY);
    end(&filled);
    for (uint64_t n = 1; n <= 2; n++) { /* folder and file make one growth or two */
        begin(&filled, "serve");
        setenv("HOME", "/nowhere/at/all", 1);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, n);
        if (fill(&filled, NULL) != WTW_OK)
            check_number(filled.error.status, WTW_NO_MEMORY);
        end(&filled);
    }
}
#endif
