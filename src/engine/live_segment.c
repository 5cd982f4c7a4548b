/*
 * live_segment.c - the keys of a range of texts, sorted and packed, and two such ranges joined
 *
 * A table of chains, which takes a dozen bytes for each key more than the key itself, would
 * be three times as large. What comes goes to such a table first (live_index.c), and here
 * when it has become many (live_packing.c). All columns lie in one block of memory, which is of large pages:
 * each key is looked up in another place, and in small pages the machine would look up where
 * the place is as well.
 */
#include "engine/live_segment.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A column while it is written, in the order of its entries. */
struct packer {
    struct wtw_live_column *column;
    struct wtw_live_split split;
    unsigned bits;
    uint32_t next_start;
};

static void begin_column(struct packer *packer, struct wtw_live_column *column,
                         unsigned bits, bool is_band)
{
    *packer = (struct packer){
        .column = column, .split = wtw_live_split_of(bits, is_band), .bits = bits};
}

/* Smaller blocks are not worth a large page. */
enum { LARGE_BYTES = 1 << 21 };

static enum wtw_status allocate_block(uint32_t **out_memory, size_t count,
                                      struct wtw_error *error)
{
    if (count >= LARGE_BYTES / sizeof(uint32_t))
        return wtw_allocate_large((void **)out_memory, count, sizeof(uint32_t), error);
    return WTW_RESIZE(out_memory, count, error);
}

enum wtw_status wtw_live_segment_reserve(struct wtw_live_segment *segment, uint32_t bands,
                                         struct wtw_live_rooms rooms,
                                         struct wtw_error *error)
{
    size_t band_starts = wtw_live_start_count(segment->bits, true) + 1;
    size_t key_starts = wtw_live_start_count(segment->bits, false) + 1;
    uint32_t *next = NULL;

    WTW_TRY(allocate_block(
        &segment->memory,
        (band_starts + rooms.of_band) * bands + key_starts + rooms.of_keys, error));
    next = segment->memory;
    for (uint32_t i = 0; i <= bands; i++) {
        segment->columns[i].starts = next;
        next += i < bands ? band_starts : key_starts;
        segment->columns[i].entries = next;
        next += i < bands ? rooms.of_band : rooms.of_keys;
    }
    return WTW_OK;
}

static void put(struct packer *packer, uint32_t key, uint32_t distance)
{
    struct wtw_live_column *column = packer->column;

    while (packer->next_start <= key >> packer->split.shift)
        column->starts[packer->next_start++] = column->count;
    column->entries[column->count++] =
        wtw_live_entry_of(packer->split, packer->bits, key, distance);
}

static void end_column(struct packer *packer, bool is_band)
{
    while (packer->next_start <= wtw_live_start_count(packer->bits, is_band))
        packer->column->starts[packer->next_start++] = packer->column->count;
}

static unsigned bits_for(uint32_t span)
{
    unsigned bits = WTW_LIVE_SEGMENT_BITS;

    while (span > UINT32_C(1) << bits)
        bits++;
    return bits;
}

enum wtw_status wtw_live_segment_begin(struct wtw_live_segment *segment, uint32_t first,
                                       uint32_t span, uint32_t bands,
                                       struct wtw_error *error)
{
    *segment =
        (struct wtw_live_segment){.first = first, .span = span, .bits = bits_for(span)};
    return WTW_ALLOCATE(&segment->columns, (size_t)bands + 1, error);
}

/* ------------------------------------------------------------------ of two segments */

/* Where the reading of a column has come to. */
struct reading {
    const struct wtw_live_segment *segment;
    const struct wtw_live_column *column;
    struct wtw_live_split split;
    uint32_t next;  /* entry */
    uint32_t start; /* its key's top bits */
};

static struct reading begin_reading(const struct wtw_live_segment *segment,
                                    uint32_t column, bool is_band)
{
    struct reading reading = {.segment = segment};

    if (segment) {
        reading.column = &segment->columns[column];
        reading.split = wtw_live_split_of(segment->bits, is_band);
    }
    return reading;
}

/* The next entry as key << 32 | text; UINT64_MAX at the end. */
static uint64_t peek(struct reading *reading)
{
    const struct wtw_live_segment *segment = reading->segment;
    uint32_t entry = 0;
    uint32_t key = 0;

    if (!segment || reading->next == reading->column->count)
        return UINT64_MAX;
    while (reading->column->starts[reading->start + 1] <= reading->next)
        reading->start++;
    entry = reading->column->entries[reading->next];
    key = reading->start << reading->split.shift | entry >> segment->bits
                                                                << reading->split.low;
    return (uint64_t)key << 32 |
           (segment->first + (entry & ((UINT32_C(1) << segment->bits) - 1)));
}

struct joining {
    const struct wtw_live_segment *a;
    const struct wtw_live_segment *b; /* NULL for none */
    uint32_t end;
    const uint8_t *flags;
};

