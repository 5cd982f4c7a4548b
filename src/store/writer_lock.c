/*
 * writer_lock.c - one writer at a time for a database
 *
 * SQLite locks for as long as a transaction takes; a feed keeps an index in memory that is
 * right only as long as nobody else writes, between transactions too. Its exclusive mode
 * was rejected: it keeps readers out as well. So the writer holds a lock of the system on
 * an empty file beside the database, named as SQLite names its own (-wal, -shm). It is not
 * taken on the database itself, because closing a second descriptor of that file would
 * drop the locks that SQLite holds on it. The file stays when the lock goes: removing it
 * would let two writers lock two files of one name.
 */
#include "store/writer_lock.h"

#include "base/faults.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static enum wtw_status fail(const char *path, int cause, struct wtw_error *error)
{
    char words[128] = "";

    if (cause == EWOULDBLOCK)
        return wtw_fail(
            error, WTW_IO,
            "another program is writing to %s, and only one may; end that one, "
            "or name another database",
            path);
    if (strerror_r(cause, words, sizeof words) != 0)
        words[0] = '\0';
    return wtw_fail(error, WTW_IO, "cannot lock %s by the file %s-lock: %s", path, path,
                    words);
}

static int open_lock(const char *name)
{
    if (wtw_fault_is_due(WTW_FAULT_WRITE)) {
        errno = EACCES;
        return -1;
    }
    return open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
}

enum wtw_status wtw_writer_lock_take(const char *path, int *out_lock,
                                     struct wtw_error *error)
{
    struct wtw_buffer name = {0};
    enum wtw_status status = wtw_buffer_append(&name, path, strlen(path), error);
    int lock = -1;

    if (status == WTW_OK)
        status = wtw_buffer_append(&name, "-lock", sizeof "-lock", error);
    if (status == WTW_OK) {
        lock = open_lock(name.items);
        if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) != 0)
            status = fail(path, errno, error);
    }
    wtw_buffer_release(&name);
    if (status != WTW_OK) {
        wtw_writer_lock_release(lock);
        return status;
    }
    *out_lock = lock;
    return WTW_OK;
}

void wtw_writer_lock_release(int lock)
{
    if (lock >= 0)
        close(lock);
}
