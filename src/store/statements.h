/*
 * statements.h - all that the room asks of SQLite again and again, prepared once
 */
#ifndef WTW_STORE_STATEMENTS_H
#define WTW_STORE_STATEMENTS_H

#include "store/database.h"

#include "wiretwin_feed.h"

enum wtw_statement {
    WTW_STAMPED_SHARE,
    WTW_RECOGNISE,
    WTW_FIND_ID,
    WTW_FIND_SOURCE,
    WTW_ADD_SOURCE,
    WTW_ADD_ARTICLE,
    WTW_ADD_TEXT,
    WTW_ADD_DIGEST,
    WTW_GET_ARTICLE,
    WTW_DESCRIBE_ARTICLE,
    WTW_GET_TEXT,
    WTW_NEXT_ARTICLE,
    WTW_LAST_ARTICLE,
    WTW_NEWEST_ARTICLE,
    WTW_NOTE_LAST,
    WTW_OLDEST_ARTICLES,
    WTW_DELETE_ARTICLE,
    WTW_DELETE_TEXT,
    WTW_DELETE_DIGEST,
    WTW_DELETE_MATCHES_OF_A,
    WTW_DELETE_MATCHES_OF_B,
    WTW_WALK_DIGESTS,
    WTW_WALK_STANDINGS,
    WTW_WALK_NUMBERS,
    WTW_NUMBER_SPAN,
    WTW_REPLACE_DIGEST,
    WTW_PUT_MATCH,
    WTW_REPLACE_MATCH,
    WTW_DROP_MATCH,
    WTW_WALK_MATCHES,
    WTW_MATCHES_OF,
    WTW_GET_MATCH,
    WTW_MEMBERSHIP,
    WTW_LEAVE_CLUSTER,
    WTW_ENTER_CLUSTER,
    WTW_LOOK_AT_MEMBERS,
    WTW_PUT_CLUSTER,
    WTW_REPLACE_CLUSTER,
    WTW_DROP_CLUSTER,
    WTW_DROP_MEMBERS,
    WTW_CLUSTER_OF,
    WTW_GET_CLUSTER,
    WTW_GET_SINGLE,
    WTW_MEMBERS,
    WTW_WALK_MEMBERS,
    WTW_SOURCE_NAME,
    WTW_WALK_SOURCES,
    WTW_COUNT_ARTICLES,
    WTW_COUNT_CLUSTERS,
    WTW_COUNT_MATCHES,
    WTW_COUNT_BYTES,
    WTW_COUNT_FREE,
    WTW_STATEMENT_COUNT
};

/* A statement that is given its parameters, in order. The first failure stays in 'code', and
 * the calls after it do nothing. */
struct wtw_asked {
    struct wtw_database *database;
    struct sqlite3_stmt *statement;
    int next; /* parameter, from 1 */
    int code;
};

/* wtw_ask() gets a statement ready for its parameters; a failure is in its code. Words of a
 * span and a blob are borrowed until the statement was stepped. A date that is not known is
 * NULL to the database, empty ones are not. */
struct wtw_asked wtw_ask(struct wtw_database *database, enum wtw_statement statement);
void wtw_give_number(struct wtw_asked *asked, int64_t number);
void wtw_give_date(struct wtw_asked *asked, int64_t seconds);
void wtw_give_null(struct wtw_asked *asked);
void wtw_give_agency(struct wtw_asked *asked, uint32_t agency);
void wtw_give_words(struct wtw_asked *asked, struct wtw_span words);
void wtw_give_blob(struct wtw_asked *asked, struct wtw_span bytes);

/*
 * How it ends: wtw_change() steps a statement that changes something, and wtw_put() one that
 * puts a row unless there is one of its key, which it says; wtw_number() one that
 * gives at most one number, 0 where there is none; wtw_row() says whether there is a row, the
 * next one, to be looked at, and wtw_done() has to follow when no more is wanted. Return
 * WTW_OK or what the database says.
 */
WTW_MUST_CHECK enum wtw_status wtw_change(struct wtw_asked *asked,
                                          struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_put(struct wtw_asked *asked, bool *out_is_there,
                                       struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_number(struct wtw_asked *asked, int64_t *out_number,
                                          struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_row(struct wtw_asked *asked, bool *out_is_row,
                                       struct wtw_error *error);
void wtw_done(struct wtw_asked *asked);

/* Of the row there is: a column's number, date or bytes; an agency that is NULL is none. */
int64_t wtw_column_number(const struct wtw_asked *asked, int column);
int64_t wtw_column_date(const struct wtw_asked *asked, int column);
uint32_t wtw_column_agency(const struct wtw_asked *asked, int column);
struct wtw_span wtw_column_bytes(const struct wtw_asked *asked, int column);

/* A whole row of the table of clusters, or one that looks like it. */
struct wtw_feed_cluster wtw_column_cluster(const struct wtw_asked *asked);

/* The words of a statement, for a test that looks at SQLite's plan of it. */
const char *wtw_statement_words(enum wtw_statement statement);

#endif
