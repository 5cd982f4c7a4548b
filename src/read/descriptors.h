/*
 * descriptors.h - files held open for reading again, by many threads
 */
#ifndef WTW_READ_DESCRIPTORS_H
#define WTW_READ_DESCRIPTORS_H

#include "read/inputs.h"

struct wtw_descriptors; /* opaque */

/* An open file, borrowed until it is given back. */
struct wtw_descriptor {
    int number;
    bool is_shared; /* belongs to the table; otherwise it is closed when given back */
    uint32_t input;
};

WTW_MUST_CHECK enum wtw_status wtw_descriptors_new(
    struct wtw_descriptors **out_descriptors, struct wtw_error *error);
void wtw_descriptors_free(struct wtw_descriptors *descriptors);

/*
 * wtw_descriptors_borrow() opens 'input', number 'number', or finds it open.
 * wtw_descriptors_return() gives it back. Both are safe on many threads at once. Returns
 * WTW_OK, or WTW_IO where the file cannot be opened or another file has taken its name.
 */
WTW_MUST_CHECK enum wtw_status wtw_descriptors_borrow(
    struct wtw_descriptors *descriptors, const struct wtw_input *input, uint32_t number,
    struct wtw_descriptor *out_descriptor, struct wtw_error *error);
void wtw_descriptors_return(struct wtw_descriptors *descriptors,
                            const struct wtw_descriptor *descriptor);

#endif
