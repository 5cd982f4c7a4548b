/*
 * inspect_command.c - wiretwin inspect: what is recognised in the input
 *
 * Reads as the other commands do and sums up. Tokens and shingles are made on all
 * threads, each record into its own item; everything else is added up in input order, so
 * that the output is always the same.
 */
#include "base/memory.h"
#include "base/threads.h"
#include "cli/article_fields.h"
#include "cli/delivery.h"
#include "cli/intake.h"
#include "cli/learned_lines.h"
#include "cli/ledger.h"
#include "cli/option_table.h"
#include "cli/stop_signal.h"
#include "read/batch.h"
#include "read/field_values.h"
#include "write/inspection_out.h"
#include "write/left_out.h"

#include <stdlib.h>
#include <string.h>

/* More keys than the field tables have; a language beyond the first ones counts as
 * "other". */
enum { KEYS_MOST = 256, LANGUAGES_MOST = 32, LANGUAGE_BYTES = 24, GROUPS_MOST = 16 };

#define NO_AGENCY UINT32_MAX

/* What a record turned out to be. Fields borrow from the record and the scratch. */
struct item {
    struct wtw_buffer scratch;
    struct wtw_fields fields;
    struct wtw_error *why; /* owned; NULL unless rejected */
    enum wtw_reject_reason reason;
    uint64_t tokens;
    uint64_t shingles;
    uint64_t bad_bytes;
    uint64_t boilerplate_bytes;
    uint32_t boilerplate[WTW_BOILERPLATE_KIND_COUNT]; /* parts that were left out */
    uint32_t agency; /* NO_AGENCY where none is credited */
};

struct worker {
    struct wtw_boilerplate *boilerplate;
    struct wtw_tokens *tokens;
    struct wtw_shingles *shingles;
};

struct inspect_run {
    const struct wtw_settings *settings;
    struct wtw_intake intake;
    struct wtw_ledger ledger;
    struct item *items;
    size_t item_capacity;
    struct wtw_batch batch;
    uint64_t batch_number;
    struct worker *workers;
    uint32_t worker_count;
    const struct wtw_record *records;
    struct wtw_delivery delivery;
    struct wtw_inspection sums;
    struct wtw_key_count keys[KEYS_MOST];
    char language_names[LANGUAGES_MOST][LANGUAGE_BYTES];
    struct wtw_named_count languages[LANGUAGES_MOST + 1];
    struct wtw_named_count boilerplate[WTW_BOILERPLATE_KIND_COUNT];
    struct wtw_named_count *agencies; /* owned: by number, until they are put out */
};

/* What the text credits, and what of it is left out. */
static void note_boilerplate(struct item *item, const struct worker *worker,
                             bool keeps_boilerplate)
{
    const struct wtw_boilerplate_part *parts = wtw_boilerplate_items(worker->boilerplate);
    size_t count = wtw_boilerplate_count(worker->boilerplate);
    const struct wtw_agency_credit *credit = wtw_boilerplate_agency(worker->boilerplate);

    item->agency = credit ? credit->agency : NO_AGENCY;
    item->boilerplate_bytes = 0;
    memset(item->boilerplate, 0, sizeof item->boilerplate);
    if (keeps_boilerplate || !wtw_parts_are_left_out(worker->boilerplate, worker->tokens))
        return;
    for (size_t i = 0; i < count; i++) {
        item->boilerplate[parts[i].kind]++;
        item->boilerplate_bytes += parts[i].end - parts[i].begin;
    }
}

/* The tokens are those that the engine compares. */
static enum wtw_status measure_text(struct item *item, const struct worker *worker,
                                    const struct wtw_options *options,
                                    struct wtw_error *error)
{
    struct wtw_span text = item->fields.items[WTW_FIELD_TEXT].value;
    size_t part_count = 0;

    WTW_TRY(wtw_boilerplate_find(worker->boilerplate, text.items, text.count, error));
    if (!options->keeps_boilerplate)
        part_count = wtw_boilerplate_count(worker->boilerplate);
    WTW_TRY(wtw_tokens_make_story(worker->tokens, text.items, text.count,
                                  wtw_boilerplate_items(worker->boilerplate), part_count,
                                  error));
    WTW_TRY(wtw_shingles_make(worker->shingles, wtw_tokens_hashes(worker->tokens),
                              wtw_tokens_count(worker->tokens), options->shingle_tokens,
                              error));
    item->tokens = wtw_tokens_count(worker->tokens);
    item->shingles = wtw_shingles_count(worker->shingles);
    item->bad_bytes = wtw_tokens_bad_bytes(worker->tokens);
    note_boilerplate(item, worker, options->keeps_boilerplate);
    return WTW_OK;
}

