/*
 * article_maker.c - base text, copy, headline, site and date of one article
 *
 * A copy costs its base's text once more. That is cheaper than it sounds (a few
 * microseconds) and buys a memory that does not depend on the size of the corpus.
 */
#include "article_maker.h"

#include "base/memory.h"
#include "prose.h"

enum {
    MONTH_SECONDS = 30 * 24 * 3600,
    /* The least lag between a story and its copy; doubled up to nine times: 5 minutes
       to 3.5 days. */
    COPY_LAG_SECONDS = 5 * 60,
    COPY_LAG_DOUBLINGS = 10,
    PLAIN_QUOTES_PERCENT = 15, /* of the articles; all others have typographic quotes */
    OWN_TITLE_PERCENT = 40     /* of copies get a headline of their own */
};

/* 2026-01-01 00:00 UTC */
#define FIRST_DAY_SECONDS INT64_C(1767225600)

struct wtw_article_maker {
    struct wtw_corpus_options options;
    struct wtw_copy_plan plan;
    struct wtw_word_model *model;
    struct wtw_site *sites;
    struct wtw_editor editor;
    struct wtw_buffer base_text;
    struct wtw_buffer text;
    struct wtw_buffer title;
};

void wtw_corpus_options_init(struct wtw_corpus_options *out_options)
{
    *out_options = (struct wtw_corpus_options){
        .seed = 1,
        .article_count = 10000,
        .mean_words = 400,
        .copies = .30,
        .edit_share = .15,
        .weights = {[WTW_EDIT_EXACT] = 1,
                    [WTW_EDIT_REWRAP] = 1,
                    [WTW_EDIT_REQUOTE] = 1,
                    [WTW_EDIT_NEAR] = 2,
                    [WTW_EDIT_TRUNCATE] = 1,
                    [WTW_EDIT_PAD] = 1,
                    [WTW_EDIT_EXPAND] = 1,
                    [WTW_EDIT_MIXED] = 2},
        .language = WTW_PROSE_EN,
    };
}

static struct wtw_copy_plan plan_of(const struct wtw_corpus_options *options)
{
    struct wtw_copy_plan plan = {.seed = options->seed,
                                 .copies_share =
                                     (uint64_t)(options->copies * 4294967296.0)};

    for (size_t i = 0; i < WTW_EDIT_KIND_COUNT; i++) {
        plan.weights[i] = options->weights[i];
        plan.weight_sum += options->weights[i];
    }
    return plan;
}

enum wtw_status wtw_article_maker_new(const struct wtw_corpus_options *options,
                                      struct wtw_article_maker **out_maker,
                                      struct wtw_error *error)
{
    struct wtw_article_maker *maker;

    WTW_TRY(WTW_ALLOCATE(&maker, 1, error));
    maker->options = *options;
    maker->plan = plan_of(options);
    enum wtw_status status =
        wtw_word_model_new(options->seed, options->language, &maker->model, error);
    if (status == WTW_OK)
        status = wtw_sites_new(options->seed, maker->model, &maker->sites, error);
    if (status != WTW_OK) {
        wtw_article_maker_free(maker);
        return status;
    }
    maker->editor = (struct wtw_editor){.model = maker->model,
                                        .sites = maker->sites,
                                        .edit_share_per_mille =
                                            (uint32_t)(options->edit_share * 1000 + .5)};
    *out_maker = maker;
    return WTW_OK;
}

void wtw_article_maker_free(struct wtw_article_maker *maker)
{
    if (!maker)
        return;
    wtw_word_model_free(maker->model);
    wtw_sites_free(maker->sites);
    wtw_editor_release(&maker->editor);
    wtw_buffer_release(&maker->base_text);
    wtw_buffer_release(&maker->text);
    wtw_buffer_release(&maker->title);
    wtw_release_items(maker);
}

/*
 * Lengths of news articles are about lognormal. These are its quantiles at 0, 1/32, ... 1
 * for a sigma of .6, cut at .4 % and 99.6 %, in 1024ths of the mean; between two of them
 * we draw evenly. A table, because the last bits of exp() and log() differ between C
 * libraries.
 */
static const uint16_t length_quantiles[] = {
    174,  279,  340,  387,  428,  466,  501,  536,  569,  603,  637,
    670,  705,  740,  777,  814,  853,  895,  938,  984,  1033, 1086,
    1144, 1208, 1279, 1360, 1453, 1564, 1702, 1882, 2143, 2609, 4190};
enum { QUANTILE_STEPS = sizeof length_quantiles / sizeof *length_quantiles - 1 };

static uint32_t draw_word_count(struct wtw_random *random, uint32_t mean_words)
{
    uint32_t step = wtw_random_below(random, QUANTILE_STEPS);
    uint64_t factor =
        wtw_random_between(random, length_quantiles[step], length_quantiles[step + 1]);

    return (uint32_t)(mean_words * factor / 1024);
}

