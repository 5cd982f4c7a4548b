/*
 * test_cluster_query.c - clusters are found by each thing that is asked for, and a page at a
 * time
 */
#include "store/feed_scene.h"

#include "base/faults.h"
#include "store/cluster_query.h"

enum { ROOM = 8 };

static void add(struct feed_scene *scene, const char *source, const char *title,
                int64_t published)
{
    static int count;
    char id[16];
    struct wtw_stored_article article = plain_article("", "one");

    snprintf(id, sizeof id, "a-%d", count++);
    article.article.id = bytes_of(id);
    article.article.source = bytes_of(source);
    article.article.title = bytes_of(title);
    article.article.published_seconds = published;
    article.article.arrived_seconds = 5000;
    add_article(scene, &article);
}

/* Clusters: 1 of articles 1, 2 and 6; 3 of 3 and 5; 4 and 7 alone. */
static void fill(struct feed_scene *scene)
{
    scene_begin(scene);
    add(scene, "x", "The Ferry sank", 100);
    add(scene, "y", "A ferry sinks", 200);
    add(scene, "x", "The 50% budget", 300);
    add(scene, "z", "A match of two", 400);
    add(scene, "z", "Budget_day", WTW_DATE_UNKNOWN);
    add(scene, "w", "Down she went", 600);
    add(scene, "x", "Caf\xc3\xa9 ferry", 700);
    check_ok(wtw_stored_article_move(&scene->database, 2, 1, &scene->error),
             &scene->error);
    join_cluster(scene, 6, 1, 2);
    join_cluster(scene, 5, 3, 3);
    add_match(scene, 1, 2, WTW_ABRIDGED,
              50); /* 1 is 2's expansion, and 2 stands for it */
    add_match(scene, 2, 6, WTW_NEAR, 50);
    add_match(scene, 3, 5, WTW_EXACT, 50);
    add_match(scene, 2, 4, WTW_TEMPLATE, 50); /* of two clusters */
}

static struct wtw_feed_query any(void)
{
    return (struct wtw_feed_query){.since_seconds = WTW_DATE_UNKNOWN,
                                   .before_seconds = WTW_DATE_UNKNOWN};
}

/* Lists what fits, and compares the clusters' numbers with 'wanted', a digit each. */
static void check_list(struct feed_scene *scene, const struct wtw_feed_query *query,
                       const char *wanted)
{
    struct wtw_feed_cluster clusters[ROOM];
    char got[ROOM + 1] = "";
    size_t count = 77;

    check_ok(
        wtw_stored_list(&scene->database, query, clusters, ROOM, &count, &scene->error),
        &scene->error);
    for (size_t i = 0; i < count; i++)
        got[i] = (char)('0' + clusters[i].cluster);
    check_string(got, wanted);
}

Test(cluster_query, of_nothing_lists_all_with_the_newest_member_first)
{
    struct feed_scene scene;
    struct wtw_feed_query query = any();
    struct wtw_feed_cluster clusters[ROOM];
    size_t count = 0;

    fill(&scene);
    check_list(&scene, &query, "7134");
    check_ok(wtw_stored_list(&scene.database, &query, clusters, 2, &count, &scene.error),
             &scene.error);
    check_number(count, 2);
    check_number(clusters[0].canonical, 7);
    check_number(clusters[0].size, 1);
    check_number(clusters[1].canonical, 2);
    check_number(clusters[1].size, 3);
    check_number(clusters[1].source_count, 3);
    check_number(clusters[1].newest, 6);
    check_number(clusters[1].begin_seconds, 100);
    check_number(clusters[1].end_seconds, 600);
    check_ok(wtw_stored_list(&scene.database, &query, clusters, 0, &count, &scene.error),
             &scene.error);
    check_number(count, 0);
    scene_end(&scene);
}

Test(cluster_query, goes_on_where_a_page_ended_and_tells_what_is_new)
{
    struct feed_scene scene;
    struct wtw_feed_query query = any();

    fill(&scene);
    query.older_than = 6;
    check_list(&scene, &query, "34");
    query.older_than = 4;
    check_list(&scene, &query, "");
    query = any();
    query.newer_than = 5;
    check_list(&scene, &query, "71");
    query.older_than = 7;
    check_list(&scene, &query, "1");
    scene_end(&scene);
}

Test(cluster_query, finds_by_size_source_and_relation_to_the_canonical)
{
    struct feed_scene scene;
    struct wtw_feed_query query = any();

    fill(&scene);
    query.least_size = 2;
    check_list(&scene, &query, "13");
    query.least_size = 3;
    check_list(&scene, &query, "1");
    query = any();
    query.source = bytes_of("x");
    check_list(&scene, &query, "713");
    query.source = bytes_of("z");
    check_list(&scene, &query, "34");
    query.source = bytes_of("nobody");
    check_list(&scene, &query, "");
    query = any();
    query.relations = 1U << WTW_NEAR;
    check_list(&scene, &query, "1");
    query.relations = 1U << WTW_EXACT | 1U << WTW_NEAR;
    check_list(&scene, &query, "13");
    query.relations = 1U << WTW_EXPANDED;
    check_list(&scene, &query, "1");
    query.relations = 1U << WTW_ABRIDGED;
    check_list(&scene, &query, "");
    query.relations = 1U << WTW_TEMPLATE;
    check_list(&scene, &query, "");
    scene_end(&scene);
}

