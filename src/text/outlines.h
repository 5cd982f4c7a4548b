/*
 * outlines.h - where the boilerplate of many texts lies, in few bytes each
 *
 * Texts that were digested are read again to be compared. Their boilerplate was found by then,
 * and finding it takes as long as tokenising what it leaves, so its ranges are kept: a byte or
 * two for each end of a part. A text that would take more than others is not worth its room.
 */
#ifndef WTW_TEXT_OUTLINES_H
#define WTW_TEXT_OUTLINES_H

#include "wiretwin.h"

enum { WTW_OUTLINE_MAX_BYTES = 32, WTW_OUTLINE_MAX_PARTS = WTW_OUTLINE_MAX_BYTES / 2 };

/* The ranges of one text's boilerplate. */
struct wtw_outline {
    uint8_t count; /* of bytes; none: there is no boilerplate */
    uint8_t bytes[WTW_OUTLINE_MAX_BYTES];
};

/* Those of many texts, numbered from 0. Zero-initialised is empty; ended by
 * wtw_outlines_release(). */
struct wtw_outlines {
    uint8_t *bytes; /* of all texts, one after the other */
    size_t byte_count;
    size_t byte_capacity;
    uint8_t *counts; /* of each text's bytes */
    size_t count;
    size_t capacity;
    uint64_t *begins; /* where the bytes of every 16th text begin */
    size_t begin_capacity;
};

/* wtw_outline_make() puts down where the 'count' parts lie, which are in order and do not
 * overlap, or that they are too many to be put down. */
struct wtw_outline wtw_outline_make(const struct wtw_boilerplate_part *parts,
                                    size_t count);

/* wtw_outlines_reserve() makes room for so many more, so that as many appends cannot fail.
 * What is not written to costs nothing. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE. */
WTW_MUST_CHECK enum wtw_status wtw_outlines_reserve(struct wtw_outlines *outlines,
                                                    size_t texts,
                                                    struct wtw_error *error);
void wtw_outlines_append(struct wtw_outlines *outlines,
                         const struct wtw_outline *outline);

/*
 * wtw_outlines_parts() writes the ranges of text 'i', whose kinds are not kept, to
 * 'out_parts', which has room for WTW_OUTLINE_MAX_PARTS, and their number to 'out_count'.
 * False where they were not put down, or do not fit a text of 'text_bytes', which then is
 * not the one that it was.
 */
bool wtw_outlines_parts(const struct wtw_outlines *outlines, size_t i, size_t text_bytes,
                        struct wtw_boilerplate_part *out_parts, size_t *out_count);

/* wtw_outlines_bytes() is the memory in use. */
uint64_t wtw_outlines_bytes(const struct wtw_outlines *outlines);

void wtw_outlines_release(struct wtw_outlines *outlines);

#endif
