/*
 * gather.c - from the matches of distinct texts to clusters of all articles
 *
 * Every match that is a copy becomes a tie, as heavy as the two are alike; linkage.c
 * finds who holds together, reallocation.c who then belongs elsewhere; articles of equal
 * tokens go where their leader goes.
 *
 * Linkage keeps two abridgements of one long report apart where they share nothing but
 * the report, as it has to keep the two stories of a round-up apart: a text and two parts
 * of it look the same from both ends. Dates tell them apart. Who comes first is the
 * origin of a cluster; what is contained in an origin and came after it was taken from it,
 * and goes to its cluster (follow_origins). A text is as old as the earliest article that
 * has it. Dates are often days, so several may be origins of one cluster.
 */
#include "engine/gather.h"

#include "base/memory.h"
#include "cluster/reallocation.h"
#include "sketch/mix.h"

/*
 * The linkage from which two clusters are one: half of the pairs between them are copies
 * at full weight, and a little more, so that a round-up of two stories, which contains
 * both, does not unite them. On pages through many extractors .25 gives a pair F1 of
 * .996, .51 of .995; docs/matching.md has both.
 */
#define LEAST_LINKAGE 0.51

#define NOBODY UINT32_MAX

static double larger_of(double x, double y)
{
    return x > y ? x : y;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

/* How much of the contained article is in the other; of two that are in it whole the one
 * that is more of it comes before, which a tenth of the Jaccard similarity sees to. */
static double likeness_in(double contained, double aligned, double jaccard)
{
    return .9 * larger_of(contained, aligned) + .1 * jaccard;
}

double wtw_match_likeness(const struct wtw_match *match)
{
    const struct wtw_figures *figures = &match->figures;
    double jaccard = wtw_jaccard(figures);

    if (match->relation == WTW_ABRIDGED)
        return likeness_in(wtw_b_in_a(figures),
                           ratio(figures->b_aligned, figures->b_tokens), jaccard);
    if (match->relation == WTW_EXPANDED)
        return likeness_in(wtw_a_in_b(figures),
                           ratio(figures->a_aligned, figures->a_tokens), jaccard);
    return larger_of(jaccard, ratio((double)figures->a_aligned + figures->b_aligned,
                                    (double)figures->a_tokens + figures->b_tokens));
}

/*
 * Half of the weight says that they are copies, the other half how alike: by their
 * shingles or, where noise left few of those, by what is aligned. No copy is so unlike as
 * to fall below LEAST_LINKAGE, so two articles that are tied to nobody else are a cluster.
 */
static uint32_t weight_of(const struct wtw_match *match)
{
    return (uint32_t)((1 + wtw_match_likeness(match)) / 2 * WTW_TIE_WEIGHT_MAX);
}

static enum wtw_status list_ties(const struct wtw_match_list *matches,
                                 struct wtw_tie **out_ties, size_t *out_count,
                                 struct wtw_error *error)
{
    struct wtw_tie *ties = NULL;
    size_t count = 0;

    for (size_t i = 0; i < matches->count; i++) {
        wtw_match_list_step(matches, i);
        count += wtw_relation_is_copy(matches->items[i].relation);
    }
    WTW_TRY(WTW_ALLOCATE(&ties, count, error));
    count = 0;
    for (size_t i = 0; i < matches->count; i++) {
        const struct wtw_match *match = &matches->items[i];

        wtw_match_list_step(matches, i);
        if (wtw_relation_is_copy(match->relation))
            ties[count++] = (struct wtw_tie){match->a, match->b, weight_of(match)};
    }
    *out_ties = ties;
    *out_count = count;
    return WTW_OK;
}

/* When the clusters, by their root, begin and where they go. */
struct origins {
    const int64_t *dates; /* of the texts, at their leaders */
    const uint64_t *content_hashes;
    const uint32_t *roots;
    int64_t *begins; /* the earliest date; WTW_DATE_UNKNOWN where none is known */
    uint32_t
        *hosts; /* what the cluster was taken from, later that one's root; or NOBODY */
};

static void find_begins(struct origins *origins, uint32_t article_count)
{
    for (uint32_t i = 0; i < article_count; i++) {
        origins->begins[i] = WTW_DATE_UNKNOWN;
        origins->hosts[i] = NOBODY;
    }
    for (uint32_t i = 0; i < article_count; i++) {
        int64_t *begin = &origins->begins[origins->roots[i]];
        int64_t date = origins->dates[i];

        if (date != WTW_DATE_UNKNOWN && (*begin == WTW_DATE_UNKNOWN || date < *begin))
            *begin = date;
    }
}

/* The earlier of two wholes comes first; among equals neither the order of the input nor
 * that of the matches decides. */
static bool stands_before(const struct origins *origins, uint32_t x, uint32_t y)
{
    if (origins->dates[x] != origins->dates[y])
        return origins->dates[x] < origins->dates[y];
    return origins->content_hashes[x] < origins->content_hashes[y];
}

/* Sends the cluster of a part that came later to that of the whole, if both began their
 * clusters. */
static void follow_whole(struct origins *origins, uint32_t whole, uint32_t part)
{
    uint32_t from = origins->roots[part];
    uint32_t to = origins->roots[whole];
    uint32_t *chosen = &origins->hosts[from];
    int64_t date = origins->dates[whole];

    if (from == to || date == WTW_DATE_UNKNOWN || date >= origins->dates[part] ||
        date != origins->begins[to] || origins->dates[part] != origins->begins[from])
        return;
    if (*chosen == NOBODY || stands_before(origins, whole, *chosen))
        *chosen = whole;
}

/* Hosts are older than who goes to them, so the way ends. The lowest number of all that
 * come together becomes their root. */
static uint32_t host_of(const struct origins *origins, uint32_t root)
{
    while (origins->hosts[root] != NOBODY)
        root = origins->hosts[root];
    return root;
}

static void send_parts(struct origins *origins, const struct wtw_match_list *matches)
{
    for (size_t i = 0; i < matches->count; i++) {
        const struct wtw_match *match = &matches->items[i];

        wtw_match_list_step(matches, i);
        if (match->relation == WTW_ABRIDGED)
            follow_whole(origins, match->a, match->b);
        else if (match->relation == WTW_EXPANDED)
            follow_whole(origins, match->b, match->a);
    }
}

static enum wtw_status follow_origins(const struct wtw_gathering *gathering,
                                      uint32_t *roots, struct wtw_error *error)
{
    struct origins origins = {.dates = gathering->dates,
                              .content_hashes = gathering->content_hashes,
                              .roots = roots};
    uint32_t count = gathering->article_count;
    uint32_t *lowest = NULL;
    enum wtw_status status = WTW_ALLOCATE(&origins.begins, count, error);

    if (status == WTW_OK)
        status = WTW_ALLOCATE(&origins.hosts, count, error);
    if (status == WTW_OK)
        status = WTW_ALLOCATE(&lowest, count, error);
    if (status == WTW_OK) {
        find_begins(&origins, count);
        send_parts(&origins, gathering->matches);
        for (uint32_t i = 0; i < count; i++)
            if (origins.hosts[i] != NOBODY)
                origins.hosts[i] = roots[origins.hosts[i]];
        for (uint32_t i = count; i-- > 0;)
            lowest[host_of(&origins, roots[i])] = i;
        for (uint32_t i = 0; i < count; i++)
            roots[i] = lowest[host_of(&origins, roots[i])];
    }
    wtw_release_items(origins.begins);
    wtw_release_items(origins.hosts);
    wtw_release_items(lowest);
    return status;
}

/*
 * Most articles are tied to nobody, and linkage keeps much of each: so those that are tied
 * get numbers of their own, without gaps and in the same order.
 */
struct tied {
    uint32_t *articles; /* by number, ascending */
    uint32_t count;
    uint64_t *hashes; /* of their texts, by number */
    uint32_t *roots;  /* by number, numbers */
};

static void release_tied(struct tied *tied)
{
    wtw_release_items(tied->articles);
    wtw_release_items(tied->hashes);
    wtw_release_items(tied->roots);
}

/* 'numbers', one for each article, becomes its number, where it is tied. */
static uint32_t number_tied(const struct wtw_tie *ties, size_t tie_count,
                            uint32_t *numbers, uint32_t article_count)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < article_count; i++)
        numbers[i] = NOBODY;
    for (size_t i = 0; i < tie_count; i++) {
        numbers[ties[i].x] = 0;
        numbers[ties[i].y] = 0;
    }
    for (uint32_t i = 0; i < article_count; i++)
        if (numbers[i] != NOBODY)
            numbers[i] = count++;
    return count;
}

