/*
 * ledger.h - where each article stands and what it is called
 *
 * Ids are unique: an article whose id came before gets its place behind it,
 * "a-17@news.jsonl:204". 40 bytes an article and its id, in files where memory is bounded,
 * and 9 to 19 for finding equal ids, which are always in memory.
 */
#ifndef WTW_CLI_LEDGER_H
#define WTW_CLI_LEDGER_H

#include "cli/id_table.h"
#include "read/reader.h"
#include "wiretwin.h"

struct wtw_ledger_entry {
    uint64_t offset;
    int64_t published_seconds;
    uint32_t byte_count;
    uint32_t line;
    uint32_t input;
    uint32_t text_begin;
};

/* Ended by release. */
struct wtw_ledger {
    struct wtw_paged entries; /* struct wtw_ledger_entry */
    size_t count;
    struct wtw_id_table ids; /* numbered as the articles are */
    uint64_t duplicate_ids;
    struct wtw_buffer name; /* of an article, while it is made */
};

/* wtw_ledger_init() makes an empty ledger: in memory where 'folder' is NULL, otherwise, but
 * for what finds equal ids, in temporary files there; 'folder' is borrowed. */
void wtw_ledger_init(struct wtw_ledger *ledger, const char *folder);
void wtw_ledger_release(struct wtw_ledger *ledger);

/*
 * wtw_ledger_add() notes the next article. 'id' may be empty: then its place is its id,
 * input and line, or the input alone where 'is_whole_input'. Returns WTW_OK,
 * WTW_NO_MEMORY, WTW_TOO_LARGE, WTW_IO.
 */
WTW_MUST_CHECK enum wtw_status wtw_ledger_add(struct wtw_ledger *ledger,
                                              struct wtw_span id,
                                              const struct wtw_place *place,
                                              int64_t published_seconds,
                                              const char *input_name, bool is_whole_input,
                                              struct wtw_error *error);

/* wtw_ledger_close() gives back what only adding and finding ids need; neither is done
 * afterwards. */
void wtw_ledger_close(struct wtw_ledger *ledger);

/* Of article 'number', below count; the id is borrowed until the next add. */
struct wtw_span wtw_ledger_id(const struct wtw_ledger *ledger, uint32_t number);

/* wtw_ledger_copy_id() gives the id too, in 'room' where the ledger may be more than memory:
 * for who wants ids from anywhere in it. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_ledger_copy_id(const struct wtw_ledger *ledger,
                                                  uint32_t number,
                                                  struct wtw_buffer *room,
                                                  struct wtw_span *out_id,
                                                  struct wtw_error *error);
struct wtw_place wtw_ledger_place(const struct wtw_ledger *ledger, uint32_t number);
int64_t wtw_ledger_published(const struct wtw_ledger *ledger, uint32_t number);

/* wtw_ledger_lag() is how many seconds article 'number' came after another, negative
 * before it; WTW_DATE_UNKNOWN where one of the dates is. */
int64_t wtw_ledger_lag(const struct wtw_ledger *ledger, uint32_t other, uint32_t number);

#endif
