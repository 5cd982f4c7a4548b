/*
 * leak_search.c - spares the search for leaks the variables that nobody wrote on
 *
 * At the end of each program with AddressSanitizer its variables are searched for pointers,
 * and so are ten megabytes of tables that are the sanitizer's own and nearly all unused. To
 * read a page for the first time takes a fault, and these are most of what a short run has.
 * So the sanitizer is told to search no variables, but a list of what those hold that may be
 * an address; it is made when the program ends, of the pages that are in memory by then,
 * since nobody wrote on the others. What the list missed could only make a leak of what is
 * none.
 */
#include <fcntl.h>
#include <link.h>
#include <sanitizer/lsan_interface.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* Of one segment 64 MB are looked at page by page; the command has ten. */
enum { PAGES_MAX = 1 << 14, ADDRESSES_MAX = 1 << 16 };

/* What Linux says of a page in /proc/self/pagemap: it is in memory, or swapped out of it. */
#define WRITTEN_ON (UINT64_C(3) << 62)

static uintptr_t addresses[ADDRESSES_MAX];
static size_t address_count;

const char *__lsan_default_options(void);

const char *__lsan_default_options(void)
{
    return "use_globals=0";
}

/* Heaps lie neither in the first 4 GB nor inside of a program, which ends at 'end'. */
static void list_addresses(const uintptr_t *words, size_t count, uintptr_t base,
                           uintptr_t end)
{
    for (size_t i = 0; i < count; i++)
        if (words[i] >> 32 && !(words[i] >> 47) && (words[i] < base || words[i] >= end) &&
            address_count < ADDRESSES_MAX)
            addresses[address_count++] = words[i];
}

static bool read_page_map(uintptr_t first_page, size_t pages, uint64_t *out_entries)
{
    int file = pages <= PAGES_MAX ? open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC) : -1;
    ssize_t wanted = (ssize_t)(pages * sizeof *out_entries);
    ssize_t got = -1;

    if (file < 0)
        return false;
    got = pread(file, out_entries, (size_t)wanted,
                (off_t)(first_page * sizeof *out_entries));
    close(file);
    return got == wanted;
}

/* From 'begin' to 'end', both on the edge of a page. Where there is no map of pages, or no
 * room on the list, all of it is searched. */
static void look_through(uintptr_t base, uintptr_t begin, uintptr_t end)
{
    static uint64_t entries[PAGES_MAX];
    size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
    size_t pages = (end - begin) / page_bytes;
    bool is_known = read_page_map(begin / page_bytes, pages, entries);

    for (size_t i = 0; i < pages && is_known; i++)
        if (entries[i] & WRITTEN_ON)
            list_addresses((const uintptr_t *)(begin + i * page_bytes),
                           page_bytes / sizeof(uintptr_t), base, end);
    if (!is_known || address_count == ADDRESSES_MAX)
        __lsan_register_root_region((void *)begin, end - begin);
}

static int look_through_program(struct dl_phdr_info *program, size_t size, void *context)
{
    size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);

    (void)size;
    (void)context;
    for (size_t i = 0; i < program->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &program->dlpi_phdr[i];
        uintptr_t begin = program->dlpi_addr + segment->p_vaddr;
        uintptr_t end = begin + segment->p_memsz + page_bytes - 1;

        if (segment->p_type == PT_LOAD && segment->p_flags & PF_W)
            look_through(program->dlpi_addr, begin - begin % page_bytes,
                         end - end % page_bytes);
    }
    return 0;
}

static void list_all(void)
{
    dl_iterate_phdr(look_through_program, NULL);
    if (address_count)
        __lsan_register_root_region(addresses, address_count * sizeof addresses[0]);
}

/* The sanitizer was here first, so that its search comes after what is to be called now. */
__attribute__((constructor)) static void be_called_at_the_end(void)
{
    atexit(list_all);
}
