/*
 * preferences.c - whose articles are to stand for their clusters
 */
#include "cli/preferences.h"

#include "base/failure.h"
#include "read/field_values.h"

#include <string.h>
#include <strings.h>

static const char www[] = "www.";

static bool begins_with(struct wtw_span text, const char *words)
{
    size_t count = strlen(words);

    return text.count > count && strncasecmp(text.items, words, count) == 0;
}

static struct wtw_span trimmed(const char *words, size_t count)
{
    struct wtw_span text = {words, count};

    while (text.count && strchr(" \t.", text.items[0])) {
        text.items++;
        text.count--;
    }
    while (text.count && strchr(" \t", text.items[text.count - 1]))
        text.count--;
    if (begins_with(text, www))
        text = (struct wtw_span){text.items + strlen(www), text.count - strlen(www)};
    return text;
}

enum wtw_status wtw_preferences_parse(struct wtw_preferences *preferences,
                                      const char *words, struct wtw_error *error)
{
    preferences->count = 0;
    if (!words)
        return WTW_OK;
    for (const char *next = words; *next; next += *next == ',') {
        size_t count = strcspn(next, ",");
        struct wtw_span name = trimmed(next, count);

        next += count;
        if (!name.count)
            continue;
        if (preferences->count == WTW_PREFERENCES_MOST)
            return wtw_fail(error, WTW_BAD_ARGUMENT, "--prefer takes at most %d sources",
                            (int)WTW_PREFERENCES_MOST);
        preferences->items[preferences->count++] = name;
    }
    if (!preferences->count)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--prefer is a list of sources or domains such as "
                        "reuters.com,bbc.co.uk, not '%.80s'",
                        words);
    return WTW_OK;
}

static bool is_or_belongs_to(struct wtw_span text, struct wtw_span name)
{
    size_t before = text.count - name.count;

    if (text.count < name.count ||
        strncasecmp(text.items + before, name.items, name.count) != 0)
        return false;
    return !before || text.items[before - 1] == '.';
}

uint8_t wtw_preferences_rank(const struct wtw_preferences *preferences,
                             struct wtw_span source, struct wtw_span url)
{
    struct wtw_span host;

    if (!preferences->count)
        return 0;
    host = wtw_url_host(url);
    if (begins_with(source, www))
        source =
            (struct wtw_span){source.items + strlen(www), source.count - strlen(www)};
    for (uint32_t i = 0; i < preferences->count; i++) {
        if (is_or_belongs_to(source, preferences->items[i]) ||
            is_or_belongs_to(host, preferences->items[i]))
            return (uint8_t)(i + 1);
    }
    return 0;
}
