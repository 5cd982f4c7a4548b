/*
 * test_live_index.c - texts are found by their keys, whatever the index made of them
 *
 * The oracle is a list of all keys, looked through from the end. Keys are few, so that many
 * texts share one, and some differ in the lowest bits alone.
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "engine/live_index.h"
#include "engine/live_segment.h"

#include <stdlib.h>

enum { BANDS = 3, KEYS = 4, TEXTS = 60000 };

struct oracle {
    uint32_t (*band_keys)[BANDS];
    uint32_t (*keys)[KEYS];
    uint8_t *flags;
    bool *are_indexed;
    uint32_t count;
};

/* A band's key of which the lowest four bits do not count; one in twenty is in all. */
static uint32_t some_key(struct random_input *random, uint32_t kinds)
{
    uint32_t kind = random_chance(random, .05) ? 0 : random_below(random, kinds);

    return (kind * UINT32_C(2654435761) & ~UINT32_C(15)) + random_below(random, 16);
}

static struct oracle begin_oracle(uint32_t seed)
{
    struct oracle oracle = {.band_keys = calloc(TEXTS, sizeof *oracle.band_keys),
                            .keys = calloc(TEXTS, sizeof *oracle.keys),
                            .flags = calloc(TEXTS, 1),
                            .are_indexed = calloc(TEXTS, sizeof(bool))};
    struct random_input random = random_begin(seed);

    for (uint32_t i = 0; i < TEXTS; i++) {
        for (int band = 0; band < BANDS; band++)
            oracle.band_keys[i][band] = some_key(&random, TEXTS / 3);
        for (uint32_t k = 0; k < KEYS; k++)
            oracle.keys[i][k] =
                (k << 30) + (some_key(&random, TEXTS / 3) >> 2) + (k == 0);
        oracle.are_indexed[i] = random_chance(&random, .8);
    }
    return oracle;
}

static void end_oracle(struct oracle *oracle)
{
    free(oracle->band_keys);
    free(oracle->keys);
    free(oracle->flags);
    free(oracle->are_indexed);
}

static void add_texts(struct wtw_live_index *index, struct oracle *oracle, uint32_t end)
{
    struct wtw_error error = {0};

    for (; oracle->count < end; oracle->count++) {
        uint32_t i = oracle->count;
        const struct wtw_live_keys keys = {oracle->band_keys[i], oracle->keys[i], KEYS};

        oracle->flags[i] = oracle->are_indexed[i] ? WTW_LIVE_TEXT : 0;
        if (oracle->are_indexed[i])
            check_ok(wtw_live_index_add(index, i, &keys, oracle->flags, &error), &error);
    }
}

static uint32_t wanted_band(const struct oracle *oracle, uint32_t before, uint32_t band,
                            uint32_t key, uint32_t *out_texts, uint32_t room)
{
    uint32_t count = 0;

    for (uint32_t i = before < oracle->count ? before : oracle->count;
         i-- > 0 && count < room;)
        if (oracle->flags[i] && oracle->band_keys[i][band] >> 4 == key >> 4)
            out_texts[count++] = i;
    return count;
}

static uint32_t wanted_key(const struct oracle *oracle, uint32_t before, uint32_t key,
                           uint32_t *out_texts, uint32_t room)
{
    uint32_t count = 0;

    for (uint32_t i = before < oracle->count ? before : oracle->count;
         i-- > 0 && count < room;)
        for (int k = 0; oracle->flags[i] && k < KEYS; k++)
            if (oracle->keys[i][k] == key) {
                out_texts[count++] = i;
                break;
            }
    return count;
}

/* Among the texts before 'before'. */
static void check_found(const struct wtw_live_index *index, const struct oracle *oracle,
                        uint32_t i, uint32_t before)
{
    const struct wtw_live_keys keys = {oracle->band_keys[i], oracle->keys[i], KEYS};
    const struct wtw_live_sight sight = {oracle->flags, before};
    uint32_t got[20];
    uint32_t wanted[20];

    wtw_live_index_ask(index, &keys);
    for (uint32_t band = 0; band < BANDS; band++) {
        uint32_t count =
            wanted_band(oracle, before, band, keys.band_keys[band], wanted, 20);

        check_number(
            wtw_live_index_band(index, band, keys.band_keys[band], sight, got, 20),
            count);
        check(memcmp(got, wanted, count * sizeof got[0]) == 0);
    }
    for (uint32_t k = 0; k < KEYS; k++) {
        uint32_t count = wanted_key(oracle, before, keys.keys[k], wanted, 20);

        check_number(wtw_live_index_key(index, keys.keys[k], sight, got, 20), count);
        check(memcmp(got, wanted, count * sizeof got[0]) == 0);
    }
}

static void check_some(const struct wtw_live_index *index, const struct oracle *oracle,
                       uint32_t seed)
{
    struct random_input random = random_begin(seed);

    for (int i = 0; i < 25; i++) {
        uint32_t text = random_below(&random, TEXTS);

        check_found(index, oracle, text, UINT32_MAX);
        check_found(index, oracle, text, text);
    }
}

