/*
 * stamp.c - the scheme and options under which a database was made
 *
 * Digests can be compared only where they were made alike, and verdicts that were given
 * under one threshold are wrong under another. So all that a verdict depends on is written
 * down as names and values in words, one row each, and a run that asks for something else
 * is refused with the first that differs. Threads, kernel and whatever changes speed only
 * are not part of it.
 */
#include "store/stamp.h"

#include "store/statements.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STAMP_ROWS = 15 };

struct stamp_row {
    const char *name;
    char value[32];
};

/* By SQLite's own, which writes a point whatever the program's locale is. */
static void put_whole(struct stamp_row *row, const char *name, uint64_t value)
{
    row->name = name;
    sqlite3_snprintf(sizeof row->value, row->value, "%llu", (unsigned long long)value);
}

static void put_share(struct stamp_row *row, const char *name, double value)
{
    row->name = name;
    sqlite3_snprintf(sizeof row->value, row->value, "%.15g", value);
}

static void make_rows(const struct wtw_options *options, bool keeps_texts,
                      struct stamp_row *rows)
{
    size_t n = 0;

    put_whole(&rows[n++], "scheme", WTW_SCHEME);
    put_whole(&rows[n++], "shingle", options->shingle_tokens);
    put_share(&rows[n++], "threshold", options->threshold);
    put_share(&rows[n++], "containment", options->containment);
    put_share(&rows[n++], "recall", options->recall);
    put_whole(&rows[n++], "slots", options->slot_count);
    put_whole(&rows[n++], "seed", options->seed);
    put_whole(&rows[n++], "passage", options->passage_tokens);
    put_whole(&rows[n++], "bucket limit", options->bucket_limit);
    put_whole(&rows[n++], "key ceiling", options->key_ceiling);
    put_whole(&rows[n++], "sample ceiling", options->sample_ceiling);
    put_whole(&rows[n++], "exhaustive limit", options->exhaustive_limit);
    put_whole(&rows[n++], "boilerplate kept", options->keeps_boilerplate);
    put_whole(&rows[n++], "canonical", options->canonical);
    put_whole(&rows[n++], "texts kept", keeps_texts);
}

enum wtw_status wtw_stamp_put(struct wtw_database *database,
                              const struct wtw_options *options, bool keeps_texts,
                              struct wtw_error *error)
{
    struct stamp_row rows[STAMP_ROWS];
    char sql[128];

    make_rows(options, keeps_texts, rows);
    for (size_t i = 0; i < STAMP_ROWS; i++) {
        snprintf(sql, sizeof sql, "INSERT INTO stamps VALUES ('%s', '%s')", rows[i].name,
                 rows[i].value);
        WTW_TRY(wtw_database_run(database, sql, "stamp", error));
    }
    return WTW_OK;
}

/* Puts the value of 'name' into 'out', "" where it has none. */
static enum wtw_status read_value(struct wtw_database *database, const char *name,
                                  char *out, size_t out_bytes, struct wtw_error *error)
{
    struct sqlite3_stmt *statement = NULL;
    int code =
        sqlite3_prepare_v2(database->handle, "SELECT value FROM stamps WHERE name = ?1",
                           -1, &statement, NULL);

    out[0] = '\0';
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        const unsigned char *value = sqlite3_column_text(statement, 0);

        if (value)
            snprintf(out, out_bytes, "%s", (const char *)value);
        else
            code = SQLITE_NOMEM;
    }
    sqlite3_finalize(statement);
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return WTW_OK;
    return wtw_database_fail(database, code, "read the stamp of", error);
}

enum wtw_status wtw_stamp_says(struct wtw_database *database, const char *name,
                               const char *value, bool *out, struct wtw_error *error)
{
    char stored[32];

    WTW_TRY(read_value(database, name, stored, sizeof stored, error));
    *out = strcmp(stored, value) == 0;
    return WTW_OK;
}

/* All can be judged anew only of a database that keeps its texts. */
static enum wtw_status fail_other(struct wtw_database *database,
                                  const struct stamp_row *row, const char *stored,
                                  struct wtw_error *error)
{
    bool keeps_texts = false;

