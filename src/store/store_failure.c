/*
 * store_failure.c - what went wrong in the database, in words that say what to do
 *
 * SQLite has some hundred result codes; people who run a feed have seven kinds of trouble.
 * Whatever it is, a transaction that failed left the database as it was, so the words only
 * have to say how to go on.
 */
#include "store/store_failure.h"

#include <sqlite3.h>
#include <string.h>

static const struct {
    int code; /* without SQLite's extension */
    enum wtw_status status;
    const char *words;
} kinds[] = {
    {SQLITE_FULL, WTW_IO,
     "there is no room left; nothing of this was stored, and what was acknowledged is "
     "safe: make room and send it again"},
    {SQLITE_READONLY, WTW_IO,
     "it may be read only; give this user the right to write to the file and its folder"},
    {SQLITE_PERM, WTW_IO, "this user may not use the file"},
    {SQLITE_CANTOPEN, WTW_IO, "the file cannot be opened"},
    {SQLITE_BUSY, WTW_IO,
     "another program holds it locked; end that program, or its transaction, and try "
     "again"},
    {SQLITE_LOCKED, WTW_IO, "another statement holds it locked; try again"},
    {SQLITE_NOTADB, WTW_BAD_INPUT, "it is not a database; name another file"},
    {SQLITE_CORRUPT, WTW_BAD_INPUT,
     "the file is damaged; go back to a copy of it, or save what can still be read with "
     "sqlite3's command .recover"},
    {SQLITE_NOMEM, WTW_NO_MEMORY, "there is not enough memory"},
    {SQLITE_TOOBIG, WTW_TOO_LARGE, "an article is larger than a database can hold"},
};

static const char *cause_of(struct sqlite3 *handle, char *words, size_t words_bytes)
{
    int cause = handle ? sqlite3_system_errno(handle) : 0;

    if (cause && strerror_r(cause, words, words_bytes) == 0)
        return words;
    return "";
}

enum wtw_status wtw_store_fail(struct sqlite3 *handle, int code, const char *path,
                               const char *doing, struct wtw_error *error)
{
    char words[128] = "";
    const char *cause = cause_of(handle, words, sizeof words);

    if (code == SQLITE_IOERR_NOMEM)
        code = SQLITE_NOMEM;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].code == (code & 0xff))
            return wtw_fail(error, kinds[i].status, "cannot %s %s: %s%s%s%s", doing, path,
                            kinds[i].words, cause[0] ? " (" : "", cause,
                            cause[0] ? ")" : "");
    }
    return wtw_fail(error, WTW_IO, "cannot %s %s: %s%s%s", doing, path,
                    sqlite3_errstr(code), cause[0] ? ": " : "", cause);
}
