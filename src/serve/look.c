/*
 * look.c - a request that only looks: a handle of the feed and an answer in the making
 */
#include "serve/look.h"

#include <inttypes.h>

/* A client's mistake in the address is the answer's, not the database's. */
static void tell_failure(const struct wtw_request *request, enum wtw_status status,
                         const struct wtw_error *error, struct wtw_answer *answer)
{
    if (status == WTW_TOO_SHORT)
        wtw_answer_problem(answer, WTW_HTTP_CONFLICT, request->target->path,
                           error->words);
    else
        wtw_answer_failure(answer, request->target->path, status, error);
}

void wtw_look_do(struct wtw_service *service, const struct wtw_request *request,
                 enum wtw_status (*put)(struct wtw_look *look, struct wtw_error *error),
                 struct wtw_answer *answer)
{
    struct wtw_answer_json writing;
    struct wtw_look look = {
        .service = service, .request = request, .json = &writing.json};
    struct wtw_error error = {0};
    enum wtw_status status = wtw_readers_borrow(&service->readers, &look.feed, &error);

    if (status == WTW_OK) {
        wtw_answer_json_begin(answer, &writing);
        status = put(&look, &error);
        wtw_readers_return(&service->readers, look.feed);
    }
    if (status == WTW_OK)
        wtw_answer_json_end(answer, &writing, WTW_HTTP_OK);
    else
        tell_failure(request, status, &error, answer);
    wtw_buffer_release(&look.scratch);
}

static enum wtw_status fail_missing(struct wtw_span name, struct wtw_error *error)
{
    return wtw_fail(error, WTW_END, "there is no article %.*s%s",
                    (int)(name.count < 80 ? name.count : 80),
                    name.count ? name.items : "", name.count > 80 ? "..." : "");
}

enum wtw_status wtw_look_resolve(struct wtw_feed *feed, struct wtw_span name, bool is_id,
                                 int64_t *out_number, struct wtw_error *error)
{
    int64_t number = 0;

    if (is_id || !wtw_span_number(name, &number))
        WTW_TRY(wtw_feed_find(feed, name, &number, error));
    if (number == 0)
        return fail_missing(name, error);
    *out_number = number;
    return WTW_OK;
}

enum wtw_status wtw_look_article(struct wtw_look *look, int64_t number,
                                 struct wtw_feed_article *out_article,
                                 struct wtw_feed_receipt *out_receipt,
                                 struct wtw_error *error)
{
    enum wtw_status status =
        wtw_feed_get(look->feed, number, &look->scratch, out_article, out_receipt, error);

    if (status == WTW_END)
        return wtw_fail(error, WTW_END, "there is no article %" PRId64, number);
    return status;
}
