/*
 * wiretwin_feed.h - articles judged one by one as they come, and kept in a database
 *
 * A feed is an engine with a memory on disk. Each article is judged against all that came
 * before: new, or a copy of what. What was acknowledged is durable, also when the process
 * or the machine dies right after. docs/feed.md has the promises and the tables.
 *
 *     wtw_feed_open(&terms, &feed, &error);               makes the file where there is none
 *     wtw_feed_add(feed, &batch, &error);                 durable when it returns
 *     wtw_feed_close(feed);
 *
 * Articles and clusters have numbers: an article that of its arrival, from 1 on and never
 * given twice; a cluster that of the article that founded it, which it keeps when that
 * article is gone. A single article is a cluster under its own number.
 *
 * The rules of wiretwin.h hold here too: statuses, 'error', NULL, threads. A feed opened
 * for writing and any number opened for reading may be used at the same time, in one
 * process or in several; each by one thread at a time.
 */
#ifndef WIRETWIN_FEED_H
#define WIRETWIN_FEED_H

#include "wiretwin.h"

#ifdef __cplusplus
extern "C" {
#endif

struct wtw_feed; /* opaque */

enum wtw_feed_use {
    WTW_FEED_WRITE = 0, /* one at a time, of all processes */
    WTW_FEED_READ = 1   /* any number, at any time; sees what was committed last */
};

/* How to open a feed. Zero-initialised but for 'path' is a writer with the defaults. */
struct wtw_feed_terms {
    const char *path;
    enum wtw_feed_use use;
    /* Of a writer: what its database is made under, or has to have been made under; NULL
     * means the defaults. Its text source is not used, its watch is told of rebuilding. A
     * reader takes the database as it is. */
    const struct wtw_options *options;
    /* How long to wait for a lock that another program holds; 0: not at all. */
    uint32_t wait_milliseconds;
    /* Do not keep the texts. What is judged against an article without text is estimated
     * by sketches instead of counted, and no passage of it can be shown. */
    bool leaves_texts_out;
    /* Judge all articles anew under 'options', where the database was made under others;
     * refused where texts were left out. Nothing is changed unless all of it is done. */
    bool rebuild;
};

/*
 * wtw_feed_open() opens a feed and gives it to the caller, who ends it with
 * wtw_feed_close(). A writer reads all digests into memory, some 700 bytes an article and its
 * matches.
 * Returns WTW_OK; WTW_IO with what the system said, also where another writer has it open;
 * WTW_BAD_INPUT where the file is none of ours, damaged, or of a newer version;
 * WTW_BAD_ARGUMENT where it was made under other options, with the option's name and both
 * values; WTW_NO_MEMORY; WTW_STOPPED.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_open(const struct wtw_feed_terms *terms,
                                                     struct wtw_feed **out_feed,
                                                     struct wtw_error *error);
WTW_API void wtw_feed_close(struct wtw_feed *feed);

/* ------------------------------------------------------------------ articles in */

/* An article on its way in, or as it is kept. */
struct wtw_feed_article {
    struct wtw_span id;
    /* It came without an id, and 'id' says only where it stood: then it is known again by
     * all that it says. */
    bool has_made_up_id;
    struct wtw_span url;
    struct wtw_span source; /* who published it; empty where that is not known */
    struct wtw_span title;
    struct wtw_span text;
    int64_t published_seconds; /* since 1970-01-01 UTC, or WTW_DATE_UNKNOWN */
    int64_t arrived_seconds;   /* likewise; never unknown */
    uint8_t rank;              /* as in struct wtw_article */
};

enum wtw_feed_verdict {
    WTW_FEED_NEW = 0,      /* nothing that was there is a copy of it */
    WTW_FEED_COPY = 1,     /* of what another source published, or the same once more */
    WTW_FEED_REVISION = 2, /* a copy with changes of what its own source published */
    WTW_FEED_EXCERPT = 3   /* no copy, but it shares a passage */
};

/* wtw_feed_verdict_name() gives "new", "copy", "revision" or "excerpt", a constant. */
WTW_API const char *wtw_feed_verdict_name(enum wtw_feed_verdict verdict);

/* What became of an article. */
struct wtw_feed_receipt {
    int64_t number; /* 0 where it was only judged */
    /* It was there already, under this number, and nothing was changed. */
    bool is_known;
    /* Its id was there with other words, so that it is known as id@2, id@3, ... */
    bool is_version;
    enum wtw_feed_verdict verdict;
    /* Whom it is compared with here: the canonical of its cluster; for an excerpt, and for
     * the canonical of a larger cluster, the article that it shares most with; 0 where there is
     * none. 'figures' has the article as a and its partner as b; its lag is negative where
     * the partner was published before. */
    int64_t partner;
    enum wtw_relation relation; /* what the article is to its partner */
    struct wtw_figures figures;
    bool is_estimated; /* the partner's text is not kept: see leaves_texts_out */
    int64_t cluster;
    int64_t canonical;
    uint32_t size;   /* of the cluster */
    uint32_t agency; /* that it credits, or WTW_NO_AGENCY */
};

enum wtw_feed_change_kind {
    WTW_FEED_MOVED = 0,    /* article 'number' went from cluster 'before' to 'cluster' */
    WTW_FEED_CANONICAL = 1 /* 'number' stands for 'cluster' now, in place of 'before' */
};

/* What an article's arrival, or its going, changed for others. */
struct wtw_feed_change {
    enum wtw_feed_change_kind kind;
    int64_t cluster;
    int64_t number;
    int64_t before;
};

/* Told in order, each as it was when that article was in and none after it. Borrowed during the
 * call. */
struct wtw_feed_answer {
    struct wtw_feed_receipt receipt;
    const struct wtw_feed_change *changes;
    size_t change_count;
};

/* Articles that are added together: durable all or none, and on all threads. Up to
 * WTW_FEED_BATCH_MAX of them. */
struct wtw_feed_batch {
    const struct wtw_feed_article *articles; /* borrowed during the call */
    size_t count;
    /* Called for each after all are durable, in order; it may look at the feed, and change
     * nothing. NULL where nobody wants to know. */
    void (*take)(void *context, size_t i, const struct wtw_feed_answer *answer);
    void *context;
};
enum { WTW_FEED_BATCH_MAX = 1 << 16 };

/*
 * wtw_feed_add() adds articles to a feed opened for writing. Returns WTW_OK when they are
 * durable; WTW_NO_MEMORY, WTW_TOO_LARGE, WTW_IO, WTW_BAD_INPUT; after a failure none of
 * them is there and nothing was taken. wtw_feed_judge() says what one article would be, and
 * stores nothing.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_add(struct wtw_feed *feed,
                                                    const struct wtw_feed_batch *batch,
                                                    struct wtw_error *error);
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_judge(
    struct wtw_feed *feed, const struct wtw_feed_article *article,
    struct wtw_feed_receipt *out_receipt, struct wtw_error *error);

/*
 * About half of the work on a batch needs nothing of the feed, and can be done by other threads
 * while the batch before it is being added. wtw_feed_prepared_new() gives the caller what that is
 * kept in, for one batch at a time; it is for the feed opened for writing that it was made of, and
 * is ended by wtw_feed_prepared_free() before that is closed. wtw_feed_prepare() prepares 'count'
 * articles, which are borrowed until they have been added, in place of what was prepared before;
 * it may be called by another thread than the one that uses the feed meanwhile.
 * wtw_feed_add_prepared() is wtw_feed_add() for these articles, 'batch->articles' and 'count' as
 * they were prepared, and what was prepared is used up, whatever it returns.
 *
 * Return WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE; wtw_feed_prepared_new() WTW_BAD_ARGUMENT for a
 * reader; wtw_feed_add_prepared() what wtw_feed_add() does, and WTW_BAD_ARGUMENT for other
 * articles than those prepared.
 */
struct wtw_feed_prepared; /* opaque */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_prepared_new(
    const struct wtw_feed *feed, struct wtw_feed_prepared **out_prepared,
    struct wtw_error *error);
WTW_API void wtw_feed_prepared_free(struct wtw_feed_prepared *prepared);
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_prepare(
    struct wtw_feed_prepared *prepared, const struct wtw_feed_article *articles,
    size_t count, struct wtw_error *error);
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_add_prepared(
    struct wtw_feed *feed, struct wtw_feed_prepared *prepared,
    const struct wtw_feed_batch *batch, struct wtw_error *error);

/*
 * Storing a batch is as much work as judging it, and can be done by a thread of its own while the
 * next is judged. wtw_feed_begin_adding() is wtw_feed_add_prepared(), but returns when the batch
 * is judged, and the batch before it was told. The articles and what was prepared of them are
 * borrowed until the next call of it, or of wtw_feed_end_adding(), has returned; 'batch->take' is
 * called by the other thread, and may call wtw_feed_describe() only.
 * wtw_feed_end_adding() waits until the last batch was told, and has to be called before anything
 * else is done with the feed but to prepare batches for it, and to add them so.
 *
 * Both return what wtw_feed_add_prepared() does. After a failure, of the batch or of the one
 * before it, none of the articles is there that were not told.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_begin_adding(
    struct wtw_feed *feed, struct wtw_feed_prepared *prepared,
    const struct wtw_feed_batch *batch, struct wtw_error *error);
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_end_adding(struct wtw_feed *feed,
                                                           struct wtw_error *error);

/* ------------------------------------------------------------------ articles going */

/* Told of the changes that articles' going made; borrowed during the call. */
struct wtw_feed_listener {
    void (*take)(void *context, const struct wtw_feed_change *changes, size_t count);
    void *context;
};

/*
 * wtw_feed_delete() deletes article 'number', and 'out_deleted' says whether it was there.
 * wtw_feed_expire() deletes up to 'limit' articles that were published, or where that is
 * not known arrived, before 'before_seconds', the oldest first, counts them, and gives
 * back some of the room they took. 'listener' may be NULL. Durable when they return.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_delete(
    struct wtw_feed *feed, int64_t number, const struct wtw_feed_listener *listener,
    bool *out_deleted, struct wtw_error *error);
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_expire(
    struct wtw_feed *feed, int64_t before_seconds, uint32_t limit,
    const struct wtw_feed_listener *listener, uint32_t *out_count,
    struct wtw_error *error);

/* ------------------------------------------------------------------ looking, also by a
 * reader */

/* wtw_feed_find() gives the number of the article known as 'id', 0 where there is none. */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_find(struct wtw_feed *feed,
                                                     struct wtw_span id,
                                                     int64_t *out_number,
                                                     struct wtw_error *error);

/*
 * wtw_feed_get() gives article 'number' and where it belongs: its receipt as it would be
 * today. Its bytes lie in 'scratch' until that changes; its text is empty where texts are
 * left out. wtw_feed_describe() is the same without text and receipt. Both return WTW_END
 * where there is no such article. wtw_feed_next() gives the lowest number above 'number',
 * 0 where there is none.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_get(struct wtw_feed *feed, int64_t number,
                                                    struct wtw_buffer *scratch,
                                                    struct wtw_feed_article *out_article,
                                                    struct wtw_feed_receipt *out_receipt,
                                                    struct wtw_error *error);
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_describe(
    struct wtw_feed *feed, int64_t number, struct wtw_buffer *scratch,
    struct wtw_feed_article *out_article, struct wtw_error *error);
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_next(struct wtw_feed *feed,
                                                     int64_t number, int64_t *out_number,
                                                     struct wtw_error *error);

/* A verified pair of a feed; a arrived before b. */
struct wtw_feed_match {
    int64_t a;
    int64_t b;
    enum wtw_relation relation; /* what b is to a */
    struct wtw_figures figures;
};

/*
 * wtw_feed_members() gives the articles of cluster 'cluster' in order of arrival, and
 * wtw_feed_matches() the matches of article 'number', those of most shared shingles first,
 * up to 'room' of them; 'out_count' is how many there are in all, 0 where there is no such
 * cluster.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_members(struct wtw_feed *feed,
                                                        int64_t cluster,
                                                        int64_t *out_numbers, size_t room,
                                                        size_t *out_count,
                                                        struct wtw_error *error);
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_matches(
    struct wtw_feed *feed, int64_t number, struct wtw_feed_match *out_matches,
    size_t room, size_t *out_count, struct wtw_error *error);

struct wtw_feed_cluster {
    int64_t cluster;
    int64_t canonical;
    uint32_t size;
    uint32_t source_count; /* of those that are known */
    int64_t newest;        /* the article that arrived last */
    int64_t begin_seconds; /* earliest and latest known date, or WTW_DATE_UNKNOWN */
    int64_t end_seconds;
};

