/*
 * feed_receipt.c - what became of an article, in numbers of the database
 */
#include "base/memory.h"
#include "engine/feed_state.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { PIECE_BYTES = 64 };

enum wtw_status wtw_feed_place_add(struct wtw_feed *feed, uint32_t source,
                                   struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&feed->sources, &feed->source_capacity, (size_t)feed->places + 1,
                     error));
    feed->sources[feed->places++] = source;
    return WTW_OK;
}

static char fold(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

uint32_t wtw_feed_source_hash(struct wtw_span source)
{
    char piece[PIECE_BYTES];
    uint64_t hash = 0;

    if (!source.count)
        return 0;
    for (size_t done = 0; done < source.count;) {
        size_t count = source.count - done;

        count = count < sizeof piece ? count : sizeof piece;
        for (size_t i = 0; i < count; i++)
            piece[i] = fold(source.items[done + i]);
        hash = XXH3_64bits_withSeed(piece, count, hash);
        done += count;
    }
    return (uint32_t)hash ? (uint32_t)hash : 1;
}

const char *wtw_feed_verdict_name(enum wtw_feed_verdict verdict)
{
    static const char *const names[] = {[WTW_FEED_NEW] = "new",
                                        [WTW_FEED_COPY] = "copy",
                                        [WTW_FEED_REVISION] = "revision",
                                        [WTW_FEED_EXCERPT] = "excerpt"};

    return names[verdict];
}

enum wtw_feed_verdict wtw_feed_verdict_of(enum wtw_relation relation, bool is_same_source)
{
    if (relation == WTW_EXCERPT)
        return WTW_FEED_EXCERPT;
    if (!wtw_relation_is_copy(relation))
        return WTW_FEED_NEW;
    return is_same_source && relation != WTW_EXACT ? WTW_FEED_REVISION : WTW_FEED_COPY;
}

static bool is_same_source(const struct wtw_feed *feed, uint32_t x, uint32_t y)
{
    return feed->sources[x] && feed->sources[x] == feed->sources[y];
}

struct wtw_feed_receipt wtw_feed_receipt_of(const struct wtw_feed *feed,
                                            const struct wtw_live_outcome *outcome)
{
    bool has_partner = outcome->partner != outcome->place;
    struct wtw_feed_receipt receipt = {
        .number = wtw_live_number(feed->live, outcome->place),
        .cluster = outcome->cluster,
        .canonical = wtw_live_number(feed->live, outcome->canonical),
        .size = outcome->size,
        .agency = outcome->agency,
    };

    if (!has_partner)
        return receipt;
    receipt.partner = wtw_live_number(feed->live, outcome->partner);
    receipt.relation = outcome->relation;
    receipt.figures = outcome->figures;
    receipt.is_estimated = outcome->is_estimated;
    receipt.verdict = wtw_feed_verdict_of(
        outcome->relation, is_same_source(feed, outcome->place, outcome->partner));
    return receipt;
}
