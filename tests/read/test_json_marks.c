/*
 * test_json_marks.c - every way to mark a block, against a loop that looks at each byte
 */
#include "check.h"
#include "random_input.h"

#include "read/json_marks.h"

static uint64_t plain_marks(const char *block)
{
    uint64_t marks = 0;

    for (int i = 0; i < 64; i++)
        if (block[i] == '"' || block[i] == '\\' || (unsigned char)block[i] < 32)
            marks += UINT64_C(1) << i;
    return marks;
}

static void check_marker(struct wtw_json_marker marker, const char *block)
{
    if (marker.mark)
        check_number(marker.mark(block), plain_marks(block));
}

static void check_all(const char *block)
{
    check(wtw_json_marker_best().mark != NULL);
    check_marker(wtw_json_marker_best(), block);
    check_marker(wtw_json_marker_scalar(), block);
    check_marker(wtw_json_marker_avx2(), block);
    check_marker(wtw_json_marker_avx512(), block);
}

Test(json_marks, mark_every_value_of_a_byte_at_every_place)
{
    char block[64];

    for (int value = 0; value < 256; value++) {
        for (size_t place = 0; place < sizeof block; place++) {
            memset(block, 'x', sizeof block);
            block[place] = (char)value;
            check_all(block);
        }
    }
}

Test(json_marks, mark_blocks_of_random_bytes)
{
    struct random_input random = random_begin(21);
    char block[64];

    for (int round = 0; round < 10000; round++) {
        for (size_t i = 0; i < sizeof block; i++)
            block[i] = (char)random_below(&random, round % 2 ? 256 : 64);
        check_all(block);
    }
}
