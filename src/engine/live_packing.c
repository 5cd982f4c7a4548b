/*
 * live_packing.c - a segment of the index made of the keys of some texts
 *
 * Sorting by counting: entries are parted by the top bits of their keys, so that a part stays
 * in the cache, and each part is laid out by the bits of its starts and FINER_BITS more. What
 * has fallen into one place is nearly sorted then. As many parts at a time as SLICE_ENTRIES
 * has room for, because memory that is used again need not be asked for: some bands of each
 * text, which lie beside each other, or its next keys, as these ascend.
 */
#include "engine/live_segment.h"

#include "base/memory.h"
#include "base/threads.h"

#include <stdlib.h>
#include <string.h>

enum { FINER_BITS = 5, COUNTER_BITS = 12, PART_BITS_MAX = 12, MANY_ENTRIES = 64 };
enum { PARTS_MAX = 1 << PART_BITS_MAX, SLICE_ENTRIES = 1 << 21 };

/* Parts that a thread lays out at a time; fewer entries than these are not shared. */
enum { CHUNK_PARTS = 4, SHARED_ENTRIES = 1 << 17 };

/* Columns on their way from the keys of recent texts: some bands, or that of all other keys. */
struct laying {
    const struct wtw_live_recent *recent;
    const struct wtw_live_sorting *sorting;
    uint32_t bands;
    uint32_t first_band;
    uint32_t band_count; /* 0: it is the column of keys */
    uint32_t first_text; /* of the segment */
    struct wtw_live_column *columns;
    struct wtw_live_split split;
    unsigned bits;                  /* of the segment */
    unsigned start_bits;            /* 2^start_bits starts of each column */
    unsigned part_bits;             /* likewise */
    uint32_t begins[PARTS_MAX + 1]; /* of the parts of one column after the other */
    uint32_t ends[PARTS_MAX];       /* of those that were gathered, in the slice */
    uint32_t slice;                 /* the first part that is laid out now */
};

static uint32_t part_of(const struct laying *laying, uint32_t key)
{
    return (uint32_t)((uint64_t)key >> (32 - laying->part_bits));
}

static enum wtw_status reserve_sorting(struct wtw_live_sorting *sorting, size_t count,
                                       struct wtw_error *error)
{
    if (sorting->entries && count <= sorting->capacity)
        return WTW_OK;
    wtw_release_items(sorting->entries);
    sorting->entries = NULL;
    sorting->capacity = 0;
    WTW_TRY(wtw_allocate_large((void **)&sorting->entries, count,
                               sizeof sorting->entries[0], error));
    sorting->capacity = count;
    return WTW_OK;
}

void wtw_live_sorting_release(struct wtw_live_sorting *sorting)
{
    wtw_release_items(sorting->entries);
    wtw_release_items(sorting->cursors);
    *sorting = (struct wtw_live_sorting){.thread_count = sorting->thread_count};
}

static void count_parts(struct laying *laying, uint32_t part_count)
{
    const struct wtw_live_recent *recent = laying->recent;
    size_t key_count = recent->count ? recent->key_ends[recent->count - 1] : 0;
    uint32_t *counts = laying->begins + 1;

    memset(laying->begins, 0, sizeof laying->begins);
    for (size_t i = 0; laying->band_count && i < recent->count; i++) {
        const uint32_t *keys = recent->band_keys + i * laying->bands + laying->first_band;

        for (uint32_t band = 0; band < laying->band_count; band++)
            counts[(band << laying->part_bits) + part_of(laying, keys[band])]++;
    }
    for (size_t i = 0; !laying->band_count && i < key_count; i++)
        counts[part_of(laying, recent->keys[i])]++;
    for (uint32_t part = 0; part < part_count; part++)
        laying->begins[part + 1] += laying->begins[part];
}

/* Where the slice ends that begins with a part. */
static uint32_t slice_end(const struct laying *laying, uint32_t begin,
                          uint32_t part_count)
{
    uint32_t end = begin + 1;

    while (end < part_count &&
           laying->begins[end + 1] - laying->begins[begin] <= SLICE_ENTRIES)
        end++;
    return end;
}

