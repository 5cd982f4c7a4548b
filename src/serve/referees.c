/*
 * referees.c - the articles that another one's standing names, fetched to be shown
 */
#include "serve/referees.h"

#include "base/failure.h"

void wtw_referees_release(struct wtw_referees *referees)
{
    wtw_buffer_release(&referees->canonical.scratch);
    wtw_buffer_release(&referees->partner.scratch);
    wtw_buffer_release(&referees->itself.scratch);
    *referees = (struct wtw_referees){0};
}

/* One that is gone meanwhile is none. */
static enum wtw_status fetch(struct wtw_referee *referee, struct wtw_feed *feed,
                             int64_t number, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    referee->number = 0;
    if (!number)
        return WTW_OK;
    status = wtw_feed_describe(feed, number, &referee->scratch, &referee->article, error);
    if (status == WTW_END)
        return WTW_OK;
    if (status == WTW_OK)
        referee->number = number;
    return status;
}

enum wtw_status wtw_referees_line(struct wtw_referees *referees, struct wtw_feed *feed,
                                  const struct wtw_feed_article *article,
                                  const struct wtw_feed_receipt *receipt,
                                  struct wtw_feed_line *out_line, struct wtw_error *error)
{
    bool is_stored_otherwise = receipt->is_known || receipt->is_version;
    bool is_own_canonical = receipt->number && receipt->canonical == receipt->number;

    *out_line = (struct wtw_feed_line){.article = article, .receipt = receipt};
    if (is_stored_otherwise) {
        WTW_TRY(fetch(&referees->itself, feed, receipt->number, error));
        if (referees->itself.number)
            out_line->article = &referees->itself.article;
    }
    if (is_own_canonical) {
        out_line->canonical = out_line->article;
    } else {
        WTW_TRY(fetch(&referees->canonical, feed, receipt->canonical, error));
        if (referees->canonical.number)
            out_line->canonical = &referees->canonical.article;
    }
    if (receipt->partner && receipt->partner == receipt->canonical) {
        out_line->partner = out_line->canonical;
        return WTW_OK;
    }
    WTW_TRY(fetch(&referees->partner, feed, receipt->partner, error));
    if (referees->partner.number)
        out_line->partner = &referees->partner.article;
    return WTW_OK;
}

static void put_number(struct wtw_json *json, const char *key, int64_t number)
{
    wtw_json_name(json, key);
    if (number)
        wtw_json_signed(json, number);
    else
        wtw_json_null(json);
}

void wtw_numbered_standing_json(struct wtw_json *json,
                                const struct wtw_feed_receipt *receipt)
{
    wtw_feed_verdict_json(json, receipt);
    put_number(json, "canonical", receipt->canonical);
    put_number(json, "partner", receipt->partner);
    wtw_feed_standing_json(json, receipt);
}
