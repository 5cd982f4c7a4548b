/*
 * live_index.c - which texts have a key: of a band, winnowed or sampled
 *
 * The texts that came last are in tables of chains, to which one more is added in a
 * microsecond and from which it can be taken back. When they are many they become a segment
 * (live_segment.c), and segments of one size become one of twice the size. Most keys are
 * found nowhere; so before a text is looked up memory is asked for all that this is going to
 * read. Texts that have gone stay until a segment is made anew, and are passed over.
 */
#include "engine/live_segment.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

/* Texts that are recent at most. */
enum { RECENT_TEXTS = 1 << 12 };
/* A chain of each for every text, and a key: heads are told by a key's top bits. */
enum { BAND_HEAD_BITS = 12, KEY_HEAD_BITS = 18 };
enum { BAND_HEADS = 1 << BAND_HEAD_BITS, KEY_HEADS = 1 << KEY_HEAD_BITS };

static uint32_t *band_head(const struct wtw_live_recent *recent, uint32_t band,
                           uint32_t key)
{
    return &recent
                ->band_heads[(size_t)band * BAND_HEADS + (key >> (32 - BAND_HEAD_BITS))];
}

static uint32_t *key_head(const struct wtw_live_recent *recent, uint32_t key)
{
    return &recent->key_heads[key >> (32 - KEY_HEAD_BITS)];
}

static size_t key_begin(const struct wtw_live_recent *recent, uint32_t i)
{
    return i ? recent->key_ends[i - 1] : 0;
}

static void link_recent(struct wtw_live_index *index, uint32_t i)
{
    struct wtw_live_recent *recent = &index->recent;

    for (uint32_t band = 0; band < index->bands; band++) {
        size_t place = (size_t)i * index->bands + band;
        uint32_t *head = band_head(recent, band, recent->band_keys[place]);

        recent->band_links[place] = *head;
        *head = i + 1;
    }
    for (size_t place = key_begin(recent, i); place < recent->key_ends[i]; place++) {
        uint32_t *head = key_head(recent, recent->keys[place]);

        recent->key_texts[place] = i;
        recent->key_links[place] = *head;
        *head = (uint32_t)place + 1;
    }
}

/* Takes the last text out, which is where its chains begin. */
static void unlink_last(struct wtw_live_index *index)
{
    struct wtw_live_recent *recent = &index->recent;
    uint32_t i = --recent->count;

    for (uint32_t band = 0; band < index->bands; band++) {
        size_t place = (size_t)i * index->bands + band;

        *band_head(recent, band, recent->band_keys[place]) = recent->band_links[place];
    }
    for (size_t place = recent->key_ends[i]; place-- > key_begin(recent, i);)
        *key_head(recent, recent->keys[place]) = recent->key_links[place];
}

static void forget_recent(struct wtw_live_index *index)
{
    struct wtw_live_recent *recent = &index->recent;

    if (recent->band_heads) {
        memset(recent->band_heads, 0,
               (size_t)index->bands * BAND_HEADS * sizeof recent->band_heads[0]);
        memset(recent->key_heads, 0, KEY_HEADS * sizeof recent->key_heads[0]);
    }
    recent->count = 0;
}

void wtw_live_recent_release(struct wtw_live_recent *recent)
{
    wtw_release_items(recent->numbers);
    wtw_release_items(recent->band_keys);
    wtw_release_items(recent->band_links);
    wtw_release_items(recent->key_ends);
    wtw_release_items(recent->keys);
    wtw_release_items(recent->key_texts);
    wtw_release_items(recent->key_links);
    wtw_release_items(recent->band_heads);
    wtw_release_items(recent->key_heads);
    *recent = (struct wtw_live_recent){.first = 0};
}

static enum wtw_status reserve_keys(struct wtw_live_recent *recent, size_t needed,
                                    struct wtw_error *error)
{
    size_t capacity = wtw_grown_capacity(recent->key_capacity, needed);

