/*
 * word_model.c - a vocabulary from syllables, and how common each word is
 *
 * Four tenths of the slots go to short words that carry no news ("the", "of"), as in real
 * text; the others to stems of one to three syllables, the r-th most common with a share
 * near 1 / (r + 20), after Zipf and Mandelbrot. Stems take one of eight endings, which
 * multiplies some 5,000 stems to 40,000 words while the tables stay small. Chinese has no
 * syllables here: a word is one Han character, drawn by the same law from 3,000
 * neighbouring code points.
 *
 * Rejected: a list of real words, which someone wrote down before us; and an alias table
 * (Walker 1977), exact where this one rounds, but with two dependent look-ups a word.
 */
#include "word_model.h"

#include "base/memory.h"

#include <string.h>

enum {
    STEM_OFFSET = 20,                                 /* flattens the top of Zipf's law */
    COMMON_SLOT_COUNT = WTW_WORD_SLOT_COUNT * 4 / 10, /* slots of short, empty words */
    HAN_FIRST = 0x4e00,
    HAN_COUNT = 3000 /* about what a newspaper uses */
};

struct syllables {
    const char *const *onsets;
    const char *const *nuclei;
    const char *const *codas;
    uint32_t onset_count;
    uint32_t nucleus_count;
    uint32_t coda_count;
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const char *const english_common[] = {
    "the",   "of",    "to",    "and",   "a",     "in",     "that",   "for",   "on",
    "is",    "with",  "was",   "it",    "as",    "at",     "by",     "from",  "be",
    "has",   "are",   "have",  "not",   "an",    "will",   "but",    "were",  "they",
    "their", "which", "had",   "this",  "its",   "after",  "been",   "who",   "or",
    "more",  "one",   "about", "new",   "would", "there",  "over",   "into",  "other",
    "we",    "when",  "than",  "could", "two",   "also",   "before", "while", "under",
    "where", "some",  "up",    "out",   "all",   "because"};
static const char *const russian_common[] = {
    "в",   "и",    "на",   "не",  "что", "с",     "по",    "а",  "как",  "из",
    "за",  "к",    "от",   "для", "это", "о",     "до",    "у",  "его",  "но",
    "они", "был",  "при",  "так", "все", "или",   "также", "бы", "уже",  "года",
    "мы",  "было", "если", "их",  "где", "после", "под",   "её", "были", "без"};

static const char *const french_common[] = {
    "de",    "la",   "le",    "et",     "les",   "des",   "en",    "un",   "du",
    "une",   "que",  "est",   "pour",   "qui",   "dans",  "a",     "par",  "plus",
    "pas",   "au",   "sur",   "ne",     "se",    "ce",    "il",    "sont", "à",
    "avec",  "son",  "été",   "mais",   "aux",   "cette", "comme", "ou",   "ont",
    "après", "être", "où",    "même",   "très",  "déjà",  "était", "deux", "leurs",
    "dès",   "côté", "année", "près",   "voilà", "elle",  "fait",  "sans", "entre",
    "nous",  "tout", "peut",  "encore", "sous",  "années"};

static const char *const english_onsets[] = {
    "b", "br", "c", "d", "dr", "f", "g",  "h",  "j", "k", "l", "m", "n",
    "p", "r",  "s", "t", "v",  "w", "st", "th", "l", "m", "n", "r", "d"};
static const char *const english_nuclei[] = {"a", "e", "i", "o",  "u",
                                             "a", "e", "o", "ea", "ou"};
static const char *const english_codas[] = {"",  "",  "",  "",  "",   "n",
                                            "r", "l", "s", "n", "nd", "st"};
static const char *const russian_onsets[] = {"б", "в", "г", "д",  "ж",  "з",  "к",  "л",
                                             "м", "н", "п", "р",  "с",  "т",  "ф",  "х",
                                             "ш", "ч", "ц", "пр", "ст", "кр", "вл", "гр"};
static const char *const russian_nuclei[] = {"а", "е", "и", "о", "у", "я", "ы", "ю"};
static const char *const russian_codas[] = {"", "", "", "", "н", "р", "л", "с", "м", "й"};

static const char *const french_onsets[] = {
    "b",  "br", "c", "ch", "d",  "f", "g", "gr", "j",  "l", "m", "n", "p",
    "pr", "r",  "s", "t",  "tr", "v", "ç", "qu", "pl", "l", "m", "r", "t"};
static const char *const french_nuclei[] = {"a", "e",  "i",  "o", "u", "é",  "è",
                                            "e", "ou", "ai", "é", "a", "eu", "ô"};
static const char *const french_codas[] = {"", "", "", "", "", "n", "r", "l", "s", "x"};

static const char *const english_endings[WTW_ENDING_COUNT] = {"",   "",   "",    "s",
                                                              "ed", "er", "ing", "ly"};
static const char *const russian_endings[WTW_ENDING_COUNT] = {"",   "",   "а",  "ы",
                                                              "ов", "ом", "ой", "ие"};

static const char *const french_endings[WTW_ENDING_COUNT] = {"",  "",   "s",  "e",
                                                             "é", "ée", "er", "ité"};

static const struct syllables english_syllables = {
    english_onsets,           english_nuclei,           english_codas,
    COUNT_OF(english_onsets), COUNT_OF(english_nuclei), COUNT_OF(english_codas)};
static const struct syllables russian_syllables = {
    russian_onsets,           russian_nuclei,           russian_codas,
    COUNT_OF(russian_onsets), COUNT_OF(russian_nuclei), COUNT_OF(russian_codas)};
static const struct syllables french_syllables = {
    french_onsets,           french_nuclei,           french_codas,
    COUNT_OF(french_onsets), COUNT_OF(french_nuclei), COUNT_OF(french_codas)};

/* Words are far shorter than a slot: three syllables have 3 * (2 + 2 + 2) letters of 1 or
 * 2 bytes at most in Cyrillic, where nuclei and codas are one letter. Longer ones are cut
 * at a whole syllable. */
static bool append_piece(struct wtw_word *word, const char *piece)
{
    size_t byte_count = strlen(piece);

    if (word->byte_count + byte_count > sizeof word->bytes)
        return false;
    memcpy(word->bytes + word->byte_count, piece, byte_count);
    word->byte_count = (uint8_t)(word->byte_count + byte_count);
    return true;
}

static struct wtw_word make_stem(const struct syllables *syllables,
                                 uint32_t syllable_count, struct wtw_random *random)
{
    struct wtw_word word = {.ending_mask = WTW_ENDING_COUNT - 1};

    for (uint32_t i = 0; i < syllable_count; i++) {
        const char *onset =
            syllables->onsets[wtw_random_below(random, syllables->onset_count)];
        const char *nucleus =
            syllables->nuclei[wtw_random_below(random, syllables->nucleus_count)];
        const char *coda =
            syllables->codas[wtw_random_below(random, syllables->coda_count)];

        if (!append_piece(&word, onset) || !append_piece(&word, nucleus) ||
            !append_piece(&word, coda))
            break;
    }
    return word;
}

static struct wtw_word make_han(uint32_t code_point)
{
    return (struct wtw_word){.bytes = {(char)(0xe0 | (code_point >> 12)),
                                       (char)(0x80 | ((code_point >> 6) & 0x3f)),
                                       (char)(0x80 | (code_point & 0x3f))},
                             .byte_count = 3};
}

/*
 * How many of 'slot_count' slots the word of 'rank' (from 0) gets: its share under 1 /
 * (rank + offset) were there 'slot_count' words, at least one.
 */
static uint32_t slots_of_rank(uint32_t rank, uint32_t offset, uint32_t slot_count)
{
    /* The sum of 1 / (r + offset) over all ranks is about 6 for the sizes used here. */
    uint32_t share = slot_count / (6 * (rank + offset));

    return share ? share : 1;
}

/* What has been given away of a model's words and slots. */
struct filling {
    struct wtw_word_model *model;
    uint32_t words_used;
    uint32_t slots_used;
};

/* Gives the word 'slot_count' slots, or as many as there are below 'limit'. */
static void add_word(struct filling *filling, struct wtw_word word, uint32_t slot_count,
                     uint32_t limit)
{
    struct wtw_word_model *model = filling->model;

    model->words[filling->words_used] = word;
    for (; slot_count > 0 && filling->slots_used < limit; slot_count--)
        model->slots[filling->slots_used++] = (uint16_t)filling->words_used;
    filling->words_used++;
}

static void fill_common(struct filling *filling, const char *const *words,
                        uint32_t word_count)
{
    while (filling->slots_used < COMMON_SLOT_COUNT) {
        for (uint32_t rank = 0; rank < word_count; rank++) {
            struct wtw_word word = {0};

            (void)append_piece(&word, words[rank]);
            add_word(filling, word, slots_of_rank(rank, 2, COMMON_SLOT_COUNT),
                     COMMON_SLOT_COUNT);
        }
    }
}

static void fill_stems(struct filling *filling, const struct syllables *syllables,
                       struct wtw_random *random)
{
    const uint32_t slot_count = WTW_WORD_SLOT_COUNT - filling->slots_used;

