/*
 * walk.c - from the paths that were named to the files to read
 *
 * A file that was named is read, whatever it is called, and as often as it is named, as
 * cat does. In a folder only names that promise articles count (.txt .md .jsonl .ndjson
 * .json .csv .tsv .html .warc .rss .xml and the like, also before .gz and .zst); hidden
 * entries, other names, and devices and the like are passed over, counted, and the first
 * of them is remembered, so that the command can say so. Links to files are followed. Links to folders are not, and count as passed over:
 * following them reads some articles twice, and loops are only the worst case.
 *
 * The whole walk is done before the first file is read. A mistyped name is then told in
 * the first second, not in the third hour, progress knows its total, and no folder stays
 * open. The price is some 100 bytes for each file, which the places of records need
 * anyway.
 */
#include "read/walk.h"

#include "base/faults.h"
#include "base/memory.h"
#include "read/file_calls.h"
#include "read/rejects.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void reject_unreadable(struct wtw_walk *walk, const char *path, const char *doing)
{
    struct wtw_error error = {0};

    walk->unreadable++;
    wtw_file_fail(&error, path, UINT64_MAX, doing);
    wtw_reject(&walk->listener, WTW_REJECT_UNREADABLE, &error);
}

static enum wtw_status skip(struct wtw_walk *walk, const char *path,
                            struct wtw_error *error)
{
    walk->skipped++;
    if (walk->skipped_example)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&walk->skipped_example, strlen(path) + 1, error));
    memcpy(walk->skipped_example, path, strlen(path));
    return WTW_OK;
}

static enum wtw_status add_file(struct wtw_walk *walk, const char *path,
                                const struct stat *status, struct wtw_error *error)
{
    struct wtw_input *input = NULL;

    WTW_TRY(wtw_inputs_add(&walk->inputs, path, error));
    input = &walk->inputs.items[walk->inputs.count - 1];
    if (!S_ISREG(status->st_mode)) {
        walk->has_pipe = true;
        return WTW_OK;
    }
    input->stored_bytes = (uint64_t)status->st_size;
    walk->total_bytes += (uint64_t)status->st_size;
    return WTW_OK;
}

/* ------------------------------------------------------------------ folders */

/* The names in a folder, one after the other, each with its NUL; and pointers to them,
 * sorted. */
struct listing {
    struct wtw_buffer bytes;
    const char **names;
    size_t count;
};

static void release_listing(struct listing *listing)
{
    wtw_buffer_release(&listing->bytes);
    wtw_release_items(listing->names);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct dirent *read_entry(DIR *folder)
{
    errno = 0;
    if (wtw_fault_is_due(WTW_FAULT_READ)) {
        errno = EIO;
        return NULL;
    }
    return readdir(folder);
}

/* Adds all names; a folder that breaks off is WTW_IO with the cause in errno. */
static enum wtw_status read_names(DIR *folder, struct listing *listing,
                                  struct wtw_error *error)
{
    for (;;) {
        const struct dirent *entry = read_entry(folder);

        if (!entry)
            return errno ? WTW_IO : WTW_OK;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        WTW_TRY(wtw_buffer_append(&listing->bytes, entry->d_name,
                                  strlen(entry->d_name) + 1, error));
        listing->count++;
    }
}

static enum wtw_status sort_names(struct listing *listing, struct wtw_error *error)
{
    const char *name = listing->bytes.items;

    if (!listing->count)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&listing->names, listing->count, error));
    for (size_t i = 0; i < listing->count; i++) {
        listing->names[i] = name;
        name += strlen(name) + 1;
    }
    qsort(listing->names, listing->count, sizeof listing->names[0], compare_names);
    return WTW_OK;
}

/* Lists 'path'; the names of a folder that breaks off are still read. */
static enum wtw_status list_folder(struct wtw_walk *walk, const char *path,
                                   struct listing *out_listing, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;
    DIR *folder = opendir(path);

    if (!folder) {
        reject_unreadable(walk, path, "open the folder");
        return WTW_OK;
    }
    status = read_names(folder, out_listing, error);
    if (status == WTW_IO)
        reject_unreadable(walk, path, "read the folder to its end");
    closedir(folder);
    return status == WTW_OK || status == WTW_IO ? sort_names(out_listing, error) : status;
}

static enum wtw_status join_path(const char *folder, const char *name, char **out_path,
                                 struct wtw_error *error)
{
    size_t folder_count = strlen(folder);
    size_t name_count = strlen(name);
    bool needs_slash = folder_count > 0 && folder[folder_count - 1] != '/';
    char *path = NULL;

