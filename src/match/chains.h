/*
 * chains.h - rows of places where two texts say the same, at about the same distances
 */
#ifndef WTW_MATCH_CHAINS_H
#define WTW_MATCH_CHAINS_H

#include "base/failure.h"

/* An anchor is two neighbouring tokens that stand in both texts; a row of them are anchors
 * of which each begins one token behind the one before, in both texts. */
struct wtw_anchor_row {
    uint32_t a;     /* the first token of the first anchor in a */
    uint32_t b;     /* and in b */
    uint32_t count; /* anchors */
    uint32_t chain; /* the one they are in */
};

enum { WTW_ANCHOR_TOKENS = 2 };

/* More tokens than this between two anchors end a chain. */
enum { WTW_CHAIN_GAP = 24 };

struct wtw_chain {
    uint32_t a_begin; /* its first anchor */
    uint32_t b_begin;
    uint32_t a_last; /* its last anchor */
    uint32_t b_last;
    uint32_t shared; /* equal tokens */
    bool is_kept;    /* neither chance nor in the way of a longer one */
};

/* Both sides; a is the one that is looked up in b. Borrowed. */
struct wtw_chain_texts {
    const uint64_t *a;
    const uint64_t *b;
    size_t a_count;
    size_t b_count;
};

/* Opaque, reusable; for one thread at a time. */
struct wtw_chains;

WTW_MUST_CHECK enum wtw_status wtw_chains_new(struct wtw_chains **out_chains,
                                              struct wtw_error *error);
void wtw_chains_free(struct wtw_chains *chains);

/* wtw_chains_make() finds the chains of two texts, in place of what 'chains' held.
 * Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_chains_make(struct wtw_chains *chains,
                                               const struct wtw_chain_texts *texts,
                                               struct wtw_error *error);

/* The chains, and the rows of all anchors, which come in the order of a, then b. Borrowed
 * until the next make or free. */
const struct wtw_chain *wtw_chains_items(const struct wtw_chains *chains,
                                         size_t *out_count);
const struct wtw_anchor_row *wtw_chains_rows(const struct wtw_chains *chains,
                                             size_t *out_count);

#endif
