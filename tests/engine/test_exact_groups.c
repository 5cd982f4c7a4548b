/*
 * test_exact_groups.c - articles of the same tokens, counted once
 */
#include "check.h"
#include "engine/made_articles.h"

#include "base/failure.h"
#include "base/faults.h"
#include "engine/archive.h"
#include "engine/exact_groups.h"

enum { ARTICLES = 250 };

/* Articles whose digests hold only what grouping reads. */
struct shelf {
    struct made_article *articles;
    uint64_t content_hashes[ARTICLES];
    uint32_t shingle_counts[ARTICLES];
    uint32_t token_counts[ARTICLES];
    int64_t dates[ARTICLES];
    uint64_t odd_sketches[ARTICLES * WTW_ODD_SKETCH_WORDS];
    struct wtw_digests digests;
    struct wtw_options options;
    struct wtw_verify verify;
};

static struct shelf shelf;

/* A hash of the words of the test's own; few bits of it make collisions. */
static uint64_t hash_words(const struct made_article *article, uint64_t kept_bits)
{
    uint64_t hash = 17;

    for (uint32_t i = 0; i < article->word_count; i++)
        hash = (hash ^ article->words[i]) * 0x100000001b3u;
    return hash & kept_bits;
}

/* Groups are made without a text. */
static enum wtw_status refuse_to_fetch(void *context, uint32_t number,
                                       struct wtw_buffer *out_text,
                                       struct wtw_error *error)
{
    (void)context;
    (void)out_text;
    return wtw_fail(error, WTW_IO, "article %u was asked for", number);
}

/* Bits of the shingles' words, as a sketch has that shares nothing with the hash. */
static void sketch_words(const struct made_article *article, uint64_t *out_words)
{
    memset(out_words, 0, WTW_ODD_SKETCH_WORDS * sizeof out_words[0]);
    for (uint32_t i = 0; i < article->shingle_count; i++) {
        uint64_t bit = article->shingles[i] * 0x9e3779b97f4a7c15u >> 55;

        out_words[bit / 64] ^= (uint64_t)1 << bit % 64;
    }
}

static void init_shelf(uint32_t seed, uint64_t kept_bits, uint32_t threads)
{
    struct random_input random = random_begin(seed);

    shelf = (struct shelf){.articles = made_articles(ARTICLES, seed)};
    for (uint32_t i = 0; i < ARTICLES; i++) {
        struct made_article *article = &shelf.articles[i];

        if (i > 0 && random_chance(&random, .5)) {
            const struct made_article *from = article - random_below(&random, i) - 1;

            made_derived(article, from, 0, from->word_count, 0, &random);
        }
        shelf.content_hashes[i] = hash_words(article, kept_bits);
        shelf.shingle_counts[i] = article->shingle_count;
        shelf.token_counts[i] = article->word_count;
        shelf.dates[i] = article->published_seconds;
        sketch_words(article, shelf.odd_sketches + (size_t)i * WTW_ODD_SKETCH_WORDS);
    }
    wtw_options_init(&shelf.options);
    shelf.options.text_source.fetch = refuse_to_fetch;
    shelf.digests = (struct wtw_digests){.article_count = ARTICLES,
                                         .content_hashes = shelf.content_hashes,
                                         .odd_sketches = shelf.odd_sketches,
                                         .shingle_counts = shelf.shingle_counts};
    shelf.verify = (struct wtw_verify){.options = &shelf.options,
                                       .kernel = wtw_kernel_best(),
                                       .shingle_counts = shelf.shingle_counts,
                                       .token_counts = shelf.token_counts,
                                       .published_seconds = shelf.dates,
                                       .thread_count = threads};
}

/* The first article with the same words. */
static uint32_t first_same(uint32_t article)
{
    uint32_t first = 0;

    while (!made_same_words(&shelf.articles[first], &shelf.articles[article]))
        first++;
    return first;
}

static void make_groups(struct wtw_exact_groups *groups)
{
    struct wtw_error error = {0};

    check_ok(wtw_exact_groups_find(groups, &shelf.digests, &shelf.verify, &error),
             &error);
    check_ok(
        wtw_exact_groups_tie(groups, shelf.digests.article_count, &shelf.verify, &error),
        &error);
}

