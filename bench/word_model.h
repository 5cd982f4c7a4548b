/*
 * word_model.h - words of a language that does not exist, drawn fast
 *
 * A model is a table of slots that lead to words; a word that is twice as common has
 * twice the slots, so that drawing is two look-ups in tables that stay in the second
 * cache. Words have room to be copied whole: who writes one copies all its bytes and
 * moves on by its length.
 */
#ifndef WTW_BENCH_WORD_MODEL_H
#define WTW_BENCH_WORD_MODEL_H

#include "counter_random.h"
#include "wiretwin.h"

#include <string.h>

enum wtw_prose_language {
    WTW_PROSE_EN,
    WTW_PROSE_RU,
    WTW_PROSE_ZH,
    WTW_PROSE_FR,
    WTW_PROSE_COUNT
};

enum {
    WTW_WORD_BYTES = 32,
    /* 14 bits of a random number choose the slot: 512 KB of table, which stays in the
       second cache. */
    WTW_WORD_SLOT_COUNT = 1 << 14,
    WTW_NAME_COUNT = 1 << 11,
    WTW_ENDING_BYTES = 8,
    WTW_ENDING_COUNT = 8,
    /* The longest word with ending, apostrophe, punctuation and the slack that whole-slot
       copying needs. */
    WTW_WORD_ROOM_BYTES = 64
};

struct wtw_word {
    char bytes[WTW_WORD_BYTES - 2];
    uint8_t byte_count;
    uint8_t ending_mask; /* 7 where an ending may follow, 0 leaves only the empty one */
};

struct wtw_word_ending {
    char bytes[WTW_ENDING_BYTES - 1];
    uint8_t byte_count;
};

struct wtw_word_model {
    enum wtw_prose_language language;
    bool has_spaces; /* words stand apart; otherwise a word is one character and nothing
                        is between */
    struct wtw_word words[WTW_WORD_SLOT_COUNT]; /* distinct ones, most common first */
    uint16_t slots[WTW_WORD_SLOT_COUNT];        /* which word a random number leads to */
    struct wtw_word names[WTW_NAME_COUNT];      /* capitalised */
    struct wtw_word_ending endings[WTW_ENDING_COUNT];
};

/*
 * wtw_word_model_new() makes the vocabulary of 'seed' and 'language' and gives it to the
 * caller, who ends it with wtw_word_model_free(). Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_word_model_new(uint64_t seed,
                                                  enum wtw_prose_language language,
                                                  struct wtw_word_model **out_model,
                                                  struct wtw_error *error);
void wtw_word_model_free(struct wtw_word_model *model);

/*
 * wtw_word_draw() writes the word that 'bits' choose to 'out', where WTW_WORD_ROOM_BYTES
 * must be free, and returns its end. Bits 0 to 16 are used. wtw_name_draw() uses bits 20
 * to 30.
 */
static inline char *wtw_word_draw(const struct wtw_word_model *model, uint64_t bits,
                                  char *out)
{
    const struct wtw_word *word =
        &model->words[model->slots[bits & (WTW_WORD_SLOT_COUNT - 1)]];
    const struct wtw_word_ending *ending =
        &model->endings[(bits >> 14) & word->ending_mask];

    memcpy(out, word->bytes, sizeof word->bytes);
    out += word->byte_count;
    memcpy(out, ending->bytes, sizeof ending->bytes);
    return out + ending->byte_count;
}

static inline char *wtw_name_draw(const struct wtw_word_model *model, uint64_t bits,
                                  char *out)
{
    const struct wtw_word *name = &model->names[(bits >> 20) & (WTW_NAME_COUNT - 1)];

    memcpy(out, name->bytes, sizeof name->bytes);
    return out + name->byte_count;
}

/* wtw_word_capitalise() makes the first letter of the Latin or Cyrillic word at 'word' a
 * capital one. */
void wtw_word_capitalise(char *word);

#endif
