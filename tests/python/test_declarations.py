"""test_declarations.py - what the Python package says of the headers is what they say

    tap_unittest.py test_declarations.py ROOT CC...

A C compiler is the judge. Functions: the package's declarations are compiled after the headers, and two
declarations that differ do not compile. Structs and constants: a program made of the headers prints sizes,
offsets and values, and those that cffi reckons have to be the same. Each of the three is tried with a
declaration that is wrong, too.
"""

import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import cffi

from wiretwin import c_declarations

ROOT, CC = Path(sys.argv[1]), sys.argv[2:]
HEADERS = '#include <stdio.h>\n#include "wiretwin_feed.h"\n'


def compiled(source, folder):
    """The program made of C source, and what the compiler said."""
    path, program = Path(folder) / "probe.c", Path(folder) / "probe"
    path.write_text(source)
    done = subprocess.run([*CC, "-std=c11", f"-I{ROOT}/include", str(path), "-o", str(program)],
                          capture_output=True, text=True)
    return (str(program) if done.returncode == 0 else None), done.stderr


def read_by_cffi(declarations):
    ffi = cffi.FFI()
    ffi.cdef(declarations)
    return ffi


def structs_and_enums(declarations):
    found = re.findall(r"^((?:struct|enum) \w+) \{", declarations, re.MULTILINE)
    return [name for name in found if name.startswith("struct")], [name for name in found if name.startswith("enum")]


def measures_of_cffi(declarations):
    """{expression of C: what cffi reckons it is} for each struct, member and constant."""
    ffi = read_by_cffi(declarations)
    structs, enums = structs_and_enums(declarations)
    measures = {}
    for name in structs:
        measures[f"sizeof({name})"] = ffi.sizeof(name)
        for member, field in ffi.typeof(name).fields:
            measures[f"offsetof({name}, {member})"] = field.offset
            measures[f"sizeof((({name} *)0)->{member})"] = ffi.sizeof(field.type)
    for name in enums:
        for value, constant in ffi.typeof(name).elements.items():
            measures[constant] = value
    return measures


def measures_of_c(expressions):
    """{expression: its value} by a program made of the headers."""
    lines = "".join(f'    printf("%lld\\n", (long long)({expression}));\n' for expression in expressions)
    with tempfile.TemporaryDirectory() as folder:
        program, said = compiled(f"{HEADERS}int main(void)\n{{\n{lines}    return 0;\n}}\n", folder)
        assert program, said
        output = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    return dict(zip(expressions, map(int, output.split())))


def functions_agree(functions):
    """Whether functions may be declared after the headers once more."""
    with tempfile.TemporaryDirectory() as folder:
        program, _ = compiled(f"{HEADERS}{functions}\nint main(void)\n{{\n    return 0;\n}}\n", folder)
        return program is not None


class Declarations(unittest.TestCase):
    maxDiff = None

    def test_every_struct_member_and_constant_is_as_in_the_headers(self):
        ours = measures_of_cffi(c_declarations.DECLARATIONS)
        self.assertGreater(len(ours), 300)
        self.assertEqual(ours, measures_of_c(list(ours)))

    def test_every_function_is_as_in_the_headers(self):
        self.assertTrue(functions_agree(c_declarations.FUNCTIONS))

    def test_a_member_too_few_too_narrow_or_in_another_place_is_noticed(self):
        for right, wrong in (
            ("uint32_t end;\n", ""),
            ("uint64_t line;", "uint32_t line;"),
            ("uint64_t line;\n    uint64_t column;", "uint64_t column;\n    uint64_t line;"),
        ):
            self.assertIn(right, c_declarations.TYPES)
            bad = measures_of_cffi(c_declarations.OPAQUE + c_declarations.TYPES.replace(right, wrong, 1))
            self.assertNotEqual(bad, measures_of_c(list(bad)), wrong)

    def test_another_constant_is_noticed(self):
        bad = measures_of_cffi(c_declarations.OPAQUE + c_declarations.TYPES.replace("WTW_NEAR = 6", "WTW_NEAR = 16"))
        self.assertNotEqual(bad, measures_of_c(list(bad)))

    def test_another_parameter_or_result_is_noticed(self):
        for right, wrong in (
            ("size_t i);", "int i);"),
            ("size_t wtw_passages_count", "int wtw_passages_count"),
        ):
            self.assertIn(right, c_declarations.FUNCTIONS)
            self.assertFalse(functions_agree(c_declarations.FUNCTIONS.replace(right, wrong)), wrong)

    def test_nothing_is_declared_that_the_package_does_not_use(self):
        sources = "".join(path.read_text() for path in (ROOT / "src/python/wiretwin").glob("*.py")
                          if path.name != "c_declarations.py")
        declared = re.findall(r"\b(wtw_\w+)\(", c_declarations.FUNCTIONS)
        self.assertEqual([name for name in declared if f"lib.{name}" not in sources
                          and f"library.{name}" not in sources], [])
