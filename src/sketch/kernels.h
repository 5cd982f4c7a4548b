/*
 * kernels.h - the door behind which the hot loops stand, one kernel for each instruction
 * set
 *
 * kernel_scalar.c is the definition; every other kernel gives the same bits, faster. To
 * add one: write kernel_NAME.c, declare it here, and list it in kernels.c after the
 * weaker ones. The tests run every kernel that runs on the machine against plain
 * arithmetic of their own.
 */
#ifndef WTW_SKETCH_KERNELS_H
#define WTW_SKETCH_KERNELS_H

#include "wiretwin.h"

enum { WTW_SLOTS_MIN = 16, WTW_SLOTS_MAX = 1024 };

/* Rounds of one-permutation hashing before slots are filled one by one. */
enum { WTW_SIGNATURE_ROUNDS = 4 };

/* What a seed and a slot count settle about signatures; made once, by
 * wtw_signature_plan_make(). */
struct wtw_signature_plan {
    uint32_t slot_count;                        /* a power of two */
    uint32_t slot_bits;                         /* its logarithm */
    uint64_t multipliers[WTW_SIGNATURE_ROUNDS]; /* odd: a permutation for each round */
    uint32_t fill[WTW_SLOTS_MAX]; /* odd a_j, one for each slot that may stay empty */
};

/* Places for the shingles of one text, chosen by the top bits of a hash: four for each at
 * least, so 8 KB, and of the longer texts eight, so 32 KB. */
enum { WTW_FEW_PLACE_BITS = 12, WTW_PLACE_BITS_MAX = 14 };
enum { WTW_FEW_PLACED = 1 << 10, WTW_PLACED_MAX = 1 << 11 };

/* 1024 bits, of which a text of 400 words sets some 20. */
enum { WTW_DISPLACED_FILTER_WORDS = 16 };

/* wtw_place_bits() is the logarithm of the places that so many shingles have. */
static inline unsigned wtw_place_bits(size_t count)
{
    return count <= WTW_FEW_PLACED ? WTW_FEW_PLACE_BITS : WTW_PLACE_BITS_MAX;
}

/* The shingles of a text, and where each stands first. */
struct wtw_placed_shingles {
    const uint64_t *in_order; /* all, as in the text; borrowed */
    size_t count;             /* at most WTW_PLACED_MAX */
    uint16_t *first;          /* [1 << wtw_place_bits(count)]: 1 + the number of the first
                            shingle that belongs to the place, or 0 */
    uint64_t *displaced; /* [count]: distinct shingles whose place an unlike, earlier one
                                 has, in order of first occurrence */
    size_t displaced_count;
    uint64_t displaced_filter[WTW_DISPLACED_FILTER_WORDS]; /* a bit for each of them */
};

/*
 * A key is the hash of two shingles that begin five tokens apart, thus of k + 5 tokens:
 * eight with the default k, the length of the shortest passage. With five tokens, phrases
 * such as "on condition of anonymity because they" made four times the candidates on a
 * real feed for a tenth more excerpts. One key is kept of every 24 neighbouring ones, so
 * a shared run of 24 + k + 4 tokens always has one in common, one of 24 tokens with
 * probability .84; on average an article of 400 tokens has 31.
 */
enum { WTW_WINNOW_STEP = 5, WTW_WINNOW_WINDOW = 24 };

/* Numbers that a kernel may write behind those it found, so that it can write whole rows. */
enum { WTW_PLACES_SPARE = 16, WTW_HASHES_SPARE = 8, WTW_WORDS_SPARE = 8 };

/* Words of three small letters of ASCII are passed over: nearly all are too common to tell
 * anything, they are a third of a text, and events are found as well without. */
enum { WTW_PASSED_WORD_BYTES = 3 };

/* A flag of a word that is of ASCII letters and digits only, so that its stem is made. */
enum { WTW_WORD_IS_PLAIN = 1 << 6 };