static void join_column(const struct joining *joining, struct packer *packer,
                        uint32_t first, uint32_t column, bool is_band)
{
    struct reading a = begin_reading(joining->a, column, is_band);
    struct reading b = begin_reading(joining->b, column, is_band);
    uint64_t from_a = peek(&a);
    uint64_t from_b = peek(&b);

    while (from_a != UINT64_MAX || from_b != UINT64_MAX) {
        uint64_t entry = from_a < from_b ? from_a : from_b;
        uint32_t text = (uint32_t)entry;

        if (text < joining->end && (joining->flags[text] & WTW_LIVE_TEXT))
            put(packer, (uint32_t)(entry >> 32), text - first);
        if (from_a < from_b) {
            a.next++;
            from_a = peek(&a);
        } else {
            b.next++;
            from_b = peek(&b);
        }
    }
    end_column(packer, is_band);
}

static struct wtw_live_rooms rooms_of(const struct wtw_live_segment *segment,
                                      uint32_t bands)
{
    if (!segment)
        return (struct wtw_live_rooms){0, 0};
    return (struct wtw_live_rooms){segment->columns[0].count,
                                   segment->columns[bands].count};
}

static void copy_columns(const struct wtw_live_segment *from, uint32_t bands,
                         struct wtw_live_segment *to)
{
    for (uint32_t i = 0; i <= bands; i++) {
        const struct wtw_live_column *column = &from->columns[i];

        to->columns[i].count = column->count;
        memcpy(to->columns[i].starts, column->starts,
               (wtw_live_start_count(from->bits, i < bands) + 1) *
                   sizeof column->starts[0]);
        if (column->count)
            memcpy(to->columns[i].entries, column->entries,
                   column->count * sizeof column->entries[0]);
    }
}

/* Gives room back that an eighth of the texts or more would have taken, but have gone. */
static enum wtw_status trim(struct wtw_live_segment *segment, uint32_t bands,
                            struct wtw_live_rooms rooms, struct wtw_error *error)
{
    struct wtw_live_rooms used = rooms_of(segment, bands);
    struct wtw_live_segment trimmed = *segment;
    enum wtw_status status = WTW_OK;

    if (used.of_keys + used.of_keys / 8 >= rooms.of_keys)
        return WTW_OK;
    trimmed.memory = NULL;
    trimmed.columns = NULL;
    WTW_TRY(WTW_ALLOCATE(&trimmed.columns, (size_t)bands + 1, error));
    status = wtw_live_segment_reserve(&trimmed, bands, used, error);
    if (status == WTW_OK) {
        copy_columns(segment, bands, &trimmed);
        wtw_live_segment_release(segment);
        *segment = trimmed;
    } else {
        wtw_live_segment_release(&trimmed);
    }
    return status;
}

static enum wtw_status join_columns(const struct joining *joining, uint32_t bands,
                                    struct wtw_live_segment *segment,
                                    struct wtw_error *error)
{
    const struct wtw_live_rooms a = rooms_of(joining->a, bands);
    const struct wtw_live_rooms b = rooms_of(joining->b, bands);
    const struct wtw_live_rooms rooms = {a.of_band + b.of_band, a.of_keys + b.of_keys};

    WTW_TRY(wtw_live_segment_reserve(segment, bands, rooms, error));
    for (uint32_t column = 0; column <= bands; column++) {
        bool is_band = column < bands;
        struct packer packer;

        begin_column(&packer, &segment->columns[column], segment->bits, is_band);
        join_column(joining, &packer, segment->first, column, is_band);
    }
    return trim(segment, bands, rooms, error);
}

enum wtw_status wtw_live_segment_join(const struct wtw_live_segment *a,
                                      const struct wtw_live_segment *b, uint32_t bands,
                                      uint32_t end, const uint8_t *flags,
                                      struct wtw_live_segment *out_segment,
                                      struct wtw_error *error)
{
    const struct joining joining = {a, b, end, flags};
    const struct wtw_live_segment *last = b ? b : a;
    uint32_t last_end = last->first + last->span;
    struct wtw_live_segment segment = {.columns = NULL};
    enum wtw_status status = wtw_live_segment_begin(
        &segment, a->first, (end < last_end ? end : last_end) - a->first, bands, error);

    if (status == WTW_OK)
        status = join_columns(&joining, bands, &segment, error);
    if (status == WTW_OK)
        *out_segment = segment;
    else
        wtw_live_segment_release(&segment);
    return status;
}

void wtw_live_segment_release(struct wtw_live_segment *segment)
{
    wtw_release_items(segment->memory);
    wtw_release_items(segment->columns);
    *segment = (struct wtw_live_segment){0};
}

uint64_t wtw_live_segment_bytes(const struct wtw_live_segment *segment, uint32_t bands)
{
    uint64_t starts = wtw_live_start_count(segment->bits, true) * bands +
                      wtw_live_start_count(segment->bits, false);
    uint64_t entries = 0;

    for (uint32_t i = 0; i <= bands; i++)
        entries += segment->columns[i].count;
    return (starts + entries) * sizeof(uint32_t);
}
