/*
 * test_verify.c - candidates decided on the texts, against figures counted word by word
 */
#include "check.h"
#include "engine/made_articles.h"
#include "naive_token_hash.h"
#include "random_input.h"

#include "base/faults.h"
#include "match/pairs.h"
#include "match/relation.h"
#include "match/verify.h"

#include <stdio.h>

enum { ARTICLES = 90, PAIRS = ARTICLES * (ARTICLES - 1) / 2 };

/* Articles, all pairs of them, and a verification of them. */
struct bench {
    struct made_article *articles;
    struct wtw_options options;
    uint32_t shingle_counts[ARTICLES];
    uint32_t token_counts[ARTICLES];
    int64_t published_seconds[ARTICLES];
    uint64_t pairs[PAIRS];
    struct wtw_verify verify;
};

static struct bench bench;

static void init_bench(uint32_t seed)
{
    size_t next = 0;

    bench.articles = made_articles(ARTICLES, seed);
    wtw_options_init(&bench.options);
    bench.options.keeps_boilerplate = true; /* made-up words repeat whole lines */
    bench.options.text_source =
        (struct wtw_text_source){.fetch = made_fetch, .context = bench.articles};
    for (uint32_t i = 0; i < ARTICLES; i++) {
        bench.shingle_counts[i] = bench.articles[i].shingle_count;
        bench.token_counts[i] = bench.articles[i].word_count;
        bench.published_seconds[i] = bench.articles[i].published_seconds;
        for (uint32_t j = i + 1; j < ARTICLES; j++)
            bench.pairs[next++] = wtw_pair_of(i, j);
    }
    bench.verify = (struct wtw_verify){.options = &bench.options,
                                       .kernel = wtw_kernel_best(),
                                       .shingle_counts = bench.shingle_counts,
                                       .token_counts = bench.token_counts,
                                       .published_seconds = bench.published_seconds,
                                       .thread_count = 1};
}

static void verify_all(struct wtw_match *out_matches)
{
    struct wtw_error error = {0};

    check_ok(wtw_verify_pairs(&bench.verify, bench.pairs, PAIRS, out_matches, &error),
             &error);
}

static void check_match(const struct wtw_match *match, uint64_t pair)
{
    const struct made_article *a = &bench.articles[wtw_pair_a(pair)];
    const struct made_article *b = &bench.articles[wtw_pair_b(pair)];
    struct wtw_figures counted = made_figures(a, b);
    struct wtw_figures wanted = match->figures;
    bool is_exact = made_same_words(a, b);

    check_number(match->a, wtw_pair_a(pair));
    check_number(match->b, wtw_pair_b(pair));
    check_number(match->figures.shared, counted.shared);
    check_number(match->figures.a_shingles, counted.a_shingles);
    check_number(match->figures.b_shingles, counted.b_shingles);
    check_number(match->figures.a_tokens, is_exact ? 0 : a->word_count);
    check_number(match->figures.b_tokens, is_exact ? 0 : b->word_count);
    check_number(match->figures.lag_seconds, b->published_seconds - a->published_seconds);
    check_number(match->relation == WTW_EXACT, is_exact);
    check_number(match->relation, wtw_relation_of(&wanted, is_exact, &bench.options));
}

Test(verify, figures_are_those_counted_by_words_and_relations_follow_from_them)
{
    static struct wtw_match matches[PAIRS];
    uint32_t seen[WTW_EXACT + 1] = {0};

    for (uint32_t seed = 140; seed < 144; seed++) {
        init_bench(seed);
        verify_all(matches);
        for (size_t i = 0; i < PAIRS; i++) {
            check_match(&matches[i], bench.pairs[i]);
            seen[matches[i].relation]++;
        }
        free(bench.articles);
    }
    check(seen[WTW_UNRELATED] > 0 && seen[WTW_REVISED] > 0 && seen[WTW_NEAR] > 0);
    check(seen[WTW_EXACT] > 0 && seen[WTW_ABRIDGED] > 0);
}

