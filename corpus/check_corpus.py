#!/usr/bin/env python3
"""check_corpus.py - proves that the figures which this folder's truth claims are so

The corpus says of pairs of articles what they are to each other. A claim that nobody counted
is worth little in a test, so this script counts: it reads the articles with its own few lines
of code (the standard library only, nothing of wiretwin's, so that the two can disagree), makes
tokens and word 3-shingles, and holds every planted pair against the bounds of its relation,
every other pair against the bounds of being unlike, articles.jsonl against text/, and
clusters.tsv against truth.tsv.

A token is a lower-cased run of letters and digits after NFKC, soft hyphens left out; a run of
Han characters is cut into pairs of neighbours, across hard line breaks. Boilerplate counts as
text here.

    corpus/check_corpus.py          last line: N passed, N failed; exit status 1 if any failed
    corpus/check_corpus.py --tap    one line for a test harness instead
    corpus/check_corpus.py -v       the figures of every planted pair as well
"""
import csv
import datetime
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

# The corpus's keys for a field, the first that is not empty wins; "metadata" is looked into.
KEYS = {
    "text": "text maintext articleBody article_body body content full_text",
    "id": "id _id article_id doc_id uuid guid",
    "url": "url link canonical_url permalink source",
    "title": "title headline headline_main",
    "date": "date date_publish published_at published pubDate datePublished",
    "source": "source_domain domain hostname sitename publisher publication source.name source",
    "language": "language lang meta_lang inLanguage",
}
LANGUAGES = {"en", "ru", "zh", "ar", "fr", "pl"}
DATE_LINES = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y")
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
HAN = "\u3400-\u4dbf\u4e00-\u9fff"


class Tally:
    """Counts what held and what did not, and says what did not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, holds, words):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print("failed:", words)


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
    """Jaccard, the share of the shorter found in the longer, and how much longer that is."""

    def __init__(self, a, b):
        first, second = runs(a, SHINGLE_TOKENS), runs(b, SHINGLE_TOKENS)
        shared = len(first & second)
        self.jaccard = shared / len(first | second)
        self.contained = shared / min(len(first), len(second))
        self.ratio = max(len(a), len(b)) / min(len(a), len(b))
        self.second_is_longer = len(b) > len(a)
        self.same = a == b
        self.run = longest_shared_run(a, b)

    def __str__(self):
        return (f"Jaccard {self.jaccard:.3f}, contained {self.contained:.3f}, "
                f"length ratio {self.ratio:.2f}, longest run {self.run}")


# What each relation promises. The bounds leave no pair that two relations could claim.
BOUNDS = {
    "exact": lambda f: f.same,
    "near": lambda f: not f.same and f.jaccard >= 0.8,
    "revised": lambda f: 0.5 <= f.jaccard < 0.8 and f.ratio < 1.25,
    "abridged": lambda f: f.contained >= 0.8 and f.ratio >= 1.25 and not f.second_is_longer,
    "expanded": lambda f: f.contained >= 0.8 and f.ratio >= 1.25 and f.second_is_longer,
    "excerpt": lambda f: f.run >= 20 and f.jaccard < 0.3 and f.contained < 0.5,
    "independent": lambda f: f.run < 8 and f.jaccard < 0.1,
    "template": lambda f: f.jaccard < 0.5 and f.contained < 0.8,
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


def read_articles(tally):
    articles = {}
    with open(HERE / "articles.jsonl", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            article = {name: field_of(record, name) for name in KEYS}
            article["number"] = number
            article["tokens"] = tokens_of(article["text"])
            missing = [name for name in KEYS if not article[name]]
            tally.check(not missing, f"line {number} has no {missing}")
            tally.check(article["id"] not in articles, f"line {number}: {article['id']} again")
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
        article["day"] = moment.astimezone(datetime.timezone.utc).date()
        order = moment.astimezone(datetime.timezone.utc).isoformat()
        tally.check(previous <= order, f"{name} stands after a later article")
        tally.check(2031 <= moment.year <= 2033, f"{name}: year {moment.year}")
        previous = order


def day_of(line):
    for form in DATE_LINES:
        try:
            return datetime.datetime.strptime(line, form).date()
        except ValueError:
            pass
    return None


def check_folder(articles, tally):
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
        article["file_tokens"] = tokens_of(head + "\n" + rest)


def read_table(name, header, tally):
    with open(HERE / name, encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    tally.check(rows[0] == header, f"{name}: header {rows[0]}")
    return rows[1:]


def check_planted(articles, truth, tally, verbose):
    seen = set()
    for first, second, relation in truth:
        pair = f"{first} {second} {relation}"
        tally.check(relation in RELATIONS, f"{pair}: no such relation")
        tally.check((first, second) not in seen, f"{pair}: listed twice")
        seen.add((first, second))
        a, b = articles.get(first), articles.get(second)
        tally.check(a and b and a["number"] < b["number"], f"{pair}: unknown id or wrong order")
        if not a or not b or relation not in RELATIONS:
            continue
        figures = Figures(a["tokens"], b["tokens"])
        tally.check(BOUNDS[relation](figures), f"{pair}: {figures}")
        if verbose:
            print(f"{pair}: {figures}")
        as_files = Figures(a["file_tokens"], b["file_tokens"])
        is_copy = as_files.jaccard >= 0.5 or as_files.contained >= 0.8
        tally.check(is_copy == (relation in COPIES), f"{pair} as files: {as_files}")
    return seen


def check_unplanted(articles, planted, tally):
    """Nothing else is alike: no run of 12 tokens in both, Jaccard at most .1."""
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
    """Copies are of one cluster, but a round-up stands alone; the earliest article names it."""
    cluster = dict(rows)
    tally.check(list(cluster) == list(articles), "clusters.tsv: not every article in order, once")
    earliest = {}
    for name in articles:
        earliest.setdefault(cluster.get(name), name)
    for name, first in earliest.items():
        tally.check(name == first, f"cluster {name}: its earliest article is {first}")
    joined = {frozenset((a, b)) for a, b, relation in truth
              if relation in COPIES and not ("-roundup-" in a or "-roundup-" in b)}
    for a, b in itertools.combinations(articles, 2):
        together = cluster.get(a) == cluster.get(b)
        planted = frozenset((a, b)) in joined
        tally.check(together == planted, f"{a} {b}: truth and clusters differ")


def check_readme(articles, tally):
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    for name in articles:
        tally.check(name in readme, f"README.md does not name {name}")


def main():
    tally = Tally()
    articles = read_articles(tally)
    check_fields(articles, tally)
    check_folder(articles, tally)
    truth = read_table("truth.tsv", ["id1", "id2", "relation"], tally)
    planted = check_planted(articles, truth, tally, "-v" in sys.argv[1:])
    check_unplanted(articles, planted, tally)
    check_clusters(articles, truth, read_table("clusters.tsv", ["id", "cluster"], tally), tally)
    check_readme(articles, tally)
    if "--tap" in sys.argv[1:]:
        print("1..1")
        print(f"{'not ok' if tally.failed else 'ok'} - all {tally.passed} checks of the corpus hold")
    else:
        print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
