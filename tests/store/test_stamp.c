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
                             "0.7; ask for the same, feed a new database, or judge all "
                             "anew by wiretwin feed --rebuild");
    wtw_database_close(&scene.database);
    scene.options.threshold = .5;
    scene.terms.leaves_texts_out = true;
    check_status(wtw_database_open(&scene.database, &scene.terms, &scene.error),
                 WTW_BAD_ARGUMENT);
    check_words(scene.error,
                "was made with texts, and that stays so; leave out --no-texts");
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

Test(stamp, gives_back_the_options_and_leaves_the_rest)
{
    struct feed_scene scene = {.path = ""};
    struct wtw_options read;

    scene_terms(&scene);
    scene.options = (struct wtw_options){.shingle_tokens = 5,
                                         .threshold = .61,
                                         .containment = .71,
                                         .recall = .81,
                                         .slot_count = 32,
                                         .seed = UINT64_MAX,
                                         .passage_tokens = 9,
                                         .bucket_limit = 17,
                                         .key_ceiling = 65,
                                         .sample_ceiling = 18,
                                         .exhaustive_limit = 129,
                                         .keeps_boilerplate = true,
                                         .canonical = WTW_CANONICAL_LONGEST};
    scene_open(&scene);
    wtw_options_init(&read);
    read.thread_count = 3;
    check_ok(wtw_stamp_read(&scene.database, &read, &scene.error), &scene.error);
    check_number(read.thread_count, 3);
    check_number(read.shingle_tokens, 5);
    check(read.threshold == .61 && read.containment == .71 && read.recall == .81);
    check_number(read.slot_count, 32);
    check(read.seed == UINT64_MAX);
    check_number(read.passage_tokens, 9);
    check_number(read.bucket_limit, 17);
    check_number(read.key_ceiling, 65);
    check_number(read.sample_ceiling, 18);
    check_number(read.exhaustive_limit, 129);
    check(read.keeps_boilerplate && read.canonical == WTW_CANONICAL_LONGEST);
    check_ok(wtw_database_run(&scene.database,
                              "UPDATE stamps SET value = 'many' WHERE name = 'slots'",
                              "change", &scene.error),
             &scene.error);
    check_status(wtw_stamp_read(&scene.database, &read, &scene.error), WTW_BAD_INPUT);
    check_words(scene.error, "does not say under what slots it was made");
    check_ok(wtw_database_run(&scene.database, "DELETE FROM stamps WHERE name = 'recall'",
                              "change", &scene.error),
             &scene.error);
    check_status(wtw_stamp_read(&scene.database, &read, &scene.error), WTW_BAD_INPUT);
    check_words(scene.error, "does not say under what recall it was made");
    scene_end(&scene);
}

Test(stamp, of_other_options_is_let_pass_where_all_is_judged_anew_and_then_replaced)
{
    struct feed_scene scene;

    scene_begin(&scene);
    check(!scene.database.is_outdated);
    wtw_database_close(&scene.database);
    scene.options.threshold = .7;
    scene.terms.lets_other_options_pass = true;
    scene_open(&scene);
    check(scene.database.is_outdated && scene.database.keeps_texts);
    check_ok(wtw_stamp_replace(&scene.database, &scene.options, true, &scene.error),
             &scene.error);
    wtw_database_close(&scene.database);
    scene.terms.lets_other_options_pass = false;
    scene_open(&scene);
    check(!scene.database.is_outdated);
    scene_end(&scene);
}

Test(stamp, does_not_let_pass_other_options_without_texts)
{
    struct feed_scene scene = {.path = ""};

    scene_terms(&scene);
    scene.terms.leaves_texts_out = true;
    scene_open(&scene);
    wtw_database_close(&scene.database);
    scene.options.threshold = .7;
    scene.terms.lets_other_options_pass = true;
    check_status(wtw_database_open(&scene.database, &scene.terms, &scene.error),
                 WTW_BAD_ARGUMENT);
    check_words(scene.error, "keeps no texts that could be judged anew");
    wtw_database_close(&scene.database);
    scene.terms.leaves_texts_out = false;
    check_status(wtw_database_open(&scene.database, &scene.terms, &scene.error),
                 WTW_BAD_ARGUMENT);
    check_words(scene.error, "was made without texts, and that stays so");
    scene_end(&scene);
}
