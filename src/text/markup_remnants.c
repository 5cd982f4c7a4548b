/*
 * markup_remnants.c - URLs, addresses, tags, entities and Markdown targets inside of
 * lines
 *
 * Every byte of every article comes by here, so a kernel looks for the signs of one ('<',
 * '&', '@', ']', "//" and "ww"), a block at a time; only there is a remnant read.
 *
 * Marks of Markdown that are no letters (asterisks, hashes, brackets) make no tokens and
 * are not looked for.
 */
#include "text/markup_remnants.h"

#include <string.h>

enum {
    LOCAL_MAX_BYTES = 64,    /* of an e-mail address before its '@' (RFC 5321) */
    DOMAIN_MAX_BYTES = 255,  /* and behind it */
    TARGET_MAX_BYTES = 2048, /* of a Markdown link's target, or a tag */
    IMAGE_MAX_BYTES = 400,   /* of an image's words in Markdown */
    NAME_MAX_BYTES = 10      /* of an element or entity */
};

void wtw_remnants_begin(struct wtw_remnants *remnants,
                        const struct wtw_text_kernel *kernel, const char *text,
                        size_t text_bytes)
{
    *remnants = (struct wtw_remnants){
        .kernel = kernel, .text = text, .text_bytes = text_bytes, .no_close = text_bytes};
}

/* ------------------------------------------------------------------ letters */

static bool is_letter(char byte)
{
    return (unsigned char)((byte | 0x20) - 'a') < 26;
}

static bool is_digit(char byte)
{
    return (unsigned char)(byte - '0') < 10;
}

static bool is_word(char byte)
{
    return is_letter(byte) || is_digit(byte);
}

static char lower(char byte)
{
    return is_letter(byte) ? (char)(byte | 0x20) : byte;
}

/* Whether 'word', in lower case, stands at 'at' in any case. */
static bool stands_at(const char *text, size_t at, size_t end, const char *word)
{
    size_t bytes = strlen(word);

    if (bytes > end - at)
        return false;
    for (size_t i = 0; i < bytes; i++)
        if (lower(text[at + i]) != word[i])
            return false;
    return true;
}

static bool is_listed(const char *text, size_t bytes, const char *const *list,
                      size_t list_count)
{
    for (size_t i = 0; i < list_count; i++)
        if (strlen(list[i]) == bytes && stands_at(text, 0, bytes, list[i]))
            return true;
    return false;
}

#define IS_LISTED(text, bytes, list)                                                     \
    is_listed((text), (bytes), (list), sizeof(list) / sizeof *(list))

/* ------------------------------------------------------------------ URLs and addresses
 */

static bool is_url_byte(char byte)
{
    return (unsigned char)byte > ' ' && !strchr("<>\"`|\\^{}", byte) && byte != 0x7F;
}

/* The end of a URL that begins before 'at': punctuation that ends the sentence is not
 * taken for a part of it. */
static size_t find_url_end(const char *text, size_t at, size_t end)
{
    size_t begin = at;

    while (at < end && is_url_byte(text[at]))
        at++;
    while (at > begin && strchr(".,;:!?)]'*_", text[at - 1]))
        at--;
    return at;
}

/* From "//" back over the scheme. */
static bool read_url(const struct wtw_remnants *remnants, size_t from, size_t at,
                     struct wtw_boilerplate_part *out)
{
    static const char *const schemes[] = {"https:", "http:", "ftp:"};
    const char *text = remnants->text;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t bytes = strlen(schemes[i]);

        if (at < from + bytes || !stands_at(text, at - bytes, at, schemes[i]))
            continue;

        size_t end = find_url_end(text, at + 2, remnants->text_bytes);

        if (end == at + 2)
            return false;
        *out = (struct wtw_boilerplate_part){(uint32_t)(at - bytes), (uint32_t)end,
                                             WTW_BOILERPLATE_LINK};
        return true;
    }
    return false;
}

static bool read_www(const struct wtw_remnants *remnants, size_t at,
                     struct wtw_boilerplate_part *out)
{
    const char *text = remnants->text;
    size_t end = 0;

    if (!stands_at(text, at, remnants->text_bytes, "www.") ||
        (at > 0 && is_word(text[at - 1])))
        return false;
    end = find_url_end(text, at + 4, remnants->text_bytes);
    if (end == at + 4 || !is_word(text[at + 4]))
        return false;
    *out =
        (struct wtw_boilerplate_part){(uint32_t)at, (uint32_t)end, WTW_BOILERPLATE_LINK};
    return true;
}

/* What an e-mail address may have before its '@'. */
static bool is_local_byte(char byte)
{
    return is_word(byte) || (byte && strchr("._%+-", byte));
}

/* The end of the domain that begins at 'at': its last part has two letters or more. 'at'
 * where there is none. */
static size_t find_domain_end(const char *text, size_t at, size_t end)
{
    size_t stop = at;
    size_t top = 0;

    while (stop < end && stop - at < DOMAIN_MAX_BYTES &&
           (is_word(text[stop]) || text[stop] == '-' || text[stop] == '.'))
        stop++;
    while (stop > at && !is_letter(text[stop - 1]))
        stop--; /* the full stop of the sentence */
    while (stop - top > at && is_letter(text[stop - 1 - top]))
        top++;
    return top >= 2 && stop - top > at + 1 && text[stop - 1 - top] == '.' ? stop : at;
}

