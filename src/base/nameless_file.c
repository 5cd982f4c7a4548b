/*
 * nameless_file.c - temporary files that no end of the process can leave behind
 */
#include "base/nameless_file.h"

#include "base/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PATH_BYTES = 1024 };

int wtw_nameless_file(const char *folder)
{
    char name[PATH_BYTES];
    int length = snprintf(name, sizeof name, "%s/wiretwin-XXXXXX", folder);
    int descriptor = -1;

    if (length < 0 || (size_t)length >= sizeof name)
        errno = ENAMETOOLONG;
    else if (wtw_fault_is_due(WTW_FAULT_WRITE))
        errno = EACCES;
    else
        descriptor = mkstemp(name);
    if (descriptor < 0)
        return -1;
    unlink(name);
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return descriptor;
}
