/*
 * term_words.h - the words and figures of a text, each once, with how often and as what
 */
#ifndef WTW_SKETCH_TERM_WORDS_H
#define WTW_SKETCH_TERM_WORDS_H

#include "base/failure.h"
#include "sketch/kernels.h"

/* A name is a word that has a capital in the middle of a sentence. */
enum {
    WTW_WORD_IS_NAME = 1,
    WTW_WORD_IS_FIGURE = 2,
    WTW_WORD_IS_IN_TITLE = 4,
    WTW_WORD_IS_SHORT = 8
};

/* A word, by WTW_RARITY_HASH_BITS of its stem's hash. */
struct wtw_term_word {
    uint32_t stem;
    uint32_t count;
    uint32_t flags;         /* with others above these */
    struct wtw_range range; /* where it stands first; all 0: in the title only */
};

/* Zero-initialised is ready for wtw_term_words_begin(); ended by release. */
struct wtw_term_words {
    struct wtw_term_word *items; /* each stem once, in the order of the text */
    size_t count;
    size_t words;   /* all, repeated or passed over, and figures */
    size_t figures; /* among them */

    /* The table of 'items': two slots or more for each. */
    uint64_t *slots;
    size_t slot_mask;
    /* The tokens of one text that are not passed over. */
    struct wtw_picked_words picked;
    const struct wtw_kernel
        *kernel; /* that picks them; NULL: the best, from the begin on */
    size_t item_capacity;
    size_t slot_capacity;
    size_t range_capacity;
    size_t stem_capacity;
    size_t flag_capacity;
    size_t other_capacity;
};

/*
 * wtw_term_words_begin() empties 'words' and makes room for 'token_count' tokens in all.
 * wtw_term_words_add() takes those of a text then, which are no more than that; those of a
 * title come last. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_term_words_begin(struct wtw_term_words *words,
                                                    size_t token_count,
                                                    struct wtw_error *error);
void wtw_term_words_add(struct wtw_term_words *words, const char *text, size_t text_bytes,
                        const struct wtw_tokens *tokens, bool is_title);
void wtw_term_words_release(struct wtw_term_words *words);

#endif
