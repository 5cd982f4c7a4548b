/*
 * text_kernels.h - the loops over every byte of every text, one kernel for each
 * instruction set
 *
 * text_kernel_scalar.c is the definition; the others give the same, faster. They go by the
 * names of the kernels in sketch/kernels.h, which is where a caller chooses.
 */
#ifndef WTW_TEXT_TEXT_KERNELS_H
#define WTW_TEXT_TEXT_KERNELS_H

#include "text/ascii_scan.h"

struct wtw_text_kernel {
    const char *name;
    bool (*runs_here)(void);

    /*
     * Scans the 'text_bytes' at 'text', or the first WTW_SCAN_BYTES of them. A run that
     * reaches the end of the text ends there; one that reaches the end of a chunk with
     * text after it stays open.
     */
    void (*scan)(struct wtw_ascii_scan *scan, const char *text, size_t text_bytes);

    /* The first of '<', '&', '@', ']', "//" and "ww" in text[at .. end), or 'end'. */
    size_t (*find_sign)(const char *text, size_t at, size_t end);

    /* Writes the hash of each of 'count' tokens, which stand in 'lower' between two edges
     * each. 16 bytes behind the last one are readable. */
    void (*hash_tokens)(const char *lower, const uint16_t *edges, size_t count,
                        uint64_t *out_hashes);
};

extern const struct wtw_text_kernel wtw_text_kernel_scalar;
#if defined(__x86_64__) && defined(__GNUC__)
#define WTW_HAS_X86_KERNELS 1
extern const struct wtw_text_kernel wtw_text_kernel_avx2;
extern const struct wtw_text_kernel wtw_text_kernel_avx512;
#elif defined(__aarch64__) && defined(__GNUC__)
#define WTW_HAS_NEON_KERNELS 1
extern const struct wtw_text_kernel wtw_text_kernel_neon;
#endif

/*
 * wtw_text_kernel_at() is kernel i, weakest first, or NULL behind the last.
 * wtw_text_kernel_best() is the fastest of this CPU; wtw_text_kernel_named() the one of
 * that name, which has to run here, or the scalar one where there is none.
 */
const struct wtw_text_kernel *wtw_text_kernel_at(size_t i);
const struct wtw_text_kernel *wtw_text_kernel_best(void);
const struct wtw_text_kernel *wtw_text_kernel_named(const char *name);

/* wtw_boilerplate_use() has boilerplate found by 'kernel', not by the best one. */
struct wtw_boilerplate;
void wtw_boilerplate_use(struct wtw_boilerplate *boilerplate,
                         const struct wtw_text_kernel *kernel);

#endif
