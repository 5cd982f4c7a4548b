"""test_containers.py - one corpus in every container gives the same clusters, and texts come back whole

    test_containers.py COMMAND CORPUS

The corpus is written by Python's json, csv and gzip, and zstd's own library. Every container must give
what JSON lines give, byte for byte: ids, members, figures. Then random records, with all that quoting
and escaping is there for, are written in each form, and have to be read back as they were.

A container is a function that writes records into a folder and gives the inputs to name; add it to
CONTAINERS. What keeps no nested values says so by its name in TABLES, and gets them as people export them.
DOCUMENTS are made for reading: they carry a text in paragraphs and a few facts about it, and are held to what
JSON lines of no more than that give.
"""

import csv
import ctypes
import email.headerregistry
import email.message
import email.utils
import gzip
import html
import io
import json
import mailbox
import random
import subprocess
import sys
import tempfile
from datetime import datetime
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


# ------------------------------------------------------------------ documents


def paragraphs(record):
    return "".join(f"<p>{html.escape(part)}</p>\n" for part in record["text"].split("\n\n"))


def page(record):
    """A page as sites have them: links around the article, and what it says of itself in its head."""
    links = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("news", "sport", "weather", "letters"))
    facts = {"og:title": "title", "og:site_name": "source", "article:published_time": "date"}
    metas = "".join(f'<meta property="{name}" content="{html.escape(record[field])}">'
                    for name, field in facts.items() if record.get(field))
    return ('<!DOCTYPE html><html><head><meta charset="utf-8">'
            f'<link rel="canonical" href="{html.escape(record["id"])}">'
            f"{metas}</head><body><nav><ul>{links}</ul></nav><article>\n{paragraphs(record)}</article>"
            f"<footer><ul>{links}</ul></footer></body></html>\n")


def pages(folder, records):
    inside = folder / "pages"
    inside.mkdir()
    for number, record in enumerate(records):
        write(inside / f"{number:05}.html", page(record))
    return [inside.name]


def archive(records, kind, content_type, content_of):
    """A web archive whose records are fetched at one time, each a gzip member of its own."""
    out = b""
    for record in records:
        content = content_of(record)
        head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {record['id']}\r\n"
                f"WARC-Date: 2035-01-01T00:00:00Z\r\nContent-Type: {content_type}\r\n"
                f"Content-Length: {len(content)}\r\n\r\n")
        out += gzip.compress(head.encode() + content + b"\r\n\r\n")
    return out


def chunked(record):
    """A response as a server sends it that does not know the length beforehand."""
    body = page(record).encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 1000]), body[i:i + 1000]) for i in range(0, len(body), 1000))
    return (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunks + b"0\r\n\r\n")


def feed(records, outside, item_of):
    return outside.format("".join(item_of(record) for record in records))


def rss_item(r):
    date = f"<dcterms:issued>{r['date']}</dcterms:issued>" if r.get("date") else ""
    source = f"<dc:publisher>{html.escape(r['source'])}</dc:publisher>" if r.get("source") else ""
    return (f"<item><title>{html.escape(r['title'])}</title><link>{html.escape(r['id'])}</link>"
            f"<guid>{html.escape(r['id'])}</guid>{date}{source}<description>A summary.</description>"
            f"<content:encoded><![CDATA[{paragraphs(r)}]]></content:encoded></item>\n")


def atom_entry(r):
    date = f"<published>{r['date']}</published>" if r.get("date") else ""
    return (f"<entry><title>{html.escape(r['title'])}</title><link href=\"{html.escape(r['id'])}\"/>"
            f"<id>{html.escape(r['id'])}</id>{date}<summary>A summary.</summary>"
            f"<content type=\"html\">{html.escape(paragraphs(r))}</content></entry>\n")


def news_item(r):
    date = f"<versionCreated>{r['date']}</versionCreated>" if r.get("date") else ""
    source = f"<provider literal=\"{html.escape(r['source'])}\"/>" if r.get("source") else ""
    return (f"<newsItem guid=\"{html.escape(r['id'])}\" version=\"1\"><itemMeta>{source}{date}</itemMeta>"
            f"<contentMeta><headline>{html.escape(r['title'])}</headline></contentMeta><contentSet><inlineXML>"
            f"<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{paragraphs(r)}</body></html>"
            "</inlineXML></contentSet></newsItem>\n")


