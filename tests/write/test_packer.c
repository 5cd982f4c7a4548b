/*
 * test_packer.c - bytes on their way into gzip or zstd
 *
 * What comes out is unpacked by the libraries' own functions for whole buffers.
 */
#include "base/faults.h"
#include "capture.h"

#include <zlib.h>
#include <zstd.h>

enum { TEXT_BYTES = 3000000 };

/* Text that packs, but not into a single piece: counted words with noise between them. */
static char *make_text(void)
{
    char *text = malloc(TEXT_BYTES);
    uint32_t noise = 1;

    for (size_t i = 0; i < TEXT_BYTES; i++) {
        noise = noise * 1664525 + 1013904223;
        text[i] = i % 3 ? "wire copy "[i % 10] : (char)(noise >> 24);
    }
    return text;
}

static void pack_text(enum wtw_packing packing, const char *text, size_t count,
                      size_t piece, struct capture *capture)
{
    struct wtw_packer *packer = NULL;
    struct wtw_error error = {0};

    capture_begin(capture);
    check_ok(wtw_packer_new(packing, &packer, &error), &error);
    wtw_out_pack(&capture->out, packer);
    for (size_t i = 0; i < count; i += piece)
        wtw_out_put(&capture->out, text + i, count - i < piece ? count - i : piece);
    wtw_out_end_packing(&capture->out);
    capture_end(capture);
    wtw_packer_free(packer);
}

static size_t unpack(enum wtw_packing packing, const struct capture *packed, char *out)
{
    if (packing == WTW_PACKING_ZSTD) {
        size_t count = ZSTD_decompress(out, TEXT_BYTES, packed->bytes, packed->count);

        cr_assert(!ZSTD_isError(count), "%s", ZSTD_getErrorName(count));
        return count;
    }
    z_stream gzip = {.next_in = (Bytef *)packed->bytes,
                     .avail_in = (uInt)packed->count,
                     .next_out = (Bytef *)out,
                     .avail_out = TEXT_BYTES};

    check(inflateInit2(&gzip, 31) == Z_OK);
    check(inflate(&gzip, Z_FINISH) == Z_STREAM_END);
    check(gzip.avail_in == 0);
    inflateEnd(&gzip);
    return TEXT_BYTES - gzip.avail_out;
}

Test(packer, gives_back_what_came_in_whatever_the_pieces)
{
    static const enum wtw_packing packings[] = {WTW_PACKING_GZIP, WTW_PACKING_ZSTD};
    static const size_t pieces[] = {7, 70000, TEXT_BYTES};
    static const size_t counts[] = {0, 1, TEXT_BYTES};
    char *text = make_text();
    char *back = malloc(TEXT_BYTES);

    for (int i = 0; i < 2 * 3 * 3; i++) {
        size_t count = counts[i / 2 % 3];
        struct capture packed;

        pack_text(packings[i % 2], text, count, pieces[i / 6], &packed);
        check(unpack(packings[i % 2], &packed, back) == count);
        check(memcmp(back, text, count) == 0);
        check(count < 2 || packed.count < count);
        capture_release(&packed);
    }
    free(back);
    free(text);
}

Test(packer, leaves_bytes_as_they_are_where_nothing_is_to_be_packed)
{
    struct capture plain;

    pack_text(WTW_PACKING_NONE, "as it is", 8, 3, &plain);
    check_string(plain.bytes, "as it is");
    capture_release(&plain);
}

Test(packer, gives_equal_bytes_for_equal_bytes)
{
    struct capture once;
    struct capture again;

    pack_text(WTW_PACKING_GZIP, "equal", 5, 5, &once);
    pack_text(WTW_PACKING_GZIP, "equal", 5, 1, &again);
    check(once.count == again.count);
    check(memcmp(once.bytes, again.bytes, once.count) == 0);
    check(memcmp(once.bytes + 4, "\0\0\0\0", 4) == 0); /* no time */
    capture_release(&once);
    capture_release(&again);
}

Test(packer, knows_what_a_name_promises)
{
    check(wtw_packing_by_name("a.jsonl.gz") == WTW_PACKING_GZIP);
    check(wtw_packing_by_name("A.GZ") == WTW_PACKING_GZIP);
    check(wtw_packing_by_name("x.y/a.zst") == WTW_PACKING_ZSTD);
    check(wtw_packing_by_name("a.jsonl") == WTW_PACKING_NONE);
    check(wtw_packing_by_name("gz") == WTW_PACKING_NONE);
    check(wtw_packing_by_name("-") == WTW_PACKING_NONE);
}

#ifdef WTW_FAULTS

Test(packer, fails_in_order_whichever_allocation_fails)
{
    for (uint64_t nth = 1;; nth++) {
        struct wtw_packer *packer = NULL;
        struct wtw_error error = {0};
        enum wtw_status status;
        bool was_asked = false;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_packer_new(WTW_PACKING_GZIP, &packer, &error);
        was_asked = wtw_fault_count(WTW_FAULT_ALLOCATION) >= nth;
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        if (!was_asked) {
            check_ok(status, &error);
            wtw_packer_free(packer);
            check(nth > 3);
            return;
        }
        check(status == WTW_NO_MEMORY);
        check(packer == NULL);
    }
}

#endif
