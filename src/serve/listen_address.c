/*
 * listen_address.c - where a server listens
 */
#include "serve/listen_address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { HIGHEST_PORT = 65535, WAITING_CONNECTIONS = 512 };

static enum wtw_status fail_address(const char *words, struct wtw_error *error)
{
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "--listen is ADDRESS:PORT such as 127.0.0.1:8577, [::1]:8577, "
                    "localhost:8577 or *:8577, not '%.80s'",
                    words);
}

static bool parse_port(const char *words, uint32_t *out_port)
{
    uint32_t port = 0;
    size_t digits = strspn(words, "0123456789");

    if (digits == 0 || digits > 5 || words[digits])
        return false;
    for (size_t i = 0; i < digits; i++)
        port = port * 10 + (uint32_t)(words[i] - '0');
    *out_port = port;
    return port <= HIGHEST_PORT;
}

static void set_v4(struct wtw_listen_address *address, in_addr_t number)
{
    address->socket.v4.sin_family = AF_INET;
    address->socket.v4.sin_addr.s_addr = number;
    address->socket_bytes = sizeof address->socket.v4;
}

/* 'host' without brackets. */
static bool set_host(struct wtw_listen_address *address, const char *host,
                     bool has_brackets)
{
    struct in_addr number;

    if (has_brackets) {
        address->socket.v6.sin6_family = AF_INET6;
        address->socket_bytes = sizeof address->socket.v6;
        return inet_pton(AF_INET6, host, &address->socket.v6.sin6_addr) == 1;
    }
    if (strcmp(host, "localhost") == 0)
        set_v4(address, htonl(INADDR_LOOPBACK));
    else if (strcmp(host, "*") == 0)
        set_v4(address, htonl(INADDR_ANY));
    else if (inet_pton(AF_INET, host, &number) == 1)
        set_v4(address, number.s_addr);
    else
        return false;
    return true;
}

static void set_port(struct wtw_listen_address *address, uint32_t port)
{
    if (address->socket.any.sa_family == AF_INET6)
        address->socket.v6.sin6_port = htons((uint16_t)port);
    else
        address->socket.v4.sin_port = htons((uint16_t)port);
}

enum wtw_status wtw_address_parse(const char *words,
                                  struct wtw_listen_address *out_address,
                                  struct wtw_error *error)
{
    struct wtw_listen_address address;
    const char *colon = strrchr(words, ':');
    bool has_brackets = words[0] == '[' && colon > words && colon[-1] == ']';
    size_t skipped = has_brackets ? 1 : 0;
    size_t count = colon ? (size_t)(colon - words) - 2 * skipped : 0;
    char host[64];
    uint32_t port = 0;

    memset(&address, 0, sizeof address);
    if (!colon || count == 0 || count >= sizeof host || !parse_port(colon + 1, &port))
        return fail_address(words, error);
    memcpy(host, words + skipped, count);
    host[count] = '\0';
    if (!set_host(&address, host, has_brackets))
        return fail_address(words, error);
    set_port(&address, port);
    *out_address = address;
    return WTW_OK;
}

bool wtw_address_is_loopback(const struct wtw_listen_address *address)
{
    if (address->socket.any.sa_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&address->socket.v6.sin6_addr);
    return ntohl(address->socket.v4.sin_addr.s_addr) >> 24 == 127;
}

struct wtw_address_words wtw_address_words(const struct wtw_listen_address *address)
{
    struct wtw_address_words words = {""};
    char host[INET6_ADDRSTRLEN] = "";
    const struct sockaddr_in6 *v6 = &address->socket.v6;
    const struct sockaddr_in *v4 = &address->socket.v4;

    if (address->socket.any.sa_family == AF_INET6) {
        inet_ntop(AF_INET6, &v6->sin6_addr, host, sizeof host);
        snprintf(words.items, sizeof words.items, "[%s]:%u", host,
                 (unsigned)ntohs(v6->sin6_port));
    } else {
        inet_ntop(AF_INET, &v4->sin_addr, host, sizeof host);
        snprintf(words.items, sizeof words.items, "%s:%u", host,
                 (unsigned)ntohs(v4->sin_port));
    }
    return words;
}

/* Bound and listening, or errno. A port that a server of before left in TIME_WAIT may be
 * taken again. */
static bool open_socket(struct wtw_listen_address *address, int descriptor)
{
    int yes = 1;
    socklen_t bytes = sizeof address->socket;

    if (setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(descriptor, &address->socket.any, address->socket_bytes) != 0 ||
        listen(descriptor, WAITING_CONNECTIONS) != 0)
        return false;
    return getsockname(descriptor, &address->socket.any, &bytes) == 0;
}

enum wtw_status wtw_address_listen(struct wtw_listen_address *address, int *out_socket,
                                   struct wtw_error *error)
{
    struct wtw_address_words words = wtw_address_words(address);
    int descriptor = socket(address->socket.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int failure = 0;

    if (descriptor >= 0 && open_socket(address, descriptor)) {
        *out_socket = descriptor;
        return WTW_OK;
    }
    failure = errno;
    if (descriptor >= 0)
        close(descriptor);
    return wtw_fail(error, WTW_IO, "cannot listen at %s: %s%s", words.items,
                    strerror(failure),
                    failure == EADDRINUSE ? "; another program does, choose another port "
                                            "with --listen"
                                          : "");
}

/* The host without its port, in 'out'; false where it is too long to be an address. */
static bool split_host(const char *host, char *out, size_t out_bytes)
{
    size_t count = strcspn(host, ":");

    if (host[0] == '[') {
        host++;
        count = strcspn(host, "]");
    }
    if (count >= out_bytes)
        return false;
    memcpy(out, host, count);
    out[count] = '\0';
    return true;
}

bool wtw_host_is_direct(const char *host)
{
    char name[64];
    unsigned char number[sizeof(struct in6_addr)];

    if (!host || !split_host(host, name, sizeof name))
        return false;
    return strcasecmp(name, "localhost") == 0 || inet_pton(AF_INET, name, number) == 1 ||
           inet_pton(AF_INET6, name, number) == 1;
}
