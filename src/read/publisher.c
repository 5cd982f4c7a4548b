/*
 * publisher.c - who published an article, papers of one house taken together
 *
 * Papers of one house have subdomains of one name, and what one newsroom wrote stands in
 * all of them; so that they are one publisher, of a host only the part counts that its
 * owner has registered. The list of public suffixes of the browsers would be exact and is
 * larger than this program; what stands in news are suffixes of two labels below a
 * country's, and a few hosts that let everybody publish.
 */
#include "read/publisher.h"

#include "read/field_values.h"

#include <string.h>
#include <strings.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* A name is hashed in pieces of this size, to fold it without memory of its own. */
enum { PIECE_BYTES = 64 };

/* Second labels below which a country lets people register names: "co.uk", "com.au". */
static const char *const second_labels[] = {"ac",   "asso", "co", "com", "edu", "gob",
                                            "gouv", "gov",  "gv", "ltd", "mil", "ne",
                                            "net",  "nom",  "or", "org", "plc", "press"};

/* Whoever has a name below these publishes for himself. */
static const char *const platforms[] = {
    "blogger.com", "blogspot.com",  "github.io",    "livejournal.com",
    "medium.com",  "over-blog.com", "substack.com", "tumblr.com",
    "typepad.com", "weebly.com",    "wixsite.com",  "wordpress.com"};

static bool is_one_of(struct wtw_span text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i]) == text.count &&
            strncasecmp(text.items, words[i], text.count) == 0)
            return true;
    }
    return false;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The last 'labels' of a host name, all of it where it has no more. */
static struct wtw_span last_labels(struct wtw_span host, size_t labels)
{
    size_t begin = host.count;

    while (begin > 0 && (host.items[begin - 1] != '.' || --labels > 0))
        begin--;
    return (struct wtw_span){host.items + begin, host.count - begin};
}

/* Below "uk" in "co.uk": the first label of two, and the second has two letters. */
static bool is_suffix(struct wtw_span two_labels)
{
    const char *point = memchr(two_labels.items, '.', two_labels.count);
    struct wtw_span first = two_labels;

    if (!point)
        return false;
    first.count = (size_t)(point - two_labels.items);
    return two_labels.count - first.count == 3 &&
           is_one_of(first, second_labels,
                     sizeof second_labels / sizeof second_labels[0]);
}

struct wtw_span wtw_host_family(struct wtw_span host)
{
    struct wtw_span two = last_labels(host, 2);

    if (host.count && is_digit(host.items[host.count - 1]))
        return host; /* an address in numbers */
    if (is_suffix(two) ||
        is_one_of(two, platforms, sizeof platforms / sizeof platforms[0]))
        return last_labels(host, 3);
    return two;
}

static bool is_host_character(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '.' || byte == '-';
}

/* "paper.example" is a host, "St. Ives Times" a name. */
static bool is_host(struct wtw_span source)
{
    const char *point = memchr(source.items, '.', source.count);

    for (size_t i = 0; i < source.count; i++) {
        if (!is_host_character(source.items[i]))
            return false;
    }
    return point && point > source.items && source.items[source.count - 1] != '.';
}

struct wtw_span wtw_publisher_of(const struct wtw_fields *fields)
{
    struct wtw_span source = wtw_field_text(fields, WTW_FIELD_SOURCE);

    if (!source.count) {
        source = wtw_url_host(wtw_field_text(fields, WTW_FIELD_URL));
        return source.count ? wtw_host_family(source) : source;
    }
    return is_host(source) ? wtw_host_family(source) : source;
}

uint32_t wtw_publisher_number(struct wtw_span name)
{
    char piece[PIECE_BYTES];
    uint64_t hash = 0;

    if (!name.count)
        return 0;
    for (size_t begin = 0; begin < name.count; begin += PIECE_BYTES) {
        size_t left = name.count - begin;
        size_t count = left < PIECE_BYTES ? left : PIECE_BYTES;

        for (size_t i = 0; i < count; i++) {
            char byte = name.items[begin + i];

            piece[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
        }
        hash = XXH3_64bits_withSeed(piece, count, hash);
    }
    return (uint32_t)hash | 1u;
}

bool wtw_publisher_is_same(struct wtw_span a, struct wtw_span b)
{
    return a.count && a.count == b.count && strncasecmp(a.items, b.items, a.count) == 0;
}
