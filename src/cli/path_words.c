/*
 * path_words.c - what to say of a path that cannot be read or written
 */
#include "cli/path_words.h"

#include "base/failure.h"
#include "cli/suggest.h"
#include "write/whole_file.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders with more entries are not searched to their end for a suggestion. */
enum { ENTRIES_MOST = 10000 };

/* The folder of a path, "." where it names none. False where it is too long. */
static bool folder_of(const char *path, char *out, size_t out_bytes)
{
    const char *slash = strrchr(path, '/');
    size_t bytes = slash ? (size_t)(slash - path) : 1;

    if (bytes >= out_bytes)
        return false;
    snprintf(out, out_bytes, "%.*s", (int)bytes, slash ? path : ".");
    if (!bytes)
        snprintf(out, out_bytes, "/");
    return true;
}

/* A slip in each five letters before the ending, or an ending that is missing. */
static bool is_near(const char *wanted, const char *name)
{
    size_t slips = 1 + strcspn(wanted, ".") / 5;

    return wtw_word_distance(wanted, name) <= slips ||
           (strncmp(wanted, name, strlen(wanted)) == 0 && name[strlen(wanted)] == '.');
}

/* The name in 'folder' that is nearest to 'wanted', where one is near enough to be meant. */
static bool find_near(const char *folder, const char *wanted, char *out, size_t out_bytes)
{
    DIR *entries = opendir(folder);
    size_t nearest = SIZE_MAX;

    for (int i = 0; entries && i < ENTRIES_MOST; i++) {
        const struct dirent *entry = readdir(entries);
        const char *name = entry ? entry->d_name : NULL;
        size_t distance = 0;

        if (!entry)
            break;
        distance = wtw_word_distance(wanted, name);
        if (name[0] == '.' || !is_near(wanted, name) || distance > nearest ||
            (distance == nearest && strcmp(name, out) > 0))
            continue;
        nearest = distance;
        snprintf(out, out_bytes, "%s", name);
    }
    if (entries)
        closedir(entries);
    return nearest != SIZE_MAX;
}

enum wtw_status wtw_fail_to_read(const char *path, int cause, struct wtw_error *error)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    char folder[PATH_MAX];
    char near[NAME_MAX + 1];

    if (!*path)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "an input's name is empty; is a variable not set?");
    if (cause == ENOENT && folder_of(path, folder, sizeof folder) &&
        find_near(folder, name, near, sizeof near))
        return wtw_fail(error, WTW_IO, "cannot read %s: %s; did you mean %.*s%s?", path,
                        wtw_cause_words(cause).items, (int)(name - path), path, near);
    return wtw_fail(error, WTW_IO, "cannot read %s: %s", path,
                    wtw_cause_words(cause).items);
}

enum wtw_status wtw_place_check(const char *path, struct wtw_error *error)
{
    struct stat status;
    char folder[PATH_MAX];
    bool is_there = path && stat(path, &status) == 0;

    if (!path || strcmp(path, "-") == 0 || !folder_of(path, folder, sizeof folder))
        return WTW_OK;
    if (is_there && S_ISDIR(status.st_mode))
        return wtw_fail(error, WTW_IO,
                        "cannot write to %s: it is a folder; name a file in it", path);
    if (is_there && !S_ISREG(status.st_mode))
        return WTW_OK;
    if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode))
        return wtw_fail(error, WTW_IO,
                        "cannot write to %s: there is no folder %s; make it, or name "
                        "another place",
                        path, folder);
    if (access(folder, W_OK | X_OK) != 0)
        return wtw_fail(error, WTW_IO, "cannot write to %s: the folder %s: %s", path,
                        folder, wtw_cause_words(errno).items);
    return WTW_OK;
}

enum wtw_status wtw_report_check(const char *option, const char *path,
                                 const char *beginning, struct wtw_error *error)
{
    size_t bytes = strlen(beginning);
    char found[64];
    size_t count = 0;
    FILE *file = path && wtw_whole_file_replaces(path) ? fopen(path, "rb") : NULL;

    if (!file)
        return WTW_OK;
    count = fread(found, 1, bytes < sizeof found ? bytes : sizeof found, file);
    fclose(file);
    if (!count || (count == bytes && memcmp(found, beginning, bytes) == 0))
        return WTW_OK;
    return wtw_fail(
        error, WTW_BAD_ARGUMENT,
        "%s takes the name of a file to write to, and %s holds something else; "
        "name another one, or remove it first",
        option, path);
}
