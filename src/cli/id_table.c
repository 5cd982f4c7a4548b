/*
 * id_table.c - texts numbered in the order in which they come, and found again
 *
 * An open hash table with linear probing. A slot keeps 32 bits of the hash beside the
 * number, so that a text is only looked at where it is very likely equal.
 */
#include "cli/id_table.h"

#include "base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

enum { SLOTS_FIRST = 1024 };

void wtw_id_table_release(struct wtw_id_table *table)
{
    const char *folder = table->bytes.folder;

    wtw_paged_release(&table->ends);
    wtw_paged_release(&table->bytes);
    wtw_release_items(table->slots);
    *table =
        (struct wtw_id_table){.bytes = {.folder = folder}, .ends = {.folder = folder}};
}

void wtw_id_table_close(struct wtw_id_table *table)
{
    wtw_release_items(table->slots);
    table->slots = NULL;
    table->slot_count = 0;
}

struct wtw_span wtw_id_table_text(const struct wtw_id_table *table, uint32_t number)
{
    const uint64_t *ends = table->ends.memory;
    uint64_t begin = number ? ends[number - 1] : 0;

    wtw_paged_touch(&table->ends);
    wtw_paged_touch(&table->bytes);
    return (struct wtw_span){(const char *)table->bytes.memory + begin,
                             ends[number] - begin};
}

enum wtw_status wtw_id_table_copy(const struct wtw_id_table *table, uint32_t number,
                                  struct wtw_buffer *room, struct wtw_span *out_text,
                                  struct wtw_error *error)
{
    uint64_t ends[2] = {0, 0}; /* of the text before it, and its own */
    size_t first = number ? number - 1 : 0;
    size_t count = number ? 2 : 1;

    wtw_paged_copy(&table->ends, first * sizeof ends[0], ends + 2 - count,
                   count * sizeof ends[0]);
    room->count = 0;
    WTW_TRY(wtw_buffer_reserve(room, ends[1] - ends[0] + 1, error));
    room->count = ends[1] - ends[0];
    wtw_paged_copy(&table->bytes, ends[0], room->items, room->count);
    *out_text = (struct wtw_span){room->items, room->count};
    return WTW_OK;
}

static uint32_t hash_text(struct wtw_span text)
{
    return (uint32_t)(XXH3_64bits(text.items, text.count) >> 32);
}

/* The slot of that text, or the free one where it belongs. */
static struct wtw_id_slot *find_slot(const struct wtw_id_table *table,
                                     struct wtw_span text, uint32_t hash)
{
    size_t mask = table->slot_count - 1;

    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct wtw_id_slot *slot = &table->slots[i];
        struct wtw_span other;

        if (!slot->number_plus_one)
            return slot;
        if (slot->hash != hash)
            continue;
        other = wtw_id_table_text(table, slot->number_plus_one - 1);
        if (other.count == text.count &&
            (!text.count || memcmp(other.items, text.items, text.count) == 0))
            return slot;
    }
}

/* There is room for it. */
static void append_text(struct wtw_id_table *table, struct wtw_span text)
{
    uint64_t *ends = table->ends.memory;

    if (text.count)
        memcpy((char *)table->bytes.memory + table->byte_count, text.items, text.count);
    table->byte_count += text.count;
    ends[table->count] = table->byte_count;
    wtw_paged_touch(&table->ends);
    wtw_paged_touch(&table->bytes);
}

bool wtw_id_table_find(const struct wtw_id_table *table, struct wtw_span text,
                       uint32_t *out_number)
{
    const struct wtw_id_slot *slot = NULL;

    if (table->slot_count)
        slot = find_slot(table, text, hash_text(text));
    if (!slot || !slot->number_plus_one)
        return false;
    *out_number = slot->number_plus_one - 1;
    return true;
}

/* Seven of eight slots may be taken: probes stay short, and a slot is 8 bytes. */
static enum wtw_status grow_slots(struct wtw_id_table *table, struct wtw_error *error)
{
    size_t wanted = table->slot_count ? table->slot_count * 2 : SLOTS_FIRST;
    struct wtw_id_slot *slots = NULL;

    if (table->count + 1 <= table->slot_count / 8 * 7)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&slots, wanted, error));
    for (size_t i = 0; i < table->slot_count; i++) {
        size_t to = table->slots[i].hash & (wanted - 1);

        if (!table->slots[i].number_plus_one)
            continue;
        while (slots[to].number_plus_one)
            to = (to + 1) & (wanted - 1);
        slots[to] = table->slots[i];
    }
    wtw_release_items(table->slots);
    table->slots = slots;
    table->slot_count = wanted;
    return WTW_OK;
}

enum wtw_status wtw_id_table_add(struct wtw_id_table *table, struct wtw_span text,
                                 uint32_t *out_number, bool *out_is_new,
                                 struct wtw_error *error)
{
    uint32_t hash = hash_text(text);
    struct wtw_id_slot *slot = NULL;

    if (text.count > UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE, "an id of %zu bytes is too long",
                        text.count);
    if (table->count == UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE, "there are more than 4 billion ids");
    WTW_TRY(grow_slots(table, error));
    slot = find_slot(table, text, hash);
    if (slot->number_plus_one) {
        *out_number = slot->number_plus_one - 1;
        *out_is_new = false;
        return WTW_OK;
    }
    WTW_TRY(
        wtw_paged_reserve(&table->ends, (table->count + 1) * sizeof(uint64_t), error));
    WTW_TRY(wtw_paged_reserve(&table->bytes, table->byte_count + text.count + 1, error));
    append_text(table, text);
    slot->hash = hash;
    slot->number_plus_one = (uint32_t)table->count + 1;
    *out_number = (uint32_t)table->count++;
    *out_is_new = true;
    return WTW_OK;
}

/* "input:line", with the column if it is not the first, or "input" for a file that is one article. */
static enum wtw_status append_place(struct wtw_buffer *buffer,
                                    const struct wtw_article_place *place,
                                    struct wtw_error *error)
{
    char line[32] = "";

    if (!place->is_whole_input && place->column)
        snprintf(line, sizeof line, ":%" PRIu32 ":%" PRIu32, place->line, place->column);
    else if (!place->is_whole_input)
        snprintf(line, sizeof line, ":%" PRIu32, place->line);
    WTW_TRY(
        wtw_buffer_append(buffer, place->input_name, strlen(place->input_name), error));
    return wtw_buffer_append(buffer, line, strlen(line), error);
}

enum wtw_status wtw_article_name_begin(struct wtw_buffer *name, struct wtw_span id,
                                       const struct wtw_article_place *place,
                                       struct wtw_error *error)
{
    name->count = 0;
    if (!id.count)
        return append_place(name, place, error);
    return wtw_buffer_append(name, id.items, id.count, error);
}

enum wtw_status wtw_article_name_extend(struct wtw_buffer *name,
                                        const struct wtw_article_place *place,
                                        struct wtw_error *error)
{
    WTW_TRY(wtw_buffer_append(name, "@", 1, error));
    return append_place(name, place, error);
}