Test(cluster_query, finds_words_in_either_case_and_takes_no_letter_for_a_wild_one)
{
    struct feed_scene scene;
    struct wtw_feed_query query = any();
    static const struct {
        const char *words;
        const char *wanted;
    } rows[] = {{"ferry", "71"}, {"FERRY S", "1"},     {"50%", "3"}, {"5%", ""},
                {"t_d", "3"},    {"a_f", ""},          {"\\", ""},   {"went", "1"},
                {"match", "4"},  {"CAF\xc3\xa9", "7"}, {"  ", ""}};

    fill(&scene);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        query.words = bytes_of(rows[i].words);
        check_list(&scene, &query, rows[i].wanted);
    }
    query.words = (struct wtw_span){"x\0y", 3};
    check_list(&scene, &query, "");
    scene_end(&scene);
}

Test(cluster_query, refuses_words_that_no_title_holds)
{
    struct feed_scene scene;
    struct wtw_feed_query query = any();
    static char words[10001];
    size_t count = 0;

    fill(&scene);
    memset(words, '%', sizeof words);
    query.words = (struct wtw_span){words, sizeof words};
    check_status(wtw_stored_list(&scene.database, &query, NULL, 0, &count, &scene.error),
                 WTW_BAD_ARGUMENT);
    check_words(scene.error, "10000 are the most");
    query.words.count--;
    check_list(&scene, &query, "");
    scene_end(&scene);
}

Test(cluster_query, finds_by_time_of_one_member_that_is_between)
{
    struct feed_scene scene;
    struct wtw_feed_query query = any();

    fill(&scene);
    query.since_seconds = 600;
    check_list(&scene, &query, "713"); /* 5 has no date and arrived at 5000 */
    query.before_seconds = 700;
    check_list(&scene, &query, "1");
    query.since_seconds = 201; /* 1 has members before and after, none between */
    query.before_seconds = 600;
    check_list(&scene, &query, "34");
    query.since_seconds = WTW_DATE_UNKNOWN;
    query.before_seconds = 101;
    check_list(&scene, &query, "1");
    query.before_seconds = 100;
    check_list(&scene, &query, "");
    scene_end(&scene);
}

Test(cluster_query, finds_what_has_all_of_it)
{
    struct feed_scene scene;
    struct wtw_feed_query query = any();

    fill(&scene);
    query.words = bytes_of("ferry");
    query.source = bytes_of("x");
    check_list(&scene, &query, "71");
    query.least_size = 2;
    query.relations = 1U << WTW_NEAR;
    query.since_seconds = 150;
    query.before_seconds = 250;
    query.newer_than = 5;
    query.older_than = 7;
    check_list(&scene, &query, "1");
    query.source = bytes_of("z");
    check_list(&scene, &query, "");
    scene_end(&scene);
}

/* What is asked for beside the order is looked up by an index for each; nothing is sorted. */
Test(cluster_query, walks_by_indexes_and_sorts_nothing)
{
    struct feed_scene scene;
    struct wtw_feed_query query = {.words = bytes_of("ferry"),
                                   .source = bytes_of("x"),
                                   .since_seconds = 1,
                                   .before_seconds = 2,
                                   .newer_than = 3,
                                   .older_than = 4};
    struct wtw_buffer words = {0};
    char plan[4000];

    fill(&scene);
    for (int i = 0; i < 2; i++) {
        query.relations = i ? 1U << WTW_NEAR : 0;
        words.count = 0;
        check_ok(wtw_cluster_query_words(&query, &words, &scene.error), &scene.error);
        explain(&scene, words.items, plan, sizeof plan);
        check(strstr(plan, "SEARCH c USING INDEX clusters_by_newest"));
        check(i || strstr(plan, "SEARCH a USING INTEGER PRIMARY KEY") ||
              strstr(plan, "SEARCH a USING INDEX articles_by_source"));
        check(!strstr(plan, "SCAN") && !strstr(plan, "TEMP B-TREE"));
    }
    wtw_buffer_release(&words);
    scene_end(&scene);
}

#ifdef WTW_FAULTS

Test(cluster_query, without_memory_says_so)
{
    struct feed_scene scene;
    struct wtw_feed_query query = any();
    struct wtw_feed_cluster clusters[ROOM];
    size_t count = 77;

    fill(&scene);
    query.words = bytes_of("ferry");
    for (uint64_t nth = 1; nth <= 2; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_stored_list(&scene.database, &query, clusters, ROOM, &count,
                                     &scene.error),
                     WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check_number(count, 77);
    }
    check_list(&scene, &query, "71");
    scene_end(&scene);
}

#endif