static void check_groups(const struct wtw_exact_groups *groups)
{
    uint32_t distinct = 0;
    size_t members = 0;

    for (uint32_t i = 0; i < ARTICLES; i++) {
        uint32_t next = i + 1;

        check_number(groups->leaders[i], first_same(i));
        if (groups->leaders[i] == i)
            check_number(groups->distinct[distinct++], i);
        else
            members++;
        while (next < ARTICLES &&
               !made_same_words(&shelf.articles[next], &shelf.articles[i]))
            next++;
        check_number(groups->nexts[i], next < ARTICLES ? next : i);
    }
    check_number(groups->distinct_count, distinct);
    check_number(groups->matches.count, members);
    for (size_t m = 0; m < groups->matches.count; m++) {
        const struct wtw_match *match = &groups->matches.items[m];

        check_number(match->a, first_same(match->b));
        check(match->a != match->b);
        check_number(match->relation, WTW_EXACT);
        check_number(match->figures.shared, shelf.shingle_counts[match->a]);
    }
}

Test(exact_groups, are_those_of_the_same_words)
{
    for (uint32_t seed = 200; seed < 206; seed++) {
        struct wtw_exact_groups groups = {0};

        init_shelf(seed, UINT64_MAX, seed % 3 + 1);
        make_groups(&groups);
        check_groups(&groups);
        wtw_exact_groups_release(&groups);
        wtw_exact_groups_release(&groups);
        free(shelf.articles);
    }
}

Test(exact_groups, hashes_that_agree_in_one_half_only_do_not_mix_groups)
{
    static const uint64_t kept_bits[] = {UINT32_MAX, ~(uint64_t)UINT32_MAX,
                                         0x1fffffffffffffff};

    for (size_t i = 0; i < 3; i++) {
        struct wtw_exact_groups groups = {0};

        init_shelf(207, kept_bits[i], 2);
        make_groups(&groups);
        check_groups(&groups);
        wtw_exact_groups_release(&groups);
        free(shelf.articles);
    }
}

Test(exact_groups, articles_whose_hashes_collide_are_never_called_exact)
{
    struct wtw_exact_groups groups = {0};

    init_shelf(208, 0x0f, 2);
    make_groups(&groups);
    for (uint32_t i = 0; i < ARTICLES; i++)
        check(made_same_words(&shelf.articles[groups.leaders[i]], &shelf.articles[i]));
    for (size_t m = 0; m < groups.matches.count; m++)
        check(made_same_words(&shelf.articles[groups.matches.items[m].a],
                              &shelf.articles[groups.matches.items[m].b]));
    wtw_exact_groups_release(&groups);
    free(shelf.articles);
}

/* The day on which UTC seconds fall, counted from 1970 in both directions. */
static int64_t day_of(int64_t seconds)
{
    int64_t day = 0;

    while (seconds >= (day + 1) * 86400)
        day++;
    while (seconds < day * 86400)
        day--;
    return day;
}

/* Equal words, and of one day or too long for a form. */
static bool are_one_text(uint32_t x, uint32_t y)
{
    return made_same_words(&shelf.articles[x], &shelf.articles[y]) &&
           (shelf.token_counts[x] > 200 ||
            day_of(shelf.dates[x]) == day_of(shelf.dates[y]));
}

/* Lengths from 20 to 300 words; dates within four days on both sides of 1970. */
Test(exact_groups, a_short_text_of_another_day_is_a_group_of_its_own)
{
    struct random_input random = random_begin(211);
    struct wtw_exact_groups groups = {0};
    uint32_t same_words_apart = 0;
    uint32_t long_ones = 0;

    init_shelf(212, UINT64_MAX, 1);
    for (uint32_t i = 0; i < ARTICLES; i++)
        shelf.dates[i] = (int64_t)random_below(&random, 4 * 86400) - 2 * 86400;
    make_groups(&groups);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        uint32_t first = 0;

        while (!are_one_text(first, i))
            first++;
        check_number(groups.leaders[i], first);
        same_words_apart += first_same(i) != first;
        long_ones += first != i && shelf.token_counts[i] > 200;
    }
    check(same_words_apart > 10);
    cr_assert(long_ones > 2, "%u", long_ones);
    wtw_exact_groups_release(&groups);
    free(shelf.articles);
}

