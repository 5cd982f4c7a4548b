/*
 * test_filled_forms.c - which two texts are one form with other facts, by their alignment
 */
#include "check.h"

#include "match/relation.h"

/* Two texts of 'tokens' each, aligned from begin to end with 'differ' tokens that differ. */
#define FORM(tokens, differ)                                                             \
    .a_tokens = (tokens), .b_tokens = (tokens), .a_aligned = (tokens),                   \
    .b_aligned = (tokens), .aligned_shared = (tokens) - (differ)

/* 6 facts in 100 words, and 3 in 10 of those that differ. */
Test(filled_forms, have_dense_facts_that_are_a_good_part_of_what_differs)
{
    static const struct {
        struct wtw_figures figures;
        bool wanted;
    } rows[] = {
        {{FORM(100, 20), .changed_figures = 6}, true},
        {{FORM(100, 21), .changed_figures = 6}, false},
        {{FORM(100, 10), .changed_names = 6}, true},
        {{FORM(100, 10), .changed_figures = 2, .changed_names = 4}, true},
        {{FORM(100, 10), .changed_figures = 2, .changed_names = 3}, false},
        {{FORM(1000, 200), .changed_names = 60}, true}, /* however long */
        {{FORM(100, 0)}, false},
        {{.shared = 9, .a_shingles = 10, .b_shingles = 10}, false}, /* not aligned */
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(wtw_is_filled_form(&rows[i].figures) == rows[i].wanted);
}
