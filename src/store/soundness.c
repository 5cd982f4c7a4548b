/*
 * soundness.c - whether all that a database holds is as it was stored
 *
 * SQLite finds broken pages, and rows and indexes that do not agree; a bit that flipped
 * inside of a text it cannot see, but the text's own checksum does.
 */
#include "store/soundness.h"

#include "store/stored_articles.h"

#include <sqlite3.h>
#include <string.h>

static enum wtw_status check_pages(const struct wtw_database *database,
                                   struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;
    enum wtw_status status = WTW_OK;
    int code = sqlite3_prepare_v2(database->handle, "PRAGMA integrity_check(1)", -1,
                                  &statement, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        const char *said = (const char *)sqlite3_column_text(statement, 0);

        if (!said)
            status = wtw_database_fail(database, SQLITE_NOMEM, "check", error);
        else if (strcmp(said, "ok") != 0)
            status = wtw_fail(error, WTW_BAD_INPUT,
                              "%s is damaged: %s; go back to a copy of it, or save what "
                              "can still be read with sqlite3's command .recover",
                              database->path.items, said);
    } else {
        status = wtw_database_fail(database, code, "check", error);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum wtw_status check_texts(struct wtw_database *database,
                                   struct wtw_buffer *scratch, uint64_t *out_articles,
                                   struct wtw_error *error)
{
    struct wtw_stored_article article;
    uint64_t count = 0;
    int64_t number = 0;

    WTW_TRY(wtw_stored_article_next(database, 0, &number, error));
    while (number) {
        WTW_TRY(wtw_stored_article_get(database, number, scratch, &article, error));
        count++;
        WTW_TRY(wtw_stored_article_next(database, number, &number, error));
    }
    *out_articles = count;
    return WTW_OK;
}

enum wtw_status wtw_soundness_check(struct wtw_database *database, uint64_t *out_articles,
                                    struct wtw_error *error)
{
    struct wtw_buffer scratch = {0};
    enum wtw_status status = check_pages(database, error);

    if (status == WTW_OK)
        status = check_texts(database, &scratch, out_articles, error);
    wtw_buffer_release(&scratch);
    return status;
}
