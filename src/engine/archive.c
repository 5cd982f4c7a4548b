/*
 * archive.c - the digests of all articles, column by column
 *
 * Each column is one array: the join reads one band's keys, or one band's keys and the
 * odd sketches of few articles, and nothing else. With the default options an article
 * costs 84 bytes of band keys, 64 of odd sketch, 29 of hashes, counts, date, source and
 * rank, 4 for each of some sixty keys, 2 to 34 of outline, and where stories are found up
 * to 152 of terms and agency.
 */
#include "engine/archive.h"

#include "base/memory.h"
#include "base/sizes.h"

#include <string.h>

/*
 * Growing step by step, the columns are copied again and again, until each is so large
 * that the system moves it by its pages. So from FEW_ARTICLES on, which may be all there
 * are, each is given 256 KB and more at once; what is not written to costs nothing.
 */
enum { FEW_ARTICLES = 1 << 12, MANY_ARTICLES = 1 << 16 };

/*
 * Each column's pages are asked for so many articles at a time: 16 pages of a band's keys.
 * The first articles, which may be all there are, come without.
 */
enum { ARTICLES_AHEAD = 1 << 14 };

static enum wtw_status resize_rows(struct wtw_archive *archive, size_t capacity,
                                   struct wtw_error *error)
{
    if (!archive->band_keys)
        WTW_TRY(WTW_ALLOCATE(&archive->band_keys, archive->bands, error));
    if (!archive->waiting)
        WTW_TRY(wtw_allocate_items((void **)&archive->waiting, archive->bands,
                                   WTW_ARCHIVE_ROWS * sizeof(uint32_t), error));
    for (uint32_t band = 0; band < archive->bands; band++)
        WTW_TRY(WTW_RESIZE(&archive->band_keys[band], capacity, error));
    return wtw_resize_items((void **)&archive->odd_sketches, capacity,
                            WTW_ODD_SKETCH_WORDS * sizeof(uint64_t), error);
}

/* Room for 'capacity' articles in a column, which may move: '*column' is void * in all but
 * type. */
static enum wtw_status resize_column(struct wtw_paged *paged, void **column,
                                     size_t capacity, size_t item_bytes,
                                     struct wtw_error *error)
{
    WTW_TRY(wtw_paged_reserve(paged, capacity * item_bytes, error));
    *column = paged->memory;
    return WTW_OK;
}

#define RESIZE_COLUMN(archive, i, name, capacity, error)                                 \
    resize_column(&(archive)->columns[i], (void **)&(archive)->name, (capacity),         \
                  sizeof *(archive)->name, (error))

static enum wtw_status resize_columns(struct wtw_archive *archive, size_t capacity,
                                      struct wtw_error *error)
{
    WTW_TRY(RESIZE_COLUMN(archive, 0, content_hashes, capacity, error));
    WTW_TRY(RESIZE_COLUMN(archive, 1, shingle_counts, capacity, error));
    WTW_TRY(RESIZE_COLUMN(archive, 2, token_counts, capacity, error));
    WTW_TRY(RESIZE_COLUMN(archive, 3, published_seconds, capacity, error));
    WTW_TRY(RESIZE_COLUMN(archive, 4, sources, capacity, error));
    WTW_TRY(RESIZE_COLUMN(archive, 5, ranks, capacity, error));
    WTW_TRY(RESIZE_COLUMN(archive, 6, agencies, capacity, error));
    if (!archive->keeps_terms)
        return WTW_OK;
    return WTW_RESIZE(&archive->term_starts, capacity + 1, error);
}

/* Room for as many terms as 'articles' more can have; what is not written to costs
 * nothing. */
static enum wtw_status reserve_terms(struct wtw_archive *archive, size_t articles,
                                     struct wtw_error *error)
{
    size_t used = archive->count ? (size_t)archive->term_starts[archive->count] : 0;

    return WTW_GROW(&archive->terms, &archive->term_capacity,
                    used + articles * WTW_TERMS_MAX, error);
}

static size_t capacity_for(size_t capacity, size_t needed)
{
    size_t grown = wtw_grown_capacity(capacity, needed);

    return needed > FEW_ARTICLES && grown < MANY_ARTICLES ? MANY_ARTICLES : grown;
}

