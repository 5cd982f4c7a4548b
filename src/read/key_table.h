/*
 * key_table.h - the names under which articles keep their fields
 */
#ifndef WTW_READ_KEY_TABLE_H
#define WTW_READ_KEY_TABLE_H

#include "read/reader.h"

/* A name and its field. Of two names for one field, the one with the lower row is the
 * surer. */
struct wtw_key_row {
    const char *key;
    enum wtw_field_name field;
    bool is_crawl_date; /* says when an article was fetched, not when it was published */
};

/* The row of names that are in no table; all rows are below it. */
enum { WTW_NO_ROW = 255 };

/* Twice a power of two over the number of names: most names have a slot to themselves. */
enum { WTW_KEY_SLOTS = 256 };

/* Finds names quickly: a row for each slot of a hash table, or WTW_NO_ROW. */
struct wtw_key_table {
    uint8_t rows[WTW_KEY_SLOTS];
};

void wtw_key_table_init(struct wtw_key_table *out_table);

/* wtw_key_table_find() gives the row of 'key' or WTW_NO_ROW; wtw_key_table_row() what is
 * in a row. */
size_t wtw_key_table_find(const struct wtw_key_table *table, struct wtw_span key);
const struct wtw_key_row *wtw_key_table_row(size_t row);

#endif