static enum wtw_status inspect_record(struct inspect_run *run, struct worker *worker,
                                      size_t i, struct wtw_error *error)
{
    struct item *item = &run->items[i];
    struct wtw_error why;
    enum wtw_status status =
        wtw_record_parse(run->intake.reader, &run->records[i], &item->scratch,
                         &item->fields, &item->reason, &why);

    if (status == WTW_BAD_INPUT) {
        WTW_TRY(WTW_ALLOCATE(&item->why, 1, error));
        *item->why = why;
        return WTW_OK;
    }
    if (status != WTW_OK) {
        *error = why;
        return status;
    }
    return measure_text(item, worker, &run->settings->engine, error);
}

static enum wtw_status inspect_range(void *context, uint32_t worker, size_t begin,
                                     size_t end, struct wtw_error *error)
{
    struct inspect_run *run = context;

    for (size_t i = begin; i < end; i++)
        WTW_TRY(inspect_record(run, &run->workers[worker], i, error));
    return WTW_OK;
}

static void count_key(struct inspect_run *run, const char *field, const char *key)
{
    struct wtw_inspection *sums = &run->sums;

    for (size_t i = 0; i < sums->key_count; i++) {
        if (run->keys[i].field == field && strcmp(run->keys[i].key, key) == 0) {
            run->keys[i].count++;
            return;
        }
    }
    if (sums->key_count < KEYS_MOST)
        run->keys[sums->key_count++] = (struct wtw_key_count){field, key, 1};
}

static void count_language(struct inspect_run *run, struct wtw_span language)
{
    struct wtw_inspection *sums = &run->sums;
    size_t bytes = language.count < LANGUAGE_BYTES ? language.count : LANGUAGE_BYTES - 1;
    size_t i = 0;

    if (!language.count)
        return;
    for (; i < sums->language_count && i < LANGUAGES_MOST; i++) {
        if (strlen(run->language_names[i]) == bytes &&
            memcmp(run->language_names[i], language.items, bytes) == 0)
            break;
    }
    if (i == sums->language_count && i < LANGUAGES_MOST) {
        memcpy(run->language_names[i], language.items, bytes);
        run->languages[i].name = run->language_names[i];
    }
    if (i == LANGUAGES_MOST)
        run->languages[i].name = "other";
    if (i == sums->language_count)
        sums->language_count++;
    run->languages[i].count++;
}

static void count_date(struct wtw_inspection *sums, const struct wtw_fields *fields)
{
    int64_t seconds = fields->published_seconds;

    if (!fields->items[WTW_FIELD_DATE].value.count)
        return;
    sums->crawl_dates += fields->date_is_crawl_date;
    if (seconds == WTW_DATE_UNKNOWN) {
        sums->dates_not_understood++;
        return;
    }
    if (!sums->dates_understood || seconds < sums->earliest_seconds)
        sums->earliest_seconds = seconds;
    if (!sums->dates_understood || seconds > sums->latest_seconds)
        sums->latest_seconds = seconds;
    sums->dates_understood++;
}

static void count_boilerplate(struct inspect_run *run, const struct item *item)
{
    run->sums.left_out_bytes += item->boilerplate_bytes;
    for (int kind = 0; kind < WTW_BOILERPLATE_KIND_COUNT; kind++)
        run->boilerplate[kind].count += item->boilerplate[kind] > 0;
    if (item->agency != NO_AGENCY)
        run->agencies[item->agency].count++;
}

static void count_item(struct inspect_run *run, const struct item *item)
{
    struct wtw_inspection *sums = &run->sums;
    const struct wtw_fields *fields = &item->fields;

    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        if (fields->items[i].key)
            count_key(run, wtw_field_names[i], fields->items[i].key);
    }
    count_language(run, fields->items[WTW_FIELD_LANGUAGE].value);
    count_date(sums, fields);
    count_boilerplate(run, item);
    sums->articles++;
    sums->empty += item->tokens == 0;
    sums->tokens += item->tokens;
    sums->text_bytes += fields->items[WTW_FIELD_TEXT].value.count;
    sums->bad_bytes += item->bad_bytes;
    sums->articles_with_bad_bytes += item->bad_bytes > 0;
    if (item->tokens > sums->most_tokens)
        sums->most_tokens = item->tokens;
}

