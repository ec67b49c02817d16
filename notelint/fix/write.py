"""Writes fixed notes so that nothing is lost: each is whole old or whole new, whenever the process ends.

A journal first names all new contents, which are then written beside the notes and flushed. Once the journal says that
they are ready, the fix is finished: by this run, or, if it is killed, by the next one; before that, the next run takes
away what there is of them. Of notes that are written together the old contents are kept beside them too, so that all of
it can be undone where one of them turns out to be in the way. Only one run at a time writes in a collection, and a note
that is not what it was when it was read is left alone.

The journal lies where nobody but the user can have put it: what came with the notes is never taken for one. It says
also what the old and the new contents are, and nothing else takes a note's place.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from notelint.files.suffixes import NOTE_SUFFIXES
from notelint.writing import atomic, metadata, state
from notelint.writing.atomic import clear, make_workshop, original, put
from notelint.writing.folder import Folder
from notelint.writing.signals import held

PATIENCE = 10.0  # seconds that another run may take to write
_LOCK = len("fix-00")
_NAME = ".notelint-fix-"
_CHANGED = "it has changed since it was read"
_NO_NOTE = "it is no note of the collection"


class WriteError(Exception):
    """Nothing was written: the message says why, and what can be done."""


class Recovered(NamedTuple):
    """What became of the notes that a run which was stopped had begun to fix: paths from the root, and of those that
    were `left` as they are the reasons.
    """

    finished: list[str]
    undone: list[str]
    left: dict[str, str]


class _Entry(msgspec.Struct, frozen=True):
    """One note of a journal, by its path from the root; `old` and `new` tell contents apart.

    `part` is the name of the file with its new content, in the workshop beside it. Where `kept`, the old content of a
    note that is written together with others is there too.
    """

    path: str
    part: str
    old: str
    new: str
    kept: bool = False

    @property
    def old_part(self) -> str:
        return f"{self.part}.old"


class _Journal(msgspec.Struct):
    root: str
    workshop: str  # its name, which nobody can guess
    folders: list[str]  # those with a workshop, from the root
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
    atomic.tidy(root)
    with _alone(root) as file:
        if os.path.lexists(file):
            raise WriteError(f"{root}: another run was stopped while it fixed here; run `notelint --fix` once more")
        left = {path: reason for path in contents if (reason := _hindrance(root, path, read[path]))}
        journal = _planned(root, contents, read, together, _with_others(left, together))
        try:
            _note(file, journal)
            left |= _prepare(root, journal, contents, read)
            left = _with_others(left, together)
            journal.entries = [entry for entry in journal.entries if entry.path not in left]
            journal.ready = True
            _note(file, journal)
        except BaseException as error:
            journal.ready = False
            _end(root, file, journal)
            if not isinstance(error, OSError):  # somebody pressed Ctrl-C
                raise
            reason = f"{error.filename or root}: {error.strerror or error}; nothing was written"
            raise WriteError(reason) from error
        return left | _end(root, file, journal)


def unfinished(root: Path) -> bool:
    """Was a run killed while it wrote?"""
    return bool(_journals(root.resolve()))


def recover(root: Path, notes: Collection[str]) -> Recovered:
    """Finishes what a run that was killed had begun to write in these notes, or takes it away. Raises WriteError."""
    root = root.resolve()
    recovered = Recovered([], [], {})
    with _alone(root):
        for file in _journals(root):
            journal = _read_journal(root, file)
            left = _end(root, file, journal, notes)
            for path in (entry.path for entry in journal.entries if entry.path not in left):
                (recovered.finished if journal.ready else recovered.undone).append(path)
            recovered.left.update(left)
    return recovered


@contextmanager
def _alone(root: Path) -> Iterator[Path]:
    """Keeps other runs from writing in the collection; gives the journal's place."""
    from filelock import FileLock, Timeout

    try:
        file = state.made(root) / f"{_key(root)}.json"
        # Locks stay. That of another collection may be the same, which costs no more than waiting for it.
        lock = FileLock(file.with_name(f"{file.name[:_LOCK]}.lock"), timeout=PATIENCE)
        lock.acquire()
    except Timeout:
        raise WriteError(f"{root}: another run is fixing here; wait until it is done, then try again") from None
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
        raise WriteError(f"{reason}; without a lock nothing is written") from error
    try:
        yield file
    finally:
        lock.release()


def _key(root: Path) -> str:
    return f"fix-{_digest(os.fsencode(root))}"


# The journal


def _journals(root: Path) -> list[Path]:
    """Journals of runs that were killed; there may be more where the user's folders have changed."""
    files = (place / f"{_key(root)}.json" for place in state.places(root))
    return [file for file in files if state.is_own(file.parent) and state.is_own(file)]


def _read_journal(root: Path, file: Path) -> _Journal:
    """What was begun; nothing where the file is damaged."""
    try:
        journal = msgspec.convert(json.loads(file.read_bytes()), _Journal)
    except (OSError, ValueError, RecursionError):
        return _Journal("", "", [], [])
    return journal if journal.root == os.fspath(root) else _Journal("", "", [], [])


def _note(file: Path, journal: _Journal) -> None:
    part = file.with_suffix(".part")
    with Folder.opened(file.parent) as folder:
        folder.remove(part.name)
        # Names may hold bytes that are no text, which msgspec does not write.
        put(folder, part.name, json.dumps(msgspec.to_builtins(journal)).encode(), None)
        folder.move(part.name, folder, file.name)
        folder.flush()


