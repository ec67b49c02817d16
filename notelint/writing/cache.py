"""Where notelint keeps what it can make again: beside the notes, and not believed if it came with them."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from notelint.files import witness
from notelint.files.checkout import repository
from notelint.git import runner

FOLDER = witness.OWN

_BESIDE = {
    ".gitignore": "# Made by notelint; may be deleted at any time.\n*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n",
}


def distrusted(root: Path, *within: Path) -> str:
    """The notice that says why what lies in a root's folder is not used: it came with the notes, or is somewhere else.
    "" where it is this machine's. `within` are the files in it that are to be used.
    """
    folder = root / FOLDER
    if any(path.is_symlink() for path in (folder, *within)):
        return "memory-linked"
    if not folder.is_dir() or repository(root) is None:
        return ""
    return "memory-tracked" if runner.is_tracked(root, FOLDER) or _is_tracked_otherwise(root) else ""


def _is_tracked_otherwise(root: Path) -> bool:
    """Does git know the folder by another name, where the disk takes those for one that differ in letters' case,
    or by a short one of Windows? What a branch brings in it lies beside what this machine has put there.
    """
    if os.name != "nt" and not (root / FOLDER.upper()).exists():
        return False
    try:
        named = {path.partition("/")[0] for path in runner.files(root) or ()}
        there = {each.name for each in root.iterdir()}
        return any(
            _is_same(root / name, root / FOLDER) for name in named if name not in there or name.lower() == FOLDER
        )
    except (OSError, runner.GitError):
        return True


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def make(folder: Path) -> None:
    """Makes such a folder, which no git and no backup takes notice of. Raises OSError."""
    from notelint.writing import atomic

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _BESIDE.items():
        path = folder / name
        if not path.exists() and not path.is_symlink():
            atomic.write(path, text.encode(), within=folder)


def place(root: Path) -> Path:
    """Where the notes of a root are remembered: beside them in a checkout, whose folder git ignores; else in the
    user's own folder for caches, since a vault may be synced.
    """
    if repository(root) is not None:
        return root / FOLDER
    return _of_user() / f"{root.name or 'root'}-{hashlib.blake2b(os.fsencode(root), digest_size=8).hexdigest()}"


def _of_user() -> Path:
    """The folder for caches of the system's user, by the conventions of the system."""
    given = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    with suppress(RuntimeError):  # a user without a home
        return (Path(given) if Path(given).is_absolute() else Path.home() / ".cache") / "notelint"
    return Path(os.devnull)  # where nothing can be kept
