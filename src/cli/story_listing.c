/*
 * story_listing.c - wiretwin cluster --level story: which articles tell one event
 *
 * The library says which clusters are a story, in which order, and which are of one
 * origin; why they are is found again here, by what it counts: an agency that both credit,
 * or one publisher of the earliest article of both. Articles are read again as they are
 * written. TSV needs ids only.
 */
#include "cli/story_listing.h"

#include "base/memory.h"
#include "read/publisher.h"
#include "write/stories_out.h"

#include <stdlib.h>
#include <string.h>

/* A cluster's article with its date, to be sorted. */
struct dated {
    int64_t seconds;
    uint32_t number;
};

/* What ties a cluster to others. */
struct tie_facts {
    struct dated earliest;
    size_t name_begin; /* of the publisher, in 'names' */
    size_t name_count;
    uint32_t agency_begin; /* in 'agencies' */
    uint32_t agency_count;
};

struct listing {
    const struct wtw_session *session;
    struct wtw_article_view view;
    struct wtw_article_view first_view; /* of the story's first article */
    struct wtw_buffer text;             /* of the article that a term stands in */
    struct wtw_buffer terms;            /* their words */
    struct wtw_buffer names;            /* of publishers */
    struct wtw_story_cluster *clusters; /* of the story at hand */
    size_t cluster_capacity;
    struct tie_facts *facts; /* of those */
    size_t fact_capacity;
    uint32_t *agencies; /* that they credit, those of one cluster together */
    size_t agency_capacity;
    struct dated *members; /* of the cluster at hand */
    size_t member_capacity;
    struct wtw_story_word words[WTW_STORY_WORDS];
    struct wtw_json json;
    struct wtw_stories_table table;
    enum wtw_format format;
};

static void release(struct listing *listing)
{
    wtw_stories_table_release(&listing->table);
    wtw_release_items(listing->members);
    wtw_release_items(listing->agencies);
    wtw_release_items(listing->facts);
    wtw_release_items(listing->clusters);
    wtw_buffer_release(&listing->names);
    wtw_buffer_release(&listing->terms);
    wtw_buffer_release(&listing->text);
    wtw_article_view_release(&listing->first_view);
    wtw_article_view_release(&listing->view);
}

static struct wtw_cluster cluster_at(const struct listing *listing,
                                     const struct wtw_story *story, uint32_t place)
{
    return wtw_result_cluster(listing->session->result, story->clusters[place]);
}

static int64_t lag_of(const struct listing *listing, const struct wtw_story *story,
                      uint32_t number)
{
    int64_t seconds = wtw_ledger_published(&listing->session->ledger, number);

    if (seconds == WTW_DATE_UNKNOWN || story->begin_seconds == WTW_DATE_UNKNOWN)
        return WTW_DATE_UNKNOWN;
    return seconds - story->begin_seconds;
}

/* ------------------------------------------------------------------ TSV */

/* For each article the first cluster of its origin, by that cluster's first article.
 * 'begins' has room for as many origins as there are articles. */
static void name_origins(const struct listing *listing, uint32_t *origins,
                         uint32_t *begins)
{
    const struct wtw_result *result = listing->session->result;
    size_t count = wtw_result_story_count(result);

    for (size_t i = 0; i < count; i++) {
        struct wtw_story story = wtw_result_story(result, i);

        for (uint32_t place = story.cluster_count; place-- > 0;)
            begins[story.origins[place]] = cluster_at(listing, &story, place).first;
        for (uint32_t place = 0; place < story.cluster_count; place++) {
            struct wtw_cluster cluster = cluster_at(listing, &story, place);

            for (uint32_t j = 0; j < cluster.size; j++)
                origins[cluster.members[j]] = begins[story.origins[place]];
        }
    }
}

static void put_rows(const struct listing *listing, const uint32_t *origins,
                     struct wtw_out *out)
{
    const struct wtw_session *session = listing->session;
    struct wtw_row cells = {out, listing->format == WTW_FORMAT_CSV};

    wtw_stories_row_header(cells);
    for (uint32_t i = 0; i < session->ledger.count && !wtw_out_has_failed(out); i++) {
        struct wtw_membership membership = wtw_result_membership(session->result, i);
        struct wtw_story story = wtw_session_story(session, i);
        const struct wtw_story_row row = {
            .id = wtw_session_id(session, i),
            .story = wtw_session_id(session, story.first),
            .cluster = wtw_session_id(session, membership.cluster),
            .origin = wtw_session_id(session, origins[i]),
            .article_count = story.article_count,
            .cluster_count = story.cluster_count,
            .origin_count = story.origin_count,
            .lag_seconds = lag_of(listing, &story, i),
        };

        wtw_stories_row(cells, &row);
    }
}

