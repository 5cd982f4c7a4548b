/*
 * clusters_jsonl.c - a line for each cluster
 *
 * A contract: keys are only ever added.
 */
#include "write/clusters_out.h"

void wtw_clusters_jsonl_open(struct wtw_json *json, const struct wtw_cluster_head *head)
{
    wtw_json_open(json, '{');
    wtw_json_name(json, "id");
    wtw_json_text(json, head->id);
    wtw_json_name(json, "size");
    wtw_json_number(json, head->size);
    wtw_json_name(json, "canonical");
    wtw_json_text(json, head->canonical.id);
    wtw_date_json(json, "first_seen", head->first_seen_seconds);
    if (head->story.items) {
        wtw_json_name(json, "story");
        wtw_json_text(json, head->story);
    }
    wtw_json_name(json, "members");
    wtw_json_open(json, '[');
}

void wtw_standing_json(struct wtw_json *json, const struct wtw_membership *membership,
                       int64_t lag_seconds)
{
    const struct wtw_figures *figures = &membership->figures;

    wtw_json_name(json, "relation");
    wtw_json_words(json, wtw_relation_name(membership->relation));
    wtw_json_name(json, "jaccard");
    wtw_json_ratio(json, wtw_jaccard(figures));
    wtw_json_name(json, "contained");
    wtw_json_ratio(json, wtw_a_in_b(figures));
    wtw_json_name(json, "contains");
    wtw_json_ratio(json, wtw_b_in_a(figures));
    wtw_json_name(json, "lag_seconds");
    if (lag_seconds == WTW_DATE_UNKNOWN)
        wtw_json_null(json);
    else
        wtw_json_signed(json, lag_seconds);
}

void wtw_clusters_jsonl_member(struct wtw_json *json,
                               const struct wtw_cluster_member *member)
{
    wtw_json_open(json, '{');
    wtw_article_json(json, &member->article);
    wtw_standing_json(json, &member->membership, member->lag_seconds);
    wtw_article_place_json(json, &member->article);
    wtw_json_close(json, '}');
}

void wtw_clusters_jsonl_close(struct wtw_json *json)
{
    wtw_json_close(json, ']');
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}