/* Which clusters to list: those that have all of this. Zero-initialised but for the dates,
 * which are WTW_DATE_UNKNOWN where there is no bound, is every cluster. */
struct wtw_feed_query {
    uint32_t least_size;   /* 0 counts as 1 */
    struct wtw_span words; /* in the title of a member; letters of ASCII in either case */
    struct wtw_span source; /* of a member */
    /* Some member has a match with the canonical and is one of these to it: a bit for
     * each, 1 << relation; 0: whatever it is. */
    uint32_t relations;
    int64_t since_seconds;  /* some member was published, or arrived, at or after */
    int64_t before_seconds; /* and before */
    int64_t newer_than;     /* 'newest' is above; 0: whatever */
    int64_t older_than;     /* 'newest' is below, for the next page; 0: whatever */
};

/*
 * wtw_feed_list() writes up to 'room' clusters to 'out_clusters', those with the newest
 * member first, and how many it wrote to 'out_count'.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_list(
    struct wtw_feed *feed, const struct wtw_feed_query *query,
    struct wtw_feed_cluster *out_clusters, size_t room, size_t *out_count,
    struct wtw_error *error);

/* How often one source had first what another had later: copies in clusters whose first
 * article, by date and then by arrival, is of 'from', and of which 'to' has one or more. */
