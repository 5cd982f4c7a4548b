/*
 * reject_report.h - every record that was left out: counted, named, listed on request
 */
#ifndef WTW_CLI_REJECT_REPORT_H
#define WTW_CLI_REJECT_REPORT_H

#include "cli/progress.h"
#include "cli/settings.h"
#include "write/stats_json.h"
#include "write/whole_file.h"

struct wtw_held_reject; /* opaque */

/* The first line of the file. */
#define WTW_REJECTS_HEADER "input\tline\tcolumn\toffset\treason\twords\n"

struct wtw_rejects {
    struct wtw_progress *progress; /* borrowed */
    uint64_t counts[WTW_REJECT_REASON_COUNT];
    uint64_t total;
    bool has_file;
    struct wtw_whole_file file;
    struct wtw_held_reject *held; /* owned, in order of their turns */
    size_t held_begin;            /* those before were let go */
    size_t held_count;
    size_t held_capacity;
};

/* wtw_rejects_open() gets ready to list them in --rejects. Returns as
 * wtw_whole_file_open(). */
WTW_MUST_CHECK enum wtw_status wtw_rejects_open(struct wtw_rejects *rejects,
                                                const struct wtw_settings *settings,
                                                struct wtw_progress *progress,
                                                struct wtw_error *error);

/* wtw_rejects_note() counts one; the first ones are also said. */
void wtw_rejects_note(struct wtw_rejects *rejects, enum wtw_reject_reason reason,
                      const struct wtw_error *why);

/* When a reject is told: before record 'record' of batch 'batch', or behind all of a batch
 * that has no more. */
struct wtw_reject_turn {
    uint64_t batch;
    size_t record;
};

/*
 * wtw_rejects_hold() keeps one until wtw_rejects_let_go() notes all of this turn and those
 * before. Turns only grow. Where there is no memory for it it is noted at once: out of order,
 * but not lost.
 */
void wtw_rejects_hold(struct wtw_rejects *rejects, struct wtw_reject_turn turn,
                      enum wtw_reject_reason reason, const struct wtw_error *why);
void wtw_rejects_let_go(struct wtw_rejects *rejects, struct wtw_reject_turn turn);

/* wtw_rejects_close() says how many there were and finishes the list. */
WTW_MUST_CHECK enum wtw_status wtw_rejects_close(struct wtw_rejects *rejects,
                                                 struct wtw_error *error);

/* wtw_rejects_abandon() releases everything; fine after close, and on zeroes. */
void wtw_rejects_abandon(struct wtw_rejects *rejects);

/* wtw_rejects_by_reason() fills in the counts with their names, also those that are zero.
 */
void wtw_rejects_by_reason(const struct wtw_rejects *rejects,
                           struct wtw_named_count out_counts[WTW_REJECT_REASON_COUNT]);

#endif
