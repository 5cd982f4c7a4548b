#!/usr/bin/env python3
"""check_stories.py - proves that the figures which the truth of stories/ claims are so

A story is one event told in several texts, so what has to be proved is the opposite of a copy:
that its tellings were not taken from each other, although they tell the same. This script reads
stories/ with check_corpus.py's few lines (the standard library only, nothing of wiretwin's) and
holds it to that: no two texts share a run of 12 tokens or reach Jaccard .1 over word 3-shingles
but for those that truth.tsv lists, and these are within the bounds of their relation; a story's
articles are of one language and within days of each other; a copy cluster has one origin and an
origin one story, each named by its earliest article; and texts in words of their own have one
origin if, and only if, one source, one publisher or one agency's credit ties them.

    corpus/check_stories.py          last line: N passed, N failed; exit status 1 if any failed
    corpus/check_stories.py --tap    a line for each kind of check instead, for a test harness
    corpus/check_stories.py -v       the figures of every story and every listed pair as well
"""
import datetime
import itertools
import json
import re
import sys

from check_corpus import (BOUNDS, COPIES, HERE, KEYS, SHINGLE_TOKENS, Figures, Tally, facts_of,
                          field_of, read_table, runs, tokens_of)

RELATIONS = COPIES | {"excerpt", "template"}
WORDS = range(90, 261)
ORIGINS = range(3, 9)  # independent tellings of one event
WINDOW_DAYS = 4  # from the first article of a story to its last
GAP_DAYS = 2.5  # from one article of a story to the next
RARE = 12  # a name or figure is rare if no more articles have it
UNDATED = ["s096-novelist-halse", "s097-novelist-carrow"]

# What README.md says there is.
STORIES = {"en": 12, "de": 6}
ARTICLES = 110
ALONE = 19  # articles of no story, eight of them templates
TELLINGS = 78  # origins of all stories
LISTED = 18  # pairs in truth.tsv

# Events of one kind that are two stories, and the days from the last article of the one to the
# first of the other, at least and at most.
LIKE = [
    ("s001-quake-corrant", "s007-seaquake-mirror", 1, 7),
    ("s012-nurses-corrant", "s017-medics-ostwick", 5, 14),
    ("s021-hospice-lindle", "s025-trout-halse", 1, 7),
    ("s063-lorn-lornkirch", "s067-wend-tagblatt", 1, 7),
]
CREDIT = re.compile(r"\((AP|dpa)\b[^)]*\)|\bWith reporting by (AP)\b")


def read_articles(path):
    articles = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            article = {name: field_of(record, name) for name in KEYS}
            article["number"] = number
            article["tokens"] = tokens_of(article["text"])
            article["facts"] = facts_of(article["text"])
            article["shingles"] = runs(article["tokens"], SHINGLE_TOKENS)
            article["long_runs"] = runs(article["tokens"], 12)
            articles.setdefault(article["id"], []).append(article)
    return articles


def moment_of(date):
    moment = datetime.datetime.fromisoformat(date.replace("Z", "+00:00"))
    return moment.replace(tzinfo=moment.tzinfo or datetime.timezone.utc)


def family_of(article):
    """The registered domain: papers of one publisher are subdomains of one."""
    host = re.match(r"https://([a-z.]+)/", article["url"]).group(1)
    return ".".join(host.split(".")[-2:])


def credits_of(article):
    return {part for match in CREDIT.finditer(article["text"]) for part in match.groups() if part}


def check_fields(by_id, press, tally):
    tally.begin("every article has its fields, in order of date")
    tally.check(len(by_id) == ARTICLES, f"{len(by_id)} articles")
    previous = None
    for name, (article, *others) in by_id.items():
        missing = [field for field in KEYS if not article[field]]
        tally.check(missing == (["date"] if name in UNDATED else []), f"{name} has no {missing}")
        tally.check(not others and name not in press, f"{name}: its id is taken")
        tally.check(name.startswith(f"s{article['number']:03}-"), f"{name}: its number")
        tally.check(re.match(r"https://([a-z]+\.)?[a-z]+\.example/", article["url"]),
                    f"{name}: url {article['url']}")
        tally.check(article["language"] in STORIES, f"{name}: language")
        words = len(article["text"].split())
        tally.check(words in WORDS, f"{name}: {words} words")
        if not article["date"]:
            continue
        article["moment"] = moment_of(article["date"])
        tally.check(2031 <= article["moment"].year <= 2034, f"{name}: {article['date']}")
        tally.check(previous is None or previous <= article["moment"], f"{name}: its place")
        previous = article["moment"]


def check_table(articles, rows, tally):
    """A cluster has one origin, an origin one story; each is named by its first article."""
    tally.begin("stories.tsv has every article once, and names everything by its earliest")
    tally.check([row[0] for row in rows] == list(articles), "stories.tsv: not every article once")
    first = {}
    for name, *groups in rows:
        for level, group in zip(("story", "cluster", "origin"), groups):
            first.setdefault((level, group), name)
            tally.check(first[level, group] == group, f"{name}: {level} {group} is not its first")
        articles[name].update(zip(("story", "cluster", "origin"), groups))
    for inner, outer in (("cluster", "origin"), ("origin", "story")):
        held = {}
        for article in articles.values():
            held.setdefault(article[inner], set()).add(article[outer])
        for group, groups in held.items():
            tally.check(len(groups) == 1, f"{inner} {group} has {len(groups)} of {outer}")


def stories_of(articles):
    stories = {}
    for article in articles.values():
        stories.setdefault(article["story"], []).append(article)
    return {name: members for name, members in stories.items() if len(members) > 1}


def days_between(earlier, later):
    return (later["moment"] - earlier["moment"]).total_seconds() / 86400


