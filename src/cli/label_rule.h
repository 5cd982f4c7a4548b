/*
 * label_rule.h - which labels of gold's pairs count as copies
 */
#ifndef WTW_CLI_LABEL_RULE_H
#define WTW_CLI_LABEL_RULE_H

#include "cli/grouping.h"
#include "write/evaluation_out.h"

/*
 * wtw_label_rule_apply() fills in label, is_positive and is_scored of one row for each of
 * gold's labels. With --positive: those named there. Otherwise, where labels are
 * relations: those that make copies, and excerpt under --count-excerpts. Otherwise: all
 * but 0, no, false and the like. "?" is not scored unless named. Returns WTW_OK, or
 * WTW_BAD_ARGUMENT where --positive names a label that gold does not have.
 */
WTW_MUST_CHECK enum wtw_status wtw_label_rule_apply(const struct wtw_grouping *gold,
                                                    const struct wtw_settings *settings,
                                                    struct wtw_label_row *out_rows,
                                                    struct wtw_error *error);

#endif
