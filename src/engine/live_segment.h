/*
 * live_segment.h - the keys of a range of texts, sorted and packed
 *
 * A column, which is a band or all winnowed and sampled keys, is an array of its entries,
 * sorted by key, then text. The top bits of a key are told by where its entry stands, as
 * 'starts' has for each value of them; the rest of the key and the text's distance from
 * the first share four bytes. In a segment of 2^w texts that leaves 32 - w bits of a key:
 * so 2^(w + 1) starts are made for keys, of which all 32 bits count, and 2^(w - 4) for a
 * band, of which 28 do: 16 texts in a million agree in these by chance, and are refused by
 * their odd sketches.
 */
#ifndef WTW_ENGINE_LIVE_SEGMENT_H
#define WTW_ENGINE_LIVE_SEGMENT_H

#include "engine/live_index.h"

/* A segment is of 2^12 texts at least and 2^18 at most: to merge two into one of these
 * takes a tenth of a second, once in 2^17 texts. */
enum { WTW_LIVE_SEGMENT_BITS = 12, WTW_LIVE_SEGMENT_BITS_MAX = 18 };
enum { WTW_LIVE_BAND_KEY_MASK = 15 };

struct wtw_live_column {
    uint32_t *starts;
    uint32_t *entries;
    uint32_t count;
};

struct wtw_live_segment {
    uint32_t first;
    uint32_t span;                   /* texts, gone ones and gaps included */
    unsigned bits;                   /* 2^bits is at least the span */
    uint32_t gone;                   /* since it was made */
    struct wtw_live_column *columns; /* of each band; then that of keys */
    uint32_t *memory;                /* in which all columns lie */
};

/*
 * wtw_live_segment_pack() makes a segment of recent texts, wtw_live_segment_join() one of
 * two neighbours, or of 'a' alone where b is NULL, without the texts from 'end' on and those
 * that have gone. Both write to 'out_segment', which the caller ends with
 * wtw_live_segment_release(). Return WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_segment_pack(const struct wtw_live_recent *recent,
                                                     uint32_t bands, uint32_t span,
                                                     struct wtw_live_sorting *sorting,
                                                     struct wtw_live_segment *out_segment,
                                                     struct wtw_error *error);
void wtw_live_sorting_release(struct wtw_live_sorting *sorting);
WTW_MUST_CHECK enum wtw_status wtw_live_segment_join(const struct wtw_live_segment *a,
                                                     const struct wtw_live_segment *b,
                                                     uint32_t bands, uint32_t end,
                                                     const uint8_t *flags,
                                                     struct wtw_live_segment *out_segment,
                                                     struct wtw_error *error);
void wtw_live_segment_release(struct wtw_live_segment *segment);
uint64_t wtw_live_segment_bytes(const struct wtw_live_segment *segment, uint32_t bands);

/* How many entries the columns of a segment take. */
struct wtw_live_rooms {
    size_t of_band;
    size_t of_keys;
};

/* wtw_live_segment_begin() begins a segment of 'span' texts from 'first' on, and
 * wtw_live_segment_reserve() gives all its columns, once, room for their starts and entries. */
WTW_MUST_CHECK enum wtw_status wtw_live_segment_begin(struct wtw_live_segment *segment,
                                                      uint32_t first, uint32_t span,
                                                      uint32_t bands,
                                                      struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_live_segment_reserve(struct wtw_live_segment *segment,
                                                        uint32_t bands,
                                                        struct wtw_live_rooms rooms,
                                                        struct wtw_error *error);

/* How a column splits a key: 'shift' off its end for the start; 'low' bits that do not
 * count. */
struct wtw_live_split {
    unsigned shift;
    unsigned low;
};

static inline struct wtw_live_split wtw_live_split_of(unsigned bits, bool is_band)
{
    return is_band ? (struct wtw_live_split){36 - bits, 4}
                   : (struct wtw_live_split){31 - bits, 0};
}

static inline size_t wtw_live_start_count(unsigned bits, bool is_band)
{
    return (size_t)1 << (is_band ? bits - 4 : bits + 1);
}

/* What an entry has of a key and a text's distance from the segment's first. */
static inline uint32_t wtw_live_entry_of(struct wtw_live_split split, unsigned bits,
                                         uint32_t key, uint32_t distance)
{
    uint32_t rest = (key & ((UINT32_C(1) << split.shift) - 1)) >> split.low;

    return rest << bits | distance;
}

#endif