static void put_line(struct inspect_run *run, const struct item *item,
                     const struct wtw_place *place, const char *input_name)
{
    const char *keys[WTW_FIELD_COUNT];
    struct wtw_span id = wtw_ledger_id(&run->ledger, (uint32_t)(run->ledger.count - 1));
    struct wtw_inspected_article line = {
        .keys = keys,
        .fields = wtw_field_names,
        .field_count = WTW_FIELD_COUNT,
        .language = wtw_field_text(&item->fields, WTW_FIELD_LANGUAGE),
        .boilerplate = run->settings->engine.keeps_boilerplate ? NULL : item->boilerplate,
        .boilerplate_bytes = item->boilerplate_bytes,
        .record_bytes = place->byte_count,
        .text_bytes = item->fields.items[WTW_FIELD_TEXT].value.count,
        .tokens = item->tokens,
        .shingles = item->shingles,
        .bad_bytes = item->bad_bytes,
    };

    for (size_t i = 0; i < WTW_FIELD_COUNT; i++)
        keys[i] = item->fields.items[i].key;
    wtw_describe_fields(&item->fields, place, input_name, &line.article);
    line.article.id = id;
    line.article.agency =
        item->agency == NO_AGENCY ? NULL : wtw_agency_name(item->agency);
    if (run->delivery.format == WTW_FORMAT_JSONL)
        wtw_inspected_jsonl_line(&run->delivery.json, &line);
    else if (run->delivery.format == WTW_FORMAT_TSV)
        wtw_inspected_tsv_row(&run->delivery.file.out, &line);
}

static enum wtw_status settle(struct inspect_run *run, const struct wtw_record *record,
                              struct item *item, struct wtw_error *error)
{
    struct wtw_input_summary input =
        wtw_reader_input(run->intake.reader, record->place.input);

    if (item->why) {
        wtw_rejects_note(&run->intake.rejects, item->reason, item->why);
        wtw_release_items(item->why);
        item->why = NULL;
        return WTW_OK;
    }
    WTW_TRY(wtw_ledger_add(&run->ledger, wtw_fields_id(&item->fields), &record->place,
                           item->fields.published_seconds, input.name,
                           strcmp(input.container, "text") == 0, error));
    count_item(run, item);
    put_line(run, item, &record->place, input.name);
    return WTW_OK;
}

static enum wtw_status reserve_items(struct inspect_run *run, size_t count,
                                     struct wtw_error *error)
{
    size_t before = run->item_capacity;

    WTW_TRY(WTW_GROW(&run->items, &run->item_capacity, count, error));
    if (run->item_capacity > before)
        memset(run->items + before, 0,
               (run->item_capacity - before) * sizeof *run->items);
    return WTW_OK;
}

/* 32 records, some 10 to 100 microseconds of work, keep threads from waiting for one
 * another. */
static enum wtw_status inspect_batch(struct inspect_run *run,
                                     const struct wtw_record *records, size_t count,
                                     struct wtw_error *error)
{
    struct wtw_loop loop = {
        .body = inspect_range,
        .context = run,
        .thread_count = run->worker_count,
        .item_count = count,
        .chunk_items = 32,
    };
    struct wtw_reject_turn turn = {.batch = run->batch_number};

    WTW_TRY(reserve_items(run, count, error));
    run->records = records;
    WTW_TRY(wtw_loop_run(&loop, error));
    for (; turn.record < count; turn.record++) {
        wtw_rejects_let_go(&run->intake.rejects, turn);
        WTW_TRY(settle(run, &records[turn.record], &run->items[turn.record], error));
    }
    wtw_rejects_let_go(&run->intake.rejects, turn);
    run->batch_number++;
    return WTW_OK;
}

static enum wtw_status make_workers(struct inspect_run *run, struct wtw_error *error)
{
    uint32_t wanted = run->settings->engine.thread_count;

    if (!wanted)
        wanted = wtw_threads_available();
    WTW_TRY(WTW_ALLOCATE(&run->workers, wanted, error));
    run->worker_count = wanted;
    for (uint32_t i = 0; i < wanted; i++) {
        WTW_TRY(wtw_boilerplate_new(&run->workers[i].boilerplate, error));
        WTW_TRY(wtw_tokens_new(&run->workers[i].tokens, error));
        WTW_TRY(wtw_shingles_new(&run->workers[i].shingles, error));
    }
    return WTW_OK;
}

static enum wtw_status inspect_all(struct inspect_run *run, struct wtw_error *error)
{
    const struct wtw_record *records = NULL;
    size_t count = 0;
    enum wtw_status status = WTW_OK;

    while (status == WTW_OK && !wtw_out_has_failed(&run->delivery.file.out)) {
        status = wtw_intake_next(&run->intake, &run->batch, run->batch_number, false,
                                 &records, &count, error);
        if (status == WTW_OK)
            status = inspect_batch(run, records, count, error);
    }
    return status == WTW_END ? WTW_OK : status;
}

