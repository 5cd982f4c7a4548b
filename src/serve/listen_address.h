/*
 * listen_address.h - where a server listens
 */
#ifndef WTW_SERVE_LISTEN_ADDRESS_H
#define WTW_SERVE_LISTEN_ADDRESS_H

#include "base/failure.h"

#include <netinet/in.h>
#include <sys/socket.h>

struct wtw_listen_address {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } socket;
    socklen_t socket_bytes;
};

/*
 * wtw_address_parse() understands ADDRESS:PORT, with a number as an address ([::1] for
 * IPv6), or localhost, or * for all; PORT 0 is any that is free. Returns WTW_OK, or
 * WTW_BAD_ARGUMENT with words that show how it is written. Names are not looked up: they
 * may mean several addresses, and which one is nothing to leave to a resolver.
 */
WTW_MUST_CHECK enum wtw_status wtw_address_parse(const char *words,
                                                 struct wtw_listen_address *out_address,
                                                 struct wtw_error *error);

/* wtw_address_is_loopback() says whether only this machine can come to it. */
bool wtw_address_is_loopback(const struct wtw_listen_address *address);

/*
 * wtw_address_listen() opens a socket that listens, closed by the caller, and fills in the
 * port that it got. Returns WTW_OK, or WTW_IO with what the system said.
 */
WTW_MUST_CHECK enum wtw_status wtw_address_listen(struct wtw_listen_address *address,
                                                  int *out_socket,
                                                  struct wtw_error *error);

/* "127.0.0.1:8577", as words of at most 63 bytes. */
struct wtw_address_words {
    char items[64];
};
struct wtw_address_words wtw_address_words(const struct wtw_listen_address *address);

/*
 * wtw_host_is_direct() says whether a header "Host" names an address or localhost, not a
 * name that somebody else may have pointed here: a page of evil.example whose name has
 * come to mean 127.0.0.1 is otherwise one origin with this server ("DNS rebinding").
 */
bool wtw_host_is_direct(const char *host);

#endif
