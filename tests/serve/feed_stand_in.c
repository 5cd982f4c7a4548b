/*
 * feed_stand_in.c - a feed in memory that stands in for the real one, and fails on request
 */
#include "serve/feed_stand_in.h"

#include "base/failure.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct feed_stand_in stand_in;

struct kept {
    struct wtw_feed_article article;
    struct wtw_feed_receipt receipt;
    bool is_gone;
};

static struct kept *kept;
static size_t kept_count;
static size_t kept_capacity;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct wtw_feed {
    enum wtw_feed_use use;
    struct wtw_options options;
};

static void release(struct wtw_feed_article *article)
{
    free((void *)(uintptr_t)article->id.items);
    free((void *)(uintptr_t)article->url.items);
    free((void *)(uintptr_t)article->source.items);
    free((void *)(uintptr_t)article->title.items);
    free((void *)(uintptr_t)article->text.items);
}

void stand_in_reset(void)
{
    for (size_t i = 0; i < kept_count; i++)
        release(&kept[i].article);
    free(kept);
    kept = NULL;
    kept_count = 0;
    kept_capacity = 0;
    memset(&stand_in, 0, sizeof stand_in);
}

static void pause_milliseconds(uint32_t milliseconds)
{
    struct timespec pause = {milliseconds / 1000, milliseconds % 1000 * 1000000L};

    nanosleep(&pause, NULL);
}

static enum wtw_status fail_as_wished(int status, struct wtw_error *error)
{
    return status == WTW_OK ? WTW_OK
                            : wtw_fail(error, (enum wtw_status)status,
                                       "the stand-in was told to fail");
}

/* ------------------------------------------------------------------ handles */

enum wtw_status wtw_feed_open(const struct wtw_feed_terms *terms,
                              struct wtw_feed **out_feed, struct wtw_error *error)
{
    struct wtw_feed *feed = NULL;
    enum wtw_status status = fail_as_wished(stand_in.open_status, error);

    if (status != WTW_OK)
        return status;
    feed = calloc(1, sizeof *feed);
    feed->use = terms->use;
    wtw_options_init(&feed->options);
    if (++stand_in.open_handles > stand_in.most_handles)
        stand_in.most_handles = stand_in.open_handles;
    *out_feed = feed;
    return WTW_OK;
}

void wtw_feed_close(struct wtw_feed *feed)
{
    if (!feed)
        return;
    stand_in.open_handles--;
    free(feed);
}

const struct wtw_options *wtw_feed_options(const struct wtw_feed *feed)
{
    return &feed->options;
}

const char *wtw_feed_verdict_name(enum wtw_feed_verdict verdict)
{
    static const char *const names[] = {"new", "copy", "revision", "excerpt"};

    return names[verdict];
}

/* ------------------------------------------------------------------ in */

static struct wtw_span copy(struct wtw_span span)
{
    char *items = malloc(span.count + 1);

    if (span.count)
        memcpy(items, span.items, span.count);
    items[span.count] = '\0';
    return (struct wtw_span){items, span.count};
}

static bool is_same(struct wtw_span a, struct wtw_span b)
{
    return a.count == b.count && (a.count == 0 || memcmp(a.items, b.items, a.count) == 0);
}

static bool has_same_word(struct wtw_span a, struct wtw_span b)
{
    size_t i = 0;

    while (i < a.count && i < b.count && a.items[i] == b.items[i] && a.items[i] != ' ')
        i++;
    return i > 0 && (i == a.count || a.items[i] == ' ') &&
           (i == b.count || b.items[i] == ' ');
}

static struct kept *find_number(int64_t number)
{
    if (number < 1 || (size_t)number > kept_count || kept[number - 1].is_gone)
        return NULL;
    return &kept[number - 1];
}

static struct kept *find_id(struct wtw_span id)
{
    for (size_t i = kept_count; i-- > 0;) {
        if (!kept[i].is_gone && is_same(kept[i].article.id, id))
            return &kept[i];
    }
    return NULL;
}

static struct kept *find_twin(const struct wtw_feed_article *article)
{
    for (size_t i = 0; i < kept_count; i++) {
        if (!kept[i].is_gone && has_same_word(kept[i].article.text, article->text))
            return &kept[i];
    }
    return NULL;
}

static uint32_t size_of(int64_t cluster)
{
    uint32_t size = 0;

    for (size_t i = 0; i < kept_count; i++)
        size += !kept[i].is_gone && kept[i].receipt.cluster == cluster;
    return size;
}

/* What the article would be; its own number is not known yet. */
static struct wtw_feed_receipt judge(const struct wtw_feed_article *article)
{
    struct kept *twin = find_twin(article);
    struct wtw_feed_receipt receipt = {.size = 1, .agency = WTW_NO_AGENCY};

