/*
 * exact_groups.c - articles of the same tokens, counted once
 *
 * A feed holds many copies without any change. They share every bucket, so joining them
 * all would fill the buckets with what is known already; instead equal content hashes are
 * grouped first, each member is verified against the group's first article, and only that
 * one is joined. A member whose hash agrees but whose tokens do not (a collision, once in
 * 10^19 pairs) becomes a group of its own.
 */
#include "engine/exact_groups.h"

#include "base/memory.h"
#include "match/pairs.h"
#include "match/radix_sort.h"

static bool is_joined(const struct wtw_digests *digests, uint32_t article)
{
    return digests->shingle_counts[article] > 0;
}

/* Lists (upper half of the content hash, article) of all articles with a shingle, sorted.
 */
static enum wtw_status list_by_content(const struct wtw_digests *digests,
                                       uint64_t **out_entries, size_t *out_count,
                                       struct wtw_error *error)
{
    uint64_t *entries = NULL;
    uint64_t *scratch = NULL;
    enum wtw_status status = WTW_OK;
    size_t count = 0;

    WTW_TRY(WTW_ALLOCATE(&entries, digests->article_count, error));
    status = WTW_ALLOCATE(&scratch, digests->article_count, error);
    if (status != WTW_OK) {
        wtw_release_items(entries);
        return status;
    }
    for (uint32_t i = 0; i < digests->article_count; i++)
        if (is_joined(digests, i))
            entries[count++] = (digests->content_hashes[i] & ~(uint64_t)UINT32_MAX) | i;
    wtw_radix_sort(entries, scratch, count, 32);
    wtw_release_items(scratch);
    *out_entries = entries;
    *out_count = count;
    return WTW_OK;
}

/*
 * Among entries [begin, end), of equal upper halves, each article follows the first that
 * has its whole hash. Unequal hashes are so rare here that looking at all leaders is no
 * loop to speak of.
 */
static enum wtw_status pair_with_leaders(const struct wtw_digests *digests,
                                         const uint64_t *entries, size_t begin,
                                         size_t end, struct wtw_pairs *pairs,
                                         struct wtw_error *error)
{
    for (size_t i = begin + 1; i < end; i++) {
        uint32_t member = (uint32_t)entries[i];

        for (size_t j = begin; j < i; j++) {
            uint32_t leader = (uint32_t)entries[j];

            if (digests->content_hashes[leader] != digests->content_hashes[member])
                continue;
            WTW_TRY(wtw_pairs_add(pairs, wtw_pair_of(leader, member), error));
            break;
        }
    }
    return WTW_OK;
}

static enum wtw_status find_pairs(const struct wtw_digests *digests,
                                  struct wtw_pairs *pairs, struct wtw_error *error)
{
    uint64_t *entries = NULL;
    size_t count = 0;
    enum wtw_status status = WTW_OK;

    WTW_TRY(list_by_content(digests, &entries, &count, error));
    for (size_t begin = 0, end = 0; begin < count && status == WTW_OK; begin = end) {
        end = begin + 1;
        while (end < count && entries[end] >> 32 == entries[begin] >> 32)
            end++;
        status = pair_with_leaders(digests, entries, begin, end, pairs, error);
    }
    wtw_release_items(entries);
    wtw_pairs_settle(pairs);
    return status;
}

/* Keeps the matches that are exact and ties each member to the end of its group. */
static enum wtw_status tie_groups(struct wtw_exact_groups *groups, uint32_t article_count,
                                  struct wtw_error *error)
{
    struct wtw_match_list *matches = &groups->matches;
    uint32_t *lasts = NULL;
    size_t kept = 0;

    WTW_TRY(WTW_ALLOCATE(&lasts, article_count, error));
    for (uint32_t i = 0; i < article_count; i++)
        lasts[i] = i;
    for (size_t i = 0; i < matches->count; i++) {
        struct wtw_match match = matches->items[i];

        if (match.relation != WTW_EXACT)
            continue;
        matches->items[kept++] = match;
        groups->leaders[match.b] = match.a;
        groups->nexts[lasts[match.a]] = match.b;
        lasts[match.a] = match.b;
    }
    matches->count = kept;
    wtw_release_items(lasts);
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

static enum wtw_status make_groups(struct wtw_exact_groups *groups,
                                   const struct wtw_digests *digests,
                                   const struct wtw_verify *verify,
                                   const struct wtw_pairs *pairs, struct wtw_error *error)
{
    uint32_t count = digests->article_count;

    WTW_TRY(WTW_ALLOCATE(&groups->leaders, count, error));
    WTW_TRY(WTW_ALLOCATE(&groups->nexts, count, error));
    for (uint32_t i = 0; i < count; i++) {
        groups->leaders[i] = i;
        groups->nexts[i] = i;
    }
    WTW_TRY(wtw_match_list_verify(&groups->matches, verify, pairs->items, pairs->count,
                                  false, error));
    WTW_TRY(tie_groups(groups, count, error));
    return list_distinct(groups, digests, error);
}

enum wtw_status wtw_exact_groups_make(struct wtw_exact_groups *groups,
                                      const struct wtw_digests *digests,
                                      const struct wtw_verify *verify,
                                      struct wtw_error *error)
{
    struct wtw_pairs pairs = {0};
    enum wtw_status status = find_pairs(digests, &pairs, error);

    if (status == WTW_OK)
        status = make_groups(groups, digests, verify, &pairs, error);
    wtw_pairs_release(&pairs);
    if (status != WTW_OK)
        wtw_exact_groups_release(groups);
    return status;
}

void wtw_exact_groups_release(struct wtw_exact_groups *groups)
{
    wtw_release_items(groups->leaders);
    wtw_release_items(groups->nexts);
    wtw_release_items(groups->distinct);
    wtw_match_list_release(&groups->matches);
    *groups = (struct wtw_exact_groups){0};
}