def _planned(
    root: Path,
    contents: Mapping[str, bytes],
    read: Mapping[str, bytes],
    together: Sequence[Collection[str]],
    left: Mapping[str, str],
) -> _Journal:
    joined = {path for paths in together if len(paths) > 1 for path in paths}
    entries = [
        _Entry(path, str(number), _digest(read[path]), _digest(data), path in joined)
        for number, (path, data) in enumerate(contents.items())
        if path not in left
    ]
    folders = dict.fromkeys(str(PurePosixPath(entry.path).parent) for entry in entries)
    name = _NAME + secrets.token_hex(16)
    return _Journal(os.fspath(root), name, list(folders), entries, [sorted(paths) for paths in together])


# What can be written


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
        if stat.st_nlink > 1:
            return "it has another name too (a hard link), which would keep the old text"
        if hasattr(os, "geteuid") and os.geteuid() not in (0, stat.st_uid):
            return "it belongs to somebody else"
        if not stat.st_mode & 0o222 or metadata.is_locked(stat) or not os.access(real, os.W_OK):
            return "it may not be written"
        if not os.access(real.parent, os.W_OK):
            return "nothing may be written in its folder"
        return "" if _content(root, path) == was else _CHANGED
    except (OSError, RuntimeError) as error:  # a loop of links
        return getattr(error, "strerror", None) or str(error)


def _prepare(root: Path, journal: _Journal, contents: Mapping[str, bytes], read: Mapping[str, bytes]) -> dict[str, str]:
    """Writes all contents in workshops, with the metadata of their notes; those that cannot be given it, with why."""
    for each in journal.folders:
        with Folder.opened(root / each, root) as folder:
            os.close(make_workshop(folder, journal.workshop))
    left: dict[str, str] = {}
    for entry in journal.entries:
        with (
            _folder(root, entry) as folder,
            folder.below(journal.workshop) as workshop,
            original(folder, _name(entry)) as note,
        ):
            if note is None:
                left[entry.path] = os.strerror(errno.ENOENT)
                continue
            lost = put(workshop, entry.part, contents[entry.path], note)
            if entry.kept and not lost:
                lost = put(workshop, entry.old_part, read[entry.path], note)
            if lost:
                left[entry.path] = lost
    for each in journal.folders:
        with Folder.opened(root / each, root) as folder, folder.below(journal.workshop) as workshop:
            workshop.flush()
            folder.flush()
    return left


# The end


def _end(root: Path, file: Path, journal: _Journal, notes: Collection[str] | None = None) -> dict[str, str]:
    """Puts the new contents in the notes' places if they are ready, and takes away all that is not a note.

    Gives the notes that were left alone, with the reason; of what is not among the `notes`, if they are given, all is.
    """
    left: dict[str, str] = {}
    with held():
        if journal.ready:
            found = {
                entry.path: reason for entry in journal.entries if (reason := _obstacle(root, journal, entry, notes))
            }
            left = _with_others(found, journal.together)
            for entry in journal.entries:
                if entry.path not in left and (reason := _put(root, journal, entry)):
                    left = _with_others({**left, entry.path: reason}, journal.together)
            for entry in journal.entries:
                if entry.path in left and entry.kept:
                    _undo(root, journal, entry)
        for each in journal.folders:
            with suppress(OSError), Folder.opened(root / each, root) as folder:
                clear(folder, journal.workshop)
                folder.flush()
        for name in (file, file.with_suffix(".part")):
            with suppress(OSError):
                name.unlink(missing_ok=True)
    return {path: reason for path, reason in left.items() if path in {entry.path for entry in journal.entries}}


def _obstacle(root: Path, journal: _Journal, entry: _Entry, notes: Collection[str] | None) -> str:
    """Why the new content cannot take the note's place; "" where it can, or has."""
    if PurePosixPath(entry.path).suffix.lower() not in NOTE_SUFFIXES or (notes is not None and entry.path not in notes):
        return _NO_NOTE
    try:
        now = _digest(_content(root, entry.path))
        if now == entry.new:
            return ""
        if now != entry.old:
            return _CHANGED
        with _folder(root, entry) as folder, folder.below(journal.workshop) as workshop:
            whole = _digest(_read(workshop, entry.part)) == entry.new
        return "" if whole else "its new content was not written whole"
    except OSError as error:
        return error.strerror or str(error)


def _put(root: Path, journal: _Journal, entry: _Entry) -> str:
    """Renames the new content to the note, unless the note was changed by now; the reason why not, "" if it was."""
    try:
        with _folder(root, entry) as folder:
            now = _digest(_read(folder, _name(entry)))
            if now == entry.old != entry.new:
                with folder.below(journal.workshop) as workshop:
                    workshop.move(entry.part, folder, _name(entry))
        return "" if now in (entry.old, entry.new) else _CHANGED
    except OSError as error:
        return error.strerror or str(error)


def _undo(root: Path, journal: _Journal, entry: _Entry) -> None:
    """Gives a note its old content back, if it has the new one."""
    with suppress(OSError), _folder(root, entry) as folder, folder.below(journal.workshop) as workshop:
        new, old = _digest(_read(folder, _name(entry))), _digest(_read(workshop, entry.old_part))
        if (new, old) == (entry.new, entry.old):
            workshop.move(entry.old_part, folder, _name(entry))


# Files


def _folder(root: Path, entry: _Entry) -> AbstractContextManager[Folder]:
    return Folder.opened((root / entry.path).parent, root)


def _name(entry: _Entry) -> str:
    return PurePosixPath(entry.path).name


def _content(root: Path, path: str) -> bytes:
    with Folder.opened((root / path).parent, root) as folder:
        return _read(folder, PurePosixPath(path).name)


def _read(folder: Folder, name: str) -> bytes:
    with os.fdopen(folder.open(name, os.O_RDONLY), "rb") as stream:
        return stream.read()


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
