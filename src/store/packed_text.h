/*
 * packed_text.h - texts by zstd, as the database keeps them
 */
#ifndef WTW_STORE_PACKED_TEXT_H
#define WTW_STORE_PACKED_TEXT_H

#include "base/failure.h"

/* What packing needs besides, one for each thread; made when first needed and kept, because
 * making it takes longer than packing an article. Zero-initialised is ready; ended by
 * wtw_text_packer_release(). */
struct wtw_text_packer {
    struct ZSTD_CCtx_s *packing;
    struct ZSTD_DCtx_s *unpacking;
};

void wtw_text_packer_release(struct wtw_text_packer *packer);

/*
 * wtw_text_pack() appends 'text' compressed to 'out', and wtw_text_unpack() gives it back, in
 * place of what 'out' held, of which 'text_bytes' are expected, or as many as it says
 * itself where that is WTW_TEXT_BYTES_UNKNOWN. Return WTW_OK; WTW_NO_MEMORY; WTW_BAD_INPUT
 * where what is packed is damaged or has another length.
 */
#define WTW_TEXT_BYTES_UNKNOWN SIZE_MAX
WTW_MUST_CHECK enum wtw_status wtw_text_pack(struct wtw_text_packer *packer,
                                             const char *text, size_t text_bytes,
                                             struct wtw_buffer *out,
                                             struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_text_unpack(struct wtw_text_packer *packer,
                                               const void *packed, size_t packed_bytes,
                                               size_t text_bytes, struct wtw_buffer *out,
                                               struct wtw_error *error);

#endif
