"""feed.py - articles judged one by one as they come, and kept in a database"""

from __future__ import annotations

import hashlib
import itertools
import os
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from .articles import Article, Date, Given, article_of, known_seconds, seconds_of, utf8
from .c_library import Calling, Closing, Handle, call, failure_of, ffi, lib, text_of
from .engine import agency_name
from .figures import Figures, Relation, figures_of
from .options import COptions, Options, c_path

# Articles that are made durable together, as the command does it.
_BATCH = 4096


class FeedChange(NamedTuple):
    """What an article's coming or going changed for others."""

    kind: str  # "moved": from cluster 'before' to 'cluster'; "canonical": stands for it in place of 'before'
    cluster: int
    number: int
    before: int


class Receipt(NamedTuple):
    """What became of an article. Numbers are those of arrival, from 1 on and never given twice."""

    number: int  # 0 where it was only judged
    is_known: bool  # it was there already, and nothing was changed
    is_version: bool  # its id was there with other words; it is kept as id@2, id@3, ...
    verdict: str  # "new", "copy", "revision" or "excerpt"
    partner: int | None  # whom it is compared with
    relation: Relation  # what it is to its partner
    figures: Figures  # it is a, and its partner b
    is_estimated: bool  # the partner's text is not kept
    cluster: int
    canonical: int
    size: int
    agency: str | None
    changes: tuple[FeedChange, ...] = ()


class StoredArticle(NamedTuple):
    """An article as the feed keeps it; its text is "" where texts are left out."""

    number: int
    id: str
    url: str
    source: str
    title: str
    text: str
    published_seconds: int | None
    arrived_seconds: int


class FeedMatch(NamedTuple):
    """A verified pair; a arrived before b."""

    a: int
    b: int
    relation: Relation  # what b is to a
    figures: Figures


class FeedCluster(NamedTuple):
    """A cluster in a list; a single article is one under its own number."""

    cluster: int
    canonical: int
    size: int
    source_count: int
    newest: int  # the article that arrived last
    begin_seconds: int | None
    end_seconds: int | None


