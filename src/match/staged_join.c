/*
 * staged_join.c - the joins of bands and keys, where these are in files
 *
 * Columns are as many as the memory asks for (staged_columns.h), and joined in rounds of
 * one for each thread; what a round finds goes on before the next one begins, so that only
 * one round's pairs wait in memory. Buckets are the same ones as in memory, in the same
 * order, and so are the pairs.
 *
 * What a band finds is many times what the odd sketches leave of it. It is gathered until
 * a share of the memory is full, and then the sketches are asked for all of it at once
 * (sketch_filter.h). Pairs that share a sampled key are noted in files (noted_pairs.h).
 */
#include "match/staged_join.h"

#include "base/memory.h"
#include "match/key_buckets.h"
#include "match/noted_pairs.h"
#include "match/sketch_filter.h"
#include "match/staged_columns.h"

/* Shares of join_bytes: of the columns of all workers, of the pairs that were found, of
 * each of two windows of sketches. */
enum { COLUMNS_SHARE = 4, PAIRS_SHARE = 4, WINDOW_SHARE = 4 };

/* Fewer articles than that are not worth a window, fewer bytes no file of noted pairs. */
enum { WINDOW_ARTICLES_MIN = 1 << 12, NOTED_BYTES_MIN = 1 << 16 };

struct staged_join {
    struct wtw_staged_columns columns;
    /* What becomes of the pairs of a round. */
    enum wtw_status (*take)(const struct wtw_joiner *joiner, struct wtw_joined *round,
                            struct wtw_joined *joined, struct wtw_error *error);
    struct wtw_pairs waiting;     /* of bands, for the sketches */
    struct wtw_noted_pairs noted; /* of sampled keys */
};

static uint64_t share_of(const struct wtw_join *join, uint64_t divisor)
{
    return join->digests->staged->join_bytes / divisor;
}

static enum wtw_status run_round(struct wtw_joiner *joiner, size_t columns,
                                 struct wtw_joined *joined, struct wtw_error *error)
{
    struct staged_join *staged = joiner->context;
    struct wtw_joined round = {.common_keys = 0};
    enum wtw_status status = wtw_joiner_run(joiner, columns, &round, error);

    if (status == WTW_OK)
        status = staged->take(joiner, &round, joined, error);
    joined->crowded_buckets += round.crowded_buckets;
    joined->common_keys += round.common_keys;
    wtw_joined_release(&round);
    return status;
}

static enum wtw_status run_rounds(struct wtw_joiner *joiner, struct wtw_joined *joined,
                                  struct wtw_error *error)
{
    const struct staged_join *staged = joiner->context;
    uint32_t count = wtw_staged_column_count(&staged->columns);
    uint32_t step = joiner->join->thread_count;

    for (uint32_t column = 0; column < count; column += step) {
        uint32_t left = count - column;

        joiner->first_column = column;
        WTW_TRY(run_round(joiner, left < step ? left : step, joined, error));
    }
    return WTW_OK;
}

static void cut_columns(const struct wtw_join *join, struct staged_join *staged,
                        const struct wtw_sorted_runs *runs, const uint64_t *bits,
                        unsigned part_bits)
{
    staged->columns = wtw_staged_columns_cut(
        runs, bits, part_bits,
        share_of(join, (uint64_t)COLUMNS_SHARE * join->thread_count));
}

/* ------------------------------------------------------------------ bands */

static enum wtw_status join_band(struct wtw_joiner *joiner,
                                 struct wtw_join_worker *worker, uint32_t column,
                                 struct wtw_error *error)
{
    const struct staged_join *staged = joiner->context;
    uint32_t band = column >> staged->columns.column_bits;
    size_t count = 0;

    WTW_TRY(wtw_staged_column_read(&staged->columns, worker, column, &count, error));
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        end = wtw_bucket_end(worker->entries, begin, count);
        if (end - begin > 1)
            WTW_TRY(wtw_bucket_pair(joiner, worker, worker->entries + begin, end - begin,
                                    band, error));
    }
    return WTW_OK;
}

/* Asks the sketches for the pairs that wait. */
static enum wtw_status filter_waiting(const struct wtw_joiner *joiner,
                                      struct wtw_joined *joined, struct wtw_error *error)
{
    struct staged_join *staged = joiner->context;
    uint64_t articles =
        share_of(joiner->join, WINDOW_SHARE) / (WTW_ODD_SKETCH_WORDS * sizeof(uint64_t));

