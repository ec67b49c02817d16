"""Feeds notelint notes that nobody would write, for ten minutes, and keeps what it cannot stand.

    python bench/fuzz.py [--minutes 10] [--seed N] [--keep FOLDER] [NOTES…]

Each round takes some notes (those under NOTES, the project's own examples, and pathological ones), mutates them as
bytes, checks them as a small collection and writes every report. Every other round has mutated files that steer it as
well (configuration, rules, schema, baseline, papers, a site's settings) and names that nobody gives, and some have two
processes. What is kept, and said, is a round with a traceback, with a note or a report that takes over two seconds of
CPU, one that does not end, or a report that cannot be written. A refusal with file and line is none. Exit code 1 if
there was one. The peak of memory is printed at the end: it must stay under 500 MiB.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from steering import NAMES, steering

from notelint.config.config import ConfigError
from notelint.report import FORMATS, Context
from notelint.rule.facts import RuleMistakeError
from notelint.rule.rule import RuleError
from notelint.run.ruleset import RuleSet
from notelint.run.run import Run
from notelint.run.session import Session
from notelint.scope import baseline
from notelint.scope.scope import Scope

ROOT = Path(__file__).parent.parent
SECONDS = 2.0  # of CPU, for one note
PATIENCE = 120  # of a clock, for a round
REFUSALS = (ConfigError, RuleError, RuleMistakeError, baseline.BaselineError)
MOST = 180_000  # bytes of a mutated note
PIECES = (
    *(b"[", b"]", b"(", b")", b"![", b"[[", b"]]", b"](", b"<", b">", b"`", b"```\n", b"$", b"$$", b"==", b"**", b"*"),
    *(
        b"_",
        b"~~",
        b"|",
        b"\n|-|-|\n",
        b"> ",
        b"\n> [!NOTE] a\n",
        b"- ",
        b"\n1. ",
        b"    ",
        b"\t",
        b"\n---\n",
        b"\n+++\n",
    ),
    *(
        b"{{<",
        b">}}",
        b"{{%",
        b"%}}",
        b"{%",
        b"%}",
        b"%%",
        b":::",
        b"!!! ",
        b"{#",
        b"}",
        b"<!--",
        b"-->",
        b'<a href="',
        b"&",
    ),
    *(
        b"[^a]",
        b"\n[^a]: ",
        b"\n[a]: ",
        b"\\",
        b"\r",
        b"\r\n",
        b"\0",
        b"\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\x1b[31m",
    ),
    *(
        "（",
        "）",
        "：",
        "。",
        "“",
        "\u200b",
        "\u202e",
        "👩‍👩‍👧",
        "\u3000",
        "**Arxiv**",
        "arXiv:2304.08485",
        "::error::",
    ),
    *(b"<!-- notelint-disable-next-line -->", b"title: ", b"date: 2026-13-45", b"&a ", b"*a ", b"!!python/object:a "),
)
DEEP = (b"[", b"> ", b"- ", b"*a ", b"`", b"$", b"![[", b"(", b"<a ", b"{{< a >}}", b"|", b"=", b"\n#", b"[a](", b"{")


def pathological() -> Iterator[bytes]:
    """Inputs that parsers are known to fall over."""
    for piece in DEEP:
        yield piece * 10_000
    yield b"---\na: " + b"[" * 3000 + b"\n---\n"
    yield b"---\na: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(200)) + b"---\n"
    yield b"---\na: !!python/object/apply:os.system [x]\n---\n"
    yield b"x" * MOST
    yield b"[a](b) " * 40_000  # over 256 KiB in one block
    yield "标题\n===\n正文".encode("gb18030")
    yield "標題\n".encode("big5")
    yield "a\n".encode("utf-16")
    yield b""
    yield b"---\n"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("notes", nargs="*", type=Path)
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--keep", type=Path, default=Path("fuzz"))
    options = arguments.parse_args()
    chance = random.Random(options.seed)
    files = [
        path for root in (ROOT / "examples", ROOT / "rules", *options.notes) for path in sorted(root.rglob("*.md"))
    ]
    corpus = [*pathological(), *(path.read_bytes()[:MOST] for path in files)]
    end = time.monotonic() + 60 * options.minutes
    rounds = failures = notes = 0
    while time.monotonic() < end:
        contents = {f"{n}.{'mdx' if n == 7 else 'md'}": bytes(mutated(chance, corpus)) for n in range(8)}
        rounds, notes = rounds + 1, notes + len(contents)
        jobs = 1
        if rounds % 2 == 0:
            contents = {name: contents[name] for name in list(contents)[:3]} | steering(chance)
            contents[chance.choice(NAMES)] = b"# A\n\n[x](0.md)\n"
            jobs = chance.choice((1, 1, 1, 2))
        if problem := trial(contents, jobs):
            failures += 1
            keep(options.keep / str(failures), contents, problem)
            print(f"round {rounds}: {problem.splitlines()[-1]}, kept in {options.keep / str(failures)}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{rounds} rounds, {notes} notes, {failures} failures, peak {peak} MiB")
    return int(failures > 0)


def mutated(chance: random.Random, corpus: list[bytes]) -> bytearray:
    """A note of the corpus with a few pieces put in, taken out, repeated, moved, or taken from another note."""
    data = bytearray(chance.choice(corpus))
    for _ in range(chance.choice((0, 1, 2, 4, 8, 32))):
        at, size = chance.randrange(len(data) + 1), chance.choice((1, 3, 20, 200))
        kind = chance.randrange(6)
        if kind <= 1:
            piece = chance.choice(PIECES)
            data[at:at] = (piece.encode() if isinstance(piece, str) else piece) * chance.choice((1, 1, 1, 2, 50))
        elif kind == 2:
            del data[at : at + size]
        elif kind == 3:
            data[at:at] = data[at : at + size] * chance.choice((2, 5, 100))
        elif kind == 4:
            other = chance.choice(corpus)
            start = chance.randrange(len(other) + 1)
            data[at:at] = other[start : start + 10 * size]
        elif data and at < len(data):
            data[at] = chance.randrange(256)
        del data[MOST * 2 :]
    return data


def trial(contents: dict[str, bytes], jobs: int) -> str:
    """The traceback, or what took too long; "" where all went well, or was refused in words."""
    folder = Path(tempfile.mkdtemp())
    try:
        write(folder, contents)
        with limited(SECONDS) as again:
            run = Run([folder], root=folder, cwd=folder)
            rules = RuleSet.of(run.config, run.root)
            session = Session(run, rules)
            session.read(run.notes, jobs, again)
            report = session.shown(Scope(session, baseline.load(run.root), None).narrowed(session.outcome()))
            if failed := [each.message for each in report.notices if each.code in ("note-failed", "rule-failed")]:
                return failed[0]
            for make in FORMATS.values():
                again(0)
                make(report, Context(line_text=run.line_text, rules=rules.titles("en")))
    except REFUSALS:
        return ""
    except Exception:
        return traceback.format_exc()
    finally:
        shutil.rmtree(folder)
    return ""


@contextmanager
def limited(seconds: float) -> Iterator[Callable[[int], None]]:
    """Raises TimeoutError after so many seconds of this process's own time; what it gives starts them again."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"over {seconds} seconds")

    def again(notes: int) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)

    signal.signal(signal.SIGVTALRM, stop)
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    again(0)
    try:
        yield again
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.alarm(0)


def keep(folder: Path, contents: dict[str, bytes], problem: str) -> None:
    write(folder, contents)
    (folder / "problem.txt").write_text(problem, "utf-8", "surrogateescape")


def write(folder: Path, contents: dict[str, bytes]) -> None:
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