/* Figures have no gaps between their members, as matches do. */
static void check_same(const struct wtw_match *match, const struct wtw_match *wanted)
{
    check_number(match->a, wanted->a);
    check_number(match->b, wanted->b);
    check_number(match->relation, wanted->relation);
    check(memcmp(&match->figures, &wanted->figures, sizeof wanted->figures) == 0);
}

Test(verify, any_order_of_pairs_and_any_thread_count_give_the_same_matches)
{
    static const uint32_t threads[] = {1, 2, 5};
    static struct wtw_match wanted[PAIRS];
    static struct wtw_match matches[PAIRS];
    static uint32_t places[PAIRS];
    static uint64_t sorted[PAIRS];
    struct random_input random = random_begin(145);

    init_bench(146);
    verify_all(wanted);
    memcpy(sorted, bench.pairs, sizeof sorted);
    for (size_t t = 0; t < 3; t++) {
        bench.verify.thread_count = threads[t];
        random_permutation(&random, places, PAIRS);
        for (size_t i = 0; i < PAIRS; i++)
            bench.pairs[places[i]] = sorted[i];
        verify_all(matches);
        for (size_t i = 0; i < PAIRS; i++)
            check_same(&matches[places[i]], &wanted[i]);
    }
    free(bench.articles);
}

Test(verify, passages_of_every_pair_are_measured_on_request)
{
    static struct wtw_match matches[PAIRS];
    struct wtw_error error = {0};
    struct wtw_passages *passages = NULL;
    struct wtw_tokens *a = NULL;
    struct wtw_tokens *b = NULL;

    check_ok(wtw_passages_new(&passages, &error), &error);
    check_ok(wtw_tokens_new(&a, &error), &error);
    check_ok(wtw_tokens_new(&b, &error), &error);
    init_bench(147);
    bench.options.measure_passages = true;
    bench.options.passage_tokens = 5;
    verify_all(matches);
    for (size_t i = 0; i < PAIRS; i++) {
        const struct made_article *left = &bench.articles[matches[i].a];
        const struct made_article *right = &bench.articles[matches[i].b];
        uint32_t sum = 0;
        uint32_t longest = 0;

        check_ok(wtw_tokens_make(a, left->text, left->text_bytes, &error), &error);
        check_ok(wtw_tokens_make(b, right->text, right->text_bytes, &error), &error);
        check_ok(wtw_passages_find(passages, a, b, 5, &error), &error);
        for (size_t p = 0; p < wtw_passages_count(passages); p++) {
            uint32_t tokens = wtw_passages_items(passages)[p].token_count;

            sum += tokens;
            longest = tokens > longest ? tokens : longest;
        }
        check_number(matches[i].figures.passage_tokens, sum);
        check_number(matches[i].figures.longest_passage_tokens, longest);
    }
    wtw_passages_free(passages);
    wtw_tokens_free(a);
    wtw_tokens_free(b);
    free(bench.articles);
}

Test(verify, a_shared_passage_between_unlike_articles_makes_an_excerpt)
{
    struct random_input random = random_begin(148);

    for (uint32_t shared = 20; shared <= 30; shared++) {
        struct wtw_match match;
        struct wtw_error error = {0};
        struct made_article *b = NULL;

        init_bench(149);
        made_fresh(&bench.articles[0], 200, &random);
        b = &bench.articles[1];
        made_fresh(b, 200, &random);
        memcpy(b->words + 50, bench.articles[0].words + 100, shared * 4);
        made_spell(b, &random);
        check_ok(wtw_verify_pairs(&bench.verify, bench.pairs, 1, &match, &error), &error);
        check_number(match.relation, shared >= 24 ? WTW_EXCERPT : WTW_UNRELATED);
        if (shared >= 24) {
            check_number(match.figures.longest_passage_tokens, shared);
            check_number(match.figures.passage_tokens, shared);
        }
        free(bench.articles);
    }
}

