/*
 * session_slots.c - a session's records on their way into the engine, batch by batch
 *
 * A batch is read into a slot of its own, its records are parsed by whichever thread digests
 * them, each into its own item, and in the order of the input they go into the ledger when
 * the engine has taken the batch. Only reading and that last step are never done at the same
 * time. What the reader rejects is told when the records before it were, so that all is told
 * in the order of the input, whatever the batches.
 */
#include "cli/session_slots.h"

#include "base/memory.h"
#include "read/batch.h"
#include "read/field_values.h"
#include "read/publisher.h"

#include <string.h>

/* What a record turned out to be. */
struct item {
    struct wtw_buffer id; /* kept from batch to batch */
    int64_t published_seconds;
    uint32_t text_begin;
    struct wtw_article_origin origin;
    struct wtw_error *why; /* owned; NULL unless the record was rejected */
    enum wtw_reject_reason reason;
};

struct wtw_session_slot {
    struct wtw_batch batch;
    const struct wtw_record *records;
    size_t count;
    struct item *items; /* owned: one for each record */
    size_t item_capacity;
};

/* Ids are short; a buffer that had to hold more than this is not kept for the next batch.
 */
enum { ID_BYTES_KEPT = 4096 };

static enum wtw_status reserve_items(struct wtw_session_slot *slot, size_t count,
                                     struct wtw_error *error)
{
    size_t before = slot->item_capacity;

    WTW_TRY(WTW_GROW(&slot->items, &slot->item_capacity, count, error));
    if (slot->item_capacity > before)
        memset(slot->items + before, 0,
               (slot->item_capacity - before) * sizeof *slot->items);
    return WTW_OK;
}

static enum wtw_status next(void *context, uint32_t number, size_t *out_count,
                            uint64_t *out_bytes, struct wtw_error *error)
{
    struct wtw_session *session = context;
    struct wtw_session_slot *slot = &session->slots[number];

    WTW_TRY(wtw_intake_next(&session->intake, &slot->batch, session->taken,
                            session->taken > session->settled, &slot->records,
                            &slot->count, error));
    WTW_TRY(reserve_items(slot, slot->count, error));
    session->taken++;
    *out_count = slot->count;
    *out_bytes = wtw_batch_used(&slot->batch);
    return WTW_OK;
}

static enum wtw_status note_reject(struct item *item, enum wtw_reject_reason reason,
                                   const struct wtw_error *why, struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(&item->why, 1, error));
    *item->why = *why;
    item->reason = reason;
    return WTW_SKIPPED;
}

static void describe_article(const struct wtw_session *session,
                             const struct wtw_fields *fields, struct item *item,
                             struct wtw_article *out_article)
{
    item->published_seconds = fields->published_seconds;
    item->text_begin = fields->text_begin;
    item->origin.source = wtw_publisher_number(wtw_publisher_of(fields));
    item->origin.rank = wtw_preferences_rank(&session->preferences,
                                             wtw_field_text(fields, WTW_FIELD_SOURCE),
                                             wtw_field_text(fields, WTW_FIELD_URL));
    out_article->text = fields->items[WTW_FIELD_TEXT].value.items;
    out_article->text_bytes = fields->items[WTW_FIELD_TEXT].value.count;
    out_article->title = fields->items[WTW_FIELD_TITLE].value.items;
    out_article->title_bytes = fields->items[WTW_FIELD_TITLE].value.count;
    out_article->published_seconds = fields->published_seconds;
    out_article->source = item->origin.source;
    out_article->rank = item->origin.rank;
}

/* Called from the engine's threads, once for each record of a batch. */
static enum wtw_status give(void *context, uint32_t number, size_t i,
                            struct wtw_buffer *scratch, struct wtw_article *out_article,
                            struct wtw_error *error)
{
    const struct wtw_session *session = context;
    const struct wtw_session_slot *slot = &session->slots[number];
    struct item *item = &slot->items[i];
    enum wtw_reject_reason reason = WTW_REJECT_NOT_JSON;
    struct wtw_error why;
    struct wtw_fields fields;
    struct wtw_span id;
    enum wtw_status status = wtw_record_parse(session->intake.reader, &slot->records[i],
                                              scratch, &fields, &reason, &why);

