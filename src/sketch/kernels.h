/*
 * kernels.h - the door behind which the hot loops stand, one kernel for each instruction
 * set
 *
 * kernel_scalar.c is the definition; every other kernel gives the same bits, faster. To
 * add one: write kernel_NAME.c, declare it here, and list it in kernels.c after the
 * weaker ones. The tests run every kernel that runs on the machine against plain
 * arithmetic of their own.
 */
#ifndef WTW_SKETCH_KERNELS_H
#define WTW_SKETCH_KERNELS_H

#include "wiretwin.h"

enum { WTW_SLOTS_MIN = 16, WTW_SLOTS_MAX = 1024 };

/* Rounds of one-permutation hashing before slots are filled one by one. */
enum { WTW_SIGNATURE_ROUNDS = 4 };

/* What a seed and a slot count settle about signatures; made once, by
 * wtw_signature_plan_make(). */
struct wtw_signature_plan {
    uint32_t slot_count;                        /* a power of two */
    uint32_t slot_bits;                         /* its logarithm */
    uint64_t multipliers[WTW_SIGNATURE_ROUNDS]; /* odd: a permutation for each round */
    uint32_t fill[WTW_SLOTS_MAX]; /* odd a_j, one for each slot that may stay empty */
};

struct wtw_kernel {
    const char *name;
    bool (*runs_here)(void);

    /* Writes to 'out_hashes' the hashes of 'count' shingles of 'width' tokens each, the
     * first at token_hashes[0]; so count + width - 1 tokens are read. No hash is 0. */
    void (*hash_shingles)(const uint64_t *token_hashes, size_t count, uint32_t width,
                          uint64_t *out_hashes);

    /* Writes the signature of 'count' shingles, at least one, to plan->slot_count slots.
     */
    void (*make_signature)(const uint64_t *shingles, size_t count,
                           const struct wtw_signature_plan *plan, uint32_t *out_slots);

    /* Writes the odd sketch of 'count' distinct shingles. */
    void (*make_odd_sketch)(const uint64_t *shingles, size_t count, uint64_t multiplier,
                            uint64_t *out_words);
};

extern const struct wtw_kernel wtw_kernel_scalar;

/* wtw_kernel_best() is the fastest kernel of this CPU; all kernels give the same bits. */
const struct wtw_kernel *wtw_kernel_best(void);

/*
 * wtw_kernel_find() gives the kernel that 'wanted' leads to: the one of that name; for
 * NULL the one named by the environment variable WIRETWIN_KERNEL; without it the best.
 * Returns WTW_OK, or WTW_BAD_ARGUMENT with words that list the kernels when there
 * is none of that name or it does not run on this CPU.
 */
WTW_MUST_CHECK enum wtw_status wtw_kernel_find(const char *wanted,
                                               const struct wtw_kernel **out_kernel,
                                               struct wtw_error *error);

#endif
