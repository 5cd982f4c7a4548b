/*
 * output_rules.c - what a command line asks of its outputs, held against what there is
 */
#include "cli/output_rules.h"

#include "base/failure.h"

#include <string.h>

static const char by_source[] = "source:";

static enum wtw_status settle_keep(struct wtw_settings *settings, struct wtw_error *error)
{
    enum wtw_canonical *canonical = &settings->engine.canonical;
    const char *keep = settings->keep;

    if (!keep || strcmp(keep, "earliest") == 0) {
        return WTW_OK;
    } else if (strcmp(keep, "longest") == 0) {
        *canonical = WTW_CANONICAL_LONGEST;
        return WTW_OK;
    } else if (strncmp(keep, by_source, strlen(by_source)) == 0 &&
               keep[strlen(by_source)]) {
        settings->prefer = keep + strlen(by_source);
        return WTW_OK;
    }
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "--keep is earliest, longest or a list of sources such as "
                    "source:reuters.com,bbc.co.uk, not '%.80s'",
                    keep);
}

static bool is_same_file(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static enum wtw_status check_removed(const struct wtw_settings *settings,
                                     struct wtw_error *error)
{
    const char *output = settings->output ? settings->output : "-";

    if (is_same_file(settings->removed, output))
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "what is kept and what is removed would both go to %s; name "
                        "another file with --removed",
                        strcmp(output, "-") == 0 ? "standard output" : output);
    return WTW_OK;
}

enum wtw_status wtw_output_rules_settle(struct wtw_settings *settings,
                                        struct wtw_error *error)
{
    WTW_TRY(settle_keep(settings, error));
    return check_removed(settings, error);
}
