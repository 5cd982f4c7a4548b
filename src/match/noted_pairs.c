/*
 * noted_pairs.c - pairs noted many times more often than memory holds, and which of them
 * were noted twice
 *
 * Most pairs that share one sampled key share no other, and there are a dozen an article.
 * In memory a filter tells them apart (pair_filter.h), which takes up to 32 bytes an
 * article. Here all are written down, sorted, in parts by their first article, and each
 * part is then counted by itself.
 */
#include "match/noted_pairs.h"

#include "base/memory.h"
#include "match/radix_sort.h"

enum { PARTS = 256 };

void wtw_noted_pairs_init(struct wtw_noted_pairs *noted,
                          const struct wtw_stage_folder *folder, uint64_t settings,
                          uint32_t article_count, uint64_t bytes)
{
    unsigned shift = 32;

    while ((uint64_t)PARTS << (shift - 32) < article_count)
        shift++;
    *noted = (struct wtw_noted_pairs){
        .most = (size_t)(bytes / (2 * sizeof(uint64_t))) + 1,
        .rule = {.part_count = PARTS, .shift = shift},
        .runs = {.folder = folder,
                 .shape = {.kind = WTW_KIND_NOTED_PAIRS,
                           .record_words = 1,
                           .part_count = PARTS,
                           .settings = settings}},
    };
}

/* Writes down what is in memory, no pair more than twice. */
static enum wtw_status write_run(struct wtw_noted_pairs *noted, struct wtw_error *error)
{
    struct wtw_pairs *pairs = &noted->pairs;

    wtw_pairs_keep_two(pairs);
    WTW_TRY(wtw_runs_begin(&noted->runs, 0, error));
    WTW_TRY(
        wtw_runs_put_parts(&noted->runs, pairs->items, pairs->count, noted->rule, error));
    WTW_TRY(wtw_runs_end(&noted->runs, error));
    pairs->count = 0;
    return WTW_OK;
}

enum wtw_status wtw_noted_pairs_add(struct wtw_noted_pairs *noted,
                                    const struct wtw_pairs *more, struct wtw_error *error)
{
    for (size_t i = 0; i < more->count; i++) {
        if (noted->pairs.count >= noted->most)
            WTW_TRY(write_run(noted, error));
        WTW_TRY(wtw_pairs_note(&noted->pairs, more->items[i], error));
    }
    return WTW_OK;
}

/* Adds the pairs that stand twice in a row, twice. */
static enum wtw_status add_repeated(const uint64_t *pairs, size_t count,
                                    struct wtw_pairs *out_pairs, struct wtw_error *error)
{
    for (size_t i = 1; i < count; i++) {
        if (pairs[i] != pairs[i - 1] || (i > 1 && pairs[i] == pairs[i - 2]))
            continue;
        WTW_TRY(wtw_pairs_note(out_pairs, pairs[i], error));
        WTW_TRY(wtw_pairs_note(out_pairs, pairs[i], error));
    }
    return WTW_OK;
}

/* The room for a part, and for sorting it. */
struct part_room {
    uint64_t *pairs;
    uint64_t *scratch;
    size_t capacity;
};

static enum wtw_status reserve_part(struct part_room *room, size_t count,
                                    struct wtw_error *error)
{
    size_t capacity = room->capacity;

    WTW_TRY(WTW_GROW(&room->pairs, &capacity, count, error));
    return WTW_GROW(&room->scratch, &room->capacity, count, error);
}

static enum wtw_status count_parts(const struct wtw_sorted_runs *runs,
                                   struct part_room *room, struct wtw_pairs *out_pairs,
                                   struct wtw_error *error)
{
    for (uint32_t part = 0; part < PARTS; part++) {
        size_t count = (size_t)wtw_runs_count(runs, part);

        WTW_TRY(reserve_part(room, count, error));
        WTW_TRY(wtw_runs_read(runs, part, room->pairs, error));
        wtw_radix_sort(room->pairs, room->scratch, count, 0);
        WTW_TRY(add_repeated(room->pairs, count, out_pairs, error));
    }
    return WTW_OK;
}

enum wtw_status wtw_noted_pairs_repeated(struct wtw_noted_pairs *noted,
                                         struct wtw_pairs *out_pairs,
                                         struct wtw_error *error)
{
    struct part_room room = {.pairs = NULL};
    enum wtw_status status = WTW_OK;

    if (!noted->runs.count) {
        *out_pairs = noted->pairs;
        noted->pairs = (struct wtw_pairs){.items = NULL};
        return WTW_OK;
    }
    WTW_TRY(write_run(noted, error));
    wtw_pairs_release(&noted->pairs);
    status = count_parts(&noted->runs, &room, out_pairs, error);
    wtw_release_items(room.pairs);
    wtw_release_items(room.scratch);
    return status;
}

void wtw_noted_pairs_release(struct wtw_noted_pairs *noted)
{
    wtw_pairs_release(&noted->pairs);
    wtw_runs_release(&noted->runs);
}
