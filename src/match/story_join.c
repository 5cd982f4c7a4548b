/*
 * story_join.c - find the pairs of tellings that may be one story
 *
 * Comparing all pairs is out of the question, and bands need more in common than a quarter
 * of the terms. So each telling has keys, its KEYS heaviest terms that anybody else has and
 * not too many; a key's tellings stand in a list, by date. Each telling looks at its
 * neighbours in the lists of its keys, NEIGHBOURS before and behind, at those near in time,
 * that is, where a list is long. Those that share two keys, or one that is heavy enough,
 * are weighed by what they share, and the PARTNERS heaviest are compared by all terms. So
 * the work for a telling has a ceiling, whatever the others are. A pair is found from
 * either side.
 *
 * Weighted MinHash (consistent weighted sampling, Ioffe 2010) was the other way: at a
 * cosine of .25, a weighted Jaccard of about .15, single samples would have to serve as
 * keys, 18 of them for 95 % of the pairs, and no more than the heaviest terms would they
 * tell those of a story from those of a topic.
 */
#include "match/story_join.h"

#include "base/byte_bits.h"
#include "base/memory.h"
#include "base/threads.h"

#include <string.h>

enum {
    KEYS = 12,
    NEIGHBOURS = 16,
    PARTNERS = 12,
    /* Tellings that have a term beyond which it is no key. */
    KEY_CEILING = 1024,
    /* Tellings that a worker takes at a time: about 0.1 ms of work. */
    CHUNK_TELLINGS = 64,
    /* More than twice what one telling can meet: KEYS * 2 * NEIGHBOURS. */
    MEETING_SLOTS = 1024
};

/* Another telling that was met, and the weight of the keys shared so far, of the one that
 * looks. 'keys' is 0 where a slot is empty. */
struct meeting {
    uint32_t other;
    uint32_t keys;
    uint32_t weight;
};

struct join_worker {
    struct meeting meetings[MEETING_SLOTS];
    uint16_t used[MEETING_SLOTS]; /* slots in use */
    uint32_t used_count;
    struct wtw_telling_index index; /* of the one that looks */
    struct wtw_pairs pairs;
    struct wtw_pairs forms;
    uint64_t compared;
};

struct joining {
    const struct wtw_story_join *join;
    uint8_t (*keys)[KEYS]; /* of each telling, as numbers of its terms, ascending */
    uint8_t *key_counts;
    uint32_t *starts; /* of each slot's list, and one more; while lists are made */
    uint32_t *lists;  /* tellings, ascending in each */
    uint64_t *begins; /* a bit for each place in 'lists' and one more: a list begins */
    uint32_t (*places)[KEYS]; /* of each telling in the lists of its keys; their slots
                               * while lists are made */
    struct join_worker *workers;
};

/* The heaviest of the terms that somebody else has, of equal ones the first; written in the
 * order of the terms. 'shared' has a bit for each. */
static uint8_t choose_keys(const struct wtw_term_weights *weights,
                           const struct wtw_telling *telling, uint64_t shared,
                           uint8_t *out_keys)
{
    uint32_t best[KEYS];
    uint32_t count = 0;
    uint64_t chosen = 0;
    uint8_t kept = 0;

    for (; shared; shared &= shared - 1) {
        uint32_t i = wtw_lowest_bit(shared);
        uint32_t ranked = (uint32_t)telling->vector[i] << 8 | (WTW_TERMS_MAX - i);
        uint32_t at = count < KEYS ? count : KEYS - 1;

        if (!telling->vector[i] || (count == KEYS && ranked < best[at]) ||
            weights->counts[wtw_term_slot(weights, telling->terms[i])] > KEY_CEILING)
            continue;
        for (; at > 0 && best[at - 1] < ranked; at--)
            best[at] = best[at - 1];
        best[at] = ranked;
        count += count < KEYS;
    }
    for (uint32_t i = 0; i < count; i++)
        chosen |= UINT64_C(1) << (WTW_TERMS_MAX - (best[i] & 0xFFu));
    for (; chosen; chosen &= chosen - 1)
        out_keys[kept++] = (uint8_t)wtw_lowest_bit(chosen);
    return kept;
}

static enum wtw_status choose_chunk(void *context, uint32_t worker, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    struct joining *joining = context;
    const struct wtw_tellings *tellings = joining->join->tellings;

    (void)worker;
    (void)error;
    for (size_t i = begin; i < end; i++) {
        struct wtw_telling telling = wtw_telling_of(tellings, (uint32_t)i);

        joining->key_counts[i] = choose_keys(&tellings->weights, &telling,
                                             tellings->shared[i], joining->keys[i]);
        for (uint32_t key = 0; key < joining->key_counts[i]; key++)
            joining->places[i][key] =
                wtw_term_slot(&tellings->weights, telling.terms[joining->keys[i][key]]);
    }
    return WTW_OK;
}

/* Tellings ahead of the one at work whose keys' lists are asked for. */
enum { AHEAD = 4 };

