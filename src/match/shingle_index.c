/*
 * shingle_index.c - where the shingles of a text stand, to find those that others share
 *
 * What two copies share stands in runs. So one shingle of the other text is looked up, and
 * from where it stands in the indexed text both go on together for as long as their tokens
 * are equal: each token more is a shingle more that both have. Then the next is looked up.
 * The other text needs no index, and few of its shingles are ever made.
 *
 * A shingle counts once however often it stands in either text. In the indexed text those
 * that are met are marked, and marks of repeats, of which news has 4 in 1,000, are moved to
 * where the shingle stands first.
 *
 * The index is a table with linear probing, at most a quarter full. To look at each place
 * before it is written to costs a branch that nobody can foresee for one shingle in five.
 * So each shingle is written to its place, the last of the text first, and those that turn
 * out to have been overwritten, by an equal one or another, are seen to one by one.
 *
 * Sets of both texts' shingles (sketch/shingles.h) were compared here before. Those are for
 * sketches, which want each shingle once and the fewest instructions for a new text.
 */
#include "match/shingle_index.h"

#include "base/byte_bits.h"
#include "base/memory.h"

#include <string.h>

enum { HEAD_BITS_MIN = 6, HEADS_A_SHINGLE = 4, MARKS_AT_ONCE = 8 };

static uint32_t width_of(size_t token_count, uint32_t k)
{
    return token_count < k ? (uint32_t)token_count : k;
}

static size_t shingles_of(size_t token_count, uint32_t width)
{
    return token_count ? token_count - width + 1 : 0;
}

static enum wtw_status make_room(struct wtw_shingle_index *index, struct wtw_error *error)
{
    size_t count = index->count;
    size_t heads = 0;

    index->head_bits = HEAD_BITS_MIN;
    while (((size_t)1 << index->head_bits) / HEADS_A_SHINGLE < count)
        index->head_bits++;
    heads = (size_t)1 << index->head_bits;
    WTW_TRY(WTW_GROW(&index->heads, &index->head_capacity, heads, error));
    WTW_TRY(WTW_GROW(&index->sums, &index->sum_capacity, count + 1, error));
    WTW_TRY(WTW_GROW(&index->others, &index->other_capacity, count + 1, error));
    WTW_TRY(WTW_GROW(&index->repeats, &index->repeat_capacity, count, error));
    return WTW_GROW(&index->marks, &index->mark_capacity, count + MARKS_AT_ONCE, error);
}

/* For a width that is known, compilers leave out the loop over it. */
static inline void write_all(struct wtw_shingle_index *index, uint32_t width)
{
    const uint64_t *tokens = index->tokens;
    uint64_t *sums = index->sums;
    uint32_t *heads = index->heads;
    uint32_t bits = index->head_bits;

    for (size_t i = index->count; i > 0; i--) {
        sums[i] = wtw_shingle_sum(tokens + i - 1, width);
        heads[wtw_shingle_head(sums[i], bits)] = (uint32_t)i;
    }
}

/* Lists those whose place an earlier one has; returns how many. */
static size_t list_others(const struct wtw_shingle_index *index)
{
    const uint64_t *sums = index->sums;
    const uint32_t *heads = index->heads;
    uint32_t *others = index->others;
    uint32_t bits = index->head_bits;
    size_t listed = 0;

    for (size_t i = 1; i <= index->count; i++) {
        others[listed] = (uint32_t)i;
        listed += heads[wtw_shingle_head(sums[i], bits)] != i;
    }
    return listed;
}

/* Finds a place for one whose own another has, unless it is a repeat. */
static void place_other(struct wtw_shingle_index *index, uint32_t other)
{
    size_t mask = ((size_t)1 << index->head_bits) - 1;
    uint64_t sum = index->sums[other];
    size_t at = wtw_shingle_head(sum, index->head_bits);

    while (index->heads[at] && index->sums[index->heads[at]] != sum)
        at = (at + 1) & mask;
    if (index->heads[at])
        index->repeats[index->repeat_count++] =
            (struct wtw_shingle_repeat){other - 1, index->heads[at] - 1};
    else
        index->heads[at] = other;
}

