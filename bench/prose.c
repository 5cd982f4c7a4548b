/*
 * prose.c - what makes generated text look like news to a tokeniser
 *
 * Sentences of 6 to 30 words, one to three in a paragraph, capital letters, commas,
 * names, figures, money, possessives, dashes, and one sentence in five a quotation with
 * its speaker. Nearly all modern news holds curly quotes, so most articles do here too:
 * that takes a tokeniser off its ASCII path as often as in life.
 *
 * One random number serves a word: its low bits choose the word, the high ones what
 * stands around it. A sentence is written with a bare pointer into room that was reserved
 * for the longest one.
 */
#include "prose.h"

#include "base/failure.h"

#include <string.h>

enum {
    SENTENCE_WORDS_LEAST = 6,
    SENTENCE_WORDS_MOST = 30,
    /* A name is two words, and an attribution adds four words at most. */
    SENTENCE_ROOM_BYTES = (SENTENCE_WORDS_MOST + 4) * 2 * WTW_WORD_ROOM_BYTES
};

/* Copied whole, as words are. */
struct mark {
    char bytes[WTW_WORD_BYTES - 1];
    uint8_t byte_count;
};
#define MARK(text)                                                                       \
    {                                                                                    \
        text, sizeof(text) - 1                                                           \
    }

struct marks {
    struct mark open_quote;
    struct mark close_quote;
    struct mark possessive; /* empty where the language has none */
    struct mark dash;
    struct mark comma;
    struct mark quote_comma; /* before a closing quote */
    struct mark full_stop;
    struct mark says; /* between a quotation and its speaker */
};

/* By language, typographic then plain. Chinese full stops and commas are the same in
 * both. */
static const struct marks marks_of[][2] = {
    [WTW_PROSE_EN] = {{MARK("“"), MARK("”"), MARK("’s"), MARK(" — "), MARK(","),
                       MARK(","), MARK("."), MARK(" said ")},
                      {MARK("\""), MARK("\""), MARK("'s"), MARK(" - "), MARK(","),
                       MARK(","), MARK("."), MARK(" said ")}},
    [WTW_PROSE_RU] = {{MARK("«"), MARK("»"), MARK(""), MARK(" — "), MARK(","), MARK(""),
                       MARK("."), MARK(" — сказал ")},
                      {MARK("\""), MARK("\""), MARK(""), MARK(" - "), MARK(","), MARK(""),
                       MARK("."), MARK(" - сказал ")}},
    [WTW_PROSE_ZH] = {{MARK("“"), MARK("”"), MARK(""), MARK("——"), MARK("，"), MARK(""),
                       MARK("。"), MARK("，说话人是")},
                      {MARK("\""), MARK("\""), MARK(""), MARK("--"), MARK("，"), MARK(""),
                       MARK("。"), MARK("，说话人是")}},
    [WTW_PROSE_FR] = {{MARK("«"), MARK("»"), MARK(""), MARK(" — "), MARK(","), MARK(","),
                       MARK("."), MARK(" a déclaré ")},
                      {MARK("\""), MARK("\""), MARK(""), MARK(" - "), MARK(","),
                       MARK(","), MARK("."), MARK(" a déclaré ")}},
};

static const struct mark space = MARK(" ");
static const struct mark name_dot = MARK("·");
static const struct mark percent = MARK("%");
static const struct mark dollar = MARK("$");
static const struct mark million = MARK(" million");
static const struct mark paragraph = MARK("\n\n");

static char *put(char *out, const struct mark *mark)
{
    memcpy(out, mark, sizeof *mark);
    return out + mark->byte_count;
}

/* Writes 'value' in decimal, with a decimal point before the last digit where
 * 'has_tenths'. */
static char *put_number(char *out, uint32_t value, bool has_tenths)
{
    char digits[16];
    size_t count = 0;

    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
        if (has_tenths && count == 1) {
            digits[count++] = '.';
            if (value == 0)
                digits[count++] = '0';
        }
    } while (value > 0);
    while (count > 0)
        *out++ = digits[--count];
    return out;
}

/* A figure as news has them: a count, a year, a share, a sum of money. */
static char *put_figure(const struct wtw_word_model *model, uint64_t bits, char *out)
{
    uint32_t value = (uint32_t)(bits >> 40);

    switch ((bits >> 32) & 7) {
    case 0:
        return put_number(out, 1950 + value % 80, false);
    case 1:
    case 2:
        return put(put_number(out, 1 + value % 999, true), &percent);
    case 3:
        out = put_number(put(out, &dollar), 1 + value % 9999, true);
        return model->language == WTW_PROSE_EN ? put(out, &million) : out;
    case 4:
        return put_number(out, 1000 + value % 900000, false);
    default:
        return put_number(out, 1 + value % 99, false);
    }
}

