/*
 * test_service_metrics.c - what a server counts, held against the format's own rules
 *
 * The parser here knows of the text format what Prometheus's documentation says, and
 * nothing of the code: names, one HELP and TYPE before the samples of each family,
 * families in one piece, histograms that add up.
 */
#include "check.h"

#include "serve/routes.h"
#include "serve/service_metrics.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

static struct wtw_service_metrics metrics;
static char page[1 << 16];

static void name_route(size_t i, const char **out_method, const char **out_name)
{
    *out_method = wtw_route_at(i)->method;
    *out_name = wtw_route_at(i)->name;
}

static void put(const struct wtw_write_counts *writer, const struct wtw_feed_counts *feed)
{
    struct wtw_metrics_view view = {.writer = writer,
                                    .feed = feed,
                                    .connections = 3,
                                    .cut_connections = 4,
                                    .waiting_articles_most = 5,
                                    .route_name = name_route,
                                    .route_count = wtw_route_count()};
    struct wtw_buffer bytes = {0};
    struct wtw_out out;

    wtw_out_into(&out, &bytes);
    wtw_metrics_put(&metrics, &view, &out);
    check(!wtw_out_has_failed(&out) && bytes.count < sizeof page);
    memcpy(page, bytes.items, bytes.count);
    page[bytes.count] = '\0';
    wtw_buffer_release(&bytes);
}

static bool has(const char *line)
{
    const char *at = strstr(page, line);

    return at && (at == page || at[-1] == '\n') && at[strlen(line)] == '\n';
}

Test(service_metrics, count_requests_by_route_and_status)
{
    struct wtw_write_counts writer = {0};

    memset(&metrics, 0, sizeof metrics);
    wtw_metrics_count(&metrics, 0, WTW_HTTP_CREATED, 0.0005);
    wtw_metrics_count(&metrics, 0, WTW_HTTP_CREATED, 0.004);
    wtw_metrics_count(&metrics, 0, WTW_HTTP_UNAVAILABLE, 31);
    put(&writer, NULL);
    check(has("wiretwin_http_requests_total{method=\"POST\",route=\"/v1/articles\","
              "status=\"201\"} 2"));
    check(has("wiretwin_http_requests_total{method=\"POST\",route=\"/v1/articles\","
              "status=\"503\"} 1"));
#define LATENCY "wiretwin_http_request_duration_seconds"
#define ROUTE "method=\"POST\",route=\"/v1/articles\""
    check(has(LATENCY "_bucket{" ROUTE ",le=\"0.001\"} 1"));
    check(has(LATENCY "_bucket{" ROUTE ",le=\"0.002\"} 1"));
    check(has(LATENCY "_bucket{" ROUTE ",le=\"0.005\"} 2"));
    check(has(LATENCY "_bucket{" ROUTE ",le=\"30\"} 2"));
    check(has(LATENCY "_bucket{" ROUTE ",le=\"+Inf\"} 3"));
    check(has(LATENCY "_sum{" ROUTE "} 31.004500"));
    check(has(LATENCY "_count{" ROUTE "} 3"));
    check(strstr(page, "/v1/stats") == NULL); /* never asked */
    check(strstr(page, "wiretwin_articles ") == NULL);
}

Test(service_metrics, tell_of_the_writer_and_the_feed)
{
    struct wtw_write_counts writer = {.commits = 3,
                                      .articles = 21,
                                      .known = 2,
                                      .verdicts = {10, 5, 3, 1},
                                      .batches = {1, 1, 0, 1},
                                      .commit_seconds = 0.25,
                                      .waiting_articles = 6,
                                      .index_bytes = 700};
    struct wtw_feed_counts feed = {.articles = 19, .clusters = 4, .database_bytes = 8192};

    memset(&metrics, 0, sizeof metrics);
    put(&writer, &feed);
    check(has("wiretwin_articles 19"));
    check(has("wiretwin_database_bytes 8192"));
    check(has("wiretwin_index_bytes 700"));
    check(has("wiretwin_articles_added_total{verdict=\"copy\"} 5"));
    check(has("wiretwin_articles_known_total 2"));
    check(has("wiretwin_commit_articles_bucket{le=\"1\"} 1"));
    check(has("wiretwin_commit_articles_bucket{le=\"4\"} 2"));
    check(has("wiretwin_commit_articles_bucket{le=\"16\"} 2"));
    check(has("wiretwin_commit_articles_bucket{le=\"64\"} 3"));
    check(has("wiretwin_commit_articles_bucket{le=\"+Inf\"} 3"));
    check(has("wiretwin_commit_articles_sum 21"));
    check(has("wiretwin_queue_articles 6"));
    check(has("wiretwin_queue_limit_articles 5"));
    check(has("wiretwin_http_connections 3"));
    check(has("wiretwin_http_cut_connections_total 4"));
}

