"""c_library.py - the shared library, loaded by its name, and calls that raise what it says

The library is found where the system looks for libraries. One that is missing, or whose version has
another interface, is an ImportError at once, with what to do, and no crash later.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

import cffi

from .c_declarations import DECLARATIONS
from .failures import CLASSES, UNKNOWN_OFFSET, WiretwinError

#: The version of this package, which is that of the library it is made for.
VERSION = "0.1.0"
SONAME = "libwiretwin.so.0"

ffi: Any = cffi.FFI()
ffi.cdef(DECLARATIONS)


def check_version(found: str, wanted: str = VERSION) -> None:
    """Raises ImportError where a library of version 'found' has another interface than 'wanted'.

    Before 1.0.0 a minor version may change the interface; from then on only a major one.
    """
    same = 2 if wanted.startswith("0.") else 1
    if found.split(".")[:same] != wanted.split(".")[:same]:
        raise ImportError(
            f"{SONAME} is of version {found}, and this Python package is made for {wanted}; "
            "install both from one release"
        )


def load(name: str = SONAME) -> Any:
    """Loads the library; ImportError where it is not there, or of another version."""
    try:
        library = ffi.dlopen(name)
    except OSError as cause:
        raise ImportError(
            f"{name} cannot be loaded: {cause}. Install the library (package libwiretwin0, or 'meson install' "
            "and then 'ldconfig'), or name the folder that holds it in LD_LIBRARY_PATH"
        ) from None
    try:
        version = ffi.string(library.wtw_version()).decode()
    except AttributeError:
        raise ImportError(f"{name} is no library of wiretwin: it has no wtw_version()") from None
    check_version(version)
    return library


lib: Any = load()


def text_of(pointer: Any) -> str:
    """A constant string of the library."""
    return str(ffi.string(pointer).decode("utf-8", "replace"))


def failure_of(status: int, error: Any) -> WiretwinError:
    """The exception for a status and the library's struct wtw_error."""
    room = ffi.new("char[]", 1024)
    lib.wtw_error_text(error, room, 1024)
    failure = CLASSES.get(status, WiretwinError)(text_of(room))
    failure.words = text_of(error.words)
    failure.input = text_of(error.input)
    failure.line = error.line or None
    failure.column = error.column or None
    failure.byte_offset = None if error.byte_offset == UNKNOWN_OFFSET else error.byte_offset
    return failure


def call(function: Callable[..., int], *arguments: Any) -> None:
    """Calls a function whose last parameter is 'error', and raises what it says."""
    error = ffi.new("struct wtw_error *")
    status = function(*arguments, error)
    if status != lib.WTW_OK:
        raise failure_of(status, error)


class Handle:
    """Something of the library that is used by one call at a time, and ended once."""

    def __init__(self, what: str, pointer: Any, end: Callable[[Any], None]):
        self._what = what
        self._pointer = pointer
        self._end = end
        self._lock = threading.Lock()

    def __enter__(self) -> Any:
        """The pointer, for one call: other threads, and callbacks of this one, are refused."""
        if not self._lock.acquire(blocking=False):
            raise RuntimeError(f"this {self._what} is in use by another call")
        if self._pointer is None:
            self._lock.release()
            raise ValueError(f"this {self._what} is closed")
        return self._pointer

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def close(self) -> None:
        """Ends it; a second time does nothing. Refused while a call is under way."""
        if not self._lock.acquire(blocking=False):
            raise RuntimeError(f"this {self._what} is in use by another call")
        try:
            pointer, self._pointer = self._pointer, None
            if pointer is not None:
                self._end(pointer)
        finally:
            self._lock.release()


Self = TypeVar("Self", bound="Closing")


class Closing:
    """What owns a Handle: closed by hand, at the end of a 'with' block, or when nobody has it any more."""

    _handle: Handle

    def close(self) -> None:
        """Frees it; what was not read from it before is gone. A second time does nothing."""
        self._handle.close()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            self._handle.close()


class Calling:
    """Python functions called from C, where an exception cannot pass: kept here, and raised after.

    A 'with' block around the call raises, at its end, the first exception that one of them met, in place
    of what the library said about it.
    """

    def __init__(self) -> None:
        self._met: BaseException | None = None
        self._callbacks: list[Any] = []

    def function(self, kind: str, python: Callable[..., Any], failed: Any = None) -> Any:
        """A C function of type 'kind' that calls 'python', and gives 'failed' where that raises."""

        def keep(_type: Any, met: BaseException, _trace: Any) -> None:
            self._met = self._met or met

        given = {} if failed is None else {"error": failed}
        self._callbacks.append(ffi.callback(kind, python, onerror=keep, **given))
        return self._callbacks[-1]

    def __enter__(self) -> Calling:
        return self

    def __exit__(self, *_: object) -> None:
        met, self._met = self._met, None
        if met is not None:
            raise met from None
