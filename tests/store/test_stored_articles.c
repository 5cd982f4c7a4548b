/*
 * test_stored_articles.c - articles go in once and come out as they were
 */
#include "store/feed_scene.h"

#include "base/faults.h"

static void check_part(struct wtw_span got, const char *wanted)
{
    cr_assert(got.count == strlen(wanted) &&
                  (got.count == 0 || memcmp(got.items, wanted, got.count) == 0),
              "got \"%.*s\", wanted \"%s\"", (int)got.count, got.count ? got.items : "",
              wanted);
}

static void get(struct feed_scene *scene, int64_t number, struct wtw_buffer *scratch,
                struct wtw_stored_article *out_article)
{
    check_ok(wtw_stored_article_get(&scene->database, number, scratch, out_article,
                                    &scene->error),
             &scene->error);
}

static int64_t find(struct feed_scene *scene, const char *id)
{
    int64_t number = 0;

    check_ok(
        wtw_stored_article_find(&scene->database, bytes_of(id), &number, &scene->error),
        &scene->error);
    return number;
}

Test(stored_articles, come_back_as_they_were_also_after_the_database_was_closed)
{
    struct feed_scene scene;
    struct wtw_stored_article article = plain_article("a-1", "The ferry sank at dawn.");
    struct wtw_stored_article got;
    struct wtw_buffer scratch = {0};

    scene_begin(&scene);
    check_number(add_article(&scene, &article).number, 1);
    article = (struct wtw_stored_article){
        .article = {.published_seconds = WTW_DATE_UNKNOWN, .arrived_seconds = -5}};
    check_number(add_article(&scene, &article).number, 2);
    wtw_database_close(&scene.database);
    scene_open(&scene);
    get(&scene, 1, &scratch, &got);
    check_part(got.article.id, "a-1");
    check_part(got.article.url, "https://harbour.example/1");
    check_part(got.article.source, "harbour.example");
    check_part(got.article.title, "A title");
    check_part(got.article.text, "The ferry sank at dawn.");
    check_part(got.digest, "digest");
    check_number(got.article.published_seconds, 1000);
    check_number(got.article.arrived_seconds, 2000);
    get(&scene, 2, &scratch, &got);
    check_part(got.article.id, "");
    check_part(got.article.text, "");
    check(got.article.published_seconds == WTW_DATE_UNKNOWN);
    check_number(got.article.arrived_seconds, -5);
    check_status(wtw_stored_article_get(&scene.database, 3, &scratch, &got, &scene.error),
                 WTW_END);
    wtw_buffer_release(&scratch);
    scene_end(&scene);
}

Test(stored_articles, sent_again_are_recognised_and_change_nothing)
{
    struct feed_scene scene;
    struct wtw_stored_receipt receipt;

    scene_begin(&scene);
    check_number(add_plain(&scene, "a", "The ferry sank").verdict, WTW_STORED_NEW);
    receipt = add_plain(&scene, "a", "The ferry sank");
    check_number(receipt.verdict, WTW_STORED_KNOWN);
    check_number(receipt.number, 1);
    check_number(count_articles(&scene), 1);
    scene_end(&scene);
}

Test(stored_articles, of_one_id_and_other_words_are_versions_each_kept_once)
{
    struct feed_scene scene;

    scene_begin(&scene);
    add_plain(&scene, "a", "one");
    check_number(add_plain(&scene, "a", "two").verdict, WTW_STORED_VERSION);
    check_number(add_plain(&scene, "a", "three").verdict, WTW_STORED_VERSION);
    check_number(add_plain(&scene, "a", "two").verdict, WTW_STORED_KNOWN);
    check_number(add_plain(&scene, "a", "one").verdict, WTW_STORED_KNOWN);
    check_number(find(&scene, "a"), 1);
    check_number(find(&scene, "a@2"), 2);
    check_number(find(&scene, "a@3"), 3);
    check_number(find(&scene, "a@4"), 0);
    scene_end(&scene);
}

