/*
 * open_descriptors.h - how many descriptors this process has open
 */
#ifndef WTW_TESTS_OPEN_DESCRIPTORS_H
#define WTW_TESTS_OPEN_DESCRIPTORS_H

#include <dirent.h>
#include <stddef.h>

/* As many as entries of the folder, ".", ".." and its own descriptor among them: to be
 * compared with a count made before. */
static inline size_t count_open(void)
{
    DIR *folder = opendir("/proc/self/fd");
    size_t count = 0;

    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

#endif