/* ------------------------------------------------------------------ the format */

struct family {
    char name[80];
    char type[16];
    bool has_samples;
};
static struct family families[64];
static size_t family_count;

static size_t name_length(const char *line)
{
    size_t count = 0;

    while (isalnum((unsigned char)line[count]) || line[count] == '_')
        count++;
    return isdigit((unsigned char)line[0]) ? 0 : count;
}

/* "# HELP name words" begins a family, "# TYPE name type" has to follow. */
static void read_comment(const char *line)
{
    struct family *last = family_count ? &families[family_count - 1] : NULL;
    size_t count = name_length(line + 7);

    cr_assert(count > 0, "%s", line);
    if (strncmp(line, "# HELP ", 7) == 0) {
        for (size_t i = 0; i < family_count; i++)
            cr_assert(strlen(families[i].name) != count ||
                          strncmp(families[i].name, line + 7, count) != 0,
                      "a family twice: %s", line);
        snprintf(families[family_count].name, sizeof families[0].name, "%.*s", (int)count,
                 line + 7);
        family_count++;
        cr_assert(line[7 + count] == ' ' && line[8 + count], "no help: %s", line);
        return;
    }
    cr_assert(strncmp(line, "# TYPE ", 7) == 0 && last && !last->has_samples, "%s", line);
    cr_assert(strncmp(last->name, line + 7, count) == 0, "%s", line);
    snprintf(last->type, sizeof last->type, "%s", line + 8 + count);
}

/* {name="value",...}; gives what stands behind. */
static const char *read_labels(const char *at)
{
    if (*at != '{')
        return at;
    do {
        size_t count = name_length(++at);

        cr_assert(count > 0 && at[count] == '=' && at[count + 1] == '"', "%s", at);
        for (at += count + 2; *at != '"'; at++)
            cr_assert(*at && *at != '\\', "%s", at);
        at++;
    } while (*at == ',');
    cr_assert(*at == '}', "%s", at);
    return at + 1;
}

static bool is_suffix_of(const struct family *family, const char *suffix)
{
    if (strcmp(family->type, "histogram") == 0)
        return strcmp(suffix, "_bucket") == 0 || strcmp(suffix, "_sum") == 0 ||
               strcmp(suffix, "_count") == 0;
    return suffix[0] == '\0';
}

static void read_sample(const char *line)
{
    struct family *family = &families[family_count - 1];
    size_t family_bytes = strlen(family->name);
    char suffix[80];
    size_t count = name_length(line);
    const char *at = read_labels(line + count);
    char *end = NULL;

    cr_assert(count >= family_bytes && strncmp(line, family->name, family_bytes) == 0,
              "not of the family at hand: %s", line);
    snprintf(suffix, sizeof suffix, "%.*s", (int)(count - family_bytes),
             line + family_bytes);
    cr_assert(is_suffix_of(family, suffix), "%s", line);
    cr_assert(*at == ' ', "%s", line);
    cr_assert(strtod(at + 1, &end) >= 0 && end > at + 1 && *end == '\0', "%s", line);
    family->has_samples = true;
}

static bool ends_with(const char *words, const char *ending)
{
    size_t count = strlen(words);

    return count >= strlen(ending) && strcmp(words + count - strlen(ending), ending) == 0;
}

Test(service_metrics, keep_to_the_text_format)
{
    struct wtw_write_counts writer = {.batches = {1}};
    struct wtw_feed_counts feed = {0};

    memset(&metrics, 0, sizeof metrics);
    for (size_t i = 0; i < wtw_route_count(); i++)
        wtw_metrics_count(&metrics, i, WTW_HTTP_OK, 0.1);
    put(&writer, &feed);
    check_number(page[strlen(page) - 1], '\n');
    for (char *line = page; *line;) {
        char *end = strchr(line, '\n');

        *end = '\0';
        if (line[0] == '#')
            read_comment(line);
        else
            read_sample(line);
        line = end + 1;
    }
    for (size_t i = 0; i < family_count; i++) {
        bool is_counter = strcmp(families[i].type, "counter") == 0;

        cr_assert(families[i].has_samples, "%s", families[i].name);
        cr_assert(strncmp(families[i].name, "wiretwin_", 9) == 0, "%s", families[i].name);
        cr_assert(ends_with(families[i].name, "_total") == is_counter, "%s",
                  families[i].name);
    }
}
