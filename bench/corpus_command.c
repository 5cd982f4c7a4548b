/*
 * corpus_command.c - options of make_corpus, each with its range
 */
#include "corpus_command.h"

#include "base/failure.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "make_corpus - writes a corpus of news-like articles with planted copies, as JSONL\n"
    "\n"
    "Usage: make_corpus [OPTION...] > corpus.jsonl\n"
    "\n"
    "  -n, --articles N       articles to write (default 10000; memory does not grow "
    "with N)\n"
    "  -w, --words N          mean words of an article, 10 to 100000 (default 400); "
    "lengths are\n"
    "                         lognormal from .17 to 4.1 times the mean\n"
    "  -s, --seed N           another seed, another corpus (default 1)\n"
    "  -c, --copies SHARE     share of articles that are copies of earlier ones, 0 to "
    ".95\n"
    "                         (default .30). Clusters have a heavy tail: at the default, "
    "three\n"
    "                         in four bases have no copy, most others 1 or 2, one in 64 "
    "about 5,\n"
    "                         and the largest some 20\n"
    "  -e, --edits LIST       kinds of edit with weights, \"near=3,exact=1,pad\"; what "
    "is not named\n"
    "                         gets no copies, a missing weight is 1 (default exact, "
    "rewrap,\n"
    "                         requote, truncate, pad, expand 1 each, near and mixed 2 "
    "each)\n"
    "      --edit-share SHARE most words that near edits touch, 0 to 1 (default .15); "
    "each copy\n"
    "                         draws its own share from 0 to this\n"
    "  -l, --language LANG    en, fr, ru or zh (default en); all words are invented but "
    "for\n"
    "                         short ones; in zh a word is a character\n"
    "      --escape KIND      none, or unicode: write \\uXXXX for all but ASCII (default "
    "none)\n"
    "      --gold FILE        write id and cluster of every article as TSV; a cluster "
    "has the id\n"
    "                         of its base\n"
    "      --gold-pairs FILE  write base, copy and kind of edit of every planted pair as "
    "TSV\n"
    "  -o, --output FILE      write there instead of standard output\n"
    "  -h, --help             show this\n"
    "\n"
    "Kinds of edit:\n"
    "  exact      the same text\n"
    "  rewrap     lines broken at 56 to 79 columns\n"
    "  requote    typographic quotes and dashes to ASCII, or back\n"
    "  near       words replaced, left out or put in\n"
    "  truncate   the first 60 to 95 % of the words\n"
    "  pad        lines of the site before and after: byline, newsletter, rights\n"
    "  expand     new paragraphs, 10 to 60 % as many words as the base\n"
    "  mixed      several of these at once\n"
    "  merge      two bases one after the other; a cluster of its own (only on request)\n"
    "  excerpt    a new article with 20 to 60 quoted words; a cluster of its own (only "
    "on request)\n"
    "\n"
    "The same options give the same bytes on every machine.\n"
    "\n"
    "Examples:\n"
    "  make_corpus -n 100000 --gold gold.tsv > corpus.jsonl\n"
    "  make_corpus -n 5000 --edits mixed --edit-share .3 --gold-pairs pairs.tsv -o "
    "hard.jsonl\n"
    "  make_corpus -n 10000000 --copies .1 --edits exact,near=4 | wiretwin cluster -\n";

enum option_code {
    OPTION_EDIT_SHARE = 256,
    OPTION_ESCAPE,
    OPTION_GOLD,
    OPTION_GOLD_PAIRS
};

static const struct option long_options[] = {
    {"articles", required_argument, NULL, 'n'},
    {"words", required_argument, NULL, 'w'},
    {"seed", required_argument, NULL, 's'},
    {"copies", required_argument, NULL, 'c'},
    {"edits", required_argument, NULL, 'e'},
    {"edit-share", required_argument, NULL, OPTION_EDIT_SHARE},
    {"language", required_argument, NULL, 'l'},
    {"escape", required_argument, NULL, OPTION_ESCAPE},
    {"gold", required_argument, NULL, OPTION_GOLD},
    {"gold-pairs", required_argument, NULL, OPTION_GOLD_PAIRS},
    {"output", required_argument, NULL, 'o'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

const char *wtw_corpus_command_help(void)
{
    return help;
}

static enum wtw_status read_number(const char *option, const char *value, uint64_t least,
                                   uint64_t most, uint64_t *out, struct wtw_error *error)
{
    char *end;

    errno = 0;
    unsigned long long number = strtoull(value, &end, 10);
    bool is_number = value[0] >= '0' && value[0] <= '9' && *end == '\0' && errno == 0;

    if (!is_number || number < least || number > most)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--%s: \"%s\" is not a whole number from %llu to %llu", option,
                        value, (unsigned long long)least, (unsigned long long)most);
    *out = number;
    return WTW_OK;
}

static enum wtw_status read_share(const char *option, const char *value, double most,
                                  double *out, struct wtw_error *error)
{
    char *end;
    double share = strtod(value, &end);

    if (end == value || *end != '\0' || !(share >= 0 && share <= most))
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--%s: \"%s\" is not a share from 0 to %g", option, value, most);
    *out = share;
    return WTW_OK;
}

static bool find_kind(const char *name, size_t name_bytes, size_t *out_kind)
{
    for (size_t kind = 0; kind < WTW_EDIT_KIND_COUNT; kind++) {
        const char *known = wtw_edit_kind_name((enum wtw_edit_kind)kind);

        if (strlen(known) == name_bytes && memcmp(known, name, name_bytes) == 0) {
            *out_kind = kind;
            return true;
        }
    }
    return false;
}

