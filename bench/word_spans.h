/*
 * word_spans.h - where the words of a generated text begin and end
 *
 * The edits work on text, not on the random numbers that made it, so that each edit is a
 * small function from text to text and edits can follow one another. In a language with
 * spaces a word is what stands between two of them, punctuation included; in Chinese it
 * is a character.
 */
#ifndef WTW_BENCH_WORD_SPANS_H
#define WTW_BENCH_WORD_SPANS_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes [begin, end) of a text. */
struct wtw_word_span {
    size_t begin;
    size_t end;
};

static inline bool wtw_is_gap(char byte)
{
    return byte == ' ' || byte == '\n';
}

/*
 * wtw_word_span_next() finds the first word at or after 'at'. Returns false where there
 * is none; the text from 'at' to the word's begin is all gap.
 */
bool wtw_word_span_next(const char *text, size_t text_bytes, size_t at, bool has_spaces,
                        struct wtw_word_span *out_span);

/* wtw_word_span_core() is the word without the punctuation on both sides; empty where it
 * is nothing else. */
struct wtw_word_span wtw_word_span_core(const char *text,
                                        const struct wtw_word_span *span);

/* wtw_word_spans_count() is the number of words. */
size_t wtw_word_spans_count(const char *text, size_t text_bytes, bool has_spaces);

/* wtw_word_spans_skip() is the offset at which the 'count'-th word ends, 0 for a count of
 * 0. */
size_t wtw_word_spans_skip(const char *text, size_t text_bytes, bool has_spaces,
                           size_t count);

#endif
