/*
 * test_access_token.c - the secret that clients of a server have to know
 */
#include "check.h"

#include "base/faults.h"
#include "serve/access_token.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char path[64];

static void write_file(const char *bytes, size_t count)
{
    int descriptor = -1;

    snprintf(path, sizeof path, "/tmp/wtw_token.XXXXXX");
    descriptor = mkstemp(path);
    check(descriptor >= 0);
    check(write(descriptor, bytes, count) == (ssize_t)count);
    close(descriptor);
}

static enum wtw_status read_bytes(struct wtw_access_token *token, const char *bytes,
                                  struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    write_file(bytes, strlen(bytes));
    status = wtw_token_read(token, path, error);
    unlink(path);
    return status;
}

Test(access_token, is_found_in_the_header_and_nowhere_else)
{
    struct wtw_access_token token = {0};
    struct wtw_error error = {0};

    check(wtw_token_is_in(&token, NULL)); /* nobody is asked */
    check_ok(wtw_token_set(&token, "0123456789abcdef", &error), &error);
    check(wtw_token_is_in(&token, "Bearer 0123456789abcdef"));
    check(wtw_token_is_in(&token, "bearer  0123456789abcdef"));
    check(!wtw_token_is_in(&token, NULL));
    check(!wtw_token_is_in(&token, ""));
    check(!wtw_token_is_in(&token, "Bearer"));
    check(!wtw_token_is_in(&token, "Bearer "));
    check(!wtw_token_is_in(&token, "Basic 0123456789abcdef"));
    check(!wtw_token_is_in(&token, "0123456789abcdef"));
    wtw_token_forget(&token);
    check_number(token.count, 0);
    check_number(token.items[3], 0);
}

Test(access_token, is_not_any_of_those_that_nearly_are_it)
{
    struct wtw_access_token token = {0};
    struct wtw_error error = {0};
    char header[64] = "Bearer 0123456789abcdef";

    check_ok(wtw_token_set(&token, "0123456789abcdef", &error), &error);
    for (size_t i = 7; i < 23; i++) {
        header[i] ^= 1;
        check(!wtw_token_is_in(&token, header));
        header[i] ^= 1;
    }
    check(wtw_token_is_in(&token, header));
    check(!wtw_token_is_in(&token, "Bearer 0123456789abcde"));
    check(!wtw_token_is_in(&token, "Bearer 0123456789abcdef0"));
    check(!wtw_token_is_in(&token, "Bearer 0123456789abcdef0123456789abcdef"));
}

Test(access_token, is_a_files_only_line)
{
    struct wtw_access_token token = {0};
    struct wtw_error error = {0};

    check_ok(read_bytes(&token, "0123456789abcdef\n", &error), &error);
    check_number(token.count, 16);
    check_ok(read_bytes(&token, "0123456789abcdefgh\r\n", &error), &error);
    check_number(token.count, 18);
    check_ok(read_bytes(&token, "0123456789abcdef", &error), &error);
    check_status(read_bytes(&token, "0123456789abcdef\n\n", &error), WTW_BAD_ARGUMENT);
    check_string(error.words, "character 17 of the token is a space, a control or not "
                              "ASCII, which no header can carry");
    check_status(read_bytes(&token, "short\n", &error), WTW_BAD_ARGUMENT);
    check(strstr(error.words, "it takes from 16 to 512") != NULL);
    check(strstr(error.words, "short") == NULL);
    check_status(read_bytes(&token, "", &error), WTW_BAD_ARGUMENT);
}

Test(access_token, has_a_longest_and_a_file_that_is_there)
{
    char longest[WTW_TOKEN_MOST + 2];
    struct wtw_access_token token = {0};
    struct wtw_error error = {0};

    memset(longest, 'x', sizeof longest);
    longest[WTW_TOKEN_MOST] = '\0';
    check_ok(read_bytes(&token, longest, &error), &error);
    longest[WTW_TOKEN_MOST] = 'x';
    longest[WTW_TOKEN_MOST + 1] = '\0';
    check_status(read_bytes(&token, longest, &error), WTW_BAD_ARGUMENT);
    check_status(wtw_token_read(&token, "/nowhere/token", &error), WTW_IO);
    check_string(error.words, "cannot read the token in /nowhere/token: No such file or "
                              "directory");
}

#ifdef WTW_FAULTS
Test(access_token, says_when_its_file_cannot_be_read)
{
    struct wtw_access_token token = {0};
    struct wtw_error error = {0};

    wtw_fault_plan(WTW_FAULT_READ, 1);
    check_status(read_bytes(&token, "0123456789abcdef\n", &error), WTW_IO);
}
#endif