/* Puts 'count' words of 'from' at 'begin' into 'article' at 'place'. */
static void plant(struct made_article *article, uint32_t place,
                  const struct made_article *from, uint32_t begin, uint32_t count)
{
    memcpy(article->words + place, from->words + begin, count * sizeof from->words[0]);
}

/*
 * 24 words of a; b has the middle 12 first, then the first 12, then the last 12. Taken by
 * place in b first, the middle ones leave only rests of 6.
 */
Test(verify, which_of_two_articles_comes_first_does_not_decide_what_they_share)
{
    struct random_input random = random_begin(153);
    struct wtw_match forward;
    struct wtw_match backward;
    struct wtw_error error = {0};
    struct made_article moved;

    init_bench(154);
    made_fresh(&bench.articles[0], 224, &random);
    made_fresh(&bench.articles[1], 260, &random);
    plant(&bench.articles[1], 100, &bench.articles[0], 106, 12);
    plant(&bench.articles[1], 120, &bench.articles[0], 100, 12);
    plant(&bench.articles[1], 140, &bench.articles[0], 112, 12);
    made_spell(&bench.articles[1], &random);
    check_ok(wtw_verify_pairs(&bench.verify, bench.pairs, 1, &forward, &error), &error);
    moved = bench.articles[0];
    bench.articles[0] = bench.articles[1];
    bench.articles[1] = moved;
    check_ok(wtw_verify_pairs(&bench.verify, bench.pairs, 1, &backward, &error), &error);
    check_number(forward.relation, backward.relation);
    check_number(forward.figures.passage_tokens, backward.figures.passage_tokens);
    check_number(forward.figures.a_aligned, backward.figures.b_aligned);
    check_number(forward.figures.b_aligned, backward.figures.a_aligned);
    check_number(forward.figures.aligned_shared, backward.figures.aligned_shared);
    free(bench.articles);
}

/* Fails for one article, and counts. */
struct failing_source {
    struct made_article *articles;
    uint32_t broken;
};

static enum wtw_status fetch_or_fail(void *context, uint32_t number,
                                     struct wtw_buffer *out_text, struct wtw_error *error)
{
    const struct failing_source *source = context;

    if (number == source->broken)
        return wtw_fail(error, WTW_IO, "article %u is gone", number);
    return made_fetch(source->articles, number, out_text, error);
}

Test(verify, what_the_text_source_returns_is_passed_on_with_its_words)
{
    static struct wtw_match matches[PAIRS];

    init_bench(150);
    for (uint32_t threads = 1; threads <= 4; threads++) {
        struct failing_source source = {bench.articles, 57};
        struct wtw_error error = {0};

        bench.options.text_source =
            (struct wtw_text_source){.fetch = fetch_or_fail, .context = &source};
        bench.verify.thread_count = threads;
        check_status(wtw_verify_pairs(&bench.verify, bench.pairs, PAIRS, matches, &error),
                     WTW_IO);
        check_string(error.words, "article 57 is gone");
        check_status(wtw_verify_pairs(&bench.verify, bench.pairs, PAIRS, matches, NULL),
                     WTW_IO);
    }
    free(bench.articles);
}

Test(verify, no_pairs_are_no_work)
{
    struct wtw_error error = {0};

    init_bench(151);
    check_ok(wtw_verify_pairs(&bench.verify, NULL, 0, NULL, &error), &error);
    free(bench.articles);
}

/* Article i is words 0, 1, 2, ... from i on, far beyond what is kept prepared. */
enum { LONG_WORDS = 70000 };

