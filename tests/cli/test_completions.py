#!/usr/bin/env python3
"""test_completions.py - what bash, zsh and fish offer behind 'wiretwin'

    test_completions.py FOLDER

FOLDER has the scripts of the three shells. bash and fish are asked; zsh completes only for someone at a
terminal, so a tab is typed at one, and a function in the place of wiretwin says what came of it. Prints
TAP; a shell that is not installed is skipped.
"""

import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

scripts = Path(sys.argv[1]).resolve()
work = Path(tempfile.mkdtemp())
(work / "monday news.jsonl").touch()
(work / "folder").mkdir()
tests = []


def test_in(shell):
    def keep(function):
        tests.append((shell, function))
        return function

    return keep


# ---------------------------------------------------------------- bash

ASK_BASH = """
. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_wiretwin
printf '%s\\n' "${COMPREPLY[@]}"
"""


def bash_offers(*words):
    """What bash offers for the last word; it cuts words at = as bash does."""
    run = ["bash", "--norc", "-c", ASK_BASH, "bash", scripts / "wiretwin", "wiretwin", *words]
    result = subprocess.run(run, cwd=work, capture_output=True, text=True)
    assert not result.stderr, result.stderr
    return result.stdout.split("\n")[:-1]


@test_in("bash")
def bash_offers_commands_subjects_options_and_values():
    assert bash_offers("cl") == ["cluster"]
    assert "--help" in bash_offers("--")
    assert bash_offers("help", "rel") == ["relations"]
    assert bash_offers("help", "clu") == ["cluster"]
    assert bash_offers("cluster", "--thres") == ["--threshold"]
    assert bash_offers("cluster", "--format", "t") == ["tsv", "table"]
    assert bash_offers("cluster", "--format", "=") == ["jsonl", "tsv", "table", "html", "csv", "graphml", "sqlite"]
    assert bash_offers("cluster", "--format", "=", "j") == ["jsonl"]
    assert bash_offers("cluster", "--field", "la") == ["language="]


@test_in("bash")
def bash_offers_an_option_only_where_it_belongs():
    assert bash_offers("pairs", "--pass") == ["--passages", "--passage-tokens"]
    assert bash_offers("eval", "--pass") == [""]


@test_in("bash")
def bash_offers_files_as_operands_and_where_an_option_wants_one():
    assert sorted(bash_offers("cluster", "")) == ["folder", "monday news.jsonl"]
    assert bash_offers("cluster", "--output", "mon") == ["monday news.jsonl"]
    assert bash_offers("cluster", "-o", "fo") == ["folder"]
    assert bash_offers("cluster", "--threshold", "") == [""]


# ---------------------------------------------------------------- fish

def fish_offers(line):
    code = f"source {scripts}/wiretwin.fish; complete -C {line!r}"
    home = {**os.environ, "HOME": str(work), "XDG_CONFIG_HOME": str(work / "none")}
    result = subprocess.run(
        ["fish", "--no-config", "-c", code], cwd=work, env=home, capture_output=True, text=True
    )
    assert not result.stderr, result.stderr
    return [offer.split("\t")[0] for offer in result.stdout.splitlines()]


@test_in("fish")
def fish_offers_commands_subjects_options_values_and_files():
    assert fish_offers("wiretwin cl") == ["cluster"]
    assert fish_offers("wiretwin help rel") == ["relations"]
    assert fish_offers("wiretwin cluster --thres") == ["--threshold"]
    assert fish_offers("wiretwin eval --pass") == []
    assert fish_offers("wiretwin cluster --format t") == ["table", "tsv"]
    assert fish_offers("wiretwin cluster --format=j") == ["--format=jsonl"]
    assert fish_offers("wiretwin cluster --field la") == ["language="]
    assert "monday news.jsonl" in [o.replace("\\", "") for o in fish_offers("wiretwin cluster mon")]
    assert "folder/" in fish_offers("wiretwin cluster -o fo")


# ---------------------------------------------------------------- zsh

ZSH_RC = """
PS1='ready> '
fpath=({folder} $fpath)
autoload -U compinit
compinit -u -D
compdef _wiretwin wiretwin
zstyle ':completion:*' insert-tab false
wiretwin() {{ print -r -- "got: $*." }}
"""


def read_until(terminal, wanted, seconds):
    """All that the terminal says until it has said the words wanted."""
    said, end = "", time.monotonic() + seconds
    while wanted not in said and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                said += os.read(terminal, 4096).decode(errors="replace")
            except OSError:
                break
    return said


def zsh_completes(lines):
    """What each line is after a tab and a line feed, which takes a = or / at the end away."""
    (work / ".zshrc").write_text(ZSH_RC.format(folder=scripts))
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(work)
        os.environ.update(ZDOTDIR=str(work), TERM="dumb", HOME=str(work))
        os.execvp("zsh", ["zsh", "-d", "-i"])
    got = []
    try:
        said = read_until(terminal, "ready> ", 30)
        for line in lines:
            os.write(terminal, f"{line}\t\n".encode())
            said = read_until(terminal, ".\r\n", 20)
            got.append(said.split("got: ")[-1].split(".\r\n")[0] if "got: " in said else said)
        os.write(terminal, b"exit\n")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    return got


@test_in("zsh")
def zsh_completes_commands_subjects_options_values_and_files():
    wanted = {
        "wiretwin clu": "cluster",
        "wiretwin help rel": "help relations",
        "wiretwin cluster --thresh": "cluster --threshold",
        "wiretwin cluster --keep": "cluster --keep-boilerplate",
        "wiretwin cluster --format js": "cluster --format jsonl",
        "wiretwin cluster --format=js": "cluster --format=jsonl",
        "wiretwin cluster --field la": "cluster --field language=",
        "wiretwin cluster --field language=x --field u": "cluster --field language=x --field url=",
        "wiretwin cluster mon": "cluster monday news.jsonl",
        "wiretwin cluster -q --output fol": "cluster -q --output folder",
        "wiretwin eval --passa": "eval --passa",
    }
    got = dict(zip(wanted, (line.rstrip() for line in zsh_completes(wanted))))
    assert got == wanted, got


def main():
    print(f"1..{len(tests)}")
    for number, (shell, function) in enumerate(tests, 1):
        skip = "" if shutil.which(shell) else f" # SKIP {shell} is not installed"
        try:
            if not skip:
                function()
            print(f"ok {number} - {function.__name__}{skip}")
        except Exception as failure:  # whatever went wrong is this test's failure
            print(f"not ok {number} - {function.__name__}")
            print(f"# {failure!r}".replace("\n", "\n# "))
    shutil.rmtree(work)


main()
