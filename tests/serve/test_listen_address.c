/*
 * test_listen_address.c - where a server listens
 */
#include "check.h"

#include "serve/listen_address.h"

#include <unistd.h>

static struct wtw_listen_address parsed(const char *words)
{
    struct wtw_listen_address address;
    struct wtw_error error = {0};

    check_ok(wtw_address_parse(words, &address, &error), &error);
    return address;
}

Test(listen_address, is_an_address_and_a_port)
{
    static const struct {
        const char *words;
        const char *wanted;
        bool is_loopback;
    } rows[] = {
        {"127.0.0.1:8577", "127.0.0.1:8577", true},
        {"localhost:1", "127.0.0.1:1", true},
        {"127.9.9.9:80", "127.9.9.9:80", true},
        {"*:65535", "0.0.0.0:65535", false},
        {"0.0.0.0:0", "0.0.0.0:0", false},
        {"10.1.2.3:80", "10.1.2.3:80", false},
        {"[::1]:8577", "[::1]:8577", true},
        {"[::]:8577", "[::]:8577", false},
        {"[2001:db8::7]:9", "[2001:db8::7]:9", false},
        {"[::ffff:127.0.0.1]:9", "[::ffff:127.0.0.1]:9", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wtw_listen_address address = parsed(rows[i].words);

        check_string(wtw_address_words(&address).items, rows[i].wanted);
        cr_assert(wtw_address_is_loopback(&address) == rows[i].is_loopback, "%s",
                  rows[i].words);
    }
}

Test(listen_address, is_nothing_else)
{
    static const char *const wrong[] = {
        "",
        ":8577",
        "8577",
        "127.0.0.1",
        "127.0.0.1:",
        "[::1]",
        "[::1:8577",
        "::1:8577",
        "news.example:80",
        "127.0.0.1:65536",
        "1.2.3:80",
        "127.0.0.1:x",
        "[fe8z]:80",
        "127.0.0.1:123456",
        "127.0.0.1:-1",
        "[]:80",
        "1111111111111111111111111111111111111111111111111111111111111111111111:80",
    };
    struct wtw_listen_address address;
    struct wtw_error error = {0};

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_assert(wtw_address_parse(wrong[i], &address, &error) == WTW_BAD_ARGUMENT, "%s",
                  wrong[i]);
    check_status(wtw_address_parse("here", &address, &error), WTW_BAD_ARGUMENT);
    check_string(error.words, "--listen is ADDRESS:PORT such as 127.0.0.1:8577, "
                              "[::1]:8577, localhost:8577 or *:8577, not 'here'");
}

Test(listen_address, listens_at_a_free_port_that_nobody_else_then_gets)
{
    struct wtw_listen_address address = parsed("127.0.0.1:0");
    struct wtw_error error = {0};
    int first = -1;
    int second = -1;

    check_ok(wtw_address_listen(&address, &first, &error), &error);
    check(ntohs(address.socket.v4.sin_port) != 0);
    check_status(wtw_address_listen(&address, &second, &error), WTW_IO);
    check(strstr(error.words, "another program does, choose another port") != NULL);
    check_number(second, -1);
    close(first);
    check_ok(wtw_address_listen(&address, &second, &error), &error);
    close(second);
}

Test(listen_address, says_what_the_system_said)
{
    struct wtw_listen_address address = parsed("192.0.2.1:80"); /* for documents only */
    struct wtw_error error = {0};
    int descriptor = -1;

    check_status(wtw_address_listen(&address, &descriptor, &error), WTW_IO);
    check(strstr(error.words, "cannot listen at 192.0.2.1:80: ") != NULL);
}

static const char long_name[] =
    "a23456789012345678901234567890123456789012345678901234567890"
    "123456";

Test(listen_address, tells_hosts_that_are_addresses_from_names)
{
    static const char *const direct[] = {"127.0.0.1:8577", "127.0.0.1",  "localhost:8577",
                                         "LocalHost",      "[::1]:8577", "10.0.0.7:1"};
    static const char *const names[] = {"",
                                        "evil.example",
                                        "localhost.evil.example:8577",
                                        "127.0.0.1.evil.example",
                                        "[evil]:80",
                                        long_name};

    for (size_t i = 0; i < sizeof direct / sizeof direct[0]; i++)
        cr_assert(wtw_host_is_direct(direct[i]), "%s", direct[i]);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        cr_assert(!wtw_host_is_direct(names[i]), "%s", names[i]);
    check(!wtw_host_is_direct(NULL));
}
