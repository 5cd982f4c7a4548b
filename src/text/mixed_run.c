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
 * Rows of dense characters that fold to themselves, with no mark, letter that folds or
 * invisible character at their end, need no pieces: their bigrams are put together as their
 * bytes are read.
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
#include "text/token_hash.h"
#include "text/utf8.h"

#include <string.h>

enum piece_kind { PIECE_NONE, PIECE_WORD, PIECE_DENSE };

/* The bytes are the UTF-8 of its characters, folded but for awkward ones; so many more can
 * be read. */
struct piece {
    enum piece_kind kind;
    bool needs_folding;
    uint32_t last_class; /* combining class of the last character */
    struct wtw_range range;
    size_t count; /* of characters */
    size_t byte_count;
    char bytes[WTW_FOLDING_MAX_CHARACTERS * WTW_UTF8_MAX_BYTES +
               WTW_TOKEN_HASH_WORD_BYTES];
};

/* The dense character before the current one, spelled out in the splitter's bytes. */
struct neighbour {
    bool is_there;
    bool is_in_token;
    struct wtw_range range;
    size_t offset; /* of its spelling; 0, and no bytes, where it is not there */
    size_t byte_count;
};

/* Dense characters are spelled one behind the other, as bigrams are two of them; now and
 * then, when the bytes come to their end, the last one moves to the front. */
struct splitter {
    struct wtw_token_sink *sink;
    struct piece piece;
    struct neighbour neighbour;
    char bytes[3 * WTW_FOLDING_MAX_BYTES];
};

static size_t fold_piece(const struct piece *piece, char *out)
{
    const unsigned char *bytes = (const unsigned char *)piece->bytes;
    uint32_t code_points[WTW_FOLDING_MAX_CHARACTERS];
    size_t offset = 0;

    for (size_t i = 0; i < piece->count; i++)
        offset +=
            wtw_utf8_decode(bytes + offset, piece->byte_count - offset, &code_points[i]);
    return wtw_folding_apply(code_points, piece->count, out);
}

static size_t spell_piece(const struct piece *piece, char *out)
{
    if (piece->needs_folding)
        return fold_piece(piece, out);
    memcpy(out, piece->bytes, piece->byte_count);
    return piece->byte_count;
}

/* The place behind the neighbour, with room for any piece. */
static char *make_room(struct splitter *splitter)
{
    struct neighbour *before = &splitter->neighbour;

    if (before->offset + before->byte_count >
        sizeof splitter->bytes - WTW_FOLDING_MAX_BYTES) {
        memmove(splitter->bytes, splitter->bytes + before->offset, before->byte_count);
        before->offset = 0;
    }
    return splitter->bytes + before->offset + before->byte_count;
}

/* The piece is complete: a word goes out, a dense character becomes the neighbour. */
static enum wtw_status finish_piece(struct splitter *splitter)
{
    const struct piece *piece = &splitter->piece;
    struct neighbour *before = &splitter->neighbour;

    if (piece->kind == PIECE_WORD && !piece->needs_folding)
        return wtw_token_sink_give(splitter->sink, piece->bytes, piece->byte_count,
                                   piece->range);

    char *spelled = make_room(splitter);
    size_t byte_count = spell_piece(piece, spelled);

    if (piece->kind == PIECE_WORD)
        return wtw_token_sink_give(splitter->sink, spelled, byte_count, piece->range);
    if (before->is_there)
        WTW_TRY(wtw_token_sink_give(
            splitter->sink, spelled - before->byte_count, before->byte_count + byte_count,
            (struct wtw_range){before->range.begin, piece->range.end}));
    *before = (struct neighbour){true, before->is_there, piece->range,
                                 (size_t)(spelled - splitter->bytes), byte_count};
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
        WTW_TRY(wtw_token_sink_give(splitter->sink, splitter->bytes + last->offset,
                                    last->byte_count, last->range));
    splitter->neighbour = (struct neighbour){.is_there = false};
    return WTW_OK;
}

