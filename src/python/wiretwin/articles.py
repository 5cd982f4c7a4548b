"""articles.py - articles on their way into the library: text as UTF-8, dates as seconds, sources by name

Text may be str or bytes. Where the library answers with places in it, they come back as slices of what
was given: of characters for str, of bytes for bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Union

from .c_library import ffi

Text = Union[str, bytes]
#: When something was published: seconds since 1970, or a date with its time zone. A date alone counts as its
#: midnight in UTC; None where it is not known.
Date = Union[int, float, datetime.datetime, datetime.date, None]

DATE_UNKNOWN = -(2**63)


@dataclass(frozen=True)
class Article:
    """An article; what is not known is left out.

    text       what is compared; UTF-8 where it is bytes
    id, url    by which a Feed knows it; an Engine knows articles by their numbers
    title      its words count more when stories are found
    source     who published it, by any name that is always the same
    published  see Date
    rank       for canonical="preferred": 1 is preferred most, 0 not at all
    """

    text: Text
    id: str = ""
    url: str = ""
    title: str = ""
    source: str = ""
    published: Date = None
    rank: int = 0


#: What is taken for an article: one, or its text alone.
Given = Union[Article, str, bytes]


def article_of(given: Given) -> Article:
    """The article, where only its text was given too."""
    if isinstance(given, Article):
        return given
    if isinstance(given, (str, bytes)):
        return Article(given)
    raise TypeError(f"an article is an Article, str or bytes, not {type(given).__name__}")


def utf8(text: Text) -> bytes:
    """The text's bytes. Half a surrogate pair, which is no text, becomes bytes that are none either."""
    if isinstance(text, str):
        return text.encode("utf-8", "surrogatepass")
    if isinstance(text, bytes):
        return text
    raise TypeError(f"a text is str or bytes, not {type(text).__name__}")


def seconds_of(date: Date) -> int:
    """Seconds since 1970-01-01 UTC, or DATE_UNKNOWN."""
    if date is None:
        return DATE_UNKNOWN
    if isinstance(date, datetime.datetime):
        if date.tzinfo is None:
            raise ValueError(f"{date!r} has no time zone; say which, as in date.replace(tzinfo=timezone.utc)")
        return int(date.timestamp() // 1)
    if isinstance(date, datetime.date):
        midnight = datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.timezone.utc)
        return int(midnight.timestamp())
    if isinstance(date, (int, float)):
        return int(date // 1)
    raise TypeError(f"a date is seconds, a datetime or a date, not {type(date).__name__}")


def known_seconds(seconds: int) -> int | None:
    """None for the date, or the lag between dates, that is not known."""
    return None if seconds == DATE_UNKNOWN else seconds


_CONTINUED = bytes(range(0x80, 0xC0))  # bytes of UTF-8 that go on with a character
_STRIDE = 4096


class Places:
    """Turns byte ranges of the library into slices of the text that was given."""

    def __init__(self, text: Text, data: bytes):
        self._data = data
        self._before: list[int] | None = None  # characters before every _STRIDE bytes
        if isinstance(text, str) and not text.isascii():
            self._before = [0]
            for begin in range(0, len(data), _STRIDE):
                self._before.append(self._before[-1] + self._characters(begin, begin + _STRIDE))

    def _characters(self, begin: int, end: int) -> int:
        return len(self._data[begin:end].translate(None, _CONTINUED))

    def _place(self, offset: int) -> int:
        if self._before is None:
            return offset
        stride = offset // _STRIDE
        return self._before[stride] + self._characters(stride * _STRIDE, offset)

    def slice(self, c_range: Any) -> slice:
        """The slice of the text for a struct with 'begin' and 'end'."""
        return slice(self._place(c_range.begin), self._place(c_range.end))


class SourceNumbers:
    """A number for each source, as an engine wants it: equal names have equal ones, "" is 0."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def of(self, source: str) -> int:
        if not isinstance(source, str):
            raise TypeError(f"a source is a name, a str, not {type(source).__name__}")
        return self._numbers.setdefault(source, len(self._numbers))


class CArticles:
    """Articles as an array of struct wtw_article, and the bytes that it borrows."""

    def __init__(self, given: Iterable[Given], sources: SourceNumbers):
        articles = [article_of(one) for one in given]
        self.count = len(articles)
        self.texts = [utf8(article.text) for article in articles]
        self.items = ffi.new("struct wtw_article[]", max(self.count, 1))
        self._kept: list[Any] = []
        for i, article in enumerate(articles):
            item = self.items[i]
            item.text, item.text_bytes = self._lent(self.texts[i])
            item.title, item.title_bytes = self._lent(utf8(article.title))
            item.published_seconds = seconds_of(article.published)
            item.source = sources.of(article.source)
            item.rank = article.rank

    def _lent(self, data: bytes) -> tuple[Any, int]:
        if not data:
            return ffi.NULL, 0
        self._kept.append(ffi.from_buffer("char[]", data))
        return self._kept[-1], len(data)
