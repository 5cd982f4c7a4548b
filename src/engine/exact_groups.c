/*
 * exact_groups.c - articles of the same tokens, counted once
 *
 * A feed holds many copies without any change. They share every bucket, so joining them
 * all would fill the buckets with what is known already; instead articles of equal
 * content are grouped first, and only the first of each group is joined.
 *
 * A short text of another day goes on alone: whether it is a copy depends on what else is
 * there.
 *
 * Nothing is read again for it, which was a fifth of all verification. The digests hold
 * two hashes of an article that have nothing in common: one of 64 bits over its tokens in
 * their order, and the odd sketch, 512 parity bits of its set of shingles. Where both
 * agree, and both counts, the tokens do. Texts with other words or shingles pass with a
 * chance of 2^-576, which is less than that of a memory that lies; texts of the same
 * shingles in another order, as far as there are any, with 2^-64. Articles of which only
 * the first hash agrees, once in 10^19 pairs, become groups of their own. Of sketches that
 * are in files only a hash of 64 bits is looked at, which leaves a chance of 2^-128.
 */
#include "engine/exact_groups.h"

#include "base/memory.h"
#include "match/radix_sort.h"
#include "match/relation.h"
#include "match/repeats.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <string.h>

static bool is_joined(const struct wtw_digests *digests, uint32_t article)
{
    return digests->shingle_counts[article] > 0;
}

static uint32_t key_of(const struct wtw_digests *digests, uint32_t article)
{
    return (uint32_t)(digests->content_hashes[article] >> 32);
}

/* Marks the upper halves of all content hashes; returns how many met one before, of which
 * there are at least half as many as of articles that may be in a group. */
static size_t mark_content(const struct wtw_digests *digests, struct wtw_repeats *repeats)
{
    size_t again = 0;

    for (uint32_t i = 0; i < digests->article_count; i++)
        if (is_joined(digests, i))
            again += wtw_repeats_mark(repeats, key_of(digests, i));
    return again;
}

/* Lists (upper half of the content hash, article) of articles with a shingle that may be
 * in a group; 'entries' has room for one more. */
static size_t list_repeated(const struct wtw_digests *digests,
                            const struct wtw_repeats *repeats, uint64_t *entries)
{
    size_t count = 0;

    for (uint32_t i = 0; i < digests->article_count; i++) {
        entries[count] = (uint64_t)key_of(digests, i) << 32 | i;
        count +=
            (size_t)is_joined(digests, i) & wtw_repeats_has(repeats, key_of(digests, i));
    }
    return count;
}

/* The same, sorted. */
static enum wtw_status list_by_content(const struct wtw_digests *digests,
                                       uint64_t **out_entries, size_t *out_count,
                                       struct wtw_error *error)
{
    struct wtw_repeats repeats = {.words = NULL};
    uint64_t *entries = NULL;
    uint64_t *scratch = NULL;
    enum wtw_status status = WTW_OK;
    size_t room = 0;

    WTW_TRY(wtw_repeats_begin(&repeats, digests->article_count, error));
    room = 2 * mark_content(digests, &repeats) + 1;
    status = WTW_RESIZE(&entries, room, error);
    if (status == WTW_OK)
        status = WTW_RESIZE(&scratch, room, error);
    if (status == WTW_OK) {
        *out_count = list_repeated(digests, &repeats, entries);
        wtw_radix_sort(entries, scratch, *out_count, 32);
        *out_entries = entries;
    } else {
        wtw_release_items(entries);
    }
    wtw_release_items(scratch);
    wtw_repeats_release(&repeats);
    return status;
}

/* Days since 1970 of a short text that is dated, 0 of any other: the same form sent on
 * another day may be other news (forms.c). */
static int64_t day_of(const struct wtw_verify *verify, uint32_t article)
{
    int64_t seconds = verify->published_seconds[article];

    if (seconds == WTW_DATE_UNKNOWN ||
        verify->token_counts[article] > WTW_TEMPLATE_TOKENS)
        return 0;
    return seconds / 86400 - (seconds % 86400 < 0);
}

/* What is known of the articles in a list of entries. */
struct grouping {
    const struct wtw_digests *digests;
    const struct wtw_verify *verify;
    const uint64_t *entries;
    size_t count;
    uint64_t *sketch_hashes; /* of each entry; NULL where sketches are in memory */
};

