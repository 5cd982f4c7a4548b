/*
 * repeated_lines.c - whether a line stood in the text before
 *
 * A hash table with linear probing, half full at most. Lines are compared byte by byte
 * when their hashes are equal, so that no line vanishes by chance.
 */
#include "text/repeated_lines.h"

#include "base/byte_bits.h"

#include <string.h>

/* Odd, with bits spread evenly: of the golden ratio and of the square root of 3. */
#define HASH_A UINT64_C(0x9e3779b97f4a7c15)
#define HASH_B UINT64_C(0xbb67ae8584caa73b)

/* The length of a line and eight bytes of its begin, middle and end tell nearly all lines
 * apart; shorter lines have their length and what bytes they have. */
static uint32_t hash_line(const unsigned char *line, size_t bytes)
{
    uint64_t hash = bytes;

    if (bytes < WTW_ROW_BYTES)
        for (size_t i = 0; i < bytes; i++)
            hash = hash << 8 ^ line[i];
    else
        hash ^= wtw_load_eight(line) ^
                wtw_load_eight(line + (bytes - WTW_ROW_BYTES) / 2) * HASH_A ^
                wtw_load_eight(line + bytes - WTW_ROW_BYTES) * HASH_B;
    hash *= HASH_A;
    return (uint32_t)(hash >> 32);
}

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
    uint32_t hash = hash_line((const unsigned char *)text + begin, bytes);
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
