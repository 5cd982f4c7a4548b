/*
 * test_finish.c - from articles to matches and clusters, against comparing all with all
 *
 * The truth about an article is its row of word numbers (made_articles.h): which pairs
 * are copies, and by what figures, is counted there without any token or hash.
 */
#include "check.h"
#include "engine/checked_run.h"
#include "engine/made_articles.h"
#include "engine/seen_result.h"

#include "base/failure.h"

enum { ARTICLES = 300 };

Test(finish, matches_are_all_pairs_that_reach_the_threshold_by_brute_force)
{
    struct wtw_options options = thorough_options();

    for (uint32_t seed = 240; seed < 244; seed++) {
        struct made_article *articles = made_articles(ARTICLES, seed);
        struct seen seen = run(&options, articles, ARTICLES);
        uint32_t wanted = 0;

        check_matches(&seen, articles, &options);
        check_number(count_missed(&seen, articles, ARTICLES, .5, &wanted), 0);
        check(wanted > 200);
        see_free(&seen);
        free(articles);
    }
}

Test(finish, other_thresholds_and_seeds_find_all_pairs_too)
{
    static const double thresholds[] = {.2, .35, .7, .9};
    struct made_article *articles = made_articles(ARTICLES, 245);

    for (size_t t = 0; t < 4; t++) {
        struct wtw_options options = thorough_options();
        struct seen seen;
        uint32_t wanted = 0;

        options.threshold = thresholds[t];
        options.seed = t * 1000003;
        seen = run(&options, articles, ARTICLES);
        check_matches(&seen, articles, &options);
        check_number(count_missed(&seen, articles, ARTICLES, thresholds[t], &wanted), 0);
        check(wanted > 50);
        see_free(&seen);
    }
    free(articles);
}

/* Exact copies are few here: of groups of more than bucket_limit only some are listed. */
Test(finish, defaults_miss_at_most_1_of_1000_pairs_of_related_articles)
{
    uint32_t wanted = 0;
    uint32_t missed = 0;

    for (uint32_t seed = 250; seed < 256; seed++) {
        struct made_article *articles = made_articles(ARTICLES, seed);
        struct wtw_options options = joining_options();
        struct seen seen;
        uint32_t more = 0;

        seen = run(&options, articles, ARTICLES);
        check_matches(&seen, articles, &options);
        missed += count_missed(&seen, articles, ARTICLES, .5, &more);
        wanted += more;
        see_free(&seen);
        free(articles);
    }
    check(wanted > 2000);
    cr_assert(missed * 1000 <= wanted, "%u of %u pairs are missing", missed, wanted);
}

Test(finish, figures_of_every_membership_are_exact_also_without_a_match)
{
    uint32_t without_match = 0;

    for (uint32_t seed = 264; seed < 268; seed++) {
        struct made_article *articles = made_articles(ARTICLES, seed);
        struct wtw_options options = joining_options();
        struct seen seen;

        seen = run(&options, articles, ARTICLES);
        for (uint32_t i = 0; i < ARTICLES; i++) {
            const struct wtw_membership *membership = &seen.memberships[i];
            const struct made_article *canonical = &articles[membership->canonical];
            enum wtw_relation turned = wtw_relation_of(
                &membership->figures, made_same_words(&articles[i], canonical), &options);

            check_figures(&membership->figures, &articles[i], canonical);
            check_number(membership->relation, wtw_relation_reversed(turned));
            without_match += !wtw_relation_is_copy(membership->relation);
        }
        see_free(&seen);
        free(articles);
    }
    check(without_match > 0);
}

/* ------------------------------------------------------------------ order of the input
 */

