/*
 * staging.c - keys and sketches go to files when they fill the memory that they may take
 *
 * Rows of the archive are nearly all that an article costs, and nobody needs them before
 * the join. When they take their share of the memory they become three runs
 * (stage/sorted_runs.h): band keys and the other keys, each sorted with the numbers of
 * their articles and cut by the topmost bits of the keys, so that the join can read one
 * part of all runs at a time; and the odd sketches, as they stand. What is small or needed
 * at any time stays in memory.
 *
 * A run is what a process that sketches a share of the input has to hand over, so a run
 * over many machines can use the same files.
 */
#include "engine/staging.h"

#include "base/memory.h"
#include "match/radix_sort.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Shares of the memory: of the rows, and later of the join. */
enum { ROWS_SHARE = 4, JOIN_SHARE = 4 };

/* Articles of a run of sketches, whose index takes 24 bytes for 1024 of them. */
enum { RUN_ARTICLES_MAX = 1 << 22 };

/* What the records depend on. Kernels and threads change nothing. */
static uint64_t settings_of(const struct wtw_digest_plan *plan)
{
    const uint64_t words[] = {plan->shingle_tokens,
                              plan->bands,
                              plan->rows,
                              plan->signature.slot_count,
                              plan->signature.multipliers[0],
                              plan->keeps_boilerplate,
                              plan->makes_winnow_keys,
                              plan->makes_samples};

    return XXH3_64bits(words, sizeof words);
}

static void init_runs(struct wtw_sorted_runs *runs, const struct wtw_stage_folder *folder,
                      enum wtw_stage_kind kind, uint32_t part_count, uint64_t settings)
{
    *runs = (struct wtw_sorted_runs){.folder = folder,
                                     .shape = {.kind = kind,
                                               .record_words = 1,
                                               .part_count = part_count,
                                               .settings = settings}};
}

void wtw_staging_init(struct wtw_staging *staging, const struct wtw_digest_plan *plan,
                      const char *parent, uint64_t memory_bytes)
{
    struct wtw_staged_digests *digests = &staging->digests;
    uint64_t settings = settings_of(plan);

    *staging = (struct wtw_staging){
        .plan = plan, .parent = parent, .row_bytes = memory_bytes / ROWS_SHARE};
    digests->join_bytes = memory_bytes / JOIN_SHARE;
    init_runs(&digests->band_keys, &digests->folder, WTW_KIND_BAND_KEYS,
              plan->bands << WTW_BAND_PART_BITS, settings);
    init_runs(&digests->keys, &digests->folder, WTW_KIND_SHARED_KEYS,
              UINT32_C(1) << WTW_KEY_PART_BITS, settings);
    wtw_sketch_shelf_init(&digests->sketches, &digests->folder, settings,
                          RUN_ARTICLES_MAX);
}

bool wtw_staging_is_used(const struct wtw_staging *staging)
{
    return staging->digests.sketches.article_count > 0;
}

/* Room for the entries of a column, and for sorting them. */
struct entry_room {
    uint64_t *entries;
    uint64_t *scratch;
};

static enum wtw_status make_room(struct entry_room *room, uint64_t count,
                                 struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(&room->entries, (size_t)count + 1, error));
    return WTW_ALLOCATE(&room->scratch, (size_t)count + 1, error);
}

static void release_room(struct entry_room *room)
{
    wtw_release_items(room->entries);
    wtw_release_items(room->scratch);
}

/* ------------------------------------------------------------------ band keys */

/* Lists the entries of a band, of articles with a shingle; the keys of others mean
 * nothing. */
static size_t list_band(const struct wtw_archive *archive, uint32_t band,
                        uint64_t *entries)
{
    const uint32_t *keys = archive->band_keys[band];
    size_t count = 0;

    for (uint32_t article = archive->first_row; article < archive->count; article++) {
        entries[count] = (uint64_t)keys[article - archive->first_row] << 32 | article;
        count += archive->shingle_counts[article] > 0;
    }
    return count;
}

static enum wtw_status put_bands(struct wtw_sorted_runs *runs,
                                 const struct wtw_archive *archive,
                                 struct entry_room *room, struct wtw_error *error)
{
    const struct wtw_part_rule rule = {.part_count = UINT32_C(1) << WTW_BAND_PART_BITS,
                                       .shift = 64 - WTW_BAND_PART_BITS};

    for (uint32_t band = 0; band < archive->bands; band++) {
        size_t count = list_band(archive, band, room->entries);

        wtw_sort_hashes(room->entries, room->scratch, count, 0);
        WTW_TRY(wtw_runs_put_parts(runs, room->entries, count, rule, error));
    }
    return WTW_OK;
}

static enum wtw_status stage_bands(struct wtw_staging *staging,
                                   const struct wtw_archive *archive,
                                   struct wtw_error *error)
{
    struct wtw_sorted_runs *runs = &staging->digests.band_keys;
    struct entry_room room = {.entries = NULL};
    enum wtw_status status = make_room(&room, archive->count - archive->first_row, error);

