/*
 * left_out.c - whether a text's boilerplate was left out of what is compared
 */
#include "write/left_out.h"

bool wtw_parts_are_left_out(const struct wtw_boilerplate *boilerplate,
                            const struct wtw_tokens *tokens)
{
    const struct wtw_boilerplate_part *parts = wtw_boilerplate_items(boilerplate);
    size_t part_count = wtw_boilerplate_count(boilerplate);
    const struct wtw_range *ranges = wtw_tokens_ranges(tokens);
    size_t token_count = wtw_tokens_count(tokens);
    size_t token = 0;

    for (size_t i = 0; i < part_count; i++) {
        while (token < token_count && ranges[token].begin < parts[i].begin)
            token++;
        if (token < token_count && ranges[token].begin < parts[i].end)
            return false;
    }
    return true;
}
