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

/* Neighbours share 83 of 98 shingles, the next but one 68, and so on: 98 - 15 n. */
Test(standings, of_a_chain_are_exact_though_its_ends_have_no_match)
{
    enum { LENGTH = 7 };
    static const enum wtw_relation relations[LENGTH] = {
        WTW_EXACT,     WTW_REVISED,   WTW_REVISED,   WTW_UNRELATED,
        WTW_UNRELATED, WTW_UNRELATED, WTW_UNRELATED,
    };
    struct made_article *articles = make_chain(LENGTH);
    struct seen seen = run(NULL, articles, LENGTH);

    check_number(seen.cluster_count, 1);
    check_number(seen.clusters[0].canonical, 0);
    for (uint32_t i = 0; i < LENGTH; i++) {
        const struct wtw_membership *membership = &seen.memberships[i];
        uint32_t shared = 98 - 15 * i;

        check_number(membership->figures.shared, shared);
        check_number(membership->figures.a_shingles, 98);
        check_number(membership->figures.b_shingles, 98);
        if (membership->relation != WTW_EXCERPT)
            check_number(membership->relation, relations[i]);
        else
            check(relations[i] == WTW_UNRELATED && shared >= 22);
    }
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
    for (uint32_t i = 0; i < LENGTH * 3; i++)
        check_number(seen.memberships[i].figures.shared,
                     98 - 15 * (LENGTH - 1 - i % LENGTH));
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
    see_free(&seen);
    free(articles);
}
