/*
 * boilerplate_rules.c - the way from a line to the phrases that it may meet
 *
 * Most lines meet no phrase, so what matters is how soon that is known: the first letters
 * of a line (up to four of its first word, folded) are a key, and one look at a bit map
 * tells whether any phrase has it. Only then is the line brought into plain form, its
 * beginning first, and compared with the phrases of that key. ENDS goes the same way from
 * the last letters.
 *
 * A regular expression engine or an Aho-Corasick automaton over all phrases was not
 * taken: both look at every byte of the text, and phrases count only where lines begin
 * and end.
 */
#include "text/boilerplate_rules.h"

#include "text/bylines.h"
#include "text/line_words.h"

#include <string.h>

/* Keys of ends must not meet those of begins. */
#define END_SALT 0x5BD1E995u

static unsigned bucket_of(uint32_t key)
{
    return key >> 22;
}

_Static_assert(WTW_RULE_BUCKETS == 1 << (32 - 22), "a bucket for each value of 10 bits");

/* 32768 bits for some 300 keys: one key in a hundred passes by chance. */
static bool is_in_filter(const struct wtw_rule_index *index, uint32_t key)
{
    return index->filter[key >> 23] >> (key >> 17 & 63) & 1;
}

_Static_assert(WTW_RULE_FILTER_WORDS == 1 << (32 - 23),
               "a word for each value of 9 bits");

static uint32_t key_of(const struct wtw_boilerplate_rule *rule)
{
    size_t bytes = strlen(rule->phrase);
    uint32_t two = 0;

    if (rule->form == WTW_RULE_ENDS)
        return wtw_plain_last(rule->phrase, 0, bytes) ^ END_SALT;
    return wtw_plain_first(rule->phrase, 0, bytes, &two);
}

void wtw_rule_index_make(struct wtw_rule_index *index)
{
    memset(index, 0, sizeof *index);
    for (size_t i = 0; i < wtw_rule_count() && i < WTW_RULES_MAX; i++) {
        uint32_t key = key_of(wtw_rule(i));
        unsigned bucket = bucket_of(key);

        index->filter[key >> 23] |= UINT64_C(1) << (key >> 17 & 63);
        index->next[i] = index->first[bucket];
        index->first[bucket] = (uint16_t)(i + 1);
    }
}

bool wtw_rule_may_end(const struct wtw_rule_index *index, const char *text, size_t begin,
                      size_t end)
{
    return is_in_filter(index, wtw_plain_last(text, begin, end) ^ END_SALT);
}

/* Whether no letter or digit goes on where a phrase stops. Scripts without spaces go on
 * at once. */
