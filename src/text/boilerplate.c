/*
 * boilerplate.c - finds what in a text is not of the story itself
 *
 * The text is walked over once, line by line (text_lines undoes hard wraps). Of each line
 * it is asked, the cheapest first:
 *
 *   - is it boilerplate as a whole? (line_verdict: rules and shapes)
 *   - did it stand in the text before? (repeated_lines)
 *   - does it begin with a dateline? (datelines; first lines only)
 *   - do its last sentences, or the credit of a picture, belong to nobody's story?
 *   - are there remnants inside of it? (markup_remnants)
 *
 * To lose a sentence of the story is worse than to keep a line too many: what is kept
 * costs an article some of its likeness to its copies, what is lost may be all that sets
 * two stories apart. So lines are judged by phrases that stand where sentences do not
 * have them, and a classifier of text blocks by their density of words and links was not
 * taken: it finds more, and cannot say why.
 */
#include "base/memory.h"
#include "text/datelines.h"
#include "text/line_verdict.h"
#include "text/markup_remnants.h"
#include "text/repeated_lines.h"

#include <string.h>

/* Bylines, dates and datelines are looked for in so many lines from the top: a page has
 * its title, subtitle, author, date and buttons there. */
enum { HEAD_LINES = 12, DATELINE_LINES = 8 };

/* The tail is the last part of a text: 1000 bytes, or a sixth. */
enum { TAIL_BYTES = 1000, TAIL_SHARE = 6 };

/* A text of which captions make up a third is a gallery. */
enum { GALLERY_SHARE = 3 };

struct wtw_boilerplate {
    const struct wtw_text_kernel *kernel;
    struct wtw_boilerplate_part *parts;
    size_t count;
    size_t capacity;
    struct wtw_agency_credit agencies[WTW_BOILERPLATE_MAX_AGENCIES];
    size_t agency_count;
    struct wtw_rule_index rules;
    struct wtw_agency_index agency_index;
    struct wtw_repeated_lines repeated;
    struct wtw_plain_line plain;
};

/* One walk over one text. */
struct walk {
    struct wtw_boilerplate *boilerplate;
    struct wtw_remnants remnants;
    struct wtw_line_place place;
    struct wtw_open_label label;
    size_t done;          /* everything before is decided */
    size_t caption_bytes; /* in lines that are captions as a whole */
    bool has_dateline;
    struct wtw_error *error;
};

static const char *const kind_names[] = {"title",  "byline",  "date",    "dateline",
                                         "credit", "related", "link",    "share",
                                         "notice", "markup",  "caption", "repeated"};

_Static_assert(sizeof kind_names / sizeof *kind_names == WTW_BOILERPLATE_KIND_COUNT,
               "every kind has a name");

const char *wtw_boilerplate_kind_name(enum wtw_boilerplate_kind kind)
{
    return (unsigned)kind < WTW_BOILERPLATE_KIND_COUNT ? kind_names[kind] : "unknown";
}

/* ------------------------------------------------------------------ agencies */

/* How much a part's kind says about where the article comes from. */
static int strength(enum wtw_boilerplate_kind kind)
{
    switch (kind) {
    case WTW_BOILERPLATE_DATELINE:
        return 4;
    case WTW_BOILERPLATE_CREDIT:
        return 3;
    case WTW_BOILERPLATE_BYLINE:
        return 2;
    case WTW_BOILERPLATE_NOTICE:
        return 1;
    default:
        return 0;
    }
}

static bool contains(const char *text, struct wtw_boilerplate_part part, const char *word)
{
    size_t bytes = strlen(word);

    for (size_t i = part.begin; i + bytes <= part.end; i++)
        if (memcmp(text + i, word, bytes) == 0)
            return true;
    return false;
}

/* A notice says who holds the rights, or it does not speak of where the text is from. */
static bool may_name_agency(const char *text, struct wtw_boilerplate_part part)
{
    if (part.kind != WTW_BOILERPLATE_NOTICE)
        return strength(part.kind) > 0;
    return contains(text, part, "\xC2\xA9") || contains(text, part, "opyright") ||
           contains(text, part, "OPYRIGHT");
}

static void credit_agency(struct wtw_boilerplate *boilerplate,
                          struct wtw_agency_credit credit)
{
    for (size_t i = 0; i < boilerplate->agency_count; i++) {
        struct wtw_agency_credit *known = &boilerplate->agencies[i];

        if (known->agency != credit.agency)
            continue;
        if (strength(credit.evidence.kind) > strength(known->evidence.kind))
            *known = credit;
        return;
    }
    if (boilerplate->agency_count < WTW_BOILERPLATE_MAX_AGENCIES)
        boilerplate->agencies[boilerplate->agency_count++] = credit;
}

