/*
 * test_rejects.c - every reason has a name, and nobody has to listen
 */
#include "check.h"

#include "read/rejects.h"

static enum wtw_reject_reason heard;

static void listen(void *context, enum wtw_reject_reason reason,
                   const struct wtw_error *error)
{
    *(const struct wtw_error **)context = error;
    heard = reason;
}

Test(rejects, have_names)
{
    check_string(wtw_reject_reason_name(WTW_REJECT_NOT_JSON), "not JSON");
    check_string(wtw_reject_reason_name(WTW_REJECT_NO_TEXT), "no text");
    check_string(wtw_reject_reason_name(WTW_REJECT_TOO_LONG), "too long");
    check_string(wtw_reject_reason_name(WTW_REJECT_UNREADABLE), "unreadable");
    check_string(wtw_reject_reason_name(WTW_REJECT_BROKEN_STREAM), "broken stream");
    check_string(wtw_reject_reason_name(WTW_REJECT_MALFORMED), "malformed");
    check_string(wtw_reject_reason_name((enum wtw_reject_reason)WTW_REJECT_REASON_COUNT),
                 "unknown reason");
}

Test(rejects, reach_the_listener_if_there_is_one)
{
    const struct wtw_error *got = NULL;
    const struct wtw_reject_listener listener = {listen, &got};
    const struct wtw_reject_listener nobody = {NULL, NULL};
    const struct wtw_error error = {.status = WTW_BAD_INPUT};

    wtw_reject(&nobody, WTW_REJECT_NO_TEXT, &error);
    check(got == NULL);
    wtw_reject(&listener, WTW_REJECT_NO_TEXT, &error);
    check(got == &error);
    check_number(heard, WTW_REJECT_NO_TEXT);
}
