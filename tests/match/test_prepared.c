/*
 * test_prepared.c - articles made ready in pairs, against figures counted word by word
 */
#include "check.h"
#include "engine/made_articles.h"
#include "naive_token_hash.h"
#include "random_input.h"

#include "base/failure.h"
#include "base/faults.h"
#include "match/prepared.h"

enum { ARTICLES = 80 };

/* Articles, and a preparer that fetches them; how often it did is counted. */
struct bench {
    struct made_article *articles;
    struct wtw_options options;
    struct wtw_preparer *preparer;
    uint32_t fetches;
    uint32_t broken; /* the article whose fetch fails */
    size_t padding;  /* blanks behind each text */
};

static struct bench bench;

static enum wtw_status fetch_and_count(void *context, uint32_t number,
                                       struct wtw_buffer *out_text,
                                       struct wtw_error *error)
{
    bench.fetches++;
    if (number == bench.broken)
        return wtw_fail(error, WTW_IO, "article %u is gone", number);
    WTW_TRY(made_fetch(context, number, out_text, error));
    WTW_TRY(wtw_buffer_reserve(out_text, bench.padding, error));
    memset(out_text->items + out_text->count, ' ', bench.padding);
    out_text->count += bench.padding;
    return WTW_OK;
}

static void init_bench_with(const struct wtw_unit_set *left_out,
                            const struct wtw_outlines *outlines, uint32_t seed)
{
    struct wtw_error error = {0};

    bench = (struct bench){.articles = made_articles(ARTICLES, seed), .broken = ARTICLES};
    wtw_options_init(&bench.options);
    bench.options.keeps_boilerplate = true; /* made-up words repeat whole lines */
    bench.options.text_source =
        (struct wtw_text_source){.fetch = fetch_and_count, .context = bench.articles};
    check_ok(wtw_preparer_new(&bench.options, wtw_kernel_best(), left_out, outlines,
                              &bench.preparer, &error),
             &error);
}

static void init_bench_without(const struct wtw_unit_set *left_out, uint32_t seed)
{
    init_bench_with(left_out, NULL, seed);
}

static void init_bench(uint32_t seed)
{
    init_bench_without(NULL, seed);
}

static void release_bench(void)
{
    wtw_preparer_free(bench.preparer);
    free(bench.articles);
}

static struct wtw_prepared_pair fetch_pair(uint32_t a, uint32_t b)
{
    struct wtw_prepared_pair pair = {NULL, NULL};
    struct wtw_error error = {0};

    check_ok(wtw_preparer_fetch(bench.preparer, a, b, &pair, &error), &error);
    return pair;
}

static void check_pair(uint32_t a, uint32_t b)
{
    const struct made_article *left = &bench.articles[a];
    const struct made_article *right = &bench.articles[b];
    struct wtw_figures wanted = made_figures(left, right);
    struct wtw_prepared_pair pair = fetch_pair(a, b);
    struct wtw_figures figures = {0};
    struct wtw_error error = {0};

    check_number(wtw_prepared_same_bytes(&pair),
                 left->text_bytes == right->text_bytes &&
                     memcmp(left->text, right->text, left->text_bytes) == 0);
    check_ok(wtw_preparer_tokenise(bench.preparer, &pair, &error), &error);
    check_number(wtw_prepared_same_tokens(&pair), made_same_words(left, right));
    check_number(wtw_tokens_count(wtw_prepared_tokens(pair.a)), left->word_count);
    check_number(wtw_tokens_count(wtw_prepared_tokens(pair.b)), right->word_count);
    check_ok(wtw_preparer_compare(bench.preparer, &pair, &figures, &error), &error);
    check_number(figures.shared, wanted.shared);
    check_number(figures.a_shingles, wanted.a_shingles);
    check_number(figures.b_shingles, wanted.b_shingles);
}

Test(prepared, pairs_in_any_order_have_the_figures_counted_by_words)
{
    struct random_input random = random_begin(170);

    init_bench(171);
    for (int i = 0; i < 4000; i++) {
        uint32_t a = random_below(&random, ARTICLES);
        uint32_t b = random_below(&random, ARTICLES);

        if (a != b)
            check_pair(a, b);
    }
    release_bench();
}