def mailed(folder, records):
    box = mailbox.mbox(folder / "a.mbox")
    for record in records:
        letter = email.message.EmailMessage()
        letter["Archived-At"], letter["Subject"] = f"<{record['id']}>", record["title"]
        if record.get("source"):
            letter["From"] = email.headerregistry.Address(record["source"], "news", "paper.example")
        if record.get("date"):
            letter["Date"] = email.utils.format_datetime(datetime.fromisoformat(record["date"].replace("Z", "+00:00")))
        letter.set_content(record["text"])
        letter.add_alternative(page(record), subtype="html")
        box.add(letter)
    box.close()
    return ["a.mbox"]


RSS = ('<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
       'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><channel>'
       "<title>All</title><link>https://all.example/</link>{}</channel></rss>")
ATOM = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>All</title>{}</feed>'
NEWSML = ('<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{}</itemSet>'
          "</newsMessage>")

# Each with the facts that it does not carry: an Atom entry has no publisher, a text of WET nothing but its url
# (the day on which it was fetched is no date of the article).
DOCUMENTS = {
    "a folder of pages": (pages, ()),
    "WARC of chunked responses": (lambda f, r: write(f / "a.warc.gz", archive(
        r, "response", "application/http; msgtype=response", chunked)), ()),
    "WET": (lambda f, r: write(f / "a.wet.gz", archive(
        r, "conversion", "text/plain", lambda record: record["text"].encode())), ("source", "title", "date")),
    "RSS": (lambda f, r: write(f / "a.rss", feed(r, RSS, rss_item)), ()),
    "Atom": (lambda f, r: write(f / "a.atom", feed(r, ATOM, atom_entry)), ("source",)),
    "NewsML-G2": (lambda f, r: write(f / "a.xml", feed(r, NEWSML, news_item)), ()),
    "mbox": (mailed, ()),
}


def as_document(record, told):
    """What a document can say of an article: 'told' is what inspect says of it."""
    text = "\n\n".join(joined(record["metadata"][told["keys"]["text"]] if told["keys"]["text"] not in record
                              else record[told["keys"]["text"]]))
    text = "\n\n".join(" ".join(part.split()) for part in text.split("\n\n") if part.split())
    return {"id": f"{told['url'] or 'https://none.example/'}?{told['line']}", "title": told["title"] or "Untitled",
            "source": told["source"], "date": told["date"], "text": text}


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


def document_is_alike(name, records):
    write_all, left_out = DOCUMENTS[name]
    for record in records:
        record.update({field: None for field in left_out})
    with tempfile.TemporaryDirectory() as folder:
        write_all(Path(folder), records)
        inputs = [path.name for path in Path(folder).iterdir()]
        for command in ("cluster", "pairs"):
            lines = [{"url": record["id"], **record} for record in records]
            wanted, _ = run_in("JSON lines", lines, command, "-q", "--format", "tsv")
            got, said = run(folder, command, "-q", "--format", "tsv", *inputs)
            if got != wanted or said:
                rows = zip(got.splitlines(), wanted.splitlines())
                return f"{command}: {said or next((row for row in rows if row[0] != row[1]), 'more rows')}"
    return None


def documents_of(records):
    told = run_in("JSON lines", records, "inspect", "-q", "--format", "jsonl")[0].splitlines()
    return [as_document(record, json.loads(line)) for record, line in zip(records, told, strict=True)]


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

    assert all(len(rows.splitlines()) > 20 for rows in wanted.values())
    print(f"1..{2 * len(CONTAINERS) + len(DOCUMENTS)}")
    checks = [check for name in CONTAINERS for check in (
        (f"the corpus is the same as {name}", lambda name=name: corpus_is_alike(name, records, wanted)),
        (f"random records come back from {name}", lambda name=name: comes_back(name)))]
    checks += [(f"the corpus is the same as {name}",
                lambda name=name: document_is_alike(name, documents_of(records))) for name in DOCUMENTS]
    for number, (what, check) in enumerate(checks, 1):
        problem = check()
        print(f"{'not ok' if problem else 'ok'} {number} - {what}")
        if problem:
            print(f"# {problem[:800]}")


main()
