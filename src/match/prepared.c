/*
 * prepared.c - articles read again, made ready to be compared
 *
 * Pairs come ordered by component, so a pair's first article is mostly that of the pair
 * before, and the members of a cluster come up again and again; each worker keeps the
 * last few prepared articles in a small cache, by their number. Keeping all shingle sets
 * in memory was rejected: 3 KB an article.
 */
#include "match/prepared.h"

#include "base/memory.h"
#include "match/shingle_index.h"
#include "text/story.h"

#include <string.h>

/*
 * 32 prepared articles of 400 words are 0.6 MB, which the second-level cache holds. A
 * text of more than LARGE_BYTES is forgotten after its pair, so that the cache never
 * holds much.
 */
enum { CACHE_SLOTS = 32, LARGE_BYTES = 1 << 18, NOT_CACHED = -1 };

/* The room of longer texts is not kept from one beginning to the next. */
enum { KEPT_BYTES = 1 << 15 };

struct wtw_prepared {
    int64_t article; /* NOT_CACHED while empty */
    bool is_tokenised;
    struct wtw_buffer text;
    struct wtw_tokens *tokens;
};

struct wtw_preparer {
    const struct wtw_options *options;
    const struct wtw_kernel *kernel;
    const struct wtw_unit_set *left_out; /* NULL for none */
    const struct wtw_outlines *outlines; /* likewise */
    struct wtw_story_text
        maker; /* its boilerplate serves all; its tokens are none of its own */
    struct wtw_prepared cache[CACHE_SLOTS];
    struct wtw_prepared
        second; /* for a pair whose articles want the same place of the cache */
    struct wtw_prepared_pair last; /* given last; NULL before the first */
    struct wtw_shingle_index index;
    const struct wtw_prepared *indexed; /* whose shingles are in it; NULL for none */
    bool met_large;
};

static void forget(struct wtw_prepared *prepared)
{
    wtw_buffer_release(&prepared->text);
    wtw_tokens_free(prepared->tokens);
    *prepared = (struct wtw_prepared){.article = NOT_CACHED};
}

static void forget_index(struct wtw_preparer *preparer)
{
    wtw_shingle_index_release(&preparer->index);
    preparer->indexed = NULL;
}

static void forget_if_large(struct wtw_preparer *preparer, struct wtw_prepared *prepared)
{
    if (!prepared || prepared->text.count <= LARGE_BYTES)
        return;
    forget(prepared);
    forget_index(preparer);
}

enum wtw_status wtw_preparer_new(const struct wtw_options *options,
                                 const struct wtw_kernel *kernel,
                                 const struct wtw_unit_set *left_out,
                                 const struct wtw_outlines *outlines,
                                 struct wtw_preparer **out_preparer,
                                 struct wtw_error *error)
{
    struct wtw_preparer *preparer = NULL;

    WTW_TRY(WTW_ALLOCATE(&preparer, 1, error));
    preparer->options = options;
    preparer->kernel = kernel;
    preparer->left_out = left_out;
    preparer->outlines = outlines;
    preparer->maker.kernel = wtw_text_kernel_named(kernel->name);
    for (int i = 0; i < CACHE_SLOTS; i++)
        preparer->cache[i].article = NOT_CACHED;
    preparer->second.article = NOT_CACHED;
    *out_preparer = preparer;
    return WTW_OK;
}

void wtw_preparer_free(struct wtw_preparer *preparer)
{
    if (!preparer)
        return;
    for (int i = 0; i < CACHE_SLOTS; i++)
        forget(&preparer->cache[i]);
    forget(&preparer->second);
    forget_index(preparer);
    wtw_story_release(&preparer->maker);
    wtw_release_items(preparer);
}

static void begin_anew(struct wtw_preparer *preparer, struct wtw_prepared *prepared)
{
    if (prepared->text.capacity > KEPT_BYTES) {
        forget(prepared);
        forget_index(preparer);
    }
    prepared->article = NOT_CACHED;
}

void wtw_preparer_begin(struct wtw_preparer *preparer)
{
    for (int i = 0; i < CACHE_SLOTS; i++)
        begin_anew(preparer, &preparer->cache[i]);
    begin_anew(preparer, &preparer->second);
    preparer->last = (struct wtw_prepared_pair){NULL, NULL};
    preparer->indexed = NULL;
}

static enum wtw_status fetch_text(struct wtw_preparer *preparer,
                                  struct wtw_prepared *prepared, uint32_t article,
                                  struct wtw_error *error)
{
    const struct wtw_text_source *source = &preparer->options->text_source;

    if (prepared->article == article)
        return WTW_OK;
    if (preparer->indexed == prepared)
        preparer->indexed = NULL;
    prepared->article = NOT_CACHED;
    prepared->is_tokenised = false;
    prepared->text.count = 0;
    WTW_TRY(source->fetch(source->context, article, &prepared->text, error));
    prepared->article = article;
    preparer->met_large = preparer->met_large || prepared->text.count > LARGE_BYTES;
    return WTW_OK;
}

bool wtw_preparer_met_large(const struct wtw_preparer *preparer)
{
    return preparer->met_large;
}

enum wtw_status wtw_preparer_fetch(struct wtw_preparer *preparer, uint32_t a, uint32_t b,
                                   struct wtw_prepared_pair *out_pair,
                                   struct wtw_error *error)
{
    struct wtw_prepared *first = &preparer->cache[a % CACHE_SLOTS];
    struct wtw_prepared *second = &preparer->cache[b % CACHE_SLOTS];

