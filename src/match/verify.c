/*
 * verify.c - decide candidates by exact counts on the texts themselves
 *
 * Each text of a pair is fetched again, tokenised and shingled, and the two sets are
 * compared. Pairs come sorted, so a pair's first article is mostly that of the pair
 * before, and the members of a cluster come up again and again; each worker keeps the
 * last few prepared articles in a small cache, by their number. Keeping all shingle sets
 * in memory was rejected: 3 KB an article.
 *
 * Passages are looked for only where the figures alone cannot tell an excerpt, or where
 * the caller wants them of every match: they cost about as much as all the rest.
 */
#include "match/verify.h"

#include "base/memory.h"
#include "base/threads.h"
#include "match/pairs.h"
#include "match/relation.h"
#include "sketch/shingles.h"

#include <string.h>

/*
 * 32 prepared articles of 400 words are 0.6 MB, which the second-level cache holds. A
 * text of more than LARGE_BYTES is forgotten after its pair, so that the cache never
 * holds much.
 */
enum { CACHE_SLOTS = 32, LARGE_BYTES = 1 << 18, NOT_CACHED = -1 };

/* Pairs that a worker takes at a time: about 0.3 ms of work. */
enum { CHUNK_PAIRS = 64 };

/* One article, as far as it had to be prepared. */
struct prepared {
    int64_t article; /* NOT_CACHED while empty */
    bool is_tokenised;
    bool is_shingled;
    bool is_indexed; /* only the first of a pair needs to be */
    struct wtw_buffer text;
    struct wtw_tokens *tokens;
    struct wtw_shingles *shingles;
};

struct verify_worker {
    struct prepared cache[CACHE_SLOTS];
    struct prepared
        second; /* for a pair whose articles want the same place of the cache */
    struct wtw_passages *passages;
};

struct verifier {
    const struct wtw_verify *verify;
    const uint64_t *pairs;
    struct wtw_match *matches;
    struct verify_worker *workers;
};

static void forget(struct prepared *prepared)
{
    wtw_buffer_release(&prepared->text);
    wtw_tokens_free(prepared->tokens);
    wtw_shingles_free(prepared->shingles);
    *prepared = (struct prepared){.article = NOT_CACHED};
}

static enum wtw_status fetch_text(const struct verifier *verifier,
                                  struct prepared *prepared, uint32_t article,
                                  struct wtw_error *error)
{
    const struct wtw_text_source *source = &verifier->verify->options->text_source;

    if (prepared->article == article)
        return WTW_OK;
    prepared->article = NOT_CACHED;
    prepared->is_tokenised = false;
    prepared->is_shingled = false;
    prepared->is_indexed = false;
    prepared->text.count = 0;
    WTW_TRY(source->fetch(source->context, article, &prepared->text, error));
    prepared->article = article;
    return WTW_OK;
}

static enum wtw_status tokenise_text(struct prepared *prepared, struct wtw_error *error)
{
    if (prepared->is_tokenised)
        return WTW_OK;
    if (!prepared->tokens)
        WTW_TRY(wtw_tokens_new(&prepared->tokens, error));
    WTW_TRY(wtw_tokens_make(prepared->tokens, prepared->text.items, prepared->text.count,
                            error));
    prepared->is_tokenised = true;
    return WTW_OK;
}

static enum wtw_status shingle_tokens(const struct verifier *verifier,
                                      struct prepared *prepared, struct wtw_error *error)
{
    if (prepared->is_shingled)
        return WTW_OK;
    if (!prepared->shingles)
        WTW_TRY(wtw_shingles_new(&prepared->shingles, error));
    WTW_TRY(wtw_shingles_fill(prepared->shingles, verifier->verify->kernel,
                              wtw_tokens_hashes(prepared->tokens),
                              wtw_tokens_count(prepared->tokens),
                              verifier->verify->options->shingle_tokens, error));
    prepared->is_shingled = true;
    return WTW_OK;
}

static enum wtw_status index_shingles(struct prepared *prepared, struct wtw_error *error)
{
    if (prepared->is_indexed)
        return WTW_OK;
    WTW_TRY(wtw_shingles_index(prepared->shingles, error));
    prepared->is_indexed = true;
    return WTW_OK;
}

static bool have_same_bytes(const struct prepared *a, const struct prepared *b)
{
    return a->text.count == b->text.count && a->text.count &&
           memcmp(a->text.items, b->text.items, a->text.count) == 0;
}

/* Equal tokens need no comparing; they were counted when they were sketched. */
static void judge_equal(const struct verifier *verifier, struct wtw_match *match)
{
    const struct wtw_verify *verify = verifier->verify;
    uint32_t shingles = verify->shingle_counts[match->a];
    uint32_t tokens = verify->token_counts[match->a];

    match->relation = WTW_EXACT;
    match->figures = (struct wtw_figures){
        .shared = shingles, .a_shingles = shingles, .b_shingles = shingles};
    if (verify->options->measure_passages && tokens >= verify->options->passage_tokens) {
        match->figures.longest_passage_tokens = tokens;
        match->figures.passage_tokens = tokens;
    }
}

