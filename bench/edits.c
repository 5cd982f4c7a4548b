/*
 * edits.c - passes from text to text, and which of them make which kind of copy
 *
 * A kind is a set of passes, run in the order in which they happen in life: an editor
 * changes words, cuts and adds, the site puts its lines around, the software sets quotes
 * and wraps lines. 'mixed' draws its set: 0 to edit-share of the words touched in nine of
 * ten, one in five cut, two in five padded, one in ten expanded, two in five with other
 * quotes, one in three re-wrapped; most of such pairs lie far below Jaccard .8, as those
 * of real syndicated news do.
 */
#include "edits.h"

#include "base/failure.h"
#include "prose.h"
#include "word_spans.h"

#include <string.h>

struct pass_input {
    struct wtw_editor *editor;
    struct wtw_random *random;
    const char *text;
    size_t text_bytes;
    uint32_t site;
};

enum pass {
    PASS_TOUCH_WORDS = 1,
    PASS_CUT = 2,
    PASS_EXPAND = 4,
    PASS_PAD = 8,
    PASS_REQUOTE = 16,
    PASS_REWRAP = 32
};

static const struct {
    const char *name;
    uint32_t passes;
    bool makes_copy;
} kinds[WTW_EDIT_KIND_COUNT] = {
    [WTW_EDIT_EXACT] = {"exact", 0, true},
    [WTW_EDIT_REWRAP] = {"rewrap", PASS_REWRAP, true},
    [WTW_EDIT_REQUOTE] = {"requote", PASS_REQUOTE, true},
    [WTW_EDIT_NEAR] = {"near", PASS_TOUCH_WORDS, true},
    [WTW_EDIT_TRUNCATE] = {"truncate", PASS_CUT, true},
    [WTW_EDIT_PAD] = {"pad", PASS_PAD, true},
    [WTW_EDIT_EXPAND] = {"expand", PASS_EXPAND, true},
    [WTW_EDIT_MIXED] = {"mixed", 0, true}, /* drawn for each copy */
    [WTW_EDIT_MERGE] = {"merge", 0, false},
    [WTW_EDIT_EXCERPT] = {"excerpt", 0, false},
};

const char *wtw_edit_kind_name(enum wtw_edit_kind kind)
{
    return kinds[kind].name;
}

bool wtw_edit_makes_copy(enum wtw_edit_kind kind)
{
    return kinds[kind].makes_copy;
}

void wtw_editor_release(struct wtw_editor *editor)
{
    wtw_buffer_release(&editor->drafts[0]);
    wtw_buffer_release(&editor->drafts[1]);
}

static enum wtw_status append(struct wtw_buffer *out, const char *piece,
                              struct wtw_error *error)
{
    return wtw_buffer_append(out, piece, strlen(piece), error);
}

/* ------------------------------------------------------------------ words */

/* A new word in the place of a span's core, with a capital letter where the old one had
 * one. */
static void put_new_word(const struct wtw_word_model *model, uint64_t bits,
                         bool has_capital, struct wtw_buffer *out)
{
    char *begin = out->items + out->count;
    char *end = wtw_word_draw(model, bits, begin);

    if (has_capital)
        wtw_word_capitalise(begin);
    out->count += (size_t)(end - begin);
}

static void put_bytes(struct wtw_buffer *out, const char *bytes, size_t byte_count)
{
    memcpy(out->items + out->count, bytes, byte_count);
    out->count += byte_count;
}

/* Of four touched words two are replaced, one is left out and one gets a new neighbour
 * before it. */
static void touch_word(const struct pass_input *in, const struct wtw_word_span *span,
                       uint64_t bits, struct wtw_buffer *out)
{
    const struct wtw_word_model *model = in->editor->model;
    const struct wtw_word_span core = wtw_word_span_core(in->text, span);
    uint32_t choice = (uint32_t)(bits >> 17) & 3;

    if (core.begin == core.end) { /* a dash */
        put_bytes(out, in->text + span->begin, span->end - span->begin);
        return;
    }
    if (choice == 2) {
        if (out->count > 0 && out->items[out->count - 1] == ' ')
            out->count--;
        return;
    }
    if (choice == 3) {
        put_new_word(model, bits, false, out);
        if (model->has_spaces)
            put_bytes(out, " ", 1);
        put_bytes(out, in->text + span->begin, span->end - span->begin);
        return;
    }
    char first = in->text[core.begin];

    put_bytes(out, in->text + span->begin, core.begin - span->begin);
    put_new_word(model, bits, first >= 'A' && first <= 'Z', out);
    put_bytes(out, in->text + core.end, span->end - core.end);
}

static enum wtw_status touch_words(const struct pass_input *in, struct wtw_buffer *out,
                                   struct wtw_error *error)
{
    bool has_spaces = in->editor->model->has_spaces;
    uint32_t share = wtw_random_below(in->random, in->editor->edit_share_per_mille + 1);
    struct wtw_word_span span;

