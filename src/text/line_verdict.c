/*
 * line_verdict.c - what a line as a whole is, and which sentences at its end are none of
 * the story
 *
 * Rules come first, then lines that are seen by their shape: a date, a signature, a bar
 * of buttons, a caption that ends with its photographer. All of it is for short lines; of
 * a paragraph only the end is looked at, sentence by sentence, as texts that lost their
 * line breaks have their credits there.
 */
#include "text/line_verdict.h"

#include "text/bylines.h"
#include "text/datelines.h"
#include "text/line_words.h"

#include <string.h>

enum {
    CAPTION_MAX_BYTES = 420,
    TITLE_MAX_BYTES = 300,
    TOP_LINES = 6,
    GALLERY_LABEL_BYTES = 60, /* "Photo: Jane Orr", not a caption */
    FOLLOWER_MAX_BYTES = 160,
    FOLLOWING_ITEMS = 12,
    BRACKET_MAX_BYTES = 160,
    SENTENCE_MAX_BYTES = 420
};

static bool is_last_line(const struct wtw_line_place *place)
{
    return place->line.end >= place->text_end;
}

static bool is_stop(char byte)
{
    return byte == '.' || byte == '?' || byte == '!';
}

static bool is_closing(char byte)
{
    return byte == '"' || byte == '\'' || byte == ')' || byte == '*' || byte == '_';
}

/* Stops that a sentence ends with, closing marks behind it looked through. */
static bool ends_sentence(const char *text, size_t begin, size_t end)
{
    while (end > begin && is_closing(text[end - 1]))
        end--;
    if (end - begin > 3 && memcmp(text + end - 3, "\u201D", 3) == 0)
        end -= 3;
    return end > begin && is_stop(text[end - 1]);
}

/* ------------------------------------------------------------------ shapes of lines */

/* Where the bracket opens that closes the line, behind it; 'end' if none does. */
static size_t find_last_bracket(const char *text, size_t begin, size_t *end)
{
    size_t close = *end;

    while (close > begin && (text[close - 1] == '.' || text[close - 1] == '*' ||
                             text[close - 1] == '_' || text[close - 1] == ' '))
        close--;
    if (close == begin || text[close - 1] != ')')
        return *end;
    for (size_t i = close - 1; i > begin && close - i < BRACKET_MAX_BYTES; i--)
        if (text[i - 1] == '(') {
            *end = close - 1;
            return i;
        }
    return *end;
}

/* Whether a stop ends the line, and no bracket before it, as nearly all of prose: no
 * picture's credit does then. */
static bool ends_with_stop(const struct wtw_line_place *place)
{
    const char *end = place->text + place->line.end;

    return is_stop(end[-1]) &&
           (place->line.end - place->line.begin < 2 || end[-2] != ')');
}

/* Where the credit of a picture begins that closes the line; the line's end if none does.
 */
static size_t find_picture_credit(const struct wtw_rule_index *rules,
                                  const struct wtw_agency_index *agencies,
                                  const struct wtw_line_place *place,
                                  struct wtw_plain_line *plain)
{
    const char *text = place->text;
    size_t end = place->line.end;
    size_t inside_end = end;
    size_t inside = 0;

    inside = find_last_bracket(text, place->line.begin, &inside_end);
    if (inside < inside_end &&
        wtw_rule_for_bracket(rules, plain, text, inside, inside_end))
        return inside - 1;
    if (ends_sentence(text, place->line.begin, end))
        return end;
    return wtw_caption_begin(agencies, text, place->line.begin, end);
}

static bool is_caption(const struct wtw_rule_index *rules,
                       const struct wtw_agency_index *agencies,
                       struct wtw_line_place *place, struct wtw_plain_line *plain)
{
    size_t bytes = place->line.end - place->line.begin;

    /* A text that is nothing more is a story with its picture's credit at the end. */
    if (place->has_no_credit || place->is_gallery || bytes > CAPTION_MAX_BYTES ||
        bytes >= place->text_end / 2)
        return false;
    place->has_no_credit =
        find_picture_credit(rules, agencies, place, plain) == place->line.end;
    return !place->has_no_credit;
}

