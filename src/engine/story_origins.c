/*
 * story_origins.c - how many tellings of a story may be independent of each other
 *
 * Copies have one origin: a cluster is one. So have clusters in which an article credits
 * the same agency, as they were made of its report, and clusters that the same source was
 * first to publish, as one newsroom has one set of reporters and notes. Of an agency any
 * article's credit counts, since most who republish leave it out; of a source only that
 * of the earliest article, since whoever takes over a report is not its origin.
 *
 * What is left is a number that the truth cannot exceed as far as the texts tell; who
 * rewrites another's report and does not say so is counted as one of his own.
 */
#include "engine/story_origins.h"

#include "base/memory.h"
#include "cluster/disjoint_sets.h"
#include "engine/engine_state.h"

#include <stdlib.h>

/* That the cluster at 'place' in its story has an agency or a source. */
struct trace {
    uint64_t key;
    uint32_t place;
};

#define SOURCE_KEY (UINT64_C(1) << 32)

/* For one story after the other, of the size of the largest. */
struct tracing {
    const struct wtw_engine *engine;
    struct wtw_stories *stories;
    struct trace *traces;
    size_t trace_count;
    size_t trace_capacity;
    uint32_t *parents; /* by place */
    uint32_t *numbers; /* of each root */
};

static enum wtw_status add_trace(struct tracing *tracing, uint64_t key, uint32_t place,
                                 struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&tracing->traces, &tracing->trace_capacity, tracing->trace_count + 1,
                     error));
    tracing->traces[tracing->trace_count++] = (struct trace){key, place};
    return WTW_OK;
}

/* The earliest article of known date, else the first. */
static uint32_t earliest_of(const struct wtw_archive *archive,
                            const struct wtw_cluster *cluster)
{
    const int64_t *dates = archive->published_seconds;
    uint32_t earliest = cluster->first;

    for (uint32_t i = 1; i < cluster->size; i++) {
        uint32_t article = cluster->members[i];

        if (dates[article] != WTW_DATE_UNKNOWN &&
            (dates[earliest] == WTW_DATE_UNKNOWN || dates[article] < dates[earliest]))
            earliest = article;
    }
    return earliest;
}

static enum wtw_status trace_cluster(struct tracing *tracing, uint32_t number,
                                     uint32_t place, struct wtw_error *error)
{
    const struct wtw_archive *archive = &tracing->engine->archive;
    struct wtw_cluster cluster = wtw_result_cluster(&tracing->engine->result, number);
    uint32_t source = archive->sources[earliest_of(archive, &cluster)];

    for (uint32_t i = 0; i < cluster.size; i++) {
        uint32_t agency = wtw_archive_agency(archive, cluster.members[i]);

        if (agency != WTW_NO_AGENCY)
            WTW_TRY(add_trace(tracing, agency, place, error));
    }
    return source ? add_trace(tracing, SOURCE_KEY | source, place, error) : WTW_OK;
}

static int compare_traces(const void *left, const void *right)
{
    const struct trace *x = left;
    const struct trace *y = right;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static void unite_traced(struct tracing *tracing)
{
    const struct trace *traces = tracing->traces;

    if (tracing->trace_count)
        qsort(tracing->traces, tracing->trace_count, sizeof traces[0], compare_traces);
    for (size_t i = 1; i < tracing->trace_count; i++)
        if (traces[i].key == traces[i - 1].key)
            wtw_sets_unite(tracing->parents, traces[i - 1].place, traces[i].place);
}

/* The lowest place of an origin is its root, so numbers come in the order of places. */
static uint32_t number_origins(struct tracing *tracing, uint32_t count,
                               uint32_t *out_origins)
{
    uint32_t origins = 0;

    for (uint32_t place = 0; place < count; place++) {
        uint32_t root = wtw_sets_root(tracing->parents, place);

        if (root == place)
            tracing->numbers[place] = origins++;
        out_origins[place] = tracing->numbers[root];
    }
    return origins;
}

static enum wtw_status trace_story(struct tracing *tracing, uint32_t story,
                                   struct wtw_error *error)
{
    struct wtw_stories *stories = tracing->stories;
    uint32_t begin = stories->starts[story];
    uint32_t count = stories->starts[story + 1] - begin;

    tracing->trace_count = 0;
    wtw_sets_begin(tracing->parents, count);
    for (uint32_t place = 0; count > 1 && place < count; place++)
        WTW_TRY(trace_cluster(tracing, stories->clusters[begin + place], place, error));
    unite_traced(tracing);
    stories->origin_counts[story] =
        number_origins(tracing, count, stories->origins + begin);
    return WTW_OK;
}

static enum wtw_status trace_all(struct tracing *tracing, struct wtw_error *error)
{
    struct wtw_stories *stories = tracing->stories;
    uint32_t story_count = stories->articles.cluster_count;
    uint32_t largest = 0;

    for (uint32_t i = 0; i < story_count; i++)
        if (stories->starts[i + 1] - stories->starts[i] > largest)
            largest = stories->starts[i + 1] - stories->starts[i];
    WTW_TRY(WTW_ALLOCATE(&tracing->parents, largest, error));
    WTW_TRY(WTW_ALLOCATE(&tracing->numbers, largest, error));
    WTW_TRY(WTW_ALLOCATE(&stories->origins, stories->starts[story_count], error));
    WTW_TRY(WTW_ALLOCATE(&stories->origin_counts, story_count, error));
    for (uint32_t i = 0; i < story_count; i++)
        WTW_TRY(trace_story(tracing, i, error));
    return WTW_OK;
}

enum wtw_status wtw_story_origins_make(struct wtw_engine *engine, struct wtw_error *error)
{
    struct tracing tracing = {.engine = engine, .stories = &engine->result.stories};
    enum wtw_status status = trace_all(&tracing, error);

    wtw_release_items(tracing.traces);
    wtw_release_items(tracing.parents);
    wtw_release_items(tracing.numbers);
    return status;
}
