/*
 * boilerplate_rules.h - the phrases by which lines give themselves away
 *
 * rule_table.c holds them in one table; a new one is a new line there.
 */
#ifndef WTW_TEXT_BOILERPLATE_RULES_H
#define WTW_TEXT_BOILERPLATE_RULES_H

#include "wiretwin.h"

#include "text/plain_line.h"

/* How a line has to meet a phrase. */
enum wtw_rule_form {
    WTW_RULE_WHOLE,   /* the line is the phrase */
    WTW_RULE_LABEL,   /* the phrase, then a colon, bar, arrow or dash; or nothing more */
    WTW_RULE_OPENS,   /* the phrase, then anything */
    WTW_RULE_BUTTONS, /* the phrase, then nothing but names of buttons, one at least */
    WTW_RULE_NAMES,   /* the phrase, then nothing but people and agencies */
    WTW_RULE_SOURCE,  /* the phrase, a mark as of a label, then a name or URL */
    WTW_RULE_BRACKET, /* the same as OPENS, in brackets or Markdown marks */
    WTW_RULE_ENDS,    /* anything, then the phrase, a sentence of its own */
    WTW_RULE_CLOSES   /* a bracket that closes the line opens with the phrase */
};

/* Where in the text: bits. */
enum {
    WTW_RULE_HEAD = 1, /* among the first lines */
    WTW_RULE_TAIL = 2, /* in the last part */
    WTW_RULE_ANYWHERE = WTW_RULE_HEAD | WTW_RULE_TAIL | 4
};

struct wtw_boilerplate_rule {
    const char *phrase; /* in plain form (plain_line.h), at most 63 bytes */
    uint8_t kind;       /* enum wtw_boilerplate_kind */
    uint8_t form;       /* enum wtw_rule_form */
    uint8_t where;
    char language[3]; /* for people to find their way */
};

/* Ceiling on the rules of the table, and on the ways into it. */
enum { WTW_RULES_MAX = 1024, WTW_RULE_BUCKETS = 1024, WTW_RULE_FILTER_WORDS = 512 };

/* The way from the first characters of a line, or the last ones, to the rules that may
 * meet it. Made once a handle. */
struct wtw_rule_index {
    uint64_t filter[WTW_RULE_FILTER_WORDS]; /* a bit for each key, nearly all unset */
    uint16_t first[WTW_RULE_BUCKETS];       /* rule number + 1, 0 for none */
    uint16_t next[WTW_RULES_MAX];
};

/* wtw_rule_count() and wtw_rule() give the table, for tests to look at. */
size_t wtw_rule_count(void);
const struct wtw_boilerplate_rule *wtw_rule(size_t i);

void wtw_rule_index_make(struct wtw_rule_index *index);

/* wtw_rule_may_end() says at little cost whether an ENDS phrase could end
 * text[begin .. end). */
bool wtw_rule_may_end(const struct wtw_rule_index *index, const char *text, size_t begin,
                      size_t end);

/*
 * wtw_rule_for_begin() is the rule with the longest phrase, of any form but ENDS and
 * CLOSES, that text[begin .. end) meets; 'where' has the bits of where it stands.
 * wtw_rule_for_end() is that of form ENDS; wtw_rule_for_bracket() that of form CLOSES,
 * for the inside of a bracket. NULL where there is none; otherwise 'line' is the plain
 * form of the text.
 */
const struct wtw_boilerplate_rule *wtw_rule_for_begin(const struct wtw_rule_index *index,
                                                      struct wtw_plain_line *line,
                                                      const char *text, size_t begin,
                                                      size_t end, unsigned where);
const struct wtw_boilerplate_rule *wtw_rule_for_end(const struct wtw_rule_index *index,
                                                    struct wtw_plain_line *line,
                                                    const char *text, size_t begin,
                                                    size_t end);
const struct wtw_boilerplate_rule *wtw_rule_for_bracket(
    const struct wtw_rule_index *index, struct wtw_plain_line *line, const char *text,
    size_t begin, size_t end);

#endif