    for (uint32_t rank = 0; filling->slots_used < WTW_WORD_SLOT_COUNT; rank++) {
        /* Common words are short. */
        uint32_t syllable_count =
            rank < 60 ? 1 : wtw_random_between(random, 1, 2) + (rank > 500);

        add_word(filling, make_stem(syllables, syllable_count, random),
                 slots_of_rank(rank, STEM_OFFSET, slot_count), WTW_WORD_SLOT_COUNT);
    }
}

static void fill_han(struct filling *filling)
{
    while (filling->slots_used < WTW_WORD_SLOT_COUNT) {
        for (uint32_t rank = 0; rank < HAN_COUNT; rank++) {
            /* 1,789 shares no factor with 3,000: common characters lie scattered. */
            uint32_t code_point = HAN_FIRST + rank * 1789 % HAN_COUNT;

            add_word(filling, make_han(code_point),
                     slots_of_rank(rank, STEM_OFFSET, WTW_WORD_SLOT_COUNT),
                     WTW_WORD_SLOT_COUNT);
        }
    }
}

static void fill_han_names(struct wtw_word_model *model, struct wtw_random *random)
{
    for (uint32_t i = 0; i < WTW_NAME_COUNT; i++) {
        struct wtw_word given = make_han(HAN_FIRST + wtw_random_below(random, HAN_COUNT));
        struct wtw_word name = make_han(HAN_FIRST + wtw_random_below(random, HAN_COUNT));

        memcpy(name.bytes + name.byte_count, given.bytes, given.byte_count);
        name.byte_count = (uint8_t)(name.byte_count + given.byte_count);
        model->names[i] = name;
    }
}

static void fill_names(struct wtw_word_model *model, const struct syllables *syllables,
                       struct wtw_random *random)
{
    for (uint32_t i = 0; i < WTW_NAME_COUNT; i++) {
        struct wtw_word name =
            make_stem(syllables, wtw_random_between(random, 2, 3), random);

        wtw_word_capitalise(name.bytes);
        model->names[i] = name;
    }
}

static void fill_endings(struct wtw_word_model *model, const char *const *endings)
{
    for (uint32_t i = 0; i < WTW_ENDING_COUNT; i++) {
        size_t byte_count = strlen(endings[i]);

        memcpy(model->endings[i].bytes, endings[i], byte_count);
        model->endings[i].byte_count = (uint8_t)byte_count;
    }
}

enum wtw_status wtw_word_model_new(uint64_t seed, enum wtw_prose_language language,
                                   struct wtw_word_model **out_model,
                                   struct wtw_error *error)
{
    struct wtw_word_model *model;

