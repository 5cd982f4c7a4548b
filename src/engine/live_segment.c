/*
 * live_segment.c - the keys of a range of texts, sorted and packed
 *
 * A table of chains, which takes a dozen bytes for each key more than the key itself, would
 * be three times as large. What comes goes to such a table first (live_index.c), and here
 * when it has become many.
 */
#include "engine/live_segment.h"

#include "base/memory.h"
#include "match/radix_sort.h"

/* A column while it is written, in the order of its entries. */
struct packer {
    struct wtw_live_column *column;
    struct wtw_live_split split;
    unsigned bits;
    uint32_t next_start;
};

static enum wtw_status begin_column(struct packer *packer, struct wtw_live_column *column,
                                    unsigned bits, bool is_band, uint32_t room,
                                    struct wtw_error *error)
{
    *packer = (struct packer){
        .column = column, .split = wtw_live_split_of(bits, is_band), .bits = bits};
    WTW_TRY(WTW_RESIZE(&column->starts, wtw_live_start_count(bits, is_band) + 1, error));
    return WTW_RESIZE(&column->entries, room, error);
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

static enum wtw_status begin_segment(struct wtw_live_segment *segment, uint32_t first,
                                     uint32_t span, uint32_t bands,
                                     struct wtw_error *error)
{
    *segment =
        (struct wtw_live_segment){.first = first, .span = span, .bits = bits_for(span)};
    return WTW_ALLOCATE(&segment->columns, (size_t)bands + 1, error);
}

/* ------------------------------------------------------------------ of recent texts */

struct sorting {
    uint64_t *entries; /* key << 32 | distance */
    uint64_t *scratch;
};

static enum wtw_status pack_entries(const struct sorting *sorting, size_t count,
                                    struct wtw_live_segment *segment, uint32_t column,
                                    bool is_band, struct wtw_error *error)
{
    struct packer packer;

    WTW_TRY(begin_column(&packer, &segment->columns[column], segment->bits, is_band,
                         (uint32_t)count, error));
    wtw_sort_hashes(sorting->entries, sorting->scratch, count, 0);
    for (size_t i = 0; i < count; i++)
        put(&packer, (uint32_t)(sorting->entries[i] >> 32),
            (uint32_t)sorting->entries[i]);
    end_column(&packer, is_band);
    return WTW_OK;
}

static enum wtw_status pack_columns(const struct sorting *sorting,
                                    const struct wtw_live_recent *recent, uint32_t bands,
                                    struct wtw_live_segment *segment,
                                    struct wtw_error *error)
{
    size_t key_count = recent->count ? recent->key_ends[recent->count - 1] : 0;

    for (uint32_t band = 0; band < bands; band++) {
        for (size_t i = 0; i < recent->count; i++) {
            uint32_t key = recent->band_keys[i * bands + band];

            key &= ~(uint32_t)WTW_LIVE_BAND_KEY_MASK;
            sorting->entries[i] =
                (uint64_t)key << 32 | (recent->numbers[i] - segment->first);
        }
        WTW_TRY(pack_entries(sorting, recent->count, segment, band, true, error));
    }
    for (size_t i = 0; i < key_count; i++)
        sorting->entries[i] = (uint64_t)recent->keys[i] << 32 |
                              (recent->numbers[recent->key_texts[i]] - segment->first);
    return pack_entries(sorting, key_count, segment, bands, false, error);
}

enum wtw_status wtw_live_segment_pack(const struct wtw_live_recent *recent,
                                      uint32_t bands, uint32_t span,
                                      struct wtw_live_segment *out_segment,
                                      struct wtw_error *error)
{
    struct sorting sorting = {.entries = NULL};
    struct wtw_live_segment segment = {.columns = NULL};
    size_t room = recent->count ? recent->key_ends[recent->count - 1] : 0;
    enum wtw_status status = begin_segment(&segment, recent->first, span, bands, error);

    room = room > recent->count ? room : recent->count;
    if (status == WTW_OK)
        status = WTW_RESIZE(&sorting.entries, room, error);
    if (status == WTW_OK)
        status = WTW_RESIZE(&sorting.scratch, room, error);
    if (status == WTW_OK)
        status = pack_columns(&sorting, recent, bands, &segment, error);
    wtw_release_items(sorting.entries);
    wtw_release_items(sorting.scratch);
    if (status == WTW_OK)
        *out_segment = segment;
    else
        wtw_live_segment_release(&segment, bands);
    return status;
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

static enum wtw_status join_columns(const struct joining *joining, uint32_t bands,
                                    struct wtw_live_segment *segment,
                                    struct wtw_error *error)
{
    for (uint32_t column = 0; column <= bands; column++) {
        bool is_band = column < bands;
        uint32_t room = joining->a->columns[column].count;
        struct packer packer;

        room += joining->b ? joining->b->columns[column].count : 0;
        WTW_TRY(begin_column(&packer, &segment->columns[column], segment->bits, is_band,
                             room, error));
        join_column(joining, &packer, segment->first, column, is_band);
        if (packer.column->count < room)
            WTW_TRY(WTW_RESIZE(&packer.column->entries, packer.column->count, error));
    }
    return WTW_OK;
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
    enum wtw_status status = begin_segment(
        &segment, a->first, (end < last_end ? end : last_end) - a->first, bands, error);

    if (status == WTW_OK)
        status = join_columns(&joining, bands, &segment, error);
    if (status == WTW_OK)
        *out_segment = segment;
    else
        wtw_live_segment_release(&segment, bands);
    return status;
}

void wtw_live_segment_release(struct wtw_live_segment *segment, uint32_t bands)
{
    for (uint32_t i = 0; segment->columns && i <= bands; i++) {
        wtw_release_items(segment->columns[i].starts);
        wtw_release_items(segment->columns[i].entries);
    }
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
