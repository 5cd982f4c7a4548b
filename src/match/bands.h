/*
 * bands.h - from signature slots to band keys
 */
#ifndef WTW_MATCH_BANDS_H
#define WTW_MATCH_BANDS_H

#include "base/failure.h"

/*
 * wtw_bands_keys() writes 'bands' keys, one for each band of 'rows' neighbouring slots of
 * a signature that has at least bands * rows of them, to 'out_keys'.
 */
void wtw_bands_keys(const uint32_t *slots, uint32_t bands, uint32_t rows,
                    uint32_t *out_keys);

#endif
