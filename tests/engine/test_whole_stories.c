/*
 * test_whole_stories.c - what the engine makes of stories as people publish them
 *
 * A few articles each time, so that every pair is compared; what is found among many is
 * for test_finish.c.
 */
#include "check.h"

#include "base/failure.h"

#include <stdio.h>

enum { DAY = 86400, TEXT_BYTES = 4000 };

static struct wtw_engine *engine_with(const struct wtw_options *options)
{
    struct wtw_error error = {0};
    struct wtw_engine *engine = NULL;

    check_ok(wtw_engine_new(options, &engine, &error), &error);
    return engine;
}

static void publish_in(struct wtw_engine *engine, uint32_t source, const char *text,
                       int64_t published_seconds)
{
    const struct wtw_article article = {.text = text,
                                        .text_bytes = strlen(text),
                                        .published_seconds = published_seconds,
                                        .source = source};
    struct wtw_error error = {0};

    check_ok(wtw_engine_add(engine, &article, NULL, &error), &error);
}

static void publish(struct wtw_engine *engine, const char *text,
                    int64_t published_seconds)
{
    publish_in(engine, 0, text, published_seconds);
}

static const struct wtw_result *finish(struct wtw_engine *engine)
{
    struct wtw_error error = {0};
    const struct wtw_result *result = NULL;

    check_ok(wtw_engine_finish(engine, &result, &error), &error);
    return result;
}

/* The match of the only two articles; unrelated where there is none. */
static struct wtw_match only_match(const struct wtw_result *result)
{
    size_t count = 0;
    const struct wtw_match *matches = wtw_result_matches(result, &count);

    check(count <= 1);
    return count ? matches[0] : (struct wtw_match){.relation = WTW_UNRELATED};
}

/* What 'b' is to 'a' when they are all there is. */
static enum wtw_relation relation_between(const char *a, int64_t a_seconds, const char *b,
                                          int64_t b_seconds,
                                          const struct wtw_options *options)
{
    struct wtw_engine *engine = engine_with(options);
    enum wtw_relation relation = WTW_UNRELATED;
    const struct wtw_result *result = NULL;

    publish(engine, a, a_seconds);
    publish(engine, b, b_seconds);
    result = finish(engine);
    relation = only_match(result).relation;
    check_number(wtw_result_cluster_count(result),
                 wtw_relation_is_copy(relation) ? 1 : 2);
    wtw_engine_free(engine);
    return relation;
}

/* ------------------------------------------------------------------ misreadings */

/* 107 words. */
static const char flood[] =
    "The river broke through the old wall below the mill shortly before midnight and "
    "spread over the meadows toward the railway, where the last train from the coast had "
    "stopped for want of orders. Labourers who slept in the sheds were carried to the "
    "church on carts, and by morning there was not a dry floor between the bridge and "
    "the tannery. The engineer of the district holds that the wall had been undermined "
    "by rabbits for years, which the miller denies. Nobody was drowned, though several "
    "sheep were seen to float past the inn, and the damage to the mill alone is thought "
    "to exceed the sum that a new wall would have cost.";

/* Every seventh word has a letter that was read as another one: "tbe" for "the". */
static void misread(const char *text, char *out_text)
{
    uint32_t word = 0;
    size_t i = 0;

    for (i = 0; text[i]; i++) {
        bool is_second_letter =
            i > 0 && text[i - 1] != ' ' && (i < 2 || text[i - 2] == ' ');

        word += text[i] == ' ';
        out_text[i] = is_second_letter && word % 7 == 5 ? 'x' : text[i];
    }
    out_text[i] = '\0';
}

/* Of seven words one is misread, and with it three of seven shingles: 4 / 10 of all. */
Test(whole_stories, copies_through_misreadings_are_found_and_called_revised)
{
    struct wtw_engine *engine = engine_with(NULL);
    const struct wtw_result *result = NULL;
    char reading[TEXT_BYTES];
    struct wtw_match match;

    misread(flood, reading);
    publish(engine, flood, 0);
    publish(engine, reading, 100);
    result = finish(engine);
    match = only_match(result);
    check_number(match.relation, WTW_REVISED);
    check_real(wtw_jaccard(&match.figures), .4, .05);
    check_number(match.figures.lag_seconds, 100);
    check(match.figures.misread >= 10);
    check_number(match.figures.changed_figures, 0);
    check_number(wtw_result_cluster_count(result), 1);
    wtw_engine_free(engine);
}

