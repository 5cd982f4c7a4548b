/*
 * http_client.h - as little of an HTTP client as tests need, byte for byte as they want it
 */
#ifndef WTW_TESTS_SERVE_HTTP_CLIENT_H
#define WTW_TESTS_SERVE_HTTP_CLIENT_H

#include "check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { CLIENT_BYTES = 1 << 20 };

struct client {
    int socket;
    char bytes[CLIENT_BYTES]; /* of the last answer, with a NUL behind them */
    size_t count;
};

static inline void client_connect(struct client *client, uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(port),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct timeval patience = {20, 0};

    client->count = 0;
    client->socket = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(client->socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    check(connect(client->socket, (struct sockaddr *)&address, sizeof address) == 0);
}

static inline void client_send(struct client *client, const char *words)
{
    size_t left = strlen(words);

    while (left) {
        ssize_t sent = send(client->socket, words, left, MSG_NOSIGNAL);

        if (sent <= 0)
            return; /* the answer will tell why */
        words += sent;
        left -= (size_t)sent;
    }
}

/* Reads one answer, or up to the end of the stream; gives its status, 0 for none. */
static inline int client_read(struct client *client)
{
    const char *length = NULL;
    const char *body = NULL;

    client->count = 0;
    client->bytes[0] = '\0';
    while (client->count < CLIENT_BYTES - 1) {
        ssize_t got = recv(client->socket, client->bytes + client->count,
                           CLIENT_BYTES - 1 - client->count, 0);

        if (got <= 0)
            break;
        client->count += (size_t)got;
        client->bytes[client->count] = '\0';
        body = strstr(client->bytes, "\r\n\r\n");
        length = strstr(client->bytes, "Content-Length: ");
        if (body && length &&
            client->count - (size_t)(body + 4 - client->bytes) >=
                strtoul(length + 16, NULL, 10))
            break;
        if (body && strstr(client->bytes, " 204 "))
            break;
    }
    return client->count > 12 ? (int)strtol(client->bytes + 9, NULL, 10) : 0;
}

/* One request on a connection of its own. */
static inline int client_ask(struct client *client, uint16_t port, const char *words)
{
    int status = 0;

    client_connect(client, port);
    client_send(client, words);
    status = client_read(client);
    close(client->socket);
    return status;
}

static inline bool client_got(const struct client *client, const char *words)
{
    return strstr(client->bytes, words) != NULL;
}

#endif
