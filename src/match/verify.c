/*
 * verify.c - decide candidates by exact counts on the texts themselves
 *
 * Each text of a pair is fetched again, tokenised and shingled (match/prepared), and the
 * two sets are compared.
 * What the counts do not settle, match/judge does.
 */
#include "match/verify.h"

#include "base/memory.h"
#include "base/threads.h"
#include "match/judge.h"
#include "match/pairs.h"
#include "match/prepared.h"
#include "match/relation.h"

/* Pairs that a worker takes at a time: about 0.3 ms of work. */
enum { CHUNK_PAIRS = 64 };

struct verify_worker {
    struct wtw_preparer *preparer;
    struct wtw_judge *judge;
};

struct wtw_verify_crew {
    uint32_t count;
    struct verify_worker *workers;
};

struct verifier {
    const struct wtw_verify *verify;
    const uint64_t *pairs;
    struct wtw_match *matches;
    struct verify_worker *workers;
};

/* Equal tokens need no comparing; they were counted when they were sketched. */
struct wtw_match wtw_verify_equal(const struct wtw_verify *verify, uint32_t a, uint32_t b)
{
    uint32_t shingles = verify->shingle_counts[a];
    uint32_t tokens = verify->token_counts[a];
    struct wtw_match match = {.a = a, .b = b, .relation = WTW_EXACT};

    match.figures = (struct wtw_figures){
        .shared = shingles,
        .a_shingles = shingles,
        .b_shingles = shingles,
        .lag_seconds =
            wtw_lag_between(verify->published_seconds[a], verify->published_seconds[b])};
    if (verify->options->measure_passages && tokens >= verify->options->passage_tokens) {
        match.figures.longest_passage_tokens = tokens;
        match.figures.passage_tokens = tokens;
    }
    return match;
}

static struct wtw_fact_text text_of(const struct wtw_prepared *prepared)
{
    return (struct wtw_fact_text){.tokens = wtw_prepared_tokens(prepared),
                                  .bytes = wtw_prepared_bytes(prepared)};
}

/* The distinct shingles of an article of which nothing is left out were counted when it was
 * sketched; 0 for others. */
static uint32_t known_shingles(const struct wtw_verify *verify, uint32_t article,
                               const struct wtw_prepared *prepared)
{
    size_t tokens = wtw_tokens_count(wtw_prepared_tokens(prepared));

    if (verify->left_out || tokens != verify->token_counts[article])
        return 0;
    return verify->shingle_counts[article];
}

static enum wtw_status judge_unequal(const struct wtw_verify *verify,
                                     struct verify_worker *worker,
                                     const struct wtw_prepared_pair *pair,
                                     struct wtw_match *match, struct wtw_error *error)
{
    const int64_t *dates = verify->published_seconds;
    const struct wtw_fact_text a = text_of(pair->a);
    const struct wtw_fact_text b = text_of(pair->b);

    match->figures.a_shingles = known_shingles(verify, match->a, pair->a);
    match->figures.b_shingles = known_shingles(verify, match->b, pair->b);
    WTW_TRY(wtw_preparer_compare(worker->preparer, pair, &match->figures, error));
    match->figures.lag_seconds = wtw_lag_between(dates[match->a], dates[match->b]);
    return wtw_judge_pair(worker->judge, &a, &b, &match->figures, &match->relation,
                          error);
}

/* Where units are left out, nothing that was counted of the whole texts is of use. */
static enum wtw_status judge_rest(const struct wtw_verify *verify,
                                  struct verify_worker *worker,
                                  const struct wtw_prepared_pair *pair,
                                  struct wtw_match *match, struct wtw_error *error)
{
    WTW_TRY(wtw_preparer_tokenise(worker->preparer, pair, error));
    WTW_TRY(judge_unequal(verify, worker, pair, match, error));
    if (match->figures.a_shingles && wtw_prepared_same_tokens(pair))
        match->relation = WTW_EXACT;
    return WTW_OK;
}

static enum wtw_status judge(const struct wtw_verify *verify,
                             struct verify_worker *worker,
                             const struct wtw_prepared_pair *pair,
                             struct wtw_match *match, struct wtw_error *error)
{
    bool is_equal = wtw_prepared_same_bytes(pair);