static enum wtw_status write_base_text(const struct wtw_article_maker *maker,
                                       uint64_t number, struct wtw_buffer *out,
                                       struct wtw_error *error)
{
    struct wtw_random random =
        wtw_random_of(maker->options.seed, number, WTW_STREAM_TEXT);
    uint32_t word_count = draw_word_count(&random, maker->options.mean_words);
    bool is_plain = wtw_random_chance(&random, PLAIN_QUOTES_PERCENT);

    return wtw_prose_write(maker->model, &random, word_count, is_plain, out, error);
}

/* Not copies: a merge is two bases in full, an excerpt an article of its own and a
 * quotation. */
static enum wtw_status write_borrower(struct wtw_article_maker *maker, uint64_t number,
                                      const struct wtw_article_role *role,
                                      struct wtw_error *error)
{
    struct wtw_random random =
        wtw_random_of(maker->options.seed, number, WTW_STREAM_EDIT);

    if (role->kind == WTW_EDIT_EXCERPT) {
        WTW_TRY(write_base_text(maker, number, &maker->text, error));
        return wtw_edit_quote(maker->model, &random, &maker->base_text, &maker->text,
                              error);
    }
    WTW_TRY(wtw_buffer_append(&maker->text, maker->base_text.items,
                              maker->base_text.count, error));
    WTW_TRY(wtw_buffer_append(&maker->text, "\n\n", 2, error));
    return write_base_text(maker, role->other_base, &maker->text, error);
}

static enum wtw_status write_text(struct wtw_article_maker *maker, uint64_t number,
                                  const struct wtw_article_role *role, uint32_t site,
                                  struct wtw_error *error)
{
    struct wtw_random random =
        wtw_random_of(maker->options.seed, number, WTW_STREAM_EDIT);

    maker->text.count = 0;
    if (role->is_base)
        return write_base_text(maker, number, &maker->text, error);
    maker->base_text.count = 0;
    WTW_TRY(write_base_text(maker, role->base, &maker->base_text, error));
    if (!wtw_edit_makes_copy(role->kind))
        return write_borrower(maker, number, role, error);
    return wtw_edit_apply(&maker->editor, role->kind, &random, site, &maker->base_text,
                          &maker->text, error);
}

static enum wtw_status write_title(struct wtw_article_maker *maker, uint64_t number,
                                   const struct wtw_article_role *role,
                                   struct wtw_error *error)
{
    struct wtw_random random =
        wtw_random_of(maker->options.seed, number, WTW_STREAM_TITLE);
    bool is_own =
        wtw_cluster_of(role, number) == number ||
        (role->kind != WTW_EDIT_EXACT && wtw_random_chance(&random, OWN_TITLE_PERCENT));

    if (!is_own)
        random = wtw_random_of(maker->options.seed, role->base, WTW_STREAM_TITLE);
    maker->title.count = 0;
    return wtw_headline_write(maker->model, &random, wtw_random_between(&random, 5, 11),
                              &maker->title, error);
}

/* Where and when. The base's draw is repeated so that its copy has another site and a
 * later date. */
struct draw_of_place {
    uint32_t site;
    int64_t published_seconds;
};

static struct draw_of_place place_of(const struct wtw_article_maker *maker,
                                     uint64_t number, const struct wtw_article_role *role)
{
    struct wtw_random random =
        wtw_random_of(maker->options.seed, number, WTW_STREAM_PLACE);
    uint32_t site = wtw_random_below(&random, WTW_SITE_COUNT);
    uint32_t second = wtw_random_below(&random, MONTH_SECONDS);

    if (role->is_base)
        return (struct draw_of_place){site, FIRST_DAY_SECONDS + second};

    struct wtw_article_role base_role = {.is_base = true};
    struct draw_of_place base = place_of(maker, role->base, &base_role);
    uint32_t lag = COPY_LAG_SECONDS << wtw_random_below(&random, COPY_LAG_DOUBLINGS);

    return (struct draw_of_place){site == base.site ? (site + 1) % WTW_SITE_COUNT : site,
                                  base.published_seconds + lag +
                                      wtw_random_below(&random, lag)};
}

enum wtw_status wtw_article_make(struct wtw_article_maker *maker, uint64_t number,
                                 struct wtw_made_article *out_article,
                                 struct wtw_error *error)
{
    struct wtw_article_role role = wtw_role_of(&maker->plan, number);
    struct draw_of_place place = place_of(maker, number, &role);

    WTW_TRY(write_text(maker, number, &role, place.site, error));
    WTW_TRY(write_title(maker, number, &role, error));
    *out_article = (struct wtw_made_article){.number = number,
                                             .cluster = wtw_cluster_of(&role, number),
                                             .role = role,
                                             .published_seconds = place.published_seconds,
                                             .site = &maker->sites[place.site],
                                             .title = &maker->title,
                                             .text = &maker->text};
    return WTW_OK;
}
