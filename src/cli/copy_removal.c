/*
 * copy_removal.c - of each cluster, who is kept and who is removed
 *
 * One look is not enough. Two clusters may be kept apart by members that then are gone, a
 * form be known by copies of it, a crowded bucket have hidden a pair; so what is kept is
 * looked at again, until a look finds nothing. Each round removes something, so it ends;
 * mostly the second finds nothing. Rejected: removing an article for each single match,
 * which would let a chain of revisions melt away, and templates with it.
 *
 * Where only articles of one source, or of one day, are held against each other, each group
 * of a cluster has its own keeper, by the same rule that chooses a canonical.
 */
#include "cli/copy_removal.h"

#include "base/memory.h"
#include "cli/regrouping.h"

#include <stdlib.h>

enum { SECONDS_A_DAY = 86400 };

/* A member of the cluster at hand. */
struct member {
    int64_t group; /* its source or day; the same for all where that does not count */
    int64_t published_seconds;
    uint32_t number;
    uint32_t tokens;
    uint8_t rank;
    bool is_undecided;
};

/* A result, and the session's numbers for its own; NULL: they are the same. */
struct look {
    const struct wtw_result *result;
    const uint32_t *numbers;
    uint32_t round;
};

static uint32_t number_of(const struct look *look, uint32_t number)
{
    return look->numbers ? look->numbers[number] : number;
}

bool wtw_copy_is_kept(const struct wtw_copy_removal *removal, uint32_t number)
{
    return removal->keepers[number] == number;
}

uint32_t wtw_copy_kept_for(const struct wtw_copy_removal *removal, uint32_t number)
{
    while (removal->keepers[number] != number)
        number = removal->keepers[number];
    return number;
}

/* ------------------------------------------------------------------ who is kept */

static int64_t day_of(int64_t seconds)
{
    return seconds / SECONDS_A_DAY - (seconds % SECONDS_A_DAY < 0);
}

/* Equal tokens may not have been counted: then a member has as many as its canonical. */
static uint32_t canonical_tokens(const struct look *look,
                                 const struct wtw_cluster *cluster)
{
    for (uint32_t i = 0; i < cluster->size; i++) {
        struct wtw_membership membership =
            wtw_result_membership(look->result, cluster->members[i]);

        if (membership.figures.b_tokens)
            return membership.figures.b_tokens;
    }
    return 0;
}

static struct member member_at(const struct wtw_copy_removal *removal,
                               const struct look *look, uint32_t own, uint32_t usual)
{
    enum wtw_within within = (enum wtw_within)removal->session->settings->within;
    struct wtw_membership membership = wtw_result_membership(look->result, own);
    struct member member = {.number = number_of(look, own)};
    struct wtw_article_origin origin =
        wtw_session_origin(removal->session, member.number);

    member.rank = origin.rank;
    member.published_seconds =
        wtw_ledger_published(&removal->session->ledger, member.number);
    member.tokens = membership.figures.a_tokens ? membership.figures.a_tokens : usual;
    if (within == WTW_WITHIN_SOURCE) {
        member.group = origin.source;
        member.is_undecided = !origin.source;
    } else if (within == WTW_WITHIN_DAY) {
        member.is_undecided = member.published_seconds == WTW_DATE_UNKNOWN;
        member.group = member.is_undecided ? 0 : day_of(member.published_seconds);
    }
    return member;
}

static int compare_dates(int64_t x, int64_t y)
{
    if (x == WTW_DATE_UNKNOWN || y == WTW_DATE_UNKNOWN)
        return (x == WTW_DATE_UNKNOWN) - (y == WTW_DATE_UNKNOWN);
    return (x > y) - (x < y);
}

/* As wiretwin.h has it for enum wtw_canonical: less than 0 where x is the better one. */
static int compare_claims(const struct member *x, const struct member *y,
                          enum wtw_canonical policy)
{
    int dates = compare_dates(x->published_seconds, y->published_seconds);
    int lengths = (y->tokens > x->tokens) - (y->tokens < x->tokens);

    if (policy == WTW_CANONICAL_PREFERRED && x->rank != y->rank)
        return !x->rank || (y->rank && y->rank < x->rank) ? 1 : -1;
    if (policy == WTW_CANONICAL_FIRST)
        return 0;
    if (policy == WTW_CANONICAL_LONGEST)
        return lengths ? lengths : dates;
    return dates ? dates : lengths;
}

