"""comparing.py - two articles side by side, and what in one text is none of its story"""

from __future__ import annotations

from typing import Any, NamedTuple

from .articles import CArticles, Given, Places, SourceNumbers, Text, article_of, utf8
from .c_library import Closing, Handle, call, ffi, lib, text_of
from .engine import agency_name
from .figures import Figures, Relation, figures_of
from .options import COptions, Options


class Passage(NamedTuple):
    """A run of words that both texts have: text_a[passage.a] and text_b[passage.b]."""

    a: slice
    b: slice
    token_count: int


class Change(NamedTuple):
    """Facts that stand in one text in place of others."""

    a: slice
    b: slice
    has_figures: bool  # numbers, days or months
    has_names: bool


class BoilerplatePart(NamedTuple):
    """A part of a text that is none of its story: text[part.place]."""

    place: slice
    kind: str  # "byline", "dateline", "credit", ...


class Boilerplate(NamedTuple):
    """What in a text is none of its story, and the agency that it credits."""

    parts: list[BoilerplatePart]
    agency: str | None
    #: The words that credit the agency.
    evidence: slice | None


class Comparison(NamedTuple):
    """What b is to a, and why. Lists are in the order of a."""

    relation: Relation
    figures: Figures
    passages: list[Passage]
    changes: list[Change]
    #: What was left out of each text; empty under Options.keeps_boilerplate.
    boilerplate_a: Boilerplate
    boilerplate_b: Boilerplate


class Comparer(Closing):
    """Compares two articles at a time, as an engine does; one for many pairs saves making it anew."""

    def __init__(self, options: Options | None = None):
        out = ffi.new("struct wtw_comparer **")
        call(lib.wtw_comparer_new, COptions(options).pointer, out)
        self._handle = Handle("comparer", out[0], lib.wtw_comparer_free)

    def compare(self, a: Given, b: Given) -> Comparison:
        """Tells what b is to a, with all that they share and where they differ."""
        pair = CArticles([a, b], SourceNumbers())
        places = [Places(article_of(given).text, data) for given, data in zip((a, b), pair.texts)]
        figures = ffi.new("struct wtw_figures *")
        relation = ffi.new("enum wtw_relation *")
        with self._handle as comparer:
            call(lib.wtw_comparer_compare, comparer, pair.items, pair.items + 1, figures, relation)
            return Comparison(
                Relation(relation[0]),
                figures_of(figures),
                _passages(comparer, places),
                _changes(comparer, places),
                _boilerplate(lib.wtw_comparer_boilerplate(comparer, 0), places[0]),
                _boilerplate(lib.wtw_comparer_boilerplate(comparer, 1), places[1]),
            )


def _passages(comparer: Any, places: list[Places]) -> list[Passage]:
    passages = lib.wtw_comparer_passages(comparer)
    items = lib.wtw_passages_items(passages)
    found = (items[i] for i in range(lib.wtw_passages_count(passages)))
    return [Passage(places[0].slice(c.a), places[1].slice(c.b), c.token_count) for c in found]


def _changes(comparer: Any, places: list[Places]) -> list[Change]:
    count = ffi.new("size_t *")
    items = lib.wtw_comparer_changes(comparer, count)
    found = (items[i] for i in range(count[0]))
    return [
        Change(places[0].slice(c.a), places[1].slice(c.b), c.has_figures, c.has_names) for c in found
    ]


def _boilerplate(pointer: Any, places: Places) -> Boilerplate:
    if pointer == ffi.NULL:
        return Boilerplate([], None, None)
    items = lib.wtw_boilerplate_items(pointer)
    found = (items[i] for i in range(lib.wtw_boilerplate_count(pointer)))
    parts = [
        BoilerplatePart(places.slice(c), text_of(lib.wtw_boilerplate_kind_name(c.kind))) for c in found
    ]
    credit = lib.wtw_boilerplate_agency(pointer)
    if credit == ffi.NULL:
        return Boilerplate(parts, None, None)
    return Boilerplate(parts, agency_name(credit.agency), places.slice(credit.evidence))


def compare(a: Given, b: Given, options: Options | None = None) -> Comparison:
    """Tells what b is to a, with all that they share and where they differ."""
    with Comparer(options) as comparer:
        return comparer.compare(a, b)


def find_boilerplate(text: Text) -> Boilerplate:
    """Finds bylines, datelines, links to other articles, notices and the like, and who is credited."""
    data = utf8(text)
    out = ffi.new("struct wtw_boilerplate **")
    call(lib.wtw_boilerplate_new, out)
    try:
        call(lib.wtw_boilerplate_find, out[0], ffi.from_buffer("char[]", data), len(data))
        return _boilerplate(out[0], Places(text, data))
    finally:
        lib.wtw_boilerplate_free(out[0])


def normalise(text: Text) -> str:
    """The text's tokens as they are compared, one space between them."""
    data = utf8(text)
    out = ffi.new("struct wtw_buffer *")
    try:
        call(lib.wtw_normalise, ffi.from_buffer("char[]", data), len(data), out)
        return str(ffi.unpack(out.items, out.count).decode("utf-8")) if out.count else ""
    finally:
        lib.wtw_buffer_release(out)
