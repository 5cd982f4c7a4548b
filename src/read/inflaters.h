/*
 * inflaters.h - the door to what inflates gzip: zlib always, ISA-L where it was built in
 *
 * ISA-L (libisal, Intel's storage library) inflates two to three times as fast as zlib, on
 * x86 and on ARM. Whichever it is, a file gives the same bytes, and the same words where it
 * breaks off; only the byte at which corrupt data is noticed may be another by some.
 */
#ifndef WTW_READ_INFLATERS_H
#define WTW_READ_INFLATERS_H

#include "base/failure.h"

enum wtw_inflate_said {
    WTW_INFLATE_GOES_ON,
    WTW_INFLATE_MEMBER_ENDS, /* its checksum and length are right */
    WTW_INFLATE_IS_BROKEN,
    WTW_INFLATE_NO_MEMORY
};

/* Stored bytes and room for inflated ones; both are moved on by what was used of them. */
struct wtw_inflate_step {
    const unsigned char *in;
    size_t in_bytes;
    unsigned char *out;
    size_t out_bytes;
    const char *broken; /* why, where it is broken; a constant */
};

/* The words for 'broken'. */
#define WTW_INFLATE_NOT_GZIP "what follows is no gzip data"
#define WTW_INFLATE_CORRUPT "it is corrupt"
#define WTW_INFLATE_WRONG_CHECKSUM "its checksum or length is wrong"

struct wtw_inflater {
    const char *name; /* "zlib" or "ISA-L", a constant */

    /* Makes the state of one reader and gives it to the caller. Returns WTW_OK or
     * WTW_NO_MEMORY. */
    enum wtw_status (*make)(void **out_state, struct wtw_error *error);
    void (*release)(void *state); /* NULL is fine */
    void (*begin_member)(void *state);

    /* Inflates until the stored bytes are used up, the room is full or the member ends.
     * All that came before a break is given before the break is told. */
    enum wtw_inflate_said (*inflate)(void *state, struct wtw_inflate_step *step);
};

extern const struct wtw_inflater wtw_inflater_zlib;

/* wtw_zlib_read_header() goes on in a member that zlib's state has begun, to the end of its
 * header and no further. */
enum wtw_inflate_said wtw_zlib_read_header(void *state, struct wtw_inflate_step *step,
                                           bool *out_has_ended);
#ifdef WTW_HAS_ISAL
extern const struct wtw_inflater wtw_inflater_isal;
#endif

/* wtw_inflaters() are all that were built in, their count in 'out_count'; the first is the
 * one to use. */
const struct wtw_inflater *const *wtw_inflaters(size_t *out_count);

#endif
