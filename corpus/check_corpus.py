#!/usr/bin/env python3
"""check_corpus.py - proves that the figures which this folder's truth claims are so

The corpus says of pairs of articles what they are to each other. A claim that nobody counted
is worth little in a test, so this script counts: it reads the articles with its own few lines
of code (the standard library only, nothing of wiretwin's, so that the two can disagree), cuts
out what boilerplate.tsv says is not the story, makes tokens and word 3-shingles, and holds
every planted pair against the bounds of its relation, every other pair against the bounds of
being unlike, articles.jsonl against text/, and clusters.tsv against truth.tsv.

A token is a lower-cased run of letters and digits after NFKC, soft hyphens left out; a run of
Han characters is cut into pairs of neighbours, across hard line breaks. What wiretwin says of
the same articles is check_command.py's business.

    corpus/check_corpus.py          last line: N passed, N failed; exit status 1 if any failed
    corpus/check_corpus.py --tap    a line for each kind of check instead, for a test harness
    corpus/check_corpus.py -v       the figures of every planted pair as well
"""
import csv
import datetime
import difflib
import itertools
import json
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
SHINGLE_TOKENS = 3
COPIES = {"exact", "near", "revised", "abridged", "expanded"}
RELATIONS = COPIES | {"excerpt", "independent", "template"}
KINDS = {"title", "byline", "date", "dateline", "credit", "related", "link", "share", "notice",
         "markup", "caption", "repeated", "recurring"}

# The corpus's keys for a field, the first that is not empty wins; "metadata" is looked into.
KEYS = {
    "text": "text maintext articleBody article_body body content full_text plain_text raw_text "
            "body_text",
    "id": "id _id article_id doc_id uuid guid uri",
    "url": "url link canonical_url permalink requested_url canonical_link source",
    "title": "title headline headline_main title_page",
    "date": "date date_publish published_at published pubDate datePublished publish_date "
            "published_date timestamp",
    "source": "source_domain domain hostname sitename publisher publication newspaper_name "
              "series source.name source",
    "language": "language lang meta_lang inLanguage",
}
LANGUAGES = {"en", "ru", "zh", "ar", "fr", "pl", "de", "es"}
DATE_LINES = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y")
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
HAN = "\u3400-\u4dbf\u4e00-\u9fff"

# Copies read by a machine, and of what: their other pairs are measured as if read rightly.
MISREAD = {"087-canal-archive": "085-canal-corrant"}


class Tally:
    """Counts what held and what did not, kind by kind, and says what did not."""

    def __init__(self, is_tap):
        self.is_tap = is_tap
        self.kinds = []  # [words, passed, failed]

    def begin(self, words):
        self.kinds.append([words, 0, 0])

    def check(self, holds, words):
        self.kinds[-1][1 if holds else 2] += 1
        if not holds:
            print("# failed:" if self.is_tap else "failed:", words)

    def finish(self):
        failed = sum(kind[2] for kind in self.kinds)
        if self.is_tap:
            print(f"1..{len(self.kinds)}")
            for number, (words, held, missed) in enumerate(self.kinds, 1):
                print(f"{'not ok' if missed else 'ok'} {number} - {words} ({held} checks)")
        else:
            print(f"{sum(kind[1] for kind in self.kinds)} passed, {failed} failed")
        return 1 if failed else 0


def tokens_of(text):
    text = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).lower()
    text = re.sub(rf"(?<=[{HAN}])\n(?=[{HAN}])", "", text)
    tokens = []
    for word in re.findall(rf"[{HAN}]+|(?:(?![{HAN}])\w)+", text):
        if re.match(rf"[{HAN}]", word) and len(word) > 1:
            tokens += [word[i : i + 2] for i in range(len(word) - 1)]
        else:
            tokens.append(word)
    return tokens


def runs(tokens, length):
    return {tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1)}


def longest_shared_run(a, b):
    length = len(a) if a == b else 0
    while runs(a, length + 1) & runs(b, length + 1):
        length += 1
    return length


class Figures:
    """Jaccard, the share of the shorter found in the longer, and how much longer that is; of
    runs of 8 tokens and more that both have in one order the tokens; of tokens that one has in
    place of the other's the share, and of those that are facts (figures or capitals)."""

    def __init__(self, a, b):
        first, second = runs(a["tokens"], SHINGLE_TOKENS), runs(b["tokens"], SHINGLE_TOKENS)
        shared = len(first & second)
        lengths = sorted((len(a["tokens"]), len(b["tokens"])))
        self.jaccard = shared / len(first | second)
        self.contained = shared / min(len(first), len(second))
        self.shorter = lengths[0]
        self.ratio = lengths[1] / lengths[0]
        self.second_is_longer = len(b["tokens"]) > len(a["tokens"])
        self.same = a["tokens"] == b["tokens"]
        self.run = longest_shared_run(a["tokens"], b["tokens"])
        self.days = abs((b["moment"] - a["moment"]).total_seconds()) / 86400
        matcher = difflib.SequenceMatcher(None, a["tokens"], b["tokens"], autojunk=False)
        self.in_runs = sum(block.size for block in matcher.get_matching_blocks()
                           if block.size >= 8)
        self.facts = sum(b["tokens"][i] in b["facts"]
                         for what, _, _, begin, end in matcher.get_opcodes() if what != "equal"
                         for i in range(begin, end)) / lengths[0]

    def __str__(self):
        return (f"Jaccard {self.jaccard:.3f}, contained {self.contained:.3f}, length ratio "
                f"{self.ratio:.2f}, longest run {self.run}, in runs {self.in_runs}, "
                f"facts {self.facts:.3f}, {self.days:.2f} days apart")


