/*
 * inputs.h - the inputs of a run, in the order in which they are read
 */
#ifndef WTW_READ_INPUTS_H
#define WTW_READ_INPUTS_H

#include "base/failure.h"
#include "read/container.h"

enum wtw_compression { WTW_COMPRESSION_NONE, WTW_COMPRESSION_GZIP, WTW_COMPRESSION_ZSTD };

/* Where a record's bytes can be read again. */
enum wtw_keeping {
    WTW_KEEPING_NONE,  /* nowhere */
    WTW_KEEPING_FILE,  /* in the input itself, by its name */
    WTW_KEEPING_STDIN, /* in standard input, which is a file */
    WTW_KEEPING_SPILL  /* in the spill file */
};

/* One input. There may be millions, so it is kept small. */
struct wtw_input {
    char *name;                  /* owned */
    struct wtw_buffer *preamble; /* owned; NULL where its format has none */
    uint64_t stored_bytes;       /* of a regular file, its size; then as read so far */
    uint64_t text_bytes;
    uint64_t records;
    uint64_t base;  /* where its text begins in what it is kept in */
    uint64_t inode; /* of a file, to see that it was not replaced */
    enum wtw_container by_name;
    enum wtw_container container;
    enum wtw_compression compression;
    enum wtw_keeping keeping;
};

/* Zero-initialised is empty and ready; ended by wtw_inputs_release(). */
struct wtw_inputs {
    struct wtw_input *items;
    size_t count;
    size_t capacity;
};

/*
 * wtw_inputs_add() adds an input with a copy of 'name'. Its other members are zero but
 * for by_name. Returns WTW_OK, WTW_NO_MEMORY, or WTW_TOO_LARGE for more inputs than a
 * place can number.
 */
WTW_MUST_CHECK enum wtw_status wtw_inputs_add(struct wtw_inputs *inputs, const char *name,
                                              struct wtw_error *error);
void wtw_inputs_release(struct wtw_inputs *inputs);

/*
 * wtw_input_keep_preamble() gives an input that has none a copy of 'bytes' as its preamble.
 * Returns WTW_OK or WTW_NO_MEMORY. wtw_input_preamble() is that, or empty.
 */
WTW_MUST_CHECK enum wtw_status wtw_input_keep_preamble(struct wtw_input *input,
                                                       struct wtw_span bytes,
                                                       struct wtw_error *error);
struct wtw_span wtw_input_preamble(const struct wtw_input *input);

/* wtw_compression_name() gives "none", "gzip" or "zstd", a constant. */
const char *wtw_compression_name(enum wtw_compression compression);

#endif
