/*
 * one_article.h - the one article that a word of the command line names
 */
#ifndef WTW_CLI_ONE_ARTICLE_H
#define WTW_CLI_ONE_ARTICLE_H

#include "cli/settings.h"
#include "write/article_info.h"

/* Zeroes are ready; end with release. */
struct wtw_one_article {
    struct wtw_reader *reader; /* owned: fields may borrow from it */
    struct wtw_buffer path;    /* owned: of the file, without what follows it */
    const char *paths[1];      /* that path, for the reader */
    struct wtw_buffer bytes;   /* owned: the record */
    struct wtw_buffer scratch; /* owned */
    struct wtw_article_info info;
    struct wtw_span text;
    char place_id[300]; /* the id of an article that has none */
};

/*
 * wtw_one_article_load() reads the article that 'name' names: a file with just one
 * article in it, FILE#ID or FILE:LINE. A file of exactly that name wins over the other
 * readings. Returns WTW_OK, WTW_IO, WTW_BAD_INPUT (none, or more than one),
 * WTW_NO_MEMORY; release also after a failure.
 */
WTW_MUST_CHECK enum wtw_status wtw_one_article_load(struct wtw_one_article *article,
                                                    const char *name,
                                                    const struct wtw_settings *settings,
                                                    struct wtw_error *error);
void wtw_one_article_release(struct wtw_one_article *article);

#endif
