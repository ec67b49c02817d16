"""Files written so that each is whole old or whole new whenever the process ends.

A new content is written in a workshop: a hidden folder that is made beside the file, and that git ignores with all that
is in it. From there it is renamed to the file's place. What somebody who was killed has left is taken away by the next
one who writes in that folder.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from notelint.git import runner
from notelint.text.lazy import lazy_re
from notelint.writing import metadata
from notelint.writing.folder import Folder
from notelint.writing.signals import held

_NAME = ".notelint-write-"
_MADE = lazy_re(rf"{re.escape(_NAME)}[0-9a-f]{{16}}")
_IGNORE = ".gitignore"
_IGNORED = b"# Made by notelint while it writes files; may be deleted when it does not run.\n*\n"
_TRIES = 10


class OutsideError(Exception):
    """A file that would be written through a link which a stranger may have made. The message is `FILE: reason`."""


class Original(NamedTuple):
    """A file that is to be replaced: its number, None where it may not be read, and what it is."""

    number: int | None
    stat: os.stat_result


def write(path: Path, data: bytes, *, within: Path | None) -> None:
    """Puts `data` in the place of a file, or makes it, with the metadata that it had.

    `within` is the folder that it has to lie in, links followed; None for a file that the user has named. Raises
    OutsideError, OSError; then nothing is written.
    """
    real = destination(path, within)
    top = real.parent if within is None else within.resolve()
    try:
        with held(), Folder.opened(real.parent, top) as folder:
            _tidy(folder)
            with _workshop(folder) as workshop:
                with original(folder, real.name) as old:
                    put(workshop, "0", data, old)
                workshop.move("0", folder, real.name)
            folder.flush()
    except OSError as error:
        error.filename = os.fspath(path)  # and not one in the workshop
        raise


def destination(path: Path, within: Path | None, *, renamed: bool = False) -> Path:
    """Where a file lies, links followed: only if they stay within, and, unless it may be `renamed`, to a file of the
    same name: another one is not ours. Raises OutsideError, OSError.
    """
    try:
        real = path.resolve()
    except RuntimeError:  # links in a ring
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), os.fspath(path)) from None
    if within is not None and not real.is_relative_to(within.resolve()):
        raise OutsideError(f"{path}: a link leads out of {within}, to {real}, and nothing is written there")
    # Git's own folder, with its hooks, is no place either to which a link of the checkout may lead.
    if within is not None and _in_git(real.relative_to(within.resolve())) and not _in_git(path):
        raise OutsideError(f"{path}: a link leads into git's own folder, to {real}, and nothing is written there")
    if within is not None and not renamed and path.is_symlink() and real.name != path.name:
        raise OutsideError(f"{path}: a link leads to {real}, a file of another name, and nothing is written there")
    return real


def _in_git(path: Path) -> bool:
    return any(part.lower() == ".git" for part in path.parts)


def set_aside(path: Path) -> Path:
    """Gives a file, or a link, another name in its folder, and says which. Raises OSError."""
    with Folder.opened(path.parent) as folder:
        names = (f"{path.name}.damaged{number or ''}" for number in count())
        name = next(name for name in names if folder.stat(name) is None)
        folder.move(path.name, folder, name)
        folder.flush()
    return path.with_name(name)


# Workshops


def make_workshop(folder: Folder, name: str) -> int:
    """Makes the workshop of this name; the number of the open file in it by which git ignores it. Raises OSError."""
    folder.make(name)
    try:
        with folder.below(name) as workshop:
            return workshop.create_whole(_IGNORE, _IGNORED)
    except OSError:  # a full disk
        clear(folder, name)
        raise


def put(workshop: Folder, name: str, data: bytes, like: Original | None) -> str:
    """Writes a new file, which nobody else can read before it is like its original, and flushes it.

    Says what of the original's metadata could not be given to it, "" for nothing. Raises OSError.
    """
    # One that has no original gets the mode that the system gives to new files.
    number = workshop.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if like is None else 0o600)
    with os.fdopen(number, "wb") as stream:
        stream.write(data)
        stream.flush()
        lost = ""
        if like is not None:
            lost = metadata.give(number, workshop.path / name, like.stat, like.number)
        os.fsync(number)
    return lost


def clear(folder: Folder, name: str) -> None:
    """Takes a workshop away with what is in it, if there is one. Raises OSError."""
    with suppress(FileNotFoundError):
        with folder.below(name) as workshop:
            # What makes git ignore the others goes last.
            for part in sorted(workshop.names(), key=lambda part: part == _IGNORE):
                workshop.remove(part)
        folder.remove_folder(name)


@contextmanager
def _workshop(folder: Folder) -> Iterator[Folder]:
    """A workshop with a lock that says that somebody works in it."""
    name, number = _locked_workshop(folder)
    try:
        with folder.below(name) as workshop:
            yield workshop
    finally:
        os.close(number)
        with suppress(OSError):
            clear(folder, name)


def _locked_workshop(folder: Folder) -> tuple[str, int]:
    for _ in range(_TRIES):
        name = _NAME + secrets.token_hex(8)
        # Before there is a lock, another process may take it for one that was left.
        with suppress(FileNotFoundError):
            number = make_workshop(folder, name)
            with suppress(FileNotFoundError):
                if _is_mine(number, folder, name):
                    return name, number
            os.close(number)
    raise OSError(errno.EBUSY, "others write here all the time")


def _is_mine(number: int, folder: Folder, name: str) -> bool:
    try:
        _lock(number)
    except BlockingIOError:
        return False
    except OSError:  # nothing can be locked here, and so nobody takes anything away
        return True
    with folder.below(name) as workshop:
        return workshop.stat(_IGNORE) is not None


def _lock(number: int) -> None:
    """Locks an open file until it is closed. Raises OSError where somebody else has done so."""
    if sys.platform == "win32":
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    import fcntl

    fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def tidy(path: Path) -> None:
    """Takes away what somebody who was killed while he wrote files of ours has left in a folder."""
    with suppress(OSError), Folder.opened(path) as folder:
        _tidy(folder)


def _tidy(folder: Folder) -> None:
    """What git tracks was not made here, and stays."""
    found = (name for name in folder.names() if _MADE.fullmatch(name))
    for name in islice(found, _TRIES):  # whoever brings thousands must not hold up a run
        # One in which somebody works, or that holds more than files, stays too, and all that is in it.
        with suppress(OSError):
            if not runner.is_tracked(folder.path, name):
                _clear_if_dead(folder, name)


def _clear_if_dead(folder: Folder, name: str) -> None:
    with folder.below(name) as workshop:
        parts = [workshop.stat(part) for part in workshop.names()]
        if any(part is not None and not stat.S_ISREG(part.st_mode) for part in parts):
            return
        number = workshop.open(_IGNORE, os.O_RDWR) if workshop.stat(_IGNORE) else None
    try:
        if number is not None:
            _lock(number)
        clear(folder, name)
    finally:
        if number is not None:
            os.close(number)


@contextmanager
def original(folder: Folder, name: str) -> Iterator[Original | None]:
    """The file that is there, if it is one."""
    number: int | None = None
    try:
        like = folder.stat(name)
        if like is None or not stat.S_ISREG(like.st_mode):
            yield None
            return
        with suppress(PermissionError):
            number = folder.open(name, os.O_RDONLY)
        yield Original(number, like if number is None else os.fstat(number))
    finally:
        if number is not None:
            os.close(number)
