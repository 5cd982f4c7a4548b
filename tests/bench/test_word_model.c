/*
 * test_word_model.c - vocabularies are stable, lean on few common words, and fit their
 * room
 */
#include "check.h"
#include "prose.h"
#include "text_measures.h"
#include "word_spans.h"

#include <utf8proc.h>

static struct wtw_word_model *model_of(uint64_t seed, enum wtw_prose_language language)
{
    struct wtw_word_model *model;
    struct wtw_error error = {0};

    check_ok(wtw_word_model_new(seed, language, &model, &error), &error);
    return model;
}

Test(word_model, words_fit_their_room_and_are_utf_8)
{
    for (int language = WTW_PROSE_EN; language < WTW_PROSE_COUNT; language++) {
        struct wtw_word_model *model = model_of(9, (enum wtw_prose_language)language);

        for (uint64_t bits = 0; bits < 1 << 17; bits++) {
            char word[WTW_WORD_ROOM_BYTES];
            char *end = wtw_word_draw(model, bits, word);
            utf8proc_int32_t character;

            check(end > word && end <= word + WTW_WORD_BYTES + WTW_ENDING_BYTES);
            for (char *at = word; at < end;) {
                utf8proc_ssize_t step =
                    utf8proc_iterate((const utf8proc_uint8_t *)at, end - at, &character);

                check(step > 0);
                at += step;
            }
        }
        wtw_word_model_free(model);
    }
}

Test(word_model, the_is_the_most_common_of_all_words)
{
    struct wtw_word_model *model = model_of(1, WTW_PROSE_EN);
    struct wtw_random random = wtw_random_of(1, 2, WTW_STREAM_TEXT);
    int the = 0, of = 0;

    for (int i = 0; i < 100000; i++) {
        char word[WTW_WORD_ROOM_BYTES];
        size_t count =
            (size_t)(wtw_word_draw(model, wtw_random_next(&random), word) - word);

        the += count == 3 && memcmp(word, "the", 3) == 0;
        of += count == 2 && memcmp(word, "of", 2) == 0;
    }
    /* Six in a hundred words of English news are "the". */
    check(the > 2000 && the < 8000);
    check(of > 1000 && of < the);
    wtw_word_model_free(model);
}

Test(word_model, another_seed_makes_another_vocabulary)
{
    struct wtw_word_model *one = model_of(1, WTW_PROSE_EN);
    struct wtw_word_model *same = model_of(1, WTW_PROSE_EN);
    struct wtw_word_model *other = model_of(2, WTW_PROSE_EN);

    check(memcmp(one, same, sizeof *one) == 0);
    check(memcmp(one->names, other->names, sizeof one->names) != 0);
    wtw_word_model_free(one);
    wtw_word_model_free(same);
    wtw_word_model_free(other);
}

Test(word_model, first_letters_of_latin_and_cyrillic_become_capitals)
{
    static const struct {
        const char *from;
        const char *to;
    } cases[] = {{"abc", "Abc"},  {"zoo", "Zoo"}, {"Abc", "Abc"}, {"7th", "7th"},
                 {"аб", "Аб"},    {"пол", "Пол"}, {"рак", "Рак"}, {"яма", "Яма"},
                 {"été", "Été"},  {"ça", "Ça"},   {"À", "À"},     {"“да", "“да"},
                 {"中文", "中文"}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char word[16] = {0};

        memcpy(word, cases[i].from, strlen(cases[i].from));
        wtw_word_capitalise(word);
        check_string(word, cases[i].to);
    }
}

Test(word_model, prose_has_about_the_words_asked_for)
{
    struct wtw_word_model *model = model_of(3, WTW_PROSE_EN);
    struct wtw_random random = wtw_random_of(3, 0, WTW_STREAM_TEXT);
    struct wtw_error error = {0};
    size_t sum = 0;

    for (int i = 0; i < 200; i++) {
        struct wtw_buffer text = {0};

        check_ok(wtw_prose_write(model, &random, 400, i % 2, &text, &error), &error);
        struct measured_words *words = measured_words_of(text.items, text.count);

        check(words->count > 340 && words->count < 480);
        check_number(wtw_word_spans_count(text.items, text.count, true), words->count);
        sum += words->count;
        free(words);
        wtw_buffer_release(&text);
    }
    check_real((double)sum / 200, 400, 15);
    wtw_word_model_free(model);
}

Test(word_model, plain_prose_is_ascii_and_other_prose_mostly_not)
{
    struct wtw_word_model *model = model_of(4, WTW_PROSE_EN);
    struct wtw_error error = {0};

    for (int is_plain = 0; is_plain < 2; is_plain++) {
        struct wtw_random random = wtw_random_of(4, 1, WTW_STREAM_TEXT);
        struct wtw_buffer text = {0};
        size_t beyond = 0;

        check_ok(wtw_prose_write(model, &random, 1000, is_plain, &text, &error), &error);
        for (size_t i = 0; i < text.count; i++)
            beyond += (unsigned char)text.items[i] >= 0x80;
        check(is_plain ? beyond == 0 : beyond > 20);
        wtw_buffer_release(&text);
    }
    wtw_word_model_free(model);
}

Test(word_model, cores_of_words_leave_out_what_stands_around_them)
{
    static const struct {
        const char *word;
        size_t begin;
        size_t end;
    } cases[] = {{"plain", 0, 5}, {"“said,”", 3, 7}, {"end.\"", 0, 3}, {"it’s", 0, 6},
                 {"—", 0, 0},     {"«да»,", 2, 6},   {"$4.2", 1, 4},   {"\"", 0, 0}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wtw_word_span span = {0, strlen(cases[i].word)};
        struct wtw_word_span core = wtw_word_span_core(cases[i].word, &span);

        check_number(core.begin, cases[i].begin);
        check_number(core.end, cases[i].end);
    }
}
