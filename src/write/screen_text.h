/*
 * screen_text.h - text from articles on a terminal: clean, measured, cut, wrapped
 *
 * Text of strangers must not move the cursor, change colours or turn the writing
 * direction: controls and bytes that are not UTF-8 are shown as U+FFFD, direction marks
 * are left out, white space becomes single blanks.
 */
#ifndef WTW_WRITE_SCREEN_TEXT_H
#define WTW_WRITE_SCREEN_TEXT_H

#include "write/page.h"

/* Where text that is too wide loses its middle or its end. An id's end often tells it
 * apart. */
enum wtw_cut { WTW_CUT_END, WTW_CUT_MIDDLE };

/* wtw_screen_width() is how many columns the cleaned text takes. */
size_t wtw_screen_width(struct wtw_span text);

/* wtw_screen_put() writes the cleaned text, cut to 'width' columns with an ellipsis;
 * returns the columns written. */
size_t wtw_screen_put(struct wtw_out *out, struct wtw_span text, size_t width,
                      enum wtw_cut cut);

/* wtw_screen_cell() is the same, filled up with blanks to 'width'. */
void wtw_screen_cell(struct wtw_out *out, struct wtw_span text, size_t width,
                     enum wtw_cut cut);

/*
 * A paragraph that is being filled. wtw_fill_begin() starts it at the left margin;
 * wtw_fill_begin_labelled() behind a label, which has the columns of the indent to itself.
 * wtw_fill_text() adds text. What is marked is painted where the page has colour and
 * stands between [[ and ]] where not; what is dimmed, also inside of a mark, between {{
 * and }}; 'around' is the paint to go on with. wtw_fill_end() ends the line.
 */
struct wtw_fill {
    const struct wtw_page *page;
    size_t indent;
    size_t column;    /* columns written on this line, 0 at its begin */
    bool keeps_lines; /* a line feed in the text ends the line */
    bool needs_blank; /* white space stood before the pending word */
    enum wtw_paint paint;
    size_t word_bytes;
    size_t word_width;
    char word[512]; /* the pending word, with its paints */
};

void wtw_fill_begin(struct wtw_fill *fill, const struct wtw_page *page, size_t indent,
                    bool keeps_lines);
void wtw_fill_begin_labelled(struct wtw_fill *fill, const struct wtw_page *page,
                             const char *label, size_t indent);
void wtw_fill_text(struct wtw_fill *fill, struct wtw_span text);
void wtw_fill_open_mark(struct wtw_fill *fill);
void wtw_fill_close_mark(struct wtw_fill *fill);
void wtw_fill_open_dim(struct wtw_fill *fill);
void wtw_fill_close_dim(struct wtw_fill *fill, enum wtw_paint around);
void wtw_fill_end(struct wtw_fill *fill);

#endif
