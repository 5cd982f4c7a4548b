/*
 * repeated_lines.h - whether a line stood in the text before
 */
#ifndef WTW_TEXT_REPEATED_LINES_H
#define WTW_TEXT_REPEATED_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text's first lines are remembered, so many of them. Captions said twice stand near
 * each other. */
enum { WTW_REPEATED_LINES_MAX = 512, WTW_REPEATED_SLOTS = 1024 };

/* Zero-initialised is ready. Only slots of the present generation are in use, so that
 * nothing has to be wiped between two texts. */
struct wtw_repeated_lines {
    struct {
        uint32_t generation;
        uint32_t hash;
        uint32_t begin;
        uint32_t bytes;
    } slots[WTW_REPEATED_SLOTS];
    uint32_t generation;
    uint32_t count;
};

/* wtw_repeated_lines_begin() forgets all lines. */
void wtw_repeated_lines_begin(struct wtw_repeated_lines *lines);

/* wtw_repeated_lines_add() says whether the line was there before, byte for byte, and
 * remembers it otherwise. */
bool wtw_repeated_lines_add(struct wtw_repeated_lines *lines, const char *text,
                            size_t begin, size_t end);

#endif
