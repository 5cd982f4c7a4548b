/*
 * id_table.h - texts numbered in the order in which they come, and found again
 *
 * For ids of articles, names of clusters, labels. 8 bytes a text and 9 to 19 for finding
 * it, besides its own.
 */
#ifndef WTW_CLI_ID_TABLE_H
#define WTW_CLI_ID_TABLE_H

#include "base/paged_memory.h"
#include "read/reader.h"
#include "wiretwin.h"

struct wtw_id_slot {
    uint32_t hash;
    uint32_t number_plus_one; /* 0: free */
};

/* Zeroes are an empty table, also with bytes.folder and ends.folder set, for texts that may
 * be more than memory; end with release. */
struct wtw_id_table {
    struct wtw_paged bytes;
    size_t byte_count;
    struct wtw_paged ends; /* uint64_t: of each text in 'bytes' */
    size_t count;
    struct wtw_id_slot *slots;
    size_t slot_count; /* a power of two */
};

void wtw_id_table_release(struct wtw_id_table *table);

/* The text of 'number', below count; borrowed until the next text is added. */
struct wtw_span wtw_id_table_text(const struct wtw_id_table *table, uint32_t number);

/* wtw_id_table_copy() is the same in 'room', for who wants texts from anywhere of a table
 * that may be more than memory. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_id_table_copy(const struct wtw_id_table *table,
                                                 uint32_t number, struct wtw_buffer *room,
                                                 struct wtw_span *out_text,
                                                 struct wtw_error *error);

bool wtw_id_table_find(const struct wtw_id_table *table, struct wtw_span text,
                       uint32_t *out_number);

/*
 * wtw_id_table_add() gives the text's number, a new one where it was not there before,
 * which '*out_is_new' tells. Returns WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE; after a
 * failure the table holds what it held before.
 */
WTW_MUST_CHECK enum wtw_status wtw_id_table_add(struct wtw_id_table *table,
                                                struct wtw_span text,
                                                uint32_t *out_number, bool *out_is_new,
                                                struct wtw_error *error);

/* wtw_id_table_close() gives back what is needed only to find texts; none is found or added
 * afterwards. */
void wtw_id_table_close(struct wtw_id_table *table);

/* Where an article stands, for its name. */
struct wtw_article_place {
    const char *input_name;
    uint32_t line;
    bool is_whole_input; /* the input is one article */
    uint32_t column;     /* 0 where it begins its line */
};

/*
 * wtw_article_name_begin() writes an article's name to 'name', in place of what it held:
 * its id, or its place where the id is empty, "news.jsonl:204", with its column where it
 * does not begin the line, "news.json:1:3077". Where that name is taken,
 * wtw_article_name_extend() puts the place behind it, "a-17@news.jsonl:204". Both return
 * WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_article_name_begin(
    struct wtw_buffer *name, struct wtw_span id, const struct wtw_article_place *place,
    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_article_name_extend(
    struct wtw_buffer *name, const struct wtw_article_place *place,
    struct wtw_error *error);

#endif