    if (!twin)
        return receipt;
    receipt.verdict = is_same(twin->article.source, article->source) ? WTW_FEED_REVISION
                                                                     : WTW_FEED_COPY;
    receipt.partner = twin->receipt.canonical;
    receipt.canonical = twin->receipt.canonical;
    receipt.cluster = twin->receipt.cluster;
    receipt.size = size_of(receipt.cluster) + 1;
    receipt.relation = WTW_NEAR;
    receipt.figures = (struct wtw_figures){
        .shared = 9, .a_shingles = 10, .b_shingles = 9, .lag_seconds = WTW_DATE_UNKNOWN};
    return receipt;
}

static void keep(const struct wtw_feed_article *article, struct wtw_feed_receipt *receipt)
{
    struct kept *entry = NULL;

    if (kept_count == kept_capacity) {
        kept_capacity = kept_capacity ? 2 * kept_capacity : 64;
        kept = realloc(kept, kept_capacity * sizeof *kept);
    }
    receipt->number = (int64_t)kept_count + 1;
    if (!receipt->cluster) {
        receipt->cluster = receipt->number;
        receipt->canonical = receipt->number;
    }
    entry = &kept[kept_count++];
    *entry = (struct kept){.article = *article, .receipt = *receipt};
    entry->article.id = copy(article->id);
    entry->article.url = copy(article->url);
    entry->article.source = copy(article->source);
    entry->article.title = copy(article->title);
    entry->article.text = copy(article->text);
}

static void add_one(const struct wtw_feed_article *article,
                    struct wtw_feed_receipt *out_receipt)
{
    struct wtw_feed_article version = *article;
    struct kept *before = find_id(article->id);
    char name[256];

    if (before && is_same(before->article.text, article->text)) {
        *out_receipt = before->receipt;
        out_receipt->is_known = true;
        return;
    }
    *out_receipt = judge(article);
    if (before) {
        int bytes = snprintf(name, sizeof name, "%.*s@2", (int)article->id.count,
                             article->id.items);

        version.id = (struct wtw_span){name, (size_t)bytes};
        out_receipt->is_version = true;
    }
    keep(&version, out_receipt);
}

/* An article with "poison" in its text is what no batch gets over. */
static bool is_poisoned(const struct wtw_feed_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        struct wtw_span text = batch->articles[i].text;

        for (size_t k = 0; k + 6 <= text.count; k++) {
            if (memcmp(text.items + k, "poison", 6) == 0)
                return true;
        }
    }
    return false;
}

enum wtw_status wtw_feed_add(struct wtw_feed *feed, const struct wtw_feed_batch *batch,
                             struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    stand_in.gated_adds += stand_in.is_gated;
    while (stand_in.is_gated)
        pause_milliseconds(1);
    stand_in.adds++;
    if (batch->count > stand_in.largest_add)
        stand_in.largest_add = (uint32_t)batch->count;
    status = fail_as_wished(stand_in.add_status, error);
    if (feed->use != WTW_FEED_WRITE)
        return wtw_fail(error, WTW_BAD_ARGUMENT, "this handle only reads");
    if (status != WTW_OK)
        return status;
    pause_milliseconds(stand_in.add_milliseconds);
    if (is_poisoned(batch))
        return wtw_fail(error, WTW_TOO_LARGE, "poisoned");
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < batch->count; i++) {
        struct wtw_feed_answer answer = {0};
        struct wtw_feed_change change = {.kind = WTW_FEED_CANONICAL};

        add_one(&batch->articles[i], &answer.receipt);
        change.cluster = change.before = answer.receipt.cluster;
        change.number = answer.receipt.number;
        answer.changes = &change;
        answer.change_count = stand_in.tells_changes && change.number != change.cluster;
        if (batch->take)
            batch->take(batch->context, i, &answer);
    }
    pthread_mutex_unlock(&lock);
    return WTW_OK;
}

enum wtw_status wtw_feed_judge(struct wtw_feed *feed,
                               const struct wtw_feed_article *article,
                               struct wtw_feed_receipt *out_receipt,
                               struct wtw_error *error)
{
    enum wtw_status status = fail_as_wished(stand_in.judge_status, error);

    (void)feed;
    if (status != WTW_OK)
        return status;
    pthread_mutex_lock(&lock);
    *out_receipt = judge(article);
    pthread_mutex_unlock(&lock);
    return WTW_OK;
}

/* ------------------------------------------------------------------ going */

