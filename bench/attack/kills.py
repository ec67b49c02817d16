"""Kills notelint at random moments while it writes, and looks at what is left.

    python bench/attack/kills.py [--runs 300] [--seed 1] [--signal KILL|TERM] [--keep FOLDER]

Of the runs half are `--fix` on forty notes in folders of a git repository, whose names begin alike and some of which
have attributes and modes of their own; the others write a baseline, a configuration, a report or the papers' file. The
moment is drawn from the whole run, or from the writing. After each kill every note is whole old or whole new with what
it had besides, all other files are as they were, and git sees nothing new; after the next run all is done, and nothing
is left. What is not so is said, with the seed, and the folder is kept; the exit code is 1 then. POSIX only.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import NamedTuple

from notelint import cli
from notelint.papers import file as papers
from notelint.writing import signals, state
from notelint.writing.cache import FOLDER

NOTES = 40
WRONG, RIGHT = "[x]({up}papers/Vit.md)\n", "[x]({up}papers/vit.md)\n"
LONG = 200  # lines of a baseline, a report or the papers' file, at least
HIDDEN = (".notelint-write-", ".notelint-fix-", f"{FOLDER}/")

# Files by their paths from the root: what they hold, their modes, and what else they have.
Files = dict[str, tuple[bytes, int, tuple[str, ...]]]


class WrongError(Exception):
    """What should not be."""


class Kind(NamedTuple):
    """What is killed, and what it should leave: the file it writes, "" for the notes."""

    work: Callable[[Path, int], object]
    file: str = ""


def fixing(root: Path, turn: int) -> object:
    return cli.main(["--fix", "--yes", "--jobs", "1", "--select", "broken-link", str(root)])


def with_papers(root: Path, turn: int) -> object:
    known = {f"2304.{number:05}": papers.Paper(title=f"Paper {turn}") for number in range(LONG)}
    return papers.write(root, known)


FIX = Kind(fixing)
KINDS = {
    "fix": FIX,
    "baseline": Kind(lambda root, turn: cli.main(["baseline", "--jobs", "1", str(root)]), "notelint-baseline.json"),
    "fix again": FIX,
    "init": Kind(lambda root, turn: cli.main(["init", str(root)]), "notelint.yaml"),
    "fix once more": FIX,
    "output": Kind(
        lambda root, turn: cli.main(["--jobs", "1", "--output", f"json:{root}/report.json", str(root)]), "report.json"
    ),
    "fix for the last time": FIX,
    "papers": Kind(with_papers, "notelint-papers.json"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--signal", choices=["KILL", "TERM"], default="KILL")
    parser.add_argument("--keep", type=Path, help="Where a folder goes that is not as it should be.")
    options = parser.parse_args()
    chance, number = random.Random(options.seed), getattr(signal, f"SIG{options.signal}")
    counted: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            for name, kind in KINDS.items():  # what is read once is there in all processes
                _made(Path(folder, "first", name))
                kind.work(Path(folder, "first", name), 0)
        duration = {name: _measured(kind, Path(folder, "measured", name)) for name, kind in KINDS.items()}
        for run in range(options.runs):
            name = list(KINDS)[run % len(KINDS)]
            root = Path(folder, str(run))
            try:
                counted[
                    f"{name.partition(' ')[0]}: {_attacked(root, KINDS[name], duration[name], number, chance)}"
                ] += 1
            except WrongError as error:
                wrong += 1
                print(f"run {run} ({name}, --seed {options.seed}): {error}")
                if options.keep:
                    shutil.copytree(root, options.keep / str(run), symlinks=True)
            shutil.rmtree(root)
    for what, count in sorted(counted.items()):
        print(f"{count:5}  {what}")
    print(f"{options.runs} runs, {wrong} wrong")
    return 1 if wrong else 0


def _attacked(root: Path, kind: Kind, duration: tuple[float, float], number: int, chance: random.Random) -> str:
    """Begins something, ends it by a signal, and looks; says how far it had come. Raises WrongError."""
    _made(root)
    if kind.file and kind.file != "notelint.yaml":
        _forked(lambda: kind.work(root, 0))
        for note in range(0, NOTES, 2):  # there is something else to be said now
            _note(root, note).write_text("[y](gone.md)\n" * 3 + WRONG.format(up=_up(note)))
        _git(root, "add", "--all")
        _git(root, "commit", "--quiet", "--message=x")
    before = _state(root)
    process = _begun(lambda: kind.work(root, 1))
    when = chance.random()
    if when < 0.2:
        time.sleep(chance.uniform(0, sum(duration)))
    elif when < 0.6 or kind.file:
        _wait(process, lambda: _is_writing(root))
        time.sleep(chance.uniform(0, 1.2 * duration[1]))
    else:
        _wait(process, lambda: _is_ready(root))
        time.sleep(chance.uniform(0, 0.1 * duration[1]))
    with suppress(ProcessLookupError):
        os.kill(process, number)
    ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    after = _state(root)
    _judge(root, kind, before, after)
    if number == signal.SIGTERM and ended not in (0, 1, 128 + number, -number):
        raise WrongError(f"exit code {ended}")
    _forked(lambda: kind.work(root, 1))
    _judge_done(root, kind, before)
    if ended in (0, 1):
        return "it was done already"
    changed = sum(before[path] != after[path] for path in before)
    return (
        "nothing was written yet"
        if not changed
        else "all was written"
        if _is_done(kind, after)
        else "a part was written"
    )


# The collection


def _up(number: int) -> str:
    return "../" if number % 4 else ""


def _note(root: Path, number: int) -> Path:
    name = "一篇名字很长的笔记，前四十个字都一样" * 3 + f"{number}.md"
    return root / (f"folder {number % 4}" if number % 4 else "") / name


def _made(root: Path) -> None:
    """Forty notes, most of them with something to fix, and files that nothing may touch."""
    for number in range(NOTES):
        note = _note(root, number)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(WRONG.format(up=_up(number)) * 5)
        note.chmod((0o644, 0o600, 0o755)[number % 3])
        if number % 5 == 0 and hasattr(os, "setxattr"):
            with suppress(OSError):
                os.setxattr(note, "user.tag", b"red")
    (root / "papers").mkdir()
    (root / "papers" / "vit.md").write_text("# ViT\n\ntext\n")
    (root / "package.json").write_text("{}\n")
    _git(root, "init", "--quiet")
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "--message=x")


def _git(root: Path, *arguments: str) -> str:
    person = ("-c", "user.name=n", "-c", "user.email=n@localhost", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *person, *arguments], cwd=root, capture_output=True, text=True, check=True).stdout


def _state(root: Path) -> Files:
    """All files but those of git, of workshops and of the memory: content, mode and attributes."""
    found = {}
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.is_file() and not path.startswith(".git/") and not any(name in path for name in HIDDEN):
            attributes = tuple(os.listxattr(file)) if hasattr(os, "listxattr") else ()
            found[path] = (file.read_bytes(), stat.S_IMODE(file.stat().st_mode), attributes)
    return found


# The process


def _begun(work: Callable[[], object]) -> int:
    process = os.fork()
    if process == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        signals.end_in_order()
        code = 0
        try:
            done = work()
            code = done if isinstance(done, int) else 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 2
        finally:
            os._exit(code)
    return process


def _forked(work: Callable[[], object]) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(_begun(work), 0)[1])


def _is_writing(root: Path) -> bool:
    return any(entry.name.startswith(HIDDEN) for entry in os.scandir(root))


def _is_ready(root: Path) -> bool:
    """Have all new contents been written, so that nothing but renaming is left?"""
    found = False
    for place in state.places(root):
        for journal in place.glob("*.json"):
            with suppress(FileNotFoundError):
                found = found or b'"ready": true' in journal.read_bytes()
    return found


def _wait(process: int, until: Callable[[], bool]) -> None:
    """For at most half a minute, or until the process has ended."""
    end = time.monotonic() + 30
    while time.monotonic() < end and not until():
        # It is waited for later, and so must not be reaped here.
        if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return
        time.sleep(0.0005)


def _measured(kind: Kind, root: Path) -> tuple[float, float]:
    """How many seconds it takes until something is written, and from then on."""
    _made(root)
    begin = time.monotonic()
    process = _begun(lambda: kind.work(root, 1))
    _wait(process, lambda: _is_writing(root))
    writing = time.monotonic()
    os.waitpid(process, 0)
    return writing - begin, time.monotonic() - writing


# What is judged


def _judge(
    root: Path,
    kind: Kind,
    before: Files,
    after: Files,
) -> None:
    others = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    for path in others:
        if kind.file:
            if path != kind.file:
                raise WrongError(f"{path} was changed")
            continue
        if path not in before or path not in after:
            raise WrongError(f"{path} came or went")
        if after[path][0] != before[path][0].replace(b"Vit", b"vit") or after[path][1:] != before[path][1:]:
            raise WrongError(f"{path} is neither old nor new")
    if kind.file and kind.file in others and not _is_whole(kind, after[kind.file][0]):
        raise WrongError(f"{kind.file} is cut short")
    seen = set(_git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0")) - {"", kind.file}
    if seen:
        raise WrongError(f"git sees {', '.join(sorted(seen))}")


def _is_whole(kind: Kind, data: bytes) -> bool:
    return data.endswith(b"}\n" if kind.file.endswith(".json") else b"\n") and len(data) > 100


def _is_done(kind: Kind, after: Files) -> bool:
    return kind.file in after if kind.file else not any(b"Vit.md" in content for content, *_ in after.values())


def _judge_done(root: Path, kind: Kind, before: Files) -> None:
    after = _state(root)
    if not _is_done(kind, after):
        raise WrongError("the next run does not end what was begun")
    _judge(root, kind, before, after)
    if _forked(lambda: cli.main(["--paranoid", "--jobs", "1", str(root)])) not in (0, 1):
        raise WrongError("what is remembered is not so")
    left = list(root.rglob(".notelint-*"))
    left += [
        file for place in state.places(root) if place.exists() for file in place.iterdir() if file.suffix != ".lock"
    ]
    if left:
        raise WrongError(f"the next run leaves {', '.join(map(str, left))}")


if __name__ == "__main__":
    sys.exit(main())