static enum wtw_status list_rows(const struct listing *listing, struct wtw_out *out,
                                 struct wtw_error *error)
{
    size_t count = listing->session->ledger.count;
    uint32_t *origins = NULL;
    uint32_t *begins = NULL;
    enum wtw_status status = WTW_ALLOCATE(&origins, count, error);

    if (status == WTW_OK)
        status = WTW_ALLOCATE(&begins, count, error);
    if (status == WTW_OK) {
        name_origins(listing, origins, begins);
        put_rows(listing, origins, out);
    }
    wtw_release_items(begins);
    wtw_release_items(origins);
    return status;
}

/* ------------------------------------------------------------------ members */

static int compare_dated(const void *left, const void *right)
{
    const struct dated *a = left;
    const struct dated *b = right;
    bool a_is_known = a->seconds != WTW_DATE_UNKNOWN;
    bool b_is_known = b->seconds != WTW_DATE_UNKNOWN;

    if (a_is_known != b_is_known)
        return a_is_known ? -1 : 1;
    if (a->seconds != b->seconds)
        return a->seconds < b->seconds ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static struct dated dated_of(const struct listing *listing, uint32_t number)
{
    return (struct dated){wtw_ledger_published(&listing->session->ledger, number),
                          number};
}

static struct dated earliest_of(const struct listing *listing,
                                const struct wtw_cluster *cluster)
{
    struct dated earliest = dated_of(listing, cluster->members[0]);

    for (uint32_t i = 1; i < cluster->size; i++) {
        struct dated other = dated_of(listing, cluster->members[i]);

        if (compare_dated(&other, &earliest) < 0)
            earliest = other;
    }
    return earliest;
}

static enum wtw_status sort_members(struct listing *listing,
                                    const struct wtw_cluster *cluster,
                                    struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&listing->members, &listing->member_capacity, cluster->size, error));
    for (uint32_t i = 0; i < cluster->size; i++)
        listing->members[i] = dated_of(listing, cluster->members[i]);
    qsort(listing->members, cluster->size, sizeof listing->members[0], compare_dated);
    return WTW_OK;
}

/* ------------------------------------------------------------------ why one origin */

static bool has_agency(const struct listing *listing, const struct tie_facts *facts,
                       uint32_t agency)
{
    for (uint32_t i = 0; i < facts->agency_count; i++) {
        if (listing->agencies[facts->agency_begin + i] == agency)
            return true;
    }
    return false;
}

static enum wtw_status note_agencies(struct listing *listing,
                                     const struct wtw_cluster *cluster,
                                     struct tie_facts *facts, struct wtw_error *error)
{
    for (uint32_t i = 0; i < cluster->size; i++) {
        uint32_t agency =
            wtw_result_membership(listing->session->result, cluster->members[i]).agency;
        size_t end = (size_t)facts->agency_begin + facts->agency_count;

        if (agency == WTW_NO_AGENCY || has_agency(listing, facts, agency))
            continue;
        WTW_TRY(WTW_GROW(&listing->agencies, &listing->agency_capacity, end + 1, error));
        listing->agencies[end] = agency;
        facts->agency_count++;
    }
    return WTW_OK;
}

static enum wtw_status note_facts(struct listing *listing, const struct wtw_story *story,
                                  struct wtw_error *error)
{
    struct wtw_article_info info;
    uint32_t agencies = 0;

    listing->names.count = 0;
    WTW_TRY(
        WTW_GROW(&listing->facts, &listing->fact_capacity, story->cluster_count, error));
    for (uint32_t place = 0; place < story->cluster_count; place++) {
        struct wtw_cluster cluster = cluster_at(listing, story, place);
        struct tie_facts *facts = &listing->facts[place];

        *facts = (struct tie_facts){.earliest = earliest_of(listing, &cluster),
                                    .name_begin = listing->names.count,
                                    .agency_begin = agencies};
        WTW_TRY(note_agencies(listing, &cluster, facts, error));
        agencies += facts->agency_count;
        WTW_TRY(wtw_session_describe(listing->session, facts->earliest.number,
                                     &listing->view, &info, error));
        facts->name_count = listing->view.publisher.count;
        WTW_TRY(wtw_buffer_append(&listing->names, listing->view.publisher.items,
                                  facts->name_count, error));
    }
    return WTW_OK;
}

