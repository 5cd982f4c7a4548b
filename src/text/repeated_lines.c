/*
 * repeated_lines.c - whether a line stood in the text before
 *
 * A hash table with linear probing, half full at most. Lines are compared byte by byte
 * when their hashes are equal, so that no line vanishes by chance.
 */
#include "text/repeated_lines.h"

#include <string.h>
#include <xxhash.h>

/* The beginning and the length of a line tell nearly all lines apart. */
enum { HASHED_BYTES = 64 };

void wtw_repeated_lines_begin(struct wtw_repeated_lines *lines)
{
    lines->count = 0;
    if (++lines->generation == 0) {
        memset(lines->slots, 0, sizeof lines->slots);
        lines->generation = 1;
    }
}

bool wtw_repeated_lines_add(struct wtw_repeated_lines *lines, const char *text,
                            size_t begin, size_t end)
{
    size_t bytes = end - begin;
    size_t hashed = bytes < HASHED_BYTES ? bytes : HASHED_BYTES;
    uint32_t hash = (uint32_t)XXH3_64bits_withSeed(text + begin, hashed, bytes);
    uint32_t i = hash % WTW_REPEATED_SLOTS;

    while (lines->slots[i].generation == lines->generation) {
        if (lines->slots[i].hash == hash && lines->slots[i].bytes == bytes &&
            memcmp(text + lines->slots[i].begin, text + begin, bytes) == 0)
            return true;
        i = (i + 1) % WTW_REPEATED_SLOTS;
    }
    if (lines->count == WTW_REPEATED_LINES_MAX)
        return false;
    lines->count++;
    lines->slots[i].generation = lines->generation;
    lines->slots[i].hash = hash;
    lines->slots[i].begin = (uint32_t)begin;
    lines->slots[i].bytes = (uint32_t)bytes;
    return false;
}
