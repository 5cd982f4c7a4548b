/*
 * annotated_jsonl.h - records as they stood, with what became of them put in at the end
 *
 * A contract: keys are only ever added.
 */
#ifndef WTW_WRITE_ANNOTATED_JSONL_H
#define WTW_WRITE_ANNOTATED_JSONL_H

#include "write/clusters_out.h"

/* The keys that may be put in, without their prefix; NULL ends them. */
extern const char *const wtw_annotation_keys[];

/* Where an article belongs; all borrowed. */
struct wtw_annotation {
    const char *prefix; /* of each key; plain characters that need no escape */
    struct wtw_span id;
    struct wtw_span cluster;
    struct wtw_span canonical;
    struct wtw_span story; /* NULL where none were looked for */
    const struct wtw_membership *membership;
    bool is_canonical;
    int64_t lag_seconds; /* after the canonical, or WTW_DATE_UNKNOWN */
};

/*
 * wtw_annotated_put() writes 'record', an object of JSON with nothing but white space
 * around it, and before its last bracket the members "id", "cluster", "size", "canonical",
 * "duplicate_of", "relation", "jaccard", "contained", "contains", "lag_seconds" and "story",
 * each under the prefix; then a newline. All other bytes are the record's. 'scratch' is
 * overwritten. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_annotated_put(struct wtw_out *out,
                                                 struct wtw_span record,
                                                 const struct wtw_annotation *annotation,
                                                 struct wtw_buffer *scratch,
                                                 struct wtw_error *error);

#endif
