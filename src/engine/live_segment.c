/*
 * live_segment.c - the keys of a range of texts, sorted and packed
 *
 * A table of chains, which takes a dozen bytes for each key more than the key itself, would
 * be three times as large. What comes goes to such a table first (live_index.c), and here
 * when it has become many. All columns lie in one block of memory, which is of large pages:
 * each key is looked up in another place, and in small pages the machine would look up where
 * the place is as well.
 */
#include "engine/live_segment.h"

#include "base/memory.h"
#include "base/threads.h"

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

/* How many entries the columns of a segment take. */
struct rooms {
    size_t of_band;
    size_t of_keys;
};

/* Smaller blocks are not worth a large page. */
enum { LARGE_BYTES = 1 << 21 };

static enum wtw_status allocate_block(uint32_t **out_memory, size_t count,
                                      struct wtw_error *error)
{
    if (count >= LARGE_BYTES / sizeof(uint32_t))
        return wtw_allocate_large((void **)out_memory, count, sizeof(uint32_t), error);
    return WTW_RESIZE(out_memory, count, error);
}

/* Gives all columns of a segment that has none their starts and entries. */
static enum wtw_status reserve_columns(struct wtw_live_segment *segment, uint32_t bands,
                                       struct rooms rooms, struct wtw_error *error)
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

static enum wtw_status begin_segment(struct wtw_live_segment *segment, uint32_t first,
                                     uint32_t span, uint32_t bands,
                                     struct wtw_error *error)
{
    *segment =
        (struct wtw_live_segment){.first = first, .span = span, .bits = bits_for(span)};
    return WTW_ALLOCATE(&segment->columns, (size_t)bands + 1, error);
}

/* ------------------------------------------------------------------ of recent texts */

static enum wtw_status reserve_sorting(struct wtw_live_sorting *sorting, size_t count,
                                       struct wtw_error *error)
{
    if (count <= sorting->capacity)
        return WTW_OK;
    wtw_live_sorting_release(sorting);
    WTW_TRY(wtw_allocate_large((void **)&sorting->entries, count,
                               sizeof sorting->entries[0], error));
    WTW_TRY(wtw_allocate_large((void **)&sorting->scratch, count,
                               sizeof sorting->scratch[0], error));
    sorting->capacity = count;
    return WTW_OK;
}

void wtw_live_sorting_release(struct wtw_live_sorting *sorting)
{
    wtw_release_items(sorting->entries);
    wtw_release_items(sorting->scratch);
    *sorting = (struct wtw_live_sorting){.thread_count = sorting->thread_count};
}

/*
 * Sorting by counting: entries are parted by the top bits of their keys, so that a part stays
 * in the cache, and each part is laid out by the bits of its starts and FINER_BITS more. What
 * has fallen into one place is nearly sorted then.
 */
enum { FINER_BITS = 3, COUNTER_BITS = 12, PART_BITS_MAX = 10, MANY_ENTRIES = 64 };

struct laying {
    struct wtw_live_column *column;
    struct wtw_live_split split;
    unsigned bits;       /* of the segment */
    unsigned start_bits; /* 2^start_bits starts */
    unsigned part_bits;
    const uint64_t *entries; /* part after part */
    size_t ends[1 << PART_BITS_MAX];
};

/* Parts that a thread lays out at a time; fewer entries than these are not shared. */
enum { CHUNK_PARTS = 4, SHARED_ENTRIES = 1 << 17 };

static void part_entries(const struct wtw_live_sorting *sorting, size_t count,
                         unsigned part_bits, size_t *out_ends)
{
    unsigned shift = 64 - part_bits;
    size_t begin = 0;

    for (size_t i = 0; i < count; i++)
        out_ends[sorting->entries[i] >> shift]++;
    for (size_t part = 0; part < (size_t)1 << part_bits; part++) {
        size_t part_count = out_ends[part];

        out_ends[part] = begin;
        begin += part_count;
    }
    for (size_t i = 0; i < count; i++)
        sorting->scratch[out_ends[sorting->entries[i] >> shift]++] = sorting->entries[i];
}

static int compare_entries(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left;
    uint32_t y = *(const uint32_t *)right;

    return x < y ? -1 : x > y;
}

static void sort_few(uint32_t *entries, size_t count)
{
    if (count > MANY_ENTRIES) {
        qsort(entries, count, sizeof entries[0], compare_entries);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        uint32_t entry = entries[i];
        size_t j = i;

        for (; j && entries[j - 1] > entry; j--)
            entries[j] = entries[j - 1];
        entries[j] = entry;
    }
}

/* The entries of a part, which lie behind each other from 'begin' on; where the last start
 * ends is the next part's to say. */
static void lay_out_part(const struct laying *laying, const uint64_t *entries,
                         size_t begin, size_t end, size_t part)
{
    struct wtw_live_column *column = laying->column;
    unsigned start_bits = laying->start_bits - laying->part_bits;
    unsigned shift = laying->split.shift - FINER_BITS;
    size_t start_count = (size_t)1 << start_bits;
    uint32_t mask = (UINT32_C(1) << (start_bits + FINER_BITS)) - 1;
    uint32_t *starts = column->starts + (part << start_bits);
    uint32_t counters[(1 << COUNTER_BITS) + 1] = {0};

    for (size_t i = begin; i < end; i++)
        counters[((uint32_t)(entries[i] >> 32) >> shift & mask) + 1]++;
    counters[0] = (uint32_t)begin;
    for (uint32_t i = 0; i < mask; i++)
        counters[i + 1] += counters[i];
    for (size_t i = 0; i < start_count; i++)
        starts[i] = counters[i << FINER_BITS];
    for (size_t i = begin; i < end; i++) {
        uint32_t key = (uint32_t)(entries[i] >> 32);

        column->entries[counters[key >> shift & mask]++] =
            wtw_live_entry_of(laying->split, laying->bits, key, (uint32_t)entries[i]);
    }
    for (size_t i = 0; i < start_count; i++)
        sort_few(column->entries + starts[i],
                 (i + 1 < start_count ? starts[i + 1] : (uint32_t)end) - starts[i]);
}