    if (needed <= recent->key_capacity)
        return WTW_OK;
    if (needed >= UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE, "%zu keys at a time are too many", needed);
    WTW_TRY(WTW_RESIZE(&recent->keys, capacity, error));
    wtw_expect_large(recent->keys, capacity * sizeof recent->keys[0]);
    recent->key_capacity = capacity;
    return WTW_OK;
}

/* Links are needed where texts are to be found before they are a segment. */
static enum wtw_status reserve_links(struct wtw_live_index *index,
                                     struct wtw_error *error)
{
    struct wtw_live_recent *recent = &index->recent;

    WTW_TRY(WTW_GROW(&recent->band_links, &recent->band_link_capacity,
                     recent->capacity * index->bands, error));
    if (recent->key_link_capacity >= recent->key_capacity)
        return WTW_OK;
    WTW_TRY(WTW_RESIZE(&recent->key_texts, recent->key_capacity, error));
    WTW_TRY(WTW_RESIZE(&recent->key_links, recent->key_capacity, error));
    recent->key_link_capacity = recent->key_capacity;
    return WTW_OK;
}

static enum wtw_status reserve_rows(struct wtw_live_recent *recent, uint32_t bands,
                                    size_t needed, struct wtw_error *error)
{
    size_t capacity = wtw_grown_capacity(recent->capacity, needed);

    if (needed <= recent->capacity)
        return WTW_OK;
    WTW_TRY(WTW_RESIZE(&recent->numbers, capacity, error));
    WTW_TRY(WTW_RESIZE(&recent->band_keys, capacity * bands, error));
    WTW_TRY(WTW_RESIZE(&recent->key_ends, capacity, error));
    recent->capacity = capacity;
    return WTW_OK;
}

static enum wtw_status reserve_heads(struct wtw_live_index *index,
                                     struct wtw_error *error)
{
    struct wtw_live_recent *recent = &index->recent;

    if (!recent->band_heads)
        WTW_TRY(
            WTW_ALLOCATE(&recent->band_heads, (size_t)index->bands * BAND_HEADS, error));
    if (!recent->key_heads)
        WTW_TRY(WTW_ALLOCATE(&recent->key_heads, KEY_HEADS, error));
    return WTW_OK;
}

/* ------------------------------------------------------------------ segments */

static void replace_segments(struct wtw_live_index *index, size_t place, size_t count,
                             const struct wtw_live_segment *by)
{
    for (size_t i = place; i < place + count; i++)
        wtw_live_segment_release(&index->segments[i]);
    index->segments[place] = *by;
    memmove(index->segments + place + 1, index->segments + place + count,
            (index->segment_count - place - count) * sizeof index->segments[0]);
    index->segment_count -= count - 1;
}

/* The last segment is united with those before it that are no larger. */
static enum wtw_status join_last(struct wtw_live_index *index, const uint8_t *flags,
                                 struct wtw_error *error)
{
    while (index->segment_count > 1) {
        size_t place = index->segment_count - 2;
        const struct wtw_live_segment *a = &index->segments[place];
        const struct wtw_live_segment *b = a + 1;
        uint32_t span = b->first + b->span - a->first;
        struct wtw_live_segment joined;

        if (a->bits > b->bits || span > UINT32_C(1) << WTW_LIVE_SEGMENT_BITS_MAX)
            return WTW_OK;
        WTW_TRY(
            wtw_live_segment_join(a, b, index->bands, UINT32_MAX, flags, &joined, error));
        replace_segments(index, place, 2, &joined);
    }
    return WTW_OK;
}

/* Makes a segment of all that is recent, up to 'end'. */
static enum wtw_status pack_recent(struct wtw_live_index *index, uint32_t end,
                                   const uint8_t *flags, struct wtw_error *error)
{
    struct wtw_live_recent *recent = &index->recent;
    struct wtw_live_segment *segment = NULL;

    if (recent->count) {
        WTW_TRY(WTW_GROW(&index->segments, &index->segment_capacity,
                         index->segment_count + 1, error));
        segment = &index->segments[index->segment_count];
        WTW_TRY(wtw_live_segment_pack(recent, index->bands, end - recent->first,
                                      &index->sorting, segment, error));
        index->segment_count++;
    }
    forget_recent(index);
    recent->first = end;
    return segment ? join_last(index, flags, error) : WTW_OK;
}