/* The same short text of other days is another text to linkage (forms.c), so its hash has
 * to be another one. */
static enum wtw_status list_tied(const struct wtw_gathering *gathering,
                                 const uint32_t *numbers, struct tied *tied,
                                 struct wtw_error *error)
{
    const uint64_t *hashes = gathering->content_hashes;
    const int64_t *dates = gathering->dates;

    WTW_TRY(WTW_ALLOCATE(&tied->articles, tied->count, error));
    WTW_TRY(WTW_ALLOCATE(&tied->hashes, tied->count, error));
    WTW_TRY(WTW_ALLOCATE(&tied->roots, tied->count, error));
    for (uint32_t i = 0; i < gathering->article_count; i++) {
        if (numbers[i] == NOBODY)
            continue;
        tied->articles[numbers[i]] = i;
        tied->hashes[numbers[i]] = hashes[i] ^ wtw_mix((uint64_t)dates[i]);
    }
    return WTW_OK;
}

/* What lies in files is not needed while texts are linked. */
static void rest(const struct wtw_gathering *gathering)
{
    if (gathering->archive)
        wtw_archive_rest(gathering->archive);
    wtw_paged_rest(&gathering->matches->memory);
}

/* Until the end 'out_roots' has the numbers of those who are tied. */
static enum wtw_status link_tied(const struct wtw_gathering *gathering, struct tied *tied,
                                 struct wtw_tie *ties, size_t tie_count,
                                 uint32_t *out_roots, struct wtw_error *error)
{
    struct wtw_linkage linkage = {.least = LEAST_LINKAGE,
                                  .partner_limit = gathering->partner_limit};

    tied->count = number_tied(ties, tie_count, out_roots, gathering->article_count);
    WTW_TRY(list_tied(gathering, out_roots, tied, error));
    for (size_t i = 0; i < tie_count; i++) {
        ties[i].x = out_roots[ties[i].x];
        ties[i].y = out_roots[ties[i].y];
    }
    rest(gathering);
    linkage.article_count = tied->count;
    linkage.content_hashes = tied->hashes;
    WTW_TRY(wtw_linkage_make(&linkage, ties, tie_count, tied->roots, error));
    WTW_TRY(wtw_reallocate(&linkage, ties, tie_count, tied->roots, error));
    for (uint32_t i = 0; i < gathering->article_count; i++)
        out_roots[i] = i;
    for (uint32_t i = 0; i < tied->count; i++)
        out_roots[tied->articles[i]] = tied->articles[tied->roots[i]];
    return WTW_OK;
}

