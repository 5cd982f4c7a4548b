/*
 * line_verdict.h - what a line as a whole is, and which sentences at its end are none of
 * the story
 */
#ifndef WTW_TEXT_LINE_VERDICT_H
#define WTW_TEXT_LINE_VERDICT_H

#include "text/agencies.h"
#include "text/boilerplate_rules.h"
#include "text/text_lines.h"

/* Sentences that are looked at from the end of a line backwards: a credit, the rights in
 * two or three, the newsletter. */
enum { WTW_TAIL_PARTS_MAX = 6 };

/* A line, and what is known of the text around it. */
struct wtw_line_place {
    const char *text;
    struct wtw_text_line line;
    size_t text_end;    /* without the blanks at the end */
    size_t number;      /* of the line, from 0 */
    unsigned where;     /* bits of enum WTW_RULE_... */
    bool is_gallery;    /* captions are the story: only their credits are none of it */
    bool has_no_credit; /* wtw_line_is_boilerplate() looked for one of a picture */
};

/* What a line that opens a list of other articles left to its followers. */
struct wtw_open_label {
    uint32_t items;  /* that may still follow */
    bool wants_line; /* a title without a bullet may follow; at the text's end, several */
};

/*
 * wtw_line_is_boilerplate() says whether the whole line is boilerplate, and of which
 * kind; settles place->has_no_credit. 'plain' is room to work in.
 */
bool wtw_line_is_boilerplate(const struct wtw_rule_index *rules,
                             const struct wtw_agency_index *agencies,
                             struct wtw_line_place *place, struct wtw_open_label *label,
                             struct wtw_plain_line *plain,
                             enum wtw_boilerplate_kind *out_kind);

/*
 * wtw_line_tail() finds boilerplate sentences and picture credits at the end of a line.
 * Writes up to WTW_TAIL_PARTS_MAX parts to 'out_parts', the last one first, and returns
 * their number.
 */
size_t wtw_line_tail(const struct wtw_rule_index *rules,
                     const struct wtw_agency_index *agencies,
                     const struct wtw_line_place *place, struct wtw_plain_line *plain,
                     struct wtw_boilerplate_part *out_parts);

#endif