    if (first == second)
        second = &preparer->second;
    forget_if_large(preparer, preparer->last.a);
    forget_if_large(preparer, preparer->last.b);
    preparer->last = (struct wtw_prepared_pair){first, second};
    WTW_TRY(fetch_text(preparer, first, a, error));
    WTW_TRY(fetch_text(preparer, second, b, error));
    *out_pair = preparer->last;
    return WTW_OK;
}

static enum wtw_status make_tokens(struct wtw_preparer *preparer,
                                   const struct wtw_prepared *prepared,
                                   struct wtw_error *error)
{
    const struct wtw_buffer *text = &prepared->text;
    bool keeps_boilerplate = preparer->options->keeps_boilerplate;
    struct wtw_boilerplate_part parts[WTW_OUTLINE_MAX_PARTS];
    size_t count = 0;

    if (preparer->outlines && !keeps_boilerplate &&
        wtw_outlines_parts(preparer->outlines, (size_t)prepared->article, text->count,
                           parts, &count))
        return wtw_story_make_without(&preparer->maker, text->items, text->count, parts,
                                      count, error);
    return wtw_story_make(&preparer->maker, text->items, text->count, keeps_boilerplate,
                          error);
}

/* The finder of boilerplate is large, so the articles share one. */
static enum wtw_status make_story(struct wtw_preparer *preparer,
                                  struct wtw_prepared *prepared, struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    preparer->maker.tokens = prepared->tokens;
    status = make_tokens(preparer, prepared, error);
    prepared->tokens = preparer->maker.tokens;
    preparer->maker.tokens = NULL;
    return status;
}

static enum wtw_status tokenise_text(struct wtw_preparer *preparer,
                                     struct wtw_prepared *prepared,
                                     struct wtw_error *error)
{
    if (prepared->is_tokenised)
        return WTW_OK;
    WTW_TRY(make_story(preparer, prepared, error));
    if (preparer->left_out)
        wtw_units_leave_out(prepared->tokens, prepared->text.items, preparer->left_out);
    prepared->is_tokenised = true;
    return WTW_OK;
}

static enum wtw_status index_shingles(struct wtw_preparer *preparer,
                                      const struct wtw_prepared *prepared,
                                      struct wtw_error *error)
{
    if (preparer->indexed == prepared)
        return WTW_OK;
    preparer->indexed = NULL;
    WTW_TRY(wtw_shingle_index_make(&preparer->index, wtw_tokens_hashes(prepared->tokens),
                                   wtw_tokens_count(prepared->tokens),
                                   preparer->options->shingle_tokens, error));
    preparer->indexed = prepared;
    return WTW_OK;
}

enum wtw_status wtw_preparer_tokenise(struct wtw_preparer *preparer,
                                      const struct wtw_prepared_pair *pair,
                                      struct wtw_error *error)
{
    WTW_TRY(tokenise_text(preparer, pair->a, error));
    return tokenise_text(preparer, pair->b, error);
}

static enum wtw_status count_shingles(struct wtw_preparer *preparer,
                                      const struct wtw_prepared *prepared,
                                      uint32_t *shingles, struct wtw_error *error)
{
    if (*shingles)
        return WTW_OK;
    WTW_TRY(index_shingles(preparer, prepared, error));
    *shingles = wtw_shingle_index_distinct(&preparer->index);
    return WTW_OK;
}

/* One text is indexed at a time, a last, since the next pair mostly has the same. */
enum wtw_status wtw_preparer_compare(struct wtw_preparer *preparer,
                                     const struct wtw_prepared_pair *pair,
                                     struct wtw_figures *figures, struct wtw_error *error)
{
    WTW_TRY(count_shingles(preparer, pair->b, &figures->b_shingles, error));
    WTW_TRY(count_shingles(preparer, pair->a, &figures->a_shingles, error));
    WTW_TRY(index_shingles(preparer, pair->a, error));
    figures->shared = wtw_shingle_index_shared(
        &preparer->index, wtw_tokens_hashes(pair->b->tokens),
        wtw_tokens_count(pair->b->tokens), preparer->options->shingle_tokens);
    return WTW_OK;
}

bool wtw_prepared_same_bytes(const struct wtw_prepared_pair *pair)
{
    const struct wtw_buffer *a = &pair->a->text;
    const struct wtw_buffer *b = &pair->b->text;

    return a->count == b->count && a->count && memcmp(a->items, b->items, a->count) == 0;
}

bool wtw_prepared_same_tokens(const struct wtw_prepared_pair *pair)
{
    const struct wtw_tokens *a = pair->a->tokens;
    const struct wtw_tokens *b = pair->b->tokens;
    size_t count = wtw_tokens_count(a);

    if (count != wtw_tokens_count(b))
        return false;
    return !count || memcmp(wtw_tokens_hashes(a), wtw_tokens_hashes(b),
                            count * sizeof(uint64_t)) == 0;
}

const struct wtw_tokens *wtw_prepared_tokens(const struct wtw_prepared *prepared)
{
    return prepared->tokens;
}

const char *wtw_prepared_bytes(const struct wtw_prepared *prepared)
{
    return prepared->text.items;
}
