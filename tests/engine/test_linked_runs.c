/*
 * test_linked_runs.c - the clusters of whole runs, against uniting the best two by force
 *
 * The oracle takes the matches as they are and knows of the articles what made_articles.h
 * knows. It keeps the weight between any two clusters in a square table, unites the two
 * of all with the highest average, and begins again; then it sends what was taken from
 * an original to it. Where two pairs are best at once and have a cluster in common, it
 * does not know which the engine prefers, and leaves that family of articles out.
 */
#include "check.h"
#include "engine/checked_run.h"

#include <stdlib.h>

enum { ARTICLES = 300, FULL = 1000 };

struct oracle {
    const struct made_article *articles;
    uint32_t texts[ARTICLES];    /* the first article of the same words */
    uint32_t families[ARTICLES]; /* who is tied to whom in any number of steps */
    bool is_unsure[ARTICLES];    /* by family */
    uint32_t labels[ARTICLES];
    uint64_t weights[ARTICLES][ARTICLES];
    uint64_t sizes[ARTICLES]; /* 0 for one that went into another */
};

static struct oracle oracle;

/* In thousandths: half of the weight is given, the other half is 'part' of 'whole'. */
static uint64_t weight_of_share(uint64_t part, uint64_t whole)
{
    return whole ? (whole + part) * FULL / (2 * whole) : FULL / 2;
}

static uint64_t larger_of(uint64_t x, uint64_t y)
{
    return x > y ? x : y;
}

static uint64_t weight_of(const struct wtw_match *match)
{
    const struct wtw_figures *figures = &match->figures;
    uint64_t both = (uint64_t)figures->a_shingles + figures->b_shingles;

    if (match->relation == WTW_ABRIDGED)
        return larger_of(weight_of_share(figures->shared, figures->b_shingles),
                         weight_of_share(figures->b_aligned, figures->b_tokens));
    if (match->relation == WTW_EXPANDED)
        return larger_of(weight_of_share(figures->shared, figures->a_shingles),
                         weight_of_share(figures->a_aligned, figures->a_tokens));
    return larger_of(weight_of_share(figures->shared, both - figures->shared),
                     weight_of_share((uint64_t)figures->a_aligned + figures->b_aligned,
                                     (uint64_t)figures->a_tokens + figures->b_tokens));
}

/* A match that ties two texts, seen at the first article of each. */
static bool is_tie(const struct wtw_match *match)
{
    return wtw_relation_is_copy(match->relation) && match->relation != WTW_EXACT &&
           oracle.texts[match->a] == match->a && oracle.texts[match->b] == match->b;
}

static void unite_labels(uint32_t *labels, uint32_t x, uint32_t y)
{
    uint32_t kept = labels[x] < labels[y] ? labels[x] : labels[y];
    uint32_t lost = labels[x] < labels[y] ? labels[y] : labels[x];

    for (uint32_t i = 0; i < ARTICLES; i++)
        if (labels[i] == lost)
            labels[i] = kept;
}

static void ask_oracle_about(const struct seen *seen, const struct made_article *articles)
{
    memset(&oracle, 0, sizeof oracle);
    oracle.articles = articles;
    for (uint32_t i = 0; i < ARTICLES; i++) {
        while (!made_same_words(&articles[oracle.texts[i]], &articles[i]))
            oracle.texts[i]++;
        oracle.labels[i] = oracle.families[i] = i;
        oracle.sizes[i] = oracle.texts[i] == i;
    }
    for (size_t i = 0; i < seen->match_count; i++) {
        const struct wtw_match *match = &seen->matches[i];

        if (!is_tie(match))
            continue;
        oracle.weights[match->a][match->b] = weight_of(match);
        oracle.weights[match->b][match->a] = weight_of(match);
        unite_labels(oracle.families, match->a, match->b);
    }
}

struct best_pair {
    uint32_t x, y;
    uint64_t weight, pairs;
};

static struct best_pair find_best(void)
{
    struct best_pair best = {.pairs = 1};

    for (uint32_t x = 0; x < ARTICLES; x++)
        for (uint32_t y = x + 1; y < ARTICLES; y++) {
            uint64_t weight = oracle.weights[x][y];
            uint64_t pairs = oracle.sizes[x] * oracle.sizes[y];

            if (weight * best.pairs > best.weight * pairs)
                best = (struct best_pair){x, y, weight, pairs};
        }
    return best;
}

