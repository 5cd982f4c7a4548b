/*
 * line_words.c - a line word by word, with how each is written
 */
#include "text/line_words.h"

#include "text/characters.h"
#include "text/utf8.h"

#include <string.h>

/* No word in the lists is longer; what is longer is none of them. */
enum { LISTED_MAX_BYTES = 40 };

static size_t decode(const char *text, size_t at, size_t end, uint32_t *out_code_point)
{
    return wtw_utf8_decode((const unsigned char *)text + at, end - at, out_code_point);
}

static uint32_t fold(uint32_t code_point)
{
    return wtw_character_fold(code_point, wtw_character_entry(code_point));
}

static bool is_digit(uint32_t c)
{
    return c - '0' < 10;
}

/* Letters of scripts without case: all from Hebrew on but Georgian, Cherokee and their
 * like, which news datelines do not use. */
static bool has_no_case(uint32_t c)
{
    return c >= 0x590 && !(c >= 0x1E00 && c < 0x2000) && !(c >= 0x2C00 && c < 0x2E00);
}

static bool is_inner(uint32_t c)
{
    return c == '\'' || c == '-' || c == 0x2019 || c == 0x2010;
}

static bool is_capital(uint32_t c)
{
    return c < 0x80 ? c - 'A' < 26 : fold(c) != c;
}

static bool is_ascii_letter(char byte)
{
    return (unsigned char)((byte | 0x20) - 'a') < 26;
}

/* Whether no word goes on with this byte: most end at a blank, and need no more decoding. */
static bool ends_word(char byte)
{
    return (unsigned char)byte < 0x80 && !is_ascii_letter(byte) &&
           !is_digit((unsigned char)byte) && !is_inner((unsigned char)byte);
}

static enum wtw_word_case case_of(uint32_t first, size_t letters, size_t capitals)
{
    if (is_digit(first))
        return WTW_WORD_NUMBER;
    if (has_no_case(first))
        return WTW_WORD_CASELESS;
    if (!is_capital(first))
        return WTW_WORD_LOWER;
    return letters > 1 && capitals == letters ? WTW_WORD_CAPITALS : WTW_WORD_CAPITALISED;
}

/* The letters of ASCII that a word begins with, as most do and end. */
static size_t take_ascii_letters(const char *text, size_t at, size_t end,
                                 struct wtw_word *word, size_t *capitals)
{
    for (; at < end; at++) {
        unsigned char byte = (unsigned char)text[at];

        if (!is_ascii_letter((char)byte))
            break;
        *capitals += byte < 'a';
    }
    word->letters = at - word->begin;
    word->end = at;
    return at;
}

struct wtw_word wtw_word_at(const char *text, size_t at, size_t end)
{
    struct wtw_word word = {at, at, 0, WTW_WORD_NONE};
    size_t capitals = 0;
    uint32_t first = 0;
    uint32_t c = 0;

    at = take_ascii_letters(text, at, end, &word, &capitals);
    first = word.letters ? (unsigned char)text[word.begin] : 0;
    while (at < end && !ends_word(text[at])) {
        size_t taken = decode(text, at, end, &c);
        bool is_kept = wtw_character_is_kept(c);

        if (!is_kept && !(is_inner(c) && word.letters))
            break;
        at += taken;
        if (!is_kept)
            continue; /* belongs to the word only if letters follow */
        if (!word.letters)
            first = c;
        word.letters++;
        capitals += is_capital(c) || is_digit(c);
        word.end = at;
    }
    if (word.letters)
        word.written = case_of(first, word.letters, capitals);
    return word;
}

bool wtw_word_is(const char *text, const struct wtw_word *word, const char *list)
{
    char folded[LISTED_MAX_BYTES + 2 + WTW_UTF8_MAX_BYTES] = " ";
    size_t count = 1;
    uint32_t c = 0;

    for (size_t at = word->begin; at < word->end;) {
        if (is_ascii_letter(text[at])) { /* as nearly all are */
            folded[count++] = (char)(text[at++] | 0x20);
            if (count > LISTED_MAX_BYTES)
                return false;
            continue;
        }
        at += decode(text, at, word->end, &c);
        count += wtw_utf8_encode(c == WTW_UTF8_BAD ? 0xFFFD : fold(c), folded + count);
        if (count > LISTED_MAX_BYTES)
            return false;
    }
    folded[count++] = ' ';
    folded[count] = 0;
    return count > 2 && strstr(list, folded) != NULL;
}

size_t wtw_dash_at(const char *text, size_t at, size_t end)
{
    size_t begin = at;
    uint32_t c = 0;

    while (at < end) {
        size_t taken = decode(text, at, end, &c);

        if (c != '-' && c - 0x2010 >= 6 && c != 0x2212)
            break;
        at += taken;
    }
    return at - begin;
}