    if (articles > joiner->join->digests->article_count)
        articles = joiner->join->digests->article_count;
    if (articles < WINDOW_ARTICLES_MIN)
        articles = WINDOW_ARTICLES_MIN;
    WTW_TRY(wtw_sketch_filter(joiner, &staged->waiting, (uint32_t)articles, error));
    WTW_TRY(wtw_pairs_add_all(&joined->pairs, &staged->waiting, error));
    staged->waiting.count = 0;
    return WTW_OK;
}

static enum wtw_status take_band_pairs(const struct wtw_joiner *joiner,
                                       struct wtw_joined *round,
                                       struct wtw_joined *joined, struct wtw_error *error)
{
    struct staged_join *staged = joiner->context;
    size_t most = (size_t)share_of(joiner->join, PAIRS_SHARE * 2 * sizeof(uint64_t));

    WTW_TRY(wtw_pairs_add_all(&staged->waiting, &round->pairs, error));
    return staged->waiting.count > most ? filter_waiting(joiner, joined, error) : WTW_OK;
}

enum wtw_status wtw_join_staged_bands(const struct wtw_join *join,
                                      struct wtw_joined *joined, struct wtw_error *error)
{
    struct staged_join staged = {.take = take_band_pairs};
    struct wtw_joiner joiner = {
        .join = join, .join_column = join_band, .context = &staged};
    uint64_t *bits = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_joined_bits_make(join, &bits, error));
    wtw_odd_sketch_floors_make(joiner.floors);
    cut_columns(join, &staged, &join->digests->staged->band_keys, bits,
                WTW_BAND_PART_BITS);
    status = run_rounds(&joiner, joined, error);
    if (status == WTW_OK)
        status = filter_waiting(&joiner, joined, error);
    wtw_pairs_settle(&joined->pairs);
    wtw_pairs_release(&staged.waiting);
    wtw_release_items(bits);
    return status;
}

/* ------------------------------------------------------------------ keys */

static enum wtw_status note_bucket(struct wtw_joiner *joiner,
                                   struct wtw_join_worker *worker, const uint64_t *bucket,
                                   size_t count, struct wtw_error *error)
{
    if (count > joiner->join->sample_ceiling)
        return WTW_OK;
    if (count == 2 && wtw_key_may_contain(joiner->join, bucket))
        return wtw_pairs_add(
            &worker->pairs, wtw_pair_of((uint32_t)bucket[0], (uint32_t)bucket[1]), error);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            WTW_TRY(wtw_pairs_note(&worker->noted,
                                   wtw_pair_of((uint32_t)bucket[i], (uint32_t)bucket[j]),
                                   error));
    return WTW_OK;
}

static enum wtw_status join_key_column(struct wtw_joiner *joiner,
                                       struct wtw_join_worker *worker, uint32_t column,
                                       struct wtw_error *error)
{
    const struct staged_join *staged = joiner->context;
    size_t count = 0;

    WTW_TRY(wtw_staged_column_read(&staged->columns, worker, column, &count, error));
    return wtw_key_buckets_join(joiner, worker, count, note_bucket, error);
}

static enum wtw_status take_key_pairs(const struct wtw_joiner *joiner,
                                      struct wtw_joined *round, struct wtw_joined *joined,
                                      struct wtw_error *error)
{
    struct staged_join *staged = joiner->context;

    WTW_TRY(wtw_pairs_add_all(&joined->pairs, &round->pairs, error));
    return wtw_noted_pairs_add(&staged->noted, &round->noted, error);
}

enum wtw_status wtw_join_staged_keys(const struct wtw_join *join,
                                     struct wtw_joined *joined, struct wtw_error *error)
{
    const struct wtw_staged_digests *digests = join->digests->staged;
    struct staged_join staged = {.take = take_key_pairs};
    uint64_t noted_bytes = share_of(join, PAIRS_SHARE);
    struct wtw_joiner joiner = {
        .join = join, .join_column = join_key_column, .context = &staged};
    uint64_t *bits = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_joined_bits_make(join, &bits, error));
    if (noted_bytes < NOTED_BYTES_MIN)
        noted_bytes = NOTED_BYTES_MIN;
    wtw_noted_pairs_init(&staged.noted, &digests->folder, digests->keys.shape.settings,
                         join->digests->article_count, noted_bytes);
    cut_columns(join, &staged, &digests->keys, bits, WTW_KEY_PART_BITS);
    status = run_rounds(&joiner, joined, error);
    if (status == WTW_OK)
        status = wtw_noted_pairs_repeated(&staged.noted, &joined->noted, error);
    if (status == WTW_OK && join->keys_are_done)
        join->keys_are_done(join->context);
    wtw_pairs_settle(&joined->pairs);
    wtw_noted_pairs_release(&staged.noted);
    wtw_release_items(bits);
    return status;
}
