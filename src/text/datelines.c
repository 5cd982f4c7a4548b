/*
 * datelines.c - place, date and agency before the first sentence, and lines that are
 * nothing but a date
 *
 * A dateline is read word by word: a place in capitals, or with capitals; a date; an
 * agency in brackets, slashes or bare; a dash. An ordinary sentence shows by its second
 * or third word, which has a small letter, that it is none. What is asked for depends on
 * what there is:
 *
 *   an agency in brackets      after a place in capitals is enough; otherwise a dash, a
 *                              colon or a full stop has to follow
 *   a bare agency              has to follow a date or a place in capitals, or to stand
 *                              first, and be followed by a dash or full stop
 *   no agency                  a place in capitals, or a date, a dash with spaces around
 *                              it, then a capital, digit or quotation mark
 *
 * "The Associated Press (AP) reported" and "NATO - which ..." are no datelines.
 */
#include "text/datelines.h"

#include "text/characters.h"
#include "text/line_words.h"
#include "text/utf8.h"

#include <string.h>

/* The longest seen have a place with its region, a date with its year and an agency. */
enum {
    DATELINE_MAX_BYTES = 160,
    DATELINE_MAX_WORDS = 16,
    BRACKET_MAX_BYTES = 48,
    PLACE_MAX_BYTES = 80 /* before the agency or dash */
};

struct dateline {
    const struct wtw_agency_index *agencies;
    const char *text;
    size_t begin;
    size_t at;
    size_t end;
    size_t words;
    size_t letters;
    bool has_place;   /* a word with a capital */
    bool is_capitals; /* the place before the first comma is in capitals */
    bool passed_comma;
    bool has_date;
    bool has_number;
    bool has_agency;
    bool is_bare; /* the agency stands without brackets */
    bool is_caseless;
};

static const char connectors[] =
    " of de del la las los le les am an der on upon sur al el and in di do da на ";

static void skip_blanks(struct dateline *line)
{
    while (line->at < line->end) {
        if (line->text[line->at] == ' ' || line->text[line->at] == '\t')
            line->at++;
        else if (line->end - line->at >= 2 &&
                 memcmp(line->text + line->at, "\xC2\xA0", 2) == 0)
            line->at += 2;
        else
            break;
    }
}

static size_t find_bracket_end(const struct dateline *line, char close)
{
    size_t limit = line->end - line->at < BRACKET_MAX_BYTES ? line->end - line->at
                                                            : BRACKET_MAX_BYTES;
    const char *found =
        limit > 1 ? memchr(line->text + line->at + 1, close, limit - 1) : NULL;

    return found ? (size_t)(found - line->text) : 0;
}

/* Reads "(AP)" or "/TASS/"; false where the bracket holds something else. */
static bool read_bracket(struct dateline *line)
{
    char open = line->text[line->at];
    size_t close = find_bracket_end(line, open == '(' ? ')' : open == '[' ? ']' : '/');
    struct wtw_agency_hit hit;
    size_t inside = line->at + 1;

    if (!close)
        return false;
    while (inside < close && line->text[inside] == ' ')
        inside++;
    if (!wtw_agency_at(line->agencies, line->text, line->at, inside, close, &hit))
        return false;
    line->has_agency = true;
    line->at = close + 1;
    return true;
}

/* Whether a date may come now: after a number or comma, or after a place in capitals.
 * Other words need not be looked up. */
static bool may_be_date(const struct dateline *line, const struct wtw_word *word)
{
    return line->has_number || line->passed_comma ||
           (line->is_capitals && word->written == WTW_WORD_CAPITALISED);
}

static bool read_word(struct dateline *line)
{
    struct wtw_word word = wtw_word_at(line->text, line->at, line->end);
    bool is_date = false;

    if (word.written == WTW_WORD_NONE || ++line->words > DATELINE_MAX_WORDS)
        return false;
    is_date = may_be_date(line, &word) && wtw_is_date_word(line->text, &word);
    if (is_date)
        line->has_date = true;
    else if (word.written == WTW_WORD_NUMBER)
        line->has_number = true;
    else if (word.written == WTW_WORD_LOWER &&
             !(line->has_place && wtw_word_is(line->text, &word, connectors)))
        return false;
    else if (word.written == WTW_WORD_CASELESS)
        line->is_caseless = true;
    if (word.written >= WTW_WORD_CAPITALISED && !is_date) {
        if (!line->passed_comma && !line->has_date)
            line->is_capitals = word.written == WTW_WORD_CAPITALS &&
                                (line->is_capitals || !line->has_place);
        line->has_place = true;
        line->letters += word.letters;
    }
    line->at = word.end;
    return true;
}