/* Whether x has as heavy a pair with another one than y. */
static bool has_second_best(const struct best_pair *best, uint32_t x, uint32_t y)
{
    for (uint32_t i = 0; i < ARTICLES; i++)
        if (i != y && oracle.weights[x][i] &&
            oracle.weights[x][i] * best->pairs ==
                best->weight * oracle.sizes[x] * oracle.sizes[i])
            return true;
    return false;
}

static void unite_best(const struct best_pair *best)
{
    uint32_t x = best->x;
    uint32_t y = best->y;

    for (uint32_t i = 0; i < ARTICLES; i++) {
        oracle.weights[x][i] += oracle.weights[y][i];
        oracle.weights[i][x] += oracle.weights[i][y];
        oracle.weights[y][i] = oracle.weights[i][y] = 0;
    }
    oracle.weights[x][x] = 0;
    oracle.sizes[x] += oracle.sizes[y];
    oracle.sizes[y] = 0;
    unite_labels(oracle.labels, x, y);
}

static void link_by_force(void)
{
    for (;;) {
        struct best_pair best = find_best();

        if (best.weight * 100 < 51 * best.pairs * FULL)
            break;
        if (has_second_best(&best, best.x, best.y) ||
            has_second_best(&best, best.y, best.x))
            oracle.is_unsure[oracle.families[best.x]] = true;
        unite_best(&best);
    }
    for (uint32_t i = 0; i < ARTICLES; i++)
        oracle.labels[i] = oracle.labels[oracle.texts[i]];
}

/* The earliest date among the articles whose entry in 'labels' is 'label'. */
static int64_t earliest_of(const uint32_t *labels, uint32_t label)
{
    int64_t earliest = INT64_MAX;

    for (uint32_t i = 0; i < ARTICLES; i++)
        if (labels[i] == label && oracle.articles[i].published_seconds < earliest)
            earliest = oracle.articles[i].published_seconds;
    return earliest;
}

/* Of the wholes that came before 'part', both first of their clusters, the earliest. */
static uint32_t original_of(const struct seen *seen, uint32_t part)
{
    uint32_t original = part;

    for (size_t i = 0; i < seen->match_count; i++) {
        const struct wtw_match *match = &seen->matches[i];
        uint32_t whole = match->a == part ? match->b : match->a;
        enum wtw_relation wanted = match->a == part ? WTW_EXPANDED : WTW_ABRIDGED;
        int64_t date = earliest_of(oracle.texts, whole);

        if (!is_tie(match) || match->relation != wanted ||
            (match->a != part && match->b != part))
            continue;
        if (date == earliest_of(oracle.labels, oracle.labels[whole]) &&
            date < earliest_of(oracle.texts, original))
            original = whole;
    }
    return original;
}

static void send_to_originals(const struct seen *seen)
{
    uint32_t originals[ARTICLES];
    uint32_t labels[ARTICLES];

    for (uint32_t part = 0; part < ARTICLES; part++) {
        bool has_begun = earliest_of(oracle.texts, oracle.texts[part]) ==
                         earliest_of(oracle.labels, oracle.labels[part]);

        originals[part] =
            part == oracle.texts[part] && has_begun ? original_of(seen, part) : part;
    }
    memcpy(labels, oracle.labels, sizeof labels);
    for (uint32_t part = 0; part < ARTICLES; part++)
        unite_labels(labels, part, originals[part]);
    memcpy(oracle.labels, labels, sizeof labels);
}

/*
 * Versions of a few stories, each made of an earlier one: edited, cut at either end, or
 * put together with half of another story. All are so long that texts of many equal
 * shingles are not aligned: what is aligned of such is all of them, and weighs the same.
 */
static struct made_article *make_moving_stories(uint32_t seed)
{
    enum { ORIGINALS = 50, CUT = 80 };
    struct made_article *articles = made_articles(ARTICLES, seed);
    struct random_input random = random_begin(seed + 1000);

