"""test_containers.py - one corpus in every container gives the same clusters, and texts come back whole

    test_containers.py COMMAND CORPUS

The corpus is written by Python's json, csv and gzip, and zstd's own library. Every container must give
what JSON lines give, byte for byte: ids, members, figures. Then random records, with all that quoting
and escaping is there for, are written in each form, and have to be read back as they were.

A container is a function that writes records into a folder and gives the inputs to name; add it to
CONTAINERS. What keeps no nested values says so by its name in TABLES, and gets them as people export them.
"""

import csv
import ctypes
import gzip
import io
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND, CORPUS = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2])


# ------------------------------------------------------------------ writing


def lines_of(records):
    return "".join(json.dumps(record) + "\n" for record in records)


def write(path, text):
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return [path.name]


def zstd(data):
    library = ctypes.CDLL("libzstd.so.1")
    library.ZSTD_compressBound.restype = library.ZSTD_compress.restype = ctypes.c_size_t
    library.ZSTD_compressBound.argtypes = [ctypes.c_size_t]
    library.ZSTD_compress.argtypes = [ctypes.c_char_p, ctypes.c_size_t] * 2 + [ctypes.c_int]
    room = ctypes.create_string_buffer(library.ZSTD_compressBound(len(data)))
    count = library.ZSTD_compress(room, len(room), data, len(data), 3)
    return room.raw[:count]


def table(records, **form):
    names = list(dict.fromkeys(name for record in records for name in record))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, **form)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def files(folder, records):
    inside = folder / "articles"
    inside.mkdir()
    for number, record in enumerate(records):
        write(inside / f"{number:05}.json", json.dumps(record, indent=4))
    return [inside.name]


def answer(records):
    return {"status": "ok", "totalResults": len(records), "articles": records, "next": {"page": [2]}}


CONTAINERS = {
    "JSON lines": lambda f, r: write(f / "a.jsonl", lines_of(r)),
    "JSON lines named .json": lambda f, r: write(f / "a.json", lines_of(r)),
    "JSON array on one line": lambda f, r: write(f / "a.json", json.dumps(r)),
    "JSON array, indented, in UTF-8": lambda f, r: write(
        f / "a.json", json.dumps(r, indent=2, ensure_ascii=False)),
    "JSON array, an element a line": lambda f, r: write(
        f / "a.json", "[" + ",\n".join(json.dumps(x, ensure_ascii=False) for x in r) + "]\n"),
    "objects over many lines": lambda f, r: write(
        f / "a.json", "\n".join(json.dumps(x, indent=1) for x in r)),
    "an answer with a list": lambda f, r: write(f / "a.json", json.dumps(answer(r))),
    "an answer in an answer": lambda f, r: write(
        f / "a.json", json.dumps({"response": answer(r), "took": 3}, indent="\t")),
    "a folder of objects": files,
    "JSON array, gzip": lambda f, r: write(f / "a.json.gz", gzip.compress(json.dumps(r).encode())),
    "JSON array, zstd": lambda f, r: write(f / "a.json.zst", zstd(json.dumps(r).encode())),
    "CSV": lambda f, r: write(f / "a.csv", table(r)),
    "CSV with a mark, all quoted": lambda f, r: write(
        f / "a.csv", "\ufeff" + table(r, quoting=csv.QUOTE_ALL)),
    "CSV with semicolons and newlines": lambda f, r: write(
        f / "a.csv", table(r, delimiter=";", lineterminator="\n")),
    "CSV with bars": lambda f, r: write(f / "a.csv", table(r, delimiter="|")),
    "CSV under no name": lambda f, r: write(f / "a.out", table(r)),
    "TSV": lambda f, r: write(f / "a.tsv", table(r, delimiter="\t")),
    "CSV, gzip": lambda f, r: write(f / "a.csv.gz", gzip.compress(table(r).encode())),
    "TSV, zstd": lambda f, r: write(f / "a.tsv.zst", zstd(table(r, delimiter="\t").encode())),
}
TABLES = [name for name in CONTAINERS if name.startswith(("CSV", "TSV"))]


# ------------------------------------------------------------------ records


def joined(value):
    """The strings in a text of several, as the command joins them, in order."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        if any(isinstance(part, dict) and "value" in part for part in value):
            return joined(next(part["value"] for part in value if "value" in part))
        return [text for part in value for text in joined(part)]
    if isinstance(value, dict):
        return [text for part in value.values() for text in joined(part)]
    return []


def flat(record):
    """A record with one level of values, as data frames make it."""
    out = {}
    for name, value in record.items():
        if name in ("metadata", "source") and isinstance(value, dict):
            out.update({f"{name}.{inner}": inside for inner, inside in value.items()})
        elif isinstance(value, (list, dict)):
            out[name] = "\n\n".join(joined(value))
        else:
            out[name] = value
    return out


LETTERS = list('ab \t",;|\\\'\r\n{}[]:/') + ["\u00e9", "\u2019", "\u65b0", "\U0001f600", "\x01", '""', "\r\n"]


def random_text(dice):
    return "x" + "".join(dice.choice(LETTERS) for _ in range(dice.randrange(30))) + "x"


def random_records(dice):
    return [
        {"id": f"a{i}", "title": random_text(dice), "text": random_text(dice), "note": random_text(dice)}
        for i in range(dice.randrange(1, 40))
    ]


# ------------------------------------------------------------------ tests


def run(folder, *arguments):
    done = subprocess.run([COMMAND, *arguments], cwd=folder, capture_output=True)
    return done.stdout.decode(), done.stderr.decode()


def run_in(name, records, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        return run(folder, *arguments, *CONTAINERS[name](Path(folder), records))


def corpus_is_alike(name, records, wanted):
    records = [flat(record) for record in records] if name in TABLES else records
    for command in wanted:
        got, said = run_in(name, records, command, "-q", "--format", "tsv")
        if got != wanted[command] or said:
            return f"{command}: {said or 'another result'}"
    return None


def comes_back(name):
    dice = random.Random(name)
    for _ in range(5):
        records = random_records(dice)
        got, said = run_in(name, records, "inspect", "-q", "--format", "jsonl")
        lines = [json.loads(line) for line in got.splitlines()]
        seen = [(line["id"], line["title"], line["text_bytes"]) for line in lines]
        wanted = [(r["id"], r["title"], len(r["text"].encode())) for r in records]
        if seen != wanted or said:
            return f"{said} {next((pair for pair in zip(seen, wanted) if pair[0] != pair[1]), '')}"
    return None


def main():
    records = [json.loads(line) for line in (CORPUS / "articles.jsonl").read_text().splitlines()]
    wanted = {command: run_in("JSON lines", records, command, "-q", "--format", "tsv")[0]
              for command in ("cluster", "pairs")}
    number = 0

    assert all(len(rows.splitlines()) > 20 for rows in wanted.values())
    print(f"1..{2 * len(CONTAINERS)}")
    for name in CONTAINERS:
        for what, problem in ((f"the corpus is the same as {name}", corpus_is_alike(name, records, wanted)),
                              (f"random records come back from {name}", comes_back(name))):
            number += 1
            print(f"{'not ok' if problem else 'ok'} {number} - {what}")
            if problem:
                print(f"# {problem[:800]}")


main()
