/*
 * live_texts.c - the places of articles, and which of them have the same words
 */
#include "engine/live_state.h"

#include "base/memory.h"
#include "match/relation.h"

#include <string.h>

/* ------------------------------------------------------------------ the table of texts */

/* Days since 1970 of a short text that is dated, as exact_groups.c has it. */
static int64_t day_of(int64_t seconds, uint32_t token_count)
{
    if (seconds == WTW_DATE_UNKNOWN || token_count > WTW_TEMPLATE_TOKENS)
        return 0;
    return seconds / 86400 - (seconds % 86400 < 0);
}

static bool is_same_text(const struct wtw_live *live, uint32_t text, uint32_t place)
{
    return live->content_hashes[text] == live->content_hashes[place] &&
           live->shingle_counts[text] == live->shingle_counts[place] &&
           live->token_counts[text] == live->token_counts[place] &&
           day_of(live->dates[text], live->token_counts[text]) ==
               day_of(live->dates[place], live->token_counts[place]) &&
           memcmp(live->odd_sketches + (size_t)text * WTW_ODD_SKETCH_WORDS,
                  live->odd_sketches + (size_t)place * WTW_ODD_SKETCH_WORDS,
                  WTW_ODD_SKETCH_WORDS * sizeof live->odd_sketches[0]) == 0;
}

/* The slot of the text that an article has, or an empty one. */
static size_t slot_of(const struct wtw_live *live, uint32_t place)
{
    size_t mask = live->content_slots - 1;
    size_t slot = live->content_hashes[place] & mask;

    while (live->content_table[slot]) {
        uint32_t text = live->content_table[slot] - 1;

        if (text != place && (live->flags[text] & WTW_LIVE_TEXT) &&
            is_same_text(live, text, place))
            return slot;
        slot = (slot + 1) & mask;
    }
    return slot;
}

void wtw_live_text_ask(const struct wtw_live *live, const void *digest, size_t bytes)
{
    if (live->content_slots && bytes >= WTW_LIVE_DIGEST_HEAD_BYTES)
        __builtin_prefetch(&live->content_table[wtw_live_digest_hash(digest) &
                                                (live->content_slots - 1)]);
}

static void put_text(struct wtw_live *live, uint32_t text)
{
    size_t slot = slot_of(live, text);

    live->content_table[slot] = text + 1;
    live->content_count++;
}

/* Makes the table anew for as many texts as there are, without those that are gone. It is a
 * quarter to a half full: each text that is in the way of another is a look into memory that
 * is far away. */
static enum wtw_status remake_table(struct wtw_live *live, struct wtw_error *error)
{
    size_t slots = 1024;
    size_t texts = 1;

    for (uint32_t i = 0; i < live->count; i++)
        texts += live->flags[i] & WTW_LIVE_TEXT;
    while (slots < texts * 3)
        slots *= 2;
    wtw_release_items(live->content_table);
    live->content_table = NULL;
    WTW_TRY(WTW_ALLOCATE(&live->content_table, slots, error));
    live->content_slots = slots;
    live->content_count = 0;
    for (uint32_t i = 0; i < live->count; i++)
        if (live->flags[i] & WTW_LIVE_TEXT)
            put_text(live, i);
    return WTW_OK;
}

/* ------------------------------------------------------------------ places */

/* A column and the bytes of an item of it. */
struct column {
    void **items;
    size_t item_bytes;
};

#define COLUMN(name)                                                                     \
    {                                                                                    \
        (void **)&live->name, sizeof live->name[0]                                       \
    }

static enum wtw_status reserve_places(struct wtw_live *live, size_t needed,
                                      struct wtw_error *error)
{
    const struct column columns[] = {
        COLUMN(numbers),
        COLUMN(dates),
        COLUMN(ranks),
        COLUMN(flags),
        COLUMN(losses),
        COLUMN(texts),
        COLUMN(nexts),
        COLUMN(token_counts),
        COLUMN(shingle_counts),
        COLUMN(agencies),
        COLUMN(content_hashes),
        COLUMN(text_dates),
        COLUMN(lasts),
        COLUMN(sizes),
        COLUMN(edge_heads),
        COLUMN(clusters),
        COLUMN(rings),
        {(void **)&live->odd_sketches, WTW_ODD_SKETCH_WORDS * sizeof(uint64_t)},
    };
    size_t capacity = wtw_grown_capacity(live->capacity, needed);

    if (needed <= live->capacity)
        return WTW_OK;
    if (needed >= UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE, "%zu articles are too many", needed);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        WTW_TRY(
            wtw_resize_items(columns[i].items, capacity, columns[i].item_bytes, error));
    live->capacity = capacity;
    live->verify.shingle_counts = live->shingle_counts;
    live->verify.token_counts = live->token_counts;
    live->verify.published_seconds = live->dates;
    live->join_digests.shingle_counts = live->shingle_counts;
    return WTW_OK;
}

