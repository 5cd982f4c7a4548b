/*
 * odd_sketch.c - 512 parity bits of a set
 *
 * Two odd sketches differ in the bits that an odd number of unshared shingles hash to
 * (Mitzenmacher, Pagh, Pham, WWW 2014). With d unshared shingles over m bits the expected
 * distance is z = m (1 - (1 - 2/m)^d) / 2, so d is about -m/2 ln(1 - 2z/m). Above about
 * 1000 unshared shingles every bit is a coin; the sketch then still says that d is at
 * least some hundreds, which is enough to refuse pairs of ordinary articles without
 * reading their texts.
 *
 * The floor of d for a distance z is the estimate at z - 6 s, where s = sqrt(m)/2 is the
 * largest standard deviation that z can have (that of m coins). Six of them: one wrong
 * refusal in 10^9.
 */
#include "sketch/odd_sketch.h"

#include "base/failure.h"
#include "sketch/kernels.h"
#include "sketch/signature.h"

#include <math.h>

enum wtw_status wtw_odd_sketch_make(const uint64_t *shingles, size_t shingle_count,
                                    uint64_t seed, const char *kernel,
                                    uint64_t *out_words, struct wtw_error *error)
{
    const struct wtw_kernel *chosen = NULL;

    WTW_TRY(wtw_kernel_find(kernel, &chosen, error));
    chosen->make_odd_sketch(shingles, shingle_count, wtw_seed_multiplier(seed),
                            out_words);
    return WTW_OK;
}

/*
 * Bits are counted in each byte of a word by sums of neighbours (Warren, Hacker's
 * Delight, 5-1), and the words' bytes added up, 8 times 8 at most. A builtin for it is a
 * call for each word on processors as old as the plain build has to run on.
 */
uint32_t wtw_odd_sketch_distance(const uint64_t *a, const uint64_t *b)
{
    uint64_t sums = 0;

    for (int i = 0; i < WTW_ODD_SKETCH_WORDS; i++) {
        uint64_t bits = a[i] ^ b[i];

        bits -= bits >> 1 & UINT64_C(0x5555555555555555);
        bits = (bits & UINT64_C(0x3333333333333333)) +
               (bits >> 2 & UINT64_C(0x3333333333333333));
        sums += (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    }
    /* Up to 512 do not fit in a byte: neighbours are added before all are. */
    sums = (sums & UINT64_C(0x00ff00ff00ff00ff)) +
           (sums >> 8 & UINT64_C(0x00ff00ff00ff00ff));
    return (uint32_t)(sums * UINT64_C(0x0001000100010001) >> 48);
}

static double difference_at(double distance)
{
    double left = 1 - 2 * distance / WTW_ODD_SKETCH_BITS;

    return left > 0 ? -(WTW_ODD_SKETCH_BITS / 2.0) * log(left) : INFINITY;
}

double wtw_odd_sketch_difference(const uint64_t *a, const uint64_t *b)
{
    return difference_at(wtw_odd_sketch_distance(a, b));
}

void wtw_odd_sketch_floors_make(uint32_t *out_floors)
{
    double slack = 6 * sqrt(WTW_ODD_SKETCH_BITS) / 2;

    for (int z = 0; z <= WTW_ODD_SKETCH_BITS; z++) {
        double lowest = z - slack;

        /* Beyond half the bits the sketch says no more than at half of them. */
        if (lowest > WTW_ODD_SKETCH_BITS / 2.0 - slack)
            lowest = WTW_ODD_SKETCH_BITS / 2.0 - slack;
        out_floors[z] = lowest > 0 ? (uint32_t)difference_at(lowest) : 0;
    }
}
