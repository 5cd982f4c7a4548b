/*
 * compare_route.c - two articles of the feed, side by side
 *
 * The same as the command compare gives, from the texts that the feed keeps. Byte ranges are
 * into the texts as the answer has them, so bytes that are not UTF-8 are replaced before.
 */
#include "serve/look.h"
#include "write/side_by_side.h"
#include "write/valid_text.h"

/* Both articles; bytes lie in the scratch of each. */
struct comparing {
    struct wtw_compared_article articles[2];
    struct wtw_buffer scratches[2];
    struct wtw_buffer valid_texts[2];
    struct wtw_side_by_side sides;
};

static enum wtw_status fetch_side(struct wtw_look *look, struct comparing *comparing,
                                  int side, struct wtw_error *error)
{
    static const char *const parameters[] = {"a", "b"};
    struct wtw_buffer *scratch = &comparing->scratches[side];
    struct wtw_compared_article *out_article = &comparing->articles[side];
    struct wtw_span name = wtw_target_value(look->request->target, parameters[side]);
    struct wtw_feed_article article;
    struct wtw_feed_receipt receipt;
    int64_t number = 0;

    WTW_TRY(wtw_look_resolve(look->feed, name, false, &number, error));
    WTW_TRY(wtw_look_article(look, number, &article, &receipt, error));
    if (!article.text.count)
        return wtw_fail(error, WTW_TOO_SHORT,
                        "this feed keeps no text of article %.*s, so there is nothing to "
                        "compare",
                        (int)(name.count < 80 ? name.count : 80), name.items);
    /* The look's scratch is used for the next article; this one keeps what it has. */
    wtw_buffer_release(scratch);
    *scratch = look->scratch;
    look->scratch = (struct wtw_buffer){0};
    *out_article = (struct wtw_compared_article){
        .number = number,
        .info = {.id = article.id,
                 .url = article.url,
                 .source = article.source,
                 .title = article.title,
                 .published_seconds = article.published_seconds},
    };
    return wtw_valid_text(article.text, &comparing->valid_texts[side], &out_article->text,
                          error);
}

static enum wtw_status compare(struct wtw_look *look, struct comparing *comparing,
                               struct wtw_error *error)
{
    const struct wtw_target *target = look->request->target;

    if (!wtw_target_value(target, "a").count || !wtw_target_value(target, "b").count)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "compare takes two articles, as in /v1/compare?a=7&b=12");
    for (int side = 0; side < 2; side++)
        WTW_TRY(fetch_side(look, comparing, side, error));
    WTW_TRY(wtw_side_by_side_compare(&comparing->sides, look->service->options,
                                     comparing->articles, error));
    comparing->sides.comparison.tells_texts = true;
    wtw_comparison_jsonl(look->json, &comparing->sides.comparison);
    return WTW_OK;
}

static enum wtw_status put_comparison(struct wtw_look *look, struct wtw_error *error)
{
    struct comparing comparing = {0};
    enum wtw_status status = compare(look, &comparing, error);

    wtw_side_by_side_release(&comparing.sides);
    for (int side = 0; side < 2; side++) {
        wtw_buffer_release(&comparing.scratches[side]);
        wtw_buffer_release(&comparing.valid_texts[side]);
    }
    return status;
}

void wtw_compare_get(struct wtw_service *service, const struct wtw_request *request,
                     struct wtw_answer *answer)
{
    wtw_look_do(service, request, put_comparison, answer);
}
