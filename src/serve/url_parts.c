/*
 * url_parts.c - a request's target, taken apart
 *
 * The target is taken as it came, before the HTTP library decodes it: that ends strings at
 * a %00, and an id may hold any byte. Decoding only makes things shorter, so one buffer of
 * the target's length holds all of it and nothing moves.
 */
#include "serve/url_parts.h"

#include "read/dates.h"

#include <inttypes.h>
#include <string.h>

static int digit_of(char character)
{
    if (character >= '0' && character <= '9')
        return character - '0';
    if (character >= 'a' && character <= 'f')
        return character - 'a' + 10;
    if (character >= 'A' && character <= 'F')
        return character - 'A' + 10;
    return -1;
}

/* Appends [begin, end) decoded; there is room. */
static enum wtw_status decode(struct wtw_target *target, const char *begin,
                              const char *end, bool has_pluses, struct wtw_span *out_span,
                              struct wtw_error *error)
{
    char *out = target->decoded.items + target->decoded.count;
    size_t count = 0;

    for (const char *at = begin; at < end; at++) {
        int high = 0;
        int low = 0;

        if (*at != '%') {
            out[count++] = *at == '+' && has_pluses ? ' ' : *at;
            continue;
        }
        high = end - at > 2 ? digit_of(at[1]) : -1;
        low = end - at > 2 ? digit_of(at[2]) : -1;
        if (high < 0 || low < 0)
            return wtw_fail(error, WTW_BAD_INPUT,
                            "a %% in the address has to be followed by two hexadecimal "
                            "digits; a %% itself is written %%25");
        out[count++] = (char)(high * 16 + low);
        at += 2;
    }
    target->decoded.count += count;
    *out_span = (struct wtw_span){out, count};
    return WTW_OK;
}

static enum wtw_status take_parameter(struct wtw_target *target, const char *begin,
                                      const char *end, struct wtw_error *error)
{
    struct wtw_parameter *parameter = &target->parameters[target->parameter_count];
    const char *equals = memchr(begin, '=', (size_t)(end - begin));

    if (begin == end)
        return WTW_OK;
    if (target->parameter_count == WTW_PARAMETERS_MOST)
        return wtw_fail(error, WTW_BAD_INPUT, "more than %d parameters",
                        WTW_PARAMETERS_MOST);
    WTW_TRY(decode(target, begin, equals ? equals : end, true, &parameter->name, error));
    WTW_TRY(
        decode(target, equals ? equals + 1 : end, end, true, &parameter->value, error));
    target->parameter_count++;
    return WTW_OK;
}

enum wtw_status wtw_target_parse(struct wtw_target *target, const char *uri,
                                 struct wtw_error *error)
{
    const char *path_end = uri + strcspn(uri, "?#");
    const char *at = path_end;

    target->parameter_count = 0;
    target->decoded.count = 0;
    WTW_TRY(wtw_buffer_reserve(&target->decoded, strlen(uri) + 1, error));
    WTW_TRY(decode(target, uri, path_end, false, &target->path, error));
    while (*at == '?' || *at == '&') {
        const char *end = at + 1 + strcspn(at + 1, "&#");

        WTW_TRY(take_parameter(target, at + 1, end, error));
        at = end;
    }
    return WTW_OK;
}

void wtw_target_release(struct wtw_target *target)
{
    wtw_buffer_release(&target->decoded);
    *target = (struct wtw_target){0};
}

bool wtw_span_is(struct wtw_span span, const char *words)
{
    return span.count == strlen(words) &&
           (span.count == 0 || memcmp(span.items, words, span.count) == 0);
}

bool wtw_span_number(struct wtw_span span, int64_t *out_number)
{
    int64_t number = 0;

    if (span.count == 0 || span.count > 18) /* as many digits fit for sure */
        return false;
    for (size_t i = 0; i < span.count; i++) {
        if (span.items[i] < '0' || span.items[i] > '9')
            return false;
        number = number * 10 + (span.items[i] - '0');
    }
    *out_number = number;
    return true;
}

struct wtw_span wtw_target_value(const struct wtw_target *target, const char *name)
{
    for (size_t i = 0; i < target->parameter_count; i++) {
        if (wtw_span_is(target->parameters[i].name, name) &&
            target->parameters[i].value.count)
            return target->parameters[i].value;
    }
    return (struct wtw_span){NULL, 0};
}

static bool is_listed(struct wtw_span name, const char *known)
{
    while (*known) {
        size_t count = strcspn(known, " ");

        if (count == name.count && memcmp(known, name.items, count) == 0)
            return true;
        known += count + (known[count] == ' ');
    }
    return false;
}

static int shown_bytes(struct wtw_span span)
{
    return (int)(span.count < 60 ? span.count : 60);
}

enum wtw_status wtw_target_check(const struct wtw_target *target, const char *known,
                                 struct wtw_error *error)
{
    for (size_t i = 0; i < target->parameter_count; i++) {
        struct wtw_span name = target->parameters[i].name;

        if (!is_listed(name, known))
            return wtw_fail(error, WTW_BAD_INPUT,
                            "there is no parameter '%.*s' here; known are: %s",
                            shown_bytes(name), name.items, *known ? known : "none");
        for (size_t j = 0; j < i; j++) {
            struct wtw_span other = target->parameters[j].name;

            if (other.count == name.count &&
                memcmp(other.items, name.items, name.count) == 0)
                return wtw_fail(error, WTW_BAD_INPUT,
                                "the parameter '%.*s' is there twice", shown_bytes(name),
                                name.items);
        }
    }
    return WTW_OK;
}

enum wtw_status wtw_target_number(const struct wtw_target *target, const char *name,
                                  int64_t least, int64_t most, int64_t *number,
                                  struct wtw_error *error)
{
    struct wtw_span value = wtw_target_value(target, name);
    int64_t given = 0;

    if (!value.count)
        return WTW_OK;
    if (!wtw_span_number(value, &given) || given < least || given > most)
        return wtw_fail(error, WTW_BAD_INPUT,
                        "'%s' is a number from %" PRId64 " to %" PRId64 ", not '%.*s'",
                        name, least, most, shown_bytes(value), value.items);
    *number = given;
    return WTW_OK;
}

enum wtw_status wtw_target_date(const struct wtw_target *target, const char *name,
                                int64_t *seconds, struct wtw_error *error)
{
    struct wtw_span value = wtw_target_value(target, name);
    int64_t given = 0;

    if (!value.count)
        return WTW_OK;
    given = wtw_date_parse(value.items, value.count);
    if (given == WTW_DATE_UNKNOWN)
        return wtw_fail(error, WTW_BAD_INPUT,
                        "'%s' is a date such as 2031-03-05 or 2031-03-05T06:10:00Z, not "
                        "'%.*s'",
                        name, shown_bytes(value), value.items);
    *seconds = given;
    return WTW_OK;
}