static int compare_groups(const void *left, const void *right)
{
    const struct member *x = left;
    const struct member *y = right;

    if (x->is_undecided != y->is_undecided)
        return x->is_undecided ? 1 : -1;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static const struct member *best_of(const struct member *members, uint32_t count,
                                    enum wtw_canonical policy)
{
    const struct member *best = &members[0];

    for (uint32_t i = 1; i < count; i++) {
        if (compare_claims(&members[i], best, policy) < 0)
            best = &members[i];
    }
    return best;
}

static uint32_t group_size(const struct member *members, uint32_t count)
{
    uint32_t size = 1;

    while (size < count && members[size].group == members[0].group &&
           members[size].is_undecided == members[0].is_undecided)
        size++;
    return size;
}

static enum wtw_status settle_cluster(struct wtw_copy_removal *removal,
                                      const struct look *look,
                                      const struct wtw_cluster *cluster,
                                      struct wtw_error *error)
{
    enum wtw_canonical policy = removal->session->options.canonical;
    uint32_t usual = canonical_tokens(look, cluster);

    WTW_TRY(WTW_GROW(&removal->room, &removal->room_capacity, cluster->size, error));
    for (uint32_t i = 0; i < cluster->size; i++)
        removal->room[i] = member_at(removal, look, cluster->members[i], usual);
    qsort(removal->room, cluster->size, sizeof *removal->room, compare_groups);
    for (uint32_t i = 0; i < cluster->size;) {
        const struct member *group = &removal->room[i];
        uint32_t size = group_size(group, cluster->size - i);
        uint32_t keeper = best_of(group, size, policy)->number;

        if (group->is_undecided)
            removal->undecided += size;
        for (uint32_t j = 0; j < size && !group->is_undecided; j++)
            removal->keepers[group[j].number] = keeper;
        i += size;
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ rounds */

/* Of the first round, the session's own result has it. */
static enum wtw_status note_later(struct wtw_copy_removal *removal,
                                  const struct look *look, uint32_t own,
                                  struct wtw_error *error)
{
    struct wtw_removed_copy copy = {
        .number = number_of(look, own),
        .round = look->round,
        .membership = wtw_result_membership(look->result, own),
    };

    if (look->round == 1)
        return WTW_OK;
    copy.membership.cluster = number_of(look, copy.membership.cluster);
    copy.membership.canonical = number_of(look, copy.membership.canonical);
    WTW_TRY(WTW_GROW(&removal->later, &removal->later_capacity, removal->later_count + 1,
                     error));
    removal->later[removal->later_count++] = copy;
    return WTW_OK;
}

static enum wtw_status look_at_all(struct wtw_copy_removal *removal,
                                   const struct look *look, uint64_t *out_found,
                                   struct wtw_error *error)
{
    size_t count = wtw_result_cluster_count(look->result);

    *out_found = 0;
    removal->undecided = 0;
    for (size_t i = 0; i < count; i++) {
        struct wtw_cluster cluster = wtw_result_cluster(look->result, i);

        if (cluster.size < 2)
            break; /* the largest come first */
        WTW_TRY(settle_cluster(removal, look, &cluster, error));
        for (uint32_t j = 0; j < cluster.size; j++) {
            if (wtw_copy_is_kept(removal, number_of(look, cluster.members[j])))
                continue;
            WTW_TRY(note_later(removal, look, cluster.members[j], error));
            ++*out_found;
        }
    }
    removal->removed += *out_found;
    removal->rounds += *out_found > 0;
    return WTW_OK;
}

static bool is_left(const void *context, uint32_t number)
{
    return wtw_copy_is_kept(context, number);
}

static enum wtw_status look_again(struct wtw_copy_removal *removal, uint32_t round,
                                  uint64_t *out_found, struct wtw_error *error)
{
    struct wtw_regrouping regrouping = {0};
    enum wtw_status status =
        wtw_regrouping_run(&regrouping, removal->session, is_left, removal, error);

    if (status == WTW_OK) {
        struct look look = {regrouping.result, regrouping.numbers, round};

        status = look_at_all(removal, &look, out_found, error);
    }
    wtw_regrouping_release(&regrouping);
    return status;
}

static int compare_numbers(const void *left, const void *right)
{
    const struct wtw_removed_copy *x = left;
    const struct wtw_removed_copy *y = right;

    return x->number < y->number ? -1 : x->number > y->number;
}

enum wtw_status wtw_copy_removal_run(struct wtw_copy_removal *removal,
                                     const struct wtw_session *session,
                                     struct wtw_error *error)
{
    struct look first = {session->result, NULL, 1};
    uint64_t found = 0;

    removal->session = session;
    WTW_TRY(WTW_ALLOCATE(&removal->keepers, session->ledger.count, error));
    for (uint32_t i = 0; i < session->ledger.count; i++)
        removal->keepers[i] = i;
    WTW_TRY(look_at_all(removal, &first, &found, error));
    for (uint32_t round = 2; found && round <= session->settings->rounds; round++)
        WTW_TRY(look_again(removal, round, &found, error));
    removal->is_settled = !found;
    if (removal->later_count)
        qsort(removal->later, removal->later_count, sizeof *removal->later,
              compare_numbers);
    return WTW_OK;
}

void wtw_copy_removal_release(struct wtw_copy_removal *removal)
{
    wtw_release_items(removal->keepers);
    wtw_release_items(removal->later);
    wtw_release_items(removal->room);
    *removal = (struct wtw_copy_removal){0};
}

struct wtw_removed_copy wtw_copy_removed(const struct wtw_copy_removal *removal,
                                         uint32_t number)
{
    struct wtw_removed_copy copy = {.number = number, .round = 1};
    const struct wtw_removed_copy *later =
        removal->later_count ? bsearch(&copy, removal->later, removal->later_count,
                                       sizeof copy, compare_numbers)
                             : NULL;

    if (later)
        return *later;
    copy.membership = wtw_result_membership(removal->session->result, number);
    return copy;
}
