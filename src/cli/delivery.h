/*
 * delivery.h - a command's result on its way to whoever reads it
 */
#ifndef WTW_CLI_DELIVERY_H
#define WTW_CLI_DELIVERY_H

#include "cli/result_file.h"
#include "cli/settings.h"
#include "write/json_out.h"
#include "write/packer.h"
#include "write/page.h"

/* Where a result is written, in which format, and what the writers of each need. */
struct wtw_delivery {
    struct wtw_whole_file file;
    struct wtw_packer *packer; /* owned: what the output goes through; NULL: none */
    enum wtw_format format;
    struct wtw_page page; /* on the file, as is json */
    struct wtw_json json;
};

/*
 * wtw_delivery_open() starts the output that the settings name, packed where they or its
 * name say so. The format is the one
 * asked for, or else the table at a terminal and 'otherwise' elsewhere. After WTW_OK it
 * must not be moved, and wtw_delivery_close() has to follow: given the status of what was
 * written in between it completes the output or, where that is not WTW_OK, removes it and
 * returns it.
 */
WTW_MUST_CHECK enum wtw_status wtw_delivery_open(struct wtw_delivery *delivery,
                                                 const struct wtw_settings *settings,
                                                 enum wtw_format otherwise,
                                                 struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_delivery_close(struct wtw_delivery *delivery,
                                                  enum wtw_status status,
                                                  struct wtw_error *error);

#endif