/* Grows what is too small; capacities are raised when all has grown. */
static enum wtw_status reserve_articles(struct wtw_archive *archive, size_t needed,
                                        struct wtw_error *error)
{
    size_t rows = archive->row_capacity;
    size_t capacity = archive->capacity;

    if (needed - archive->first_row > rows) {
        rows = capacity_for(rows, needed - archive->first_row);
        WTW_TRY(resize_rows(archive, rows, error));
    }
    if (needed > capacity) {
        capacity = capacity_for(capacity, needed);
        WTW_TRY(resize_columns(archive, capacity, error));
    }
    archive->row_capacity = rows;
    archive->capacity = capacity;
    return WTW_OK;
}

enum wtw_status wtw_archive_reserve(struct wtw_archive *archive, size_t articles,
                                    size_t winnow_keys, struct wtw_error *error)
{
    size_t needed = 0;

    if (!wtw_size_add(archive->count, articles, &needed) || needed >= UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE, "an engine holds %u articles at most",
                        UINT32_MAX - 1);
    WTW_TRY(wtw_key_lists_reserve(&archive->keys, winnow_keys, error));
    if (archive->keeps_outlines)
        WTW_TRY(wtw_outlines_reserve(&archive->outlines, articles, error));
    if (archive->keeps_terms)
        WTW_TRY(reserve_terms(archive, articles, error));
    return reserve_articles(archive, needed, error);
}

/*
 * Moves the last 'count' keys that wait to their columns. A key at a time would be a line
 * of the cache and a page for each band and article.
 */
static void settle_keys(struct wtw_archive *archive, uint32_t count)
{
    uint32_t rows = archive->count - archive->first_row;

    for (uint32_t band = 0; band < archive->bands; band++)
        memcpy(archive->band_keys[band] + rows - count,
               archive->waiting + (size_t)band * WTW_ARCHIVE_ROWS,
               count * sizeof archive->waiting[0]);
}

/* The next rows are about to be written. */
static void expect_rows(const struct wtw_archive *archive, uint32_t row)
{
    size_t count = archive->row_capacity - row;

    if (count > ARTICLES_AHEAD)
        count = ARTICLES_AHEAD;
    for (uint32_t band = 0; band < archive->bands; band++)
        wtw_expect_writes(archive->band_keys[band] + row,
                          count * sizeof archive->band_keys[0][0]);
    wtw_expect_writes(archive->odd_sketches + (size_t)row * WTW_ODD_SKETCH_WORDS,
                      count * WTW_ODD_SKETCH_WORDS * sizeof archive->odd_sketches[0]);
}

static void append_terms(struct wtw_archive *archive, const struct wtw_digest *digest)
{
    uint32_t number = archive->count - 1;
    uint64_t start = number ? archive->term_starts[number] : 0;

    memcpy(archive->terms + start, digest->terms,
           digest->term_count * sizeof digest->terms[0]);
    archive->term_starts[number] = start;
    archive->term_starts[archive->count] = start + digest->term_count;
}

void wtw_archive_append(struct wtw_archive *archive,
                        const struct wtw_archive_entry *entry)
{
    uint32_t number = archive->count++;
    uint32_t row = number - archive->first_row;

    if (row && row % ARTICLES_AHEAD == 0)
        expect_rows(archive, row);
    for (uint32_t band = 0; band < archive->bands; band++)
        archive->waiting[band * WTW_ARCHIVE_ROWS + row % WTW_ARCHIVE_ROWS] =
            entry->band_keys[band];
    if ((row + 1) % WTW_ARCHIVE_ROWS == 0)
        settle_keys(archive, WTW_ARCHIVE_ROWS);
    memcpy(archive->odd_sketches + (size_t)row * WTW_ODD_SKETCH_WORDS,
           entry->digest->odd_sketch, sizeof entry->digest->odd_sketch);
    archive->content_hashes[number] = entry->digest->content_hash;
    archive->shingle_counts[number] = entry->digest->shingle_count;
    archive->token_counts[number] = entry->digest->token_count;
    archive->published_seconds[number] = entry->published_seconds;
    archive->sources[number] = entry->source;
    archive->ranks[number] = entry->rank;
    archive->agencies[number] = (uint8_t)entry->digest->agency;
    wtw_key_lists_append(&archive->keys, number, entry->winnow_keys, entry->winnow_count);
    if (archive->keeps_outlines)
        wtw_outlines_append(&archive->outlines, &entry->digest->outline);
    if (archive->keeps_terms)
        append_terms(archive, entry->digest);
}

