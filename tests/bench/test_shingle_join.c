/*
 * test_shingle_join.c - the exact join against sets written by hand and a comparison of
 * all with all
 */
#include "check.h"
#include "shingle_join.h"

#include <stdlib.h>

struct found_pairs {
    uint32_t a[20000];
    uint32_t b[20000];
    double jaccard[20000];
    size_t count;
};

static enum wtw_status note_pair(void *context, uint32_t a, uint32_t b, double jaccard,
                                 struct wtw_error *error)
{
    struct found_pairs *found = context;

    (void)error;
    found->a[found->count] = a;
    found->b[found->count] = b;
    found->jaccard[found->count++] = jaccard;
    return WTW_OK;
}

static void add(struct wtw_shingle_join *join, const char *tokens, uint32_t k)
{
    uint64_t hashes[64];
    struct wtw_error error = {0};
    size_t count = strlen(tokens);

    for (size_t i = 0; i < count; i++)
        hashes[i] = (uint64_t)tokens[i];
    check_ok(wtw_shingle_join_add(join, hashes, count, k, &error), &error);
}

static struct found_pairs *run(struct wtw_shingle_join *join, double threshold)
{
    struct found_pairs *found = calloc(1, sizeof *found);
    const struct wtw_shingle_join_listener listener = {note_pair, found};
    struct wtw_error error = {0};

    check_ok(wtw_shingle_join_run(join, threshold, &listener, &error), &error);
    wtw_shingle_join_free(join);
    return found;
}

static struct wtw_shingle_join *new_join(void)
{
    struct wtw_shingle_join *join;
    struct wtw_error error = {0};

    check_ok(wtw_shingle_join_new(&join, &error), &error);
    return join;
}

Test(shingle_join, pairs_written_by_hand_have_their_jaccard)
{
    struct wtw_shingle_join *join = new_join();

    add(join, "abcde", 3); /* abc bcd cde */
    add(join, "abcdf", 3); /* abc bcd cdf: 2 of 4 with the first */
    add(join, "xyz", 3);   /* nothing with anyone */
    add(join, "zabcd", 3); /* zab abc bcd: 2 of 4 with both */
    struct found_pairs *found = run(join, .5);

    check_number(found->count, 3);
    check(found->a[0] == 0 && found->b[0] == 1);
    check(found->a[1] == 0 && found->b[1] == 3);
    check(found->a[2] == 1 && found->b[2] == 3);
    for (size_t i = 0; i < 3; i++)
        check_real(found->jaccard[i], .5, 0);
    free(found);
}

Test(shingle_join, a_repeated_shingle_counts_once)
{
    struct wtw_shingle_join *join = new_join();

    add(join, "aaaaaa", 2); /* aa */
    add(join, "aab", 2);    /* aa ab */
    struct found_pairs *found = run(join, .1);

    check_number(found->count, 1);
    check_real(found->jaccard[0], .5, 0);
    free(found);
}

Test(shingle_join, texts_shorter_than_a_shingle_match_by_all_they_have)
{
    struct wtw_shingle_join *join = new_join();

    add(join, "ab", 3);
    add(join, "", 3);
    add(join, "ab", 3);
    add(join, "abc", 3);
    add(join, "", 3);
    struct found_pairs *found = run(join, .01);

    check_number(found->count, 1);
    check(found->a[0] == 0 && found->b[0] == 2);
    check_real(found->jaccard[0], 1, 0);
    free(found);
}

Test(shingle_join, an_empty_join_has_no_pairs)
{
    struct found_pairs *found = run(new_join(), .5);

    check_number(found->count, 0);
    free(found);
}

/* Jaccard of the sets of pairs of neighbouring letters, by looking at all pairs. */
static double naive_jaccard(const char *a, const char *b)
{
    bool in_a[8][8] = {{false}}, in_b[8][8] = {{false}};
    int shared = 0, either = 0;

    for (; a[1]; a++)
        in_a[a[0] - 'a'][a[1] - 'a'] = true;
    for (; b[1]; b++)
        in_b[b[0] - 'a'][b[1] - 'a'] = true;
    for (int i = 0; i < 64; i++) {
        shared += in_a[i / 8][i % 8] && in_b[i / 8][i % 8];
        either += in_a[i / 8][i % 8] || in_b[i / 8][i % 8];
    }
    return (double)shared / either;
}

Test(shingle_join, random_sets_give_the_pairs_of_a_comparison_of_all_with_all)
{
    enum { SETS = 150 };
    char texts[SETS][24];
    struct wtw_shingle_join *join = new_join();
    size_t at = 0;

    srand(4711);
    for (int i = 0; i < SETS; i++) {
        int length = 2 + rand() % 20;

        for (int j = 0; j < length; j++)
            texts[i][j] = (char)('a' + rand() % 8);
        texts[i][length] = '\0';
        add(join, texts[i], 2);
    }
    struct found_pairs *found = run(join, .2);

    for (uint32_t a = 0; a < SETS; a++) {
        for (uint32_t b = a + 1; b < SETS; b++) {
            double jaccard = naive_jaccard(texts[a], texts[b]);

            if (jaccard < .2)
                continue;
            check(at < found->count && found->a[at] == a && found->b[at] == b);
            check_real(found->jaccard[at], jaccard, 1e-12);
            at++;
        }
    }
    check(at > 100);
    check_number(found->count, at);
    free(found);
}
