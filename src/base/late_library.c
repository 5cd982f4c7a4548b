/*
 * late_library.c - shared libraries that only some runs need, loaded when the first of them does
 */
#include "base/late_library.h"

#include "base/failure.h"

#include <dlfcn.h>
#include <string.h>

static enum wtw_status fail(const struct wtw_late_library *library,
                            struct wtw_error *error)
{
    const char *cause = dlerror();

    return wtw_fail(
        error, WTW_IO, "%s needs the library %s, which cannot be loaded (%s); install it",
        library->purpose, library->file, cause ? cause : "for no known cause");
}

static enum wtw_status load(struct wtw_late_library *library, struct wtw_error *error)
{
    void *handle = dlopen(library->file, RTLD_NOW | RTLD_LOCAL);

    if (!handle)
        return fail(library, error);
    for (size_t i = 0; i < library->count; i++) {
        void *found = dlsym(handle, library->names[i]);

        if (!found) {
            enum wtw_status status = fail(library, error);

            dlclose(handle);
            return status;
        }
        /* ISO C has no way from a pointer to data to one to a function; POSIX says that they
         * look alike. */
        memcpy((char *)library->functions + i * sizeof found, &found, sizeof found);
    }
    library->is_loaded = true;
    return WTW_OK;
}

enum wtw_status wtw_late_library_load(struct wtw_late_library *library,
                                      struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    pthread_mutex_lock(&library->mutex);
    if (!library->is_loaded)
        status = load(library, error);
    pthread_mutex_unlock(&library->mutex);
    return status;
}