static bool is_word_boundary(const struct wtw_plain_line *line, size_t at)
{
    if (at == line->count || at == 0)
        return true;

    unsigned char byte = (unsigned char)line->bytes[at];
    unsigned char before = (unsigned char)line->bytes[at - 1];

    if (byte >= 0x80 || before >= 0x80)
        return byte >= 0xE3 || before >= 0xE3 || byte < 0x80;
    return !((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) ||
           !((before >= 'a' && before <= 'z') || (before >= '0' && before <= '9'));
}

static bool begins_with(const struct wtw_plain_line *line, const char *phrase,
                        size_t bytes)
{
    bool ends_with_digit = (unsigned char)(phrase[bytes - 1] - '0') < 10;

    /* "copyright 20" is of any year. */
    return line->count >= bytes && memcmp(line->bytes, phrase, bytes) == 0 &&
           (ends_with_digit || is_word_boundary(line, bytes));
}

/* Whether a mark that ends labels stands at 'at'. A dash counts between spaces only. */
static bool is_label_end(const struct wtw_plain_line *line, size_t at)
{
    const char *bytes = line->bytes;

    if (at == line->count)
        return true;
    if (bytes[at] == ' ')
        at++;
    if (at >= line->count)
        return true;
    if (bytes[at] == '-')
        return bytes[at - 1] == ' ' && at + 1 < line->count && bytes[at + 1] == ' ';
    return strchr(":|>/", bytes[at]) != NULL;
}

/* A line that begins a paragraph of prose is longer than any title. */
enum { LABEL_MAX_BYTES = 330, OPENS_MAX_BYTES = 420 };

/* Enough to tell "In the" from "In case you missed it". */
enum { PREFIX_BYTES = 8 };

/* A line as it stands in the text. */
struct raw_line {
    const char *text;
    size_t begin;
    size_t end;
    unsigned where;
};

static const char buttons[] =
    " share tweet facebook twitter whatsapp email e-mail mail print linkedin reddit "
    "pinterest telegram flipboard messenger instagram youtube tumblr viber bluesky "
    "threads copy link save pin comment comments on via this post sms x google plus "
    "more vk ок вк ";

/* Whether all words from 'at' on name buttons, and there is one. Numbers count them. */
static bool is_buttons(const char *bytes, size_t at, size_t end)
{
    size_t words = 0;

    while (at < end) {
        struct wtw_word word = wtw_word_at(bytes, at, end);

        if (word.written == WTW_WORD_NONE) {
            at++;
            continue;
        }
        if (word.written != WTW_WORD_NUMBER && !wtw_word_is(bytes, &word, buttons))
            return false;
        words++;
        at = word.end;
    }
    return words > 0;
}

/* Whether a sentence ends inside of the line: a stop after four letters and before a
 * space. Titles have none, and abbreviations are shorter. */
static bool has_inner_stop(const struct wtw_plain_line *line)
{
    size_t letters = 0;

    for (size_t i = 0; i + 1 < line->count; i++) {
        if (line->bytes[i] == '.' && line->bytes[i + 1] == ' ' && letters >= 4)
            return true;
        letters = line->bytes[i] == ' ' || line->bytes[i] == '.' ? 0 : letters + 1;
    }
    return false;
}

static bool meets_label(const struct wtw_boilerplate_rule *rule,
                        const struct wtw_plain_line *line, const struct raw_line *raw)
{
    size_t bytes = strlen(rule->phrase);

    if (!is_label_end(line, bytes))
        return false;
    if (rule->form == WTW_RULE_SOURCE)
        return line->count == bytes ||
               wtw_byline_is_source(raw->text, raw->begin + line->places[bytes],
                                    raw->end);
    return line->count <= LABEL_MAX_BYTES &&
           (rule->kind != WTW_BOILERPLATE_RELATED || !has_inner_stop(line));
}

static bool meets(const struct wtw_boilerplate_rule *rule,
                  const struct wtw_plain_line *line, const struct raw_line *raw)
{
    size_t bytes = strlen(rule->phrase);

    if (!line->is_whole || !begins_with(line, rule->phrase, bytes))
        return false;
    if (rule->form == WTW_RULE_WHOLE)
        return line->count == bytes;
    if (line->is_quoted)
        return false;
    switch (rule->form) {
    case WTW_RULE_LABEL:
    case WTW_RULE_SOURCE:
        return meets_label(rule, line, raw);
    case WTW_RULE_OPENS:
        return line->count <= OPENS_MAX_BYTES;
    case WTW_RULE_BUTTONS:
        return is_buttons(line->bytes, bytes, line->count);
    case WTW_RULE_BRACKET:
        return line->is_bracketed;
    case WTW_RULE_NAMES:
        return bytes < line->count &&
               wtw_byline_is_names(raw->text, raw->begin + line->places[bytes], raw->end);
    default:
        return false;
    }
}

static const struct wtw_boilerplate_rule *longest(const struct wtw_boilerplate_rule *a,
                                                  const struct wtw_boilerplate_rule *b)
{
    return !a || strlen(b->phrase) > strlen(a->phrase) ? b : a;
}

/* The rule with the longest phrase that the line meets, of those in the bucket of 'key'. */
static const struct wtw_boilerplate_rule *best_of_bucket(
    const struct wtw_rule_index *index, uint32_t key, const struct wtw_plain_line *line,
    const struct raw_line *raw)
{
    const struct wtw_boilerplate_rule *best = NULL;

    for (unsigned i = index->first[bucket_of(key)]; i; i = index->next[i - 1]) {
        const struct wtw_boilerplate_rule *rule = wtw_rule(i - 1);

        if ((rule->where & raw->where) && meets(rule, line, raw))
            best = longest(best, rule);
    }
    return best;
}

/* Whether some phrase in the bucket of 'key' begins the line, as far as that is known. */
static bool some_phrase_begins(const struct wtw_rule_index *index, uint32_t key,
                               const struct wtw_plain_line *line)
{
    for (unsigned i = index->first[bucket_of(key)]; i; i = index->next[i - 1]) {
        const char *phrase = wtw_rule(i - 1)->phrase;
        size_t bytes = strlen(phrase);

        if (memcmp(line->bytes, phrase, bytes < line->count ? bytes : line->count) == 0)
            return true;
    }
    return false;
}

const struct wtw_boilerplate_rule *wtw_rule_for_begin(const struct wtw_rule_index *index,
                                                      struct wtw_plain_line *line,
                                                      const char *text, size_t begin,
                                                      size_t end, unsigned where)
{
    const struct raw_line raw = {text, begin, end, where};
    uint32_t two = 0;
    uint32_t key = wtw_plain_first(text, begin, end, &two);

    if (!is_in_filter(index, key)) {
        if (two == key || !is_in_filter(index, two))
            return NULL;
        key = two;
    }
    wtw_plain_line_make_prefix(line, text, begin, end, PREFIX_BYTES);
    if (!some_phrase_begins(index, key, line))
        return NULL;
    wtw_plain_line_make(line, text, begin, end);
    return best_of_bucket(index, key, line, &raw);
}

const struct wtw_boilerplate_rule *wtw_rule_for_end(const struct wtw_rule_index *index,
                                                    struct wtw_plain_line *line,
                                                    const char *text, size_t begin,
                                                    size_t end)
{
    const struct wtw_boilerplate_rule *best = NULL;
    uint32_t key = wtw_plain_last(text, begin, end) ^ END_SALT;

    if (!is_in_filter(index, key))
        return NULL;
    wtw_plain_line_make(line, text, begin, end);
    if (!line->is_whole || line->is_quoted)
        return NULL;
    for (unsigned i = index->first[bucket_of(key)]; i; i = index->next[i - 1]) {
        const struct wtw_boilerplate_rule *rule = wtw_rule(i - 1);
        size_t bytes = strlen(rule->phrase);

        if (rule->form == WTW_RULE_ENDS && line->count >= bytes &&
            memcmp(line->bytes + line->count - bytes, rule->phrase, bytes) == 0 &&
            is_word_boundary(line, line->count - bytes))
            best = longest(best, rule);
    }
    return best;
}

const struct wtw_boilerplate_rule *wtw_rule_for_bracket(
    const struct wtw_rule_index *index, struct wtw_plain_line *line, const char *text,
    size_t begin, size_t end)
{
    const struct wtw_boilerplate_rule *best = NULL;
    uint32_t two = 0;
    uint32_t key = wtw_plain_first(text, begin, end, &two);

    if (!is_in_filter(index, key))
        return NULL;
    wtw_plain_line_make(line, text, begin, end);
    for (unsigned i = index->first[bucket_of(key)]; i; i = index->next[i - 1]) {
        const struct wtw_boilerplate_rule *rule = wtw_rule(i - 1);

        if (rule->form == WTW_RULE_CLOSES &&
            begins_with(line, rule->phrase, strlen(rule->phrase)))
            best = longest(best, rule);
    }
    return best;
}
