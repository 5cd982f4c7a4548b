/*
 * plain_line.c - the beginning of a line in a form that phrases can be compared with
 *
 * Characters are folded by the tokeniser's table, so that a phrase matches what would
 * make the same tokens; awkward characters (text/characters.h) stay as they are.
 */
#include "text/plain_line.h"

#include "base/byte_bits.h"
#include "text/characters.h"
#include "text/utf8.h"

enum { COPYRIGHT_SIGN = 0xA9, FOUR = 4 };

#define SAME(a, b, c, d, e) [a] = (a), [b] = (b), [c] = (c), [d] = (d), [e] = (e)
#define BOTH(a, b, c, d)                                                                 \
    [(a) - 'a' + 'A'] = (a), [a] = (a), [(b) - 'a' + 'A'] = (b), [b] = (b),              \
                 [(c) - 'a' + 'A'] = (c), [c] = (c), [(d) - 'a' + 'A'] = (d), [d] = (d)

/* A letter or digit of ASCII, in lower case; 0 for all other bytes. */
static const unsigned char word_bytes[256] = {
    SAME('0', '1', '2', '3', '4'),
    SAME('5', '6', '7', '8', '9'),
    BOTH('a', 'b', 'c', 'd'),
    BOTH('e', 'f', 'g', 'h'),
    BOTH('i', 'j', 'k', 'l'),
    BOTH('m', 'n', 'o', 'p'),
    BOTH('q', 'r', 's', 't'),
    BOTH('u', 'v', 'w', 'x'),
    ['Y'] = 'y',
    ['y'] = 'y',
    ['Z'] = 'z',
    ['z'] = 'z',
};

static size_t decode(const char *text, size_t at, size_t end, uint32_t *out_code_point)
{
    return wtw_utf8_decode((const unsigned char *)text + at, end - at, out_code_point);
}

static uint32_t fold(uint32_t code_point)
{
    return wtw_character_fold(code_point, wtw_character_entry(code_point));
}

/* Typographic characters and what they are in the plain form; 0 for nothing. */
static const struct {
    uint32_t first;
    uint32_t last;
    char plain;
} separators[] = {
    {'"', '#', 0},         {'*', '*', 0},         {'[', '[', 0},
    {']', ']', 0},         {'_', '`', 0},         {0xB7, 0xB7, '|'},
    {0xBB, 0xBB, '>'},     {0x2010, 0x2015, '-'}, {0x2018, 0x2019, '\''},
    {0x2022, 0x2022, '|'}, {0x203A, 0x203A, '>'}, {0x2192, 0x2192, '>'},
    {0x2212, 0x2212, '-'}, {0x25B6, 0x25B6, '>'}, {0x25BA, 0x25BA, '>'},
    {0xFF1A, 0xFF1A, ':'},
};

/* What a character that no token keeps is in the plain form; 0 for nothing. */
static char plain_separator(uint32_t code_point)
{
    if (code_point == ' ')
        return ' ';
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (code_point >= separators[i].first && code_point <= separators[i].last)
            return separators[i].plain;
    return code_point > ' ' && code_point < 0x7F ? (char)code_point : ' ';
}

static bool is_quotation_mark(uint32_t code_point)
{
    return code_point == '"' || code_point == 0xAB || code_point - 0x201C < 4 ||
           code_point == '\'' || code_point == 0x2018 || code_point == 0x300C;
}

/* Skips what stands before the first letter. */
static size_t skip_ornaments(struct wtw_plain_line *out, const char *text, size_t begin,
                             size_t end)
{
    uint32_t c = 0;

    while (begin < end && !word_bytes[(unsigned char)text[begin]]) {
        size_t taken = decode(text, begin, end, &c);

        if (wtw_character_is_kept(c) || c == COPYRIGHT_SIGN)
            break;
        out->is_bracketed |= c == '(' || c == '[' || c == '*' || c == '_' || c == 0xFF08;
        out->is_quoted |= is_quotation_mark(c);
        begin += taken;
    }
    return begin;
}

static void append(struct wtw_plain_line *out, uint32_t code_point, size_t place)
{
    char encoded[WTW_UTF8_MAX_BYTES];
    size_t count = wtw_utf8_encode(code_point, encoded);

    for (size_t i = 0; i < count; i++) {
        out->bytes[out->count] = encoded[i];
        out->places[out->count++] = (uint16_t)place;
    }
}

