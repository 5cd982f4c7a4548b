/*
 * help_topics.c - what can be read about beside the commands: 'wiretwin help SUBJECT'
 *
 * These words are in the command and in the manual page wiretwin(1), from this table. What
 * another table knows already (the keys of fields, the examples) is drawn from there.
 */
#include "cli/help_topics.h"

#include "read/key_table.h"

#include <stdio.h>
#include <string.h>

static const struct wtw_topic topics[] = {
    {
        .name = "relations",
        .heading = "Relations",
        .summary = "exact, near, revised, abridged, expanded, excerpt, template",
        .parts =
            {
                {NULL,
                 "A relation says what article B is to article A. In clusters, A is the "
                 "canonical article. The first five make copies; the others do not."},
                {"exact", "the same words in the same order, whatever the layout"},
                {"near", "alike but for small edits"},
                {"revised", "alike, with edits throughout"},
                {"abridged", "B is A cut down: A says more"},
                {"expanded", "B is A with more around it: B says more"},
                {"excerpt",
                 "they share a passage, a quotation for one, and are otherwise unlike"},
                {"template",
                 "one form filled in with other facts, as two days' market reports"},
                {NULL, "Jaccard is the number of word triples (shingles) that both have, "
                       "over those that either has. 'A in B' is the share of A's that B "
                       "has. Both are exact counts. docs/matching.md has the rules."},
            },
    },
    {
        .name = "fields",
        .heading = "Fields",
        .summary = "under which keys the text, id, date and so on are looked for",
        .list = WTW_TOPIC_LISTS_KEYS,
        .parts =
            {
                {NULL,
                 "The first key of a field that holds something counts, in the order "
                 "below, and of equal keys one in the object before one in its "
                 "\"metadata\". \"\", null, \"None\" and \"NaN\" hold nothing. An "
                 "article "
                 "without id is called by its url, or else by file and line. 'wiretwin "
                 "inspect' shows what was found under which key."},
                {NULL, "--field NAME=PATH says where a field is instead, as in --field "
                       "text=body.main for {\"body\": {\"main\": \"...\"}}."},
            },
    },
    {
        .name = "formats",
        .heading = "Formats",
        .summary = "what is read, and what is written",
        .parts =
            {
                {NULL, "Containers are recognised by what is in them, under gzip and "
                       "zstd too, unless their names promise something. A folder is read "
                       "with all below it; - is standard input."},
                {"JSON Lines", "one article an object, one object a line"},
                {"JSON", "arrays of objects, objects over many lines, and objects that "
                         "keep their articles in a list; ninjs too"},
                {"CSV, TSV",
                 "a header that names the fields, and a row for each article"},
                {"HTML", "one article a page; its text is found among all else"},
                {"WARC, WET", "the pages, or their texts, of a web archive"},
                {"RSS, Atom", "the items of a feed that have their text with them"},
                {"NewsML-G2", "news items"},
                {"mbox", "the messages of a mailbox"},
                {"text, Markdown", "one article a file; a title and a line with a date "
                                   "before the text are recognised"},
                {NULL, "--format says what is written:"},
                {"table", "for people: fits the terminal, coloured there"},
                {"jsonl", "for programs: an object a line, with all there is to know"},
                {"tsv", "for programs: a header and a row for each article, or pair; "
                        "tab, line feed and backslash are written as \\t, \\n and \\\\"},
                {"csv",
                 "of cluster and pairs: the columns of tsv, quoted as spreadsheets "
                 "want it"},
                {"html", "of cluster: one page to read in a browser"},
                {"sqlite", "of cluster: a database, which -o has to name"},
                {"graphml", "of pairs: articles and matches, for programs that draw "
                            "graphs"},
                {NULL, "Columns and keys are only ever added, at the end."},
            },
    },
    {
        .name = "exit-codes",
        .heading = "Exit status",
        .summary = "with which status a command ends",
        .parts =
            {
                {"0", "done; of compare: they are copies of one text"},
                {"1", "of compare: they are not"},
                {"2", "wrong usage, or the work could not be done; a message says why"},
                {"3", "done, but records were rejected under --strict"},
                {"130", "ended by Ctrl-C; a result is written whole or not at all"},
                {"141", "who read the output went away, as head does"},
                {"143", "ended by a termination signal"},
            },
    },
    {
        .name = "config",
        .heading = "Configuration",
        .summary = "options in a file, or in the environment, and which counts more",
        .parts =
            {
                {NULL,
                 "What is said on the command line counts most, then the environment, "
                 "then the file, then the defaults. The file is that of --config, or of "
                 "$WIRETWIN_CONFIG, or else $XDG_CONFIG_HOME/wiretwin/config, which is "
                 "~/.config/wiretwin/config, if it is there. --config /dev/null does "
                 "without."},
                {NULL, "It has lines of NAME = VALUE, with the names of options:"},
                {"threshold = .7", "as --threshold .7, for each command that has it"},
                {"strict = yes", "a switch is yes or no; --strict=no overrules it"},
                {"field = text=body", "one line for each field"},
                {"[cluster]", "the lines below are for this command only"},
                {"# remark", "is passed over, as an empty line is"},
                {NULL, "The last line for an option counts. All options can be there "
                       "but those for one run: output, removed, rejects, stats, delete, "
                       "rebuild, check, config, help and version. A name or value that "
                       "is wrong "
                       "is refused."},
                {NULL, "So that a result can be made again, a message names the values "
                       "for matching and fields that came from a file or the "
                       "environment, and \"settings\" in --stats FILE has all values "
                       "that were said, with the place of each."},
            },
    },
    {
        .name = "environment",
        .heading = "Environment",
        .summary = "the variables that are looked at",
        .parts =
            {
                {"WIRETWIN_...",
                 "any option that a configuration file may have, in capitals and with _ "
                 "for -: WIRETWIN_THRESHOLD=.7 is --threshold .7. It counts more than "
                 "the file and less than the command line. Empty means not set"},
                {"WIRETWIN_CONFIG", "the configuration file, as --config"},
                {"WIRETWIN_TOKEN", "of serve: what clients have to send"},
                {"XDG_CONFIG_HOME, HOME", "where the configuration file is looked for"},
                {"TMPDIR", "where temporary files go, /tmp if not set"},
                {"NO_COLOR", "if not empty, no colours"},
                {"TERM", "if dumb or not set, no colours and no line of progress"},
                {"COLUMNS", "the width of tables, if not that of the terminal"},
            },
    },
    {
        .name = "examples",
        .heading = "Examples",
        .summary = "the examples of all commands",
        .list = WTW_TOPIC_LISTS_EXAMPLES,
    },
};

