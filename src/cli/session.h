/*
 * session.h - articles on their way from the inputs through the engine
 */
#ifndef WTW_CLI_SESSION_H
#define WTW_CLI_SESSION_H

#include "cli/intake.h"
#include "cli/ledger.h"
#include "cli/preferences.h"
#include "write/article_info.h"
#include "write/stats_json.h"

struct wtw_session_slot; /* of session_slots.c */

/* What an article is to be told apart by when it is clustered a second time. */
struct wtw_article_origin {
    uint32_t source; /* as in struct wtw_article */
    uint8_t rank;
};

/* Must not be moved between open and release. */
struct wtw_session {
    const struct wtw_settings *settings; /* borrowed */
    struct wtw_progress *progress;       /* borrowed */
    struct wtw_intake intake;
    struct wtw_options options;      /* of the engine */
    struct wtw_engine *engine;       /* owned */
    const struct wtw_result *result; /* belongs to the engine; NULL before run */
    struct wtw_ledger ledger;
    struct wtw_preferences preferences;
    uint64_t preferred; /* articles of a preferred source */
    bool finds_ids; /* articles are going to be found by their ids, after the run too */
    bool
        keeps_origins; /* set before reading: wtw_session_origin() is going to be asked */
    struct wtw_paged origins;       /* struct wtw_article_origin */
    struct wtw_session_slot *slots; /* owned: batches that are worked on */
    uint32_t slot_count;
    uint64_t taken;   /* batches that were read */
    uint64_t settled; /* of these */
    double begun_seconds;
    uint64_t stage_peak_bytes[WTW_STAGE_COUNT];
};

/* An article read again; zeroes are ready. What describe gives lies in these buffers. */
struct wtw_article_view {
    struct wtw_buffer bytes;
    struct wtw_buffer scratch;
    struct wtw_boilerplate *boilerplate; /* owned; NULL until needed */
    struct wtw_span text;
    struct wtw_span publisher; /* NULL where it is not known */
    uint32_t agency;           /* that is credited, or WTW_NO_AGENCY */
};

/* wtw_session_open() opens the inputs and an engine; release also after a failure. */
WTW_MUST_CHECK enum wtw_status wtw_session_open(struct wtw_session *session,
                                                const struct wtw_settings *settings,
                                                struct wtw_progress *progress,
                                                struct wtw_error *error);
void wtw_session_release(struct wtw_session *session);

/*
 * wtw_session_read() reads all records and adds their articles. wtw_session_run() does
 * that, and joins, verifies and clusters them: session->result is there afterwards.
 * Return also WTW_STOPPED after a signal.
 */
WTW_MUST_CHECK enum wtw_status wtw_session_read(struct wtw_session *session,
                                                struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_session_run(struct wtw_session *session,
                                               struct wtw_error *error);

/* wtw_session_close() ends the rejects and writes --stats; 'out_exit' as in intake.h. */
WTW_MUST_CHECK enum wtw_status wtw_session_close(struct wtw_session *session,
                                                 enum wtw_exit *out_exit,
                                                 struct wtw_error *error);

/* wtw_session_describe() reads article 'number' again; 'out_info' borrows from 'view' and
 * the ledger. */
WTW_MUST_CHECK enum wtw_status wtw_session_describe(const struct wtw_session *session,
                                                    uint32_t number,
                                                    struct wtw_article_view *view,
                                                    struct wtw_article_info *out_info,
                                                    struct wtw_error *error);
void wtw_article_view_release(struct wtw_article_view *view);

/* wtw_session_text() reads the text of article 'number' again, in place of what
 * 'out_text' held. Safe on many threads at once, each with a buffer of its own. */
WTW_MUST_CHECK enum wtw_status wtw_session_text(const struct wtw_session *session,
                                                uint32_t number,
                                                struct wtw_buffer *out_text,
                                                struct wtw_error *error);

/* A text that is printed a thousand times is rare; what looks like one is more often a
 * form or a page of a site. */
enum { WTW_LARGE_CLUSTER = 1000 };

/* wtw_session_large_clusters() is how many clusters are of that size or more; in the
 * result they come first. */
uint64_t wtw_session_large_clusters(const struct wtw_session *session);

/* wtw_session_story() is the story of article 'number', where stories were looked for. */
struct wtw_story wtw_session_story(const struct wtw_session *session, uint32_t number);

/* wtw_session_origin() is who published article 'number', where origins are kept. */
struct wtw_article_origin wtw_session_origin(const struct wtw_session *session,
                                             uint32_t number);

/* wtw_session_first_seen() is the earliest date of a cluster, or WTW_DATE_UNKNOWN. */
int64_t wtw_session_first_seen(const struct wtw_session *session,
                               const struct wtw_cluster *cluster);

/* wtw_session_id() is an article's id, borrowed from the ledger. */
struct wtw_span wtw_session_id(const struct wtw_session *session, uint32_t number);

#endif