enum wtw_status wtw_feed_delete(struct wtw_feed *feed, int64_t number,
                                const struct wtw_feed_listener *listener,
                                bool *out_deleted, struct wtw_error *error)
{
    const struct wtw_feed_change change = {WTW_FEED_MOVED, 7, number, 0};
    struct kept *entry = NULL;

    (void)feed;
    (void)error;
    pthread_mutex_lock(&lock);
    entry = find_number(number);
    *out_deleted = entry != NULL;
    if (entry)
        entry->is_gone = true;
    pthread_mutex_unlock(&lock);
    if (entry && listener && stand_in.tells_changes)
        listener->take(listener->context, &change, 1);
    return WTW_OK;
}

enum wtw_status wtw_feed_expire(struct wtw_feed *feed, int64_t before_seconds,
                                uint32_t limit, const struct wtw_feed_listener *listener,
                                uint32_t *out_count, struct wtw_error *error)
{
    const struct wtw_feed_change change = {WTW_FEED_MOVED, 7, 0, 0};
    uint32_t count = 0;

    (void)feed;
    (void)error;
    stand_in.expiries++;
    stand_in.expired_before = before_seconds;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < kept_count && count < limit; i++) {
        if (kept[i].is_gone || kept[i].article.published_seconds == WTW_DATE_UNKNOWN ||
            kept[i].article.published_seconds >= before_seconds)
            continue;
        kept[i].is_gone = true;
        count++;
    }
    pthread_mutex_unlock(&lock);
    if (count && listener && stand_in.tells_changes)
        listener->take(listener->context, &change, 1);
    *out_count = count;
    return WTW_OK;
}

enum wtw_status wtw_feed_tidy(struct wtw_feed *feed, uint32_t pages, bool *out_more,
                              struct wtw_error *error)
{
    enum wtw_status status = fail_as_wished(stand_in.tidy_status, error);

    (void)feed;
    (void)pages;
    if (status != WTW_OK)
        return status;
    *out_more = stand_in.tidy_more > 0;
    if (stand_in.tidy_more)
        stand_in.tidy_more--;
    return WTW_OK;
}

/* ------------------------------------------------------------------ looking */

enum wtw_status wtw_feed_find(struct wtw_feed *feed, struct wtw_span id,
                              int64_t *out_number, struct wtw_error *error)
{
    const struct kept *entry = NULL;

    (void)feed;
    (void)error;
    pthread_mutex_lock(&lock);
    entry = find_id(id);
    *out_number = entry ? entry->receipt.number : 0;
    pthread_mutex_unlock(&lock);
    return WTW_OK;
}

/* Bytes into the scratch; there is room. */
static struct wtw_span into(struct wtw_buffer *scratch, struct wtw_span span)
{
    struct wtw_span moved = {scratch->items + scratch->count, span.count};

    memcpy(scratch->items + scratch->count, span.items, span.count);
    scratch->count += span.count;
    return moved;
}

static enum wtw_status give(const struct kept *entry, struct wtw_buffer *scratch,
                            struct wtw_feed_article *out_article,
                            struct wtw_feed_receipt *out_receipt, struct wtw_error *error)
{
    const struct wtw_feed_article *article = &entry->article;
    size_t bytes = article->id.count + article->url.count + article->source.count +
                   article->title.count + article->text.count + 1;

    scratch->count = 0;
    WTW_TRY(wtw_buffer_reserve(scratch, bytes, error));
    *out_article = *article;
    out_article->id = into(scratch, article->id);
    out_article->url = into(scratch, article->url);
    out_article->source = into(scratch, article->source);
    out_article->title = into(scratch, article->title);
    out_article->text = into(scratch, article->text);
    if (stand_in.leaves_texts_out)
        out_article->text = (struct wtw_span){NULL, 0};
    *out_receipt = entry->receipt;
    out_receipt->size = size_of(entry->receipt.cluster);
    return WTW_OK;
}

enum wtw_status wtw_feed_get(struct wtw_feed *feed, int64_t number,
                             struct wtw_buffer *scratch,
                             struct wtw_feed_article *out_article,
                             struct wtw_feed_receipt *out_receipt,
                             struct wtw_error *error)
{
    const struct kept *entry = NULL;
    enum wtw_status status = fail_as_wished(stand_in.get_status, error);

    (void)feed;
    if (status != WTW_OK)
        return status;
    pthread_mutex_lock(&lock);
    entry = find_number(number);
    status = entry ? give(entry, scratch, out_article, out_receipt, error)
                   : wtw_fail(error, WTW_END, "no such article");
    pthread_mutex_unlock(&lock);
    return status;
}