Test(prepared, shingles_whose_number_is_known_are_not_counted)
{
    struct wtw_figures wanted;
    struct wtw_figures figures = {.a_shingles = 1001};
    struct wtw_prepared_pair pair;
    struct wtw_error error = {0};

    init_bench(171);
    wanted = made_figures(&bench.articles[8], &bench.articles[9]);
    pair = fetch_pair(8, 9);
    check_ok(wtw_preparer_tokenise(bench.preparer, &pair, &error), &error);
    check_ok(wtw_preparer_compare(bench.preparer, &pair, &figures, &error), &error);
    check_number(figures.a_shingles, 1001);
    check_number(figures.b_shingles, wanted.b_shingles);
    check_number(figures.shared, wanted.shared);
    figures = (struct wtw_figures){.b_shingles = 1002};
    check_ok(wtw_preparer_compare(bench.preparer, &pair, &figures, &error), &error);
    check_number(figures.a_shingles, wanted.a_shingles);
    check_number(figures.b_shingles, 1002);
    check_number(figures.shared, wanted.shared);
    release_bench();
}

Test(prepared, an_article_that_comes_again_soon_is_not_fetched_again)
{
    init_bench(172);
    for (int times = 0; times < 3; times++)
        for (uint32_t a = 0; a < 12; a++)
            for (uint32_t b = a + 1; b < 12; b++)
                check_pair(a, b);
    check_number(bench.fetches, 12);
    release_bench();
}

Test(prepared, texts_of_the_same_bytes_need_no_tokens_to_be_known_as_equal)
{
    struct wtw_prepared_pair pair;

    init_bench(173);
    bench.articles[1] = bench.articles[0];
    pair = fetch_pair(0, 1);
    check(wtw_prepared_same_bytes(&pair));
    bench.articles[2].text_bytes = 0;
    bench.articles[3].text_bytes = 0;
    pair = fetch_pair(2, 3);
    check(!wtw_prepared_same_bytes(&pair)); /* of empty texts nothing is the same */
    release_bench();
}

Test(prepared, a_failed_fetch_is_told_and_the_next_one_may_succeed)
{
    struct wtw_prepared_pair pair = {NULL, NULL};
    struct wtw_error error = {0};

    init_bench(174);
    check_pair(4, 5);
    bench.broken = 6;
    check_status(wtw_preparer_fetch(bench.preparer, 4, 6, &pair, &error), WTW_IO);
    check_string(error.words, "article 6 is gone");
    check_status(wtw_preparer_fetch(bench.preparer, 6, 5, &pair, NULL), WTW_IO);
    check(!pair.a && !pair.b);
    bench.broken = ARTICLES;
    check_pair(4, 6);
    check_pair(6, 5);
    release_bench();
}

/* ------------------------------------------------------------------ stories */

#define STORY                                                                            \
    "The harbour board of Vellmar agreed on Tuesday to widen the northern basin, which " \
    "has been too narrow for the new ferries since they were bought two years ago."
enum { STORY_WORDS = 29 };

static void set_text(uint32_t number, const char *text)
{
    struct made_article *article = &bench.articles[number];

    article->text_bytes = strlen(text);
    memcpy(article->text, text, article->text_bytes);
}

Test(prepared, boilerplate_is_left_out_unless_it_is_kept)
{
    struct wtw_prepared_pair pair;
    struct wtw_error error = {0};

    for (int keeps = 0; keeps <= 1; keeps++) {
        struct wtw_figures figures = {0};

        init_bench(176);
        set_text(0, "By Jane Orr\n\n" STORY);
        set_text(1, STORY "\n\nhttps://news.example/ferries");
        bench.options.keeps_boilerplate = keeps;
        pair = fetch_pair(0, 1);
        check_ok(wtw_preparer_tokenise(bench.preparer, &pair, &error), &error);
        check_number(wtw_tokens_count(wtw_prepared_tokens(pair.a)),
                     STORY_WORDS + (keeps ? 3 : 0));
        check_number(wtw_tokens_count(wtw_prepared_tokens(pair.b)),
                     STORY_WORDS + (keeps ? 4 : 0));
        check_number(wtw_prepared_same_tokens(&pair), !keeps);
        check_ok(wtw_preparer_compare(bench.preparer, &pair, &figures, &error), &error);
        check_number(figures.shared, STORY_WORDS - 2);
        check_number(figures.a_shingles, STORY_WORDS - 2 + (keeps ? 3 : 0));
        check_number(figures.b_shingles, STORY_WORDS - 2 + (keeps ? 4 : 0));
        release_bench();
    }
}

