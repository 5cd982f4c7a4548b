/*
 * signature.h - plans: what a seed and a slot count settle about every signature of a run
 */
#ifndef WTW_SKETCH_SIGNATURE_H
#define WTW_SKETCH_SIGNATURE_H

#include "sketch/kernels.h"

/* wtw_slot_count_is_valid(): a power of two from WTW_SLOTS_MIN to WTW_SLOTS_MAX. */
bool wtw_slot_count_is_valid(uint32_t slot_count);

/* wtw_signature_plan_make() settles a plan; slot_count must be valid. */
void wtw_signature_plan_make(uint32_t slot_count, uint64_t seed,
                             struct wtw_signature_plan *out_plan);

/* wtw_seed_multiplier() is the odd factor by which a seed permutes shingle hashes. */
uint64_t wtw_seed_multiplier(uint64_t seed);

#endif
