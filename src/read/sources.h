/*
 * sources.h - the inputs that are being read: one whose turn it is, and some behind it
 */
#ifndef WTW_READ_SOURCES_H
#define WTW_READ_SOURCES_H

#include "read/inputs.h"

#include <stddef.h>

struct wtw_sources; /* opaque */

/* What is known of an input once it is opened. */
struct wtw_source_facts {
    enum wtw_compression compression;
    bool is_file; /* a regular one */
    uint64_t
        begin; /* where its bytes begin in the file: standard input may have been read
                       before */
    uint64_t inode;
};

/*
 * wtw_sources_new() gives the caller sources of which 'thread_count' are read at a time, the
 * one whose turn it is among them, each on a thread of its own; with 0 there are no threads.
 * There is a ceiling, so that memory has one. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_sources_new(uint32_t thread_count,
                                               struct wtw_sources **out_sources,
                                               struct wtw_error *error);
void wtw_sources_free(struct wtw_sources *sources);

/*
 * wtw_sources_open() opens input number 'next', for which the numbers only ever grow, and
 * those behind it that are worth a thread; or takes it up where it was read before its
 * turn. The one before has to be closed. 'inputs' is borrowed until the call ends, the
 * inputs' names until they are closed. Returns WTW_OK, WTW_IO or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_sources_open(struct wtw_sources *sources,
                                                const struct wtw_inputs *inputs,
                                                size_t next,
                                                struct wtw_source_facts *out_facts,
                                                struct wtw_error *error);

/* wtw_sources_read() gives what wtw_stream_read() would of the open input. */
WTW_MUST_CHECK enum wtw_status wtw_sources_read(struct wtw_sources *sources, char *out,
                                                size_t room, size_t *out_count,
                                                struct wtw_error *error);

/* wtw_sources_stored() is how many bytes of the open input were used so far. */
uint64_t wtw_sources_stored(const struct wtw_sources *sources);

/* wtw_sources_has_more() and wtw_sources_resume() are as of a stream, for the open input. */
bool wtw_sources_has_more(const struct wtw_sources *sources);
void wtw_sources_resume(struct wtw_sources *sources);

/* wtw_sources_close() ends the open input; what was read ahead of it is dropped. */
void wtw_sources_close(struct wtw_sources *sources);

#endif