static void find_agencies(struct walk *walk, struct wtw_boilerplate_part part)
{
    const char *text = walk->place.text;
    struct wtw_agency_hit hit;
    size_t at = part.begin;

    if (!may_name_agency(text, part))
        return;
    while (wtw_agency_find(&walk->boilerplate->agency_index, text, part.begin, at,
                           part.end, &hit)) {
        credit_agency(walk->boilerplate,
                      (struct wtw_agency_credit){
                          hit.agency, part, {(uint32_t)hit.begin, (uint32_t)hit.end}});
        at = hit.end;
    }
}

/* ------------------------------------------------------------------ parts */

static enum wtw_status add_part(struct walk *walk, struct wtw_boilerplate_part part)
{
    struct wtw_boilerplate *boilerplate = walk->boilerplate;

    walk->done = part.end;
    if (boilerplate->count == WTW_BOILERPLATE_MAX_PARTS)
        return WTW_OK;
    if (boilerplate->count == boilerplate->capacity)
        WTW_TRY(WTW_GROW(&boilerplate->parts, &boilerplate->capacity,
                         boilerplate->count + 1, walk->error));
    boilerplate->parts[boilerplate->count++] = part;
    find_agencies(walk, part);
    return WTW_OK;
}

static enum wtw_status add_range(struct walk *walk, size_t begin, size_t end,
                                 enum wtw_boilerplate_kind kind)
{
    return add_part(walk,
                    (struct wtw_boilerplate_part){(uint32_t)begin, (uint32_t)end, kind});
}

/* The remnants up to 'end'. */
static enum wtw_status add_remnants(struct walk *walk, size_t end)
{
    struct wtw_boilerplate_part part;

    while (wtw_remnants_next(&walk->remnants, walk->done, end, &part))
        WTW_TRY(add_part(walk, part));
    return WTW_OK;
}

/* ------------------------------------------------------------------ lines */

/* Four words or more, so that "Yes." may be said twice. */
static bool is_long_enough_to_repeat(const char *text, struct wtw_text_line line)
{
    size_t blanks = 0;

    for (size_t i = line.begin; i < line.end && blanks < 3; i++)
        blanks += text[i] == ' ' && text[i + 1] != ' ';
    return blanks == 3;
}

static bool is_repeated(struct walk *walk)
{
    const char *text = walk->place.text;
    struct wtw_text_line line = walk->place.line;

    return line.end - line.begin >= 16 &&
           wtw_repeated_lines_add(&walk->boilerplate->repeated, text, line.begin,
                                  line.end) &&
           is_long_enough_to_repeat(text, line);
}

static bool is_whole_line(struct walk *walk, enum wtw_boilerplate_kind *out_kind)
{
    struct wtw_boilerplate *boilerplate = walk->boilerplate;

    if (wtw_line_is_boilerplate(&boilerplate->rules, &boilerplate->agency_index,
                                &walk->place, &walk->label, &boilerplate->plain,
                                out_kind))
        return true;
    *out_kind = WTW_BOILERPLATE_REPEATED;
    return is_repeated(walk);
}

static enum wtw_status add_dateline(struct walk *walk)
{
    struct wtw_text_line line = walk->place.line;
    size_t end = 0;

    if (walk->has_dateline || walk->place.number >= DATELINE_LINES)
        return WTW_OK;
    end = wtw_dateline_end(&walk->boilerplate->agency_index, walk->place.text, line.begin,
                           line.end);
    if (end == line.begin)
        return WTW_OK;
    walk->has_dateline = true;
    return add_range(walk, line.begin, end, WTW_BOILERPLATE_DATELINE);
}

static enum wtw_status walk_line(struct walk *walk)
{
    struct wtw_boilerplate *boilerplate = walk->boilerplate;
    struct wtw_text_line line = walk->place.line;
    struct wtw_boilerplate_part tail[WTW_TAIL_PARTS_MAX];
    enum wtw_boilerplate_kind kind = WTW_BOILERPLATE_REPEATED;
    size_t tail_count = 0;

    if (is_whole_line(walk, &kind)) {
        if (kind == WTW_BOILERPLATE_CAPTION)
            walk->caption_bytes += line.end - line.begin;
        return add_range(walk, line.begin, line.end, kind);
    }
    WTW_TRY(add_dateline(walk));
    tail_count = wtw_line_tail(&boilerplate->rules, &boilerplate->agency_index,
                               &walk->place, &boilerplate->plain, tail);
    WTW_TRY(add_remnants(walk, tail_count ? tail[tail_count - 1].begin : line.end));
    while (tail_count--)
        if (tail[tail_count].begin >= walk->done)
            WTW_TRY(add_part(walk, tail[tail_count]));
    return WTW_OK;
}

