/*
 * database.h - the file in which a feed keeps its articles
 */
#ifndef WTW_STORE_DATABASE_H
#define WTW_STORE_DATABASE_H

#include "base/failure.h"
#include "store/packed_text.h"

struct sqlite3;
struct sqlite3_stmt;

enum wtw_database_use {
    WTW_DATABASE_WRITE = 0, /* made where there is none; one at a time */
    WTW_DATABASE_READ = 1   /* any number, at any time */
};

struct wtw_database_terms {
    const char *path;
    enum wtw_database_use use;
    /* What a database is stamped with: what its digests depend on and whether it keeps
     * texts. NULL for a reader, who takes it as it is, means that no stamp is compared. */
    const struct wtw_options *options;
    bool leaves_texts_out;
    /* Other options do not refuse the database but make it 'is_outdated'; refused only where
     * it keeps no texts from which all could be judged anew. */
    bool lets_other_options_pass;
    /* How long to wait for a lock that another program holds. */
    uint32_t wait_milliseconds;
};

/* Statements that are prepared once; whose they are is in statements.h. */
enum { WTW_DATABASE_STATEMENTS = 52 };

/* One handle for one thread at a time. Zero-initialised but for 'lock', which is -1, is
 * closed. */
struct wtw_database {
    struct sqlite3 *handle;
    struct sqlite3_stmt *statements[WTW_DATABASE_STATEMENTS];
    struct wtw_buffer path;    /* ends in NUL */
    struct wtw_buffer scratch; /* for ids, or the sources of a cluster */
    struct wtw_text_packer packer;
    /* Of a writer: ids of sources that were looked up, at places of their names' hashes. */
    struct wtw_source_id *source_ids;
    int64_t last_number; /* the highest ever given; -1 where that has to be looked up */
    int lock;
    uint32_t holds;
    bool keeps_texts;
    bool is_outdated; /* see lets_other_options_pass */
    bool is_in_batch;
};

/*
 * wtw_database_open() opens a database, and for a writer makes it, brings its schema up to
 * date and keeps every other writer out. What was stored is durable when the call that
 * stored it returns: it is synced to the disk. Ended by wtw_database_close(), also after a
 * failure, which is safe on what was never opened but zeroed with lock -1.
 *
 * Returns WTW_OK; WTW_IO with what the system said; WTW_BAD_INPUT where the file is none of
 * ours, is damaged, or comes of a newer version; WTW_BAD_ARGUMENT where it was made under
 * other options, with the option's name and both values; WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_database_open(struct wtw_database *out_database,
                                                 const struct wtw_database_terms *terms,
                                                 struct wtw_error *error);
void wtw_database_close(struct wtw_database *database);

/*
 * A batch makes many changes durable at once: all that happens between begin and commit, or
 * nothing where it is rolled back, a commit fails, or the process ends before. Without a
 * batch each change is durable by itself. A batch must not be begun inside of another, and
 * after a failure in it, it is to be rolled back.
 */
WTW_MUST_CHECK enum wtw_status wtw_database_begin(struct wtw_database *database,
                                                  struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_database_commit(struct wtw_database *database,
                                                   struct wtw_error *error);
void wtw_database_roll_back(struct wtw_database *database);

/*
 * What is read between wtw_database_hold() and wtw_database_let_go() is all of one commit,
 * whatever a writer does meanwhile, and is read without a lock for each statement. Inside of
 * a batch both do nothing. One may be within another. To be short: the log grows as long as
 * somebody holds on to it.
 */
WTW_MUST_CHECK enum wtw_status wtw_database_hold(struct wtw_database *database,
                                                 struct wtw_error *error);
void wtw_database_let_go(struct wtw_database *database);

/* wtw_database_tidy() gives up to 'pages' free pages of 16 KB back to the system, outside
 * of a batch, and says whether there are more. */
WTW_MUST_CHECK enum wtw_status wtw_database_tidy(struct wtw_database *database,
                                                 uint32_t pages, bool *out_more,
                                                 struct wtw_error *error);

/*
 * For the files of this room. wtw_database_run() runs statements without parameters;
 * wtw_database_fail() is the failure of 'doing' by SQLite's result 'code'.
 */
WTW_MUST_CHECK enum wtw_status wtw_database_run(const struct wtw_database *database,
                                                const char *sql, const char *doing,
                                                struct wtw_error *error);
enum wtw_status wtw_database_fail(const struct wtw_database *database, int code,
                                  const char *doing, struct wtw_error *error);

#endif
