/*
 * jsonl.c - JSON lines: one object a line
 *
 * Nothing but line ends is looked at to find records: memchr() finds them at memory speed,
 * and the scanner sees each record later, on another core.
 */
#include "read/jsonl.h"

#include <string.h>

static bool is_white(const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r')
            return false;
    }
    return true;
}

static enum wtw_found find_line(struct wtw_search *search, struct wtw_span open,
                                bool is_all, struct wtw_cut *out_cut)
{
    const char *newline =
        open.count > search->searched
            ? memchr(open.items + search->searched, '\n', open.count - search->searched)
            : NULL;
    size_t count = newline ? (size_t)(newline - open.items) : open.count;

    if (!newline && !(is_all && open.count)) {
        search->searched = open.count;
        return WTW_FOUND_NOTHING;
    }
    *out_cut =
        (struct wtw_cut){.next = count + (newline != NULL), .lines = newline != NULL};
    if (count && open.items[count - 1] == '\r')
        count--;
    out_cut->end = count;
    return is_white(open.items, count) ? WTW_FOUND_PASSAGE : WTW_FOUND_RECORD;
}

static enum wtw_status understand_object(const struct wtw_record_setting *setting,
                                         struct wtw_span record,
                                         struct wtw_buffer *scratch,
                                         struct wtw_fields *out_fields,
                                         enum wtw_reject_reason *out_reason,
                                         struct wtw_error *error)
{
    return wtw_fields_find(setting->finder, record, &setting->spot, scratch, out_fields,
                           out_reason, error);
}

const struct wtw_format wtw_jsonl_format = {
    .name = "JSONL",
    .find = find_line,
    .understand = understand_object,
};
