/*
 * test_recurring.c - lines that stand in many unlike articles of one source
 *
 * Each text is a row of units, a letter a unit; article i has the letters of its row. So
 * which units two articles share is seen at a glance.
 */
#include "check.h"

#include "base/failure.h"
#include "base/faults.h"
#include "engine/recurring.h"

#include <stdlib.h>

enum { ARTICLES_MAX = 24, TEXT_BYTES = 2000, NONE = 77 };

/* Units of 7 tokens, but for "s", which has 4. Each ends as units do. */
static const struct {
    char letter;
    const char *text;
} units[] = {
    {'A', "the first of all lines to recur\n"},
    {'B', "a second one by the same hand too. "},
    {'C', "whose third sentence is nobody else's? "},
    {'D', "and there it stops for this week! "},
    {'s', "short lines are spared\n"},
};

struct paper {
    uint32_t count;
    char texts[ARTICLES_MAX][TEXT_BYTES];
    uint32_t sources[ARTICLES_MAX];
    uint32_t roots[ARTICLES_MAX];
    struct wtw_match matches[ARTICLES_MAX * ARTICLES_MAX];
    size_t match_count;
    uint32_t thread_count;
    uint32_t broken; /* the article that cannot be fetched */
};

static struct paper paper;

static enum wtw_status fetch(void *context, uint32_t number, struct wtw_buffer *out_text,
                             struct wtw_error *error)
{
    (void)context;
    if (number == paper.broken)
        return wtw_fail(error, WTW_IO, "text %u is gone", number);
    out_text->count = 0;
    return wtw_buffer_append(out_text, paper.texts[number], strlen(paper.texts[number]),
                             error);
}

static void put(uint32_t article, const char *text)
{
    size_t length = strlen(paper.texts[article]);

    check(length + strlen(text) < TEXT_BYTES);
    memcpy(paper.texts[article] + length, text, strlen(text) + 1);
}

/* An article of a sentence of its own and the units of the letters. */
static uint32_t add_article(uint32_t source, const char *letters)
{
    static const char *const own[] = {"one", "two", "six", "ten", "nine", "four"};
    uint32_t article = paper.count++;

    check(article < ARTICLES_MAX);
    paper.texts[article][0] = '\0';
    for (uint32_t i = 0; i < 9; i++) {
        put(article, own[article % 6]);
        put(article, i % 2 ? own[article / 6] : "teen");
        put(article, " ");
    }
    put(article, "only.\n");
    for (; *letters; letters++)
        for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
            if (units[i].letter == *letters)
                put(article, units[i].text);
    paper.sources[article] = source;
    paper.roots[article] = article;
    return article;
}

static void begin_paper(void)
{
    paper = (struct paper){.thread_count = 1, .broken = NONE};
}

static void match_all(enum wtw_relation relation)
{
    paper.match_count = 0;
    for (uint32_t a = 0; a < paper.count; a++)
        for (uint32_t b = a + 1; b < paper.count; b++)
            paper.matches[paper.match_count++] =
                (struct wtw_match){.a = a, .b = b, .relation = relation};
}

static enum wtw_status try_to_learn(struct wtw_recurring *recurring,
                                    struct wtw_error *error)
{
    const struct wtw_match_list matches = {.items = paper.matches,
                                           .count = paper.match_count};
    struct wtw_engine engine = {
        .archive = {.count = paper.count, .sources = paper.sources}};

    wtw_options_init(&engine.options);
    engine.options.thread_count = paper.thread_count;
    engine.options.text_source.fetch = fetch;
    return wtw_recurring_learn(recurring, &engine, &matches, paper.roots, error);
}

static char letter_of(const struct wtw_recurring_line *line)
{
    const char *text = paper.texts[line->article] + line->range.begin;
    size_t length = line->range.end - line->range.begin;

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strncmp(units[i].text, text, length) == 0 &&
            length + 3 > strlen(units[i].text))
            return units[i].letter;
    return '?';
}