static enum wtw_status link_texts(const struct wtw_gathering *gathering,
                                  uint32_t *out_roots, struct wtw_error *error)
{
    struct tied tied = {.count = 0};
    struct wtw_tie *ties = NULL;
    size_t tie_count = 0;
    enum wtw_status status = WTW_OK;

    WTW_TRY(list_ties(gathering->matches, &ties, &tie_count, error));
    status = link_tied(gathering, &tied, ties, tie_count, out_roots, error);
    wtw_release_items(ties);
    release_tied(&tied);
    return status;
}

enum wtw_status wtw_gather_texts(const struct wtw_gathering *gathering,
                                 uint32_t *out_roots, struct wtw_error *error)
{
    WTW_TRY(link_texts(gathering, out_roots, error));
    for (uint32_t i = 0; gathering->leaders && i < gathering->article_count; i++)
        out_roots[i] = out_roots[gathering->leaders[i]];
    return follow_origins(gathering, out_roots, error);
}

enum wtw_status wtw_gather_roots(const struct wtw_engine *engine,
                                 const struct wtw_exact_groups *groups,
                                 uint32_t *out_roots, struct wtw_error *error)
{
    const struct wtw_gathering gathering = {.article_count = engine->archive.count,
                                            .content_hashes =
                                                engine->archive.content_hashes,
                                            .dates = groups->dates,
                                            .leaders = groups->leaders,
                                            .matches = &engine->result.matches,
                                            .partner_limit = engine->options.bucket_limit,
                                            .archive = &engine->archive};

    return wtw_gather_texts(&gathering, out_roots, error);
}

enum wtw_status wtw_gather_clusters(struct wtw_engine *engine, const uint32_t *roots,
                                    struct wtw_error *error)
{
    const struct wtw_archive *archive = &engine->archive;
    const struct wtw_canonical_facts facts = {.published_seconds =
                                                  archive->published_seconds,
                                              .token_counts = archive->token_counts,
                                              .ranks = archive->ranks,
                                              .policy = engine->options.canonical};

    return wtw_clusters_make(&engine->result.clusters, roots, archive->count, &facts,
                             error);
}