static int compare_pairs(const void *left, const void *right)
{
    const struct wtw_match *x = left;
    const struct wtw_match *y = right;

    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

/*
 * Spells equal texts alike. Else which of them is looked at for names, by their capitals,
 * would depend on who comes first.
 */
static void spell_alike(struct made_article *articles)
{
    for (uint32_t i = 0; i < ARTICLES; i++) {
        const struct made_article *first = articles;

        while (!made_same_words(first, &articles[i]))
            first++;
        memcpy(articles[i].text, first->text, first->text_bytes);
        articles[i].text_bytes = first->text_bytes;
    }
}

/* Gives the matches of a run over shuffled articles the numbers of the unshuffled. */
static void renumber_matches(struct seen *seen, const uint32_t *original)
{
    for (size_t i = 0; i < seen->match_count; i++) {
        struct wtw_match *match = &seen->matches[i];
        struct wtw_figures there = match->figures;
        uint32_t a = original[match->a];
        uint32_t b = original[match->b];

        match->a = a < b ? a : b;
        match->b = a < b ? b : a;
        if (a < b)
            continue;
        match->figures.a_shingles = there.b_shingles;
        match->figures.b_shingles = there.a_shingles;
        match->figures.a_tokens = there.b_tokens;
        match->figures.b_tokens = there.a_tokens;
        match->figures.a_aligned = there.b_aligned;
        match->figures.b_aligned = there.a_aligned;
        match->figures.lag_seconds = -there.lag_seconds;
        match->relation = wtw_relation_reversed(match->relation);
    }
    qsort(seen->matches, seen->match_count, sizeof seen->matches[0], compare_pairs);
}

static void check_shuffled(const struct seen *straight, struct seen *shuffled,
                           const uint32_t *places, const uint32_t *original)
{
    renumber_matches(shuffled, original);
    check(seen_same_matches(shuffled, straight));
    check_number(shuffled->cluster_count, straight->cluster_count);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        const struct wtw_membership *here = &straight->memberships[i];
        const struct wtw_membership *there = &shuffled->memberships[places[i]];

        check_number(original[there->canonical], here->canonical);
        check_number(there->size, here->size);
        check_number(there->relation, here->relation);
        check(seen_same_figures(&there->figures, &here->figures));
    }
    check_number(shuffled->stats.band_candidates, straight->stats.band_candidates);
    check_number(shuffled->stats.winnow_candidates, straight->stats.winnow_candidates);
    check_number(shuffled->stats.sample_candidates, straight->stats.sample_candidates);
}

/* Of one day, and of ten, on which the same text counts anew if it is short. */
Test(finish, shuffling_the_articles_changes_nothing_but_their_numbers)
{
    struct random_input random = random_begin(270);

    for (uint32_t round = 0; round < 10; round++) {
        struct made_article *articles = made_articles(ARTICLES, 271 + round);
        struct made_article *shuffled = made_articles(ARTICLES, 271 + round);
        struct wtw_options options = joining_options();
        struct seen straight;
        struct seen seen;
        uint32_t places[ARTICLES];
        uint32_t original[ARTICLES];

        for (uint32_t i = 0; round % 2 && i < ARTICLES; i++)
            articles[i].published_seconds = random_below(&random, 10 * 86400);
        spell_alike(articles);
        /* So that no list of exact copies is cut, which would be cut by number. */
        options.bucket_limit = 1000;
        straight = run(&options, articles, ARTICLES);
        random_permutation(&random, places, ARTICLES);
        for (uint32_t i = 0; i < ARTICLES; i++) {
            shuffled[places[i]] = articles[i];
            original[places[i]] = i;
        }
        seen = run(&options, shuffled, ARTICLES);
        check_shuffled(&straight, &seen, places, original);
        see_free(&seen);
        see_free(&straight);
        free(articles);
        free(shuffled);
    }
}

/* ------------------------------------------------------------------ many copies */

Test(finish, a_thousand_exact_copies_are_one_cluster_with_few_matches)
{
    enum { COPIES = 1000 };
    struct random_input random = random_begin(280);
    struct made_article *articles = made_articles(COPIES + 1, 281);
    struct wtw_options options = joining_options();
    struct seen seen;

    made_fresh(&articles[0], 100, &random);
    for (uint32_t i = 1; i < COPIES; i++)
        made_derived(&articles[i], &articles[0], 0, 100, 0, &random);
    made_derived(&articles[COPIES], &articles[0], 0, 90, 0, &random);
    seen = run(&options, articles, COPIES + 1);

    check_number(seen.cluster_count, 1);
    check_number(seen.clusters[0].size, COPIES + 1);
    check_number(seen.stats.distinct, 2);
    check_number(seen.stats.largest, COPIES + 1);
    /* Each copy with the first, with 16 that follow it, and 16 of them with the cut one.
     */
    check(seen.match_count <= COPIES + COPIES * 16 + 16);
    check(seen.match_count >= COPIES);
    for (uint32_t i = 0; i <= COPIES; i++) {
        struct wtw_figures figures =
            made_figures(&articles[i], &articles[seen.memberships[i].canonical]);

        check(same_counts(&seen.memberships[i].figures, &figures));
    }
    check_matches(&seen, articles, NULL);
    see_free(&seen);
    free(articles);
}

