/*
 * test_even_crowds.c - linkage where all are equally near to all, and soon enough
 */
#include "check.h"
#include "random_input.h"

#include "cluster/linkage.h"

#include <stdlib.h>
#include <time.h>

enum { CROWD = 2000, CROWD_TIES = CROWD * (CROWD - 1) / 2 };

/* Of processor time: ten times what is needed; with sanitizers, five times. */
enum { CROWD_SECONDS = 15 };

static double seconds_since(clock_t begin)
{
    return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

/* All are equally near to all. Were the lowest number preferred, everybody would choose
 * the same neighbour, and each of 2,000 rounds would unite one pair. */
static void check_even_crowd(uint32_t articles, uint32_t partner_limit)
{
    static uint64_t content_hashes[CROWD];
    static uint32_t roots[CROWD];
    const struct wtw_linkage linkage = {articles, content_hashes, .25, partner_limit};
    struct wtw_tie *ties = malloc(CROWD_TIES * sizeof ties[0]);
    struct random_input random = random_begin(305);
    struct wtw_error error = {0};
    size_t count = 0;
    clock_t begin = 0;

    cr_assert(ties != NULL);
    random_fill(&random, content_hashes, articles);
    for (uint32_t x = 0; x < articles; x++)
        for (uint32_t y = x + 1; y < articles; y++)
            ties[count++] = (struct wtw_tie){x, y, 600};
    begin = clock();
    check_ok(wtw_linkage_make(&linkage, ties, count, roots, &error), &error);
    cr_assert(seconds_since(begin) < CROWD_SECONDS, "%.1f s", seconds_since(begin));
    for (uint32_t member = 0; member < articles; member++)
        check_number(roots[member], 0);
    free(ties);
}

Test(even_crowds, an_even_crowd_of_2000_is_one_and_soon)
{
    check_even_crowd(CROWD, 1000000);
    check_even_crowd(CROWD, 16);
}

Test(even_crowds, an_even_crowd_is_one_under_the_lowest_limit)
{
    check_even_crowd(300, 1);
    check_even_crowd(300, 2);
}
