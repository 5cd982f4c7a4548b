"""engine.py - articles in; clusters, matches and stories out"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Optional

from .articles import CArticles, Given, SourceNumbers, known_seconds
from .c_library import Calling, Closing, Handle, call, ffi, lib, text_of
from .figures import Figures, Relation, figures_of
from .options import COptions, Options

#: Told now and then (stage, done, total): "sketch", "join", "verify", "cluster" or "story", and units of
#: that stage, total 0 where it is not known. One that returns False stops the call with Stopped.
Progress = Callable[[str, int, int], Optional[bool]]

STAGES = ("sketch", "join", "verify", "cluster", "story")
NO_AGENCY = 2**32 - 1
# Articles that are in both languages at a time: enough to keep all threads at work.
_BATCH = 4096


class Match(NamedTuple):
    """A verified pair, a before b: numbers of articles."""

    a: int
    b: int
    relation: Relation  # what b is to a
    figures: Figures


class Cluster(NamedTuple):
    """Articles tied by matches that make them copies of one text; a single article is a cluster too."""

    first: int  # lowest number of its members: the cluster's identity
    canonical: int
    members: tuple[int, ...]  # ascending


class Membership(NamedTuple):
    """Where one article belongs; figures have the article as a and its canonical as b."""

    cluster: int  # the cluster's 'first'
    canonical: int
    size: int
    relation: Relation  # what the article is to its canonical; exact for itself
    figures: Figures
    story: int  # the story's 'first'; the cluster's where none were looked for
    agency: str | None  # that the text credits


class Story(NamedTuple):
    """Clusters that tell one event in words of their own; one that does so alone is a story too."""

    first: int  # lowest number of its articles: the story's identity
    earliest: int  # the article that told it first
    article_count: int
    origin_count: int  # tellings that may be independent, at most
    clusters: tuple[int, ...]  # indexes into Result.clusters
    origins: tuple[int, ...]  # of each of those clusters
    begin_seconds: int | None
    end_seconds: int | None


def agency_name(agency: int) -> str | None:
    """The name of an agency by its number."""
    return None if agency == NO_AGENCY else text_of(lib.wtw_agency_name(agency))


class Engine(Closing):
    """Finds the copies among the articles that it is given.

        with wiretwin.Engine() as engine:
            engine.add_many(texts)
            for cluster in engine.finish().clusters:
                ...

    Articles are numbered from 0 on in the order they were added. All threads are at work in add_many() and
    finish(), and other threads of Python go on meanwhile; an engine serves one call at a time.
    """

    def __init__(self, options: Options | None = None, *, progress: Progress | None = None):
        self._progress = progress
        self._watching = Calling()
        self._sources = SourceNumbers()
        self._changes = 0
        self._count = 0
        c_options = COptions(options)
        # Also without 'progress': it is where Python notices Ctrl-C, which then stops the call.
        c_options.pointer.watch.keep_going = self._watching.function(
            "bool(void *, enum wtw_stage, uint64_t, uint64_t)", self._keep_going, False
        )
        out = ffi.new("struct wtw_engine **")
        call(lib.wtw_engine_new, c_options.pointer, out)
        self._handle = Handle("engine", out[0], lib.wtw_engine_free)

    def _keep_going(self, _context: Any, stage: int, done: int, total: int) -> bool:
        return self._progress is None or self._progress(STAGES[stage], done, total) is not False

    def __len__(self) -> int:
        """How many articles were added."""
        return self._count

    def add(self, article: Given) -> int:
        """Adds one article and gives its number. add_many() uses all threads, and is faster for many."""
        return self.add_many([article])[0]

    def add_many(self, articles: Iterable[Given]) -> range:
        """Adds articles, some thousands at a time, and gives their numbers.

        After an exception those of earlier batches are in, and len() says how many articles there are.
        """
        first = self._count
        rest = iter(articles)
        while batch := list(itertools.islice(rest, _BATCH)):
            self._add_batch(CArticles(batch, self._sources))
        return range(first, self._count)

    def _add_batch(self, articles: CArticles) -> None:
        def give(_context: Any, i: int, _scratch: Any, out_article: Any, _error: Any) -> int:
            out_article[0] = articles.items[i]
            return 0

        giving = Calling()
        c_give = giving.function(
            "enum wtw_status(void *, size_t, struct wtw_buffer *, struct wtw_article *, struct wtw_error *)",
            give, lib.WTW_STOPPED,
        )  # fmt: skip
        with self._handle as engine, self._watching, giving:
            self._changes += 1
            call(lib.wtw_engine_add_many, engine, articles.count, c_give, ffi.NULL)
            self._count += articles.count

    def finish(self) -> Result:
        """Joins, verifies and clusters all that was added so far; more may be added afterwards."""
        out = ffi.new("const struct wtw_result **")
        with self._handle as engine, self._watching:
            self._changes += 1
            call(lib.wtw_engine_finish, engine, out)
        return Result(self, out[0])

    def stats(self) -> dict[str, Any]:
        """Counts of the engine's life so far, by the names that struct wtw_stats has."""
        c_stats = ffi.new("struct wtw_stats *")
        with self._handle as engine:
            lib.wtw_engine_stats(engine, c_stats)
        stats = {name: getattr(c_stats, name) for name, _ in ffi.typeof("struct wtw_stats").fields}
        stats["matches"] = {str(relation): c_stats.matches[relation] for relation in Relation}
        stats["seconds"] = dict(zip(STAGES, c_stats.seconds))
        stats["kernel"] = text_of(c_stats.kernel)
        return stats