    for (size_t at = 0;
         wtw_word_span_next(in->text, in->text_bytes, at, has_spaces, &span);
         at = span.end) {
        uint64_t bits = wtw_random_next(in->random);
        bool is_touched = ((bits >> 32) * 1000) >> 32 < share;

        WTW_TRY(wtw_buffer_reserve(out, span.end - at + 2 * WTW_WORD_ROOM_BYTES, error));
        put_bytes(out, in->text + at, span.begin - at);
        if (is_touched)
            touch_word(in, &span, bits, out);
        else
            put_bytes(out, in->text + span.begin, span.end - span.begin);
    }
    return WTW_OK;
}

static enum wtw_status cut(const struct pass_input *in, struct wtw_buffer *out,
                           struct wtw_error *error)
{
    bool has_spaces = in->editor->model->has_spaces;
    size_t word_count = wtw_word_spans_count(in->text, in->text_bytes, has_spaces);
    size_t kept = word_count * wtw_random_between(in->random, 600, 950) / 1000;
    size_t end = wtw_word_spans_skip(in->text, in->text_bytes, has_spaces, kept);

    WTW_TRY(wtw_buffer_append(out, in->text, end, error));
    return wtw_random_chance(in->random, 50) ? append(out, " …", error) : WTW_OK;
}

/* ------------------------------------------------------------------ paragraphs and lines
 */

/* The offset after the 'wanted'-th empty line, or the end of the text. */
static size_t paragraph_end(const char *text, size_t text_bytes, size_t wanted)
{
    for (size_t i = 0; i + 1 < text_bytes; i++) {
        if (text[i] == '\n' && text[i + 1] == '\n' && wanted-- == 0)
            return i;
    }
    return text_bytes;
}

static enum wtw_status expand(const struct pass_input *in, struct wtw_buffer *out,
                              struct wtw_error *error)
{
    const struct wtw_word_model *model = in->editor->model;
    size_t word_count = wtw_word_spans_count(in->text, in->text_bytes, model->has_spaces);
    size_t new_words = word_count * wtw_random_between(in->random, 10, 60) / 100;
    size_t border =
        wtw_random_chance(in->random, 50)
            ? in->text_bytes
            : paragraph_end(in->text, in->text_bytes, wtw_random_below(in->random, 6));

    WTW_TRY(wtw_buffer_append(out, in->text, border, error));
    WTW_TRY(append(out, "\n\n", error));
    WTW_TRY(
        wtw_prose_write(model, in->random, (uint32_t)new_words + 1, false, out, error));
    return wtw_buffer_append(out, in->text + border, in->text_bytes - border, error);
}

static enum wtw_status pad(const struct pass_input *in, struct wtw_buffer *out,
                           struct wtw_error *error)
{
    return wtw_site_lines_write(in->editor->sites, in->site, in->editor->model,
                                in->random, in->text, in->text_bytes, out, error);
}

/*
 * Lines of at most 56 to 79 bytes, in words; in Chinese as many characters of three bytes
 * as that is. One article in three marks paragraphs by an indent instead of an empty
 * line.
 */
static enum wtw_status rewrap(const struct pass_input *in, struct wtw_buffer *out,
                              struct wtw_error *error)
{
    bool has_spaces = in->editor->model->has_spaces;
    size_t width = wtw_random_between(in->random, 56, 79);
    const char *paragraph = wtw_random_below(in->random, 3) ? "\n\n" : "\n    ";
    size_t column = 0;
    struct wtw_word_span span;

