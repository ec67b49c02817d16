"""Writes fixed notes so that nothing is lost: each is whole old or whole new, whenever the process ends.

All new contents are written beside the notes first and flushed. Then a journal names them; from then on the fix can
only be finished: by this run, or, if it is killed, by the next one. Only one run at a time writes in a collection, and
a note that is not what it was when it was read is left alone.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

JOURNAL = ".notelint-fix.json"
PATIENCE = 10.0  # seconds that another run may take to write
_PART = ".notelint-part"


class WriteError(Exception):
    """Nothing was written: the message says why, and what can be done."""


class _Entry(msgspec.Struct):
    """One note of a journal. Paths are relative to the root; `old` and `new` tell contents apart."""

    path: str
    part: str
    old: str
    new: str


def write(root: Path, contents: Mapping[str, bytes], read: Mapping[str, bytes]) -> dict[str, str]:
    """Writes the `contents` of notes, by their paths from the root, if they are still what was `read`.

    Gives the notes that were left alone, each with the reason. Raises WriteError where nothing was written.
    """
    with _alone(root):
        left = {path: reason for path in contents if (reason := _hindrance(root, path, read[path]))}
        parts: list[Path] = []
        try:
            entries = [
                _prepared(root, path, read[path], data, parts) for path, data in contents.items() if path not in left
            ]
            _replace(root / JOURNAL, msgspec.json.encode(entries))
        except OSError as error:
            for part in parts:
                part.unlink(missing_ok=True)
            raise WriteError(f"{error.filename or root}: {error.strerror}; nothing was written") from error
        left |= _finish(root, entries)
        (root / JOURNAL).unlink()
        return left


def unfinished(root: Path) -> bool:
    """Was a run killed while it wrote?"""
    return (root / JOURNAL).exists()


def recover(root: Path) -> None:
    """Finishes what a run that was killed had begun to write. Raises WriteError."""
    with _alone(root):
        pass


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keeps other runs from writing in the collection; what one has left unfinished is finished first."""
    from filelock import FileLock, Timeout

    # Not in the collection: a lock would stay there for git to see.
    lock = Path(tempfile.gettempdir(), f"notelint-{_digest(os.fsencode(root))}.lock")
    try:
        with FileLock(lock, timeout=PATIENCE):
            journal = root / JOURNAL
            if journal.exists():
                with suppress(msgspec.MsgspecError):  # not of this version: its parts stay where they are
                    _finish(root, msgspec.json.decode(journal.read_bytes(), type=list[_Entry]))
                journal.unlink()
            yield
    except Timeout:
        raise WriteError(f"{root}: another run is fixing here; wait until it is done, then try again") from None


def _hindrance(root: Path, path: str, was: bytes) -> str:
    """Why a note cannot be written, "" where it can."""
    file = root / path
    try:
        real = file.resolve()
        if file.is_symlink() and not real.is_relative_to(root.resolve()):
            return "it is a link to a file outside the collection"
        if not real.stat().st_mode & 0o222 or not os.access(real, os.W_OK):
            return "it may not be written"
        return "" if real.read_bytes() == was else "it has changed since it was read"
    except OSError as error:
        return error.strerror or str(error)


def _prepared(root: Path, path: str, was: bytes, data: bytes, parts: list[Path]) -> _Entry:
    """Writes a note's new content beside it, with its mode and owner."""
    real = (root / path).resolve()
    part = real.with_name(f".{real.name[:100]}.{os.getpid()}{_PART}")
    parts.append(part)
    stat = real.stat()
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(stat.st_mode & 0o7777)
    if hasattr(os, "chown") and (part.stat().st_uid, part.stat().st_gid) != (stat.st_uid, stat.st_gid):
        with suppress(OSError):
            os.chown(part, stat.st_uid, stat.st_gid)
    return _Entry(os.path.relpath(real, root), os.path.relpath(part, root), _digest(was), _digest(data))


def _finish(root: Path, entries: list[_Entry]) -> dict[str, str]:
    """Puts the new contents in the notes' places; the notes that were left alone, with the reason."""
    left = {}
    folders = set()
    for entry in entries:
        part, file = root / entry.part, root / entry.path
        try:
            now = _digest(file.read_bytes())
            if now == entry.new:
                part.unlink(missing_ok=True)
            elif now != entry.old:
                left[entry.path] = "it has changed since it was read"
                part.unlink(missing_ok=True)
            elif _digest(part.read_bytes()) != entry.new:
                left[entry.path] = "its new content was not written whole"
                part.unlink(missing_ok=True)
            else:
                part.replace(file)
                folders.add(file.parent)
        except OSError as error:
            left[entry.path] = error.strerror or str(error)
    for folder in folders:
        _flush(folder)
    return left


def _replace(file: Path, data: bytes) -> None:
    part = file.with_name(f"{file.name}{_PART}")
    with part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
    _flush(file.parent)


def _flush(folder: Path) -> None:
    """So that what was renamed in the folder outlives a power cut, where the system can do that."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
