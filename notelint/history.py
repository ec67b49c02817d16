"""What git remembers: since when a file is there, and where one went."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from notelint.vault import NOTE_SUFFIXES

_PATIENCE = 20.0  # seconds: what takes longer is not known
_COMMIT = "commit "
_MANY = 100  # paths are asked for by their folders
_NAMES = 5  # a file may have been renamed more than once


def first_commits(root: Path) -> dict[str, datetime]:
    """When each file below a root was committed first, also under another name; nothing where there is no git."""
    found: dict[str, datetime] = {}
    when = datetime.min
    log = _log(root, "--reverse", "--diff-filter=AR", "--find-renames", "--name-status", f"--format={_COMMIT}%aI")
    for line in log:
        if line.startswith(_COMMIT):
            when = datetime.fromisoformat(line.removeprefix(_COMMIT))
        else:
            _, *paths = line.split("\t")
            found[paths[-1]] = found.pop(paths[0], when) if len(paths) > 1 else found.get(paths[0], when)
    return found


def renames(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """Where files that are no longer there went, as far as git knows: path before -> path now, both from the root.

    An image counts as the same only if nothing of it changed: many look alike.
    """
    now = {path: path for path in paths}
    lost = set(now)
    for _ in range(_NAMES):
        moved = _moves(root, lost) if lost else {}
        now = {old: moved.get(path, path) for old, path in now.items()}
        lost = {path for path in moved.values() if not (root / path).exists()}
    return {old: path for old, path in now.items() if path != old and (root / path).exists()}


def _moves(root: Path, lost: Iterable[str]) -> dict[str, str]:
    """What became of files in the commits that took them away."""
    lost = set(lost)
    # git compares each path that it is asked for with each file of a commit, and takes no more than so many.
    asked = lost if len(lost) <= _MANY else {path.rpartition("/")[0] or "." for path in lost}
    commits: set[str] = set()
    commit = ""
    log = _log(root, "--no-renames", "--diff-filter=D", "--name-only", f"--format={_COMMIT}%H", "--", *sorted(asked))
    for line in log:
        if line.startswith(_COMMIT):
            commit = line.removeprefix(_COMMIT)
        elif line in lost:
            commits.add(commit)
    return {old: new for commit in sorted(commits) for old, new in _renamed(root, commit) if old in lost}


def _renamed(root: Path, commit: str) -> Iterator[tuple[str, str]]:
    options = ("--relative", "--find-renames", "--diff-filter=R", "--name-status", "--format=")
    for line in _git(root, "show", *options, commit):
        likeness, old, new = line.split("\t")
        if likeness == "R100" or old.endswith(NOTE_SUFFIXES):
            yield old, new


def _log(root: Path, *arguments: str) -> Iterator[str]:
    return _git(root, "log", "--relative", *arguments)


def _git(root: Path, *arguments: str) -> Iterator[str]:
    command = ["git", "--literal-pathspecs", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=_PATIENCE)
    except (OSError, subprocess.SubprocessError):
        return iter(())
    return filter(None, os.fsdecode(done.stdout).split("\n"))
