"""What stands in git's own folder, before git reads it to its end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from notelint.files import inputs

# Files that are read in any size, of which no setting leads away.
_NAMES = (
    *("HEAD", "config", "config.worktree", "commondir", "index", "packed-refs", "shallow", "info/exclude"),
    *("info/attributes", "info/grafts", "info/sparse-checkout", "objects/info/alternates"),
)
_MOST_REFS = 10_000  # that are looked at: where there are more, git has packed them


@cache
def endless(top: Path) -> Path | None:
    """One of git's own files that is a device or a pipe, as an archive may hold it: git would wait for its end, or fill
    the memory with it. `top` is the folder that has the `.git`.
    """
    for folder in _folders(top / ".git"):
        for file in (*(folder / name for name in _NAMES), *_refs(folder / "refs")):
            if os.path.exists(file) and not os.path.isfile(file):  # noqa: PTH110, PTH113 (a name may be too long)
                return file
    return None


def _folders(start: Path) -> Iterator[Path]:
    """Git's folder, or the one that a file names in its place, and the one that it shares with other work trees."""
    folder = start
    if start.is_file():
        folder = start.parent / _path_in(start).removeprefix("gitdir:").strip()
    yield folder
    if shared := _path_in(folder / "commondir"):
        yield folder / shared


def _path_in(file: Path) -> str:
    """The path that one of git's files holds, "" for one that is not there or cannot be read."""
    try:
        path = os.fsdecode(inputs.head(file, within=None, size=4096)).strip() if file.is_file() else ""
        return "" if "\0" in path else path
    except OSError:
        return ""


def _refs(folder: Path) -> Iterator[Path]:
    """The branches and tags that have files of their own."""
    left = _MOST_REFS
    for above, _, names in os.walk(folder):
        for name in names:
            yield Path(above, name)
        left -= len(names)
        if left < 0:
            return
