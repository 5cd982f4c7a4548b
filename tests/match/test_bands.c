/*
 * test_bands.c - from a threshold to bands and rows, and from slots to keys
 */
#include "check.h"
#include "random_input.h"
#include "sketch/known_answers.h"

#include "match/bands.h"

#include <math.h>

static void check_choice(double threshold, double recall, uint32_t slot_count,
                         uint32_t wanted_bands, uint32_t wanted_rows)
{
    struct wtw_error error = {0};
    uint32_t bands = 0;
    uint32_t rows = 0;

    check_ok(wtw_bands_choose(threshold, recall, slot_count, &bands, &rows, &error),
             &error);
    cr_assert(bands == wanted_bands && rows == wanted_rows,
              "threshold %g, recall %g, %u slots: %u x %u, not %u x %u", threshold,
              recall, slot_count, bands, rows, wanted_bands, wanted_rows);
}

/*
 * By hand, with 128 slots. Threshold .5: 42 bands of 3 reach 1 - .875^42 = .9963, 32 of 4
 * only 1 - .9375^32 = .873. Threshold .8: 21 of 6 reach 1 - .737856^21 = .9983, 18 of 7
 * only 1 - .7902848^18 = .9856. Threshold .1: 64 of 2 reach 1 - .99^64 = .474, 128 of 1
 * reach 1 - .9^128. Threshold .01: even 128 of 1 reach only .724, and have to do.
 */
Test(bands, are_chosen_as_by_hand)
{
    check_choice(.5, .995, 128, 42, 3);
    check_choice(.8, .995, 128, 21, 6);
    check_choice(.8, .98, 128, 18, 7);
    check_choice(.1, .995, 128, 128, 1);
    check_choice(.01, .995, 128, 128, 1);
    check_choice(1, .995, 128, 1, 128);
    check_choice(1, .995, 16, 1, 16);
    check_choice(.5, .995, 1024, 204, 5);
    check_choice(.5, 1.0 / 65536, 16, 1, 16); /* reached, not exceeded */
}

/* The recall without pow(): multiplied out. */
static double plain_recall(uint32_t bands, uint32_t rows, double jaccard)
{
    double band = 1;
    double none = 1;

    for (uint32_t i = 0; i < rows; i++)
        band *= jaccard;
    for (uint32_t i = 0; i < bands; i++)
        none *= 1 - band;
    return 1 - none;
}

Test(bands, are_the_most_rows_that_reach_the_recall)
{
    static const uint32_t slot_counts[] = {16, 32, 64, 128, 256, 512, 1024};
    static const double recalls[] = {.001, .1, .5, .9, .98, .995, .9999, .999999};

    for (size_t s = 0; s < 7; s++) {
        for (size_t r = 0; r < 8; r++) {
            for (int percent = 1; percent < 100; percent += 2) {
                double threshold = percent / 100.0;
                uint32_t best = 1;

                for (uint32_t rows = 2; rows <= slot_counts[s]; rows++)
                    if (plain_recall(slot_counts[s] / rows, rows, threshold) >=
                        recalls[r])
                        best = rows;
                check_choice(threshold, recalls[r], slot_counts[s], slot_counts[s] / best,
                             best);
            }
        }
    }
}

Test(bands, recall_is_the_closed_form)
{
    for (uint32_t bands = 1; bands <= 128; bands += 9)
        for (uint32_t rows = 1; rows <= 16; rows++)
            for (double jaccard = 0; jaccard <= 1; jaccard += 1.0 / 64)
                check_real(wtw_bands_recall(bands, rows, jaccard),
                           plain_recall(bands, rows, jaccard), 1e-12);
    check_real(wtw_bands_recall(42, 3, 0), 0, 0);
    check_real(wtw_bands_recall(42, 3, 1), 1, 0);
}

/* Share of random pairs of sets of that many members that share a band key. */
static double share_of_candidates(struct random_input *random, uint32_t shared,
                                  uint32_t only, uint32_t bands, uint32_t rows,
                                  uint32_t pairs)
{
    uint32_t found = 0;

    for (uint32_t pair = 0; pair < pairs; pair++) {
        uint64_t members[900];
        uint32_t slots[128];
        uint32_t a[128];
        uint32_t b[128];
        uint32_t equal = 0;

        random_fill(random, members, shared + 2 * only);
        check_ok(wtw_signature_make(members, shared + only, 0, NULL, slots, 128, NULL),
                 &(struct wtw_error){0});
        wtw_bands_keys(slots, bands, rows, a);
        check_ok(
            wtw_signature_make(members + only, shared + only, 0, NULL, slots, 128, NULL),
            &(struct wtw_error){0});
        wtw_bands_keys(slots, bands, rows, b);
        for (uint32_t band = 0; band < bands; band++)
            equal += a[band] == b[band];
        found += equal > 0;
    }
    return (double)found / pairs;
}