/* One "name" or "name=weight" of the list; 'item' ends in NUL or comma. */
static enum wtw_status read_edit(const char *item, size_t item_bytes,
                                 uint32_t weights[WTW_EDIT_KIND_COUNT],
                                 struct wtw_error *error)
{
    size_t name_bytes = strcspn(item, "=,");
    uint64_t weight = 1;
    size_t kind;

    if (!find_kind(item, name_bytes, &kind))
        return wtw_fail(
            error, WTW_BAD_ARGUMENT,
            "--edits: there is no kind \"%.*s\"; kinds are exact, rewrap, requote, near, "
            "truncate, pad, expand, mixed, merge, excerpt",
            (int)name_bytes, item);
    if (name_bytes < item_bytes) {
        char value[16];
        size_t value_bytes = item_bytes - name_bytes - 1;

        if (value_bytes >= sizeof value)
            value_bytes = sizeof value - 1;
        memcpy(value, item + name_bytes + 1, value_bytes);
        value[value_bytes] = '\0';
        WTW_TRY(read_number("edits", value, 0, 1000000, &weight, error));
    }
    weights[kind] = (uint32_t)weight;
    return WTW_OK;
}

static enum wtw_status read_edits(const char *list,
                                  uint32_t out_weights[WTW_EDIT_KIND_COUNT],
                                  struct wtw_error *error)
{
    uint32_t weights[WTW_EDIT_KIND_COUNT] = {0};
    uint64_t sum = 0;

    for (const char *item = list;;) {
        size_t item_bytes = strcspn(item, ",");

        WTW_TRY(read_edit(item, item_bytes, weights, error));
        if (item[item_bytes] == '\0')
            break;
        item += item_bytes + 1;
    }
    for (size_t i = 0; i < WTW_EDIT_KIND_COUNT; i++)
        sum += weights[i];
    if (sum == 0)
        return wtw_fail(
            error, WTW_BAD_ARGUMENT,
            "--edits: \"%s\" gives no kind a weight; use --copies 0 for no copies", list);
    memcpy(out_weights, weights, sizeof weights);
    return WTW_OK;
}

static enum wtw_status read_language(const char *value, enum wtw_prose_language *out,
                                     struct wtw_error *error)
{
    static const char *const names[] = {[WTW_PROSE_EN] = "en",
                                        [WTW_PROSE_RU] = "ru",
                                        [WTW_PROSE_ZH] = "zh",
                                        [WTW_PROSE_FR] = "fr"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(value, names[i]) == 0) {
            *out = (enum wtw_prose_language)i;
            return WTW_OK;
        }
    }
    return wtw_fail(error, WTW_BAD_ARGUMENT, "--language: \"%s\" is not en, fr, ru or zh",
                    value);
}

static enum wtw_status read_escape(const char *value, bool *out, struct wtw_error *error)
{
    if (strcmp(value, "unicode") != 0 && strcmp(value, "none") != 0)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "--escape: \"%s\" is not none or unicode", value);
    *out = value[0] == 'u';
    return WTW_OK;
}

static enum wtw_status read_option(int code, const char *value,
                                   struct wtw_corpus_command *command,
                                   struct wtw_error *error)
{
    struct wtw_corpus_options *corpus = &command->corpus;
    uint64_t number = corpus->mean_words;

    switch (code) {
    case 'n': /* beyond 2^40 articles a base could not be drawn without bias */
        return read_number("articles", value, 0, UINT64_C(1) << 40,
                           &corpus->article_count, error);
    case 'w':
        WTW_TRY(read_number("words", value, 10, 100000, &number, error));
        corpus->mean_words = (uint32_t)number;
        return WTW_OK;
    case 's':
        return read_number("seed", value, 0, UINT64_MAX, &corpus->seed, error);
    case 'c':
        return read_share("copies", value, .95, &corpus->copies, error);
    case 'e':
        return read_edits(value, corpus->weights, error);
    case OPTION_EDIT_SHARE:
        return read_share("edit-share", value, 1, &corpus->edit_share, error);
    case 'l':
        return read_language(value, &corpus->language, error);
    case OPTION_ESCAPE:
        return read_escape(value, &corpus->escapes_unicode, error);
    case OPTION_GOLD:
        command->gold_path = value;
        return WTW_OK;
    case OPTION_GOLD_PAIRS:
        command->gold_pairs_path = value;
        return WTW_OK;
    case 'o':
        command->output_path = value;
        return WTW_OK;
    default:
        command->wants_help = true;
        return WTW_OK;
    }
}

enum wtw_status wtw_corpus_command_read(int argument_count, char **arguments,
                                        struct wtw_corpus_command *out_command,
                                        struct wtw_error *error)
{
    struct wtw_corpus_command command = {0};
    int code;

    wtw_corpus_options_init(&command.corpus);
    opterr = 0;
    optind = 1;
    while ((code = getopt_long(argument_count, arguments, ":n:w:s:c:e:l:o:h",
                               long_options, NULL)) != -1) {
        if (code == '?')
            return wtw_fail(error, WTW_BAD_ARGUMENT,
                            "there is no option \"%s\"; see --help",
                            arguments[optind - 1]);
        if (code == ':')
            return wtw_fail(error, WTW_BAD_ARGUMENT, "\"%s\" needs a value; see --help",
                            arguments[optind - 1]);
        WTW_TRY(read_option(code, optarg, &command, error));
    }
    if (optind < argument_count)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "\"%s\" is one argument too many; see --help", arguments[optind]);
    *out_command = command;
    return WTW_OK;
}