    WTW_TRY(wtw_stamp_says(database, "texts kept", "1", &keeps_texts, error));
    if (strcmp(row->name, "texts kept") == 0)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "%s was made %s texts, and that stays so; %s --no-texts, or "
                        "feed a new database",
                        database->path.items, keeps_texts ? "with" : "without",
                        keeps_texts ? "leave out" : "say");
    return wtw_fail(
        error, WTW_BAD_ARGUMENT,
        "%s was made with %s %s, and this run asks for %s; ask for the same%s",
        database->path.items, row->name, stored[0] ? stored : "unknown", row->value,
        keeps_texts ? ", feed a new database, or judge all anew by wiretwin "
                      "feed --rebuild"
                    : ", or feed a new database");
}

enum wtw_status wtw_stamp_compare(struct wtw_database *database,
                                  const struct wtw_options *options, bool keeps_texts,
                                  struct wtw_error *error)
{
    struct stamp_row rows[STAMP_ROWS];
    char stored[32];

    make_rows(options, keeps_texts, rows);
    for (size_t i = 0; i < STAMP_ROWS; i++) {
        WTW_TRY(read_value(database, rows[i].name, stored, sizeof stored, error));
        if (strcmp(stored, rows[i].value) != 0)
            return fail_other(database, &rows[i], stored, error);
    }
    return WTW_OK;
}

enum wtw_status wtw_stamp_replace(struct wtw_database *database,
                                  const struct wtw_options *options, bool keeps_texts,
                                  struct wtw_error *error)
{
    WTW_TRY(wtw_database_run(database, "DELETE FROM stamps", "stamp", error));
    return wtw_stamp_put(database, options, keeps_texts, error);
}

/* Whole numbers are read as such: a seed has 64 bits. */
static enum wtw_status read_whole(struct wtw_database *database, const char *name,
                                  uint64_t *out, struct wtw_error *error)
{
    char value[32];
    char *end = NULL;

    WTW_TRY(read_value(database, name, value, sizeof value, error));
    *out = strtoull(value, &end, 10);
    if (end != value && !*end)
        return WTW_OK;
    return wtw_fail(error, WTW_BAD_INPUT, "%s does not say under what %s it was made",
                    database->path.items, name);
}

static enum wtw_status read_small(struct wtw_database *database, const char *name,
                                  uint32_t *out, struct wtw_error *error)
{
    uint64_t value = 0;

    WTW_TRY(read_whole(database, name, &value, error));
    *out = (uint32_t)value;
    return WTW_OK;
}

static enum wtw_status read_share(struct wtw_database *database, const char *name,
                                  double *out, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_STAMPED_SHARE);
    enum wtw_status status = WTW_OK;
    bool is_row = false;

    wtw_give_words(&asked, (struct wtw_span){name, strlen(name)});
    status = wtw_row(&asked, &is_row, error);
    if (status == WTW_OK && is_row)
        *out = sqlite3_column_double(asked.statement, 0);
    else if (status == WTW_OK)
        status =
            wtw_fail(error, WTW_BAD_INPUT, "%s does not say under what %s it was made",
                     database->path.items, name);
    wtw_done(&asked);
    return status;
}

enum wtw_status wtw_stamp_read(struct wtw_database *database, struct wtw_options *options,
                               struct wtw_error *error)
{
    struct wtw_options read = *options;
    uint32_t keeps_boilerplate = 0;
    uint32_t canonical = 0;

    WTW_TRY(read_small(database, "shingle", &read.shingle_tokens, error));
    WTW_TRY(read_share(database, "threshold", &read.threshold, error));
    WTW_TRY(read_share(database, "containment", &read.containment, error));
    WTW_TRY(read_share(database, "recall", &read.recall, error));
    WTW_TRY(read_small(database, "slots", &read.slot_count, error));
    WTW_TRY(read_whole(database, "seed", &read.seed, error));
    WTW_TRY(read_small(database, "passage", &read.passage_tokens, error));
    WTW_TRY(read_small(database, "bucket limit", &read.bucket_limit, error));
    WTW_TRY(read_small(database, "key ceiling", &read.key_ceiling, error));
    WTW_TRY(read_small(database, "sample ceiling", &read.sample_ceiling, error));
    WTW_TRY(read_small(database, "exhaustive limit", &read.exhaustive_limit, error));
    WTW_TRY(read_small(database, "boilerplate kept", &keeps_boilerplate, error));
    WTW_TRY(read_small(database, "canonical", &canonical, error));
    read.keeps_boilerplate = keeps_boilerplate != 0;
    read.canonical = (enum wtw_canonical)canonical;
    *options = read;
    return WTW_OK;
}
