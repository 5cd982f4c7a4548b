/*
 * test_result.c - answers from a finished run, on articles whose clusters are known
 */
#include "check.h"
#include "engine/made_articles.h"
#include "engine/seen_result.h"

/*
 * Ten articles of 60 words: 0, 3, 6 and 9 are copies (3 is 0 to the word, 6 is cut to 40
 * words, 9 has 40 words more), 1 and 4 are the same, the others stand alone.
 */
static struct made_article *ten_articles(void)
{
    struct made_article *articles = made_articles(10, 320);
    struct random_input random = random_begin(321);

    for (int i = 0; i < 10; i++)
        made_fresh(&articles[i], 60, &random);
    made_derived(&articles[3], &articles[0], 0, 60, 0, &random);
    made_derived(&articles[6], &articles[0], 0, 40, 0, &random);
    made_fresh(&articles[9], 100, &random);
    memcpy(articles[9].words, articles[0].words, 60 * 4);
    made_spell(&articles[9], &random);
    made_derived(&articles[4], &articles[1], 0, 60, 0, &random);
    for (int i = 0; i < 10; i++)
        articles[i].published_seconds = 1000 + i;
    return articles;
}

static struct wtw_engine *run_ten(struct made_article *articles,
                                  const struct wtw_result **out_result)
{
    struct wtw_error error = {0};
    struct wtw_engine *engine = NULL;

    check_ok(wtw_engine_new(NULL, &engine, &error), &error);
    check_ok(wtw_engine_add_many(engine, 10, made_give, articles, &error), &error);
    check_ok(wtw_engine_finish(engine, out_result, &error), &error);
    return engine;
}

Test(result, clusters_come_largest_first_with_ascending_members)
{
    static const uint32_t wanted_firsts[] = {0, 1, 2, 5, 7, 8};
    static const uint32_t wanted_sizes[] = {4, 2, 1, 1, 1, 1};
    static const uint32_t wanted_members[] = {0, 3, 6, 9};
    struct made_article *articles = ten_articles();
    const struct wtw_result *result = NULL;
    struct wtw_engine *engine = run_ten(articles, &result);

    check_number(wtw_result_cluster_count(result), 6);
    for (size_t i = 0; i < 6; i++) {
        struct wtw_cluster cluster = wtw_result_cluster(result, i);

        check_number(cluster.first, wanted_firsts[i]);
        check_number(cluster.canonical, wanted_firsts[i]);
        check_number(cluster.size, wanted_sizes[i]);
        check_number(cluster.members[0], wanted_firsts[i]);
        if (i == 0)
            check(memcmp(cluster.members, wanted_members, sizeof wanted_members) == 0);
    }
    wtw_engine_free(engine);
    free(articles);
}

/* 58 shingles; 38 of them in the cut one, 98 in the long one. */
Test(result, a_membership_reads_the_article_is_this_of_its_canonical)
{
    static const struct {
        uint32_t article, cluster, size, shared, a, b;
        enum wtw_relation relation;
    } table[] = {
        {0, 0, 4, 58, 58, 58, WTW_EXACT},    {3, 0, 4, 58, 58, 58, WTW_EXACT},
        {6, 0, 4, 38, 38, 58, WTW_ABRIDGED}, {9, 0, 4, 58, 98, 58, WTW_EXPANDED},
        {4, 1, 2, 58, 58, 58, WTW_EXACT},    {7, 7, 1, 58, 58, 58, WTW_EXACT},
    };
    struct made_article *articles = ten_articles();
    const struct wtw_result *result = NULL;
    struct wtw_engine *engine = run_ten(articles, &result);

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct wtw_membership membership =
            wtw_result_membership(result, table[i].article);

        check_number(membership.cluster, table[i].cluster);
        check_number(membership.canonical, table[i].cluster);
        check_number(membership.size, table[i].size);
        check_number(membership.relation, table[i].relation);
        check_number(membership.figures.shared, table[i].shared);
        check_number(membership.figures.a_shingles, table[i].a);
        check_number(membership.figures.b_shingles, table[i].b);
    }
    wtw_engine_free(engine);
    free(articles);
}

Test(result, a_match_reads_b_is_this_of_a)
{
    static const struct {
        uint32_t a, b;
        enum wtw_relation relation;
    } wanted[] = {
        {0, 3, WTW_EXACT},    {0, 6, WTW_ABRIDGED}, {0, 9, WTW_EXPANDED},
        {1, 4, WTW_EXACT},    {3, 6, WTW_ABRIDGED}, {3, 9, WTW_EXPANDED},
        {6, 9, WTW_EXPANDED},
    };
    struct made_article *articles = ten_articles();
    const struct wtw_result *result = NULL;
    struct wtw_engine *engine = run_ten(articles, &result);
    size_t count = 0;
    const struct wtw_match *matches = wtw_result_matches(result, &count);

    check_number(count, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < count; i++) {
        check_number(matches[i].a, wanted[i].a);
        check_number(matches[i].b, wanted[i].b);
        check_number(matches[i].relation, wanted[i].relation);
    }
    wtw_engine_free(engine);
    free(articles);
}

/* The first article's agency, where it is the only one that credits any. */
static const char *first_agency(bool keeps_boilerplate)
{
    static const char *const texts[] = {
        "PORT LORNE (Reuters) - The bridge over the river was opened on Monday.",
        "Farmers in the north expect the poorest barley harvest in a decade."};
    struct wtw_error error = {0};
    struct wtw_options options;
    struct wtw_engine *engine = NULL;
    const struct wtw_result *result = NULL;
    const char *name = NULL;

    wtw_options_init(&options);
    options.keeps_boilerplate = keeps_boilerplate;
    check_ok(wtw_engine_new(&options, &engine, &error), &error);
    for (int i = 0; i < 2; i++) {
        const struct wtw_article article = {
            .text = texts[i], .text_bytes = strlen(texts[i]), .source = 7};

        check_ok(wtw_engine_add(engine, &article, NULL, &error), &error);
    }
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    check(wtw_result_membership(result, 1).agency == WTW_NO_AGENCY);
    check_number(wtw_result_membership(result, 0).source, 7);
    name = wtw_agency_name(wtw_result_membership(result, 0).agency);
    wtw_engine_free(engine);
    return name;
}

Test(result, tells_source_and_agency_but_no_agency_where_all_of_a_text_is_sketched)
{
    check_string(first_agency(false), "Reuters");
    check(first_agency(true) == NULL);
}
