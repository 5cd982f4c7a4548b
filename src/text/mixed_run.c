/*
 * mixed_run.c - tokens from a run of letters that are not all ASCII
 *
 * Goes from character to character and collects a *piece*: a word, or in dense scripts
 * one character with the marks on it. A finished piece is spelled out: from the table
 * where all its characters fold alone and its marks are in canonical order (the quick
 * check of Unicode Standard Annex 15), through text/folding otherwise. Words are tokens
 * as they are; of dense characters, each with the one before it makes a token, and a lone
 * one is a token by itself.
 *
 * Words and dense characters that touch split: "2024" before a Chinese "year" is the word
 * 2024 and then the bigrams of what follows. A mark belongs to what it stands on, so that
 * bigrams are the same for composed and decomposed Kana; a mark on nothing begins a word.
 *
 * A soft hyphen says that its word may be broken there. Where a line break follows it and
 * the word goes on right after, both are left out.
 */
#include "text/mixed_run.h"

#include "base/failure.h"
#include "text/ascii_scan.h"
#include "text/characters.h"
#include "text/folding.h"
#include "text/utf8.h"

#include <string.h>

enum { SOFT_HYPHEN = 0xAD };

enum piece_kind { PIECE_NONE, PIECE_WORD, PIECE_DENSE };

struct piece {
    enum piece_kind kind;
    bool needs_folding;
    uint32_t last_class; /* combining class of the last character */
    struct wtw_range range;
    size_t count;
    uint32_t code_points[WTW_FOLDING_MAX_CHARACTERS]; /* folded, but for awkward ones */
};

/* The dense character before the current one. Its bytes stand first in 'bytes'. */
struct neighbour {
    bool is_there;
    bool is_in_token;
    struct wtw_range range;
    size_t byte_count;
};

struct splitter {
    struct wtw_token_sink *sink;
    struct piece piece;
    struct neighbour neighbour;
    char bytes[2 * WTW_FOLDING_MAX_BYTES];
};

static size_t spell_piece(const struct piece *piece, char *out)
{
    size_t bytes = 0;

    if (piece->needs_folding)
        return wtw_folding_apply(piece->code_points, piece->count, out);
    for (size_t i = 0; i < piece->count; i++)
        bytes += wtw_utf8_encode(piece->code_points[i], out + bytes);
    return bytes;
}

/* Gives the bigram of the neighbour and the character that was just spelled behind it. */
static enum wtw_status give_bigram(struct splitter *splitter, size_t byte_count)
{
    struct neighbour *before = &splitter->neighbour;
    struct wtw_range range = {before->range.begin, splitter->piece.range.end};

    WTW_TRY(wtw_token_sink_give(splitter->sink, splitter->bytes,
                                before->byte_count + byte_count, range));
    memmove(splitter->bytes, splitter->bytes + before->byte_count, byte_count);
    return WTW_OK;
}

/* The piece is complete: a word goes out, a dense character becomes the neighbour. */
static enum wtw_status finish_piece(struct splitter *splitter)
{
    struct piece *piece = &splitter->piece;
    struct neighbour *before = &splitter->neighbour;
    size_t kept = before->is_there ? before->byte_count : 0;
    size_t byte_count = spell_piece(piece, splitter->bytes + kept);

    if (piece->kind == PIECE_WORD)
        return wtw_token_sink_give(splitter->sink, splitter->bytes, byte_count,
                                   piece->range);
    if (before->is_there)
        WTW_TRY(give_bigram(splitter, byte_count));
    *before = (struct neighbour){true, before->is_there, piece->range, byte_count};
    return WTW_OK;
}

/* No token goes on from here. */
static enum wtw_status finish_all(struct splitter *splitter)
{
    const struct neighbour *last = &splitter->neighbour;

    if (splitter->piece.kind == PIECE_NONE)
        return WTW_OK;
    WTW_TRY(finish_piece(splitter));
    splitter->piece.kind = PIECE_NONE;
    if (last->is_there && !last->is_in_token)
        WTW_TRY(wtw_token_sink_give(splitter->sink, splitter->bytes, last->byte_count,
                                    last->range));
    splitter->neighbour.is_there = false;
    return WTW_OK;
}

