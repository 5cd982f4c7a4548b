/*
 * ledger.c - where each article stands and what it is called
 *
 * An open hash table with linear probing finds equal ids. A slot keeps 32 bits of the
 * hash beside the number, so that an id is only looked at where it is very likely equal.
 */
#include "cli/ledger.h"

#include "base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

enum { SLOTS_FIRST = 1024 };

void wtw_ledger_release(struct wtw_ledger *ledger)
{
    wtw_release_items(ledger->entries);
    wtw_release_items(ledger->slots);
    wtw_buffer_release(&ledger->ids);
    wtw_buffer_release(&ledger->longer_id);
    *ledger = (struct wtw_ledger){0};
}

struct wtw_slice wtw_ledger_id(const struct wtw_ledger *ledger, uint32_t number)
{
    size_t begin = ledger->entries[number].id_begin;
    size_t end = number + 1 < ledger->count ? ledger->entries[number + 1].id_begin
                                            : ledger->ids.count;

    return (struct wtw_slice){ledger->ids.items + begin, end - begin};
}

struct wtw_place wtw_ledger_place(const struct wtw_ledger *ledger, uint32_t number)
{
    const struct wtw_ledger_entry *entry = &ledger->entries[number];

    return (struct wtw_place){
        .offset = entry->offset,
        .byte_count = entry->byte_count,
        .line = entry->line,
        .input = entry->input,
        .text_begin = entry->text_begin,
    };
}

int64_t wtw_ledger_published(const struct wtw_ledger *ledger, uint32_t number)
{
    return ledger->entries[number].published_seconds;
}

static uint32_t hash_id(struct wtw_slice id)
{
    return (uint32_t)(XXH3_64bits(id.items, id.count) >> 32);
}

/* The slot of that id, or the free one where it belongs. */
static struct wtw_ledger_slot *find_slot(const struct wtw_ledger *ledger,
                                         struct wtw_slice id, uint32_t hash)
{
    size_t mask = ledger->slot_count - 1;

    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct wtw_ledger_slot *slot = &ledger->slots[i];
        struct wtw_slice other;

        if (!slot->number_plus_one)
            return slot;
        if (slot->hash != hash)
            continue;
        other = wtw_ledger_id(ledger, slot->number_plus_one - 1);
        if (other.count == id.count && memcmp(other.items, id.items, id.count) == 0)
            return slot;
    }
}

/* Seven of eight slots may be taken: probes stay short, and a slot is 8 bytes. */
static enum wtw_status grow_slots(struct wtw_ledger *ledger, struct wtw_error *error)
{
    size_t wanted = ledger->slot_count ? ledger->slot_count * 2 : SLOTS_FIRST;
    struct wtw_ledger_slot *slots = NULL;

    if (ledger->count + 1 <= ledger->slot_count / 8 * 7)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&slots, wanted, error));
    for (size_t i = 0; i < ledger->slot_count; i++) {
        size_t to = ledger->slots[i].hash & (wanted - 1);

        if (!ledger->slots[i].number_plus_one)
            continue;
        while (slots[to].number_plus_one)
            to = (to + 1) & (wanted - 1);
        slots[to] = ledger->slots[i];
    }
    wtw_release_items(ledger->slots);
    ledger->slots = slots;
    ledger->slot_count = wanted;
    return WTW_OK;
}

/* "input:line", or "input" for a file that is one article. */
static enum wtw_status append_place(struct wtw_buffer *buffer,
                                    const struct wtw_place *place, const char *input_name,
                                    bool is_whole_input, struct wtw_error *error)
{
    char line[16] = "";

    if (!is_whole_input)
        snprintf(line, sizeof line, ":%" PRIu32, place->line);
    WTW_TRY(wtw_buffer_append(buffer, input_name, strlen(input_name), error));
    return wtw_buffer_append(buffer, line, strlen(line), error);
}

static enum wtw_status store(struct wtw_ledger *ledger, struct wtw_slice id,
                             uint32_t hash, struct wtw_ledger_slot *slot,
                             struct wtw_ledger_entry *entry, struct wtw_error *error)
{
    WTW_TRY(
        WTW_GROW(&ledger->entries, &ledger->entry_capacity, ledger->count + 1, error));
    entry->id_begin = ledger->ids.count;
    WTW_TRY(wtw_buffer_append(&ledger->ids, id.items, id.count, error));
    slot->hash = hash;
    slot->number_plus_one = (uint32_t)ledger->count + 1;
    ledger->entries[ledger->count++] = *entry;
    return WTW_OK;
}

enum wtw_status wtw_ledger_add(struct wtw_ledger *ledger, struct wtw_slice id,
                               const struct wtw_place *place, int64_t published_seconds,
                               const char *input_name, bool is_whole_input,
                               struct wtw_error *error)
{
    struct wtw_ledger_entry entry = {.offset = place->offset,
                                     .published_seconds = published_seconds,
                                     .byte_count = place->byte_count,
                                     .line = place->line,
                                     .input = place->input,
                                     .text_begin = place->text_begin};
    struct wtw_buffer *longer = &ledger->longer_id;
    struct wtw_ledger_slot *slot = NULL;
    bool is_duplicate = false;

    WTW_TRY(grow_slots(ledger, error));
    longer->count = 0;
    WTW_TRY(wtw_buffer_append(longer, id.items, id.count, error));
    if (!id.count)
        WTW_TRY(append_place(longer, place, input_name, is_whole_input, error));
    for (;;) {
        struct wtw_slice unique = {longer->items, longer->count};
        uint32_t hash = hash_id(unique);

        slot = find_slot(ledger, unique, hash);
        if (!slot->number_plus_one) {
            WTW_TRY(store(ledger, unique, hash, slot, &entry, error));
            ledger->duplicate_ids += is_duplicate;
            return WTW_OK;
        }
        is_duplicate = true;
        WTW_TRY(wtw_buffer_append(longer, "@", 1, error));
        WTW_TRY(append_place(longer, place, input_name, is_whole_input, error));
    }
}
