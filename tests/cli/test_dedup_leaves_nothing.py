#!/usr/bin/env python3
"""test_dedup_leaves_nothing.py - what dedup keeps holds no copies, and is what the input was

Arguments: the command, the invented press (corpus/articles.jsonl), and, where it is built, make_corpus.
Prints TAP.

The press has more than the 128 articles of which every pair is compared, and fewer without its copies:
so it shows, too, what a second look finds. Kept bytes are held against a filter of lines by id that
knows nothing of clusters.
"""
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND, PRESS = sys.argv[1:3]
MAKE_CORPUS = sys.argv[3] if len(sys.argv) > 3 else None
ID_KEYS = ("id", "_id", "article_id", "doc_id", "uuid", "guid", "uri")

results = []


def tell(holds, words, *notes):
    results.append(holds)
    print(f"{'ok' if holds else 'not ok'} {len(results)} - {words}")
    for note in notes if not holds else ():
        print(f"# {note}")


def run(*arguments):
    done = subprocess.run([COMMAND, *arguments], capture_output=True)
    if done.returncode:
        sys.exit(f"Bail out! {' '.join(arguments)}: {done.stderr.decode()}")
    return done.stdout


def ids_of(line):
    record = json.loads(line)
    return {record[key] for key in ID_KEYS if key in record}


def sizes(path, *options):
    rows = run("cluster", "-q", "--format", "tsv", *options, path).decode().splitlines()[1:]
    return [int(row.split("\t")[2]) for row in rows]


def check(name, source, folder, dedup_options=(), cluster_options=()):
    kept = str(Path(folder) / "kept.jsonl")
    removed = Path(folder) / "removed.jsonl"
    run("dedup", "-q", *dedup_options, "--removed", str(removed), "-o", kept, source)
    gone = [json.loads(line) for line in removed.read_text().splitlines()]
    gone_ids = {entry["id"] for entry in gone}
    lines = Path(source).read_bytes().splitlines(keepends=True)
    wanted = b"".join(line for line in lines if not ids_of(line) & gone_ids)
    left = sizes(kept, *cluster_options)
    tell(max(left) == 1, f"{name}: no cluster is left", f"{sum(s > 1 for s in left)} are in one")
    tell(len(left) + len(gone) == len(lines), f"{name}: each article is kept or listed")
    tell(hashlib.sha256(wanted).digest() == hashlib.sha256(Path(kept).read_bytes()).digest(),
         f"{name}: the bytes are those of a filter by id")
    kept_ids = {identity for line in Path(kept).read_bytes().splitlines() for identity in ids_of(line)}
    tell(all(entry["kept"] in kept_ids for entry in gone), f"{name}: who is kept instead is there")
    return gone, wanted


def check_press(folder):
    gone, _ = check("the press", PRESS, folder)
    tell(len(gone) > 40, "the press has copies to lose")
    gone, _ = check("the press, longest kept", PRESS, folder, ("--keep", "longest"),
                    ("--canonical", "longest"))
    tell(any(entry["round"] > 1 for entry in gone), "a second look finds what the first could not",
         "the press has changed: find another case")
    check("the press at another threshold", PRESS, folder, ("--threshold", ".3"), ("--threshold", ".3"))


def check_planted(folder):
    planted = str(Path(folder) / "planted.jsonl")
    edits = "exact,rewrap,requote,truncate,pad,expand,near=2,mixed=2,merge,excerpt"
    subprocess.run([MAKE_CORPUS, "-n", "4000", "-w", "120", "--copies", ".5", "--edits", edits,
                    "-o", planted], check=True)
    gone, wanted = check("a planted corpus", planted, folder)
    tell(1000 < len(gone) < 2400, "a planted corpus loses its copies", f"{len(gone)} are gone")
    packed = Path(folder) / "planted.jsonl.gz"
    packed.write_bytes(subprocess.run(["gzip", "-c", planted], capture_output=True).stdout)
    for options in (["-j", "1"], ["--memory", "4M"]):
        tell(run("dedup", "-q", *options, str(packed)) == wanted, f"the same bytes with {options}")


with tempfile.TemporaryDirectory() as folder:
    check_press(folder)
    if MAKE_CORPUS:
        check_planted(folder)
print(f"1..{len(results)}")
sys.exit(not all(results))
