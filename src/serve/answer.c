/*
 * answer.c - what a request gets: status, headers and bytes
 */
#include "serve/answer.h"

#include "base/failure.h"

#include <string.h>
#include <unistd.h>

static const struct {
    enum wtw_http_status status;
    const char *title;
} titles[] = {
    {WTW_HTTP_OK, "OK"},
    {WTW_HTTP_CREATED, "Created"},
    {WTW_HTTP_NO_CONTENT, "No Content"},
    {WTW_HTTP_NOT_MODIFIED, "Not Modified"},
    {WTW_HTTP_BAD_REQUEST, "Bad Request"},
    {WTW_HTTP_UNAUTHORIZED, "Unauthorized"},
    {WTW_HTTP_NOT_FOUND, "Not Found"},
    {WTW_HTTP_NOT_ALLOWED, "Method Not Allowed"},
    {WTW_HTTP_CONFLICT, "Conflict"},
    {WTW_HTTP_TOO_LARGE, "Content Too Large"},
    {WTW_HTTP_BAD_TYPE, "Unsupported Media Type"},
    {WTW_HTTP_MISDIRECTED, "Misdirected Request"},
    {WTW_HTTP_UNPROCESSABLE, "Unprocessable Content"},
    {WTW_HTTP_FAILED, "Internal Server Error"},
    {WTW_HTTP_UNAVAILABLE, "Service Unavailable"},
};

/* A disk that is full, or memory that ran out, may be better in a moment. */
enum { RETRY_AFTER_FAILURE_SECONDS = 5 };

const char *wtw_http_title(enum wtw_http_status status)
{
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        if (titles[i].status == status)
            return titles[i].title;
    }
    return "";
}

void wtw_answer_init(struct wtw_answer *answer)
{
    *answer = (struct wtw_answer){.status = WTW_HTTP_OK, .file = -1};
}

void wtw_answer_release(struct wtw_answer *answer)
{
    wtw_buffer_release(&answer->body);
    if (answer->file >= 0)
        close(answer->file);
    wtw_answer_init(answer);
}

void wtw_answer_clear(struct wtw_answer *answer)
{
    struct wtw_buffer body = answer->body;

    answer->body = (struct wtw_buffer){0};
    wtw_answer_release(answer);
    answer->body = body;
    answer->body.count = 0;
}

void wtw_problem_json(struct wtw_json *json, enum wtw_http_status status,
                      struct wtw_span instance, const char *detail)
{
    wtw_json_open(json, '{');
    wtw_json_name(json, "type");
    wtw_json_words(json, "about:blank");
    wtw_json_name(json, "title");
    wtw_json_words(json, wtw_http_title(status));
    wtw_json_name(json, "status");
    wtw_json_number(json, status);
    wtw_json_name(json, "detail");
    wtw_json_words(json, detail);
    if (instance.count) {
        wtw_json_name(json, "instance");
        wtw_json_text(json, instance);
    }
    wtw_json_close(json, '}');
}

void wtw_answer_problem(struct wtw_answer *answer, enum wtw_http_status status,
                        struct wtw_span instance, const char *detail)
{
    struct wtw_answer_json writing;

    wtw_answer_clear(answer);
    wtw_answer_json_begin(answer, &writing);
    wtw_problem_json(&writing.json, status, instance, detail);
    wtw_answer_json_end(answer, &writing, status);
    answer->type = "application/problem+json";
}

enum wtw_http_status wtw_http_status_of(enum wtw_status status)
{
    switch (status) {
    case WTW_BAD_ARGUMENT:
        return WTW_HTTP_BAD_REQUEST;
    case WTW_TOO_LARGE:
        return WTW_HTTP_TOO_LARGE;
    case WTW_NO_MEMORY:
    case WTW_IO:
        return WTW_HTTP_UNAVAILABLE;
    case WTW_END:
        return WTW_HTTP_NOT_FOUND;
    default:
        return WTW_HTTP_FAILED;
    }
}

void wtw_answer_failure(struct wtw_answer *answer, struct wtw_span instance,
                        enum wtw_status status, const struct wtw_error *error)
{
    enum wtw_http_status http = wtw_http_status_of(status);

    wtw_answer_problem(answer, http, instance, error->words);
    if (http == WTW_HTTP_UNAVAILABLE)
        answer->retry_after_seconds = RETRY_AFTER_FAILURE_SECONDS;
}

void wtw_answer_json_begin(struct wtw_answer *answer, struct wtw_answer_json *writing)
{
    wtw_answer_clear(answer);
    wtw_out_into(&writing->out, &answer->body);
    wtw_json_init(&writing->json, &writing->out, false);
}

void wtw_answer_json_end(struct wtw_answer *answer, struct wtw_answer_json *writing,
                         enum wtw_http_status status)
{
    static const char no_memory[] =
        "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
        "\"detail\":\"no memory for the answer; try again, or ask for less\"}\n";

    if (!answer->body.count || answer->body.items[answer->body.count - 1] != '\n')
        wtw_out_character(&writing->out, '\n');
    if (!wtw_out_has_failed(&writing->out)) {
        answer->status = status;
        answer->type = "application/json";
        return;
    }
    wtw_answer_clear(answer);
    answer->status = WTW_HTTP_UNAVAILABLE;
    answer->type = "application/problem+json";
    answer->fixed = (struct wtw_span){no_memory, sizeof no_memory - 1};
    answer->retry_after_seconds = RETRY_AFTER_FAILURE_SECONDS;
}