static bool is_title(const struct wtw_line_place *place)
{
    const char *line = place->text + place->line.begin;
    size_t bytes = place->line.end - place->line.begin;

    return place->number == 0 && bytes > 2 && bytes <= TITLE_MAX_BYTES &&
           line[0] == '#' && line[1] == ' ' && place->line.end < place->text_end;
}

static bool has_shape(const struct wtw_agency_index *agencies,
                      const struct wtw_line_place *place,
                      enum wtw_boilerplate_kind *out_kind)
{
    const char *text = place->text;
    size_t begin = place->line.begin;
    size_t end = place->line.end;

    if (is_title(place)) {
        *out_kind = WTW_BOILERPLATE_TITLE;
        return true;
    }
    if (!(place->where & (WTW_RULE_HEAD | WTW_RULE_TAIL)))
        return false;
    if (wtw_dateline_is_date(text, begin, end, place->number < TOP_LINES)) {
        *out_kind = WTW_BOILERPLATE_DATE;
        return true;
    }
    return wtw_byline_is_signature(agencies, text, begin, end, out_kind);
}

/* ------------------------------------------------------------------ labels and what
 * follows */

static bool is_item(const char *text, struct wtw_text_line line)
{
    static const char bullet[] = "\xE2\x80\xA2";
    size_t bytes = line.end - line.begin;

    return (bytes > 2 && text[line.begin + 1] == ' ' && text[line.begin] &&
            strchr("*-+", text[line.begin])) ||
           (bytes > 3 && memcmp(text + line.begin, bullet, 3) == 0) ||
           (bytes > 2 && text[line.begin] == '[' && text[line.end - 1] == ')');
}

/* Whether the line is one of those that a label above announced. */
static bool follows_label(const struct wtw_line_place *place,
                          struct wtw_open_label *label)
{
    const char *text = place->text;
    struct wtw_text_line line = place->line;
    size_t bytes = line.end - line.begin;
    bool fits = bytes <= FOLLOWER_MAX_BYTES && !ends_sentence(text, line.begin, line.end);

    if (!label->items)
        return false;
    if (!memchr(text + line.begin, ' ', bytes))
        return false; /* a URL between the titles */
    if (fits && is_item(text, line)) {
        label->items--;
        return true;
    }
    fits = fits && label->wants_line;
    label->items -= fits;
    if (!fits || !(place->where & WTW_RULE_TAIL))
        *label = (struct wtw_open_label){0, false};
    return fits;
}

static void open_label(const struct wtw_boilerplate_rule *rule,
                       const struct wtw_plain_line *plain, struct wtw_open_label *label)
{
    bool is_open = rule->form == WTW_RULE_LABEL &&
                   rule->kind == WTW_BOILERPLATE_RELATED &&
                   plain->count == strlen(rule->phrase);

    label->items = is_open ? FOLLOWING_ITEMS : 0;
    label->wants_line = is_open && plain->ends_label;
}

/* The kind of a line that meets 'rule'; rights that end with a credit are that, as it
 * says more of where the text is from. */
static enum wtw_boilerplate_kind kind_of_line(const struct wtw_rule_index *rules,
                                              const struct wtw_boilerplate_rule *rule,
                                              const struct wtw_line_place *place,
                                              struct wtw_plain_line *plain)
{
    const struct wtw_boilerplate_rule *end = NULL;

    if (rule->kind == WTW_BOILERPLATE_NOTICE)
        end = wtw_rule_for_end(rules, plain, place->text, place->line.begin,
                               place->line.end);
    return (enum wtw_boilerplate_kind)(end ? end->kind : rule->kind);
}

bool wtw_line_is_boilerplate(const struct wtw_rule_index *rules,
                             const struct wtw_agency_index *agencies,
                             struct wtw_line_place *place, struct wtw_open_label *label,
                             struct wtw_plain_line *plain,
                             enum wtw_boilerplate_kind *out_kind)
{
    const char *text = place->text;
    size_t begin = place->line.begin;
    size_t end = place->line.end;
    const struct wtw_boilerplate_rule *rule = NULL;

