/*
 * boilerplate_runs.h - texts through the recogniser, and what comes out as strings
 */
#ifndef WTW_TESTS_BOILERPLATE_RUNS_H
#define WTW_TESTS_BOILERPLATE_RUNS_H

#include "check.h"

/* The parts of a text as "kind[bytes]kind[bytes]...", in a buffer that the next call
 * writes over. */
static inline const char *parts_of_bytes(const char *text, size_t text_bytes)
{
    static struct wtw_buffer out;
    struct wtw_error error = {0};
    struct wtw_boilerplate *boilerplate = NULL;

    out.count = 0;
    check_ok(wtw_boilerplate_new(&boilerplate, &error), &error);
    check_ok(wtw_boilerplate_find(boilerplate, text, text_bytes, &error), &error);
    for (size_t i = 0; i < wtw_boilerplate_count(boilerplate); i++) {
        struct wtw_boilerplate_part part = wtw_boilerplate_items(boilerplate)[i];
        const char *name = wtw_boilerplate_kind_name(part.kind);

        check(part.begin < part.end && part.end <= text_bytes);
        check_ok(wtw_buffer_append(&out, name, strlen(name), &error), &error);
        check_ok(wtw_buffer_append(&out, "[", 1, &error), &error);
        check_ok(
            wtw_buffer_append(&out, text + part.begin, part.end - part.begin, &error),
            &error);
        check_ok(wtw_buffer_append(&out, "]", 1, &error), &error);
    }
    wtw_boilerplate_free(boilerplate);
    check_ok(wtw_buffer_append(&out, "", 1, &error), &error);
    return out.items;
}

static inline const char *parts_of(const char *text)
{
    return parts_of_bytes(text, strlen(text));
}

#define parts_are(text, wanted) check_string(parts_of(text), (wanted))

/* A paragraph above and one below, so that a line stands where a page has it. */
#define STORY_ABOVE                                                                      \
    "The harbour board of Vellmar agreed on Tuesday to widen the northern basin, which " \
    "has been too narrow for the new ferries since they were bought two years ago.\n\n"
#define STORY_BELOW                                                                      \
    "\n\nWork is to begin in the spring, and will take about eighteen months if the "    \
    "winter is mild, the board's chairwoman told members at their yearly meeting."

/* What 'line' is in the middle of a story. */
static inline const char *kind_of_line(const char *line)
{
    static struct wtw_buffer text;
    struct wtw_error error = {0};

    text.count = 0;
    check_ok(wtw_buffer_append(&text, STORY_ABOVE, strlen(STORY_ABOVE), &error), &error);
    check_ok(wtw_buffer_append(&text, line, strlen(line), &error), &error);
    check_ok(wtw_buffer_append(&text, STORY_BELOW, strlen(STORY_BELOW) + 1, &error),
             &error);

    struct wtw_boilerplate *boilerplate = NULL;
    const char *name = "none";

    check_ok(wtw_boilerplate_new(&boilerplate, &error), &error);
    check_ok(wtw_boilerplate_find(boilerplate, text.items, text.count - 1, &error),
             &error);
    if (wtw_boilerplate_count(boilerplate) > 1)
        name = "several";
    else if (wtw_boilerplate_count(boilerplate) == 1) {
        struct wtw_boilerplate_part part = wtw_boilerplate_items(boilerplate)[0];
        bool is_whole = part.begin == strlen(STORY_ABOVE) &&
                        part.end == strlen(STORY_ABOVE) + strlen(line);

        name = is_whole ? wtw_boilerplate_kind_name(part.kind) : "some of it";
    }
    wtw_boilerplate_free(boilerplate);
    return name;
}

#define line_is(line, kind) check_string(kind_of_line(line), (kind))
#define line_stays(line) line_is((line), "none")

#endif
