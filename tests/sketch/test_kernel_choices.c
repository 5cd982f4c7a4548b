/*
 * test_kernel_choices.c - least of a window, and up to a bound: every kernel against
 * loops that look at each hash alone
 */
#include "random_input.h"
#include "sketch/each_kernel.h"

enum { SHINGLES_MAX = 2100, STEP = 5, WINDOW = 24 };

/* Bits 48 to 63 of the two halves of a shingle exchanged, and the fifth after it added. */
static uint32_t plain_order(const uint64_t *shingles, size_t i)
{
    uint64_t turned = shingles[i] / 4294967296u + shingles[i] % 4294967296u * 4294967296u;

    return (uint32_t)((turned + shingles[i + STEP]) / 281474976710656u);
}

static bool is_least_from(const uint32_t *orders, size_t begin, size_t place)
{
    for (size_t i = begin; i < begin + WINDOW; i++)
        if (orders[i] < orders[place])
            return false;
    return true;
}

static bool is_least_somewhere(const uint32_t *orders, size_t count, size_t place)
{
    for (size_t begin = 0; begin + WINDOW <= count; begin++)
        if (begin <= place && place < begin + WINDOW &&
            is_least_from(orders, begin, place))
            return true;
    return false;
}

static void check_least(const struct wtw_kernel *kernel, const uint64_t *shingles,
                        size_t count)
{
    static uint32_t orders[SHINGLES_MAX];
    struct guarded input = guarded_make(SHINGLES_MAX * sizeof(uint64_t));
    struct guarded output =
        guarded_make((SHINGLES_MAX + WTW_PLACES_SPARE) * sizeof(uint32_t));
    uint32_t *places =
        guarded_end(&output, (count + WTW_PLACES_SPARE) * sizeof places[0]);
    size_t found =
        kernel->find_least(guarded_copy(&input, shingles, count), count, places);
    size_t wanted = 0;

    for (size_t i = 0; i < count - STEP; i++)
        orders[i] = plain_order(shingles, i);
    for (size_t i = 0; i < count - STEP; i++) {
        if (!is_least_somewhere(orders, count - STEP, i))
            continue;
        cr_assert(wanted < found && places[wanted] == i, "%s: place %zu of %zu",
                  kernel->name, i, count);
        wanted++;
    }
    cr_assert(found == wanted, "%s: %zu of %zu, wanted %zu", kernel->name, found, count,
              wanted);
    guarded_release(&input);
    guarded_release(&output);
}

/* Hashes with 'kinds' different orders, so that few kinds make ties in every window. */
static void fill_shingles(struct random_input *random, uint64_t *out_shingles,
                          size_t count, uint32_t kinds)
{
    for (size_t i = 0; i < count; i++)
        out_shingles[i] = (uint64_t)(random_below(random, kinds) * (65536 / kinds)) << 16;
}

static void check_least_of_all_lengths(const struct wtw_kernel *kernel)
{
    static uint64_t shingles[SHINGLES_MAX];
    struct random_input random = random_begin(70);

    for (size_t count = WINDOW + STEP; count <= 200; count++) {
        random_fill(&random, shingles, count);
        check_least(kernel, shingles, count);
        fill_shingles(&random, shingles, count, 1 + (uint32_t)count % 5);
        check_least(kernel, shingles, count);
    }
    for (size_t count = 450; count <= 540; count++) {
        random_fill(&random, shingles, count);
        check_least(kernel, shingles, count);
    }
    for (size_t count = 900; count <= SHINGLES_MAX; count += 61) {
        random_fill(&random, shingles, count);
        check_least(kernel, shingles, count);
    }
}

Test(kernel_choices, every_kernel_finds_the_hashes_that_are_least_in_a_window)
{
    for_each_kernel(check_least_of_all_lengths);
}

/* Orders that rise, fall, and stand at either end of 16 bits. */
static void check_least_of_slopes(const struct wtw_kernel *kernel)
{
    static uint64_t shingles[600];

    for (size_t count = WINDOW + STEP; count <= 600; count += 13) {
        for (size_t i = 0; i < count; i++)
            shingles[i] = (uint64_t)i << 17;
        check_least(kernel, shingles, count);
        for (size_t i = 0; i < count; i++)
            shingles[i] = (uint64_t)(65535 - i) << 16;
        check_least(kernel, shingles, count);
        for (size_t i = 0; i < count; i++)
            shingles[i] = 0;
        check_least(kernel, shingles, count);
        for (size_t i = 0; i < count; i++)
            shingles[i] = UINT64_C(0xffff0000);
        check_least(kernel, shingles, count);
    }
}

Test(kernel_choices, rising_falling_and_extreme_hashes_are_no_different)
{
    for_each_kernel(check_least_of_slopes);
}

static void check_picks(const struct wtw_kernel *kernel, const uint64_t *shingles,
                        size_t count, uint64_t multiplier, uint64_t most)
{
    struct guarded input = guarded_make(SHINGLES_MAX * sizeof(uint64_t));
    struct guarded output =
        guarded_make((SHINGLES_MAX + WTW_HASHES_SPARE) * sizeof(uint64_t));
    uint64_t *hashes =
        guarded_end(&output, (count + WTW_HASHES_SPARE) * sizeof hashes[0]);
    size_t found = kernel->pick_up_to(guarded_copy(&input, shingles, count), count,
                                      multiplier, most, hashes);
    size_t wanted = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t hash = shingles[i] * multiplier;

        if (hash > most)
            continue;
        cr_assert(wanted < found && hashes[wanted] == hash, "%s: shingle %zu of %zu",
                  kernel->name, i, count);
        wanted++;
    }
    cr_assert(found == wanted, "%s: %zu of %zu, wanted %zu", kernel->name, found, count,
              wanted);
    guarded_release(&input);
    guarded_release(&output);
}

static void check_picks_of_all_lengths(const struct wtw_kernel *kernel)
{
    static uint64_t shingles[SHINGLES_MAX];
    struct random_input random = random_begin(71);

    for (size_t count = 0; count <= 150; count++) {
        uint64_t multiplier = random_next(&random) | 1;

        random_fill(&random, shingles, count);
        check_picks(kernel, shingles, count, multiplier, UINT64_MAX / 16);
        check_picks(kernel, shingles, count, multiplier, random_next(&random));
        check_picks(kernel, shingles, count, multiplier, UINT64_MAX);
        check_picks(kernel, shingles, count, multiplier, 0);
        check_picks(kernel, shingles, count, multiplier,
                    count ? shingles[count / 2] * multiplier : 0);
        check_picks(kernel, shingles, count, multiplier,
                    count ? shingles[count / 2] * multiplier - 1 : 0);
    }
    random_fill(&random, shingles, SHINGLES_MAX);
    check_picks(kernel, shingles, SHINGLES_MAX, 3, UINT64_C(1) << 63);
}

Test(kernel_choices, every_kernel_picks_the_products_up_to_a_bound)
{
    for_each_kernel(check_picks_of_all_lengths);
}
