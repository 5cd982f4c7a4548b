/*
 * stories_jsonl.c - a line for each story
 *
 * A contract: keys are only ever added.
 */
#include "write/clusters_out.h"
#include "write/stories_out.h"

static void put_number(struct wtw_json *json, const char *key, uint64_t number)
{
    wtw_json_name(json, key);
    wtw_json_number(json, number);
}

static void put_text(struct wtw_json *json, const char *key, struct wtw_span text)
{
    wtw_json_name(json, key);
    wtw_json_text(json, text);
}

static void put_word(struct wtw_json *json, const struct wtw_story_word *word)
{
    wtw_json_open(json, '{');
    wtw_json_name(json, "kind");
    wtw_json_words(json, wtw_term_kind_name(word->kind));
    put_text(json, "text", word->text);
    put_number(json, "clusters", word->cluster_count);
    wtw_json_name(json, "share");
    wtw_json_ratio(json, word->share);
    wtw_json_close(json, '}');
}

static void put_cluster(struct wtw_json *json, const struct wtw_story_cluster *cluster)
{
    wtw_json_open(json, '{');
    put_text(json, "id", cluster->id);
    put_number(json, "size", cluster->size);
    put_text(json, "canonical", cluster->canonical);
    put_number(json, "origin", cluster->origin);
    wtw_json_name(json, "same_origin");
    if (cluster->same_as.items) {
        wtw_json_open(json, '{');
        put_text(json, "cluster", cluster->same_as);
        wtw_json_name(json, "agency");
        wtw_json_words(json, cluster->agency);
        put_text(json, "publisher", cluster->publisher);
        wtw_json_close(json, '}');
    } else {
        wtw_json_null(json);
    }
    wtw_json_close(json, '}');
}

void wtw_stories_jsonl_open(struct wtw_json *json, const struct wtw_story_head *head)
{
    wtw_json_open(json, '{');
    put_text(json, "id", head->id);
    put_number(json, "size", head->article_count);
    put_number(json, "cluster_count", head->cluster_count);
    put_number(json, "origins_at_most", head->origin_count);
    wtw_date_json(json, "first_seen", head->begin_seconds);
    wtw_date_json(json, "last_seen", head->end_seconds);
    wtw_json_name(json, "first");
    wtw_json_open(json, '{');
    wtw_article_json(json, &head->first);
    wtw_json_close(json, '}');
    wtw_json_name(json, "terms");
    wtw_json_open(json, '[');
    for (size_t i = 0; i < head->word_count; i++)
        put_word(json, &head->words[i]);
    wtw_json_close(json, ']');
    wtw_json_name(json, "clusters");
    wtw_json_open(json, '[');
    for (uint32_t i = 0; i < head->cluster_count; i++)
        put_cluster(json, &head->clusters[i]);
    wtw_json_close(json, ']');
    wtw_json_name(json, "members");
    wtw_json_open(json, '[');
}

void wtw_stories_jsonl_member(struct wtw_json *json,
                              const struct wtw_story_member *member)
{
    wtw_json_open(json, '{');
    wtw_article_json(json, &member->article);
    put_text(json, "cluster", member->cluster);
    put_number(json, "origin", member->origin);
    wtw_standing_json(json, &member->membership, member->lag_seconds);
    wtw_article_place_json(json, &member->article);
    wtw_json_close(json, '}');
}

void wtw_stories_jsonl_close(struct wtw_json *json)
{
    wtw_json_close(json, ']');
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}
