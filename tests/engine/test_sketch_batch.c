/*
 * test_sketch_batch.c - articles to digests, on any number of threads
 */
#include "check.h"
#include "engine/made_articles.h"

#include "base/failure.h"
#include "base/faults.h"
#include "engine/sketch_batch.h"

enum { ARTICLES = 300 };

static struct wtw_digest_plan plan_of_defaults(void)
{
    struct wtw_digest_plan plan = {.kernel = wtw_kernel_best(),
                                   .shingle_tokens = 3,
                                   .bands = 42,
                                   .rows = 3,
                                   .makes_winnow_keys = true};

    wtw_signature_plan_make(128, 0, &plan.signature);
    return plan;
}

static struct wtw_sketch_batch *new_batch(const struct wtw_digest_plan *plan,
                                          uint32_t threads, bool keeps_texts)
{
    struct wtw_error error = {0};
    struct wtw_sketch_batch *batch = NULL;

    check_ok(wtw_sketch_batch_new(plan, threads, keeps_texts, &batch, &error), &error);
    return batch;
}

/* Skips every third, counts the calls for each, and puts every other text into scratch.
 */
struct picky {
    struct made_article *articles;
    uint32_t calls[ARTICLES];
    size_t broken; /* the article that cannot be given */
};

static enum wtw_status give_picky(void *context, size_t i, struct wtw_buffer *scratch,
                                  struct wtw_article *out_article,
                                  struct wtw_error *error)
{
    struct picky *picky = context;
    const struct made_article *article = &picky->articles[i];

    picky->calls[i]++;
    if (i >= picky->broken)
        return wtw_fail(error, WTW_BAD_INPUT, "article %zu is broken", i);
    if (i % 3 == 1)
        return WTW_SKIPPED;
    made_give(picky->articles, i, scratch, out_article, error);
    if (i % 2 == 0)
        return WTW_OK;
    scratch->count = 0;
    WTW_TRY(wtw_buffer_append(scratch, article->text, article->text_bytes, error));
    out_article->text = scratch->items;
    return WTW_OK;
}

static void check_batch(const struct wtw_sketch_batch *batch,
                        const struct made_article *articles, size_t count, bool has_texts)
{
    struct wtw_archive_entry entry;
    const char *text = NULL;
    size_t text_bytes = 0;
    size_t position = 0;

    for (size_t i = 0; i < count; i++) {
        const struct made_article *article = &articles[i];

        if (i % 3 == 1)
            continue;
        check(wtw_sketch_batch_next(batch, &position, &entry, &text, &text_bytes));
        check_number(entry.digest->token_count, article->word_count);
        check_number(entry.digest->shingle_count, article->shingle_count);
        check_number(entry.published_seconds, article->published_seconds);
        check_number(text_bytes, has_texts ? article->text_bytes : 0);
        check(!has_texts || memcmp(text, article->text, text_bytes) == 0);
    }
    check(!wtw_sketch_batch_next(batch, &position, &entry, &text, &text_bytes));
    check(!wtw_sketch_batch_next(batch, &position, &entry, &text, &text_bytes));
}

Test(sketch_batch, gives_what_was_not_skipped_in_order_on_any_number_of_threads)
{
    static const uint32_t threads[] = {1, 2, 7};
    struct wtw_digest_plan plan = plan_of_defaults();

    for (size_t t = 0; t < 6; t++) {
        static struct picky picky;
        struct wtw_article_giver giver = {
            .give = give_picky, .context = &picky, .count = ARTICLES};
        struct wtw_sketch_batch *batch = new_batch(&plan, threads[t / 2], t % 2);
        struct wtw_error error = {0};

        picky =
            (struct picky){.articles = made_articles(ARTICLES, 180), .broken = ARTICLES};
        check_ok(wtw_sketch_batch_fill(batch, &giver, &error), &error);
        for (size_t i = 0; i < ARTICLES; i++)
            check_number(picky.calls[i], 1);
        check_batch(batch, picky.articles, ARTICLES, t % 2);
        wtw_sketch_batch_free(batch);
        free(picky.articles);
    }
}

