/*
 * ascii_scan.h - finds the runs of letters in a chunk of text, many bytes at a time
 *
 * A *run* is a maximal row of bytes that are ASCII letters or digits or belong to
 * something beyond ASCII (0x80 and up). ASCII punctuation, blanks and controls end it. A
 * run of ASCII alone is one token as it stands, in lower case, and so is one of ASCII and
 * letters of two bytes that fold alone to two bytes; the others go to text/mixed_run. The
 * scanning itself is a kernel's (text/text_kernels.h).
 */
#ifndef WTW_TEXT_ASCII_SCAN_H
#define WTW_TEXT_ASCII_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A chunk and what is known of it stay in the first-level cache. A multiple of 64, one
 * bit a byte. */
enum { WTW_SCAN_BYTES = 4096 };
enum { WTW_SCAN_WORDS = WTW_SCAN_BYTES / 64, WTW_SCAN_MARGIN = 16 };

/* There may be an edge at each byte and one at the end; up to 32 are written at a time. */
enum { WTW_SCAN_EDGES = WTW_SCAN_BYTES + 32 };

/*
 * Run i reaches from edges[2 i] to before edges[2 i + 1], offsets into the chunk. When
 * the last run is open, it has the first of them only.
 */
struct wtw_ascii_scan {
    size_t byte_count;
    size_t edge_count;
    bool has_high;      /* some bit of 'high' is set */
    bool may_have_long; /* false when no run is over 126 bytes: none fills a word of 64 */
    uint16_t edges[WTW_SCAN_EDGES];
    uint64_t high[WTW_SCAN_WORDS]; /* a bit for each byte beyond ASCII in a run */
    /* The chunk with ASCII letters in lower case; what is behind is readable, for
     * hashing. */
    char lower[WTW_SCAN_BYTES + WTW_SCAN_MARGIN];
};

/*
 * wtw_ascii_scan_fold_letters() folds the letters of two bytes that fold alone to two
 * bytes, where they stand in 'lower', and takes their bits out of 'high': nearly all there
 * are beyond ASCII in Cyrillic, Greek or accented text. A letter that the chunk's end cuts
 * stays as it is.
 */
void wtw_ascii_scan_fold_letters(struct wtw_ascii_scan *scan);

/*
 * wtw_ascii_scan_next_high() is the offset of the first byte beyond ASCII from 'offset'
 * on, or WTW_SCAN_BYTES where there is none.
 */
size_t wtw_ascii_scan_next_high(const struct wtw_ascii_scan *scan, size_t offset);

/* Whether a byte can be in a run. */
static inline bool wtw_is_run_byte(unsigned char byte)
{
    return byte >= 0x80u || (byte | 0x20u) - 'a' < 26u || byte - (unsigned)'0' < 10u;
}

#endif