def check_stories(articles, stories, tally, verbose):
    tally.begin("a story has one language, three to eight origins, and all within its days")
    for name, members in stories.items():
        dated = [member for member in members if member["date"]]
        days = days_between(dated[0], dated[-1])
        gap = max(days_between(a, b) for a, b in itertools.pairwise(dated))
        origins = len({member["origin"] for member in members})
        tally.check(len({member["language"] for member in members}) == 1, f"{name}: languages")
        tally.check(origins in ORIGINS, f"{name}: {origins} origins")
        tally.check(days <= WINDOW_DAYS and gap <= GAP_DAYS, f"{name}: {days:.1f}, {gap:.1f} days")
        tally.check(members[0]["date"], f"{name}: its first article is undated")
        if verbose:
            print(f"{name}: {len(members)} articles, {origins} origins, {days:.1f} days")
    for language, count in STORIES.items():
        found = sum(members[0]["language"] == language for members in stories.values())
        tally.check(found == count, f"{found} stories in {language}")
    tellings = len({member["origin"] for members in stories.values() for member in members})
    tally.check(tellings == TELLINGS, f"{tellings} independent tellings")
    alone = sum(article["story"] not in stories for article in articles.values())
    tally.check(alone == ALONE, f"{alone} articles of no story")


def check_like(stories, tally):
    tally.begin("events of one kind are two stories, days apart")
    for one, other, least, most in LIKE:
        last = max(stories[one], key=lambda member: member["moment"])
        days = days_between(last, stories[other][0])
        tally.check(least <= days <= most, f"{one}, {other}: {days:.1f} days apart")


def check_shared_facts(articles, stories, tally):
    """Tellings of one event have rare names and figures in common."""
    tally.begin("a telling shares four rare names or figures with other origins of its story")
    spread = {}
    for article in articles.values():
        for token in set(article["tokens"]):
            spread[token] = spread.get(token, 0) + 1
    for members in stories.values():
        for member in members:
            others = set().union(*(other["facts"] for other in members
                                   if other["origin"] != member["origin"]))
            shared = sorted(fact for fact in member["facts"] & others if spread[fact] <= RARE)
            tally.check(len(shared) >= 4, f"{member['id']} shares only {shared}")


def has_tie(a, b):
    return (a["source"] == b["source"] or family_of(a) == family_of(b)
            or bool(credits_of(a) & credits_of(b)))


def check_origins(stories, tally):
    """In words of their own two are of one origin if something ties them, and only then."""
    tally.begin("tellings of one origin have one source, publisher or credit; no others have")
    for members in stories.values():
        for a, b in itertools.combinations(members, 2):
            if a["cluster"] != a["id"] or b["cluster"] != b["id"]:
                continue
            tally.check((a["origin"] == b["origin"]) == has_tie(a, b), f"{a['id']} {b['id']}")


def check_listed(articles, truth, tally, verbose):
    tally.begin("every listed pair is within the bounds of its relation, and rightly grouped")
    tally.check(len(truth) == LISTED, f"truth.tsv has {len(truth)} pairs")
    for first, second, relation in truth:
        pair, a, b = f"{first} {second} {relation}", articles[first], articles[second]
        figures = Figures(a, b)
        tally.check(relation in RELATIONS and a["number"] < b["number"], f"{pair}: not a pair")
        tally.check(BOUNDS[relation](figures), f"{pair}: {figures}")
        levels = [a[level] == b[level] for level in ("cluster", "origin", "story")]
        right = {"excerpt": [False, True, True], "template": [False, False, False]}
        tally.check(levels == right.get(relation, [True, True, True]), f"{pair}: {levels}")
        if verbose:
            print(f"{pair}: {figures}")


def check_unlisted(articles, press, listed, tally):
    """Nothing else is alike, nor like anything in corpus/articles.jsonl; and no cluster has a
    pair that is not listed."""
    tally.begin("no other two articles are alike")
    pairs = [pair for pair in itertools.combinations(articles, 2) if pair not in listed]
    for a, b in pairs:
        tally.check(articles[a]["cluster"] != articles[b]["cluster"], f"{a} {b}: not listed")
    everything = {**articles, **press}
    for a, b in pairs + list(itertools.product(articles, press)):
        one, other = everything[a], everything[b]
        jaccard = (len(one["shingles"] & other["shingles"])
                   / len(one["shingles"] | other["shingles"]))
        tally.check(jaccard < 0.1 and not one["long_runs"] & other["long_runs"],
                    f"{a} {b} are alike: Jaccard {jaccard:.3f}")


def check_readme(articles, tally):
    tally.begin("README.md names every article of stories/")
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    for name in articles:
        tally.check(f"`{name}`" in readme, f"README.md does not name {name}")


def main():
    tally, verbose = Tally("--tap" in sys.argv[1:]), "-v" in sys.argv[1:]
    press = read_articles(HERE / "articles.jsonl")
    by_id = read_articles(HERE / "stories" / "articles.jsonl")
    check_fields(by_id, press, tally)
    articles, press = ({name: found[0] for name, found in group.items()}
                       for group in (by_id, press))
    for name in UNDATED:  # for Figures, which wants a time: that of the article before
        articles[name]["moment"] = articles["s095-novelist-corrant"]["moment"]
    rows = read_table("stories/stories.tsv", ["id", "story", "cluster", "origin"], tally)
    check_table(articles, rows, tally)
    stories = stories_of(articles)
    check_stories(articles, stories, tally, verbose)
    check_like(stories, tally)
    check_shared_facts(articles, stories, tally)
    check_origins(stories, tally)
    truth = read_table("stories/truth.tsv", ["id1", "id2", "relation"], tally)
    check_listed(articles, truth, tally, verbose)
    check_unlisted(articles, press, {tuple(row[:2]) for row in truth}, tally)
    check_readme(articles, tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