static bool read_address(const struct wtw_remnants *remnants, size_t from, size_t at,
                         struct wtw_boilerplate_part *out)
{
    const char *text = remnants->text;
    size_t begin = at;
    size_t end = find_domain_end(text, at + 1, remnants->text_bytes);

    while (begin > from && at - begin < LOCAL_MAX_BYTES && is_local_byte(text[begin - 1]))
        begin--;
    if (begin == at || end == at + 1)
        return false;
    *out = (struct wtw_boilerplate_part){(uint32_t)begin, (uint32_t)end,
                                         WTW_BOILERPLATE_LINK};
    return true;
}

/* ------------------------------------------------------------------ Markdown */

static bool is_target(const char *text, size_t begin, size_t end)
{
    static const char *const openings[] = {"http", "www.",        "mailto:", "/",
                                           "#",    "javascript:", "data:",   "<http",
                                           "./",   "../",         "tel:"};

    if (begin == end)
        return true;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (stands_at(text, begin, end, openings[i]))
            return true;
    return false;
}

/* The "![" that opens the image whose words end at 'at'; 'at' where there is none. */
static size_t find_image_begin(const char *text, size_t from, size_t at)
{
    for (size_t i = at; i > from && at - i < IMAGE_MAX_BYTES && text[i - 1] != '\n'; i--)
        if (text[i - 1] == '[')
            return i >= from + 2 && text[i - 2] == '!' ? i - 2 : at;
    return at;
}

/* From "](" to its ")"; brackets in the target come in pairs. */
static bool read_target(const struct wtw_remnants *remnants, size_t from, size_t at,
                        struct wtw_boilerplate_part *out)
{
    const char *text = remnants->text;
    size_t depth = 1;
    size_t end = at + 2;

    if (end > remnants->text_bytes || text[at + 1] != '(')
        return false;
    for (; end < remnants->text_bytes && end - at < TARGET_MAX_BYTES; end++) {
        depth += text[end] == '(';
        depth -= text[end] == ')';
        if (!depth || text[end] == '\n')
            break;
    }
    if (depth || end >= remnants->text_bytes || !is_target(text, at + 2, end))
        return false;
    *out = (struct wtw_boilerplate_part){(uint32_t)find_image_begin(text, from, at),
                                         (uint32_t)(end + 1), WTW_BOILERPLATE_MARKUP};
    return true;
}

/* ------------------------------------------------------------------ HTML */

static const char *const elements[] = {
    "a",      "abbr",   "article", "aside",   "b",          "blockquote", "body",
    "br",     "button", "cite",    "code",    "div",        "dd",         "dl",
    "dt",     "em",     "embed",   "fb",      "figcaption", "figure",     "font",
    "footer", "form",   "h1",      "h2",      "h3",         "h4",         "h5",
    "h6",     "head",   "header",  "hr",      "html",       "i",          "iframe",
    "img",    "input",  "label",   "li",      "link",       "main",       "meta",
    "nav",    "ol",     "option",  "p",       "path",       "pre",        "s",
    "small",  "script", "select",  "section", "source",     "span",       "strong",
    "style",  "sub",    "sup",     "svg",     "table",      "tbody",      "td",
    "th",     "thead",  "time",    "title",   "tr",         "u",          "ul",
    "video"};

/* Elements whose content is no text. */
static const char *const hiding[] = {"script", "style", "svg", "iframe"};

static size_t name_length(const char *text, size_t at, size_t end)
{
    size_t bytes = 0;

    while (at + bytes < end && bytes <= NAME_MAX_BYTES && is_word(text[at + bytes]))
        bytes++;
    return bytes;
}

/* The end behind the closing tag of the element whose opening tag ends at 'at'; 'at'
 * where it is not closed. Looks in vain only once a text. */
static size_t find_closing(struct wtw_remnants *remnants, const char *name, size_t bytes,
                           size_t at)
{
    const char *text = remnants->text;
    size_t end = remnants->text_bytes;
    size_t i = at;

    if (at >= remnants->no_close)
        return at;
    while (i < end) {
        const char *found = memchr(text + i, '<', end - i);

        if (!found)
            break;
        i = (size_t)(found - text) + 1;
        if (i + 1 + bytes < end && text[i] == '/' &&
            memcmp(text + i + 1, name, bytes) == 0 && text[i + 1 + bytes] == '>')
            return i + bytes + 2;
    }
    remnants->no_close = at;
    return at;
}

static bool is_element(const char *text, size_t at, size_t bytes, size_t end)
{
    if (!bytes || bytes > NAME_MAX_BYTES || at + bytes >= end ||
        !IS_LISTED(text + at, bytes, elements))
        return false;
    /* <S> and <T> are companies on the ticker. */
    if (bytes == 1 && text[at] < 'a')
        return text[at] == 'P' && text[at + 1] == '>' && text[at - 1] == '/';
    return strchr("> /\t\r\n:", text[at + bytes]) && text[at + bytes];
}

