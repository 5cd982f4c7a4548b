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
#endif
};
enum { KERNEL_COUNT = sizeof kernels / sizeof kernels[0] };

const struct wtw_text_kernel *wtw_text_kernel_at(size_t i)
{
    return i < KERNEL_COUNT ? kernels[i] : NULL;
}

const struct wtw_text_kernel *wtw_text_kernel_best(void)
{
    size_t i = KERNEL_COUNT - 1;

    while (i > 0 && !kernels[i]->runs_here())
        i--;
    return kernels[i];
}

const struct wtw_text_kernel *wtw_text_kernel_named(const char *name)
{
    size_t i = KERNEL_COUNT - 1;

    while (i > 0 && strcmp(kernels[i]->name, name) != 0)
        i--;
    return kernels[i];
}