class Feed(Closing):
    """A database of articles that judges each new one against all that came before.

        with wiretwin.Feed("news.db") as feed:
            for receipt in feed.add(articles):
                print(receipt.verdict, receipt.canonical)

    One writer of all processes, and any number of readers (reads_only). 'wait_seconds' is how long to wait
    for a lock. With leaves_texts_out the texts are not kept; with rebuild all articles are judged anew under
    other options.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        options: Options | None = None,
        *,
        reads_only: bool = False,
        leaves_texts_out: bool = False,
        rebuild: bool = False,
        wait_seconds: float = 0,
    ):
        c_options = COptions(options)
        kept_path = c_path(path)
        terms = ffi.new("struct wtw_feed_terms *")
        terms.path = kept_path
        terms.use = lib.WTW_FEED_READ if reads_only else lib.WTW_FEED_WRITE
        terms.options = c_options.pointer
        terms.wait_milliseconds = round(wait_seconds * 1000)
        terms.leaves_texts_out = leaves_texts_out
        terms.rebuild = rebuild
        out = ffi.new("struct wtw_feed **")
        call(lib.wtw_feed_open, terms, out)
        self._handle = Handle("feed", out[0], lib.wtw_feed_close)

    # ---------------------------------------------------------------- articles in

    def add(self, articles: Iterable[Given], *, arrived: Date = None) -> list[Receipt]:
        """Adds articles, and gives what became of each, in order. What is told is durable.

        They go in by batches of some thousands, each all or none; an article without an id is known again
        by all that it says, and gets one of its text's hash. 'arrived' is now, if it is not given.
        """
        receipts: list[Receipt] = []
        rest = iter(articles)
        while batch := list(itertools.islice(rest, _BATCH)):
            self._add_batch(batch, arrived, receipts)
        return receipts

    def _add_batch(self, given: list[Given], arrived: Date, receipts: list[Receipt]) -> None:
        items = _FeedArticles(given, arrived)

        def take(_context: Any, _i: int, answer: Any) -> None:
            changes = tuple(_change(answer.changes[k]) for k in range(answer.change_count))
            receipts.append(_receipt(answer.receipt, changes))

        taking = Calling()
        batch = ffi.new("struct wtw_feed_batch *")
        batch.articles = items.items
        batch.count = len(given)
        batch.take = taking.function("void(void *, size_t, const struct wtw_feed_answer *)", take)
        with self._handle as feed, taking:
            call(lib.wtw_feed_add, feed, batch)

    def judge(self, article: Given) -> Receipt:
        """Says what an article would be, and stores nothing."""
        out = ffi.new("struct wtw_feed_receipt *")
        item = _FeedArticles([article], None)
        with self._handle as feed:
            call(lib.wtw_feed_judge, feed, item.items, out)
        return _receipt(out)

    # ---------------------------------------------------------------- articles going

    def delete(self, number: int) -> bool:
        """Deletes an article; whether it was there. Durable when it returns."""
        out = ffi.new("bool *")
        with self._handle as feed:
            call(lib.wtw_feed_delete, feed, number, ffi.NULL, out)
        return bool(out[0])

    def expire(self, before: Date, limit: int = 1000) -> int:
        """Deletes up to 'limit' articles that are older than 'before', the oldest first, and counts them."""
        out = ffi.new("uint32_t *")
        with self._handle as feed:
            call(lib.wtw_feed_expire, feed, seconds_of(before), limit, ffi.NULL, out)
        return int(out[0])

    # ---------------------------------------------------------------- looking

    def find(self, id: str) -> int | None:
        """The number of the article known by 'id', None where there is none."""
        out = ffi.new("int64_t *")
        data = utf8(id)
        kept = ffi.from_buffer("char[]", data)
        with self._handle as feed:
            call(lib.wtw_feed_find, feed, [kept, len(data)], out)
        return int(out[0]) or None

    def get(self, number: int) -> tuple[StoredArticle, Receipt] | None:
        """An article and where it belongs today; None where there is no such article."""
        scratch = ffi.new("struct wtw_buffer *")
        article = ffi.new("struct wtw_feed_article *")
        receipt = ffi.new("struct wtw_feed_receipt *")
        error = ffi.new("struct wtw_error *")
        try:
            with self._handle as feed:
                status = lib.wtw_feed_get(feed, number, scratch, article, receipt, error)
                if status == lib.WTW_END:
                    return None
                if status != lib.WTW_OK:
                    raise failure_of(status, error)
            return _stored(number, article), _receipt(receipt)
        finally:
            lib.wtw_buffer_release(scratch)

    def members(self, cluster: int) -> list[int]:
        """The articles of a cluster in order of arrival; none where there is no such cluster."""
        return self._all("int64_t[]", lib.wtw_feed_members, cluster, int)

    def matches(self, number: int) -> list[FeedMatch]:
        """The matches of an article, those of most shared shingles first."""
        return self._all("struct wtw_feed_match[]", lib.wtw_feed_matches, number, _match)

    def _all(self, kind: str, function: Any, number: int, convert: Callable[[Any], Any]) -> list[Any]:
        """All that a function of (feed, number, out, room, out_count, error) has."""
        count = ffi.new("size_t *")
        room = 64
        with self._handle as feed:
            while True:
                items = ffi.new(kind, room)
                call(function, feed, number, items, room, count)
                if count[0] <= room:
                    return [convert(items[i]) for i in range(count[0])]
                room = count[0]

    def clusters(
        self,
        *,
        least_size: int = 2,
        words: str = "",
        source: str = "",
        since: Date = None,
        before: Date = None,
        older_than: int = 0,
        limit: int = 100,
    ) -> list[FeedCluster]:
        """Clusters, those with the newest member first, that have all of this:

        'least_size' members; 'words' in a member's title; a member of 'source'; a member published at or
        after 'since', and before 'before'. For the next page, give the last one's 'newest' as 'older_than'.
        """
        kept = [utf8(words), utf8(source)]
        query = ffi.new("struct wtw_feed_query *")
        query.least_size = least_size
        query.words, query.source = ([ffi.from_buffer("char[]", data), len(data)] for data in kept)
        query.since_seconds, query.before_seconds = seconds_of(since), seconds_of(before)
        query.older_than = older_than
        items = ffi.new("struct wtw_feed_cluster[]", max(limit, 1))
        count = ffi.new("size_t *")
        with self._handle as feed:
            call(lib.wtw_feed_list, feed, query, items, limit, count)
        return [_cluster(items[i]) for i in range(count[0])]

    def counts(self) -> dict[str, int]:
        """How much there is, by the names that struct wtw_feed_counts has."""
        out = ffi.new("struct wtw_feed_counts *")
        with self._handle as feed:
            call(lib.wtw_feed_count, feed, out)
        return {name: getattr(out, name) for name, _ in ffi.typeof("struct wtw_feed_counts").fields}


class _FeedArticles:
    """Articles as an array of struct wtw_feed_article, and the bytes that it borrows."""

    def __init__(self, given: list[Given], arrived: Date):
        self.items = ffi.new("struct wtw_feed_article[]", len(given))
        self._kept: list[Any] = []
        arrived_seconds = int(time.time()) if arrived is None else seconds_of(arrived)
        for i, one in enumerate(given):
            self._fill(self.items[i], article_of(one))
            self.items[i].arrived_seconds = arrived_seconds

    def _fill(self, item: Any, article: Article) -> None:
        item.id = self._span(article.id or _made_up_id(article))
        item.has_made_up_id = not article.id
        item.url = self._span(article.url)
        item.source = self._span(article.source)
        item.title = self._span(article.title)
        item.text = self._span(article.text)
        item.published_seconds = seconds_of(article.published)
        item.rank = article.rank

    def _span(self, text: Any) -> list[Any]:
        data = utf8(text)
        self._kept.append(ffi.from_buffer("char[]", data))
        return [self._kept[-1], len(data)]


def _made_up_id(article: Article) -> str:
    """A name for an article that came without: the feed tells such articles apart by all that they say."""
    return f"text-{hashlib.blake2b(utf8(article.text), digest_size=8).hexdigest()}"


_CHANGES = ("moved", "canonical")


def _change(c: Any) -> FeedChange:
    return FeedChange(_CHANGES[c.kind], c.cluster, c.number, c.before)


def _receipt(c: Any, changes: tuple[FeedChange, ...] = ()) -> Receipt:
    return Receipt(
        c.number, c.is_known, c.is_version, text_of(lib.wtw_feed_verdict_name(c.verdict)), c.partner or None,
        Relation(c.relation), figures_of(c.figures), c.is_estimated, c.cluster, c.canonical, c.size,
        agency_name(c.agency), changes,
    )  # fmt: skip


def _match(c: Any) -> FeedMatch:
    return FeedMatch(c.a, c.b, Relation(c.relation), figures_of(c.figures))


def _cluster(c: Any) -> FeedCluster:
    return FeedCluster(
        c.cluster, c.canonical, c.size, c.source_count, c.newest, known_seconds(c.begin_seconds),
        known_seconds(c.end_seconds),
    )  # fmt: skip


def _words(span: Any) -> str:
    return str(ffi.unpack(span.items, span.count).decode("utf-8", "replace")) if span.count else ""


def _stored(number: int, c: Any) -> StoredArticle:
    return StoredArticle(
        number, _words(c.id), _words(c.url), _words(c.source), _words(c.title), _words(c.text),
        known_seconds(c.published_seconds), c.arrived_seconds,
    )  # fmt: skip
