/*
 * memory.h - allocation with checked sizes, words for failure, and faults on request
 *
 * All heap memory of the project comes from here; nothing calls malloc itself.
 */
#ifndef WTW_BASE_MEMORY_H
#define WTW_BASE_MEMORY_H

#include "base/failure.h"

/*
 * wtw_allocate() gives zeroed memory for 'count' items of 'item_bytes'; wtw_resize()
 * changes such memory to 'count' items, new ones not zeroed, and leaves it as it was on
 * failure. '*memory' is void * in all but type: pass the address of any object pointer. A
 * count of 0 gives a valid block. Return WTW_OK, WTW_NO_MEMORY, or WTW_TOO_LARGE when the
 * size does not fit.
 */
WTW_MUST_CHECK enum wtw_status wtw_allocate_items(void **out_memory, size_t count,
                                                  size_t item_bytes,
                                                  struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_resize_items(void **memory, size_t count,
                                                size_t item_bytes,
                                                struct wtw_error *error);

/*
 * wtw_allocate_large() gives memory for 'count' items that will be written from front to
 * back; it is not zeroed and cannot be resized. It begins with a page, and where it fills a
 * large page of 2 MB with such a one, for which the system is asked where it has them. Returns
 * as wtw_allocate_items().
 */
WTW_MUST_CHECK enum wtw_status wtw_allocate_large(void **out_memory, size_t count,
                                                  size_t item_bytes,
                                                  struct wtw_error *error);

/*
 * wtw_expect_large() asks the system for large pages, where it has such, for a block of 'bytes'
 * that wtw_resize_items() gave and all of which will be written. It changes nothing in it.
 */
void wtw_expect_large(void *memory, size_t bytes);

/*
 * wtw_expect_writes() asks the system for the pages of 'bytes' of memory that will be
 * written next, all in one call. It changes nothing in them, and does nothing where the
 * system cannot.
 */
void wtw_expect_writes(void *memory, size_t bytes);

/* Frees what those above gave; NULL is fine. */
void wtw_release_items(const void *memory);

/*
 * The same with the item's size taken from the pointer's type:
 *     uint32_t *slots;
 *     WTW_TRY(WTW_ALLOCATE(&slots, 128, error));
 *     WTW_TRY(WTW_RESIZE(&slots, 256, error));
 */
#define WTW_ALLOCATE(out_pointer, count, error)                                          \
    wtw_allocate_items((void **)(out_pointer), (count), sizeof **(out_pointer), (error))
#define WTW_RESIZE(pointer, count, error)                                                \
    wtw_resize_items((void **)(pointer), (count), sizeof **(pointer), (error))

/*
 * wtw_grown_capacity() is the capacity to allocate so that 'needed' items fit: at least
 * half more than 'capacity', so that appending one by one stays linear.
 */
size_t wtw_grown_capacity(size_t capacity, size_t needed);

/*
 * WTW_GROW() makes room for 'needed' items in an array whose capacity is
 * '*(capacity_pointer)'.
 */
#define WTW_GROW(pointer, capacity_pointer, needed, error)                               \
    wtw_grow_items((void **)(pointer), (capacity_pointer), (needed), sizeof **(pointer), \
                   (error))
WTW_MUST_CHECK enum wtw_status wtw_grow_items(void **memory, size_t *capacity,
                                              size_t needed, size_t item_bytes,
                                              struct wtw_error *error);

#endif
