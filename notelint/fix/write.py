"""Writes fixed notes so that nothing is lost: each is whole old or whole new, whenever the process ends.

A journal first names all new contents, which are then written beside the notes and flushed. Once the journal says that
they are ready, the fix is finished: by this run, or, if it is killed, by the next one; before that, the next run takes
away what there is of them. Of notes that are written together the old contents are kept beside them too, so that all of
it can be undone where one of them turns out to be in the way. Only one run at a time writes in a collection, and a note
that is not what it was when it was read is left alone.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

JOURNAL = ".notelint-fix.json"
PATIENCE = 10.0  # seconds that another run may take to write
_PART = ".notelint-part"
_CHANGED = "it has changed since it was read"


class WriteError(Exception):
    """Nothing was written: the message says why, and what can be done."""


class _Entry(msgspec.Struct, frozen=True):
    """One note of a journal, by its path from the root; `old` and `new` tell contents apart.

    `part` is the name of the file with its new content, which stands beside it, and so does `kept`, with the old one of
    a note that is written together with others.
    """

    path: str
    part: str
    old: str
    new: str
    kept: str = ""


class _Journal(msgspec.Struct):
    entries: list[_Entry]
    together: list[list[str]] = []  # notes that are written all or none
    ready: bool = False  # are all parts whole?


def write(
    root: Path, contents: Mapping[str, bytes], read: Mapping[str, bytes], together: Sequence[Collection[str]] = ()
) -> dict[str, str]:
    """Writes the `contents` of notes, by their paths from the root, if they are still what was `read`.

    Of the notes that one of `together` names, all are written or none. Gives the notes that were left alone, each with
    the reason. Raises WriteError where nothing was written.
    """
    root = root.resolve()
    with _alone(root):
        left = {path: reason for path in contents if (reason := _hindrance(root, path, read[path]))}
        left = _with_others(left, together)
        joined = {path for paths in together if len(paths) > 1 for path in paths}
        entries = [_entry(path, read[path], contents[path], path in joined) for path in contents if path not in left]
        if not entries:
            return left
        journal = _Journal(entries, [sorted(paths) for paths in together])
        try:
            _note(root, journal)
            for entry in entries:
                _prepare(root / entry.path, entry.part, contents[entry.path])
                if entry.kept:
                    _prepare(root / entry.path, entry.kept, read[entry.path])
            for folder in {(root / entry.path).parent for entry in entries}:
                _flush(folder)
            journal.ready = True
            _note(root, journal)
        except BaseException as error:
            journal.ready = False
            _end(root, journal)
            if not isinstance(error, OSError):  # somebody pressed Ctrl-C
                raise
            reason = f"{error.filename or root}: {error.strerror or error}; nothing was written"
            raise WriteError(reason) from error
        return left | _end(root, journal)


def unfinished(root: Path) -> bool:
    """Was a run killed while it wrote?"""
    return any(os.path.lexists(root / name) for name in (JOURNAL, JOURNAL + _PART))


def recover(root: Path) -> None:
    """Finishes what a run that was killed had begun to write, or takes it away. Raises WriteError."""
    with _alone(root.resolve()):
        pass


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keeps other runs from writing in the collection; what one has left unfinished is finished first."""
    from filelock import FileLock, Timeout

    try:
        # Not in the collection: a lock would stay there for git to see.
        name = f"notelint-{os.geteuid() if hasattr(os, 'geteuid') else ''}-{_digest(os.fsencode(root))}.lock"
        lock = FileLock(Path(tempfile.gettempdir(), name), timeout=PATIENCE)
        lock.acquire()
    except Timeout:
        raise WriteError(f"{root}: another run is fixing here; wait until it is done, then try again") from None
    except OSError as error:
        reason = f"{error.filename or root}: {error.strerror or error}; without a lock nothing is written"
        raise WriteError(reason) from error
    try:
        if unfinished(root):
            _end(root, _read_journal(root))
        yield
    finally:
        lock.release()


def _read_journal(root: Path) -> _Journal:
    """What was begun, as far as it can be one of ours: a journal that somebody made up moves no other files."""
    try:
        journal = msgspec.convert(json.loads((root / JOURNAL).read_bytes()), _Journal)
        journal.entries = [entry for entry in journal.entries if _is_ours(root, entry)]
    except (OSError, ValueError, RuntimeError):  # no JSON, no journal, a NUL in a name, a loop of links
        return _Journal([])
    return journal


def _is_ours(root: Path, entry: _Entry) -> bool:
    name, file = entry.path.rpartition("/")[2], root / entry.path
    for part in (entry.part, *([entry.kept] if entry.kept else [])):
        if not part.startswith(_hidden(name)) or not part.endswith(_PART) or {"/", os.sep} & set(part):
            return False
    return file.is_relative_to(root) and file.resolve() == file


def _hidden(name: str) -> str:
    """How the names of files beside a note begin; a name may have 255 bytes, and a character four of them."""
    return f".{name[:40]}."


