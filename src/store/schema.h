/*
 * schema.h - the tables of a database, and how older ones become today's
 */
#ifndef WTW_STORE_SCHEMA_H
#define WTW_STORE_SCHEMA_H

#include "store/database.h"

/* One step from a version of the schema to the next; the first makes the first version. */
struct wtw_migration {
    const char *what; /* for people who look into the table 'migrations' */
    const char *sql;
};

/*
 * wtw_schema_open() looks at what the file is, and where 'database' may write, takes the
 * steps that it has not seen, all of them or none. A reader gets only what is already up
 * to date. Returns WTW_OK; WTW_BAD_INPUT for a database of another program or of a newer
 * version, and for a reader of an older one; or what the database says.
 */
WTW_MUST_CHECK enum wtw_status wtw_schema_open(struct wtw_database *database,
                                               bool may_write, struct wtw_error *error);

/* The same with steps of the caller's, by which a test sees what a later version does. */
WTW_MUST_CHECK enum wtw_status wtw_schema_follow(struct wtw_database *database,
                                                 const struct wtw_migration *steps,
                                                 uint32_t step_count, bool may_write,
                                                 struct wtw_error *error);

/* The steps of this version, for the same tests. */
const struct wtw_migration *wtw_schema_steps(uint32_t *out_count);

#endif
