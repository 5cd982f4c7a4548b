/*
 * descriptors.c - files held open for reading again, by many threads
 *
 * A run over a million text files may hold some hundred of them open. Each input has one
 * place in a small table, by its number, so up to that many inputs are opened once;
 * beyond it, neighbours in the table take turns. A place that is in use is left alone:
 * who finds it taken opens the file for itself and closes it after. Opening happens
 * outside the lock.
 */
#include "read/descriptors.h"

#include "base/memory.h"
#include "read/file_calls.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

/* An eighth of the usual limit of 1024 open files: others want some too. */
enum { SLOT_COUNT = 128 };

struct slot {
    uint32_t input;
    uint32_t users;
    int number;
    bool is_open;
};

struct wtw_descriptors {
    pthread_mutex_t lock;
    struct slot slots[SLOT_COUNT];
};

enum wtw_status wtw_descriptors_new(struct wtw_descriptors **out_descriptors,
                                    struct wtw_error *error)
{
    struct wtw_descriptors *descriptors = NULL;

    WTW_TRY(WTW_ALLOCATE(&descriptors, 1, error));
    pthread_mutex_init(&descriptors->lock, NULL);
    *out_descriptors = descriptors;
    return WTW_OK;
}

void wtw_descriptors_free(struct wtw_descriptors *descriptors)
{
    if (!descriptors)
        return;
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        if (descriptors->slots[i].is_open)
            close(descriptors->slots[i].number);
    }
    pthread_mutex_destroy(&descriptors->lock);
    wtw_release_items(descriptors);
}

static enum wtw_status open_same_file(const struct wtw_input *input, int *out_number,
                                      struct wtw_error *error)
{
    const struct wtw_spot spot = {.input = input->name, .byte_offset = UINT64_MAX};
    struct stat status;
    int number = -1;

    WTW_TRY(wtw_file_open(input->name, &number, error));
    if (fstat(number, &status) == 0 && (uint64_t)status.st_ino == input->inode) {
        *out_number = number;
        return WTW_OK;
    }
    close(number);
    return wtw_fail_at(error, WTW_IO, &spot,
                       "has changed while being read: another file has its name now");
}

static bool borrow_open(struct wtw_descriptors *descriptors, uint32_t number,
                        struct wtw_descriptor *out_descriptor)
{
    struct slot *slot = &descriptors->slots[number % SLOT_COUNT];
    bool is_found = false;

    pthread_mutex_lock(&descriptors->lock);
    if (slot->is_open && slot->input == number) {
        slot->users++;
        *out_descriptor = (struct wtw_descriptor){slot->number, true, number};
        is_found = true;
    }
    pthread_mutex_unlock(&descriptors->lock);
    return is_found;
}

/* Puts a file that was opened into its place, unless that is in use; closes what was
 * there. */
static void share(struct wtw_descriptors *descriptors, struct wtw_descriptor *descriptor)
{
    struct slot *slot = &descriptors->slots[descriptor->input % SLOT_COUNT];
    int closed = -1;

    pthread_mutex_lock(&descriptors->lock);
    if (slot->users == 0) {
        if (slot->is_open)
            closed = slot->number;
        *slot = (struct slot){descriptor->input, 1, descriptor->number, true};
        descriptor->is_shared = true;
    }
    pthread_mutex_unlock(&descriptors->lock);
    if (closed >= 0)
        close(closed);
}

enum wtw_status wtw_descriptors_borrow(struct wtw_descriptors *descriptors,
                                       const struct wtw_input *input, uint32_t number,
                                       struct wtw_descriptor *out_descriptor,
                                       struct wtw_error *error)
{
    struct wtw_descriptor descriptor = {.input = number};

    if (borrow_open(descriptors, number, out_descriptor))
        return WTW_OK;
    WTW_TRY(open_same_file(input, &descriptor.number, error));
    share(descriptors, &descriptor);
    *out_descriptor = descriptor;
    return WTW_OK;
}

void wtw_descriptors_return(struct wtw_descriptors *descriptors,
                            const struct wtw_descriptor *descriptor)
{
    if (!descriptor->is_shared) {
        close(descriptor->number);
        return;
    }
    pthread_mutex_lock(&descriptors->lock);
    descriptors->slots[descriptor->input % SLOT_COUNT].users--;
    pthread_mutex_unlock(&descriptors->lock);
}