    if (status == WTW_OK)
        status = wtw_runs_begin(runs, archive->first_row, error);
    if (status == WTW_OK)
        status = put_bands(runs, archive, &room, error);
    if (status == WTW_OK)
        status = wtw_runs_end(runs, error);
    release_room(&room);
    return status;
}

/* ------------------------------------------------------------------ other keys */

static size_t list_keys(const struct wtw_key_lists *lists, uint32_t number,
                        uint64_t *entries)
{
    uint64_t chunk[WTW_KEY_CHUNK_KEYS];
    struct wtw_key_cursor cursor = {.lists = lists, .number = number};
    size_t listed = 0;
    size_t count = 0;

    while ((count = wtw_key_cursor_next(&cursor, chunk)) > 0) {
        for (size_t i = 0; i < count; i++)
            entries[listed + i] = chunk[i];
        listed += count;
    }
    return listed;
}

static enum wtw_status put_keys(struct wtw_sorted_runs *runs,
                                const struct wtw_key_lists *lists,
                                struct entry_room *room, struct wtw_error *error)
{
    unsigned bits = WTW_KEY_PART_BITS - WTW_KEY_LIST_BITS;

    for (uint32_t list = 0; list < WTW_KEY_LISTS; list++) {
        const struct wtw_part_rule rule = {.first = (uint64_t)list << bits,
                                           .part_count = UINT32_C(1) << bits,
                                           .shift = 64 - WTW_KEY_PART_BITS};
        size_t count = list_keys(lists, list, room->entries);

        wtw_sort_hashes(room->entries, room->scratch, count, WTW_KEY_LIST_BITS);
        WTW_TRY(wtw_runs_put_parts(runs, room->entries, count, rule, error));
    }
    return WTW_OK;
}

static uint64_t longest_list(const struct wtw_key_lists *lists)
{
    uint64_t longest = 0;

    for (uint32_t list = 0; list < WTW_KEY_LISTS; list++)
        if (wtw_key_list_count(&lists->lists[list]) > longest)
            longest = wtw_key_list_count(&lists->lists[list]);
    return longest;
}

static enum wtw_status stage_keys(struct wtw_staging *staging,
                                  const struct wtw_archive *archive,
                                  struct wtw_error *error)
{
    struct wtw_sorted_runs *runs = &staging->digests.keys;
    struct entry_room room = {.entries = NULL};
    enum wtw_status status = make_room(&room, longest_list(&archive->keys), error);

    if (status == WTW_OK)
        status = wtw_runs_begin(runs, archive->first_row, error);
    if (status == WTW_OK)
        status = put_keys(runs, &archive->keys, &room, error);
    if (status == WTW_OK)
        status = wtw_runs_end(runs, error);
    release_room(&room);
    return status;
}

/* ------------------------------------------------------------------ all of them */

static enum wtw_status stage_columns(struct wtw_staging *staging,
                                     const struct wtw_archive *archive,
                                     struct wtw_error *error)
{
    WTW_TRY(stage_bands(staging, archive, error));
    WTW_TRY(stage_keys(staging, archive, error));
    return wtw_sketch_shelf_add(&staging->digests.sketches, archive->odd_sketches,
                                archive->count - archive->first_row, error);
}

static enum wtw_status stage_rows(struct wtw_staging *staging,
                                  struct wtw_archive *archive, struct wtw_error *error)
{
    struct wtw_staged_digests *digests = &staging->digests;
    uint32_t band_runs = digests->band_keys.count;
    uint32_t key_runs = digests->keys.count;
    enum wtw_status status = WTW_OK;

    /* Settles the keys that wait for their columns. */
    (void)wtw_archive_digests(archive);
    if (!digests->folder.path[0])
        WTW_TRY(wtw_stage_folder_use(&digests->folder, staging->parent, error));
    status = stage_columns(staging, archive, error);
    if (status == WTW_OK) {
        wtw_archive_drop_rows(archive);
        return WTW_OK;
    }
    wtw_runs_cut(&digests->band_keys, band_runs);
    wtw_runs_cut(&digests->keys, key_runs);
    return status;
}

enum wtw_status wtw_staging_relieve(struct wtw_staging *staging,
                                    struct wtw_archive *archive, struct wtw_error *error)
{
    if (!staging->row_bytes || archive->count == archive->first_row ||
        wtw_archive_row_bytes(archive) < staging->row_bytes)
        return WTW_OK;
    return stage_rows(staging, archive, error);
}

enum wtw_status wtw_staging_finish(struct wtw_staging *staging,
                                   struct wtw_archive *archive, struct wtw_error *error)
{
    if (!wtw_staging_is_used(staging) || archive->count == archive->first_row)
        return WTW_OK;
    return stage_rows(staging, archive, error);
}

void wtw_staging_release(struct wtw_staging *staging)
{
    struct wtw_staged_digests *digests = &staging->digests;

    wtw_runs_release(&digests->band_keys);
    wtw_runs_release(&digests->keys);
    wtw_sketch_shelf_release(&digests->sketches);
}