    if (verify->left_out)
        return judge_rest(verify, worker, pair, match, error);
    if (!is_equal) {
        WTW_TRY(wtw_preparer_tokenise(worker->preparer, pair, error));
        is_equal = wtw_prepared_same_tokens(pair);
    }
    if (!is_equal)
        return judge_unequal(verify, worker, pair, match, error);
    *match = wtw_verify_equal(verify, match->a, match->b);
    return WTW_OK;
}

static enum wtw_status verify_pair(const struct verifier *verifier,
                                   struct verify_worker *worker, uint64_t pair,
                                   struct wtw_match *match, struct wtw_error *error)
{
    struct wtw_prepared_pair prepared;

    *match = (struct wtw_match){.a = wtw_pair_a(pair), .b = wtw_pair_b(pair)};
    WTW_TRY(wtw_preparer_fetch(worker->preparer, match->a, match->b, &prepared, error));
    return judge(verifier->verify, worker, &prepared, match, error);
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

/* Those that are open already stay so. */
static enum wtw_status open_workers(const struct wtw_verify *verify,
                                    struct verify_worker *workers,
                                    struct wtw_error *error)
{
    for (uint32_t i = 0; i < verify->thread_count; i++) {
        struct verify_worker *worker = &workers[i];

        if (!worker->preparer)
            WTW_TRY(wtw_preparer_new(verify->options, verify->kernel, verify->left_out,
                                     verify->outlines, &worker->preparer, error));
        if (!worker->judge)
            WTW_TRY(wtw_judge_new(verify->options, &worker->judge, error));
        wtw_preparer_begin(worker->preparer);
    }
    return WTW_OK;
}

static void release_worker(struct verify_worker *worker)
{
    wtw_preparer_free(worker->preparer);
    wtw_judge_free(worker->judge);
    *worker = (struct verify_worker){NULL, NULL};
}

static enum wtw_status verify_with(struct verifier *verifier, size_t count,
                                   struct wtw_error *error)
{
    const struct wtw_loop loop = {.body = verify_chunk,
                                  .context = verifier,
                                  .thread_count = verifier->verify->thread_count,
                                  .item_count = count,
                                  .chunk_items = CHUNK_PAIRS};

    WTW_TRY(open_workers(verifier->verify, verifier->workers, error));
    return wtw_loop_run(&loop, error);
}

/* Of those who had a large article nothing is kept. */
static enum wtw_status verify_with_crew(struct verifier *verifier, size_t count,
                                        struct wtw_error *error)
{
    struct wtw_verify_crew *crew = verifier->verify->crew;
    enum wtw_status status = WTW_OK;

    verifier->workers = crew->workers;
    status = verify_with(verifier, count, error);
    for (uint32_t i = 0; i < crew->count; i++)
        if (crew->workers[i].preparer &&
            wtw_preparer_met_large(crew->workers[i].preparer))
            release_worker(&crew->workers[i]);
    return status;
}

enum wtw_status wtw_verify_pairs(const struct wtw_verify *verify, const uint64_t *pairs,
                                 size_t count, struct wtw_match *out_matches,
                                 struct wtw_error *error)
{
    struct verifier verifier = {.verify = verify, .pairs = pairs, .matches = out_matches};
    enum wtw_status status = WTW_OK;

    if (verify->crew)
        return verify_with_crew(&verifier, count, error);
    WTW_TRY(WTW_ALLOCATE(&verifier.workers, verify->thread_count, error));
    status = verify_with(&verifier, count, error);
    for (uint32_t i = 0; i < verify->thread_count; i++)
        release_worker(&verifier.workers[i]);
    wtw_release_items(verifier.workers);
    return status;
}

enum wtw_status wtw_verify_crew_new(uint32_t thread_count,
                                    struct wtw_verify_crew **out_crew,
                                    struct wtw_error *error)
{
    struct wtw_verify_crew *crew = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&crew, 1, error));
    status = WTW_ALLOCATE(&crew->workers, thread_count, error);
    if (status != WTW_OK) {
        wtw_release_items(crew);
        return status;
    }
    crew->count = thread_count;
    *out_crew = crew;
    return WTW_OK;
}

void wtw_verify_crew_free(struct wtw_verify_crew *crew)
{
    if (!crew)
        return;
    for (uint32_t i = 0; i < crew->count; i++)
        release_worker(&crew->workers[i]);
    wtw_release_items(crew->workers);
    wtw_release_items(crew);
}