def _with_others(left: Mapping[str, str], together: Sequence[Collection[str]]) -> dict[str, str]:
    """The notes that are left alone, with those that would be changed together with one of them."""
    all_left = dict(left)
    pending = list(left)
    while pending:
        path = pending.pop()
        for other in {other for paths in together if path in paths for other in paths} - all_left.keys():
            all_left[other] = f"{path} belongs to the same fix, and was not written: {left.get(path, all_left[path])}"
            pending.append(other)
    return all_left


def _hindrance(root: Path, path: str, was: bytes) -> str:
    """Why a note cannot be written, "" where it can."""
    try:
        real = (root / path).resolve()
        if not real.is_relative_to(root):
            return "it lies outside the collection"
        if real != root / path:
            return "a link leads to it"
        stat = real.stat()
        if hasattr(os, "geteuid") and os.geteuid() not in (0, stat.st_uid):
            return "it belongs to somebody else"
        if not stat.st_mode & 0o222 or not os.access(real, os.W_OK):
            return "it may not be written"
        if not os.access(real.parent, os.W_OK):
            return "nothing may be written in its folder"
        return "" if real.read_bytes() == was else _CHANGED
    except (OSError, RuntimeError) as error:  # a loop of links
        return getattr(error, "strerror", None) or str(error)


def _entry(path: str, was: bytes, data: bytes, joined: bool) -> _Entry:
    begin = f"{_hidden(path.rpartition('/')[2])}{os.getpid()}"
    return _Entry(path, begin + _PART, _digest(was), _digest(data), f"{begin}.old{_PART}" if joined else "")


def _prepare(file: Path, name: str, data: bytes) -> None:
    """Writes a content of a note beside it, with its mode and owner."""
    stat = file.stat()
    part = file.with_name(name)
    _create(part, data)
    # The owner first: who gets a file loses some bits of its mode.
    if hasattr(os, "chown") and (part.stat().st_uid, part.stat().st_gid) != (stat.st_uid, stat.st_gid):
        with suppress(OSError):
            os.chown(part, stat.st_uid, stat.st_gid)
    part.chmod(stat.st_mode & 0o7777)


def _create(file: Path, data: bytes) -> None:
    """Writes a new file, which nobody else can read. What has its name is taken away, and never written through."""
    file.unlink(missing_ok=True)
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(number, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _note(root: Path, journal: _Journal) -> None:
    part = root / (JOURNAL + _PART)
    # Names may hold bytes that are no text, which msgspec does not write.
    _create(part, json.dumps(msgspec.to_builtins(journal)).encode())
    part.replace(root / JOURNAL)
    _flush(root)


def _end(root: Path, journal: _Journal) -> dict[str, str]:
    """Puts the new contents in the notes' places if they are ready, and takes away all that is not a note.

    Gives the notes that were left alone, with the reason.
    """
    left: dict[str, str] = {}
    if journal.ready:
        found = {entry.path: reason for entry in journal.entries if (reason := _obstacle(root, entry))}
        left = _with_others(found, journal.together)
        for entry in journal.entries:
            if entry.path not in left and (reason := _put(root, entry)):
                left = _with_others({**left, entry.path: reason}, journal.together)
        for entry in journal.entries:
            if entry.path in left and entry.kept:
                _undo(root, entry)
    for entry in journal.entries:
        for name in (entry.part, entry.kept or entry.part):
            with suppress(OSError):
                (root / entry.path).with_name(name).unlink(missing_ok=True)
    for folder in {(root / entry.path).parent for entry in journal.entries}:
        _flush(folder)
    for name in (JOURNAL, JOURNAL + _PART):
        with suppress(OSError):
            (root / name).unlink(missing_ok=True)
    return {path: reason for path, reason in left.items() if path in {entry.path for entry in journal.entries}}


def _obstacle(root: Path, entry: _Entry) -> str:
    """Why the new content cannot take the note's place; "" where it can, or has."""
    file = root / entry.path
    try:
        now = _digest(file.read_bytes())
        if now == entry.new:
            return ""
        if now != entry.old:
            return _CHANGED
        whole = _digest(file.with_name(entry.part).read_bytes()) == entry.new
        return "" if whole else "its new content was not written whole"
    except OSError as error:
        return error.strerror or str(error)


def _put(root: Path, entry: _Entry) -> str:
    """Renames the new content to the note, unless the note was changed by now; the reason why not, "" if it was."""
    file = root / entry.path
    try:
        now = _digest(file.read_bytes())
        if now == entry.old != entry.new:
            file.with_name(entry.part).replace(file)
        return "" if now in (entry.old, entry.new) else _CHANGED
    except OSError as error:
        return error.strerror or str(error)


def _undo(root: Path, entry: _Entry) -> None:
    """Gives a note its old content back, if it has the new one."""
    file = root / entry.path
    kept = file.with_name(entry.kept)
    with suppress(OSError):
        if _digest(file.read_bytes()) == entry.new and _digest(kept.read_bytes()) == entry.old:
            kept.replace(file)


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