static char *put_name(const struct wtw_word_model *model, const struct marks *marks,
                      uint64_t bits, char *out)
{
    out = wtw_name_draw(model, bits, out);
    if (bits >> 63) { /* given name and family name */
        out = put(out, model->has_spaces ? &space : &name_dot);
        out = wtw_name_draw(model, wtw_random_mix(bits), out);
    }
    return (bits >> 56 & 7) == 0 ? put(out, &marks->possessive) : out;
}

/* One word, name or figure: 29, 2 and 1 in 32. Bits 35 to 39 say which. */
static char *put_word(const struct wtw_word_model *model, const struct marks *marks,
                      uint64_t bits, char *out)
{
    uint32_t choice = (uint32_t)(bits >> 35) & 31;

    if (choice < 29)
        return wtw_word_draw(model, bits, out);
    if (choice < 31)
        return put_name(model, marks, bits, out);
    return put_figure(model, bits, out);
}

static char *put_words(const struct wtw_word_model *model, const struct marks *marks,
                       struct wtw_random *random, uint32_t word_count, char *out)
{
    char *begin = out;

    for (uint32_t i = 0; i < word_count; i++) {
        uint64_t bits = wtw_random_next(random);
        uint32_t punctuation = (uint32_t)(bits >> 17) & 63;

        out = put_word(model, marks, bits, out);
        if (i + 1 == word_count)
            break;
        if (punctuation < 4)
            out = put(out, &marks->comma);
        if (punctuation == 4)
            out = put(out, &marks->dash);
        else if (model->has_spaces)
            *out++ = ' ';
    }
    wtw_word_capitalise(begin);
    return out;
}

/* A quotation ends with its speaker. */
static char *put_sentence(const struct wtw_word_model *model, const struct marks *marks,
                          struct wtw_random *random, uint32_t word_count, char *out)
{
    if (!wtw_random_chance(random, 20))
        return put(put_words(model, marks, random, word_count, out), &marks->full_stop);

    out = put_words(model, marks, random, word_count, put(out, &marks->open_quote));
    out = put(out, &marks->quote_comma);
    out = put(put(out, &marks->close_quote), &marks->says);
    out = put_name(model, marks, wtw_random_next(random) | UINT64_C(0xff) << 56, out);
    return put(out, &marks->full_stop);
}

static uint32_t draw_sentence_words(struct wtw_random *random, uint32_t words_left)
{
    uint32_t drawn =
        wtw_random_between(random, SENTENCE_WORDS_LEAST, SENTENCE_WORDS_MOST);

    if (drawn <= words_left)
        return drawn;
    return words_left < SENTENCE_WORDS_LEAST ? SENTENCE_WORDS_LEAST : words_left;
}

enum wtw_status wtw_prose_write(const struct wtw_word_model *model,
                                struct wtw_random *random, uint32_t word_count,
                                bool is_plain, struct wtw_buffer *out,
                                struct wtw_error *error)
{
    const struct marks *marks = &marks_of[model->language][is_plain];
    uint32_t sentences_left = wtw_random_between(random, 1, 3);

    for (uint32_t written = 0; written < word_count;) {
        uint32_t sentence = draw_sentence_words(random, word_count - written);

        WTW_TRY(wtw_buffer_reserve(out, SENTENCE_ROOM_BYTES, error));
        char *end = put_sentence(model, marks, random, sentence, out->items + out->count);

        /* A name has two words, a quotation a speaker: a tenth more than drawn. */
        written += sentence + sentence / 10;
        if (written < word_count) {
            if (--sentences_left == 0) {
                end = put(end, &paragraph);
                sentences_left = wtw_random_between(random, 1, 3);
            } else if (model->has_spaces) {
                *end++ = ' ';
            }
        }
        out->count = (size_t)(end - out->items);
    }
    return WTW_OK;
}

enum wtw_status wtw_headline_write(const struct wtw_word_model *model,
                                   struct wtw_random *random, uint32_t word_count,
                                   struct wtw_buffer *out, struct wtw_error *error)
{
    WTW_TRY(wtw_buffer_reserve(out, ((size_t)word_count + 1) * 2 * WTW_WORD_ROOM_BYTES,
                               error));
    const struct marks *marks = &marks_of[model->language][0];
    char *end = put_words(model, marks, random, word_count, out->items + out->count);

    out->count = (size_t)(end - out->items);
    return WTW_OK;
}
