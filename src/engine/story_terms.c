/*
 * story_terms.c - answers about stories, and the terms that tie one together
 *
 * A term's weight in a story is the sum of what its tellings make of it, by how rare it is
 * according to text/rarity. Kept are hashes; which word it is, the texts say: they are read
 * again, one telling after the other, until all terms that were asked for are found.
 */
#include "engine/engine_state.h"

#include "base/memory.h"
#include "text/rarity.h"
#include "text/story.h"

#include <stdlib.h>

size_t wtw_result_story_count(const struct wtw_result *result)
{
    return result->stories.articles.cluster_count;
}

size_t wtw_result_story_of(const struct wtw_result *result, uint32_t number)
{
    return result->stories.articles.cluster_of[number];
}

/* Of the articles of a story. */
static void find_times(const struct wtw_result *result, size_t i, int64_t *out_begin,
                       int64_t *out_end)
{
    const struct wtw_clusters *articles = &result->stories.articles;
    const int64_t *dates = result->engine->archive.published_seconds;

    *out_begin = WTW_DATE_UNKNOWN;
    *out_end = WTW_DATE_UNKNOWN;
    for (uint32_t k = articles->starts[i]; k < articles->starts[i + 1]; k++) {
        int64_t date = dates[articles->members[k]];

        if (date == WTW_DATE_UNKNOWN)
            continue;
        if (*out_begin == WTW_DATE_UNKNOWN || date < *out_begin)
            *out_begin = date;
        if (date > *out_end)
            *out_end = date;
    }
}

struct wtw_story wtw_result_story(const struct wtw_result *result, size_t i)
{
    const struct wtw_stories *stories = &result->stories;
    const struct wtw_clusters *articles = &stories->articles;
    struct wtw_story story = {
        .first = articles->members[articles->starts[i]],
        .earliest = articles->canonicals[i],
        .article_count = articles->starts[i + 1] - articles->starts[i],
        .cluster_count = stories->starts[i + 1] - stories->starts[i],
        .origin_count = stories->origin_counts[i],
        .clusters = stories->clusters + stories->starts[i],
        .origins = stories->origins + stories->starts[i]};

    find_times(result, i, &story.begin_seconds, &story.end_seconds);
    return story;
}

const char *wtw_term_kind_name(enum wtw_term_kind kind)
{
    static const char *const names[] = {
        [WTW_TERM_WORD] = "word", [WTW_TERM_NAME] = "name", [WTW_TERM_FIGURE] = "figure"};

    return (unsigned)kind <= WTW_TERM_FIGURE ? names[kind] : "word";
}

/* A term of one telling, or of several, by its hash. */
struct tie {
    uint32_t term;
    uint32_t clusters;
    uint64_t weight;
};

struct tying {
    const struct wtw_result *result;
    struct tie *ties;
    size_t count;
    uint64_t weight; /* of all */
    struct wtw_story_text story;
    struct wtw_buffer text;
    struct wtw_term_maker *maker;
};

static int compare_terms(const void *left, const void *right)
{
    const struct tie *x = left;
    const struct tie *y = right;

    return x->term < y->term ? -1 : x->term > y->term;
}

static int compare_ties(const void *left, const void *right)
{
    const struct tie *x = left;
    const struct tie *y = right;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->term < y->term ? -1 : x->term > y->term;
}

/* The terms of all tellings, one after the other. */
static enum wtw_status list_terms(struct tying *tying, size_t i, struct wtw_error *error)
{
    const struct wtw_stories *stories = &tying->result->stories;
    const struct wtw_archive *archive = &tying->result->engine->archive;
    uint32_t clusters = stories->starts[i + 1] - stories->starts[i];
    struct wtw_rarity_index *index = NULL;

    WTW_TRY(WTW_ALLOCATE(&tying->ties, (size_t)clusters * WTW_TERMS_MAX, error));
    WTW_TRY(WTW_ALLOCATE(&index, 1, error));
    wtw_rarity_index_make(index);
    for (uint32_t k = 0; k < clusters; k++) {
        uint32_t article = stories->tellings[stories->clusters[stories->starts[i] + k]];

        for (uint64_t j = archive->term_starts[article];
             j < archive->term_starts[article + 1]; j++) {
            uint32_t term = archive->terms[j];
            uint32_t unknown =
                term & WTW_TERM_SHORT_BIT ? WTW_RARITY_SHORT : WTW_RARITY_UNKNOWN;
            uint32_t hash = term >> WTW_TERM_HASH_SHIFT;

            tying->ties[tying->count++] =
                (struct tie){hash, 1,
                             (uint64_t)wtw_term_emphasis(term) *
                                 wtw_rarity_level(index, hash, unknown)};
        }
    }
    wtw_release_items(index);
    return WTW_OK;
}