/* ------------------------------------------------------------------ forms */

/* Some fifty words, of which four places are facts. */
static const char market_form[] =
    "The central bank bought bonds for its own account this morning and took %s billion "
    "out of the market, at an average price of %s, dealers said on %s. It was the "
    "%s time in a row that the desk came in before noon, and nothing more is thought "
    "to follow before the holidays.";

static void fill_in(char *out_text, const char *sum, const char *price, const char *day,
                    const char *times)
{
    snprintf(out_text, TEXT_BYTES, market_form, sum, price, day, times);
}

Test(whole_stories, a_form_filled_in_on_another_day_is_a_template_and_no_copy)
{
    char monday[TEXT_BYTES];
    char thursday[TEXT_BYTES];

    fill_in(monday, "2.5", "98.25", "Monday", "third");
    fill_in(thursday, "1.75", "97.5", "Thursday", "fifth");
    check_number(relation_between(monday, 0, thursday, 3 * DAY, NULL), WTW_TEMPLATE);
    check_number(relation_between(thursday, 3 * DAY, monday, 0, NULL), WTW_TEMPLATE);
}

/* Two facts, one word in 26, are corrected within the hour. */
Test(whole_stories, a_correction_of_the_same_day_is_a_copy_and_on_another_day_it_is_not)
{
    char first[TEXT_BYTES];
    char second[TEXT_BYTES];

    fill_in(first, "2.5", "98.25", "Monday", "third");
    fill_in(second, "2.5", "98.75", "Monday", "fourth");
    check(wtw_relation_is_copy(relation_between(first, 0, second, 3600, NULL)));
    check_number(relation_between(first, 0, second, 2 * DAY, NULL), WTW_TEMPLATE);
    check(wtw_relation_is_copy(
        relation_between(first, WTW_DATE_UNKNOWN, second, 2 * DAY, NULL)));
}

/* The sum and the price of Monday come again on Wednesday, word for word: that they are
 * two pieces of news, only the third one tells. */
Test(whole_stories, a_form_is_no_copy_of_itself_on_another_day)
{
    char monday[TEXT_BYTES];
    char tuesday[TEXT_BYTES];
    struct wtw_engine *engine = engine_with(NULL);
    const struct wtw_result *result = NULL;
    struct wtw_stats stats;

    fill_in(monday, "2.5", "98.25", "the phone", "third");
    fill_in(tuesday, "1.75", "97.5", "the phone", "fifth");
    publish(engine, monday, 0);
    publish(engine, tuesday, DAY);
    publish(engine, monday, 2 * DAY);
    publish(engine, monday, 2 * DAY + 60);
    result = finish(engine);
    wtw_engine_stats(engine, &stats);
    check_number(wtw_result_cluster_count(result), 3);
    check_number(wtw_result_membership(result, 2).cluster, 2);
    check_number(wtw_result_membership(result, 3).cluster, 2);
    check_number(wtw_result_membership(result, 3).relation, WTW_EXACT);
    /* 0 with 1 and 1 with 2 and 3; 0 with 2 and 3; 2 with 3. */
    check_number(stats.matches[WTW_TEMPLATE], 5);
    check_number(stats.matches[WTW_EXACT], 1);
    wtw_engine_free(engine);
}

Test(whole_stories, a_story_sent_once_more_the_next_day_is_a_copy)
{
    check_number(relation_between(flood, 0, flood, DAY, NULL), WTW_EXACT);
    check_number(relation_between(flood, 0, flood, 30 * DAY, NULL), WTW_EXACT);
}

/* ------------------------------------------------------------------ boilerplate */

#define BOX_ABOVE "By Anna Berg\n\n"
#define BOX_BELOW                                                                        \
    "\n\nSign up for our newsletter and get the news each morning.\n\n"                  \
    "We use cookies to make this site better for you.\n\n"                               \
    "Advertisement\n\n"                                                                  \
    "Copyright 2024 The Vellmar Post\n\n"                                                \
    "Alle Rechte vorbehalten\n"

#define BRIDGE_STORY                                                                     \
    "The bridge at the northern lock will be closed for heavy lorries from next week, "  \
    "because two of its bearings have moved since the frost. Cars may go on using it, "  \
    "and so may the trams."
#define CHOIR_STORY                                                                      \
    "A choir of forty children sang at the opening of the new library, which had been "  \
    "promised to the quarter for nearly twenty years."