    place->has_no_credit = ends_with_stop(place);
    if (end - begin > WTW_PLAIN_LINE_BYTES)
        return false;
    rule = wtw_rule_for_begin(rules, plain, text, begin, end, place->where);
    if (rule && place->is_gallery && rule->kind == WTW_BOILERPLATE_CAPTION &&
        end - begin > GALLERY_LABEL_BYTES)
        return false;
    if (rule) {
        open_label(rule, plain, label);
        *out_kind = kind_of_line(rules, rule, place, plain);
        return true;
    }
    if (follows_label(place, label)) {
        *out_kind = WTW_BOILERPLATE_RELATED;
        return true;
    }
    if (has_shape(agencies, place, out_kind))
        return true;
    *out_kind = WTW_BOILERPLATE_CAPTION;
    return is_caption(rules, agencies, place, plain);
}

/* ------------------------------------------------------------------ sentences at the end
 */

static bool is_letter(char byte)
{
    return (unsigned char)((byte | 0x20) - 'a') < 26 || (unsigned char)byte >= 0x80;
}

/* Whether a sentence ends at the stop before 'at': not after an initial or a short
 * abbreviation, unless an article follows. */
static bool is_sentence_end(const char *text, size_t begin, size_t at, size_t next,
                            size_t end)
{
    struct wtw_word word = wtw_word_at(text, next, end);
    size_t letters = 0;

    if (word.written == WTW_WORD_LOWER)
        return false;
    if (wtw_word_is(text, &word, " the this "))
        return true;
    if (text[at - 1] != '.')
        return true;
    while (at - 1 - letters > begin && letters < 3 && is_letter(text[at - 2 - letters]))
        letters++;
    return letters == 3 || letters == 0;
}

/* Where the last sentence of text[begin .. end) begins; 'end' if it is too long. */
static size_t find_last_sentence(const char *text, size_t begin, size_t end)
{
    size_t least = end - begin > SENTENCE_MAX_BYTES ? end - SENTENCE_MAX_BYTES : begin;
    size_t at = end;

    while (at > least && (text[at - 1] == ' ' || !is_letter(text[at - 1])))
        at--;
    for (; at > least; at--) {
        size_t stop = at - 1;

        if (text[at - 1] != ' ')
            continue;
        while (stop > begin && is_closing(text[stop - 1]))
            stop--;
        if (stop > begin && is_stop(text[stop - 1]) &&
            is_sentence_end(text, begin, stop, at, end))
            return at;
    }
    return least == begin ? begin : end;
}

/* The rule that a sentence at the end of a paragraph meets. */
static const struct wtw_boilerplate_rule *rule_for_sentence(
    const struct wtw_rule_index *rules, const struct wtw_line_place *place, size_t begin,
    size_t end, struct wtw_plain_line *plain)
{
    const struct wtw_boilerplate_rule *rule =
        wtw_rule_for_end(rules, plain, place->text, begin, end);

    if (rule || !is_last_line(place))
        return rule;
    rule = wtw_rule_for_begin(rules, plain, place->text, begin, end, place->where);
    /* A phrase alone between two full stops is no line of its own. */
    return rule && rule->form == WTW_RULE_WHOLE ? NULL : rule;
}

size_t wtw_line_tail(const struct wtw_rule_index *rules,
                     const struct wtw_agency_index *agencies,
                     const struct wtw_line_place *place, struct wtw_plain_line *plain,
                     struct wtw_boilerplate_part *out_parts)
{
    const char *text = place->text;
    size_t begin = place->line.begin;
    size_t end = place->line.end;
    size_t count = 0;
    size_t credit =
        place->has_no_credit ? end : find_picture_credit(rules, agencies, place, plain);

    if (credit < end) {
        out_parts[count++] = (struct wtw_boilerplate_part){
            (uint32_t)credit, (uint32_t)end, WTW_BOILERPLATE_CAPTION};
        return count;
    }
    while (end > begin && count < WTW_TAIL_PARTS_MAX) {
        size_t sentence = 0;
        const struct wtw_boilerplate_rule *rule = NULL;

        if (!is_last_line(place) && !wtw_rule_may_end(rules, text, begin, end))
            break;
        sentence = find_last_sentence(text, begin, end);
        if (sentence < end)
            rule = rule_for_sentence(rules, place, sentence, end, plain);
        if (!rule)
            break;
        out_parts[count++] = (struct wtw_boilerplate_part){
            (uint32_t)sentence, (uint32_t)end, (enum wtw_boilerplate_kind)rule->kind};
        for (end = sentence; end > begin && text[end - 1] == ' ';)
            end--;
    }
    return count;
}
