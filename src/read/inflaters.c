/*
 * inflaters.c - which inflaters there are, the fastest first
 */
#include "read/inflaters.h"

static const struct wtw_inflater *const inflaters[] = {
#ifdef WTW_HAS_ISAL
    &wtw_inflater_isal,
#endif
    &wtw_inflater_zlib,
};

const struct wtw_inflater *const *wtw_inflaters(size_t *out_count)
{
    *out_count = sizeof inflaters / sizeof inflaters[0];
    return inflaters;
}
