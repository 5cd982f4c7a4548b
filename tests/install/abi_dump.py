#!/usr/bin/env python3
"""abi_dump.py - what compiled programs rely on in the library, written down to be compared with

    abi_dump.py ROOT CC... > src/libwiretwin.abi

Programs that were linked with the library rely on the names of its functions, and on the sizes, members and
constants that the public headers had when they were compiled. All of that stands in the headers. So the dump
is made of a stand-in: a library of the declared functions, which do nothing, compiled with debug information in
a moment. A dump of the library itself was rejected: it holds every type of every room, three times the bytes,
and would be another one after each change inside.

./dev abi writes the dump anew; test_abi.py compares, and says when that is right to do.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HEADERS = ["wiretwin.h", "wiretwin_feed.h"]
DECLARED = re.compile(r"^WTW_API\b([^;{}]*?\b\w+\s*\([^;]*\));", re.MULTILINE)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr}")
    return done.stdout


def definitions(include):
    """C that defines every function that the headers declare."""
    bodies = []
    for name in HEADERS:
        code = re.sub(r"/\*.*?\*/", "", (include / name).read_text(), flags=re.DOTALL)
        bodies += [found.replace("WTW_MUST_CHECK", "").strip() for found in DECLARED.findall(code)]
    lines = [f'#include "{name}"' for name in HEADERS]
    return "\n".join([*lines, *(f"{body}\n{{\n    for (;;);\n}}" for body in bodies)]) + "\n"


def make_stand_in(include, symbol_map, cc, folder):
    """The stand-in for the headers in 'include', as a library in 'folder'."""
    source, library = folder / "stand_in.c", folder / "libwiretwin.so.0"
    source.write_text(definitions(include))
    run(*cc, "-std=c11", "-g", "-shared", "-fPIC", f"-I{include}", str(source), "-o", str(library),
        f"-Wl,--version-script={symbol_map}", "-Wl,-soname,libwiretwin.so.0")
    return library


def compare(dump, library):
    """'' where programs made for the dump go on with the library, or what abidiff says. What was added is fine."""
    done = subprocess.run(["abidiff", "--no-added-syms", str(dump), str(library)], capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


def main():
    root, cc = Path(sys.argv[1]), sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        library = make_stand_in(root / "include", root / "src/libwiretwin.map", cc, Path(folder))
        sys.stdout.write(run("abidw", "--no-show-locs", "--no-comp-dir-path", "--no-corpus-path",
                             "--no-elf-needed", str(library)))


if __name__ == "__main__":
    main()