enum wtw_status wtw_shingle_index_make(struct wtw_shingle_index *index,
                                       const uint64_t *tokens, size_t token_count,
                                       uint32_t k, struct wtw_error *error)
{
    size_t others = 0;

    index->tokens = tokens;
    index->width = width_of(token_count, k);
    index->count = shingles_of(token_count, index->width);
    index->repeat_count = 0;
    WTW_TRY(make_room(index, error));
    memset(index->heads, 0, sizeof index->heads[0] << index->head_bits);
    index->sums[0] = 0;
    if (index->width == 3)
        write_all(index, 3);
    else
        write_all(index, index->width);
    others = list_others(index);
    for (size_t i = 0; i < others; i++)
        place_other(index, index->others[i]);
    return WTW_OK;
}

void wtw_shingle_index_release(struct wtw_shingle_index *index)
{
    wtw_release_items(index->repeats);
    wtw_release_items(index->sums);
    wtw_release_items(index->heads);
    wtw_release_items(index->others);
    wtw_release_items(index->marks);
    *index = (struct wtw_shingle_index){.count = 0};
}

uint32_t wtw_shingle_index_distinct(const struct wtw_shingle_index *index)
{
    return (uint32_t)(index->count - index->repeat_count);
}

/* How many tokens are equal, 'most' at most; four at a time, as runs are long, and no branch
 * on where among the four one ends. */
static size_t count_equal(const uint64_t *a, const uint64_t *b, size_t most)
{
    size_t i = 0;

    for (; i + 4 <= most; i += 4) {
        size_t first = a[i] == b[i];
        size_t second = first & (a[i + 1] == b[i + 1]);
        size_t third = second & (a[i + 2] == b[i + 2]);

        if (!(third & (a[i + 3] == b[i + 3])))
            return i + first + second + third;
    }
    while (i < most && a[i] == b[i])
        i++;
    return i;
}

size_t wtw_shingle_index_run(const struct wtw_shingle_index *index, size_t place,
                             const uint64_t *tokens, size_t left)
{
    size_t behind = index->count - place;
    uint32_t width = index->width;

    return 1 + count_equal(index->tokens + place + width, tokens + width,
                           (behind < left ? behind : left) - 1);
}

/* What is looked up is local, so that no mark makes the loop read again where it is. */
static inline void mark_shared(const struct wtw_shingle_index *index,
                               const uint64_t *tokens, size_t count, uint32_t width)
{
    const struct wtw_shingle_index looked_up = *index;
    size_t run = 1;

    for (size_t i = 0; i < count; i += run) {
        uint64_t sum = wtw_shingle_sum(tokens + i, width);
        uint32_t found = wtw_shingle_index_find(&looked_up, sum);

        run = 1;
        if (!found)
            continue;
        run = wtw_shingle_index_run(index, found - 1, tokens + i, count - i);
        memset(index->marks + found - 1, 1, run);
    }
}

static void move_marks_of_repeats(struct wtw_shingle_index *index)
{
    uint8_t *marks = index->marks;

    for (size_t i = 0; i < index->repeat_count; i++) {
        const struct wtw_shingle_repeat *repeat = &index->repeats[i];

        marks[repeat->first] |= marks[repeat->place];
        marks[repeat->place] = 0;
    }
}

/* Eight marks at a time; behind the last there are some that nobody set. */
static uint32_t count_marks(const struct wtw_shingle_index *index)
{
    uint32_t count = 0;

    for (size_t i = 0; i < index->count; i += MARKS_AT_ONCE)
        count +=
            (uint32_t)(wtw_load_eight(index->marks + i) * UINT64_C(0x0101010101010101) >>
                       56);
    return count;
}

uint32_t wtw_shingle_index_shared(struct wtw_shingle_index *index, const uint64_t *tokens,
                                  size_t token_count, uint32_t k)
{
    uint32_t width = width_of(token_count, k);
    size_t count = shingles_of(token_count, width);

    if (width != index->width)
        return 0;
    memset(index->marks, 0, index->count + MARKS_AT_ONCE);
    if (width == 3)
        mark_shared(index, tokens, count, 3);
    else
        mark_shared(index, tokens, count, width);
    move_marks_of_repeats(index);
    return count_marks(index);
}
