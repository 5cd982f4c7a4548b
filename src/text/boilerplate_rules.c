/*
 * boilerplate_rules.c - the way from a line to the phrases that it may meet
 *
 * Most lines meet no phrase, so what matters is how soon that is known: the first letters
 * of a line (up to four of its first word, folded) choose one of 1024 buckets, and nearly
 * all of those are empty. Only a line whose bucket is not empty is brought into plain
 * form and compared, phrase by phrase. Forms ENDS goes the same way from the last
 * letters.
 *
 * A regular expression engine or an Aho-Corasick automaton over all phrases was not
 * taken: both look at every byte of the text, and phrases count only where lines begin
 * and end.
 */
#include "text/boilerplate_rules.h"

#include "text/bylines.h"

#include <string.h>

/* Keys of ends must not meet those of begins. */
#define END_SALT 0x5BD1E995u

static unsigned bucket_of(uint32_t key)
{
    return key >> 22;
}

_Static_assert(WTW_RULE_BUCKETS == 1 << (32 - 22), "a bucket for each value of 10 bits");

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
    *index = (struct wtw_rule_index){{0}, {0}};
    for (size_t i = 0; i < wtw_rule_count() && i < WTW_RULES_MAX; i++) {
        unsigned bucket = bucket_of(key_of(wtw_rule(i)));

        index->next[i] = index->first[bucket];
        index->first[bucket] = (uint16_t)(i + 1);
    }
}

bool wtw_rule_may_begin(const struct wtw_rule_index *index, const char *text,
                        size_t begin, size_t end)
{
    uint32_t two = 0;
    uint32_t key = wtw_plain_first(text, begin, end, &two);

    return index->first[bucket_of(key)] || index->first[bucket_of(two)];
}

bool wtw_rule_may_end(const struct wtw_rule_index *index, const char *text, size_t begin,
                      size_t end)
{
    return index->first[bucket_of(wtw_plain_last(text, begin, end) ^ END_SALT)];
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
    return line->count >= bytes && memcmp(line->bytes, phrase, bytes) == 0 &&
           is_word_boundary(line, bytes);
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

static bool meets(const struct wtw_boilerplate_rule *rule,
                  const struct wtw_plain_line *line, const char *text, size_t begin,
                  size_t end)
{
    size_t bytes = strlen(rule->phrase);

    if (!begins_with(line, rule->phrase, bytes))
        return false;
    if (rule->form == WTW_RULE_WHOLE)
        return line->is_whole && line->count == bytes;
    if (line->is_quoted)
        return false;
    switch (rule->form) {
    case WTW_RULE_LABEL:
        return line->is_whole && line->count <= LABEL_MAX_BYTES &&
               is_label_end(line, bytes);
    case WTW_RULE_OPENS:
        return line->is_whole && line->count <= OPENS_MAX_BYTES;
    case WTW_RULE_BRACKET:
        return line->is_bracketed && line->is_whole;
    case WTW_RULE_NAMES:
        return line->is_whole && bytes < line->count &&
               wtw_byline_is_names(text, begin + line->places[bytes], end);
    default:
        return false;
    }
}

static const struct wtw_boilerplate_rule *longest(const struct wtw_boilerplate_rule *a,
                                                  const struct wtw_boilerplate_rule *b)
{
    return !a || strlen(b->phrase) > strlen(a->phrase) ? b : a;
}

const struct wtw_boilerplate_rule *wtw_rule_for_begin(const struct wtw_rule_index *index,
                                                      const struct wtw_plain_line *line,
                                                      const char *text, size_t begin,
                                                      size_t end, unsigned where)
{
    const struct wtw_boilerplate_rule *best = NULL;
    uint32_t keys[2];

    keys[0] = wtw_plain_first(text, begin, end, &keys[1]);
    for (int k = 0; k < 2; k++)
        for (unsigned i = index->first[bucket_of(keys[k])]; i; i = index->next[i - 1]) {
            const struct wtw_boilerplate_rule *rule = wtw_rule(i - 1);

            if ((rule->where & where) && meets(rule, line, text, begin, end))
                best = longest(best, rule);
        }
    return best;
}

const struct wtw_boilerplate_rule *wtw_rule_for_end(const struct wtw_rule_index *index,
                                                    const struct wtw_plain_line *line,
                                                    const char *text, size_t begin,
                                                    size_t end)
{
    const struct wtw_boilerplate_rule *best = NULL;
    uint32_t key = wtw_plain_last(text, begin, end) ^ END_SALT;

    for (unsigned i = index->first[bucket_of(key)]; i; i = index->next[i - 1]) {
        const struct wtw_boilerplate_rule *rule = wtw_rule(i - 1);
        size_t bytes = strlen(rule->phrase);

        if (rule->form == WTW_RULE_ENDS && line->is_whole && !line->is_quoted &&
            line->count >= bytes &&
            memcmp(line->bytes + line->count - bytes, rule->phrase, bytes) == 0 &&
            is_word_boundary(line, line->count - bytes))
            best = longest(best, rule);
    }
    return best;
}

const struct wtw_boilerplate_rule *wtw_rule_for_bracket(
    const struct wtw_rule_index *index, const struct wtw_plain_line *line,
    const char *text, size_t begin, size_t end)
{
    const struct wtw_boilerplate_rule *best = NULL;
    uint32_t two = 0;
    uint32_t key = wtw_plain_first(text, begin, end, &two);

    for (unsigned i = index->first[bucket_of(key)]; i; i = index->next[i - 1]) {
        const struct wtw_boilerplate_rule *rule = wtw_rule(i - 1);

        if (rule->form == WTW_RULE_CLOSES &&
            begins_with(line, rule->phrase, strlen(rule->phrase)))
            best = longest(best, rule);
    }
    return best;
}
