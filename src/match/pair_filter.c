/*
 * pair_filter.c - which pairs may have been met twice, in a few bytes an article
 *
 * An article shares one sampled shingle with a dozen others by chance, and two with
 * hardly any. To note all pairs and keep those noted twice costs 16 bytes for each of the
 * dozen. So the pairs are gone through twice: first each leaves a mark in a slot chosen
 * by its hash, and a second mark where there is one already; then only pairs of slots
 * with two marks are noted, and the few of them that merely share a slot go when the
 * noted ones are counted (a counting Bloom filter of one hash and two counts, after Fan
 * and others 2000).
 */
#include "match/pair_filter.h"

#include "base/memory.h"
#include "base/threads.h"
#include "sketch/mix.h"

#include <string.h>

/* 64 slots an article: at a dozen pairs a fifth of the single ones share a slot. */
enum { SLOTS_AN_ARTICLE = 64, SLOTS_A_WORD = 32, SLOT_BITS_MIN = 10 };

/* Words that a thread clears at a time, 1 MiB. */
enum { WORDS_CLEARED = 1 << 17 };

static enum wtw_status clear_words(void *context, uint32_t worker, size_t begin,
                                   size_t end, struct wtw_error *error)
{
    const struct wtw_pair_filter *filter = context;

    (void)worker;
    (void)error;
    memset((char *)filter->memory + begin * sizeof filter->words[0], 0,
           (end - begin) * sizeof filter->words[0]);
    return WTW_OK;
}

/* Pages of memory that nobody has written yet are what takes time here. */
static enum wtw_status clear_all(struct wtw_pair_filter *filter, size_t words,
                                 uint32_t thread_count, struct wtw_error *error)
{
    const struct wtw_loop loop = {.body = clear_words,
                                  .context = filter,
                                  .thread_count = thread_count,
                                  .item_count = words,
                                  .chunk_items = WORDS_CLEARED};

    return wtw_loop_run(&loop, error);
}

enum wtw_status wtw_pair_filter_init(struct wtw_pair_filter *filter, uint64_t articles,
                                     uint32_t thread_count, struct wtw_error *error)
{
    size_t words = 0;

    filter->is_shared = thread_count > 1;
    filter->slot_bits = SLOT_BITS_MIN;
    while (UINT64_C(1) << filter->slot_bits < articles * SLOTS_AN_ARTICLE)
        filter->slot_bits++;
    words = ((size_t)1 << filter->slot_bits) / SLOTS_A_WORD;
    WTW_TRY(wtw_allocate_large(&filter->memory, words, sizeof filter->words[0], error));
    filter->words = filter->memory;
    return clear_all(filter, words, thread_count, error);
}

void wtw_pair_filter_release(struct wtw_pair_filter *filter)
{
    wtw_release_items(filter->memory);
    *filter = (struct wtw_pair_filter){0};
}

static uint64_t slot_of(const struct wtw_pair_filter *filter, uint64_t pair)
{
    return wtw_mix(pair) >> (64 - filter->slot_bits);
}

void wtw_pair_filter_ask_for(const struct wtw_pair_filter *filter, uint64_t pair)
{
    __builtin_prefetch((const uint64_t *)filter->memory +
                       slot_of(filter, pair) / SLOTS_A_WORD);
}

/* A store that nobody else sees between costs a tenth of one that makes sure of it. */
void wtw_pair_filter_mark(struct wtw_pair_filter *filter, uint64_t pair)
{
    uint64_t slot = slot_of(filter, pair);
    _Atomic uint64_t *word = &filter->words[slot / SLOTS_A_WORD];
    uint64_t met = UINT64_C(1) << slot % SLOTS_A_WORD * 2;
    uint64_t before = atomic_load_explicit(word, memory_order_relaxed);

    if (!filter->is_shared) {
        atomic_store_explicit(word, before | met | (before & met) << 1,
                              memory_order_relaxed);
        return;
    }
    before = atomic_fetch_or_explicit(word, met, memory_order_relaxed);
    if (before & met)
        atomic_fetch_or_explicit(word, met << 1, memory_order_relaxed);
}

bool wtw_pair_filter_may_repeat(const struct wtw_pair_filter *filter, uint64_t pair)
{
    uint64_t slot = slot_of(filter, pair);
    uint64_t word =
        atomic_load_explicit(&filter->words[slot / SLOTS_A_WORD], memory_order_relaxed);

    return word >> slot % SLOTS_A_WORD * 2 & 2;
}