    for (size_t at = 0;
         wtw_word_span_next(in->text, in->text_bytes, at, has_spaces, &span);
         at = span.end) {
        size_t word_bytes = span.end - span.begin;
        bool is_paragraph = span.begin - at >= 2 && in->text[at] == '\n';
        bool is_full = column > 0 && column + 1 + word_bytes > width;

        if (is_paragraph)
            WTW_TRY(append(out, paragraph, error));
        else if (is_full)
            WTW_TRY(append(out, "\n", error));
        else
            WTW_TRY(wtw_buffer_append(out, in->text + at, span.begin - at, error));
        column = is_paragraph || is_full ? 0 : column + (span.begin - at);
        WTW_TRY(wtw_buffer_append(out, in->text + span.begin, word_bytes, error));
        column += word_bytes;
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ quotes */

static const struct {
    const char *curly;
    const char *plain;
} quotes[] = {{"“", "\""}, {"”", "\""},  {"«", "\""}, {"»", "\""},
              {"’", "'"},  {"——", "--"}, {"—", "--"}, {"…", "..."}};
enum { QUOTE_COUNT = sizeof quotes / sizeof *quotes };

/* The quote at 'at', QUOTE_COUNT where there is none. */
static size_t find_quote(const char *text, size_t text_bytes, size_t at)
{
    size_t q = 0;

    while (q < QUOTE_COUNT &&
           (strlen(quotes[q].curly) > text_bytes - at ||
            memcmp(text + at, quotes[q].curly, strlen(quotes[q].curly))))
        q++;
    return q;
}

/* The curly ones begin with the lead byte of U+00AB or of general punctuation. */
static enum wtw_status make_plain(const struct pass_input *in, struct wtw_buffer *out,
                                  struct wtw_error *error)
{
    size_t copied = 0;

    for (size_t at = 0; at < in->text_bytes; at++) {
        unsigned char lead = (unsigned char)in->text[at];

        if (lead != 0xc2 && lead != 0xe2)
            continue;
        size_t q = find_quote(in->text, in->text_bytes, at);

        if (q == QUOTE_COUNT)
            continue;
        WTW_TRY(wtw_buffer_append(out, in->text + copied, at - copied, error));
        WTW_TRY(append(out, quotes[q].plain, error));
        copied = at + strlen(quotes[q].curly);
        at = copied - 1;
    }
    return wtw_buffer_append(out, in->text + copied, in->text_bytes - copied, error);
}

/* A double quote opens at the text's begin and after a gap, and closes everywhere else.
 */
static enum wtw_status make_curly(const struct pass_input *in, struct wtw_buffer *out,
                                  struct wtw_error *error)
{
    size_t copied = 0;

    for (size_t at = 0; at < in->text_bytes; at++) {
        bool opens = at == 0 || wtw_is_gap(in->text[at - 1]);

        if (in->text[at] != '"' && in->text[at] != '\'')
            continue;
        WTW_TRY(wtw_buffer_append(out, in->text + copied, at - copied, error));
        WTW_TRY(append(out, in->text[at] == '\'' ? "’" : opens ? "“" : "”", error));
        copied = at + 1;
    }
    return wtw_buffer_append(out, in->text + copied, in->text_bytes - copied, error);
}

static enum wtw_status requote(const struct pass_input *in, struct wtw_buffer *out,
                               struct wtw_error *error)
{
    bool has_plain =
        memchr(in->text, '"', in->text_bytes) || memchr(in->text, '\'', in->text_bytes);

    return has_plain ? make_curly(in, out, error) : make_plain(in, out, error);
}

/* ------------------------------------------------------------------ kinds */

static const struct {
    enum pass pass;
    uint32_t percent_of_mixed;
    enum wtw_status (*run)(const struct pass_input *in, struct wtw_buffer *out,
                           struct wtw_error *error);
} passes[] = {
    {PASS_TOUCH_WORDS, 90, touch_words}, {PASS_CUT, 20, cut},
    {PASS_EXPAND, 10, expand},           {PASS_PAD, 40, pad},
    {PASS_REQUOTE, 40, requote},         {PASS_REWRAP, 33, rewrap},
};
enum { PASS_COUNT = sizeof passes / sizeof *passes };

static uint32_t draw_passes(struct wtw_random *random)
{
    uint32_t set = 0;

    for (size_t i = 0; i < PASS_COUNT; i++)
        if (wtw_random_chance(random, passes[i].percent_of_mixed))
            set |= passes[i].pass;
    return set;
}

enum wtw_status wtw_edit_apply(struct wtw_editor *editor, enum wtw_edit_kind kind,
                               struct wtw_random *random, uint32_t site,
                               const struct wtw_buffer *text, struct wtw_buffer *out,
                               struct wtw_error *error)
{
    uint32_t set = kind == WTW_EDIT_MIXED ? draw_passes(random) : kinds[kind].passes;
    const struct wtw_buffer *latest = text;

    for (size_t i = 0; i < PASS_COUNT; i++) {
        if (!(set & passes[i].pass))
            continue;
        struct pass_input in = {editor, random, latest->items, latest->count, site};
        struct wtw_buffer *draft = &editor->drafts[latest == &editor->drafts[0]];

        draft->count = 0;
        WTW_TRY(passes[i].run(&in, draft, error));
        latest = draft;
    }
    out->count = 0;
    return wtw_buffer_append(out, latest->items, latest->count, error);
}

enum wtw_status wtw_edit_quote(const struct wtw_word_model *model,
                               struct wtw_random *random, const struct wtw_buffer *text,
                               struct wtw_buffer *out, struct wtw_error *error)
{
    size_t word_count = wtw_word_spans_count(text->items, text->count, model->has_spaces);
    size_t quoted = wtw_random_between(random, 20, 60);

    if (quoted > word_count)
        quoted = word_count;
    size_t before = wtw_random_below(random, (uint32_t)(word_count - quoted) + 1);
    size_t begin =
        wtw_word_spans_skip(text->items, text->count, model->has_spaces, before);
    size_t end =
        wtw_word_spans_skip(text->items, text->count, model->has_spaces, before + quoted);

    while (begin < end && wtw_is_gap(text->items[begin]))
        begin++;
    WTW_TRY(append(out, "\n\n“", error));
    WTW_TRY(wtw_buffer_append(out, text->items + begin, end - begin, error));
    return append(out, "”", error);
}