/* The first outline says other than the text, so that it is seen which is believed; the second
 * is of a longer text. */
Test(prepared, boilerplate_that_was_found_before_is_not_looked_for)
{
    static const struct wtw_boilerplate_part elsewhere = {
        0, sizeof "By Jane Orr\n\nThe harbour" - 1, WTW_BOILERPLATE_BYLINE};
    static const struct wtw_boilerplate_part beyond = {10000, 10001,
                                                       WTW_BOILERPLATE_BYLINE};
    struct wtw_outline outline = wtw_outline_make(&elsewhere, 1);
    struct wtw_outlines outlines = {0};
    struct wtw_prepared_pair pair;
    struct wtw_error error = {0};

    check_ok(wtw_outlines_reserve(&outlines, 2, &error), &error);
    wtw_outlines_append(&outlines, &outline);
    outline = wtw_outline_make(&beyond, 1);
    wtw_outlines_append(&outlines, &outline);
    for (int keeps = 0; keeps <= 1; keeps++) {
        init_bench_with(NULL, &outlines, 177);
        set_text(0, "By Jane Orr\n\n" STORY);
        set_text(1, "By Jane Orr\n\n" STORY);
        bench.options.keeps_boilerplate = keeps;
        pair = fetch_pair(0, 1);
        check_ok(wtw_preparer_tokenise(bench.preparer, &pair, &error), &error);
        check_number(wtw_tokens_count(wtw_prepared_tokens(pair.a)),
                     STORY_WORDS + (keeps ? 3 : -2));
        check_number(wtw_tokens_count(wtw_prepared_tokens(pair.b)),
                     STORY_WORDS + (keeps ? 3 : 0));
        release_bench();
    }
    wtw_outlines_release(&outlines);
}

Test(prepared, ranges_of_tokens_are_of_the_whole_text_and_its_bytes_are_at_hand)
{
    struct wtw_prepared_pair pair;
    struct wtw_error error = {0};
    struct wtw_range first;
    struct wtw_range last;

    init_bench(177);
    set_text(0, "By Jane Orr\n\n" STORY);
    bench.options.keeps_boilerplate = false;
    pair = fetch_pair(0, 1);
    check_ok(wtw_preparer_tokenise(bench.preparer, &pair, &error), &error);
    first = wtw_tokens_ranges(wtw_prepared_tokens(pair.a))[0];
    last = wtw_tokens_ranges(wtw_prepared_tokens(pair.a))[STORY_WORDS - 1];
    check_number(first.begin, strlen("By Jane Orr\n\n"));
    check_bytes(wtw_prepared_bytes(pair.a) + first.begin, first.end - first.begin, "The");
    check_bytes(wtw_prepared_bytes(pair.a) + last.begin, last.end - last.begin, "ago");
    release_bench();
}

