/*
 * test_sizes.c - sums and products of sizes, at the edge of what fits
 */
#include "base/sizes.h"
#include "check.h"

Test(sizes, a_sum_that_fits_is_given)
{
    size_t sum = 0;

    check(wtw_size_add(2, 3, &sum) && sum == 5);
    check(wtw_size_add(0, 0, &sum) && sum == 0);
    check(wtw_size_add(SIZE_MAX - 1, 1, &sum) && sum == SIZE_MAX);
    check(wtw_size_add(0, SIZE_MAX, &sum) && sum == SIZE_MAX);
}

Test(sizes, a_sum_that_does_not_fit_is_refused_and_leaves_the_result_alone)
{
    size_t sum = 77;

    check(!wtw_size_add(SIZE_MAX, 1, &sum));
    check(!wtw_size_add(1, SIZE_MAX, &sum));
    check(!wtw_size_add(SIZE_MAX / 2 + 1, SIZE_MAX / 2 + 1, &sum));
    check(sum == 77);
}

Test(sizes, a_product_that_fits_is_given)
{
    size_t product = 0;

    check(wtw_size_multiply(6, 7, &product) && product == 42);
    check(wtw_size_multiply(SIZE_MAX, 1, &product) && product == SIZE_MAX);
    check(wtw_size_multiply(1, SIZE_MAX, &product) && product == SIZE_MAX);
    check(wtw_size_multiply(SIZE_MAX, 0, &product) && product == 0);
    check(wtw_size_multiply(0, SIZE_MAX, &product) && product == 0);
    /* SIZE_MAX is 2^64 - 1 = 3 * 5 * 17 * 257 * 641 * 65537 * 6700417 */
    check(wtw_size_multiply(SIZE_MAX / 641, 641, &product) && product == SIZE_MAX);
}

Test(sizes, a_product_that_does_not_fit_is_refused_and_leaves_the_result_alone)
{
    size_t product = 77;

    check(!wtw_size_multiply(SIZE_MAX, 2, &product));
    check(!wtw_size_multiply(2, SIZE_MAX / 2 + 1, &product));
    check(!wtw_size_multiply((size_t)1 << 32, (size_t)1 << 32, &product));
    check(product == 77);
}
