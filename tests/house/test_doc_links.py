#!/usr/bin/env python3
"""test_doc_links.py - links in the pages lead somewhere, and every page is in the index

    test_doc_links.py ROOT

Looks at all Markdown of the project, but for articles of corpus/: a relative link has to name a file that
is there, and one with # a heading in it; docs/README.md has to link every page of docs/. Links to other
hosts are not followed. Prints TAP.
"""

import re
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)

CODE = re.compile(r"`[^`\n]*`(?!\])")


def pages():
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "corpus" / "README.md"]
    return sorted(page for page in found if page.is_file())


def text_of(page):
    """A page without its blocks of code; code in a line stays where a heading has it."""
    return FENCE.sub("", page.read_text())


def anchors_of(page):
    """What a heading is called in a link: small letters, no signs, a hyphen for each space."""
    headings = re.findall(r"^#+ (.*)$", text_of(page), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.strip().replace(" ", "-") for heading in plain}


def complaint(page, link):
    """What is wrong with a link of a page, or None."""
    if re.match(r"[a-z]+:", link):
        return None
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    where = page.relative_to(ROOT)
    if not target.exists():
        return f"{where}: there is no {link}"
    if anchor and target.suffix == ".md" and anchor not in anchors_of(target):
        return f"{where}: {path or 'it'} has no heading '{anchor}'"
    return None


def bad_links():
    found = [complaint(page, link) for page in pages()
             for link in LINK.findall(CODE.sub("", text_of(page)))]
    return [words for words in found if words]


def missing_from_index():
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link.split("#")[0]).resolve() for link in LINK.findall(index.read_text())}
    return [f"docs/README.md does not link {page.relative_to(ROOT)}"
            for page in sorted((ROOT / "docs").rglob("*.md"))
            if page != index and page.resolve() not in linked]


CASES = [("links lead somewhere", bad_links), ("every page of docs/ is in its index", missing_from_index)]
print(f"1..{len(CASES)}")
bad = 0
for number, (name, check) in enumerate(CASES, 1):
    said = check()
    bad += bool(said)
    print(f"{'not ok' if said else 'ok'} {number} - {name}")
    for line in said:
        print(f"# {line}")
sys.exit(1 if bad else 0)
