#!/usr/bin/env python3
"""test_house_laws.py - the tree keeps the laws of the house, and each law notices a tree that does not

    test_house_laws.py ROOT SHARED_LIBRARY STATIC_LIBRARY CC...

Prints TAP. Each law is run twice: on this tree, and on a bad tree of a few lines made in a temporary
folder, because a check that cannot fail is worth nothing.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import house_laws as laws

ROOT = Path(sys.argv[1]).resolve()
SHARED_LIBRARY, STATIC_LIBRARY = sys.argv[2], sys.argv[3]
CC = sys.argv[4:]
HERE = Path(__file__).resolve().parent

cases = []


class Skip(Exception):
    """Raised where a case cannot run here; the words say what is missing."""


def case(function):
    """Lists a test; its name, with spaces, is the sentence that TAP shows."""
    cases.append(function)
    return function


def check_kept(complaints):
    assert not complaints, "\n".join(complaints)


def check_noticed(complaints, *places):
    """Exactly the places given are complained about, in this order."""
    got = [complaint.split(": ")[0] for complaint in complaints]
    assert got == list(places), f"noticed {complaints}, wanted {list(places)}"


class bad_tree:
    """A tree of {path: content}, there as long as the 'with' block runs."""

    def __init__(self, files):
        self.files = files

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name)
        for name, content in self.files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content)
        return root

    def __exit__(self, *_):
        self.folder.cleanup()


def cxx_compiler():
    for name in ("g++", "clang++"):
        if shutil.which(name) and not laws.compiles([name], "#include <stdint.h>\n", ".cpp"):
            return [name]
    raise Skip("no C++ compiler here")


# ---------------------------------------------------------------- rooms

@case
def every_file_includes_only_what_its_room_may_see():
    check_kept(laws.rooms_complaints(ROOT))


@case
def a_room_that_looks_ahead_is_noticed():
    files = {
        "src/base/a.h": "",
        "src/text/b.h": "",
        "src/match/c.h": "",
        "src/match/c.c": '#include "c.h"\n#include "text/b.h"\n#include "base/a.h"\n',
        "src/text/b.c": '#include "wiretwin.h"\n#include "match/c.h"\n',
        "src/base/a.c": '#include "base/a.h"\n# include "text/b.h"\n',
    }
    with bad_tree(files) as root:
        check_noticed(laws.rooms_complaints(root), "src/base/a.c:2", "src/text/b.c:2")


@case
def library_and_street_do_not_see_each_other():
    files = {
        "src/text/b.h": "",
        "src/read/r.h": "",
        "src/write/w.h": "",
        "src/read/r.c": '#include "read/r.h"\n#include "write/w.h"\n',
        "src/text/b.c": '#include "read/r.h"\n',
        "src/cli/m.c": '#include "read/r.h"\n#include "write/w.h"\n#include "text/b.h"\n',
    }
    with bad_tree(files) as root:
        check_noticed(
            laws.rooms_complaints(root), "src/cli/m.c:3", "src/read/r.c:2", "src/text/b.c:1"
        )


@case
def an_include_in_a_comment_is_none_and_a_missing_header_is_noticed():
    files = {
        "src/text/b.c": '/*\n#include "engine/e.h"\n*/\n#include "text/gone.h"\n',
        "src/porch/p.c": "",
        "src/main.c": "",
    }
    with bad_tree(files) as root:
        check_noticed(
            laws.rooms_complaints(root), "src/main.c", "src/porch/p.c", "src/text/b.c:4"
        )


# ---------------------------------------------------------------- names and openings

@case
def every_file_has_a_name_of_its_own_that_says_what_is_inside():
    check_kept(laws.names_complaints(ROOT))


@case
def two_files_of_one_name_and_empty_names_are_noticed():
    files = {
        "src/text/pairs.c": "",
        "bench/pairs.c": "",
        "src/base/string_utils.h": "",
        "tests/common.h": "",
        "src/match/commonness.c": "",
    }
    with bad_tree(files) as root:
        complaints = laws.names_complaints(root)
        assert len(complaints) == 3, complaints
        assert complaints[0] == "src/text/pairs.c and bench/pairs.c have one name", complaints
        assert complaints[1].startswith("src/base/string_utils.h: 'utils'"), complaints
        assert complaints[2].startswith("tests/common.h: 'common'"), complaints


@case
def every_file_opens_with_what_it_is_for():
    check_kept(laws.essay_complaints(ROOT))


@case
def a_file_that_opens_in_the_dark_is_noticed():
    files = {
        "src/text/lit.c": "/*\n * lit.c - a lamp\n */\n",
        "src/text/dark.c": "#include <stdio.h>\n",
        "src/text/moved.c": "/*\n * old.c - a lamp\n */\n",
    }
    with bad_tree(files) as root:
        check_noticed(laws.essay_complaints(root), "src/text/dark.c", "src/text/moved.c")


@case
def every_source_file_has_its_suite():
    check_kept(laws.suite_complaints(ROOT))


@case
def a_file_without_a_suite_is_noticed():
    files = {
        "src/text/tried.c": "",
        "tests/text/test_tried.c": "",
        "src/text/untried.c": "",
        "src/text/untried.h": "",
        "tests/match/test_untried.c": "",
    }
    with bad_tree(files) as root:
        check_noticed(laws.suite_complaints(root), "src/text/untried.c")


@case
def every_test_is_named_where_tests_are_run():
    check_kept(laws.unlisted_test_complaints(ROOT))


@case
def a_test_that_nobody_runs_is_noticed():
    files = {
        "tests/text/meson.build": "suites += files('test_run.c')\n",
        "tests/text/test_run.c": "",
        "tests/text/test_left.c": "",
        "tests/cli/meson.build": "foreach session : ['help']\n",
        "tests/cli/transcripts/help.txt": "",
        "tests/cli/transcripts/usage.txt": "",
        "tests/bench/test_alone.py": "",
    }
    with bad_tree(files) as root:
        check_noticed(laws.unlisted_test_complaints(root), "tests/bench/test_alone.py",
                      "tests/cli/transcripts/usage.txt", "tests/text/test_left.c")


@case
def tests_have_the_name_of_their_suite():
    check_kept(laws.suite_name_complaints(ROOT))


@case
def tests_of_another_name_are_noticed():
    files = {
        "tests/text/test_told.c": "Test(told, a) {}\nTestSuite(told, .init = a);\n",
        "tests/text/test_mixed.c": "Test(mixed, a) {}\nTest(other, b) {}\n",
        "tests/serve/test_fixture.c": "TestSuite(fixtures, .init = a);\nTest(fixture, a) {}\n",
    }
    with bad_tree(files) as root:
        check_noticed(laws.suite_name_complaints(root), "tests/serve/test_fixture.c",
                      "tests/text/test_mixed.c")


# ---------------------------------------------------------------- words

BAD_CALLS = """\
/* strcpy(a, b) in a comment */
const char *text = "strcpy(a, b); malloc(1); printf(); // not a comment";
void f(void) { wtw_malloc(1); x.free(1); x->puts(2); my_printf("a"); snprintf(a, 1, "b"); }
"""


def file_with(line):
    return {"src/text/bad.c": BAD_CALLS + line + "\n"}


@case
def no_unsafe_function_is_called():
    check_kept(laws.unsafe_complaints(ROOT))


@case
def an_unsafe_call_is_noticed():
    for call in ("strcpy(a, b);", "n = atoi (s);", "(void)strcat(a, b);", "sprintf(a, b);"):
        with bad_tree(file_with(call)) as root:
            check_noticed(laws.unsafe_complaints(root), "src/text/bad.c:4")


@case
def the_library_prints_nothing_and_never_exits():
    check_kept(laws.loud_complaints(ROOT))


@case
def a_loud_library_is_noticed():
    for call in ('printf("a");', "exit(1);", "fwrite(a, 1, 1, stderr);", "abort();"):
        with bad_tree(file_with(call)) as root:
            check_noticed(laws.loud_complaints(root), "src/text/bad.c:4")


@case
def the_library_reads_the_environment_in_one_place():
    check_kept(laws.environment_complaints(ROOT))


@case
def a_second_look_at_the_environment_is_noticed():
    with bad_tree(file_with('x = getenv("HOME");')) as root:
        check_noticed(laws.environment_complaints(root), "src/text/bad.c:4")


@case
def all_heap_memory_comes_from_base():
    check_kept(laws.heap_complaints(ROOT))


@case
def an_allocation_of_ones_own_is_noticed():
    for call in ("p = malloc(1);", "free(p);", "p = strdup(s);", "getline(&p, &n, f);"):
        with bad_tree(file_with(call)) as root:
            check_noticed(laws.heap_complaints(root), "src/text/bad.c:4")


@case
def structs_enums_and_pointers_are_called_what_they_are():
    check_kept(laws.typedef_complaints(ROOT))


@case
def a_typedef_that_hides_a_struct_or_pointer_is_noticed():
    for line in ("typedef struct a b;", "typedef enum { A } b;", "typedef const char *b;"):
        with bad_tree(file_with(line)) as root:
            check_noticed(laws.typedef_complaints(root), "src/text/bad.c:4")
    with bad_tree(file_with("typedef uint32_t slot;")) as root:
        check_kept(laws.typedef_complaints(root))


@case
def no_note_to_ourselves_is_left():
    check_kept(laws.left_over_complaints(ROOT))


@case
def a_note_to_ourselves_is_noticed():
    for word in ("TO" "DO", "FIX" "ME", "XX" "X"):
        with bad_tree(file_with(f"/* {word}: later */")) as root:
            check_noticed(laws.left_over_complaints(root), "src/text/bad.c:4")
    with bad_tree(file_with('const char *name = "spill-XXXXXX";')) as root:
        check_kept(laws.left_over_complaints(root))


# ---------------------------------------------------------------- sizes

def need_pmccabe():
    if not shutil.which("pmccabe"):
        raise Skip("pmccabe is not installed")


@case
def functions_and_files_stay_readable():
    need_pmccabe()
    exceptions = laws.read_exceptions(HERE / "long_functions.txt")
    check_kept(laws.size_complaints(ROOT, exceptions))


LONG = "int long_one(int a)\n{\n" + "    a++;\n" * 58 + "    return a;\n}\n"
KNOTTY = "int knotty(int a)\n{\n" + "    if (a)\n        a++;\n" * 15 + "    return a;\n}\n"


@case
def long_functions_knotty_functions_and_long_files_are_noticed():
    need_pmccabe()
    files = {
        "src/text/a.c": LONG,
        "src/text/b.c": "\n" + KNOTTY,
        "src/text/c.c": "\n" * 601,
        "src/text/d.c": LONG.replace("    a++;\n", "", 2),
        "src/text/e.c": KNOTTY.replace("    if (a)\n", "", 1),
    }
    with bad_tree(files) as root:
        wanted = ("src/text/c.c", "src/text/a.c:1", "src/text/b.c:2")
        check_noticed(laws.size_complaints(root, {}), *wanted)


@case
def a_reason_excuses_a_long_function_and_must_be_there():
    need_pmccabe()
    with bad_tree({"src/text/a.c": LONG, "list": "# remark\nlong_one one table of cases\n"}) as root:
        check_kept(laws.size_complaints(root, laws.read_exceptions(root / "list")))
        check_noticed(laws.size_complaints(root, {"long_one": ""}), "src/text/a.c:1")
        check_noticed(
            laws.size_complaints(root, {"long_one": "a table", "gone": "was long"}),
            "gone() is listed as long but is not",
        )


# ---------------------------------------------------------------- headers and symbols

@case
def every_header_compiles_alone_in_strict_c11():
    check_kept(laws.header_complaints(ROOT, CC))


@case
def a_header_that_leans_on_others_is_noticed():
    files = {
        "include/wiretwin.h": "size_t f(void);\n",
        "src/text/a.h": "int g(void);\n",
        "src/text/b.h": "int h(a, b)\n",
        "src/text/c.h": "size_t k(void);\n",
        "src/text/c.c": '#include <stddef.h>\n#include "text/c.h"\n',
        "src/text/left_to_the_build.h": "size_t l(void);\n",
        "src/text/left_to_the_build.c": '/* 1 */\n#include "text/left_to_the_build.h"\n',
    }
    with bad_tree(files) as root:
        complaints = laws.header_complaints(root, CC)
        names = [complaint.split(" ")[0] for complaint in complaints]
        assert names == ["include/wiretwin.h", "src/text/b.h", "src/text/c.h"], complaints


@case
def the_public_header_serves_cplusplus():
    check_kept(laws.cplusplus_complaints(ROOT, cxx_compiler()))


@case
def a_header_that_is_not_for_cplusplus_is_noticed():
    cxx = cxx_compiler()
    with bad_tree({"include/wiretwin.h": 'extern "C" { int f(int class); }\n'}) as root:
        assert len(laws.cplusplus_complaints(root, cxx)) == 1
    with bad_tree({"include/wiretwin.h": "int f(int a);\n"}) as root:
        check_noticed(laws.cplusplus_complaints(root, cxx), "include/wiretwin.h")


@case
def header_map_and_library_name_the_same_functions():
    check_kept(laws.symbol_complaints(ROOT, SHARED_LIBRARY))


@case
def a_function_missing_from_header_map_or_library_is_noticed():
    files = {
        "include/wiretwin.h": (
            "#define WTW_API\n/* WTW_API int wtw_dream(void); */\n"
            "WTW_API int wtw_here(void);\nWTW_API MUST enum wtw_s\nwtw_absent(int (*f)(int a));\n"
        ),
        "src/libwiretwin.map": "W_0 {\nglobal:\n    wtw_here;\n    wtw_ghost;\nlocal:\n    *;\n};\n",
        "a.c": "int wtw_here(void);\nint wtw_here(void) { return 1; }\nint secret = 2;\n",
    }
    with bad_tree(files) as root:
        library = root / "liba.so"
        build = [*CC, "-shared", "-fPIC", "-o", str(library), str(root / "a.c")]
        subprocess.run(build, check=True)
        assert laws.symbol_complaints(root, library) == [
            "wtw_absent: declared, not in src/libwiretwin.map",
            "wtw_ghost: in src/libwiretwin.map, not declared",
            "wtw_absent: declared, not in liba.so",
            "secret: in liba.so, not declared",
        ], laws.symbol_complaints(root, library)
        assert laws.prefix_complaints(library) != []


@case
def the_static_library_has_no_global_name_but_ours():
    check_kept(laws.prefix_complaints(STATIC_LIBRARY))


# ---------------------------------------------------------------- TAP

def run_case(number, function):
    name = function.__name__.replace("_", " ")
    try:
        function()
    except Skip as reason:
        print(f"ok {number} - {name} # SKIP {reason}")
    except (AssertionError, OSError, subprocess.CalledProcessError) as failure:
        print(f"not ok {number} - {name}")
        for line in (str(failure) or "failed").splitlines():
            print(f"# {line}")
        return False
    else:
        print(f"ok {number} - {name}")
    return True


def main():
    print(f"1..{len(cases)}")
    kept = [run_case(number, function) for number, function in enumerate(cases, 1)]
    sys.exit(0 if all(kept) else 1)


main()
