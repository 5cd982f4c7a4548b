/*
 * out.c - a stream of output bytes that remembers its first failure
 *
 * stdio was rejected: it hides which write failed, its locking costs more than the
 * copying, and faults could not be injected below it.
 */
#include "write/out.h"

#include "base/faults.h"
#include "base/memory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Large enough that system calls do not show, small enough to stay in the second-level
 * cache. */
enum { OUT_BYTES = 65536 };

enum wtw_status wtw_out_init(struct wtw_out *out, int descriptor, struct wtw_error *error)
{
    char *items = NULL;

    WTW_TRY(WTW_ALLOCATE(&items, OUT_BYTES, error));
    *out = (struct wtw_out){.descriptor = descriptor, .items = items};
    return WTW_OK;
}

void wtw_out_into(struct wtw_out *out, struct wtw_buffer *memory)
{
    *out = (struct wtw_out){.descriptor = -1, .memory = memory};
}

void wtw_out_release(struct wtw_out *out)
{
    wtw_release_items(out->items);
    *out = (struct wtw_out){.descriptor = -1};
}

static ssize_t write_some(const struct wtw_out *out, const char *bytes, size_t count)
{
    if (wtw_fault_is_due(WTW_FAULT_WRITE)) {
        errno = EIO;
        return -1;
    }
    return write(out->descriptor, bytes, count);
}

static void write_all(struct wtw_out *out, const char *bytes, size_t count)
{
    while (count && !out->failure) {
        ssize_t written = write_some(out, bytes, count);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            out->failure = written < 0 ? errno : EIO;
            return;
        }
        bytes += written;
        count -= (size_t)written;
    }
}

static void take_packed(void *context, const char *bytes, size_t count)
{
    write_all(context, bytes, count);
}

static void pack(struct wtw_out *out, const char *bytes, size_t count, bool is_last)
{
    const struct wtw_packer_sink sink = {take_packed, out};

    if (!out->failure && !wtw_packer_put(out->packer, bytes, count, is_last, &sink) &&
        !out->failure)
        out->failure = ENOMEM;
}

static void pass_on(struct wtw_out *out, const char *bytes, size_t count)
{
    if (out->packer)
        pack(out, bytes, count, false);
    else
        write_all(out, bytes, count);
}

static void empty_buffer(struct wtw_out *out)
{
    pass_on(out, out->items, out->count);
    out->count = 0;
}

void wtw_out_pack(struct wtw_out *out, struct wtw_packer *packer)
{
    out->packer = packer;
}

void wtw_out_end_packing(struct wtw_out *out)
{
    if (!out->packer)
        return;
    pack(out, out->items, out->count, true);
    out->count = 0;
    out->packer = NULL;
}

enum wtw_status wtw_out_flush(struct wtw_out *out, const char *name,
                              struct wtw_error *error)
{
    empty_buffer(out);
    if (!out->failure)
        return WTW_OK;
    if (out->memory)
        return wtw_fail(error, WTW_NO_MEMORY, "no memory for %s", name);
    if (out->failure == EPIPE)
        return wtw_fail(error, WTW_STOPPED, "nobody reads %s any more", name);
    return wtw_fail(error, WTW_IO, "cannot write %s: %s%s", name, strerror(out->failure),
                    out->failure == ENOSPC ? "; make room there and run it again" : "");
}

bool wtw_out_has_failed(const struct wtw_out *out)
{
    return out->failure != 0;
}

/* What is put is a few bytes mostly, for which there is room. */
static void append(struct wtw_out *out, const char *bytes, size_t count)
{
    struct wtw_buffer *memory = out->memory;

    if (memory->capacity - memory->count < count && !out->failure &&
        wtw_buffer_reserve(memory, count, NULL) != WTW_OK)
        out->failure = ENOMEM;
    if (out->failure)
        return;
    memcpy(memory->items + memory->count, bytes, count);
    memory->count += count;
}

void wtw_out_put(struct wtw_out *out, const char *bytes, size_t count)
{
    if (!count)
        return;
    if (out->memory) {
        append(out, bytes, count);
        return;
    }
    if (count > OUT_BYTES - out->count)
        empty_buffer(out);
    if (count > OUT_BYTES) {
        pass_on(out, bytes, count);
        return;
    }
    memcpy(out->items + out->count, bytes, count);
    out->count += count;
}

void wtw_out_words(struct wtw_out *out, const char *words)
{
    wtw_out_put(out, words, strlen(words));
}

void wtw_out_character(struct wtw_out *out, char character)
{
    if (!out->memory && out->count < OUT_BYTES)
        out->items[out->count++] = character;
    else
        wtw_out_put(out, &character, 1);
}

void wtw_out_spaces(struct wtw_out *out, size_t count)
{
    static const char spaces[] = "                                ";

    for (; count >= sizeof spaces; count -= sizeof spaces - 1)
        wtw_out_put(out, spaces, sizeof spaces - 1);
    wtw_out_put(out, spaces, count);
}

void wtw_out_number(struct wtw_out *out, uint64_t number)
{
    char digits[24];
    size_t begin = sizeof digits;

    do {
        digits[--begin] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    wtw_out_put(out, digits + begin, sizeof digits - begin);
}

/* The only letter that a locale can put into %f is the decimal point. */
void wtw_out_real(struct wtw_out *out, double number, int decimals)
{
    char digits[64];
    int written = snprintf(digits, sizeof digits, "%.*f", decimals, number);

    if (written <= 0 || (size_t)written >= sizeof digits)
        return;
    if (decimals > 0)
        digits[written - decimals - 1] = '.';
    wtw_out_put(out, digits, (size_t)written);
}

/*
 * A table has three ratios a row, and printing each as any real number took a tenth of
 * the time of writing. Ratios so near to the middle between two results that the product
 * may be on the wrong side of it are left to the C library, which rounds exactly.
 */
void wtw_out_ratio(struct wtw_out *out, double ratio)
{
    double scaled = ratio * 10000;
    double above = 0;
    uint32_t number = 0;
    char digits[6] = {'0', '.'};

    if (!(ratio >= 0 && ratio <= 1)) {
        wtw_out_real(out, ratio, 4);
        return;
    }
    number = (uint32_t)scaled;
    above = scaled - number;
    if (above > 0.499999 && above < 0.500001) {
        wtw_out_real(out, ratio, 4);
        return;
    }
    number += above > 0.5;
    digits[0] = number == 10000 ? '1' : '0';
    for (int i = 5; i > 1; i--) {
        digits[i] = (char)('0' + number % 10);
        number /= 10;
    }
    wtw_out_put(out, digits, sizeof digits);
}