/*
 * Lists of words by their first letter; all that begin with another than a to z are in the
 * last row. Most words are looked up in vain, and a row is read sooner than a list.
 */
enum { OTHER = 26, ROWS = 27 };

/* Months and days of the week: English, German, French, Spanish, Italian, Portuguese,
 * Polish, Russian, Ukrainian. */
static const char *const months_and_days[ROWS] = {
    ['a' - 'a'] =
        " april august apr aug avril août aout avr abril agosto abr ago aprile ",
    ['c' - 'a'] = " czerwca ",
    ['d' - 'a'] = " december dec dezember dienstag donnerstag dez décembre decembre déc "
                  "dimanche diciembre dic domingo dicembre dezembro ",
    ['e' - 'a'] = " enero ene ",
    ['f' - 'a'] = " february feb friday fri februar freitag février fevrier févr fev "
                  "febrero febbraio fevereiro ",
    ['g' - 'a'] = " gennaio giugno gen giu grudnia ",
    ['j' - 'a'] = " january june july jan jun jul januar jänner juni juli janvier juin "
                  "juillet janv juil jeudi junio julio jueves janeiro junho julho ",
    ['k' - 'a'] = " kwietnia ",
    ['l' - 'a'] = " lundi lunes luglio lug lutego lipca listopada ",
    ['m' - 'a'] =
        " march may mar monday mon märz mai montag mittwoch mär mars mardi mercredi "
        "marzo mayo martes miércoles maggio mag março maio marca maja ",
    ['n' - 'a'] = " november nov novembre noviembre ",
    ['o' - 'a'] = " october oct oktober okt octobre octubre ottobre ott outubro ",
    ['p' - 'a'] = " października ",
    ['s' - 'a'] = " september sep sept saturday sunday sat sun samstag sonntag septembre "
                  "samedi septiembre sábado settembre set setembro stycznia sierpnia ",
    ['t' - 'a'] = " tuesday thursday tue tues thu thur thurs ",
    ['v' - 'a'] = " vendredi viernes ",
    ['w' - 'a'] = " wednesday wed września ",
    [OTHER] =
        " января февраля марта апреля мая июня июля августа сентября октября ноября "
        "декабря янв фев мар апр июн июл авг сен сент окт ноя дек понедельник вторник "
        "среда четверг пятница суббота воскресенье січня лютого березня квітня травня "
        "червня липня серпня вересня жовтня листопада грудня ",
};

/* What stands around dates and times, in the same languages. */
static const char *const around_times[ROWS] = {
    ['a' - 'a'] = " at am a ago aktualisiert actualizado aggiornato alle atualizado ",
    ['b' - 'a'] = " bst ",
    ['c' - 'a'] = " created cst cdt ct cet cest ",
    ['d' - 'a'] = " date days day den de del ",
    ['e' - 'a'] = " est edt et el em ",
    ['f' - 'a'] = " first ",
    ['g' - 'a'] = " gmt ",
    ['h' - 'a'] = " hours hour h ",
    ['i' - 'a'] = " ist il ",
    ['j' - 'a'] = " jst jour ",
    ['l' - 'a'] = " last le las ",
    ['m' - 'a'] = " modified m msk minutes minute mins min mis ",
    ['n' - 'a'] = " nd ",
    ['o' - 'a'] = " on of ore ",
    ['p' - 'a'] = " published posted pm p pst pdt pt publié publicado pubblicato ",
    ['r' - 'a'] = " rd ",
    ['s' - 'a'] = " st stand ",
    ['t' - 'a'] = " th time ",
    ['u' - 'a'] = " updated utc uhr um ",
    ['v' - 'a'] = " veröffentlicht vom ",
    ['w' - 'a'] = " weeks ",
    [OTHER] = " à às опубликовано обновлено оновлено назад г в час часа часов минут ",
};

static bool is_in_table(const char *text, const struct wtw_word *word,
                        const char *const *table)
{
    unsigned char letter = 0;

    if (word->begin == word->end)
        return false;
    letter = (unsigned char)(((unsigned char)text[word->begin] | 0x20) - 'a');

    const char *row = table[letter < OTHER ? letter : OTHER];

    return row && wtw_word_is(text, word, row);
}

bool wtw_is_date_word(const char *text, const struct wtw_word *word)
{
    return is_in_table(text, word, months_and_days);
}

bool wtw_is_time_word(const char *text, const struct wtw_word *word)
{
    return is_in_table(text, word, around_times);
}
