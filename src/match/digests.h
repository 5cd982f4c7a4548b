/*
 * digests.h - what the join reads of every article
 */
#ifndef WTW_MATCH_DIGESTS_H
#define WTW_MATCH_DIGESTS_H

#include "match/key_lists.h"
#include "match/staged_digests.h"
#include "wiretwin.h"

/*
 * Columns over all articles, borrowed from whoever keeps them. Band keys stand band by
 * band, so that joining one band reads one array from front to back.
 */
struct wtw_digests {
    uint32_t article_count;
    uint32_t bands;
    const uint32_t *const *band_keys; /* [bands][article_count] */
    const uint64_t *odd_sketches;     /* [article_count][WTW_ODD_SKETCH_WORDS] */
    const uint64_t *content_hashes;   /* [article_count], of the whole token sequence */
    const uint32_t *shingle_counts;   /* [article_count], 0 for an empty article */
    const struct wtw_key_lists *keys; /* winnowed and sampled ones of all articles */
    /* Where band keys, odd sketches and keys are in files instead; NULL: nowhere. */
    const struct wtw_staged_digests *staged;
};

#endif