/* Extends an index by a segment of the next texts, up to 'end', also those without a flag. */
static enum wtw_status extend(struct wtw_live_index *index, struct oracle *oracle,
                              uint32_t end, struct wtw_error *error)
{
    struct wtw_live_recent recent = {.first = oracle->count};
    struct wtw_live_sorting sorting = {.thread_count = 3};
    struct wtw_live_segment segment = {.columns = NULL};
    enum wtw_status status = WTW_OK;

    for (uint32_t i = oracle->count; i < end && status == WTW_OK; i++) {
        const struct wtw_live_keys keys = {oracle->band_keys[i], oracle->keys[i], KEYS};

        oracle->flags[i] = oracle->are_indexed[i] ? WTW_LIVE_TEXT : 0;
        status = wtw_live_recent_put(&recent, BANDS, i, &keys, error);
    }
    if (status == WTW_OK)
        status = wtw_live_segment_pack(&recent, BANDS, end - oracle->count, &sorting,
                                       &segment, error);
    if (status == WTW_OK)
        status = wtw_live_index_extend(index, &segment, error);
    oracle->count = end;
    wtw_live_segment_release(&segment);
    wtw_live_sorting_release(&sorting);
    wtw_live_recent_release(&recent);
    return status;
}

Test(live_index, texts_are_found_newest_first_while_segments_are_made_and_joined)
{
    struct oracle oracle = begin_oracle(700);
    struct wtw_live_index index = {.bands = BANDS};

    for (uint32_t end = 0; end < TEXTS; end += 3000 - end / 60) {
        add_texts(&index, &oracle, end);
        check_some(&index, &oracle, 701 + end);
    }
    check(index.segment_count > 1);
    wtw_live_index_release(&index);
    end_oracle(&oracle);
}

Test(live_index, segments_that_came_whole_are_found_as_what_was_added)
{
    static const uint32_t ends[] = {1, 3000, 5119, 40000, 47000};
    struct oracle oracle = begin_oracle(710);
    struct wtw_live_index index = {.bands = BANDS};
    struct wtw_error error = {0};

    for (size_t row = 0; row < sizeof ends / sizeof ends[0]; row++) {
        check_ok(extend(&index, &oracle, ends[row], &error), &error);
        check_some(&index, &oracle, 711);
    }
    add_texts(&index, &oracle, TEXTS);
    check_some(&index, &oracle, 712);
    wtw_live_index_release(&index);
    end_oracle(&oracle);
}

Test(live_index, what_was_cut_is_as_if_it_had_never_been_added)
{
    static const uint32_t cuts[] = {59990, 58000, 57343, 40000, 8191, 100, 0};
    struct oracle oracle = begin_oracle(720);
    struct wtw_live_index index = {.bands = BANDS};
    struct wtw_error error = {0};

    add_texts(&index, &oracle, TEXTS);
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        check_ok(wtw_live_index_cut(&index, cuts[i], oracle.flags, &error), &error);
        memset(oracle.flags + cuts[i], 0, oracle.count - cuts[i]);
        oracle.count = cuts[i];
        check_some(&index, &oracle, 721);
        add_texts(&index, &oracle, cuts[i] + 5000 < TEXTS ? cuts[i] + 5000 : TEXTS);
        check_some(&index, &oracle, 722);
    }
    wtw_live_index_release(&index);
    end_oracle(&oracle);
}

Test(live_index, what_has_gone_is_not_found_and_leaves_room)
{
    struct oracle oracle = begin_oracle(730);
    struct wtw_live_index index = {.bands = BANDS};
    struct random_input random = random_begin(731);
    struct wtw_error error = {0};
    uint64_t bytes = 0;

    add_texts(&index, &oracle, TEXTS);
    bytes = wtw_live_index_bytes(&index);
    for (uint32_t i = 0; i < TEXTS; i++) {
        if (!oracle.flags[i] || random_chance(&random, .3))
            continue;
        oracle.flags[i] = 0;
        check_ok(wtw_live_index_forget(&index, i, oracle.flags, &error), &error);
    }
    check_some(&index, &oracle, 732);
    check(wtw_live_index_bytes(&index) < bytes - TEXTS * 4);
    wtw_live_index_release(&index);
    end_oracle(&oracle);
}

#ifdef WTW_FAULTS

Test(live_index, memory_that_is_short_is_told_and_nothing_is_lost)
{
    struct oracle oracle = begin_oracle(740);

    for (uint64_t nth = 1;; nth++) {
        struct wtw_live_index index = {.bands = BANDS};
        enum wtw_status status = WTW_OK;
        uint64_t allocations = 0;

        oracle.count = 0;
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = extend(&index, &oracle, 4200, NULL);
        memset(oracle.flags, WTW_LIVE_TEXT, TEXTS);
        for (uint32_t i = 4200; i < 12500 && status == WTW_OK; i++) {
            const struct wtw_live_keys keys = {oracle.band_keys[i], oracle.keys[i], KEYS};

            status = wtw_live_index_add(&index, i, &keys, oracle.flags, NULL);
        }
        if (status == WTW_OK)
            status = wtw_live_index_cut(&index, 4000, oracle.flags, NULL);
        allocations = wtw_fault_count(WTW_FAULT_ALLOCATION);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        wtw_live_index_release(&index);
        check_status(status, allocations < nth ? WTW_OK : WTW_NO_MEMORY);
        if (allocations < nth)
            break;
    }
    end_oracle(&oracle);
}

#endif
