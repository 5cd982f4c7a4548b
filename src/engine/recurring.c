/*
 * recurring.c - lines that stand in many unlike articles of one source
 *
 * A site puts the same lines under all of its articles: about its newsletter, its author,
 * its terms. No rule knows them all, but the input shows them: two articles that share
 * a few lines and are otherwise unlike are in the list of matches as excerpts. Each line
 * or sentence (unit) that such a pair shares is noted with both articles. One that is
 * noted with ARTICLES_MIN or more clusters of one source recurs: it belongs to the source
 * and not to a story. Counting clusters and not articles keeps the lines of a story that
 * was copied forty times out of it.
 *
 * Sentences that several sources share are quotations, and stay. Where no source is known
 * all are taken for one, and twice as many clusters are asked for.
 */
#include "engine/recurring.h"

#include "base/memory.h"
#include "base/threads.h"
#include "match/pairs.h"
#include "text/story.h"
#include "text/units.h"

#include <stdlib.h>

/* Shorter units ("He said.", "Sign in") are not worth the risk. */
enum { UNIT_TOKENS_MIN = 5 };

/* A quotation that three reports of one event share is in two of one paper now and then,
 * in four it is not. */
enum { ARTICLES_MIN = 4 };

/* Pairs that a worker takes at a time: about 0.3 ms of work. */
enum { CHUNK_PAIRS = 32 };

/* A unit that an article shares with an unlike one. */
struct note {
    uint64_t hash;
    uint32_t article;
    struct wtw_range range;
};

struct notes {
    struct note *items;
    size_t count;
    size_t capacity;
};

/* One article's units, by their hash. */
struct unit_list {
    struct wtw_story_text story;
    struct wtw_buffer text;
    struct notes units;
};

struct learning_worker {
    struct unit_list a;
    struct unit_list b;
    struct notes notes;
};

struct learning {
    const struct wtw_engine *engine;
    const uint64_t *pairs; /* as in pairs.h */
    struct learning_worker *workers;
};

static int compare_notes(const void *left, const void *right)
{
    const struct note *x = left;
    const struct note *y = right;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->article != y->article)
        return x->article < y->article ? -1 : 1;
    return x->range.begin < y->range.begin ? -1 : x->range.begin > y->range.begin;
}

static enum wtw_status add_note(struct notes *notes, struct note note,
                                struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&notes->items, &notes->capacity, notes->count + 1, error));
    notes->items[notes->count++] = note;
    return WTW_OK;
}

/* Sorts and keeps one note of each unit and article. */
static void settle_notes(struct notes *notes)
{
    size_t kept = 0;

    if (notes->count)
        qsort(notes->items, notes->count, sizeof notes->items[0], compare_notes);
    for (size_t i = 0; i < notes->count; i++)
        if (!kept || notes->items[kept - 1].hash != notes->items[i].hash ||
            notes->items[kept - 1].article != notes->items[i].article)
            notes->items[kept++] = notes->items[i];
    notes->count = kept;
}

static enum wtw_status list_units(const struct wtw_engine *engine, uint32_t article,
                                  struct unit_list *list, struct wtw_error *error)
{
    const struct wtw_text_source *source = &engine->options.text_source;
    const struct wtw_range *ranges = NULL;
    struct wtw_unit unit;
    size_t position = 0;

    list->units.count = 0;
    list->text.count = 0;
    WTW_TRY(source->fetch(source->context, article, &list->text, error));
    WTW_TRY(wtw_story_make(&list->story, list->text.items, list->text.count,
                           engine->options.keeps_boilerplate, error));
    ranges = wtw_tokens_ranges(list->story.tokens);
    while (wtw_units_next(list->story.tokens, list->text.items, &position, &unit)) {
        struct wtw_range range = {ranges[unit.first].begin,
                                  ranges[unit.first + unit.count - 1].end};

        if (unit.count >= UNIT_TOKENS_MIN)
            WTW_TRY(
                add_note(&list->units, (struct note){unit.hash, article, range}, error));
    }
    settle_notes(&list->units);
    return WTW_OK;
}

/* Notes the units in both lists, once for each article. */
static enum wtw_status note_shared(struct learning_worker *worker,
                                   struct wtw_error *error)
{
    const struct notes *a = &worker->a.units;
    const struct notes *b = &worker->b.units;

    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->items[i].hash == b->items[j].hash) {
            WTW_TRY(add_note(&worker->notes, a->items[i], error));
            WTW_TRY(add_note(&worker->notes, b->items[j], error));
            i++;
            j++;
        } else if (a->items[i].hash < b->items[j].hash) {
            i++;
        } else {
            j++;
        }
    }
    return WTW_OK;
}

