/*
 * live_texts.c - the places of articles, and which of them have the same words
 */
#include "engine/live_state.h"

#include "base/memory.h"
#include "match/relation.h"

#include <assert.h>
#include <string.h>

/* How many articles before its turn what one needs of memory is asked for. */
enum { ASKED_AHEAD = 8 };

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

        if (text != place && is_same_text(live, text, place) &&
            (live->flags[text] & WTW_LIVE_TEXT))
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

/* An empty table for 'texts' texts. It is a quarter to a half full then: each text that is in
 * the way of another is a look into memory that is far away. */
static enum wtw_status new_table(struct wtw_live *live, size_t texts,
                                 struct wtw_error *error)
{
    size_t slots = 1024;

    while (slots < texts * 3)
        slots *= 2;
    wtw_release_items(live->content_table);
    live->content_table = NULL;
    live->content_slots = live->content_count = 0;
    WTW_TRY(WTW_ALLOCATE(&live->content_table, slots, error));
    live->content_slots = slots;
    return WTW_OK;
}

/* Finds out whether the words of an article that is in no text yet are a text already. */
static void find_text(struct wtw_live *live, uint32_t place)
{
    size_t slot = 0;

    if (!live->shingle_counts[place])
        return;
    slot = slot_of(live, place);
    if (live->content_table[slot]) {
        live->texts[place] = live->content_table[slot] - 1;
        live->flags[place] &= (uint8_t)~WTW_LIVE_TEXT;
    } else {
        live->content_table[slot] = place + 1;
        live->content_count++;
    }
}

/* Asks memory for what finding the texts of places soon to come is going to read: first their
 * slots, then the hash of whoever is there. */
static void ask_ahead(const struct wtw_live *live, uint32_t place)
{
    size_t mask = live->content_slots - 1;
    uint32_t other = 0;

    if (live->count - place <= 2 * ASKED_AHEAD)
        return;
    __builtin_prefetch(
        &live->content_table[live->content_hashes[place + 2 * ASKED_AHEAD] & mask]);
    other = live->content_table[live->content_hashes[place + ASKED_AHEAD] & mask];
    if (other)
        __builtin_prefetch(&live->content_hashes[other - 1]);
}

/* Makes the table anew for as many texts as there are, without those that are gone. */
static enum wtw_status remake_table(struct wtw_live *live, struct wtw_error *error)
{
    size_t texts = 1;

    for (uint32_t i = 0; i < live->count; i++)
        texts += live->flags[i] & WTW_LIVE_TEXT;
    WTW_TRY(new_table(live, texts, error));
    for (uint32_t i = 0; i < live->count; i++) {
        ask_ahead(live, i);
        if (live->flags[i] & WTW_LIVE_TEXT)
            find_text(live, i);
    }
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

static enum wtw_status size_places(struct wtw_live *live, size_t capacity,
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

    if (capacity >= UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE, "%zu articles are too many", capacity);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        WTW_TRY(
            wtw_resize_items(columns[i].items, capacity, columns[i].item_bytes, error));
        wtw_expect_large(*columns[i].items, capacity * columns[i].item_bytes);
    }
    live->capacity = capacity;
    live->verify.shingle_counts = live->shingle_counts;
    live->verify.token_counts = live->token_counts;
    live->verify.published_seconds = live->dates;
    live->join_digests.shingle_counts = live->shingle_counts;
    return WTW_OK;
}

void wtw_live_place_fill(struct wtw_live *live, uint32_t place,
                         const struct wtw_live_newcomer *newcomer,
                         const struct wtw_live_facts *facts)
{
    live->numbers[place] = newcomer->number;
    live->dates[place] = newcomer->published_seconds;
    live->ranks[place] = newcomer->rank;
    live->flags[place] = WTW_LIVE_PRESENT | WTW_LIVE_TEXT;
    atomic_init(&live->losses[place].is_lost, false);
    live->token_counts[place] = facts->token_count;
    live->shingle_counts[place] = facts->shingle_count;
    live->agencies[place] = facts->agency;
    live->content_hashes[place] = facts->content_hash;
    memcpy(live->odd_sketches + (size_t)place * WTW_ODD_SKETCH_WORDS, facts->odd_sketch,
           sizeof facts->odd_sketch);
    live->texts[place] = place;
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

    if (place == live->capacity)
        WTW_TRY(size_places(live, wtw_grown_capacity(live->capacity, (size_t)place + 1),
                            error));
    if ((live->content_count + 1) * 2 > live->content_slots)
        WTW_TRY(remake_table(live, error));
    wtw_live_place_fill(live, place, newcomer, facts);
    live->count++;
    find_text(live, place);
    return WTW_OK;
}

enum wtw_status wtw_live_places_make(struct wtw_live *live, size_t count,
                                     struct wtw_error *error)
{
    assert(!live->count);
    WTW_TRY(new_table(live, count, error));
    WTW_TRY(size_places(live, count, error));
    memset(live->flags, 0, count);
    live->count = (uint32_t)count;
    return WTW_OK;
}

void wtw_live_texts_find(struct wtw_live *live)
{
    for (uint32_t place = 0; place < live->count; place++) {
        ask_ahead(live, place);
        find_text(live, place);
        (void)wtw_live_text_join(live, place);
    }
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
