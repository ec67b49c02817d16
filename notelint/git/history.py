"""What git remembers: since when a file is there, and where one went."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from notelint.files import inputs, witness
from notelint.files.suffixes import NOTE_ENDINGS
from notelint.git import runner

_PATIENCE = 20.0  # seconds for a question: what takes longer is not known
_MANY = 100  # paths are asked for by their folders
_HISTORY = (("rev-parse", "--is-shallow-repository"), ("for-each-ref", "refs/replace"))
_NAMES = 5  # a file may have been renamed more than once


def first_commits(root: Path) -> dict[str, datetime]:
    """When each file below a root was committed first, also under another name; nothing where there is no git."""
    found: dict[str, datetime] = {}
    for date, changes in _log(root, "--reverse", "--diff-filter=AR", "--find-renames", "--name-status", format="%aI"):
        when = _moment(date)
        for _, *paths in _statuses(changes):
            found[paths[-1]] = found.pop(paths[0], when) if len(paths) > 1 else found.get(paths[0], when)
    return found


def _moment(date: str) -> datetime:
    """A date as git writes it; a commit may claim any, also one that is none."""
    with suppress(ValueError):
        return datetime.fromisoformat(date)
    return datetime.fromtimestamp(0, UTC)


def renames(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """Where files that are no longer there went, as far as git knows: path before -> path now, both from the root.

    An image counts as the same only if nothing of it changed: many look alike.
    """
    now = {path: path for path in paths if _can_be(path)}
    lost = set(now)
    until = time.monotonic() + _PATIENCE
    for _ in range(_NAMES):
        moved = _moves(root, lost, until) if lost else {}
        now = {old: moved.get(path, path) for old, path in now.items()}
        lost = {path for path in moved.values() if not inputs.kind(root / path)}
    return {old: path for old, path in now.items() if path != old and inputs.kind(root / path)}


def _can_be(path: str) -> bool:
    """Is this a path that a file can have?"""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def _moves(root: Path, lost: Iterable[str], until: float) -> dict[str, str]:
    """What became of files in the commits that took them away."""
    lost = set(lost)
    # git compares each path that it is asked for with each file of a commit, and takes no more than so many.
    asked = lost if len(lost) <= _MANY else {path.rpartition("/")[0] for path in lost}
    options = ("--no-renames", "--diff-filter=D", "--name-only")
    log = _log(root, *options, format="%H", paths=sorted(asked), until=until)
    commits = {commit for commit, gone in log if not lost.isdisjoint(gone)}
    return {old: new for commit in sorted(commits) for old, new in _renamed(root, commit, until) if old in lost}


def _renamed(root: Path, commit: str, until: float) -> Iterator[tuple[str, str]]:
    options = ("--find-renames", "--diff-filter=R", "--name-status", "--no-walk")
    for _, changes in _log(root, *options, format="%H", commit=commit, until=until):
        for likeness, old, new in _statuses(changes):
            if likeness == "R100" or old.endswith(NOTE_ENDINGS):
                yield old, new


def _statuses(fields: list[str]) -> Iterator[list[str]]:
    """A status with its path, or with both paths of a rename."""
    rest = iter(fields)
    for status in rest:
        yield [status, *(next(rest, "") for _ in range(2 if status[:1] in "RC" else 1))]


def _log(
    root: Path,
    *options: str,
    format: str,
    commit: str = "HEAD",
    paths: Iterable[str] = (),
    until: float | None = None,
) -> Iterator[tuple[str, list[str]]]:
    """What is asked about each commit, and what it changed below the root; nothing where git does not answer.

    Fields are parted by NUL and a commit begins with an empty one, so that no name of a file looks like a commit's.
    """
    where = runner.place(root)
    patience = _PATIENCE if until is None else until - time.monotonic()
    if where is None or patience <= 0:
        return
    top, before = where
    relative = f"--relative={before}" if before else "--relative"
    plain = ("--no-color", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--encoding=UTF-8")
    # A root that is asked for by an empty path is the whole of it.
    below = [before + path or "." for path in paths]
    try:
        # What a commit's history is does not change, but for what is put in the place of commits, or left out.
        for question in (("rev-parse", "--verify", commit), *_HISTORY):
            runner.asked(top, *question)
        answer = runner.run(
            top,
            "log",
            "-z",
            *plain,
            relative,
            *options,
            f"--format=%x00{format}",
            "--end-of-options",
            commit,
            "--",
            *below,
            patience=patience,
        )
    except runner.GitError as error:
        if not error.code:
            witness.never()  # another time git may have the patience
        return
    fields = iter(os.fsdecode(answer).split("\0"))
    about, changes = "", list[str]()
    for field in fields:
        if field:
            changes.append(field.removeprefix("\n") if not changes else field)
            continue
        if about:
            yield about, changes
        about, changes = next(fields, ""), []
