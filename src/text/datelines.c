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
    PLACE_MAX_WORDS = 4,
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
    size_t place_words; /* before the first comma */
    bool has_place;     /* a word with a capital */
    bool is_capitals;   /* the place before the first comma is in capitals */
    bool passed_comma;
    bool has_date;
    bool has_number;
    bool has_agency;
    bool is_bare; /* the agency stands without brackets */
};

static const char connectors[] =
    " of de del la las los le les am an der on upon sur al el and in di do da на ";
static const char connector_begins[] = "odlausei\xD0"; /* their first bytes */
enum { CONNECTOR_MAX_LETTERS = 4 };

static bool is_connector(const char *text, const struct wtw_word *word)
{
    return word->letters <= CONNECTOR_MAX_LETTERS &&
           strchr(connector_begins, text[word->begin]) != NULL &&
           wtw_word_is(text, word, connectors);
}

static bool is_small_letter(char byte)
{
    return (unsigned char)(byte - 'a') < 26;
}

static bool is_at(const char *text, size_t at, size_t end, const char *word)
{
    return end - at >= strlen(word) && memcmp(text + at, word, strlen(word)) == 0;
}

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

    /* "JANE ORR/AFP/Getty Images" is the credit of a picture. */
    if (!close || (open == '/' && line->at > line->begin &&
                   line->text[line->at - 1] > ' ' && line->text[line->at - 1] != '.'))
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

/* Words in capitals that open a line and are no place. */
static const char labels[] =
    " file note correction corrected update updates breaking exclusive watch live video "
    "photos opinion analysis editorial advisory factbox nato review preview ";

/* COVID-19 and MH17 are no places. */
static bool has_digit(const char *text, size_t begin, size_t end)
{
    unsigned char any = 0;

    for (size_t i = begin; i < end; i++)
        any |= (unsigned char)(text[i] - '0') < 10 ? 0xFF : 0;
    return any;
}

/* Takes a word of the place; false where it cannot be one. */
static bool read_place(struct dateline *line, const struct wtw_word *word)
{
    line->letters += word->letters;
    line->has_place = true;
    if (line->passed_comma || line->has_date)
        return true;
    line->is_capitals = word->written == WTW_WORD_CAPITALS &&
                        (line->is_capitals || line->place_words == 0);
    return ++line->place_words <= PLACE_MAX_WORDS &&
           !has_digit(line->text, word->begin, word->end) &&
           !wtw_word_is(line->text, word, labels);
}

