/*
 * staged_join.h - the joins of bands and keys, where these are in files
 */
#ifndef WTW_MATCH_STAGED_JOIN_H
#define WTW_MATCH_STAGED_JOIN_H

#include "match/join.h"

/*
 * wtw_join_staged_bands() and wtw_join_staged_keys() find what wtw_join_bands() and
 * wtw_join_keys() find in memory, all of it and no more, in join_bytes and what they find.
 * Return also WTW_IO and WTW_BAD_INPUT, of files.
 */
WTW_MUST_CHECK enum wtw_status wtw_join_staged_bands(const struct wtw_join *join,
                                                     struct wtw_joined *joined,
                                                     struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_join_staged_keys(const struct wtw_join *join,
                                                    struct wtw_joined *joined,
                                                    struct wtw_error *error);

#endif
