/*
 * test_store_failure.c - what went wrong in the database, in words
 */
#include "store/feed_scene.h"

#include "store/store_failure.h"

Test(store_failure, says_for_each_kind_of_trouble_what_to_do)
{
    static const struct {
        int code;
        enum wtw_status status;
        const char *words;
    } rows[] = {
        {SQLITE_FULL, WTW_IO, "make room and send it again"},
        {SQLITE_READONLY, WTW_IO, "give this user the right to write"},
        {SQLITE_READONLY_DIRECTORY, WTW_IO, "give this user the right to write"},
        {SQLITE_BUSY_RECOVERY, WTW_IO, "another program holds it locked"},
        {SQLITE_LOCKED, WTW_IO, "holds it locked"},
        {SQLITE_PERM, WTW_IO, "may not use the file"},
        {SQLITE_CANTOPEN, WTW_IO, "cannot be opened"},
        {SQLITE_NOTADB, WTW_BAD_INPUT, "it is not a database"},
        {SQLITE_CORRUPT_INDEX, WTW_BAD_INPUT, "go back to a copy of it"},
        {SQLITE_NOMEM, WTW_NO_MEMORY, "not enough memory"},
        {SQLITE_IOERR_NOMEM, WTW_NO_MEMORY, "not enough memory"},
        {SQLITE_TOOBIG, WTW_TOO_LARGE, "larger than a database can hold"},
        {SQLITE_IOERR_FSYNC, WTW_IO, "disk I/O error"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wtw_error error = {0};

        check_status(wtw_store_fail(NULL, rows[i].code, "feed.db", "read", &error),
                     rows[i].status);
        check(strncmp(error.words, "cannot read feed.db: ", 21) == 0);
        check_words(error, rows[i].words);
        check_status(wtw_store_fail(NULL, rows[i].code, "feed.db", "read", NULL),
                     rows[i].status);
    }
}

Test(store_failure, gives_the_system_s_reason_where_there_is_one)
{
    struct wtw_error error = {0};
    sqlite3 *handle = NULL;
    int code = sqlite3_open_v2("/nowhere/feed.db", &handle, SQLITE_OPEN_READONLY, NULL);

    check_status(wtw_store_fail(handle, code, "/nowhere/feed.db", "open", &error),
                 WTW_IO);
    check_string(error.words,
                 "cannot open /nowhere/feed.db: the file cannot be opened (No "
                 "such file or directory)");
    sqlite3_close(handle);
}