/* The words of a text that are not passed over. All have room for those that are added and
 * WTW_WORDS_SPARE more. */
struct wtw_picked_words {
    struct wtw_range *ranges;
    uint32_t
        *stems; /* of plain words: WTW_RARITY_HASH_BITS of the stem's hash (stems.h) */
    uint8_t *flags; /* WTW_WORD_IS_PLAIN or 0 */
    size_t count;
    uint32_t
        *others; /* numbers of those that are not plain, or begin with no small letter
                       * of ASCII */
    size_t other_count;
};

struct wtw_kernel {
    const char *name;
    bool (*runs_here)(void);

    /* Writes to 'out_hashes' the hashes of 'count' shingles of 'width' tokens each, the
     * first at token_hashes[0]; so count + width - 1 tokens are read. No hash is 0. */
    void (*hash_shingles)(const uint64_t *token_hashes, size_t count, uint32_t width,
                          uint64_t *out_hashes);

    /* Writes the distinct ones among placed->in_order, in order of first occurrence, to
     * 'out_items', which has room for placed->count; fills first and displaced. Returns
     * how many they are. */
    size_t (*keep_first)(struct wtw_placed_shingles *placed, uint64_t *out_items);

    /* Counts which of 'count' distinct shingles are among 'placed', after keep_first(). */
    size_t (*count_shared)(const struct wtw_placed_shingles *placed,
                           const uint64_t *shingles, size_t count);

    /* Writes the signature of 'count' shingles, at least one, to plan->slot_count slots.
     */
    void (*make_signature)(const uint64_t *shingles, size_t count,
                           const struct wtw_signature_plan *plan, uint32_t *out_slots);

    /* Writes the odd sketch of 'count' distinct shingles. */
    void (*make_odd_sketch)(const uint64_t *shingles, size_t count, uint64_t multiplier,
                            uint64_t *out_words);

    /* Of the winnowing hashes (winnow.h) of 'count' shingles, WTW_WINNOW_STEP fewer and
     * at least WTW_WINNOW_WINDOW, writes in order the places of those whose top 16 bits
     * are least in a window to 'out_places', which has room for count +
     * WTW_PLACES_SPARE; returns how many. */
    size_t (*find_least)(const uint64_t *shingles, size_t count, uint32_t *out_places);

    /* Writes in order the products of 'count' shingles by 'multiplier' that are at most
     * 'most' to 'out_hashes', which has room for count + WTW_HASHES_SPARE; returns how
     * many. */
    size_t (*pick_up_to)(const uint64_t *shingles, size_t count, uint64_t multiplier,
                         uint64_t most, uint64_t *out_hashes);

    /* Adds those of 'count' tokens of a text that are not passed over to 'picked'. Behind
     * each token's begin WTW_PLAIN_STEM_READS bytes can be read. */
    void (*pick_words)(const char *text, const struct wtw_range *tokens, size_t count,
                       struct wtw_picked_words *picked);
};

extern const struct wtw_kernel wtw_kernel_scalar;
#if defined(__x86_64__)
extern const struct wtw_kernel wtw_kernel_avx2;
extern const struct wtw_kernel wtw_kernel_avx512;
#elif defined(__aarch64__)
extern const struct wtw_kernel wtw_kernel_neon;
#endif

/* wtw_kernel_best() is the fastest kernel of this CPU; all kernels give the same bits. */
const struct wtw_kernel *wtw_kernel_best(void);

/*
 * wtw_kernel_find() gives the kernel that 'wanted' leads to: the one of that name; for
 * NULL the one named by the environment variable WIRETWIN_KERNEL; without it the best.
 * Returns WTW_OK, or WTW_BAD_ARGUMENT with words that list the kernels when there
 * is none of that name or it does not run on this CPU.
 */
WTW_MUST_CHECK enum wtw_status wtw_kernel_find(const char *wanted,
                                               const struct wtw_kernel **out_kernel,
                                               struct wtw_error *error);

#endif
