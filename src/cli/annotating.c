/*
 * annotating.c - wiretwin cluster --annotate: the input's own records, with their cluster
 *
 * A record that has one of the keys ends the run: of two members of one name most programs
 * see one, some the first and some the last; and to overwrite it would lose what it said.
 */
#include "cli/annotating.h"

#include "base/memory.h"
#include "cli/kept_records.h"
#include "read/json_lookup.h"
#include "write/annotated_jsonl.h"
#include "write/parallel_out.h"

#include <string.h>

/* An id from anywhere in the ledger, with room for it. */
struct named {
    struct wtw_buffer room;
    struct wtw_span id;
};

enum { CLUSTER, CANONICAL, STORY, NAMED_COUNT };

/* Bytes of a record for one unit of weight (parallel_out.h). */
enum { UNIT_BYTES = 500 };

/* What a thread needs to annotate a record; zeroes are ready. */
struct annotator {
    struct wtw_buffer bytes;
    struct wtw_buffer scratch;
    struct named named[NAMED_COUNT];
};

struct annotating {
    const struct wtw_session *session;
    const char *prefix;
    struct annotator *annotators; /* of each thread */
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
                                  struct wtw_span record, struct wtw_error *error)
{
    struct wtw_json_cursor cursor = wtw_json_start(record);
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

static enum wtw_status find_named(const struct annotating *run, struct named *named,
                                  uint32_t number, struct wtw_span *out_id,
                                  struct wtw_error *error)
{
    WTW_TRY(wtw_ledger_copy_id(&run->session->ledger, number, &named->room, &named->id,
                               error));
    *out_id = named->id;
    return WTW_OK;
}

static enum wtw_status put_record(void *context, uint32_t worker, size_t i,
                                  struct wtw_out *out, struct wtw_error *error)
{
    const struct annotating *run = context;
    const struct wtw_session *session = run->session;
    struct annotator *annotator = &run->annotators[worker];
    struct named *named = annotator->named;
    uint32_t number = (uint32_t)i;
    struct wtw_span record;
    struct wtw_membership membership = wtw_result_membership(session->result, number);
    struct wtw_annotation annotation = {
        .prefix = run->prefix,
        .membership = &membership,
        .is_canonical = membership.canonical == number,
        .lag_seconds = wtw_ledger_lag(&session->ledger, membership.canonical, number),
    };

    WTW_TRY(wtw_record_read(session, number, &annotator->bytes, error));
    record = (struct wtw_span){annotator->bytes.items, annotator->bytes.count};
    WTW_TRY(check_keys(run, number, record, error));
    WTW_TRY(
        find_named(run, &named[CLUSTER], membership.cluster, &annotation.cluster, error));
    WTW_TRY(find_named(run, &named[CANONICAL], membership.canonical,
                       &annotation.canonical, error));
    if (session->settings->engine.finds_stories)
        WTW_TRY(
            find_named(run, &named[STORY], membership.story, &annotation.story, error));
    annotation.id = wtw_session_id(session, number);
    return wtw_annotated_put(out, record, &annotation, &annotator->scratch, error);
}

static size_t weight_of(const void *context, size_t i)
{
    const struct annotating *run = context;

    return 1 +
           wtw_ledger_place(&run->session->ledger, (uint32_t)i).byte_count / UNIT_BYTES;
}

static void tell_written(void *context, size_t done)
{
    const struct annotating *run = context;

    wtw_progress_step(run->session->progress, "writing", done, run->session->ledger.count,
                      false);
}

static enum wtw_status put_all(struct annotating *run, struct wtw_out *out,
                               struct wtw_error *error)
{
    const struct wtw_parallel_out records = {.make = put_record,
                                             .weight_of = weight_of,
                                             .tell = tell_written,
                                             .context = run,
                                             .item_end = run->session->ledger.count,
                                             .thread_count =
                                                 run->session->options.thread_count};

    WTW_TRY(WTW_ALLOCATE(&run->annotators, records.thread_count, error));
    return wtw_parallel_out_run(&records, out, error);
}

static void release_annotator(struct annotator *annotator)
{
    for (size_t i = 0; i < NAMED_COUNT; i++)
        wtw_buffer_release(&annotator->named[i].room);
    wtw_buffer_release(&annotator->scratch);
    wtw_buffer_release(&annotator->bytes);
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
    };
    enum wtw_status status = check_lines(session, error);

    if (status == WTW_OK)
        status = put_all(&run, out, error);
    for (uint32_t i = 0; run.annotators && i < session->options.thread_count; i++)
        release_annotator(&run.annotators[i]);
    wtw_release_items(run.annotators);
    return status;
}