static void begin_piece(struct piece *piece, enum piece_kind kind, uint32_t offset)
{
    piece->kind = kind;
    piece->needs_folding = false;
    piece->last_class = 0;
    piece->range.begin = offset;
    piece->count = piece->byte_count = 0;
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

static void append_folded(struct piece *piece, uint32_t code_point, uint32_t entry)
{
    piece->count++;
    piece->byte_count += wtw_utf8_encode(wtw_character_fold(code_point, entry),
                                         piece->bytes + piece->byte_count);
}

static void append_character(struct piece *piece, uint32_t code_point, uint32_t entry,
                             uint32_t end)
{
    uint32_t class = wtw_character_class(entry);

    piece->needs_folding |= (entry & 1u) || (class && class < piece->last_class);
    piece->last_class = class;
    append_folded(piece, code_point, entry);
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

/* Takes the letters from 'offset' on that are ASCII, or two bytes and fold alone to two
 * bytes; returns where they end. */
static size_t take_short_letters(struct piece *piece, const unsigned char *text,
                                 size_t text_bytes, size_t offset)
{
    char *out = piece->bytes + piece->byte_count;
    size_t count = piece->count;

    for (; count < WTW_FOLDING_MAX_CHARACTERS && text_bytes - offset >= 2; count++) {
        uint32_t folded = 0;

        if (text[offset] < 0x80) {
            if (!wtw_is_run_byte(text[offset]))
                break;
            *out++ = (char)(text[offset++] | 0x20); /* digits have this bit */
            continue;
        }
        folded = wtw_two_byte_letter(text + offset);
        if (!folded)
            break;
        wtw_spell_two_bytes(folded, out);
        out += 2;
        offset += 2;
    }
    piece->count = count;
    piece->byte_count = (size_t)(out - piece->bytes);
    return offset;
}

/*
 * Takes the letters from 'offset' on that fold alone, for the current word or one that
 * begins with them: nearly all there is in Cyrillic, Greek or accented text. Returns the
 * offset of what comes next.
 */
static size_t take_easy_letters(struct piece *piece, const unsigned char *text,
                                size_t text_bytes, size_t offset)
{
    size_t begin = offset;

    if (piece->kind == PIECE_NONE)
        begin_piece(piece, PIECE_WORD, (uint32_t)offset);
    offset = take_short_letters(piece, text, text_bytes, offset);
    while (offset < text_bytes && piece->count < WTW_FOLDING_MAX_CHARACTERS) {
        uint32_t code_point = 0;
        size_t length = wtw_utf8_decode(text + offset, text_bytes - offset, &code_point);
        uint32_t entry = wtw_character_entry(code_point);

        if (wtw_character_kind(entry) != WTW_CHARACTER_WORD)
            break;
        append_folded(piece, code_point, entry);
        offset += length;
    }
    if (offset > begin) {
        piece->last_class = 0;
        piece->range.end = (uint32_t)offset;
    } else if (piece->count == 0) {
        piece->kind = PIECE_NONE;
    }
    return offset;
}

/* ------------------------------------------------------------------ dense text */

/* A dense character that folds alone, spelled out in the bytes of a number. */
struct dense_character {
    uint64_t word;
    size_t byte_count;
    struct wtw_range range;
};

enum { BIGRAMS_AT_ONCE = 64 };

/* Bigrams on their way to the sink. */
struct bigrams {
    size_t count;
    uint64_t words[BIGRAMS_AT_ONCE];
    struct wtw_range ranges[BIGRAMS_AT_ONCE];
};

static struct dense_character pack_character(const char *bytes, size_t byte_count,
                                             struct wtw_range range)
{
    char padded[sizeof(uint64_t)] = {0};

    memcpy(padded, bytes, byte_count);
    return (struct dense_character){wtw_load_little_endian(padded), byte_count, range};
}

static size_t unpack_character(struct dense_character character, char *out)
{
    for (size_t i = 0; i < character.byte_count; i++)
        out[i] = (char)(character.word >> 8 * i);
    return character.byte_count;
}

/* The bytes of a character that folds to another. */
static struct dense_character spell_folded(uint32_t code_point, uint32_t entry,
                                           struct wtw_range range)
{
    char spelled[WTW_UTF8_MAX_BYTES];
    size_t byte_count = wtw_utf8_encode(wtw_character_fold(code_point, entry), spelled);

    return pack_character(spelled, byte_count, range);
}

/* The three bytes at 'bytes' as a number, if they are such a character that folds to itself:
 * the entry of those is their kind and nothing else. Otherwise 0, as for what is no UTF-8:
 * three bytes that are too many or half of a pair have no such entry. */
static inline uint32_t read_plain(const unsigned char *bytes)
{
    uint32_t word = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
    uint32_t code_point =
        (word & 0x0Fu) << 12 | (word >> 2 & 0xFC0u) | (word >> 16 & 0x3Fu);

    if ((word & 0xC0C0F0u) != 0x8080E0u)
        return 0;
    return wtw_character_entry(code_point) == WTW_CHARACTER_DENSE ? word : 0;
}

/* Reads one such character at 'offset'; false where none is. */
static bool read_dense_character(const unsigned char *text, size_t text_bytes,
                                 size_t offset, struct dense_character *out_character)
{
    struct wtw_range range = {(uint32_t)offset, (uint32_t)offset};
    const unsigned char *bytes = text + offset;
    uint32_t code_point = 0;
    uint32_t entry = 0;
    uint32_t word = 0;

    if (text_bytes - offset >= 3)
        word = read_plain(bytes);
    if (word) {
        range.end += 3;
        *out_character = (struct dense_character){word, 3, range};
        return true;
    }
    if (offset == text_bytes)
        return false;
    range.end += (uint32_t)wtw_utf8_decode(bytes, text_bytes - offset, &code_point);
    entry = wtw_character_entry(code_point);
    if (wtw_character_kind(entry) != WTW_CHARACTER_DENSE)
        return false;
    *out_character = spell_folded(code_point, entry, range);
    return true;
}

static enum wtw_status give_bigram(struct wtw_token_sink *sink, struct bigrams *bigrams,
                                   struct dense_character first,
                                   struct dense_character second)
{
    bigrams->words[bigrams->count] = first.word | second.word << 8 * first.byte_count;
    bigrams->ranges[bigrams->count++] =
        (struct wtw_range){first.range.begin, second.range.end};
    if (bigrams->count < BIGRAMS_AT_ONCE)
        return WTW_OK;
    bigrams->count = 0;
    return wtw_token_sink_give_words(sink, bigrams->words, bigrams->ranges,
                                     BIGRAMS_AT_ONCE);
}

static void set_neighbour(struct splitter *splitter, struct dense_character character,
                          bool is_in_token)
{
    splitter->neighbour =
        (struct neighbour){.is_there = true,
                           .is_in_token = is_in_token,
                           .range = character.range,
                           .byte_count = unpack_character(character, splitter->bytes)};
}

/*
 * Takes the dense characters from '*offset' on that fold alone: nearly all there is in
 * Chinese or Japanese text. They go on from the current piece, where that is one such
 * character, and the last of them becomes the current piece.
 */
static enum wtw_status take_dense_characters(struct splitter *splitter,
                                             const unsigned char *text, size_t text_bytes,
                                             size_t *offset)
{
    struct piece *piece = &splitter->piece;
    const struct neighbour *neighbour = &splitter->neighbour;
    struct dense_character before;
    struct dense_character current;
    struct dense_character next;
    struct bigrams bigrams;
    bool is_after;

    if (piece->count > 1 || piece->needs_folding ||
        neighbour->byte_count > WTW_UTF8_MAX_BYTES ||
        !read_dense_character(text, text_bytes, *offset, &next))
        return WTW_OK;
    bigrams.count = 0;
    before = pack_character(splitter->bytes + neighbour->offset, neighbour->byte_count,
                            neighbour->range);
    current = pack_character(piece->bytes, piece->byte_count, piece->range);
    do {
        if (before.byte_count)
            WTW_TRY(give_bigram(splitter->sink, &bigrams, before, current));
        is_after = before.byte_count > 0;
        before = current;
        current = next;
        *offset = next.range.end;
    } while (read_dense_character(text, text_bytes, *offset, &next));
    set_neighbour(splitter, before, is_after);
    piece->range = current.range;
    piece->last_class = 0;
    piece->byte_count = unpack_character(current, piece->bytes);
    return wtw_token_sink_give_words(splitter->sink, bigrams.words, bigrams.ranges,
                                     bigrams.count);
}

/* ------------------------------------------------------------------ lone rows */

/* Bigrams of several rows, on their way to the sink together. */
struct rows {
    size_t count;
    uint64_t words[2 * BIGRAMS_AT_ONCE];
    struct wtw_range ranges[2 * BIGRAMS_AT_ONCE];
};

/*
 * Adds the bigrams of the dense characters of three bytes that fold to themselves from
 * 'offset' on, up to BIGRAMS_AT_ONCE of them, or the lone one; returns where they end. The
 * first one is written as if it were alone, and the second writes over it.
 */
static size_t add_row(struct rows *rows, const unsigned char *text, size_t text_bytes,
                      size_t offset)
{
    uint64_t *words = rows->words + rows->count;
    struct wtw_range *ranges = rows->ranges + rows->count;
    uint64_t before = text_bytes - offset >= 3 ? read_plain(text + offset) : 0;
    size_t at = offset + 3;
    size_t count = 0;

    if (!before)
        return offset;
    words[0] = before;
    ranges[0] = (struct wtw_range){(uint32_t)offset, (uint32_t)at};
    for (; count < BIGRAMS_AT_ONCE - 1 && text_bytes - at >= 3; at += 3) {
        uint64_t word = read_plain(text + at);

        if (!word)
            break;
        words[count] = before | word << 24;
        ranges[count++] = (struct wtw_range){(uint32_t)at - 3, (uint32_t)at + 3};
        before = word;
    }
    rows->count += count ? count : 1;
    return at;
}

static enum wtw_status give_rows(struct splitter *splitter, struct rows *rows)
{
    size_t count = rows->count;

    rows->count = 0;
    WTW_TRY(finish_all(splitter));
    return wtw_token_sink_give_words(splitter->sink, rows->words, rows->ranges, count);
}

/* The kind of the character at 'offset' and its bytes. A word goes on, as it were, with
 * ASCII, with what is no UTF-8, and at the end: it is not for those who call this. */
static enum wtw_character_kind kind_at(const unsigned char *text, size_t text_bytes,
                                       size_t offset, size_t *out_length)
{
    uint32_t code_point = WTW_UTF8_BAD;

    if (offset < text_bytes && text[offset] >= 0x80)
        *out_length = wtw_utf8_decode(text + offset, text_bytes - offset, &code_point);
    return code_point == WTW_UTF8_BAD
               ? WTW_CHARACTER_WORD
               : wtw_character_kind(wtw_character_entry(code_point));
}

/*
 * Takes what needs no piece from '*offset' on: whole rows, which are nearly all there is in
 * Chinese, and separators. A row that goes on with one that folds, a mark or one that is
 * left out, or for very long, is left to those who go from piece to piece.
 */
static enum wtw_status take_lone_rows(struct splitter *splitter,
                                      const unsigned char *text, size_t text_bytes,
                                      size_t *offset)
{
    const size_t begin = *offset;
    enum wtw_character_kind kind = WTW_CHARACTER_SEPARATOR;
    struct rows rows;

    rows.count = 0;
    while (kind == WTW_CHARACTER_SEPARATOR) {
        size_t whole = rows.count;
        size_t length = 0;
        size_t at = add_row(&rows, text, text_bytes, *offset);

        kind = kind_at(text, text_bytes, at, &length);
        if (kind == WTW_CHARACTER_LEFT_OUT || kind >= WTW_CHARACTER_DENSE) {
            rows.count = whole;
            break;
        }
        *offset = kind == WTW_CHARACTER_SEPARATOR ? at + length : at;
        if (rows.count > BIGRAMS_AT_ONCE)
            WTW_TRY(give_rows(splitter, &rows));
    }
    return *offset > begin ? give_rows(splitter, &rows) : WTW_OK;
}

/* ------------------------------------------------------------------ runs */

/* The bytes of a line break at 'offset' between a soft hyphen and more of a run; 0 where
 * none is. */
static size_t measure_joining_break(const unsigned char *text, size_t text_bytes,
                                    size_t begin, size_t offset)
{
    size_t length = 1;

    if (offset - begin < 2 || text[offset - 2] != 0xC2 || text[offset - 1] != 0xAD)
        return 0;
    if (text[offset] == '\r' && text_bytes - offset > 1 && text[offset + 1] == '\n')
        length = 2;
    if (text[offset + length - 1] != '\n' || text_bytes - offset <= length ||
        !wtw_is_run_byte(text[offset + length]))
        return 0;
    return length;
}

/* Takes the character at '*offset', and those after it that are of the same easy kind. */
static enum wtw_status take_next(struct splitter *splitter, const unsigned char *text,
                                 size_t text_bytes, size_t *offset)
{
    uint32_t code_point = 0;
    size_t begin = *offset;
    size_t length = wtw_utf8_decode(text + begin, text_bytes - begin, &code_point);

    splitter->sink->bad_bytes += code_point == WTW_UTF8_BAD ? length : 0;
    *offset = begin + length;
    WTW_TRY(take_character(splitter, code_point, (uint32_t)begin,
                           (uint32_t)(begin + length)));
    if (splitter->piece.kind != PIECE_DENSE)
        return WTW_OK;
    return take_dense_characters(splitter, text, text_bytes, offset);
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
    splitter.neighbour = (struct neighbour){.is_there = false};
    while (true) {
        if (splitter.piece.kind != PIECE_DENSE) {
            WTW_TRY(take_lone_rows(&splitter, bytes, text_bytes, &offset));
            offset = take_easy_letters(&splitter.piece, bytes, text_bytes, offset);
        }
        if (offset == text_bytes)
            break;
        if (wtw_is_run_byte(bytes[offset])) {
            WTW_TRY(take_next(&splitter, bytes, text_bytes, &offset));
            continue;
        }

        size_t line_break = measure_joining_break(bytes, text_bytes, begin, offset);

        if (line_break == 0)
            break;
        offset += line_break;
    }
    *out_end = offset;
    return finish_all(&splitter);
}