Test(finish, a_hundred_articles_of_one_template_are_bounded_by_the_bucket_limit)
{
    struct random_input random = random_begin(282);
    struct made_article *articles = made_articles(200, 283);
    struct wtw_options options = joining_options();
    struct seen seen;

    made_fresh(&articles[0], 200, &random);
    for (uint32_t i = 1; i < 200; i++)
        made_derived(&articles[i], &articles[0], 0, 200, .02, &random);
    options.bucket_limit = 4;
    options.key_ceiling = options.sample_ceiling = 0;
    seen = run(&options, articles, 200);
    check(seen.stats.crowded_buckets > 10);
    check(seen.stats.band_candidates <= (uint64_t)21 * 200 * 4);
    check_number(seen.clusters[0].size, 200);
    check_matches(&seen, articles, &options);
    see_free(&seen);
    free(articles);
}

/* ------------------------------------------------------------------ passages, excerpts
 */

Test(finish, a_short_article_inside_a_long_one_is_found_by_its_winnowed_keys)
{
    struct random_input random = random_begin(284);
    uint32_t contained = 0;
    uint32_t with_keys = 0;
    uint32_t without_keys = 0;

    for (int round = 0; round < 100; round++) {
        struct made_article *articles = made_articles(2, 285);
        struct wtw_options options = joining_options();
        struct wtw_figures figures;
        struct seen seen;

        made_fresh(&articles[0], 400, &random);
        made_derived(&articles[1], &articles[0], 150, 210, .02, &random);
        figures = made_figures(&articles[0], &articles[1]);
        contained += wtw_b_in_a(&figures) >= .8;
        seen = run(&options, articles, 2);
        check(seen.match_count == 0 || seen.matches[0].relation == WTW_ABRIDGED ||
              wtw_b_in_a(&figures) < .8);
        with_keys += seen.match_count > 0 && seen.matches[0].relation == WTW_ABRIDGED;
        see_free(&seen);
        options.key_ceiling = options.sample_ceiling = 0;
        seen = run(&options, articles, 2);
        without_keys += seen.match_count == 1;
        check_number(seen.stats.winnow_candidates, 0);
        see_free(&seen);
        free(articles);
    }
    check(contained >= 90);
    check(with_keys * 100 >= contained * 95);
    check(without_keys < 50);
}

/* Every fifth word is another one, and .8^3 of the shingles are left: a Jaccard of .34.
 * One shingle in 16 is sampled, which are ten of those that both have; two are enough. */
Test(finish, a_copy_with_noise_is_found_by_its_sampled_shingles)
{
    struct random_input random = random_begin(293);
    uint32_t found = 0;

    for (int round = 0; round < 100; round++) {
        struct made_article *articles = made_articles(2, 294);
        struct wtw_options options = joining_options();
        struct seen seen;

        made_fresh(&articles[0], 300, &random);
        made_derived(&articles[1], &articles[0], 0, 300, .2, &random);
        options.recall = 1e-6;
        options.key_ceiling = 0;
        seen = run(&options, articles, 2);
        found += seen.match_count == 1 && seen.stats.sample_candidates == 1;
        check_matches(&seen, articles, &options);
        see_free(&seen);
        options.sample_ceiling = 0;
        seen = run(&options, articles, 2);
        check_number(seen.stats.sample_candidates, 0);
        see_free(&seen);
        free(articles);
    }
    check(found >= 97);
}

Test(finish, an_excerpt_is_a_match_and_no_cluster)
{
    struct random_input random = random_begin(286);
    struct made_article *articles = made_articles(2, 287);
    struct seen seen;

    made_fresh(&articles[0], 300, &random);
    made_fresh(&articles[1], 300, &random);
    memcpy(articles[1].words + 100, articles[0].words + 30, 60 * 4);
    made_spell(&articles[1], &random);
    seen = run(NULL, articles, 2);
    check_number(seen.match_count, 1);
    check_number(seen.matches[0].relation, WTW_EXCERPT);
    check_number(seen.matches[0].figures.longest_passage_tokens, 60);
    check_number(seen.matches[0].figures.passage_tokens, 60);
    check_number(seen.cluster_count, 2);
    check_number(seen.stats.clusters, 0);
    check_number(seen.stats.matches[WTW_EXCERPT], 1);
    see_free(&seen);
    free(articles);
}

