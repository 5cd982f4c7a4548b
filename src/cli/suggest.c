/*
 * suggest.c - the word that was perhaps meant
 */
#include "cli/suggest.h"

#include <string.h>

enum { WORD_MOST = 63 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Fills row i of the distance matrix from the two rows above. */
static void fill_row(const char *a, const char *b, size_t b_length, size_t i,
                     size_t rows[3][WORD_MOST + 1])
{
    size_t *row = rows[i % 3];
    const size_t *above = rows[(i + 2) % 3];
    const size_t *above_that = rows[(i + 1) % 3];

    row[0] = i;
    for (size_t j = 1; j <= b_length; j++) {
        size_t replaced = above[j - 1] + (a[i - 1] != b[j - 1]);

        row[j] = least(replaced, least(above[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = least(row[j], above_that[j - 2] + 1);
    }
}

size_t wtw_word_distance(const char *a, const char *b)
{
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    size_t rows[3][WORD_MOST + 1];

    if (a_length > WORD_MOST || b_length > WORD_MOST)
        return a_length > b_length ? a_length : b_length;
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++)
        fill_row(a, b, b_length, i, rows);
    return rows[a_length % 3][b_length];
}

const char *wtw_suggest(const char *wanted, const char *const *words, size_t count)
{
    size_t length = strlen(wanted);
    size_t nearest = 1 + least(3, (length + 1) / 2);
    const char *suggestion = NULL;

    for (size_t i = 0; i < count; i++) {
        size_t distance = wtw_word_distance(wanted, words[i]);

        if (length > 1 && strncmp(wanted, words[i], length) == 0)
            distance = 1;
        if (distance < nearest) {
            nearest = distance;
            suggestion = words[i];
        }
    }
    return suggestion;
}