Test(stored_articles, of_equal_words_and_other_ids_are_two_but_for_ids_made_up)
{
    struct feed_scene scene;
    struct wtw_stored_article article = plain_article("news.jsonl:7", "one");

    scene_begin(&scene);
    add_plain(&scene, "a", "one");
    check_number(add_plain(&scene, "b", "one").verdict, WTW_STORED_NEW);
    article.article.has_made_up_id = true;
    check_number(add_article(&scene, &article).verdict, WTW_STORED_KNOWN);
    article.article.source = bytes_of("other.example");
    check_number(add_article(&scene, &article).verdict, WTW_STORED_NEW);
    article.article.id = bytes_of("news.jsonl:8");
    check_number(add_article(&scene, &article).verdict, WTW_STORED_KNOWN);
    check_number(count_articles(&scene), 3);
    scene_end(&scene);
}

Test(stored_articles, are_told_apart_by_each_part_that_they_say)
{
    struct feed_scene scene;
    struct wtw_stored_article article = plain_article("a", "one");

    scene_begin(&scene);
    add_article(&scene, &article);
    article.article.title = bytes_of("Another");
    check_number(add_article(&scene, &article).verdict, WTW_STORED_VERSION);
    article.article.url = bytes_of("https://harbour.example/2");
    check_number(add_article(&scene, &article).verdict, WTW_STORED_VERSION);
    article.article.published_seconds = 1001;
    check_number(add_article(&scene, &article).verdict, WTW_STORED_VERSION);
    /* When it came and what was made of it are not what it says. */
    article.article.arrived_seconds = 9999;
    article.digest = bytes_of("other");
    check_number(add_article(&scene, &article).verdict, WTW_STORED_KNOWN);
    /* The same letters, parted in another way. */
    article.article.title = bytes_of("Ano");
    article.article.text = bytes_of("therone");
    check_number(add_article(&scene, &article).verdict, WTW_STORED_VERSION);
    scene_end(&scene);
}

Test(stored_articles, are_walked_through_in_order_of_arrival_and_numbers_never_come_again)
{
    struct feed_scene scene;
    int64_t number = 0;
    bool deleted = false;

    scene_begin(&scene);
    for (int i = 0; i < 3; i++)
        add_plain(&scene, (const char *[]){"a", "b", "c"}[i], "one");
    check_ok(wtw_stored_article_delete(&scene.database, 3, &deleted, &scene.error),
             &scene.error);
    check(deleted);
    check_ok(wtw_stored_article_delete(&scene.database, 3, &deleted, &scene.error),
             &scene.error);
    check(!deleted);
    check_number(find(&scene, "c"), 0);
    check_number(add_plain(&scene, "c", "one").number, 4);
    check_ok(wtw_stored_article_next(&scene.database, 2, &number, &scene.error),
             &scene.error);
    check_number(number, 4);
    check_ok(wtw_stored_article_next(&scene.database, 4, &number, &scene.error),
             &scene.error);
    check_number(number, 0);
    scene_end(&scene);
}

/* Deletes up to 'limit' of those before a time, as a feed does; gives how many. */
static size_t expire(struct feed_scene *scene, int64_t before_seconds, size_t limit)
{
    int64_t numbers[400];
    size_t count = 0;
    bool deleted = false;

    check(limit <= 400);
    check_ok(wtw_stored_articles_oldest(&scene->database, before_seconds, numbers, limit,
                                        &count, &scene->error),
             &scene->error);
    check_ok(wtw_database_begin(&scene->database, &scene->error), &scene->error);
    for (size_t i = 0; i < count; i++) {
        check_ok(wtw_stored_article_delete(&scene->database, numbers[i], &deleted,
                                           &scene->error),
                 &scene->error);
        check(deleted);
    }
    check_ok(wtw_database_commit(&scene->database, &scene->error), &scene->error);
    return count;
}

Test(stored_articles, expire_by_date_of_publication_or_else_of_arrival_oldest_first)
{
    struct feed_scene scene;
    static const int64_t published[] = {300, 100, WTW_DATE_UNKNOWN, 200};
    static const char *const ids[] = {"a", "b", "c", "d"};

    scene_begin(&scene);
    for (int i = 0; i < 4; i++) {
        struct wtw_stored_article article = plain_article(ids[i], "one");

        article.article.published_seconds = published[i];
        article.article.arrived_seconds = 250;
        add_article(&scene, &article);
    }
    check_number(expire(&scene, 300, 2), 2);
    check(!find(&scene, "b") && !find(&scene, "d") && find(&scene, "c"));
    check_number(expire(&scene, 300, 2), 1);
    check(find(&scene, "a") && !find(&scene, "c"));
    scene_end(&scene);
}

