/*
 * access_token.h - the secret that clients of a server have to know
 */
#ifndef WTW_SERVE_ACCESS_TOKEN_H
#define WTW_SERVE_ACCESS_TOKEN_H

#include "base/failure.h"

/* Longer than any that people make, short enough to be compared whole each time. */
enum { WTW_TOKEN_LEAST = 16, WTW_TOKEN_MOST = 512 };

struct wtw_access_token {
    char items[WTW_TOKEN_MOST];
    size_t count; /* 0: nobody is asked */
};

/*
 * wtw_token_set() takes 'words', and wtw_token_read() a file's first line, which has to be
 * its only one. Returns WTW_OK; WTW_IO; WTW_BAD_ARGUMENT where it is too short or too
 * long, or has a byte that no header can carry. The words never show the secret.
 */
WTW_MUST_CHECK enum wtw_status wtw_token_set(struct wtw_access_token *token,
                                             const char *words, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_token_read(struct wtw_access_token *token,
                                              const char *path, struct wtw_error *error);

/* wtw_token_forget() overwrites it. */
void wtw_token_forget(struct wtw_access_token *token);

/*
 * wtw_token_is_in() says whether a header "Authorization", NULL where there is none, has
 * it as "Bearer ...". How long that takes does not depend on where the two differ.
 */
bool wtw_token_is_in(const struct wtw_access_token *token, const char *authorization);

#endif
