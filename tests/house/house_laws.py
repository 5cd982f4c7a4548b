"""house_laws.py - the laws of the house, each a function from a source tree to its complaints

A law takes the folder that holds src/ include/ tests/ bench/ and gives a list of sentences, each with
the file and line that breaks it; an empty list means that the law is kept. The laws read the sources
as text: comments and string constants are blanked first, so that words in them break nothing. A real
parser was rejected: these laws are about words on a line, and a law that everybody can read is worth
more than one that nobody dares to change.

test_house_laws.py runs every law on this tree, and on a small bad tree to see it complain.
Run as a program it prints the complaints about sizes, for ./dev lint.
"""

import collections
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# ---------------------------------------------------------------- the plan of the house

PUBLIC_HEADERS = ["wiretwin.h", "wiretwin_feed.h"]
LIBRARY_ROOMS = ["text", "sketch", "stage", "match", "cluster", "store", "engine"]
STREET_ROOMS = {
    "read": set(),
    "write": set(),
    "cli": {"read", "write", "serve"},
    "serve": {"read", "write"},
    "spread": {"read", "write"},
}


def rooms_seen_from(room):
    """The rooms whose headers a file of 'room' may include; None where there is no such room."""
    if room == "base":
        return {"base"}
    if room in LIBRARY_ROOMS:
        return {"base", *LIBRARY_ROOMS[: LIBRARY_ROOMS.index(room) + 1]}
    if room in STREET_ROOMS:
        return {"base", room, *STREET_ROOMS[room]}
    return None


# ---------------------------------------------------------------- reading sources

C_TOKENS = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""",
    re.DOTALL | re.VERBOSE,
)


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def without_comments(source):
    """The source with comments blanked; lines keep their numbers."""
    return C_TOKENS.sub(lambda m: blank(m) if m.group("comment") else m.group(), source)


def bare_code(source):
    """The source with comments, strings and characters blanked; lines keep their numbers."""
    return C_TOKENS.sub(blank, source)


def c_files(root, *folders):
    """All .c and .h files below the folders, in a stable order."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".c", ".h") and path.is_file():
                yield path


def lines_matching(root, path, pattern, code):
    """(place, match) for each match of the pattern, the place as path:line."""
    for match in re.finditer(pattern, code, re.MULTILINE):
        line = code.count("\n", 0, match.start()) + 1
        yield f"{path.relative_to(root)}:{line}", match


# ---------------------------------------------------------------- who may see whom

INCLUDE = r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"'


def included_room(path, included):
    """The room of an included header; its own room where the name has no folder."""
    return included.split("/")[0] if "/" in included else path.parent.name


def rooms_complaints(root):
    """A file includes its own room, base/, the public headers and the rooms before its own."""
    complaints = []
    for path in c_files(root, "src"):
        room = path.relative_to(root / "src").parts[0]
        seen = rooms_seen_from(room)
        if seen is None or path.parent != root / "src" / room:
            complaints.append(f"{path.relative_to(root)}: stands in no room of the house")
            continue
        code = without_comments(path.read_text())
        for place, match in lines_matching(root, path, INCLUDE, code):
            included = match.group(1)
            if included in PUBLIC_HEADERS:
                continue
            other = included_room(path, included)
            if other not in seen:
                complaints.append(f"{place}: {room}/ may not see {included}")
            elif Path(included).suffix == ".inc":
                continue  # made by the build, see meson.build of the room
            elif not (root / "src" / other / Path(included).name).is_file():
                complaints.append(f"{place}: there is no src/{other}/{Path(included).name}")
    return complaints


# ---------------------------------------------------------------- names

EMPTY_WORDS = {"util", "utils", "common", "misc", "helper", "helpers", "stuff", "tools"}


def names_complaints(root):
    """Every source file of the tree has a name of its own, and the name says what is inside."""
    places = collections.defaultdict(list)
    for folder in ("src", "include", "tests", "bench", "docs"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".c", ".h", ".py", ".sh") and "__pycache__" not in path.parts:
                places[path.name].append(str(path.relative_to(root)))
    complaints = [
        f"{' and '.join(paths)} have one name" for paths in places.values() if len(paths) > 1
    ]
    for paths in places.values():
        for word in re.split(r"[^a-z0-9]+", Path(paths[0]).stem.lower()):
            if word in EMPTY_WORDS:
                complaints.append(f"{paths[0]}: '{word}' does not say what is inside")
    return complaints


