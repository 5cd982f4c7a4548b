/*
 * grouping.h - a whole table of who belongs to whom, in memory
 *
 * Two of them, gold and predicted, share one table of ids, so that an article has one
 * number in both.
 */
#ifndef WTW_CLI_GROUPING_H
#define WTW_CLI_GROUPING_H

#include "cli/id_table.h"
#include "cli/progress.h"
#include "cli/settings.h"

#define WTW_NO_NUMBER UINT32_MAX

/* What a table says beside the relations of the library. */
enum {
    WTW_RELATION_LISTED = WTW_EXACT + 1, /* of a pair: listed, and nothing said */
    WTW_RELATION_NONE = WTW_EXACT + 2    /* nothing is known */
};

/* Figures as a table had them; -1 where it had none. */
struct wtw_told_figures {
    float jaccard;
    float forward;  /* share of the first, or of the member, in the other */
    float backward; /* share of the other, or of the canonical, in the first */
};

struct wtw_grouping_member {
    uint32_t cluster;   /* number of its name; WTW_NO_NUMBER: not in the table */
    uint32_t canonical; /* an id's number, or WTW_NO_NUMBER */
    uint32_t line;
    uint32_t relation; /* to the canonical */
    struct wtw_told_figures figures;
};

/* Of two articles, a the lower number. */
struct wtw_grouping_pair {
    uint32_t a;
    uint32_t b;
    uint32_t label; /* its number; of gold only */
    uint32_t line;
    uint32_t relation; /* what b is to a; of predictions only */
    bool is_swapped;   /* in the table b came first */
    struct wtw_told_figures figures;
};

enum wtw_grouping_kind { WTW_GROUPING_EMPTY, WTW_GROUPING_CLUSTERS, WTW_GROUPING_PAIRS };

/* Zeroes are ready to load; ended by wtw_grouping_release(). */
struct wtw_grouping {
    const char *name; /* borrowed: of its file */
    bool is_gold;
    enum wtw_grouping_kind kind;
    struct wtw_grouping_member *members; /* by the number of the id */
    size_t member_room;                  /* ids beyond it are not in the table */
    size_t member_capacity;
    uint64_t member_count;
    struct wtw_id_table clusters;
    struct wtw_grouping_pair *pairs; /* by a, then b; each once */
    size_t pair_count;
    size_t pair_capacity;
    struct wtw_id_table labels;
    uint64_t repeats;         /* rows that say again what another said */
    uint64_t without_cluster; /* records that have no field "cluster" */
    struct wtw_buffer article_name;
};

/*
 * wtw_grouping_load() reads the file 'name', borrowed for the grouping's life, and adds
 * its ids to 'ids'. Of 'settings' the path of the id and the longest line count. Returns
 * WTW_OK; WTW_BAD_INPUT with the place where the table is not understood or contradicts
 * itself; WTW_IO, WTW_NO_MEMORY, WTW_TOO_LARGE; release also after a failure.
 */
WTW_MUST_CHECK enum wtw_status wtw_grouping_load(struct wtw_grouping *grouping,
                                                 const char *name, bool is_gold,
                                                 struct wtw_id_table *ids,
                                                 const struct wtw_settings *settings,
                                                 struct wtw_error *error);
void wtw_grouping_release(struct wtw_grouping *grouping);

/* wtw_grouping_remark() tells of rows that repeat others, and records without a cluster.
 */
void wtw_grouping_remark(const struct wtw_grouping *grouping,
                         struct wtw_progress *progress);

/* The member of that number; NULL where it is not in the table. */
const struct wtw_grouping_member *wtw_grouping_member(const struct wtw_grouping *grouping,
                                                      uint32_t id);

/* The pair of those two, in any order; NULL where it is not in the table. */
const struct wtw_grouping_pair *wtw_grouping_pair(const struct wtw_grouping *grouping,
                                                  uint32_t a, uint32_t b);

/* wtw_relation_named() is the relation of that name, WTW_RELATION_NONE for others. */
uint32_t wtw_relation_named(struct wtw_span name);

#endif
