"""Files that steer a run and come with the notes: read as what a stranger may have put there."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path

from notelint.files import witness

LIMIT = 16 * 1024 * 1024  # bytes
NOTE_LIMIT = 64 * 1024 * 1024  # bytes of a note: thirty times as much as the longest that people write


class InputError(OSError):
    """A file that is there and is not read. The message is `FILE: reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.reason = reason


class OutsideError(InputError):
    """A link that leads out of the folder in which files are read."""


def reason(error: Exception) -> str:
    """Why a file could not be read, without its name."""
    return getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error)


def read(path: Path, *, within: Path | None, limit: int = LIMIT) -> bytes:
    """The bytes of a regular file, `limit` at most.

    `within` is the folder that it has to lie in, links followed: then it never waits, as it would for a pipe. None is
    for a file that the user has named, which may be a pipe of the shell. Raises FileNotFoundError where there is none,
    InputError, OSError.
    """
    data = head(path, within=within, size=limit + 1)
    if len(data) > limit:
        raise InputError(path, f"larger than {limit >> 20} MiB")
    return data


def head(path: Path, *, within: Path | None, size: int) -> bytes:
    """The first bytes of a file, else as `read`."""
    if not witness.is_watched():
        return _head(path, within, size)
    answer = b""
    try:
        data = _head(path, within, size)
        answer = witness.short(b"=" + data)
    except OSError as error:
        answer = witness.short(reason(error).encode("utf-8", "replace"))
        raise
    finally:
        witness.told("file", (str(path), str(within or ""), str(size)), answer)
    return data


@witness.asker("file")
def _file_now(path: str, within: str, size: str) -> bytes:
    try:
        return witness.short(b"=" + _head(Path(path), Path(within) if within else None, int(size)))
    except OSError as error:
        return witness.short(reason(error).encode("utf-8", "replace"))


def _head(path: Path, within: Path | None, size: int) -> bytes:
    if within is None:
        return _read(path, 0, size)
    way = _way(path, within)
    if way is None:
        raise OutsideError(path, f"a link leads out of {within}, and what is outside is not read")
    if ".git" in Path(way.lower()).parts[:-1]:  # where secrets of a CI may be, and no file of a collection
        raise OutsideError(path, "git's own folder is not read")
    if not stat.S_ISREG(_mode(path)):  # and not even opened: opening a device can do something
        raise InputError(path, "not a regular file")
    return _read(path, getattr(os, "O_NONBLOCK", 0), size, regular=True)


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink():
            raise InputError(path, "a link that leads to nothing: mend it or remove it") from None
        raise


def _read(path: Path, flags: int, size: int, regular: bool = False) -> bytes:
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | flags)
    except ValueError as error:  # a name that no file system takes
        raise InputError(path, str(error)) from None
    try:
        found = os.fstat(number)
        if stat.S_ISDIR(found.st_mode) or (regular and not stat.S_ISREG(found.st_mode)):  # exchanged just now
            raise InputError(path, "not a regular file")
        with os.fdopen(number, "rb", closefd=False) as file:
            data = file.read(min(size, found.st_size + 1))  # what is asked for is reserved, however small the file
            return data if len(data) == size or len(data) <= found.st_size else data + file.read(size - len(data))
    finally:
        os.close(number)


def text(path: Path, *, within: Path | None, limit: int = LIMIT) -> str:
    """The text of a file in UTF-8, without a byte-order mark and with "\\n" at the lines' ends; else as `read`."""
    data = read(path, within=within, limit=limit)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(path, f"line {line} is not UTF-8: save the file in this encoding") from None


def exists(path: Path) -> bool:
    """Is there anything of that name, be it a link that leads nowhere?"""
    return bool(kind(path, follow=False))


def kind(path: Path, *, follow: bool = True) -> str:
    """What stands at a path: `file`, `folder`, `link` (where they are not followed), `other`, "" for nothing."""
    found = _kind_now(str(path), "follow" if follow else "").decode()
    witness.told("kind", (str(path), "follow" if follow else ""), found.encode())
    return found


@witness.asker("kind")
def _kind_now(path: str, follow: str) -> bytes:
    try:
        mode = os.stat(path, follow_symlinks=bool(follow)).st_mode  # noqa: PTH116 - paths of strangers, as they are
    except (OSError, ValueError):
        return b""
    kinds = ((stat.S_ISREG, b"file"), (stat.S_ISDIR, b"folder"), (stat.S_ISLNK, b"link"))
    return next((name for test, name in kinds if test(mode)), b"other")


def is_file(path: Path) -> bool:
    """As `Path.is_file`, and what was found is noted."""
    return kind(path) == "file"


def is_folder(path: Path) -> bool:
    """As `Path.is_dir`, and what was found is noted."""
    return kind(path) == "folder"


def names(folder: Path) -> list[str] | None:
    """What stands in a folder, sorted; None where it cannot be listed."""
    found = _names_now(folder)
    witness.told("names", (str(folder),), _as_answer(found))
    return found


def _names_now(folder: Path) -> list[str] | None:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names, and no paths
    except (OSError, ValueError):
        return None


def _as_answer(found: list[str] | None) -> bytes:
    return (
        b""
        if found is None
        else witness.short(b"=" + os.fsencode("\0".join(name for name in found if name != witness.OWN)))
    )


@witness.asker("names")
def _names_again(folder: str) -> bytes:
    return _as_answer(_names_now(Path(folder)))


def below(folder: Path, ending: str) -> list[Path]:
    """The files below a folder whose names end so, sorted; links to folders are not followed."""
    found = _below(folder, ending)
    witness.told("below", (str(folder), ending), _as_answer(list(map(str, found))))
    return found


def _below(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.rglob(f"*{ending}"))


@witness.asker("below")
def _below_again(folder: str, ending: str) -> bytes:
    return _as_answer(list(map(str, _below(Path(folder), ending))))


def leads_to(link: Path) -> str:
    """What a symbolic link says. Raises OSError."""
    found = str(link.readlink())
    witness.told("link", (str(link),), witness.short(os.fsencode(found)))
    return found


@witness.asker("link")
def _link_now(link: str) -> bytes:
    try:
        return witness.short(os.fsencode(str(Path(link).readlink())))
    except OSError:
        return b""


def is_inside(path: Path, folder: Path) -> bool:
    """Does a path, links followed, lie in a folder (or is it that)? Raises InputError for links that go in circles."""
    return _way(path, folder) is not None


def _way(path: Path, folder: Path) -> str | None:
    """The way from a folder to a path, links followed; None for one that lies elsewhere."""
    try:
        real, top = os.path.normcase(os.path.realpath(path)), _real(str(folder))
        if Path(real).is_symlink():  # what cannot be followed any further
            raise InputError(path, "a link that leads to itself")
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(path, reason(error)) from None
    if real == top:
        return ""
    before = top if top.endswith(os.sep) else top + os.sep
    return real[len(before) :] if real.startswith(before) else None


@lru_cache(maxsize=16)
def _real(folder: str) -> str:
    """Asked for each note, of the same few folders."""
    return os.path.normcase(os.path.realpath(folder))
