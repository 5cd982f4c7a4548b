/*
 * test_byte_bits.c - one bit for each of 64 bytes
 */
#include "check.h"
#include "random_input.h"

#include "base/byte_bits.h"

Test(byte_bits, bit_i_says_whether_byte_i_is_all_ones)
{
    struct random_input random = random_begin(180);

    for (int round = 0; round < 2000; round++) {
        uint64_t wanted = round < 64 ? UINT64_C(1) << round : random_next(&random);
        unsigned char bytes[WTW_BLOCK_BYTES];

        for (unsigned i = 0; i < WTW_BLOCK_BYTES; i++)
            bytes[i] = wanted >> i & 1 ? 0xFF : 0;
        check(wtw_bits_of_block(bytes) == wanted);
    }
}

Test(byte_bits, transposing_exchanges_rows_and_columns)
{
    for (unsigned row = 0; row < 8; row++)
        for (unsigned column = 0; column < 8; column++)
            check(wtw_transpose(UINT64_C(1) << (8 * row + column)) ==
                  UINT64_C(1) << (8 * column + row));
}

Test(byte_bits, the_first_byte_of_eight_is_the_lowest)
{
    const unsigned char bytes[] = {1, 2, 3, 4, 5, 6, 7, 0xF8};

    check(wtw_load_eight(bytes) == UINT64_C(0xF807060504030201));
}

Test(byte_bits, the_lowest_bit_is_found_whatever_is_above_it)
{
    for (unsigned bit = 0; bit < 64; bit++) {
        check_number(wtw_lowest_bit(UINT64_C(1) << bit), bit);
        check_number(wtw_lowest_bit(UINT64_MAX << bit), bit);
    }
}
