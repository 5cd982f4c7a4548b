/*
 * tokens.c - splits a text into normalised tokens
 *
 * The text is scanned in chunks (ascii_scan) for runs of letters. Runs of ASCII and of
 * letters that fold where they stand, nearly all of European text, are tokens in lower case
 * and go to the sink in rows; runs with anything else go to mixed_run one by one, so that
 * one odd character costs its own word only and not its line or article.
 *
 * A chunk ends somewhere inside of a run as a rule. The next chunk then begins where that
 * run began.
 */
#include "text/tokens.h"

#include "base/memory.h"
#include "text/folding.h"
#include "text/mixed_run.h"

/* A chunk of the text, scanned, and which of its runs are dealt with. */
struct chunk {
    size_t offset; /* in the text */
    size_t run;    /* the first one that is not yet dealt with */
    struct wtw_ascii_scan scan;
};

/* The first of the runs from 'run' to before 'end' that ends behind 'offset', or 'end'. */
static size_t find_run_behind(const uint16_t *edges, size_t run, size_t end,
                              size_t offset)
{
    while (run < end) {
        size_t middle = run + (end - run) / 2;

        if (edges[2 * middle + 1] <= offset)
            run = middle + 1;
        else
            end = middle;
    }
    return run;
}

/* The first run from 'run' on that is not folded yet, or too long for a token, or still
 * open. */
static size_t find_plain_end(const struct wtw_ascii_scan *scan, size_t run)
{
    const uint16_t *edges = scan->edges;
    size_t end = scan->edge_count / 2;

    if (scan->has_high && run < end)
        end = find_run_behind(edges, run, end,
                              wtw_ascii_scan_next_high(scan, edges[2 * run]));
    if (!scan->may_have_long)
        return end;
    while (run < end && edges[2 * run + 1] - edges[2 * run] <= WTW_FOLDING_MAX_CHARACTERS)
        run++;
    return run;
}

/* Gives the row of plain tokens that comes next. */
static enum wtw_status give_plain_row(struct wtw_token_sink *sink, struct chunk *chunk)
{
    const struct wtw_ascii_scan *scan = &chunk->scan;
    size_t first = chunk->run;

    chunk->run = find_plain_end(scan, first);

    const struct wtw_plain_tokens plain = {
        .lower = scan->lower,
        .offset = (uint32_t)chunk->offset,
        .count = chunk->run - first,
        .edges = scan->edges + 2 * first,
    };

    return plain.count ? wtw_token_sink_give_plain(sink, &plain) : WTW_OK;
}

/* Splits the scanned chunk; 'out_next' is where the next one has to begin. */
static enum wtw_status split_chunk(struct wtw_token_sink *sink, struct chunk *chunk,
                                   const char *text, size_t text_bytes, size_t *out_next)
{
    const struct wtw_ascii_scan *scan = &chunk->scan;
    size_t chunk_end = chunk->offset + scan->byte_count;
    size_t run_count = (scan->edge_count + 1) / 2; /* with one that is open */
    size_t done = chunk->offset;

    while (true) {
        WTW_TRY(give_plain_row(sink, chunk));
        if (chunk->run == run_count)
            break;

        size_t begin = chunk->offset + scan->edges[2 * chunk->run];

        /* A run open at the chunk's end is seen whole from a chunk of its own, if that
         * helps. */
        if (chunk->run == scan->edge_count / 2 && begin > chunk->offset) {
            *out_next = begin;
            return WTW_OK;
        }
        WTW_TRY(wtw_mixed_run_split(sink, text, text_bytes, begin, &done));
        while (chunk->run < run_count &&
               chunk->offset + scan->edges[2 * chunk->run] < done)
            chunk->run++;
    }
    *out_next = chunk_end > done ? chunk_end : done;
    return WTW_OK;
}

enum wtw_status wtw_tokens_split(struct wtw_token_sink *sink, const char *text,
                                 size_t text_bytes)
{
    struct chunk chunk;

    if (text_bytes > UINT32_MAX)
        return wtw_fail(sink->error, WTW_TOO_LARGE,
                        "a text of %zu bytes is too large; the ceiling is 4 GiB",
                        text_bytes);
    for (size_t offset = 0; offset < text_bytes;) {
        chunk.offset = offset;
        chunk.run = 0;
        sink->kernel->scan(&chunk.scan, text + offset, text_bytes - offset);
        wtw_ascii_scan_fold_letters(&chunk.scan);
        WTW_TRY(split_chunk(sink, &chunk, text, text_bytes, &offset));
    }
    return WTW_OK;
}

