/*
 * kernels.c - the list of kernels and the choice among them
 */
#include "sketch/kernels.h"

#include "base/failure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Weakest first. */
static const struct wtw_kernel *const kernels[] = {
    &wtw_kernel_scalar,
#if defined(__x86_64__)
    &wtw_kernel_avx2,
    &wtw_kernel_avx512,
#elif defined(__aarch64__)
    &wtw_kernel_neon,
#endif
};
enum { KERNEL_COUNT = sizeof kernels / sizeof kernels[0] };

size_t wtw_kernel_count(void)
{
    return KERNEL_COUNT;
}

const char *wtw_kernel_name(size_t i)
{
    return i < KERNEL_COUNT ? kernels[i]->name : NULL;
}

bool wtw_kernel_runs_here(size_t i)
{
    return i < KERNEL_COUNT && kernels[i]->runs_here();
}

const struct wtw_kernel *wtw_kernel_best(void)
{
    size_t i = KERNEL_COUNT - 1;

    while (i > 0 && !kernels[i]->runs_here())
        i--;
    return kernels[i];
}

static enum wtw_status refuse_name(const char *name, struct wtw_error *error)
{
    char names[128] = "";
    size_t used = 0;

    for (size_t i = 0; i < KERNEL_COUNT && used < sizeof names; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "",
                                 kernels[i]->name);
    return wtw_fail(error, WTW_BAD_ARGUMENT, "there is no kernel \"%s\"; there are: %s",
                    name, names);
}

enum wtw_status wtw_kernel_find(const char *wanted, const struct wtw_kernel **out_kernel,
                                struct wtw_error *error)
{
    const char *name = wanted ? wanted : getenv("WIRETWIN_KERNEL");

    if (!name || !name[0]) {
        *out_kernel = wtw_kernel_best();
        return WTW_OK;
    }
    for (size_t i = 0; i < KERNEL_COUNT; i++) {
        if (strcmp(kernels[i]->name, name) != 0)
            continue;
        if (!kernels[i]->runs_here())
            return wtw_fail(error, WTW_BAD_ARGUMENT,
                            "kernel \"%s\" does not run on this CPU", name);
        *out_kernel = kernels[i];
        return WTW_OK;
    }
    return refuse_name(name, error);
}

const char *wtw_kernel_chosen(const char *wanted)
{
    const struct wtw_kernel *kernel = NULL;

    return wtw_kernel_find(wanted, &kernel, NULL) == WTW_OK ? kernel->name : NULL;
}
