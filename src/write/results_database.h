/*
 * results_database.h - clusters and matches as an SQLite database
 *
 * A contract: tables and columns are only ever added, and the schema's number is raised
 * where one has to change. docs/outputs.md describes them.
 */
#ifndef WTW_WRITE_RESULTS_DATABASE_H
#define WTW_WRITE_RESULTS_DATABASE_H

#include "write/clusters_out.h"

/* The value of PRAGMA user_version. */
enum { WTW_RESULTS_SCHEMA = 1 };

struct wtw_results_database; /* opaque */

/*
 * wtw_results_database_new() makes the tables in an empty file, which is 'path'; 'name' is
 * what messages call it. Both are borrowed. Gives the database to the caller, who ends it
 * with close, or, to leave it unfinished, with free. All return WTW_OK; WTW_IO with words;
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_results_database_new(
    const char *path, const char *name, struct wtw_results_database **out_database,
    struct wtw_error *error);
void wtw_results_database_free(struct wtw_results_database *database);

/* A row of each table. Articles are numbered as in a result; in the tables from 1 on. */
WTW_MUST_CHECK enum wtw_status wtw_results_add_fact(struct wtw_results_database *database,
                                                    const char *name, const char *value,
                                                    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_results_add_article(
    struct wtw_results_database *database, uint32_t number,
    const struct wtw_cluster_member *member, bool has_story, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_results_add_cluster(
    struct wtw_results_database *database, const struct wtw_cluster *cluster,
    int64_t first_seen_seconds, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_results_add_match(
    struct wtw_results_database *database, const struct wtw_match *match,
    struct wtw_error *error);

/* wtw_results_database_close() makes the indexes and completes the file. The database is
 * gone afterwards, whatever is returned. */
WTW_MUST_CHECK enum wtw_status wtw_results_database_close(
    struct wtw_results_database *database, struct wtw_error *error);

#endif