size_t wtw_topic_count(void)
{
    return sizeof topics / sizeof topics[0];
}

const struct wtw_topic *wtw_topic_at(size_t i)
{
    return &topics[i];
}

const struct wtw_topic *wtw_topic_named(const char *name)
{
    for (size_t i = 0; i < wtw_topic_count(); i++) {
        if (strcmp(topics[i].name, name) == 0)
            return &topics[i];
    }
    return NULL;
}

/* The table has no count; its hash table knows every row. */
static size_t count_keys(void)
{
    struct wtw_key_table table;
    size_t count = 0;

    wtw_key_table_init(&table);
    for (size_t slot = 0; slot < WTW_KEY_SLOTS; slot++)
        count += table.rows[slot] != WTW_NO_ROW;
    return count;
}

void wtw_topic_keys(enum wtw_field_name field, char *out, size_t out_bytes)
{
    size_t count = count_keys();
    size_t used = 0;

    out[0] = '\0';
    for (size_t row = 0; row < count && used < out_bytes; row++) {
        const struct wtw_key_row *key = wtw_key_table_row(row);

        if (key->field == field)
            used += (size_t)snprintf(out + used, out_bytes - used, "%s%s%s",
                                     used ? ", " : "", key->key,
                                     key->is_crawl_date ? " (when it was fetched)" : "");
    }
}