def is_form(f):
    """Unlike but for the frame; or short, and sent on another day or full of other facts."""
    if f.jaccard < 0.5:
        return f.contained < 0.8
    return f.shorter <= 200 and (f.days > 4 or f.facts >= 0.06)


# What each relation promises.
BOUNDS = {
    "exact": lambda f: f.same,
    "near": lambda f: not f.same and f.jaccard >= 0.8,
    "revised": lambda f: 0.5 <= f.jaccard < 0.8 and f.ratio < 1.25,
    "abridged": lambda f: f.contained >= 0.75 and f.ratio >= 1.25 and not f.second_is_longer,
    "expanded": lambda f: f.contained >= 0.75 and f.ratio >= 1.25 and f.second_is_longer,
    "excerpt": lambda f: f.in_runs >= 20 and f.jaccard < 0.3 and f.contained < 0.5,
    "independent": lambda f: f.run < 8 and f.jaccard < 0.1,
    "template": is_form,
}


def field_of(record, name):
    for key in KEYS[name].split():
        for place in (record, record.get("metadata", {})):
            value = place
            for step in key.split("."):
                value = value.get(step) if isinstance(value, dict) else None
            if isinstance(value, str) and value:
                return value
    return ""


def facts_of(text):
    return {token for word in re.findall(r"\w+", text) for token in tokens_of(word)
            if word[0].isupper() or any(letter.isdigit() for letter in word)}


