/*
 * facts.h - figures, dates and names that differ between two texts
 */
#ifndef WTW_MATCH_FACTS_H
#define WTW_MATCH_FACTS_H

#include "base/failure.h"

struct wtw_facts; /* opaque: the words that are figures and dates */

WTW_MUST_CHECK enum wtw_status wtw_facts_new(struct wtw_facts **out_facts,
                                             struct wtw_error *error);
void wtw_facts_free(struct wtw_facts *facts);

/* A text and its tokens, borrowed. */
struct wtw_fact_text {
    const struct wtw_tokens *tokens;
    const char *bytes;
    bool is_brief; /* so short that the word that begins it is as good a name as any */
};

/* How many facts stand in one text where other ones stand in the other. */
struct wtw_changes {
    uint32_t figures; /* numbers, in digits or words, and days and months */
    uint32_t names;   /* capitalised words inside of sentences */
    uint32_t
        misread; /* tokens that look like one in the other text, as "tbe" like "the" */
};

/* wtw_facts_in() counts the facts that differ within one difference, as below. */
struct wtw_changes wtw_facts_in(const struct wtw_facts *facts,
                                const struct wtw_difference *difference,
                                const struct wtw_fact_text *a,
                                const struct wtw_fact_text *b);

/*
 * wtw_facts_changed() counts the facts that differ within 'differences'. A figure that
 * only changed its place inside of one difference counts as unchanged.
 */
struct wtw_changes wtw_facts_changed(const struct wtw_facts *facts,
                                     const struct wtw_difference *differences,
                                     size_t difference_count,
                                     const struct wtw_fact_text *a,
                                     const struct wtw_fact_text *b);

#endif
