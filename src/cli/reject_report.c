/*
 * reject_report.c - every record that was left out: counted, named, listed on request
 */
#include "cli/reject_report.h"

#include "base/failure.h"
#include "base/memory.h"
#include "cli/result_file.h"
#include "write/number_words.h"
#include "write/tsv_out.h"

#include <stdio.h>
#include <string.h>

/* As many as fit a screen: enough to see what is wrong, few enough to see what came
 * before. */
enum { SAID_MOST = 20 };

struct wtw_held_reject {
    struct wtw_reject_turn turn;
    enum wtw_reject_reason reason;
    struct wtw_error why;
};

enum wtw_status wtw_rejects_open(struct wtw_rejects *rejects,
                                 const struct wtw_settings *settings,
                                 struct wtw_progress *progress, struct wtw_error *error)
{
    *rejects = (struct wtw_rejects){.progress = progress};
    if (!settings->rejects)
        return WTW_OK;
    WTW_TRY(wtw_result_open(&rejects->file, settings->rejects, error));
    rejects->has_file = true;
    wtw_out_words(&rejects->file.out, WTW_REJECTS_HEADER);
    return WTW_OK;
}

static void put_words(struct wtw_out *out, const char *words)
{
    wtw_tsv_text(out, (struct wtw_span){words, strlen(words)});
    wtw_tsv_tab(out);
}

static void list(struct wtw_out *out, enum wtw_reject_reason reason,
                 const struct wtw_error *why)
{
    put_words(out, why->input);
    if (why->line)
        wtw_out_number(out, why->line);
    wtw_tsv_tab(out);
    if (why->column)
        wtw_out_number(out, why->column);
    wtw_tsv_tab(out);
    if (why->byte_offset != UINT64_MAX)
        wtw_out_number(out, why->byte_offset);
    wtw_tsv_tab(out);
    put_words(out, wtw_reject_reason_name(reason));
    wtw_tsv_text(out, (struct wtw_span){why->words, strlen(why->words)});
    wtw_tsv_line(out);
}

void wtw_rejects_note(struct wtw_rejects *rejects, enum wtw_reject_reason reason,
                      const struct wtw_error *why)
{
    char words[sizeof why->input + sizeof why->words + 64];

    rejects->counts[reason]++;
    rejects->total++;
    if (rejects->has_file)
        list(&rejects->file.out, reason, why);
    if (rejects->total > SAID_MOST)
        return;
    wtw_error_text(why, words, sizeof words);
    wtw_remark(rejects->progress, "%s", words);
}

void wtw_rejects_hold(struct wtw_rejects *rejects, struct wtw_reject_turn turn,
                      enum wtw_reject_reason reason, const struct wtw_error *why)
{
    if (WTW_GROW(&rejects->held, &rejects->held_capacity, rejects->held_count + 1,
                 NULL) != WTW_OK) {
        wtw_rejects_note(rejects, reason, why);
        return;
    }
    rejects->held[rejects->held_count++] =
        (struct wtw_held_reject){.turn = turn, .reason = reason, .why = *why};
}

static bool comes_first(struct wtw_reject_turn turn, struct wtw_reject_turn other)
{
    return turn.batch < other.batch ||
           (turn.batch == other.batch && turn.record <= other.record);
}

void wtw_rejects_let_go(struct wtw_rejects *rejects, struct wtw_reject_turn turn)
{
    while (rejects->held_begin < rejects->held_count &&
           comes_first(rejects->held[rejects->held_begin].turn, turn)) {
        const struct wtw_held_reject *held = &rejects->held[rejects->held_begin++];

        wtw_rejects_note(rejects, held->reason, &held->why);
    }
    if (rejects->held_begin == rejects->held_count)
        rejects->held_begin = rejects->held_count = 0;
}

static void say_total(struct wtw_rejects *rejects)
{
    const char *before = "";
    char reasons[256];
    size_t used = 0;

    for (size_t i = 0; i < WTW_REJECT_REASON_COUNT && used < sizeof reasons; i++) {
        if (!rejects->counts[i])
            continue;
        used += (size_t)snprintf(reasons + used, sizeof reasons - used, "%s%s %s", before,
                                 wtw_reject_reason_name((enum wtw_reject_reason)i),
                                 wtw_grouped_words(rejects->counts[i]).items);
        before = ", ";
    }
    if (rejects->total > SAID_MOST && !rejects->has_file)
        wtw_remark(rejects->progress, "... %s more (list all with --rejects FILE)",
                   wtw_grouped_words(rejects->total - SAID_MOST).items);
    wtw_say(rejects->progress, "%s rejected: %s", wtw_grouped_words(rejects->total).items,
            reasons);
}

enum wtw_status wtw_rejects_close(struct wtw_rejects *rejects, struct wtw_error *error)
{
    if (rejects->total)
        say_total(rejects);
    if (!rejects->has_file)
        return WTW_OK;
    rejects->has_file = false;
    return wtw_result_commit(&rejects->file, error);
}

void wtw_rejects_abandon(struct wtw_rejects *rejects)
{
    if (rejects->has_file)
        wtw_result_abandon(&rejects->file);
    rejects->has_file = false;
    wtw_release_items(rejects->held);
    rejects->held = NULL;
    rejects->held_begin = rejects->held_count = rejects->held_capacity = 0;
}

void wtw_rejects_by_reason(const struct wtw_rejects *rejects,
                           struct wtw_named_count out_counts[WTW_REJECT_REASON_COUNT])
{
    for (size_t i = 0; i < WTW_REJECT_REASON_COUNT; i++) {
        out_counts[i].name = wtw_reject_reason_name((enum wtw_reject_reason)i);
        out_counts[i].count = rejects->counts[i];
    }
}
