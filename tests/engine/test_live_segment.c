/*
 * test_live_segment.c - what an entry of a segment keeps of a key
 */
#include "check.h"
#include "engine/live_segment.h"

/* 2^18 + 5 texts from 7 on, two of which were joined: an entry has all that its key is. */
Test(live_segment, keys_of_the_lowest_and_the_highest_value_come_back)
{
    static const uint32_t keys[] = {0, 1, 15, 16, UINT32_C(1) << 31, UINT32_MAX};

    for (unsigned bits = WTW_LIVE_SEGMENT_BITS; bits <= WTW_LIVE_SEGMENT_BITS_MAX; bits++)
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
            for (int is_band = 0; is_band < 2; is_band++) {
                struct wtw_live_split split = wtw_live_split_of(bits, is_band);
                uint32_t distance = (UINT32_C(1) << bits) - 1;
                uint32_t entry = wtw_live_entry_of(split, bits, keys[i], distance);
                uint32_t start = keys[i] >> split.shift;
                uint64_t key = (uint64_t)start << split.shift | (uint64_t)(entry >> bits)
                                                                    << split.low;

                check(start < wtw_live_start_count(bits, is_band));
                check_number(entry & distance, distance);
                check_number(key, is_band ? keys[i] & ~UINT32_C(15) : keys[i]);
            }
}
