/*
 * said_options.c - who said what: the command line, the environment, or a file
 */
#include "cli/said_options.h"

#include "base/failure.h"
#include "cli/command_line.h"

#include <string.h>

/* NULL where a field is named that there is not. */
static struct wtw_said *place_of(struct wtw_settings *settings,
                                 const struct wtw_option *option, const char *value)
{
    size_t name_bytes = option->kind == WTW_OPTION_FIELD ? strcspn(value, "=") : 0;

    if (option->kind != WTW_OPTION_FIELD)
        return &settings->said[wtw_option_number(option)];
    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        if (strlen(wtw_field_names[i]) == name_bytes &&
            memcmp(wtw_field_names[i], value, name_bytes) == 0)
            return &settings->said_fields[i];
    }
    return NULL;
}

enum wtw_status wtw_option_say(struct wtw_settings *settings,
                               const struct wtw_option *option, const char *value,
                               struct wtw_said said, struct wtw_error *error)
{
    struct wtw_said *place = place_of(settings, option, value);

    if (place && place->by > said.by)
        return WTW_OK;
    WTW_TRY(wtw_option_set(settings, option, value, error));
    said.value = value;
    if (place)
        *place = said;
    return WTW_OK;
}

enum wtw_said_by wtw_option_said_by(const struct wtw_settings *settings,
                                    const struct wtw_option *option)
{
    return (enum wtw_said_by)settings->said[wtw_option_number(option)].by;
}

enum wtw_said_by wtw_said_by(const struct wtw_settings *settings, const char *name)
{
    return wtw_option_said_by(settings, wtw_option_named(name, strlen(name)));
}

static size_t list(const struct wtw_option *option, const struct wtw_said *said,
                   size_t said_count, struct wtw_said_value *out)
{
    size_t count = 0;

    for (size_t i = 0; i < said_count; i++) {
        if (said[i].by != WTW_SAID_NOWHERE)
            out[count++] = (struct wtw_said_value){option, &said[i]};
    }
    return count;
}

size_t wtw_said_values(const struct wtw_settings *settings,
                       struct wtw_said_value out_values[WTW_SAID_VALUES_MOST])
{
    size_t count = 0;

    for (size_t i = 0; i < wtw_option_count(); i++) {
        const struct wtw_option *option = wtw_option_at(i);

        if (option->kind == WTW_OPTION_FIELD)
            count +=
                list(option, settings->said_fields, WTW_FIELD_COUNT, out_values + count);
        else
            count += list(option, &settings->said[i], 1, out_values + count);
    }
    return count;
}