static bool have_same_tokens(const struct prepared *a, const struct prepared *b)
{
    size_t count = wtw_tokens_count(a->tokens);

    if (count != wtw_tokens_count(b->tokens))
        return false;
    return !count || memcmp(wtw_tokens_hashes(a->tokens), wtw_tokens_hashes(b->tokens),
                            count * sizeof(uint64_t)) == 0;
}

static enum wtw_status measure_passages(const struct verifier *verifier,
                                        struct verify_worker *worker,
                                        const struct prepared *a,
                                        const struct prepared *b,
                                        struct wtw_figures *figures,
                                        struct wtw_error *error)
{
    const struct wtw_passage *passages = NULL;
    size_t count = 0;

    if (!worker->passages)
        WTW_TRY(wtw_passages_new(&worker->passages, error));
    WTW_TRY(wtw_passages_find(worker->passages, a->tokens, b->tokens,
                              verifier->verify->options->passage_tokens, error));
    passages = wtw_passages_items(worker->passages);
    count = wtw_passages_count(worker->passages);
    for (size_t i = 0; i < count; i++) {
        figures->passage_tokens += passages[i].token_count;
        if (passages[i].token_count > figures->longest_passage_tokens)
            figures->longest_passage_tokens = passages[i].token_count;
    }
    return WTW_OK;
}

static enum wtw_status judge_unequal(const struct verifier *verifier,
                                     struct verify_worker *worker, struct prepared *a,
                                     struct prepared *b, struct wtw_match *match,
                                     struct wtw_error *error)
{
    const struct wtw_options *options = verifier->verify->options;

    WTW_TRY(shingle_tokens(verifier, a, error));
    WTW_TRY(shingle_tokens(verifier, b, error));
    WTW_TRY(index_shingles(a, error));
    wtw_shingles_compare(a->shingles, b->shingles, &match->figures);
    if (options->measure_passages ||
        wtw_relation_wants_passages(&match->figures, false, options))
        WTW_TRY(measure_passages(verifier, worker, a, b, &match->figures, error));
    match->relation = wtw_relation_of(&match->figures, false, options);
    return WTW_OK;
}

static enum wtw_status judge(const struct verifier *verifier,
                             struct verify_worker *worker, struct prepared *a,
                             struct prepared *b, struct wtw_match *match,
                             struct wtw_error *error)
{
    bool is_equal = have_same_bytes(a, b);

    if (!is_equal) {
        WTW_TRY(tokenise_text(a, error));
        WTW_TRY(tokenise_text(b, error));
        is_equal = have_same_tokens(a, b);
    }
    if (!is_equal)
        return judge_unequal(verifier, worker, a, b, match, error);
    judge_equal(verifier, match);
    return WTW_OK;
}

static void forget_if_large(struct prepared *prepared)
{
    if (prepared->text.count > LARGE_BYTES)
        forget(prepared);
}

static enum wtw_status verify_pair(const struct verifier *verifier,
                                   struct verify_worker *worker, uint64_t pair,
                                   struct wtw_match *match, struct wtw_error *error)
{
    uint32_t a = wtw_pair_a(pair);
    uint32_t b = wtw_pair_b(pair);
    struct prepared *first = &worker->cache[a % CACHE_SLOTS];
    struct prepared *second = b % CACHE_SLOTS == a % CACHE_SLOTS
                                  ? &worker->second
                                  : &worker->cache[b % CACHE_SLOTS];

    *match = (struct wtw_match){.a = a, .b = b};
    WTW_TRY(fetch_text(verifier, first, a, error));
    WTW_TRY(fetch_text(verifier, second, b, error));
    WTW_TRY(judge(verifier, worker, first, second, match, error));
    forget_if_large(first);
    forget_if_large(second);
    return WTW_OK;
}

static enum wtw_status verify_chunk(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    struct verifier *verifier = context;

    for (size_t i = begin; i < end; i++)
        WTW_TRY(verify_pair(verifier, &verifier->workers[worker], verifier->pairs[i],
                            &verifier->matches[i], error));
    return WTW_OK;
}

static void init_worker(struct verify_worker *worker)
{
    for (int i = 0; i < CACHE_SLOTS; i++)
        worker->cache[i].article = NOT_CACHED;
    worker->second.article = NOT_CACHED;
}

static void release_worker(struct verify_worker *worker)
{
    for (int i = 0; i < CACHE_SLOTS; i++)
        forget(&worker->cache[i]);
    forget(&worker->second);
    wtw_passages_free(worker->passages);
}

enum wtw_status wtw_verify_pairs(const struct wtw_verify *verify, const uint64_t *pairs,
                                 size_t count, struct wtw_match *out_matches,
                                 struct wtw_error *error)
{
    struct verifier verifier = {.verify = verify, .pairs = pairs, .matches = out_matches};
    struct wtw_loop loop = {.body = verify_chunk,
                            .context = &verifier,
                            .thread_count = verify->thread_count,
                            .item_count = count,
                            .chunk_items = CHUNK_PAIRS};
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&verifier.workers, verify->thread_count, error));
    for (uint32_t i = 0; i < verify->thread_count; i++)
        init_worker(&verifier.workers[i]);
    status = wtw_loop_run(&loop, error);
    for (uint32_t i = 0; i < verify->thread_count; i++)
        release_worker(&verifier.workers[i]);
    wtw_release_items(verifier.workers);
    return status;
}
