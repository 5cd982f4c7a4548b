/*
 * copy_removal.h - of each cluster, who is kept and who is removed
 */
#ifndef WTW_CLI_COPY_REMOVAL_H
#define WTW_CLI_COPY_REMOVAL_H

#include "cli/session.h"

/* An article that was removed. All numbers are the session's. */
struct wtw_removed_copy {
    uint32_t number;
    uint32_t round;                   /* in which it was, from 1 */
    struct wtw_membership membership; /* where it belonged then */
};

/* Zeroes are ready; ended by release. */
struct wtw_copy_removal {
    const struct wtw_session *session; /* borrowed */
    uint32_t
        *keepers; /* owned: of each article who is kept for it, or was in its round */
    struct wtw_removed_copy *later; /* owned: removed after the first round, by number */
    size_t later_count;
    size_t later_capacity;
    uint32_t rounds;     /* that found copies */
    uint64_t removed;    /* all in all */
    uint64_t undecided;  /* kept, since the day or source that counts is not known */
    bool is_settled;     /* nothing is left that could go */
    struct member *room; /* owned */
    size_t room_capacity;
};

/*
 * wtw_copy_removal_run() decides for a session that was run and keeps origins, by its
 * settings: of each cluster, or of a cluster's articles of one source or one day, one is
 * kept. Then what is kept is clustered again, until nothing more is found or for so many
 * rounds as the settings allow. Returns as wtw_session_run().
 */
WTW_MUST_CHECK enum wtw_status wtw_copy_removal_run(struct wtw_copy_removal *removal,
                                                    const struct wtw_session *session,
                                                    struct wtw_error *error);
void wtw_copy_removal_release(struct wtw_copy_removal *removal);

bool wtw_copy_is_kept(const struct wtw_copy_removal *removal, uint32_t number);

/* wtw_copy_kept_for() is who is kept in the end where 'number' is not; itself, where it is. */
uint32_t wtw_copy_kept_for(const struct wtw_copy_removal *removal, uint32_t number);

/* wtw_copy_removed() tells of article 'number', which is not kept. */
struct wtw_removed_copy wtw_copy_removed(const struct wtw_copy_removal *removal,
                                         uint32_t number);

#endif
