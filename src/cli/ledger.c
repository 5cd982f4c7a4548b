/*
 * ledger.c - where each article stands and what it is called
 */
#include "cli/ledger.h"

#include "base/memory.h"

void wtw_ledger_init(struct wtw_ledger *ledger, const char *folder)
{
    *ledger = (struct wtw_ledger){.entries = {.folder = folder}};
    ledger->ids.bytes.folder = folder;
    ledger->ids.ends.folder = folder;
}

void wtw_ledger_release(struct wtw_ledger *ledger)
{
    wtw_paged_release(&ledger->entries);
    wtw_id_table_release(&ledger->ids);
    wtw_buffer_release(&ledger->name);
    wtw_ledger_init(ledger, NULL);
}

void wtw_ledger_close(struct wtw_ledger *ledger)
{
    wtw_id_table_close(&ledger->ids);
    wtw_buffer_release(&ledger->name);
}

struct wtw_span wtw_ledger_id(const struct wtw_ledger *ledger, uint32_t number)
{
    return wtw_id_table_text(&ledger->ids, number);
}

static struct wtw_ledger_entry copy_entry(const struct wtw_ledger *ledger,
                                          uint32_t number)
{
    struct wtw_ledger_entry entry;

    wtw_paged_copy(&ledger->entries, number * sizeof entry, &entry, sizeof entry);
    return entry;
}

struct wtw_place wtw_ledger_place(const struct wtw_ledger *ledger, uint32_t number)
{
    const struct wtw_ledger_entry entry = copy_entry(ledger, number);

    return (struct wtw_place){
        .offset = entry.offset,
        .byte_count = entry.byte_count,
        .line = entry.line,
        .input = entry.input,
        .text_begin = entry.text_begin,
    };
}

int64_t wtw_ledger_published(const struct wtw_ledger *ledger, uint32_t number)
{
    return copy_entry(ledger, number).published_seconds;
}

enum wtw_status wtw_ledger_copy_id(const struct wtw_ledger *ledger, uint32_t number,
                                   struct wtw_buffer *room, struct wtw_span *out_id,
                                   struct wtw_error *error)
{
    if (!ledger->ids.bytes.folder) {
        *out_id = wtw_ledger_id(ledger, number);
        return WTW_OK;
    }
    return wtw_id_table_copy(&ledger->ids, number, room, out_id, error);
}

enum wtw_status wtw_ledger_add(struct wtw_ledger *ledger, struct wtw_span id,
                               const struct wtw_place *place, int64_t published_seconds,
                               const char *input_name, bool is_whole_input,
                               struct wtw_error *error)
{
    const struct wtw_article_place named = {input_name, place->line, is_whole_input};
    struct wtw_buffer *name = &ledger->name;
    uint32_t number = 0;
    bool is_new = false;

    WTW_TRY(wtw_paged_reserve(
        &ledger->entries, (ledger->count + 1) * sizeof(struct wtw_ledger_entry), error));
    WTW_TRY(wtw_article_name_begin(name, id, &named, error));
    for (bool is_duplicate = false;; is_duplicate = true) {
        struct wtw_span text = {name->items, name->count};

        WTW_TRY(wtw_id_table_add(&ledger->ids, text, &number, &is_new, error));
        if (is_new) {
            ledger->duplicate_ids += is_duplicate;
            break;
        }
        WTW_TRY(wtw_article_name_extend(name, &named, error));
    }
    wtw_paged_touch(&ledger->entries);
    ((struct wtw_ledger_entry *)ledger->entries.memory)[number] =
        (struct wtw_ledger_entry){
            .offset = place->offset,
            .published_seconds = published_seconds,
            .byte_count = place->byte_count,
            .line = place->line,
            .input = place->input,
            .text_begin = place->text_begin,
        };
    ledger->count = (size_t)number + 1;
    return WTW_OK;
}

int64_t wtw_ledger_lag(const struct wtw_ledger *ledger, uint32_t other, uint32_t number)
{
    int64_t before = wtw_ledger_published(ledger, other);
    int64_t after = wtw_ledger_published(ledger, number);

    if (before == WTW_DATE_UNKNOWN || after == WTW_DATE_UNKNOWN)
        return WTW_DATE_UNKNOWN;
    return after - before;
}
