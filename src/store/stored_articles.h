/*
 * stored_articles.h - articles going into the database and coming out again
 */
#ifndef WTW_STORE_STORED_ARTICLES_H
#define WTW_STORE_STORED_ARTICLES_H

#include "store/database.h"

#include "wiretwin_feed.h"

/* A hash of all that an article says. */
struct wtw_record_hash {
    uint64_t low;
    uint64_t high;
};

struct wtw_stored_article {
    int64_t number; /* of arrival, from 1; set by the database */
    struct wtw_feed_article article;
    uint32_t agency;        /* that it credits, or WTW_NO_AGENCY */
    struct wtw_span digest; /* whatever is rebuilt into the index */
    /* article.text as wtw_text_pack() gave it, for articles on their way in; not looked at
     * in a database without texts. */
    struct wtw_span packed;
    /* Likewise, for those on their way in: as wtw_stored_article_hash() gave it; and whether
     * it was looked for since anything like it was added, and is not there. */
    struct wtw_record_hash record;
    bool is_unknown;
};

enum wtw_stored_verdict {
    WTW_STORED_NEW = 0,
    WTW_STORED_KNOWN = 1,  /* the same article is there already */
    WTW_STORED_VERSION = 2 /* its id is there with other words: kept as id@2, id@3, ... */
};

struct wtw_stored_receipt {
    int64_t number;
    int64_t source; /* its id, of an article that was added; 0 where that is not known */
    enum wtw_stored_verdict verdict;
};

/*
 * wtw_stored_article_hash() is what an article is recognised by, beside its id; any thread may
 * make it. wtw_stored_article_recognise() gives the number under which 'article' is there
 * already, 0 where it is not. wtw_stored_article_add() stores it unless it is there, and says under
 * which number, which is the next after all that were ever given. All of 'article' but its
 * number is read. It is durable when the call returns, in a batch when that is committed.
 * Return WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE, or what the database says; after a failure
 * the article is not there.
 */
struct wtw_record_hash wtw_stored_article_hash(const struct wtw_feed_article *article);
WTW_MUST_CHECK enum wtw_status wtw_stored_article_recognise(
    struct wtw_database *database, const struct wtw_feed_article *article,
    struct wtw_record_hash record, int64_t *out_number, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_article_add(
    struct wtw_database *database, const struct wtw_stored_article *article,
    struct wtw_stored_receipt *out_receipt, struct wtw_error *error);

/*
 * wtw_stored_article_find() gives the number of the article known as 'id', 0 where there is
 * none. wtw_stored_article_get() gives all of article 'number' but 'packed'; its bytes lie in
 * 'scratch' until that changes; its text is empty in a database without texts. It returns
 * WTW_END where there is no such article. wtw_stored_article_describe() gives all but text,
 * digest, rank and agency. wtw_stored_article_packed() gives the text alone, for
 * wtw_text_unpack() on any thread, in place of what 'out_packed' held; WTW_END also where
 * texts are left out.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_article_find(struct wtw_database *database,
                                                       struct wtw_span id,
                                                       int64_t *out_number,
                                                       struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_article_get(
    struct wtw_database *database, int64_t number, struct wtw_buffer *scratch,
    struct wtw_stored_article *out_article, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_article_describe(
    struct wtw_database *database, int64_t number, struct wtw_buffer *scratch,
    struct wtw_stored_article *out_article, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_article_packed(struct wtw_database *database,
                                                         int64_t number,
                                                         struct wtw_buffer *out_packed,
                                                         struct wtw_error *error);

/* wtw_stored_article_next() gives the lowest number above 'number', 0 where there is none:
 * from 0 on it walks through all articles in order of arrival. wtw_stored_article_last()
 * gives the highest number ever given, also where that article is gone. */
WTW_MUST_CHECK enum wtw_status wtw_stored_article_next(struct wtw_database *database,
                                                       int64_t number,
                                                       int64_t *out_number,
                                                       struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_article_last(struct wtw_database *database,
                                                       int64_t *out_number,
                                                       struct wtw_error *error);

/*
 * wtw_stored_article_delete() deletes article 'number' with its text, digest and matches, and
 * takes it out of its cluster, whose row stays as it was until wtw_stored_cluster_settle();
 * 'out_deleted' says whether it was there. wtw_stored_articles_oldest() gives the numbers of
 * up to 'room' articles that were published, or where that is not known arrived, before
 * 'before_seconds', the oldest first: those that go next.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_article_delete(struct wtw_database *database,
                                                         int64_t number,
                                                         bool *out_deleted,
                                                         struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_articles_oldest(struct wtw_database *database,
                                                          int64_t before_seconds,
                                                          int64_t *out_numbers,
                                                          size_t room, size_t *out_count,
                                                          struct wtw_error *error);

#endif