static void fetch_starts(const struct joining *joining, uint32_t i)
{
    if (i >= joining->join->tellings->count)
        return;
    for (uint32_t key = 0; key < joining->key_counts[i]; key++)
        __builtin_prefetch(&joining->starts[joining->places[i][key] + 1], 1);
}

/* Counts the keys of each slot, and finds where its list begins: at starts[slot + 1]. */
static enum wtw_status begin_lists(struct joining *joining, struct wtw_error *error)
{
    const struct wtw_tellings *tellings = joining->join->tellings;
    size_t slots = (size_t)1 << tellings->weights.slot_bits;
    uint32_t *starts = NULL;

    WTW_TRY(WTW_ALLOCATE(&joining->starts, slots + 2, error));
    starts = joining->starts;
    for (uint32_t i = 0; i < tellings->count; i++) {
        fetch_starts(joining, i + AHEAD);
        for (uint32_t key = 0; key < joining->key_counts[i]; key++)
            starts[joining->places[i][key] + 2]++;
    }
    for (size_t slot = 2; slot < slots + 2; slot++)
        starts[slot] += starts[slot - 1];
    WTW_TRY(WTW_ALLOCATE(&joining->begins, (size_t)starts[slots + 1] / 64 + 1, error));
    for (size_t slot = 1; slot < slots + 2; slot++)
        joining->begins[starts[slot] / 64] |= UINT64_C(1) << starts[slot] % 64;
    return WTW_ALLOCATE(&joining->lists, starts[slots + 1], error);
}

/* A counting sort of the keys by slot. */
static enum wtw_status list_keys(struct joining *joining, struct wtw_error *error)
{
    WTW_TRY(begin_lists(joining, error));
    for (uint32_t i = 0; i < joining->join->tellings->count; i++) {
        fetch_starts(joining, i + AHEAD);
        for (uint32_t key = 0; key < joining->key_counts[i]; key++) {
            uint32_t place = joining->starts[joining->places[i][key] + 1]++;

            joining->lists[place] = i;
            joining->places[i][key] = place;
        }
    }
    wtw_release_items(joining->starts);
    joining->starts = NULL;
    return WTW_OK;
}

static bool begins_list(const struct joining *joining, uint32_t place)
{
    return joining->begins[place / 64] >> place % 64 & 1;
}

static void meet(struct join_worker *worker, uint32_t other, uint32_t weight)
{
    uint32_t slot = (other * 2654435769u) >> 22;
    struct meeting *meeting = NULL;

    while (worker->meetings[slot].keys && worker->meetings[slot].other != other)
        slot = (slot + 1) % MEETING_SLOTS;
    meeting = &worker->meetings[slot];
    if (!meeting->keys)
        worker->used[worker->used_count++] = (uint16_t)slot;
    meeting->other = other;
    meeting->keys++;
    meeting->weight += weight;
}

static void meet_neighbours(const struct joining *joining, struct join_worker *worker,
                            uint32_t i)
{
    const struct wtw_tellings *tellings = joining->join->tellings;
    const uint16_t *vector = tellings->vectors + tellings->starts[i];
    const uint32_t *lists = joining->lists;

    for (uint32_t key = 0; key < joining->key_counts[i]; key++) {
        uint32_t weight = vector[joining->keys[i][key]];
        uint32_t at = joining->places[i][key];

        for (uint32_t k = at; at - k < NEIGHBOURS && !begins_list(joining, k); k--)
            meet(worker, lists[k - 1], weight * weight);
        for (uint32_t k = at + 1; k - at <= NEIGHBOURS && !begins_list(joining, k); k++)
            meet(worker, lists[k], weight * weight);
    }
}

/* Asks for what meet_neighbours() will read of the lists. */
static void fetch_neighbours(const struct joining *joining, size_t i)
{
    if (i >= joining->join->tellings->count)
        return;
    for (uint32_t key = 0; key < joining->key_counts[i]; key++)
        __builtin_prefetch(joining->lists + joining->places[i][key]);
}

/* Takes the PARTNERS heaviest meetings, of equal ones the first; empties the table. */
static uint32_t take_partners(const struct joining *joining, struct join_worker *worker,
                              uint32_t *out_partners)
{
    uint64_t best[PARTNERS];
    uint32_t count = 0;

    for (uint32_t k = 0; k < worker->used_count; k++) {
        struct meeting *meeting = &worker->meetings[worker->used[k]];
        uint64_t ranked = (uint64_t)meeting->weight << 32 | (uint32_t)~meeting->other;
        uint32_t at = count < PARTNERS ? count : PARTNERS - 1;
        bool is_likely = meeting->weight >= joining->join->least / 2;

        meeting->keys = 0;
        meeting->weight = 0;
        if (!is_likely || (count == PARTNERS && ranked < best[at]))
            continue;
        for (; at > 0 && best[at - 1] < ranked; at--)
            best[at] = best[at - 1];
        best[at] = ranked;
        count += count < PARTNERS;
    }
    for (uint32_t k = 0; k < count; k++)
        out_partners[k] = ~(uint32_t)best[k];
    worker->used_count = 0;
    return count;
}