static struct wtw_span publisher_of(const struct listing *listing,
                                    const struct tie_facts *facts)
{
    if (!facts->name_count)
        return (struct wtw_span){NULL, 0};
    return (struct wtw_span){listing->names.items + facts->name_begin, facts->name_count};
}

/* Notes what ties the cluster at 'place' to that at 'other', if anything does. */
static bool find_tie(struct listing *listing, uint32_t place, uint32_t other)
{
    struct wtw_story_cluster *cluster = &listing->clusters[place];
    const struct tie_facts *facts = &listing->facts[place];
    const struct tie_facts *others = &listing->facts[other];
    struct wtw_span publisher = publisher_of(listing, facts);

    for (uint32_t i = 0; i < facts->agency_count && !cluster->agency; i++) {
        uint32_t agency = listing->agencies[facts->agency_begin + i];

        if (has_agency(listing, others, agency))
            cluster->agency = wtw_agency_name(agency);
    }
    if (!cluster->agency &&
        wtw_publisher_is_same(publisher, publisher_of(listing, others)))
        cluster->publisher = publisher;
    if (!cluster->agency && !cluster->publisher.items)
        return false;
    cluster->same_as = listing->clusters[other].id;
    return true;
}

/* The tie to an earlier cluster of its origin, or else, where it is a later one that ties
 * both, to that. */
static void explain_origin(struct listing *listing, const struct wtw_story *story,
                           uint32_t place)
{
    for (uint32_t other = 0; other < story->cluster_count; other++) {
        if (other != place && story->origins[other] == story->origins[place] &&
            find_tie(listing, place, other))
            return;
    }
}

static void explain_origins(struct listing *listing, const struct wtw_story *story)
{
    uint32_t origins = 0;

    for (uint32_t place = 0; place < story->cluster_count; place++) {
        if (story->origins[place] == origins)
            origins++; /* they are numbered as they appear */
        else
            explain_origin(listing, story, place);
    }
}

static enum wtw_status list_clusters(struct listing *listing,
                                     const struct wtw_story *story,
                                     struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&listing->clusters, &listing->cluster_capacity, story->cluster_count,
                     error));
    for (uint32_t place = 0; place < story->cluster_count; place++) {
        struct wtw_cluster cluster = cluster_at(listing, story, place);

        listing->clusters[place] = (struct wtw_story_cluster){
            .id = wtw_session_id(listing->session, cluster.first),
            .canonical = wtw_session_id(listing->session, cluster.canonical),
            .size = cluster.size,
            .origin = story->origins[place] + 1,
        };
    }
    if (story->origin_count == story->cluster_count)
        return WTW_OK;
    WTW_TRY(note_facts(listing, story, error));
    explain_origins(listing, story);
    return WTW_OK;
}

/* ------------------------------------------------------------------ what it shares */

/* Reads the texts that the terms stand in. Their words are kept one behind the other. */
static enum wtw_status find_words(struct listing *listing, size_t story,
                                  size_t *out_count, struct wtw_error *error)
{
    struct wtw_story_term terms[WTW_STORY_WORDS];
    uint32_t read = UINT32_MAX;
    size_t begin = 0;

    WTW_TRY(wtw_result_story_terms(listing->session->result, story, terms,
                                   WTW_STORY_WORDS, out_count, error));
    listing->terms.count = 0;
    for (size_t i = 0; i < *out_count; i++) {
        struct wtw_range range = terms[i].range;

        if (terms[i].article != read)
            WTW_TRY(wtw_session_text(listing->session, terms[i].article, &listing->text,
                                     error));
        read = terms[i].article;
        WTW_TRY(wtw_buffer_append(&listing->terms, listing->text.items + range.begin,
                                  range.end - range.begin, error));
    }
    for (size_t i = 0; i < *out_count; i++) {
        size_t count = terms[i].range.end - terms[i].range.begin;

        listing->words[i] = (struct wtw_story_word){
            .kind = terms[i].kind,
            .text = {listing->terms.items + begin, count},
            .cluster_count = terms[i].cluster_count,
            .share = terms[i].share,
        };
        begin += count;
    }
    return WTW_OK;
}

