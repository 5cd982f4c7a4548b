"""failures.py - what can go wrong, as exceptions that carry the library's own words

Each status of the library is a class of its own, which is a class of Python's too where one says the same:
a TooShort is a ValueError, an InputFailure an OSError.
"""

from __future__ import annotations

UNKNOWN_OFFSET = 2**64 - 1


class WiretwinError(Exception):
    """Something that the library could not do. str() of it is a sentence for people, with the place.

    words        the sentence alone
    input        the file it is about, "" where there is none
    line, column from 1 on, None where they are not known
    byte_offset  from 0 on, None where it is not known
    """

    words: str = ""
    input: str = ""
    line: int | None = None
    column: int | None = None
    byte_offset: int | None = None


class BadArgument(WiretwinError, ValueError):
    """An option or argument is out of its range; the words name it."""


class NoMemory(WiretwinError, MemoryError):
    """There is not as much memory as it takes."""


class InputFailure(WiretwinError, OSError):
    """The system refused a file or a database; the words say what it said."""


class BadInput(WiretwinError, ValueError):
    """A file is not what it claims to be."""


class TooLarge(WiretwinError, ValueError):
    """A stated ceiling was reached."""


class TooShort(WiretwinError, ValueError):
    """There is nothing to compute from."""


class Stopped(WiretwinError):
    """A 'progress' function asked to stop."""


# By the numbers of enum wtw_status.
CLASSES: dict[int, type[WiretwinError]] = {
    1: BadArgument,
    2: NoMemory,
    3: InputFailure,
    4: BadInput,
    5: TooLarge,
    6: TooShort,
    7: Stopped,
}