static enum wtw_status add_likely(const struct joining *joining,
                                  struct join_worker *worker, uint32_t x, uint32_t y,
                                  uint32_t likeness, struct wtw_error *error)
{
    worker->compared++;
    if (likeness < joining->join->least)
        return WTW_OK;
    if (wtw_tellings_are_one_form(joining->join->tellings, x, y))
        return wtw_pairs_add(&worker->forms, wtw_pair_of(x, y), error);
    return wtw_pairs_add(&worker->pairs, wtw_pair_of(x, y), error);
}

static enum wtw_status compare_partners(const struct joining *joining,
                                        struct join_worker *worker, uint32_t i,
                                        const uint32_t *partners, uint32_t count,
                                        struct wtw_error *error)
{
    const struct wtw_tellings *tellings = joining->join->tellings;

    if (!count)
        return WTW_OK;
    wtw_tellings_fetch(tellings, partners, count);
    wtw_telling_index_make(&worker->index, tellings, i);
    for (uint32_t k = 0; k < count; k++)
        WTW_TRY(add_likely(
            joining, worker, i, partners[k],
            wtw_telling_index_likeness(&worker->index, tellings, partners[k]), error));
    return WTW_OK;
}

static enum wtw_status search_chunk(void *context, uint32_t worker_number, size_t begin,
                                    size_t end, struct wtw_error *error)
{
    const struct joining *joining = context;
    struct join_worker *worker = &joining->workers[worker_number];
    uint32_t partners[PARTNERS];

    for (size_t i = begin; i < end; i++) {
        uint32_t count = 0;

        fetch_neighbours(joining, i + AHEAD);
        meet_neighbours(joining, worker, (uint32_t)i);
        count = take_partners(joining, worker, partners);
        WTW_TRY(compare_partners(joining, worker, (uint32_t)i, partners, count, error));
    }
    return WTW_OK;
}

static enum wtw_status search_all(void *context, uint32_t worker_number, size_t begin,
                                  size_t end, struct wtw_error *error)
{
    const struct joining *joining = context;
    const struct wtw_tellings *tellings = joining->join->tellings;
    struct join_worker *worker = &joining->workers[worker_number];

    for (size_t i = begin; i < end; i++)
        for (uint32_t j = (uint32_t)i + 1; j < tellings->count; j++)
            WTW_TRY(add_likely(joining, worker, (uint32_t)i, j,
                               wtw_telling_likeness(tellings, (uint32_t)i, j), error));
    return WTW_OK;
}

static enum wtw_status search_keys(struct joining *joining, struct wtw_loop *loop,
                                   struct wtw_error *error)
{
    WTW_TRY(wtw_allocate_items((void **)&joining->keys, loop->item_count,
                               sizeof joining->keys[0], error));
    WTW_TRY(wtw_allocate_items((void **)&joining->places, loop->item_count,
                               sizeof joining->places[0], error));
    WTW_TRY(WTW_ALLOCATE(&joining->key_counts, loop->item_count, error));
    loop->body = choose_chunk;
    WTW_TRY(wtw_loop_run(loop, error));
    WTW_TRY(list_keys(joining, error));
    loop->body = search_chunk;
    return wtw_loop_run(loop, error);
}

static enum wtw_status search(struct joining *joining, struct wtw_error *error)
{
    const struct wtw_tellings *tellings = joining->join->tellings;
    struct wtw_loop loop = {.context = joining,
                            .thread_count = tellings->thread_count,
                            .item_count = tellings->count,
                            .chunk_items = CHUNK_TELLINGS};

    WTW_TRY(WTW_ALLOCATE(&joining->workers, tellings->thread_count, error));
    if (tellings->count > joining->join->exhaustive_limit)
        return search_keys(joining, &loop, error);
    loop.body = search_all;
    return wtw_loop_run(&loop, error);
}

enum wtw_status wtw_story_join_make(const struct wtw_story_join *join,
                                    struct wtw_pairs *pairs, struct wtw_pairs *forms,
                                    uint64_t *out_compared, struct wtw_error *error)
{
    struct joining joining = {.join = join};
    enum wtw_status status = search(&joining, error);
    uint64_t compared = 0;

    for (uint32_t i = 0; joining.workers && i < join->tellings->thread_count; i++) {
        struct join_worker *worker = &joining.workers[i];

        if (status == WTW_OK)
            status = wtw_pairs_add_all(pairs, &worker->pairs, error);
        if (status == WTW_OK)
            status = wtw_pairs_add_all(forms, &worker->forms, error);
        compared += worker->compared;
        wtw_pairs_release(&worker->pairs);
        wtw_pairs_release(&worker->forms);
    }
    wtw_release_items(joining.keys);
    wtw_release_items(joining.key_counts);
    wtw_release_items(joining.starts);
    wtw_release_items(joining.lists);
    wtw_release_items(joining.begins);
    wtw_release_items(joining.places);
    wtw_release_items(joining.workers);
    if (status != WTW_OK)
        return status;
    wtw_pairs_settle(pairs);
    *out_compared = compared;
    return WTW_OK;
}
