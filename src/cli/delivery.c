/*
 * delivery.c - a command's result on its way to whoever reads it
 */
#include "cli/delivery.h"

#include "base/failure.h"

#include <unistd.h>

static enum wtw_format choose_format(const struct wtw_settings *settings, int descriptor,
                                     enum wtw_format otherwise)
{
    if (settings->format != WTW_FORMAT_AUTO)
        return (enum wtw_format)settings->format;
    return isatty(descriptor) ? WTW_FORMAT_TABLE : otherwise;
}

enum wtw_status wtw_delivery_open(struct wtw_delivery *delivery,
                                  const struct wtw_settings *settings,
                                  enum wtw_format otherwise, struct wtw_error *error)
{
    struct wtw_out *out = &delivery->file.out;

    WTW_TRY(wtw_result_open(&delivery->file, settings->output, error));
    delivery->format = choose_format(settings, out->descriptor, otherwise);
    wtw_page_init(&delivery->page, out, (enum wtw_color_mode)settings->color);
    wtw_json_init(&delivery->json, out, false);
    return WTW_OK;
}

enum wtw_status wtw_delivery_close(struct wtw_delivery *delivery, enum wtw_status status,
                                   struct wtw_error *error)
{
    if (status == WTW_OK)
        return wtw_result_commit(&delivery->file, error);
    wtw_result_abandon(&delivery->file);
    return status;
}