/* A bare agency counts as the first word, or after a date or a place in capitals. */
static bool read_bare_agency(struct dateline *line)
{
    struct wtw_agency_hit hit;

    if (line->words && !line->has_date && !line->is_capitals)
        return false;
    if (!wtw_agency_at(line->agencies, line->text, line->begin, line->at, line->end,
                       &hit))
        return false;
    line->has_agency = line->is_bare = true;
    line->at = hit.end;
    return true;
}

/* Whether what comes now can begin a sentence. */
static bool begins_sentence(const struct dateline *line)
{
    struct wtw_word word = wtw_word_at(line->text, line->at, line->end);

    return line->at < line->end && word.written != WTW_WORD_LOWER &&
           (word.written != WTW_WORD_NONE ||
            strchr("\"'($\xE2\xC2", line->text[line->at]) != NULL);
}

/* The mark behind the agency, if any; returns whether there was one. */
static bool read_mark(struct dateline *line)
{
    size_t before = line->at;
    size_t dash = 0;

    skip_blanks(line);
    while (line->at < line->end && strchr(".:", line->text[line->at]) &&
           line->text[line->at])
        line->at++;
    skip_blanks(line);
    dash = wtw_dash_at(line->text, line->at, line->end);
    line->at += dash;
    if (!dash && memchr(line->text + before, '.', line->at - before) == NULL &&
        memchr(line->text + before, ':', line->at - before) == NULL)
        return false;
    skip_blanks(line);
    return true;
}

/* Where the dateline ends that has an agency, read so far; begin if it is none. */
static size_t end_with_agency(struct dateline *line)
{
    size_t behind = line->at;
    bool has_mark = read_mark(line);

    if (line->at == line->end)
        return line->begin; /* a line of its own: a credit */
    if (has_mark && line->is_bare && memchr(line->text + behind, ':', line->at - behind))
        return line->begin; /* "CNN: five dead", a headline */
    if (has_mark)
        return begins_sentence(line) || !line->is_bare ? line->at : line->begin;
    if (line->is_bare || (line->has_place && !line->is_capitals && !line->has_date))
        return line->begin;
    if (!line->has_place && !line->has_date && line->text[line->begin] != '(')
        return line->begin;
    line->at = behind;
    skip_blanks(line);
    return line->at;
}

/* At a dash, with no agency before it. */
static size_t end_with_dash(struct dateline *line, bool *out_goes_on)
{
    bool has_space = line->at > line->begin && line->text[line->at - 1] == ' ';
    size_t dash = wtw_dash_at(line->text, line->at, line->end);

    line->at += dash;
    *out_goes_on = false;
    if (line->at < line->end && dash < 2 && (!has_space || line->text[line->at] != ' '))
        return line->begin;
    skip_blanks(line);
    if ((line->has_date && line->has_number) || line->is_capitals) {
        size_t here = line->at;

        if (read_bare_agency(line)) {
            size_t end = end_with_agency(line);

            if (end > line->begin)
                return end;
            line->at = here;
        }
        if (line->has_place && line->letters >= 3 && begins_sentence(line))
            return here;
    }
    return line->begin;
}

static size_t read_dateline(struct dateline *line)
{
    while (line->at < line->end) {
        char byte = 0;
        bool goes_on = false;

        skip_blanks(line);
        if (line->at == line->end)
            break;
        byte = line->text[line->at];
        if (byte == ',' || (byte == '.' && line->words)) {
            line->passed_comma |= byte == ',' || line->has_date;
            line->at++;
        } else if (byte == '(' || byte == '/' || byte == '[') {
            return read_bracket(line) ? end_with_agency(line) : line->begin;
        } else if (wtw_dash_at(line->text, line->at, line->end)) {
            return end_with_dash(line, &goes_on);
        } else if (read_bare_agency(line)) {
            return end_with_agency(line);
        } else if (!read_word(line)) {
            break;
        }
    }
    return line->begin;
}

