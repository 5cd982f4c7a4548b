/*
 * tellings.h - texts that tell an event, and how alike two of them are in what they tell
 */
#ifndef WTW_MATCH_TELLINGS_H
#define WTW_MATCH_TELLINGS_H

#include "match/term_weights.h"

/* A cosine or likeness of 1. */
enum { WTW_LIKENESS_ONE = WTW_TERM_VECTOR_LENGTH * WTW_TERM_VECTOR_LENGTH };

/*
 * One text of each cluster, with weighted terms. Fill in the first part, which is borrowed,
 * and call wtw_tellings_weigh(); ended by wtw_tellings_release(). Tellings are numbered in
 * an order that does not depend on that of the input, those of known dates by date.
 */
struct wtw_tellings {
    struct wtw_term_lists lists;
    const uint32_t *articles; /* [count], numbers in 'lists' */
    const int64_t *dates;     /* [count], in seconds, or WTW_DATE_UNKNOWN */
    uint32_t count;
    uint32_t story_days;   /* options.story_days */
    uint32_t thread_count; /* 1 or more */

    struct wtw_term_weights weights;
    uint64_t *starts;  /* [count + 1], into 'vectors' */
    uint16_t *vectors; /* the weights of each one's terms */
    uint64_t *shared;  /* bits of each one's terms, as wtw_term_vector_make() returns */
};

WTW_MUST_CHECK enum wtw_status wtw_tellings_weigh(struct wtw_tellings *tellings,
                                                  struct wtw_error *error);
void wtw_tellings_release(struct wtw_tellings *tellings);

/* The terms of telling 'i' and their weights. */
struct wtw_telling {
    const uint32_t *terms;
    const uint16_t *vector;
    uint32_t count;
};
struct wtw_telling wtw_telling_of(const struct wtw_tellings *tellings, uint32_t i);

/* wtw_telling_cosine() is the cosine of two, up to WTW_LIKENESS_ONE. */
uint32_t wtw_telling_cosine(const struct wtw_telling *x, const struct wtw_telling *y);

/* wtw_story_faded() is what 'cosine' is worth between texts 'gap_seconds', 0 or more,
 * apart. */
uint32_t wtw_story_faded(const struct wtw_tellings *tellings, uint64_t cosine,
                         uint64_t gap_seconds);

/* wtw_telling_likeness() is the faded cosine of tellings x and y. */
uint32_t wtw_telling_likeness(const struct wtw_tellings *tellings, uint32_t x,
                              uint32_t y);

/*
 * wtw_tellings_are_one_form() says whether x and y are two fillings of one form, and tell
 * of two events, however alike: of the words of either the other has two thirds, and of
 * the facts of the one that has fewer not half.
 */
bool wtw_tellings_are_one_form(const struct wtw_tellings *tellings, uint32_t x,
                               uint32_t y);

/*
 * One telling with its terms in a table, to be compared with many: a third of the time of
 * two lists that are merged, as nobody can foresee which comes next.
 */
enum { WTW_TELLING_SLOTS = 512 };
struct wtw_telling_index {
    struct wtw_telling telling;
    uint32_t number;
    uint8_t slots[WTW_TELLING_SLOTS]; /* the number of a term plus one; 0: empty */
};
void wtw_telling_index_make(struct wtw_telling_index *index,
                            const struct wtw_tellings *tellings, uint32_t i);

/* wtw_telling_index_likeness() is wtw_telling_likeness() of the indexed one and y. */
uint32_t wtw_telling_index_likeness(const struct wtw_telling_index *index,
                                    const struct wtw_tellings *tellings, uint32_t y);

/* wtw_tellings_fetch() asks for all that a comparison with each of 'numbers' will read, so
 * that it waits for memory once and not for each. */
void wtw_tellings_fetch(const struct wtw_tellings *tellings, const uint32_t *numbers,
                        uint32_t count);

/* wtw_dates_apart() is how far two dates are from each other, 0 where one is not known. */
uint64_t wtw_dates_apart(int64_t x, int64_t y);

#endif