    WTW_TRY(WTW_ALLOCATE(&path, folder_count + name_count + 2, error));
    memcpy(path, folder, folder_count);
    if (needs_slash)
        path[folder_count] = '/';
    memcpy(path + folder_count + needs_slash, name, name_count);
    *out_path = path;
    return WTW_OK;
}

static enum wtw_status walk_folder(struct wtw_walk *walk, const char *path,
                                   struct wtw_error *error);

static enum wtw_status walk_entry(struct wtw_walk *walk, const char *path,
                                  const char *name, struct wtw_error *error)
{
    bool holds_articles = wtw_container_is_likely(name);
    struct stat status;
    struct stat link;

    if (name[0] == '.')
        return skip(walk, path, error);
    if (stat(path, &status) != 0) {
        /* A link to nothing or itself, under a name that would not be read anyway. */
        if ((errno == ENOENT || errno == ELOOP) && !holds_articles)
            return skip(walk, path, error);
        reject_unreadable(walk, path, "read it");
        return WTW_OK;
    }
    if (S_ISREG(status.st_mode) && holds_articles)
        return add_file(walk, path, &status, error);
    if (!S_ISDIR(status.st_mode) || lstat(path, &link) != 0 || S_ISLNK(link.st_mode))
        return skip(walk, path, error);
    return walk_folder(walk, path, error);
}

static enum wtw_status walk_names(struct wtw_walk *walk, const char *path,
                                  const struct listing *listing, struct wtw_error *error)
{
    for (size_t i = 0; i < listing->count; i++) {
        enum wtw_status status = WTW_OK;
        char *entry = NULL;

        WTW_TRY(join_path(path, listing->names[i], &entry, error));
        status = walk_entry(walk, entry, listing->names[i], error);
        wtw_release_items(entry);
        WTW_TRY(status);
    }
    return WTW_OK;
}

/* The depth of folders is bounded by the length of a path, which the system bounds. */
static enum wtw_status walk_folder(struct wtw_walk *walk, const char *path,
                                   struct wtw_error *error)
{
    struct listing listing = {0};
    enum wtw_status status = list_folder(walk, path, &listing, error);

    if (status == WTW_OK)
        status = walk_names(walk, path, &listing, error);
    release_listing(&listing);
    return status;
}

/* ------------------------------------------------------------------ the door */

static void reject_empty_folder(struct wtw_walk *walk, const char *path, uint64_t skipped)
{
    const struct wtw_spot spot = {.input = path, .byte_offset = UINT64_MAX};
    struct wtw_error error = {0};

    wtw_fail_at(
        &error, WTW_BAD_INPUT, &spot,
        "the folder holds no file of articles: .txt, .md, .jsonl, .ndjson, .json, .csv, "
        ".tsv, .html, .htm, .xhtml, .warc, .wet, .rss, .atom, .xml or .mbox, or one of "
        "these and .gz or .zst; %llu other entries were passed over",
        (unsigned long long)skipped);
    wtw_reject(&walk->listener, WTW_REJECT_UNREADABLE, &error);
}

static enum wtw_status walk_named_folder(struct wtw_walk *walk, const char *path,
                                         struct wtw_error *error)
{
    size_t inputs_before = walk->inputs.count;
    uint64_t skipped_before = walk->skipped;
    uint64_t unreadable_before = walk->unreadable;

    WTW_TRY(walk_folder(walk, path, error));
    if (walk->inputs.count == inputs_before && walk->unreadable == unreadable_before)
        reject_empty_folder(walk, path, walk->skipped - skipped_before);
    return WTW_OK;
}

enum wtw_status wtw_walk_path(struct wtw_walk *walk, const char *path,
                              struct wtw_error *error)
{
    struct stat status;
    bool is_stdin = strcmp(path, "-") == 0;

    if ((is_stdin ? fstat(STDIN_FILENO, &status) : stat(path, &status)) != 0) {
        reject_unreadable(walk, path, "read it");
        return WTW_OK;
    }
    if (!is_stdin && S_ISDIR(status.st_mode))
        return walk_named_folder(walk, path, error);
    return add_file(walk, path, &status, error);
}

void wtw_walk_release(struct wtw_walk *walk)
{
    wtw_inputs_release(&walk->inputs);
    wtw_release_items(walk->skipped_example);
    walk->skipped_example = NULL;
}
