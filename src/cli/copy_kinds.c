/*
 * copy_kinds.c - how many copies of which kind, in words
 */
#include "cli/copy_kinds.h"

#include "write/number_words.h"

#include <stdio.h>

void wtw_copy_kinds_count(struct wtw_copy_kinds *kinds, enum wtw_relation relation)
{
    kinds->counts[relation]++;
    kinds->total++;
}

static size_t add_count(struct wtw_copy_kinds_words *words, size_t used, uint64_t count,
                        const char *name)
{
    if (!count || used >= sizeof words->items)
        return used;
    return used + (size_t)snprintf(words->items + used, sizeof words->items - used,
                                   "%s%s %s", used ? ", " : "",
                                   wtw_grouped_words(count).items, name);
}

struct wtw_copy_kinds_words wtw_copy_kinds_words(const struct wtw_copy_kinds *kinds)
{
    struct wtw_copy_kinds_words words = {""};
    uint64_t indirect = 0;
    size_t used = 0;

    for (int relation = WTW_EXACT; relation >= 0; relation--) {
        if (wtw_relation_is_copy((enum wtw_relation)relation))
            used = add_count(&words, used, kinds->counts[relation],
                             wtw_relation_name((enum wtw_relation)relation));
        else
            indirect += kinds->counts[relation];
    }
    add_count(&words, used, indirect, "by way of others");
    return words;
}