static void fill_place(struct wtw_live *live, const struct wtw_live_newcomer *newcomer,
                       const struct wtw_live_facts *facts)
{
    uint32_t place = live->count;

    live->numbers[place] = newcomer->number;
    live->dates[place] = newcomer->published_seconds;
    live->ranks[place] = newcomer->rank;
    live->flags[place] = WTW_LIVE_PRESENT;
    atomic_init(&live->losses[place].is_lost, false);
    live->token_counts[place] = facts->token_count;
    live->shingle_counts[place] = facts->shingle_count;
    live->agencies[place] = facts->agency;
    live->content_hashes[place] = facts->content_hash;
    memcpy(live->odd_sketches + (size_t)place * WTW_ODD_SKETCH_WORDS, facts->odd_sketch,
           sizeof facts->odd_sketch);
    live->nexts[place] = place;
    live->lasts[place] = WTW_LIVE_NOBODY;
    live->sizes[place] = 0;
    live->edge_heads[place] = 0;
    live->clusters[place] = WTW_LIVE_NOBODY;
    live->rings[place] = place;
    live->text_dates[place] = newcomer->published_seconds;
}

enum wtw_status wtw_live_place_put(struct wtw_live *live,
                                   const struct wtw_live_newcomer *newcomer,
                                   const struct wtw_live_facts *facts,
                                   struct wtw_error *error)
{
    uint32_t place = live->count;
    size_t slot = 0;

    WTW_TRY(reserve_places(live, (size_t)place + 1, error));
    if ((live->content_count + 1) * 2 > live->content_slots)
        WTW_TRY(remake_table(live, error));
    fill_place(live, newcomer, facts);
    live->count++;
    live->texts[place] = place;
    live->flags[place] |= WTW_LIVE_TEXT;
    if (!facts->shingle_count)
        return WTW_OK;
    slot = slot_of(live, place);
    if (live->content_table[slot]) {
        live->texts[place] = live->content_table[slot] - 1;
        live->flags[place] &= (uint8_t)~WTW_LIVE_TEXT;
    } else {
        live->content_table[slot] = place + 1;
        live->content_count++;
    }
    return WTW_OK;
}

bool wtw_live_text_join(struct wtw_live *live, uint32_t place)
{
    uint32_t text = live->texts[place];
    int64_t *date = &live->text_dates[text];
    uint32_t last = live->lasts[text];

    live->lasts[text] = place;
    live->sizes[text]++;
    if (last == WTW_LIVE_NOBODY) {
        live->nexts[place] = place;
        *date = live->dates[place];
        return false;
    }
    live->nexts[place] = live->nexts[last];
    live->nexts[last] = place;
    if (live->dates[place] == WTW_DATE_UNKNOWN ||
        (*date != WTW_DATE_UNKNOWN && live->dates[place] >= *date))
        return false;
    *date = live->dates[place];
    return true;
}

static int64_t earliest_date(const struct wtw_live *live, uint32_t text)
{
    uint32_t place = live->lasts[text];
    int64_t earliest = WTW_DATE_UNKNOWN;

    for (uint32_t i = 0; i < live->sizes[text]; i++, place = live->nexts[place]) {
        int64_t date = live->dates[place];

        if (date != WTW_DATE_UNKNOWN && (earliest == WTW_DATE_UNKNOWN || date < earliest))
            earliest = date;
    }
    return earliest;
}

bool wtw_live_text_leave(struct wtw_live *live, uint32_t place)
{
    uint32_t text = live->texts[place];
    uint32_t before = live->lasts[text];
    int64_t date = live->text_dates[text];

    live->flags[place] &= (uint8_t)~WTW_LIVE_PRESENT;
    live->sizes[text]--;
    if (!live->sizes[text]) {
        live->lasts[text] = WTW_LIVE_NOBODY;
        live->flags[text] &= (uint8_t)~WTW_LIVE_TEXT;
        return false;
    }
    while (live->nexts[before] != place)
        before = live->nexts[before];
    live->nexts[before] = live->nexts[place];
    if (live->lasts[text] == place)
        live->lasts[text] = before;
    if (live->dates[place] == date)
        live->text_dates[text] = earliest_date(live, text);
    return live->text_dates[text] != date;
}

/* The last place was the last to be put into the table, so its slot can just be emptied. */
void wtw_live_place_cut(struct wtw_live *live)
{
    uint32_t place = --live->count;
    size_t mask = live->content_slots - 1;
    size_t slot = live->content_hashes[place] & mask;

    live->flags[place] = 0;
    if (live->texts[place] != place || !live->shingle_counts[place])
        return;
    while (live->content_table[slot] && live->content_table[slot] != place + 1)
        slot = (slot + 1) & mask;
    if (!live->content_table[slot])
        return;
    live->content_table[slot] = 0;
    live->content_count--;
}
