/*
 * archive.h - the digests of all articles, column by column
 */
#ifndef WTW_ENGINE_ARCHIVE_H
#define WTW_ENGINE_ARCHIVE_H

#include "base/paged_memory.h"
#include "engine/digest.h"
#include "match/digests.h"

/* As many keys of a column as fill a line of the cache, from a number on that is a
 * multiple of this. */
enum { WTW_ARCHIVE_ROWS = 16 };

enum { WTW_ARCHIVE_COLUMNS = 7 };

/* Zero-initialised with 'bands', 'keeps_terms' and 'keeps_outlines' set is empty; ended by wtw_archive_release(). */
struct wtw_archive {
    uint32_t bands;
    uint32_t count;
    size_t capacity; /* articles that all columns below have room for */
    /* Of article 'first_row' and those after; what came before is in files (staging.h). */
    uint32_t first_row;
    size_t row_capacity;
    uint32_t **band_keys;
    uint32_t *waiting; /* [bands][WTW_ARCHIVE_ROWS]: keys not yet in their columns */
    uint64_t *odd_sketches;
    /* Of all articles; each in the block of 'columns' at its place here. Where their folder
     * is set they may be larger than memory. */
    struct wtw_paged columns[WTW_ARCHIVE_COLUMNS];
    uint64_t *content_hashes;
    uint32_t *shingle_counts;
    uint32_t *token_counts;
    int64_t *published_seconds;
    uint32_t *sources;
    uint8_t *ranks;
    uint8_t *agencies; /* wtw_archive_agency() tells them */
    struct wtw_key_lists keys;
    bool keeps_outlines;
    struct wtw_outlines outlines; /* empty unless they are kept */
    bool keeps_terms;
    uint64_t *term_starts; /* [count + 1]; NULL unless terms are kept, as the next one */
    uint32_t *terms;
    size_t term_capacity;
};

/* One article on its way in. */
struct wtw_archive_entry {
    const struct wtw_digest *digest;
    int64_t published_seconds;
    uint32_t source;
    uint8_t rank;
    const uint32_t *band_keys;   /* archive->bands of them */
    const uint32_t *winnow_keys; /* NULL where there are none */
    size_t winnow_count;
};

/*
 * wtw_archive_reserve() makes room for 'articles' more with 'winnow_keys' keys between
 * them, so that as many wtw_archive_append() cannot fail. Returns WTW_OK, WTW_NO_MEMORY
 * or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_archive_reserve(struct wtw_archive *archive,
                                                   size_t articles, size_t winnow_keys,
                                                   struct wtw_error *error);
void wtw_archive_append(struct wtw_archive *archive,
                        const struct wtw_archive_entry *entry);

/* wtw_archive_agency() is the agency that article 'number' credits, or WTW_NO_AGENCY. */
uint32_t wtw_archive_agency(const struct wtw_archive *archive, uint32_t number);

/* wtw_archive_digests() is the view for the join, borrowed until the next reserve or
 * release. Its band keys and odd sketches are those of the rows. */
struct wtw_digests wtw_archive_digests(struct wtw_archive *archive);

/* wtw_archive_row_bytes() is the memory in use for keys and odd sketches.
 * wtw_archive_drop_rows() forgets them, and begins again with the next article. */
uint64_t wtw_archive_row_bytes(const struct wtw_archive *archive);
void wtw_archive_drop_rows(struct wtw_archive *archive);

/*
 * wtw_archive_forget_band() frees the keys of one band, wtw_archive_forget_bands() those
 * of all and the odd sketches, wtw_archive_forget_keys() the winnowed and sampled keys;
 * counts, hashes and dates stay. Nothing can be appended afterwards.
 */
void wtw_archive_forget_band(struct wtw_archive *archive, uint32_t band);
void wtw_archive_forget_bands(struct wtw_archive *archive);
void wtw_archive_forget_keys(struct wtw_archive *archive);

/* wtw_archive_set_folder() lets the columns of an empty archive lie in files in 'folder',
 * borrowed. wtw_archive_rest() takes what lies there out of the process, until it is used. */
void wtw_archive_set_folder(struct wtw_archive *archive, const char *folder);
void wtw_archive_rest(const struct wtw_archive *archive);

/* wtw_archive_term_count() is how many terms are held in all. */
uint64_t wtw_archive_term_count(const struct wtw_archive *archive);

/* wtw_archive_bytes() is the memory in use for the articles held. */
uint64_t wtw_archive_bytes(const struct wtw_archive *archive);

void wtw_archive_release(struct wtw_archive *archive);

#endif