static enum wtw_status lay_out_some(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    const struct laying *laying = context;

    (void)worker;
    (void)error;
    for (size_t part = begin; part < end; part++)
        lay_out_part(laying, laying->entries, part ? laying->ends[part - 1] : 0,
                     laying->ends[part], part);
    return WTW_OK;
}

static enum wtw_status lay_out_parts(struct laying *laying,
                                     const struct wtw_live_sorting *sorting, size_t count,
                                     struct wtw_error *error)
{
    const struct wtw_loop loop = {.body = lay_out_some,
                                  .context = laying,
                                  .thread_count =
                                      count >= SHARED_ENTRIES ? sorting->thread_count : 1,
                                  .item_count = (size_t)1 << laying->part_bits,
                                  .chunk_items = CHUNK_PARTS};

    part_entries(sorting, count, laying->part_bits, laying->ends);
    laying->entries = sorting->scratch;
    return wtw_loop_run(&loop, error);
}

static enum wtw_status pack_entries(const struct wtw_live_sorting *sorting, size_t count,
                                    struct wtw_live_segment *segment, uint32_t number,
                                    bool is_band, struct wtw_error *error)
{
    struct laying laying = {.column = &segment->columns[number],
                            .split = wtw_live_split_of(segment->bits, is_band),
                            .bits = segment->bits};

    laying.start_bits = 32 - laying.split.shift;
    laying.column->count = (uint32_t)count;
    laying.column->starts[(size_t)1 << laying.start_bits] = (uint32_t)count;
    if (laying.start_bits + FINER_BITS <= COUNTER_BITS) {
        lay_out_part(&laying, sorting->entries, 0, count, 0);
        return WTW_OK;
    }
    laying.part_bits = laying.start_bits + FINER_BITS - COUNTER_BITS;
    return lay_out_parts(&laying, sorting, count, error);
}

static enum wtw_status pack_columns(const struct wtw_live_sorting *sorting,
                                    const struct wtw_live_recent *recent, uint32_t bands,
                                    struct wtw_live_segment *segment,
                                    struct wtw_error *error)
{
    const struct rooms rooms = {recent->count,
                                recent->count ? recent->key_ends[recent->count - 1] : 0};

    WTW_TRY(reserve_columns(segment, bands, rooms, error));
    for (uint32_t band = 0; band < bands; band++) {
        for (size_t i = 0; i < recent->count; i++) {
            uint32_t key = recent->band_keys[i * bands + band];

            key &= ~(uint32_t)WTW_LIVE_BAND_KEY_MASK;
            sorting->entries[i] =
                (uint64_t)key << 32 | (recent->numbers[i] - segment->first);
        }
        WTW_TRY(pack_entries(sorting, recent->count, segment, band, true, error));
    }
    for (size_t i = 0, place = 0; i < recent->count; i++)
        for (; place < recent->key_ends[i]; place++)
            sorting->entries[place] = (uint64_t)recent->keys[place] << 32 |
                                      (recent->numbers[i] - segment->first);
    return pack_entries(sorting, rooms.of_keys, segment, bands, false, error);
}

enum wtw_status wtw_live_segment_pack(const struct wtw_live_recent *recent,
                                      uint32_t bands, uint32_t span,
                                      struct wtw_live_sorting *sorting,
                                      struct wtw_live_segment *out_segment,
                                      struct wtw_error *error)
{
    struct wtw_live_segment segment = {.columns = NULL};
    size_t room = recent->count ? recent->key_ends[recent->count - 1] : 0;
    enum wtw_status status = begin_segment(&segment, recent->first, span, bands, error);

    room = room > recent->count ? room : recent->count;
    if (status == WTW_OK)
        status = reserve_sorting(sorting, room, error);
    if (status == WTW_OK)
        status = pack_columns(sorting, recent, bands, &segment, error);
    if (status == WTW_OK)
        *out_segment = segment;
    else
        wtw_live_segment_release(&segment);
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

static struct rooms rooms_of(const struct wtw_live_segment *segment, uint32_t bands)
{
    if (!segment)
        return (struct rooms){0, 0};
    return (struct rooms){segment->columns[0].count, segment->columns[bands].count};
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
                            struct rooms rooms, struct wtw_error *error)
{
    struct rooms used = rooms_of(segment, bands);
    struct wtw_live_segment trimmed = *segment;
    enum wtw_status status = WTW_OK;

    if (used.of_keys + used.of_keys / 8 >= rooms.of_keys)
        return WTW_OK;
    trimmed.memory = NULL;
    trimmed.columns = NULL;
    WTW_TRY(WTW_ALLOCATE(&trimmed.columns, (size_t)bands + 1, error));
    status = reserve_columns(&trimmed, bands, used, error);
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
    const struct rooms a = rooms_of(joining->a, bands);
    const struct rooms b = rooms_of(joining->b, bands);
    const struct rooms rooms = {a.of_band + b.of_band, a.of_keys + b.of_keys};

    WTW_TRY(reserve_columns(segment, bands, rooms, error));
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
    enum wtw_status status = begin_segment(
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