/* Learns, and wants lines of these letters, in any order, found in 'articles' each. */
static void check_learned(const char *letters, uint32_t articles)
{
    struct wtw_recurring recurring = {0};
    struct wtw_error error = {0};

    check_ok(try_to_learn(&recurring, &error), &error);
    cr_assert(recurring.count == strlen(letters), "%zu lines and not %zu",
              recurring.count, strlen(letters));
    for (size_t i = 0; i < recurring.count; i++) {
        check(strchr(letters, letter_of(&recurring.lines[i])) != NULL);
        check_number(recurring.lines[i].article_count, articles);
        check(i == 0 || recurring.hashes[i - 1] < recurring.hashes[i]);
    }
    wtw_recurring_release(&recurring);
    wtw_recurring_release(&recurring);
}

Test(recurring, a_line_in_four_unlike_articles_of_a_source_recurs)
{
    begin_paper();
    for (int i = 0; i < 3; i++)
        add_article(5, "AB");
    match_all(WTW_EXCERPT);
    check_learned("", 0);
    add_article(5, "AB");
    match_all(WTW_EXCERPT);
    check_learned("AB", 4);
}

Test(recurring, a_line_counts_by_source)
{
    begin_paper();
    for (uint32_t i = 0; i < 6; i++)
        add_article(5 + i % 2, "AC");
    match_all(WTW_EXCERPT);
    check_learned("", 0);
    add_article(6, "C");
    match_all(WTW_EXCERPT);
    check_learned("C", 7);
}

Test(recurring, where_no_source_is_known_eight_articles_are_asked_for)
{
    begin_paper();
    for (int i = 0; i < 7; i++)
        add_article(0, "D");
    match_all(WTW_EXCERPT);
    check_learned("", 0);
    add_article(0, "D");
    match_all(WTW_EXCERPT);
    check_learned("D", 8);
}

/* Four articles, of which two are copies of each other, are three. */
Test(recurring, copies_of_a_story_count_once)
{
    begin_paper();
    for (int i = 0; i < 4; i++)
        add_article(5, "A");
    match_all(WTW_EXCERPT);
    paper.roots[3] = paper.roots[1] = 1;
    check_learned("", 0);
    add_article(5, "A");
    match_all(WTW_EXCERPT);
    check_learned("A", 5);
}

Test(recurring, only_excerpts_of_unlike_articles_are_looked_at)
{
    begin_paper();
    for (int i = 0; i < 4; i++)
        add_article(5, "A");
    for (int relation = WTW_TEMPLATE; relation <= WTW_EXACT; relation++) {
        match_all((enum wtw_relation)relation);
        paper.broken = 0;
        check_learned("", 0);
    }
    paper.match_count = 0;
    check_learned("", 0);
    match_all(WTW_EXCERPT);
    memset(paper.roots, 0, sizeof paper.roots);
    check_learned("", 0);
}

Test(recurring, lines_of_four_tokens_are_no_lines)
{
    begin_paper();
    for (int i = 0; i < 5; i++)
        add_article(5, "sBs");
    match_all(WTW_EXCERPT);
    check_learned("B", 5);
}

/* Twice in one article it is in one. */
Test(recurring, a_line_counts_once_in_an_article)
{
    begin_paper();
    for (int i = 0; i < 3; i++)
        add_article(5, "AA");
    match_all(WTW_EXCERPT);
    check_learned("", 0);
}

Test(recurring, who_has_a_line_is_touched_and_where_it_is_told_is_its_first_article)
{
    struct wtw_recurring recurring = {0};
    struct wtw_error error = {0};

    begin_paper();
    for (uint32_t i = 0; i < 10; i++)
        add_article(5, i % 2 ? "DC" : "s");
    match_all(WTW_EXCERPT);
    check_ok(try_to_learn(&recurring, &error), &error);
    check_number(recurring.count, 2);
    for (uint32_t i = 0; i < 10; i++)
        check(recurring.is_touched[i] == (i % 2 == 1));
    check_number(recurring.lines[0].article, 1);
    check_number(recurring.lines[1].article, 1);
    wtw_recurring_release(&recurring);
}

/* C in one article of each of the sources, where those of 'one_cluster' are all in the
 * first's, is told of articles[wanted->article]. */
