/*
 * engine_state.h - the inside of an engine, shared by the files that add, finish and
 * answer
 */
#ifndef WTW_ENGINE_ENGINE_STATE_H
#define WTW_ENGINE_ENGINE_STATE_H

#include "cluster/clusters.h"
#include "engine/archive.h"
#include "engine/kept_texts.h"
#include "engine/match_list.h"
#include "engine/sketch_batch.h"
#include "engine/staging.h"
#include "engine/stories.h"

/* How a clustered article stands to its canonical: a is the article, b the canonical. */
struct wtw_standing {
    enum wtw_relation relation;
    struct wtw_figures figures;
};

struct wtw_result {
    struct wtw_match_list matches; /* by a, then b */
    struct wtw_clusters clusters;
    struct wtw_match_list verified; /* of articles and canonicals without a match */
    /* By place in clusters.members, for clusters of two and more (standings.h). */
    uint32_t *standings;
    uint32_t clustered;                         /* how many those are */
    struct wtw_recurring_line *recurring_lines; /* those of most articles first */
    size_t recurring_count;
    struct wtw_stories stories;
    const struct wtw_engine *engine; /* whose result it is */
};

struct wtw_engine {
    struct wtw_options
        options; /* thread_count settled, text_source never NULL, kernel NULL */
    struct wtw_digest_plan plan;
    struct wtw_sketch_batch *batch; /* of one call of add_many */
    struct wtw_archive archive;
    struct wtw_staging staging;
    char *temporary_folder; /* owned */
    struct wtw_kept_texts kept;
    bool keeps_texts;
    bool is_over; /* finished, under single_finish */
    struct wtw_result result;
    struct wtw_stats stats;
};

/* wtw_engine_tell() tells the watch; WTW_STOPPED when it wants to stop. */
WTW_MUST_CHECK enum wtw_status wtw_engine_tell(const struct wtw_engine *engine,
                                               enum wtw_stage stage, uint64_t done,
                                               uint64_t total, struct wtw_error *error);

/*
 * Adding, step by step. wtw_engine_open_for_more() drops the last result; WTW_BAD_ARGUMENT
 * where the engine is over. wtw_engine_make_way() tells the watch and sees to it that
 * memory does for 'count' articles more, which may take the archive's rows to files.
 * wtw_engine_take() moves a filled batch into the archive; after a failure the engine holds
 * what it held before.
 */
WTW_MUST_CHECK enum wtw_status wtw_engine_open_for_more(struct wtw_engine *engine,
                                                        struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_engine_make_way(struct wtw_engine *engine,
                                                   size_t count, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_engine_take(struct wtw_engine *engine,
                                               const struct wtw_sketch_batch *batch,
                                               struct wtw_error *error);

/* wtw_standing_at() is how 'article' stands to 'canonical', another one, as its place in
 * result.standings tells. wtw_standing_of_equal() is how 'article' stands to 'canonical' of the same tokens. */
struct wtw_standing wtw_standing_at(const struct wtw_result *result, size_t place,
                                    uint32_t article, uint32_t canonical);
struct wtw_standing wtw_standing_of_equal(const struct wtw_engine *engine,
                                          uint32_t article, uint32_t canonical);

void wtw_result_release(struct wtw_result *result);

#endif