enum wtw_status wtw_tokens_new(struct wtw_tokens **out_tokens, struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(out_tokens, 1, error));
    (*out_tokens)->kernel = wtw_text_kernel_best();
    return WTW_OK;
}

void wtw_tokens_free(struct wtw_tokens *tokens)
{
    if (!tokens)
        return;
    wtw_release_items(tokens->hashes);
    wtw_release_items(tokens->ranges);
    wtw_release_items(tokens);
}

enum wtw_status wtw_tokens_make(struct wtw_tokens *tokens, const char *text,
                                size_t text_bytes, struct wtw_error *error)
{
    return wtw_tokens_fill_story(tokens, text, text_bytes, NULL, 0, false, error);
}

/* Gives the tokens of bytes [begin, end), with ranges into the whole text. */
static enum wtw_status split_between(struct wtw_token_sink *sink, const char *text,
                                     size_t begin, size_t end)
{
    struct wtw_tokens *tokens = sink->tokens;
    size_t first = tokens->count;

    WTW_TRY(wtw_tokens_split(sink, text + begin, end - begin));
    if (!begin || sink->has_no_use_for_ranges)
        return WTW_OK;
    for (size_t i = first; i < tokens->count; i++) {
        tokens->ranges[i].begin += (uint32_t)begin;
        tokens->ranges[i].end += (uint32_t)begin;
    }
    return WTW_OK;
}

static enum wtw_status split_story(struct wtw_token_sink *sink, const char *text,
                                   size_t text_bytes,
                                   const struct wtw_boilerplate_part *parts,
                                   size_t part_count)
{
    size_t begin = 0;

    for (size_t i = 0; i < part_count; i++) {
        if (begin < parts[i].begin)
            WTW_TRY(split_between(sink, text, begin, parts[i].begin));
        begin = parts[i].end;
    }
    return begin < text_bytes ? split_between(sink, text, begin, text_bytes) : WTW_OK;
}

/* Of a text that has no more than this beside its boilerplate, the rules took a table or
 * a list for what it is not. */
enum { STORY_TOKENS_MIN = 16 };

static bool covers_half(const struct wtw_boilerplate_part *parts, size_t part_count,
                        size_t text_bytes)
{
    size_t covered = 0;

    for (size_t i = 0; i < part_count; i++)
        covered += parts[i].end - parts[i].begin;
    return 2 * covered >= text_bytes;
}

enum wtw_status wtw_tokens_fill_story(struct wtw_tokens *tokens, const char *text,
                                      size_t text_bytes,
                                      const struct wtw_boilerplate_part *parts,
                                      size_t part_count, bool has_no_use_for_ranges,
                                      struct wtw_error *error)
{
    struct wtw_token_sink sink = {.kernel = tokens->kernel,
                                  .tokens = tokens,
                                  .has_no_use_for_ranges = has_no_use_for_ranges,
                                  .error = error};
    enum wtw_status status = WTW_OK;

    tokens->count = 0;
    if (text_bytes > UINT32_MAX)
        part_count = 0; /* their offsets end before; the text is refused */
    status = split_story(&sink, text, text_bytes, parts, part_count);
    if (status == WTW_OK && part_count && tokens->count < STORY_TOKENS_MIN &&
        covers_half(parts, part_count, text_bytes))
        return wtw_tokens_fill_story(tokens, text, text_bytes, NULL, 0,
                                     has_no_use_for_ranges, error);
    tokens->bad_bytes = status == WTW_OK ? sink.bad_bytes : 0;
    if (status != WTW_OK)
        tokens->count = 0;
    return status;
}

enum wtw_status wtw_tokens_make_story(struct wtw_tokens *tokens, const char *text,
                                      size_t text_bytes,
                                      const struct wtw_boilerplate_part *parts,
                                      size_t part_count, struct wtw_error *error)
{
    return wtw_tokens_fill_story(tokens, text, text_bytes, parts, part_count, false,
                                 error);
}

size_t wtw_tokens_count(const struct wtw_tokens *tokens)
{
    return tokens->count;
}

const uint64_t *wtw_tokens_hashes(const struct wtw_tokens *tokens)
{
    return tokens->hashes;
}

const struct wtw_range *wtw_tokens_ranges(const struct wtw_tokens *tokens)
{
    return tokens->ranges;
}

uint64_t wtw_tokens_bad_bytes(const struct wtw_tokens *tokens)
{
    return tokens->bad_bytes;
}
