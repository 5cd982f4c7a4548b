/*
 * test_record_stream.c - many records in one request, taken while they come
 */
#include "serve/record_stream.h"
#include "serve/service_at_hand.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The lines of the answer, each parsed. */
struct lines {
    json_t *items[20000];
    size_t count;
};
static struct lines lines;

static void release_lines(void)
{
    while (lines.count)
        json_decref(lines.items[--lines.count]);
}

static void read_lines(const struct wtw_answer *answer)
{
    FILE *file = fdopen(dup(answer->file), "r");
    char *line = NULL;
    size_t room = 0;

    release_lines();
    rewind(file);
    while (getline(&line, &room, file) > 0) {
        json_t *parsed = json_loads(line, 0, NULL);

        cr_assert(parsed != NULL, "%s", line);
        lines.items[lines.count++] = parsed;
    }
    free(line);
    fclose(file);
}

/* Sends a body in parts of 'part' bytes. */
static void post(struct at_hand *hand, const char *body, size_t count, size_t part)
{
    struct wtw_record_stream *stream = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_record_stream_new(&hand->service, &stream, &error), &error);
    for (size_t at = 0; at < count; at += part)
        wtw_record_stream_take(stream, body + at, count - at < part ? count - at : part);
    wtw_record_stream_end(stream, (struct wtw_span){"/v1/articles", 12}, &hand->answer);
    wtw_record_stream_free(stream);
    if (hand->answer.file >= 0)
        read_lines(&hand->answer);
}

static int error_status(size_t i)
{
    json_t *error = json_object_get(lines.items[i], "error");

    return (int)json_integer_value(json_object_get(error, "status"));
}

static const char *id(size_t i)
{
    const char *words = json_string_value(json_object_get(lines.items[i], "id"));

    return words ? words : "";
}

static const char mixed[] = "{\"id\":\"a1\",\"text\":\"flood 1\"}\r\n"
                            "\n"
                            "broken\n"
                            "  \t\n"
                            "{\"id\":\"a2\",\"text\":\"flood 2\"}\n"
                            "{\"id\":\"a3\"}\n"
                            "{\"id\":\"a1\",\"text\":\"flood 1\"}";

static void check_mixed(void)
{
    json_t *why = NULL;

    check_number(lines.count, 5);
    check_string(id(0), "a1");
    check_number(error_status(1), 422);
    check_string(id(2), "a2");
    check_number(error_status(3), 422);
    check_string(id(4), "a1");
    check(json_is_true(json_object_get(lines.items[4], "known")));
    why = json_object_get(json_object_get(lines.items[3], "error"), "detail");
    check(strncmp(json_string_value(why), "body:6: no text", 15) == 0);
}

Test(record_stream, answers_each_line_in_order_however_the_body_is_cut)
{
    static const size_t parts[] = {1, 2, 3, 7, 30, 31, 1000};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct at_hand hand;

        at_hand_begin(&hand);
        post(&hand, mixed, sizeof mixed - 1, parts[i]);
        check_number(hand.answer.status, 200);
        check_string(hand.answer.type, "application/x-ndjson");
        check_mixed();
        check_number(hand.service.metrics.rejected, 2);
        check_number(hand.service.metrics.held_bytes, 0);
        at_hand_end(&hand);
    }
    release_lines();
}

Test(record_stream, answers_nothing_to_nothing)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    post(&hand, "", 0, 1);
    check_number(hand.answer.status, 200);
    check_number(lines.count, 0);
    post(&hand, "\n\n \n", 4, 1);
    check_number(lines.count, 0);
    check_number(stand_in.adds, 0);
    at_hand_end(&hand);
}

/* 'count' records that are all new. */
static char *make_records(size_t count, size_t *out_bytes)
{
    char *bytes = malloc(count * 64);
    size_t used = 0;

    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(bytes + used, 64,
                                 "{\"id\":\"r%zu\",\"text\":\"w%zu\"}\n", i, i);
    *out_bytes = used;
    return bytes;
}

Test(record_stream, adds_a_long_body_in_pieces)
{
    enum { COUNT = 9000 };
    struct at_hand hand;
    size_t bytes = 0;
    char *body = make_records(COUNT, &bytes);
    char wanted[16];

    at_hand_begin(&hand);
    post(&hand, body, bytes, 5000);
    check_number(lines.count, COUNT);
    for (size_t i = 0; i < COUNT; i += 997) {
        snprintf(wanted, sizeof wanted, "r%zu", i);
        check_string(id(i), wanted);
    }
    check(stand_in.adds == 3);
    check(stand_in.largest_add >= 4096 && stand_in.largest_add < 4500);
    at_hand_end(&hand);
    release_lines();
    free(body);
}