/* Adds up equal terms, keeps those of two clusters and more, heaviest first. */
static void sum_terms(struct tying *tying)
{
    struct tie *ties = tying->ties;
    size_t summed = 0;
    size_t kept = 0;

    if (tying->count)
        qsort(ties, tying->count, sizeof ties[0], compare_terms);
    for (size_t i = 0; i < tying->count; i++) {
        if (summed && ties[summed - 1].term == ties[i].term) {
            ties[summed - 1].clusters++;
            ties[summed - 1].weight += ties[i].weight;
        } else {
            ties[summed++] = ties[i];
        }
    }
    for (size_t i = 0; i < summed; i++) {
        if (ties[i].clusters < 2)
            continue;
        tying->weight += ties[i].weight;
        ties[kept++] = ties[i];
    }
    tying->count = kept;
    if (kept)
        qsort(ties, kept, sizeof ties[0], compare_ties);
}

/* Looks in one article for the terms that have no place yet, and counts those found. */
static enum wtw_status place_terms(struct tying *tying, uint32_t article,
                                   struct wtw_story_term *out_terms, size_t *found,
                                   struct wtw_error *error)
{
    const struct wtw_options *options = &tying->result->engine->options;
    struct wtw_term_text text = {.bytes = NULL};
    uint32_t terms[WTW_TERMS_MAX];
    uint32_t term_count = 0;

    WTW_TRY(options->text_source.fetch(options->text_source.context, article,
                                       &tying->text, error));
    WTW_TRY(wtw_story_make(&tying->story, tying->text.items, tying->text.count,
                           options->keeps_boilerplate, error));
    text.bytes = tying->text.items;
    text.text_bytes = tying->text.count;
    text.tokens = tying->story.tokens;
    WTW_TRY(wtw_terms_make(tying->maker, &text, terms, &term_count, error));
    for (size_t k = 0; k < tying->count; k++) {
        struct wtw_story_term *term = &out_terms[k];

        if (term->range.begin != term->range.end ||
            !wtw_terms_place(tying->maker, tying->ties[k].term << WTW_TERM_HASH_SHIFT,
                             &term->kind, &term->range) ||
            term->range.begin == term->range.end)
            continue;
        term->article = article;
        ++*found;
    }
    return WTW_OK;
}

/* Texts that are read at most, for terms that may stand in titles only. */
enum { TEXTS_MAX = 16 };

static enum wtw_status find_places(struct tying *tying, size_t i,
                                   struct wtw_story_term *out_terms,
                                   struct wtw_error *error)
{
    const struct wtw_stories *stories = &tying->result->stories;
    uint32_t begin = stories->starts[i];
    uint32_t end = stories->starts[i + 1];
    size_t found = 0;

    for (size_t k = 0; k < tying->count; k++)
        out_terms[k] = (struct wtw_story_term){.cluster_count = tying->ties[k].clusters,
                                               .share = (double)tying->ties[k].weight /
                                                        (double)tying->weight};
    WTW_TRY(wtw_term_maker_new(NULL, &tying->maker, error));
    for (uint32_t k = begin; k < end && k < begin + TEXTS_MAX && found < tying->count;
         k++)
        WTW_TRY(place_terms(tying, stories->tellings[stories->clusters[k]], out_terms,
                            &found, error));
    return WTW_OK;
}

static enum wtw_status tie_story(struct tying *tying, size_t i,
                                 struct wtw_story_term *out_terms, size_t room,
                                 size_t *out_count, struct wtw_error *error)
{
    size_t kept = 0;

    WTW_TRY(list_terms(tying, i, error));
    sum_terms(tying);
    if (tying->count > room)
        tying->count = room;
    if (tying->count)
        WTW_TRY(find_places(tying, i, out_terms, error));
    for (size_t k = 0; k < tying->count; k++)
        if (out_terms[k].range.begin != out_terms[k].range.end)
            out_terms[kept++] = out_terms[k];
    *out_count = kept;
    return WTW_OK;
}

enum wtw_status wtw_result_story_terms(const struct wtw_result *result, size_t i,
                                       struct wtw_story_term *out_terms, size_t room,
                                       size_t *out_count, struct wtw_error *error)
{
    struct tying tying = {.result = result};
    enum wtw_status status = tie_story(&tying, i, out_terms, room, out_count, error);

    wtw_release_items(tying.ties);
    wtw_story_release(&tying.story);
    wtw_buffer_release(&tying.text);
    wtw_term_maker_free(tying.maker);
    return status;
}