/* ------------------------------------------------------------------ a story */

static enum wtw_status open_story(struct listing *listing, const struct wtw_story *story,
                                  size_t number, struct wtw_error *error)
{
    struct wtw_story_head head = {
        .id = wtw_session_id(listing->session, story->first),
        .article_count = story->article_count,
        .cluster_count = story->cluster_count,
        .origin_count = story->origin_count,
        .begin_seconds = story->begin_seconds,
        .end_seconds = story->end_seconds,
        .words = listing->words,
    };

    if (story->cluster_count > 1)
        WTW_TRY(find_words(listing, number, &head.word_count, error));
    WTW_TRY(list_clusters(listing, story, error));
    head.clusters = listing->clusters;
    WTW_TRY(wtw_session_describe(listing->session, story->earliest, &listing->first_view,
                                 &head.first, error));
    if (listing->format == WTW_FORMAT_TABLE)
        wtw_stories_table_open(&listing->table, &head);
    else
        wtw_stories_jsonl_open(&listing->json, &head);
    return WTW_OK;
}

static enum wtw_status put_member(struct listing *listing, const struct wtw_story *story,
                                  uint32_t place, uint32_t number, bool is_first,
                                  struct wtw_error *error)
{
    struct wtw_story_cluster cluster = listing->clusters[place];
    struct wtw_story_member member = {
        .membership = wtw_result_membership(listing->session->result, number),
        .cluster = cluster.id,
        .origin = cluster.origin,
        .is_canonical = cluster_at(listing, story, place).canonical == number,
        .is_first = number == story->earliest,
        .lag_seconds = lag_of(listing, story, number),
    };

    WTW_TRY(wtw_session_describe(listing->session, number, &listing->view,
                                 &member.article, error));
    if (listing->format != WTW_FORMAT_TABLE) {
        wtw_stories_jsonl_member(&listing->json, &member);
        return WTW_OK;
    }
    if (is_first) {
        cluster.title = member.article.title;
        WTW_TRY(wtw_stories_table_cluster(&listing->table, &cluster, error));
    }
    return wtw_stories_table_member(&listing->table, &member, error);
}

static enum wtw_status put_story(struct listing *listing, size_t number,
                                 struct wtw_error *error)
{
    struct wtw_story story = wtw_result_story(listing->session->result, number);

    WTW_TRY(open_story(listing, &story, number, error));
    for (uint32_t place = 0; place < story.cluster_count; place++) {
        struct wtw_cluster cluster = cluster_at(listing, &story, place);

        WTW_TRY(sort_members(listing, &cluster, error));
        for (uint32_t i = 0; i < cluster.size; i++)
            WTW_TRY(put_member(listing, &story, place, listing->members[i].number, i == 0,
                               error));
    }
    if (listing->format == WTW_FORMAT_TABLE)
        wtw_stories_table_close(&listing->table);
    else
        wtw_stories_jsonl_close(&listing->json);
    return WTW_OK;
}

static enum wtw_status put_stories(struct listing *listing, struct wtw_out *out,
                                   struct wtw_error *error)
{
    const struct wtw_session *session = listing->session;
    uint32_t least = session->settings->min_size           ? session->settings->min_size
                     : listing->format == WTW_FORMAT_TABLE ? 2
                                                           : 1;
    size_t count = wtw_result_story_count(session->result);

    for (size_t i = 0; i < count && !wtw_out_has_failed(out); i++) {
        if (wtw_result_story(session->result, i).article_count < least)
            break; /* those of most articles come first */
        wtw_progress_step(session->progress, "writing", i, count, false);
        WTW_TRY(put_story(listing, i, error));
    }
    return WTW_OK;
}

enum wtw_status wtw_stories_list(const struct wtw_session *session,
                                 enum wtw_format format, struct wtw_out *out,
                                 struct wtw_error *error)
{
    struct listing listing = {.session = session, .format = format};
    struct wtw_page page;
    enum wtw_status status = WTW_OK;

    if (format == WTW_FORMAT_TSV || format == WTW_FORMAT_CSV)
        return list_rows(&listing, out, error);
    wtw_json_init(&listing.json, out, false);
    wtw_page_init(&page, out, (enum wtw_color_mode)session->settings->color);
    status = wtw_stories_table_init(&listing.table, &page, error);
    if (status == WTW_OK)
        status = put_stories(&listing, out, error);
    release(&listing);
    return status;
}
