/*
 * temporary_files.h - files for a test to read: plain, gzip, zstd, in a folder of their
 * own
 */
#ifndef WTW_TESTS_TEMPORARY_FILES_H
#define WTW_TESTS_TEMPORARY_FILES_H

#include "check.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

/* The folder of the test that runs; each test is a process of its own. */
static char test_folder[64];
static char test_path_room[8][256];

__attribute__((unused)) static void make_test_folder(void)
{
    snprintf(test_folder, sizeof test_folder, "/tmp/wiretwin-test-XXXXXX");
    check(mkdtemp(test_folder) != NULL);
}

__attribute__((unused)) static void remove_test_folder(void)
{
    char command[256];

    snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", test_folder,
             test_folder);
    check(system(command) == 0);
}

/* The path of 'name' in the folder; good for the next seven calls. */
__attribute__((unused)) static const char *test_path(const char *name)
{
    static size_t turn;
    char *path = test_path_room[turn++ % 8];

    snprintf(path, sizeof test_path_room[0], "%s/%s", test_folder, name);
    return path;
}

__attribute__((unused)) static const char *write_bytes(const char *name,
                                                       const void *bytes, size_t count)
{
    const char *path = test_path(name);
    FILE *file = fopen(path, "wb");

    check(file != NULL);
    check(fwrite(bytes, 1, count, file) == count);
    check(fclose(file) == 0);
    return path;
}

__attribute__((unused)) static const char *write_text(const char *name, const char *text)
{
    return write_bytes(name, text, strlen(text));
}

__attribute__((unused)) static void make_folder(const char *name)
{
    check(mkdir(test_path(name), 0777) == 0);
}

/* Compresses to 'out' and returns the size; 'room' must do. */
__attribute__((unused)) static size_t gzip_bytes(const void *bytes, size_t count,
                                                 void *out, size_t room)
{
    z_stream stream = {0};

    check(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    stream.next_in = (unsigned char *)(uintptr_t)bytes;
    stream.avail_in = (unsigned)count;
    stream.next_out = out;
    stream.avail_out = (unsigned)room;
    check(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    deflateEnd(&stream);
    return room - stream.avail_out;
}

/* One frame with a checksum. */
__attribute__((unused)) static size_t zstd_bytes(const void *bytes, size_t count,
                                                 void *out, size_t room)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    size_t size = 0;

    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    size = ZSTD_compress2(context, out, room, bytes, count);
    check(!ZSTD_isError(size));
    ZSTD_freeCCtx(context);
    return size;
}

#endif