static void begin_piece(struct piece *piece, enum piece_kind kind, uint32_t offset)
{
    piece->kind = kind;
    piece->needs_folding = false;
    piece->last_class = 0;
    piece->range.begin = offset;
    piece->count = 0;
}

/* Makes the current piece one that the next character, of this kind, belongs to. */
static enum wtw_status prepare_piece(struct splitter *splitter,
                                     enum wtw_character_kind kind, uint32_t offset)
{
    struct piece *piece = &splitter->piece;
    enum piece_kind wanted = kind < WTW_CHARACTER_DENSE ? PIECE_WORD : PIECE_DENSE;
    bool is_full = piece->count == WTW_FOLDING_MAX_CHARACTERS;

    if (kind >= WTW_CHARACTER_MARK)
        wanted = piece->kind == PIECE_NONE ? PIECE_WORD : piece->kind;
    if (wanted == piece->kind && !is_full &&
        (wanted == PIECE_WORD || kind >= WTW_CHARACTER_MARK))
        return WTW_OK;
    if (wanted == piece->kind)
        WTW_TRY(finish_piece(splitter));
    else
        WTW_TRY(finish_all(splitter));
    begin_piece(piece, wanted, offset);
    return WTW_OK;
}

static void append_character(struct piece *piece, uint32_t code_point, uint32_t entry,
                             uint32_t end)
{
    uint32_t class = wtw_character_class(entry);

    piece->needs_folding |= (entry & 1u) || (class && class < piece->last_class);
    piece->last_class = class;
    piece->code_points[piece->count++] = wtw_character_fold(code_point, entry);
    piece->range.end = end;
}

static enum wtw_status take_character(struct splitter *splitter, uint32_t code_point,
                                      uint32_t begin, uint32_t end)
{
    uint32_t entry = wtw_character_entry(code_point);
    enum wtw_character_kind kind = wtw_character_kind(entry);

    if (kind == WTW_CHARACTER_LEFT_OUT)
        return WTW_OK;
    if (kind == WTW_CHARACTER_SEPARATOR)
        return finish_all(splitter);
    WTW_TRY(prepare_piece(splitter, kind, begin));
    append_character(&splitter->piece, code_point, entry, end);
    return WTW_OK;
}

/* The bytes of a line break at 'offset' that a run follows at once; 0 where there is
 * none. */
static size_t measure_line_break(const unsigned char *text, size_t text_bytes,
                                 size_t offset)
{
    size_t length = 1;

    if (text[offset] == '\r' && text_bytes - offset > 1 && text[offset + 1] == '\n')
        length = 2;
    if (text[offset + length - 1] != '\n' || text_bytes - offset <= length ||
        !wtw_is_run_byte(text[offset + length]))
        return 0;
    return length;
}

enum wtw_status wtw_mixed_run_split(struct wtw_token_sink *sink, const char *text,
                                    size_t text_bytes, size_t begin, size_t *out_end)
{
    const unsigned char *bytes = (const unsigned char *)text;
    struct splitter splitter;
    size_t offset = begin;

    splitter.sink = sink;
    splitter.piece.kind = PIECE_NONE;
    splitter.piece.count = 0;
    splitter.neighbour.is_there = false;
    for (uint32_t code_point = 0; offset < text_bytes;) {
        if (!wtw_is_run_byte(bytes[offset])) {
            size_t line_break = code_point == SOFT_HYPHEN
                                    ? measure_line_break(bytes, text_bytes, offset)
                                    : 0;

            if (line_break == 0)
                break;
            offset += line_break;
        }

        size_t length = wtw_utf8_decode(bytes + offset, text_bytes - offset, &code_point);

        sink->bad_bytes += code_point == WTW_UTF8_BAD ? length : 0;
        WTW_TRY(take_character(&splitter, code_point, (uint32_t)offset,
                               (uint32_t)(offset + length)));
        offset += length;
    }
    *out_end = offset;
    return finish_all(&splitter);
}
