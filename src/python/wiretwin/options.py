"""options.py - the options of struct wtw_options; what is left out has the library's default"""

from __future__ import annotations

import dataclasses
import os
from typing import Any

from .c_library import ffi, lib
from .failures import BadArgument

_CANONICAL = {"earliest": 0, "longest": 1, "first": 2, "preferred": 3}


@dataclasses.dataclass(frozen=True)
class Options:
    """What may differ from the defaults, which are for news. wiretwin.h has the ranges and reasons.

    shingle_tokens    tokens in a shingle, 3
    threshold         Jaccard from which two articles are copies, .5
    containment       share of the shorter that the longer has to contain, .8
    recall            wanted share of pairs at the threshold that bands find, .93
    slot_count        slots of a signature, 64
    seed              of the sketches, 0
    passage_tokens    shortest shared passage, 8
    bucket_limit      comparisons that an article may cause in one bucket, 16
    key_ceiling       articles that may share a winnowed key, 64; 0: no such keys
    sample_ceiling    articles that may share a sampled shingle, 16; 0: no such shingles
    exhaustive_limit  up to so many distinct articles every pair is compared, 128
    thread_count      0: one for each CPU
    memory_bytes      0: no bound; beyond it, keys go to files in temporary_folder
    temporary_folder  /tmp
    single_finish     an engine will be finished once
    keeps_boilerplate compare whole texts
    measure_passages  find the longest passage of every match
    finds_stories     put clusters that tell one event into stories
    story_likeness    from which clusters are one story, .24
    story_days        days between two tellings that do not count against it, 4
    canonical         who stands for a cluster: "earliest", "longest", "first" or "preferred"
    kernel            of the hot loops: "scalar", "avx2", ...; the fastest that runs here
    """

    shingle_tokens: int | None = None
    threshold: float | None = None
    containment: float | None = None
    recall: float | None = None
    slot_count: int | None = None
    seed: int | None = None
    passage_tokens: int | None = None
    bucket_limit: int | None = None
    key_ceiling: int | None = None
    sample_ceiling: int | None = None
    exhaustive_limit: int | None = None
    thread_count: int | None = None
    memory_bytes: int | None = None
    temporary_folder: str | os.PathLike[str] | None = None
    single_finish: bool | None = None
    keeps_boilerplate: bool | None = None
    measure_passages: bool | None = None
    finds_stories: bool | None = None
    story_likeness: float | None = None
    story_days: int | None = None
    canonical: str | None = None
    kernel: str | None = None


class COptions:
    """A struct wtw_options at 'pointer', and the strings that it borrows."""

    def __init__(self, options: Options | None):
        self.pointer = ffi.new("struct wtw_options *")
        self._kept: list[Any] = []
        lib.wtw_options_init(self.pointer)
        for field in dataclasses.fields(Options):
            value = getattr(options or Options(), field.name)
            if value is not None:
                self._set(field.name, value)

    def _set(self, name: str, value: Any) -> None:
        try:
            setattr(self.pointer, name, self._c_value(name, value))
        except (TypeError, OverflowError) as cause:
            raise BadArgument(f"option {name}: {value!r} is not of its kind ({cause})") from None

    def _c_value(self, name: str, value: Any) -> Any:
        if name == "canonical":
            if value not in _CANONICAL:
                raise BadArgument(f"option canonical: {value!r} is none of {', '.join(_CANONICAL)}")
            return _CANONICAL[value]
        if name in ("temporary_folder", "kernel"):
            self._kept.append(c_path(value))
            return self._kept[-1]
        return value


def c_path(path: str | os.PathLike[str]) -> Any:
    """A string that ends with NUL, to be kept as long as C may look at it."""
    data = os.fsencode(path)
    if b"\0" in data:
        raise ValueError(f"{path!r} holds a NUL, which ends a name")
    return ffi.new("char[]", data)
