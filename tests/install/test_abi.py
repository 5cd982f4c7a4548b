"""test_abi.py - programs that were compiled against the library go on working with it

    tap_unittest.py test_abi.py ROOT LIBRARY CC...

The headers as they are, and the library just built, are compared with src/libwiretwin.abi; abi_dump.py says
what that holds. Headers that were changed, to the worse and harmlessly, show that the difference is told.
"""

import platform
import sys
import tempfile
import unittest
from pathlib import Path

from abi_dump import HEADERS, compare, make_stand_in

ROOT, LIBRARY, CC = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
DUMP, SYMBOL_MAP = ROOT / "src/libwiretwin.abi", ROOT / "src/libwiretwin.map"
WHAT_TO_DO = """
Programs that were compiled against the last library would misread this one. What only adds (a function, a constant
at the end of an enum) is fine; what was there keeps its name, type, size and place. So
  - put it back, and add a function or a struct of another name for what is new; or
  - if it has to be: raise 'soversion' and the version in meson.build, rename WIRETWIN_0 in src/libwiretwin.map and the
    packages in src/debian/, say so in CHANGELOG.md, and run ./dev abi; or
  - before the first release, where no program can have been compiled: run ./dev abi, and commit src/libwiretwin.abi.
"""


def compared_after(old, new, name="wiretwin.h"):
    """What is said of headers in which 'old' became 'new'."""
    with tempfile.TemporaryDirectory() as folder:
        include = Path(folder) / "include"
        include.mkdir()
        for header in HEADERS:
            text = (ROOT / "include" / header).read_text()
            if header == name:
                assert old in text, f"there is no '{old}' in {name} any more"
                text = text.replace(old, new, 1)
            (include / header).write_text(text)
        return compare(DUMP, make_stand_in(include, SYMBOL_MAP, CC, Path(folder)))


@unittest.skipUnless(platform.machine() == "x86_64", "the dump is of x86-64")
class Interface(unittest.TestCase):
    def test_the_headers_keep_what_compiled_programs_rely_on(self):
        with tempfile.TemporaryDirectory() as folder:
            said = compare(DUMP, make_stand_in(ROOT / "include", SYMBOL_MAP, CC, Path(folder)))
        self.assertFalse(said, said + WHAT_TO_DO)

    def test_the_library_that_was_built_keeps_it_too(self):
        said = compare(DUMP, LIBRARY)
        self.assertFalse(said, said + WHAT_TO_DO)

    def test_what_is_gone_wider_or_in_another_place_is_told(self):
        for old, new, word in (
            ("WTW_API uint32_t wtw_agency_count(void);", "", "wtw_agency_count"),
            ("    uint32_t begin;\n    uint32_t end;\n", "    uint32_t begin;\n    uint64_t end;\n", "wtw_range"),
            ("    uint32_t begin;\n    uint32_t end;\n", "    uint32_t end;\n    uint32_t begin;\n", "wtw_range"),
            ("    uint32_t thread_count;\n", "    uint32_t thread_count;\n    uint64_t more[2];\n", "wtw_options"),
            ("WTW_NEAR = 6", "WTW_NEAR = 16", "wtw_relation"),
            ("WTW_API double wtw_jaccard(", "WTW_API float wtw_jaccard(", "wtw_jaccard"),
        ):
            self.assertIn(word, compared_after(old, new), f"{old!r} became {new!r}")

    def test_what_only_adds_is_fine(self):
        for old, new in (
            ("WTW_API uint32_t wtw_agency_count(void);", "WTW_API uint32_t wtw_agency_count(void);\nWTW_API int wtw_more(int a);"),
            ("WTW_EXACT = 7 ", "WTW_EXACT = 7, WTW_LATER = 8 "),
            ("/* ------", "/* changed words ------"),
        ):
            self.assertEqual(compared_after(old, new), "", f"{old!r} became {new!r}")