Test(finish, passages_are_measured_for_every_match_on_request_and_change_nothing_else)
{
    struct made_article *articles = made_articles(ARTICLES, 288);
    struct wtw_options options = joining_options();
    struct seen plain;
    struct seen measured;

    plain = run(&options, articles, ARTICLES);
    options.measure_passages = true;
    measured = run(&options, articles, ARTICLES);
    check_number(plain.match_count, measured.match_count);
    for (size_t i = 0; i < plain.match_count; i++) {
        const struct wtw_match *match = &measured.matches[i];

        check(match->a == plain.matches[i].a && match->b == plain.matches[i].b);
        check_number(match->relation, plain.matches[i].relation);
        check(match->figures.passage_tokens >= match->figures.longest_passage_tokens);
        if (match->relation == WTW_EXACT)
            check_number(match->figures.longest_passage_tokens,
                         articles[match->a].word_count);
        else if (match->relation != WTW_EXCERPT)
            check_number(plain.matches[i].figures.passage_tokens, 0);
    }
    check(seen_same_clusters(&plain, &measured));
    see_free(&plain);
    see_free(&measured);
    free(articles);
}

/* ------------------------------------------------------------------ few articles */

Test(finish, few_articles_are_compared_each_with_each_and_nothing_is_missed)
{
    for (uint32_t seed = 300; seed < 305; seed++) {
        struct made_article *articles = made_articles(60, seed);
        struct wtw_options options;
        struct seen seen;
        uint32_t wanted = 0;
        uint64_t distinct = 0;
        uint64_t pairs = 0;

        wtw_options_init(&options);
        /* Bands that find next to nothing. */
        options.recall = 1e-6;
        options.key_ceiling = options.sample_ceiling = 0;
        seen = run(&options, articles, 60);
        distinct = seen.stats.distinct;
        pairs = distinct * (distinct - 1) / 2;
        check_number(count_missed(&seen, articles, 60, .5, &wanted), 0);
        check(wanted > 5);
        check_number(seen.stats.band_candidates + seen.stats.winnow_candidates +
                         seen.stats.sample_candidates + seen.stats.other_candidates,
                     pairs);
        check_matches(&seen, articles, &options);
        see_free(&seen);

        options.exhaustive_limit = (uint32_t)distinct;
        seen = run(&options, articles, 60);
        options.exhaustive_limit = (uint32_t)distinct - 1;
        check(seen.stats.other_candidates > 0 || pairs == 0);
        see_free(&seen);
        seen = run(&options, articles, 60);
        check_number(seen.stats.other_candidates, 0);
        see_free(&seen);
        free(articles);
    }
}

/* ------------------------------------------------------------------ again and again */

Test(finish, twice_gives_the_same_and_more_may_be_added_in_between)
{
    struct made_article *articles = made_articles(ARTICLES, 289);
    struct wtw_engine *engine = new_engine(NULL);
    struct wtw_error error = {0};
    struct seen half = run(NULL, articles, 150);
    struct seen whole = run(NULL, articles, ARTICLES);

    check_ok(wtw_engine_add_many(engine, 150, made_give, articles, &error), &error);
    for (int round = 0; round < 4; round++) {
        const struct wtw_result *result = NULL;
        struct seen seen;

        if (round == 2)
            check_ok(wtw_engine_add_many(engine, ARTICLES - 150, made_give,
                                         articles + 150, &error),
                     &error);
        check_ok(wtw_engine_finish(engine, &result, &error), &error);
        seen = see_result(engine, result);
        check(seen_same(&seen, round < 2 ? &half : &whole));
        see_free(&seen);
    }
    see_free(&half);
    see_free(&whole);
    wtw_engine_free(engine);
    free(articles);
}

/* Gives texts until it is told to fail. */
struct source {
    struct made_article *articles;
    uint32_t broken;
};