/* A byte is enough (agencies.h); WTW_NO_AGENCY has none but ones. */
uint32_t wtw_archive_agency(const struct wtw_archive *archive, uint32_t number)
{
    uint8_t agency = archive->agencies[number];

    return agency == UINT8_MAX ? WTW_NO_AGENCY : agency;
}

struct wtw_digests wtw_archive_digests(struct wtw_archive *archive)
{
    if (archive->band_keys)
        settle_keys(archive, (archive->count - archive->first_row) % WTW_ARCHIVE_ROWS);
    return (struct wtw_digests){
        .article_count = archive->count,
        .bands = archive->bands,
        .band_keys = (const uint32_t *const *)archive->band_keys,
        .odd_sketches = archive->odd_sketches,
        .content_hashes = archive->content_hashes,
        .shingle_counts = archive->shingle_counts,
        .keys = &archive->keys,
    };
}

void wtw_archive_set_folder(struct wtw_archive *archive, const char *folder)
{
    for (int i = 0; i < WTW_ARCHIVE_COLUMNS; i++)
        archive->columns[i].folder = folder;
}

void wtw_archive_rest(const struct wtw_archive *archive)
{
    for (int i = 0; i < WTW_ARCHIVE_COLUMNS; i++)
        wtw_paged_rest(&archive->columns[i]);
}

uint64_t wtw_archive_term_count(const struct wtw_archive *archive)
{
    return archive->keeps_terms && archive->count ? archive->term_starts[archive->count]
                                                  : 0;
}

uint64_t wtw_archive_row_bytes(const struct wtw_archive *archive)
{
    uint64_t row_bytes =
        archive->bands * sizeof(uint32_t) + WTW_ODD_SKETCH_WORDS * sizeof(uint64_t);

    return (archive->count - archive->first_row) * row_bytes +
           archive->keys.key_count * sizeof(uint32_t);
}

void wtw_archive_drop_rows(struct wtw_archive *archive)
{
    wtw_archive_forget_bands(archive);
    wtw_archive_forget_keys(archive);
    archive->first_row = archive->count;
    archive->row_capacity = 0;
}

uint64_t wtw_archive_bytes(const struct wtw_archive *archive)
{
    uint64_t article_bytes =
        2 * sizeof(uint64_t) + 3 * sizeof(uint32_t) + 2 * sizeof(uint8_t);

    if (archive->keeps_terms && archive->count)
        article_bytes += sizeof archive->term_starts[0];
    return archive->count * article_bytes + wtw_archive_row_bytes(archive) +
           wtw_outlines_bytes(&archive->outlines) +
           wtw_archive_term_count(archive) * sizeof(uint32_t);
}

void wtw_archive_forget_band(struct wtw_archive *archive, uint32_t band)
{
    wtw_release_items(archive->band_keys[band]);
    archive->band_keys[band] = NULL;
}

void wtw_archive_forget_bands(struct wtw_archive *archive)
{
    for (uint32_t band = 0; archive->band_keys && band < archive->bands; band++)
        wtw_archive_forget_band(archive, band);
    wtw_release_items(archive->band_keys);
    wtw_release_items(archive->waiting);
    wtw_release_items(archive->odd_sketches);
    archive->band_keys = NULL;
    archive->waiting = NULL;
    archive->odd_sketches = NULL;
}

void wtw_archive_forget_keys(struct wtw_archive *archive)
{
    wtw_key_lists_release(&archive->keys);
}

void wtw_archive_release(struct wtw_archive *archive)
{
    wtw_archive_forget_bands(archive);
    wtw_archive_forget_keys(archive);
    for (int i = 0; i < WTW_ARCHIVE_COLUMNS; i++)
        wtw_paged_release(&archive->columns[i]);
    wtw_release_items(archive->term_starts);
    wtw_release_items(archive->terms);
    wtw_outlines_release(&archive->outlines);
    *archive = (struct wtw_archive){.bands = archive->bands,
                                    .keeps_outlines = archive->keeps_outlines,
                                    .keeps_terms = archive->keeps_terms};
}