static enum wtw_status fetch_long(void *context, uint32_t number,
                                  struct wtw_buffer *out_text, struct wtw_error *error)
{
    (void)context;
    out_text->count = 0;
    for (uint32_t i = 0; i < LONG_WORDS; i++) {
        uint32_t word = number * 100 + i;
        char letters[6] = {'a', 'a', 'a', 'a', ' '};
        enum wtw_status status = WTW_OK;

        for (int letter = 0; letter < 4; letter++, word /= 26)
            letters[letter] = (char)('a' + word % 26);
        status = wtw_buffer_append(out_text, letters, 5, error);
        if (status != WTW_OK)
            return status;
    }
    return WTW_OK;
}

Test(verify, articles_too_long_to_be_kept_are_compared_all_the_same)
{
    static const uint32_t counts[40];
    static const int64_t dates[40];
    struct wtw_error error = {0};
    struct wtw_options options;
    struct wtw_verify verify = {.options = &options,
                                .kernel = wtw_kernel_best(),
                                .shingle_counts = counts,
                                .token_counts = counts,
                                .published_seconds = dates,
                                .thread_count = 2};
    uint64_t pairs[] = {wtw_pair_of(0, 1), wtw_pair_of(0, 2), wtw_pair_of(0, 32),
                        wtw_pair_of(1, 2)};
    struct wtw_match matches[4];

    wtw_options_init(&options);
    options.text_source.fetch = fetch_long;
    check_ok(wtw_verify_pairs(&verify, pairs, 4, matches, &error), &error);
    for (int i = 0; i < 4; i++) {
        uint32_t shift = (matches[i].b - matches[i].a) * 100;

        check_number(matches[i].figures.a_shingles, LONG_WORDS - 2);
        check_number(matches[i].figures.b_shingles, LONG_WORDS - 2);
        check_number(matches[i].figures.shared, LONG_WORDS - 2 - shift);
        check_number(matches[i].relation, WTW_NEAR);
    }
}

/* ------------------------------------------------------------------ texts by hand */

enum { HOUR = 3600 };

static void put_text(struct made_article *article, const char *text)
{
    article->text_bytes = strlen(text);
    check(article->text_bytes <= MADE_TEXT_BYTES);
    memcpy(article->text, text, article->text_bytes);
}

/* Words "waae", "wabe", ... of which the last of every 'step' begin with 'other': "1ate"
 * is a figure. */
static void put_words(struct made_article *article, uint32_t count, uint32_t step,
                      const char *other)
{
    char text[MADE_TEXT_BYTES + 1];
    size_t bytes = 0;

    for (uint32_t i = 0; i < count; i++)
        bytes += snprintf(text + bytes, sizeof text - bytes, "%s%c%ce ",
                          i % step == step - 1 ? other : "w", (int)('a' + i / 26),
                          (int)('a' + i % 26));
    put_text(article, text);
}

static struct wtw_match verify_first_two(void)
{
    struct wtw_match match;
    struct wtw_error error = {0};

    check_ok(wtw_verify_pairs(&bench.verify, bench.pairs, 1, &match, &error), &error);
    return match;
}

/* Of 60 words the 20th, 40th and last are other numbers: 51 of 65 shingles are shared. A changed fact in 20 words
 * is a correction on the same day and a form that was filled in anew on another. */
Test(verify, dates_decide_whether_other_figures_are_a_correction_or_a_template)
{
    struct wtw_match match;

    init_bench(155);
    put_words(&bench.articles[0], 60, 20, "1");
    put_words(&bench.articles[1], 60, 20, "2");
    for (int64_t lag = 20 * HOUR; lag <= 20 * HOUR + 1; lag++) {
        bench.published_seconds[0] = 1000 + lag;
        bench.published_seconds[1] = 1000;
        match = verify_first_two();
        check_number(match.figures.lag_seconds, -lag);
        check_number(match.figures.shared, 51);
        check_number(match.figures.changed_figures, 3);
        check_number(match.relation, lag > 20 * HOUR ? WTW_TEMPLATE : WTW_REVISED);
    }
    bench.published_seconds[0] = WTW_DATE_UNKNOWN;
    match = verify_first_two();
    check(match.figures.lag_seconds == WTW_DATE_UNKNOWN);
    check_number(match.relation, WTW_REVISED);
    free(bench.articles);
}

