"""Does the memory ever lie? Histories are run through, and each run that remembers is compared with one that does not.

    python bench/replay.py REPOSITORY... [--commits 300] [--until COMMIT] [--state FOLDER]

Each REPOSITORY is a folder with a git repository, which is cloned and left alone. Of each of its last commits the files
are laid over those of the one before; then `notelint` runs with the memory of all runs before, and without any. Both
reports must be the same, byte for byte, but for how long they took. Between two commits a note is edited so that
neither its size nor the time of its last change tells, in every tenth also `--since HEAD~1` and `--fix --diff` are
compared. With `--state` the number of the commit is kept there, and the next call goes on behind it.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_TIMES = re.compile(rb'"duration_ms": ?\d+')
_DIGIT = re.compile(rb"[a-z]")


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), "-c", "advice.detachedHead=false", *arguments],
        check=True, capture_output=True, text=True, errors="replace",
    ).stdout  # fmt: skip


def report(folder: Path, cache: Path | None, *arguments: str) -> tuple[int, bytes, bytes]:
    """What notelint answers in a folder, with a memory or without."""
    memory = ["--no-cache"] if cache is None else ["--cache-dir", str(cache)]
    command = [sys.executable, "-m", "notelint", *memory, "--jobs", "1", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return done.returncode, _TIMES.sub(b"", done.stdout), done.stderr


def differences(folder: Path, cache: Path, number: int) -> Iterator[str]:
    asked = [["--format", "json"]]
    if number % 10 == 0:
        asked += [["--format", "json", "--since", "HEAD~1"], ["--fix", "--diff"]]
    for arguments in asked:
        one, other = report(folder, cache, *arguments), report(folder, None, *arguments)
        if one != other:
            yield f"{' '.join(arguments)}: {len(one[1])} bytes with a memory, {len(other[1])} without"


def edited(folder: Path, chance: random.Random) -> tuple[Path, bytes] | None:
    """A note of which one letter is another one, with the times that it had; and what it held."""
    notes = sorted(path for path in folder.rglob("*.md") if ".git" not in path.parts and path.is_file())
    if not notes:
        return None
    note = chance.choice(notes)
    there, before = note.stat(), note.read_bytes()
    letters = [found.start() for found in _DIGIT.finditer(before)]
    if not letters:
        return None
    at = chance.choice(letters)
    note.write_bytes(before[:at] + (b"x" if before[at : at + 1] != b"x" else b"y") + before[at + 1 :])
    os.utime(note, ns=(there.st_atime_ns, there.st_mtime_ns))
    return note, before


def replay(repository: Path, commits: int, until: str, state: Path | None, seed: int) -> tuple[int, int]:
    """How many runs were compared, and how many differed."""
    kept = state / f"{repository.name}.txt" if state else None
    compared = wrong = 0
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder, cache = Path(place) / "notes", Path(place) / "cache"
        git(Path(place), "clone", "--quiet", "--no-checkout", str(repository), str(folder))
        names = git(folder, "rev-list", "--reverse", "--first-parent", f"--max-count={commits}", until).split()
        done = int(kept.read_text()) if kept and kept.exists() else 0
        for number, name in enumerate(names):
            git(folder, "checkout", "--quiet", "--force", name)
            if number < done:
                continue
            touched = edited(folder, chance) if number % 3 == 1 else None
            for said in differences(folder, cache, number):
                print(f"{repository.name} {name}: {said}", flush=True)
                wrong += 1
            if touched is not None:
                touched[0].write_bytes(touched[1])
            compared += 3 if number % 10 == 0 else 1
            if kept:
                kept.write_text(str(number + 1))
    return compared, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", nargs="+", type=Path)
    parser.add_argument("--commits", type=int, default=300)
    parser.add_argument("--until", default="HEAD")
    parser.add_argument("--state", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    total = 0
    for repository in options.repository:
        compared, wrong = replay(repository.resolve(), options.commits, options.until, options.state, options.seed)
        print(f"{repository.name}: {compared} runs compared, {wrong} differ", flush=True)
        total += wrong
    return 1 if total else 0


if __name__ == "__main__":
    raise SystemExit(main())