static unsigned where_is(const struct wtw_line_place *place)
{
    size_t left = place->text_end - place->line.begin;
    unsigned where = WTW_RULE_ANYWHERE & ~(unsigned)(WTW_RULE_HEAD | WTW_RULE_TAIL);

    if (place->number < HEAD_LINES)
        where |= WTW_RULE_HEAD;
    if (left <= TAIL_BYTES || left <= place->text_end / TAIL_SHARE)
        where |= WTW_RULE_TAIL;
    return where;
}

static size_t find_text_end(const char *text, size_t text_bytes)
{
    while (text_bytes && (text[text_bytes - 1] == ' ' || text[text_bytes - 1] == '\n' ||
                          text[text_bytes - 1] == '\r' || text[text_bytes - 1] == '\t'))
        text_bytes--;
    return text_bytes;
}

static enum wtw_status walk_text(struct walk *walk, size_t text_bytes)
{
    const char *text = walk->place.text;
    struct wtw_text_lines lines;

    walk->boilerplate->count = walk->boilerplate->agency_count = 0;
    wtw_repeated_lines_begin(&walk->boilerplate->repeated);
    wtw_remnants_begin(&walk->remnants, walk->boilerplate->kernel, text, text_bytes);
    wtw_text_lines_begin(&lines, text, text_bytes);
    while (wtw_text_lines_next(&lines, &walk->place.line)) {
        struct wtw_text_line *line = &walk->place.line;

        /* An element that hides its content may have run over this line. */
        if (line->end <= walk->done)
            continue;
        if (line->begin < walk->done)
            line->begin = walk->done;
        walk->place.where = where_is(&walk->place);
        WTW_TRY(walk_line(walk));
        walk->place.number++;
    }
    return WTW_OK;
}

/* Walks over the text, and once more where it turns out that it is a gallery: a text made
 * of captions would vanish as a whole. */
static enum wtw_status walk_twice_if_gallery(struct wtw_boilerplate *boilerplate,
                                             const char *text, size_t text_bytes,
                                             struct wtw_error *error)
{
    struct walk walk = {.boilerplate = boilerplate, .error = error};
    struct walk again = walk;

    walk.place.text = again.place.text = text;
    walk.place.text_end = again.place.text_end = find_text_end(text, text_bytes);
    again.place.is_gallery = true;
    WTW_TRY(walk_text(&walk, text_bytes));
    return walk.caption_bytes > text_bytes / GALLERY_SHARE ? walk_text(&again, text_bytes)
                                                           : WTW_OK;
}

enum wtw_status wtw_boilerplate_find(struct wtw_boilerplate *boilerplate,
                                     const char *text, size_t text_bytes,
                                     struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    boilerplate->count = boilerplate->agency_count = 0;
    if (text_bytes > UINT32_MAX)
        return wtw_fail(error, WTW_TOO_LARGE,
                        "a text of %zu bytes is too large; the ceiling is 4 GiB",
                        text_bytes);
    status = walk_twice_if_gallery(boilerplate, text, text_bytes, error);
    if (status != WTW_OK)
        boilerplate->count = boilerplate->agency_count = 0;
    return status;
}

/* ------------------------------------------------------------------ life, and what was
 * found */

enum wtw_status wtw_boilerplate_new(struct wtw_boilerplate **out_boilerplate,
                                    struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(out_boilerplate, 1, error));
    (*out_boilerplate)->kernel = wtw_text_kernel_best();
    wtw_rule_index_make(&(*out_boilerplate)->rules);
    wtw_agency_index_make(&(*out_boilerplate)->agency_index);
    return WTW_OK;
}

void wtw_boilerplate_use(struct wtw_boilerplate *boilerplate,
                         const struct wtw_text_kernel *kernel)
{
    boilerplate->kernel = kernel;
}

void wtw_boilerplate_free(struct wtw_boilerplate *boilerplate)
{
    if (!boilerplate)
        return;
    wtw_release_items(boilerplate->parts);
    wtw_release_items(boilerplate);
}

size_t wtw_boilerplate_count(const struct wtw_boilerplate *boilerplate)
{
    return boilerplate->count;
}

const struct wtw_boilerplate_part *wtw_boilerplate_items(
    const struct wtw_boilerplate *boilerplate)
{
    return boilerplate->parts;
}

size_t wtw_boilerplate_agency_count(const struct wtw_boilerplate *boilerplate)
{
    return boilerplate->agency_count;
}

const struct wtw_agency_credit *wtw_boilerplate_agencies(
    const struct wtw_boilerplate *boilerplate)
{
    return boilerplate->agencies;
}

const struct wtw_agency_credit *wtw_boilerplate_agency(
    const struct wtw_boilerplate *boilerplate)
{
    const struct wtw_agency_credit *best = NULL;

    for (size_t i = 0; i < boilerplate->agency_count; i++) {
        const struct wtw_agency_credit *credit = &boilerplate->agencies[i];

        if (!best || strength(credit->evidence.kind) > strength(best->evidence.kind))
            best = credit;
    }
    return best;
}