/* Inputs of one container and compression make one line. */
static size_t group_inputs(const struct inspect_run *run, struct wtw_input_group *groups)
{
    size_t group_count = 0;

    for (size_t i = 0; i < wtw_reader_input_count(run->intake.reader); i++) {
        struct wtw_input_summary input = wtw_reader_input(run->intake.reader, i);
        size_t to = 0;

        while (to < group_count &&
               (strcmp(groups[to].container, input.container) != 0 ||
                strcmp(groups[to].compression, input.compression) != 0))
            to++;
        if (to == GROUPS_MOST)
            continue;
        if (to == group_count)
            groups[group_count++] =
                (struct wtw_input_group){input.container, input.compression, 0, 0, 0, 0};
        groups[to].inputs++;
        groups[to].stored_bytes += input.bytes;
        groups[to].unpacked_bytes += input.text_bytes;
        groups[to].records += input.records;
    }
    return group_count;
}

static enum wtw_status name_counts(struct inspect_run *run, struct wtw_error *error)
{
    uint32_t count = wtw_agency_count();

    for (int kind = 0; kind < WTW_BOILERPLATE_KIND_COUNT; kind++)
        run->boilerplate[kind].name =
            wtw_boilerplate_kind_name((enum wtw_boilerplate_kind)kind);
    WTW_TRY(WTW_ALLOCATE(&run->agencies, count, error));
    for (uint32_t i = 0; i < count; i++)
        run->agencies[i] = (struct wtw_named_count){wtw_agency_name(i), 0};
    return WTW_OK;
}

/* Most first; equal ones by their names. */
static int compare_counts(const void *left, const void *right)
{
    const struct wtw_named_count *a = left;
    const struct wtw_named_count *b = right;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* Brings those that were credited to the front; gives how many they are. */
static size_t sort_agencies(struct inspect_run *run)
{
    size_t count = wtw_agency_count();

    qsort(run->agencies, count, sizeof *run->agencies, compare_counts);
    while (count && !run->agencies[count - 1].count)
        count--;
    return count;
}

static void put_sums(struct inspect_run *run)
{
    struct wtw_inspection sums = run->sums;
    struct wtw_input_group groups[GROUPS_MOST];
    struct wtw_named_count rejects[WTW_REJECT_REASON_COUNT];

    wtw_rejects_by_reason(&run->intake.rejects, rejects);
    sums.groups = groups;
    sums.group_count = group_inputs(run, groups);
    sums.keys = run->keys;
    sums.languages = run->languages;
    sums.rejects = rejects;
    sums.reject_reasons = WTW_REJECT_REASON_COUNT;
    sums.fields = wtw_field_names;
    sums.field_count = WTW_FIELD_COUNT;
    sums.duplicate_ids = run->ledger.duplicate_ids;
    sums.boilerplate = run->boilerplate;
    sums.boilerplate_kinds = WTW_BOILERPLATE_KIND_COUNT;
    sums.agencies = run->agencies;
    sums.agency_count = sort_agencies(run);
    wtw_inspection_table(&run->delivery.page, &sums);
}

static enum wtw_status run_inspection(struct inspect_run *run, enum wtw_exit *out_exit,
                                      struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    WTW_TRY(make_workers(run, error));
    WTW_TRY(name_counts(run, error));
    WTW_TRY(wtw_delivery_open(&run->delivery, run->settings, WTW_FORMAT_TABLE, error));
    if (run->delivery.format == WTW_FORMAT_TSV)
        wtw_inspected_tsv_header(&run->delivery.file.out);
    status = inspect_all(run, error);
    wtw_progress_clear(run->intake.progress);
    if (status == WTW_OK && run->delivery.format == WTW_FORMAT_TABLE)
        put_sums(run);
    WTW_TRY(wtw_delivery_close(&run->delivery, status, error));
    return wtw_intake_close(&run->intake, run->sums.articles, out_exit, error);
}

static void release_run(struct inspect_run *run)
{
    for (size_t i = 0; i < run->item_capacity; i++) {
        wtw_buffer_release(&run->items[i].scratch);
        wtw_release_items(run->items[i].why);
    }
    for (uint32_t i = 0; i < run->worker_count; i++) {
        wtw_shingles_free(run->workers[i].shingles);
        wtw_tokens_free(run->workers[i].tokens);
        wtw_boilerplate_free(run->workers[i].boilerplate);
    }
    wtw_release_items(run->agencies);
    wtw_release_items(run->workers);
    wtw_release_items(run->items);
    wtw_ledger_release(&run->ledger);
    wtw_intake_release(&run->intake);
    wtw_batch_release(&run->batch);
}

enum wtw_status wtw_inspect_run(const struct wtw_settings *settings,
                                struct wtw_progress *progress, enum wtw_exit *out_exit,
                                struct wtw_error *error)
{
    struct inspect_run run = {.settings = settings};
    enum wtw_status status = WTW_OK;

    if (settings->learned)
        return wtw_inspect_learned_run(settings, progress, out_exit, error);
    status = wtw_intake_open(&run.intake, settings, progress, false, error);
    if (status == WTW_OK)
        status = run_inspection(&run, out_exit, error);
    release_run(&run);
    return status;
}
