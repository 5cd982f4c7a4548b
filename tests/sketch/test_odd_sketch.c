/*
 * test_odd_sketch.c - 512 parity bits of a set
 */
#include "check.h"
#include "random_input.h"
#include "sketch/known_answers.h"

#include "sketch/odd_sketch.h"

#include <math.h>

enum { SET_MAX = 3000 };

static void sketch(const uint64_t *shingles, size_t count, uint64_t seed,
                   uint64_t *out_words)
{
    struct wtw_error error = {0};

    check_ok(wtw_odd_sketch_make(shingles, count, seed, NULL, out_words, &error), &error);
}

static void check_known(size_t count, uint64_t seed, const uint64_t *wanted)
{
    struct wtw_error error = {0};
    struct wtw_shingles *shingles = NULL;
    static uint64_t tokens[5000];
    uint64_t words[WTW_ODD_SKETCH_WORDS];

    for (size_t i = 0; i < count + 2; i++)
        tokens[i] = known_token(i);
    check_ok(wtw_shingles_new(&shingles, &error), &error);
    check_ok(wtw_shingles_make(shingles, tokens, count + 2, 3, &error), &error);
    sketch(wtw_shingles_items(shingles), count, seed, words);
    check(memcmp(words, wanted, sizeof words) == 0);
    wtw_shingles_free(shingles);
}

Test(odd_sketch, bits_are_those_of_scheme_1)
{
    check_number(WTW_SCHEME, KNOWN_SCHEME);
    check_known(5, 0, known_odd_sketch_of_5);
    check_known(40, 42, known_odd_sketch_of_40);
    check_known(4998, 0, known_odd_sketch_of_4998);
}

Test(odd_sketch, an_empty_set_gives_zeros)
{
    uint64_t words[WTW_ODD_SKETCH_WORDS];

    memset(words, 0xaa, sizeof words);
    sketch(NULL, 0, 3, words);
    for (int i = 0; i < WTW_ODD_SKETCH_WORDS; i++)
        check(words[i] == 0);
}

Test(odd_sketch, one_shingle_sets_one_bit_and_twice_the_same_none)
{
    uint64_t shingles[2] = {0x0123456789abcdef, 0x0123456789abcdef};
    uint64_t none[WTW_ODD_SKETCH_WORDS] = {0};
    uint64_t words[WTW_ODD_SKETCH_WORDS];

    sketch(shingles, 1, 9, words);
    check_number(wtw_odd_sketch_distance(words, none), 1);
    sketch(shingles, 2, 9, words);
    check_number(wtw_odd_sketch_distance(words, none), 0);
}

Test(odd_sketch, what_two_sets_share_cancels_out)
{
    struct random_input random = random_begin(20);
    uint64_t members[900];
    uint64_t none[WTW_ODD_SKETCH_WORDS] = {0};
    uint64_t a[WTW_ODD_SKETCH_WORDS];
    uint64_t b[WTW_ODD_SKETCH_WORDS];
    uint64_t only[WTW_ODD_SKETCH_WORDS];

    random_fill(&random, members, 900);
    sketch(members, 700, 1, a);
    sketch(members + 200, 500, 1, b);
    sketch(members, 200, 1, only);
    check_number(wtw_odd_sketch_distance(a, b), wtw_odd_sketch_distance(only, none));
    check(wtw_odd_sketch_distance(a, b) > 0);
}

Test(odd_sketch, distance_counts_the_bits_that_differ)
{
    uint64_t a[WTW_ODD_SKETCH_WORDS] = {0, 1, 3, UINT64_MAX, 0, 0, 0, 0xf0};
    uint64_t b[WTW_ODD_SKETCH_WORDS] = {0, 0, 1, 0, 0, 0, 0, 0x0f};

    check_number(wtw_odd_sketch_distance(a, b), 0 + 1 + 1 + 64 + 8);
    check_number(wtw_odd_sketch_distance(b, a), 74);
    check_number(wtw_odd_sketch_distance(a, a), 0);
}

/* -256 ln(1 - 2z/512), worked out apart from the library. */
Test(odd_sketch, difference_follows_the_formula_and_is_infinite_when_saturated)
{
    static const struct {
        int bits;
        double wanted;
    } table[] = {{0, 0},          {1, 1.0019582},  {64, 73.6466},
                 {128, 177.4457}, {200, 389.0754}, {255, 1419.5654}};
    uint64_t none[WTW_ODD_SKETCH_WORDS] = {0};

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        uint64_t words[WTW_ODD_SKETCH_WORDS] = {0};

        for (int bit = 0; bit < table[i].bits; bit++)
            words[bit / 64] |= (uint64_t)1 << bit % 64;
        check_real(wtw_odd_sketch_difference(words, none), table[i].wanted, 1e-3);
        check_real(wtw_odd_sketch_difference(none, words), table[i].wanted, 1e-3);
    }
    for (int bits = 256; bits <= 512; bits += 32) {
        uint64_t words[WTW_ODD_SKETCH_WORDS] = {0};

        for (int bit = 0; bit < bits; bit++)
            words[bit / 64] |= (uint64_t)1 << bit % 64;
        check(isinf(wtw_odd_sketch_difference(words, none)));
    }
}