static enum wtw_status note_pairs(void *context, uint32_t worker_number, size_t begin,
                                  size_t end, struct wtw_error *error)
{
    struct learning *learning = context;
    struct learning_worker *worker = &learning->workers[worker_number];

    for (size_t i = begin; i < end; i++) {
        uint32_t a = wtw_pair_a(learning->pairs[i]);
        uint32_t b = wtw_pair_b(learning->pairs[i]);

        if (i == begin || a != wtw_pair_a(learning->pairs[i - 1]))
            WTW_TRY(list_units(learning->engine, a, &worker->a, error));
        WTW_TRY(list_units(learning->engine, b, &worker->b, error));
        WTW_TRY(note_shared(worker, error));
    }
    settle_notes(&worker->notes);
    return WTW_OK;
}

static void release_list(struct unit_list *list)
{
    wtw_story_release(&list->story);
    wtw_buffer_release(&list->text);
    wtw_release_items(list->units.items);
}

static void release_workers(struct learning *learning)
{
    uint32_t count = learning->engine->options.thread_count;

    for (uint32_t i = 0; learning->workers && i < count; i++) {
        release_list(&learning->workers[i].a);
        release_list(&learning->workers[i].b);
        wtw_release_items(learning->workers[i].notes.items);
    }
    wtw_release_items(learning->workers);
}

/* Brings the workers' notes together in those of the first. */
static enum wtw_status merge_notes(struct learning *learning, struct wtw_error *error)
{
    struct notes *all = &learning->workers[0].notes;

    for (uint32_t i = 1; i < learning->engine->options.thread_count; i++) {
        const struct notes *more = &learning->workers[i].notes;

        for (size_t n = 0; n < more->count; n++)
            WTW_TRY(add_note(all, more->items[n], error));
    }
    settle_notes(all);
    return WTW_OK;
}

/* Who published an article and which cluster it is in: 0 where no source is known. */
static uint64_t source_and_root(const struct wtw_engine *engine, const uint32_t *roots,
                                uint32_t article)
{
    return (uint64_t)engine->archive.sources[article] << 32 | roots[article];
}

static int compare_numbers(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left;
    uint64_t y = *(const uint64_t *)right;

    return x < y ? -1 : x > y;
}

/* The source that a unit recurs in, and how many of its articles have it. */
struct habit {
    uint32_t source;
    uint32_t article_count;
    size_t cluster_count; /* 0: it recurs in none */
};

/* The first in the numbers of source_and_root(), all of one source. */
static struct habit habit_of_first(const uint64_t *places, size_t count)
{
    struct habit habit = {.source = (uint32_t)(places[0] >> 32)};

    while (habit.article_count < count &&
           places[habit.article_count] >> 32 == habit.source) {
        uint32_t i = habit.article_count++;

        habit.cluster_count += !i || places[i] != places[i - 1];
    }
    return habit;
}

/* Of the sources in 'count' sorted numbers of source_and_root() the one with most
 * clusters, if those are enough. */
static struct habit find_habit(const uint64_t *places, size_t count)
{
    struct habit most = {.cluster_count = 0};

    for (size_t i = 0; i < count;) {
        struct habit habit = habit_of_first(places + i, count - i);
        size_t wanted = habit.source ? ARTICLES_MIN : 2 * ARTICLES_MIN;

        if (habit.cluster_count >= wanted && habit.cluster_count > most.cluster_count)
            most = habit;
        i += habit.article_count;
    }
    return most;
}

/* The first note of an article of 'source', which one of them is of. */
static const struct note *first_of_source(const struct note *notes,
                                          const uint32_t *sources, uint32_t source)
{
    while (sources[notes->article] != source)
        notes++;
    return notes;
}

/* Room for one line more; both lists have the same. */
static enum wtw_status reserve_line(struct wtw_recurring *recurring, size_t *capacity,
                                    struct wtw_error *error)
{
    size_t other_capacity = *capacity;

    WTW_TRY(WTW_GROW(&recurring->hashes, &other_capacity, recurring->count + 1, error));
    return WTW_GROW(&recurring->lines, capacity, recurring->count + 1, error);
}

static void keep_line(struct wtw_recurring *recurring, const struct note *notes,
                      size_t count, const uint32_t *sources, const struct habit *habit)
{
    const struct note *first = first_of_source(notes, sources, habit->source);

    recurring->hashes[recurring->count] = first->hash;
    recurring->lines[recurring->count++] =
        (struct wtw_recurring_line){.article = first->article,
                                    .range = first->range,
                                    .article_count = (uint32_t)count,
                                    .source = habit->source,
                                    .source_article_count = habit->article_count};
    for (size_t i = 0; i < count; i++)
        recurring->is_touched[notes[i].article] = true;
}