static void append_separator(struct wtw_plain_line *out, uint32_t code_point,
                             size_t place)
{
    char plain = plain_separator(code_point);

    if (!plain || (plain == ' ' && out->count && out->bytes[out->count - 1] == ' '))
        return;
    append(out, (unsigned char)plain, place);
}

/* Takes the punctuation off the end and remembers what it said. */
static void take_off_end(struct wtw_plain_line *out)
{
    while (out->count) {
        char last = out->bytes[out->count - 1];

        if ((unsigned char)last >= 0x80 || (last >= '0' && last <= '9') ||
            (last >= 'a' && last <= 'z'))
            break;
        out->ends_label |= last == ':';
        out->ends_sentence |= last == '.' || last == '?' || last == '!';
        out->count--;
    }
}

/* Copies letters and digits of ASCII, and single spaces between them, which are most of a
 * line; returns where it stopped. */
static size_t append_words(struct wtw_plain_line *out, const char *text, size_t begin,
                           size_t at, size_t end, size_t max_bytes)
{
    size_t count = out->count;
    bool is_behind_space = !count || out->bytes[count - 1] == ' ';

    for (; at < end && count < max_bytes; at++) {
        unsigned char byte = word_bytes[(unsigned char)text[at]];

        if (!byte) {
            if (text[at] != ' ' || is_behind_space)
                break;
            byte = ' ';
        }
        is_behind_space = byte == ' ';
        out->bytes[count] = (char)byte;
        out->places[count++] = (uint16_t)(at - begin);
    }
    out->count = count;
    return at;
}

void wtw_plain_line_make_prefix(struct wtw_plain_line *out, const char *text,
                                size_t begin, size_t end, size_t max_bytes)
{
    size_t last = end - begin < UINT16_MAX ? end : begin + UINT16_MAX;
    uint32_t c = 0;
    size_t at = 0;

    out->count = 0;
    out->is_bracketed = out->is_quoted = out->ends_label = out->ends_sentence = false;
    at = skip_ornaments(out, text, begin, end);
    while ((at = append_words(out, text, begin, at, last, max_bytes)) < last &&
           out->count < max_bytes) {
        size_t place = at - begin;

        at += decode(text, at, end, &c);
        if (wtw_character_is_kept(c))
            append(out, fold(c), place);
        else if (c == COPYRIGHT_SIGN)
            append(out, c, place);
        else if (wtw_character_kind(wtw_character_entry(c)) != WTW_CHARACTER_LEFT_OUT)
            append_separator(out, c, place);
    }
    out->is_whole = at >= end;
    if (out->is_whole)
        take_off_end(out);
}

void wtw_plain_line_make(struct wtw_plain_line *out, const char *text, size_t begin,
                         size_t end)
{
    wtw_plain_line_make_prefix(out, text, begin, end, WTW_PLAIN_LINE_BYTES);
}

/* Four characters in a number: whole ones of ASCII, and of others enough to tell them
 * apart mostly. */
static uint32_t push(uint32_t key, uint32_t c)
{
    return key << 8 | ((c ^ c >> 8) & 0xFF);
}

/* Neighbouring keys go far from each other; the top bits depend on all others. */
static uint32_t spread(uint32_t key)
{
    key = (key ^ key >> 16) * 0x9E3779B1u;
    return (key ^ key >> 15) * 0x85EBCA77u;
}

/* The key of the first characters, and of the first two, whatever they are. */
static uint32_t mixed_first(const char *text, size_t begin, size_t end, uint32_t *out_two)
{
    uint32_t key = 0;
    uint32_t c = 0;
    unsigned count = 0;

    for (; begin < end && count < FOUR && c != COPYRIGHT_SIGN;) {
        begin += decode(text, begin, end, &c);
        if (wtw_character_is_kept(c) || c == COPYRIGHT_SIGN) {
            key = push(key, fold(c));
            if (++count == 2)
                *out_two = spread(key);
        } else if (count &&
                   wtw_character_kind(wtw_character_entry(c)) != WTW_CHARACTER_LEFT_OUT) {
            break;
        }
    }
    return spread(key);
}