struct wtw_feed_flow {
    struct wtw_span from;
    struct wtw_span to;
    uint64_t clusters;
    int64_t median_lag_seconds; /* of those with known dates, or WTW_DATE_UNKNOWN */
};

/*
 * wtw_feed_flows() writes up to 'room' flows of copies that were published, or where that
 * is not known arrived, since 'since_seconds' (or WTW_DATE_UNKNOWN), those of most clusters
 * first, and how many it wrote to 'out_count'; names lie in 'scratch'.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_flows(struct wtw_feed *feed,
                                                      int64_t since_seconds,
                                                      struct wtw_buffer *scratch,
                                                      struct wtw_feed_flow *out_flows,
                                                      size_t room, size_t *out_count,
                                                      struct wtw_error *error);

struct wtw_feed_counts {
    uint64_t articles;
    uint64_t clusters;  /* of two or more */
    uint64_t clustered; /* articles in them */
    uint64_t matches;
    int64_t newest; /* the article that arrived last; 0 where there is none */
    uint64_t database_bytes;
    uint64_t index_bytes; /* of a writer; 0 for a reader */
};

WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_count(struct wtw_feed *feed,
                                                      struct wtw_feed_counts *out_counts,
                                                      struct wtw_error *error);

/*
 * wtw_feed_check() reads all of it: that pages and indexes agree, that every text unpacks
 * to what its checksum says, that its digest is what the text gives, and that clusters are
 * what the matches make of them. Returns WTW_OK, WTW_BAD_INPUT with the first thing that is
 * wrong, or what the database says. wtw_feed_tidy() gives up to 'pages' free pages back to
 * the system and says whether there are more.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_check(struct wtw_feed *feed,
                                                      uint64_t *out_articles,
                                                      struct wtw_error *error);
WTW_API WTW_MUST_CHECK enum wtw_status wtw_feed_tidy(struct wtw_feed *feed,
                                                     uint32_t pages, bool *out_more,
                                                     struct wtw_error *error);

/* wtw_feed_options() gives the options that the database was made under, but for threads,
 * kernel and watch; borrowed until the feed is closed. */
WTW_API const struct wtw_options *wtw_feed_options(const struct wtw_feed *feed);

#ifdef __cplusplus
}
#endif

#endif
