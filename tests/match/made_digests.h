/*
 * made_digests.h - made-up digests of many articles, for the join
 *
 * Every article gets random keys from a small range, so that buckets of all sizes come
 * about. Odd sketches are all zero, which refuses no pair.
 */
#ifndef WTW_TESTS_MATCH_MADE_DIGESTS_H
#define WTW_TESTS_MATCH_MADE_DIGESTS_H

#include "check.h"
#include "random_input.h"

#include "match/join.h"

enum { ARTICLES_MAX = 3000, BANDS_MAX = 8, KEYS_MAX = 1500000 };

/* Digests with room of their own; one of them at a time in each test's process. */
struct shelf {
    struct wtw_digests digests;
    struct wtw_join join;
    uint32_t band_keys[BANDS_MAX][ARTICLES_MAX];
    const uint32_t *columns[BANDS_MAX];
    uint64_t odd_sketches[ARTICLES_MAX * WTW_ODD_SKETCH_WORDS];
    uint64_t content_hashes[ARTICLES_MAX];
    uint32_t shingle_counts[ARTICLES_MAX];
    uint32_t winnow_keys[KEYS_MAX];
    uint64_t winnow_starts[ARTICLES_MAX + 1];
    struct wtw_key_lists keys; /* made of those by list_keys() */
    uint32_t numbers[ARTICLES_MAX];
};

/* A shelf of articles without keys, all of which are joined. */
static inline void init_shelf(struct shelf *shelf, uint32_t articles, uint32_t bands)
{
    memset(shelf->band_keys, 0, sizeof shelf->band_keys);
    memset(shelf->winnow_starts, 0, sizeof shelf->winnow_starts);
    memset(shelf->odd_sketches, 0, articles * WTW_ODD_SKETCH_WORDS * sizeof(uint64_t));
    shelf->digests = (struct wtw_digests){.article_count = articles,
                                          .bands = bands,
                                          .band_keys = shelf->columns,
                                          .odd_sketches = shelf->odd_sketches,
                                          .content_hashes = shelf->content_hashes,
                                          .shingle_counts = shelf->shingle_counts,
                                          .keys = &shelf->keys};
    shelf->join = (struct wtw_join){.digests = &shelf->digests,
                                    .articles = shelf->numbers,
                                    .article_count = articles,
                                    .threshold = .5,
                                    .containment = .8,
                                    .bucket_limit = 16,
                                    .key_ceiling = 64,
                                    .sample_ceiling = 16,
                                    .thread_count = 1};
    for (uint32_t band = 0; band < BANDS_MAX; band++)
        shelf->columns[band] = shelf->band_keys[band];
    for (uint32_t i = 0; i < articles; i++) {
        shelf->numbers[i] = i;
        shelf->content_hashes[i] = (i + 1) * 0xc2b2ae3d27d4eb4fu;
        shelf->shingle_counts[i] = 100;
    }
}

static inline void fill_bands(struct shelf *shelf, struct random_input *random,
                              uint32_t range)
{
    for (uint32_t band = 0; band < shelf->digests.bands; band++)
        for (uint32_t i = 0; i < shelf->digests.article_count; i++)
            shelf->band_keys[band][i] = random_below(random, range) * 0x9e3779b1u;
}

/* The highest bit of a sampled key is 1, that of a winnowed one 0. */
#define SAMPLED(key) (0x80000000u | (key))

static inline void fill_winnowed(struct shelf *shelf, struct random_input *random,
                                 uint32_t keys_each, uint32_t range)
{
    uint64_t next = 0;

    for (uint32_t i = 0; i < shelf->digests.article_count; i++) {
        uint32_t count = random_below(random, 2 * keys_each + 1);

        shelf->winnow_starts[i] = next;
        while (count-- > 0)
            shelf->winnow_keys[next++] = random_below(random, range) * 0x9e3779b1u >> 1;
    }
    check(next <= KEYS_MAX);
    shelf->winnow_starts[shelf->digests.article_count] = next;
}

/* Lists the keys as the join wants them; the lists are released by the caller. */
static inline void list_keys(struct shelf *shelf)
{
    struct wtw_error error = {0};

    shelf->keys = (struct wtw_key_lists){.key_count = 0};
    for (uint32_t i = 0; i < shelf->digests.article_count; i++) {
        uint64_t begin = shelf->winnow_starts[i];
        size_t count = (size_t)(shelf->winnow_starts[i + 1] - begin);

        check_ok(wtw_key_lists_reserve(&shelf->keys, count, &error), &error);
        wtw_key_lists_append(&shelf->keys, i, shelf->winnow_keys + begin, count);
    }
}

/* Makes half of the keys sampled ones. */
static inline void sample_half(struct shelf *shelf, struct random_input *random)
{
    for (uint64_t k = 0; k < shelf->winnow_starts[shelf->digests.article_count]; k++)
        if (random_chance(random, .5))
            shelf->winnow_keys[k] = SAMPLED(shelf->winnow_keys[k]);
}

#endif