# ---------------------------------------------------------------- words that may not be used

def banned(*names):
    """A pattern for calls of the functions named, not for members or longer names."""
    return r"(?<![\w.>])(" + "|".join(names) + r")[ \t]*\("


UNSAFE = banned(
    "strcpy", "stpcpy", "strcat", "sprintf", "vsprintf", "strtok", "atoi", "atol", "atoll", "atof",
    "gets", "alloca",
)
LOUD = banned(
    "printf", "vprintf", "fprintf", "vfprintf", "dprintf", "puts", "fputs", "putchar", "putc",
    "fputc", "perror", "exit", "_exit", "_Exit", "quick_exit", "abort", "syslog", "setenv",
    "putenv", "setlocale",
)
STREAMS = r"\b(stdout|stderr)\b"
ENVIRONMENT = banned("getenv", "secure_getenv")
HEAP = banned(
    "malloc", "calloc", "realloc", "reallocarray", "free", "strdup", "strndup", "asprintf",
    "vasprintf", "aligned_alloc", "posix_memalign", "getline", "getdelim",
)
LEFT_OVER = r"\b(TO" "DO|FIX" "ME|XX" "X|HA" "CK)\\b"

# The one file of the library that looks at the environment: $WIRETWIN_KERNEL, as wiretwin.h says.
READS_ENVIRONMENT = {"src/sketch/kernels.c"}
OWNS_THE_HEAP = {"src/base/memory.c"}

# Programs that the build runs to make tables: they stand beside what they make, and may print.
MAKES_TABLES = {"src/text/make_character_table.c"}


def unsafe_complaints(root):
    """No function that cannot know the size of what it writes to, or cannot tell a failure."""
    return [
        f"{place}: {match.group(1)}() is banned"
        for path in c_files(root, "src", "bench", "tests", "docs")
        for place, match in lines_matching(root, path, UNSAFE, bare_code(path.read_text()))
    ]


def loud_complaints(root):
    """The library never prints, exits or changes the process; only the command does."""
    complaints = []
    for room in ("base", *LIBRARY_ROOMS, "read"):
        for path in c_files(root, f"src/{room}"):
            if str(path.relative_to(root)) in MAKES_TABLES:
                continue
            code = bare_code(path.read_text())
            for pattern in (LOUD, STREAMS):
                for place, match in lines_matching(root, path, pattern, code):
                    complaints.append(f"{place}: the library does not use {match.group(1)}")
    return complaints


def environment_complaints(root):
    """What a caller did not pass does not change the library's results."""
    return [
        f"{place}: only {', '.join(sorted(READS_ENVIRONMENT))} reads the environment"
        for room in ("base", *LIBRARY_ROOMS)
        for path in c_files(root, f"src/{room}")
        if str(path.relative_to(root)) not in READS_ENVIRONMENT
        for place, _ in lines_matching(root, path, ENVIRONMENT, bare_code(path.read_text()))
    ]


def heap_complaints(root):
    """All heap memory comes from base/memory, where sizes are checked and faults can be planned."""
    return [
        f"{place}: {match.group(1)}() outside {', '.join(sorted(OWNS_THE_HEAP))}"
        for path in c_files(root, "src")
        if str(path.relative_to(root)) not in OWNS_THE_HEAP
        for place, match in lines_matching(root, path, HEAP, bare_code(path.read_text()))
    ]


def typedef_complaints(root):
    """A struct, enum, union or pointer is called what it is."""
    return [
        f"{place}: no typedef for structs, enums, unions or pointers"
        for path in c_files(root, "src", "include", "bench", "tests", "docs")
        for place, _ in lines_matching(
            root, path, r"\btypedef\s+(?:(?:const\s+)?(?:struct|enum|union)\b|[^;(]*\*)",
            bare_code(path.read_text()),
        )
    ]


def left_over_complaints(root):
    """No notes to ourselves: the work is done, or it is written where work is planned."""
    return [
        f"{place}: {match.group(1)}"
        for path in c_files(root, "src", "include", "bench", "tests", "docs")
        for place, match in lines_matching(root, path, LEFT_OVER, path.read_text())
    ]


def essay_complaints(root):
    """A file opens with what it is for: its name, a dash and some words, in its first comment."""
    complaints = []
    for path in c_files(root, "src", "include", "bench", "tests", "docs"):
        opening = path.read_text()[:200]
        if not re.match(rf"/\*\n \* {re.escape(path.name)} - \w", opening):
            complaints.append(f"{path.relative_to(root)}: does not open with '{path.name} - ...'")
    return complaints


