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
    return fold(c) != c;
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

struct wtw_word wtw_word_at(const char *text, size_t at, size_t end)
{
    struct wtw_word word = {at, at, 0, WTW_WORD_NONE};
    size_t capitals = 0;
    uint32_t first = 0;
    uint32_t c = 0;

    while (at < end) {
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

static const char months_and_days[] =
    " january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday "
    "thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "januar jänner februar märz mai juni juli oktober dezember montag dienstag mittwoch "
    "donnerstag freitag samstag sonntag mär okt dez "
    "janvier février fevrier mars avril juin juillet août aout septembre octobre "
    "novembre décembre decembre janv févr fev avr juil déc lundi mardi mercredi jeudi "
    "vendredi samedi dimanche "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre ene abr ago dic lunes martes miércoles jueves viernes sábado domingo "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre "
    "gen mag giu lug set ott "
    "janeiro fevereiro março maio junho julho setembro outubro dezembro "
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "янв фев мар апр июн июл авг сен сент окт ноя дек понедельник вторник среда четверг "
    "пятница суббота воскресенье "
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада "
    "грудня ";

static const char around_times[] =
    " published updated posted modified last first created on at am pm a p m est edt et "
    "cst cdt ct pst pdt pt gmt utc bst ist cet cest msk jst th st nd rd of date time "
    "hours hour minutes minute mins min days day weeks ago "
    "uhr um veröffentlicht aktualisiert stand vom den publié mis à jour le h "
    "publicado actualizado el de del a las "
    "pubblicato aggiornato il alle ore em às atualizado "
    "опубликовано обновлено в г года час мин ";

bool wtw_is_date_word(const char *text, const struct wtw_word *word)
{
    return wtw_word_is(text, word, months_and_days);
}

bool wtw_is_time_word(const char *text, const struct wtw_word *word)
{
    return wtw_word_is(text, word, around_times);
}
