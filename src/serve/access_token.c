/*
 * access_token.c - the secret that clients of a server have to know
 */
#include "serve/access_token.h"

#include "base/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static bool fits_in_header(char character)
{
    return character > ' ' && character < 0x7f;
}

static enum wtw_status set(struct wtw_access_token *token, const char *items,
                           size_t count, struct wtw_error *error)
{
    if (count < WTW_TOKEN_LEAST || count > WTW_TOKEN_MOST)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "the token has %zu characters; it takes from %d to %d, such as "
                        "those of: head -c 24 /dev/urandom | base64",
                        count, WTW_TOKEN_LEAST, WTW_TOKEN_MOST);
    for (size_t i = 0; i < count; i++) {
        if (!fits_in_header(items[i]))
            return wtw_fail(error, WTW_BAD_ARGUMENT,
                            "character %zu of the token is a space, a control or not "
                            "ASCII, which no header can carry",
                            i + 1);
    }
    memset(token->items, 0, sizeof token->items);
    memcpy(token->items, items, count);
    token->count = count;
    return WTW_OK;
}

enum wtw_status wtw_token_set(struct wtw_access_token *token, const char *words,
                              struct wtw_error *error)
{
    return set(token, words, strlen(words), error);
}

static ssize_t read_some(int descriptor, char *out, size_t room)
{
    if (wtw_fault_is_due(WTW_FAULT_READ)) {
        errno = EIO;
        return -1;
    }
    return read(descriptor, out, room);
}

/* Reads what is there, up to 'room'. */
static enum wtw_status read_file(const char *path, char *out, size_t room,
                                 size_t *out_count, struct wtw_error *error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = 1;

    *out_count = 0;
    while (descriptor >= 0 && got > 0 && *out_count < room) {
        got = read_some(descriptor, out + *out_count, room - *out_count);
        if (got < 0 && errno == EINTR)
            got = 1;
        else if (got > 0)
            *out_count += (size_t)got;
    }
    if (descriptor < 0 || got < 0)
        wtw_fail(error, WTW_IO, "cannot read the token in %.200s: %s", path,
                 strerror(errno));
    if (descriptor >= 0)
        close(descriptor);
    return descriptor < 0 || got < 0 ? WTW_IO : WTW_OK;
}

enum wtw_status wtw_token_read(struct wtw_access_token *token, const char *path,
                               struct wtw_error *error)
{
    char bytes[WTW_TOKEN_MOST + 3]; /* more than the longest with its line's end */
    size_t count = 0;
    enum wtw_status status = read_file(path, bytes, sizeof bytes, &count, error);

    if (status == WTW_OK) {
        count -= count && bytes[count - 1] == '\n';
        count -= count && bytes[count - 1] == '\r';
        status = set(token, bytes, count, error);
    }
    memset(bytes, 0, sizeof bytes);
    return status;
}

void wtw_token_forget(struct wtw_access_token *token)
{
    volatile char *items = token->items; /* or the compiler leaves it out */

    for (size_t i = 0; i < sizeof token->items; i++)
        items[i] = 0;
    token->count = 0;
}

bool wtw_token_is_in(const struct wtw_access_token *token, const char *authorization)
{
    static const char scheme[] = "Bearer ";
    const char *given = authorization;
    size_t count = 0;
    unsigned differs = 0;

    if (!token->count)
        return true;
    if (!authorization || strncasecmp(authorization, scheme, sizeof scheme - 1) != 0)
        return false;
    given += sizeof scheme - 1;
    given += strspn(given, " ");
    count = strnlen(given, WTW_TOKEN_MOST + 1);
    differs = count != token->count;
    for (size_t i = 0; i < WTW_TOKEN_MOST; i++)
        differs |= (unsigned char)(token->items[i] ^ (count ? given[i % count] : 0)) &
                   (i < token->count ? 0xffu : 0);
    return !differs;
}
