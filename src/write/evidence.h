/*
 * evidence.h - what two texts share, where they differ, and what was left out of them
 *
 * In JSON Lines a contract: keys are only ever added.
 */
#ifndef WTW_WRITE_EVIDENCE_H
#define WTW_WRITE_EVIDENCE_H

#include "write/json_out.h"
#include "write/page.h"

/* What a comparer found, all borrowed; ranges are into the two texts. */
struct wtw_evidence {
    struct wtw_span texts[2];           /* of a and b */
    const struct wtw_passage *passages; /* in the order of a */
    const bool *are_quotations;         /* of the passages */
    size_t passage_count;
    const struct wtw_change *changes; /* in the order of a */
    size_t change_count;
};

/*
 * wtw_quotations_mark() tells for each of 'count' passages whether it begins in an
 * aligned part that is a quotation, and writes that to 'out'. Both lists are in the order
 * of a.
 */
void wtw_quotations_mark(const struct wtw_passage *passages, size_t count,
                         const struct wtw_aligned *parts, size_t part_count, bool *out);

/* For objects that are open: "passages", [{"tokens","a":[begin,end],"b":[begin,end],
 * "text","quotation"}]; "changes", [{"a":[begin,end],"b":[begin,end],"a_text","b_text",
 * "figures","names"}]; "aligned", an object, or null where the texts were not aligned;
 * and a range, [begin,end]. */
void wtw_passages_json(struct wtw_json *json, const struct wtw_evidence *evidence);
void wtw_changes_json(struct wtw_json *json, const struct wtw_evidence *evidence);
void wtw_aligned_json(struct wtw_json *json, const struct wtw_figures *figures);
void wtw_range_json(struct wtw_json *json, const char *key, struct wtw_range range);

/* "first": "a", "b" or "together", and "lag_seconds", how much later the other came; null
 * where a date is not known. */
void wtw_direction_json(struct wtw_json *json, int64_t a_seconds, int64_t b_seconds);

/* wtw_quotation_words() is ", a quotation" where passage 'i' is one, and the articles no
 * copies: what a copy cuts away also leaves runs that differ on both sides. */
const char *wtw_quotation_words(const struct wtw_evidence *evidence, size_t i,
                                enum wtw_relation relation);

/* wtw_changes_matter() is false of articles that share a passage at most: what differs
 * around it are no facts that changed. */
bool wtw_changes_matter(enum wtw_relation relation);

/* For people: up to ten changes, a line each, as in 12 -> 15; and how many more there
 * are. */
void wtw_changes_table(const struct wtw_page *page, size_t indent,
                       const struct wtw_evidence *evidence);

#endif