enum wtw_status wtw_feed_describe(struct wtw_feed *feed, int64_t number,
                                  struct wtw_buffer *scratch,
                                  struct wtw_feed_article *out_article,
                                  struct wtw_error *error)
{
    struct wtw_feed_receipt receipt;

    return wtw_feed_get(feed, number, scratch, out_article, &receipt, error);
}

enum wtw_status wtw_feed_members(struct wtw_feed *feed, int64_t cluster,
                                 int64_t *out_numbers, size_t room, size_t *out_count,
                                 struct wtw_error *error)
{
    size_t count = 0;

    (void)feed;
    (void)error;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < kept_count; i++) {
        if (kept[i].is_gone || kept[i].receipt.cluster != cluster)
            continue;
        if (count < room)
            out_numbers[count] = kept[i].receipt.number;
        count++;
    }
    pthread_mutex_unlock(&lock);
    *out_count = count;
    return WTW_OK;
}

/* Each copy matches the canonical of its cluster. */
enum wtw_status wtw_feed_matches(struct wtw_feed *feed, int64_t number,
                                 struct wtw_feed_match *out_matches, size_t room,
                                 size_t *out_count, struct wtw_error *error)
{
    size_t count = 0;

    (void)feed;
    (void)error;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < kept_count; i++) {
        const struct wtw_feed_receipt *receipt = &kept[i].receipt;

        if (kept[i].is_gone || !receipt->partner ||
            (receipt->number != number && receipt->partner != number))
            continue;
        if (count < room)
            out_matches[count] = (struct wtw_feed_match){.a = receipt->partner,
                                                         .b = receipt->number,
                                                         .relation = WTW_EXPANDED,
                                                         .figures = receipt->figures};
        count++;
    }
    pthread_mutex_unlock(&lock);
    *out_count = count;
    return WTW_OK;
}

static bool is_wanted(const struct kept *entry, const struct wtw_feed_query *query,
                      uint32_t size)
{
    int64_t number = entry->receipt.number;

    return size >= query->least_size &&
           (!query->older_than || number < query->older_than) &&
           (!query->newer_than || number > query->newer_than) &&
           (!query->source.count || is_same(entry->article.source, query->source));
}

/* By its newest member, which is the last of its numbers. */
enum wtw_status wtw_feed_list(struct wtw_feed *feed, const struct wtw_feed_query *query,
                              struct wtw_feed_cluster *out_clusters, size_t room,
                              size_t *out_count, struct wtw_error *error)
{
    size_t count = 0;

    (void)feed;
    (void)error;
    pthread_mutex_lock(&lock);
    for (size_t i = kept_count; i-- > 0 && count < room;) {
        const struct wtw_feed_receipt *receipt = &kept[i].receipt;
        uint32_t size = size_of(receipt->cluster);
        bool is_newest = !kept[i].is_gone;

        for (size_t j = i + 1; j < kept_count; j++)
            is_newest &= kept[j].is_gone || kept[j].receipt.cluster != receipt->cluster;
        if (!is_newest || !is_wanted(&kept[i], query, size))
            continue;
        out_clusters[count++] =
            (struct wtw_feed_cluster){.cluster = receipt->cluster,
                                      .canonical = receipt->canonical,
                                      .size = size,
                                      .source_count = 1,
                                      .newest = receipt->number,
                                      .begin_seconds = WTW_DATE_UNKNOWN,
                                      .end_seconds = WTW_DATE_UNKNOWN};
    }
    pthread_mutex_unlock(&lock);
    *out_count = count;
    return WTW_OK;
}

enum wtw_status wtw_feed_flows(struct wtw_feed *feed, int64_t since_seconds,
                               struct wtw_buffer *scratch,
                               struct wtw_feed_flow *out_flows, size_t room,
                               size_t *out_count, struct wtw_error *error)
{
    (void)feed;
    (void)since_seconds;
    (void)scratch;
    (void)error;
    if (room)
        out_flows[0] = (struct wtw_feed_flow){.from = {"Alder", 5},
                                              .to = {"Birch", 5},
                                              .clusters = 2,
                                              .median_lag_seconds = WTW_DATE_UNKNOWN};
    *out_count = 1;
    return WTW_OK;
}

enum wtw_status wtw_feed_count(struct wtw_feed *feed, struct wtw_feed_counts *out_counts,
                               struct wtw_error *error)
{
    (void)feed;
    (void)error;
    *out_counts = (struct wtw_feed_counts){.index_bytes = 4096, .database_bytes = 8192};
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < kept_count; i++) {
        if (kept[i].is_gone)
            continue;
        out_counts->articles++;
        out_counts->newest = kept[i].receipt.number;
    }
    pthread_mutex_unlock(&lock);
    return WTW_OK;
}