class Result:
    """What finish() found. Each list is read from the engine when it is first asked for, and then kept;
    once the engine has been given more, was finished again or closed, what was not read is gone."""

    def __init__(self, engine: Engine, pointer: Any):
        self._engine = engine
        self._pointer = pointer
        self._changes = engine._changes

    def _whole(self) -> Any:
        if self._engine._changes != self._changes:
            raise ValueError("this result is gone, as its engine went on; take what you need before")
        return self._engine._handle

    @functools.cached_property
    def matches(self) -> list[Match]:
        """Verified pairs by a, then b. Of equal articles only some are listed with each partner."""
        count = ffi.new("size_t *")
        with self._whole():
            items = lib.wtw_result_matches(self._pointer, count)
            return [
                Match(items[i].a, items[i].b, Relation(items[i].relation), figures_of(items[i].figures))
                for i in range(count[0])
            ]

    @functools.cached_property
    def clusters(self) -> list[Cluster]:
        """All clusters, single articles among them, the largest first."""
        with self._whole():
            found = (
                lib.wtw_result_cluster(self._pointer, i)
                for i in range(lib.wtw_result_cluster_count(self._pointer))
            )
            return [Cluster(c.first, c.canonical, tuple(ffi.unpack(c.members, c.size))) for c in found]

    @functools.cached_property
    def memberships(self) -> list[Membership]:
        """Where each article belongs, by its number."""
        with self._whole():
            return [self._membership(number) for number in range(len(self._engine))]

    def _membership(self, number: int) -> Membership:
        c = lib.wtw_result_membership(self._pointer, number)
        return Membership(
            c.cluster, c.canonical, c.size, Relation(c.relation), figures_of(c.figures), c.story,
            agency_name(c.agency),
        )  # fmt: skip

    @functools.cached_property
    def stories(self) -> list[Story]:
        """Stories, those of most articles first; none unless Options.finds_stories is set."""
        with self._whole():
            count = lib.wtw_result_story_count(self._pointer)
            return [self._story(lib.wtw_result_story(self._pointer, i)) for i in range(count)]

    def read_all(self) -> None:
        """Reads all lists, so that they stay when the engine goes."""
        for name in ("matches", "clusters", "memberships", "stories"):
            getattr(self, name)

    def _story(self, c: Any) -> Story:
        return Story(
            c.first, c.earliest, c.article_count, c.origin_count,
            tuple(ffi.unpack(c.clusters, c.cluster_count)), tuple(ffi.unpack(c.origins, c.cluster_count)),
            known_seconds(c.begin_seconds), known_seconds(c.end_seconds),
        )  # fmt: skip


def find_copies(
    articles: Iterable[Given], options: Options | None = None, *, progress: Progress | None = None
) -> Result:
    """Finds the copies among articles: matches, clusters and memberships, and stories on request."""
    with Engine(options, progress=progress) as engine:
        engine.add_many(articles)
        result = engine.finish()
        result.read_all()
        return result
