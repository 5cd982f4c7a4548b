/*
 * article_routes.c - single articles: sent, judged, shown, deleted
 *
 * Whatever writes or needs the writer's index goes by the queue. What an answer tells of
 * other articles is looked up afterwards on the thread that answers, so that the writer
 * does not do for one what only one waits for.
 */
#include "base/memory.h"
#include "serve/look.h"
#include "serve/referees.h"
#include "serve/service.h"

#include <inttypes.h>
#include <stdio.h>

/* Of an article's page, the matches of most shared shingles. */
enum { MATCHES_MOST = 100 };

static const struct wtw_span nothing = {NULL, 0};

/* ------------------------------------------------------------------ in */

/* One record, and what the writer made of it. */
struct posting {
    struct wtw_record_piece piece;
    struct wtw_feed_receipt receipt;
    struct wtw_task task;
};

/* Parses the body; false where the answer is a problem already. */
static bool read_record(struct wtw_service *service, const struct wtw_request *request,
                        struct posting *posting, struct wtw_answer *answer)
{
    struct wtw_piece_origin origin = wtw_service_origin(service, 1);
    struct wtw_error error = {0};
    enum wtw_status status =
        wtw_piece_add(&posting->piece, request->body, &origin, &error);
    char words[sizeof error.input + sizeof error.words + 64];

    if (status != WTW_OK) {
        wtw_answer_failure(answer, request->target->path, status, &error);
        return false;
    }
    if (posting->piece.reject_count) {
        atomic_fetch_add(&service->metrics.rejected, 1);
        wtw_error_text(&posting->piece.rejects[0], words, sizeof words);
        wtw_answer_problem(answer, WTW_HTTP_UNPROCESSABLE, request->target->path, words);
        return false;
    }
    return true;
}

/* Has the writer do it; false where the answer is a problem already. */
static bool do_task(struct wtw_service *service, const struct wtw_request *request,
                    struct wtw_task *task, struct wtw_answer *answer)
{
    if (!wtw_write_queue_do(service->writer, task)) {
        wtw_answer_problem(answer, WTW_HTTP_UNAVAILABLE, request->target->path,
                           "more articles are waiting than this server takes at a time; "
                           "send it again in a moment");
        answer->retry_after_seconds = 1;
        return false;
    }
    if (task->status != WTW_OK) {
        wtw_answer_failure(answer, request->target->path, task->status, &task->error);
        return false;
    }
    return true;
}

static bool post_record(struct wtw_service *service, const struct wtw_request *request,
                        enum wtw_task_kind kind, struct posting *posting,
                        struct wtw_answer *answer)
{
    if (!read_record(service, request, posting, answer))
        return false;
    posting->task = (struct wtw_task){
        .kind = kind,
        .articles = posting->piece.articles,
        .receipts = &posting->receipt,
        .count = 1,
        .bytes = request->body.count,
    };
    return do_task(service, request, &posting->task, answer);
}

/* The feed's line of one article, as an answer. */
static enum wtw_status put_line(struct wtw_service *service,
                                const struct posting *posting, bool is_stored,
                                struct wtw_answer *answer, struct wtw_error *error)
{
    struct wtw_referees referees = {0};
    struct wtw_answer_json writing;
    struct wtw_feed_line line;
    struct wtw_feed *feed = NULL;
    enum wtw_status status = wtw_readers_borrow(&service->readers, &feed, error);

    if (status != WTW_OK)
        return status;
    status = wtw_referees_line(&referees, feed, posting->piece.articles,
                               &posting->receipt, &line, error);
    wtw_readers_return(&service->readers, feed);
    if (status == WTW_OK) {
        wtw_answer_json_begin(answer, &writing);
        wtw_feed_line_json(&writing.json, &line);
        wtw_answer_json_end(answer, &writing,
                            is_stored && !posting->receipt.is_known ? WTW_HTTP_CREATED
                                                                    : WTW_HTTP_OK);
    }
    wtw_referees_release(&referees);
    return status;
}

static void post(struct wtw_service *service, const struct wtw_request *request,
                 enum wtw_task_kind kind, struct wtw_answer *answer)
{
    struct posting posting = {0};
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;

    if (post_record(service, request, kind, &posting, answer)) {
        status = put_line(service, &posting, kind == WTW_TASK_ADD, answer, &error);
        if (status != WTW_OK)
            wtw_answer_failure(answer, request->target->path, status, &error);
        else if (answer->status == WTW_HTTP_CREATED)
            snprintf(answer->location, sizeof answer->location, "/v1/articles/%" PRId64,
                     posting.receipt.number);
    }
    wtw_piece_release(&posting.piece);
}

void wtw_articles_post(struct wtw_service *service, const struct wtw_request *request,
                       struct wtw_answer *answer)
{
    post(service, request, WTW_TASK_ADD, answer);
}

void wtw_match_post(struct wtw_service *service, const struct wtw_request *request,
                    struct wtw_answer *answer)
{
    post(service, request, WTW_TASK_JUDGE, answer);
}

/* ------------------------------------------------------------------ out */

/* Figures of a and b as figures of b and a. */
static struct wtw_figures mirrored(const struct wtw_figures *figures)
{
    struct wtw_figures other = *figures;

