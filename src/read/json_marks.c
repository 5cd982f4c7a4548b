/*
 * json_marks.c - the bytes of a string that end a row of plain ones
 *
 * Every byte of a corpus is looked at here once when it is read and once more when it is
 * unescaped. The scalar loop, of which compilers make vector code, takes eight times the
 * instructions of the vectors' own comparisons.
 */
#include "read/json_marks.h"

#include "base/byte_bits.h"

#include <stdbool.h>

/*
 * A quote (0x22) trades places with a space by an exclusive or with 2, and is then just
 * above the control characters. Numbers that are 0 for what is looked for have the least
 * of them taken, as vectors know a minimum of bytes, and compilers make more of it than of
 * two comparisons.
 */
static uint64_t mark_scalar(const char *block)
{
    const unsigned char *bytes = (const unsigned char *)block;
    unsigned char marks[WTW_BLOCK_BYTES];

    for (size_t i = 0; i < WTW_BLOCK_BYTES; i++) {
        unsigned char moved = bytes[i] ^ 0x02;
        unsigned char low = moved > 0x20 ? (unsigned char)(moved - 0x20) : 0;
        unsigned char backslash = bytes[i] ^ '\\';
        unsigned char least = low < backslash ? low : backslash;

        marks[i] = least ? 0 : 0xFF;
    }
    return wtw_bits_of_block(marks);
}

struct wtw_json_marker wtw_json_marker_scalar(void)
{
    return (struct wtw_json_marker){mark_scalar};
}

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

__attribute__((target("avx2"))) static uint32_t mark_half(const char *half)
{
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)half);
    __m256i controls = _mm256_set1_epi8(0x1F);
    __m256i marks =
        _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')),
                                        _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'))),
                        _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, controls), bytes));

    return (uint32_t)_mm256_movemask_epi8(marks);
}

__attribute__((target("avx2"))) static uint64_t mark_avx2(const char *block)
{
    return mark_half(block) | (uint64_t)mark_half(block + 32) << 32;
}

__attribute__((target("avx512f,avx512bw"))) static uint64_t mark_avx512(const char *block)
{
    __m512i bytes = _mm512_loadu_si512(block);

    return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')) |
           _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\')) |
           _mm512_cmplt_epu8_mask(bytes, _mm512_set1_epi8(0x20));
}

struct wtw_json_marker wtw_json_marker_avx2(void)
{
    return (struct wtw_json_marker){__builtin_cpu_supports("avx2") ? mark_avx2 : NULL};
}

struct wtw_json_marker wtw_json_marker_avx512(void)
{
    bool runs_here =
        __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");

    return (struct wtw_json_marker){runs_here ? mark_avx512 : NULL};
}

#else

struct wtw_json_marker wtw_json_marker_avx2(void)
{
    return (struct wtw_json_marker){NULL};
}

struct wtw_json_marker wtw_json_marker_avx512(void)
{
    return (struct wtw_json_marker){NULL};
}

#endif

struct wtw_json_marker wtw_json_marker_best(void)
{
    struct wtw_json_marker marker = wtw_json_marker_avx512();

    if (!marker.mark)
        marker = wtw_json_marker_avx2();
    return marker.mark ? marker : wtw_json_marker_scalar();
}