Test(record_stream, skips_a_line_that_is_too_long_and_goes_on_behind_it)
{
    static const size_t parts[] = {100, 3000, 1 << 20};
    static const char before[] =
        "{\"id\":\"b\",\"text\":\"flood\"}\n{\"id\":\"long\",\"text\":\"";
    static const char after[] = "\"}\n{\"id\":\"c\",\"text\":\"storm\"}\n";
    static char body[9000];
    size_t bytes = sizeof before - 1;

    memcpy(body, before, bytes);
    memset(body + bytes, 'x', 5000); /* 4096 may be */
    bytes += 5000;
    memcpy(body + bytes, after, sizeof after - 1);
    bytes += sizeof after - 1;
    for (size_t i = 0; i < 3; i++) {
        struct at_hand hand;

        at_hand_begin(&hand);
        post(&hand, body, bytes, parts[i]);
        check_number(lines.count, 3);
        check_string(id(0), "b");
        check_number(error_status(1), 413);
        check_string(id(2), "c");
        at_hand_end(&hand);
    }
    release_lines();
}

Test(record_stream, ends_with_a_line_that_is_too_long)
{
    static char body[9000];
    struct at_hand hand;

    at_hand_begin(&hand);
    memset(body, 'x', sizeof body);
    post(&hand, body, sizeof body, 1000);
    check_number(lines.count, 1);
    check_number(error_status(0), 413);
    at_hand_end(&hand);
    release_lines();
}

Test(record_stream, does_with_what_memory_the_server_has_left)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    hand.service.limits.held_bytes = 100;
    check(wtw_service_hold(&hand.service, 40)); /* of others */
    post(&hand, mixed, sizeof mixed - 1, 20);   /* in small pieces */
    check_mixed();
    check(stand_in.adds >= 3);
    check(wtw_service_hold(&hand.service, 50));
    hand.service.is_stopping = true; /* so that it does not wait for them */
    post(&hand, mixed, sizeof mixed - 1, 20);
    check(lines.count > 0);
    check_number(error_status(0), 503);
    check_number(hand.service.metrics.held_bytes, 90);
    wtw_service_let_go(&hand.service, 90);
    at_hand_end(&hand);
    release_lines();
}

Test(record_stream, has_an_error_for_each_line_that_could_not_be_added)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    stand_in.add_status = WTW_IO;
    post(&hand, mixed, sizeof mixed - 1, 1000);
    check_number(hand.answer.status, 200);
    check_number(lines.count, 5);
    check_number(error_status(0), 503);
    check_number(error_status(1), 422);
    check_number(error_status(4), 503);
    at_hand_end(&hand);
    release_lines();
}

Test(record_stream, says_what_it_can_where_other_articles_cannot_be_read)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    stand_in.get_status = WTW_IO;
    post(&hand, mixed, sizeof mixed - 1, 1000);
    check_number(lines.count, 5);
    check_string(id(2), "a2");
    check(json_is_null(json_object_get(lines.items[2], "canonical")));
    stand_in.get_status = WTW_OK;
    stand_in.open_status = WTW_IO;
    at_hand_end(&hand);
    release_lines();
}

Test(record_stream, refuses_before_anything_is_taken_where_no_answer_could_be_kept)
{
    struct at_hand hand;
    struct wtw_record_stream *stream = NULL;
    struct wtw_error error = {0};

    at_hand_begin(&hand);
    setenv("TMPDIR", "/nowhere", 1);
    check_status(wtw_record_stream_new(&hand.service, &stream, &error), WTW_IO);
    unsetenv("TMPDIR");
    check(strstr(error.words, "$TMPDIR has to be a folder with room") != NULL);
    check(stream == NULL);
    at_hand_end(&hand);
}

#ifdef WTW_FAULTS
Test(record_stream, loses_no_line_in_silence_when_memory_runs_out)
{
    bool is_done = false;

    for (uint64_t nth = 1; !is_done; nth++) {
        struct at_hand hand;
        struct wtw_record_stream *stream = NULL;
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        at_hand_begin(&hand);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_record_stream_new(&hand.service, &stream, &error);
        if (status == WTW_OK) {
            wtw_record_stream_take(stream, mixed, sizeof mixed - 1);
            wtw_record_stream_end(stream, (struct wtw_span){NULL, 0}, &hand.answer);
        }
        is_done = wtw_fault_count(WTW_FAULT_ALLOCATION) < nth;
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        if (status != WTW_OK) {
            check_number(status, WTW_NO_MEMORY);
        } else if (hand.answer.file >= 0) {
            read_lines(&hand.answer); /* a line for each, some with an error */
            check_number(lines.count, 5);
        } else {
            check_number(hand.answer.status, 503);
        }
        wtw_record_stream_free(stream);
        at_hand_end(&hand);
        check(nth < 300);
    }
    release_lines();
}

Test(record_stream, tells_when_its_answer_cannot_be_written)
{
    struct at_hand hand;

    at_hand_begin(&hand);
    for (uint64_t nth = 2; nth < 4; nth++) { /* the first write makes the file */
        struct wtw_record_stream *stream = NULL;
        struct wtw_error error = {0};

        wtw_fault_plan(WTW_FAULT_WRITE, nth);
        check_ok(wtw_record_stream_new(&hand.service, &stream, &error), &error);
        wtw_record_stream_take(stream, mixed, sizeof mixed - 1);
        wtw_record_stream_end(stream, (struct wtw_span){NULL, 0}, &hand.answer);
        wtw_fault_plan(WTW_FAULT_WRITE, 0);
        if (nth == 2)
            check_number(hand.answer.status, 503);
        wtw_record_stream_free(stream);
    }
    at_hand_end(&hand);
}
#endif
