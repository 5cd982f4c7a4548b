/*
 * folding.c - the slow, sure way to fold characters that depend on each other
 *
 * NFKC case folding as the Unicode Standard defines it (chapter 3.13, toNFKC_Casefold),
 * in four steps: decompose and fold each character; drop what tokens do not keep (the
 * space that some Arabic forms decompose to); put marks into canonical order; compose.
 * utf8proc's one-call form was not taken: it allocates, and has no place for the second
 * step.
 */
#include "text/folding.h"

#include "text/characters.h"
#include "text/utf8.h"

#include <utf8proc.h>

enum { MAX_DECOMPOSED = WTW_FOLDING_MAX_CHARACTERS * WTW_FOLDING_MAX_GROWTH };

static size_t drop_unkept(utf8proc_int32_t *code_points, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (wtw_character_is_kept((uint32_t)code_points[i]))
            code_points[kept++] = code_points[i];
    return kept;
}

/* Decomposes one character to the end of what is there; what does not fit is left off. */
static size_t append_decomposed(uint32_t code_point, utf8proc_int32_t *out, size_t count)
{
    utf8proc_ssize_t room = (utf8proc_ssize_t)(MAX_DECOMPOSED - count);
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t added = utf8proc_decompose_char(
        (utf8proc_int32_t)code_point, out + count, room,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &boundary);

    if (added < 0 || added > room)
        return count;
    return count + drop_unkept(out + count, (size_t)added);
}

static int combining_class(utf8proc_int32_t code_point)
{
    return utf8proc_get_property(code_point)->combining_class;
}

/* Sorts each run of marks by combining class; stable, as the canonical order demands. */
static void order_marks(utf8proc_int32_t *code_points, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        utf8proc_int32_t moved = code_points[i];
        int class = combining_class(moved);
        size_t to = i;

        for (; class && to > 0 && combining_class(code_points[to - 1]) > class; to--)
            code_points[to] = code_points[to - 1];
        code_points[to] = moved;
    }
}

size_t wtw_folding_apply(const uint32_t *code_points, size_t count, char *out)
{
    utf8proc_int32_t folded[MAX_DECOMPOSED];
    utf8proc_ssize_t composed = 0;
    size_t folded_count = 0;
    size_t bytes = 0;

    for (size_t i = 0; i < count; i++)
        folded_count = append_decomposed(code_points[i], folded, folded_count);
    order_marks(folded, folded_count);
    composed = utf8proc_normalize_utf32(folded, (utf8proc_ssize_t)folded_count,
                                        UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    for (utf8proc_ssize_t i = 0; i < composed; i++)
        bytes += wtw_utf8_encode((uint32_t)folded[i], out + bytes);
    return bytes;
}