enum wtw_status wtw_live_recent_put(struct wtw_live_recent *recent, uint32_t bands,
                                    uint32_t text, const struct wtw_live_keys *keys,
                                    struct wtw_error *error)
{
    size_t begin = key_begin(recent, recent->count);
    size_t end = begin + keys->key_count;

    WTW_TRY(reserve_rows(recent, bands, (size_t)recent->count + 1, error));
    WTW_TRY(reserve_keys(recent, end, error));
    recent->numbers[recent->count] = text;
    memcpy(recent->band_keys + (size_t)recent->count * bands, keys->band_keys,
           bands * sizeof keys->band_keys[0]);
    if (keys->key_count)
        memcpy(recent->keys + begin, keys->keys, keys->key_count * sizeof keys->keys[0]);
    recent->key_ends[recent->count++] = end;
    return WTW_OK;
}

enum wtw_status wtw_live_index_add(struct wtw_live_index *index, uint32_t text,
                                   const struct wtw_live_keys *keys, const uint8_t *flags,
                                   struct wtw_error *error)
{
    struct wtw_live_recent *recent = &index->recent;

    if (text - recent->first >= RECENT_TEXTS)
        WTW_TRY(pack_recent(index, text, flags, error));
    WTW_TRY(reserve_heads(index, error));
    WTW_TRY(wtw_live_recent_put(recent, index->bands, text, keys, error));
    WTW_TRY(reserve_links(index, error));
    link_recent(index, recent->count - 1);
    return WTW_OK;
}

enum wtw_status wtw_live_index_extend(struct wtw_live_index *index,
                                      struct wtw_live_segment *segment,
                                      struct wtw_error *error)
{
    assert(!index->recent.count && segment->first >= index->recent.first);
    WTW_TRY(WTW_GROW(&index->segments, &index->segment_capacity, index->segment_count + 1,
                     error));
    index->segments[index->segment_count++] = *segment;
    index->recent.first = segment->first + segment->span;
    *segment = (struct wtw_live_segment){0};
    return WTW_OK;
}

enum wtw_status wtw_live_index_cut(struct wtw_live_index *index, uint32_t text,
                                   const uint8_t *flags, struct wtw_error *error)
{
    struct wtw_live_recent *recent = &index->recent;

    while (recent->count && recent->numbers[recent->count - 1] >= text)
        unlink_last(index);
    if (text >= recent->first)
        return WTW_OK;
    recent->first = text;
    while (index->segment_count) {
        size_t place = index->segment_count - 1;
        struct wtw_live_segment *last = &index->segments[place];
        struct wtw_live_segment cut;

        if (last->first + last->span <= text)
            return WTW_OK;
        if (last->first >= text) {
            wtw_live_segment_release(last);
            index->segment_count--;
            continue;
        }
        WTW_TRY(
            wtw_live_segment_join(last, NULL, index->bands, text, flags, &cut, error));
        replace_segments(index, place, 1, &cut);
    }
    return WTW_OK;
}

enum wtw_status wtw_live_index_forget(struct wtw_live_index *index, uint32_t text,
                                      const uint8_t *flags, struct wtw_error *error)
{
    struct wtw_live_segment *segment = NULL;
    struct wtw_live_segment made;

    for (size_t i = 0; i < index->segment_count; i++)
        if (text >= index->segments[i].first &&
            text - index->segments[i].first < index->segments[i].span)
            segment = &index->segments[i];
    if (!segment || ++segment->gone * 2 <= segment->columns[0].count)
        return WTW_OK;
    WTW_TRY(wtw_live_segment_join(segment, NULL, index->bands, UINT32_MAX, flags, &made,
                                  error));
    replace_segments(index, (size_t)(segment - index->segments), 1, &made);
    return WTW_OK;
}