/* Every fourth of 200 words is another: every fourth shingle is shared. */
Test(verify, a_copy_with_a_quarter_of_its_words_misread_is_found_by_its_alignment)
{
    struct wtw_match match;

    init_bench(156);
    put_words(&bench.articles[0], 200, 4, "xa");
    put_words(&bench.articles[1], 200, 4, "xo");
    match = verify_first_two();
    check_number(match.figures.shared, 50);
    check_number(match.figures.a_shingles, 198);
    check(wtw_jaccard(&match.figures) < .15);
    check_number(match.figures.a_tokens, 200);
    check_number(match.figures.b_tokens, 200);
    check_number(match.figures.aligned_shared, 150);
    check_number(match.relation, WTW_REVISED);
    free(bench.articles);
}

Test(verify, boilerplate_makes_no_difference_unless_it_is_kept)
{
    static const char story[] =
        "The harbour board of Vellmar agreed on Tuesday to widen the northern basin, "
        "which has been too narrow for the new ferries since they were bought.";
    char text[400];
    struct wtw_match match;

    init_bench(157);
    snprintf(text, sizeof text, "By Jane Orr\n\n%s", story);
    put_text(&bench.articles[0], text);
    snprintf(text, sizeof text, "%s\n\nhttps://news.example/ferries", story);
    put_text(&bench.articles[1], text);
    match = verify_first_two();
    check(match.relation != WTW_EXACT);
    check_number(match.figures.a_tokens, 26 + 3);
    check_number(match.figures.b_tokens, 26 + 4);
    bench.options.keeps_boilerplate = false;
    match = verify_first_two();
    check_number(match.relation, WTW_EXACT);
    free(bench.articles);
}

/* The unit "daily sails the ferry" stands in both and goes; the counts of whole texts,
 * which are nonsense here, must not be used. */
Test(verify, what_recurs_elsewhere_counts_for_nothing)
{
    static const char *const words[] = {"daily", "sails", "the", "ferry"};
    struct wtw_match match;
    uint64_t tokens[4];
    uint64_t line = 0;
    struct wtw_unit_set set = {.hashes = &line, .count = 1};

    for (int i = 0; i < 4; i++)
        tokens[i] = naive_token_hash(words[i], strlen(words[i]));
    line = XXH3_64bits(tokens, sizeof tokens);
    init_bench(158);
    bench.verify.left_out = &set;
    bench.shingle_counts[0] = bench.shingle_counts[1] = 77;
    put_text(&bench.articles[0], "Daily sails the ferry. One two three four five.");
    put_text(&bench.articles[1], "One two three four five. Daily sails the ferry.");
    match = verify_first_two();
    check_number(match.relation, WTW_EXACT);
    check_number(match.figures.a_shingles, 3);
    check_number(match.figures.shared, 3);
    bench.articles[1] = bench.articles[0]; /* the same bytes */
    match = verify_first_two();
    check_number(match.relation, WTW_EXACT);
    check_number(match.figures.a_shingles, 3);
    put_text(&bench.articles[1], "Six seven eight nine ten. Daily sails the ferry.");
    match = verify_first_two();
    check_number(match.relation, WTW_UNRELATED);
    check_number(match.figures.shared, 0);
    /* Of texts that are nothing but what recurs, nothing is left to be equal. */
    put_text(&bench.articles[0], "Daily sails the ferry.");
    put_text(&bench.articles[1], "Daily sails the ferry.");
    match = verify_first_two();
    check_number(match.relation, WTW_UNRELATED);
    check_number(match.figures.a_shingles, 0);
    free(bench.articles);
}

