/*
 * test_paged_memory.c - one block of memory that grows, and that may lie in a file
 */
#include "base/faults.h"
#include "base/paged_memory.h"
#include "stage/stage_scene.h"

TestSuite(paged_memory, .init = make_test_folder, .fini = remove_test_folder);

static void check_bytes_up_to(const struct wtw_paged *paged, size_t count)
{
    const uint8_t *bytes = paged->memory;

    for (size_t i = 0; i < count; i++)
        check_number(bytes[i], i % 251);
}

static void write_bytes_from(const struct wtw_paged *paged, size_t begin, size_t end)
{
    uint8_t *bytes = paged->memory;

    for (size_t i = begin; i < end; i++)
        bytes[i] = (uint8_t)(i % 251);
}

Test(paged_memory, keeps_its_bytes_when_it_grows_and_when_it_rests)
{
    static const size_t sizes[] = {1, 5000, 1 << 20, (1 << 20) + 1, 5000000};

    for (int is_filed = 0; is_filed < 2; is_filed++) {
        struct wtw_paged paged = {.folder = is_filed ? test_folder : NULL};
        struct wtw_error error = {0};
        size_t before = 0;

        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
            check_ok(wtw_paged_reserve(&paged, sizes[s], &error), &error);
            check(paged.bytes >= sizes[s]);
            write_bytes_from(&paged, before, sizes[s]);
            wtw_paged_rest(&paged);
            check_bytes_up_to(&paged, sizes[s]);
            before = sizes[s];
        }
        check_number(count_names(test_folder), 0);
        wtw_paged_release(&paged);
        check(paged.memory == NULL && paged.bytes == 0);
        wtw_paged_release(&paged);
    }
}

/* Bytes of the process that are in memory, from /proc; 0 where there is none. */
static size_t resident_bytes(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;

    if (!file)
        return 0;
    check(fscanf(file, "%*u %lu", &pages) == 1);
    fclose(file);
    return (size_t)pages * (size_t)sysconf(_SC_PAGESIZE);
}

Test(paged_memory, in_a_file_leaves_the_process_after_touches)
{
    struct wtw_paged paged = {.folder = test_folder};
    struct wtw_error error = {0};
    size_t bytes = 100 << 20;
    size_t before = 0;

    check_ok(wtw_paged_reserve(&paged, bytes, &error), &error);
    before = resident_bytes();
    for (size_t i = 0; i < bytes; i += 4096) {
        ((uint8_t *)paged.memory)[i] = 1;
        wtw_paged_touch(&paged);
        if (before && i % (1 << 20) == 0)
            check(resident_bytes() < before + (64 << 20));
    }
    for (size_t i = 0; i < bytes; i += 1 << 16) {
        check_number(((uint8_t *)paged.memory)[i], 1);
        wtw_paged_touch(&paged);
        if (before && i % (1 << 20) == 0)
            check(resident_bytes() < before + (64 << 20));
    }
    wtw_paged_release(&paged);
}

Test(paged_memory, names_the_folder_and_the_remedy)
{
    struct wtw_paged paged = {.folder = "/nowhere/at/all"};
    struct wtw_error error = {0};

    check_status(wtw_paged_reserve(&paged, 1, &error), WTW_IO);
    check(strstr(error.words, "/nowhere/at/all") != NULL);
    check(strstr(error.words, "No such file") != NULL);
    check(strstr(error.words, "set TMPDIR") != NULL);
    wtw_paged_release(&paged);
}

Test(paged_memory, gives_copies_of_what_lies_anywhere_also_after_a_rest)
{
    const char *const folders[] = {NULL, test_folder};

    for (int i = 0; i < 2; i++) {
        struct wtw_paged paged = {.folder = folders[i]};
        struct wtw_error error = {0};
        char bytes[4] = "";

        check_ok(wtw_paged_reserve(&paged, 3 << 20, &error), &error);
        memcpy((char *)paged.memory + (2 << 20) - 1, "abc", 3);
        wtw_paged_copy(&paged, (2 << 20) - 1, bytes, 3);
        check_string(bytes, "abc");
        memcpy((char *)paged.memory + (2 << 20) - 1, "xyz", 3);
        wtw_paged_rest(&paged);
        wtw_paged_copy(&paged, (2 << 20) - 1, bytes, 3);
        check_string(bytes, "xyz");
        wtw_paged_release(&paged);
    }
}

#ifdef WTW_FAULTS
Test(paged_memory, is_as_it_was_whatever_fails)
{
    static const enum wtw_fault_kind kinds[] = {WTW_FAULT_WRITE, WTW_FAULT_ALLOCATION};
    static const enum wtw_status wanted[] = {WTW_IO, WTW_NO_MEMORY};

    for (int is_old = 0; is_old < 2; is_old++)
        for (int i = 0; i < 2; i++)
            for (uint64_t nth = 1;; nth++) {
                struct wtw_paged paged = {.folder = test_folder};
                struct wtw_error error = {0};
                enum wtw_status status;

                if (is_old) {
                    check_ok(wtw_paged_reserve(&paged, 1000, &error), &error);
                    write_bytes_from(&paged, 0, 1000);
                }
                wtw_fault_plan(kinds[i], nth);
                status = wtw_paged_reserve(&paged, 3 << 20, &error);
                wtw_fault_plan(kinds[i], 0);
                check_bytes_up_to(&paged, is_old ? 1000 : 0);
                wtw_paged_release(&paged);
                if (status == WTW_OK) {
                    check(nth > 1);
                    break;
                }
                check_number(status, wanted[i]);
            }
}
#endif