    if (status == WTW_BAD_INPUT)
        return note_reject(item, reason, &why, error);
    if (status != WTW_OK) {
        *error = why;
        return status;
    }
    id = wtw_fields_id(&fields);
    item->id.count = 0;
    WTW_TRY(wtw_buffer_append(&item->id, id.items, id.count, error));
    describe_article(session, &fields, item, out_article);
    return WTW_OK;
}

static enum wtw_status note_origin(struct wtw_session *session,
                                   const struct wtw_article_origin *origin,
                                   struct wtw_error *error)
{
    size_t count = session->ledger.count;
    struct wtw_article_origin *origins = NULL;

    if (!session->keeps_origins)
        return WTW_OK;
    WTW_TRY(wtw_paged_reserve(&session->origins, (count + 1) * sizeof *origins, error));
    origins = session->origins.memory;
    origins[count] = *origin;
    wtw_paged_touch(&session->origins);
    return WTW_OK;
}

/* Notes what became of a record, in the order of the input. */
static enum wtw_status settle_record(struct wtw_session *session,
                                     const struct wtw_record *record, struct item *item,
                                     struct wtw_error *error)
{
    struct wtw_span id = {item->id.items, item->id.count};
    struct wtw_place place = record->place;
    struct wtw_input_summary input =
        wtw_reader_input(session->intake.reader, record->place.input);
    bool is_whole_input = strcmp(input.container, "text") == 0;

    if (item->why) {
        wtw_rejects_note(&session->intake.rejects, item->reason, item->why);
        wtw_release_items(item->why);
        item->why = NULL;
        return WTW_OK;
    }
    place.text_begin = item->text_begin;
    WTW_TRY(note_origin(session, &item->origin, error));
    WTW_TRY(wtw_ledger_add(&session->ledger, id, &place, item->published_seconds,
                           input.name, is_whole_input, error));
    session->preferred += item->origin.rank > 0;
    if (item->id.capacity > ID_BYTES_KEPT)
        wtw_buffer_release(&item->id);
    return WTW_OK;
}

static enum wtw_status settle(void *context, uint32_t number, struct wtw_error *error)
{
    struct wtw_session *session = context;
    const struct wtw_session_slot *slot = &session->slots[number];
    struct wtw_reject_turn turn = {.batch = session->settled};

    for (; turn.record < slot->count; turn.record++) {
        wtw_rejects_let_go(&session->intake.rejects, turn);
        WTW_TRY(settle_record(session, &slot->records[turn.record],
                              &slot->items[turn.record], error));
    }
    wtw_rejects_let_go(&session->intake.rejects, turn);
    session->settled++;
    return WTW_OK;
}

static void release_slot(struct wtw_session_slot *slot)
{
    for (size_t i = 0; i < slot->item_capacity; i++) {
        wtw_buffer_release(&slot->items[i].id);
        wtw_release_items(slot->items[i].why);
    }
    wtw_release_items(slot->items);
    wtw_batch_release(&slot->batch);
}

void wtw_session_release_slots(struct wtw_session *session)
{
    for (uint32_t i = 0; i < session->slot_count; i++)
        release_slot(&session->slots[i]);
    wtw_release_items(session->slots);
    session->slots = NULL;
    session->slot_count = 0;
}

enum wtw_status wtw_session_take_in(struct wtw_session *session, struct wtw_error *error)
{
    const struct wtw_batch_source source = {
        .next = next, .give = give, .settle = settle, .context = session};
    uint32_t slot_count = wtw_engine_batch_slots(session->engine);

    WTW_TRY(WTW_ALLOCATE(&session->slots, slot_count, error));
    session->slot_count = slot_count;
    WTW_TRY(wtw_engine_add_batches(session->engine, &source, error));
    wtw_session_release_slots(session);
    return WTW_OK;
}