# The command and its writers are tested as people use them, by the transcripts in tests/cli; parts of
# them that compute have suites too.
TESTED_BY_TRANSCRIPTS = {"cli", "write"}

# Tested by the suites of what stands before them: the door of the kernels, the table itself.
TESTED_THROUGH_OTHERS = {
    "src/sketch/kernel_scalar.c", "src/sketch/kernel_avx2.c", "src/sketch/kernel_avx512.c",
    "src/sketch/kernel_avx512_winnow.c", "src/sketch/kernel_avx512_words.c",
    "src/sketch/kernel_neon.c", "src/text/text_kernel_neon.c",
    "src/text/text_kernel_scalar.c", "src/text/text_kernel_avx2.c", "src/text/text_kernel_avx512.c",
    "src/text/make_character_table.c", "src/serve/make_page_assets.c",
}


def suite_complaints(root):
    """src/ROOM/FILE.c has its suite tests/ROOM/test_FILE.c."""
    return [
        f"{path.relative_to(root)}: has no tests/{path.parent.name}/test_{path.name}"
        for path in c_files(root, "src")
        if path.suffix == ".c"
        and path.parent.name not in TESTED_BY_TRANSCRIPTS
        and str(path.relative_to(root)) not in TESTED_THROUGH_OTHERS
        and not (root / "tests" / path.parent.name / f"test_{path.name}").is_file()
    ]


TEST = re.compile(r"^Test(?:Suite)?\((\w+)", re.MULTILINE)


def suite_name_complaints(root):
    """The tests in tests/ROOM/test_FILE.c are of the suite FILE: they run by that name, or not at all."""
    complaints = []
    for path in sorted((root / "tests").rglob("test_*.c")):
        wanted = path.stem.removeprefix("test_")
        for name in sorted(set(TEST.findall(path.read_text())) - {wanted}):
            complaints.append(f"{path.relative_to(root)}: has tests of '{name}', not of '{wanted}'")
    return complaints


def unlisted_test_complaints(root):
    """A test is named in the meson.build of its folder, a transcript in that of the folder above."""
    complaints = []
    tests = [path for ending in ("c", "py", "js") for path in (root / "tests").rglob(f"test_*.{ending}")]
    for path in sorted(tests + list((root / "tests").rglob("transcripts/*.txt"))):
        folder = path.parent.parent if path.parent.name == "transcripts" else path.parent
        listing = folder / "meson.build"
        if not listing.is_file() or f"'{path.stem}" not in listing.read_text():
            complaints.append(f"{path.relative_to(root)}: is not named in {listing.relative_to(root)}")
    return complaints


# ---------------------------------------------------------------- sizes

LONGEST_FILE = 600
LONGEST_FUNCTION = 60
HIGHEST_COMPLEXITY = 15

# The public header is one file because it is the manual, and has more words than code.
# The table of rarity is numbers that a program wrote.
MAY_BE_LONG = {"include/wiretwin.h", "src/text/rarity_table.c"}


def read_exceptions(path):
    """{name: reason} from lines 'name  reason'; '#' opens a remark."""
    exceptions = {}
    for line in path.read_text().splitlines():
        name, _, reason = line.partition(" ")
        if name and not name.startswith("#"):
            exceptions[name] = reason.strip()
    return exceptions


def measured_functions(root, files):
    """(place, name, lines, complexity) of each function, as pmccabe counts them."""
    command = ["pmccabe", *(str(path.relative_to(root)) for path in files)]
    output = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    for row in output.splitlines():
        _, complexity, _, first_line, line_count, rest = row.split(None, 5)
        place, name = rest.rsplit(": ", 1)
        yield f"{place.split('(')[0]}:{first_line}", name, int(line_count), int(complexity)


def size_complaints(root, exceptions):
    """Functions of 60 lines and complexity 15, files of 600 lines: beyond lies a reason, or a cut."""
    complaints = []
    files = list(c_files(root, "src", "include", "bench", "tests", "docs"))
    for path in files:
        line_count = len(path.read_text().splitlines())
        if line_count > LONGEST_FILE and str(path.relative_to(root)) not in MAY_BE_LONG:
            complaints.append(f"{path.relative_to(root)}: {line_count} lines, over {LONGEST_FILE}")
    unused = set(exceptions)
    for place, name, line_count, complexity in measured_functions(root, files):
        if line_count <= LONGEST_FUNCTION and complexity <= HIGHEST_COMPLEXITY:
            continue
        unused.discard(name)
        if not exceptions.get(name):
            complaints.append(f"{place}: {name}() has {line_count} lines, complexity {complexity}")
    complaints += [f"{name}() is listed as long but is not" for name in sorted(unused)]
    return complaints