/* Whether a dash with a space before it, or a typographic one, is in the text. */
static bool has_dash(const char *text, size_t begin, size_t end)
{
    const char *at = text + begin;
    const char *stop = text + end;

    while ((at = memchr(at, '-', (size_t)(stop - at))) != NULL) {
        if (at > text + begin && at[-1] == ' ')
            return true;
        at++;
    }
    for (at = text + begin; (at = memchr(at, 0xE2, (size_t)(stop - at))) != NULL; at++)
        if (wtw_dash_at(at, 0, (size_t)(stop - at)))
            return true;
    return false;
}

/* Whether a line begins with a word of ASCII that is not in capitals, and what a dateline
 * after such a word needs is missing: most lines are through with that. */
static bool begins_as_prose(const char *text, size_t begin, size_t end)
{
    size_t bytes = end - begin < PLACE_MAX_BYTES ? end - begin : PLACE_MAX_BYTES;

    if (bytes < 3 || (unsigned char)(text[begin] - 'A') >= 26 ||
        (unsigned char)(text[begin + 1] - 'a') >= 26)
        return false;
    return !memchr(text + begin, '(', bytes) && !memchr(text + begin, '/', bytes) &&
           !has_dash(text, begin, begin + bytes);
}

size_t wtw_dateline_end(const struct wtw_agency_index *agencies, const char *text,
                        size_t begin, size_t end)
{
    size_t limit = end - begin < DATELINE_MAX_BYTES ? end : begin + DATELINE_MAX_BYTES;
    size_t at = begin;

    if (begins_as_prose(text, begin, limit))
        return begin;

    /* "(ANSA) - ROMA, 15 MAR - " has two parts. */
    for (int i = 0; i < 2; i++) {
        struct dateline line = {
            .agencies = agencies, .text = text, .begin = at, .at = at, .end = limit};
        size_t next = read_dateline(&line);

        if (next == at)
            break;
        at = next;
    }
    return at;
}

/* ------------------------------------------------------------------ dates alone */

enum { DATE_MAX_BYTES = 110, DATE_MAX_WORDS = 16 };

/* What the words of a line say about dates. */
struct date_words {
    size_t count;
    size_t numbers;
    bool has_name; /* of a month or day */
    bool has_ago;
};

/* Whether a number is written like a whole date or time: 2023-03-07, 07.03.2023. */
static bool is_numeric_date(const char *text, size_t begin, size_t end)
{
    size_t digits = 0;
    size_t marks = 0;

    for (; begin < end; begin++) {
        unsigned char byte = (unsigned char)text[begin];

        if (byte >= '0' && byte <= '9')
            digits++;
        else if (byte == '-' || byte == '/' || byte == '.')
            marks++;
        else if (!strchr(" ,:TZ|+", byte) || !byte)
            return false;
    }
    return digits >= 6 && digits <= 20 && marks >= 2 && marks <= 4;
}

static bool read_date_word(const char *text, const struct wtw_word *word,
                           struct date_words *words)
{
    words->count++;
    if (wtw_is_date_word(text, word)) {
        words->has_name = true;
        return true;
    }
    if (word->written == WTW_WORD_NUMBER) {
        words->numbers++;
        return word->end - word->begin <= 10;
    }
    words->has_ago |= wtw_word_is(text, word, " ago ");
    return wtw_is_time_word(text, word);
}

static bool has_digit(const char *text, size_t begin, size_t end)
{
    unsigned char any = 0;

    for (size_t i = begin; i < end; i++)
        any |= (unsigned char)(text[i] - '0') < 10 ? 0xFF : 0;
    return any;
}

bool wtw_dateline_is_date(const char *text, size_t begin, size_t end)
{
    struct date_words words = {0};
    uint32_t c = 0;
    size_t at = begin;

    if (end - begin > DATE_MAX_BYTES || !has_digit(text, begin, end))
        return false;
    if (is_numeric_date(text, begin, end))
        return true;
    while (at < end) {
        struct wtw_word word = wtw_word_at(text, at, end);

        if (word.written == WTW_WORD_NONE) {
            at += wtw_utf8_decode((const unsigned char *)text + at, end - at, &c);
            continue;
        }
        if (words.count == DATE_MAX_WORDS || !read_date_word(text, &word, &words))
            return false;
        at = word.end;
    }
    return words.numbers && (words.has_ago || (words.has_name && words.count >= 2));
}