static void check_told(const uint32_t *sources, uint32_t count, uint32_t one_cluster,
                       const struct wtw_recurring_line *wanted)
{
    struct wtw_recurring recurring = {0};
    struct wtw_error error = {0};

    begin_paper();
    for (uint32_t i = 0; i < count; i++) {
        add_article(sources[i], "C");
        if (sources[i] == one_cluster)
            paper.roots[i] = 0;
    }
    match_all(WTW_EXCERPT);
    check_ok(try_to_learn(&recurring, &error), &error);
    check_number(recurring.count, 1);
    check_number(recurring.lines[0].article, wanted->article);
    check_number(recurring.lines[0].source, wanted->source);
    check_number(recurring.lines[0].source_article_count, wanted->source_article_count);
    check_number(recurring.lines[0].article_count, count);
    wtw_recurring_release(&recurring);
}

/* Three of source 4, four of source 5, five of source 6 and four of source 7. */
Test(recurring, a_line_of_several_sources_is_told_of_the_one_it_recurs_most_in)
{
    static const uint32_t sources[] = {4, 6, 4, 6, 4, 6, 5, 6, 5, 6, 5, 5, 7, 7, 7, 7};

    check_told(sources, 16, NONE,
               &(struct wtw_recurring_line){
                   .article = 1, .source = 6, .source_article_count = 5});
}

/* Five of source 6, but all of one cluster; of no source seven, which are too few. */
Test(recurring, a_source_counts_by_its_clusters)
{
    static const uint32_t sources[] = {6, 0, 6, 0, 6, 0, 6, 0, 6, 0, 0, 0, 5, 5, 5, 5};

    check_told(sources, 16, 6,
               &(struct wtw_recurring_line){
                   .article = 12, .source = 5, .source_article_count = 4});
}

Test(recurring, any_thread_count_learns_the_same)
{
    struct wtw_recurring first = {0};
    struct wtw_error error = {0};

    begin_paper();
    for (uint32_t i = 0; i < ARTICLES_MAX; i++)
        add_article(5 + i % 3, i % 5 ? "ABC" : "BD");
    match_all(WTW_EXCERPT);
    check_ok(try_to_learn(&first, &error), &error);
    check(first.count >= 3);
    for (paper.thread_count = 2; paper.thread_count < 6; paper.thread_count++) {
        struct wtw_recurring next = {0};

        check_ok(try_to_learn(&next, &error), &error);
        check_number(next.count, first.count);
        check(memcmp(next.hashes, first.hashes, first.count * sizeof(uint64_t)) == 0);
        for (size_t i = 0; i < first.count; i++) {
            check_number(next.lines[i].article, first.lines[i].article);
            check_number(next.lines[i].range.begin, first.lines[i].range.begin);
            check_number(next.lines[i].article_count, first.lines[i].article_count);
        }
        wtw_recurring_release(&next);
    }
    wtw_recurring_release(&first);
}

Test(recurring, passes_on_what_fetch_returned)
{
    struct wtw_recurring recurring = {0};
    struct wtw_error error = {0};

    begin_paper();
    for (int i = 0; i < 5; i++)
        add_article(5, "AB");
    match_all(WTW_EXCERPT);
    paper.broken = 3;
    check_status(try_to_learn(&recurring, &error), WTW_IO);
    check_string(error.words, "text 3 is gone");
    check_number(recurring.count, 0);
    check(recurring.hashes == NULL);
}

#ifdef WTW_FAULTS

Test(recurring, any_failed_allocation_is_told_and_leaves_nothing)
{
    bool failed = true;
    uint64_t nth = 1;

    begin_paper();
    for (int i = 0; i < 6; i++)
        add_article(5, "ABCD");
    match_all(WTW_EXCERPT);
    for (nth = 1; failed; nth++) {
        struct wtw_recurring recurring = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = try_to_learn(&recurring, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(!failed || (status == WTW_NO_MEMORY && !recurring.count));
        check_number(failed ? 4 : recurring.count, 4);
        wtw_recurring_release(&recurring);
    }
    check(nth > 10);
}

#endif
