/*
 * test_stamp.c - a database made under other options is refused
 */
#include "store/feed_scene.h"

#include "store/stamp.h"

Test(stamp, of_the_same_options_is_let_pass)
{
    struct feed_scene scene;

    scene_begin(&scene);
    wtw_database_close(&scene.database);
    scene.options.thread_count = 7;
    scene.options.kernel = "scalar";
    scene_open(&scene);
    scene_end(&scene);
}

Test(stamp, of_other_options_is_refused_with_both_values)
{
    struct feed_scene scene;

    scene_begin(&scene);
    wtw_database_close(&scene.database);
    scene.options.threshold = .7;
    check_status(wtw_database_open(&scene.database, &scene.terms, &scene.error),
                 WTW_BAD_ARGUMENT);
    check_words(scene.error, "feed.db was made with threshold 0.5, and this run asks for "
                             "0.7; ask for the same, or feed a new database");
    wtw_database_close(&scene.database);
    scene.options.threshold = .5;
    scene.terms.leaves_texts_out = true;
    check_status(wtw_database_open(&scene.database, &scene.terms, &scene.error),
                 WTW_BAD_ARGUMENT);
    check_words(scene.error, "was made with texts kept 1, and this run asks for 0");
    scene_end(&scene);
}

Test(stamp, of_another_scheme_or_without_a_row_is_refused)
{
    struct feed_scene scene;

    scene_begin(&scene);
    wtw_database_close(&scene.database);
    run_sql(scene.path, "UPDATE stamps SET value = '0' WHERE name = 'scheme'");
    check_status(wtw_database_open(&scene.database, &scene.terms, &scene.error),
                 WTW_BAD_ARGUMENT);
    check_words(scene.error, "was made with scheme 0, and this run asks for 1");
    wtw_database_close(&scene.database);
    run_sql(scene.path, "UPDATE stamps SET value = '1' WHERE name = 'scheme';"
                        "DELETE FROM stamps WHERE name = 'seed'");
    check_status(wtw_database_open(&scene.database, &scene.terms, &scene.error),
                 WTW_BAD_ARGUMENT);
    check_words(scene.error, "was made with seed unknown");
    scene_end(&scene);
}

Test(stamp, tells_one_value)
{
    struct feed_scene scene;
    bool says = false;

    scene_begin(&scene);
    check_ok(wtw_stamp_says(&scene.database, "shingle", "3", &says, &scene.error),
             &scene.error);
    check(says);
    check_ok(wtw_stamp_says(&scene.database, "shingle", "4", &says, &scene.error),
             &scene.error);
    check(!says);
    check_ok(wtw_stamp_says(&scene.database, "colour", "", &says, &scene.error),
             &scene.error);
    check(says);
    scene_end(&scene);
}