def read_articles(tally):
    tally.begin("every article has its fields, in order of date")
    articles = {}
    with open(HERE / "articles.jsonl", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            article = {name: field_of(record, name) for name in KEYS}
            article["number"] = number
            article["parts"] = []
            missing = [name for name in KEYS if not article[name]]
            tally.check(not missing, f"line {number} has no {missing}")
            tally.check(article["id"] not in articles, f"line {number}: {article['id']} again")
            tally.check(article["id"].startswith(f"{number:03}-"), f"line {number}: its id")
            articles[article["id"]] = article
    return articles


def check_fields(articles, tally):
    previous = ""
    for article in articles.values():
        name = article["id"]
        tally.check(re.match(r"https://[a-z]+\.example/", article["url"]), f"{name}: url")
        tally.check(article["language"] in LANGUAGES, f"{name}: language")
        moment = datetime.datetime.fromisoformat(article["date"].replace("Z", "+00:00"))
        moment = moment.replace(tzinfo=moment.tzinfo or datetime.timezone.utc)
        article["moment"] = moment.astimezone(datetime.timezone.utc)
        article["day"] = article["moment"].date()
        order = article["moment"].isoformat()
        tally.check(previous <= order, f"{name} stands after a later article")
        tally.check(2031 <= moment.year <= 2034, f"{name}: year {moment.year}")
        previous = order


def read_table(name, header, tally):
    with open(HERE / name, encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    tally.check(rows[0] == header, f"{name}: header {rows[0]}")
    return rows[1:]


def check_boilerplate(articles, tally):
    """Every part stands where its row says, and what is left is the story."""
    tally.begin("parts that are not the story stand where boilerplate.tsv says")
    languages = {kind: set() for kind in KINDS}
    for name, kind, begin, part in read_table("boilerplate.tsv", ["id", "kind", "begin", "part"],
                                              tally):
        article = articles[name]
        begin, end = int(begin), int(begin) + len(part)
        tally.check(kind in KINDS, f"{name}: no such kind as {kind}")
        tally.check(article["text"][begin:end] == part, f"{name}: {part!r} is not at {begin}")
        tally.check(not article["parts"] or article["parts"][-1][2] <= begin,
                    f"{name}: {part!r} is out of order")
        article["parts"].append((kind, begin, end))
        languages[kind].add(article["language"])
    for kind in sorted(KINDS):
        tally.check("en" in languages[kind], f"no {kind} in an English article")


def cut_stories(articles):
    for article in articles.values():
        story, at = "", 0
        for _, begin, end in article["parts"]:
            story += article["text"][at:begin] + " "
            at = end
        article["story"] = story + article["text"][at:]
        article["tokens"] = tokens_of(article["story"])
        article["facts"] = facts_of(article["story"])


def day_of(line):
    for form in DATE_LINES:
        try:
            return datetime.datetime.strptime(line, form).date()
        except ValueError:
            pass
    return None


def check_folder(articles, tally):
    tally.begin("text/ has the same articles, a file each")
    files = {path.stem: path for path in sorted((HERE / "text").iterdir())}
    tally.check(set(files) == set(articles), f"text/ differs: {set(files) ^ set(articles)}")
    for name in set(files) & set(articles):
        article, path = articles[name], files[name]
        head, _, rest = path.read_text(encoding="utf-8").partition("\n")
        date_line, _, text = rest.lstrip("\n").partition("\n\n")
        mark = "# " if path.suffix == ".md" else ""
        tally.check(head == mark + article["title"], f"{path.name}: title line")
        tally.check(day_of(date_line) == article["day"], f"{path.name}: date line")
        tally.check(text == article["text"] + "\n", f"{path.name}: text")


def check_misread(articles, tally):
    """The two go on side by side, and of the words a quarter to two fifths differ a little."""
    tally.begin("a scan's copy is its original with every third or fourth word misread")
    for name, origin in MISREAD.items():
        pairs = list(zip(articles[name]["tokens"], articles[origin]["tokens"]))
        misread = [pair for pair in pairs if pair[0] != pair[1]]
        tally.check(len(articles[name]["tokens"]) == len(articles[origin]["tokens"]) >= 150,
                    f"{name}: lengths")
        tally.check(0.22 <= len(misread) / len(pairs) <= 0.4, f"{name}: {len(misread)} misread")
        for read, written in misread:
            likeness = difflib.SequenceMatcher(None, read, written).ratio()
            tally.check(likeness >= 0.5, f"{name}: {read} for {written}")


def check_planted(articles, truth, tally, verbose):
    tally.begin("every planted pair is within the bounds of its relation")
    read_rightly = {**articles, **{name: {**articles[name], "tokens": articles[origin]["tokens"],
                                          "facts": articles[origin]["facts"]}
                                   for name, origin in MISREAD.items()}}
    seen = set()
    for first, second, relation in truth:
        pair = f"{first} {second} {relation}"
        tally.check(relation in RELATIONS, f"{pair}: no such relation")
        tally.check((first, second) not in seen, f"{pair}: listed twice")
        seen.add((first, second))
        a, b = read_rightly.get(first), read_rightly.get(second)
        tally.check(a and b and a["number"] < b["number"], f"{pair}: unknown id or wrong order")
        if not a or not b or relation not in RELATIONS:
            continue
        figures = Figures(a, b)
        if MISREAD.get(second) == first:
            tally.check(relation == "revised", f"{pair}: a misread copy is revised")
        else:
            tally.check(BOUNDS[relation](figures), f"{pair}: {figures}")
        if verbose:
            print(f"{pair}: {figures}")
    return seen


def check_unplanted(articles, planted, tally):
    """Nothing else is alike: no run of 12 tokens in both, Jaccard at most .1."""
    tally.begin("no other two articles are alike")
    tokens = {name: article["tokens"] for name, article in articles.items()}
    shingles = {name: runs(tokens[name], SHINGLE_TOKENS) for name in tokens}
    long_runs = {name: runs(tokens[name], 12) for name in tokens}
    for a, b in itertools.combinations(articles, 2):
        if (a, b) in planted:
            continue
        jaccard = len(shingles[a] & shingles[b]) / len(shingles[a] | shingles[b])
        words = f"{a} {b} were not planted but are alike: Jaccard {jaccard:.3f}"
        tally.check(jaccard <= 0.1 and not long_runs[a] & long_runs[b], words)


def check_clusters(articles, truth, rows, tally):
    """Whom copies join, also by way of others, is one cluster; but a round-up stands alone. The
    earliest article names it."""
    tally.begin("clusters.tsv is what the copies of truth.tsv make")
    cluster = dict(rows)
    tally.check(list(cluster) == list(articles), "clusters.tsv: not every article in order, once")
    expected = {name: name for name in articles}
    for a, b, relation in truth:
        if relation in COPIES and not ("-roundup-" in a or "-roundup-" in b):
            old, new = sorted((expected[a], expected[b]), reverse=True)
            expected = {name: new if root == old else root for name, root in expected.items()}
    for name in articles:
        tally.check(cluster.get(name) == expected[name],
                    f"{name}: in cluster {cluster.get(name)}, by truth.tsv in {expected[name]}")


def check_readme(articles, tally):
    tally.begin("README.md names every article")
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    for name in articles:
        tally.check(name in readme, f"README.md does not name {name}")


def main():
    tally = Tally("--tap" in sys.argv[1:])
    articles = read_articles(tally)
    check_fields(articles, tally)
    check_folder(articles, tally)
    check_boilerplate(articles, tally)
    cut_stories(articles)
    check_misread(articles, tally)
    truth = read_table("truth.tsv", ["id1", "id2", "relation"], tally)
    planted = check_planted(articles, truth, tally, "-v" in sys.argv[1:])
    check_unplanted(articles, planted, tally)
    check_clusters(articles, truth, read_table("clusters.tsv", ["id", "cluster"], tally), tally)
    check_readme(articles, tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
