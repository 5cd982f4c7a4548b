/*
 * stage_scene.h - a folder for stage files, and what a test does to them
 */
#ifndef WTW_TESTS_STAGE_STAGE_SCENE_H
#define WTW_TESTS_STAGE_STAGE_SCENE_H

#include "check.h"
#include "read/temporary_files.h"

#include "stage/stage_file.h"

#include <dirent.h>

/* The folder of write_counting(), which is not private unless a test says so. */
__attribute__((unused)) static struct wtw_stage_folder scene_folder;

/* How many names are in a folder. */
__attribute__((unused)) static size_t count_names(const char *path)
{
    DIR *folder = opendir(path);
    size_t count = 0;

    check(folder != NULL);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count - 2;
}

/* Turns one bit of a file. */
__attribute__((unused)) static void flip_bit(const char *path, long offset, int bit)
{
    FILE *file = fopen(path, "r+b");
    int byte = 0;

    check(file != NULL);
    check(fseek(file, offset, SEEK_SET) == 0);
    byte = fgetc(file);
    check(byte != EOF);
    check(fseek(file, offset, SEEK_SET) == 0);
    check(fputc(byte ^ 1 << bit, file) != EOF);
    check(fclose(file) == 0);
}

/* Writes parts of 'counts' records of one word, which count up from 100. */
__attribute__((unused)) static enum wtw_status write_counting(
    const char *name, const struct wtw_stage_shape *shape, const size_t *counts,
    struct wtw_error *error)
{
    struct wtw_stage_writer writer;
    uint64_t records[64];
    uint64_t next = 100;
    enum wtw_status status = WTW_OK;

    snprintf(scene_folder.path, sizeof scene_folder.path, "%s", test_folder);
    status = wtw_stage_writer_open(&writer, &scene_folder, name, shape, error);

    for (uint32_t part = 0; status == WTW_OK && part < shape->part_count; part++) {
        for (size_t i = 0; i < counts[part]; i++)
            records[i] = next++;
        status = wtw_stage_writer_put(&writer, records, counts[part], error);
    }
    return status == WTW_OK ? wtw_stage_writer_commit(&writer, error) : status;
}

#endif
