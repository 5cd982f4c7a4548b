/*
 * annotating.c - wiretwin cluster --annotate: the input's own records, with their cluster
 *
 * A record that has one of the keys ends the run: of two members of one name most programs
 * see one, some the first and some the last; and to overwrite it would lose what it said.
 */
#include "cli/annotating.h"

#include "base/failure.h"
#include "cli/kept_records.h"
#include "read/json_lookup.h"
#include "write/annotated_jsonl.h"

#include <string.h>

/* An id from anywhere in the ledger, with room for it. */
struct named {
    struct wtw_buffer room;
    struct wtw_span id;
};

enum { CLUSTER, CANONICAL, STORY, NAMED_COUNT };

struct annotating {
    const struct wtw_session *session;
    const char *prefix;
    struct wtw_out *out;
    struct wtw_buffer bytes;
    struct wtw_buffer scratch;
    struct named named[NAMED_COUNT];
};

static bool is_ours(struct wtw_span key, const char *prefix)
{
    size_t prefix_bytes = strlen(prefix);

    if (key.count <= prefix_bytes || memcmp(key.items, prefix, prefix_bytes) != 0)
        return false;
    key = (struct wtw_span){key.items + prefix_bytes, key.count - prefix_bytes};
    for (size_t i = 0; wtw_annotation_keys[i]; i++) {
        if (wtw_slice_is(key, wtw_annotation_keys[i]))
            return true;
    }
    return false;
}

static enum wtw_status fail_taken(const struct annotating *run, uint32_t number,
                                  struct wtw_span key, struct wtw_error *error)
{
    struct wtw_place place = wtw_ledger_place(&run->session->ledger, number);
    const char *name = wtw_reader_input(run->session->intake.reader, place.input).name;
    const struct wtw_spot spot = {name, place.line, 0, place.offset};

    return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                       "the record has a key \"%.*s\" already; choose another --prefix "
                       "than %s",
                       (int)key.count, key.items, run->prefix);
}

static enum wtw_status check_keys(const struct annotating *run, uint32_t number,
                                  struct wtw_error *error)
{
    struct wtw_json_cursor cursor =
        wtw_json_start((struct wtw_span){run->bytes.items, run->bytes.count});
    struct wtw_json_value key;
    struct wtw_json_value value;
    char room[WTW_JSON_KEY_BYTES];

    if (!wtw_json_enter(&cursor, '{'))
        return WTW_OK;
    while (wtw_json_next_member(&cursor, &key, &value)) {
        struct wtw_span plain = wtw_json_key(&key, room);

        if (is_ours(plain, run->prefix))
            return fail_taken(run, number, plain, error);
    }
    return WTW_OK;
}

static enum wtw_status find_named(struct annotating *run, int which, uint32_t number,
                                  struct wtw_span *out_id, struct wtw_error *error)
{
    struct named *named = &run->named[which];

    WTW_TRY(wtw_ledger_copy_id(&run->session->ledger, number, &named->room, &named->id,
                               error));
    *out_id = named->id;
    return WTW_OK;
}

static enum wtw_status put_record(struct annotating *run, uint32_t number,
                                  struct wtw_error *error)
{
    const struct wtw_session *session = run->session;
    struct wtw_membership membership = wtw_result_membership(session->result, number);
    struct wtw_annotation annotation = {
        .prefix = run->prefix,
        .membership = &membership,
        .is_canonical = membership.canonical == number,
        .lag_seconds = wtw_ledger_lag(&session->ledger, membership.canonical, number),
    };

    WTW_TRY(wtw_record_read(session, number, &run->bytes, error));
    WTW_TRY(check_keys(run, number, error));
    WTW_TRY(find_named(run, CLUSTER, membership.cluster, &annotation.cluster, error));
    WTW_TRY(
        find_named(run, CANONICAL, membership.canonical, &annotation.canonical, error));
    if (session->settings->engine.finds_stories)
        WTW_TRY(find_named(run, STORY, membership.story, &annotation.story, error));
    annotation.id = wtw_session_id(session, number);
    return wtw_annotated_put(run->out,
                             (struct wtw_span){run->bytes.items, run->bytes.count},
                             &annotation, &run->scratch, error);
}

static enum wtw_status put_all(struct annotating *run, struct wtw_error *error)
{
    uint32_t count = (uint32_t)run->session->ledger.count;

    for (uint32_t i = 0; i < count && !wtw_out_has_failed(run->out); i++) {
        wtw_progress_step(run->session->progress, "writing", i, count, false);
        WTW_TRY(put_record(run, i, error));
    }
    return WTW_OK;
}

static enum wtw_status check_lines(const struct wtw_session *session,
                                   struct wtw_error *error)
{
    enum wtw_joining joining = WTW_JOINED_LINES;

    WTW_TRY(wtw_joining_find(session, &joining, error));
    if (joining == WTW_JOINED_LINES)
        return WTW_OK;
    return wtw_fail(
        error, WTW_BAD_ARGUMENT,
        "--annotate adds keys to JSON Lines, and these articles are none; leave "
        "it out, and see --format tsv");
}

enum wtw_status wtw_annotations_list(const struct wtw_session *session,
                                     struct wtw_out *out, struct wtw_error *error)
{
    const char *prefix = session->settings->prefix;
    struct annotating run = {
        .session = session,
        .prefix = prefix ? prefix : WTW_ANNOTATION_PREFIX,
        .out = out,
    };
    enum wtw_status status = check_lines(session, error);

    if (status == WTW_OK)
        status = put_all(&run, error);
    for (size_t i = 0; i < NAMED_COUNT; i++)
        wtw_buffer_release(&run.named[i].room);
    wtw_buffer_release(&run.scratch);
    wtw_buffer_release(&run.bytes);
    return status;
}
