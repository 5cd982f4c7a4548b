/*
 * removed_jsonl.c - what dedup removed, a line for each article
 */
#include "write/removed_jsonl.h"

const char *wtw_removed_reason(enum wtw_relation relation)
{
    return wtw_relation_is_copy(relation) ? wtw_relation_name(relation)
                                          : "by way of others";
}

static void put_id(struct wtw_json *json, const char *key, struct wtw_span id)
{
    wtw_json_name(json, key);
    wtw_json_text(json, id);
}

void wtw_removed_jsonl_line(struct wtw_json *json, const struct wtw_removed_info *info)
{
    wtw_json_open(json, '{');
    put_id(json, "id", info->article.id);
    wtw_article_place_json(json, &info->article);
    wtw_json_name(json, "reason");
    wtw_json_words(json, wtw_removed_reason(info->membership->relation));
    put_id(json, "kept", info->kept);
    put_id(json, "cluster", info->cluster);
    put_id(json, "canonical", info->canonical);
    wtw_json_name(json, "size");
    wtw_json_number(json, info->membership->size);
    wtw_standing_json(json, info->membership, info->lag_seconds);
    wtw_json_name(json, "round");
    wtw_json_number(json, info->round);
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}
