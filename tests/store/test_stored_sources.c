/*
 * test_stored_sources.c - a publisher's name has one id, whether or not it is at hand
 */
#include "store/feed_scene.h"

#include "store/stored_sources.h"

/* More than are kept at hand, so that some share a place. */
enum { NAMES = 3000 };

static int64_t id_of(struct feed_scene *scene, const char *name)
{
    int64_t id = -1;

    check_ok(wtw_stored_source_of(&scene->database, bytes_of(name), &id, &scene->error),
             &scene->error);
    return id;
}

static int64_t count_rows(struct feed_scene *scene)
{
    struct sqlite3_stmt *statement = NULL;
    int64_t count = 0;

    check(sqlite3_prepare_v2(scene->database.handle, "SELECT count(*) FROM sources", -1,
                             &statement, NULL) == SQLITE_OK);
    check(sqlite3_step(statement) == SQLITE_ROW);
    count = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return count;
}

Test(stored_sources, have_one_id_each_however_often_and_in_which_order_they_come)
{
    static int64_t ids[NAMES];
    struct feed_scene scene;
    char name[32];

    scene_begin(&scene);
    check_ok(wtw_database_begin(&scene.database, &scene.error), &scene.error);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < NAMES; i++) {
            int which = round == 2 ? NAMES - 1 - i : i;

            snprintf(name, sizeof name, "paper-%d.example", which);
            if (round)
                check_number(id_of(&scene, name), ids[which]);
            else
                ids[which] = id_of(&scene, name);
            check_number(ids[which], which + 1);
        }
    }
    check_ok(wtw_database_commit(&scene.database, &scene.error), &scene.error);
    check_number(count_rows(&scene), NAMES);
    check_number(id_of(&scene, ""), 0);
    scene_end(&scene);
}

Test(stored_sources, that_were_rolled_back_are_made_anew)
{
    struct feed_scene scene;

    scene_begin(&scene);
    check_number(id_of(&scene, "harbour.example"), 1);
    check_ok(wtw_database_begin(&scene.database, &scene.error), &scene.error);
    check_number(id_of(&scene, "velm.example"), 2);
    wtw_database_roll_back(&scene.database);
    check_number(id_of(&scene, "mirror.example"), 2);
    check_number(id_of(&scene, "velm.example"), 3);
    check_number(id_of(&scene, "harbour.example"), 1);
    check_number(count_rows(&scene), 3);
    scene_end(&scene);
}
