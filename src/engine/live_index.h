/*
 * live_index.h - which texts have a key: of a band, winnowed or sampled
 */
#ifndef WTW_ENGINE_LIVE_INDEX_H
#define WTW_ENGINE_LIVE_INDEX_H

#include "base/failure.h"

/* Of the texts' flags the index reads this one: a text without it is not found. */
enum { WTW_LIVE_TEXT = 1 };

/* The keys of a text, borrowed: one for each band; winnowed and sampled ones ascending,
 * each once. */
struct wtw_live_keys {
    const uint32_t *band_keys;
    const uint32_t *keys;
    uint32_t key_count;
};

struct wtw_live_segment;

/* What keys are sorted in, kept from one segment to the next. */
struct wtw_live_sorting {
    uint32_t thread_count; /* of those who sort; 0 is 1 */
    uint64_t *entries;     /* key << 32 | distance */
    size_t capacity;
    uint32_t *cursors; /* of each text: the first of its keys that was not sorted yet */
    size_t cursor_capacity;
};

/* Keys of some texts, by which a segment can be made of them; and of those that came last
 * their links. */
struct wtw_live_recent {
    uint32_t first; /* text; those before it are in segments */
    uint32_t count;
    uint32_t *numbers;   /* [count], ascending: which texts they are */
    uint32_t *band_keys; /* [count][bands] */
    uint32_t *band_links;
    size_t *key_ends; /* [count]: where its keys end */
    uint32_t *keys;
    uint32_t *key_texts; /* whose key it is, as a place in 'numbers' */
    uint32_t *key_links;
    uint32_t *band_heads; /* [bands][WTW_LIVE_HEADS]; links and heads count from 1 */
    uint32_t *key_heads;
    size_t capacity;
    size_t key_capacity;
    size_t band_link_capacity;
    size_t key_link_capacity;
};

/* Zero-initialised with 'bands' set is empty; ended by wtw_live_index_release(). */
struct wtw_live_index {
    uint32_t bands;
    struct wtw_live_segment *segments; /* by their first text */
    size_t segment_count;
    size_t segment_capacity;
    struct wtw_live_recent recent;
    struct wtw_live_sorting sorting;
};

/*
 * wtw_live_index_add() adds a text, whose number is above all before; 'flags' has those of
 * all texts. wtw_live_index_extend() adds a segment of texts that are above all before, which
 * is taken from the caller, to an index to which nothing was added by itself. Return WTW_OK,
 * WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_index_add(struct wtw_live_index *index,
                                                  uint32_t text,
                                                  const struct wtw_live_keys *keys,
                                                  const uint8_t *flags,
                                                  struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_index_extend(struct wtw_live_index *index,
                                                     struct wtw_live_segment *segment,
                                                     struct wtw_error *error);

/* wtw_live_recent_put() adds a text's keys to others, unlinked; 'bands' of them are of bands.
 * Returns as wtw_live_index_add(). wtw_live_recent_release() ends a list of keys. */
WTW_MUST_CHECK enum wtw_status wtw_live_recent_put(struct wtw_live_recent *recent,
                                                   uint32_t bands, uint32_t text,
                                                   const struct wtw_live_keys *keys,
                                                   struct wtw_error *error);
void wtw_live_recent_release(struct wtw_live_recent *recent);

/* wtw_live_index_cut() takes out all texts from 'text' on. wtw_live_index_forget() may make
 * room where many of the texts about 'text' have gone. Return WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_live_index_cut(struct wtw_live_index *index,
                                                  uint32_t text, const uint8_t *flags,
                                                  struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_index_forget(struct wtw_live_index *index,
                                                     uint32_t text, const uint8_t *flags,
                                                     struct wtw_error *error);

/* wtw_live_index_ask() asks memory for what looking up 'keys' is going to read. */
void wtw_live_index_ask(const struct wtw_live_index *index,
                        const struct wtw_live_keys *keys);

/* Which texts may be found: those before 'end' whose flag is set. */
struct wtw_live_sight {
    const uint8_t *flags;
    uint32_t end;
};

/*
 * wtw_live_index_band() writes up to 'room' texts that have 'key' in a band to 'out_texts',
 * the last that came first, and returns how many; wtw_live_index_key() those that have a
 * winnowed or a sampled key. Of a band's key all bits but the lowest four count. Any number
 * of threads may look at a time.
 */
uint32_t wtw_live_index_band(const struct wtw_live_index *index, uint32_t band,
                             uint32_t key, struct wtw_live_sight sight,
                             uint32_t *out_texts, uint32_t room);
uint32_t wtw_live_index_key(const struct wtw_live_index *index, uint32_t key,
                            struct wtw_live_sight sight, uint32_t *out_texts,
                            uint32_t room);

uint64_t wtw_live_index_bytes(const struct wtw_live_index *index);
void wtw_live_index_release(struct wtw_live_index *index);

#endif
