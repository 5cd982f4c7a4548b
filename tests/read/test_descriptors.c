/*
 * test_descriptors.c - few files are open, and always the right one
 */
#include "check.h"

#include "open_descriptors.h"
#include "read/descriptors.h"
#include "read/file_calls.h"
#include "temporary_files.h"

#include <pthread.h>

TestSuite(descriptors, .init = make_test_folder, .fini = remove_test_folder);

enum { FILES = 300 };

static struct wtw_inputs inputs;

/* Files that hold their own number. */
static void make_files(void)
{
    struct wtw_error error = {0};
    char name[32];
    struct stat status;

    for (int i = 0; i < FILES; i++) {
        snprintf(name, sizeof name, "%d", i);
        const char *path = write_text(name, name);

        check_ok(wtw_inputs_add(&inputs, path, &error), &error);
        check(stat(path, &status) == 0);
        inputs.items[i].inode = status.st_ino;
    }
}

static void check_content(const struct wtw_descriptor *descriptor, uint32_t number)
{
    char wanted[16];
    char got[16] = "";
    size_t count = 0;

    snprintf(wanted, sizeof wanted, "%u", number);
    check(wtw_file_read_at(descriptor->number, got, 15, 0, &count) == WTW_OK);
    check_string(got, wanted);
}

static void visit(struct wtw_descriptors *descriptors, uint32_t number)
{
    struct wtw_descriptor descriptor;
    struct wtw_error error = {0};

    check_ok(wtw_descriptors_borrow(descriptors, &inputs.items[number], number,
                                    &descriptor, &error),
             &error);
    check_content(&descriptor, number);
    wtw_descriptors_return(descriptors, &descriptor);
}

Test(descriptors, keep_few_files_open)
{
    struct wtw_descriptors *descriptors = NULL;
    struct wtw_error error = {0};
    size_t before = count_open();

    make_files();
    check_ok(wtw_descriptors_new(&descriptors, &error), &error);
    for (int turn = 0; turn < 3; turn++) {
        for (uint32_t i = 0; i < FILES; i++)
            visit(descriptors, i);
    }
    check_number(count_open() - before, 128);
    wtw_descriptors_free(descriptors);
    check_number(count_open(), before);
    wtw_inputs_release(&inputs);
}

Test(descriptors, open_a_second_file_while_its_place_is_taken)
{
    struct wtw_descriptors *descriptors = NULL;
    struct wtw_descriptor first;
    struct wtw_descriptor again;
    struct wtw_descriptor second;
    struct wtw_error error = {0};
    size_t before = count_open();

    make_files();
    check_ok(wtw_descriptors_new(&descriptors, &error), &error);
    check_ok(wtw_descriptors_borrow(descriptors, &inputs.items[1], 1, &first, &error),
             &error);
    check_ok(wtw_descriptors_borrow(descriptors, &inputs.items[1], 1, &again, &error),
             &error);
    check_ok(
        wtw_descriptors_borrow(descriptors, &inputs.items[129], 129, &second, &error),
        &error);
    check_number(first.number, again.number);
    check(!second.is_shared);
    check_content(&first, 1);
    check_content(&second, 129);
    wtw_descriptors_return(descriptors, &second);
    wtw_descriptors_return(descriptors, &first);
    check_content(&again, 1);
    wtw_descriptors_return(descriptors, &again);
    check_number(count_open() - before, 1);
    wtw_descriptors_free(descriptors);
    wtw_inputs_release(&inputs);
}

Test(descriptors, notice_that_another_file_has_the_name)
{
    struct wtw_descriptors *descriptors = NULL;
    struct wtw_descriptor descriptor;
    struct wtw_error error = {0};

    make_files();
    write_text("other", "other");
    check(rename(test_path("other"), test_path("5")) == 0);
    check(unlink(test_path("6")) == 0);
    check_ok(wtw_descriptors_new(&descriptors, &error), &error);
    check_status(
        wtw_descriptors_borrow(descriptors, &inputs.items[5], 5, &descriptor, &error),
        WTW_IO);
    check(strstr(error.words, "has changed while being read") != NULL);
    check_status(
        wtw_descriptors_borrow(descriptors, &inputs.items[6], 6, &descriptor, &error),
        WTW_IO);
    check_string(error.input, test_path("6"));
    wtw_descriptors_free(descriptors);
    wtw_inputs_release(&inputs);
}

static void *visit_many(void *argument)
{
    struct wtw_descriptors *descriptors = argument;
    uint32_t number = 0;

    for (int i = 0; i < 5000; i++) {
        number = (number * 1103515245 + 12345) & 0x7fffffff;
        visit(descriptors, number % FILES);
    }
    return NULL;
}

Test(descriptors, serve_several_threads_at_once)
{
    struct wtw_descriptors *descriptors = NULL;
    struct wtw_error error = {0};
    pthread_t threads[4];
    size_t before = count_open();

    make_files();
    check_ok(wtw_descriptors_new(&descriptors, &error), &error);
    for (int i = 0; i < 4; i++)
        check(pthread_create(&threads[i], NULL, visit_many, descriptors) == 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    wtw_descriptors_free(descriptors);
    check_number(count_open(), before);
    wtw_inputs_release(&inputs);
}
