/*
 * reject_report.h - every record that was left out: counted, named, listed on request
 */
#ifndef WTW_CLI_REJECT_REPORT_H
#define WTW_CLI_REJECT_REPORT_H

#include "cli/progress.h"
#include "cli/settings.h"
#include "write/stats_json.h"
#include "write/whole_file.h"

struct wtw_rejects {
    struct wtw_progress *progress; /* borrowed */
    uint64_t counts[WTW_REJECT_REASON_COUNT];
    uint64_t total;
    bool has_file;
    struct wtw_whole_file file;
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
