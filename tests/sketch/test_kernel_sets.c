/*
 * test_kernel_sets.c - the distinct shingles of a text, and which of others are among
 * them: every kernel against loops over all pairs
 */
#include "random_input.h"
#include "sketch/each_kernel.h"

enum { FEW = 1024, SHINGLES_MAX = 2048 };

_Static_assert(SHINGLES_MAX == (int)WTW_PLACED_MAX, "as many as can be placed");

/* A place is the top 12 bits of a few shingles, the top 14 of more. */
static unsigned place_bits(size_t count)
{
    return count <= FEW ? 12 : 14;
}

static bool is_among(const uint64_t *numbers, size_t count, uint64_t wanted)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] == wanted)
            return true;
    return false;
}

static size_t plain_distinct(const uint64_t *numbers, size_t count,
                             uint64_t *out_distinct)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (!is_among(out_distinct, kept, numbers[i]))
            out_distinct[kept++] = numbers[i];
    return kept;
}

/* Of distinct numbers those that have their top 'bits' in common with an earlier one. */
static size_t plain_displaced(const uint64_t *distinct, size_t count, unsigned bits,
                              uint64_t *out_displaced)
{
    unsigned shift = 64 - bits;
    size_t displaced = 0;

    for (size_t i = 0; i < count; i++) {
        bool has_earlier = false;

        for (size_t j = 0; j < i && !has_earlier; j++)
            has_earlier = distinct[i] >> shift == distinct[j] >> shift;
        if (has_earlier)
            out_displaced[displaced++] = distinct[i];
    }
    return displaced;
}

/* A set whose every array ends at a page that cannot be touched. */
struct guarded_set {
    struct guarded in_order;
    struct guarded items;
    struct guarded first;
    struct guarded displaced;
    struct wtw_placed_shingles placed;
    uint64_t *kept;
    size_t kept_count;
};

/* Whatever is in the table before, it has to work. */
static void set_begin(struct guarded_set *set, struct random_input *random)
{
    size_t table_bytes = sizeof(uint16_t) << place_bits(SHINGLES_MAX);
    uint16_t *first = NULL;

    set->in_order = guarded_make(SHINGLES_MAX * sizeof(uint64_t));
    set->items = guarded_make(SHINGLES_MAX * sizeof(uint64_t));
    set->displaced = guarded_make(SHINGLES_MAX * sizeof(uint64_t));
    set->first = guarded_make(table_bytes);
    first = guarded_end(&set->first, table_bytes);
    for (size_t i = 0; i < table_bytes / sizeof first[0]; i++)
        first[i] = (uint16_t)random_next(random);
}

static void set_end(struct guarded_set *set)
{
    guarded_release(&set->in_order);
    guarded_release(&set->items);
    guarded_release(&set->displaced);
    guarded_release(&set->first);
}

static void set_fill(struct guarded_set *set, const struct wtw_kernel *kernel,
                     const uint64_t *shingles, size_t count)
{
    set->placed.in_order = guarded_copy(&set->in_order, shingles, count);
    set->placed.count = count;
    set->placed.first = guarded_end(&set->first, sizeof(uint16_t) << place_bits(count));
    set->placed.displaced =
        guarded_end(&set->displaced, count * sizeof set->placed.displaced[0]);
    set->kept = guarded_end(&set->items, count * sizeof set->kept[0]);
    set->kept_count = kernel->keep_first(&set->placed, set->kept);
}

static void check_set(struct guarded_set *set, const struct wtw_kernel *kernel,
                      const uint64_t *shingles, size_t count)
{
    static uint64_t distinct[SHINGLES_MAX];
    static uint64_t displaced[SHINGLES_MAX];
    size_t distinct_count = plain_distinct(shingles, count, distinct);
    size_t displaced_count =
        plain_displaced(distinct, distinct_count, place_bits(count), displaced);

    set_fill(set, kernel, shingles, count);
    cr_assert(set->kept_count == distinct_count, "%s: %zu of %zu", kernel->name,
              set->kept_count, count);
    check(memcmp(set->kept, distinct, distinct_count * sizeof distinct[0]) == 0);
    cr_assert(set->placed.displaced_count == displaced_count, "%s: %zu displaced of %zu",
              kernel->name, set->placed.displaced_count, count);
    check(memcmp(set->placed.displaced, displaced,
                 displaced_count * sizeof displaced[0]) == 0);
}

/* Shingles of which some repeat, and some share a place with others. */
static void fill_shingles(struct random_input *random, uint64_t *out_shingles,
                          size_t count, double repeats, double neighbours)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t other = i ? out_shingles[random_below(random, (uint32_t)i)] : 5;

        out_shingles[i] = random_next(random);
        if (random_chance(random, repeats))
            out_shingles[i] = other;
        else if (random_chance(random, neighbours))
            out_shingles[i] = (other >> 50 << 50) + (random_next(random) >> 14);
        out_shingles[i] += out_shingles[i] == 0;
    }
}

