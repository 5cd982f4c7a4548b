/*
 * feed_jsonl.h - articles of a feed, and what became of them, as JSON
 *
 * A contract: keys are only ever added.
 */
#ifndef WTW_WRITE_FEED_JSONL_H
#define WTW_WRITE_FEED_JSONL_H

#include "write/evidence.h"

#include "wiretwin_feed.h"

/* "number", "id", "url", "source", "title" and "published" of an object that is open; what
 * is absent is null. wtw_feed_arrived_json() adds "arrived". */
void wtw_feed_article_json(struct wtw_json *json, int64_t number,
                           const struct wtw_feed_article *article);
void wtw_feed_arrived_json(struct wtw_json *json, const struct wtw_feed_article *article);

/* {"number","id","url","source","published"} under 'key'; null where 'article' is NULL. */
void wtw_feed_reference_json(struct wtw_json *json, const char *key, int64_t number,
                             const struct wtw_feed_article *article);

/* Figures of an article (a) and another (b), from "relation" to "lag_seconds", of an object
 * that is open; all null where they are WTW_UNRELATED. The lag is how much later a came,
 * negative where it came before. */
void wtw_feed_figures_json(struct wtw_json *json, enum wtw_relation relation,
                           const struct wtw_figures *figures);

/* "verdict", "cluster" and "size", of an object that is open; and, after whatever names
 * canonical and partner, the figures, "agency" and "estimated". */
void wtw_feed_verdict_json(struct wtw_json *json, const struct wtw_feed_receipt *receipt);
void wtw_feed_standing_json(struct wtw_json *json,
                            const struct wtw_feed_receipt *receipt);

/* What a line says; NULL where there is no partner, and no evidence was asked for. */
struct wtw_feed_line {
    const struct wtw_feed_article *article;
    const struct wtw_feed_receipt *receipt;
    const struct wtw_feed_article *canonical;
    const struct wtw_feed_article *partner;
    const struct wtw_evidence *evidence; /* of the article, a, and its partner, b */
};

/*
 * wtw_feed_line_json() writes an object: {"number","id","url","source","title","published",
 * "known","version","verdict","cluster","size","canonical","partner","relation","jaccard",
 * "contained","contains","shared_shingles","longest_passage_tokens","lag_seconds","agency",
 * "estimated"}, with evidence also "passages" and "changes". Of an article that was only
 * judged "number" is null. No line's end follows.
 */
void wtw_feed_line_json(struct wtw_json *json, const struct wtw_feed_line *line);

/*
 * wtw_feed_event_json() writes an object: {"event":"moved","article","id","from","cluster"}
 * or {"event":"canonical","cluster","canonical","id","before"}, where 'id' is that of the
 * article or the canonical. "before" is null where that article is gone.
 * wtw_feed_event_members_json() writes the same to an object that is open.
 */
void wtw_feed_event_members_json(struct wtw_json *json,
                                 const struct wtw_feed_change *change,
                                 struct wtw_span id);
void wtw_feed_event_json(struct wtw_json *json, const struct wtw_feed_change *change,
                         struct wtw_span id);

#endif