/* Whether the three bytes at 'text' are a typographic quotation mark, U+2018 to U+201F. */
static bool is_typographic_quote(const char *text)
{
    return text[0] == '\xE2' && text[1] == '\x80' && (text[2] & 0xF8) == 0x98;
}

/* Quotation marks, brackets and other ASCII that no token keeps, before a word. */
static size_t skip_marks(const char *text, size_t begin, size_t end)
{
    while (begin < end && !word_bytes[(unsigned char)text[begin]]) {
        if ((unsigned char)text[begin] < 0x80)
            begin++;
        else if (end - begin >= 3 && is_typographic_quote(text + begin))
            begin += 3;
        else
            break;
    }
    return begin;
}

/* The same behind a word. */
static size_t skip_marks_back(const char *text, size_t begin, size_t end)
{
    while (end > begin && !word_bytes[(unsigned char)text[end - 1]]) {
        if ((unsigned char)text[end - 1] < 0x80)
            end--;
        else if (end - begin >= 3 && is_typographic_quote(text + end - 3))
            end -= 3;
        else
            break;
    }
    return end;
}

/* Of four letters in capitals or not. */
#define SMALL_LETTERS UINT32_C(0x20202020)

/* The top bit of each of four bytes that is no letter of ASCII. */
static uint32_t other_than_letters(uint32_t four)
{
    uint32_t small = (four | SMALL_LETTERS) & UINT32_C(0x7F7F7F7F);
    uint32_t from_a = small + UINT32_C(0x1F1F1F1F);
    uint32_t behind_z = small + UINT32_C(0x05050505);

    return (~from_a | behind_z | four) & UINT32_C(0x80808080);
}

/* The key of the letters of ASCII that a word begins with, or ends with backwards, the first
 * of four bytes on top: all of them, or those before a blank or mark; 0 for other words. */
static uint32_t key_of_letters(uint32_t four)
{
    uint32_t others = other_than_letters(four);
    unsigned top = 0;
    unsigned char stop = 0;

    if (!others)
        return four | SMALL_LETTERS;
    top = wtw_highest_bit(others);
    stop = (unsigned char)(four >> (top - 7));
    return top == 31 || stop >= 0x80 || word_bytes[stop]
               ? 0
               : (four | SMALL_LETTERS) >> (top + 1);
}

static uint32_t four_bytes(const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;

    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

static uint32_t four_bytes_back(const char *end)
{
    const unsigned char *bytes = (const unsigned char *)end;

    return (uint32_t)bytes[-1] << 24 | (uint32_t)bytes[-2] << 16 |
           (uint32_t)bytes[-3] << 8 | bytes[-4];
}

uint32_t wtw_plain_first(const char *text, size_t begin, size_t end, uint32_t *out_two)
{
    uint32_t key = 0;

    begin = skip_marks(text, begin, end);
    if (end - begin >= FOUR)
        key = key_of_letters(four_bytes(text + begin));
    if (!key)
        return mixed_first(text, begin, end, out_two);
    *out_two = spread(key);
    return *out_two;
}

/* The character that ends before 'at'; as bytes where it is not UTF-8. */
static size_t decode_before(const char *text, size_t begin, size_t at,
                            uint32_t *out_code_point)
{
    size_t first = at - 1;

    while (first > begin && at - first < WTW_UTF8_MAX_BYTES &&
           wtw_utf8_is_continuation((unsigned char)text[first]))
        first--;
    if (decode(text, first, at, out_code_point) == at - first)
        return at - first;
    *out_code_point = WTW_UTF8_BAD;
    return 1;
}

/* The key of the last characters, whatever they are. */
static uint32_t mixed_last(const char *text, size_t begin, size_t end)
{
    uint32_t key = 0;
    uint32_t c = 0;
    unsigned count = 0;

    while (end > begin && count < FOUR) {
        end -= decode_before(text, begin, end, &c);
        if (wtw_character_is_kept(c)) {
            key = push(key, fold(c));
            count++;
        } else if (count) {
            break;
        }
    }
    return spread(key);
}

uint32_t wtw_plain_last(const char *text, size_t begin, size_t end)
{
    uint32_t key = 0;

    end = skip_marks_back(text, begin, end);
    if (end - begin >= FOUR)
        key = key_of_letters(four_bytes_back(text + end));
    return key ? spread(key) : mixed_last(text, begin, end);
}