    WTW_TRY(WTW_ALLOCATE(&model, 1, error));
    model->language = language;
    model->has_spaces = language != WTW_PROSE_ZH;
    struct wtw_random random = wtw_random_of(seed, (uint64_t)language, WTW_STREAM_MODEL);

    struct filling filling = {.model = model};

    switch (language) {
    case WTW_PROSE_EN:
        fill_common(&filling, english_common, COUNT_OF(english_common));
        fill_stems(&filling, &english_syllables, &random);
        fill_names(model, &english_syllables, &random);
        fill_endings(model, english_endings);
        break;
    case WTW_PROSE_RU:
        fill_common(&filling, russian_common, COUNT_OF(russian_common));
        fill_stems(&filling, &russian_syllables, &random);
        fill_names(model, &russian_syllables, &random);
        fill_endings(model, russian_endings);
        break;
    case WTW_PROSE_FR:
        fill_common(&filling, french_common, COUNT_OF(french_common));
        fill_stems(&filling, &french_syllables, &random);
        fill_names(model, &french_syllables, &random);
        fill_endings(model, french_endings);
        break;
    case WTW_PROSE_ZH:
        fill_han(&filling);
        fill_han_names(model, &random);
        break;
    case WTW_PROSE_COUNT:
        break;
    }
    *out_model = model;
    return WTW_OK;
}

void wtw_word_model_free(struct wtw_word_model *model)
{
    wtw_release_items(model);
}

void wtw_word_capitalise(char *word)
{
    unsigned char *bytes = (unsigned char *)word;

    /* à to þ; а to п, which have their capitals in the same block; р to я. */
    bool is_latin = bytes[0] == 0xc3 && bytes[1] >= 0xa0 && bytes[1] != 0xb7;
    bool is_cyrillic = bytes[0] == 0xd0 && bytes[1] >= 0xb0;
    bool is_late_cyrillic = bytes[0] == 0xd1 && bytes[1] >= 0x80 && bytes[1] <= 0x8f;

    if (bytes[0] >= 'a' && bytes[0] <= 'z') {
        bytes[0] = (unsigned char)(bytes[0] - 0x20);
    } else if (is_latin || is_cyrillic) {
        bytes[1] = (unsigned char)(bytes[1] - 0x20);
    } else if (is_late_cyrillic) {
        bytes[0] = 0xd0;
        bytes[1] = (unsigned char)(bytes[1] + 0x20);
    }
}
