/*
 * commands.c - the table of commands
 *
 * Dispatch, help and suggestions read it; a new command is a new row.
 */
#include "cli/commands.h"

#include <string.h>

static const struct wtw_command commands[] = {
    {
        .name = "cluster",
        .bit = WTW_CLUSTER,
        .operands = "[INPUT...]",
        .summary = "which articles are copies of each other, or tell one event",
        .description =
            "Finds the articles that are copies of one text: reprinted, "
            "re-wrapped, edited, cut or "
            "extended. Every match is verified by exact counts. INPUT is a "
            "file, a folder, or - for "
            "standard input: JSON lines or other JSON, CSV, TSV, or one article in a "
            ".txt or .md "
            "file, gzip or zstd under anything (docs/formats.md). JSONL has one cluster "
            "a line, largest first; TSV has "
            "one row per article, in "
            "input order; the table and the HTML page show clusters of two or more. With "
            "--level story it lists stories instead, articles that tell one "
            "event in words of their own: who was first, which are copies, and "
            "how many independent origins they have at most. docs/stories.md "
            "explains them.",
        .examples =
            {
                {"wiretwin cluster news.jsonl.gz",
                 "clusters of copies, as a table at a terminal"},
                {"wiretwin cluster --format tsv -o clusters.tsv news/",
                 "a row per article of a folder"},
                {"wiretwin cluster --threshold .7 --canonical longest a.jsonl b.jsonl",
                 "only close copies; the longest stands for its cluster"},
                {"wiretwin cluster --format html -o copies.html news.jsonl",
                 "one file to read in a browser: timelines, texts side by side"},
                {"wiretwin cluster --prefer reuters.com,apnews.com news.jsonl",
                 "an agency's own article stands for its cluster, where there is one"},
                {"wiretwin cluster --annotate -o annotated.jsonl.gz news.jsonl",
                 "the input's own lines, with their cluster put in"},
                {"wiretwin cluster --level story news.jsonl",
                 "who told the same event, when, and how many origins it has"},
            },
        .run = wtw_cluster_run,
    },
    {
        .name = "dedup",
        .bit = WTW_DEDUP,
        .operands = "[INPUT...]",
        .summary = "the corpus without its copies, byte for byte",
        .description =
            "Clusters the articles as cluster does, keeps one of each cluster, and "
            "writes its record as it stood, in the order of the input: lines of JSON "
            "Lines, rows of CSV and TSV under their header, elements of an array of "
            "JSON; "
            "where each file is one article, the paths of the kept ones. Excerpts, forms "
            "and tellings in other words are no copies, and stay. "
            "What is left is looked at again until nothing more is found, so that "
            "cluster "
            "finds no copies in it. Rejected records are counted, listed by --rejects, "
            "and not written. docs/outputs.md tells the rest.",
        .examples =
            {
                {"wiretwin dedup news.jsonl.gz -o unique.jsonl.gz",
                 "the earliest article of each cluster, and all that have no copy"},
                {"wiretwin dedup --removed removed.jsonl news.jsonl > unique.jsonl",
                 "and a list of what is gone: why, and what is kept for it"},
                {"wiretwin dedup --keep source:reuters.com,apnews.com news.jsonl",
                 "the agency's own article where there is one"},
                {"wiretwin dedup --within source --keep longest news.jsonl",
                 "each source without its own reprints and updates"},
                {"wiretwin dedup articles/ | xargs -d '\\n' cp -t unique/",
                 "a folder of .txt files without its copies"},
            },
        .run = wtw_dedup_run,
    },
    {
        .name = "pairs",
        .bit = WTW_PAIRS,
        .operands = "[INPUT...]",
        .summary = "every match with its figures, and its passages on request",
        .description = "Lists each pair of articles that share enough to be worth "
                       "knowing, also those that share a passage only (relation "
                       "excerpt) or are one form filled in with other facts (template): "
                       "these two are no copies. A relation says what b is to a; a comes "
                       "first in the input.",
        .examples =
            {
                {"wiretwin pairs news.jsonl", "all matches"},
                {"wiretwin pairs --passages --format jsonl news.jsonl",
                 "with shared passages and changed facts, as byte ranges and text"},
                {"wiretwin pairs --format graphml -o matches.graphml news.jsonl",
                 "a graph of articles and matches, for Gephi, Cytoscape or networkx"},
            },
        .run = wtw_pairs_run,
    },
    {
        .name = "compare",
        .bit = WTW_COMPARE,
        .operands = "A B",
        .summary = "how alike two articles are, and what they share",
        .description =
            "A and B each name one article: a file that holds just one; FILE#ID for the "
            "article with that id (or, without an id, that url) in a file with many; "
            "FILE:LINE or FILE:LINE:COLUMN for the one there. Shows figures, who was "
            "first, which "
            "agency each credits, facts that differ and passages that are shared; of two "
            "that are no copies, whether they tell one event, and by which names, "
            "figures and words. Lines that recur in a site's articles are not known from "
            "two, and count here, unlike in cluster and pairs. Ends with 0 when they are "
            "copies of one text and with 1 when not.",
        .examples =
            {
                {"wiretwin compare first.txt second.txt", "figures and shared passages"},
                {"wiretwin compare --all 'news.jsonl#a-17' news.jsonl:204",
                 "both texts whole: what they share marked, what was left out dimmed"},
            },
        .run = wtw_compare_run,
    },
    {
        .name = "inspect",
        .bit = WTW_INSPECT,
        .operands = "[INPUT...]",
        .summary = "what is recognised: fields, boilerplate, agencies, counts, rejects",
        .description = "Reads the input as the other commands do and tells what it made "
                       "of it: fields, dates, what of the texts is boilerplate and left "
                       "out, which agencies they credit. The table sums up; JSONL and "
                       "TSV have one line per article. With --learned it compares the "
                       "articles and lists what the input itself shows to be "
                       "boilerplate: one entry or line for each line of text that "
                       "recurs.",
        .examples =
            {
                {"wiretwin inspect news.jsonl.zst",
                 "which fields were found under which keys"},
                {"wiretwin inspect --field text=body.main --format tsv odd.jsonl",
                 "a line per article, with a text field of one's own"},
                {"wiretwin inspect --learned news.jsonl",
                 "the lines that a site puts under all of its articles"},
            },
        .run = wtw_inspect_run,
    },
    {
        .name = "eval",
        .bit = WTW_EVAL,
        .operands = "--gold FILE [PREDICTED]",
        .summary = "how well clusters or pairs agree with what is known to be right",
        .description =
            "PREDICTED is what cluster or pairs wrote as TSV or JSONL, or any TSV with a "
            "header that names id and cluster; without it, standard input. Gold is TSV "
            "with an id and its cluster, or two ids and their label (a header may name "
            "the columns id, cluster, id1, id2, label); or JSONL of articles that have a "
            "field \"cluster\"; gzip or zstd under anything. Articles of gold that were "
            "not predicted count as clusters of their own. With --level story the "
            "columns "
            "or fields named story are compared, and gold's clusters where it has none. "
            "docs/measuring.md explains "
            "each measure. TSV has the measures, JSONL the errors too.",
        .examples =
            {
                {"wiretwin cluster --format tsv news.jsonl | wiretwin eval --gold "
                 "gold.tsv",
                 "how right the defaults are, and where they go wrong"},
                {"wiretwin eval --gold labels.tsv --positive 2,3 pairs.tsv",
                 "pairs against labels that people gave, of which 2 and 3 mean a copy"},
                {"wiretwin eval --gold news.jsonl --format tsv clusters.tsv",
                 "gold is a field \"cluster\" of the articles; figures for programs"},
                {"wiretwin cluster --stories --format tsv news.jsonl | wiretwin eval "
                 "--level story --gold events.tsv",
                 "how right the stories are"},
            },
        .run = wtw_eval_run,
    },
    {
        .name = "tune",
        .bit = WTW_TUNE,
        .operands = "[--gold FILE] [INPUT...]",
        .summary = "what a threshold costs, and which one is right for labelled pairs",
        .description =
            "Without gold and INPUT: the bands and rows for --threshold, the share of "
            "pairs that become candidates at each Jaccard, and how many for nothing. "
            "With gold (as in eval; without --gold a field \"cluster\" of INPUT): the "
            "exact figures of pairs that are known to be copies or not, the threshold "
            "with the best F1 and its bootstrap interval. Labelled pairs are compared as "
            "they are. With gold clusters, pairs within one are copies; the others are "
            "pairs of two clusters that the engine finds from --floor on, since those "
            "that have nothing in common would be right at any threshold.",
        .examples =
            {
                {"wiretwin tune --threshold .7", "bands, rows and their curve"},
                {"wiretwin tune --gold labels.tsv news.jsonl",
                 "the threshold that agrees best with labelled pairs"},
                {"wiretwin tune --shingle 5 --gold clusters.tsv news/",
                 "the same for gold clusters and shingles of five tokens"},
            },
        .run = wtw_tune_run,
    },
    {
        .name = "feed",
        .bit = WTW_FEED,
        .operands = "--db FILE [INPUT...]",
        .summary = "each article as it comes: new, or a copy of what",
        .description =
            "Judges each article against all that the database holds, keeps it there, "
            "and "
            "says what it is in one line of JSON: new, a copy, a revision of what its "
            "own "
            "source published, or an excerpt; with the cluster it belongs to, the "
            "article "
            "it is compared with, figures and lag. A line with an \"event\" tells what "
            "its coming changed for others. A line is written when its article is safe "
            "on "
            "the disk; to send one again changes nothing, so whoever is unsure does. "
            "Without INPUT it reads standard input, and with --check, --rebuild or "
            "--delete, nothing. docs/feed.md has the keys and the promises.",
        .examples =
            {
                {"wiretwin feed --db news.db monday.jsonl.gz",
                 "a database of Monday's articles, and what each of them is"},
                {"tail -F scraped.jsonl | wiretwin feed --db news.db --window 30d",
                 "each article as a scraper writes it, against those of 30 days"},
                {"wiretwin feed --db news.db --follow scraped.jsonl",
                 "the same without a pipe"},
                {"wiretwin feed --db news.db today.jsonl | jq -c 'select(.verdict == "
                 "\"new\")'",
                 "only what is new"},
                {"wiretwin feed --db news.db --check", "is all of it sound?"},
            },
        .run = wtw_feed_run,
    },
    {
        .name = "serve",
        .bit = WTW_SERVE,
        .operands = "--db FILE",
        .summary = "a feed over HTTP, with a page for people",
        .description =
            "Takes articles by POST to /v1/articles, one as JSON or many as NDJSON, and "
            "answers for each what it is, a copy of what, once it is durable. "
            "/openapi.json has all that can be asked; / is a page for people, /metrics "
            "for "
            "Prometheus. Serves this machine only, unless --listen says otherwise, which "
            "needs a token. Ends in order on SIGTERM or Ctrl-C: what was taken is "
            "finished. Without options about matching, a database that is there is used "
            "with "
            "those that it was made with. docs/serve.md tells the rest.",
        .examples =
            {
                {"wiretwin serve --db news.db", "at http://127.0.0.1:8577/"},
                {"wiretwin serve --db news.db --window 30d --listen '*:8577' "
                 "--token-file "
                 "token",
                 "for the network, with the articles of the last 30 days"},
                {"wiretwin serve --config /etc/wiretwin.conf",
                 "with all of that in a file"},
            },
        .run = wtw_serve_run,
    },
};

size_t wtw_command_count(void)
{
    return sizeof commands / sizeof commands[0];
}

const struct wtw_command *wtw_command_at(size_t i)
{
    return &commands[i];
}

const struct wtw_command *wtw_command_named(const char *name)
{
    for (size_t i = 0; i < wtw_command_count(); i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    }
    return NULL;
}