static bool have_equal_sketches(const struct grouping *grouping, size_t i, size_t j)
{
    const uint64_t *sketches = grouping->digests->odd_sketches;
    uint32_t x = (uint32_t)grouping->entries[i];
    uint32_t y = (uint32_t)grouping->entries[j];

    if (grouping->sketch_hashes)
        return grouping->sketch_hashes[i] == grouping->sketch_hashes[j];
    return memcmp(sketches + (size_t)x * WTW_ODD_SKETCH_WORDS,
                  sketches + (size_t)y * WTW_ODD_SKETCH_WORDS,
                  WTW_ODD_SKETCH_WORDS * sizeof sketches[0]) == 0;
}

static bool have_equal_digests(const struct grouping *grouping, size_t i, size_t j)
{
    const struct wtw_digests *digests = grouping->digests;
    const struct wtw_verify *verify = grouping->verify;
    uint32_t x = (uint32_t)grouping->entries[i];
    uint32_t y = (uint32_t)grouping->entries[j];

    return digests->content_hashes[x] == digests->content_hashes[y] &&
           digests->shingle_counts[x] == digests->shingle_counts[y] &&
           verify->token_counts[x] == verify->token_counts[y] &&
           day_of(verify, x) == day_of(verify, y) && have_equal_sketches(grouping, i, j);
}

/*
 * Among entries [begin, end), of equal upper halves, each article follows the first that
 * is its equal. Unequal hashes are so rare here that looking at all leaders is no loop to
 * speak of.
 */
static void find_leaders(struct wtw_exact_groups *groups, const struct grouping *grouping,
                         size_t begin, size_t end)
{
    for (size_t i = begin + 1; i < end; i++) {
        size_t j = begin;

        while (j < i && !have_equal_digests(grouping, j, i))
            j++;
        groups->leaders[(uint32_t)grouping->entries[i]] = (uint32_t)grouping->entries[j];
    }
}

/* Articles whose sketches are in memory at a time, 4 MB. */
enum { WINDOW_ARTICLES = 1 << 16 };

/* Hashes the sketches of the entries, of which 'order' has article << 32 | place, sorted. */
static enum wtw_status hash_in_order(struct grouping *grouping, const uint64_t *order,
                                     struct wtw_sketch_window *window,
                                     struct wtw_error *error)
{
    const struct wtw_sketch_shelf *shelf = &grouping->digests->staged->sketches;

    for (size_t i = 0; i < grouping->count; i++) {
        uint32_t article = (uint32_t)(order[i] >> 32);

        if (article >= window->end) {
            uint32_t left = shelf->article_count - article;

            WTW_TRY(wtw_sketch_window_load(
                window, shelf, article,
                article + (left < WINDOW_ARTICLES ? left : WINDOW_ARTICLES), error));
        }
        grouping->sketch_hashes[(uint32_t)order[i]] =
            XXH3_64bits(wtw_sketch_window_at(window, article),
                        WTW_ODD_SKETCH_WORDS * sizeof(uint64_t));
    }
    return WTW_OK;
}

/* Sketches that are in files are read in the order of their articles, and 64 bits are kept
 * of each. */
static enum wtw_status hash_sketches(struct grouping *grouping, uint64_t *order,
                                     uint64_t *scratch, struct wtw_error *error)
{
    struct wtw_sketch_window window = {.words = NULL};
    enum wtw_status status = WTW_OK;

    for (size_t i = 0; i < grouping->count; i++)
        order[i] = grouping->entries[i] << 32 | i;
    wtw_radix_sort(order, scratch, grouping->count, 32);
    status = hash_in_order(grouping, order, &window, error);
    wtw_sketch_window_release(&window);
    return status;
}

static enum wtw_status prepare_sketches(struct grouping *grouping,
                                        struct wtw_error *error)
{
    uint64_t *order = NULL;
    uint64_t *scratch = NULL;
    enum wtw_status status = WTW_OK;

    if (!grouping->digests->staged)
        return WTW_OK;
    WTW_TRY(WTW_ALLOCATE(&grouping->sketch_hashes, grouping->count, error));
    status = WTW_ALLOCATE(&order, grouping->count, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&scratch, grouping->count, error);
    if (status == WTW_OK)
        status = hash_sketches(grouping, order, scratch, error);
    wtw_release_items(order);
    wtw_release_items(scratch);
    return status;
}

