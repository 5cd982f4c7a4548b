#!/usr/bin/env python3
"""check_command.py - holds a built wiretwin to what this folder's truth says

Runs `wiretwin pairs`, `cluster` and `compare` on articles.jsonl and compares the relation of
every two articles with truth.tsv (what is not in it, and "independent", is no match), who is
with whom with clusters.tsv, and what was left out of the comparison with boilerplate.tsv: all
letters and digits of a planted part under its kind, and none besides. Then `cluster --level story`
on stories/articles.jsonl: the relation of every two articles with stories/truth.tsv, each article's
story with stories/stories.tsv, and who shares an origin.

Where truth is right and wiretwin is known to be wrong, README.md lists it under "Known misses".
Such a miss is no failure; one that is no longer missed is, until it is taken off the list.

    corpus/check_command.py WIRETWIN          last line: N right, N known misses, N failed
    corpus/check_command.py WIRETWIN --tap    a line for each kind of check and for each miss
"""
import csv
import itertools
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ARTICLES = HERE / "articles.jsonl"
STORY_ARTICLES = HERE / "stories" / "articles.jsonl"
NO_MATCH = "unrelated"  # what truth.tsv calls independent, or does not list


def rows_of(name):
    with open(HERE / name, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def run(wiretwin, *arguments):
    done = subprocess.run([wiretwin, *arguments], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{wiretwin} {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def known_misses():
    """The tables under "Known misses": in each row the ids, or an id and what stands there."""
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    section = re.search(r"^## Known misses\n(.*?)(?=^## |\Z)", readme, re.S | re.M).group(1)
    misses = {"relation": set(), "cluster": set(), "part": set(), "story": set(), "origin": set()}
    for kind, table in re.findall(r"^\| (relation|cluster|part|story|origin) .*\n\|[-|]+\n((?:\|.*\n)+)",
                                  section, re.M):
        for line in table.splitlines():
            first, *others = re.findall(r"`([^`]+)`", line)
            misses[kind] |= {(first, other) for other in others}
    return misses


def relations(wiretwin, ids, articles=ARTICLES, table="truth.tsv"):
    """{(id, id): (right, said)} of every two articles."""
    truth = {(row["id1"], row["id2"]): row["relation"] for row in rows_of(table)
             if row["relation"] != "independent"}
    lines = run(wiretwin, "pairs", "-q", "--format", "tsv", str(articles)).splitlines()
    said = {(row["id_a"], row["id_b"]): row["relation"]
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    return {pair: (truth.get(pair, NO_MATCH), said.get(pair, NO_MATCH))
            for pair in itertools.combinations(ids, 2)}


def clusters(wiretwin, ids):
    truth = {row["id"]: row["cluster"] for row in rows_of("clusters.tsv")}
    lines = run(wiretwin, "cluster", "-q", "--format", "tsv", str(ARTICLES)).splitlines()
    said = {row["id"]: row["cluster"]
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    words = {True: "together", False: "apart"}
    return {(a, b): (words[truth[a] == truth[b]], words[said[a] == said[b]])
            for a, b in itertools.combinations(ids, 2)}


def homes_of(truth, said):
    """{story said: story that is right}, for every story said that of which it has most; two are
    never the same, those that agree in most articles go first."""
    shared = {}
    for name, row in truth.items():
        pair = (row["story"], said[name]["story"])
        shared[pair] = shared.get(pair, 0) + 1
    homes = {}
    for right, found in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if found not in homes and right not in homes.values():
            homes[found] = right
    return homes


def stories(truth, said):
    """{(story, id): (right, said)} of every article."""
    homes = homes_of(truth, said)
    return {(row["story"], name): (row["story"], homes.get(said[name]["story"], "another"))
            for name, row in truth.items()}


def origins(truth, said):
    """{(id, id): (right, said)} of every two articles that rightly are in one story."""
    words = {True: "one origin", False: "two origins"}
    return {(a, b): tuple(words[rows[a]["origin"] == rows[b]["origin"]] for rows in (truth, said))
            for a, b in itertools.combinations(truth, 2)
            if truth[a]["story"] == truth[b]["story"] and said[a]["story"] == said[b]["story"]}


def check_stories(wiretwin, report, misses):
    truth = {row["id"]: row for row in rows_of("stories/stories.tsv")}
    lines = run(wiretwin, "cluster", "-q", "--level", "story", "--format", "tsv",
                str(STORY_ARTICLES)).splitlines()
    said = {row["id"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    report.check("relations in stories/ are truth.tsv's",
                 relations(wiretwin, truth, STORY_ARTICLES, "stories/truth.tsv"),
                 {pair for pair in misses["relation"] if pair[0] in truth})
    report.check("stories are stories.tsv's", stories(truth, said), misses["story"])
    report.check("origins are stories.tsv's", origins(truth, said), misses["origin"])


def kinds_by_letter(text, ranges):
    """The kind, or None, of every letter and digit of a text; ranges are in characters."""
    kinds = [None] * len(text)
    for kind, begin, end in ranges:
        kinds[begin:end] = [kind] * (end - begin)
    return [kind if letter.isalnum() else None for kind, letter in zip(kinds, text)]


def in_characters(text, parts):
    encoded = text.encode()
    return [(part["kind"], *(len(encoded[:at].decode(errors="replace")) for at in part["range"]))
            for part in parts]


def parts(wiretwin, texts):
    """{(id, part): (right, said)} of what is planted, and of whatever else was left out."""
    answers = {}
    planted = {name: [] for name in texts}
    for row in rows_of("boilerplate.tsv"):
        if row["kind"] != "recurring":  # which shows in the whole input only
            begin = int(row["begin"])
            planted[row["id"]].append((row["kind"], begin, begin + len(row["part"])))
    names = list(texts)
    for a, b in zip(names[::2], names[1::2] + names[-1:]):
        compared = json.loads(run(wiretwin, "compare", "-q", "--format", "jsonl",
                                  f"{ARTICLES}#{a}", f"{ARTICLES}#{b}"))
        for side, name in (("a", a), ("b", b)):
            text = texts[name]
            said = kinds_by_letter(text, in_characters(text, compared["boilerplate"][side]))
            for kind, begin, end in planted[name]:
                seen = {said[i] for i in range(begin, end) if text[i].isalnum()}
                answers[name, text[begin:end]] = (kind, "+".join(sorted(map(str, seen))))
                said[begin:end] = [None] * (end - begin)
            lost = "".join(letter for letter, kind in zip(text, said) if kind)
            answers[name, "its story"] = ("all kept", f"lost {lost}" if lost else "all kept")
    return answers


def id_of(record):
    keys = "id _id article_id doc_id uuid guid uri"
    return next(record[key] for key in keys.split() if key in record)


def text_of(record):
    keys = "text maintext articleBody article_body body content full_text plain_text raw_text"
    return next(record[key] for key in f"{keys} body_text".split() if record.get(key))


class Report:
    """One line a kind of check, one a known miss, which counts as skipped."""

    def __init__(self, is_tap):
        self.is_tap = is_tap
        self.lines = []
        self.right = self.missed = self.failed = 0

    def check(self, words, answers, misses):
        wrong = {what for what, (right, said) in answers.items() if right != said}
        for what in sorted(wrong - misses):
            print("# failed:", *what, "- right: %s, said: %s" % answers[what])
        self.right += len(answers) - len(wrong)
        self.failed += len(wrong - misses)
        verdict = "not ok" if wrong - misses else "ok"
        self.lines.append((verdict, f"{words} ({len(answers) - len(wrong)} right)"))
        for what in sorted(misses):
            self.miss(what, answers.get(what))

    def miss(self, what, answer):
        """Unknown names and what is right by now have to leave the list."""
        if answer is None or answer[0] == answer[1]:
            self.failed += 1
            print("# failed:", *what, "- is on README.md's list of known misses, but no miss")
            self.lines.append(("not ok", f"{' '.join(what)} leaves the known misses"))
        else:
            self.missed += 1
            words = "%s %s - right: %s, said: %s" % (*what, *answer)
            self.lines.append(("ok", f"{words.replace('#', '')} # SKIP known miss"))
            if not self.is_tap:
                print("known miss:", words)

    def finish(self):
        if self.is_tap:
            print(f"1..{len(self.lines)}")
            for number, (verdict, words) in enumerate(self.lines, 1):
                print(f"{verdict} {number} - {words}")
        else:
            print(f"{self.right} right, {self.missed} known misses, {self.failed} failed")
        return 1 if self.failed else 0


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--tap"]
    if len(arguments) != 1:
        sys.exit("usage: check_command.py WIRETWIN [--tap]")
    wiretwin = arguments[0]
    records = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    texts = {id_of(record): text_of(record) for record in records}
    misses = known_misses()
    report = Report("--tap" in sys.argv[1:])
    report.check("relations are truth.tsv's", relations(wiretwin, texts),
                 {pair for pair in misses["relation"] if pair[0] in texts})
    report.check("clusters are clusters.tsv's", clusters(wiretwin, texts), misses["cluster"])
    report.check("what is left out is boilerplate.tsv's", parts(wiretwin, texts), misses["part"])
    check_stories(wiretwin, report, misses)
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