/* Lets each part have its entries, key << 32 | distance. */
static void gather_bands(struct laying *laying)
{
    const struct wtw_live_recent *recent = laying->recent;

    for (size_t i = 0; i < recent->count; i++) {
        const uint32_t *keys = recent->band_keys + i * laying->bands + laying->first_band;
        uint32_t distance = recent->numbers[i] - laying->first_text;

        for (uint32_t band = 0; band < laying->band_count; band++) {
            uint32_t part = (band << laying->part_bits) + part_of(laying, keys[band]);

            laying->sorting->entries[laying->ends[part]++] =
                (uint64_t)keys[band] << 32 | distance;
        }
    }
}

static void gather_keys(struct laying *laying, uint32_t end)
{
    const struct wtw_live_recent *recent = laying->recent;
    uint64_t key_end = (uint64_t)end << (32 - laying->part_bits);

    for (size_t i = 0; i < recent->count; i++) {
        uint32_t distance = recent->numbers[i] - laying->first_text;
        size_t place = laying->sorting->cursors[i];

        for (; place < recent->key_ends[i] && recent->keys[place] < key_end; place++) {
            uint32_t key = recent->keys[place];

            laying->sorting->entries[laying->ends[part_of(laying, key)]++] =
                (uint64_t)key << 32 | distance;
        }
        laying->sorting->cursors[i] = (uint32_t)place;
    }
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

/* Where the last start of a part ends is the next part's to say. */
static void lay_out_part(const struct laying *laying, size_t part)
{
    struct wtw_live_column *column = &laying->columns[part >> laying->part_bits];
    unsigned start_bits = laying->start_bits - laying->part_bits;
    unsigned shift = laying->split.shift - FINER_BITS;
    size_t start_count = (size_t)1 << start_bits;
    uint32_t mask = (UINT32_C(1) << (start_bits + FINER_BITS)) - 1;
    size_t part_begin = part >> laying->part_bits << laying->part_bits;
    uint32_t *starts = column->starts + ((part - part_begin) << start_bits);
    uint32_t begin = laying->begins[part] - laying->begins[part_begin];
    uint32_t end = laying->begins[part + 1] - laying->begins[part_begin];
    const uint64_t *entries =
        laying->sorting->entries + laying->ends[part] - (end - begin);
    uint32_t counters[(1 << COUNTER_BITS) + 1] = {0};

    for (size_t i = 0; i < end - begin; i++)
        counters[((uint32_t)(entries[i] >> 32) >> shift & mask) + 1]++;
    counters[0] = begin;
    for (uint32_t i = 0; i < mask; i++)
        counters[i + 1] += counters[i];
    for (size_t i = 0; i < start_count; i++)
        starts[i] = counters[i << FINER_BITS];
    for (size_t i = 0; i < end - begin; i++) {
        uint32_t key = (uint32_t)(entries[i] >> 32);

        column->entries[counters[key >> shift & mask]++] =
            wtw_live_entry_of(laying->split, laying->bits, key, (uint32_t)entries[i]);
    }
    for (size_t i = 0; i < start_count; i++)
        sort_few(column->entries + starts[i],
                 (i + 1 < start_count ? starts[i + 1] : end) - starts[i]);
}

static enum wtw_status lay_out_some(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    const struct laying *laying = context;

    (void)worker;
    (void)error;
    for (size_t i = begin; i < end; i++)
        lay_out_part(laying, laying->slice + i);
    return WTW_OK;
}

static enum wtw_status lay_out_slice(struct laying *laying, uint32_t end,
                                     struct wtw_error *error)
{
    uint32_t count = laying->begins[end] - laying->begins[laying->slice];
    bool is_shared = count >= SHARED_ENTRIES && laying->sorting->thread_count;
    const struct wtw_loop loop = {.body = lay_out_some,
                                  .context = laying,
                                  .thread_count =
                                      is_shared ? laying->sorting->thread_count : 1,
                                  .item_count = end - laying->slice,
                                  .chunk_items = CHUNK_PARTS};

    for (uint32_t part = laying->slice; part < end; part++)
        laying->ends[part] = laying->begins[part] - laying->begins[laying->slice];
    if (laying->band_count)
        gather_bands(laying);
    else
        gather_keys(laying, end);
    return wtw_loop_run(&loop, error);
}

static void begin_columns(struct laying *laying, uint32_t column_count)
{
    uint32_t parts = UINT32_C(1) << laying->part_bits;

    count_parts(laying, column_count << laying->part_bits);
    for (uint32_t i = 0; i < column_count; i++) {
        struct wtw_live_column *column = &laying->columns[i];

        column->count = laying->begins[(i + 1) * parts] - laying->begins[i * parts];
        column->starts[(size_t)1 << laying->start_bits] = column->count;
    }
}

static enum wtw_status lay_out_columns(struct laying *laying,
                                       struct wtw_live_sorting *sorting,
                                       struct wtw_error *error)
{
    uint32_t column_count = laying->band_count ? laying->band_count : 1;
    uint32_t part_count = column_count << laying->part_bits;

    begin_columns(laying, column_count);
    for (uint32_t end = 0; laying->slice < part_count; laying->slice = end) {
        end = laying->band_count ? part_count
                                 : slice_end(laying, laying->slice, part_count);
        WTW_TRY(reserve_sorting(
            sorting, laying->begins[end] - laying->begins[laying->slice], error));
        WTW_TRY(lay_out_slice(laying, end, error));
    }
    return WTW_OK;
}

static unsigned part_bits_of(unsigned start_bits)
{
    return start_bits + FINER_BITS > COUNTER_BITS ? start_bits + FINER_BITS - COUNTER_BITS
                                                  : 0;
}

static struct laying begin_laying(const struct wtw_live_recent *recent,
                                  struct wtw_live_segment *segment, uint32_t column,
                                  bool is_band)
{
    struct laying laying = {.recent = recent,
                            .first_band = column,
                            .first_text = segment->first,
                            .columns = &segment->columns[column],
                            .split = wtw_live_split_of(segment->bits, is_band),
                            .bits = segment->bits};

    laying.start_bits = 32 - laying.split.shift;
    laying.part_bits = part_bits_of(laying.start_bits);
    return laying;
}

/* Bands that are gathered together: their entries are a slice, and their parts not too many. */
static uint32_t bands_at_once(const struct wtw_live_recent *recent, unsigned part_bits)
{
    uint32_t by_entries = SLICE_ENTRIES / (recent->count ? recent->count : 1);
    uint32_t by_parts = (uint32_t)PARTS_MAX >> part_bits;
    uint32_t count = by_entries < by_parts ? by_entries : by_parts;

    return count ? count : 1;
}

static enum wtw_status reset_cursors(struct wtw_live_sorting *sorting,
                                     const struct wtw_live_recent *recent,
                                     struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&sorting->cursors, &sorting->cursor_capacity, recent->count, error));
    for (uint32_t i = 0; i < recent->count; i++)
        sorting->cursors[i] = i ? (uint32_t)recent->key_ends[i - 1] : 0;
    return WTW_OK;
}

