/*
 * test_figures.c - exact counts of two shingle sets, and the ratios that follow
 */
#include "check.h"
#include "random_input.h"
#include "sketch/known_answers.h"

static struct wtw_figures figures_of(uint32_t shared, uint32_t a, uint32_t b)
{
    return (struct wtw_figures){.shared = shared, .a_shingles = a, .b_shingles = b};
}

Test(figures, ratios_are_as_by_hand)
{
    struct wtw_figures figures = figures_of(30, 40, 60);

    check_real(wtw_jaccard(&figures), 30.0 / 70, 1e-15);
    check_real(wtw_a_in_b(&figures), .75, 0);
    check_real(wtw_b_in_a(&figures), .5, 0);
}

Test(figures, ratios_are_0_where_there_is_nothing_to_divide_by)
{
    struct wtw_figures none = figures_of(0, 0, 0);
    struct wtw_figures one_side = figures_of(0, 0, 5);

    check_real(wtw_jaccard(&none), 0, 0);
    check_real(wtw_a_in_b(&none), 0, 0);
    check_real(wtw_b_in_a(&none), 0, 0);
    check_real(wtw_jaccard(&one_side), 0, 0);
    check_real(wtw_a_in_b(&one_side), 0, 0);
    check_real(wtw_b_in_a(&one_side), 0, 0);
}

Test(figures, the_largest_counts_do_not_overflow)
{
    struct wtw_figures equal = figures_of(UINT32_MAX, UINT32_MAX, UINT32_MAX);
    struct wtw_figures unlike = figures_of(1, UINT32_MAX, UINT32_MAX);

    check_real(wtw_jaccard(&equal), 1, 0);
    check_real(wtw_jaccard(&unlike), 1 / 8589934589.0, 1e-20);
}

enum { TOKENS_MAX = 400 };

/* A set of 1-token shingles, made of numbers below 'vocabulary'. */
static struct wtw_shingles *random_set(struct random_input *random, uint32_t vocabulary,
                                       bool *out_holds)
{
    struct wtw_error error = {0};
    struct wtw_shingles *shingles = NULL;
    uint64_t tokens[TOKENS_MAX];
    size_t count = random_below(random, TOKENS_MAX);

    memset(out_holds, 0, TOKENS_MAX * sizeof out_holds[0]);
    for (size_t i = 0; i < count; i++) {
        uint32_t word = random_below(random, vocabulary);

        tokens[i] = known_token(word);
        out_holds[word] = true;
    }
    check_ok(wtw_shingles_new(&shingles, &error), &error);
    check_ok(wtw_shingles_make(shingles, tokens, count, 1, &error), &error);
    return shingles;
}

Test(figures, counts_are_those_of_brute_force_and_symmetrical)
{
    struct random_input random = random_begin(60);

    for (int round = 0; round < 500; round++) {
        uint32_t vocabulary = random_between(&random, 1, TOKENS_MAX);
        bool in_a[TOKENS_MAX];
        bool in_b[TOKENS_MAX];
        struct wtw_shingles *a = random_set(&random, vocabulary, in_a);
        struct wtw_shingles *b = random_set(&random, vocabulary, in_b);
        struct wtw_figures wanted = {0};
        struct wtw_figures figures;
        struct wtw_figures reversed;

        for (int word = 0; word < TOKENS_MAX; word++) {
            wanted.shared += in_a[word] && in_b[word];
            wanted.a_shingles += in_a[word];
            wanted.b_shingles += in_b[word];
        }
        memset(&figures, 0xff, sizeof figures);
        wtw_shingles_compare(a, b, &figures);
        wtw_shingles_compare(b, a, &reversed);
        check(memcmp(&figures, &wanted, sizeof wanted) == 0);
        check_number(reversed.shared, wanted.shared);
        check_number(reversed.a_shingles, wanted.b_shingles);
        check_number(reversed.b_shingles, wanted.a_shingles);
        check_number(figures.longest_passage_tokens, 0);
        check_number(figures.passage_tokens, 0);
        wtw_shingles_free(a);
        wtw_shingles_free(b);
    }
}

Test(figures, jaccard_is_1_for_equal_sets_only)
{
    struct random_input random = random_begin(61);
    int equal_sets = 0;

    for (int round = 0; round < 3000; round++) {
        bool in_a[TOKENS_MAX];
        bool in_b[TOKENS_MAX];
        struct wtw_shingles *a = random_set(&random, 3, in_a);
        struct wtw_shingles *b = random_set(&random, 4, in_b);
        struct wtw_figures figures;
        bool are_equal = memcmp(in_a, in_b, sizeof in_a) == 0;
        bool is_empty = wtw_shingles_count(a) == 0;

        wtw_shingles_compare(a, b, &figures);
        check((wtw_jaccard(&figures) == 1) == (are_equal && !is_empty));
        check(wtw_jaccard(&figures) >= 0 && wtw_jaccard(&figures) <= 1);
        equal_sets += are_equal;
        wtw_shingles_free(a);
        wtw_shingles_free(b);
    }
    check(equal_sets > 5);
}
