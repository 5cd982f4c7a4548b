#!/usr/bin/env python3
"""test_readme.py - what README.md and the pages of docs/ show is what happens

    test_readme.py ROOT BUILD WIRETWIN CC...

Runs each command of the pages' ```console blocks, those of a page in order in a folder of their own that
has corpus/, with the command just built, and compares what it prints, line by line; "..." on a line of its
own stands for any lines, and messages on stderr are left out. Installs the build into a temporary folder, and there
compiles and runs the program of the ```c block with pkg-config, as a reader would, against the shared
library and against the static one. Prints TAP.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT, BUILD, WIRETWIN = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]).resolve()
CC = sys.argv[4:]


def blocks(language, page=None):
    """The contents of a page's fenced blocks of a language, README.md's where none is named."""
    text = (page or ROOT / "README.md").read_text()
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def pages():
    """The pages that show sessions."""
    return [page for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
            if "```console" in page.read_text()]


def sessions(page):
    """(command, lines shown) of each command of a page."""
    for block in blocks("console", page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown.rstrip("\n").split("\n")


def agrees(shown, printed):
    """Whether the lines shown describe the lines printed."""
    if not shown:
        return not printed
    if shown[0] == "...":
        return any(agrees(shown[1:], printed[i:]) for i in range(len(printed) + 1))
    return bool(printed) and shown[0] == printed[0].rstrip() and agrees(shown[1:], printed[1:])


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, **more)


def check_session(command, shown, folder):
    """None where the page is right, else what was printed."""
    path = f"{WIRETWIN.parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    printed = run(["bash", "-c", command], cwd=folder, env=environment).stdout
    return None if agrees(shown, printed.rstrip("\n").split("\n")) else printed


def installed(folder):
    """Installs into the folder; gives the environment in which pkg-config finds it there."""
    run(["meson", "install", "-C", str(BUILD), "--no-rebuild", "--destdir", folder], check=True)
    package_file = next(Path(folder).rglob("wiretwin.pc"))
    libraries = package_file.parent.parent
    return {
        **os.environ,
        "PKG_CONFIG_PATH": f"{package_file.parent}:{os.environ.get('PKG_CONFIG_PATH', '')}",
        "PKG_CONFIG_SYSROOT_DIR": folder,
        "LD_LIBRARY_PATH": str(libraries),
    }, libraries


def check_program(static):
    """None where the README's C program compiles without a warning and runs, else what was said."""
    with tempfile.TemporaryDirectory() as folder:
        environment, libraries = installed(folder)
        source, program = Path(folder) / "find_copies.c", Path(folder) / "find_copies"
        source.write_text(blocks("c")[0])
        asked = ["pkg-config", "--cflags", "--libs", *(["--static"] if static else []), "wiretwin"]
        flags = run(asked, env=environment, check=True).stdout.split()
        if static:
            for library in libraries.glob("libwiretwin.so*"):
                library.unlink()
        strict = ["-std=c11", "-Wall", "-Wextra", "-pedantic", "-Werror"]
        built = run([*CC, *strict, str(source), "-o", str(program), *flags], env=environment)
        if built.returncode != 0:
            return built.stderr
        done = run([str(program)], env=environment)
        wanted = blocks("text")[0]
        return None if done.returncode == 0 and done.stdout == wanted else done.stdout + done.stderr


def main(root):
    cases = []
    for page in pages():
        folder = root / page.stem
        folder.mkdir()
        (folder / "corpus").symlink_to(ROOT / "corpus")
        cases += [(f"{page.name} shows what '{command}' prints",
                   lambda c=command, s=shown, f=folder: check_session(c, s, f))
                  for command, shown in sessions(page)]
    cases.append(("README's program runs with the shared library", lambda: check_program(False)))
    cases.append(("README's program runs with the static library", lambda: check_program(True)))
    print(f"1..{len(cases)}")
    bad = 0
    for number, (name, check) in enumerate(cases, 1):
        said = check()
        bad += said is not None
        print(f"{'ok' if said is None else 'not ok'} {number} - {name.replace('#', ' ')}")
        for line in (said or "").splitlines():
            print(f"# {line}")
    sys.exit(1 if bad else 0)



with tempfile.TemporaryDirectory() as own:
    main(Path(own))
