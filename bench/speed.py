"""What is felt: runs after runs, beside rumdl, on a copy of a collection in a git repository.

    python bench/speed.py COLLECTION [--rumdl PROGRAM] [--rounds 7]

Each round runs every row once, so that a machine that is slow for a while is slow for all; what is printed are medians
of seconds of the processor and on the clock, and how many times as much as rumdl, cold for the cold row and warm for
the others. COLLECTION is copied, and left alone. Programs are run as installed, with compiled modules.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

NOTELINT = [sys.executable, "-m", "notelint"]


class Took(NamedTuple):
    """Seconds of the processor, and on the clock."""

    cpu: float
    wall: float


def took(command: list[str], folder: Path) -> Took:
    """What a command costs, whatever it says."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "notelint-bench-pyc")
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=bench", "-c", "user.email=bench@localhost"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


class Bench:
    """A copy of a collection, and what is done to it between two runs."""

    def __init__(self, folder: Path, rumdl: str) -> None:
        self.folder = folder
        self.rumdl = [rumdl, "check", "."] if rumdl else []
        self.edits = 0
        listed = subprocess.run(["git", "-C", str(folder), "ls-files", "-z", "*.md"], check=True, capture_output=True)
        notes = [folder / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
        self.notes = [note for note in notes if b"\n## " in note.read_bytes()]

    def _note(self) -> Path:
        """Another one each time: one that was edited just now is compared in any case."""
        self.edits += 1
        return self.notes[self.edits * 97 % len(self.notes)]

    # What is done before a run, which gives more arguments for it.

    def nothing(self) -> list[str]:
        return []

    def prose(self) -> list[str]:
        note = self._note()
        with note.open("a", encoding="utf-8") as file:
            file.write(f"\nOne sentence more, the {self.edits}th.\n")
        return []

    def hook(self) -> list[str]:
        self.prose()
        return ["--force-exclude", str(self.notes[self.edits * 97 % len(self.notes)])]

    def heading(self) -> list[str]:
        note = self._note()
        text = note.read_text("utf-8", "surrogateescape")
        note.write_text(text.replace("\n## ", f"\n## {self.edits} ", 1), "utf-8", "surrogateescape")
        return []

    def forget(self) -> list[str]:
        shutil.rmtree(self.folder / ".rumdl_cache", ignore_errors=True)
        return []

    def forget_own(self) -> list[str]:
        shutil.rmtree(self.folder / ".notelint_cache", ignore_errors=True)
        return []

    def since(self) -> list[str]:
        self.commit()
        return self.prose()

    def commit(self) -> None:
        git(self.folder, "commit", "--quiet", "--all", "--allow-empty", "--message", "so far")

    def rows(self) -> list[tuple[str, Callable[[], list[str]], list[str]]]:
        """Each row: its name, what is done before it, and what is measured."""
        report = [*NOTELINT, "--format", "concise"]
        rows: list[tuple[str, Callable[[], list[str]], list[str]]] = [
            ("cold", self.forget_own, report),
            ("warm, nothing changed", self.nothing, report),
            ("warm, prose of a note changed", self.prose, report),
            ("warm, the same as the hook", self.hook, report),
            ("warm, a heading of a note changed", self.heading, report),
            ("warm, --since HEAD, a note changed", self.since, [*report, "--since", "HEAD"]),
        ]
        if self.rumdl:  # first: its own folder is new to the collection, once
            rows[:0] = [("rumdl, cold", self.forget, self.rumdl), ("rumdl, warm", self.nothing, self.rumdl)]
        return rows


def one_note(folder: Path) -> list[tuple[str, list[str]]]:
    """The rows of a note alone in a folder."""
    (folder / "a.md").write_text("# ViT\n\n**Arxiv** [2010.11929](https://arxiv.org/abs/2010.11929)\n\nText.\n")
    return [
        ("an empty interpreter", [sys.executable, "-c", "pass"]),
        ("one note, cold", [*NOTELINT, "--no-cache", "a.md"]),
        ("one note, warm", [*NOTELINT, "--cache-dir", str(folder / "cache"), "a.md"]),
    ]


def peer_of(name: str) -> str:
    """The row with which another one is compared."""
    if name.startswith("one"):
        return "an empty interpreter"
    return "rumdl, cold" if name == "cold" else "rumdl, warm"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--rumdl", default="")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    found: dict[str, list[Took]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as place:
        folder, alone = Path(place) / "notes", Path(place) / "one"
        shutil.copytree(options.collection, folder, ignore=shutil.ignore_patterns(".git", ".notelint_cache"))
        alone.mkdir()
        git(folder, "init", "--quiet")
        git(folder, "add", "--all")
        bench = Bench(folder, options.rumdl)
        bench.commit()
        for _, command in one_note(alone):
            took(command, alone)
        for _ in range(options.rounds):
            for name, before, command in bench.rows():
                more = before()
                found[name].append(took([*command, *more], folder))
            for name, command in one_note(alone):
                found[name].append(took(command, alone))
    medians = {name: Took(*map(statistics.median, zip(*each, strict=True))) for name, each in found.items()}
    for name, each in medians.items():
        peer = medians.get(peer_of(name), each)
        times = f"{each.wall / peer.wall:6.2f} × {peer_of(name)}" if peer is not each else ""
        print(f"{name:36} {each.cpu:7.3f} s of CPU {each.wall:7.3f} s {times}")
    print(f"peak memory of a process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MiB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
