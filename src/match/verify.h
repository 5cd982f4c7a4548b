/*
 * verify.h - decide candidates by exact counts on the texts themselves
 */
#ifndef WTW_MATCH_VERIFY_H
#define WTW_MATCH_VERIFY_H

#include "sketch/kernels.h"
#include "text/outlines.h"
#include "text/units.h"

/* Opaque: what the threads of a verification keep for the next one. */
struct wtw_verify_crew;

struct wtw_verify {
    const struct wtw_options *options; /* shingle size, rules, text source */
    const struct wtw_kernel *kernel;
    const uint32_t *shingle_counts;      /* by article, as sketched */
    const uint32_t *token_counts;        /* likewise */
    const int64_t *published_seconds;    /* likewise */
    const struct wtw_unit_set *left_out; /* of every article; NULL for none */
    const struct wtw_outlines
        *outlines; /* of all articles; NULL where they are not kept */
    uint32_t thread_count;
    struct wtw_verify_crew *crew; /* NULL: one is made for each call */
};

/* wtw_verify_crew_new() gives a crew of so many threads to the caller, who verifies a few
 * pairs again and again with the same options, kernel and left_out. Texts are fetched anew in
 * each call. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_verify_crew_new(uint32_t thread_count,
                                                   struct wtw_verify_crew **out_crew,
                                                   struct wtw_error *error);
void wtw_verify_crew_free(struct wtw_verify_crew *crew);

/*
 * wtw_verify_pairs() compares 'count' pairs (wtw_pair_of(), best ordered by component)
 * and writes a match for each to 'out_matches', in order; its relation may be
 * WTW_UNRELATED. Returns WTW_OK, WTW_NO_MEMORY, or what the text source's fetch returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_verify_pairs(const struct wtw_verify *verify,
                                                const uint64_t *pairs, size_t count,
                                                struct wtw_match *out_matches,
                                                struct wtw_error *error);

/* wtw_verify_equal() is the match of two articles, a before b, that are known to be of the
 * same tokens: nothing is read for it. */
struct wtw_match wtw_verify_equal(const struct wtw_verify *verify, uint32_t a,
                                  uint32_t b);

#endif
