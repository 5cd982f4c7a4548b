/*
 * mixed_run.h - tokens from a run of letters that are not all ASCII
 */
#ifndef WTW_TEXT_MIXED_RUN_H
#define WTW_TEXT_MIXED_RUN_H

#include "text/token_sink.h"

/*
 * wtw_mixed_run_split() gives the tokens of the run that begins at 'begin' (below
 * 'text_bytes') to 'sink'. Runs are those of ascii_scan.h. Sets 'out_end' to the end of
 * what it read, an offset at which no run goes on. Returns as wtw_token_sink_give().
 */
WTW_MUST_CHECK enum wtw_status wtw_mixed_run_split(struct wtw_token_sink *sink,
                                                   const char *text, size_t text_bytes,
                                                   size_t begin, size_t *out_end);

#endif
