/*
 * result.c - answers from a finished run
 */
#include "engine/engine_state.h"

#include "base/memory.h"

const struct wtw_match *wtw_result_matches(const struct wtw_result *result,
                                           size_t *out_count)
{
    *out_count = result->matches.count;
    return result->matches.items;
}

size_t wtw_result_cluster_count(const struct wtw_result *result)
{
    return result->clusters.cluster_count;
}

struct wtw_cluster wtw_result_cluster(const struct wtw_result *result, size_t i)
{
    const struct wtw_clusters *clusters = &result->clusters;
    const uint32_t *members = clusters->members + clusters->starts[i];

    return (struct wtw_cluster){.first = members[0],
                                .canonical = clusters->canonicals[i],
                                .size = clusters->starts[i + 1] - clusters->starts[i],
                                .members = members};
}

/* Place of 'article' among the members of its cluster, which are ascending. */
static uint32_t place_in_cluster(const struct wtw_cluster *cluster, uint32_t article)
{
    uint32_t low = 0;
    uint32_t high = cluster->size;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (cluster->members[middle] <= article)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The first article of the story; of the cluster where there are no stories. */
static uint32_t story_of(const struct wtw_result *result, uint32_t number,
                         uint32_t cluster)
{
    const struct wtw_clusters *stories = &result->stories.articles;

    if (!stories->cluster_count)
        return cluster;
    return stories->members[stories->starts[stories->cluster_of[number]]];
}

struct wtw_membership wtw_result_membership(const struct wtw_result *result,
                                            uint32_t number)
{
    const struct wtw_clusters *clusters = &result->clusters;
    uint32_t i = clusters->cluster_of[number];
    struct wtw_cluster cluster = wtw_result_cluster(result, i);
    struct wtw_standing standing = wtw_standing_of_equal(result->engine, number, number);

    if (cluster.size > 1)
        standing = wtw_standing_at(
            result, clusters->starts[i] + place_in_cluster(&cluster, number), number,
            cluster.canonical);
    return (struct wtw_membership){
        .cluster = cluster.first,
        .canonical = cluster.canonical,
        .size = cluster.size,
        .relation = standing.relation,
        .figures = standing.figures,
        .story = story_of(result, number, cluster.first),
        .source = result->engine->archive.sources[number],
        .agency = wtw_archive_agency(&result->engine->archive, number)};
}

const struct wtw_recurring_line *wtw_result_recurring_lines(
    const struct wtw_result *result, size_t *out_count)
{
    *out_count = result->recurring_count;
    return result->recurring_lines;
}

void wtw_result_release(struct wtw_result *result)
{
    wtw_match_list_release(&result->matches);
    wtw_match_list_release(&result->verified);
    wtw_clusters_release(&result->clusters);
    wtw_release_items(result->standings);
    wtw_release_items(result->recurring_lines);
    wtw_stories_release(&result->stories);
    *result = (struct wtw_result){0};
}
