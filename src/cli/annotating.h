/*
 * annotating.h - wiretwin cluster --annotate: the input's own records, with their cluster
 */
#ifndef WTW_CLI_ANNOTATING_H
#define WTW_CLI_ANNOTATING_H

#include "cli/session.h"

/* What keys are put under where nothing else is said, and how long that may be. */
#define WTW_ANNOTATION_PREFIX "wiretwin_"
enum { WTW_ANNOTATION_PREFIX_BYTES = 64 };

/*
 * wtw_annotations_list() writes the records of a session that has run to 'out', in input
 * order. Returns WTW_OK; WTW_BAD_ARGUMENT where the records are no lines; WTW_BAD_INPUT for
 * a record that has one of the keys already, which would be lost to most who read it;
 * WTW_NO_MEMORY; or what reading a record again returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_annotations_list(const struct wtw_session *session,
                                                    struct wtw_out *out,
                                                    struct wtw_error *error);

#endif