    other.a_shingles = figures->b_shingles;
    other.b_shingles = figures->a_shingles;
    other.a_tokens = figures->b_tokens;
    other.b_tokens = figures->a_tokens;
    other.a_aligned = figures->b_aligned;
    other.b_aligned = figures->a_aligned;
    if (figures->lag_seconds != WTW_DATE_UNKNOWN)
        other.lag_seconds = -figures->lag_seconds;
    return other;
}

/* One match of article 'number', as the other article and what this one is to it. */
static enum wtw_status put_match(struct wtw_look *look, int64_t number,
                                 const struct wtw_feed_match *match,
                                 struct wtw_error *error)
{
    bool is_a = match->a == number;
    int64_t other = is_a ? match->b : match->a;
    enum wtw_relation relation =
        is_a ? wtw_relation_reversed(match->relation) : match->relation;
    struct wtw_figures figures = is_a ? match->figures : mirrored(&match->figures);
    struct wtw_feed_article article;
    enum wtw_status status =
        wtw_feed_describe(look->feed, other, &look->scratch, &article, error);

    if (status != WTW_OK)
        return status == WTW_END ? WTW_OK : status; /* gone meanwhile */
    wtw_json_open(look->json, '{');
    wtw_json_name(look->json, "article");
    wtw_json_open(look->json, '{');
    wtw_feed_article_json(look->json, other, &article);
    wtw_feed_arrived_json(look->json, &article);
    wtw_json_close(look->json, '}');
    wtw_feed_figures_json(look->json, relation, &figures);
    wtw_json_close(look->json, '}');
    return WTW_OK;
}

static enum wtw_status put_matches(struct wtw_look *look, int64_t number,
                                   struct wtw_error *error)
{
    struct wtw_feed_match *matches = NULL;
    size_t count = 0;
    enum wtw_status status = WTW_ALLOCATE(&matches, MATCHES_MOST, error);

    if (status == WTW_OK)
        status =
            wtw_feed_matches(look->feed, number, matches, MATCHES_MOST, &count, error);
    wtw_json_name(look->json, "matches");
    wtw_json_open(look->json, '[');
    for (size_t i = 0; status == WTW_OK && i < count && i < MATCHES_MOST; i++)
        status = put_match(look, number, &matches[i], error);
    wtw_json_close(look->json, ']');
    wtw_json_name(look->json, "match_count");
    wtw_json_number(look->json, count);
    wtw_release_items(matches);
    return status;
}

/* Whether the address says that its name is an id, also where it is of digits only. */
static enum wtw_status read_as(const struct wtw_request *request, bool *out_is_id,
                               struct wtw_error *error)
{
    struct wtw_span as = wtw_target_value(request->target, "as");

    *out_is_id = wtw_span_is(as, "id");
    if (as.count && !*out_is_id && !wtw_span_is(as, "number"))
        return wtw_fail(error, WTW_BAD_ARGUMENT, "'as' is id or number");
    return WTW_OK;
}

static enum wtw_status put_article(struct wtw_look *look, struct wtw_error *error)
{
    struct wtw_feed_article article;
    struct wtw_feed_receipt receipt;
    int64_t number = 0;
    bool is_id = false;

    WTW_TRY(read_as(look->request, &is_id, error));
    WTW_TRY(wtw_look_resolve(look->feed, look->request->rest, is_id, &number, error));
    WTW_TRY(wtw_look_article(look, number, &article, &receipt, error));
    wtw_json_open(look->json, '{');
    wtw_feed_article_json(look->json, number, &article);
    wtw_feed_arrived_json(look->json, &article);
    wtw_numbered_standing_json(look->json, &receipt);
    wtw_json_name(look->json, "text");
    wtw_json_text(look->json, article.text.count ? article.text : nothing);
    WTW_TRY(put_matches(look, number, error));
    wtw_json_close(look->json, '}');
    return WTW_OK;
}

void wtw_article_get(struct wtw_service *service, const struct wtw_request *request,
                     struct wtw_answer *answer)
{
    wtw_look_do(service, request, put_article, answer);
}

/* ------------------------------------------------------------------ gone */

static enum wtw_status find_number(struct wtw_service *service,
                                   const struct wtw_request *request, int64_t *out_number,
                                   struct wtw_error *error)
{
    struct wtw_feed *feed = NULL;
    bool is_id = false;
    enum wtw_status status = read_as(request, &is_id, error);

    if (status == WTW_OK)
        status = wtw_readers_borrow(&service->readers, &feed, error);
    if (status != WTW_OK)
        return status;
    status = wtw_look_resolve(feed, request->rest, is_id, out_number, error);
    wtw_readers_return(&service->readers, feed);
    return status;
}

void wtw_article_delete(struct wtw_service *service, const struct wtw_request *request,
                        struct wtw_answer *answer)
{
    struct wtw_task task = {.kind = WTW_TASK_DELETE};
    struct wtw_error error = {0};
    enum wtw_status status = find_number(service, request, &task.number, &error);

    if (status != WTW_OK) {
        wtw_answer_failure(answer, request->target->path, status, &error);
        return;
    }
    if (!do_task(service, request, &task, answer))
        return;
    if (!task.was_there) {
        wtw_answer_problem(answer, WTW_HTTP_NOT_FOUND, request->target->path,
                           "there is no such article");
        return;
    }
    wtw_answer_clear(answer);
    answer->status = WTW_HTTP_NO_CONTENT;
}