static bool read_tag(struct wtw_remnants *remnants, size_t at,
                     struct wtw_boilerplate_part *out)
{
    const char *text = remnants->text;
    size_t end = remnants->text_bytes;
    size_t name = at + 1 + (at + 1 < end && text[at + 1] == '/');
    size_t bytes = name_length(text, name, end);
    size_t limit = end - at < TARGET_MAX_BYTES ? end : at + TARGET_MAX_BYTES;
    bool is_remark =
        stands_at(text, at, end, "<!--") || stands_at(text, at, end, "<!doc");
    const char *close = NULL;

    if (!is_remark && !is_element(text, name, bytes, end))
        return false;
    close = memchr(text + at, '>', limit - at);
    if (!close)
        return false;
    end = (size_t)(close - text) + 1;
    if (name == at + 1 && IS_LISTED(text + name, bytes, hiding))
        end = find_closing(remnants, text + name, bytes, end);
    *out = (struct wtw_boilerplate_part){(uint32_t)at, (uint32_t)end,
                                         WTW_BOILERPLATE_MARKUP};
    return true;
}

/* Entities that stand for no letter; those of letters are a part of their word. */
static const char *const entities[] = {
    "nbsp",  "amp",   "quot",  "apos",   "lt",     "gt",     "rsquo",  "lsquo",
    "ldquo", "rdquo", "mdash", "ndash",  "bull",   "middot", "raquo",  "laquo",
    "copy",  "reg",   "trade", "shy",    "zwj",    "zwnj",   "thinsp", "ensp",
    "emsp",  "euro",  "pound", "hellip", "iquest", "iexcl",  "sbquo",  "bdquo"};

/* What is no letter or digit among the characters that pages write as numbers. */
static bool is_punctuation(uint32_t c)
{
    static const char ascii[] = "\"&'<>";
    static const uint32_t letters[] = {0xAA, 0xB5, 0xBA};

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (c == letters[i])
            return false;
    if (c < 0x80)
        return c && strchr(ascii, (int)c) != NULL;
    return (c >= 0xA0 && c < 0xBF) || (c >= 0x2000 && c < 0x2070) || c == 0x20AC;
}

/* Whether a numeric entity, "#8217" or "#x2019", stands for punctuation. */
static bool is_number_of_punctuation(const char *text, size_t at, size_t bytes)
{
    static const char digits[] = "0123456789abcdef";
    bool is_hex = bytes > 1 && lower(text[at + 1]) == 'x';
    uint32_t base = is_hex ? 16 : 10;
    uint32_t number = 0;

    for (size_t i = is_hex ? 2 : 1; i < bytes; i++) {
        const char *digit = memchr(digits, lower(text[at + i]), base);

        if (!digit)
            return false;
        number = number * base + (uint32_t)(digit - digits);
    }
    return is_punctuation(number);
}

static bool read_entity(const struct wtw_remnants *remnants, size_t at,
                        struct wtw_boilerplate_part *out)
{
    const char *text = remnants->text;
    size_t end = remnants->text_bytes;
    size_t name = at + 1;
    size_t bytes = 0;
    bool is_known = false;

    while (name - at < 5 * NAME_MAX_BYTES && stands_at(text, name, end, "amp;"))
        name += 4; /* escaped once too often */
    if (name < end && text[name] == '#') {
        bytes = 1 + name_length(text, name + 1, end);
        is_known = bytes > 1 && bytes < 8 && is_number_of_punctuation(text, name, bytes);
    } else {
        bytes = name_length(text, name, end);
        is_known = IS_LISTED(text + name, bytes, entities);
    }
    if (is_known && name + bytes < end && text[name + bytes] == ';')
        name += bytes + 1;
    else if (name == at + 1)
        return false;
    *out = (struct wtw_boilerplate_part){(uint32_t)at, (uint32_t)name,
                                         WTW_BOILERPLATE_MARKUP};
    return true;
}

/* ------------------------------------------------------------------ the walk */

static bool read_remnant(struct wtw_remnants *remnants, size_t from, size_t at,
                         struct wtw_boilerplate_part *out)
{
    switch (remnants->text[at]) {
    case '<':
        return read_tag(remnants, at, out);
    case '&':
        return read_entity(remnants, at, out);
    case '@':
        return read_address(remnants, from, at, out);
    case '/':
        return read_url(remnants, from, at, out);
    case ']':
        return read_target(remnants, from, at, out);
    default:
        return read_www(remnants, at, out);
    }
}

bool wtw_remnants_next(struct wtw_remnants *remnants, size_t from, size_t end,
                       struct wtw_boilerplate_part *out_part)
{
    size_t at = remnants->next > from ? remnants->next : from;

    if (at >= end)
        return false; /* as where the sign was found that comes next */
    while ((at = remnants->kernel->find_sign(remnants->text, at, remnants->text_bytes)) <
           end) {
        if (read_remnant(remnants, from, at, out_part)) {
            remnants->next = out_part->end;
            return true;
        }
        at++;
    }
    remnants->next = at;
    return false;
}