/* "Our newsletter wanders daily." recurs; what is beside it is equal. */
Test(prepared, lines_that_recur_elsewhere_are_left_out_of_every_text)
{
    static const char *const words[] = {"our", "newsletter", "wanders", "daily"};
    struct wtw_prepared_pair pair;
    struct wtw_error error = {0};
    uint64_t tokens[4];
    uint64_t line = 0;
    struct wtw_unit_set set = {.hashes = &line, .count = 1};
    struct wtw_range first;

    for (int i = 0; i < 4; i++)
        tokens[i] = naive_token_hash(words[i], strlen(words[i]));
    line = XXH3_64bits(tokens, sizeof tokens);
    init_bench_without(&set, 179);
    bench.options.keeps_boilerplate = false;
    set_text(0, "Our newsletter wanders daily.\n" STORY);
    set_text(1, STORY " Our newsletter wanders daily!");
    pair = fetch_pair(0, 1);
    check_ok(wtw_preparer_tokenise(bench.preparer, &pair, &error), &error);
    check_number(wtw_tokens_count(wtw_prepared_tokens(pair.a)), STORY_WORDS);
    check(wtw_prepared_same_tokens(&pair));
    first = wtw_tokens_ranges(wtw_prepared_tokens(pair.a))[0];
    check_number(first.begin, strlen("Our newsletter wanders daily.\n"));
    release_bench();
}

Test(prepared, texts_are_tokenised_once_however_often_they_are_asked_for)
{
    struct wtw_prepared_pair pair;
    struct wtw_error error = {0};
    const uint64_t *hashes = NULL;

    init_bench(178);
    pair = fetch_pair(0, 1);
    check_ok(wtw_preparer_tokenise(bench.preparer, &pair, &error), &error);
    hashes = wtw_tokens_hashes(wtw_prepared_tokens(pair.a));
    check_ok(wtw_preparer_tokenise(bench.preparer, &pair, &error), &error);
    check(wtw_tokens_hashes(wtw_prepared_tokens(pair.a)) == hashes);
    check_pair(0, 1);
    check_number(bench.fetches, 2);
    release_bench();
}

Test(prepared, no_preparer_may_be_freed)
{
    wtw_preparer_free(NULL);
}

/* Of 20 KB the room is kept, of 40 KB not; neither may show. */
Test(prepared, what_begins_anew_knows_nothing_of_articles_before)
{
    static const size_t paddings[] = {0, 20000, 0, 40000, 0};
    uint32_t fetches = 0;

    init_bench(178);
    for (size_t i = 0; i < sizeof paddings / sizeof *paddings; i++) {
        struct made_article kept = bench.articles[3];

        bench.padding = paddings[i];
        wtw_preparer_begin(bench.preparer);
        check_pair(3, 4);
        bench.articles[3] = bench.articles[5];
        bench.articles[5] = kept;
        wtw_preparer_begin(bench.preparer);
        fetches = bench.fetches;
        check_pair(3, 4);
        check_number(bench.fetches, fetches + 2);
        check(!wtw_preparer_met_large(bench.preparer));
    }
    bench.padding = 1 << 18;
    check_pair(6, 7);
    check(wtw_preparer_met_large(bench.preparer));
    wtw_preparer_begin(bench.preparer);
    check(wtw_preparer_met_large(bench.preparer));
    release_bench();
}

#ifdef WTW_FAULTS

Test(prepared, any_failed_allocation_is_told_and_the_work_can_be_done_again)
{
    bool failed = true;

    for (uint64_t nth = 1; failed; nth++) {
        struct wtw_prepared_pair pair;
        struct wtw_figures figures = {0};
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        init_bench(175);
        bench.options.keeps_boilerplate = false;
        set_text(0, "By Jane Orr\n\n" STORY);
        set_text(1, STORY "\n\nhttps://news.example/ferries");
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_preparer_fetch(bench.preparer, 0, 1, &pair, NULL);
        if (status == WTW_OK)
            status = wtw_preparer_tokenise(bench.preparer, &pair, NULL);
        if (status == WTW_OK)
            status = wtw_preparer_compare(bench.preparer, &pair, &figures, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed)
            check_number(status, WTW_NO_MEMORY);
        pair = fetch_pair(0, 1);
        check_ok(wtw_preparer_tokenise(bench.preparer, &pair, &error), &error);
        check_ok(wtw_preparer_compare(bench.preparer, &pair, &figures, &error), &error);
        check_number(figures.shared, STORY_WORDS - 2);
        check_number(figures.a_shingles, STORY_WORDS - 2);
        check_number(figures.b_shingles, STORY_WORDS - 2);
        release_bench();
    }
}

#endif
