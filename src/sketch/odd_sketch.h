/*
 * odd_sketch.h - cheap bounds on how much two sets differ
 */
#ifndef WTW_SKETCH_ODD_SKETCH_H
#define WTW_SKETCH_ODD_SKETCH_H

#include "wiretwin.h"

enum { WTW_ODD_SKETCH_BITS = WTW_ODD_SKETCH_WORDS * 64 };

/* wtw_odd_sketch_distance() counts the bits in which two odd sketches differ. */
uint32_t wtw_odd_sketch_distance(const uint64_t *a, const uint64_t *b);

/*
 * wtw_odd_sketch_floors_make() fills 'out_floors', WTW_ODD_SKETCH_BITS + 1 entries: the
 * least number of shingles in one set only that a distance in bits leaves plausible (6
 * standard deviations).
 */
void wtw_odd_sketch_floors_make(uint32_t *out_floors);

#endif
