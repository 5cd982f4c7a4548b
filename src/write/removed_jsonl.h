/*
 * removed_jsonl.h - what dedup removed, a line for each article
 *
 * A contract: keys are only ever added.
 */
#ifndef WTW_WRITE_REMOVED_JSONL_H
#define WTW_WRITE_REMOVED_JSONL_H

#include "write/clusters_out.h"

/* All borrowed. */
struct wtw_removed_info {
    struct wtw_article_info article; /* its id and place only */
    struct wtw_span kept;            /* id of the article that is kept for it */
    struct wtw_span cluster;         /* id of the first article of its cluster */
    struct wtw_span canonical;       /* id of the article that the figures are to */
    const struct wtw_membership *membership;
    int64_t lag_seconds; /* after the canonical, or WTW_DATE_UNKNOWN */
    uint32_t round;      /* in which it was removed, from 1 */
};

/* wtw_removed_reason() is the relation of a member to its canonical, or "by way of others"
 * where that alone would not make it a copy. */
const char *wtw_removed_reason(enum wtw_relation relation);

/* {"id","input","line","offset","reason","kept","cluster","canonical","size","relation",
 * "jaccard","contained","contains","lag_seconds","round"} and a newline. */
void wtw_removed_jsonl_line(struct wtw_json *json, const struct wtw_removed_info *info);

#endif
