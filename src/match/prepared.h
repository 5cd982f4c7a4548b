/*
 * prepared.h - articles read again, made ready to be compared
 */
#ifndef WTW_MATCH_PREPARED_H
#define WTW_MATCH_PREPARED_H

#include "sketch/kernels.h"
#include "text/outlines.h"
#include "text/units.h"

/* One article, as far as it had to be prepared. Opaque. */
struct wtw_prepared;

/*
 * The last articles that one worker prepared, so that those that come again soon are not
 * read again. Opaque; for one thread at a time.
 */
struct wtw_preparer;

/*
 * wtw_preparer_new() gives a preparer to the caller; 'options', whose text source it
 * reads from, 'kernel', 'left_out', the units that are left out of every article or NULL, and
 * 'outlines' of all articles or NULL, which spare finding their boilerplate again, are borrowed
 * for its life. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_preparer_new(const struct wtw_options *options,
                                                const struct wtw_kernel *kernel,
                                                const struct wtw_unit_set *left_out,
                                                const struct wtw_outlines *outlines,
                                                struct wtw_preparer **out_preparer,
                                                struct wtw_error *error);
void wtw_preparer_free(struct wtw_preparer *preparer);

/* wtw_preparer_begin() forgets all articles, whose numbers may be others' from now on, but
 * keeps the room that they took. wtw_preparer_met_large() tells whether one was so large that
 * whoever worked on it has taken much memory for it. */
void wtw_preparer_begin(struct wtw_preparer *preparer);
bool wtw_preparer_met_large(const struct wtw_preparer *preparer);

/* Two different articles, borrowed from a preparer until it gives the next pair. */
struct wtw_prepared_pair {
    struct wtw_prepared *a;
    struct wtw_prepared *b;
};

/*
 * wtw_preparer_fetch() fetches the texts of articles a and b; nothing is made of them
 * yet. wtw_preparer_tokenise() makes both texts' tokens; after that wtw_preparer_compare()
 * counts the shingles that they share, and those of each where figures->a_shingles or
 * b_shingles, what the caller knows, is 0. Return WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE or,
 * the first of them, what the text source returned.
 */
WTW_MUST_CHECK enum wtw_status wtw_preparer_fetch(struct wtw_preparer *preparer,
                                                  uint32_t a, uint32_t b,
                                                  struct wtw_prepared_pair *out_pair,
                                                  struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_preparer_tokenise(struct wtw_preparer *preparer,
                                                     const struct wtw_prepared_pair *pair,
                                                     struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_preparer_compare(struct wtw_preparer *preparer,
                                                    const struct wtw_prepared_pair *pair,
                                                    struct wtw_figures *figures,
                                                    struct wtw_error *error);

/* wtw_prepared_same_bytes() says of two fetched texts whether they are the same and not
 * empty, wtw_prepared_same_tokens() of two tokenised ones. */
bool wtw_prepared_same_bytes(const struct wtw_prepared_pair *pair);
bool wtw_prepared_same_tokens(const struct wtw_prepared_pair *pair);

/* wtw_prepared_tokens() gives a tokenised article's tokens, wtw_prepared_bytes() the text
 * that their ranges are of; borrowed as the article is. */
const struct wtw_tokens *wtw_prepared_tokens(const struct wtw_prepared *prepared);
const char *wtw_prepared_bytes(const struct wtw_prepared *prepared);

#endif
