/*
 * test_serve_config.c - what the environment and a file say where the command line does not
 */
#include "base/faults.h"
#include "check.h"
#include "cli/command_line.h"
#include "cli/serve_config.h"

#include <stdio.h>
#include <stdlib.h>
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
    struct wtw_buffer bytes;
    struct wtw_error error;
};

static enum wtw_status fill(struct filled *filled, const char *config)
{
    enum wtw_status status = WTW_OK;

    if (config) {
        write_config(config);
        filled->settings.serve.config = path;
    }
    status = wtw_serve_config(&filled->settings, &filled->bytes, &filled->error);
    if (config)
        unlink(path);
    return status;
}

static void begin(struct filled *filled)
{
    memset(filled, 0, sizeof *filled);
    wtw_settings_init(&filled->settings);
}

static void end(struct filled *filled)
{
    wtw_settings_release(&filled->settings);
    wtw_buffer_release(&filled->bytes);
}

Test(serve_config, reads_every_option_of_a_file)
{
    struct filled filled;

    begin(&filled);
    check_ok(fill(&filled, "# a server\n\n  db = news.db  \nlisten=[::1]:1\n"
                           "token-file = t\nwindow = 2h\nmax-body = 4M\n"
                           "max-connections = 7\nprefer = a, b\nthreads = 3\n"
                           "listen = [::1]:2"),
             &filled.error);
    check_string(filled.settings.database, "news.db");
    check_string(filled.settings.serve.listen, "[::1]:2"); /* the last one counts */
    check_string(filled.settings.serve.token_file, "t");
    check_number(filled.settings.window_seconds, 7200);
    check_number(filled.settings.serve.max_body_bytes, 4 << 20);
    check_number(filled.settings.serve.max_connections, 7);
    check_string(filled.settings.prefer, "a, b");
    check_number(filled.settings.engine.thread_count, 3);
    end(&filled);
}

Test(serve_config, takes_the_command_line_over_the_environment_over_the_file)
{
    struct filled filled;

    begin(&filled);
    setenv("WIRETWIN_LISTEN", "environment:1", 1);
    setenv("WIRETWIN_MAX_CONNECTIONS", "11", 1);
    setenv("WIRETWIN_DB", "", 1); /* as good as not there */
    filled.settings.serve.listen = "line:1";
    check_ok(
        fill(&filled, "listen = file:1\nmax-connections = 22\nmax-body = 1M\ndb = f"),
        &filled.error);
    check_string(filled.settings.serve.listen, "line:1");
    check_number(filled.settings.serve.max_connections, 11);
    check_number(filled.settings.serve.max_body_bytes, 1 << 20);
    check_string(filled.settings.database, "f");
    end(&filled);
}

Test(serve_config, has_one_token_from_the_place_that_counts_most)
{
    struct filled filled;

    setenv("WIRETWIN_TOKEN", "secret", 1);
    setenv("WIRETWIN_TOKEN_FILE", "environment", 1);
    begin(&filled);
    check_ok(fill(&filled, "token-file = file"), &filled.error);
    check_string(filled.settings.serve.token, "secret");
    check(filled.settings.serve.token_file == NULL);
    end(&filled);
    begin(&filled);
    filled.settings.serve.token_file = "line";
    check_ok(fill(&filled, "token-file = file"), &filled.error);
    check(filled.settings.serve.token == NULL);
    check_string(filled.settings.serve.token_file, "line");
    end(&filled);
    unsetenv("WIRETWIN_TOKEN");
    begin(&filled);
    check_ok(fill(&filled, "token-file = file"), &filled.error);
    check_string(filled.settings.serve.token_file, "environment");
    end(&filled);
}

Test(serve_config, refuses_what_it_would_have_to_pass_over)
{
    static const char *const wrong[] = {"threshold = .7",  "config = x", "db",    "= x",
                                        "max-body = tiny", "quiet = 1",  "DB = x"};

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct filled filled;

        begin(&filled);
        cr_assert(fill(&filled, wrong[i]) == WTW_BAD_ARGUMENT, "%s", wrong[i]);
        check_number(filled.error.line, 1);
        end(&filled);
    }
}

Test(serve_config, refuses_a_file_that_is_no_list_of_options)
{
    static char words[70000];
    struct filled filled;

    memset(words, '#', sizeof words - 1);
    begin(&filled);
    check_status(fill(&filled, words), WTW_BAD_ARGUMENT);
    end(&filled);
    begin(&filled);
    filled.settings.serve.config = "/nowhere";
    check_status(fill(&filled, NULL), WTW_IO);
    end(&filled);
}

#ifdef WTW_FAULTS
Test(serve_config, says_when_it_cannot_read_or_has_no_memory)
{
    struct filled filled;

    begin(&filled);
    wtw_fault_plan(WTW_FAULT_READ, 1);
    check_status(fill(&filled, "db = x"), WTW_IO);
    end(&filled);
    begin(&filled);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(fill(&filled, "db = x"), WTW_NO_MEMORY);
    end(&filled);
}
#endif
