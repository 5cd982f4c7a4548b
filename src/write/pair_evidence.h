/*
 * pair_evidence.h - two articles compared in full, ready to be shown
 */
#ifndef WTW_WRITE_PAIR_EVIDENCE_H
#define WTW_WRITE_PAIR_EVIDENCE_H

#include "write/evidence.h"

/* Zeroes are ready; end with release. */
struct wtw_pair_evidence {
    struct wtw_comparer *comparer; /* owned */
    bool *are_quotations;          /* owned */
    size_t capacity;
    struct wtw_figures figures; /* of the last comparison, as all that follows */
    enum wtw_relation relation;
    struct wtw_evidence evidence;
};

/*
 * wtw_pair_evidence_find() compares two articles, whose texts are borrowed until the next
 * find or release, and gathers what can be shown of it. The first call makes a comparer
 * with 'options'. Returns WTW_OK, WTW_BAD_ARGUMENT, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_pair_evidence_find(struct wtw_pair_evidence *pair,
                                                      const struct wtw_options *options,
                                                      const struct wtw_article *a,
                                                      const struct wtw_article *b,
                                                      struct wtw_error *error);
void wtw_pair_evidence_release(struct wtw_pair_evidence *pair);

#endif
