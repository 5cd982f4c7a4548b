#!/usr/bin/env python3
"""group_sources.py - share C files out among a few that include them, so that fewer are compiled

    group_sources.py OUTPUT... -- SOURCE...

To start a compiler and to read the headers takes longer than most files of this project. The library with
sanitizers, which ./dev test makes to run it once, is compiled some dozen files as one: each OUTPUT includes its
share. What is known in one file alone, a static function or a macro, must not be a word of another of its
group; so files go to the smallest group where nothing clashes. Where a clash is overlooked, the compiler
says so: then declared_names() has to learn how a name was declared.
"""

import re
import sys
from pathlib import Path

NOISE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
WORD = re.compile(r"[A-Za-z_]\w*")
MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.MULTILINE)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*$", re.MULTILINE)
# What a file has to say before anything is included.
FEATURE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+_\w+_SOURCE\b", re.MULTILINE)
# A local of a header may have the name of a static of the file before. Alone, files are compiled with that warning.
UNSHADOWED = '#pragma GCC diagnostic ignored "-Wshadow"\n'


def outermost(code):
    """The code without what is in braces or parentheses, but for the bodies of enums; macros' calls too."""
    kept, depth, enum_depth = [], 0, None
    for token in re.finditer(r"\w+|\S|\s+", code):
        text = token.group()
        if text in "({[" and len(text) == 1:
            if text == "{" and depth == 0 and re.search(r"\benum\b(\s+\w+)?\s*$", "".join(kept[-6:])):
                enum_depth = depth
            if depth == 0 or enum_depth is not None:
                kept.append(text)
            depth += 1
        elif text in ")}]" and len(text) == 1:
            depth -= 1
            if depth == 0 or enum_depth is not None:
                kept.append(text)
            enum_depth = None if depth == enum_depth else enum_depth
        elif depth == 0 or enum_depth is not None:
            kept.append(text)
    return "".join(kept)


def declared_names(source):
    """What a file declares for itself: macros, statics, tags and enumerators."""
    code = NOISE.sub(" ", source)
    names = set(MACRO.findall(code))
    code = DIRECTIVE.sub(" ", code)
    for call in re.finditer(r"^[A-Z][A-Z_]+\(([^()]*)\)", code, re.MULTILINE):  # they may define what they are given
        names.update(WORD.findall(call.group(1)))
    outer = re.sub(r"__attribute__\s*\(\s*\)", " ", outermost(code))
    for body in re.findall(r"\benum\b[^{};()]*\{([^}]*)\}", outer):
        names.update(WORD.findall(re.sub(r"=[^,]*", "", body)))
    names.update(re.findall(r"\b(?:struct|enum|union)\s+(\w+)\s*\{", outer))
    for statement in re.findall(r"\bstatic\b([^;(=]*)", re.sub(r"\[\]|\{[^{}]*\}", " ", outer)):
        names.update(WORD.findall(statement)[-1:])
        names.update(re.findall(r"(\w+)\s*,", statement))
    return names


def share_out(paths, count):
    """The paths in as many groups; a file that clashes with every group raises ValueError."""
    texts = {path: path.read_text() for path in paths}
    names = {path: declared_names(text) for path, text in texts.items()}
    words = {path: set(WORD.findall(NOISE.sub(" ", text))) for path, text in texts.items()}
    clashing = {path: {other for other in paths if names[path] & words[other] or words[path] & names[other]} - {path}
                for path in paths}
    begins = {path: bool(FEATURE.search(text)) for path, text in texts.items()}
    groups = [[] for _ in range(count)]
    # Those that go with the fewest choose first, as in colouring a graph.
    for path in sorted(paths, key=lambda path: (not begins[path], -len(clashing[path]), -len(texts[path]))):
        fitting = [group for group in groups if clashing[path].isdisjoint(group) and not (begins[path] and group)]
        if not fitting:
            raise ValueError(f"{path} clashes with a file of each of {count} groups")
        min(fitting, key=lambda group: sum(len(texts[other]) for other in group)).append(path)
    return groups


def main():
    between = sys.argv.index("--")
    outputs, sources = sys.argv[1:between], [Path(name).resolve() for name in sys.argv[between + 1:]]
    for output, paths in zip(outputs, share_out(sources, len(outputs)), strict=True):
        text = UNSHADOWED + "".join(f'#include "{path}"\n' for path in paths)
        if not Path(output).exists() or Path(output).read_text() != text:
            Path(output).write_text(text)


if __name__ == "__main__":
    main()
