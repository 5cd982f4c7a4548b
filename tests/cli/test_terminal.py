#!/usr/bin/env python3
"""test_terminal.py - the command at a terminal: progress, colours, width, Ctrl-C

    test_terminal.py PROGRAM

Each session has a pseudo terminal of its own. Prints TAP.
"""

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import sys
import tempfile
import termios
import time
import unicodedata
from pathlib import Path

program = str(Path(sys.argv[1]).resolve())
work = Path(tempfile.mkdtemp())
tests = []

CTRL_C = b"\x03"


def test(function):
    tests.append(function)
    return function


def environment(changes):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("WIRETWIN_")}
    for name in ("COLUMNS", "NO_COLOR"):
        kept.pop(name, None)
    return {**kept, "TERM": "xterm", "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(work), **changes}


def at_terminal(words, columns=80, then=(), **changes):
    """What a command says at a terminal, and how it ends. 'then' has (WORDS, KEYS): once it has said
    the words, the keys are pressed."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.chdir(work)
        os.execve("/bin/sh", ["sh", "-c", words.replace("wiretwin", program)], environment(changes))
    said, then, end = b"", list(then), time.monotonic() + 60
    while time.monotonic() < end:
        if then and then[0][0].encode() in said:
            os.write(terminal, then.pop(0)[1])
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                said += os.read(terminal, 65536)
            except OSError:
                break
    os.close(terminal)
    return said.decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def columns_of(line):
    bare = re.sub(r"\x1b\[[0-9;]*[mK]", "", line)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in bare)
    return len(bare) + wide - sum(unicodedata.combining(c) > 0 for c in bare)


def write_articles():
    words = "the ferry ran aground in fog on monday a pilot said by radio".split()
    with open(work / "news.jsonl", "w", encoding="utf-8") as out:
        for i in range(1000):
            text = " ".join(f"{word}{i // 2}{k}" for k in range(20) for word in words)
            title = "長い見出しです" * 12
            out.write(f'{{"id":"東京-{i}","title":"{title} {i}","text":"{text}","source":"新聞"}}\n')


@test
def progress_tells_stage_amount_and_rate_and_leaves_nothing_behind():
    said, code = at_terminal("wiretwin cluster -o out.tsv --format tsv news.jsonl")
    shown = [line.split("\x1b[K")[0] for line in said.split("\r") if line.startswith("[")]
    assert code == 0 and shown, said
    assert re.fullmatch(r"\[1/5\] reading  [\d.]+ [kM]?B( of [\d.]+ MB)?(, .*)?", shown[0]), shown[0]
    assert any(line.startswith("[2/5] looking for candidates...") for line in shown), shown
    assert "\r\x1b[Kwiretwin: 1,000 articles" in said, said


@test
def progress_is_cut_to_the_terminal():
    said, _ = at_terminal("wiretwin cluster -o out.tsv --format tsv news.jsonl", columns=20)
    shown = [line.split("\x1b[K")[0] for line in said.split("\r") if line.startswith("[")]
    assert shown and max(map(len, shown)) == 19, shown


@test
def progress_is_not_shown_where_it_would_be_noise():
    run = "wiretwin cluster -o out.tsv --format tsv "
    assert "reading" not in at_terminal(run + "news.jsonl", TERM="dumb")[0]
    assert "reading" not in at_terminal(run + "news.jsonl 2>log; cat log")[0]
    assert at_terminal(run + "-q news.jsonl")[0] == ""


@test
def colours_mind_who_does_not_want_them():
    run = "wiretwin cluster -q news.jsonl"
    assert "\x1b[" in at_terminal(run)[0]
    assert "\x1b[" not in at_terminal(run, NO_COLOR="1")[0]
    assert "\x1b[" not in at_terminal(run, TERM="dumb")[0]
    assert "\x1b[" not in at_terminal(run + " --color never")[0]
    assert "\x1b[" in at_terminal(run + " --color always", NO_COLOR="1", TERM="dumb")[0]
    assert "\x1b[" in at_terminal(run, NO_COLOR="")[0]


@test
def tables_fit_the_terminal_also_where_characters_are_wide():
    for columns in (60, 80, 132):
        for run in ("cluster news.jsonl", "pairs news.jsonl", "inspect news.jsonl", "help fields"):
            said, _ = at_terminal(f"wiretwin {run} 2>/dev/null", columns=columns)
            widest = max(map(columns_of, said.splitlines()))
            assert widest <= columns, (run, columns, widest)
            assert widest > columns - 30 or run in ("inspect news.jsonl", "help fields"), run


@test
def ctrl_c_while_reading_ends_at_once_and_leaves_no_file():
    said, code = at_terminal(
        "mkfifo -m 600 slow; exec 3<>slow; exec wiretwin cluster -o never.tsv slow",
        then=[("reading", CTRL_C)],
    )
    assert code == 130, code
    assert "no unfinished file was left behind" in said, said
    assert not list(work.glob("never*")), list(work.glob("never*"))


@test
def ctrl_c_at_a_feed_loses_nothing_that_was_told():
    said, code = at_terminal(
        "head -3 news.jsonl >few.jsonl; exec wiretwin feed --db news.db --follow few.jsonl",
        then=[('"id":"東京-2"', CTRL_C)],
    )
    assert code == 130, code
    said, code = at_terminal("wiretwin feed --db news.db few.jsonl")
    assert code == 0 and said.count('"known":true') == 3, said


@test
def the_first_ctrl_c_at_a_server_ends_it_in_order_and_says_so():
    said, code = at_terminal(
        "exec wiretwin serve --db served.db --listen 127.0.0.1:0", then=[("http://", CTRL_C)]
    )
    if "built without serve" in said:
        return
    assert code == 0, said
    assert "ending in order; once more ends at once" in said, said


@test
def a_second_ctrl_c_ends_at_once():
    said, code = at_terminal(
        "exec wiretwin feed --db two.db --follow few.jsonl >/dev/null",
        then=[("reading", CTRL_C + CTRL_C)],
    )
    assert code == 130, code


def main():
    write_articles()
    print(f"1..{len(tests)}")
    for number, function in enumerate(tests, 1):
        try:
            function()
            print(f"ok {number} - {function.__name__}")
        except Exception as failure:  # whatever went wrong is this test's failure
            print(f"not ok {number} - {function.__name__}")
            print(f"# {failure!r}"[:3000].replace("\n", "\n# "))
    shutil.rmtree(work)


main()
