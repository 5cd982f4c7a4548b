/*
 * nameless_file.h - temporary files that no end of the process can leave behind
 */
#ifndef WTW_BASE_NAMELESS_FILE_H
#define WTW_BASE_NAMELESS_FILE_H

/*
 * wtw_nameless_file() makes a file in 'folder' and removes its name, so that the system frees
 * it however the process ends. Gives its descriptor to the caller; -1 with errno where that
 * cannot be done.
 */
int wtw_nameless_file(const char *folder);

#endif
