/*
 * post_articles.c - how fast a server takes articles, from the other end of the line
 *
 *     post_articles ADDRESS:PORT CLIENTS SECONDS FILE
 *
 * FILE has one record a line. CLIENTS threads, each with a connection that stays open, post
 * the lines one by one, each line once, for SECONDS or until there are none left, and wait for
 * every answer. Prints posts, seconds, posts a second, and how long answers took: the median,
 * 90 %, 99 % and the longest. Beside a server it shares the machine, so what it shows is less
 * than the server could do alone.
 */
#include "base/clock.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENTS_MOST = 1024, LINES_MOST = 4000000, ANSWER_BYTES = 1 << 16 };

struct run {
    struct sockaddr_in address;
    char *bytes;
    size_t *starts; /* [line_count + 1] */
    size_t line_count;
    double end;
    _Atomic size_t next;
    _Atomic size_t refused; /* that were told to come again */
    _Atomic size_t failed;
    float *seconds; /* [line_count] of each answer; negative: none */
};

static bool read_bytes(struct run *run, FILE *file, size_t *out_bytes)
{
    long bytes = 0;

    if (fseek(file, 0, SEEK_END) != 0 || (bytes = ftell(file)) <= 0)
        return false;
    rewind(file);
    run->bytes = malloc((size_t)bytes + 1);
    *out_bytes = (size_t)bytes;
    return run->bytes && fread(run->bytes, 1, (size_t)bytes, file) == (size_t)bytes;
}

static bool read_file(struct run *run, const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t bytes = 0;
    bool is_read = file && read_bytes(run, file, &bytes);

    if (file)
        fclose(file);
    run->starts = calloc(LINES_MOST + 1, sizeof *run->starts);
    if (!is_read || !run->starts)
        return false;
    for (size_t i = 0; i < bytes && run->line_count < LINES_MOST; i++) {
        if (run->bytes[i] == '\n')
            run->starts[++run->line_count] = i + 1;
    }
    run->seconds = calloc(run->line_count + 1, sizeof *run->seconds);
    return run->seconds && run->line_count > 0;
}

static int open_connection(const struct run *run)
{
    int yes = 1;
    int connection = socket(AF_INET, SOCK_STREAM, 0);

    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(connection, (const struct sockaddr *)&run->address,
                sizeof run->address) == 0)
        return connection;
    close(connection);
    return -1;
}

static bool send_all(int connection, const char *bytes, size_t count)
{
    while (count) {
        ssize_t sent = send(connection, bytes, count, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        bytes += sent;
        count -= (size_t)sent;
    }
    return true;
}

/* Reads one answer with a Content-Length; gives its status, 0 where the connection ended. */
static int read_answer(int connection, char *answer)
{
    size_t count = 0;

    while (count < ANSWER_BYTES - 1) {
        ssize_t got = recv(connection, answer + count, ANSWER_BYTES - 1 - count, 0);
        const char *body = NULL;
        const char *length = NULL;

        if (got <= 0)
            return 0;
        count += (size_t)got;
        answer[count] = '\0';
        body = strstr(answer, "\r\n\r\n");
        length = strstr(answer, "Content-Length: ");
        if (body && length &&
            count - (size_t)(body + 4 - answer) >= strtoul(length + 16, NULL, 10))
            return (int)strtol(answer + 9, NULL, 10);
    }
    return 0;
}

static int post(int connection, const struct run *run, size_t line, char *answer)
{
    size_t bytes = run->starts[line + 1] - run->starts[line];
    char head[256];
    int head_bytes =
        snprintf(head, sizeof head,
                 "POST /v1/articles HTTP/1.1\r\nHost: localhost\r\n"
                 "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
                 bytes);

    if (!send_all(connection, head, (size_t)head_bytes) ||
        !send_all(connection, run->bytes + run->starts[line], bytes))
        return 0;
    return read_answer(connection, answer);
}

static void *post_lines(void *context)
{
    struct run *run = context;
    char *answer = malloc(ANSWER_BYTES);
    int connection = open_connection(run);

    while (connection >= 0 && wtw_seconds_now() < run->end) {
        size_t line = run->next++;
        double begun = wtw_seconds_now();
        int status = 0;

        if (line >= run->line_count)
            break;
        status = post(connection, run, line, answer);
        run->seconds[line] = (float)(wtw_seconds_now() - begun);
        run->refused += status == 503;
        run->failed += status != 503 && status != 200 && status != 201;
        if (!status)
            break;
    }
    if (connection >= 0)
        close(connection);
    free(answer);
    return NULL;
}

static int compare_floats(const void *a, const void *b)
{
    float first = *(const float *)a;
    float second = *(const float *)b;

    return (first > second) - (first < second);
}

static void tell(struct run *run, double seconds)
{
    size_t count = 0;

    for (size_t i = 0; i < run->line_count; i++) {
        if (run->seconds[i] > 0)
            run->seconds[count++] = run->seconds[i];
    }
    if (!count)
        return;
    qsort(run->seconds, count, sizeof *run->seconds, compare_floats);
    printf("posts\tseconds\tper_second\tp50_ms\tp90_ms\tp99_ms\tlongest_"
           "ms\trefused\tfailed\n");
    printf("%zu\t%.2f\t%.0f\t%.2f\t%.2f\t%.2f\t%.2f\t%zu\t%zu\n", count, seconds,
           (double)count / seconds, 1e3 * run->seconds[count / 2],
           1e3 * run->seconds[count * 9 / 10], 1e3 * run->seconds[count * 99 / 100],
           1e3 * run->seconds[count - 1], run->refused, run->failed);
}

int main(int argument_count, char **arguments)
{
    static struct run run;
    static pthread_t threads[CLIENTS_MOST];
    size_t clients = 0;
    double begun = 0;
    char *colon = argument_count == 5 ? strrchr(arguments[1], ':') : NULL;

    if (!colon || (clients = strtoul(arguments[2], NULL, 10)) < 1 ||
        clients > CLIENTS_MOST)
        return 2;
    *colon = '\0';
    run.address = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons((uint16_t)strtoul(colon + 1, NULL, 10))};
    if (inet_pton(AF_INET, arguments[1], &run.address.sin_addr) != 1 ||
        !read_file(&run, arguments[4]))
        return 2;
    begun = wtw_seconds_now();
    run.end = begun + strtod(arguments[3], NULL);
    for (size_t i = 0; i < clients; i++)
        pthread_create(&threads[i], NULL, post_lines, &run);
    for (size_t i = 0; i < clients; i++)
        pthread_join(threads[i], NULL);
    tell(&run, wtw_seconds_now() - begun);
    return run.failed ? 1 : 0;
}