# ---------------------------------------------------------------- headers that stand alone

def compiles(command, source, suffix):
    """'' where the source compiles, or what the compiler said."""
    with tempfile.NamedTemporaryFile("w", suffix=suffix) as file:
        file.write(source)
        file.flush()
        run = subprocess.run([*command, "-fsyntax-only", file.name], capture_output=True, text=True)
    return "" if run.returncode == 0 else (run.stderr.strip() or "failed")


def comes_first(header):
    """Whether the file of the header's name includes it before all else: then the build of gcc compiles it alone."""
    source = header.with_suffix(".c")
    if not source.exists():
        return False
    first = next((line for line in without_comments(source.read_text()).splitlines() if line.strip()), "")
    return first == f'#include "{header.parent.name}/{header.name}"'


def header_complaints(root, cc):
    """Every header compiles alone in strict C11, the public one without any definition from outside."""
    strict = [*cc, "-std=c11", "-Wall", "-Wextra", "-pedantic", "-Werror", f"-I{root}/include"]
    inside = [*strict, f"-I{root}/src", "-D_POSIX_C_SOURCE=200809L"]
    complaints = []
    for path in c_files(root, "include", "src"):
        if path.suffix == ".h" and not comes_first(path):
            public = path.parent == root / "include"
            said = compiles(strict if public else inside, f'#include "{path}"\n', ".c")
            if said:
                complaints.append(f"{path.relative_to(root)} does not compile alone:\n{said}")
    return complaints


def cplusplus_complaints(root, cxx):
    """C++ programs can include the public header, and link what it declares."""
    strict = [*cxx, "-std=c++11", "-Wall", "-Wextra", "-pedantic", "-Werror", f"-I{root}/include"]
    complaints = []
    for path in c_files(root, "include"):
        said = compiles(strict, f'#include "{path}"\n', ".cpp")
        if said:
            complaints.append(f"{path.relative_to(root)} does not compile in C++:\n{said}")
        if 'extern "C"' not in path.read_text():
            complaints.append(f'{path.relative_to(root)}: has no extern "C"')
    return complaints


# ---------------------------------------------------------------- what the library shows

def declared_functions(root):
    """Names of the functions that the public headers declare WTW_API."""
    code = "".join(bare_code(path.read_text()) for path in sorted((root / "include").glob("*.h")))
    return set(re.findall(r"^WTW_API\b[^;{}]*?\b(\w+)\s*\(", code, re.MULTILINE))


def mapped_functions(root):
    """Names that the linker's version map lets out."""
    code = bare_code((root / "src/libwiretwin.map").read_text())
    return set(re.findall(r"(\w+);", code.split("global:")[1].split("local:")[0]))


def names_in(library, *options):
    """Names of the symbols that nm lists, without their versions."""
    command = ["nm", "--defined-only", *options, str(library)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = [row.split() for row in output.splitlines()]
    return {row[2].split("@")[0] for row in rows if len(row) == 3 and row[1] not in "Aa"}


def symbol_complaints(root, shared_library):
    """The public headers, the map and the library name the same functions."""
    declared = declared_functions(root)
    complaints = []
    for where, names in (
        ("src/libwiretwin.map", mapped_functions(root)),
        (Path(shared_library).name, names_in(shared_library, "-D")),
    ):
        complaints += [f"{name}: declared, not in {where}" for name in sorted(declared - names)]
        complaints += [f"{name}: in {where}, not declared" for name in sorted(names - declared)]
    return complaints


def prefix_complaints(static_library):
    """A program that links the static library meets no name of ours but wtw_..."""
    return [
        f"{name}: global in {Path(static_library).name}, does not begin with wtw_"
        for name in sorted(names_in(static_library, "-g"))
        if not name.startswith("wtw_")
    ]


if __name__ == "__main__":
    here = Path(__file__).resolve()
    found = size_complaints(here.parents[2], read_exceptions(here.parent / "long_functions.txt"))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)
