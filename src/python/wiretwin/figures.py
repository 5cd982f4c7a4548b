"""figures.py - what two articles are to each other, in exact counts"""

from __future__ import annotations

import enum
from typing import Any, NamedTuple

from .articles import known_seconds
from .c_library import lib, text_of


class Relation(enum.IntEnum):
    """What b is to a. str() of it is the word that the command prints.

    Read a match as "b is ... of a", and a membership as "the article is ... of its canonical".
    """

    UNRELATED = 0
    EXCERPT = 1
    TEMPLATE = 2
    ABRIDGED = 3
    EXPANDED = 4
    REVISED = 5
    NEAR = 6
    EXACT = 7

    def __str__(self) -> str:
        return text_of(lib.wtw_relation_name(self))

    @property
    def is_copy(self) -> bool:
        """Whether the two are copies of one text; an excerpt and a template are none."""
        return bool(lib.wtw_relation_is_copy(self))


class Figures(NamedTuple):
    """Exact counts of two articles' shingles, and what follows from them; wiretwin.h has each in words.

    Counts of tokens are 0 where nothing was looked for; lag_seconds, from a's publication to b's, is None
    where a date is not known.
    """

    shared: int
    a_shingles: int
    b_shingles: int
    longest_passage_tokens: int
    passage_tokens: int
    a_tokens: int
    b_tokens: int
    a_aligned: int
    b_aligned: int
    aligned_shared: int
    aligned_long: int
    misread: int
    changed_figures: int
    changed_names: int
    lag_seconds: int | None

    @property
    def jaccard(self) -> float:
        """The share of all shingles of both that both have."""
        return _share(self.shared, self.a_shingles + self.b_shingles - self.shared)

    @property
    def a_in_b(self) -> float:
        """The share of a that b contains."""
        return _share(self.shared, self.a_shingles)

    @property
    def b_in_a(self) -> float:
        """The share of b that a contains."""
        return _share(self.shared, self.b_shingles)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def figures_of(c: Any) -> Figures:
    """Of a struct wtw_figures."""
    return Figures(
        c.shared, c.a_shingles, c.b_shingles, c.longest_passage_tokens, c.passage_tokens,
        c.a_tokens, c.b_tokens, c.a_aligned, c.b_aligned, c.aligned_shared, c.aligned_long,
        c.misread, c.changed_figures, c.changed_names, known_seconds(c.lag_seconds),
    )  # fmt: skip