Test(whole_stories, boilerplate_does_not_make_two_stories_alike)
{
    struct wtw_options options;

    wtw_options_init(&options);
    check_number(relation_between(BOX_ABOVE BRIDGE_STORY BOX_BELOW, 0,
                                  BOX_ABOVE CHOIR_STORY BOX_BELOW, 0, &options),
                 WTW_UNRELATED);
    options.keeps_boilerplate = true;
    check(relation_between(BOX_ABOVE BRIDGE_STORY BOX_BELOW, 0,
                           BOX_ABOVE CHOIR_STORY BOX_BELOW, 0,
                           &options) != WTW_UNRELATED);
}

Test(whole_stories, one_story_in_two_pages_is_exact_unless_the_whole_pages_are_compared)
{
    struct wtw_options options;

    wtw_options_init(&options);
    check_number(
        relation_between(BRIDGE_STORY, 0, BOX_ABOVE BRIDGE_STORY BOX_BELOW, 0, &options),
        WTW_EXACT);
    options.keeps_boilerplate = true;
    check_number(
        relation_between(BRIDGE_STORY, 0, BOX_ABOVE BRIDGE_STORY BOX_BELOW, 0, &options),
        WTW_EXPANDED);
}

/* ------------------------------------------------------------------ lines of a source
 */

#define OWN_LINES                                                                        \
    "\n\nOur correspondents walk every street of the seven valleys on foot in search "   \
    "of "                                                                                \
    "whatever moves their readers.\nWho wants to walk along with them may call at the "  \
    "counter behind the fountain any afternoon but Thursday.\n"

/* Nothing in common but, in the second half, what a source prints under all of them. */
static const char *const four_stories[] = {
    BRIDGE_STORY OWN_LINES,
    CHOIR_STORY OWN_LINES,
    "Farmers in the hills expect the poorest barley harvest in a decade after a dry "
    "spring and late frosts in the upper orchards." OWN_LINES,
    "The council put off its vote on the tramway until the summer, when the costs of "
    "the second tunnel are to be known." OWN_LINES,
};

static void publish_four(struct wtw_engine *engine, const uint32_t *sources)
{
    for (uint32_t i = 0; i < 4; i++)
        publish_in(engine, sources[i], four_stories[i], i);
}

Test(whole_stories, lines_under_four_unlike_articles_of_a_source_are_left_out)
{
    static const uint32_t sources[] = {7, 7, 7, 7};
    struct wtw_engine *engine = engine_with(NULL);
    const struct wtw_result *result = NULL;
    const struct wtw_recurring_line *lines = NULL;
    size_t count = 0;

    publish_four(engine, sources);
    result = finish(engine);
    wtw_result_matches(result, &count);
    check_number(count, 0);
    lines = wtw_result_recurring_lines(result, &count);
    check_number(count, 2);
    for (size_t i = 0; i < count; i++) {
        const char *text = four_stories[lines[i].article];
        const char *wanted =
            i ? "Who wants to walk along" : "Our correspondents walk every street";

        check_number(lines[i].article_count, 4);
        check(strncmp(text + lines[i].range.begin, wanted, strlen(wanted)) == 0);
    }
    wtw_engine_free(engine);
}

static size_t count_recurring(const uint32_t *sources, bool keeps_boilerplate)
{
    struct wtw_options options;
    struct wtw_engine *engine = NULL;
    struct wtw_stats stats;
    size_t count = 0;

    wtw_options_init(&options);
    options.keeps_boilerplate = keeps_boilerplate;
    engine = engine_with(&options);
    publish_four(engine, sources);
    wtw_result_recurring_lines(finish(engine), &count);
    wtw_engine_stats(engine, &stats);
    check_number(stats.recurring_lines, count);
    check_number(stats.matches[WTW_EXCERPT], count ? 0 : 6);
    wtw_engine_free(engine);
    return count;
}

Test(whole_stories, what_three_articles_or_several_sources_share_is_not_left_out)
{
    static const uint32_t one[] = {7, 7, 7, 7};
    static const uint32_t two[] = {7, 7, 7, 8};
    static const uint32_t unknown[] = {0, 0, 0, 0};

    check_number(count_recurring(one, false), 2);
    check_number(count_recurring(two, false), 0);
    check_number(count_recurring(unknown, false), 0);
    check_number(count_recurring(one, true), 0);
}
