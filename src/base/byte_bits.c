/*
 * byte_bits.c - one bit for each of 64 bytes: the rows' bits
 */
#include "base/byte_bits.h"

#define EIGHT(bit) bit, bit, bit, bit, bit, bit, bit, bit

const unsigned char wtw_row_bits[WTW_BLOCK_BYTES] = {
    EIGHT(1), EIGHT(2), EIGHT(4), EIGHT(8), EIGHT(16), EIGHT(32), EIGHT(64), EIGHT(128)};
