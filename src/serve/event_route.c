/*
 * event_route.c - what the coming and going of articles changed for others
 */
#include "base/memory.h"
#include "serve/look.h"

enum { EVENTS_DEFAULT = 100, EVENTS_MOST = 1000 };

/* The article, or its id, may have gone since. */
static enum wtw_status put_event(struct wtw_look *look, int64_t sequence,
                                 const struct wtw_feed_change *change,
                                 struct wtw_error *error)
{
    struct wtw_feed_article article = {.arrived_seconds = 0};
    enum wtw_status status =
        wtw_feed_describe(look->feed, change->number, &look->scratch, &article, error);

    if (status != WTW_OK && status != WTW_END)
        return status;
    wtw_json_open(look->json, '{');
    wtw_json_name(look->json, "sequence");
    wtw_json_signed(look->json, sequence);
    wtw_feed_event_members_json(look->json, change, article.id);
    wtw_json_close(look->json, '}');
    return WTW_OK;
}

static enum wtw_status put_view(struct wtw_look *look, const struct wtw_event_view *view,
                                const struct wtw_feed_change *changes,
                                struct wtw_error *error)
{
    wtw_json_open(look->json, '{');
    wtw_json_name(look->json, "events");
    wtw_json_open(look->json, '[');
    for (size_t i = 0; i < view->count; i++)
        WTW_TRY(put_event(look, view->first + (int64_t)i, &changes[i], error));
    wtw_json_close(look->json, ']');
    wtw_json_name(look->json, "next");
    wtw_json_signed(look->json, view->first + (int64_t)view->count - 1);
    wtw_json_name(look->json, "missed");
    wtw_json_bool(look->json, view->is_incomplete);
    wtw_json_close(look->json, '}');
    return WTW_OK;
}

static enum wtw_status put_events(struct wtw_look *look, struct wtw_error *error)
{
    const struct wtw_target *target = look->request->target;
    struct wtw_feed_change *changes = NULL;
    struct wtw_event_view view;
    int64_t after = -1;
    int64_t limit = EVENTS_DEFAULT;
    enum wtw_status status =
        wtw_target_number(target, "after", 0, INT64_MAX - 1, &after, error);

    if (status == WTW_OK)
        status = wtw_target_number(target, "limit", 1, EVENTS_MOST, &limit, error);
    if (status != WTW_OK)
        return status == WTW_BAD_INPUT ? WTW_BAD_ARGUMENT : status;
    WTW_TRY(WTW_ALLOCATE(&changes, (size_t)limit, error));
    view = wtw_event_log_get(&look->service->events, after, changes, (size_t)limit);
    status = put_view(look, &view, changes, error);
    wtw_release_items(changes);
    return status;
}

void wtw_events_get(struct wtw_service *service, const struct wtw_request *request,
                    struct wtw_answer *answer)
{
    wtw_look_do(service, request, put_events, answer);
}
