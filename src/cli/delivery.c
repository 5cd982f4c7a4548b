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

static enum wtw_packing packing_of(const struct wtw_settings *settings)
{
    if (settings->packing != WTW_PACKING_BY_NAME)
        return (enum wtw_packing)settings->packing;
    return settings->output ? wtw_packing_by_name(settings->output) : WTW_PACKING_NONE;
}

static enum wtw_status check_terminal(const struct wtw_delivery *delivery,
                                      struct wtw_error *error)
{
    if (!delivery->packer || !isatty(delivery->file.out.descriptor))
        return WTW_OK;
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "packed output is nothing for a terminal; name a file with -o");
}

static enum wtw_status open_packed(struct wtw_delivery *delivery,
                                   const struct wtw_settings *settings,
                                   struct wtw_error *error)
{
    enum wtw_status status =
        wtw_packer_new(packing_of(settings), &delivery->packer, error);

    if (status == WTW_OK)
        status = wtw_result_open(&delivery->file, settings->output, error);
    if (status == WTW_OK) {
        status = check_terminal(delivery, error);
        if (status != WTW_OK)
            wtw_result_abandon(&delivery->file);
    }
    if (status != WTW_OK)
        wtw_packer_free(delivery->packer);
    else
        wtw_out_pack(&delivery->file.out, delivery->packer);
    return status;
}

enum wtw_status wtw_delivery_open(struct wtw_delivery *delivery,
                                  const struct wtw_settings *settings,
                                  enum wtw_format otherwise, struct wtw_error *error)
{
    struct wtw_out *out = &delivery->file.out;

    delivery->packer = NULL;
    WTW_TRY(open_packed(delivery, settings, error));
    delivery->format = choose_format(settings, out->descriptor, otherwise);
    wtw_page_init(&delivery->page, out, (enum wtw_color_mode)settings->color);
    wtw_json_init(&delivery->json, out, false);
    return WTW_OK;
}

enum wtw_status wtw_delivery_close(struct wtw_delivery *delivery, enum wtw_status status,
                                   struct wtw_error *error)
{
    if (status == WTW_OK) {
        wtw_out_end_packing(&delivery->file.out);
        status = wtw_result_commit(&delivery->file, error);
    } else {
        wtw_result_abandon(&delivery->file);
    }
    wtw_packer_free(delivery->packer);
    return status;
}
