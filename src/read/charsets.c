/*
 * charsets.c - text in any encoding of the web as UTF-8
 *
 * What pages and servers say of their encoding is often wrong, and UTF-8 is hardly ever
 * met by chance: so bytes that are UTF-8 are taken for it, whatever is said. For the rest
 * the labels are those of the WHATWG Encoding Standard, where Latin-1 and ASCII mean
 * windows-1252, as all browsers have it. Only encodings of this list are asked of the
 * system, never one that a page made up.
 */
#include "read/charsets.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

/* A label is looked for so far; browsers look at 1,024 bytes, some pages say it later. */
enum { LABEL_WINDOW_BYTES = 4096 };

static const struct charset_label {
    const char *label;
    const char *name;
} labels[] = {
    {"utf-8", "UTF-8"},
    {"utf8", "UTF-8"},
    {"iso-8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},
    {"iso_8859-1", "WINDOWS-1252"},
    {"latin1", "WINDOWS-1252"},
    {"us-ascii", "WINDOWS-1252"},
    {"ascii", "WINDOWS-1252"},
    {"windows-1252", "WINDOWS-1252"},
    {"cp1252", "WINDOWS-1252"},
    {"windows-1250", "WINDOWS-1250"},
    {"windows-1251", "WINDOWS-1251"},
    {"cp1251", "WINDOWS-1251"},
    {"windows-1253", "WINDOWS-1253"},
    {"windows-1254", "WINDOWS-1254"},
    {"iso-8859-9", "WINDOWS-1254"},
    {"windows-1255", "WINDOWS-1255"},
    {"windows-1256", "WINDOWS-1256"},
    {"windows-1257", "WINDOWS-1257"},
    {"windows-1258", "WINDOWS-1258"},
    {"windows-874", "CP874"},
    {"tis-620", "CP874"},
    {"iso-8859-2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"ibm866", "IBM866"},
    {"cp866", "IBM866"},
    {"macintosh", "MACINTOSH"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"gb18030", "GB18030"},
    {"x-gbk", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"x-sjis", "CP932"},
    {"euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"windows-949", "CP949"},
};

const char *wtw_charset_named(struct wtw_span label)
{
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (strlen(labels[i].label) == label.count &&
            strncasecmp(labels[i].label, label.items, label.count) == 0)
            return labels[i].name;
    }
    return NULL;
}

/* ------------------------------------------------------------------ labels */

static bool is_label_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_';
}

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The label behind "charset" or "encoding" at 'at': an equals sign, perhaps a quote, and
 * the label itself. */
static struct wtw_span label_at(struct wtw_span bytes, size_t at)
{
    size_t end = 0;

    while (at < bytes.count && is_white(bytes.items[at]))
        at++;
    if (at == bytes.count || bytes.items[at] != '=')
        return (struct wtw_span){NULL, 0};
    at++;
    while (at < bytes.count && (is_white(bytes.items[at]) || bytes.items[at] == '"' ||
                                bytes.items[at] == '\''))
        at++;
    for (end = at; end < bytes.count && is_label_character(bytes.items[end]);)
        end++;
    return (struct wtw_span){bytes.items + at, end - at};
}

struct wtw_span wtw_charset_of_markup(struct wtw_span bytes)
{
    static const char *const words[] = {"charset", "encoding"};

    if (bytes.count > LABEL_WINDOW_BYTES)
        bytes.count = LABEL_WINDOW_BYTES;
    for (size_t i = 0; i < bytes.count; i++) {
        for (size_t word = 0; word < 2; word++) {
            size_t count = strlen(words[word]);
            struct wtw_span label = {NULL, 0};

            if (bytes.count - i > count &&
                strncasecmp(bytes.items + i, words[word], count) == 0)
                label = label_at(bytes, i + count);
            if (label.count)
                return label;
        }
    }
    return (struct wtw_span){NULL, 0};
}

/* ------------------------------------------------------------------ UTF-8 */

/* How long the character is that begins with 'lead'; 0 where none does. */
static size_t length_by_lead(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* Bytes of the well-formed character at 'text', or 0 (Unicode Standard, table 3-7). */
static size_t character_bytes(const unsigned char *text, size_t count)
{
    unsigned char lead = text[0];
    size_t length = length_by_lead(lead);
    unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;

    if (length <= 1)
        return length;
    if (length > count || text[1] < low || text[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++) {
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    }
    return length;
}

/* The first byte from 'at' on that is not ASCII; eight at a time. */
static size_t skip_ascii(const unsigned char *text, size_t at, size_t count)
{
    uint64_t word = 0;

    for (; count - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < count && text[at] < 0x80)
        at++;
    return at;
}

enum { NOT_UTF8, ONLY_ASCII, IS_UTF8 };

/*
 * Text that was cut or put together from parts may have a few broken characters: it is
 * UTF-8 where four of five characters that are not ASCII are. Text in another encoding
 * has hardly any.
 */
static int look_for_utf8(struct wtw_span bytes)
{
    const unsigned char *text = (const unsigned char *)bytes.items;
    size_t good = 0;
    size_t bad = 0;

    for (size_t i = skip_ascii(text, 0, bytes.count); i < bytes.count;
         i = skip_ascii(text, i, bytes.count)) {
        size_t length = character_bytes(text + i, bytes.count - i);

        good += length > 1;
        bad += length == 0;
        i += length ? length : 1;
    }
    if (!good && !bad)
        return ONLY_ASCII;
    return good / 4 >= bad && good ? IS_UTF8 : NOT_UTF8;
}

static bool is_control(unsigned char byte)
{
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

/* The end of what needs no repair from 'at' on. */
static size_t skip_sound(const unsigned char *text, size_t at, size_t count)
{
    while (at < count) {
        size_t length = text[at] < 0x80 ? !is_control(text[at])
                                        : character_bytes(text + at, count - at);

        if (!length)
            break;
        at += length;
    }
    return at;
}

/* 'out' has room for three times the bytes: each may be one that is replaced. */
static void repair_utf8(struct wtw_span bytes, struct wtw_buffer *out)
{
    const unsigned char *text = (const unsigned char *)bytes.items;
    char *to = out->items + out->count;

    for (size_t i = 0; i < bytes.count;) {
        size_t end = skip_sound(text, i, bytes.count);

        memcpy(to, text + i, end - i);
        to += end - i;
        if (end < bytes.count && text[end] < 0x80) {
            *to++ = ' ';
        } else if (end < bytes.count) {
            memcpy(to, "\xef\xbf\xbd", 3);
            to += 3;
        }
        i = end + 1;
    }
    out->count = (size_t)(to - out->items);
}

static void drop_controls(char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_control((unsigned char)bytes[i]))
            bytes[i] = ' ';
    }
}

/* ------------------------------------------------------------------ others */

/* Decodes what is left of 'in' behind 'out', with room made ahead. */
static enum wtw_status convert(iconv_t converter, struct wtw_span in,
                               struct wtw_buffer *out, struct wtw_error *error)
{
    char *from = (char *)(uintptr_t)in.items; /* iconv() only reads there */
    size_t left = in.count;

    while (left) {
        size_t room = 0;
        char *to = NULL;
        size_t got = 0;

        WTW_TRY(wtw_buffer_reserve(out, left + left / 2 + 16, error));
        room = out->capacity - out->count;
        to = out->items + out->count;
        got = iconv(converter, &from, &left, &to, &room);
        out->count = (size_t)(to - out->items);
        if (got != (size_t)-1 || errno == E2BIG)
            continue;
        WTW_TRY(wtw_buffer_append(out, "\xef\xbf\xbd", 3, error));
        from++;
        left--;
    }
    return WTW_OK;
}

static enum wtw_status decode_as(const char *name, struct wtw_span bytes,
                                 struct wtw_buffer *out, struct wtw_error *error)
{
    size_t begin = out->count;
    iconv_t converter = (iconv_t)-1;
    enum wtw_status status = WTW_OK;

    if (strcmp(name, "UTF-8") != 0)
        converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) {
        size_t room = bytes.count;

        if (room > SIZE_MAX / 3)
            return wtw_fail(error, WTW_TOO_LARGE, "%zu bytes are no page", room);
        WTW_TRY(wtw_buffer_reserve(out, 3 * room, error));
        repair_utf8(bytes, out);
        return WTW_OK;
    }
    status = convert(converter, bytes, out, error);
    iconv_close(converter);
    if (status == WTW_OK)
        drop_controls(out->items + begin, out->count - begin);
    return status;
}

static bool begins_with(struct wtw_span bytes, const char *mark, size_t count)
{
    return bytes.count >= count && memcmp(bytes.items, mark, count) == 0;
}

enum wtw_status wtw_charset_decode(struct wtw_span bytes, struct wtw_span hint,
                                   struct wtw_buffer *out, struct wtw_error *error)
{
    const char *name = wtw_charset_named(hint);
    size_t mark = 0;

    if (!bytes.count)
        return WTW_OK;
    if (begins_with(bytes, "\xef\xbb\xbf", 3)) {
        name = "UTF-8";
        mark = 3;
    } else if (begins_with(bytes, "\xff\xfe", 2)) {
        name = "UTF-16LE";
        mark = 2;
    } else if (begins_with(bytes, "\xfe\xff", 2)) {
        name = "UTF-16BE";
        mark = 2;
    } else {
        int finding = look_for_utf8(bytes);

        if (finding == IS_UTF8 || (!name && finding == ONLY_ASCII))
            name = "UTF-8";
        else if (!name)
            name = "WINDOWS-1252";
    }
    return decode_as(name, (struct wtw_span){bytes.items + mark, bytes.count - mark}, out,
                     error);
}
