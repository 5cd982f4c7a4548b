/*
 * plain_line.h - the beginning of a line in a form that phrases can be compared with
 *
 * Case is folded, blanks are single spaces, typographic quotes, dashes and arrows are
 * ASCII; bullets, brackets and Markdown marks around the line are gone. For each byte it
 * is known where it came from.
 */
#ifndef WTW_TEXT_PLAIN_LINE_H
#define WTW_TEXT_PLAIN_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest line that a rule looks at as a whole, in bytes of its plain form. */
enum { WTW_PLAIN_LINE_BYTES = 640 };

struct wtw_plain_line {
    char bytes[WTW_PLAIN_LINE_BYTES + 4];
    uint16_t places[WTW_PLAIN_LINE_BYTES + 4]; /* from the begin of the raw line */
    size_t count;
    bool is_whole;     /* the line was not too long */
    bool is_bracketed; /* "(", "[" or a Markdown mark stood before the first letter */
    bool is_quoted;    /* a quotation mark did */
    bool ends_label;   /* the line ends with a colon */
    bool ends_sentence;
};

/*
 * wtw_plain_line_make() makes the plain form of text[begin .. end);
 * wtw_plain_line_make_prefix() at most the first 'max_bytes' of it, which is enough to
 * see whether a phrase of that length begins it.
 */
void wtw_plain_line_make(struct wtw_plain_line *out, const char *text, size_t begin,
                         size_t end);
void wtw_plain_line_make_prefix(struct wtw_plain_line *out, const char *text,
                                size_t begin, size_t end, size_t max_bytes);

/*
 * wtw_plain_first() folds the first characters that stand in a token, up to four of them
 * or up to the first that does not, into one number; wtw_plain_last() does so with the
 * last ones of the line, backwards. 'out_two' is that of the first two only.
 */
uint32_t wtw_plain_first(const char *text, size_t begin, size_t end, uint32_t *out_two);
uint32_t wtw_plain_last(const char *text, size_t begin, size_t end);

#endif
