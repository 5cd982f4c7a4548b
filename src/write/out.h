/*
 * out.h - a stream of output bytes that remembers its first failure
 *
 * Writers put bytes and do not look back; once a write has failed, everything later is
 * dropped and wtw_out_flush() tells. Long loops ask wtw_out_has_failed() now and then, so
 * that they end soon after the reader of a pipe went away.
 */
#ifndef WTW_WRITE_OUT_H
#define WTW_WRITE_OUT_H

#include "write/packer.h"

#include "wiretwin.h"

struct wtw_out {
    int descriptor; /* borrowed; the caller closes it */
    int failure;    /* errno of the first write that failed, 0 while all is well */
    char *items;    /* owned: bytes not yet written */
    size_t count;
    struct wtw_packer *packer; /* borrowed: what bytes go through; NULL: none */
    struct wtw_buffer *memory; /* borrowed: where bytes go instead; NULL: none */
};

/* wtw_out_init() readies a stream to 'descriptor'. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_out_init(struct wtw_out *out, int descriptor,
                                            struct wtw_error *error);

/* wtw_out_into() readies a stream that appends to 'memory', which has to outlive it; it
 * need not be released. */
void wtw_out_into(struct wtw_out *out, struct wtw_buffer *memory);

/*
 * wtw_out_pack() lets a packer, borrowed, have all bytes that come from now on; NULL changes
 * nothing. wtw_out_end_packing() completes what it packs, and is called before the last
 * wtw_out_flush(), which tells of failures.
 */
void wtw_out_pack(struct wtw_out *out, struct wtw_packer *packer);
void wtw_out_end_packing(struct wtw_out *out);

/* wtw_out_release() frees the buffer; what was not flushed is dropped. */
void wtw_out_release(struct wtw_out *out);

/*
 * wtw_out_flush() writes what is left. 'name' is the output's name for the words. Returns
 * WTW_OK; WTW_STOPPED where the reader of a pipe went away; WTW_IO for any other failure
 * so far, WTW_NO_MEMORY where it goes into memory.
 */
WTW_MUST_CHECK enum wtw_status wtw_out_flush(struct wtw_out *out, const char *name,
                                             struct wtw_error *error);

bool wtw_out_has_failed(const struct wtw_out *out);

void wtw_out_put(struct wtw_out *out, const char *bytes, size_t count);
void wtw_out_words(struct wtw_out *out, const char *words);
void wtw_out_character(struct wtw_out *out, char character);
void wtw_out_spaces(struct wtw_out *out, size_t count);
void wtw_out_number(struct wtw_out *out, uint64_t number);

/* wtw_out_real() writes a number with 'decimals' digits after a point, whatever the
 * locale. */
void wtw_out_real(struct wtw_out *out, double number, int decimals);

/* wtw_out_ratio() writes a share with the 4 decimals that every contract of this command
 * uses. */
void wtw_out_ratio(struct wtw_out *out, double ratio);

#endif