Test(verify, equal_articles_have_the_figures_that_were_counted_when_they_were_sketched)
{
    struct wtw_match match;

    init_bench(159);
    bench.shingle_counts[4] = 98;
    bench.token_counts[4] = 100;
    bench.published_seconds[4] = 5000;
    bench.published_seconds[7] = 3000;
    match = wtw_verify_equal(&bench.verify, 4, 7);
    check_number(match.a, 4);
    check_number(match.b, 7);
    check_number(match.relation, WTW_EXACT);
    check_number(match.figures.shared, 98);
    check_number(match.figures.a_shingles, 98);
    check_number(match.figures.b_shingles, 98);
    check_number(match.figures.lag_seconds, -2000);
    check_number(match.figures.passage_tokens, 0);
    bench.options.measure_passages = true;
    bench.options.passage_tokens = 100;
    match = wtw_verify_equal(&bench.verify, 4, 7);
    check_number(match.figures.passage_tokens, 100);
    check_number(match.figures.longest_passage_tokens, 100);
    bench.options.passage_tokens = 101;
    match = wtw_verify_equal(&bench.verify, 4, 7);
    check_number(match.figures.passage_tokens, 0);
    bench.published_seconds[7] = WTW_DATE_UNKNOWN;
    match = wtw_verify_equal(&bench.verify, 4, 7);
    check(match.figures.lag_seconds == WTW_DATE_UNKNOWN);
    free(bench.articles);
}

static void check_same_matches(const struct wtw_match *got,
                               const struct wtw_match *wanted)
{
    for (uint32_t i = 0; i < PAIRS; i++) {
        check_number(got[i].relation, wanted[i].relation);
        check(memcmp(&got[i].figures, &wanted[i].figures, sizeof got[i].figures) == 0);
    }
}

/* Each time the articles are others under the same numbers. */
Test(verify, a_crew_that_is_kept_counts_what_one_made_for_each_call_counts)
{
    static struct wtw_match wanted[PAIRS];
    static struct wtw_match got[PAIRS];
    struct wtw_verify_crew *crew = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_verify_crew_new(3, &crew, &error), &error);
    for (uint32_t seed = 160; seed < 163; seed++) {
        init_bench(seed);
        bench.verify.thread_count = 3;
        verify_all(wanted);
        bench.verify.crew = crew;
        verify_all(got);
        check_same_matches(got, wanted);
        free(bench.articles);
    }
    wtw_verify_crew_free(crew);
    wtw_verify_crew_free(NULL);
}

#ifdef WTW_FAULTS

Test(verify, a_crew_lives_on_after_any_failed_allocation)
{
    static struct wtw_match matches[PAIRS];
    static struct wtw_match wanted[PAIRS];
    struct wtw_verify_crew *crew = NULL;
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_verify_crew_new(2, &crew, NULL), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 2);
    check_status(wtw_verify_crew_new(2, &crew, NULL), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    init_bench(164);
    verify_all(wanted);
    check_ok(wtw_verify_crew_new(2, &crew, &error), &error);
    bench.verify.crew = crew;
    bench.verify.thread_count = 2;
    for (uint64_t nth = 1; nth < 60; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_verify_pairs(&bench.verify, bench.pairs, 300, matches, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check(status == WTW_OK || status == WTW_NO_MEMORY);
    }
    verify_all(matches);
    check_same_matches(matches, wanted);
    wtw_verify_crew_free(crew);
    free(bench.articles);
}

Test(verify, any_failed_allocation_is_told)
{
    static struct wtw_match matches[PAIRS];
    bool failed = true;
    uint64_t nth = 1;

    init_bench(152);
    bench.options.measure_passages = true;
    for (nth = 1; failed; nth += nth < 60 ? 1 : 37) {
        enum wtw_status status = WTW_OK;

        bench.verify.thread_count = nth % 2 + 1;
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_verify_pairs(&bench.verify, bench.pairs, 300, matches, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed)
            check_number(status, WTW_NO_MEMORY);
    }
    check(nth > 60);
    free(bench.articles);
}

#endif