/* Goes through the notes unit by unit; 'places' has room for as many. */
static enum wtw_status choose_lines(struct wtw_recurring *recurring,
                                    const struct wtw_engine *engine,
                                    const uint32_t *roots, const struct notes *notes,
                                    uint64_t *places, struct wtw_error *error)
{
    size_t capacity = 0;

    for (size_t begin = 0, end = 0; begin < notes->count; begin = end) {
        struct habit habit;

        for (end = begin;
             end < notes->count && notes->items[end].hash == notes->items[begin].hash;
             end++)
            places[end - begin] =
                source_and_root(engine, roots, notes->items[end].article);
        qsort(places, end - begin, sizeof places[0], compare_numbers);
        habit = find_habit(places, end - begin);
        if (!habit.cluster_count)
            continue;
        WTW_TRY(reserve_line(recurring, &capacity, error));
        keep_line(recurring, notes->items + begin, end - begin, engine->archive.sources,
                  &habit);
    }
    return WTW_OK;
}

static enum wtw_status learn_from_notes(struct wtw_recurring *recurring,
                                        const struct wtw_engine *engine,
                                        const uint32_t *roots, const struct notes *notes,
                                        struct wtw_error *error)
{
    uint64_t *places = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&recurring->is_touched, engine->archive.count, error));
    WTW_TRY(WTW_ALLOCATE(&places, notes->count, error));
    status = choose_lines(recurring, engine, roots, notes, places, error);
    wtw_release_items(places);
    return status;
}

/* The pairs that share a passage and are in different clusters. Forms share their form,
 * which is theirs. */
static enum wtw_status list_unlike(const struct wtw_match_list *matches,
                                   const uint32_t *roots, uint64_t **out_pairs,
                                   size_t *out_count, struct wtw_error *error)
{
    uint64_t *pairs = NULL;
    size_t count = 0;

    for (size_t i = 0; i < matches->count; i++) {
        wtw_match_list_step(matches, i);
        count += matches->items[i].relation == WTW_EXCERPT;
    }
    WTW_TRY(WTW_ALLOCATE(&pairs, count, error));
    count = 0;
    for (size_t i = 0; i < matches->count; i++) {
        const struct wtw_match *match = &matches->items[i];

        wtw_match_list_step(matches, i);
        if (match->relation == WTW_EXCERPT && roots[match->a] != roots[match->b])
            pairs[count++] = wtw_pair_of(match->a, match->b);
    }
    *out_pairs = pairs;
    *out_count = count;
    return WTW_OK;
}

static enum wtw_status learn_from_pairs(struct wtw_recurring *recurring,
                                        struct learning *learning, size_t pair_count,
                                        const uint32_t *roots, struct wtw_error *error)
{
    const struct wtw_engine *engine = learning->engine;
    const struct wtw_loop loop = {.body = note_pairs,
                                  .context = learning,
                                  .thread_count = engine->options.thread_count,
                                  .item_count = pair_count,
                                  .chunk_items = CHUNK_PAIRS};

    WTW_TRY(WTW_ALLOCATE(&learning->workers, engine->options.thread_count, error));
    WTW_TRY(wtw_loop_run(&loop, error));
    WTW_TRY(merge_notes(learning, error));
    return learn_from_notes(recurring, engine, roots, &learning->workers[0].notes, error);
}

enum wtw_status wtw_recurring_learn(struct wtw_recurring *recurring,
                                    const struct wtw_engine *engine,
                                    const struct wtw_match_list *matches,
                                    const uint32_t *roots, struct wtw_error *error)
{
    struct learning learning = {.engine = engine};
    uint64_t *pairs = NULL;
    size_t pair_count = 0;
    enum wtw_status status = list_unlike(matches, roots, &pairs, &pair_count, error);

    if (status == WTW_OK && pair_count) {
        learning.pairs = pairs;
        status = learn_from_pairs(recurring, &learning, pair_count, roots, error);
        release_workers(&learning);
    }
    wtw_release_items(pairs);
    if (status != WTW_OK)
        wtw_recurring_release(recurring);
    return status;
}

void wtw_recurring_release(struct wtw_recurring *recurring)
{
    wtw_release_items(recurring->hashes);
    wtw_release_items(recurring->lines);
    wtw_release_items(recurring->is_touched);
    *recurring = (struct wtw_recurring){0};
}