/* Two articles of equal words; whether they are one text. */
static bool is_group(uint32_t words, int64_t x_seconds, int64_t y_seconds)
{
    struct random_input random = random_begin(213);
    struct wtw_exact_groups groups = {0};
    bool is_one = false;

    init_shelf(214, UINT64_MAX, 1);
    made_fresh(&shelf.articles[0], words, &random);
    made_derived(&shelf.articles[1], &shelf.articles[0], 0, words, 0, &random);
    shelf.digests.article_count = 2;
    for (uint32_t i = 0; i < 2; i++) {
        shelf.content_hashes[i] = 5;
        shelf.token_counts[i] = words;
        shelf.shingle_counts[i] = shelf.articles[i].shingle_count;
        sketch_words(&shelf.articles[i],
                     shelf.odd_sketches + (size_t)i * WTW_ODD_SKETCH_WORDS);
    }
    shelf.dates[0] = x_seconds;
    shelf.dates[1] = y_seconds;
    make_groups(&groups);
    is_one = groups.leaders[1] == 0;
    wtw_exact_groups_release(&groups);
    free(shelf.articles);
    return is_one;
}

Test(exact_groups, up_to_200_tokens_are_short_and_a_day_ends_at_midnight)
{
    check(!is_group(200, 86399, 86400));
    check(is_group(201, 86399, 86400));
    check(is_group(200, 86400, 2 * 86400 - 1));
    check(!is_group(200, -1, -86401));
    check(is_group(200, -1, -86400));
    check(is_group(200, WTW_DATE_UNKNOWN, WTW_DATE_UNKNOWN));
    check(!is_group(200, WTW_DATE_UNKNOWN, 86400));
    check(is_group(201, WTW_DATE_UNKNOWN, 86400));
}

Test(exact_groups, a_text_is_as_old_as_the_earliest_article_that_has_it)
{
    struct random_input random = random_begin(215);
    struct wtw_exact_groups groups = {0};

    init_shelf(216, UINT64_MAX, 1);
    for (uint32_t i = 0; i < ARTICLES; i++)
        if (random_chance(&random, .3))
            shelf.dates[i] = WTW_DATE_UNKNOWN;
        else
            shelf.dates[i] = random_below(&random, 86400);
    make_groups(&groups);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        int64_t earliest = shelf.dates[i];

        for (uint32_t j = 0; groups.leaders[i] == i && j < ARTICLES; j++)
            if (groups.leaders[j] == i && shelf.dates[j] != WTW_DATE_UNKNOWN &&
                (earliest == WTW_DATE_UNKNOWN || shelf.dates[j] < earliest))
                earliest = shelf.dates[j];
        check_number(groups.dates[i], earliest);
    }
    wtw_exact_groups_release(&groups);
    free(shelf.articles);
}

Test(exact_groups, empty_articles_stay_alone_and_are_not_joined)
{
    struct wtw_exact_groups groups = {0};

    init_shelf(209, UINT64_MAX, 1);
    for (uint32_t i = 0; i < ARTICLES; i += 2) {
        shelf.articles[i].word_count = 0;
        shelf.articles[i].text_bytes = 0;
        shelf.content_hashes[i] = 5;
        shelf.shingle_counts[i] = 0;
        shelf.token_counts[i] = 0;
    }
    make_groups(&groups);
    for (uint32_t i = 0; i < ARTICLES; i += 2) {
        check_number(groups.leaders[i], i);
        check_number(groups.nexts[i], i);
    }
    for (uint32_t i = 0; i < groups.distinct_count; i++)
        check_number(groups.distinct[i] % 2, 1);
    wtw_exact_groups_release(&groups);
    free(shelf.articles);
}

Test(exact_groups, no_articles_make_no_groups)
{
    struct wtw_exact_groups groups = {0};

    init_shelf(210, UINT64_MAX, 1);
    shelf.digests.article_count = 0;
    make_groups(&groups);
    check_number(groups.distinct_count, 0);
    check_number(groups.matches.count, 0);
    wtw_exact_groups_release(&groups);
    free(shelf.articles);
}

#ifdef WTW_FAULTS

Test(exact_groups, any_failed_allocation_is_told_and_leaves_nothing)
{
    bool failed = true;
    uint64_t nth = 1;

    init_shelf(217, UINT64_MAX, 1);
    for (nth = 1; failed; nth++) {
        struct wtw_exact_groups groups = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_exact_groups_find(&groups, &shelf.digests, &shelf.verify, NULL);
        if (status == WTW_OK)
            status = wtw_exact_groups_tie(&groups, ARTICLES, &shelf.verify, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(!failed || (status == WTW_NO_MEMORY && groups.leaders == NULL));
        wtw_exact_groups_release(&groups);
    }
    check(nth > 8);
    free(shelf.articles);
}

#endif