static void check_all_lengths(const struct wtw_kernel *kernel)
{
    static uint64_t shingles[SHINGLES_MAX];
    struct random_input random = random_begin(60);
    struct guarded_set set = {.kept_count = 0};

    set_begin(&set, &random);
    for (size_t count = 0; count <= 200; count++) {
        fill_shingles(&random, shingles, count, .05, .05);
        check_set(&set, kernel, shingles, count);
        fill_shingles(&random, shingles, count, .9, .9);
        check_set(&set, kernel, shingles, count);
    }
    for (size_t count = FEW - 10; count <= FEW + 10; count++) {
        fill_shingles(&random, shingles, count, .01, .01);
        check_set(&set, kernel, shingles, count);
    }
    for (size_t count = SHINGLES_MAX - 10; count <= SHINGLES_MAX; count++) {
        fill_shingles(&random, shingles, count, .01, .01);
        check_set(&set, kernel, shingles, count);
    }
    set_end(&set);
}

Test(kernel_sets, every_kernel_keeps_each_shingle_once_in_order_of_first_occurrence)
{
    for_each_kernel(check_all_lengths);
}

static void check_one_place_of(const struct wtw_kernel *kernel, size_t count)
{
    static uint64_t shingles[SHINGLES_MAX];
    struct random_input random = random_begin(61);
    struct guarded_set set = {.kept_count = 0};

    set_begin(&set, &random);
    for (size_t i = 0; i < count; i++)
        shingles[i] = ((uint64_t)77 << 50) + i * 3;
    check_set(&set, kernel, shingles, count);
    check_number(set.placed.displaced_count, count - 1);
    for (size_t i = 0; i < count; i++)
        shingles[i] = 9;
    check_set(&set, kernel, shingles, count);
    check_number(set.kept_count, 1);
    check_number(set.placed.displaced_count, 0);
    set_end(&set);
}

static void check_one_place(const struct wtw_kernel *kernel)
{
    check_one_place_of(kernel, FEW);
    check_one_place_of(kernel, SHINGLES_MAX);
}

Test(kernel_sets, all_shingles_in_one_place_and_one_shingle_all_over_are_kept_apart)
{
    for_each_kernel(check_one_place);
}

static void check_shared(struct guarded_set *set, const struct wtw_kernel *kernel,
                         const uint64_t *others, size_t count)
{
    struct guarded guarded = guarded_make(SHINGLES_MAX * sizeof(uint64_t));
    size_t wanted = 0;
    size_t found = 0;

    for (size_t i = 0; i < count; i++)
        wanted += is_among(set->kept, set->kept_count, others[i]);
    found =
        kernel->count_shared(&set->placed, guarded_copy(&guarded, others, count), count);
    cr_assert(found == wanted, "%s: %zu of %zu found among %zu, wanted %zu", kernel->name,
              found, count, set->kept_count, wanted);
    guarded_release(&guarded);
}

/* A part of the set, with numbers between, before and behind that are not in it or that
 * only share a place. */
static size_t fill_others(struct random_input *random, const struct guarded_set *set,
                          uint64_t *out_others)
{
    static uint64_t with_repeats[2 * SHINGLES_MAX];
    size_t count = 0;
    double strange = random_real(random) * .4;

    for (size_t i = 0; i < set->kept_count; i++) {
        if (random_chance(random, strange))
            with_repeats[count++] = random_next(random);
        if (random_chance(random, strange))
            with_repeats[count++] = set->kept[i] ^ 1;
        if (!random_chance(random, strange))
            with_repeats[count++] = set->kept[i];
    }
    if (random_chance(random, .3))
        random_shuffle(random, with_repeats, count);
    count = plain_distinct(with_repeats, count < SHINGLES_MAX ? count : SHINGLES_MAX,
                           out_others);
    return count;
}

static void check_shared_of_all_lengths(const struct wtw_kernel *kernel)
{
    static uint64_t shingles[SHINGLES_MAX];
    static uint64_t others[SHINGLES_MAX];
    struct random_input random = random_begin(62);
    struct guarded_set set = {.kept_count = 0};

    set_begin(&set, &random);
    for (size_t round = 0; round < 400; round++) {
        size_t most = round % 2 ? FEW : SHINGLES_MAX;
        size_t count = round < 390 ? round % 130 : most - round % 7;

        fill_shingles(&random, shingles, count, round % 2 ? .02 : .3,
                      round % 3 ? .02 : .5);
        set_fill(&set, kernel, shingles, count);
        check_shared(&set, kernel, others, fill_others(&random, &set, others));
        check_shared(&set, kernel, set.kept, set.kept_count);
        check_shared(&set, kernel, set.kept, set.kept_count / 2);
    }
    set_end(&set);
}

Test(kernel_sets, every_kernel_counts_what_a_set_shares_with_others)
{
    for_each_kernel(check_shared_of_all_lengths);
}

/* The table names shingles of an earlier, longer text, also such as this one has too. */
static void check_reuse(const struct wtw_kernel *kernel)
{
    static uint64_t shingles[SHINGLES_MAX];
    struct random_input random = random_begin(63);
    struct guarded_set set = {.kept_count = 0};

    set_begin(&set, &random);
    fill_shingles(&random, shingles, SHINGLES_MAX, .01, .01);
    for (size_t count = 1; count <= 64; count++) {
        set_fill(&set, kernel, shingles, SHINGLES_MAX);
        set_fill(&set, kernel, shingles + 500, count);
        check_shared(&set, kernel, shingles, 500 + count);
    }
    set_end(&set);
}

Test(kernel_sets, what_an_earlier_text_left_in_the_table_is_not_found)
{
    for_each_kernel(check_reuse);
}
