/*
 * stored_articles.h - articles going into the database and coming out again
 */
#ifndef WTW_STORE_STORED_ARTICLES_H
#define WTW_STORE_STORED_ARTICLES_H

#include "store/database.h"

/* Bytes that are UTF-8 where people see them, not ended by NUL; NULL when count is 0. */
struct wtw_stored_bytes {
    const char *items;
    size_t count;
};

struct wtw_stored_article {
    int64_t number; /* of arrival, from 1; set by the database */
    struct wtw_stored_bytes id;
    /* The article came without an id, and 'id' says only where it stood: then it is known
     * again by all that it says. */
    bool has_made_up_id;
    struct wtw_stored_bytes url;
    struct wtw_stored_bytes source;
    struct wtw_stored_bytes title;
    struct wtw_stored_bytes text;
    int64_t published_seconds; /* or WTW_DATE_UNKNOWN */
    int64_t arrived_seconds;
    struct wtw_stored_bytes digest; /* whatever is rebuilt into the index */
};

enum wtw_stored_verdict {
    WTW_STORED_NEW = 0,
    WTW_STORED_KNOWN = 1,  /* the same article is there already */
    WTW_STORED_VERSION = 2 /* its id is there with other words: kept as id@2, id@3, ... */
};

struct wtw_stored_receipt {
    int64_t number;
    enum wtw_stored_verdict verdict;
};

/*
 * wtw_stored_article_add() stores an article unless it is there already, and says under
 * which number. All of 'article' but its number is read. It is durable when the call
 * returns, in a batch when that is committed. Returns WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE,
 * or what the database says; after a failure the article is not there.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_article_add(
    struct wtw_database *database, const struct wtw_stored_article *article,
    struct wtw_stored_receipt *out_receipt, struct wtw_error *error);

/*
 * wtw_stored_article_find() gives the number of the article known as 'id', 0 where there is
 * none. wtw_stored_article_get() gives all of article 'number'; its bytes lie in 'scratch'
 * until that changes; 'text' is empty in a database without texts. It returns WTW_END where
 * there is no such article.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_article_find(struct wtw_database *database,
                                                       struct wtw_stored_bytes id,
                                                       int64_t *out_number,
                                                       struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_article_get(
    struct wtw_database *database, int64_t number, struct wtw_buffer *scratch,
    struct wtw_stored_article *out_article, struct wtw_error *error);

/* wtw_stored_article_next() gives the lowest number above 'number', 0 where there is none:
 * from 0 on it walks through all articles in order of arrival. */
WTW_MUST_CHECK enum wtw_status wtw_stored_article_next(struct wtw_database *database,
                                                       int64_t number,
                                                       int64_t *out_number,
                                                       struct wtw_error *error);

/*
 * wtw_stored_article_delete() deletes article 'number'; 'out_deleted' says whether it was
 * there. wtw_stored_articles_expire() deletes up to 'limit' articles that were published,
 * or where that is not known arrived, before 'before_seconds', the oldest first, and counts
 * them; their room is given back to the system as far as that is quick.
 */
WTW_MUST_CHECK enum wtw_status wtw_stored_article_delete(struct wtw_database *database,
                                                         int64_t number,
                                                         bool *out_deleted,
                                                         struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stored_articles_expire(struct wtw_database *database,
                                                          int64_t before_seconds,
                                                          uint32_t limit,
                                                          uint32_t *out_count,
                                                          struct wtw_error *error);

/* wtw_stored_articles_count() is how many there are. */
WTW_MUST_CHECK enum wtw_status wtw_stored_articles_count(struct wtw_database *database,
                                                         uint64_t *out_count,
                                                         struct wtw_error *error);

#endif