    for (uint32_t i = 0; i < ORIGINALS; i++)
        made_fresh(&articles[i], random_between(&random, 360, 400), &random);
    for (uint32_t i = ORIGINALS; i < ARTICLES; i++) {
        struct made_article *article = &articles[i];
        const struct made_article *from = &articles[i - ORIGINALS];
        const struct made_article *other = &articles[random_below(&random, i)];
        uint32_t words = from->word_count;
        uint32_t cut = words > 300 ? CUT * random_below(&random, 2) : 0;
        double kind = random_real(&random);

        if (kind < .6)
            made_derived(article, from, 0, words, random_real(&random) * .12, &random);
        else if (kind < .8)
            made_derived(article, from, cut, words + cut - (words > 300 ? CUT : 0), .01,
                         &random);
        else {
            made_derived(article, from, 0, words, .02, &random);
            memcpy(article->words, other->words, 130 * sizeof other->words[0]);
            made_spell(article, &random);
        }
    }
    return articles;
}

Test(linked_runs, clusters_are_those_of_average_linkage_with_what_originals_were_cut_to)
{
    uint32_t compared = 0;
    uint32_t less_than_families = 0;

    for (uint32_t seed = 260; seed < 264; seed++) {
        struct made_article *articles = make_moving_stories(seed);
        struct wtw_options options = thorough_options();
        struct seen seen = run(&options, articles, ARTICLES);

        ask_oracle_about(&seen, articles);
        link_by_force();
        send_to_originals(&seen);
        for (uint32_t i = 0; i < ARTICLES; i++) {
            uint32_t family = oracle.families[oracle.texts[i]];

            if (oracle.is_unsure[family])
                continue;
            cr_assert(seen.memberships[i].cluster == oracle.labels[i],
                      "seed %u, article %u: with %u, not with %u", seed, i,
                      seen.memberships[i].cluster, oracle.labels[i]);
            compared++;
            less_than_families += oracle.labels[i] != family;
        }
        see_free(&seen);
        free(articles);
    }
    cr_assert(compared > ARTICLES, "%u articles were compared", compared);
    cr_assert(less_than_families > 20, "%u articles are not with all of their family",
              less_than_families);
}

Test(linked_runs, what_is_told_of_clusters_by_members_and_by_cluster_agrees)
{
    struct made_article *articles = made_articles(ARTICLES, 266);
    struct seen seen = run(NULL, articles, ARTICLES);
    size_t members = 0;

    for (size_t c = 0; c < seen.cluster_count; c++) {
        const struct wtw_cluster *cluster = &seen.clusters[c];

        members += cluster->size;
        check_number(cluster->first, cluster->members[0]);
        for (uint32_t m = 0; m < cluster->size; m++) {
            const struct wtw_membership *membership =
                &seen.memberships[cluster->members[m]];

            check_number(membership->cluster, cluster->first);
            check_number(membership->canonical, cluster->canonical);
            check_number(membership->size, cluster->size);
        }
    }
    check_number(members, ARTICLES);
    see_free(&seen);
    free(articles);
}

Test(linked_runs, canonicals_follow_the_policy)
{
    struct made_article *articles = made_articles(ARTICLES, 269);

    for (uint32_t i = 0; i < ARTICLES; i += 4)
        articles[i].published_seconds = WTW_DATE_UNKNOWN;
    for (uint32_t i = 0; i < ARTICLES; i += 3)
        articles[i].rank = (uint8_t)(i % 5);
    for (int policy = WTW_CANONICAL_EARLIEST; policy <= WTW_CANONICAL_PREFERRED;
         policy++) {
        struct wtw_options options = joining_options();
        struct seen seen;

        options.canonical = (enum wtw_canonical)policy;
        seen = run(&options, articles, ARTICLES);
        for (size_t c = 0; c < seen.cluster_count; c++) {
            const struct wtw_cluster *cluster = &seen.clusters[c];
            const struct made_article *chosen = &articles[cluster->canonical];

            for (uint32_t m = 0; m < cluster->size; m++) {
                const struct made_article *member = &articles[cluster->members[m]];

                if (policy == WTW_CANONICAL_EARLIEST &&
                    member->published_seconds != WTW_DATE_UNKNOWN)
                    check(chosen->published_seconds != WTW_DATE_UNKNOWN &&
                          chosen->published_seconds <= member->published_seconds);
                if (policy == WTW_CANONICAL_LONGEST)
                    check(chosen->word_count >= member->word_count);
                if (policy == WTW_CANONICAL_FIRST)
                    check(cluster->canonical <= cluster->members[m]);
                if (policy == WTW_CANONICAL_PREFERRED && member->rank)
                    check(chosen->rank && chosen->rank <= member->rank);
            }
        }
        see_free(&seen);
    }
    free(articles);
}