static enum wtw_status find_groups(struct wtw_exact_groups *groups,
                                   const struct wtw_digests *digests,
                                   const struct wtw_verify *verify,
                                   struct wtw_error *error)
{
    struct grouping grouping = {.digests = digests, .verify = verify};
    uint64_t *entries = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(list_by_content(digests, &entries, &grouping.count, error));
    grouping.entries = entries;
    status = prepare_sketches(&grouping, error);
    for (size_t begin = 0, end = 0; status == WTW_OK && begin < grouping.count;
         begin = end) {
        end = begin + 1;
        while (end < grouping.count && entries[end] >> 32 == entries[begin] >> 32)
            end++;
        find_leaders(groups, &grouping, begin, end);
    }
    wtw_release_items(grouping.sketch_hashes);
    wtw_release_items(entries);
    return status;
}

/* Lists the match of each member with its leader, sorted, and ties the member to the end
 * of its group. */
static enum wtw_status tie_groups(struct wtw_exact_groups *groups, uint32_t article_count,
                                  const struct wtw_verify *verify,
                                  struct wtw_error *error)
{
    uint32_t *lasts = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&lasts, article_count, error));
    for (uint32_t i = 0; i < article_count; i++) {
        uint32_t leader = groups->leaders[i];
        struct wtw_match match;

        lasts[i] = i;
        if (leader == i)
            continue;
        match = wtw_verify_equal(verify, leader, i);
        status = wtw_match_list_add(&groups->matches, &match, error);
        if (status != WTW_OK)
            break;
        groups->nexts[lasts[leader]] = i;
        lasts[leader] = i;
    }
    wtw_release_items(lasts);
    return status == WTW_OK ? wtw_match_list_sort(&groups->matches, error) : status;
}

static enum wtw_status date_texts(struct wtw_exact_groups *groups, uint32_t article_count,
                                  const int64_t *published_seconds,
                                  struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(&groups->dates, article_count, error));
    for (uint32_t i = 0; i < article_count; i++) {
        int64_t *date = &groups->dates[groups->leaders[i]];

        groups->dates[i] = published_seconds[i];
        if (published_seconds[i] != WTW_DATE_UNKNOWN &&
            (*date == WTW_DATE_UNKNOWN || published_seconds[i] < *date))
            *date = published_seconds[i];
    }
    return WTW_OK;
}

static enum wtw_status list_distinct(struct wtw_exact_groups *groups,
                                     const struct wtw_digests *digests,
                                     struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(&groups->distinct, digests->article_count, error));
    for (uint32_t i = 0; i < digests->article_count; i++)
        if (groups->leaders[i] == i && is_joined(digests, i))
            groups->distinct[groups->distinct_count++] = i;
    return WTW_OK;
}

static enum wtw_status find_all(struct wtw_exact_groups *groups,
                                const struct wtw_digests *digests,
                                const struct wtw_verify *verify, struct wtw_error *error)
{
    uint32_t count = digests->article_count;

    WTW_TRY(WTW_ALLOCATE(&groups->leaders, count, error));
    for (uint32_t i = 0; i < count; i++)
        groups->leaders[i] = i;
    WTW_TRY(find_groups(groups, digests, verify, error));
    return list_distinct(groups, digests, error);
}

enum wtw_status wtw_exact_groups_find(struct wtw_exact_groups *groups,
                                      const struct wtw_digests *digests,
                                      const struct wtw_verify *verify,
                                      struct wtw_error *error)
{
    enum wtw_status status = find_all(groups, digests, verify, error);

    if (status != WTW_OK)
        wtw_exact_groups_release(groups);
    return status;
}

enum wtw_status wtw_exact_groups_tie(struct wtw_exact_groups *groups,
                                     uint32_t article_count,
                                     const struct wtw_verify *verify,
                                     struct wtw_error *error)
{
    enum wtw_status status = WTW_ALLOCATE(&groups->nexts, article_count, error);

    for (uint32_t i = 0; status == WTW_OK && i < article_count; i++)
        groups->nexts[i] = i;
    if (status == WTW_OK)
        status = tie_groups(groups, article_count, verify, error);
    if (status == WTW_OK)
        status = date_texts(groups, article_count, verify->published_seconds, error);
    if (status != WTW_OK)
        wtw_exact_groups_release(groups);
    return status;
}

void wtw_exact_groups_release(struct wtw_exact_groups *groups)
{
    wtw_release_items(groups->leaders);
    wtw_release_items(groups->nexts);
    wtw_release_items(groups->distinct);
    wtw_release_items(groups->dates);
    wtw_match_list_release(&groups->matches);
    *groups = (struct wtw_exact_groups){0};
}
