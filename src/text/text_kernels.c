/*
 * text_kernels.c - the list of text kernels and the choice among them
 */
#include "text/text_kernels.h"

#include <string.h>

/* Weakest first. */
static const struct wtw_text_kernel *const kernels[] = {
    &wtw_text_kernel_scalar,
#ifdef WTW_HAS_X86_KERNELS
    &wtw_text_kernel_avx2,
    &wtw_text_kernel_avx512,
#elif defined(WTW_HAS_NEON_KERNELS)
    &wtw_text_kernel_neon,
#endif
};
enum { KERNEL_COUNT = sizeof kernels / sizeof kernels[0] };

const struct wtw_text_kernel *wtw_text_kernel_at(size_t i)
{
    return i < KERNEL_COUNT ? kernels[i] : NULL;
}

const struct wtw_text_kernel *wtw_text_kernel_best(void)
{
    const struct wtw_text_kernel *best = kernels[0];

    for (size_t i = 1; i < KERNEL_COUNT; i++)
        if (kernels[i]->runs_here())
            best = kernels[i];
    return best;
}

const struct wtw_text_kernel *wtw_text_kernel_named(const char *name)
{
    for (size_t i = 1; i < KERNEL_COUNT; i++)
        if (strcmp(kernels[i]->name, name) == 0)
            return kernels[i];
    return kernels[0];
}