/*
 * The distance z of d unshared members: each bit is the parity of a binomial number, so
 * E z = m (1 - (1 - 2/m)^d) / 2, and the variance follows from pairs of bits.
 */
Test(odd_sketch, distances_of_random_pairs_lie_where_theory_puts_them)
{
    static const uint32_t differences[] = {1, 5, 20, 60, 150, 300, 700, 2000};
    static uint64_t members[SET_MAX];
    struct random_input random = random_begin(21);
    const double m = WTW_ODD_SKETCH_BITS;
    enum { PAIRS = 600 };

    for (size_t i = 0; i < sizeof differences / sizeof differences[0]; i++) {
        uint32_t d = differences[i];
        double mean = m * (1 - pow(1 - 2 / m, d)) / 2;
        double variance = m / 4 * (1 - pow(1 - 4 / m, d)) +
                          m * m / 4 * (pow(1 - 4 / m, d) - pow(1 - 2 / m, 2 * d));
        double sigma = sqrt(variance > .01 ? variance : .01);
        double sum = 0;

        for (int pair = 0; pair < PAIRS; pair++) {
            uint64_t a[WTW_ODD_SKETCH_WORDS];
            uint64_t b[WTW_ODD_SKETCH_WORDS];
            uint32_t distance = 0;

            random_fill(&random, members, d + 100);
            sketch(members, d / 2 + 100, 0, a);
            sketch(members + d / 2, 100 + d - d / 2, 0, b);
            distance = wtw_odd_sketch_distance(a, b);
            sum += distance;
            cr_assert(fabs(distance - mean) < 7 * sigma + 4, "%u unshared: distance %u",
                      d, distance);
        }
        cr_assert(fabs(sum / PAIRS - mean) < 4 * sigma / sqrt(PAIRS),
                  "%u unshared: mean distance %.2f, not %.2f", d, sum / PAIRS, mean);
    }
}

Test(odd_sketch, floors_never_exceed_the_truth_in_100000_random_pairs)
{
    static uint64_t members[SET_MAX];
    uint32_t floors[WTW_ODD_SKETCH_BITS + 1];
    struct random_input random = random_begin(22);

    wtw_odd_sketch_floors_make(floors);
    for (int pair = 0; pair < 100000; pair++) {
        uint32_t limit = random_chance(&random, .1) ? 1500 : 400;
        uint32_t d = random_below(&random, limit);
        uint32_t shared = random_below(&random, 20);
        uint64_t a[WTW_ODD_SKETCH_WORDS];
        uint64_t b[WTW_ODD_SKETCH_WORDS];
        uint32_t distance = 0;

        random_fill(&random, members, d + shared);
        sketch(members, d / 3 + shared, 0, a);
        sketch(members + d / 3, shared + d - d / 3, 0, b);
        distance = wtw_odd_sketch_distance(a, b);
        cr_assert(floors[distance] <= d, "%u unshared, distance %u: floor %u", d,
                  distance, floors[distance]);
    }
}

Test(odd_sketch, floors_rise_with_the_distance_and_refuse_what_is_far_apart)
{
    uint32_t floors[WTW_ODD_SKETCH_BITS + 1];

    wtw_odd_sketch_floors_make(floors);
    check_number(floors[0], 0);
    for (int z = 1; z <= WTW_ODD_SKETCH_BITS; z++)
        check(floors[z] >= floors[z - 1]);
    check(floors[256] >= 300);
    check(floors[256] < 1000);
    check_number(floors[512], floors[256]);
}

/* Words of few bits, of half of them and of nearly all, so that every sum of bits comes up
 * to the largest. */
Test(odd_sketch, distances_are_the_bits_that_differ_counted_one_by_one)
{
    static const double shares[] = {0, .01, .5, .99, 1};
    struct random_input random = random_begin(23);

    for (int round = 0; round < 20000; round++) {
        uint64_t a[WTW_ODD_SKETCH_WORDS];
        uint64_t b[WTW_ODD_SKETCH_WORDS];
        uint32_t wanted = 0;

        for (int i = 0; i < WTW_ODD_SKETCH_WORDS; i++) {
            double share = shares[random_below(&random, 5)];

            a[i] = b[i] = random_next(&random);
            for (int bit = 0; bit < 64; bit++) {
                bool differs = random_chance(&random, round % 7 ? share : 1);

                b[i] ^= (uint64_t)differs << bit;
                wanted += differs;
            }
        }
        check_number(wtw_odd_sketch_distance(a, b), wanted);
    }
}

Test(odd_sketch, an_unknown_kernel_is_refused)
{
    uint64_t shingle = 1;
    uint64_t words[WTW_ODD_SKETCH_WORDS] = {77};
    struct wtw_error error = {0};

    check_status(wtw_odd_sketch_make(&shingle, 1, 0, "abacus", words, &error),
                 WTW_BAD_ARGUMENT);
    check(strstr(error.words, "abacus") != NULL);
    check(words[0] == 77);
}
