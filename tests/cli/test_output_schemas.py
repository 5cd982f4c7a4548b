#!/usr/bin/env python3
"""test_output_schemas.py - what the command writes is what docs/schemas/ says

    test_output_schemas.py ROOT WIRETWIN

Runs the command on corpus/, on a few records with what that lacks, and on a feed, and validates every
line with python3-jsonschema. A schema that promises too much rots as surely as one that promises too
little: each property, each type that it may have and each word of an enumeration has to be seen in some
output. The headers of TSV are held against the table of docs/schemas/README.md. Prints TAP.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import jsonschema
except ImportError:
    # A python3 from elsewhere may stand before Debian's, which has the package.
    if Path(sys.executable).resolve() == Path("/usr/bin/python3").resolve():
        print("1..1\nnot ok 1 - there is no jsonschema here: apt-get install python3-jsonschema")
        sys.exit(1)
    os.execv("/usr/bin/python3", ["python3", "-B", *sys.argv])

ROOT, WIRETWIN = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
SCHEMAS = ROOT / "docs" / "schemas"
ARTICLES, STORIES = "corpus/articles.jsonl", "corpus/stories/articles.jsonl"

# What no output here shows, with the reason; each is a pointer and how it could be seen.
EXCUSED = {
    ("eval.json/$defs/summary/properties/labels/items/properties/predicted/properties/unrelated", "at all"):
        "a member of a large cluster whose figures were not asked for",
    ("feed.json/$defs/article/properties/relation", 'as "template"'):
        "a member tied to its canonical by others only; forms alone are nobody's partner",
    ("shared.json/$defs/recurring_line/properties/source", "as null"):
        "takes a line in eight articles of which no source is known",
}

WORDS = " ".join(f"w{i}" for i in range(60))
OTHERS = " ".join(f"v{i}" for i in range(60))
MORE = " ".join(f"u{i}" for i in range(60))
ODD = [
    {"id": "crawled", "date_download": "2031-05-01T10:00:00Z", "text": WORDS},
    {"id": "undated", "date": "some day in May", "text": WORDS, "title": "Undated"},
    {"id": "undated", "text": WORDS + " x"},
    {"id": "crawled-alone", "date_download": "2031-05-02T10:00:00Z", "text": OTHERS},
    {"id": "dated", "date": "2031-05-03T10:00:00Z", "source": "The Bay", "text": MORE},
    {"id": "same-day", "date": "2031-05-03T10:00:00Z", "source": "The Bay", "text": MORE},
]


# ---------------------------------------------------------------- schemas

def moved_refs(node, file):
    """The schema with its references as they are where all files stand in one document."""
    if isinstance(node, list):
        return [moved_refs(item, file) for item in node]
    if not isinstance(node, dict):
        return node
    moved = {key: moved_refs(value, file) for key, value in node.items() if key != "$schema"}
    if isinstance(moved.get("$ref"), str):
        name, _, pointer = moved["$ref"].partition("#")
        moved["$ref"] = f"#/$defs/{name or file}{pointer}"
    return moved


def load_schemas():
    """One document that holds each file below $defs, so that no version has to fetch anything."""
    files = {path.name: json.loads(path.read_text()) for path in sorted(SCHEMAS.glob("*.json"))}
    return {"$defs": {name: moved_refs(schema, name) for name, schema in files.items()}}


WHOLE = load_schemas()


def validator_of(pointer):
    """A validator of the schema at a pointer, as in cluster.json/properties/id."""
    return jsonschema.Draft202012Validator({**WHOLE, "$ref": f"#/$defs/{pointer}"})


VALIDATORS = {name: validator_of(name) for name in WHOLE["$defs"]}


def at(pointer):
    node = WHOLE["$defs"]
    for step in pointer.split("/"):
        node = node[int(step)] if isinstance(node, list) else node[step]
    return node


TYPES = {"null": type(None), "boolean": bool, "integer": int, "number": (int, float), "string": str,
         "array": list, "object": dict}


def is_of(value, name):
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def promises(pointer, node, out):
    """All that a schema promises: (pointer of a property, what of it may be seen)."""
    if isinstance(node, list):
        for i, item in enumerate(node):
            promises(f"{pointer}/{i}", item, out)
    if not isinstance(node, dict):
        return
    for name, value in node.get("properties", {}).items():
        out.add((f"{pointer}/properties/{name}", "at all"))
        promises(f"{pointer}/properties/{name}", value, out)
    if isinstance(node.get("type"), list):
        out.update((pointer, f"as {name}") for name in node["type"])
    out.update((pointer, f"as {json.dumps(word)}") for word in node.get("enum", []))
    for key in ("items", "oneOf"):
        promises(f"{pointer}/{key}", node.get(key), out)
    for name, value in node.get("$defs", {}).items():
        promises(f"{pointer}/$defs/{name}", value, out)


def see(pointer, value, seen):
    """Notes what of the promises at a pointer a value keeps."""
    node = at(pointer)
    if "$ref" in node:
        see(node["$ref"].removeprefix("#/$defs/"), value, seen)
    for i, _ in enumerate(node.get("oneOf", [])):
        branch = f"{pointer}/oneOf/{i}"
        if validator_of(branch).is_valid(value):
            see(branch, value, seen)
    if isinstance(node.get("type"), list):
        seen.update((pointer, f"as {name}") for name in node["type"] if is_of(value, name))
    if "enum" in node:
        seen.add((pointer, f"as {json.dumps(value)}"))
    if isinstance(value, dict):
        for name in value.keys() & node.get("properties", {}).keys():
            seen.add((f"{pointer}/properties/{name}", "at all"))
            see(f"{pointer}/properties/{name}", value[name], seen)
    if isinstance(value, list) and "items" in node:
        for item in value:
            see(f"{pointer}/items", item, seen)


# ---------------------------------------------------------------- runs

def run(*arguments, more=None, **environment):
    """Standard output of a run, in the folder with corpus/; compare may end with 1."""
    done = subprocess.run([str(WIRETWIN), *arguments], capture_output=True, text=True, input=more,
                          env={**os.environ, **environment})
    if done.returncode not in (0, 1):
        sys.exit(f"Bail out! {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def lines(*arguments, more=None):
    return [json.loads(line) for line in run(*arguments, more=more).splitlines()]


def jsonl(*arguments):
    return lines(*arguments, "-q", "--format", "jsonl")


def compared():
    """Copies, two tellings of one event, and two that have nothing to do with each other."""
    one, other = f"{ARTICLES}#001-flood-corrant", f"{ARTICLES}#004-flood-reader"
    Path("empty.txt").write_text("")
    Path("titled.jsonl").write_text("".join(
        json.dumps({"id": name, "title": "Vellmar Ostwick Harrowmere", "text": text}) + "\n"
        for name, text in (("t1", "Ferries ran."), ("t2", "Boats sank."))))
    found = [jsonl("compare", one, f"{ARTICLES}#{other}")
             for other in ("002-flood-halse", "004-flood-reader", "012-transfer-kestmoor")]
    found.append(jsonl("compare", "--keep-boilerplate", other, one))
    found.append(jsonl("compare", one, "empty.txt"))
    found.append(jsonl("compare", "titled.jsonl#t1", "titled.jsonl#t2"))
    found.append(jsonl("compare", "odd.jsonl#dated", "odd.jsonl#same-day"))
    found.append(jsonl("compare", "odd.jsonl#crawled", "odd.jsonl#crawled-alone"))
    found += [jsonl("compare", f"credits.jsonl#{kind}", one) for kind in CREDITS]
    found += [jsonl("compare", one, f"{ARTICLES}#{article}") for article in one_of_each_kind()]
    return [line for part in found for line in part]


def one_of_each_kind():
    """The id of an article with each kind of boilerplate."""
    rows = [line.split("\t") for line in Path("corpus/boilerplate.tsv").read_text().splitlines()[1:]]
    return set({row[1]: row[0] for row in reversed(rows)}.values())


# How a text may credit its agency; the other kinds of boilerplate are never evidence.
CREDITS = {
    "dateline": "VELLMAR, March 15 (Reuters) - The board met.\nIt will meet again.",
    "credit": "The board met.\nIt will meet again.\nAFP contributed reporting.",
}


def fed():
    """All of a feed: what is judged, known, a version; what is moved; with and without texts."""
    feed = ["feed", "-q", "--db", "news.db", "--passages"]
    found = lines(*feed, ARTICLES) + lines(*feed, "odd.jsonl", ARTICLES)
    found += lines("feed", "-q", "--db", "bare.db", "--no-texts", ARTICLES)
    record = {"id": "first", "date": "2031-03-01T05:00:00Z", "source": "Old News", "text": WORDS}
    found += lines(*feed, "-", more=json.dumps(record) + "\n")
    found += lines(*feed, "-", more=json.dumps({**record, "date": "2031-02-01"}) + "\n")
    found += lines("feed", "-q", "--db", "news.db", "--delete", "first")
    return found + moved()


def moved():
    """b is alone with half of a until c ties both; then c goes, and with it the tie."""
    text = [f"w{i}" for i in range(200)]
    parts = [text[:120], text[80:], text]
    records = [{"id": "abc"[i], "text": " ".join(part)} for i, part in enumerate(parts)]
    feed = ["feed", "-q", "--db", "moved.db"]
    return [line for record in records for line in lines(*feed, "-", more=json.dumps(record) + "\n")]


def evaluated():
    """Clusters, pairs and stories against gold, with gold and predictions that do not fit."""
    Path("clusters.jsonl").write_text(run("cluster", "-q", "--format", "jsonl", ARTICLES))
    Path("pairs.jsonl").write_text(run("pairs", "-q", "--format", "jsonl", ARTICLES))
    Path("stories.tsv").write_text(run("cluster", "-q", "--stories", "--format", "tsv", ARTICLES))
    Path("gold.tsv").write_text("001-flood-corrant\tx\n002-flood-halse\tx\nnobody\tx\n")
    rows = Path("corpus/truth.tsv").read_text() + "001-flood-corrant\t010-nobody\t?\n"
    Path("truth.tsv").write_text(rows + "003-flood-carrow\t045-market-ledgerline\tnear\n")
    found = [jsonl("eval", "--gold", "corpus/clusters.tsv", "clusters.jsonl")]
    found.append(jsonl("eval", "--gold", "gold.tsv", "clusters.jsonl"))
    found.append(jsonl("eval", "--gold", "truth.tsv", "clusters.jsonl"))
    found.append(jsonl("eval", "--gold", "truth.tsv", "--positive", "near,exact", "pairs.jsonl"))
    Path("apart.tsv").write_text("id\tcluster\tcanonical\trelation\n001-flood-corrant\tc\t001-flood-corrant\texact\n"
                                 "002-flood-halse\tc\t001-flood-corrant\tunrelated\n")
    found.append(jsonl("eval", "--gold", "truth.tsv", "apart.tsv"))
    found.append(jsonl("eval", "--level", "story", "--gold", "corpus/clusters.tsv", "stories.tsv"))
    return [line for part in found for line in part]


def tuned():
    Path("gold.tsv").write_text("001-flood-corrant\tx\n003-flood-carrow\tx\nnobody\tx\n")
    return (jsonl("tune", "--threshold", ".7") + jsonl("tune", "--gold", "corpus/truth.tsv", ARTICLES)
            + jsonl("tune", "--gold", "gold.tsv", ARTICLES))


def statistics():
    found = []
    for arguments in (["cluster", "--stories", "--prefer", "reuters.com"], ["dedup"], ["pairs"],
                      ["cluster", "--canonical", "longest"], ["cluster", "--canonical", "first"]):
        run(*arguments, "-q", "-o", "out", "--stats", "stats.json", ARTICLES, "odd.jsonl")
        found.append(json.loads(Path("stats.json").read_text()))
    nowhere = {"WIRETWIN_CONFIG": "", "XDG_CONFIG_HOME": "/nowhere", "HOME": "/nowhere"}
    run("pairs", "-q", "--stats", "stats.json", ARTICLES, **nowhere)
    found.append(json.loads(Path("stats.json").read_text()))
    Path("config").write_text("threshold = .6\n")
    run("pairs", "-q", "--stats", "stats.json", ARTICLES, WIRETWIN_CONFIG="config", WIRETWIN_SHINGLE="4")
    return found + [json.loads(Path("stats.json").read_text())]


def removed():
    """Those of corpus/, and a half of a report that is kept for the other half, of a better source."""
    run("dedup", "-q", "-o", "out", "--removed", "removed.jsonl", ARTICLES, "odd.jsonl")
    gone = Path("removed.jsonl").read_text()
    text = [f"w{i}" for i in range(200)]
    records = [{"id": "whole", "date": "2031-05-01", "text": " ".join(text)},
               {"id": "begin", "date": "2031-05-02", "source": "best.example", "text": " ".join(text[:100])},
               {"id": "end", "date": "2031-05-03", "text": " ".join(text[100:])}]
    Path("halves.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    run("dedup", "-q", "--keep", "source:best.example", "-o", "out", "--removed", "removed.jsonl", "halves.jsonl")
    return [json.loads(line) for line in (gone + Path("removed.jsonl").read_text()).splitlines()]


def learned():
    """A line that a known source has, and one that stands in articles of no known source."""
    records = [{"id": f"n{i}", "text": " ".join(f"x{i}y{j}" for j in range(60))
                + "\nThe Bay is printed by hand in the old mill\n"} for i in range(9)]
    Path("nowhere.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return jsonl("inspect", "--learned", ARTICLES) + jsonl("inspect", "--learned", "nowhere.jsonl")


RUNS = {
    "cluster.json": lambda: jsonl("cluster", ARTICLES, "odd.jsonl")
    + jsonl("cluster", "--stories", STORIES) + jsonl("cluster", "corpus/text"),
    "annotated.json": lambda: lines("cluster", "-q", "--annotate", "--stories", STORIES)
    + lines("cluster", "-q", "--annotate", ARTICLES, "odd.jsonl"),
    "story.json": lambda: jsonl("cluster", "--level", "story", STORIES, ARTICLES, "odd.jsonl"),
    "pairs.json": lambda: jsonl("pairs", ARTICLES, "odd.jsonl")
    + jsonl("pairs", "--passages", ARTICLES),
    "compare.json": compared,
    "inspect.json": lambda: jsonl("inspect", ARTICLES, "odd.jsonl")
    + jsonl("inspect", "--keep-boilerplate", ARTICLES),
    "learned.json": learned,
    "feed.json": fed,
    "eval.json": evaluated,
    "tune.json": tuned,
    "stats.json": statistics,
    "removed.json": removed,
}


# ---------------------------------------------------------------- what is checked

def check_lines(name, seen):
    """Complaints about the lines of an output, the first few of them."""
    complaints = []
    for line in RUNS[name]():
        for error in VALIDATORS[name].iter_errors(line):
            path = "/".join(map(str, error.absolute_path))
            complaints.append(f"{name} at '{path}': {error.message[:300]}")
        see(name, line, seen)
    return complaints[:5]


def check_words(name):
    """Each property has a sentence, here or where it refers to."""
    complaints = []
    found = set()
    promises(name, at(name), found)
    for pointer, what in sorted(found):
        node = at(pointer)
        while what == "at all" and "description" not in node and "$ref" in node:
            node = at(node["$ref"].removeprefix("#/$defs/"))
        if what == "at all" and not node.get("description", "").endswith("."):
            complaints.append(f"{pointer} has no sentence that describes it")
    return complaints


def check_promises(name, seen):
    """What a schema promises, and no output has shown."""
    found = set()
    promises(name, at(name), found)
    return [f"{pointer} was never seen {what}" for pointer, what in sorted(found - seen)
            if (pointer, what) not in EXCUSED]


TABLES = {
    "cluster --format tsv": ["cluster", ARTICLES],
    "cluster --stories --format tsv": ["cluster", "--stories", ARTICLES],
    "cluster --level story --format tsv": ["cluster", "--level", "story", STORIES],
    "pairs --format tsv": ["pairs", ARTICLES],
    "compare --format tsv": ["compare", f"{ARTICLES}:1", f"{ARTICLES}:2"],
    "inspect --format tsv": ["inspect", ARTICLES],
    "inspect --learned --format tsv": ["inspect", "--learned", ARTICLES],
    "eval --format tsv": ["eval", "--gold", "corpus/clusters.tsv", "clusters.jsonl"],
    "tune --format tsv": ["tune"],
    "tune --gold --format tsv": ["tune", "--gold", "corpus/truth.tsv", ARTICLES],
    "--rejects FILE": None,
}


def header_of(arguments):
    if arguments is None:
        run("inspect", "-q", "--rejects", "rejects.tsv", ARTICLES)
        return Path("rejects.tsv").read_text().splitlines()[0]
    return run(*arguments, "-q", "--format", "tsv").splitlines()[0]


def check_tables():
    """The rows of docs/schemas/README.md are the headers."""
    rows = dict(re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", (SCHEMAS / "README.md").read_text(), re.M))
    complaints = [f"there is no table '{name}'" for name in rows.keys() - TABLES.keys()]
    for name, arguments in TABLES.items():
        header = header_of(arguments).replace("\t", " ")
        if rows.get(name) != header:
            complaints.append(f"{name} has '{header}', and the page says '{rows.get(name)}'")
    return complaints


def main():
    seen = set()
    names = [name for name in WHOLE["$defs"] if name != "shared.json"]
    cases = [("every output has a schema, and every schema an output",
              lambda: sorted(set(names) ^ set(RUNS)))]
    cases += [(f"each line is as {name} says", lambda n=name: check_lines(n, seen)) for name in RUNS]
    for name in WHOLE["$defs"]:
        cases.append((f"all that {name} names is described", lambda n=name: check_words(n)))
        cases.append((f"all that {name} promises is met with",
                      lambda n=name: check_promises(n, seen)))
    cases.append(("tables have the columns that the page lists", check_tables))
    print(f"1..{len(cases)}")
    bad = 0
    for number, (name, check) in enumerate(cases, 1):
        said = check()
        bad += bool(said)
        print(f"{'not ok' if said else 'ok'} {number} - {name}")
        for line in said:
            print(f"# {line}")
    sys.exit(1 if bad else 0)


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    Path("corpus").symlink_to(ROOT / "corpus")
    Path("odd.jsonl").write_text("".join(json.dumps(record) + "\n" for record in ODD))
    Path("credits.jsonl").write_text("".join(
        json.dumps({"id": kind, "text": text}) + "\n" for kind, text in CREDITS.items()))
    main()