Test(stored_articles, that_expire_give_their_room_back)
{
    enum { ARTICLES = 300 };
    struct feed_scene scene;
    struct stat before;
    struct stat after;
    bool has_more = true;

    scene_begin(&scene);
    check_ok(wtw_database_begin(&scene.database, &scene.error), &scene.error);
    for (int i = 0; i < ARTICLES; i++) {
        struct wtw_stored_article article = plain_article("", "one");
        char id[16];
        char digest[1000];

        snprintf(id, sizeof id, "a-%d", i);
        memset(digest, i, sizeof digest);
        article.article.id = bytes_of(id);
        article.digest = (struct wtw_span){digest, sizeof digest};
        add_article(&scene, &article);
    }
    check_ok(wtw_database_commit(&scene.database, &scene.error), &scene.error);
    wtw_database_close(&scene.database);
    check(stat(scene.path, &before) == 0);
    scene_open(&scene);
    check_number(expire(&scene, 5000, ARTICLES), ARTICLES);
    while (has_more)
        check_ok(wtw_database_tidy(&scene.database, 10, &has_more, &scene.error),
                 &scene.error);
    wtw_database_close(&scene.database);
    check(stat(scene.path, &after) == 0);
    check(before.st_size > ARTICLES * 1000 + after.st_size && after.st_size < 450000);
    scene_end(&scene);
}

Test(stored_articles, leave_their_texts_out_where_that_is_asked)
{
    struct feed_scene scene = {.path = ""};
    struct wtw_stored_article got;
    struct wtw_buffer scratch = {0};

    scene_terms(&scene);
    scene.terms.leaves_texts_out = true;
    scene_open(&scene);
    add_plain(&scene, "a", "The ferry sank");
    check_number(add_plain(&scene, "a", "The ferry sank").verdict, WTW_STORED_KNOWN);
    get(&scene, 1, &scratch, &got);
    check_part(got.article.text, "");
    check_part(got.article.title, "A title");
    wtw_buffer_release(&scratch);
    scene_end(&scene);
}

Test(stored_articles, on_a_full_disk_are_refused_and_what_was_there_stays)
{
    struct feed_scene scene;
    struct wtw_stored_article article = plain_article("big", "one");
    struct wtw_stored_receipt receipt;
    static char digest[200000];

    scene_begin(&scene);
    add_plain(&scene, "a", "The ferry sank");
    check_ok(wtw_database_run(&scene.database, "PRAGMA max_page_count = 1", "limit",
                              &scene.error),
             &scene.error);
    article.digest = (struct wtw_span){digest, sizeof digest};
    check_status(try_to_add(&scene, &article, &receipt), WTW_IO);
    check_words(scene.error, "there is no room left; nothing of this was stored");
    check_number(count_articles(&scene), 1);
    check_ok(wtw_database_run(&scene.database, "PRAGMA max_page_count = 100000", "limit",
                              &scene.error),
             &scene.error);
    check_number(add_article(&scene, &article).verdict, WTW_STORED_NEW);
    scene_end(&scene);
}

#ifdef WTW_FAULTS

Test(stored_articles, without_memory_are_not_there_and_go_in_when_there_is_some)
{
    struct feed_scene scene;
    const struct wtw_stored_article article = plain_article("a", "The ferry sank");
    struct wtw_stored_receipt receipt = {.verdict = WTW_STORED_KNOWN};
    struct wtw_stored_article got;
    struct wtw_buffer scratch = {0};
    enum wtw_status status = WTW_NO_MEMORY;
    int failed = 0;

    scene_begin(&scene);
    while (status == WTW_NO_MEMORY) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, (uint64_t)failed + 1);
        status = try_to_add(&scene, &article, &receipt);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed += status == WTW_NO_MEMORY;
        check_number(count_articles(&scene), status == WTW_OK);
    }
    check(status == WTW_OK && failed >= 1);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_stored_article_get(&scene.database, 1, &scratch, &got, &scene.error),
                 WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    get(&scene, 1, &scratch, &got);
    wtw_buffer_release(&scratch);
    scene_end(&scene);
}

#endif