/* ------------------------------------------------------------------ looking up */

static void ask_for_starts(const struct wtw_live_segment *segment, uint32_t bands,
                           const struct wtw_live_keys *keys)
{
    struct wtw_live_split split = wtw_live_split_of(segment->bits, true);

    for (uint32_t i = 0; i < bands; i++)
        __builtin_prefetch(segment->columns[i].starts +
                           (keys->band_keys[i] >> split.shift));
    split = wtw_live_split_of(segment->bits, false);
    for (uint32_t i = 0; i < keys->key_count; i++)
        __builtin_prefetch(segment->columns[bands].starts +
                           (keys->keys[i] >> split.shift));
}

static void ask_for_entries(const struct wtw_live_column *column, uint32_t start)
{
    const uint32_t *entry = column->entries + column->starts[start];

    __builtin_prefetch(entry);
    __builtin_prefetch(entry + 64 / sizeof *entry);
}

static void ask_for_heads(const struct wtw_live_index *index,
                          const struct wtw_live_keys *keys)
{
    for (uint32_t band = 0; band < index->bands; band++)
        __builtin_prefetch(band_head(&index->recent, band, keys->band_keys[band]));
    for (uint32_t k = 0; k < keys->key_count; k++)
        __builtin_prefetch(key_head(&index->recent, keys->keys[k]));
}

/* The first link of each chain; the second is asked for by the first. */
static void ask_for_links(const struct wtw_live_index *index,
                          const struct wtw_live_keys *keys)
{
    const struct wtw_live_recent *recent = &index->recent;

    for (uint32_t band = 0; band < index->bands; band++) {
        uint32_t link = *band_head(recent, band, keys->band_keys[band]);

        if (link)
            __builtin_prefetch(recent->band_keys + (size_t)(link - 1) * index->bands +
                               band);
    }
    for (uint32_t k = 0; k < keys->key_count; k++) {
        uint32_t link = *key_head(recent, keys->keys[k]);

        if (!link)
            continue;
        __builtin_prefetch(recent->keys + link - 1);
        __builtin_prefetch(recent->key_links + link - 1);
    }
}

void wtw_live_index_ask(const struct wtw_live_index *index,
                        const struct wtw_live_keys *keys)
{
    if (index->recent.count)
        ask_for_heads(index, keys);
    for (size_t i = 0; i < index->segment_count; i++)
        ask_for_starts(&index->segments[i], index->bands, keys);
    if (index->recent.count)
        ask_for_links(index, keys);
    for (size_t i = 0; i < index->segment_count; i++) {
        const struct wtw_live_segment *segment = &index->segments[i];
        struct wtw_live_split split = wtw_live_split_of(segment->bits, true);

        for (uint32_t band = 0; band < index->bands; band++)
            ask_for_entries(&segment->columns[band],
                            keys->band_keys[band] >> split.shift);
        split = wtw_live_split_of(segment->bits, false);
        for (uint32_t k = 0; k < keys->key_count; k++)
            ask_for_entries(&segment->columns[index->bands],
                            keys->keys[k] >> split.shift);
    }
}

/* Texts that were found, up to 'room'. */
struct finding {
    struct wtw_live_sight sight;
    uint32_t *texts;
    uint32_t count;
    uint32_t room;
};

static void find(struct finding *finding, uint32_t text)
{
    if (finding->count < finding->room && text < finding->sight.end &&
        (finding->sight.flags[text] & WTW_LIVE_TEXT))
        finding->texts[finding->count++] = text;
}

/* Where the entries below or equal to 'last' end, among those from 'begin' to 'end'. By
 * arithmetic, because half of all branches would be foreseen wrongly: most keys are nowhere. */