Test(sketch_batch, entries_do_not_depend_on_the_threads)
{
    struct wtw_digest_plan plan = plan_of_defaults();
    struct made_article *articles = made_articles(ARTICLES, 181);
    struct wtw_article_giver giver = {
        .give = made_give, .context = articles, .count = ARTICLES};
    struct wtw_sketch_batch *alone = new_batch(&plan, 1, false);
    struct wtw_sketch_batch *many = new_batch(&plan, 5, false);
    struct wtw_error error = {0};
    struct wtw_archive_entry x;
    struct wtw_archive_entry y;
    const char *text = NULL;
    size_t text_bytes = 0;

    check_ok(wtw_sketch_batch_fill(alone, &giver, &error), &error);
    check_ok(wtw_sketch_batch_fill(many, &giver, &error), &error);
    for (size_t a = 0, b = 0; wtw_sketch_batch_next(alone, &a, &x, &text, &text_bytes);) {
        check(wtw_sketch_batch_next(many, &b, &y, &text, &text_bytes));
        check(x.digest->content_hash == y.digest->content_hash);
        check(memcmp(x.digest->odd_sketch, y.digest->odd_sketch, 64) == 0);
        check(memcmp(x.band_keys, y.band_keys, 42 * 4) == 0);
        check_number(x.winnow_count, y.winnow_count);
        check(!x.winnow_count ||
              memcmp(x.winnow_keys, y.winnow_keys, x.winnow_count * 4) == 0);
    }
    wtw_sketch_batch_free(alone);
    wtw_sketch_batch_free(many);
    free(articles);
}

Test(sketch_batch, sums_are_those_of_what_was_not_skipped)
{
    struct wtw_digest_plan plan = plan_of_defaults();
    static struct picky picky;
    struct wtw_article_giver giver = {
        .give = give_picky, .context = &picky, .count = ARTICLES};
    struct wtw_sketch_batch *batch = new_batch(&plan, 2, true);
    struct wtw_sketch_sums wanted = {0};
    struct wtw_sketch_sums sums;
    struct wtw_error error = {0};

    picky = (struct picky){.articles = made_articles(ARTICLES, 182), .broken = ARTICLES};
    picky.articles[6].word_count = 0;
    picky.articles[6].text_bytes = 0;
    memcpy(picky.articles[9].text, "\xff\xff\xff", 3);
    picky.articles[9].text_bytes = 3;
    picky.articles[9].word_count = 0;
    for (size_t i = 0; i < ARTICLES; i++) {
        if (i % 3 == 1)
            continue;
        wanted.articles++;
        wanted.text_bytes += picky.articles[i].text_bytes;
        wanted.tokens += picky.articles[i].word_count;
    }
    check_ok(wtw_sketch_batch_fill(batch, &giver, &error), &error);
    sums = wtw_sketch_batch_sums(batch);
    check_number(sums.articles, wanted.articles);
    check_number(sums.text_bytes, wanted.text_bytes);
    check_number(sums.tokens, wanted.tokens);
    check_number(sums.empty, 2);
    check_number(sums.bad_bytes, 3);
    wtw_sketch_batch_free(batch);
    free(picky.articles);
}

Test(sketch_batch, can_be_filled_again_with_more_or_fewer)
{
    static const size_t counts[] = {10, 300, 0, 1, 7, 299, 2};
    struct wtw_digest_plan plan = plan_of_defaults();
    struct wtw_sketch_batch *batch = new_batch(&plan, 3, true);

    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        static struct picky picky;
        struct wtw_article_giver giver = {
            .give = give_picky, .context = &picky, .count = counts[c]};
        struct wtw_error error = {0};

        picky = (struct picky){.articles = made_articles(ARTICLES, 183 + (uint32_t)c),
                               .broken = ARTICLES};
        check_ok(wtw_sketch_batch_fill(batch, &giver, &error), &error);
        check_batch(batch, picky.articles, counts[c], true);
        free(picky.articles);
    }
    wtw_sketch_batch_free(batch);
    wtw_sketch_batch_free(NULL);
}

Test(sketch_batch, passes_on_what_give_returned_for_the_first_that_failed)
{
    struct wtw_digest_plan plan = plan_of_defaults();

    for (uint32_t threads = 1; threads <= 6; threads++) {
        static struct picky picky;
        struct wtw_article_giver giver = {
            .give = give_picky, .context = &picky, .count = ARTICLES};
        struct wtw_sketch_batch *batch = new_batch(&plan, threads, true);
        struct wtw_error error = {0};

        picky = (struct picky){.articles = made_articles(ARTICLES, 190), .broken = 155};
        check_status(wtw_sketch_batch_fill(batch, &giver, &error), WTW_BAD_INPUT);
        check_string(error.words, "article 155 is broken");
        picky.broken = ARTICLES;
        check_ok(wtw_sketch_batch_fill(batch, &giver, &error), &error);
        check_batch(batch, picky.articles, ARTICLES, true);
        wtw_sketch_batch_free(batch);
        free(picky.articles);
    }
}
