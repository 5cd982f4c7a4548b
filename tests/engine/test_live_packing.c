/*
 * test_live_packing.c - a segment has every key of its texts, in order
 *
 * The oracle is a list of (key, distance), sorted by qsort(); what a segment says is read from
 * its starts and entries. Some keys are in many texts, more than are sorted by hand.
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "engine/live_segment.h"

#include <stdlib.h>

enum { BANDS = 5, KEYS_MOST = 40 };

struct texts {
    struct wtw_live_recent recent;
    uint64_t *pairs[BANDS + 1]; /* key << 32 | distance */
    size_t pair_counts[BANDS + 1];
};

static int compare_pairs(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left;
    uint64_t y = *(const uint64_t *)right;

    return x < y ? -1 : x > y;
}

/* One key in thirty is one of three. */
static uint32_t some_key(struct random_input *random)
{
    if (random_chance(random, .03))
        return (random_below(random, 3) + 1) * UINT32_C(1000000000);
    return (uint32_t)random_next(random);
}

static size_t make_keys(struct random_input *random, uint32_t *keys)
{
    uint64_t sorted[KEYS_MOST];
    size_t count = random_below(random, KEYS_MOST + 1);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        sorted[i] = some_key(random);
    qsort(sorted, count, sizeof sorted[0], compare_pairs);
    for (size_t i = 0; i < count; i++)
        if (!kept || keys[kept - 1] != sorted[i])
            keys[kept++] = (uint32_t)sorted[i];
    return kept;
}

/* Texts with the numbers 7, 10, 13 ... */
static struct texts make_texts(uint32_t count)
{
    struct texts texts = {.recent = {.first = 7}};
    struct random_input random = random_begin(810 + count);
    struct wtw_error error = {0};

    for (int i = 0; i <= BANDS; i++)
        texts.pairs[i] = calloc(count * KEYS_MOST + 1, sizeof texts.pairs[i][0]);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t band_keys[BANDS];
        uint32_t keys[KEYS_MOST];
        const struct wtw_live_keys own = {band_keys, keys,
                                          (uint32_t)make_keys(&random, keys)};

        for (int band = 0; band < BANDS; band++) {
            band_keys[band] = some_key(&random);
            texts.pairs[band][texts.pair_counts[band]++] =
                (uint64_t)(band_keys[band] & ~UINT32_C(15)) << 32 | i * 3;
        }
        for (uint32_t k = 0; k < own.key_count; k++)
            texts.pairs[BANDS][texts.pair_counts[BANDS]++] =
                (uint64_t)keys[k] << 32 | i * 3;
        check_ok(wtw_live_recent_put(&texts.recent, BANDS, 7 + i * 3, &own, &error),
                 &error);
    }
    for (int i = 0; i <= BANDS; i++)
        qsort(texts.pairs[i], texts.pair_counts[i], sizeof texts.pairs[i][0],
              compare_pairs);
    return texts;
}

static void release_texts(struct texts *texts)
{
    wtw_live_recent_release(&texts->recent);
    for (int i = 0; i <= BANDS; i++)
        free(texts->pairs[i]);
}

static void check_column(const struct wtw_live_segment *segment, int number,
                         const struct texts *texts)
{
    const struct wtw_live_column *column = &segment->columns[number];
    struct wtw_live_split split = wtw_live_split_of(segment->bits, number < BANDS);
    size_t start_count = wtw_live_start_count(segment->bits, number < BANDS);
    uint32_t place = 0;

    check_number(column->count, texts->pair_counts[number]);
    check_number(column->starts[0], 0);
    check_number(column->starts[start_count], column->count);
    for (size_t start = 0; start < start_count; start++)
        for (; place < column->starts[start + 1]; place++) {
            uint32_t entry = column->entries[place];
            uint64_t key = (uint64_t)start << split.shift |
                           (uint64_t)(entry >> segment->bits) << split.low;

            check_number(key << 32 | (entry & ((UINT32_C(1) << segment->bits) - 1)),
                         texts->pairs[number][place]);
        }
    check_number(place, column->count);
}

Test(live_packing, all_keys_of_few_texts_and_of_many_are_in_order)
{
    static const uint32_t counts[] = {0, 1, 700, 4096, 30000};

    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        for (uint32_t threads = 0; threads < 3; threads += 2) {
            struct texts texts = make_texts(counts[i]);
            struct wtw_live_sorting sorting = {.thread_count = threads};
            struct wtw_live_segment segment;
            struct wtw_error error = {0};

            check_ok(wtw_live_segment_pack(&texts.recent, BANDS, counts[i] * 3 + 1,
                                           &sorting, &segment, &error),
                     &error);
            for (int column = 0; column <= BANDS; column++)
                check_column(&segment, column, &texts);
            wtw_live_segment_release(&segment);
            wtw_live_sorting_release(&sorting);
            release_texts(&texts);
        }
}

/* Keys of 140,000 texts are more than are sorted at a time. */
Test(live_packing, keys_that_take_several_goes_are_in_order)
{
    struct texts texts = make_texts(140000);
    struct wtw_live_sorting sorting = {.thread_count = 2};
    struct wtw_live_segment segment;
    struct wtw_error error = {0};

    check(texts.pair_counts[BANDS] > (size_t)1 << 21);
    texts.recent.first = 0;
    for (uint32_t i = 0; i < texts.recent.count; i++)
        texts.recent.numbers[i] = i;
    for (size_t i = 0; i < texts.pair_counts[BANDS]; i++)
        texts.pairs[BANDS][i] = (texts.pairs[BANDS][i] & ~(uint64_t)UINT32_MAX) |
                                (uint32_t)texts.pairs[BANDS][i] / 3;
    check_ok(wtw_live_segment_pack(&texts.recent, BANDS, texts.recent.count, &sorting,
                                   &segment, &error),
             &error);
    check_column(&segment, BANDS, &texts);
    wtw_live_segment_release(&segment);
    wtw_live_sorting_release(&sorting);
    release_texts(&texts);
}

#ifdef WTW_FAULTS

Test(live_packing, memory_that_is_short_is_told_and_nothing_is_lost)
{
    struct texts texts = make_texts(700);

    for (uint64_t nth = 1;; nth++) {
        struct wtw_live_sorting sorting = {.thread_count = 1};
        struct wtw_live_segment segment = {.columns = NULL};
        enum wtw_status status = WTW_OK;
        uint64_t allocations = 0;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status =
            wtw_live_segment_pack(&texts.recent, BANDS, 2100, &sorting, &segment, NULL);
        allocations = wtw_fault_count(WTW_FAULT_ALLOCATION);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check_status(status, allocations < nth ? WTW_OK : WTW_NO_MEMORY);
        wtw_live_segment_release(&segment);
        wtw_live_sorting_release(&sorting);
        if (allocations < nth)
            break;
    }
    release_texts(&texts);
}

#endif