Test(bands, random_pairs_share_a_band_as_often_as_the_closed_form_says)
{
    static const struct {
        uint32_t shared, only, bands, rows;
    } table[] = {{150, 75, 42, 3}, {100, 100, 42, 3}, {60, 120, 42, 3}, {8, 4, 42, 3},
                 {3, 3, 42, 3},    {240, 30, 21, 6},  {200, 50, 21, 6}, {40, 130, 64, 2}};
    struct random_input random = random_begin(50);
    enum { PAIRS = 2500 };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        double jaccard = table[i].shared / (table[i].shared + 2.0 * table[i].only);
        double wanted = plain_recall(table[i].bands, table[i].rows, jaccard);
        double got = share_of_candidates(&random, table[i].shared, table[i].only,
                                         table[i].bands, table[i].rows, PAIRS);
        double sigma = sqrt(wanted * (1 - wanted) / PAIRS);

        cr_assert(fabs(got - wanted) < 4 * sigma + .02,
                  "jaccard %.3f, %u x %u: %.4f of the pairs, not %.4f", jaccard,
                  table[i].bands, table[i].rows, got, wanted);
    }
}

Test(bands, arguments_out_of_range_are_refused_and_nothing_is_written)
{
    static const struct {
        double threshold, recall;
        uint32_t slot_count;
    } table[] = {{0, .9, 128},  {-.5, .9, 128}, {1.01, .9, 128}, {NAN, .9, 128},
                 {.5, 0, 128},  {.5, 1, 128},   {.5, 1.5, 128},  {.5, NAN, 128},
                 {.5, -1, 128}, {.5, .9, 0},    {.5, .9, 8},     {.5, .9, 100},
                 {.5, .9, 2048}};

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct wtw_error error = {0};
        uint32_t bands = 77;
        uint32_t rows = 77;

        check_status(wtw_bands_choose(table[i].threshold, table[i].recall,
                                      table[i].slot_count, &bands, &rows, &error),
                     WTW_BAD_ARGUMENT);
        check(error.words[0] != '\0');
        check_number(bands, 77);
        check_number(rows, 77);
    }
}

Test(bands, keys_are_those_of_scheme_1)
{
    struct wtw_error error = {0};
    struct wtw_shingles *shingles = NULL;
    uint64_t tokens[42];
    uint32_t slots[128];
    uint32_t keys[42];

    check_number(WTW_SCHEME, KNOWN_SCHEME);
    for (size_t i = 0; i < 42; i++)
        tokens[i] = known_token(i);
    check_ok(wtw_shingles_new(&shingles, &error), &error);
    check_ok(wtw_shingles_make(shingles, tokens, 42, 3, &error), &error);
    check_ok(wtw_signature_make(wtw_shingles_items(shingles),
                                wtw_shingles_count(shingles), 0, NULL, slots, 128,
                                &error),
             &error);
    wtw_bands_keys(slots, 42, 3, keys);
    check(memcmp(keys, known_band_keys_of_3_rows, sizeof known_band_keys_of_3_rows) == 0);
    wtw_bands_keys(slots, 32, 4, keys);
    check(memcmp(keys, known_band_keys_of_4_rows, sizeof known_band_keys_of_4_rows) == 0);
    wtw_shingles_free(shingles);
}

Test(bands, a_slot_changes_the_key_of_its_own_band_only)
{
    uint32_t slots[128];
    uint32_t before[42];
    uint32_t after[42];

    for (uint32_t i = 0; i < 128; i++)
        slots[i] = i * i + 1;
    wtw_bands_keys(slots, 42, 3, before);
    for (uint32_t slot = 0; slot < 128; slot++) {
        slots[slot] ^= 1;
        wtw_bands_keys(slots, 42, 3, after);
        slots[slot] ^= 1;
        for (uint32_t band = 0; band < 42; band++)
            check((before[band] == after[band]) == (slot / 3 != band));
    }
}

Test(bands, slots_of_equal_sum_do_not_share_a_key)
{
    uint32_t slots[6] = {1, 2, 3, 3, 2, 1};
    uint32_t shifted[6] = {2, 2, 2, 0, 3, 3};
    uint32_t keys[4];

    wtw_bands_keys(slots, 2, 3, keys);
    wtw_bands_keys(shifted, 2, 3, keys + 2);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < i; j++)
            check(keys[i] != keys[j]);
}
