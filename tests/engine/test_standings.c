/*
 * test_standings.c - how each clustered article stands to its canonical
 *
 * Seen from the front door: wtw_result_membership() tells the standings.
 */
#include "check.h"
#include "engine/checked_run.h"
#include "engine/made_articles.h"

/* Each article has words 0 to 99 of the one before, moved on by 15, and 15 new ones. */
static struct made_article *make_chain(uint32_t count)
{
    struct made_article *articles = made_articles(count, 350);

    for (uint32_t i = 0; i < count; i++) {
        struct random_input random = random_begin(351 + i);

        articles[i].word_count = 100;
        articles[i].published_seconds = i;
        for (uint32_t word = 0; word < 100; word++)
            articles[i].words[word] = i * 15 + word;
        made_spell(&articles[i], &random);
    }
    return articles;
}

/*
 * Three versions of a text of 200 words, each with another last word, and two cuts of 60
 * words that share nothing: the first and the last ones but that. Both cuts are in all
 * three, and the first was published before.
 */
Test(standings, are_exact_where_no_match_is_between_an_article_and_its_canonical)
{
    enum { VERSIONS = 3, ARTICLES = VERSIONS + 2 };
    struct random_input random = random_begin(354);
    struct made_article *articles = made_articles(ARTICLES, 355);
    struct seen seen;

    for (uint32_t word = 0; word < 200; word++)
        articles[0].words[word] = word;
    articles[0].word_count = 200;
    made_derived(&articles[3], &articles[0], 0, 60, 0, &random);
    made_derived(&articles[4], &articles[0], 139, 199, 0, &random);
    for (uint32_t i = 0; i < VERSIONS; i++) {
        made_derived(&articles[i], &articles[0], 0, 200, 0, &random);
        articles[i].words[199] = 1000 + i;
        made_spell(&articles[i], &random);
        articles[i].published_seconds = 100 + i;
    }
    articles[3].published_seconds = 50;
    articles[4].published_seconds = 70;
    seen = run(NULL, articles, ARTICLES);

    check_number(seen.cluster_count, 1);
    check_number(seen.clusters[0].canonical, 3);
    check_number(seen.match_count, 3 + 6);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        const struct wtw_membership *membership = &seen.memberships[i];

        check_figures(&membership->figures, &articles[i], &articles[3]);
        check_number(membership->figures.lag_seconds, 50 - articles[i].published_seconds);
        if (i < VERSIONS)
            check_number(membership->relation, WTW_EXPANDED);
    }
    check_number(seen.memberships[3].relation, WTW_EXACT);
    check_number(seen.memberships[4].relation, WTW_UNRELATED);
    check_number(seen.memberships[4].figures.shared, 0);
    see_free(&seen);
    free(articles);
}

Test(standings, of_copies_of_a_text_are_those_of_the_text)
{
    enum { LENGTH = 4 };
    struct made_article *chain = make_chain(LENGTH);
    struct made_article *articles = made_articles(LENGTH * 3, 352);
    struct random_input random = random_begin(353);
    struct seen seen;

    for (uint32_t i = 0; i < LENGTH * 3; i++) {
        made_derived(&articles[i], &chain[i % LENGTH], 0, 100, 0, &random);
        articles[i].published_seconds = 1000 - i;
    }
    seen = run(NULL, articles, LENGTH * 3);
    check_number(seen.cluster_count, 1);
    check_number(seen.clusters[0].canonical, LENGTH * 3 - 1);
    for (uint32_t i = 0; i < LENGTH * 3; i++) {
        check_number(seen.memberships[i].figures.shared,
                     98 - 15 * (LENGTH - 1 - i % LENGTH));
        check_number(seen.memberships[i].figures.lag_seconds,
                     (1000 - (LENGTH * 3 - 1)) - (1000 - (int64_t)i));
    }
    see_free(&seen);
    free(chain);
    free(articles);
}

Test(standings, tell_passages_when_all_are_measured)
{
    struct made_article *articles = make_chain(3);
    struct wtw_options options;
    struct seen seen;

    wtw_options_init(&options);
    options.measure_passages = true;
    seen = run(&options, articles, 3);
    for (uint32_t i = 0; i < 3; i++) {
        check_number(seen.memberships[i].figures.longest_passage_tokens, 100 - 15 * i);
        check_number(seen.memberships[i].figures.passage_tokens, 100 - 15 * i);
    }
    see_free(&seen);
    free(articles);
}

Test(standings, of_a_single_article_tell_its_one_passage_as_those_of_a_clustered_one_do)
{
    struct made_article *articles = make_chain(1);
    struct wtw_options options;
    struct seen seen;

    wtw_options_init(&options);
    options.measure_passages = true;
    seen = run(&options, articles, 1);
    check_number(seen.memberships[0].figures.longest_passage_tokens, 100);
    check_number(seen.memberships[0].figures.passage_tokens, 100);
    check_number(seen.memberships[0].figures.lag_seconds, 0);
    see_free(&seen);
    articles[0].published_seconds = WTW_DATE_UNKNOWN;
    seen = run(&options, articles, 1);
    check_number(seen.memberships[0].figures.lag_seconds, WTW_DATE_UNKNOWN);
    see_free(&seen);
    free(articles);
}