static enum wtw_status fetch_or_fail(void *context, uint32_t number,
                                     struct wtw_buffer *out_text, struct wtw_error *error)
{
    const struct source *source = context;

    if (number == source->broken)
        return wtw_fail(error, WTW_IO, "text %u is gone", number);
    return made_fetch(source->articles, number, out_text, error);
}

Test(finish, passes_on_what_fetch_returned_and_succeeds_once_the_text_is_back)
{
    struct made_article *articles = made_articles(ARTICLES, 290);
    struct source source = {.articles = articles, .broken = UINT32_MAX};
    struct wtw_options options = joining_options();
    struct wtw_engine *engine = NULL;
    const struct wtw_result *result = NULL;
    struct wtw_error error = {0};
    struct seen first;
    struct seen seen;

    options.text_source =
        (struct wtw_text_source){.fetch = fetch_or_fail, .context = &source};
    engine = new_engine(&options);
    check_ok(wtw_engine_add_many(engine, ARTICLES, made_give, articles, &error), &error);
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    first = see_result(engine, result);
    source.broken = first.matches[0].a;
    result = NULL;
    check_status(wtw_engine_finish(engine, &result, &error), WTW_IO);
    check(result == NULL);
    check(strstr(error.words, "is gone") != NULL);
    check_status(wtw_engine_finish(engine, &result, NULL), WTW_IO);
    source.broken = UINT32_MAX;
    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    seen = see_result(engine, result);
    check(seen_same(&seen, &first));
    see_free(&first);
    see_free(&seen);
    wtw_engine_free(engine);
    free(articles);
}

Test(finish, stats_add_up)
{
    struct made_article *articles = made_articles(ARTICLES, 291);
    struct wtw_options options = joining_options();
    struct seen seen;
    uint64_t by_relation[WTW_EXACT + 1] = {0};
    uint64_t tokens = 0;
    uint64_t bytes = 0;
    uint64_t clusters = 0;
    uint64_t clustered = 0;
    uint64_t distinct = 0;

    seen = run(&options, articles, ARTICLES);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        uint32_t first = 0;

        tokens += articles[i].word_count;
        bytes += articles[i].text_bytes;
        while (!made_same_words(&articles[first], &articles[i]))
            first++;
        distinct += first == i;
    }
    for (size_t i = 0; i < seen.match_count; i++)
        by_relation[seen.matches[i].relation]++;
    for (size_t c = 0; c < seen.cluster_count; c++) {
        clusters += seen.clusters[c].size > 1;
        clustered += seen.clusters[c].size > 1 ? seen.clusters[c].size : 0;
    }
    check_number(seen.stats.articles, ARTICLES);
    check_number(seen.stats.empty, 0);
    check_number(seen.stats.tokens, tokens);
    check_number(seen.stats.text_bytes, bytes);
    check_number(seen.stats.distinct, distinct);
    check(memcmp(seen.stats.matches, by_relation, sizeof by_relation) == 0);
    check_number(seen.stats.clusters, clusters);
    check_number(seen.stats.clustered, clustered);
    check_number(seen.stats.largest, seen.clusters[0].size);
    check_number(seen.stats.other_candidates, 0);
    check(seen.stats.verified >= seen.stats.band_candidates +
                                     seen.stats.winnow_candidates +
                                     seen.stats.sample_candidates);
    check(seen.stats.engine_bytes >= ARTICLES * (64 + 37) + bytes);
    for (int stage = 0; stage < WTW_STAGE_COUNT; stage++)
        check(seen.stats.seconds[stage] >= 0);
    see_free(&seen);
    free(articles);
}

/* Two seeds may differ in what the bands happen to find, not in what is true. */
Test(finish, another_seed_gives_the_same_matches_when_nothing_is_left_to_luck)
{
    struct made_article *articles = made_articles(ARTICLES, 292);
    struct wtw_options options = thorough_options();
    uint32_t wanted = 0;

    for (uint64_t seed = 0; seed < 4; seed++) {
        struct seen seen;

        options.seed = seed * 0x9e3779b97f4a7c15u;
        seen = run(&options, articles, ARTICLES);
        check_number(count_missed(&seen, articles, ARTICLES, .5, &wanted), 0);
        check_matches(&seen, articles, &options);
        see_free(&seen);
    }
    free(articles);
}