static enum wtw_status pack_columns(struct wtw_live_sorting *sorting,
                                    const struct wtw_live_recent *recent, uint32_t bands,
                                    struct wtw_live_segment *segment,
                                    struct wtw_error *error)
{
    const struct wtw_live_rooms rooms = {
        recent->count, recent->count ? recent->key_ends[recent->count - 1] : 0};
    struct laying laying;

    WTW_TRY(wtw_live_segment_reserve(segment, bands, rooms, error));
    WTW_TRY(reserve_sorting(
        sorting, rooms.of_keys < SLICE_ENTRIES ? rooms.of_keys : SLICE_ENTRIES, error));
    WTW_TRY(reset_cursors(sorting, recent, error));
    for (uint32_t band = 0; band < bands; band += laying.band_count) {
        laying = begin_laying(recent, segment, band, true);
        laying.sorting = sorting;
        laying.bands = bands;
        laying.band_count = bands_at_once(recent, laying.part_bits);
        if (laying.band_count > bands - band)
            laying.band_count = bands - band;
        WTW_TRY(lay_out_columns(&laying, sorting, error));
    }
    laying = begin_laying(recent, segment, bands, false);
    laying.sorting = sorting;
    return lay_out_columns(&laying, sorting, error);
}

enum wtw_status wtw_live_segment_pack(const struct wtw_live_recent *recent,
                                      uint32_t bands, uint32_t span,
                                      struct wtw_live_sorting *sorting,
                                      struct wtw_live_segment *out_segment,
                                      struct wtw_error *error)
{
    struct wtw_live_segment segment = {.columns = NULL};
    enum wtw_status status =
        wtw_live_segment_begin(&segment, recent->first, span, bands, error);

    if (status == WTW_OK)
        status = pack_columns(sorting, recent, bands, &segment, error);
    if (status == WTW_OK)
        *out_segment = segment;
    else
        wtw_live_segment_release(&segment);
    return status;
}