static bool read_word(struct dateline *line)
{
    struct wtw_word word = wtw_word_at(line->text, line->at, line->end);

    if (word.written == WTW_WORD_NONE || ++line->words > DATELINE_MAX_WORDS)
        return false;
    line->at = word.end;
    if (word.written == WTW_WORD_NUMBER) {
        line->has_number = true;
        return true;
    }
    if (may_be_date(line, &word) && wtw_is_date_word(line->text, &word)) {
        line->has_date = true;
        return true;
    }
    if (word.written == WTW_WORD_LOWER)
        return line->has_place && is_connector(line->text, &word);
    return read_place(line, &word);
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

/* Whether what comes now can begin a sentence. Capitals and figures cannot: "LONDON GOLD
 * CLOSING - APRIL 7" heads a table. */
static bool begins_sentence(const struct dateline *line)
{
    struct wtw_word word = wtw_word_at(line->text, line->at, line->end);

    return line->at < line->end && word.written != WTW_WORD_LOWER &&
           word.written != WTW_WORD_CAPITALS && word.written != WTW_WORD_NUMBER &&
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

/* "MOSCOW, March 15 - RIA Novosti. ": where that ends, behind the dash; begin if no
 * agency is there. */
static size_t end_behind_dash(const struct dateline *line)
{
    struct dateline rest = *line;

    return read_bare_agency(&rest) ? end_with_agency(&rest) : line->begin;
}

/* Whether what stands before a dash is enough of a dateline without an agency. */
static bool is_place_and_date(const struct dateline *line)
{
    if (line->has_date && line->has_number)
        return true;
    return line->is_capitals && !line->has_number && line->letters >= 3;
}

/* At a dash, with no agency before it. */
static size_t end_with_dash(struct dateline *line)
{
    bool has_space = line->at > line->begin && line->text[line->at - 1] == ' ';
    size_t dash = wtw_dash_at(line->text, line->at, line->end);
    size_t end = 0;

    line->at += dash;
    if (line->at < line->end && dash < 2 && (!has_space || line->text[line->at] != ' '))
        return line->begin;
    skip_blanks(line);
    if (!line->has_place || !is_place_and_date(line))
        return line->begin;
    end = end_behind_dash(line);
    if (end == line->begin && begins_sentence(line))
        end = line->at;
    return end;
}

static size_t read_dateline(struct dateline *line)
{
    while (line->at < line->end) {
        char byte = 0;

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
            return end_with_dash(line);
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

/*
 * Whether a line begins with a quotation mark, or with a capitalised word and a small one
 * that joins no words of a place ("The council ..."). Either is where read_dateline() gives
 * up, and most lines are through with that. The first word may be an agency, which then is
 * of the sentence; no agency's name goes on with a small word.
 */
static bool begins_as_sentence(const char *text, size_t begin, size_t end)
{
    size_t at = begin + 1;
    size_t letters = 0;
    struct wtw_word second;

    if (text[begin] == '"' || is_at(text, begin, end, "\u201C"))
        return true;
    if ((unsigned char)(text[begin] - 'A') >= 26)
        return false;
    while (at < end && is_small_letter(text[at]))
        at++;
    if (at == end || text[at++] != ' ')
        return false;
    while (letters <= CONNECTOR_MAX_LETTERS && at + letters < end &&
           is_small_letter(text[at + letters]))
        letters++;
    if (letters > CONNECTOR_MAX_LETTERS)
        return true;
    second = wtw_word_at(text, at, end);
    return second.written == WTW_WORD_LOWER && !is_connector(text, &second);
}

/* Whether a line begins with a word of ASCII that is not in capitals, and what a dateline
 * after such a word needs is missing. */
static bool begins_as_prose(const char *text, size_t begin, size_t end)
{
    size_t bytes = end - begin < PLACE_MAX_BYTES ? end - begin : PLACE_MAX_BYTES;

    if (bytes < 3 || (unsigned char)(text[begin] - 'A') >= 26 ||
        (unsigned char)(text[begin + 1] - 'a') >= 26)
        return false;
    return !memchr(text + begin, '(', bytes) && !memchr(text + begin, '/', bytes) &&
           !has_dash(text, begin, begin + bytes);
}

/* UTF-8 of Han, Kana and Hangul begins with this byte or a higher one. */
enum { FIRST_DENSE_BYTE = 0xE3, PLACE_AND_DAY_MAX_BYTES = 60, REPORTER_MAX_BYTES = 100 };

/* Where a bracket that begins at 'at' ends, the blanks behind it taken in; 'at' without
 * one. */
static size_t skip_reporter(const char *text, size_t at, size_t end)
{
    if (is_at(text, at, end, "（"))
        for (size_t i = at; i < end && i - at < REPORTER_MAX_BYTES; i++)
            if (is_at(text, i, end, "）")) {
                at = i + strlen("）");
                break;
            }
    while (at < end && (text[at] == ' ' || is_at(text, at, end, "\u3000")))
        at += text[at] == ' ' ? 1 : strlen("\u3000");
    return at;
}

/* "新华社北京3月15日电（记者王小明）": an agency, place and day, then the word for a wire
 * report, with no punctuation before it. 'begin' where that is not so. */
static size_t end_of_wire_word(const struct wtw_agency_index *agencies, const char *text,
                               size_t begin, size_t end)
{
    static const char *const wire_words[] = {"电", "電", "讯", "訊"};
    struct wtw_agency_hit hit;

    if (!wtw_agency_at(agencies, text, begin, begin, end, &hit))
        return begin;
    for (size_t at = hit.end; at < end && at - hit.end < PLACE_AND_DAY_MAX_BYTES; at++) {
        if (is_at(text, at, end, "，") || is_at(text, at, end, "。"))
            break;
        for (size_t i = 0; i < sizeof wire_words / sizeof *wire_words; i++)
            if (is_at(text, at, end, wire_words[i]) && has_digit(text, hit.end, at))
                return skip_reporter(text, at + strlen(wire_words[i]), end);
    }
    return begin;
}

size_t wtw_dateline_end(const struct wtw_agency_index *agencies, const char *text,
                        size_t begin, size_t end)
{
    size_t limit = end - begin < DATELINE_MAX_BYTES ? end : begin + DATELINE_MAX_BYTES;
    size_t at = begin;

    if (begins_as_sentence(text, begin, limit) || begins_as_prose(text, begin, limit))
        return begin;
    if ((unsigned char)text[begin] >= FIRST_DENSE_BYTE)
        return end_of_wire_word(agencies, text, begin, limit);

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

enum { DATE_MAX_BYTES = 110, DATE_MAX_WORDS = 16, DATE_MAX_NUMBERS = 4 };

/* What the words of a line say about dates. */
struct date_words {
    size_t count;
    size_t numbers;
    bool has_name;  /* of a month or day */
    bool has_label; /* "updated", "ago", ... */
    bool has_year;
    bool has_day;
};

static size_t count_digits(const char *text, size_t at, size_t end)
{
    size_t count = 0;

    while (at + count < end && (unsigned char)(text[at + count] - '0') < 10)
        count++;
    return count;
}

/* Whether a line is a date in numbers, 2023-03-07 or 07.03.2023, and a time at most. */
static bool is_numeric_date(const char *text, size_t begin, size_t end)
{
    size_t year = count_digits(text, begin, end);
    size_t month_at = begin + year + 1;
    size_t month = month_at < end ? count_digits(text, month_at, end) : 0;
    size_t day_at = month_at + month + 1;
    size_t day = day_at < end ? count_digits(text, day_at, end) : 0;

    if (!year || !month || month > 2 || !day || year + day < 5 || year + day > 6 ||
        text[month_at - 1] != text[day_at - 1] || !strchr("-/.", text[month_at - 1]))
        return false;
    for (size_t at = day_at + day; at < end; at++)
        if (text[at] && !strchr(" ,:TZ|+-0123456789", text[at]))
            return false;
    return true;
}

/* Whether the number is a year of the press. */
static bool is_year(const char *text, const struct wtw_word *word)
{
    return word->letters == 4 && (memcmp(text + word->begin, "19", 2) == 0 ||
                                  memcmp(text + word->begin, "20", 2) == 0);
}

static bool read_date_word(const char *text, const struct wtw_word *word,
                           struct date_words *words)
{
    words->count++;
    if (word->written == WTW_WORD_NUMBER) {
        words->numbers++;
        words->has_year |= is_year(text, word);
        words->has_day |= word->end - word->begin <= 4 && !is_year(text, word);
        return word->end - word->begin <= 10;
    }
    if (wtw_is_date_word(text, word)) {
        words->has_name = true;
        return true;
    }
    if (!wtw_is_time_word(text, word))
        return false;
    words->has_label |= word->letters >= 5 || wtw_word_is(text, word, " ago ");
    return true;
}

/* Whether the words make a whole date. A full stop makes it the end of a sentence that
 * was wrapped. */
static bool is_whole_date(const struct date_words *words, const char *text, size_t end)
{
    bool ends_sentence = text[end - 1] == '.' && count_digits(text, end - 2, end) == 1;

    return words->has_name && words->has_year && words->has_day &&
           words->numbers <= DATE_MAX_NUMBERS && !ends_sentence;
}

/* Reads all words; false where one has nothing to do with dates. */
static bool read_date_words(const char *text, size_t begin, size_t end,
                            struct date_words *words)
{
    uint32_t c = 0;

    while (begin < end) {
        struct wtw_word word = wtw_word_at(text, begin, end);

        if (word.written == WTW_WORD_NONE) {
            begin +=
                wtw_utf8_decode((const unsigned char *)text + begin, end - begin, &c);
            continue;
        }
        if (words->count == DATE_MAX_WORDS || !read_date_word(text, &word, words))
            return false;
        begin = word.end;
    }
    return true;
}

bool wtw_dateline_is_date(const char *text, size_t begin, size_t end, bool at_top)
{
    struct date_words words = {0};

    if (end - begin > DATE_MAX_BYTES || !has_digit(text, begin, end))
        return false;
    if (is_numeric_date(text, begin, end))
        return at_top;
    if (!read_date_words(text, begin, end, &words) || !words.numbers || words.count < 2)
        return false;
    return words.has_label || (at_top && is_whole_date(&words, text, end));
}