static uint32_t end_of(const uint32_t *entries, uint32_t begin, uint32_t end,
                       uint32_t last)
{
    uint32_t count = end - begin;

    while (count > 1) {
        uint32_t half = count / 2;

        begin += (uint32_t)(entries[begin + half - 1] <= last) * half;
        count -= half;
    }
    return begin + (count && entries[begin] <= last);
}

static void find_in_segment(const struct wtw_live_segment *segment,
                            uint32_t column_number, bool is_band, uint32_t key,
                            struct finding *finding)
{
    const struct wtw_live_column *column = &segment->columns[column_number];
    struct wtw_live_split split = wtw_live_split_of(segment->bits, is_band);
    uint32_t distance_mask = (UINT32_C(1) << segment->bits) - 1;
    uint32_t wanted = wtw_live_entry_of(split, segment->bits, key, distance_mask);
    uint32_t begin = column->starts[key >> split.shift];
    uint32_t end =
        end_of(column->entries, begin, column->starts[(key >> split.shift) + 1], wanted);

    while (end > begin && finding->count < finding->room &&
           (column->entries[end - 1] | distance_mask) == wanted)
        find(finding, segment->first + (column->entries[--end] & distance_mask));
}

static uint32_t find_in_segments(const struct wtw_live_index *index, uint32_t column,
                                 bool is_band, uint32_t key, struct finding *finding)
{
    for (size_t i = index->segment_count; i-- > 0 && finding->count < finding->room;)
        find_in_segment(&index->segments[i], column, is_band, key, finding);
    return finding->count;
}

uint32_t wtw_live_index_band(const struct wtw_live_index *index, uint32_t band,
                             uint32_t key, struct wtw_live_sight sight,
                             uint32_t *out_texts, uint32_t room)
{
    const struct wtw_live_recent *recent = &index->recent;
    struct finding finding = {sight, out_texts, 0, room};

    for (uint32_t link = recent->count ? *band_head(recent, band, key) : 0; link;) {
        size_t place = (size_t)(link - 1) * index->bands + band;

        if ((recent->band_keys[place] ^ key) <= WTW_LIVE_BAND_KEY_MASK)
            find(&finding, recent->numbers[link - 1]);
        link = recent->band_links[place];
    }
    return find_in_segments(index, band, true, key, &finding);
}

uint32_t wtw_live_index_key(const struct wtw_live_index *index, uint32_t key,
                            struct wtw_live_sight sight, uint32_t *out_texts,
                            uint32_t room)
{
    const struct wtw_live_recent *recent = &index->recent;
    struct finding finding = {sight, out_texts, 0, room};

    for (uint32_t link = recent->count ? *key_head(recent, key) : 0; link;
         link = recent->key_links[link - 1])
        if (recent->keys[link - 1] == key)
            find(&finding, recent->numbers[recent->key_texts[link - 1]]);
    return find_in_segments(index, index->bands, false, key, &finding);
}

uint64_t wtw_live_index_bytes(const struct wtw_live_index *index)
{
    const struct wtw_live_recent *recent = &index->recent;
    uint64_t bytes = recent->capacity * (index->bands + 3) * sizeof(uint32_t) +
                     (recent->band_link_capacity + recent->key_capacity +
                      2 * recent->key_link_capacity) *
                         sizeof(uint32_t) +
                     index->sorting.capacity * sizeof(uint64_t) +
                     index->sorting.cursor_capacity * sizeof(uint32_t);

    if (recent->band_heads)
        bytes += ((uint64_t)index->bands * BAND_HEADS + KEY_HEADS) * sizeof(uint32_t);
    for (size_t i = 0; i < index->segment_count; i++)
        bytes += wtw_live_segment_bytes(&index->segments[i], index->bands);
    return bytes;
}

void wtw_live_index_release(struct wtw_live_index *index)
{
    for (size_t i = 0; i < index->segment_count; i++)
        wtw_live_segment_release(&index->segments[i]);
    wtw_release_items(index->segments);
    wtw_live_recent_release(&index->recent);
    wtw_live_sorting_release(&index->sorting);
    *index = (struct wtw_live_index){.bands = index->bands};
}
